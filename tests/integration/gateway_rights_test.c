/*
 * Which account sees what, as the database decides it: every role reads through the gateway's own
 * role and gets only rows of its own.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "integration/sums_hand.h"
#include "scoring/sums.h"
#include "support/database.h"

enum { OFFICER = 1, COUNCIL, INSPECTOR, COMMITTEE, EDITOR, ADMIN, SYSTEM, VIEWER, STRANGER, LEFT };

struct fixture {
    struct database *database;
    PGconn *gateway;
};

/* A province TV with the districts CL (and its commune CL01), TC and DH; all three districts are
 * assessed, each and the commune has one evidence item. */
static const char SEED[] =
    "INSERT INTO unit (id, code, name, kind, parent_id) VALUES"
    " (1, 'TV', 'Tỉnh đoàn', 'province', NULL), (2, 'CL', 'Càng Long', 'district', 1),"
    " (3, 'TC', 'Tiểu Cần', 'district', 1), (4, 'DH', 'Duyên Hải', 'district', 1),"
    " (5, 'CL01', 'Xã', 'commune', 2), (6, 'BT', 'Tỉnh khác', 'province', NULL);"
    "INSERT INTO account (id, username, role, unit_id, is_active) VALUES"
    " (1, 'officer', 'officer', 2, true), (2, 'council', 'council', 3, true),"
    " (3, 'inspector', 'inspector', 3, true), (4, 'committee', 'committee', 1, true),"
    " (5, 'editor', 'editor', 1, true), (6, 'admin', 'admin', NULL, true),"
    " (7, 'system', 'system', 4, true), (8, 'viewer', 'viewer', NULL, true),"
    " (9, 'stranger', 'committee', 6, true), (10, 'left', 'officer', 2, false);"
    "INSERT INTO access_key (id, account_id, client, areas, reach, unit_ids, valid_until)"
    " OVERRIDING SYSTEM VALUE SELECT * FROM (VALUES"
    " (1, 7, 'all', '{evidence:read,results:read}'::text[], 'all', '{}'::int[], date '2099-12-31'),"
    " (2, 7, 'evidence', '{evidence:read}', 'all', '{}', '2099-12-31'),"
    " (3, 7, 'of others', '{evidence:read,results:read}', 'below', '{2}', '2099-12-31'),"
    " (4, 7, 'expired', '{evidence:read,results:read}', 'all', '{}', '2020-12-31'),"
    " (5, 7, 'revoked', '{evidence:read,results:read}', 'all', '{}', '2099-12-31'),"
    " (6, 8, 'of no system', '{evidence:read,results:read}', 'all', '{}', '2099-12-31')) k;"
    "UPDATE access_key SET revoked_at = now() WHERE id = 5;"
    "INSERT INTO criteria_set (id, code, version, name, base_points, bands)"
    " VALUES (1, 'BTC', 1, 'Bộ tiêu chí', 100, '[]');"
    "INSERT INTO campaign (id, code, name, province_id, criteria_set_id, period_from, period_to,"
    " filing_deadline) VALUES (1, '2023', 'Năm 2023', 1, 1, '2023-01-01', '2023-12-31',"
    " '2023-11-01');"
    "INSERT INTO criterion (id, set_id, code, level, name, points, rule)"
    " VALUES (1, 1, 'I.1', 'criterion', 'Văn bản', 10, '{}');"
    "INSERT INTO campaign_unit VALUES (1, 2, 'Cụm 1'), (1, 3, 'Cụm 1'), (1, 4, 'Cụm 1');"
    /* The inspector belongs to TC: that visit must not open it. */
    "INSERT INTO visit VALUES (1, 2, 3, '2023-11-02'), (1, 3, 3, '2023-11-03');"
    "INSERT INTO submission (id, evidence_id, revision, campaign_id, unit_id, account_id,"
    " criterion_ids, kind, title, occurred_on, body_hash, body, schema)"
    " SELECT i, i, 1, 1, u, 1, '{1}', 'article', 'x', '2023-05-01', '', '', 1"
    "   FROM (SELECT u, ('00000000-0000-7000-8000-00000000000' || u)::uuid AS i"
    "           FROM generate_series(2, 5) u) s;"
    "INSERT INTO validation (submission_id, verdict, findings) SELECT id, 1, '[]' FROM submission;"
    "INSERT INTO evidence_fact SELECT 1, unit_id, 1, evidence_id, 0, 1, '2023-05-01'"
    "   FROM submission;"
    "INSERT INTO score (campaign_id, unit_id, criterion_id, state, value, rule_version, receipt,"
    " generation) SELECT 1, u, 1, 1, u, 1, '{}', 1 FROM generate_series(2, 5) u;"
    "INSERT INTO assessed_score (campaign_id, unit_id, criterion_id, body, value, account_id)"
    " SELECT 1, u, 1, 'self', u, 1 FROM generate_series(2, 5) u;"
    "INSERT INTO notification (id, account_id, unit_id, campaign_id, kind, channel, target,"
    " notice, subject, state) SELECT gen_random_uuid(), a, 2, 1, 1, 1, '', '', 'x', 2"
    "   FROM generate_series(1, 10) a;"
    "INSERT INTO file VALUES "
    "('\\x0000000000000000000000000000000000000000000000000000000000000000',"
    " 1);"
    "INSERT INTO import (id, account_id, campaign_id, file_hash, file_name)"
    " SELECT gen_random_uuid(), a, 1, hash, 'a.csv' FROM generate_series(1, 10) a, file;";

static int set_up(void **state)
{
    struct fixture *self = calloc(1, sizeof(*self));
    assert_non_null(self);
    *state = self;
    self->database = database_create();
    database_run(self->database, "%s", SEED);
    sums_now(self->database);
    database_run(self->database,
                 "DELETE FROM unit_total WHERE body <> 'computed';"
                 "INSERT INTO unit_total SELECT campaign_id, 5, body, total, base, bonus,"
                 " points, waiting, band, tie, parts, receipt, generation"
                 " FROM unit_total WHERE unit_id = 2");
    self->gateway = PQconnectdb(database_dsn_as(self->database, "mc_gateway"));
    assert_int_equal(PQstatus(self->gateway), CONNECTION_OK);
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *self = *state;
    PQfinish(self->gateway);
    database_drop(&self->database);
    free(self);
    return 0;
}

/* The first value, read as this account; the caller frees it. */
static char *value_as(const struct fixture *self, int account, const char *sql)
{
    char set[64];
    snprintf(set, sizeof(set), "SET app.account = '%d'", account);
    PQclear(PQexec(self->gateway, set));
    PGresult *result = PQexec(self->gateway, sql);
    if (PQresultStatus(result) != PGRES_TUPLES_OK) {
        fail_msg("%s: %s", sql, PQerrorMessage(self->gateway));
    }
    char *value = strdup(PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "");
    PQclear(result);
    return value;
}

static void expect(const struct fixture *self, int account, const char *sql, const char *wanted)
{
    char *value = value_as(self, account, sql);
    if (strcmp(value, wanted) != 0) {
        fail_msg("account %d: %s gives \"%s\", not \"%s\"", account, sql, value, wanted);
    }
    free(value);
}

/* Codes of the units whose rows come back from each table that has units. */
static void expect_units(const struct fixture *self, int account, const char *wanted)
{
    static const char *const TABLES[] = {"submission", "evidence_fact", "score", "assessed_score",
                                         "unit_total"};
    for (size_t i = 0; i < sizeof(TABLES) / sizeof(TABLES[0]); i++) {
        char sql[256];
        snprintf(sql, sizeof(sql),
                 "SELECT string_agg(u.code, ',' ORDER BY u.code) FROM %s t"
                 " JOIN unit u ON u.id = t.unit_id",
                 TABLES[i]);
        expect(self, account, sql, wanted);
    }
    char count[8];
    size_t units = wanted[0] != '\0' ? 1 : 0;
    for (const char *at = wanted; *at != '\0'; at++) {
        units += *at == ',' ? 1 : 0;
    }
    snprintf(count, sizeof(count), "%zu", units);
    expect(self, account, "SELECT count(*) FROM validation", count);
}

static void an_officer_sees_the_own_unit_and_what_is_below(void **state)
{
    expect_units(*state, OFFICER, "CL,CL01");
    expect_units(*state, COUNCIL, "TC");
}

static void with_key(const struct fixture *self, int key)
{
    char set[64];
    snprintf(set, sizeof(set), "SET app.access_key = '%d'", key);
    PQclear(PQexec(self->gateway, set));
}

/* What counts is the key of the request: its units among those of the account, and its areas. */
static void a_system_sees_what_its_access_key_names(void **state)
{
    struct fixture *self = *state;
    static const int NOTHING[] = {0, 3, 4, 5, 6, 99};
    with_key(self, 1);
    expect_units(self, SYSTEM, "DH");
    with_key(self, 2);
    expect(self, SYSTEM, "SELECT string_agg(unit_id::text, ',') FROM submission", "4");
    expect(self, SYSTEM, "SELECT count(*) FROM score", "0");
    expect(self, SYSTEM, "SELECT count(*) FROM unit_total", "0");
    for (size_t i = 0; i < sizeof(NOTHING) / sizeof(NOTHING[0]); i++) {
        with_key(self, NOTHING[i]);
        expect_units(self, SYSTEM, "");
    }
    /* To a person a key gives nothing and takes nothing. */
    with_key(self, 6);
    expect_units(self, VIEWER, "");
    expect_units(self, OFFICER, "CL,CL01");
}

static void an_inspector_sees_visits_and_never_the_own_unit(void **state)
{
    struct fixture *self = *state;
    expect_units(self, INSPECTOR, "CL,CL01");
    /* Not even by a visit to the unit above. */
    database_run(self->database, "INSERT INTO visit VALUES (1, 1, 3, '2023-11-04')");
    expect_units(self, INSPECTOR, "CL,CL01,DH");
    database_run(self->database, "DELETE FROM visit");
    expect_units(self, INSPECTOR, "");
}

static void a_committee_sees_all_below_and_no_other_province(void **state)
{
    expect_units(*state, COMMITTEE, "CL,CL01,DH,TC");
    expect_units(*state, STRANGER, "");
}

static void nobody_else_sees_evidence(void **state)
{
    struct fixture *self = *state;
    expect_units(self, EDITOR, "");
    expect_units(self, ADMIN, "");
    expect_units(self, VIEWER, "");
    expect_units(self, LEFT, "");
    expect_units(self, 12345, "");
    PQclear(PQexec(self->gateway, "RESET app.account"));
    PGresult *result = PQexec(self->gateway, "SELECT count(*) FROM submission");
    assert_string_equal(PQgetvalue(result, 0, 0), "0");
    PQclear(result);
}

static void inbox_and_imports_are_the_own_ones(void **state)
{
    for (int account = OFFICER; account <= LEFT; account++) {
        char wanted[16];
        snprintf(wanted, sizeof(wanted), "1:%d", account);
        expect(*state, account, "SELECT count(*) || ':' || min(account_id) FROM notification",
               wanted);
        expect(*state, account, "SELECT count(*) || ':' || min(account_id) FROM import", wanted);
    }
}

/* The board as "code=computed/rank" of each unit, in its order. */
static const char BOARD[] =
    "SELECT string_agg((u ->> 'code') || '=' || coalesce(u ->> 'computed', '-') || '/' ||"
    "                  coalesce(u ->> 'rank', '-'), ' ' ORDER BY n)"
    "  FROM jsonb_array_elements(app_scoreboard('2023') -> 'units') WITH ORDINALITY b(u, n)";

static void the_board_lists_all_and_shows_the_own(void **state)
{
    struct fixture *self = *state;
    /* DH is first, TC second, CL third: a role that may not know that cannot infer it from the
     * order either. */
    expect(self, COMMITTEE, BOARD, "DH=4.00/1 TC=3.00/2 CL=2.00/3");
    expect(self, OFFICER, BOARD, "CL=2.00/- DH=-/- TC=-/-");
    expect(self, COUNCIL, BOARD, "CL=-/- DH=-/- TC=3.00/-");
    expect(self, INSPECTOR, BOARD, "CL=2.00/3 DH=-/- TC=-/-");
    expect(self, VIEWER, BOARD, "CL=-/- DH=-/- TC=-/-");
    expect(self, ADMIN, BOARD, "CL=-/- DH=-/- TC=-/-");
    expect(self, STRANGER, BOARD, "CL=-/- DH=-/- TC=-/-");
    expect(self, VIEWER, "SELECT app_scoreboard('1999')", "");
}

static void a_published_board_is_everybodys(void **state)
{
    struct fixture *self = *state;
    database_run(self->database, "UPDATE campaign SET state = 'published'");
    static const int READERS[] = {OFFICER, COUNCIL, INSPECTOR, COMMITTEE, VIEWER, STRANGER};
    for (size_t i = 0; i < sizeof(READERS) / sizeof(READERS[0]); i++) {
        expect(self, READERS[i], BOARD, "DH=4.00/1 TC=3.00/2 CL=2.00/3");
    }
    expect_units(self, VIEWER, ""); /* the numbers, not the evidence behind them */
}

static void is_refused(const struct fixture *self, const char *sql)
{
    PGresult *result = PQexec(self->gateway, sql);
    const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (sqlstate == NULL || strcmp(sqlstate, "42501") != 0) {
        fail_msg("the gateway may %s", sql);
    }
    PQclear(result);
}

static void the_gateway_may_do_no_more_than_it_needs(void **state)
{
    is_refused(*state, "INSERT INTO submission DEFAULT VALUES");
    is_refused(*state, "UPDATE submission SET title = ''");
    is_refused(*state, "DELETE FROM evidence_fact");
    is_refused(*state, "UPDATE score SET value = 0");
    is_refused(*state, "UPDATE campaign SET name = ''");
    is_refused(*state, "UPDATE account SET role = 'committee'");
    is_refused(*state, "SELECT payload FROM message");
    is_refused(*state, "DELETE FROM message");
    is_refused(*state, "SELECT * FROM address");
    is_refused(*state, "SELECT scoreboard(1)");
    is_refused(*state, "CREATE TABLE own (a int)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_officer_sees_the_own_unit_and_what_is_below, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_system_sees_what_its_access_key_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_inspector_sees_visits_and_never_the_own_unit, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_committee_sees_all_below_and_no_other_province, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(nobody_else_sees_evidence, set_up, tear_down),
        cmocka_unit_test_setup_teardown(inbox_and_imports_are_the_own_ones, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_board_lists_all_and_shows_the_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_published_board_is_everybodys, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_gateway_may_do_no_more_than_it_needs, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
