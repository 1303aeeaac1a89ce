/*
 * Numbers in digits and in words: the reader of words against a writer of its own, both ways of
 * speaking, and values as users write them into forms and cells.
 */
#include "support/test.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/decimal.h"
#include "text/amount.h"
#include "text/passage.h"

/* ------------------------------------------------------------- a writer of numbers in words */

static uint64_t state_of_random = 20230520;

static uint64_t any(uint64_t below)
{
    state_of_random = state_of_random * 6364136223846793005U + 1442695040888963407U;
    return (state_of_random >> 33) % below;
}

struct speech {
    const char *thousand, *billion, *zero, *one, *four, *five;
};

static const struct speech NORTH = {"nghìn", "tỷ", "linh", "mốt", "tư", "lăm"};
static const struct speech SOUTH = {"ngàn", "tỉ", "lẻ", "mốt", "bốn", "lăm"};
static const struct speech OTHER = {"nghìn", "tỉ", "lẻ", "mốt", "tư", "nhăm"};

static const char *const DIGITS[] = {"không", "một", "hai", "ba",  "bốn",
                                     "năm",   "sáu", "bảy", "tám", "chín"};

static void say(struct buf *out, const char *word)
{
    buf_print(out, "%s%s", out->len > 0 ? " " : "", word);
}

/* 1 to 999; `is_full` names empty hundreds, too. */
static void say_group(struct buf *out, const struct speech *speech, unsigned group, bool is_full)
{
    unsigned hundreds = group / 100, tens = group / 10 % 10, units = group % 10;
    bool has_hundreds = hundreds > 0 || is_full;
    if (has_hundreds) {
        say(out, DIGITS[hundreds]);
        say(out, "trăm");
    }
    if (tens == 0 && units > 0 && has_hundreds) {
        say(out, speech->zero);
    }
    if (tens > 0) {
        say(out, tens == 1 ? "mười" : DIGITS[tens]);
    }
    if (tens > 1) {
        say(out, "mươi");
    }
    bool is_late = tens > 1;
    if (units > 0) {
        say(out, units == 5 && tens > 0  ? speech->five
                 : units == 1 && is_late ? speech->one
                 : units == 4 && is_late ? speech->four
                                         : DIGITS[units]);
    }
}

/* Below a billion; `is_inner`: billions came before. */
static void say_below(struct buf *out, const struct speech *speech, unsigned value, bool is_inner)
{
    const char *const scales[] = {"triệu", speech->thousand, NULL};
    const unsigned groups[] = {value / 1000000, value / 1000 % 1000, value % 1000};
    for (size_t i = 0, last = groups[2] > 0   ? 2
                              : groups[1] > 0 ? 1
                                              : 0;
         value > 0 && i <= last; i++) {
        if (groups[i] == 0 && is_inner) {
            say(out, any(2) == 0 ? "không" : "không trăm");
        } else if (groups[i] > 0) {
            say_group(out, speech, groups[i], is_inner);
        }
        if (scales[i] != NULL && (groups[i] > 0 || is_inner)) {
            say(out, scales[i]);
        }
        is_inner = is_inner || groups[i] > 0;
    }
}

static void say_number(struct buf *out, const struct speech *speech, uint64_t value)
{
    unsigned billions = (unsigned)(value / 1000000000);
    buf_clear(out);
    if (billions > 0) {
        say_below(out, speech, billions, false);
        say(out, speech->billion);
    }
    say_below(out, speech, (unsigned)(value % 1000000000), billions > 0);
}

static bool reads_as(struct arena *arena, const char *text, uint64_t value)
{
    struct buf whole = {0};
    buf_print(&whole, "Tổng cộng %s phần quà.", text);
    struct passage passage = passage_of(arena, "text", buf_string(&whole));
    struct written_number got = {0};
    size_t at = 0;
    bool is_right = passage_next_number(&passage, &at, &got) &&
                    got.scaled == (int64_t)value * DECIMAL_ONE &&
                    got.span.start + got.span.len == strlen("Tổng cộng ") + strlen(text) &&
                    !passage_next_number(&passage, &at, &got);
    if (!is_right) {
        print_error("\"%s\" is %llu: read %lld\n", text, (unsigned long long)value,
                    (long long)(got.scaled / DECIMAL_ONE));
    }
    buf_free(&whole);
    return is_right;
}

static void numbers_in_words_are_read_as_they_are_written(void **state)
{
    (void)state;
    static const struct speech *const SPEECHES[] = {&NORTH, &SOUTH, &OTHER};
    static const uint64_t BELOW[] = {1000,       100000,       10000000,
                                     1000000000, 100000000000, 900000000000000};
    struct arena *arena = arena_new();
    struct buf words = {0};
    int wrong = 0;
    for (uint64_t i = 10; i < 60000 && wrong < 20; i++) {
        uint64_t value = i < 12000 ? i : any(BELOW[i % 6]) + 10;
        for (uint64_t round = i % 5 == 0 ? any(6) : 0; round > 0; round--) {
            value =
                value >= 100 ? value / 10 * 10 : value; /* numbers with zeros inside and behind */
            value = value > 1000 ? value - value % 1000 + any(10) : value;
        }
        say_number(&words, SPEECHES[i % 3], value);
        wrong += reads_as(arena, buf_string(&words), value) ? 0 : 1;
        arena_reset(arena);
    }
    buf_free(&words);
    arena_free(&arena);
    assert_int_equal(wrong, 0);
}

/* What people leave out, and what is no number; NULL: none in the text. */
static const struct {
    const char *text, *value;
} SPOKEN[] = {
    {"năm trăm hai mươi ba nghìn không trăm năm mươi sáu đồng", "523056"},
    {"năm hai nghìn không trăm hai mươi ba", "2023"},
    {"hai triệu rưỡi", "2500000"},
    {"một triệu hai", "1200000"},
    {"một triệu mốt", "1100000"},
    {"hai tỷ rưỡi đồng", "2500000000"},
    {"trăm rưỡi cuốn vở", "150"},
    {"nghìn rưỡi lượt", "1500"},
    {"nghìn lẻ một đêm", "1001"},
    {"nghìn không trăm năm mươi sáu đồng", "1056"},
    {"5 nghìn không trăm năm mươi sáu đồng", "5056"},
    {"5 triệu ba trăm nghìn đồng", "5300000"},
    {"một trăm hai lăm suất", "125"},
    {"một trăm hai ba suất", "123"},
    {"một trăm hai suất", "120"},
    {"hai nghìn năm trăm lượt", "2500"},
    {"hai mốt ngày", "21"},
    {"ba vạn hai nghìn cây", "32000"},
    {"ba chục nghìn cây", "30000"},
    {"hai mươi năm xây dựng", "20"},
    {"hai mươi lăm năm xây dựng", "25"},
    {"một triệu một suất", "1000000"},
    {"một trăm năm thành lập", "100"},
    {"một nghìn hai trăm ba mươi tư tỷ đồng", "1234000000000"},
    {"hai nghìn ba tỷ", NULL},
    {"hai triệu năm trăm", NULL},
    {"hai ba nghìn lượt", NULL},
    {"một trăm hai nghìn", NULL},
    {"hàng trăm năm mươi", NULL},
    {"hàng nghìn lượt", NULL},
    {"mấy trăm rưỡi", NULL},
    {"không trăm năm mươi sáu", NULL},
    {"hai nghìn ba triệu", NULL},
    {"năm học", NULL},
    {"tỷ lệ ba phần", NULL},
    {"1 234 567 đồng", "1234567"},
    {"1\xc2\xa0"
     "234\xe2\x80\xaf"
     "567 lượt",
     "1234567"},
    {"1 234 lượt", NULL}, /* or two numbers, side by side */
    {"1,234,567 lượt", "1234567"},
    {"1.2.2023", NULL},
    {"0,123 ha", "0.123"},
};

static void numbers_that_people_shorten_are_read_or_left(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    int wrong = 0;
    for (size_t i = 0; i < sizeof(SPOKEN) / sizeof(SPOKEN[0]); i++) {
        struct passage passage = passage_of(arena, "text", SPOKEN[i].text);
        struct written_number got;
        size_t at = 0;
        char value[DECIMAL_TEXT] = "none";
        if (passage_next_number(&passage, &at, &got)) {
            decimal_print((struct decimal){got.scaled}, value);
        }
        if (strcmp(value, SPOKEN[i].value != NULL ? SPOKEN[i].value : "none") != 0) {
            print_error("\"%s\": %s\n", SPOKEN[i].text, value);
            wrong++;
        }
    }
    arena_free(&arena);
    assert_int_equal(wrong, 0);
}

/* ------------------------------------------------------------- values of figures */

static const struct {
    const char *text, *value; /* "?": doubtful; NULL: no number */
} AMOUNTS[] = {
    {"0", "0"},
    {"30", "30"},
    {"007", "7"},
    {" 12 ", "12"},
    {"1.234", "1234"},
    {"1,234", "?"},
    {"-1,234", "?"},
    {"1,234 lượt", "?"},
    {"12,000", "?"},
    {"1,5", "1.5"},
    {"1.5", "1.5"},
    {"12.5", "12.5"},
    {"12.50", "12.5"},
    {"0.123", "0.123"},
    {"0,123", "0.123"},
    {"1234.567", "1234.567"},
    {"1234,567", "1234.567"},
    {"1.2340", "1.234"},
    {"1,2340", "1.234"},
    {"1.234.567", "1234567"},
    {"1.234,5", "1234.5"},
    {"1.234.567,89", "1234567.89"},
    {"1.234,567", "1234.567"},
    {"1,234.5", "1234.5"},
    {"1,234,567", "1234567"},
    {"1 234", "1234"},
    {"1 234 567", "1234567"},
    {"1 234,5", "1234.5"},
    {"1\xc2\xa0"
     "234",
     "1234"},
    {"1\xe2\x80\xaf"
     "234\xe2\x80\xaf"
     "567",
     "1234567"},
    {"1 234 lượt", "1234"},
    {"-5", "-5"},
    {"+5", "5"},
    {"\xe2\x88\x92"
     "5",
     "-5"},
    {"- 1.234", "-1234"},
    {"85%", "85"},
    {"85,5 %", "85.5"},
    {"1.234 lượt", "1234"},
    {"30 đồng chí", "30"},
    {"12 km (đường liên xã)", "12"},
    {"62.000.000 đồng", "62000000"},
    {"200.000đ", "200000"},
    {"2,5 triệu", "2500000"},
    {"62 triệu đồng", "62000000"},
    {"1,5 tỷ đồng", "1500000000"},
    {"500k", "500000"},
    {"ba mươi", "30"},
    {"hai triệu rưỡi", "2500000"},
    {"5 năm", "5"},
    {"99999999999999.9999", "99999999999999.9999"},
    {"", NULL},
    {"-", NULL},
    {"ba", NULL},
    {"không", NULL},
    {"12 34", NULL},
    {"1.23.456", NULL},
    {"1.234.56", NULL},
    {"1,2,3", NULL},
    {"20/5", NULL},
    {"30 - 40", NULL},
    {"từ 2 đến 3", NULL},
    {"12 và 13", NULL},
    {"hơn 30", NULL},
    {"1e5", NULL},
    {"0x12", NULL},
    {"12,34567", NULL},
    {"999999999999999", NULL},
    {"999999 tỷ", NULL},
    {"12;13", NULL},
    {".5", NULL},
    {"5.", NULL},
    {"1.234 567", NULL},
    {"0.123.456", NULL},
    {"--5", NULL},
    {"5 trăm triệu", "500000000"},
    {"2tr5", "2500000"},
    {"2Tr25", "2250000"},
    {"2 tr 5", "2500000"},
    {"1 tỷ 2", "1200000000"},
    {"1 tỉ 2", "1200000000"},
    {"-1 triệu 5", "-1500000"},
    {"1 triệu 25", NULL},
    {"2tr2500", NULL},
    {"tr5", NULL},
    {"99999tr5", NULL},
};

static void values_are_read_as_vietnamese_write_them(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    int wrong = 0;
    for (size_t i = 0; i < sizeof(AMOUNTS) / sizeof(AMOUNTS[0]); i++) {
        struct decimal value;
        char text[DECIMAL_TEXT] = "none";
        enum amount got = amount_read(arena, "Số lượt", AMOUNTS[i].text, &value);
        if (got == AMOUNT_READ) {
            decimal_print(value, text);
        }
        const char *is = got == AMOUNT_DOUBTFUL ? "?" : text;
        if (strcmp(is, AMOUNTS[i].value != NULL ? AMOUNTS[i].value : "none") != 0) {
            print_error("\"%s\": %s\n", AMOUNTS[i].text, is);
            wrong++;
        }
    }
    arena_free(&arena);
    assert_int_equal(wrong, 0);
}

static void a_scale_in_name_and_value_is_doubtful(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct decimal value;
    assert_int_equal(amount_read(arena, "Kinh phí (triệu đồng)", "62 triệu", &value),
                     AMOUNT_DOUBTFUL);
    assert_int_equal(amount_read(arena, "Kinh phí (triệu đồng)", "62", &value), AMOUNT_READ);
    assert_int_equal(amount_read(arena, "Kinh phí (đồng)", "62 triệu", &value), AMOUNT_READ);
    assert_int_equal(value.raw, 62000000LL * DECIMAL_ONE);
    arena_free(&arena);
}

static void values_that_are_printed_are_read_again(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (int i = 0; i < 100000; i++) {
        struct decimal value = {(int64_t)any(i % 2 == 0 ? 100000000 : 1000000000) - 50000000}, back;
        char text[DECIMAL_TEXT];
        amount_print(value, text);
        assert_int_equal(amount_read(arena, "", text, &back), AMOUNT_READ);
        assert_int_equal(back.raw, value.raw);
        assert_true(decimal_parse(text, &back) && back.raw == value.raw);
        arena_reset(arena);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_in_words_are_read_as_they_are_written),
        cmocka_unit_test(numbers_that_people_shorten_are_read_or_left),
        cmocka_unit_test(values_are_read_as_vietnamese_write_them),
        cmocka_unit_test(a_scale_in_name_and_value_is_doubtful),
        cmocka_unit_test(values_that_are_printed_are_read_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
