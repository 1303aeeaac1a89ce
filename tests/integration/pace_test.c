/*
 * pace_test.c — targets beside what is expected by a day: even over the window or by their own
 * pace, by the measure that the rule compares with the target, day by day.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "integration/scoring_fixture.h"
#include "rules/rule.h"

static int set_up(void **state)
{
    struct database *db = database_create();
    fixture_campaign(db);
    *state = db;
    return 0;
}

static int tear_down(void **state)
{
    struct database *db = *state;
    database_drop(&db);
    return 0;
}

static void expect_percent(struct database *db, const char *pace, const char *at,
                           const char *wanted)
{
    const char *found = database_value(
        db, "SELECT trim_scale(round(expected_percent(%s, '2023-01-01', '2023-12-31', '%s'), 4))",
        pace, at);
    if (strcmp(found, wanted) != 0) {
        fail_msg("%s at %s: %s, not %s", pace, at, found, wanted);
    }
}

static void expects_evenly_or_by_steps(void **state)
{
    static const char STEPS[] = "'[{\"by\":\"2023-06-30\",\"percent\":\"40\"},"
                                "{\"by\":\"2023-09-30\",\"percent\":\"75\"}]'";
    expect_percent(*state, "NULL", "2022-12-31", "0");
    expect_percent(*state, "NULL", "2023-01-01", "0.274");
    expect_percent(*state, "NULL", "2023-07-02", "50.137"); /* 183 of 365 days */
    expect_percent(*state, "NULL", "2023-12-31", "100");
    expect_percent(*state, "NULL", "2026-01-01", "100");
    expect_percent(*state, STEPS, "2023-06-29", "0");
    expect_percent(*state, STEPS, "2023-06-30", "40");
    expect_percent(*state, STEPS, "2023-09-29", "40");
    expect_percent(*state, STEPS, "2024-01-01", "75");
}

static void expect_measure(struct database *db, const char *rule, const char *wanted)
{
    assert_string_equal(database_value(db,
                                       "SELECT concat_ws(' ', m ->> 'figure', m ->> 'aggregate')"
                                       "  FROM target_measure('%s', '{lượt,giờ}') m",
                                       rule),
                        wanted);
}

static void finds_what_the_rule_holds_against_the_target(void **state)
{
    struct database *db = *state;
    expect_measure(db, "{\"kind\":\"proportional\",\"figure\":2,\"aggregate\":\"max\"}", "2 max");
    expect_measure(db, "{\"kind\":\"proportional\",\"figure\":\"giờ\",\"aggregate\":\"count\"}",
                   "2 count");
    expect_measure(
        db,
        "{\"kind\":\"cap\",\"part\":{\"kind\":\"steps\",\"figure\":1,\"aggregate\":\"sum\","
        "\"against\":\"target\"}}",
        "1 sum");
    expect_measure(db, "{\"kind\":\"exists\",\"points\":\"5\"}", "1 sum");
    const char *words[RULE_WORDS_MAX];
    size_t count = rule_words_asking(RULE_ASKS_TARGET, words);
    assert_int_equal(database_number(db, "SELECT cardinality(target_words())"), count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(database_number(db,
                                         "SELECT count(*) FROM unnest(target_words()) w"
                                         " WHERE w = '%s'",
                                         words[i]),
                         1);
    }
    assert_string_equal(
        database_value(db, "SELECT target_measure('{\"kind\":\"exists\"}', '{}') ->> 'figure'"),
        "0");
}

/* Unit 11 has a target of 30 by the end of the year: 20 in March, 10 in November. */
static void shows_which_units_are_behind_on_the_day(void **state)
{
    struct database *db = *state;
    fixture_piece(db, 11, 103, 80, 20);
    fixture_piece(db, 11, 103, 310, 10);
    static const struct {
        const char *day, *wanted;
    } CASES[] = {{"2023-01-31", "0 2.5479 true 334"}, /* 31 of 365 days */
                 {"2023-06-30", "20 14.8767 false 184"}, {"2023-10-01", "20 22.5205 true 91"},
                 {"2023-11-30", "30 27.4521 false 31"},  {"2024-02-01", "30 30 false 0"},
                 {"2022-06-01", "0 0 false 365"}};
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        assert_string_equal(
            database_value(db,
                           "SELECT concat_ws(' ', trim_scale(achieved), trim_scale(expected),"
                           " (achieved < expected)::text, days_left)"
                           "  FROM target_pace(1, '%s') WHERE unit_id = 11",
                           CASES[i].day),
            CASES[i].wanted);
    }
    assert_int_equal(database_number(db, "SELECT count(*) FROM target_pace(1, '2023-06-30')"), 4);
    assert_int_equal(database_number(db, "SELECT count(*) FROM target_pace(1, '2023-06-30', 12)"),
                     1);
    database_run(db, "INSERT INTO not_applicable VALUES (1, 12, 103, 'miễn')");
    assert_int_equal(database_number(db, "SELECT count(*) FROM target_pace(1, '2023-06-30', 12)"),
                     0);
    assert_string_equal(database_value(db,
                                       "SELECT string_agg((u ->> 'code') || (u ->> 'behind'), ' ')"
                                       "  FROM jsonb_array_elements(pace_report(1, '2023-06-30',"
                                       "       '{11,12,13,14}') -> 'units') u"),
                        "U31 U41 U10");
}

static void a_pace_is_read_or_refused(void **state)
{
    struct database *db = *state;
    assert_string_equal(
        database_value(db, "SELECT pace_of('2023-06-30: 50%%; 2023-09-30:80.5;')::text"),
        "[{\"by\": \"2023-06-30\", \"percent\": \"50\"},"
        " {\"by\": \"2023-09-30\", \"percent\": \"80.5\"}]");
    static const char *const BAD[] = {"giữa năm",
                                      "2023-06-30",
                                      "2023-06-30: 50; 2023-06-30: 60",
                                      "2023-06-30: 50; 2023-09-30: 40",
                                      "2023-13-01: 5",
                                      "2023-06-30: -1",
                                      ""};
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        assert_string_equal(
            database_value(db, "SELECT coalesce(pace_of('%s')::text, 'none')", BAD[i]), "none");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(expects_evenly_or_by_steps, set_up, tear_down),
        cmocka_unit_test_setup_teardown(finds_what_the_rule_holds_against_the_target, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(shows_which_units_are_behind_on_the_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_pace_is_read_or_refused, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
