/*
 * preparations_test.c — before the visit of a round, over HTTP: what the plan demands, the notices
 * of a visit, the unit's self-inspection report with its receipt, the sample of grassroots units;
 * who may, and that the same request twice is one.
 */
#include "support/test.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/one_system.h"
#include "support/system_evidence.h"
#include "support/system_http.h"
#include "support/tus.h"

#define ROUND             "/api/v1/campaigns/2023/rounds/KT-2023"
#define U1                ROUND "/units/U1"
#define U2                ROUND "/units/U2"
#define READY             U1 "/preparation"
#define LOT               "/api/v1/campaigns/2023/rounds/BT"
#define OK                ((struct wanted){200, ""})
#define SAYS(words)       ((struct wanted){200, words})
#define FAULT(status, it) ((struct wanted){status, it})
#define A                 "00000000-0000-4000-8000-00000000000"

static const char REPORT[] = "Báo cáo tự kiểm tra";

/* In a year that has not come: a unit chooses its sample until the day of the visit. */
#define PLAN(more) \
    "{\"seen\":0,\"kind\":\"year_end\",\"form\":\"on_site\",\"title\":\"Kiểm tra\"," \
    "\"symbol\":\"128-KH/UBKTTĐ\",\"dated\":\"2099-10-18\",\"period_from\":\"2099-11-02\"," \
    "\"period_to\":\"2099-11-10\",\"units\":[\"U1\",\"U2\"]" more "}"
#define DEMANDS \
    ",\"papers\":[\"Sổ đoàn viên\",\"Sổ chi đoàn phí\"],\"report_due_on\":\"2099-10-30\"," \
    "\"sample_size\":2,\"sample_by\":\"unit\""
#define TEAM(seen, day) NAMED("Đoàn số 1", seen, day)
#define NAMED(name, seen, day) \
    "{\"seen\":" seen ",\"name\":\"" name "\",\"members\":[{\"username\":\"kiem-tra\"," \
    "\"post\":\"head\"}],\"units\":[{\"unit\":\"U1\",\"visited_on\":\"2099-11-0" day "\"}]}"

static void ask(const char *username, const char *method, const char *path, const char *body,
                struct wanted wanted)
{
    system_expect(site, username, method, path, body, wanted);
}

/* A member of a page as text, by its path of member names and places ("report", "versions", "0").
 */
static const char *read_as(const char *username, const char *path, const char *const *members)
{
    static char text[2000];
    struct http_answer answer = system_get(site, username, path);
    const json_t *at = answer.json;
    for (; *members != NULL; members++) {
        at = json_is_array(at) ? json_array_get(at, strtoul(*members, NULL, 10))
                               : json_object_get(at, *members);
    }
    if (json_is_string(at)) {
        snprintf(text, sizeof(text), "%s", json_string_value(at));
    } else {
        char *dump = json_dumps(at, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS);
        snprintf(text, sizeof(text), "%s", dump != NULL ? dump : "");
        free(dump);
    }
    http_free(&answer);
    return text;
}
#define READ(username, path, ...) read_as(username, path, (const char *const[]){__VA_ARGS__, NULL})

/* ---------------------------------------------------------------- the plan */

static void a_plan_demands_papers_a_report_and_a_sample(void **state)
{
    (void)state;
    database_run(system_database(site),
                 "INSERT INTO unit (id, code, name, kind, parent_id)"
                 " SELECT 100 + n, 'U1.' || n, 'Đoàn xã ' || n, 'commune', 11"
                 "   FROM generate_series(1, 12) n;"
                 "UPDATE unit SET closed_on = '2099-01-01' WHERE code = 'U1.12';"
                 "INSERT INTO account (id, username, role, full_name, password_hash)"
                 " SELECT 50, 'kiem-tra-2', 'inspector', 'Kiểm tra 2', password_hash"
                 "   FROM account WHERE username = 'kiem-tra'");
    ask("bien-tap", "PUT", ROUND, PLAN(",\"report_due_on\":\"2099-11-11\""),
        FAULT(422, "round.report_due"));
    ask("bien-tap", "PUT", ROUND, PLAN(",\"sample_size\":2"), FAULT(422, "round.sample"));
    ask("bien-tap", "PUT", ROUND, PLAN(",\"sample_by\":\"lot\""), FAULT(422, "round.sample"));
    ask("bien-tap", "PUT", ROUND, PLAN(",\"sample_size\":51,\"sample_by\":\"lot\""),
        FAULT(422, "round.sample"));
    ask("bien-tap", "PUT", ROUND, PLAN(",\"sample_size\":1,\"sample_by\":\"ai\""),
        FAULT(400, "sample.by"));
    ask("bien-tap", "PUT", ROUND, PLAN(DEMANDS), SAYS("Sổ chi đoàn phí"));
    assert_string_equal(READ("bien-tap", ROUND, "sample_by"), "unit");
    assert_string_equal(READ("bien-tap", ROUND, "report_due_on"), "2099-10-30");
}

/* ---------------------------------------------------------------- notices */

static void a_unit_is_given_notice_of_each_change_once(void **state)
{
    (void)state;
    ask("bien-tap", "PUT", ROUND "/teams/1", TEAM("0", "6"), OK);
    assert_int_equal(database_number(system_database(site), "SELECT count(*) FROM visit_notice"),
                     0); /* a draft */
    ask("bien-tap", "POST", ROUND "/steps", "{\"to\":\"issued\"}", OK);
    assert_string_equal(READ("can-bo-1", READY, "notices", "0", "act"), "set");
    assert_string_equal(READ("can-bo-1", READY, "visit", "day"), "2099-11-06");
    ask("bien-tap", "PUT", ROUND "/teams/1", TEAM("1", "7"), OK);
    ask("bien-tap", "PUT", ROUND "/teams/1", TEAM("1", "7"), OK); /* again: no second notice */
    assert_string_equal(READ("can-bo-1", READY, "notices", "0", "act"), "moved");
    assert_string_equal(READ("can-bo-1", READY, "notices", "0", "day"), "2099-11-07");
    ask("bien-tap", "PUT", ROUND "/teams/1", NAMED("Đoàn số 2", "2", "7"), OK);
    assert_string_equal(READ("can-bo-1", READY, "notices", "0", "act"), "team");
    assert_string_equal(READ("can-bo-1", READY, "notices", "0", "team"), "Đoàn số 2");
    ask("bien-tap", "DELETE", ROUND "/teams/1", NULL, OK);
    assert_string_equal(READ("can-bo-1", READY, "notices", "0", "act"), "cancelled");
    ask("bien-tap", "PUT", ROUND "/teams/1", TEAM("0", "6"), OK);
    assert_string_equal(READ("can-bo-1", READY, "notices", "0", "act"), "set");
    assert_int_equal(database_number(system_database(site), "SELECT count(*) FROM visit_notice"),
                     5);
    database_refuses(system_database(site), "MC003", "UPDATE visit_notice SET day = '2099-11-08'");
}

static void a_day_of_the_itinerary_is_given_notice_of_when_it_is_issued(void **state)
{
    (void)state;
    ask("bien-tap", "PUT", ROUND "/itinerary", "{\"seen\":0}", OK);
    ask("bien-tap", "PUT", ROUND "/itinerary/visits/U1",
        "{\"seen\":1,\"team\":\"1\",\"day\":\"2099-11-09\",\"half\":\"afternoon\"}", OK);
    ask("bien-tap", "PUT", ROUND "/itinerary/visits/U2",
        "{\"seen\":2,\"team\":\"1\",\"day\":\"2099-11-05\",\"half\":\"morning\"}", OK);
    assert_string_equal(READ("can-bo-1", READY, "notices", "0", "day"), "2099-11-06");
    ask("bien-tap", "POST", ROUND "/itinerary/issue", "{\"seen\":3}", OK);
    assert_string_equal(READ("can-bo-1", READY, "notices", "0", "day"), "2099-11-09");
    assert_string_equal(READ("can-bo-1", READY, "notices", "0", "half"), "afternoon");
    assert_string_equal(READ("can-bo-2", U2 "/preparation", "notices", "0", "act"), "set");
}

static void who_reads_what_a_unit_prepares(void **state)
{
    (void)state;
    ask("hoi-dong", "GET", READY, NULL, SAYS("\"may_submit\": true"));
    ask("kiem-tra", "GET", READY, NULL, SAYS("\"may_submit\": false"));
    ask("uy-ban", "GET", READY, NULL, SAYS("Sổ đoàn viên"));
    ask("can-bo-2", "GET", READY, NULL, FAULT(404, "not_found"));
    ask("kiem-tra-2", "GET", READY, NULL, FAULT(404, "not_found"));
    ask("xem", "GET", READY, NULL, FAULT(403, "forbidden"));
    assert_string_equal(
        READ("can-bo-1", "/api/v1/units/U1/preparations", "items", "0", "report", "state"),
        "awaited");
    assert_string_equal(
        READ("can-bo-1", "/api/v1/units/U1/preparations", "items", "0", "sample", "needed"), "2");
    ask("can-bo-2", "GET", "/api/v1/units/U1/preparations", NULL, FAULT(404, "not_found"));
}

/* ---------------------------------------------------------------- the report */

static const char *report_body(const char *username, const char *name, const char *note)
{
    static char body[300];
    char upload[37];
    tus_send(site, username, name, REPORT, sizeof(REPORT) - 1, upload);
    snprintf(body, sizeof(body), "{\"uploads\":[{\"id\":\"%s\"}],\"note\":\"%s\"}", upload, note);
    return body;
}

static void a_report_is_kept_with_its_receipt(void **state)
{
    (void)state;
    char body[300];
    const char *one = U1 "/self-report/" A "1";
    ask("can-bo-1", "PUT", one, "{\"uploads\":[]}", FAULT(400, "uploads"));
    ask("can-bo-1", "PUT", one, "{\"uploads\":[{\"id\":\"" A "9\"}]}",
        FAULT(422, "upload.unknown"));
    ask("can-bo-1", "PUT", one, report_body("can-bo-1", "bao-cao.exe", ""),
        FAULT(422, "report.file"));
    ask("can-bo-2", "PUT", one, report_body("can-bo-2", "bao-cao.pdf", ""),
        FAULT(404, "not_found"));
    ask("kiem-tra", "PUT", one, "{\"uploads\":[{\"id\":\"" A "9\"}]}", FAULT(403, "forbidden"));
    snprintf(body, sizeof(body), "%s", report_body("can-bo-1", "Báo cáo.PDF", "Đã ký"));
    ask("can-bo-1", "PUT", one, body, SAYS("KT-2023/U1/BC-1"));
    ask("can-bo-1", "PUT", one, body, SAYS("KT-2023/U1/BC-1"));
    ask("can-bo-1", "PUT", one, report_body("can-bo-1", "khac.pdf", ""),
        FAULT(409, "idempotency.conflict"));
    assert_string_equal(READ("kiem-tra", READY, "report", "state"), "kept");
    ask("hoi-dong", "PUT", U1 "/self-report/" A "2", report_body("hoi-dong", "bo-sung.docx", ""),
        SAYS("KT-2023/U1/BC-2"));
    assert_string_equal(READ("uy-ban", READY, "report", "versions", "1", "files", "0", "name"),
                        "Báo cáo.PDF");
    database_refuses(system_database(site), "MC003", "UPDATE self_report SET received_at = now()");
}

static void its_files_are_read_by_the_unit_its_team_and_planners(void **state)
{
    (void)state;
    const char *file = "/api/v1/self-reports/" A "1/files/1";
    static const char *const READERS[] = {"can-bo-1", "hoi-dong", "kiem-tra", "uy-ban", "bien-tap"};
    for (size_t i = 0; i < sizeof(READERS) / sizeof(READERS[0]); i++) {
        struct http_answer answer = system_get(site, READERS[i], file);
        assert_int_equal(answer.status, 200);
        assert_memory_equal(answer.body, REPORT, sizeof(REPORT) - 1);
        http_free(&answer);
    }
    ask("can-bo-2", "GET", file, NULL, FAULT(404, "not_found"));
    ask("kiem-tra-2", "GET", file, NULL, FAULT(404, "not_found"));
    ask("can-bo-1", "GET", "/api/v1/self-reports/" A "1/files/2", NULL, FAULT(404, "not_found"));
}

/* The first version decides; the clock of the store is moved instead of waiting. */
static void lateness_is_counted_in_days_here(void **state)
{
    (void)state;
    static const struct {
        const char *came, *state, *days;
    } CASES[] = {{"2099-10-30 16:59:59+00", "kept", "0"}, /* 23:59:59 in Viet Nam */
                 {"2099-10-30 17:00:00+00", "late", "1"}, /* the next day there */
                 {"2099-11-02 16:59:59+00", "late", "3"}};
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        database_run(system_database(site),
                     "SET session_replication_role = replica;"
                     "UPDATE self_report SET received_at = '%s'::timestamptz + (version - 1)"
                     " * interval '1 day'; SET session_replication_role = DEFAULT",
                     CASES[i].came);
        assert_string_equal(READ("uy-ban", READY, "report", "state"), CASES[i].state);
        assert_string_equal(READ("uy-ban", READY, "report", "days_late"), CASES[i].days);
    }
    assert_string_equal(READ("uy-ban", ROUND, "units", "1", "report", "days_late"), "3");
}

/* ---------------------------------------------------------------- the sample */

#define CODES(one, other) "\"units\":[{\"code\":\"" one "\"},{\"code\":\"" other "\"}]"

static void a_unit_chooses_from_its_tree(void **state)
{
    (void)state;
    const char *path = U1 "/sample";
    assert_int_equal(strlen(READ("can-bo-1", READY, "sample", "choices", "10", "code")), 4);
    ask("can-bo-1", "PUT", path, "{\"seen\":0,\"draw\":true}", FAULT(422, "sample.draw"));
    ask("can-bo-1", "PUT", path, "{\"seen\":0,\"units\":[{\"code\":\"U1.1\"}]}",
        FAULT(422, "sample.count"));
    ask("can-bo-1", "PUT", path, "{\"seen\":0," CODES("U1.1", "U2") "}", FAULT(422, "units[1]"));
    ask("can-bo-1", "PUT", path, "{\"seen\":0," CODES("U1.1", "U1.12") "}", /* closed by then */
        FAULT(422, "sample.unit"));
    ask("can-bo-1", "PUT", path, "{\"seen\":0," CODES("U1.1", "U1.1") "}",
        FAULT(422, "sample.twice"));
    ask("can-bo-1", "PUT", path,
        "{\"seen\":0,\"units\":[{\"code\":\"U1.1\"},{\"name\":\"Đoàn xã mới\"}]}",
        FAULT(422, "sample.unit"));
    ask("kiem-tra", "PUT", path, "{\"seen\":0," CODES("U1.1", "U1.2") "}", FAULT(403, "forbidden"));
    ask("can-bo-1", "PUT", path, "{\"seen\":0," CODES("U1.1", "U1.2") "}", SAYS("Đoàn xã 2"));
    ask("can-bo-1", "PUT", path, "{\"seen\":0," CODES("U1.1", "U1.2") "}", OK); /* again */
    ask("can-bo-1", "PUT", path, "{\"seen\":0," CODES("U1.1", "U1.3") "}",
        FAULT(409, "round.changed"));
    ask("can-bo-1", "PUT", path, "{\"seen\":1," CODES("U1.1", "U1.3") "}",
        FAULT(400, "reason.missing"));
    ask("can-bo-1", "PUT", path,
        "{\"seen\":1,\"reason\":\"Xã 2 đang sáp nhập\"," CODES("U1.1", "U1.3") "}", OK);
    assert_string_equal(READ("kiem-tra", READY, "sample", "versions", "0", "reason"),
                        "Xã 2 đang sáp nhập");
    assert_string_equal(READ("kiem-tra", READY, "sample", "versions", "1", "units", "1", "code"),
                        "U1.2");
    database_refuses(system_database(site), "MC003", "UPDATE round_sample SET reason = ''");
    ask("can-bo-2", "PUT", U2 "/sample",
        "{\"seen\":0,\"units\":[{\"name\":\" Đoàn xã A \"},{\"name\":\"đoàn xã a\"}]}",
        FAULT(422, "sample.twice"));
    ask("can-bo-2", "PUT", U2 "/sample",
        "{\"seen\":0,\"units\":[{\"name\":\" Đoàn xã A \"},{\"name\":\"Đoàn xã B\"}]}",
        SAYS("\"Đoàn xã A\""));
}

struct lot {
    unsigned char digest[crypto_hash_sha256_BYTES];
    char key[40];
};

static int compare_lots(const void *one, const void *other)
{
    return memcmp(one, other, crypto_hash_sha256_BYTES);
}

static int compare_keys(const void *one, const void *other)
{
    return strcmp(((const struct lot *)one)->key, ((const struct lot *)other)->key);
}

/* The draw a second time, by libsodium, from the seed and the candidates that the answer states. */
static void expect_draw(const json_t *drawn, size_t many)
{
    struct lot lots[20];
    const char *seed = json_string_value(json_object_get(drawn, "seed"));
    const json_t *candidates = json_object_get(drawn, "candidates"), *one;
    size_t count = json_array_size(candidates), at;
    assert_int_equal(strlen(seed), 32);
    json_array_foreach(candidates, at, one) {
        const char *code = json_string_value(json_object_get(one, "code"));
        char text[100];
        snprintf(lots[at].key, sizeof(lots[at].key), "%s",
                 code != NULL ? code : json_string_value(json_object_get(one, "name")));
        snprintf(text, sizeof(text), "%s/%s", seed, lots[at].key);
        crypto_hash_sha256(lots[at].digest, (const unsigned char *)text, strlen(text));
    }
    qsort(lots, count, sizeof(lots[0]), compare_lots);
    qsort(lots, many, sizeof(lots[0]), compare_keys);
    assert_int_equal(json_array_size(json_object_get(drawn, "units")), many);
    json_array_foreach(json_object_get(drawn, "units"), at, one) {
        const char *code = json_string_value(json_object_get(one, "code"));
        assert_string_equal(code != NULL ? code : json_string_value(json_object_get(one, "name")),
                            lots[at].key);
    }
}

static void draw(const char *unit, const char *body, size_t candidates)
{
    char path[100];
    snprintf(path, sizeof(path), LOT "/units/%s/sample", unit);
    ask("kiem-tra", "PUT", path, body, OK);
    snprintf(path, sizeof(path), LOT "/units/%s/preparation", unit);
    struct http_answer answer = system_get(site, "kiem-tra", path);
    const json_t *drawn =
        json_array_get(json_object_get(json_object_get(answer.json, "sample"), "versions"), 0);
    assert_int_equal(json_array_size(json_object_get(drawn, "candidates")), candidates);
    expect_draw(drawn, 3);
    http_free(&answer);
}

static void a_lot_can_be_drawn_again_by_others(void **state)
{
    (void)state;
    ask("bien-tap", "PUT", LOT, PLAN(",\"sample_size\":3,\"sample_by\":\"lot\""), OK);
    ask("bien-tap", "PUT", LOT "/teams/1",
        "{\"seen\":0,\"name\":\"Đoàn\",\"members\":[{\"username\":\"kiem-tra\",\"post\":\"head\"}],"
        "\"units\":[{\"unit\":\"U1\",\"visited_on\":\"2099-11-06\"},{\"unit\":\"U2\"}]}",
        OK);
    ask("bien-tap", "POST", LOT "/steps", "{\"to\":\"issued\"}", OK);
    ask("can-bo-1", "PUT", LOT "/units/U1/sample", "{\"seen\":0,\"draw\":true}",
        FAULT(403, "forbidden"));
    ask("kiem-tra", "PUT", LOT "/units/U1/sample",
        "{\"seen\":0,\"draw\":true,\"units\":[{\"code\":\"U1.1\"}]}", FAULT(422, "sample.unit"));
    draw("U1", "{\"seen\":0,\"draw\":true}", 11);
    ask("kiem-tra", "PUT", LOT "/units/U1/sample", "{\"seen\":1,\"draw\":true}",
        FAULT(400, "reason.missing"));
    draw("U1", "{\"seen\":1,\"draw\":true,\"reason\":\"Một xã nghỉ lễ\"}", 11);
    ask("kiem-tra", "PUT", LOT "/units/U2/sample",
        "{\"seen\":0,\"draw\":true,\"units\":[{\"name\":\"Đoàn xã A\"}]}",
        FAULT(422, "sample.count"));
    draw("U2",
         "{\"seen\":0,\"draw\":true,\"units\":[{\"name\":\"Đoàn xã A\"},{\"name\":\"Đoàn xã B\"},"
         "{\"name\":\"Đoàn xã C\"},{\"name\":\"Đoàn xã D\"},{\"name\":\"Đoàn xã Đ\"}]}",
         5);
    ask("can-bo-1", "PUT", LOT "/units/U1/self-report/" A "7",
        report_body("can-bo-1", "bao-cao.pdf", ""), FAULT(409, "report.none"));
}

/* ---------------------------------------------------------------- what follows */

static void checklist_and_conclusion_know_of_both(void **state)
{
    (void)state;
    ask("bien-tap", "POST", ROUND "/steps", "{\"to\":\"under_way\"}", OK);
    ask("kiem-tra", "POST", U1 "/visit", NULL, SAYS("Nhận 02/11/2099, trễ 3 ngày"));
    ask("kiem-tra", "GET", U1 "/visit", NULL, SAYS("Kiểm tra cơ sở: Đoàn xã 3"));
    ask("kiem-tra", "POST", U2 "/visit", NULL, SAYS("Chưa gửi, hạn 30/10/2099"));
    ask("uy-ban", "GET", ROUND "/conclusion", NULL,
        SAYS("1/2 đơn vị gửi báo cáo tự kiểm tra trễ hạn"));
}

static void nothing_is_taken_once_the_minutes_are_locked(void **state)
{
    (void)state;
    ask("kiem-tra", "PUT", U1 "/minutes",
        "{\"seen\":0,\"held_on\":\"2099-11-09\",\"text\":\"Biên bản\"}", OK);
    ask("kiem-tra", "POST", U1 "/minutes/acts", "{\"act\":\"signed\",\"version\":1}", OK);
    ask("can-bo-1", "GET", "/api/v1/units/U1/preparations", NULL, SAYS("\"minutes\": \"signed\""));
    ask("can-bo-1", "POST", U1 "/minutes/acts", "{\"act\":\"confirmed\",\"version\":1}", OK);
    ask("can-bo-1", "PUT", U1 "/self-report/" A "3", report_body("can-bo-1", "muon.pdf", ""),
        FAULT(409, "report.round"));
    ask("can-bo-1", "PUT", U1 "/sample", "{\"seen\":2,\"reason\":\"x\"," CODES("U1.4", "U1.5") "}",
        FAULT(409, "sample.closed"));
    assert_string_equal(READ("can-bo-1", READY, "report", "may_submit"), "false");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_demands_papers_a_report_and_a_sample),
        cmocka_unit_test(a_unit_is_given_notice_of_each_change_once),
        cmocka_unit_test(a_day_of_the_itinerary_is_given_notice_of_when_it_is_issued),
        cmocka_unit_test(who_reads_what_a_unit_prepares),
        cmocka_unit_test(a_report_is_kept_with_its_receipt),
        cmocka_unit_test(its_files_are_read_by_the_unit_its_team_and_planners),
        cmocka_unit_test(lateness_is_counted_in_days_here),
        cmocka_unit_test(a_unit_chooses_from_its_tree),
        cmocka_unit_test(a_lot_can_be_drawn_again_by_others),
        cmocka_unit_test(checklist_and_conclusion_know_of_both),
        cmocka_unit_test(nothing_is_taken_once_the_minutes_are_locked),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
