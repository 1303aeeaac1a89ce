/*
 * Quotients before their one rounding.
 */
#include "support/test.h"

#include "rules/exact.h"
#include "rules/sheet.h"

static struct decimal raw(int64_t value)
{
    return (struct decimal){value};
}

static int64_t points(struct exact value)
{
    struct decimal out;
    assert_true(exact_to_points(value, &out));
    return out.raw;
}

static void exact_rounds_half_up_once(void **state)
{
    (void)state;
    assert_int_equal(points(exact_of(raw(50))), 100);
    assert_int_equal(points(exact_of(raw(49))), 0);
    assert_int_equal(points(exact_of(raw(-50))), -100);
    assert_int_equal(points(exact_of(raw(-49))), 0);
    /* 0.00499999...: two roundings would make it 0.01. */
    assert_int_equal(points(exact_quotient(raw(10000), raw(10000), raw(2000001))), 0);
    assert_int_equal(points(exact_quotient(raw(10000), raw(10000), raw(2000000))), 100);
    assert_int_equal(points(exact_quotient(raw(10000), raw(10000), raw(30000))), 3300);
    assert_int_equal(points(exact_quotient(raw(20000), raw(10000), raw(30000))), 6700);
}

static void exact_uses_the_whole_range(void **state)
{
    (void)state;
    struct decimal out = raw(7);
    struct decimal most = raw(INT64_MAX), least = raw(-INT64_MAX);
    assert_true(exact_to_decimal(exact_quotient(most, most, most), &out));
    assert_int_equal(out.raw, INT64_MAX);
    assert_true(exact_to_decimal(exact_quotient(least, most, most), &out));
    assert_int_equal(out.raw, -INT64_MAX);
    out = raw(7);
    assert_false(exact_to_decimal(exact_product(most, most), &out));
    assert_int_equal(points(exact_of(most)), INT64_MAX - 7);
    assert_false(exact_to_decimal(exact_difference(least, most, most), &out));
    assert_int_equal(out.raw, 7);
    assert_int_equal(exact_compare(exact_product(most, most), most), 1);
    assert_int_equal(exact_compare(exact_difference(most, most, most), least), -1);
    assert_int_equal(exact_compare(exact_quotient(most, most, most), most), 0);
}

/* Shares of wholes without a common divisor: the denominator is the product of all.  Four of these
 * did not fit 128 bits. */
static void exact_sums_shares_of_large_wholes(void **state)
{
    (void)state;
    static const int64_t PRIMES[] = {9007199254740881, 9007199254740847, 9007199254740761,
                                     9007199254740727, 9007199254740677, 9007199254740653,
                                     9007199254740649, 9007199254740623, 9007199254740613,
                                     9007199254740571, 9007199254740507, 9007199254740493};
    struct exact sum = exact_of(raw(0));
    for (size_t i = 0; i < sizeof(PRIMES) / sizeof(PRIMES[0]); i++) {
        struct exact part = exact_quotient(raw(PRIMES[i] - 1), raw(10000), raw(PRIMES[i]));
        assert_true(exact_add(sum, part, &sum));
    }
    assert_int_equal(points(sum), 120000);
    assert_int_equal(exact_compare(sum, raw(120000)), -1); /* by 10^-11 */
    for (size_t i = 0; i < sizeof(PRIMES) / sizeof(PRIMES[0]); i++) {
        struct exact part = exact_quotient(raw(1 - PRIMES[i]), raw(10000), raw(PRIMES[i]));
        assert_true(exact_add(sum, part, &sum));
    }
    assert_int_equal(exact_compare(sum, raw(0)), 0);
}

/* At the edge a sum says that it does not fit, and leaves the result as it was. */
static void exact_says_when_a_sum_does_not_fit(void **state)
{
    (void)state;
    struct exact sum = exact_of(raw(0)), before = sum;
    int64_t under = INT64_MAX;
    size_t count = 0;
    while (exact_add(sum, exact_quotient(raw(1), raw(1), raw(under)), &sum)) {
        before = sum;
        under -= 2;
        count++;
    }
    assert_in_range(count, 16, 40);
    assert_int_equal(exact_order(sum, before), 0);
    assert_int_equal(exact_compare(sum, raw(0)), 1);
}

static void sheet_cut_amount_never_reaches_what_the_value_does_not(void **state)
{
    (void)state;
    char text[SHEET_AMOUNT_TEXT];
    const struct decimal one = raw(10000);
    assert_string_equal(sheet_cut_amount(exact_of(raw(900000)), text), "90");
    assert_string_equal(sheet_cut_amount(exact_quotient(raw(8999999), one, raw(100000)), text),
                        "89,9999…");
    assert_string_equal(sheet_cut_amount(exact_quotient(raw(9000001), one, raw(100000)), text),
                        "90…");
    assert_string_equal(sheet_cut_amount(exact_quotient(raw(INT64_MAX), one, raw(1)), text), "?");
}

static void sheet_amount_is_written_as_in_vietnam(void **state)
{
    (void)state;
    char text[SHEET_AMOUNT_TEXT];
    assert_string_equal(sheet_amount(raw(0), text), "0");
    assert_string_equal(sheet_amount(raw(2500), text), "0,25");
    assert_string_equal(sheet_amount(raw(9990000), text), "999");
    assert_string_equal(sheet_amount(raw(10000000), text), "1.000");
    assert_string_equal(sheet_amount(raw(-12345675000), text), "-1.234.567,5");
    assert_string_equal(sheet_amount(raw(INT64_MAX), text), "922.337.203.685.477,5807");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_rounds_half_up_once),
        cmocka_unit_test(exact_uses_the_whole_range),
        cmocka_unit_test(exact_sums_shares_of_large_wholes),
        cmocka_unit_test(exact_says_when_a_sum_does_not_fit),
        cmocka_unit_test(sheet_cut_amount_never_reaches_what_the_value_does_not),
        cmocka_unit_test(sheet_amount_is_written_as_in_vietnam),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
