/*
 * Days: every one of 9999 years, leap years, invalid days, and Vietnam's midnight.
 */
#include "support/test.h"

#include <string.h>

#include "base/date.h"

/* Walks the calendar a day at a time, by counting: unlike the module's formula. */
static void date_numbers_every_day_of_9999_years(void **state)
{
    (void)state;
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    date_days expected = -719162; /* 0001-01-01 */
    int weekday = 1;              /* a Monday */
    for (int year = 1; year <= 9999; year++) {
        bool is_leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
        for (int month = 1; month <= 12; month++) {
            int last = DAYS[month - 1] + (month == 2 && is_leap ? 1 : 0);
            for (int day = 1; day <= last; day++, expected++, weekday = weekday % 7 + 1) {
                date_days date;
                int y, m, d;
                assert_true(date_from(year, month, day, &date));
                date_split(date, &y, &m, &d);
                if (date != expected || y != year || m != month || d != day ||
                    date_weekday(date) != weekday) {
                    fail_msg("%04d-%02d-%02d: %d (%d), %04d-%02d-%02d, weekday %d (%d)", year,
                             month, day, (int)date, (int)expected, y, m, d, date_weekday(date),
                             weekday);
                }
            }
            date_days none;
            assert_false(date_from(year, month, last + 1, &none));
        }
    }
}

static void date_is_read_as_programs_write_it(void **state)
{
    (void)state;
    static const struct {
        const char *cell, *day; /* NULL: none */
    } CELLS[] = {
        {"05/03/2023", "2023-03-05"},
        {"5/3/2023", "2023-03-05"},
        {"5-3-2023", "2023-03-05"},
        {"5.3.2023", "2023-03-05"},
        {"5/3/23", "2023-03-05"},
        {"05/03/29", "2029-03-05"},
        {"05/03/98", "1998-03-05"},
        {"2023-03-05", "2023-03-05"},
        {"2023/3/5", "2023-03-05"},
        {"5/3/2023 0:00", "2023-03-05"},
        {"05/03/2023 00:00:00", "2023-03-05"},
        {"2023-03-05 00:00:00", "2023-03-05"},
        {"2023-03-05T00:00:00", "2023-03-05"},
        {"2023-03-04T17:00:00.000Z", "2023-03-05"},
        {"2023-03-05T16:59:59Z", "2023-03-05"},
        {"2023-03-05T08:00:00+07:00", "2023-03-05"},
        {"5/3/2023 12:00:00 SA", "2023-03-05"},
        {"2023-12-31T18:00:00Z", "2024-01-01"},
        {"5-Mar-23", "2023-03-05"},
        {"05-MAR-2023", "2023-03-05"},
        {"5 Dec 1998", "1998-12-05"},
        {"05-Th3-23", "2023-03-05"},
        {"05-Thg12-2023", "2023-12-05"},
        {"", NULL},
        {"5/3", NULL},
        {"5-Mar", NULL},
        {"5-Mar/23", NULL},
        {"5-Th13-23", NULL},
        {"30-Feb-23", NULL},
        {"5-Mar-", NULL},
        {"5-Mar-203", NULL},
        {"31/02/2023", NULL},
        {"5/3/2023 sáng", NULL},
        {"5/3/2023 25:00", NULL},
        {"5/3/203", NULL},
        {"2023-03-05T08:00:00+09:00", NULL},
        {"20230305", "2023-03-05"},
        {"Ngày 5/3/2023", "2023-03-05"},
        {"ngày  05-03-2023", "2023-03-05"},
        {"Nga\xcc\x80y 2023-03-05", "2023-03-05"},
        {"ngày 05 tháng 3 năm 2023", "2023-03-05"},
        {"5 Tháng 03/2023", "2023-03-05"},
        {"Ngày 5 tha\xcc\x81ng 3 na\xcc\x86m 2023", "2023-03-05"},
        {"Ngày 5 tháng 3", NULL},
        {"5 tháng 3 năm 23", NULL},
        {"20230231", NULL},
        {"05032023", NULL},
        {"202303051", NULL},
        {"Ngày", NULL},
        {"Ngày mai", NULL},
        {"44990", NULL},
        {"3/13/2023", NULL},
    };
    for (size_t i = 0; i < sizeof(CELLS) / sizeof(CELLS[0]); i++) {
        date_days date;
        char text[DATE_TEXT] = "none";
        if (date_parse_cell(CELLS[i].cell, &date)) {
            date_print(date, text);
        }
        if (strcmp(text, CELLS[i].day != NULL ? CELLS[i].day : "none") != 0) {
            fail_msg("\"%s\": %s", CELLS[i].cell, text);
        }
    }
}

static void date_knows_some_days(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        date_days date;
        int weekday;
    } CASES[] = {{"1970-01-01", 0, 4},       {"1969-12-31", -1, 3},     {"2000-02-29", 11016, 2},
                 {"2023-11-02", 19663, 4},   {"2024-02-29", 19782, 4},  {"1900-03-01", -25508, 4},
                 {"9999-12-31", 2932896, 5}, {"0001-01-01", -719162, 1}};
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        date_days date;
        char text[DATE_TEXT];
        assert_true(date_parse(CASES[i].text, &date));
        assert_int_equal(date, CASES[i].date);
        assert_int_equal(date_weekday(date), CASES[i].weekday);
        assert_string_equal(date_print(date, text), CASES[i].text);
        date_days again;
        assert_true(date_parse_local(date_print_local(date, text), &again));
        assert_int_equal(again, date);
    }
    char text[DATE_TEXT];
    assert_string_equal(date_print_local(19663, text), "02/11/2023");
}

static void date_refuses_what_is_no_day(void **state)
{
    (void)state;
    static const char *const WRONG[] = {
        "",           "2023-02-29", "1900-02-29",  "2100-02-29",  "2023-04-31", "2023-00-10",
        "2023-13-01", "2023-01-00", "2023-01-32",  "0000-01-01",  "2023-1-01",  "2023-01-1",
        "23-01-01",   "2023/01/01", "2023-01-01 ", " 2023-01-01", "2023-01-0x", "2023-01-01T00",
        "-023-01-01", "2023--1-01", "+023-01-01",  "02023-01-01", "2023-01",    "20230101",
    };
    date_days date = 42;
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++) {
        if (date_parse(WRONG[i], &date)) {
            fail_msg("\"%s\" was taken", WRONG[i]);
        }
    }
    static const int NUMBERS[][3] = {{0, 1, 1},
                                     {-1, 1, 1},
                                     {10000, 1, 1},
                                     {2023, 0, 1},
                                     {2023, 13, 1},
                                     {2023, 1, 0},
                                     {2023, 1, -1},
                                     {2023, 2, 31},
                                     {INT32_MAX, INT32_MAX, INT32_MAX},
                                     {INT32_MIN, INT32_MIN, INT32_MIN}};
    for (size_t i = 0; i < sizeof(NUMBERS) / sizeof(NUMBERS[0]); i++) {
        assert_false(date_from(NUMBERS[i][0], NUMBERS[i][1], NUMBERS[i][2], &date));
    }
    assert_int_equal(date, 42);
}

static void date_takes_what_people_type_in_vietnam(void **state)
{
    (void)state;
    static const struct {
        const char *text, *iso;
    } CASES[] = {
        {"2/11/2023", "2023-11-02"},
        {"02/11/2023", "2023-11-02"},
        {"2-11-2023", "2023-11-02"},
        {"02.11.2023", "2023-11-02"},
        {"29/2/2024", "2024-02-29"},
        {"31/12/9999", "9999-12-31"},
        {"1/1/0001", "0001-01-01"},
        {"31/02/2023", NULL},
        {"29/2/2023", NULL},
        {"31/4/2023", NULL},
        {"2/11/23", NULL},
        {"2/11-2023", NULL},
        {"2.11/2023", NULL},
        {"11/2023", NULL},
        {"2/11/2023 ", NULL},
        {" 2/11/2023", NULL},
        {"002/11/2023", NULL},
        {"2/011/2023", NULL},
        {"2/11/02023", NULL},
        {"0/11/2023", NULL},
        {"2/0/2023", NULL},
        {"2/13/2023", NULL},
        {"2//2023", NULL},
        {"2", NULL},
        {"2/", NULL},
        {"2/11", NULL},
        {"2/11/", NULL},
        {"2023-11-02", NULL},
        {"", NULL},
        {"2 11 2023", NULL},
        {"hai/11/2023", NULL},
        {"2/11/2023/", NULL},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        date_days date;
        char text[DATE_TEXT];
        bool is_day = date_parse_local(CASES[i].text, &date);
        if (is_day != (CASES[i].iso != NULL)) {
            fail_msg("\"%s\" was %s", CASES[i].text, is_day ? "taken" : "refused");
        }
        if (is_day) {
            assert_string_equal(date_print(date, text), CASES[i].iso);
        }
    }
}

static void date_of_us_changes_at_midnight_in_vietnam(void **state)
{
    (void)state;
    const int64_t hour = 3600LL * 1000000;
    assert_int_equal(date_of_us(0), 0);
    assert_int_equal(date_of_us(17 * hour - 1), 0);
    assert_int_equal(date_of_us(17 * hour), 1);
    assert_int_equal(date_of_us(-7 * hour), 0);
    assert_int_equal(date_of_us(-7 * hour - 1), -1);
    assert_int_equal(date_of_us(-31 * hour), -1);
    assert_int_equal(date_of_us(-31 * hour - 1), -2);
    assert_int_equal(date_of_us(1698883200LL * 1000000), 19663); /* 2023-11-02 07:00 there */
}

/* A number in a message of another program may be any. */
static void date_of_any_number_is_harmless(void **state)
{
    (void)state;
    static const date_days ODD[] = {INT32_MIN, INT32_MIN + 1, INT32_MAX - 1, INT32_MAX};
    for (size_t i = 0; i < sizeof(ODD) / sizeof(ODD[0]); i++) {
        int year, month, day;
        char text[DATE_TEXT];
        date_split(ODD[i], &year, &month, &day);
        assert_in_range(month, 1, 12);
        assert_in_range(day, 1, 31);
        assert_in_range(date_weekday(ODD[i]), 1, 7);
        assert_true(strlen(date_print(ODD[i], text)) < DATE_TEXT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(date_numbers_every_day_of_9999_years),
        cmocka_unit_test(date_is_read_as_programs_write_it),
        cmocka_unit_test(date_knows_some_days),
        cmocka_unit_test(date_refuses_what_is_no_day),
        cmocka_unit_test(date_takes_what_people_type_in_vietnam),
        cmocka_unit_test(date_of_us_changes_at_midnight_in_vietnam),
        cmocka_unit_test(date_of_any_number_is_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
