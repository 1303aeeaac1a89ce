/*
 * rounds_test.c — an inspection round over HTTP: planned, issued, with teams that no conflict of
 * interest gets into, under way, concluded; who reads what meanwhile, and what is refused.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include <libpq-fe.h>

#include "support/one_system.h"
#include "support/system_evidence.h"
#include "support/system_http.h"

#define ROUNDS            "/api/v1/campaigns/2023/rounds"
#define ROUND             ROUNDS "/KT-2023"
#define OK                ((struct wanted){200, ""})
#define SAYS(words)       ((struct wanted){200, words})
#define FAULT(status, it) ((struct wanted){status, it})

#define PLAN(seen, more) \
    "{\"seen\":" seen \
    ",\"kind\":\"year_end\",\"form\":\"on_site\",\"title\":\"Kiểm tra năm 2023\"," \
    "\"period_from\":\"2023-11-02\",\"period_to\":\"2023-11-10\"" more "}"
#define ISSUED \
    ",\"symbol\":\"128-KH/UBKTTĐ\",\"dated\":\"2023-10-18\",\"units\":[\"U1\",\"U2\"]," \
    "\"criteria\":[\"C1\",\"C2\"]"
#define TEAM(seen, member, units) \
    "{\"seen\":" seen ",\"name\":\"Đoàn số 1\",\"members\":[{\"username\":\"" member \
    "\",\"post\":\"head\",\"task\":\"Phụ trách chung\"}],\"units\":[" units "]}"
#define VISIT(unit, day) "{\"unit\":\"" unit "\",\"visited_on\":\"" day "\"}"

static void put(const char *username, const char *path, const char *body, struct wanted wanted)
{
    system_expect(site, username, "PUT", path, body, wanted);
}

static void step(const char *body, struct wanted wanted)
{
    system_expect(site, "bien-tap", "POST", ROUND "/steps", body, wanted);
}

static void get(const char *username, const char *path, struct wanted wanted)
{
    system_expect(site, username, "GET", path, NULL, wanted);
}

static long visits(void)
{
    return database_number(system_database(site),
                           "SELECT count(*) FROM visit WHERE team_id IS NOT NULL");
}

static void a_plan_is_a_draft_that_only_its_writers_and_inspectors_see(void **state)
{
    (void)state;
    put("kiem-tra", ROUND, PLAN("0", ""), FAULT(403, "forbidden"));
    put("can-bo-1", ROUND, PLAN("0", ""), FAULT(403, "forbidden"));
    put("bien-tap", ROUND, PLAN("0", ",\"units\":[\"U1\",\"U99\"]"), FAULT(422, "units[1]"));
    put("bien-tap", ROUND, PLAN("0", ",\"criteria\":[\"C99\"]"), FAULT(422, "criterion.unknown"));
    put("bien-tap", ROUND, PLAN("0", ",\"peer_group\":\"Khối 9\""), FAULT(422, "round.group"));
    put("bien-tap", ROUND, PLAN("0", ",\"peer_group\":\"Khối 1\",\"units\":[\"U1\"]"),
        FAULT(422, "round.subjects"));
    put("bien-tap", ROUND, PLAN("0", ",\"dated\":\"2023-02-30\""), FAULT(400, "date.format"));
    put("bien-tap", ROUND, PLAN("0", ""), SAYS("\"state\": \"draft\""));
    put("bien-tap", ROUND, PLAN("0", ""), SAYS("\"version\": 1")); /* again: nothing changes */
    put("uy-ban", ROUND, PLAN("0", ",\"units\":[\"U1\"]"), FAULT(409, "round.changed"));
    put("uy-ban", ROUND, PLAN("1", ",\"peer_group\":\"Khối 1\""), SAYS("\"unit_count\": 6"));
    step("{\"to\":\"issued\"}", FAULT(409, "số và ký hiệu"));
    put("uy-ban", ROUND, PLAN("2", ISSUED), SAYS("\"unit_count\": 2"));
    get("kiem-tra", ROUND, SAYS("128-KH/UBKTTĐ"));
    get("can-bo-1", ROUND, FAULT(404, "not_found"));
    get("can-bo-1", ROUNDS, SAYS("\"items\": []"));
    get("quan-tri", ROUNDS, FAULT(403, "forbidden"));
}

static void nobody_inspects_a_unit_that_they_belong_to(void **state)
{
    (void)state;
    database_run(system_database(site), "INSERT INTO account (id, username, role, full_name) VALUES"
                                        " (50, 'kiem-tra-2', 'inspector', 'Kiểm tra Hai')");
    put("bien-tap", ROUND, PLAN("3", ISSUED ",\"outline\":\"Đề cương\""), OK);
    put("kiem-tra", ROUND "/teams/1", TEAM("0", "kiem-tra", ""), FAULT(403, "forbidden"));
    put("bien-tap", ROUND "/teams/1", TEAM("0", "can-bo-1", ""), FAULT(422, "team.member"));
    put("bien-tap", ROUND "/teams/1", TEAM("0", "kiem-tra", VISIT("U5", "2023-11-02")),
        FAULT(422, "team.unit"));
    put("bien-tap", ROUND "/teams/1", TEAM("0", "kiem-tra", VISIT("U1", "2023-11-12")),
        FAULT(422, "team.day"));
    /* A former unit counts for a term, back from the first day of the round. */
    system_expect(site, "bien-tap", "POST", "/api/v1/accounts/kiem-tra/ties",
                  "{\"kind\":\"member\",\"unit\":\"U1\",\"since\":\"2015-01-01\",\"until\":"
                  "\"2018-11-02\"}",
                  SAYS("2018-11-02"));
    system_expect(site, "bien-tap", "POST", "/api/v1/accounts/kiem-tra/ties",
                  "{\"kind\":\"member\",\"unit\":\"U2\",\"until\":\"2018-11-03\"}", OK);
    put("bien-tap", ROUND "/teams/1",
        TEAM("0", "kiem-tra", VISIT("U1", "2023-11-02") "," VISIT("U2", "2023-11-03")),
        FAULT(409, "đã sinh hoạt, công tác tại Đoàn đơn vị số 2 đến ngày 02/11/2018"));
    get("bien-tap", ROUND "/inspectors", SAYS("\"unit\": \"U2\""));
    put("bien-tap", ROUND "/teams/1", TEAM("0", "kiem-tra", VISIT("U1", "2023-11-02")), OK);
    put("bien-tap", ROUND "/teams/1", TEAM("0", "kiem-tra", VISIT("U1", "2023-11-02")),
        SAYS("Phụ trách chung"));
    put("bien-tap", ROUND "/teams/2", TEAM("0", "kiem-tra-2", VISIT("U1", "2023-11-02")),
        FAULT(409, "team.taken"));
}

/* Whatever writes the rows: the store refuses. */
static void refused_by_the_store(const char *sql)
{
    PGresult *result = PQexec(database_connection(system_database(site)), sql);
    const char *code = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    assert_string_equal(code != NULL ? code : "done", "MC001");
    PQclear(result);
}

static void the_store_itself_refuses_a_conflict(void **state)
{
    (void)state;
    refused_by_the_store("INSERT INTO team_unit SELECT round_id, 12, id, NULL FROM round_team");
    refused_by_the_store("INSERT INTO account_tie (account_id, unit_id, kind, reason)"
                         " VALUES (4, 11, 'named', 'Người thân')");
    refused_by_the_store("UPDATE account SET unit_id = 11 WHERE id = 4");
    refused_by_the_store("UPDATE inspection_round SET period_from = '2019-01-01'");
    /* A unit below the inspected one belongs to it. */
    database_run(system_database(site), "INSERT INTO unit (id, code, name, kind, parent_id)"
                                        " VALUES (60, 'U1-XA', 'Đoàn xã', 'commune', 11)");
    refused_by_the_store("UPDATE account SET unit_id = 60 WHERE id = 4");
    system_expect(site, "quan-tri", "PUT", "/api/v1/accounts/kiem-tra", "{\"unit\":\"U1\"}",
                  FAULT(409, "tie.inspects"));
    system_expect(site, "kiem-tra", "POST", "/api/v1/accounts/kiem-tra/ties",
                  "{\"kind\":\"named\",\"unit\":\"U1\",\"reason\":\"Người thân\"}",
                  FAULT(409, "tie.inspects"));
}

static void declares(const char *username, const char *body, struct wanted wanted)
{
    system_expect(site, username, "POST", "/api/v1/accounts/kiem-tra-2/ties", body, wanted);
}

static void a_declared_conflict_keeps_an_inspector_away(void **state)
{
    (void)state;
    declares("kiem-tra", "{\"kind\":\"named\",\"unit\":\"U2\",\"reason\":\"x\"}",
             FAULT(404, "not_found"));
    declares("uy-ban", "{\"kind\":\"named\",\"unit\":\"U2\"}", FAULT(400, "reason.missing"));
    declares("uy-ban", "{\"kind\":\"named\",\"unit\":\"U2\",\"reason\":\"Đơn thư\"}", OK);
    put("bien-tap", ROUND "/teams/2", TEAM("0", "kiem-tra-2", VISIT("U2", "2023-11-03")),
        FAULT(409, "xung đột lợi ích đã khai với Đoàn đơn vị số 2: Đơn thư"));
    long tie =
        database_number(system_database(site), "SELECT id FROM account_tie WHERE account_id = 50");
    char path[80];
    snprintf(path, sizeof(path), "/api/v1/accounts/kiem-tra-2/ties/%ld", tie);
    system_expect(site, "uy-ban", "DELETE", path, NULL, SAYS("Đơn thư"));
    put("bien-tap", ROUND "/teams/2", TEAM("0", "kiem-tra-2", VISIT("U2", "2023-11-03")), OK);
    tie = database_number(system_database(site),
                          "SELECT id FROM account_tie WHERE account_id = 4 AND is_kept");
    snprintf(path, sizeof(path), "/api/v1/accounts/kiem-tra/ties/%ld", tie);
    system_expect(site, "uy-ban", "DELETE", path, NULL, FAULT(409, "tie.kept"));
}

/* Whether the second inspector may read U2, as the store decides it. */
static bool reads_u2(void)
{
    return database_number(system_database(site),
                           "SELECT (12 = ANY (app_readable_units()))::int"
                           "  FROM set_config('app.account', '50', false)") == 1;
}

static void an_issued_round_is_seen_by_its_units_and_gives_visits(void **state)
{
    (void)state;
    assert_int_equal(visits(), 0);
    assert_false(reads_u2());
    step("{\"to\":\"under_way\"}", FAULT(409, "round.move"));
    step("{\"to\":\"issued\",\"document\":{\"symbol\":\"128-KH/UBKTTĐ\",\"dated\":\"2023-10-18\"}}",
         SAYS("\"state\": \"issued\""));
    step("{\"to\":\"issued\"}", OK);
    /* The visit to U1 was set by the administration; the team adds U2's. */
    assert_int_equal(visits(), 1);
    assert_true(reads_u2());
    put("bien-tap", ROUND, PLAN("4", ISSUED), FAULT(409, "round.locked"));
    get("kiem-tra", ROUNDS, SAYS("\"post\": \"head\", \"unit_count\": 1"));
    get("can-bo-1", ROUNDS, SAYS("\"my_units\": [{\"code\": \"U1\""));
    get("bien-tap", ROUNDS, SAYS("\"done_count\": 0"));
    get("can-bo-1", ROUND, SAYS("\"code\": \"U1\""));
    struct http_answer answer =
        http_send(system_http(site),
                  &(struct http_request){.path = ROUND, .token = system_token(site, "can-bo-1")});
    assert_int_equal(json_array_size(json_object_get(answer.json, "units")), 1);
    assert_int_equal(json_array_size(json_object_get(answer.json, "teams")), 1);
    assert_int_equal(json_array_size(json_object_get(answer.json, "history")), 0);
    assert_int_equal(json_array_size(json_object_get(answer.json, "steps")), 1);
    http_free(&answer);
    system_expect(site, "bien-tap", "DELETE", ROUND "/teams/2", NULL, OK);
    assert_int_equal(visits(), 0);
    step("{\"to\":\"under_way\"}", FAULT(409, "Đoàn đơn vị số 2"));
    put("bien-tap", ROUND "/teams/2", TEAM("0", "kiem-tra-2", VISIT("U2", "2023-11-03")), OK);
}

static void a_round_goes_its_way_and_every_step_stays(void **state)
{
    (void)state;
    step("{\"to\":\"draft\"}", FAULT(400, "reason.missing"));
    step("{\"to\":\"under_way\"}", OK);
    get("bien-tap", ROUNDS, SAYS("\"done_count\": 2"));
    system_expect(site, "bien-tap", "DELETE", ROUND "/teams/2", NULL, FAULT(409, "team.busy"));
    step("{\"to\":\"concluded\"}", OK);
    put("bien-tap", ROUND "/teams/1", TEAM("1", "kiem-tra", ""), FAULT(409, "round.locked"));
    /* A tie that comes now is kept, and the round cannot be reopened with that team. */
    declares("uy-ban", "{\"kind\":\"named\",\"unit\":\"U2\",\"reason\":\"Khai sau\"}", OK);
    step("{\"to\":\"under_way\",\"reason\":\"Kiểm tra bổ sung\"}", FAULT(409, "team.conflict"));
    assert_int_equal(visits(), 1);
    step("{\"to\":\"closed\"}", OK);
    assert_int_equal(visits(), 0);
    assert_false(reads_u2());
    struct http_answer answer =
        http_send(system_http(site),
                  &(struct http_request){.path = ROUND, .token = system_token(site, "bien-tap")});
    assert_int_equal(json_array_size(json_object_get(answer.json, "steps")), 4);
    assert_int_equal(json_array_size(json_object_get(answer.json, "moves")), 0);
    http_free(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_is_a_draft_that_only_its_writers_and_inspectors_see),
        cmocka_unit_test(nobody_inspects_a_unit_that_they_belong_to),
        cmocka_unit_test(the_store_itself_refuses_a_conflict),
        cmocka_unit_test(a_declared_conflict_keeps_an_inspector_away),
        cmocka_unit_test(an_issued_round_is_seen_by_its_units_and_gives_visits),
        cmocka_unit_test(a_round_goes_its_way_and_every_step_stays),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
