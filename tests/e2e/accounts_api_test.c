/*
 * accounts_api_test.c — accounts over HTTP and from the command line: made, invited by a link that
 * works once, changed, signed out; who may, and what is refused.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/one_system.h"
#include "support/system_http.h"

#define GOOD_PASSWORD "một câu ngắn dễ nhớ"

static struct http_answer send_as(const char *token, const char *method, const char *path,
                                  const char *body)
{
    return http_send(
        system_http(site),
        &(struct http_request){.method = method, .path = path, .token = token, .body = body});
}

static struct http_answer by(const char *username, const char *method, const char *path,
                             const char *body)
{
    return send_as(username != NULL ? system_token(site, username) : NULL, method, path, body);
}

/* The answer's member `wanted` ("code" of a refusal), which the caller frees. */
static char *expect(struct http_answer answer, long status, const char *wanted)
{
    if (answer.status != status) {
        fail_msg("%ld instead of %ld: %s", answer.status, status, answer.body);
    }
    char *text = strdup(wanted != NULL ? http_text(&answer, wanted) : "");
    http_free(&answer);
    return text;
}

static void expect_refusal(struct http_answer answer, long status, const char *code)
{
    char *found = expect(answer, status, "code");
    assert_string_equal(found, code);
    free(found);
}

static char *make(const char *username, const char *role, const char *unit)
{
    char body[400];
    snprintf(body, sizeof(body),
             "{\"username\":\"%s\",\"full_name\":\"Người mới\",\"role\":\"%s\",\"unit\":%s}",
             username, role, unit);
    return expect(by("quan-tri", "POST", "/api/v1/accounts", body), 201, "token");
}

static struct http_answer use(const char *token, const char *password)
{
    char body[400];
    snprintf(body, sizeof(body), "{\"token\":\"%s\",\"password\":\"%s\"}", token, password);
    return send_as(NULL, "POST", "/api/v1/invitation", body);
}

static struct http_answer sign_in(const char *username, const char *password)
{
    char body[400];
    snprintf(body, sizeof(body), "{\"username\":\"%s\",\"password\":\"%s\"}", username, password);
    return send_as(NULL, "POST", "/api/v1/login", body);
}

/* The token of a new session. */
static char *enter(const char *username, const char *password)
{
    return expect(sign_in(username, password), 200, "token");
}

static long status_with(const char *token)
{
    struct http_answer answer = send_as(token, "GET", "/api/v1/session", NULL);
    long status = answer.status;
    http_free(&answer);
    return status;
}

static void a_link_sets_the_first_password_once(void **state)
{
    (void)state;
    char *token = make("nguoi-moi", "officer", "\"U3\"");
    char look[200];
    snprintf(look, sizeof(look), "{\"token\":\"%s\"}", token);
    char *name = expect(send_as(NULL, "POST", "/api/v1/invitation/look", look), 200, "username");
    assert_string_equal(name, "nguoi-moi");
    expect_refusal(sign_in("nguoi-moi", GOOD_PASSWORD), 401, "login.wrong");
    expect_refusal(use(token, "ngắn"), 422, "password.weak");
    expect_refusal(use(token, "aaaaaaaaaaaaaaa"), 422, "password.weak");
    free(expect(use(token, GOOD_PASSWORD), 200, NULL));
    expect_refusal(use(token, "một câu khác hẳn"), 404, "not_found");
    expect_refusal(send_as(NULL, "POST", "/api/v1/invitation/look", look), 404, "not_found");
    char *session = enter("nguoi-moi", GOOD_PASSWORD);
    assert_int_equal(status_with(session), 200);
    struct http_answer answer = send_as(session, "GET", "/api/v1/campaigns/2023/units/U3", NULL);
    assert_int_equal(answer.status, 200);
    http_free(&answer);
    free(session);
    free(name);
    free(token);
}

static void a_new_link_ends_the_one_before_and_its_use_ends_sessions(void **state)
{
    (void)state;
    char *first = make("quen-mat-khau", "council", "\"U4\"");
    free(expect(use(first, GOOD_PASSWORD), 200, NULL));
    char *session = enter("quen-mat-khau", GOOD_PASSWORD);
    static const char LINK[] = "/api/v1/accounts/quen-mat-khau/link";
    char *second = expect(by("quan-tri", "POST", LINK, NULL), 200, "token");
    char *third = expect(by("quan-tri", "POST", LINK, NULL), 200, "token");
    expect_refusal(use(second, "một câu khác hẳn"), 404, "not_found");
    assert_int_equal(status_with(session), 200);
    free(expect(use(third, "một câu khác hẳn"), 200, NULL));
    assert_int_equal(status_with(session), 401);
    expect_refusal(sign_in("quen-mat-khau", GOOD_PASSWORD), 401, "login.wrong");
    free(enter("quen-mat-khau", "một câu khác hẳn"));
    free(third);
    free(second);
    free(session);
    free(first);
}

static void people_change_their_own_password(void **state)
{
    (void)state;
    char *token = make("tu-doi", "viewer", "null");
    free(expect(use(token, GOOD_PASSWORD), 200, NULL));
    char *session = enter("tu-doi", GOOD_PASSWORD);
    static const char PATH[] = "/api/v1/session/password";
    expect_refusal(
        send_as(session, "PUT", PATH, "{\"old\":\"không phải\",\"password\":\"một câu khác hẳn\"}"),
        401, "login.wrong");
    expect_refusal(
        send_as(session, "PUT", PATH, "{\"old\":\"" GOOD_PASSWORD "\",\"password\":\"tu-doi\"}"),
        422, "password.weak");
    free(expect(send_as(session, "PUT", PATH,
                        "{\"old\":\"" GOOD_PASSWORD "\",\"password\":\"một câu khác hẳn\"}"),
                200, NULL));
    assert_int_equal(status_with(session), 401);
    free(enter("tu-doi", "một câu khác hẳn"));
    free(session);
    free(token);
}

static void an_account_that_is_stopped_is_out_at_once(void **state)
{
    (void)state;
    char *token = make("nghi-viec", "officer", "\"U5\"");
    free(expect(use(token, GOOD_PASSWORD), 200, NULL));
    char *session = enter("nghi-viec", GOOD_PASSWORD);
    static const char PATH[] = "/api/v1/accounts/nghi-viec";
    free(expect(by("quan-tri", "DELETE", "/api/v1/accounts/nghi-viec/sessions", NULL), 200, NULL));
    assert_int_equal(status_with(session), 401);
    free(session);
    session = enter("nghi-viec", GOOD_PASSWORD);
    free(expect(by("quan-tri", "PUT", PATH, "{\"is_active\":false}"), 200, NULL));
    assert_int_equal(status_with(session), 401);
    expect_refusal(sign_in("nghi-viec", GOOD_PASSWORD), 401, "login.wrong");
    expect_refusal(by("quan-tri", "POST", "/api/v1/accounts/nghi-viec/link", NULL), 404,
                   "not_found");
    char *unit =
        expect(by("quan-tri", "PUT", PATH, "{\"is_active\":true,\"unit\":\"U6\"}"), 200, "unit");
    assert_string_equal(unit, "U6");
    free(enter("nghi-viec", GOOD_PASSWORD));
    free(unit);
    free(session);
    free(token);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *body;
        long status;
        const char *code;
    } CASES[] = {
        {"{\"username\":\"Hoa Hồng\",\"full_name\":\"Hoa\",\"role\":\"viewer\"}", 400,
         "account.username"},
        {"{\"username\":\"hoa\",\"full_name\":\"Hoa\",\"role\":\"boss\"}", 400, "account.role"},
        {"{\"username\":\"hoa\",\"full_name\":\"Hoa\",\"role\":\"officer\"}", 422,
         "account.unit_needed"},
        {"{\"username\":\"hoa\",\"full_name\":\"Hoa\",\"role\":\"officer\",\"unit\":\"U99\"}", 422,
         "unit.unknown"},
        {"{\"username\":\"can-bo-1\",\"full_name\":\"Hoa\",\"role\":\"viewer\"}", 409,
         "account.exists"},
        {"{\"username\":\"hoa\",\"full_name\":\"\",\"role\":\"viewer\"}", 400, "field.missing"},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        expect_refusal(by("quan-tri", "POST", "/api/v1/accounts", CASES[i].body), CASES[i].status,
                       CASES[i].code);
    }
    expect_refusal(by("quan-tri", "PUT", "/api/v1/accounts/quan-tri", "{\"role\":\"viewer\"}"), 409,
                   "account.last_admin");
    expect_refusal(by("quan-tri", "PUT", "/api/v1/accounts/khong-co", "{\"role\":\"viewer\"}"), 404,
                   "not_found");
    expect_refusal(use("khong-phai-lien-ket", GOOD_PASSWORD), 404, "not_found");
}

static void only_administrators_may(void **state)
{
    (void)state;
    static const char *const OTHERS[] = {"can-bo-1", "hoi-dong", "kiem-tra", "uy-ban",
                                         "bien-tap", "he-thong", "xem"};
    for (size_t i = 0; i < sizeof(OTHERS) / sizeof(OTHERS[0]); i++) {
        expect_refusal(by(OTHERS[i], "GET", "/api/v1/accounts", NULL), 403, "forbidden");
        expect_refusal(by(OTHERS[i], "POST", "/api/v1/accounts/can-bo-2/link", NULL), 403,
                       "forbidden");
        expect_refusal(by(OTHERS[i], "PUT", "/api/v1/accounts/can-bo-2", "{\"role\":\"admin\"}"),
                       403, "forbidden");
    }
    expect_refusal(by(NULL, "GET", "/api/v1/accounts", NULL), 401, "auth.missing");
}

static void the_list_is_searched_and_read_page_by_page(void **state)
{
    (void)state;
    struct http_answer answer = by("quan-tri", "GET", "/api/v1/accounts?limit=2", NULL);
    assert_int_equal(json_array_size(json_object_get(answer.json, "items")), 2);
    char path[200];
    snprintf(path, sizeof(path), "/api/v1/accounts?limit=2&after=%s", http_text(&answer, "next"));
    const json_t *items = json_object_get(answer.json, "items");
    assert_string_equal(json_string_value(json_object_get(json_array_get(items, 0), "username")),
                        "bien-tap");
    http_free(&answer);
    answer = by("quan-tri", "GET", path, NULL);
    items = json_object_get(answer.json, "items");
    assert_string_equal(json_string_value(json_object_get(json_array_get(items, 0), "username")),
                        "can-bo-2");
    assert_null(strstr(answer.body, "argon2"));
    http_free(&answer);
    answer = by("quan-tri", "GET", "/api/v1/accounts?q=%E1%BB%A7y+ban", NULL);
    assert_int_equal(json_array_size(json_object_get(answer.json, "items")), 1);
    http_free(&answer);
}

static void the_command_line_makes_the_first_administrator(void **state)
{
    (void)state;
    char *out = NULL;
    int code = system_ctl(site, &out, "invite quan-tri-2 --role admin --name Hai");
    if (code != 0) {
        fail_msg("invite: exit %d: %s", code, out);
    }
    char *token = strchr(out, '#');
    assert_non_null(strstr(out, "/dat-mat-khau#"));
    token++;
    token[strcspn(token, "\n")] = '\0';
    free(expect(use(token, GOOD_PASSWORD), 200, NULL));
    char *session = enter("quan-tri-2", GOOD_PASSWORD);
    struct http_answer answer = send_as(session, "GET", "/api/v1/accounts", NULL);
    assert_int_equal(answer.status, 200);
    http_free(&answer);
    free(session);
    free(out);
    out = NULL;
    assert_int_not_equal(system_ctl(site, &out, "invite khong-co"), 0);
    free(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_link_sets_the_first_password_once),
        cmocka_unit_test(a_new_link_ends_the_one_before_and_its_use_ends_sessions),
        cmocka_unit_test(people_change_their_own_password),
        cmocka_unit_test(an_account_that_is_stopped_is_out_at_once),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(only_administrators_may),
        cmocka_unit_test(the_list_is_searched_and_read_page_by_page),
        cmocka_unit_test(the_command_line_makes_the_first_administrator),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
