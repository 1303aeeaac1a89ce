/*
 * Token buckets: a burst, then the rate; separate for each key; bounded memory.
 */
#include "support/test.h"

#include "gateway/limits.h"

static void limits_allow_a_burst_and_then_the_pace(void **state)
{
    (void)state;
    struct limits *limits = limits_new(3, 1000000);
    unsigned retry_s;
    int64_t now_us = 5000000;
    for (int i = 0; i < 3; i++) {
        assert_true(limits_has(limits, "a", 1, now_us, &retry_s));
        assert_true(limits_take(limits, "a", 1, now_us, &retry_s));
    }
    assert_false(limits_has(limits, "a", 1, now_us, &retry_s));
    assert_false(limits_take(limits, "a", 1, now_us, &retry_s));
    assert_int_equal(retry_s, 1);
    assert_true(limits_take(limits, "b", 1, now_us, &retry_s));
    assert_false(limits_take(limits, "a", 1, now_us + 999999, &retry_s));
    assert_true(limits_take(limits, "a", 1, now_us + 1000000, &retry_s));
    assert_false(limits_take(limits, "a", 1, now_us + 1000000, &retry_s));
    limits_free(&limits);
    assert_null(limits);
}

static void limits_refill_after_a_rest(void **state)
{
    (void)state;
    struct limits *limits = limits_new(2, 6000000);
    unsigned retry_s;
    assert_true(limits_take(limits, "a", 1, 0, &retry_s));
    assert_true(limits_take(limits, "a", 1, 0, &retry_s));
    assert_false(limits_take(limits, "a", 1, 0, &retry_s));
    assert_int_equal(retry_s, 6);
    assert_true(limits_take(limits, "a", 1, 100000000, &retry_s));
    assert_true(limits_take(limits, "a", 1, 100000000, &retry_s));
    assert_false(limits_take(limits, "a", 1, 100000000, &retry_s));
    limits_free(&limits);
}

static void limits_forget_who_has_rested(void **state)
{
    (void)state;
    struct limits *limits = limits_new(2, 1000);
    unsigned retry_s;
    for (int i = 0; i < 200000; i++) {
        assert_true(limits_take(limits, &i, sizeof(i), (int64_t)i * 1000, &retry_s));
    }
    assert_true(limits_count(limits) < 5000);
    limits_free(&limits);
}

static void limits_stay_bounded_under_a_flood_of_keys(void **state)
{
    (void)state;
    struct limits *limits = limits_new(1, 3600000000);
    unsigned retry_s;
    for (int i = 0; i < 300000; i++) {
        (void)limits_take(limits, &i, sizeof(i), 0, &retry_s);
    }
    assert_true(limits_count(limits) <= 140000);
    limits_free(&limits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_allow_a_burst_and_then_the_pace),
        cmocka_unit_test(limits_refill_after_a_rest),
        cmocka_unit_test(limits_forget_who_has_rested),
        cmocka_unit_test(limits_stay_bounded_under_a_flood_of_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
