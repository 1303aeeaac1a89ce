/*
 * Exact decimals: texts, every overflow, rounding half up on both sides of zero; and properties
 * over many values, against arithmetic written differently (digit by digit, magnitude and sign, by
 * multiplying back).
 */
#include "support/test.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/decimal.h"

__extension__ typedef unsigned __int128 magnitude;

static struct decimal raw(int64_t value)
{
    return (struct decimal){value};
}

static struct decimal parsed(const char *text)
{
    struct decimal value;
    if (!decimal_parse(text, &value)) {
        fail_msg("\"%s\" was refused", text);
    }
    return value;
}

static void decimal_parse_is_exact(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t raw;
    } CASES[] = {
        {"0", 0},
        {"-0", 0},
        {"0.0000", 0},
        {"12", 120000},
        {"-0.25", -2500},
        {"12.3400", 123400},
        {"0.0001", 1},
        {"-0.0001", -1},
        {"007", 70000},
        {"450", 4500000},
        {"0.1", 1000},
        {"-12.5", -125000},
        {"922337203685477.5807", INT64_MAX},
        {"-922337203685477.5807", -INT64_MAX},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        assert_int_equal(parsed(CASES[i].text).raw, CASES[i].raw);
    }
}

static void decimal_parse_refuses_what_it_cannot_keep(void **state)
{
    (void)state;
    static const char *const WRONG[] = {
        "",
        "-",
        ".",
        "-.",
        ".5",
        "5.",
        "1.23456",
        "1.00000",
        "+1",
        "--1",
        " 1",
        "1 ",
        "1,5",
        "1e3",
        "0x10",
        "1.2.3",
        "1.-2",
        "nan",
        "inf",
        "mười",
        "1.2a",
        "1-",
        "922337203685477.5808",
        "-922337203685477.5808",
        "922337203685478",
        "99999999999999999999999999999999999999999999999999999999999999",
        "1000000000000000000",
        "9223372036854775807",
    };
    struct decimal value = {77};
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++) {
        if (decimal_parse(WRONG[i], &value)) {
            fail_msg("\"%s\" was taken", WRONG[i]);
        }
    }
    assert_int_equal(value.raw, 77);
}

static void decimal_prints_short_and_as_points(void **state)
{
    (void)state;
    static const struct {
        int64_t raw;
        const char *shortest, *points;
    } CASES[] = {
        {0, "0", "0.00"},
        {120000, "12", "12.00"},
        {2500, "0.25", "0.25"},
        {-2500, "-0.25", "-0.25"},
        {1, "0.0001", "0.00"},
        {-1, "-0.0001", "0.00"},
        {49, "0.0049", "0.00"},
        {50, "0.005", "0.01"},
        {-49, "-0.0049", "0.00"},
        {-50, "-0.005", "-0.01"},
        {123450, "12.345", "12.35"},
        {-123450, "-12.345", "-12.35"},
        {123449, "12.3449", "12.34"},
        {9999950, "999.995", "1000.00"},
        {1000000, "100", "100.00"},
        {1010, "0.101", "0.10"},
        {INT64_MAX, "922337203685477.5807", "922337203685477.58"},
        {-INT64_MAX, "-922337203685477.5807", "-922337203685477.58"},
        {INT64_MIN, "-922337203685477.5808", "-922337203685477.58"},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        char text[DECIMAL_TEXT];
        assert_string_equal(decimal_print(raw(CASES[i].raw), text), CASES[i].shortest);
        assert_string_equal(decimal_print_points(raw(CASES[i].raw), text), CASES[i].points);
    }
}

static void decimal_reports_overflow_and_leaves_the_result(void **state)
{
    (void)state;
    struct decimal value = {77}, most = {INT64_MAX}, least = {-INT64_MAX}, step = {1};
    assert_false(decimal_add(most, step, &value));
    assert_false(decimal_add(least, raw(-1), &value));
    assert_false(decimal_subtract(least, step, &value));
    assert_false(decimal_subtract(most, raw(-1), &value));
    assert_false(decimal_subtract(raw(0), raw(INT64_MIN), &value));
    assert_false(decimal_multiply(most, decimal_int(2), &value));
    assert_false(decimal_multiply(most, least, &value));
    assert_false(decimal_scale(most, decimal_int(2), decimal_int(1), &value));
    assert_false(decimal_scale(decimal_int(1), most, step, &value));
    assert_false(decimal_scale(decimal_int(1), decimal_int(1), decimal_int(0), &value));
    assert_false(decimal_scale(decimal_int(0), decimal_int(1), decimal_int(0), &value));
    assert_int_equal(value.raw, 77);
    assert_true(decimal_add(most, raw(0), &value));
    assert_int_equal(value.raw, INT64_MAX);
    assert_true(decimal_subtract(least, raw(0), &value));
    assert_int_equal(value.raw, -INT64_MAX);
    /* The product is beyond 64 bits, the quotient is not. */
    assert_true(decimal_scale(most, most, most, &value));
    assert_int_equal(value.raw, INT64_MAX);
    assert_true(decimal_scale(most, least, most, &value));
    assert_int_equal(value.raw, -INT64_MAX);
    assert_true(decimal_scale(raw(INT64_MIN), raw(INT64_MIN), raw(INT64_MIN + 1), &value) == false);
}

static void decimal_rounds_half_away_from_zero(void **state)
{
    (void)state;
    static const struct {
        const char *value, *expected;
    } CASES[] = {{"0.005", "0.01"}, {"-0.005", "-0.01"}, {"0.0049", "0"},     {"-0.0049", "0"},
                 {"0.015", "0.02"}, {"0.025", "0.03"},   {"-0.025", "-0.03"}, {"1.0050", "1.01"},
                 {"1.9951", "2"},   {"-1.995", "-2"},    {"2.675", "2.68"},   {"7", "7"},
                 {"0.0051", "0.01"}};
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        char text[DECIMAL_TEXT];
        assert_string_equal(decimal_print(decimal_round(parsed(CASES[i].value)), text),
                            CASES[i].expected);
    }
    assert_int_equal(decimal_round(raw(INT64_MAX)).raw, INT64_MAX / 100 * 100);
    assert_int_equal(decimal_round(raw(INT64_MIN)).raw, INT64_MIN / 100 * 100);
}

static void decimal_scale_and_multiply_round_once_at_four_places(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b, *c, *expected;
    } CASES[] = {
        {"10", "7", "9", "7.7778"},      {"10", "1", "3", "3.3333"},
        {"10", "2", "3", "6.6667"},      {"-10", "2", "3", "-6.6667"},
        {"10", "-2", "3", "-6.6667"},    {"10", "2", "-3", "-6.6667"},
        {"-10", "-2", "-3", "-6.6667"},  {"-10", "-2", "3", "6.6667"},
        {"0.0001", "1", "2", "0.0001"},  {"-0.0001", "1", "2", "-0.0001"},
        {"0.0001", "0.4999", "1", "0"},  {"0.0001", "0.5", "1", "0.0001"},
        {"0.0003", "1", "2", "0.0002"},  {"0", "5", "7", "0"},
        {"450", "0.85", "1", "382.5"},   {"30", "92.5", "100", "27.75"},
        {"-0.0001", "0.4999", "1", "0"},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        struct decimal a = parsed(CASES[i].a), b = parsed(CASES[i].b), c = parsed(CASES[i].c);
        struct decimal value;
        char text[DECIMAL_TEXT];
        assert_true(decimal_scale(a, b, c, &value));
        assert_string_equal(decimal_print(value, text), CASES[i].expected);
        if (c.raw == DECIMAL_ONE) {
            assert_true(decimal_multiply(a, b, &value));
            assert_string_equal(decimal_print(value, text), CASES[i].expected);
        }
    }
}

static void decimal_compares(void **state)
{
    (void)state;
    static const int64_t ORDER[] = {INT64_MIN, -INT64_MAX, -10000, -1, 0, 1, 10000, INT64_MAX};
    const size_t count = sizeof(ORDER) / sizeof(ORDER[0]);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            struct decimal a = raw(ORDER[i]), b = raw(ORDER[j]);
            assert_int_equal(decimal_compare(a, b), i < j ? -1 : i > j ? 1 : 0);
            assert_int_equal(decimal_min(a, b).raw, ORDER[i < j ? i : j]);
            assert_int_equal(decimal_max(a, b).raw, ORDER[i > j ? i : j]);
        }
    }
    assert_int_equal(decimal_int(INT32_MIN).raw, INT32_MIN * 10000LL);
    assert_int_equal(decimal_int(INT32_MAX).raw, INT32_MAX * 10000LL);
}

/* ------------------------------------------------------------------ properties */

static uint64_t seed = 0x9e3779b97f4a7c15;

static uint64_t draw(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

/* Of every size, both signs, and often near halves and limits. */
static int64_t draw_raw(void)
{
    uint64_t bits = draw();
    int64_t value = (int64_t)(bits >> (1 + draw() % 63));
    switch (draw() % 8) {
    case 0:
        value = value / 100 * 100 + 50;
        break;
    case 1:
        value = INT64_MAX - value % 1000;
        break;
    case 2:
        value = value % 5;
        break;
    default:
        break;
    }
    return draw() % 2 == 0 ? value : -value;
}

static magnitude size_of(int64_t value)
{
    return value < 0 ? (magnitude)0 - (magnitude)value : (magnitude)value;
}

/* The quotient found by long division, a bit at a time, then rounded by its remainder. */
static magnitude divide_rounding(magnitude dividend, magnitude by)
{
    magnitude quotient = 0, rest = 0;
    for (int bit = 127; bit >= 0; bit--) {
        rest = rest << 1 | (dividend >> bit & 1);
        quotient <<= 1;
        if (rest >= by) {
            rest -= by;
            quotient |= 1;
        }
    }
    return rest >= by - rest ? quotient + 1 : quotient;
}

static void assert_scale_agrees(int64_t a, int64_t b, int64_t c)
{
    struct decimal value = {0};
    bool is_kept = decimal_scale(raw(a), raw(b), raw(c), &value);
    if (c == 0) {
        assert_false(is_kept);
        return;
    }
    magnitude expected = divide_rounding(size_of(a) * size_of(b), size_of(c));
    bool is_negative = (a < 0) ^ (b < 0) ^ (c < 0);
    bool fits = expected <= (magnitude)INT64_MAX;
    if (is_kept != fits ||
        (fits && value.raw != (is_negative ? -(int64_t)expected : (int64_t)expected))) {
        fail_msg("%" PRId64 " * %" PRId64 " / %" PRId64 " gave %d, %" PRId64, a, b, c, is_kept,
                 value.raw);
    }
}

static void decimal_scale_agrees_with_long_division(void **state)
{
    (void)state;
    for (int i = 0; i < 200000; i++) {
        assert_scale_agrees(draw_raw(), draw_raw(), draw_raw());
    }
    for (int a = -30; a <= 30; a++) {
        for (int b = -30; b <= 30; b++) {
            for (int c = -30; c <= 30; c++) {
                assert_scale_agrees(a, b, c);
            }
        }
    }
}

static void decimal_multiply_is_scale_by_one(void **state)
{
    (void)state;
    for (int i = 0; i < 200000; i++) {
        struct decimal a = raw(draw_raw()), b = raw(draw_raw()), x = {0}, y = {0};
        bool is_product = decimal_multiply(a, b, &x);
        assert_int_equal(is_product, decimal_scale(a, b, raw(DECIMAL_ONE), &y));
        assert_int_equal(x.raw, y.raw);
        is_product = decimal_multiply(b, a, &y);
        assert_int_equal(x.raw, is_product ? y.raw : 0);
    }
}

/* Checked against the processor's own overflow flag; and adding undoes subtracting. */
static void decimal_add_and_subtract_undo_each_other(void **state)
{
    (void)state;
    for (int i = 0; i < 200000; i++) {
        struct decimal a = raw(draw_raw()), b = raw(draw_raw()), sum, back;
        int64_t expected;
        bool fits = !__builtin_add_overflow(a.raw, b.raw, &expected) && expected != INT64_MIN;
        assert_int_equal(decimal_add(a, b, &sum), fits);
        if (fits) {
            assert_int_equal(sum.raw, expected);
            assert_true(decimal_subtract(sum, b, &back));
            assert_int_equal(back.raw, a.raw);
        }
    }
}

static void decimal_round_is_the_nearest_cent(void **state)
{
    (void)state;
    for (int i = 0; i < 200000; i++) {
        int64_t value = draw_raw();
        int64_t rounded = decimal_round(raw(value)).raw;
        assert_int_equal(rounded % 100, 0);
        int64_t distance = value > rounded ? value - rounded : rounded - value;
        assert_true(distance <= 50);
        assert_true(distance < 50 || (value > 0 ? rounded > value : rounded < value));
        assert_int_equal(decimal_round(raw(-value)).raw, -rounded);
        assert_int_equal(decimal_round(raw(rounded)).raw, rounded);
    }
}

static void decimal_print_and_parse_undo_each_other(void **state)
{
    (void)state;
    for (int i = 0; i < 200000; i++) {
        int64_t value = draw_raw();
        char text[DECIMAL_TEXT], other[64];
        assert_int_equal(parsed(decimal_print(raw(value), text)).raw, value);
        /* The same by printf: all four places. */
        snprintf(other, sizeof(other), "%s%" PRId64 ".%04" PRId64, value < 0 ? "-" : "",
                 (value < 0 ? -value : value) / 10000, (value < 0 ? -value : value) % 10000);
        assert_int_equal(strncmp(other, text, strlen(text)), 0);
        size_t rest = strspn(other + strlen(text), ".0");
        assert_int_equal(strlen(text) + rest, strlen(other));
        decimal_print_points(raw(value), text);
        const char *point = strchr(text, '.');
        assert_non_null(point);
        assert_int_equal(strlen(point), 3);
        assert_int_equal(parsed(text).raw, decimal_round(raw(value)).raw);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimal_parse_is_exact),
        cmocka_unit_test(decimal_parse_refuses_what_it_cannot_keep),
        cmocka_unit_test(decimal_prints_short_and_as_points),
        cmocka_unit_test(decimal_reports_overflow_and_leaves_the_result),
        cmocka_unit_test(decimal_rounds_half_away_from_zero),
        cmocka_unit_test(decimal_scale_and_multiply_round_once_at_four_places),
        cmocka_unit_test(decimal_compares),
        cmocka_unit_test(decimal_scale_agrees_with_long_division),
        cmocka_unit_test(decimal_multiply_is_scale_by_one),
        cmocka_unit_test(decimal_add_and_subtract_undo_each_other),
        cmocka_unit_test(decimal_round_is_the_nearest_cent),
        cmocka_unit_test(decimal_print_and_parse_undo_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
