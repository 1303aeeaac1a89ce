/*
 * conclusions_test.c — the conclusion of a round over HTTP: drafted from what was found, each
 * figure with its units and its source; edited in versions, issued once, frozen, its
 * recommendations those of the round.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "support/one_system.h"
#include "support/system_evidence.h"
#include "support/system_http.h"

#define ROUND      "/api/v1/campaigns/2023/rounds/KT-2023"
#define CONCLUSION ROUND "/conclusion"
#define OK         ((struct wanted){200, ""})
#define KEPT \
    "\"lines\":[{\"section\":\"limit\",\"text\":\"Phần mềm\",\"fact\":\"members.low\"}," \
    "{\"section\":\"limit\",\"text\":\"Riêng U2\",\"unit\":\"U2\"}," \
    "{\"section\":\"recommendation\",\"text\":\"Cập nhật phần mềm\"," \
    "\"measure\":\"Có báo cáo\",\"due_on\":\"2099-01-01\"}," \
    "{\"section\":\"recommendation\",\"text\":\"Sửa sổ\",\"unit\":\"U1\"," \
    "\"measure\":\"Có sổ\",\"due_on\":\"2099-01-01\"}]}"
#define ISSUE(version, symbol) \
    "{\"version\":" version ",\"symbol\":\"" symbol "\",\"dated\":\"2023-11-20\"}"

static void ask(const char *username, const char *method, const char *path, const char *body,
                struct wanted wanted)
{
    system_expect(site, username, method, path, body, wanted);
}

static struct http_answer conclusion_of(const char *username)
{
    return http_send(
        system_http(site),
        &(struct http_request){.path = CONCLUSION, .token = system_token(site, username)});
}

/* The member of `list` whose `name` is `text`; NULL: none. */
static const json_t *one_of(const json_t *list, const char *name, const char *text)
{
    size_t at;
    const json_t *item;
    json_array_foreach(list, at, item) {
        const char *value = json_string_value(json_object_get(item, name));
        if (value != NULL && strcmp(value, text) == 0) {
            return item;
        }
    }
    return NULL;
}

static void it_is_drafted_from_what_was_found(void **state)
{
    (void)state;
    ask("bien-tap", "PUT", ROUND,
        "{\"seen\":0,\"kind\":\"year_end\",\"form\":\"on_site\",\"title\":\"Kiểm tra\","
        "\"symbol\":\"128-KH/UBKTTĐ\",\"dated\":\"2023-10-18\",\"period_from\":\"2023-11-02\","
        "\"period_to\":\"2023-11-10\",\"units\":[\"U1\",\"U2\"]}",
        OK);
    ask("bien-tap", "PUT", ROUND "/teams/1",
        "{\"seen\":0,\"name\":\"Đoàn số 1\",\"members\":[{\"username\":\"kiem-tra\","
        "\"post\":\"head\"}],\"units\":[{\"unit\":\"U1\",\"visited_on\":\"2023-11-02\"},"
        "{\"unit\":\"U2\",\"visited_on\":\"2023-11-03\"}]}",
        OK);
    ask("bien-tap", "POST", ROUND "/steps", "{\"to\":\"issued\"}", OK);
    ask("bien-tap", "PUT", CONCLUSION, "{\"seen\":0,\"lines\":[]}",
        (struct wanted){409, "recommendation.round"});
    ask("bien-tap", "POST", ROUND "/steps", "{\"to\":\"under_way\"}", OK);
    database_run(system_database(site),
                 "INSERT INTO member_snapshot (id, unit_id, campaign_id, as_of, file_hash, rows,"
                 "                             members, score, receipt, findings)"
                 " VALUES (gen_random_uuid(), 11, 1, '2023-10-31', repeat('a', 64), 40, 38, 60,"
                 "         '{}', '[]')");
    struct http_answer answer = conclusion_of("uy-ban");
    const json_t *fact = one_of(json_object_get(answer.json, "facts"), "key", "members.low");
    assert_non_null(fact);
    assert_int_equal(json_integer_value(json_object_get(fact, "count")), 1);
    assert_int_equal(json_integer_value(json_object_get(fact, "of")), 2);
    const json_t *unit = one_of(json_object_get(fact, "units"), "unit", "U1");
    assert_string_equal(json_string_value(json_object_get(unit, "figure")), "60");
    const char *source = json_string_value(json_object_get(unit, "source"));
    assert_string_equal(source, "/api/v1/campaigns/2023/units/U1/members");
    ask("uy-ban", "GET", source, NULL, OK);
    /* Nothing was filed: all that is asked of a unit, without what gives a bonus, is missing. */
    fact = one_of(json_object_get(answer.json, "facts"), "key", "criteria.missing");
    unit = one_of(json_object_get(fact, "units"), "unit", "U2");
    assert_string_equal(
        json_string_value(json_object_get(unit, "figure")),
        database_value(system_database(site),
                       "SELECT count(*)::text FROM criterion WHERE level = 'criterion'"
                       "   AND NOT is_bonus AND NOT is_deduction"));
    ask("uy-ban", "GET", json_string_value(json_object_get(unit, "source")), NULL, OK);
    const json_t *lines = json_object_get(answer.json, "lines");
    assert_non_null(one_of(lines, "fact", "members.low"));
    assert_non_null(one_of(lines, "section", "recommendation"));
    assert_string_equal(http_text(&answer, "state"), "none");
    http_free(&answer);
}

static void people_edit_it_in_versions(void **state)
{
    (void)state;
    ask("uy-ban", "PUT", CONCLUSION,
        "{\"seen\":0,\"lines\":[{\"section\":\"praise\",\"text\":\"Tốt\"}]}",
        (struct wanted){400, "conclusion.section"});
    ask("uy-ban", "PUT", CONCLUSION,
        "{\"seen\":0,\"lines\":[{\"section\":\"limit\",\"text\":\"Lạ\",\"unit\":\"U5\"}]}",
        (struct wanted){422, "lines[0].unit"});
    ask("uy-ban", "PUT", CONCLUSION,
        "{\"seen\":0,\"lines\":[{\"section\":\"recommendation\",\"text\":\"Làm\"}]}",
        (struct wanted){400, "lines[0].measure"});
    ask("uy-ban", "PUT", CONCLUSION, "{\"seen\":0," KEPT, OK);
    ask("uy-ban", "PUT", CONCLUSION, "{\"seen\":0," KEPT, (struct wanted){200, "\"version\": 1,"});
    ask("bien-tap", "PUT", CONCLUSION, "{\"seen\":0,\"lines\":[]}",
        (struct wanted){409, "conclusion.changed"});
    ask("bien-tap", "PUT", CONCLUSION, "{\"seen\":1,\"lines\":[]}", OK);
    ask("uy-ban", "PUT", CONCLUSION, "{\"seen\":2," KEPT, OK);
    struct http_answer answer = conclusion_of("kiem-tra");
    assert_int_equal(json_array_size(json_object_get(answer.json, "history")), 3);
    http_free(&answer);
    answer = conclusion_of("can-bo-1");
    assert_int_equal(answer.status, 404);
    http_free(&answer);
}

static void expect_store_refuses(const char *statement)
{
    database_refuses(system_database(site), "MC003", statement);
}

static void the_store_keeps_what_was_issued(void **state)
{
    (void)state;
    expect_store_refuses("INSERT INTO conclusion (round_id, version, lines, facts, account_id)"
                         " SELECT round_id, version + 1, lines, facts, account_id FROM conclusion"
                         "  ORDER BY version DESC LIMIT 1");
    expect_store_refuses("UPDATE conclusion SET lines = '[]'");
    expect_store_refuses("UPDATE conclusion_issue SET symbol = '141-KL'");
}

static void issued_it_is_frozen_and_asks_its_units(void **state)
{
    (void)state;
    ask("uy-ban", "POST", CONCLUSION "/issue", ISSUE("2", "140-KL"),
        (struct wanted){409, "conclusion.changed"});
    ask("uy-ban", "POST", CONCLUSION "/issue", ISSUE("3", "140-KL"), OK);
    ask("uy-ban", "POST", CONCLUSION "/issue", ISSUE("3", "140-KL"), OK);
    ask("uy-ban", "POST", CONCLUSION "/issue", ISSUE("3", "141-KL"),
        (struct wanted){409, "conclusion.issued"});
    ask("uy-ban", "PUT", CONCLUSION, "{\"seen\":3,\"lines\":[]}",
        (struct wanted){409, "conclusion.issued"});
    assert_int_equal(
        database_number(system_database(site), "SELECT count(*) FROM recommendation_unit"), 3);
    database_run(system_database(site), "UPDATE member_snapshot SET score = 99");
    struct http_answer answer = conclusion_of("can-bo-1");
    assert_string_equal(http_text(&answer, "symbol"), "140-KL");
    assert_non_null(one_of(json_object_get(answer.json, "facts"), "key", "members.low"));
    assert_null(one_of(json_object_get(answer.json, "lines"), "unit", "U2"));
    assert_int_equal(json_array_size(json_object_get(answer.json, "lines")), 3);
    assert_int_equal(json_array_size(json_object_get(answer.json, "history")), 0);
    http_free(&answer);
}

static void its_news_says_where_each_figure_is_read(void **state)
{
    (void)state;
    ask("kiem-tra", "GET", ROUND "/news", NULL, (struct wanted){200, "128-KH/UBKTTĐ"});
    ask("kiem-tra", "GET", ROUND "/news", NULL, (struct wanted){200, "18/10/2023"});
    ask("kiem-tra", "GET", ROUND "/news", NULL, (struct wanted){200, "U1/visit"});
    ask("can-bo-1", "GET", ROUND "/news", NULL, (struct wanted){403, ""});
    struct http_answer answer =
        http_send(system_http(site), &(struct http_request){.path = ROUND "/news",
                                                            .token = system_token(site, "uy-ban")});
    const json_t *paragraphs = json_object_get(answer.json, "paragraphs");
    assert_int_equal(json_array_size(paragraphs), 4); /* no line praises */
    const json_t *course = json_array_get(paragraphs, 0);
    const json_t *settled = one_of(course, "fact", "minutes");
    assert_string_equal(json_string_value(json_object_get(settled, "text")), "0/2");
    size_t at;
    const json_t *part;
    json_array_foreach(json_array_get(paragraphs, 2), at, part) {
        const char *source = json_string_value(json_object_get(part, "source"));
        assert_true(at == 0 || strcmp(source, CONCLUSION) == 0);
    }
    http_free(&answer);
}

static void expect_words(const char *code)
{
    const char *title = strncmp(code, "members.", strlen("members.")) == 0
                            ? "has figures of its own"
                            : database_value(system_database(site),
                                             "SELECT (conclusion_words('evidence.%.*s')).title",
                                             (int)strcspn(code, "."), code);
    if (title == NULL || title[0] == '\0' || strstr(title, "thuộc nhóm") != NULL) {
        fail_msg("%s: %s", code, title != NULL ? title : "no words");
    }
}

/* Else a conclusion would name a family by its prefix. */
static void each_family_of_checks_has_its_words(void **state)
{
    (void)state;
    struct http_answer answer = http_send(
        system_http(site), &(struct http_request){.path = "/api/v1/handbook",
                                                  .token = system_token(site, "bien-tap")});
    size_t at, place, count = 0;
    const json_t *family, *check;
    json_array_foreach(json_object_get(answer.json, "families"), at, family) {
        json_array_foreach(json_object_get(family, "checks"), place, check) {
            expect_words(json_string_value(json_object_get(check, "code")));
            count++;
        }
    }
    assert_true(count > 100);
    http_free(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_drafted_from_what_was_found),
        cmocka_unit_test(people_edit_it_in_versions),
        cmocka_unit_test(issued_it_is_frozen_and_asks_its_units),
        cmocka_unit_test(the_store_keeps_what_was_issued),
        cmocka_unit_test(its_news_says_where_each_figure_is_read),
        cmocka_unit_test(each_family_of_checks_has_its_words),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
