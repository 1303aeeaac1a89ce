/*
 * ages_test.c — ages and limits, day by day against counting; the verdicts of the watch; and who
 * may read a date of birth.
 */
#include "support/test.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "support/database.h"

enum { PEOPLE = 120 };

static int set_up(void **state)
{
    struct database *db = database_create();
    database_run(db,
                 "INSERT INTO unit (id, code, name, kind, parent_id) VALUES"
                 " (1, 'TV', 'Tỉnh đoàn', 'province', NULL), (2, 'CL', 'Càng Long', 'district', 1),"
                 " (3, 'TC', 'Tiểu Cần', 'district', 1);"
                 "INSERT INTO account (id, username, role, unit_id) VALUES"
                 " (1, 'can-bo', 'officer', 2), (2, 'uy-ban', 'committee', 1),"
                 " (3, 'xem', 'viewer', 1), (4, 'quan-tri', 'admin', 1)");
    *state = db;
    return 0;
}

static int tear_down(void **state)
{
    struct database *db = *state;
    database_drop(&db);
    return 0;
}

/* Completed years, counted by calendar: a birthday on 29 February comes after the 28th. */
static int years_old(date_days born, date_days at)
{
    int y1, m1, d1, y2, m2, d2;
    date_split(born, &y1, &m1, &d1);
    date_split(at, &y2, &m2, &d2);
    return y2 - y1 - (m2 < m1 || (m2 == m1 && d2 < d1) ? 1 : 0);
}

/* The first day that is over the limit by the definition of the rule. */
static date_days first_over(date_days born, int limit, const char *rule)
{
    date_days day = born;
    int years = strcmp(rule, "passed") == 0 ? limit + 1 : limit;
    while (years_old(born, day) < years) {
        day++;
    }
    int year, month, start_month, start_year, ignored;
    date_split(day, &start_year, &start_month, &ignored);
    for (;; day++) {
        date_split(day, &year, &month, &ignored);
        bool is_next_month = year != start_year || month != start_month;
        bool is_next_year = year != start_year;
        if ((rule[0] != 'm' && rule[0] != 'y') || (rule[0] == 'm' && is_next_month) ||
            (rule[0] == 'y' && is_next_year)) {
            return day;
        }
    }
}

static void limits_pass_on_the_day_that_the_rule_says(void **state)
{
    static const char *const RULES[] = {"reached", "passed", "month_end", "year_end"};
    struct database *db = *state;
    unsigned seed = 20231102;
    for (int person = 0; person < PEOPLE; person++) {
        date_days born;
        seed = seed * 1103515245U + 12345U;
        /* Every fourth has a birthday on 29 February, some at the ends of months. */
        assert_true(person % 4 == 0 ? date_from(1980 + 4 * (person / 4 % 6), 2, 29, &born)
                                    : date_from(1980 + person % 20, 1, 1, &born));
        born += person % 4 == 0 ? 0 : (int)(seed >> 16) % 365;
        const char *rule = RULES[person % 4 == 0 ? person / 4 % 4 : person % 3];
        int limit = 30 + person % 12;
        char given[DATE_TEXT], wanted[DATE_TEXT];
        date_print(born, given);
        date_print(first_over(born, limit, rule), wanted);
        assert_string_equal(
            database_value(db, "SELECT over_age_from('%s', %d, '%s')", given, limit, rule), wanted);
    }
}

#define CADRE(unit, name, born, post, area, rest) \
    "INSERT INTO cadre (unit_id, full_name, born_on, post, area, since, term_ends, state) VALUES" \
    " (" unit ", '" name "', " born ", '" post "', '" area "', " rest ")"

static const char *verdict(struct database *db, const char *name)
{
    return database_value(db,
                          "SELECT verdict || CASE WHEN is_alarm THEN '!' ELSE '' END"
                          " FROM cadre_watch('2023-11-02', 6) WHERE full_name = '%s'",
                          name);
}

static void the_watch_tells_who_and_why(void **state)
{
    struct database *db = *state;
    database_run(db, CADRE("2", "Quá tuổi", "'1987-11-02'", "district_secretary", "normal",
                           "NULL, NULL, 'serving'"));
    database_run(db, CADRE("2", "Còn một ngày", "'1987-11-03'", "district_secretary", "normal",
                           "NULL, NULL, 'serving'"));
    database_run(db, CADRE("2", "Vùng khó khăn", "'1987-11-02'", "district_secretary", "difficult",
                           "NULL, NULL, 'serving'"));
    database_run(db, CADRE("2", "Đã báo cáo", "'1980-01-01'", "district_secretary", "normal",
                           "NULL, NULL, 'reported'"));
    database_run(db, CADRE("2", "Cuối nhiệm kỳ", "'1990-01-01'", "district_secretary", "normal",
                           "NULL, '2027-06-30', 'serving'"));
    database_run(db, CADRE("2", "Nhận việc muộn", "'1990-01-01'", "district_secretary", "normal",
                           "'2022-06-30', NULL, 'serving'"));
    database_run(db, CADRE("2", "Không rõ", "NULL", "district_secretary", "normal",
                           "NULL, NULL, 'serving'"));
    database_run(db, CADRE("2", "Chưa sinh", "'2025-01-01'", "district_secretary", "normal",
                           "NULL, NULL, 'serving'"));
    database_run(db, CADRE("2", "Chi đoàn", "'1970-01-01'", "branch_secretary", "normal",
                           "NULL, NULL, 'serving'"));
    database_run(db, CADRE("2", "Còn trẻ", "'2000-01-01'", "district_secretary", "normal",
                           "'2022-06-30', '2027-06-30', 'serving'"));
    database_run(db, CADRE("2", "Thôi chức", "'1970-01-01'", "district_secretary", "normal",
                           "NULL, NULL, 'left'"));
    assert_string_equal(verdict(db, "Quá tuổi"), "over!");
    assert_string_equal(verdict(db, "Còn một ngày"), "soon!");
    assert_string_equal(verdict(db, "Vùng khó khăn"), "fine");
    assert_string_equal(verdict(db, "Đã báo cáo"), "over");
    assert_string_equal(verdict(db, "Cuối nhiệm kỳ"), "over_at_term!");
    assert_string_equal(verdict(db, "Nhận việc muộn"), "too_old_at_start!");
    assert_string_equal(verdict(db, "Không rõ"), "birth_wrong!");
    assert_string_equal(verdict(db, "Chưa sinh"), "birth_wrong!");
    assert_string_equal(verdict(db, "Chi đoàn"), "no_limit");
    assert_string_equal(verdict(db, "Còn trẻ"), "fine");
    assert_string_equal(verdict(db, "Thôi chức"), "");
    /* The day rule is a setting: counted from the birthday itself it was over a year ago. */
    database_run(db, "UPDATE cadre_policy SET day = 'reached'");
    assert_string_equal(verdict(db, "Còn một ngày"), "over!");
}

static void a_date_of_birth_is_read_by_few(void **state)
{
    struct database *db = *state;
    database_run(
        db, CADRE("2", "A", "'1990-01-01'", "district_deputy", "normal", "NULL, NULL, 'serving'"));
    database_run(
        db, CADRE("3", "B", "'1990-01-01'", "district_deputy", "normal", "NULL, NULL, 'serving'"));
    static const struct {
        int account;
        const char *sees;
    } CASES[] = {{1, "A"}, {2, "AB"}, {3, ""}, {4, ""}};
    PGconn *gateway = PQconnectdb(database_dsn_as(db, "mc_gateway"));
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        char sql[200];
        snprintf(sql, sizeof(sql),
                 "SET app.account = '%d'; SELECT coalesce(string_agg(full_name, ''"
                 " ORDER BY full_name), '') FROM cadre",
                 CASES[i].account);
        PGresult *result = PQexec(gateway, sql);
        assert_string_equal(PQgetvalue(result, 0, 0), CASES[i].sees);
        PQclear(result);
    }
    PQfinish(gateway);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(limits_pass_on_the_day_that_the_rule_says, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_watch_tells_who_and_why, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_date_of_birth_is_read_by_few, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
