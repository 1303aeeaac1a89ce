/*
 * ranks_test.c — what a rank is worth: the nearest units, the year before, and whether it survives
 * another weight of a group; the last against brute force on the board itself.
 */
#include "support/test.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "integration/scoring_fixture.h"
#include "integration/sums_hand.h"
#include "scoring/sums.h"

enum { UNITS = 12, GROUPS = 6, TURNS = 5 };

static int set_up(void **state)
{
    struct database *db = database_create();
    fixture_campaign(db);
    database_run(db,
                 "INSERT INTO unit (id, code, name, kind, parent_id)"
                 " SELECT 100 + n, 'V' || n, 'Đơn vị V' || n, 'district', 10"
                 "   FROM generate_series(1, %d) n;"
                 "DELETE FROM campaign_unit;"
                 "INSERT INTO campaign_unit SELECT 1, 100 + n, 'Cụm ' || (n %% 2 + 1)"
                 "   FROM generate_series(1, %d) n;"
                 "UPDATE account SET unit_id = 10 WHERE id = 1",
                 UNITS, UNITS);
    *state = db;
    return 0;
}

static int tear_down(void **state)
{
    struct database *db = *state;
    database_drop(&db);
    return 0;
}

/* Values that stay exact when changed by a tenth. */
static void put_random_scores(struct database *db, int turn)
{
    database_run(
        db,
        "SELECT setseed(0.1 * %d);"
        "DELETE FROM score;"
        "INSERT INTO score (campaign_id, unit_id, criterion_id, state, value, rule_version,"
        " receipt, generation) SELECT 1, u.unit_id, k.id, 1, floor(random() * 8), 1, '{}', 1"
        "   FROM campaign_unit u, criterion k",
        turn);
}

/* Best and worst rank of every unit, by changing each weight in turn and reading the board. */
static void weigh(struct database *db, int turn, int low[UNITS], int high[UNITS])
{
    for (int variation = -1; variation < 2 * GROUPS; variation++) {
        put_random_scores(db, turn);
        if (variation >= 0) {
            database_run(db, "UPDATE score SET value = value * %s WHERE criterion_id = %d",
                         variation % 2 == 0 ? "0.9" : "1.1", 101 + variation / 2);
        }
        sums_now(db);
        for (int unit = 0; unit < UNITS; unit++) {
            int rank = (int)database_number(db, "SELECT rank FROM scoreboard(1) WHERE code = 'V%d'",
                                            unit + 1);
            low[unit] = variation < 0 || rank < low[unit] ? rank : low[unit];
            high[unit] = variation < 0 || rank > high[unit] ? rank : high[unit];
        }
    }
}

static void sensitivity_is_what_weighing_shows(void **state)
{
    struct database *db = *state;
    database_run(db, "UPDATE criterion SET is_bonus = false");
    bool has_moved = false;
    for (int turn = 0; turn < TURNS; turn++) {
        int low[UNITS], high[UNITS];
        weigh(db, turn, low, high);
        put_random_scores(db, turn);
        sums_now(db);
        for (int unit = 0; unit < UNITS; unit++) {
            char wanted[32];
            snprintf(wanted, sizeof(wanted), "%d-%d", low[unit], high[unit]);
            assert_string_equal(
                database_value(db,
                               "SELECT low || '-' || high FROM rank_sensitivity(1, 10)"
                               " WHERE unit_id = %d",
                               101 + unit),
                wanted);
            has_moved = has_moved || low[unit] != high[unit];
        }
    }
    assert_true(has_moved);
}

static void bonus_points_are_not_weighed(void **state)
{
    struct database *db = *state;
    put_random_scores(db, 1);
    database_run(db, "UPDATE score SET value = 0 WHERE criterion_id <> 106");
    sums_now(db);
    assert_int_equal(database_number(db, "SELECT count(*) FROM rank_sensitivity(1, 50)"
                                         " WHERE low <> high"),
                     0);
}

static const char *around(struct database *db, const char *unit)
{
    return database_value(db,
                          "SET app.account = '1';"
                          "SELECT string_agg(u ->> 'code', ' ')"
                          "  FROM jsonb_array_elements(app_board('2023', '%s') -> 'units') u",
                          unit);
}

static void shows_the_five_around(void **state)
{
    struct database *db = *state;
    database_run(
        db, "UPDATE campaign_unit SET peer_group = 'Một';"
            "INSERT INTO score (campaign_id, unit_id, criterion_id, state, value,"
            " rule_version, receipt, generation)"
            " SELECT 1, unit_id, 101, 1, (200 - unit_id) / 10.0, 1, '{}', 1 FROM campaign_unit");
    sums_now(db);
    assert_string_equal(around(db, "V6"), "V4 V5 V6 V7 V8 V9");
    assert_string_equal(around(db, "V1"), "V1 V2 V3 V4 V5 V6");
    assert_string_equal(around(db, "V12"), "V7 V8 V9 V10 V11 V12");
    assert_string_equal(around(db, "KHONG-CO"), "");
    /* An account that may not see ranks sees no neighbours either. */
    database_run(db, "UPDATE account SET role = 'officer', unit_id = 106");
    assert_string_equal(around(db, "V6"), "V6");
}

static void names_the_rank_of_the_year_before(void **state)
{
    struct database *db = *state;
    database_run(db,
                 "INSERT INTO campaign (id, code, name, province_id, criteria_set_id, period_from,"
                 " period_to, filing_deadline, state) VALUES (2, '2022', 'Năm 2022', 10, 1,"
                 " '2022-01-01', '2022-12-31', '2022-11-30', 'published');"
                 "INSERT INTO campaign_unit VALUES (2, 101, 'Cũ'), (2, 102, 'Cũ');"
                 "INSERT INTO score (campaign_id, unit_id, criterion_id, state, value,"
                 " rule_version, receipt, generation) VALUES (2, 101, 101, 1, 3, 1, '{}', 1),"
                 " (2, 102, 101, 1, 4, 1, '{}', 1)");
    sums_now(db);
    static const char BEFORE[] =
        "SET app.account = '1';"
        "SELECT string_agg(concat_ws('/', u ->> 'code', u #>> '{before,campaign}',"
        "                            u #>> '{before,rank}'), ' ' ORDER BY u ->> 'code')"
        "  FROM jsonb_array_elements(app_board('2023', NULL) -> 'units') u"
        " WHERE u ->> 'code' IN ('V1', 'V2', 'V3')";
    assert_string_equal(database_value(db, "%s", BEFORE), "V1/2022/2 V2/2022/1 V3");
    database_run(db, "UPDATE campaign SET state = 'closed' WHERE id = 2");
    assert_string_equal(database_value(db, "%s", BEFORE), "V1 V2 V3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sensitivity_is_what_weighing_shows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bonus_points_are_not_weighed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(shows_the_five_around, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_the_rank_of_the_year_before, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
