/*
 * visits_test.c — what a team records at a unit of a round, over HTTP: the checklist, two
 * inspectors at one item, photos, findings that propose a score, minutes that both sides settle;
 * who may, and that the same request twice is one.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/one_system.h"
#include "support/system_evidence.h"
#include "support/system_http.h"
#include "support/tus.h"

#define ROUND             "/api/v1/campaigns/2023/rounds/KT-2023"
#define PLACE             ROUND "/units/U1"
#define VISIT             PLACE "/visit"
#define MINUTES           PLACE "/minutes"
#define OK                ((struct wanted){200, ""})
#define SAYS(words)       ((struct wanted){200, words})
#define FAULT(status, it) ((struct wanted){status, it})
#define AT                ",\"made_at\":\"2023-11-02T02:12:00Z\"}"
#define A                 "00000000-0000-4000-8000-00000000000"

#define PLAN \
    "{\"seen\":0,\"kind\":\"year_end\",\"form\":\"on_site\",\"title\":\"Kiểm tra\"," \
    "\"symbol\":\"128-KH/UBKTTĐ\",\"dated\":\"2023-10-18\",\"period_from\":\"2023-11-02\"," \
    "\"period_to\":\"2023-11-10\",\"units\":[\"U1\",\"U2\"]}"
#define TEAM(name, one, two, units) \
    "{\"seen\":0,\"name\":\"" name "\",\"members\":[{\"username\":\"" one \
    "\",\"post\":\"head\"}" two "],\"units\":[" units "]}"

static void ask(const char *username, const char *method, const char *path, const char *body,
                struct wanted wanted)
{
    system_expect(site, username, method, path, body, wanted);
}

static void record(const char *username, const char *id, const char *body, struct wanted wanted)
{
    char path[200];
    snprintf(path, sizeof(path), VISIT "/entries/%s", id);
    ask(username, "PUT", path, body, wanted);
}

static void find(const char *username, const char *id, const char *body, struct wanted wanted)
{
    char path[200];
    snprintf(path, sizeof(path), VISIT "/findings/%s", id);
    ask(username, "PUT", path, body, wanted);
}

/* The item of the checklist as this account reads it. */
static json_t *item_as(const char *username, const char *key)
{
    struct http_answer answer = system_get(site, username, VISIT);
    json_t *found = NULL;
    const json_t *item;
    size_t at;
    json_array_foreach(json_object_get(answer.json, "items"), at, item) {
        if (strcmp(json_string_value(json_object_get(item, "key")), key) == 0) {
            found = json_deep_copy(item);
        }
    }
    http_free(&answer);
    return found;
}

static void stands(const char *key, const char *state, size_t entries)
{
    json_t *item = item_as("kiem-tra", key);
    assert_string_equal(json_string_value(json_object_get(item, "state")), state);
    assert_int_equal(json_array_size(json_object_get(item, "entries")), entries);
    json_decref(item);
}

static void step(const char *to)
{
    char body[80];
    snprintf(body, sizeof(body), "{\"to\":\"%s\",\"reason\":\"Tiếp tục\"}", to);
    ask("bien-tap", "POST", ROUND "/steps", body, OK);
}

static void the_checklist_comes_from_what_is_known_of_the_unit(void **state)
{
    (void)state;
    char id[37];
    database_run(system_database(site),
                 "INSERT INTO account (id, username, role, full_name, password_hash)"
                 " SELECT 49 + n, 'kiem-tra-' || n + 1, 'inspector', 'Kiểm tra ' || n + 1,"
                 "        password_hash"
                 "   FROM account, generate_series(1, 2) n WHERE username = 'kiem-tra'");
    struct http_answer answer =
        evidence_through(site, "can-bo-1", "mc-1",
                         EVIDENCE("U1", "\"C3\"", "Lượt thanh niên",
                                  ",\"figures\":[{\"name\":\"lượt\",\"value\":\"300\"}]"),
                         id);
    http_free(&answer);
    database_run(system_database(site),
                 "INSERT INTO post (unit_id, kind, title, published_on)"
                 " SELECT 11, 'news', 'Tin ' || d, d FROM generate_series('2023-01-01'::date,"
                 "  '2023-12-31', '1 day') d WHERE d NOT BETWEEN '2023-08-01' AND '2023-08-17';"
                 "INSERT INTO member_snapshot (id, unit_id, campaign_id, as_of, file_hash, rows,"
                 "                             members, score, receipt, findings)"
                 " VALUES (gen_random_uuid(), 11, 1, '2023-10-31', repeat('a', 64), 40, 38, 60,"
                 "         '{}', '[]')");
    ask("bien-tap", "PUT", ROUND, PLAN, OK);
    ask("bien-tap", "PUT", ROUND "/teams/1",
        TEAM("Đoàn số 1", "kiem-tra", ",{\"username\":\"kiem-tra-2\",\"post\":\"member\"}",
             "{\"unit\":\"U1\",\"visited_on\":\"2023-11-02\"}"),
        OK);
    ask("bien-tap", "PUT", ROUND "/teams/2",
        TEAM("Đoàn số 2", "kiem-tra-3", "", "{\"unit\":\"U2\"}"), OK);
    step("issued");
    ask("kiem-tra", "POST", VISIT, NULL, FAULT(409, "visit.round"));
    step("under_way");
    ask("kiem-tra", "POST", VISIT, NULL, SAYS("figure:C3"));
    json_t *item = item_as("kiem-tra", "figure:C3");
    assert_string_equal(json_string_value(json_object_get(item, "claimed")), "300");
    assert_string_equal(json_string_value(json_object_get(item, "risk")), "7.00"); /* 10 x 0.7 */
    json_decref(item);
    item = item_as("kiem-tra", "missing:C1");
    assert_string_equal(json_string_value(json_object_get(item, "risk")), "5.00");
    json_decref(item);
    item = item_as("kiem-tra", "cadence:news");
    assert_string_equal(json_string_value(json_object_get(item, "title")), "17 ngày thiếu tin tốt");
    json_decref(item);
    item = item_as("kiem-tra", "members");
    assert_string_equal(json_string_value(json_object_get(item, "title")),
                        "Rút 5 đoàn viên trong phần mềm, xem sổ");
    assert_string_equal(json_string_value(json_object_get(item, "risk")), "4.00"); /* 10 x 0.4 */
    json_decref(item);
    answer = system_get(site, "kiem-tra", VISIT);
    const json_t *items = json_object_get(answer.json, "items");
    for (size_t i = 1; i < json_array_size(items); i++) {
        double before =
            strtod(json_string_value(json_object_get(json_array_get(items, i - 1), "risk")), NULL);
        assert_true(
            before >=
            strtod(json_string_value(json_object_get(json_array_get(items, i), "risk")), NULL));
    }
    http_free(&answer);
}

static void only_the_team_reads_and_records(void **state)
{
    (void)state;
    const char *body = "{\"item\":\"figure:C3\",\"mark\":\"wrong\"" AT;
    ask("can-bo-1", "GET", VISIT, NULL, FAULT(403, "forbidden"));
    ask("kiem-tra-3", "GET", VISIT, NULL, FAULT(404, "not_found"));
    ask("uy-ban", "GET", VISIT, NULL, SAYS("\"may_write\": false"));
    ask("uy-ban", "POST", VISIT, NULL, FAULT(403, "forbidden"));
    record("kiem-tra-3", A "1", body, FAULT(404, "not_found"));
    record("can-bo-1", A "1", body, FAULT(403, "forbidden"));
    record("kiem-tra", A "1", "{\"item\":\"figure:C3\",\"mark\":\"tot\"" AT,
           FAULT(400, "visit.mark"));
    record("kiem-tra", A "1", "{\"item\":\"figure:C99\",\"mark\":\"right\"" AT,
           FAULT(422, "visit.item"));
    record("kiem-tra", A "1", "{\"item\":\"figure:C3\",\"mark\":\"right\",\"figure\":\"hai\"" AT,
           FAULT(400, "visit.figure"));
    record("kiem-tra", A "1",
           "{\"item\":\"figure:C3\",\"mark\":\"right\",\"bases\":[\"" A "9\"]" AT,
           FAULT(422, "bases[0]"));
    assert_int_equal(database_number(system_database(site), "SELECT count(*) FROM visit_entry"), 0);
}

static void two_who_did_not_see_each_other_are_both_kept(void **state)
{
    (void)state;
    const char *one = "{\"item\":\"figure:C3\",\"mark\":\"wrong\",\"figure\":\"240\","
                      "\"note\":\"Sổ ghi 240\"" AT;
    record("kiem-tra", A "1", one, SAYS("\"wrong\""));
    record("kiem-tra", A "1", one, OK); /* again: no second entry */
    stands("figure:C3", "wrong", 1);
    record("kiem-tra", A "1", "{\"item\":\"figure:C3\",\"mark\":\"right\"" AT,
           FAULT(409, "idempotency.conflict"));
    record("kiem-tra-2", A "1", one, FAULT(409, "idempotency.conflict"));
    record("kiem-tra-2", A "2", "{\"item\":\"figure:C3\",\"mark\":\"right\"" AT,
           SAYS("\"disputed\""));
    stands("figure:C3", "disputed", 2);
    const char *both =
        "{\"item\":\"figure:C3\",\"mark\":\"wrong\",\"figure\":\"240\",\"bases\":[\"" A "1\",\"" A
        "2\"]" AT;
    record("kiem-tra-2", A "3", both, FAULT(403, "visit.settle"));
    record("kiem-tra", A "3", both, OK);
    stands("figure:C3", "wrong", 3);
    record("kiem-tra-2", A "4", "{\"item\":\"missing:C1\",\"mark\":\"right\"" AT, OK);
    record("kiem-tra-2", A "5",
           "{\"item\":\"missing:C1\",\"mark\":\"unclear\",\"bases\":[\"" A "4\"]" AT, OK);
    stands("missing:C1", "unclear", 2);
}

static void a_list_made_again_keeps_what_was_recorded(void **state)
{
    (void)state;
    char id[37];
    struct http_answer answer = evidence_through(
        site, "can-bo-1", "mc-2", EVIDENCE("U1", "\"C1\",\"C7\"", "Kế hoạch", ""), id);
    http_free(&answer);
    ask("kiem-tra-2", "POST", VISIT, NULL, OK);
    stands("figure:C3", "wrong", 3);
    stands("missing:C1", "unclear", 2);
    json_t *item = item_as("kiem-tra", "missing:C7"); /* has evidence now */
    assert_string_equal(json_string_value(json_object_get(item, "risk")), "0.00");
    json_decref(item);
}

static void photos_are_kept_with_their_words(void **state)
{
    (void)state;
    static const char PICTURE[] = "\xff\xd8\xff\xe0 không phải ảnh thật";
    char upload[37], body[400];
    tus_send(site, "kiem-tra", "so-goc.jpg", PICTURE, sizeof(PICTURE) - 1, upload);
    database_run(system_database(site), "UPDATE upload SET media_type = 'image/jpeg'");
    snprintf(body, sizeof(body),
             "{\"item\":\"missing:C4\",\"mark\":\"wrong\",\"photos\":[{\"upload\":\"%s\"}]" AT,
             upload);
    record("kiem-tra", A "6", body, FAULT(400, "photos[0].alt"));
    snprintf(body, sizeof(body),
             "{\"item\":\"missing:C4\",\"mark\":\"wrong\",\"photos\":[{\"upload\":\"%s\","
             "\"caption\":\"Sổ gốc\",\"alt\":\"Trang sổ ghi 240 lượt\"}]" AT,
             upload);
    record("kiem-tra-2", A "6", body, FAULT(422, "upload.unknown"));
    record("kiem-tra", A "6", body, SAYS("Trang sổ ghi 240"));
    record("kiem-tra", A "6", body, OK);
    struct http_answer answer = system_get(site, "kiem-tra-2", "/api/v1/visit-photos/" A "6/1");
    assert_int_equal(answer.status, 200);
    assert_memory_equal(answer.body, PICTURE, sizeof(PICTURE) - 1);
    http_free(&answer);
    ask("kiem-tra", "GET", "/api/v1/visit-photos/" A "6/2", NULL, FAULT(404, "not_found"));
    ask("kiem-tra-3", "GET", "/api/v1/visit-photos/" A "6/1", NULL, FAULT(404, "not_found"));
    ask("can-bo-1", "GET", "/api/v1/visit-photos/" A "6/1", NULL, FAULT(404, "not_found"));
}

static void a_finding_proposes_a_score_with_its_reason(void **state)
{
    (void)state;
    const char *whole = "{\"severity\":\"error\",\"text\":\"Số liệu cao hơn sổ\","
                        "\"cause\":\"Cộng trùng\",\"place\":\"Sổ số 2\",\"criterion\":\"C3\","
                        "\"lowers_to\":\"2.4\",\"reason\":\"Chỉ có 240 lượt\"" AT;
    find("kiem-tra-2", A "1", "{\"severity\":\"nang\",\"text\":\"x\"" AT,
         FAULT(400, "visit.severity"));
    find("kiem-tra-2", A "1", "{\"severity\":\"error\",\"text\":\"x\",\"lowers_to\":\"1\"" AT,
         FAULT(422, "visit.lowers"));
    find("kiem-tra-2", A "1",
         "{\"severity\":\"error\",\"text\":\"x\",\"criterion\":\"C3\",\"lowers_to\":\"1\"" AT,
         FAULT(400, "reason.missing"));
    find("kiem-tra-2", A "1",
         "{\"severity\":\"error\",\"text\":\"x\",\"criterion\":\"C3\",\"lowers_to\":\"11\"" AT,
         FAULT(400, "points.range"));
    find("kiem-tra-3", A "1", whole, FAULT(404, "not_found"));
    find("kiem-tra-2", A "1", whole, SAYS("Cộng trùng"));
    find("kiem-tra-2", A "1", whole, OK);
    find("kiem-tra", A "1", whole, FAULT(409, "idempotency.conflict"));
    const char *found = "/api/v1/campaigns/2023/units/U1/found";
    ask("kiem-tra", "GET", found, NULL, SAYS("Cộng trùng"));
    ask("can-bo-1", "GET", found, NULL, SAYS("\"items\": []")); /* not signed yet */
    ask("can-bo-2", "GET", found, NULL, FAULT(404, "not_found"));
    ask("kiem-tra", "GET", "/api/v1/campaigns/2023/units/U1/assessment", NULL,
        SAYS("Chỉ có 240 lượt"));
    /* The receipt of what inspectors appraised names it, that of the system does not. */
    assert_true(
        database_wait(system_database(site), "EXISTS (SELECT FROM unit_total WHERE unit_id = 11)"));
    database_run(system_database(site),
                 "INSERT INTO unit_total"
                 " SELECT (jsonb_populate_record(t, '{\"body\": \"appraised\"}')).*"
                 "   FROM unit_total t WHERE unit_id = 11 AND body = 'computed'");
    const char *receipt = "/api/v1/campaigns/2023/units/U1/receipt";
    struct http_answer answer = system_get(site, "kiem-tra", receipt);
    assert_null(strstr(answer.body, "Chỉ có 240 lượt"));
    http_free(&answer);
    ask("kiem-tra", "GET", "/api/v1/campaigns/2023/units/U1/receipt?body=appraised", NULL,
        SAYS("Chỉ có 240 lượt"));
}

static void act(const char *username, const char *what, int version, struct wanted wanted)
{
    char body[200];
    snprintf(body, sizeof(body), "{\"act\":\"%s\",\"version\":%d,\"text\":\"%s\"}", what, version,
             strcmp(what, "objected") == 0 ? "Còn một sổ nữa ở xã" : "");
    ask(username, "POST", MINUTES "/acts", body, wanted);
}

static void keep(const char *username, int seen, const char *text, struct wanted wanted)
{
    char body[200];
    snprintf(body, sizeof(body), "{\"seen\":%d,\"held_on\":\"2023-11-02\",\"text\":\"%s\"}", seen,
             text);
    ask(username, "PUT", MINUTES, body, wanted);
}

static void withdraw(const char *username, const char *id, const char *body, struct wanted wanted)
{
    char path[200];
    snprintf(path, sizeof(path), VISIT "/findings/%s/withdrawal", id);
    ask(username, "PUT", path, body, wanted);
}

static void a_finding_is_withdrawn_with_a_reason_and_stays(void **state)
{
    (void)state;
    const char *why = "{\"reason\":\"Đơn vị xuất trình sổ gốc\"}";
    const char *found = "/api/v1/campaigns/2023/units/U1/found";
    find("kiem-tra-2", A "8",
         "{\"severity\":\"error\",\"text\":\"Thiếu sổ\",\"criterion\":\"C3\",\"lowers_to\":\"1\","
         "\"reason\":\"Chưa xuất trình\"" AT,
         OK);
    ask("kiem-tra", "GET", found, NULL, SAYS("Thiếu sổ"));
    withdraw("kiem-tra-2", A "8", "{\"reason\":\"\"}", FAULT(400, "reason"));
    withdraw("kiem-tra-2", A "0", why, FAULT(404, "not_found"));
    withdraw("kiem-tra-3", A "8", why, FAULT(404, "not_found"));
    withdraw("uy-ban", A "8", why, FAULT(403, "forbidden"));
    withdraw("kiem-tra-2", A "8", why, SAYS("xuất trình sổ gốc"));
    withdraw("kiem-tra", A "8", "{\"reason\":\"Khác\"}", SAYS("xuất trình sổ gốc")); /* again */
    struct http_answer answer = system_get(site, "kiem-tra", VISIT);
    assert_int_equal(json_array_size(json_object_get(answer.json, "findings")), 1);
    assert_int_equal(json_array_size(json_object_get(answer.json, "withdrawn")), 1);
    http_free(&answer);
    answer = system_get(site, "kiem-tra", found);
    assert_null(strstr(answer.body, "Thiếu sổ"));
    http_free(&answer);
    answer = system_get(site, "kiem-tra", "/api/v1/campaigns/2023/units/U1/assessment");
    assert_null(strstr(answer.body, "Thiếu sổ"));
    http_free(&answer);
    answer = system_get(site, "kiem-tra", MINUTES);
    assert_null(strstr(answer.body, "Thiếu sổ"));
    http_free(&answer);
    database_refuses(system_database(site), "MC003",
                     "UPDATE visit_finding_withdrawal SET reason = 'khác'");
}

static void minutes_are_settled_by_both_sides(void **state)
{
    (void)state;
    ask("kiem-tra", "GET", MINUTES, NULL, SAYS("kiểm tra được 240"));
    ask("kiem-tra", "GET", MINUTES, NULL, SAYS("đề nghị thẩm định 2,4 điểm, vì Chỉ có 240 lượt"));
    ask("can-bo-1", "GET", MINUTES, NULL, FAULT(404, "not_found"));
    keep("kiem-tra-2", 0, "Bản một", FAULT(403, "forbidden"));
    act("kiem-tra", "signed", 1, FAULT(409, "minutes.changed"));
    keep("kiem-tra", 0, "Bản một", SAYS("\"draft\""));
    keep("kiem-tra", 0, "Bản một", OK);
    keep("kiem-tra", 0, "Bản khác", FAULT(409, "minutes.changed"));
    act("can-bo-1", "confirmed", 1, FAULT(404, "not_found"));
    ask("kiem-tra", "GET", ROUND, NULL, SAYS("\"minutes\": \"draft\", \"may_visit\": true"));
    ask("can-bo-1", "GET", ROUND, NULL, SAYS("\"minutes\": \"none\", \"may_visit\": false"));
    /* What is signed says what is so now. */
    find("kiem-tra-2", A "6", "{\"severity\":\"hint\",\"text\":\"Ghi nhầm sổ\"" AT, OK);
    keep("kiem-tra", 1, "Bản một, thêm", OK);
    withdraw("kiem-tra-2", A "6", "{\"reason\":\" \"}", FAULT(400, "reason.missing"));
    withdraw("kiem-tra-2", A "6", "{\"reason\":\"Nhầm đơn vị\"}", OK);
    act("kiem-tra", "signed", 2, FAULT(409, "minutes.changed"));
    keep("kiem-tra", 2, "Bản một, thêm", OK);
    act("kiem-tra", "signed", 3, SAYS("\"signed\""));
    withdraw("kiem-tra-2", A "1", "{\"reason\":\"Nhầm\"}", FAULT(409, "visit.signed"));
    act("kiem-tra", "signed", 3, OK);
    ask("can-bo-1", "GET", MINUTES, NULL, SAYS("Bản một"));
    ask("can-bo-1", "GET", ROUND, NULL, SAYS("\"minutes\": \"signed\""));
    ask("can-bo-2", "GET", MINUTES, NULL, FAULT(404, "not_found"));
    ask("can-bo-1", "GET", "/api/v1/campaigns/2023/units/U1/found", NULL, SAYS("Cộng trùng"));
    ask("can-bo-1", "POST", MINUTES "/acts", "{\"act\":\"objected\",\"version\":3}",
        FAULT(400, "reason.missing"));
    act("can-bo-1", "signed", 3, FAULT(403, "forbidden"));
    act("can-bo-1", "objected", 3, SAYS("Còn một sổ nữa"));
    keep("kiem-tra", 3, "Bản hai", OK);
    act("can-bo-1", "confirmed", 4, FAULT(409, "visit.act")); /* not signed by the team */
    act("kiem-tra", "signed", 4, OK);
    step("concluded");
    record("kiem-tra", A "7", "{\"item\":\"missing:C5\",\"mark\":\"right\"" AT,
           FAULT(409, "visit.round"));
    step("under_way");
    act("hoi-dong", "objected", 4, OK);
    act("can-bo-1", "locked", 4, FAULT(403, "forbidden"));
    act("kiem-tra", "locked", 4, SAYS("\"locked\""));
}

static void what_is_locked_stays_as_it_is(void **state)
{
    (void)state;
    record("kiem-tra", A "7", "{\"item\":\"missing:C5\",\"mark\":\"right\"" AT,
           FAULT(409, "visit.locked"));
    /* What arrived before is acknowledged again all the same. */
    record("kiem-tra-2", A "4", "{\"item\":\"missing:C1\",\"mark\":\"right\"" AT, OK);
    find("kiem-tra", A "9", "{\"severity\":\"hint\",\"text\":\"x\"" AT, FAULT(409, "visit.locked"));
    withdraw("kiem-tra-2", A "1", "{\"reason\":\"Nhầm\"}", FAULT(409, "visit.locked"));
    keep("kiem-tra", 4, "Bản ba", FAULT(409, "visit.locked"));
    act("can-bo-1", "confirmed", 4, FAULT(409, "visit.locked"));
    ask("can-bo-1", "GET", MINUTES, NULL, SAYS("Còn một sổ nữa"));
    static const char *const REFUSED[] = {
        "UPDATE visit_minutes SET content = '{}'", "UPDATE visit_entry SET note = 'khác'",
        ("INSERT INTO visit_minutes (round_id, unit_id, version, content, facts, account_id)"
         " SELECT round_id, unit_id, 9, content, facts, account_id FROM visit_minutes")};
    for (size_t i = 0; i < sizeof(REFUSED) / sizeof(REFUSED[0]); i++) {
        database_refuses(system_database(site), "MC003", REFUSED[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_checklist_comes_from_what_is_known_of_the_unit),
        cmocka_unit_test(only_the_team_reads_and_records),
        cmocka_unit_test(two_who_did_not_see_each_other_are_both_kept),
        cmocka_unit_test(a_list_made_again_keeps_what_was_recorded),
        cmocka_unit_test(photos_are_kept_with_their_words),
        cmocka_unit_test(a_finding_proposes_a_score_with_its_reason),
        cmocka_unit_test(a_finding_is_withdrawn_with_a_reason_and_stays),
        cmocka_unit_test(minutes_are_settled_by_both_sides),
        cmocka_unit_test(what_is_locked_stays_as_it_is),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
