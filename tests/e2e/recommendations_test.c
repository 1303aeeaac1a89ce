/*
 * recommendations_test.c — what a round asks of its units over HTTP: in common and of one unit;
 * reported with evidence, returned, extended, accepted; progress, what is overdue, and what the
 * next round finds open.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/one_system.h"
#include "support/system_evidence.h"
#include "support/system_http.h"

#define ROUNDS            "/api/v1/campaigns/2023/rounds"
#define ROUND             ROUNDS "/KT-2023"
#define LIST              "/api/v1/campaigns/2023/recommendations"
#define OK                ((struct wanted){200, ""})
#define SAYS(words)       ((struct wanted){200, words})
#define FAULT(status, it) ((struct wanted){status, it})

#define PLAN(from, to, units) \
    "{\"seen\":0,\"kind\":\"year_end\",\"form\":\"on_site\",\"title\":\"Kiểm tra\"," \
    "\"symbol\":\"128-KH/UBKTTĐ\",\"dated\":\"2023-10-18\",\"period_from\":\"" from \
    "\",\"period_to\":\"" to "\",\"units\":[" units "]}"
#define TEAM(units) \
    "{\"seen\":0,\"name\":\"Đoàn số 1\",\"members\":[{\"username\":\"kiem-tra\"," \
    "\"post\":\"head\"}],\"units\":[" units "]}"
#define ASKS(text, due, more) \
    "{\"text\":\"" text "\",\"measure\":\"Có báo cáo và minh chứng\",\"due_on\":\"" due "\"" more \
    "}"
#define ACT(act, text, more) "{\"act\":\"" act "\",\"text\":\"" text "\"" more "}"

static char common[37], single[37];

static void ask(const char *username, const char *method, const char *path, const char *body,
                struct wanted wanted)
{
    system_expect(site, username, method, path, body, wanted);
}

static struct http_answer recommend_as(const char *username, const char *key, const char *body)
{
    return http_send(system_http(site),
                     &(struct http_request){.path = ROUND "/recommendations",
                                            .token = system_token(site, username),
                                            .key = key,
                                            .body = body});
}

static void refuses(const char *username, const char *body, const char *code)
{
    struct http_answer answer = recommend_as(username, "sai", body);
    assert_string_equal(http_text(&answer, "code"), code);
    http_free(&answer);
}

static void recommend(const char *username, const char *key, const char *body, char id[37])
{
    struct http_answer answer = recommend_as(username, key, body);
    if (answer.status != 200) {
        fail_msg("%s: %s", key, answer.body);
    }
    snprintf(id, 37, "%s", http_text(&answer, "id"));
    http_free(&answer);
}

static void act(const char *username, const char *id, const char *unit, const char *body,
                struct wanted wanted)
{
    char path[200];
    snprintf(path, sizeof(path), "/api/v1/recommendations/%s/units/%s/acts", id, unit);
    ask(username, "POST", path, body, wanted);
}

/* A number of the answer to this account. */
static long counted(const char *username, const char *path, const char *member)
{
    struct http_answer answer =
        http_send(system_http(site),
                  &(struct http_request){.path = path, .token = system_token(site, username)});
    const json_t *value = json_object_get(answer.json, member);
    long number = json_is_array(value) ? (long)json_array_size(value) : json_integer_value(value);
    http_free(&answer);
    return number;
}

static void a_round_asks_its_units(void **state)
{
    (void)state;
    ask("bien-tap", "PUT", ROUND, PLAN("2023-11-02", "2023-11-10", "\"U1\",\"U2\",\"U3\""), OK);
    refuses("uy-ban", ASKS("Sớm", "2099-01-01", ""), "recommendation.round");
    ask("bien-tap", "PUT", ROUND "/teams/1", TEAM("{\"unit\":\"U1\"},{\"unit\":\"U2\"}"), OK);
    database_run(system_database(site),
                 "INSERT INTO account (id, username, role) VALUES (50, 'kiem-tra-2', 'inspector')");
    ask("bien-tap", "PUT", ROUND "/teams/2",
        "{\"seen\":0,\"name\":\"Đoàn số 2\",\"members\":[{\"username\":\"kiem-tra-2\","
        "\"post\":\"head\"}],\"units\":[{\"unit\":\"U3\"}]}",
        OK);
    ask("bien-tap", "POST", ROUND "/steps", "{\"to\":\"issued\"}", OK);
    ask("bien-tap", "POST", ROUND "/steps", "{\"to\":\"under_way\"}", OK);
    refuses("uy-ban", ASKS("Hạn", "2023-10-01", ""), "recommendation.due");
    refuses("uy-ban", ASKS("Đơn vị", "2099-01-01", ",\"units\":[\"U9\"]"), "team.unit");
    refuses("uy-ban", ASKS("Tiêu chí", "2099-01-01", ",\"criterion\":\"C99\""),
            "criterion.unknown");
    refuses("can-bo-1", ASKS("Không", "2099-01-01", ""), "forbidden");
    recommend("uy-ban", "k-1", ASKS("Phát huy Internet, mạng xã hội", "2099-01-01", ""), common);
    recommend("uy-ban", "k-1", ASKS("Phát huy Internet, mạng xã hội", "2099-01-01", ""), single);
    assert_string_equal(common, single);
    struct http_answer answer = recommend_as("uy-ban", "k-1", ASKS("Khác", "2099-01-01", ""));
    assert_string_equal(http_text(&answer, "code"), "idempotency.conflict");
    http_free(&answer);
    assert_int_equal(counted("uy-ban", LIST, "of"), 3);
}

static void an_inspector_asks_only_units_that_it_inspects(void **state)
{
    (void)state;
    refuses("kiem-tra", ASKS("Chung", "2099-01-01", ""), "forbidden");
    refuses("kiem-tra", ASKS("Đơn vị khác", "2099-01-01", ",\"units\":[\"U3\"]"), "forbidden");
    recommend("kiem-tra", "k-2",
              ASKS("Sửa minh chứng", "2023-11-20", ",\"units\":[\"U1\"],\"criterion\":\"C1\""),
              single);
    assert_int_equal(counted("uy-ban", LIST, "overdue"), 1);
    assert_int_equal(counted("uy-ban", LIST "?state=overdue", "items"), 1);
    assert_int_equal(counted("can-bo-1", LIST, "items"), 2);
    assert_int_equal(counted("can-bo-2", LIST, "items"), 1);
    assert_int_equal(counted("can-bo-2", LIST, "of"), 1);
    char path[80];
    snprintf(path, sizeof(path), "/api/v1/recommendations/%s", single);
    ask("can-bo-2", "GET", path, NULL, FAULT(404, "not_found"));
    ask("can-bo-1", "GET", path, NULL, SAYS("Sửa minh chứng"));
    ask("quan-tri", "GET", path, NULL, FAULT(403, "forbidden"));
    ask("can-bo-1", "GET", LIST "?state=mot", NULL, FAULT(400, "query.format"));
}

static void a_unit_reports_with_evidence_and_others_decide(void **state)
{
    (void)state;
    char id[37], body[300];
    struct http_answer answer =
        evidence_through(site, "can-bo-1", "mc-1", EVIDENCE("U1", "\"C1\"", "Đã sửa", ""), id);
    http_free(&answer);
    act("can-bo-2", single, "U1", ACT("reported", "x", ""), FAULT(404, "not_found"));
    act("can-bo-1", single, "U1", ACT("accepted", "x", ""), FAULT(403, "forbidden"));
    act("can-bo-1", single, "U1", ACT("reported", " ", ""), FAULT(400, "reason.missing"));
    act("can-bo-1", single, "U1",
        ACT("reported", "x", ",\"evidence\":[\"00000000-0000-7000-8000-000000000009\"]"),
        FAULT(422, "evidence[0]"));
    act("can-bo-1", single, "U1", ACT("reported", "x", ",\"evidence\":[\"khong\"]"),
        FAULT(400, "id.format"));
    act("kiem-tra", single, "U1", ACT("accepted", "", ""), FAULT(409, "recommendation.move"));
    snprintf(body, sizeof(body), ACT("reported", "Đã sửa xong", ",\"evidence\":[\"%s\"]"), id);
    act("can-bo-1", single, "U1", body, SAYS("Đã sửa"));
    act("can-bo-1", single, "U1", body, OK); /* again: no second act */
    act("kiem-tra", single, "U1", ACT("returned", "", ""), FAULT(400, "reason.missing"));
    act("kiem-tra", single, "U1", ACT("returned", "Còn thiếu chữ ký", ""), SAYS("\"returned\""));
    act("uy-ban", single, "U1", ACT("extended", "Chờ văn bản", ",\"due_on\":\"2023-11-20\""),
        FAULT(422, "recommendation.due"));
    act("uy-ban", single, "U1", ACT("extended", "Chờ văn bản", ",\"due_on\":\"2099-02-01\""), OK);
    assert_int_equal(counted("uy-ban", LIST, "overdue"), 0);
    act("can-bo-1", single, "U1", ACT("reported", "Đã ký", ""), OK);
    act("kiem-tra", single, "U1", ACT("accepted", "", ""), SAYS("\"accepted\": 1"));
    assert_int_equal(counted("can-bo-1", LIST, "accepted"), 1);
    assert_int_equal(counted("uy-ban", LIST "?state=unmet", "items"), 1);
    assert_int_equal(
        database_number(system_database(site), "SELECT count(*) FROM recommendation_act"), 5);
}

static void what_is_open_is_found_at_the_next_round(void **state)
{
    (void)state;
    act("can-bo-2", common, "U2", ACT("reported", "Đã làm", ""), OK);
    act("kiem-tra", common, "U2", ACT("accepted", "", ""), SAYS("\"of\": 3"));
    ask("bien-tap", "PUT", ROUNDS "/KT-2024", PLAN("2024-05-02", "2024-05-10", "\"U1\",\"U2\""),
        OK);
    struct http_answer answer =
        http_send(system_http(site), &(struct http_request){.path = ROUNDS "/KT-2024",
                                                            .token = system_token(site, "uy-ban")});
    const json_t *units = json_object_get(answer.json, "units");
    assert_int_equal(json_array_size(units), 2);
    static const int OPEN[] = {1, 0};
    for (size_t i = 0; i < 2; i++) {
        const json_t *unit = json_array_get(units, i);
        assert_int_equal(json_integer_value(json_object_get(unit, "unmet_before")), OPEN[i]);
    }
    http_free(&answer);
    assert_int_equal(counted("kiem-tra", "/api/v1/units/U1/recommendations?state=unmet", "items"),
                     1);
    ask("can-bo-2", "GET", "/api/v1/units/U1/recommendations", NULL, FAULT(404, "not_found"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_round_asks_its_units),
        cmocka_unit_test(an_inspector_asks_only_units_that_it_inspects),
        cmocka_unit_test(a_unit_reports_with_evidence_and_others_decide),
        cmocka_unit_test(what_is_open_is_found_at_the_next_round),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
