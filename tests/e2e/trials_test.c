/*
 * trials_test.c — an editor tries a setting on the stored evidence before saving it: how many
 * findings it would make, beside today's, with samples; through two workers of which one is killed
 * again and again.  No other role may, a setting that another editor has changed meanwhile is a
 * conflict, and published results stay as they are.
 */
#include "support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "support/system.h"
#include "support/system_evidence.h"
#include "support/wait.h"

enum { PIECES = 400, SHORT = 130, LOOK_MS = 100 };

static struct system *site;

static int set_up(void **state)
{
    static const char *const ARGUMENTS[] = {"validation --stage.lease_ms=1500", NULL};
    (void)state;
    site = system_start(
        &(struct system_options){.arguments = ARGUMENTS, .instances = {[SYSTEM_VALIDATION] = 2}});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bool is_settled = system_settle(site);
    system_stop(&site);
    return is_settled ? 0 : -1;
}

static struct http_answer send(const char *username, const char *method, const char *path,
                               const char *key, const char *body)
{
    return http_send(system_http(site),
                     &(struct http_request){.method = method,
                                            .path = path,
                                            .key = key,
                                            .token = system_token(site, username),
                                            .body = body});
}

static void expect(const char *username, const char *method, const char *path, const char *body,
                   long status, const char *words)
{
    struct http_answer answer = send(username, method, path, "khoa", body);
    if (answer.status != status || strstr(answer.body, words) == NULL) {
        fail_msg("%s %s %s: %ld %s", username, path, body, answer.status, answer.body);
    }
    http_free(&answer);
}

#define TRIALS(check) "/api/v1/campaigns/2023/checks/" check "/trials"

static void order(const char *key, const char *body, char path[static 80])
{
    struct http_answer answer = send("bien-tap", "POST", TRIALS("title.too_short"), key, body);
    assert_int_equal(answer.status, 202);
    snprintf(path, 80, "/api/v1/trials/%s", http_text(&answer, "id"));
    http_free(&answer);
}

static long long count(const struct http_answer *answer, const char *member)
{
    return json_integer_value(json_object_get(answer->json, member));
}

/* Once it is over; until then one worker is killed from time to time if wished. */
static struct http_answer wait_over(const char *path, bool is_rough)
{
    struct http_answer answer = system_get(site, "bien-tap", path);
    int64_t until = wait_hangs_at_ms();
    for (int ms = 0;
         strcmp(http_text(&answer, "state"), "accepted") == 0 && clock_steady_ms() < until;
         ms += LOOK_MS) {
        http_free(&answer);
        if (is_rough && ms % 500 == 0 && ms < 5000) {
            system_signal(site, SYSTEM_VALIDATION, ms / 500 % 2, SIGKILL);
        }
        wait_ms(LOOK_MS);
        answer = system_get(site, "bien-tap", path);
    }
    return answer;
}

/* The context of such a submission is read for a trial, too. */
static const char KNOWN_AROUND[] =
    ",\"document_symbol\":\"12-BC/ĐTN\",\"link\":\"https://tinhdoan.example/tin\","
    "\"figures\":[{\"name\":\"lũy kế đoàn viên mới\",\"value\":\"12\"}]";

/* Of which so many have a short title. */
static void evidence_is_stored(void **state)
{
    (void)state;
    for (int i = 0; i < PIECES; i++) {
        char key[20], body[400];
        snprintf(key, sizeof(key), "nop-%d", i);
        snprintf(body, sizeof(body),
                 "{\"campaign\":\"2023\",\"unit\":\"U1\",\"criteria\":[\"C1\"],\"kind\":\"other\","
                 "\"title\":\"%s%d\",\"occurred_on\":\"2023-05-06\"%s}",
                 i < SHORT ? "Tin" : "Ngày thứ Bảy tình nguyện vì đàn em lần ", i,
                 i % 20 == 0 ? KNOWN_AROUND : "");
        struct http_answer answer = evidence_file(site, "can-bo-1", key, body);
        assert_int_equal(answer.status, 202);
        http_free(&answer);
    }
    assert_true(system_settle(site));
}

static void every_item_counts_once_though_workers_are_killed(void **state)
{
    (void)state;
    char path[80], again[80];
    order("thu-1", "{\"severity\":\"error\",\"on\":\"2023\"}", path);
    order("thu-1", "{\"severity\":\"error\",\"on\":\"2023\"}", again);
    assert_string_equal(path, again);
    struct http_answer answer = wait_over(path, true);
    assert_string_equal(http_text(&answer, "state"), "done");
    assert_int_equal(count(&answer, "total"), PIECES);
    assert_int_equal(count(&answer, "pieces"), PIECES);
    assert_int_equal(count(&answer, "would_fire"), SHORT);
    assert_int_equal(count(&answer, "would_weigh"), SHORT);
    assert_int_equal(count(&answer, "fires"), SHORT);
    assert_int_equal(count(&answer, "weighs"), 0);
    assert_int_equal(json_array_size(json_object_get(answer.json, "samples")), 10);
    assert_non_null(strstr(answer.body, "Đoàn đơn vị số 1"));
    assert_non_null(strstr(answer.body, "title.too_short"));
    http_free(&answer);
}

static void a_check_that_is_off_tells_nothing(void **state)
{
    (void)state;
    char path[80];
    order("thu-2", "{\"off\":true}", path);
    struct http_answer answer = wait_over(path, false);
    assert_int_equal(count(&answer, "would_fire"), 0);
    assert_int_equal(count(&answer, "fires"), SHORT);
    http_free(&answer);
    char *out = NULL;
    assert_int_equal(
        system_ctl(site, &out, "checks try title.too_short --campaign 2023 --severity error"), 0);
    json_t *report = json_loads(out, 0, NULL);
    assert_int_equal(json_integer_value(json_object_get(report, "would_weigh")), SHORT);
    json_decref(report);
    free(out);
}

static void only_an_editor_tries(void **state)
{
    (void)state;
    char path[80];
    order("thu-3", "{}", path);
    expect("can-bo-1", "POST", TRIALS("title.too_short"), "{}", 403, "forbidden");
    expect("kiem-tra", "GET", path, NULL, 403, "forbidden");
    expect("bien-tap", "POST", TRIALS("no.such"), "{}", 404, "not_found");
    expect("bien-tap", "POST", TRIALS("copy.near_text"), "{}", 409, "trial.copies");
    expect("bien-tap", "POST", TRIALS("title.too_short"), "{\"on\":\"1999\"}", 404, "not_found");
    expect("bien-tap", "POST", TRIALS("title.too_short"), "{\"parameters\":{\"x\":1}}", 400,
           "check.parameter");
    struct http_answer answer = send("bien-tap", "POST", TRIALS("title.too_short"), NULL, "{}");
    assert_int_equal(answer.status, 400);
    http_free(&answer);
    answer = send("bien-tap", "POST", TRIALS("title.too_short"), "thu-3", "{\"off\":true}");
    assert_int_equal(answer.status, 409);
    assert_string_equal(http_text(&answer, "code"), "idempotency.conflict");
    http_free(&answer);
    database_run(
        system_database(site),
        "INSERT INTO unit (id, code, name, kind) VALUES (2, 'KHAC', 'Tỉnh khác', 'province');"
        " UPDATE account SET unit_id = 2 WHERE username = 'bien-tap'");
    expect("bien-tap", "GET", path, NULL, 404, "not_found");
    expect("bien-tap", "POST", TRIALS("title.too_short"), "{\"off\":true}", 404, "not_found");
    database_run(system_database(site),
                 "UPDATE account SET unit_id = 1 WHERE username = 'bien-tap'");
}

static void five_at_a_time(void **state)
{
    (void)state;
    struct http_answer answer;
    database_run(system_database(site), "INSERT INTO check_trial (id, subject, campaign_id, "
                                        "tried_id, would, today, account_id, ready_at)"
                                        " SELECT gen_random_uuid(), 'title.too_short', 1, 1, '{}', "
                                        "'{}', 6, now() + interval '1 hour'"
                                        " FROM generate_series(1, 5)");
    answer = send("bien-tap", "POST", TRIALS("title.too_short"), "thu-4", "{}");
    assert_int_equal(answer.status, 409);
    assert_string_equal(http_text(&answer, "code"), "trial.many");
    http_free(&answer);
    database_run(system_database(site),
                 "DELETE FROM check_trial WHERE ready_at > now() + interval '5 minutes'");
}

/* The version of the setting; "" for none. */
static void version_of(const char *check, char out[static 40])
{
    struct http_answer answer = system_get(site, "bien-tap", "/api/v1/campaigns/2023/checks");
    size_t at;
    json_t *one;
    out[0] = '\0';
    json_array_foreach(json_object_get(answer.json, "checks"), at, one) {
        const char *version =
            json_string_value(json_object_get(json_object_get(one, "set"), "version"));
        if (version != NULL &&
            strcmp(json_string_value(json_object_get(one, "code")), check) == 0) {
            snprintf(out, 40, "%s", version);
        }
    }
    http_free(&answer);
}

static void a_change_by_another_editor_is_a_conflict(void **state)
{
    (void)state;
    static const char PATH[] = "/api/v1/campaigns/2023/checks/title.too_long";
    char version[40], body[120];
    expect("bien-tap", "PUT", PATH, "{\"off\":true,\"seen\":\"\"}", 200, "too_long");
    expect("bien-tap", "PUT", PATH, "{\"off\":true,\"seen\":\"\"}", 200, "too_long");
    expect("bien-tap", "PUT", PATH, "{\"severity\":\"error\",\"seen\":\"\"}", 409, "check.changed");
    version_of("title.too_long", version);
    assert_true(version[0] != '\0');
    snprintf(body, sizeof(body), "{\"severity\":\"error\",\"seen\":\"%s\"}", version);
    expect("bien-tap", "PUT", PATH, body, 200, "too_long");
    snprintf(body, sizeof(body), "{\"off\":true,\"seen\":\"%s\"}", version);
    expect("bien-tap", "PUT", PATH, body, 409, "check.changed");
    expect("bien-tap", "PUT", PATH, "{}", 200, "too_long");
}

static void the_handbook_is_for_everybody(void **state)
{
    (void)state;
    struct http_answer answer = system_get(site, "xem", "/api/v1/handbook");
    assert_int_equal(answer.status, 200);
    size_t checks = 0, at, n;
    json_t *family, *check;
    json_array_foreach(json_object_get(answer.json, "families"), at, family) {
        json_array_foreach(json_object_get(family, "checks"), n, check) {
            assert_true(json_array_size(json_object_get(check, "examples")) >= 2);
            assert_true(json_string_length(json_object_get(check, "mend")) > 0);
            checks++;
        }
    }
    assert_true(checks >= 60);
    http_free(&answer);
    answer = http_send(system_http(site), &(struct http_request){.path = "/api/v1/handbook"});
    assert_int_equal(answer.status, 401);
    http_free(&answer);
}

static void what_is_published_stays(void **state)
{
    (void)state;
    database_run(system_database(site), "UPDATE campaign SET state = 'published'");
    expect("bien-tap", "PUT", "/api/v1/campaigns/2023/checks/title.too_long", "{\"off\":true}", 409,
           "assessment.locked");
    database_run(system_database(site), "UPDATE campaign SET state = 'open'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evidence_is_stored),
        cmocka_unit_test(every_item_counts_once_though_workers_are_killed),
        cmocka_unit_test(a_check_that_is_off_tells_nothing),
        cmocka_unit_test(only_an_editor_tries),
        cmocka_unit_test(five_at_a_time),
        cmocka_unit_test(a_change_by_another_editor_is_a_conflict),
        cmocka_unit_test(the_handbook_is_for_everybody),
        cmocka_unit_test(what_is_published_stays),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
