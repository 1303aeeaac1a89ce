/*
 * member_store_test.c — snapshots of the member software in the store: stored once, the latest one
 * feeds its criterion, and how many members a unit has on a day.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "gateway/sql.h"
#include "integration/scoring_fixture.h"

static int set_up(void **state)
{
    struct database *db = database_create();
    fixture_campaign(db);
    database_run(db, "UPDATE unit SET parent_id = 10 WHERE id > 10;"
                     "INSERT INTO member_criterion VALUES (1, 103, 1)");
    *state = db;
    return 0;
}

static int tear_down(void **state)
{
    struct database *db = *state;
    database_drop(&db);
    return 0;
}

/* Stores the n-th snapshot of a unit; returns the store's answer. */
static const char *take(struct database *db, int n, const char *unit, const char *day, int members,
                        const char *score)
{
    return database_value(
        db,
        "SELECT (members_take(jsonb_build_object('id', md5('%s %d')::uuid, 'unit', '%s',"
        " 'campaign', '2023', 'as_of', '%s', 'hash', repeat('a', 64), 'rows', 5000, 'members', %d,"
        " 'score', '%s', 'receipt', '{}'::jsonb, 'findings', '[]'::jsonb, 'mappings',"
        " jsonb_build_object(md5('heads'), '{\"ho ten\":\"full_name\"}'::jsonb))) - 'counts')::text",
        unit, n, unit, day, members, score);
}

static const char *fed(struct database *db)
{
    return database_value(db,
                          "SELECT string_agg(concat_ws(' ', unit_id, figure, trim_scale(amount),"
                          " occurred_on), ', ' ORDER BY unit_id, figure) FROM evidence_fact");
}

static void a_snapshot_feeds_its_criterion_once(void **state)
{
    struct database *db = *state;
    assert_string_equal(take(db, 1, "U1", "2023-06-30", 700, "81.25"), "{\"new\": true}");
    assert_string_equal(fed(db), "11 0 1 2023-06-30, 11 1 81.25 2023-06-30");
    assert_int_equal(database_number(db, "SELECT count(*) FROM recompute"), 1);
    database_run(db, "DELETE FROM recompute");
    assert_string_equal(take(db, 1, "U1", "2023-06-30", 700, "81.25"), "{\"new\": false}");
    assert_int_equal(database_number(db, "SELECT count(*) FROM member_snapshot"), 1);
    assert_int_equal(database_number(db, "SELECT count(*) FROM recompute"), 0);
    assert_int_equal(database_number(db, "SELECT count(*) FROM member_mapping"), 1);
}

static void a_later_snapshot_takes_its_place_an_older_one_does_not(void **state)
{
    struct database *db = *state;
    (void)take(db, 1, "U1", "2023-06-30", 700, "81.25");
    (void)take(db, 2, "U1", "2023-09-30", 720, "90");
    assert_string_equal(fed(db), "11 0 1 2023-09-30, 11 1 90 2023-09-30");
    (void)take(db, 3, "U1", "2023-03-31", 650, "50");
    (void)take(db, 1, "U2", "2023-03-31", 300, "40");
    assert_string_equal(fed(db), "11 0 1 2023-09-30, 11 1 90 2023-09-30, "
                                 "12 0 1 2023-03-31, 12 1 40 2023-03-31");
    /* One from after the window leaves what counts in it. */
    (void)take(db, 4, "U1", "2024-02-01", 800, "99");
    assert_string_equal(fed(db), "11 0 1 2023-09-30, 11 1 90 2023-09-30, "
                                 "12 0 1 2023-03-31, 12 1 40 2023-03-31");
    /* Another criterion reads it from now on: the old one is computed again as well. */
    database_run(db, "DELETE FROM recompute; UPDATE member_criterion SET criterion_id = 101;"
                     "SELECT member_feed(1, 11)");
    assert_string_equal(database_value(db, "SELECT string_agg(criterion_id::text, ' ' ORDER BY 1)"
                                           "  FROM recompute"),
                        "101 103");
    assert_int_equal(database_number(db, "SELECT count(*) FROM evidence_fact WHERE unit_id = 11"
                                         "   AND criterion_id = 103"),
                     0);
}

static void what_is_published_or_unknown_takes_none(void **state)
{
    struct database *db = *state;
    assert_string_equal(take(db, 1, "XX", "2023-06-30", 700, "81"),
                        "{\"fault\": \"unit.unknown\"}");
    assert_string_equal(take(db, 1, "T", "2023-06-30", 700, "81"),
                        "{\"fault\": \"campaign.unknown\"}");
    database_run(db, "UPDATE campaign SET state = 'published'");
    assert_string_equal(take(db, 1, "U1", "2023-06-30", 700, "81"),
                        "{\"fault\": \"campaign.closed\"}");
    assert_int_equal(database_number(db, "SELECT (SELECT count(*) FROM member_snapshot)"
                                         "     + (SELECT count(*) FROM member_mapping)"),
                     0);
}

static void expect_count(struct database *db, int unit, const char *day, const char *wanted)
{
    assert_string_equal(
        database_value(db, "SELECT coalesce(member_count(%d, '%s')::text, 'none')", unit, day),
        wanted);
}

static void counts_members_of_the_day_and_of_the_units_below(void **state)
{
    struct database *db = *state;
    (void)take(db, 1, "U1", "2023-06-30", 700, "81");
    (void)take(db, 2, "U1", "2023-09-30", 720, "81");
    (void)take(db, 1, "U2", "2023-01-31", 300, "40");
    (void)take(db, 1, "U3", "2023-01-31", 10, "40");
    expect_count(db, 11, "2023-06-29", "none");
    expect_count(db, 11, "2023-06-30", "700");
    expect_count(db, 11, "2023-12-31", "720");
    expect_count(db, 10, "2023-12-31", "none"); /* U4 has no figure */
    (void)take(db, 1, "U4", "2023-12-01", 0, "40");
    expect_count(db, 10, "2023-12-31", "1030");
    expect_count(db, 10, "2023-11-30", "none");
    database_run(db, "UPDATE unit SET valid_to = '2023-11-01' WHERE id = 14");
    expect_count(db, 10, "2023-11-30", "1030");
    expect_count(db, 99, "2023-11-30", "none");
}

/* The gateway shows a unit its own exports and no other's. */
static void a_unit_sees_its_own(void **state)
{
    struct database *db = *state;
    (void)take(db, 1, "U1", "2023-06-30", 700, "81");
    (void)take(db, 1, "U2", "2023-06-30", 300, "40");
    database_run(
        db, "INSERT INTO account (id, username, role, unit_id) VALUES (2, 'u1', 'officer', 11)");
    PGconn *gateway = PQconnectdb(database_dsn_as(db, "mc_gateway"));
    PGresult *none = PQexec(gateway, "SELECT count(*) FROM member_snapshot");
    assert_string_equal(PQgetvalue(none, 0, 0), "0");
    PQclear(none);
    PQclear(PQexec(gateway, "SET app.account = '2'"));
    PGresult *own = PQexec(gateway, "SELECT string_agg(unit_id::text, ' ') FROM member_snapshot");
    assert_string_equal(PQgetvalue(own, 0, 0), "11");
    PQclear(own);
    PGresult *written = PQexec(gateway, "DELETE FROM member_snapshot");
    assert_string_equal(PQresultErrorField(written, PG_DIAG_SQLSTATE), "42501");
    PQclear(written);
    PQfinish(gateway);
}

/* What the unit's page shows: the latest first, with what is wrong in its rows. */
static void a_unit_reads_what_its_exports_say(void **state)
{
    struct database *db = *state;
    const char *const own[] = {"2023", "U1"}, *const other[] = {"2023", "U2"};
    (void)take(db, 1, "U1", "2023-06-30", 700, "81.25");
    (void)take(db, 2, "U1", "2023-09-30", 650, "90");
    database_run(
        db, "UPDATE member_snapshot SET findings = '[{\"row\":5}]', receipt = '{\"steps\":[{}]}';"
            "INSERT INTO account (id, username, role, unit_id) VALUES (2, 'u1', 'officer', 11)");
    PGconn *gateway = PQconnectdb(database_dsn_as(db, "mc_gateway"));
    PQclear(PQexec(gateway, "SET app.account = '2'"));
    PGresult *shown = PQexecParams(gateway, SQL_UNIT_MEMBERS, 2, NULL, own, NULL, NULL, 0);
    assert_int_equal(PQntuples(shown), 1);
    const char *text = PQgetvalue(shown, 0, 0);
    assert_non_null(
        strstr(text, "\"as_of\" : \"2023-09-30\", \"members\" : 650, \"before\" : 700"));
    assert_true(strstr(text, "2023-09-30") < strstr(text, "2023-06-30"));
    assert_non_null(strstr(text, "\"findings\" : [{\"row\": 5}]"));
    PQclear(shown);
    PGresult *none = PQexecParams(gateway, SQL_UNIT_MEMBERS, 2, NULL, other, NULL, NULL, 0);
    assert_int_equal(PQntuples(none), 0);
    PQclear(none);
    PQfinish(gateway);
}

/* The receipt of the criterion's number lists the snapshot among what went in. */
static void a_receipt_names_the_snapshot(void **state)
{
    struct database *db = *state;
    const char *const place[] = {"2023", "U1", "C103", "{}"};
    (void)take(db, 1, "U1", "2023-06-30", 700, "81.25");
    database_run(
        db, "INSERT INTO account (id, username, role, unit_id) VALUES (2, 'u1', 'officer', 11);"
            "INSERT INTO score (campaign_id, unit_id, criterion_id, value, state, rule_version,"
            " receipt, generation) VALUES (1, 11, 103, 8, 1, 1, '{}', 1)");
    PGconn *gateway = PQconnectdb(database_dsn_as(db, "mc_gateway"));
    PQclear(PQexec(gateway, "SET app.account = '2'"));
    PGresult *receipt = PQexecParams(gateway, SQL_RECEIPT, 4, NULL, place, NULL, NULL, 0);
    assert_int_equal(PQresultStatus(receipt), PGRES_TUPLES_OK);
    assert_non_null(
        strstr(PQgetvalue(receipt, 0, 0), "Phần mềm Quản lý đoàn viên, số liệu ngày 30/06/2023"));
    assert_non_null(strstr(PQgetvalue(receipt, 0, 0), "81.2500"));
    PQclear(receipt);
    PQfinish(gateway);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_snapshot_feeds_its_criterion_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_later_snapshot_takes_its_place_an_older_one_does_not,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_published_or_unknown_takes_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(counts_members_of_the_day_and_of_the_units_below, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_unit_sees_its_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_unit_reads_what_its_exports_say, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_receipt_names_the_snapshot, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
