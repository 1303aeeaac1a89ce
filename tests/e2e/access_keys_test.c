/*
 * access_keys_test.c — the access keys of connected systems: made once, listed, revoked; and the
 * rights of a key on every route of the API: in scope, outside it by area, by unit, expired and
 * revoked.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/token.h"
#include "support/system.h"
#include "support/system_directory.h"
#include "support/system_evidence.h"
#include "support/system_http.h"
#include "support/wait.h"

#define KEYS       "/api/v1/access-keys"
#define NO_SUCH_ID "00000000-0000-7000-8000-000000000000"
#define ALL \
    "\"evidence:write\",\"posts:write\",\"feeds\",\"members:write\",\"scores:write\"," \
    "\"recommendations:write\",\"cadres:read\""

static struct system *site;
static char of_u1[37], of_u2[37];

static int set_up(void **state)
{
    (void)state;
    static const char *const ARGUMENTS[] = {"gateway --limit.system=100000",
                                            "gateway --limit.account=100000", NULL};
    site = system_start(&(struct system_options){.arguments = ARGUMENTS});
    struct http_answer one = evidence_through(
        site, "can-bo-1", "mot", EVIDENCE("U1", "\"C1\"", "Của đơn vị một", ""), of_u1);
    struct http_answer two = evidence_through(
        site, "can-bo-2", "hai", EVIDENCE("U2", "\"C1\"", "Của đơn vị hai", ""), of_u2);
    http_free(&one);
    http_free(&two);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    int deaths = system_deaths(site);
    system_stop(&site);
    return deaths == 0 ? 0 : -1;
}

/* ---------------------------------------------------------------- one key */

struct key {
    int id;
    char token[64];
};

static struct http_answer ask_for_key(const char *areas, const char *reach, const char *units)
{
    char body[600], last_day[DATE_TEXT];
    snprintf(body, sizeof(body),
             "{\"account\":\"he-thong\",\"client\":\"Cổng thông tin\",\"areas\":[%s],"
             "\"reach\":\"%s\",\"units\":[%s],\"valid_until\":\"%s\"}",
             areas, reach, units, date_print(date_of_us(clock_wall_us()) + 30, last_day));
    return http_send(system_http(site),
                     &(struct http_request){
                         .path = KEYS, .token = system_token(site, "quan-tri"), .body = body});
}

static struct key make_key(const char *areas, const char *reach, const char *units)
{
    struct http_answer answer = ask_for_key(areas, reach, units);
    struct key key = {0};
    if (answer.status != 201) {
        fail_msg("%ld %s", answer.status, answer.body);
    }
    key.id = (int)json_integer_value(json_object_get(answer.json, "id"));
    snprintf(key.token, sizeof(key.token), "%s", http_text(&answer, "token"));
    http_free(&answer);
    return key;
}

static void revoke(const struct key *key)
{
    char path[80];
    snprintf(path, sizeof(path), KEYS "/%d", key->id);
    system_expect(site, "quan-tri", "DELETE", path, NULL,
                  (struct wanted){200, "\"state\": \"revoked\""});
}

static struct http_answer send_by(const char *token, const char *method, const char *path,
                                  const char *body)
{
    return http_send(
        system_http(site),
        &(struct http_request){
            .method = method, .path = path, .token = token, .key = "khoa", .body = body});
}

static void expect(const char *token, const char *method, const char *path, const char *body,
                   struct wanted wanted)
{
    struct http_answer answer = send_by(token, method, path, body);
    if (answer.status != wanted.status || strstr(answer.body, wanted.words) == NULL) {
        fail_msg("%s %s: %ld %s, wanted %u %s", method, path, answer.status, answer.body,
                 wanted.status, wanted.words);
    }
    http_free(&answer);
}

/* ---------------------------------------------------------------- every route */

static bool is(const char *text, const char *other)
{
    return strcmp(text, other) == 0;
}

/* The route's path with a value for each name. */
static void fill(const char *pattern, char into[static 300])
{
    static const char *const VALUES[][2] = {
        {"{campaign}", "2023"},  {"{unit}", "U1"},      {"{id}", NO_SUCH_ID},
        {"{number}", "1"},       {"{page}", "1"},       {"{round}", "KT"},
        {"{code}", "MC-1"},      {"{criterion}", "C1"}, {"{finding}", NO_SUCH_ID},
        {"{feed}", NO_SUCH_ID},  {"{body}", "self"},    {"{rule}", "r"},
        {"{check}", "x"},        {"{username}", "xem"}, {"{team}", "1"},
        {"{tie}", NO_SUCH_ID},   {"{token}", "x"},      {"{item}", "1"},
        {"{visit}", NO_SUCH_ID}, {"{photo}", "1"},      {"{book}", "KH"},
        {"{label}", "1"},        {"{kind}", "plan"},    {"{version}", "1"},
    };
    size_t len = 0;
    while (*pattern != '\0') {
        const char *value = NULL;
        size_t skipped = 0;
        for (size_t i = 0; *pattern == '{' && i < sizeof(VALUES) / sizeof(VALUES[0]); i++) {
            if (strncmp(pattern, VALUES[i][0], strlen(VALUES[i][0])) == 0) {
                value = VALUES[i][1];
                skipped = strlen(VALUES[i][0]);
            }
        }
        assert_true(*pattern != '{' || value != NULL);
        len += (size_t)snprintf(into + len, 300 - len, "%.*s", value != NULL ? 99 : 1,
                                value != NULL ? value : pattern);
        pattern += value != NULL ? skipped : 1;
    }
}

/* The code with which a key is refused on a route; "": it is admitted, whatever comes then. */
static void judge(const char *token, const char *method, const char *pattern, char code[static 40])
{
    static const struct http_file FILE_PART = {"a.csv", "x", 1};
    char path[300];
    fill(pattern, path);
    bool is_multipart = is(method, "POST") && (is(pattern, "/api/v1/imports") ||
                                               strstr(pattern, "/members/imports") != NULL);
    struct http_request request = {.method = method, .path = path, .token = token, .key = "khoa"};
    request.body = is(method, "GET") ? NULL : "{}";
    request.type = is(method, "PATCH") ? "application/offset+octet-stream" : NULL;
    if (is(method, "POST") && is(pattern, "/api/v1/uploads")) {
        request.type = "application/offset+octet-stream";
    }
    if (is_multipart) {
        request.files = &FILE_PART;
        request.file_count = 1;
    }
    struct http_answer answer = http_send(system_http(site), &request);
    const char *found = http_text(&answer, "code");
    bool is_refused = strncmp(found, "scope.", 6) == 0 || strncmp(found, "key.", 4) == 0 ||
                      is(found, "forbidden");
    if (answer.status == 415 || answer.status == 500) {
        fail_msg("%s %s: %s", method, path, answer.body);
    }
    snprintf(code, 40, "%s", is_refused ? found : "");
    http_free(&answer);
}

static void expect_code(const char *token, const char *method, const char *path, const char *wanted)
{
    char code[40];
    judge(token, method, path, code);
    if (!is(code, wanted)) {
        fail_msg("%s %s: \"%s\", wanted \"%s\"", method, path, code, wanted);
    }
}

/* Calls for each route that is open to systems. */
static void each_route(void (*then)(const char *method, const char *path, const char *area,
                                    const void *arg),
                       const void *arg)
{
    PGconn *connection = database_connection(system_database(site));
    PGresult *rows = PQexec(connection, "SELECT method, path, area FROM access_routes()"
                                        " WHERE path <> '/api/v1/events'");
    assert_true(PQntuples(rows) > 70);
    for (int i = 0; i < PQntuples(rows); i++) {
        then(PQgetvalue(rows, i, 0), PQgetvalue(rows, i, 1), PQgetvalue(rows, i, 2), arg);
    }
    PQclear(rows);
}

static void is_open(const char *method, const char *path, const char *area, const void *token)
{
    (void)area;
    expect_code(token, method, path, "");
}

static void asks_for_area(const char *method, const char *path, const char *area, const void *arg)
{
    const char *const *key = arg; /* its token, its area and the area that this implies */
    bool has = is(area, "") || is(area, key[1]) || is(area, key[2]);
    expect_code(key[0], method, path, has ? "" : "scope.area");
}

static void asks_for_unit(const char *method, const char *path, const char *area, const void *token)
{
    bool is_of_unit = strstr(path, "{unit}") != NULL && !is(area, "");
    expect_code(token, method, path, is_of_unit ? "scope.unit" : "");
}

static void is_refused(const char *method, const char *path, const char *area, const void *arg)
{
    const char *const *key = arg; /* its token, the code */
    (void)area;
    expect_code(key[0], method, path, key[1]);
}

static void a_key_with_every_area_is_admitted(void **state)
{
    (void)state;
    struct key key = make_key(ALL, "all", "");
    each_route(is_open, key.token);
    struct key below = make_key(ALL, "below", "\"TINH\"");
    each_route(is_open, below.token);
    revoke(&key);
    revoke(&below);
}

static void a_key_is_held_to_its_areas(void **state)
{
    (void)state;
    static const char *const AREAS[][2] = {
        {"evidence:read", "-"},
        {"evidence:write", "evidence:read"},
        {"posts:read", "-"},
        {"posts:write", "posts:read"},
        {"feeds", "-"},
        {"members:read", "-"},
        {"members:write", "members:read"},
        {"results:read", "-"},
        {"scores:write", "results:read"},
        {"rounds:read", "-"},
        {"recommendations:write", "rounds:read"},
        {"cadres:read", "-"},
    };
    for (size_t i = 0; i < sizeof(AREAS) / sizeof(AREAS[0]); i++) {
        char area[60];
        snprintf(area, sizeof(area), "\"%s\"", AREAS[i][0]);
        struct key key = make_key(area, "all", "");
        const char *const about[] = {key.token, AREAS[i][0], AREAS[i][1]};
        each_route(asks_for_area, about);
        revoke(&key);
    }
}

static void a_key_is_held_to_its_units(void **state)
{
    (void)state;
    struct key key = make_key(ALL, "listed", "\"U2\",\"TINH\"");
    each_route(asks_for_unit, key.token);
    revoke(&key);
}

static void a_key_ends_on_its_day_and_when_it_is_revoked(void **state)
{
    (void)state;
    struct key old = make_key(ALL, "all", ""), gone = make_key(ALL, "all", "");
    expect(old.token, "GET", "/api/v1/evidence", NULL, (struct wanted){200, "items"});
    expect(gone.token, "GET", "/api/v1/evidence", NULL, (struct wanted){200, "items"});
    database_run(system_database(site),
                 "UPDATE access_key SET valid_until = '2023-12-31' WHERE id = %d", old.id);
    revoke(&gone);
    const char *const expired[] = {old.token, "key.expired"};
    const char *const revoked[] = {gone.token, "key.revoked"};
    each_route(is_refused, expired);
    each_route(is_refused, revoked);
    expect(old.token, "GET", "/api/v1/evidence", NULL, (struct wanted){401, "31/12/2023"});
    revoke(&gone); /* again: nothing changes */
}

/* Every route of the contract that is not on the list is closed to systems, whatever their key. */
static void other_routes_are_closed_to_systems(void **state)
{
    (void)state;
    struct key key = make_key(ALL, "all", "");
    struct http_answer contract =
        http_send(system_http(site), &(struct http_request){.path = "/api/v1/openapi.json"});
    PGconn *connection = database_connection(system_database(site));
    const char *path, *method;
    json_t *operations, *operation;
    int closed = 0;
    json_object_foreach(json_object_get(contract.json, "paths"), path, operations) {
        json_object_foreach(operations, method, operation) {
            char upper[10] = "";
            for (size_t i = 0; method[i] != '\0' && i < sizeof(upper) - 1; i++) {
                upper[i] = (char)(method[i] - 'a' + 'A');
            }
            const char *const values[] = {upper, path};
            PGresult *found = PQexecParams(
                connection, "SELECT FROM access_routes() WHERE method = $1 AND path = $2", 2, NULL,
                values, NULL, NULL, 0);
            bool is_public = json_is_array(json_object_get(operation, "security")) &&
                             json_array_size(json_object_get(operation, "security")) == 0;
            if (PQntuples(found) == 0 && !is_public && strncmp(path, "/api/", 5) == 0 &&
                strcmp(upper, "HEAD") != 0 && strcmp(upper, "OPTIONS") != 0) {
                char code[40];
                judge(key.token, upper, path, code);
                if (!is(code, "forbidden") && !is(code, "scope.route")) {
                    fail_msg("%s %s is open: \"%s\"", upper, path, code);
                }
                closed++;
            }
            PQclear(found);
        }
    }
    assert_true(closed > 30);
    http_free(&contract);
    revoke(&key);
}

/* ---------------------------------------------------------------- rows */

static void rows_are_those_of_the_units_and_areas(void **state)
{
    (void)state;
    struct key two = make_key("\"evidence:read\",\"results:read\"", "listed", "\"U2\"");
    struct http_answer list = send_by(two.token, "GET", "/api/v1/evidence", NULL);
    assert_null(strstr(list.body, "Của đơn vị một"));
    assert_non_null(strstr(list.body, "Của đơn vị hai"));
    http_free(&list);
    char path[100];
    snprintf(path, sizeof(path), "/api/v1/evidence/%s", of_u1);
    expect(two.token, "GET", path, NULL, (struct wanted){404, "not_found"});
    snprintf(path, sizeof(path), "/api/v1/evidence/%s", of_u2);
    expect(two.token, "GET", path, NULL, (struct wanted){200, "Của đơn vị hai"});
    expect(two.token, "GET", "/api/v1/campaigns/2023/units/U2", NULL,
           (struct wanted){200, "\"valid\" : 1"});
    expect(two.token, "GET", "/api/v1/evidence?unit=U1", NULL, (struct wanted){403, "scope.unit"});
    /* The same page without the area of evidence: no row of evidence is counted. */
    struct key results = make_key("\"results:read\"", "listed", "\"U2\"");
    struct http_answer page =
        send_by(results.token, "GET", "/api/v1/campaigns/2023/units/U2", NULL);
    assert_int_equal(page.status, 200);
    assert_null(strstr(page.body, "\"valid\" : 1"));
    http_free(&page);
    revoke(&two);
    revoke(&results);
}

/* Ingest learns of a new key within its heartbeat. */
static void submit_by(const struct key *key)
{
    struct http_answer answer = {0};
    for (int64_t until = wait_hangs_at_ms(); answer.status != 202;) {
        http_free(&answer);
        assert_true(clock_steady_ms() < until);
        answer = send_by(key->token, "POST", "/api/v1/evidence",
                         EVIDENCE("U2", "\"C2\"", "Hệ thống nộp", ""));
    }
    http_free(&answer);
}

static void evidence_is_submitted_for_the_units_of_the_key(void **state)
{
    (void)state;
    struct key key = make_key("\"evidence:write\"", "listed", "\"U2\"");
    submit_by(&key);
    struct http_answer other =
        http_send(system_http(site),
                  &(struct http_request){.path = "/api/v1/evidence",
                                         .token = key.token,
                                         .key = "khac",
                                         .body = EVIDENCE("U1", "\"C2\"", "Hệ thống nộp", "")});
    assert_int_equal(other.status, 403);
    assert_string_equal(http_text(&other, "code"), "scope.unit");
    assert_non_null(strstr(http_text(&other, "detail"), "U1"));
    http_free(&other);
    assert_true(system_settle(site));
    revoke(&key);
    expect(key.token, "POST", "/api/v1/evidence", EVIDENCE("U2", "\"C2\"", "Sau khi thu hồi", ""),
           (struct wanted){401, "key.revoked"});
}

/* Until the import has `state`. */
static void import_ends(const struct key *key, const char *path, const char *state)
{
    int64_t until = wait_hangs_at_ms();
    for (bool has_ended = false; !has_ended; wait_ms(20)) {
        struct http_answer answer = send_by(key->token, "GET", path, NULL);
        has_ended = is(http_text(&answer, "state"), state);
        assert_true(has_ended || clock_steady_ms() < until);
        http_free(&answer);
    }
}

/* Sends a list of one row for the unit U2; returns its path. */
static void import_by(const struct key *key, char path[static 60])
{
    static const char LIST[] = "Mã đơn vị;Mã tiêu chí;Loại minh chứng;Tên minh chứng;Ngày diễn ra\n"
                               "U2;C2;báo cáo;Của hệ thống;05/03/2023\n";
    static const struct http_file FILE_PART = {"bang.csv", LIST, sizeof(LIST) - 1};
    struct http_answer answer =
        http_send(system_http(site), &(struct http_request){.path = "/api/v1/imports?preview=true",
                                                            .token = key->token,
                                                            .key = "bang",
                                                            .part = "campaign",
                                                            .body = "2023",
                                                            .files = &FILE_PART,
                                                            .file_count = 1});
    if (answer.status != 202) {
        fail_msg("%ld %s", answer.status, answer.body);
    }
    snprintf(path, 60, "/api/v1/imports/%s", http_text(&answer, "id"));
    http_free(&answer);
    import_ends(key, path, "previewed");
}

/* Another key of the same account may cover other units. */
static void an_import_is_its_keys_and_those_that_cover_its_units(void **state)
{
    (void)state;
    struct key maker = make_key("\"evidence:write\"", "all", "");
    struct key other = make_key("\"evidence:write\"", "listed", "\"U1\"");
    struct key equal = make_key("\"evidence:write\"", "below", "\"TINH\"");
    char path[60], act[80];
    submit_by(&maker);
    import_by(&maker, path);
    snprintf(act, sizeof(act), "%s/confirm", path);
    expect(other.token, "GET", path, NULL, (struct wanted){404, "not_found"});
    expect(other.token, "POST", act, "{\"version\":1}", (struct wanted){404, "not_found"});
    expect(maker.token, "GET", path, NULL, (struct wanted){200, "\"accepted\" : 1"});
    expect(equal.token, "GET", path, NULL, (struct wanted){200, "\"accepted\" : 1"});
    expect(maker.token, "POST", act, "{\"version\":1}", (struct wanted){202, ""});
    import_ends(&maker, path, "done");
    snprintf(act, sizeof(act), "%s/undo", path);
    expect(other.token, "POST", act, NULL, (struct wanted){404, "not_found"});
    expect(maker.token, "POST", act, NULL, (struct wanted){200, "\"undone\": 1"});
    revoke(&maker);
    revoke(&other);
    revoke(&equal);
}

static void a_refusal_names_the_missing_scope(void **state)
{
    (void)state;
    struct key key = make_key("\"posts:read\"", "all", "");
    struct http_answer answer = send_by(key.token, "GET", "/api/v1/cadres", NULL);
    assert_int_equal(answer.status, 403);
    assert_string_equal(http_text(&answer, "detail"),
                        "Khóa truy cập không có quyền xem cán bộ (cadres:read).");
    http_free(&answer);
    revoke(&key);
}

/* ---------------------------------------------------------------- the list */

static void an_administrator_makes_lists_and_revokes_keys(void **state)
{
    (void)state;
    struct key key = make_key("\"posts:write\"", "below", "\"U1\"");
    expect(key.token, "GET", "/api/v1/units", NULL, (struct wanted){200, ""});
    struct http_answer list = system_get(site, "quan-tri", KEYS);
    assert_null(strstr(list.body, key.token));
    const json_t *first = json_array_get(json_object_get(list.json, "items"), 0);
    assert_int_equal(json_integer_value(json_object_get(first, "id")), key.id);
    assert_string_equal(json_string_value(json_object_get(first, "client")), "Cổng thông tin");
    assert_string_equal(json_string_value(json_object_get(first, "created_by")), "Quản trị");
    assert_true(json_is_string(json_object_get(first, "last_used_at")));
    assert_int_equal(json_array_size(json_object_get(first, "areas")), 2);
    http_free(&list);
    static const char *const OTHERS[] = {"can-bo-1", "hoi-dong", "kiem-tra", "uy-ban",
                                         "bien-tap", "xem",      "he-thong"};
    for (size_t i = 0; i < sizeof(OTHERS) / sizeof(OTHERS[0]); i++) {
        system_expect(site, OTHERS[i], "GET", KEYS, NULL, (struct wanted){403, "forbidden"});
        system_expect(site, OTHERS[i], "POST", KEYS, "{}", (struct wanted){403, "forbidden"});
        system_expect(site, OTHERS[i], "DELETE", KEYS "/1", NULL,
                      (struct wanted){403, "forbidden"});
    }
    system_expect(site, "quan-tri", "DELETE", KEYS "/99999", NULL, (struct wanted){404, ""});
    revoke(&key);
}

static void expect_fault(const char *areas, const char *reach, const char *units, const char *code)
{
    struct http_answer answer = ask_for_key(areas, reach, units);
    assert_int_equal(answer.status, 422);
    assert_string_equal(http_text(&answer, "code"), code);
    http_free(&answer);
}

static void a_key_without_a_clear_scope_is_refused(void **state)
{
    (void)state;
    expect_fault("\"everything\"", "all", "", "key.areas");
    expect_fault("\"feeds\"", "all", "\"U1\"", "key.units");
    expect_fault("\"feeds\"", "listed", "", "key.units");
    expect_fault("\"feeds\"", "below", "\"U99\"", "unit.unknown");
    system_expect(site, "quan-tri", "POST", KEYS,
                  "{\"account\":\"can-bo-1\",\"client\":\"x\",\"areas\":[\"feeds\"],"
                  "\"reach\":\"all\",\"valid_until\":\"2099-01-01\"}",
                  (struct wanted){422, "key.account"});
    system_expect(site, "quan-tri", "POST", KEYS,
                  "{\"account\":\"he-thong\",\"client\":\"x\",\"areas\":[\"feeds\"],"
                  "\"reach\":\"all\",\"valid_until\":\"2020-01-01\"}",
                  (struct wanted){422, "key.until"});
}

static void a_system_signs_in_with_no_password(void **state)
{
    (void)state;
    struct http_answer answer =
        http_send(system_http(site),
                  &(struct http_request){
                      .path = "/api/v1/login",
                      .body = "{\"username\":\"he-thong\",\"password\":\"" SYSTEM_PASSWORD "\"}"});
    assert_int_equal(answer.status, 403);
    assert_string_equal(http_text(&answer, "code"), "login.system");
    http_free(&answer);
    /* Nor does a session that was opened otherwise open a route. */
    struct hash hash = token_hash("phien-cu", strlen("phien-cu"));
    char hex[HASH_TEXT];
    database_run(system_database(site),
                 "INSERT INTO session (token_hash, account_id, csrf, expires_at)"
                 " VALUES ('\\x%s', 8, 'x', now() + interval '1 day')",
                 hash_print(&hash, hex));
    expect("phien-cu", "GET", "/api/v1/campaigns", NULL, (struct wanted){403, "key.missing"});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_with_every_area_is_admitted),
        cmocka_unit_test(a_key_is_held_to_its_areas),
        cmocka_unit_test(a_key_is_held_to_its_units),
        cmocka_unit_test(a_key_ends_on_its_day_and_when_it_is_revoked),
        cmocka_unit_test(other_routes_are_closed_to_systems),
        cmocka_unit_test(rows_are_those_of_the_units_and_areas),
        cmocka_unit_test(evidence_is_submitted_for_the_units_of_the_key),
        cmocka_unit_test(an_import_is_its_keys_and_those_that_cover_its_units),
        cmocka_unit_test(a_refusal_names_the_missing_scope),
        cmocka_unit_test(an_administrator_makes_lists_and_revokes_keys),
        cmocka_unit_test(a_key_without_a_clear_scope_is_refused),
        cmocka_unit_test(a_system_signs_in_with_no_password),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
