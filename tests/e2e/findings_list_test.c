/*
 * findings_list_test.c — the findings of a campaign: listed in pages, counted by unit and check,
 * shown to the accounts concerned; what a revision fixes becomes `mended`, also what comes back.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/system.h"
#include "support/system_evidence.h"

/* A document without file, link or symbol; other kinds do not need them. */
#define BARE(unit, title, kind, more) \
    "{\"campaign\":\"2023\",\"unit\":\"" unit "\",\"criteria\":[\"C12\"],\"kind\":\"" kind "\"," \
    "\"title\":\"" title "\",\"occurred_on\":\"2023-05-06\"" more "}"

static struct system *site;
static char id[37];

static int set_up(void **state)
{
    (void)state;
    char other[37];
    struct http_answer answer;
    site = system_start(&(struct system_options){0});
    answer = evidence_through(site, "can-bo-1", "mot",
                              BARE("U1", "=Kế hoạch năm của đơn vị", "document", ""), id);
    http_free(&answer);
    answer = evidence_through(site, "can-bo-1", "hai",
                              BARE("U1", "Kế hoạch hè của đơn vị", "document", ""), other);
    http_free(&answer);
    answer = evidence_through(site, "can-bo-2", "ba",
                              BARE("U2", "Kế hoạch quý của đơn vị", "document", ""), other);
    http_free(&answer);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    system_stop(&site);
    return 0;
}

static struct http_answer list(const char *who, const char *query)
{
    char path[300];
    snprintf(path, sizeof(path), "/api/v1/campaigns/2023/findings%s", query);
    return system_get(site, who, path);
}

static size_t count(const char *who, const char *query)
{
    struct http_answer answer = list(who, query);
    if (answer.status != 200) {
        fail_msg("%s: %u %s", query, (unsigned)answer.status, answer.body);
    }
    size_t found = json_array_size(json_object_get(answer.json, "items"));
    http_free(&answer);
    return found;
}

static void units_see_their_own(void **state)
{
    (void)state;
    size_t all = count("uy-ban", "?code=file.missing");
    assert_int_equal(count("can-bo-1", "?code=file.missing"), 2);
    assert_int_equal(count("can-bo-2", "?code=file.missing"), 1);
    assert_int_equal(count("can-bo-2", "?code=file.missing&unit=U1"), 0);
    assert_int_equal(all, 3);
    assert_int_equal(count("uy-ban", "?code=file.missing&severity=error&state=open"), 3);
    assert_int_equal(count("uy-ban", "?code=file.missing&state=mended"), 0);
    assert_int_equal(count("uy-ban", "?code=khong.co"), 0);
}

static void pages_follow_each_other(void **state)
{
    (void)state;
    size_t all = count("uy-ban", "?limit=200"), seen = 0;
    char query[100] = "?limit=1";
    for (bool is_last = false; !is_last; seen++) {
        struct http_answer answer = list("uy-ban", query);
        const char *next = json_string_value(json_object_get(answer.json, "next"));
        assert_int_equal(json_array_size(json_object_get(answer.json, "items")), 1);
        is_last = next == NULL;
        snprintf(query, sizeof(query), "?limit=1&after=%s", next != NULL ? next : "");
        http_free(&answer);
    }
    assert_int_equal(seen, all);
    assert_true(all > 3);
    static const char *const WRONG[] = {"?after=3",    "?after=3.x",  "?after=.1",
                                        "?state=gone", "?severity=5", "?limit=0"};
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++) {
        struct http_answer answer = list("uy-ban", WRONG[i]);
        assert_int_equal(answer.status, 400);
        assert_string_equal(http_text(&answer, "code"), "query.format");
        http_free(&answer);
    }
}

/* {"unit": {"error", …}} of the summary, that number. */
static int counted(const char *who, const char *unit, const char *what)
{
    struct http_answer answer = system_get(site, who, "/api/v1/campaigns/2023/findings/summary");
    assert_int_equal(answer.status, 200);
    int number = -1;
    size_t at;
    json_t *row;
    json_array_foreach(json_object_get(answer.json, "units"), at, row) {
        if (strcmp(json_string_value(json_object_get(row, "unit")), unit) == 0) {
            number = (int)json_integer_value(json_object_get(row, what));
        }
    }
    http_free(&answer);
    return number;
}

/* How many findings of the check have that answer. */
static int answered(const char *check, const char *what)
{
    struct http_answer answer =
        system_get(site, "uy-ban", "/api/v1/campaigns/2023/findings/summary");
    int number = -1;
    size_t at;
    json_t *row;
    json_array_foreach(json_object_get(answer.json, "answers"), at, row) {
        if (strcmp(json_string_value(json_object_get(row, "code")), check) == 0) {
            number = (int)json_integer_value(json_object_get(row, what));
        }
    }
    http_free(&answer);
    return number;
}

static void revise(const char *key, int base, const char *kind)
{
    char body[700];
    snprintf(body, sizeof(body),
             "{\"campaign\":\"2023\",\"unit\":\"U1\",\"criteria\":[\"C12\"],\"kind\":\"%s\","
             "\"title\":\"=Kế hoạch năm của đơn vị\",\"occurred_on\":\"2023-05-06\",\"id\":\"%s\","
             "\"base_revision\":%d}",
             kind, id, base);
    struct http_answer answer = evidence_file(site, "can-bo-1", key, body);
    assert_int_equal(answer.status, 202);
    http_free(&answer);
    assert_true(system_settle(site));
}

static bool is_mended(const char *code)
{
    struct http_answer answer = evidence_get(site, "can-bo-1", id);
    bool is_there = false;
    size_t at;
    json_t *row;
    json_array_foreach(json_object_get(answer.json, "mended"), at, row) {
        is_there =
            is_there || (strcmp(json_string_value(json_object_get(row, "code")), code) == 0 &&
                         json_integer_value(json_object_get(row, "mended_in")) == 2);
    }
    http_free(&answer);
    return is_there;
}

static void what_a_revision_fixes_is_listed_as_mended(void **state)
{
    (void)state;
    int errors = counted("uy-ban", "U1", "error");
    assert_int_equal(counted("can-bo-2", "U1", "error"), -1);
    int open = answered("file.missing", "open");
    assert_int_equal(answered("file.missing", "mended"), 0);
    revise("sua-1", 1, "other");
    assert_true(is_mended("file.missing"));
    assert_int_equal(answered("file.missing", "mended"), 1);
    assert_int_equal(answered("file.missing", "open"), open - 1);
    assert_int_equal(answered("file.missing", "accepted"), 0);
    assert_int_equal(count("uy-ban", "?code=file.missing&state=mended"), 1);
    assert_int_equal(count("uy-ban", "?code=file.missing&state=told"), 2);
    assert_true(counted("uy-ban", "U1", "error") < errors);
    assert_true(counted("uy-ban", "U1", "mended") >= 1);
    revise("sua-2", 2, "document");
    assert_false(is_mended("file.missing"));
    struct http_answer answer = evidence_get(site, "can-bo-1", id);
    assert_non_null(strstr(answer.body, "\"came_back\": true"));
    http_free(&answer);
    assert_int_equal(counted("uy-ban", "U1", "error"), errors);
}

static void the_command_line_lists_them(void **state)
{
    (void)state;
    char *out = NULL;
    assert_int_equal(
        system_ctl(site, &out, "findings --campaign 2023 --unit U1 --code file.missing --csv"), 0);
    assert_non_null(strstr(out, "Mã đơn vị,"));
    assert_non_null(strstr(out, "\"'=Kế hoạch năm")); /* no formula */
    assert_null(strstr(out, "\"U2\""));
    free(out);
    assert_int_equal(system_ctl(site, &out, "findings --campaign 2023 --state open"), 0);
    assert_non_null(strstr(out, "\"unit\" : \"U2\""));
    free(out);
    assert_int_equal(system_ctl(site, &out, "findings --campaign 2023 --state gone"), 2);
    free(out);
    assert_int_equal(system_ctl(site, &out, "findings"), 2);
    free(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_see_their_own),
        cmocka_unit_test(pages_follow_each_other),
        cmocka_unit_test(what_a_revision_fixes_is_listed_as_mended),
        cmocka_unit_test(the_command_line_lists_them),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
