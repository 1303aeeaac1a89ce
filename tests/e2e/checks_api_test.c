/*
 * checks_api_test.c — an editor sees the catalogue, makes a check an error, changes its parameters
 * and switches it off again: submissions from then on are judged so, and no other role may.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/one_system.h"
#include "support/system_evidence.h"
#include "support/tus.h"
#include "support/wait.h"

static void expect_set(const char *username, const char *check, const char *body, unsigned status,
                       const char *words)
{
    char path[120];
    snprintf(path, sizeof(path), "/api/v1/campaigns/2023/checks/%s", check);
    struct http_answer answer = http_send(
        system_http(site),
        &(struct http_request){
            .method = "PUT", .path = path, .token = system_token(site, username), .body = body});
    if (answer.status != status || strstr(answer.body, words) == NULL) {
        fail_msg("%s %s %s: %u %s", username, check, body, (unsigned)answer.status, answer.body);
    }
    http_free(&answer);
}

/* The setting of a check in the list; the caller frees it. */
static char *what_is_set(const char *check)
{
    struct http_answer answer = system_get(site, "bien-tap", "/api/v1/campaigns/2023/checks");
    assert_int_equal(answer.status, 200);
    assert_true(json_array_size(json_object_get(answer.json, "checks")) >= 60);
    char *set = NULL;
    size_t at;
    json_t *one;
    json_array_foreach(json_object_get(answer.json, "checks"), at, one) {
        if (strcmp(json_string_value(json_object_get(one, "code")), check) == 0) {
            set = json_dumps(json_object_get(one, "set"), JSON_ENCODE_ANY | JSON_SORT_KEYS);
        }
    }
    http_free(&answer);
    assert_non_null(set);
    return set;
}

struct judging {
    const char *key, *title, *wanted;
    int filed;
};

/* Whether a submission with this short title gets a finding of this severity; "" for none. */
static bool is_judged(void *arg)
{
    struct judging *judging = arg;
    char key[80], id[37], body[400], found[16] = "";
    snprintf(key, sizeof(key), "%s-%d", judging->key, judging->filed++);
    snprintf(body, sizeof(body),
             "{\"campaign\":\"2023\",\"unit\":\"U1\",\"criteria\":[\"C1\"],\"kind\":\"other\","
             "\"title\":\"%s\",\"occurred_on\":\"2023-05-06\"}",
             judging->title);
    struct http_answer answer = evidence_through(site, "can-bo-1", key, body, id);
    size_t at;
    json_t *finding;
    json_array_foreach(json_object_get(answer.json, "findings"), at, finding) {
        if (strcmp(json_string_value(json_object_get(finding, "code")), "title.too_short") == 0) {
            snprintf(found, sizeof(found), "%s",
                     json_string_value(json_object_get(finding, "severity")));
        }
    }
    http_free(&answer);
    return strcmp(found, judging->wanted) == 0;
}

/* Services read settings with their next refresh; the test submits until then. */
static void expect_judged(const char *key, const char *title, const char *wanted)
{
    assert_true(wait_until(is_judged, &(struct judging){key, title, wanted, 0}));
}

static void only_an_editor_sets_a_check(void **state)
{
    (void)state;
    expect_set("can-bo-1", "title.too_short", "{\"off\":true}", 403, "forbidden");
    expect_set("uy-ban", "title.too_short", "{\"off\":true}", 403, "forbidden");
    expect_set("bien-tap", "title.no_such", "{\"off\":true}", 404, "not_found");
    expect_set("bien-tap", "title.too_short", "{\"severity\":\"deadly\"}", 400, "severity.unknown");
    expect_set("bien-tap", "title.too_short", "{\"parameters\":{\"no_such\":3}}", 400,
               "check.parameter");
    expect_set("bien-tap", "title.too_short", "{\"of\":true}", 400, "json.unknown_field");
    char *set = what_is_set("title.too_short");
    assert_string_equal(set, "null");
    free(set);
}

static void submissions_are_judged_by_the_setting(void **state)
{
    (void)state;
    expect_judged("ngan-1", "Tin", "warning");
    expect_set("bien-tap", "title.too_short", "{\"severity\":\"error\"}", 200, "title.too_short");
    char *set = what_is_set("title.too_short");
    assert_non_null(strstr(set, "\"severity\": \"error\""));
    assert_non_null(strstr(set, "Biên tập"));
    free(set);
    expect_judged("ngan-2", "Bài", "error");
    expect_set("bien-tap", "title.too_short", "{\"off\":true}", 200, "title.too_short");
    expect_judged("ngan-3", "Ảnh", "");
    expect_set("bien-tap", "title.too_short", "{}", 200, "title.too_short");
    set = what_is_set("title.too_short");
    assert_string_equal(set, "null");
    free(set);
}

static struct http_answer get_handbook(const char *username, const char *header)
{
    return http_send(system_http(site),
                     &(struct http_request){.path = "/api/v1/handbook",
                                            .token = system_token(site, username),
                                            .header = header});
}

static void whoever_has_the_handbook_does_not_get_it_again(void **state)
{
    (void)state;
    struct http_answer answer = get_handbook("bien-tap", NULL);
    assert_int_equal(answer.status, 200);
    assert_non_null(strstr(answer.headers, "Cache-Control: private, no-cache"));
    char tag[200], header[240];
    snprintf(header, sizeof(header), "If-None-Match: %s", tus_header(&answer, "ETag", tag));
    assert_true(strlen(tag) > 0);
    http_free(&answer);
    answer = get_handbook("can-bo-1", header);
    assert_int_equal(answer.status, 304);
    assert_int_equal(answer.len, 0);
    http_free(&answer);
    answer = get_handbook("can-bo-1", "If-None-Match: W/\"another\"");
    assert_int_equal(answer.status, 200);
    http_free(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_has_the_handbook_does_not_get_it_again),
        cmocka_unit_test(only_an_editor_sets_a_check),
        cmocka_unit_test(submissions_are_judged_by_the_setting),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
