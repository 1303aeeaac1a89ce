/*
 * http_test.c — the whole system over HTTP: signing in, submitting, reading the result, revisions,
 * paging; malformed requests get a stable code and leave nothing behind.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "rules/kinds/kinds.h"
#include "support/system.h"
#include "support/system_directory.h"
#include "support/system_evidence.h"
#include "support/system_http.h"

static struct system *site;

static int set_up(void **state)
{
    (void)state;
    static const char *const ARGUMENTS[] = {"gateway --http.max_json=64k",
                                            "gateway --http.max_file=1m", NULL};
    site = system_start(&(struct system_options){.arguments = ARGUMENTS});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    int deaths = system_deaths(site);
    bool is_settled = system_settle(site);
    system_stop(&site);
    return deaths == 0 && is_settled ? 0 : -1;
}

static void assert_problem(struct http_answer *answer, long status, const char *code)
{
    if (answer->status != status || strcmp(http_text(answer, "code"), code) != 0) {
        fail_msg("expected %ld %s, got %ld %s", status, code, answer->status, answer->body);
    }
    assert_non_null(strstr(answer->headers, "application/problem+json"));
    assert_string_not_equal(http_text(answer, "detail"), "");
    assert_string_not_equal(http_text(answer, "mend"), "");
    http_free(answer);
}

static struct http_answer post(const char *path, const char *token, const char *header,
                               const char *body)
{
    return http_send(
        system_http(site),
        &(struct http_request){
            .method = "POST", .path = path, .token = token, .header = header, .body = body});
}

/* ---------------------------------------------------------------- signing in */

static void signs_in(void **state)
{
    (void)state;
    struct http_answer answer =
        post("/api/v1/login", NULL, NULL,
             "{\"username\":\"can-bo-1\",\"password\":\"" SYSTEM_PASSWORD "\"}");
    assert_int_equal(answer.status, 200);
    assert_string_not_equal(http_text(&answer, "token"), "");
    assert_non_null(strstr(answer.headers, "HttpOnly"));
    const json_t *account = json_object_get(answer.json, "account");
    assert_string_equal(json_string_value(json_object_get(account, "role")), "officer");
    assert_string_equal(json_string_value(json_object_get(account, "unit")), "U1");
    http_free(&answer);
}

static void refuses_wrong_signs(void **state)
{
    (void)state;
    struct http_answer wrong = post("/api/v1/login", NULL, NULL,
                                    "{\"username\":\"can-bo-1\",\"password\":\"khong-phai\"}");
    assert_problem(&wrong, 401, "login.wrong");
    struct http_answer unknown = post("/api/v1/login", NULL, NULL,
                                      "{\"username\":\"khong-co\",\"password\":\"khong-phai\"}");
    assert_problem(&unknown, 401, "login.wrong");
    struct http_answer without = system_get(site, "xem", "/api/v1/session");
    assert_int_equal(without.status, 200);
    http_free(&without);
    without = http_send(system_http(site), &(struct http_request){.path = "/api/v1/session"});
    assert_problem(&without, 401, "auth.missing");
    without = http_send(system_http(site),
                        &(struct http_request){.path = "/api/v1/session", .token = "bia-dat"});
    assert_problem(&without, 401, "auth.invalid");
}

static void limits_guessing(void **state)
{
    (void)state;
    long status = 0;
    for (int i = 0; i < 20 && status != 429; i++) {
        struct http_answer answer =
            post("/api/v1/login", NULL, NULL, "{\"username\":\"bi-do\",\"password\":\"doan-mo\"}");
        status = answer.status;
        if (status == 429) {
            assert_non_null(strcasestr(answer.headers, "Retry-After: "));
            assert_string_equal(http_text(&answer, "code"), "login.limited");
        }
        http_free(&answer);
    }
    assert_int_equal(status, 429);
    /* No other client suffers from it. */
    struct http_answer other =
        post("/api/v1/login", NULL, NULL,
             "{\"username\":\"hoi-dong\",\"password\":\"" SYSTEM_PASSWORD "\"}");
    assert_int_equal(other.status, 200);
    http_free(&other);
}

static void asks_cookies_for_csrf(void **state)
{
    (void)state;
    char cookie[300], header[300];
    struct http_answer answer =
        post("/api/v1/login", NULL, NULL,
             "{\"username\":\"can-bo-2\",\"password\":\"" SYSTEM_PASSWORD "\"}");
    const char *set = strcasestr(answer.headers, "Set-Cookie: ");
    assert_non_null(set);
    set += strlen("Set-Cookie: ");
    snprintf(cookie, sizeof(cookie), "Cookie: %.*s", (int)strcspn(set, ";"), set);
    snprintf(header, sizeof(header), "%.220s\r\nX-CSRF-Token: %s", cookie,
             http_text(&answer, "csrf"));
    http_free(&answer);
    answer = http_send(system_http(site),
                       &(struct http_request){.path = "/api/v1/session", .header = cookie});
    assert_int_equal(answer.status, 200);
    http_free(&answer);
    answer = post("/api/v1/logout", NULL, cookie, NULL);
    assert_problem(&answer, 403, "csrf.wrong");
    answer = post("/api/v1/logout", NULL, header, NULL);
    assert_int_equal(answer.status, 204);
    http_free(&answer);
    answer = http_send(system_http(site),
                       &(struct http_request){.path = "/api/v1/session", .header = cookie});
    assert_problem(&answer, 401, "auth.invalid");
}

/* ---------------------------------------------------------------- submitting */

static void carries_an_item_through(void **state)
{
    (void)state;
    char id[37];
    struct http_answer answer =
        evidence_through(site, "can-bo-1", "ba-tuan",
                         EVIDENCE("U1", "\"C3\"", "Tổng hợp số lượt",
                                  ",\"figures\":[{\"name\":\"lượt\",\"value\":\"250\"}]"),
                         id);
    assert_string_equal(http_text(&answer, "state"), "scored");
    assert_string_equal(http_text(&answer, "verdict"), "valid");
    assert_string_equal(http_text(&answer, "id"), id);
    const json_t *score = json_array_get(json_object_get(answer.json, "scores"), 0);
    assert_string_equal(json_string_value(json_object_get(score, "value")), "2.50");
    http_free(&answer);
    answer = system_get(site, "can-bo-1", "/api/v1/campaigns/2023/units/U1/criteria/C3/receipt");
    assert_int_equal(answer.status, 200);
    assert_string_equal(http_text(&answer, "value"), "2.50");
    const json_t *input = json_array_get(json_object_get(answer.json, "inputs"), 0);
    assert_non_null(input);
    assert_true(json_array_size(json_object_get(answer.json, "steps")) > 0);
    assert_non_null(json_object_get(answer.json, "rule"));
    assert_string_equal(http_text(&answer, "rule_name"), RULE_PROPORTIONAL.meaning);
    assert_int_equal(json_integer_value(json_object_get(answer.json, "rule_version")), 1);
    http_free(&answer);
    answer = system_get(site, "can-bo-1", "/api/v1/campaigns/2023/units/U1/receipt");
    assert_int_equal(answer.status, 200);
    assert_string_equal(http_text(&answer, "body"), "computed");
    assert_true(json_array_size(json_object_get(answer.json, "inputs")) > 10);
    assert_true(json_array_size(json_object_get(answer.json, "steps")) > 0);
    assert_non_null(strstr(answer.body, "\"2.50\""));
    http_free(&answer);
    answer = system_get(site, "can-bo-1", "/api/v1/campaigns/2023/units/U1/receipt?body=approved");
    assert_int_equal(answer.status, 404); /* nothing is approved yet */
    http_free(&answer);
    answer = system_get(site, "can-bo-1", "/api/v1/campaigns/2023/units/U1/receipt?body=ai");
    assert_int_equal(answer.status, 400);
    http_free(&answer);
    answer = system_get(site, "can-bo-1", "/api/v1/campaigns/2023/pace?on=2023-06-30");
    assert_int_equal(answer.status, 200); /* the own unit only */
    assert_int_equal(json_array_size(json_object_get(answer.json, "units")), 1);
    http_free(&answer);
    answer = system_get(site, "can-bo-1", "/api/v1/campaigns/2023/pace?on=mai");
    assert_int_equal(answer.status, 400);
    http_free(&answer);
    answer = system_get(site, "can-bo-1", "/api/v1/campaigns/2023/units/U1/gains");
    assert_int_equal(answer.status, 200);
    assert_int_equal(json_array_size(json_object_get(answer.json, "gains")), 5);
    http_free(&answer);
    answer = system_get(site, "uy-ban", "/api/v1/campaigns/2023/scoreboard");
    assert_int_equal(json_array_size(json_object_get(answer.json, "units")), SYSTEM_UNITS);
    assert_non_null(strstr(answer.body, "\"2.50\""));
    http_free(&answer);
}

static void answers_repeats_alike(void **state)
{
    (void)state;
    static const char *const BODY = EVIDENCE("U1", "\"C2\"", "Nộp hai lần", "");
    struct http_answer first = evidence_file(site, "can-bo-1", "hai-lan", BODY);
    struct http_answer again = evidence_file(site, "can-bo-1", "hai-lan", BODY);
    assert_int_equal(first.status, 202);
    assert_int_equal(again.status, 202);
    assert_string_equal(first.body, again.body);
    struct http_answer other =
        evidence_file(site, "can-bo-1", "hai-lan", EVIDENCE("U1", "\"C2\"", "Nội dung khác", ""));
    assert_problem(&other, 409, "idempotency.conflict");
    /* Another account's key of the same name is another key. */
    other = evidence_file(site, "can-bo-2", "hai-lan", EVIDENCE("U2", "\"C2\"", "Của tôi", ""));
    assert_int_equal(other.status, 202);
    assert_string_not_equal(http_text(&other, "id"), http_text(&first, "id"));
    http_free(&other);
    http_free(&first);
    http_free(&again);
}

static void takes_files(void **state)
{
    (void)state;
    static const char TEXT[] = "Biên bản họp Ban Chấp hành, lần thứ nhất.\n";
    static const char BROKEN[] = "PK\x03\x04 khong phai tep nen";
    const struct http_file files[] = {
        {"bien-ban.txt", TEXT, sizeof(TEXT) - 1},
        {"ke-hoach.docx", BROKEN, sizeof(BROKEN) - 1},
    };
    struct http_answer answer = http_send(
        system_http(site),
        &(struct http_request){.path = "/api/v1/evidence",
                               .token = system_token(site, "can-bo-1"),
                               .key = "co-tep",
                               .body = EVIDENCE("U1", "\"C1\"", "Có hai tệp, một tệp hỏng", ""),
                               .files = files,
                               .file_count = 2});
    assert_int_equal(answer.status, 202);
    char id[37];
    snprintf(id, sizeof(id), "%s", http_text(&answer, "id"));
    http_free(&answer);
    answer = evidence_wait(site, "can-bo-1", id);
    assert_string_equal(http_text(&answer, "verdict"), "mend");
    assert_int_equal(json_array_size(json_object_get(answer.json, "files")), 2);
    bool has_finding = false;
    size_t at;
    json_t *finding;
    json_array_foreach(json_object_get(answer.json, "findings"), at, finding) {
        const char *code = json_string_value(json_object_get(finding, "code"));
        const char *severity = json_string_value(json_object_get(finding, "severity"));
        has_finding =
            has_finding || (strcmp(code, "file.damaged") == 0 && strcmp(severity, "error") == 0);
    }
    assert_true(has_finding);
    http_free(&answer);
    assert_int_equal(system_ctl(site, NULL, "verify"), 0);
}

/* Every byte comes back, under its own name, with its own type, to every account that may read the
 * evidence item. */
static struct http_answer get_file(const char *username, const char *id, const char *number,
                                   const char *header)
{
    char path[200];
    snprintf(path, sizeof(path), "/api/v1/evidence/%s/files/%s", id, number);
    return http_send(system_http(site),
                     &(struct http_request){
                         .path = path, .token = system_token(site, username), .header = header});
}

static void gives_files_back(void **state)
{
    (void)state;
    static const char TEXT[] = "Biên bản đại hội chi đoàn.\n";
    static const char PAGE[] = "<!DOCTYPE html><html><script>alert(1)</script></html>";
    static char image[300000] = "\xff\xd8\xff\xe0\0\x10JFIF";
    const struct http_file files[] = {{"Biên bản số 1.txt", TEXT, sizeof(TEXT) - 1},
                                      {"trang.html", PAGE, sizeof(PAGE) - 1},
                                      {"ảnh.jpg", image, sizeof(image)}};
    struct http_answer answer =
        http_send(system_http(site),
                  &(struct http_request){.path = "/api/v1/evidence",
                                         .token = system_token(site, "can-bo-1"),
                                         .key = "tra-tep",
                                         .body = EVIDENCE("U1", "\"C1\"", "Tải lại tệp", ""),
                                         .files = files,
                                         .file_count = 3});
    assert_int_equal(answer.status, 202);
    char id[37];
    snprintf(id, sizeof(id), "%s", http_text(&answer, "id"));
    http_free(&answer);
    answer = evidence_wait(site, "can-bo-1", id);
    http_free(&answer);
    static const char *const TYPES[] = {"text/plain", "text/html", "image/jpeg"};
    for (size_t i = 0; i < 3; i++) {
        char number[8], type[64];
        snprintf(number, sizeof(number), "%zu", i + 1);
        snprintf(type, sizeof(type), "Content-Type: %s\r\n", TYPES[i]);
        answer = get_file("can-bo-1", id, number, NULL);
        assert_int_equal(answer.status, 200);
        assert_int_equal(answer.len, files[i].len);
        assert_memory_equal(answer.body, files[i].data, files[i].len);
        assert_non_null(strstr(answer.headers, type));
        assert_non_null(strstr(answer.headers, "Content-Disposition: attachment; filename="));
        assert_non_null(strstr(answer.headers, "X-Content-Type-Options: nosniff"));
        assert_non_null(strstr(answer.headers, "sandbox"));
        http_free(&answer);
    }
    answer = get_file("kiem-tra", id, "1", NULL); /* the inspector who visits U1 */
    assert_int_equal(answer.status, 200);
    assert_non_null(strstr(answer.headers,
                           "filename=\"Bi_n b_n s_ 1.txt\"; "
                           "filename*=UTF-8''Bi%C3%AAn%20b%E1%BA%A3n%20s%E1%BB%91%201.txt"));
    char header[200], *tag = strstr(answer.headers, "ETag: ");
    assert_non_null(tag);
    snprintf(header, sizeof(header), "If-None-Match: %.66s", tag + strlen("ETag: "));
    http_free(&answer);
    answer = get_file("can-bo-1", id, "1", header);
    assert_int_equal(answer.status, 304);
    assert_int_equal(answer.len, 0);
    http_free(&answer);
    static const char *const NOBODY[] = {"can-bo-2", "xem", "bien-tap"};
    for (size_t i = 0; i < 3; i++) {
        answer = get_file(NOBODY[i], id, "1", NULL);
        assert_problem(&answer, 404, "not_found");
    }
    static const char *const NONE[] = {"0", "4", "01", "-1", "1x", "99999999999999999999"};
    for (size_t i = 0; i < 6; i++) {
        answer = get_file("can-bo-1", id, NONE[i], NULL);
        assert_problem(&answer, 404, "not_found");
    }
    char path[200];
    snprintf(path, sizeof(path), "/api/v1/evidence/%s/files/1", id);
    answer = http_send(system_http(site), &(struct http_request){.path = path});
    assert_problem(&answer, 401, "auth.missing");
}

/* ---------------------------------------------------------------- revisions */

static void takes_revisions(void **state)
{
    (void)state;
    char id[37], body[600];
    struct http_answer answer = evidence_through(
        site, "can-bo-2", "ban-1",
        EVIDENCE("U2", "\"C3\"", "Bản đầu", ",\"figures\":[{\"name\":\"lượt\",\"value\":\"100\"}]"),
        id);
    http_free(&answer);
    static const char *const NEXT = EVIDENCE(
        "U2", "\"C3\"", "Bản sửa",
        ",\"figures\":[{\"name\":\"lượt\",\"value\":\"400\"}],\"id\":\"%s\",\"base_revision\":1");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(body, sizeof(body), NEXT, id);
#pragma GCC diagnostic pop
    answer = evidence_file(site, "can-bo-2", "ban-2", body);
    assert_int_equal(answer.status, 202);
    assert_int_equal(json_integer_value(json_object_get(answer.json, "revision")), 2);
    http_free(&answer);
    assert_true(system_settle(site));
    answer = evidence_get(site, "can-bo-2", id);
    assert_string_equal(http_text(&answer, "title"), "Bản sửa");
    http_free(&answer);
    answer = system_get(site, "can-bo-2", "/api/v1/campaigns/2023/units/U2/criteria/C3/receipt");
    assert_string_equal(http_text(&answer, "value"), "4.00");
    assert_int_equal(json_integer_value(json_object_get(answer.json, "input_count")), 1);
    http_free(&answer);
    answer = evidence_file(site, "can-bo-2", "ban-3", body);
    assert_int_equal(answer.status, 409);
    http_free(&answer);
}

/* ---------------------------------------------------------------- malformed */

struct malformed {
    const char *body;
    long status;
    const char *code;
};

#define WITH(more) EVIDENCE("U1", "\"C1\"", "Hỏng", more)
#define PIECE(unit, criteria, date) \
    "{\"campaign\":\"2023\",\"unit\":\"" unit "\",\"criteria\":" criteria ",\"kind\":\"other\"," \
    "\"title\":\"Hỏng\",\"occurred_on\":\"" date "\"}"

static const struct malformed MALFORMED[] = {
    {"{\"campaign\":", 400, "json.syntax"},
    {"", 400, "body.missing"},
    {"[]", 400, "json.type"},
    {"{}", 400, "field.missing"},
    {"{\"campaign\":\"2023\",\"campaign\":\"2023\"}", 400, "json.duplicate_field"},
    {"{\"title\":\"\xc3\x28\"}", 400, "json.encoding"},
    {"{\"title\":\"a\\u0000b\"}", 400, "json.encoding"},
    {WITH(",\"diem\":10"), 400, "json.unknown_field"},
    {WITH(",\"text\":7"), 400, "json.type"},
    {WITH(",\"figures\":[{\"name\":\"lượt\",\"value\":1.5}]"), 400, "decimal.format"},
    {WITH(",\"figures\":[{\"name\":\"lượt\",\"value\":\"1,234\"}]"), 422, "figure.doubtful"},
    {WITH(",\"figures\":[{\"name\":\"lượt\",\"value\":99999999999999999999}]"), 400, "json.number"},
    {WITH(",\"base_revision\":1"), 400, "revision.base"},
    {WITH(",\"id\":\"khong-phai\",\"base_revision\":1"), 400, "id.format"},
    {WITH(",\"received_on\":\"2023-05-06\""), 403, "received_on.forbidden"},
    {WITH(",\"text\":\"a\\u0007b\""), 422, "text.control"},
    {PIECE("U1", "[\"C1\"]", "06/05/2023"), 400, "date.format"},
    {PIECE("U1", "[\"C1\"]", "2023-02-30"), 400, "date.invalid"},
    {PIECE("U 1", "[\"C1\"]", "2023-05-06"), 400, "code.format"},
    {PIECE("U99", "[\"C1\"]", "2023-05-06"), 422, "unit.unknown"},
    {PIECE("U1", "[\"C99\"]", "2023-05-06"), 422, "criterion.unknown"},
    {PIECE("U1", "[\"C1\",\"C1\"]", "2023-05-06"), 422, "criterion.count"},
    {PIECE("U1", "[]", "2023-05-06"), 400, "field.missing"},
    {PIECE("U1", "\"C1\"", "2023-05-06"), 400, "json.type"},
    {PIECE("U2", "[\"C1\"]", "2023-05-06"), 403, "unit.forbidden"},
};

static long rows(void)
{
    return database_number(
        system_database(site),
        "SELECT (SELECT count(*) FROM submission) + (SELECT count(*) FROM message)"
        " + (SELECT count(*) FROM file)");
}

static void refuses_what_is_malformed(void **state)
{
    (void)state;
    assert_true(system_settle(site));
    long before = rows();
    for (size_t i = 0; i < sizeof(MALFORMED) / sizeof(MALFORMED[0]); i++) {
        char key[32];
        snprintf(key, sizeof(key), "hong-%zu", i);
        struct http_answer answer = evidence_file(site, "can-bo-1", key, MALFORMED[i].body);
        assert_problem(&answer, MALFORMED[i].status, MALFORMED[i].code);
    }
    assert_int_equal(rows(), before);
}

static struct http_answer send_odd(const char *key, const char *type, const char *body, size_t len)
{
    return http_send(system_http(site),
                     &(struct http_request){.path = "/api/v1/evidence",
                                            .token = system_token(site, "can-bo-1"),
                                            .key = key,
                                            .type = type,
                                            .body = body,
                                            .body_len = len});
}

static void refuses_odd_requests(void **state)
{
    (void)state;
    static const char *const GOOD = EVIDENCE("U1", "\"C1\"", "Không được nhận", "");
    static char big[100000];
    memset(big, ' ', sizeof(big));
    long before = rows();
    struct http_answer answer = send_odd(NULL, NULL, GOOD, 0);
    assert_problem(&answer, 400, "idempotency.missing");
    answer = send_odd("co dau cach", NULL, GOOD, 0);
    assert_problem(&answer, 400, "idempotency.format");
    answer = send_odd("kieu", "text/plain", GOOD, 0);
    assert_problem(&answer, 415, "content_type.unsupported");
    answer = send_odd("kieu", "", GOOD, 0);
    assert_problem(&answer, 415, "content_type.unsupported");
    answer = send_odd("to", NULL, big, sizeof(big));
    assert_problem(&answer, 413, "body.too_large");
    answer = send_odd("phan", "multipart/form-data; boundary=x", "--x\r\nkhong", 0);
    assert_problem(&answer, 400, "multipart.broken");
    answer = post("/api/v1/handbook", system_token(site, "can-bo-1"), NULL, GOOD);
    assert_problem(&answer, 405, "method.not_allowed");
    answer = system_get(site, "can-bo-1", "/api/v1/khong-co");
    assert_problem(&answer, 404, "not_found");
    answer = system_get(site, "can-bo-1", "/api/v1/evidence?limit=0");
    assert_problem(&answer, 400, "query.format");
    answer = system_get(site, "can-bo-1", "/api/v1/evidence?after=hom-qua");
    assert_problem(&answer, 400, "query.format");
    assert_int_equal(rows(), before);
}

static void refuses_files_too_big(void **state)
{
    (void)state;
    size_t len = 2u << 20;
    char *data = calloc(1, len);
    const struct http_file file = {"to.bin", data, len};
    long before = rows();
    struct http_answer answer = http_send(
        system_http(site), &(struct http_request){.path = "/api/v1/evidence",
                                                  .token = system_token(site, "can-bo-1"),
                                                  .key = "tep-to",
                                                  .body = EVIDENCE("U1", "\"C1\"", "Tệp to", ""),
                                                  .files = &file,
                                                  .file_count = 1});
    assert_problem(&answer, 413, "file.too_large");
    free(data);
    assert_int_equal(rows(), before);
}

/* ---------------------------------------------------------------- reading */

static void pages_through_the_list(void **state)
{
    (void)state;
    enum { ITEMS = 7 };
    char key[32], path[300] = "/api/v1/evidence?unit=U1&criterion=C12&limit=3", seen[4000] = "";
    for (int i = 0; i < ITEMS; i++) {
        snprintf(key, sizeof(key), "trang-%d", i);
        struct http_answer answer =
            evidence_file(site, "can-bo-1", key, EVIDENCE("U1", "\"C12\"", "Để lật trang", ""));
        assert_int_equal(answer.status, 202);
        http_free(&answer);
    }
    int pages = 0, items = 0;
    for (bool is_more = true; is_more; pages++) {
        struct http_answer answer = system_get(site, "can-bo-1", path);
        assert_int_equal(answer.status, 200);
        size_t at;
        json_t *item;
        json_array_foreach(json_object_get(answer.json, "items"), at, item) {
            const char *id = json_string_value(json_object_get(item, "id"));
            assert_null(strstr(seen, id));
            size_t used = strlen(seen);
            snprintf(seen + used, sizeof(seen) - used, "%s ", id);
            items++;
        }
        const char *next = http_text(&answer, "next");
        is_more = next[0] != '\0';
        snprintf(path, sizeof(path), "/api/v1/evidence?unit=U1&criterion=C12&limit=3&after=%s",
                 next);
        http_free(&answer);
    }
    assert_int_equal(items, ITEMS);
    assert_int_equal(pages, 3);
}

static void serves_what_machines_read(void **state)
{
    (void)state;
    static const struct {
        const char *path, *words;
    } OPEN[] = {{"/api/v1/openapi.json", "\"/api/v1/evidence\""},
                {"/healthz", ""},
                {"/readyz", ""},
                {"/metrics", "# TYPE "}};
    for (size_t i = 0; i < sizeof(OPEN) / sizeof(OPEN[0]); i++) {
        struct http_answer answer =
            http_send(system_http(site), &(struct http_request){.path = OPEN[i].path});
        assert_int_equal(answer.status, 200);
        assert_non_null(strstr(answer.body, OPEN[i].words));
        http_free(&answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_in),
        cmocka_unit_test(refuses_wrong_signs),
        cmocka_unit_test(limits_guessing),
        cmocka_unit_test(asks_cookies_for_csrf),
        cmocka_unit_test(carries_an_item_through),
        cmocka_unit_test(answers_repeats_alike),
        cmocka_unit_test(takes_files),
        cmocka_unit_test(gives_files_back),
        cmocka_unit_test(takes_revisions),
        cmocka_unit_test(refuses_what_is_malformed),
        cmocka_unit_test(refuses_odd_requests),
        cmocka_unit_test(refuses_files_too_big),
        cmocka_unit_test(pages_through_the_list),
        cmocka_unit_test(serves_what_machines_read),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
