/*
 * JSON from clients: what is accepted, and the problem for everything else.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "evidence/limits.h"
#include "gateway/json_bodies.h"

static int set_up(void **state)
{
    *state = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    struct arena *arena = *state;
    arena_free(&arena);
    return 0;
}

static struct wire_bytes bytes(const char *text)
{
    return (struct wire_bytes){(const unsigned char *)text, strlen(text)};
}

#define START \
    "\"campaign\":\"2023\",\"unit\":\"CL\",\"criteria\":[\"I.1\",\"I.2\"],\"kind\":\"article\","
#define HASH  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define WHOLE START "\"title\":\"Ra quân\",\"occurred_on\":\"2023-11-02\""

static void json_in_takes_a_whole_submission(void **state)
{
    Evidence__V1__Submission *piece;
    struct problem problem;
    static const char BODY[] =
        "{" WHOLE ",\"document_symbol\":\"128-KH/UBKTTĐ\",\"link\":null,\"text\":\"a\\nb\","
        "\"figures\":[{\"name\":\"lượt\",\"value\":\"12.50\"},{\"value\":-3,\"name\":\"n\"}],"
        "\"id\":\"018c2f6e-7a00-7000-8000-000000000001\",\"base_revision\":2}";
    assert_true(json_in_submission(*state, bytes(BODY), false, &piece, &problem));
    assert_string_equal(piece->campaign, "2023");
    assert_int_equal(piece->n_criteria, 2);
    assert_string_equal(piece->criteria[1], "I.2");
    assert_string_equal(piece->title, "Ra quân");
    assert_string_equal(piece->document_symbol, "128-KH/UBKTTĐ");
    assert_string_equal(piece->link, "");
    assert_string_equal(piece->figures[0]->value, "12.50");
    assert_string_equal(piece->figures[1]->value, "-3");
    assert_int_equal(piece->evidence_id.len, 16);
    assert_int_equal(piece->base_revision, 2);
}

static void json_in_keeps_text_as_it_came(void **state)
{
    Evidence__V1__Submission *piece;
    struct problem problem;
    /* Decomposed letters and a stray Ð are left to validation. */
    static const char BODY[] = "{" WHOLE ",\"text\":\"Ðoa\xcc\x80n \\u0110\"}";
    assert_true(json_in_submission(*state, bytes(BODY), false, &piece, &problem));
    assert_string_equal(piece->text, "Ðoa\xcc\x80n Đ");
}

static void json_in_names_what_is_wrong(void **state)
{
    static const struct {
        const char *body, *code, *field;
    } CASES[] = {
        {"", "body.missing", ""},
        {"{", "json.syntax", ""},
        {"[]", "json.type", ""},
        {"1", "json.syntax", ""},
        {"{} x", "json.syntax", ""},
        {"{\"title\":\"\xff\"}", "json.encoding", ""},
        {"{\"title\":\"\\u0000\"}", "json.encoding", ""},
        {"{\"title\":\"a\",\"title\":\"b\"}", "json.duplicate_field", ""},
        {"{\"base_revision\":99999999999999999999999}", "json.number", ""},
        {"{\"tittle\":\"a\"}", "json.unknown_field", "tittle"},
        {"{}", "field.missing", "campaign"},
        {"{" START "\"occurred_on\":\"2023-11-02\"}", "field.missing", "title"},
        {"{" START "\"title\":\"\",\"occurred_on\":\"2023-11-02\"}", "field.missing", "title"},
        {"{" START "\"title\":null,\"occurred_on\":\"2023-11-02\"}", "field.missing", "title"},
        {"{" START "\"title\":5}", "json.type", "title"},
        {"{" START "\"title\":\"a\",\"occurred_on\":\"2/11/2023\"}", "date.format", "occurred_on"},
        {"{" START "\"title\":\"a\",\"occurred_on\":\"2023-11-2\"}", "date.format", "occurred_on"},
        {"{" START "\"title\":\"a\",\"occurred_on\":\"2023-02-29\"}", "date.invalid",
         "occurred_on"},
        {"{" START "\"title\":\"a\",\"occurred_on\":\"0023-02-03\"}", "date.invalid",
         "occurred_on"},
        {"{\"campaign\":\"năm 2023\"}", "code.format", "campaign"},
        {"{\"unit\":\"\"}", "field.missing", "unit"},
        {"{\"unit\":\"-a\"}", "code.format", "unit"},
        {"{\"kind\":\"photograph\"}", "kind.unknown", "kind"},
        {"{\"criteria\":[]}", "field.missing", "criteria"},
        {"{\"criteria\":\"I.1\"}", "json.type", "criteria"},
        {"{\"criteria\":[\"I.1\",7]}", "json.type", "criteria[1]"},
        {"{\"criteria\":[\"I 1\"]}", "code.format", "criteria[0]"},
        {"{\"figures\":{}}", "json.type", "figures"},
        {"{\"figures\":[3]}", "json.type", "figures[0]"},
        {"{\"figures\":[{\"name\":\"a\"}]}", "field.missing", "figures[0].value"},
        {"{\"figures\":[{\"value\":1}]}", "field.missing", "figures[0].name"},
        {"{\"figures\":[{\"name\":\"a\",\"value\":1.5}]}", "decimal.format", "figures[0].value"},
        {"{\"figures\":[{\"name\":\"a\",\"value\":\"1,234\"}]}", "figure.doubtful",
         "figures[0].value"},
        {"{\"figures\":[{\"name\":\"a\",\"value\":\"1e5\"}]}", "decimal.format",
         "figures[0].value"},
        {"{\"figures\":[{\"name\":\"a\",\"value\":\"0.12345\"}]}", "decimal.format",
         "figures[0].value"},
        {"{\"figures\":[{\"name\":\"a\",\"value\":\"100000000000000\"}]}", "decimal.format",
         "figures[0].value"},
        {"{\"figures\":[{\"name\":\"a\",\"value\":true}]}", "json.type", "figures[0].value"},
        {"{\"figures\":[{\"name\":\"a\",\"unit\":\"x\"}]}", "json.unknown_field",
         "figures[0].unit"},
        {"{\"id\":\"12\"}", "id.format", "id"},
        {"{\"base_revision\":0}", "revision.base", "base_revision"},
        {"{\"base_revision\":\"1\"}", "json.type", "base_revision"},
        {"{" WHOLE ",\"base_revision\":1}", "revision.base", "id"},
        {"{" WHOLE ",\"id\":\"018c2f6e-7a00-7000-8000-000000000001\"}", "revision.base",
         "base_revision"},
        {"{" WHOLE ",\"keep_files\":[\"" HASH "\"]}", "revision.base", "id"},
        {"{\"keep_files\":[\"0a\"]}", "file.kept", "keep_files[0]"},
        {"{\"keep_files\":[\"" HASH "\",1]}", "json.type", "keep_files[1]"},
        {"{\"keep_files\":\"" HASH "\"}", "json.type", "keep_files"},
        {"{" WHOLE ",\"received_on\":\"2023-01-01\"}", "received_on.forbidden", "received_on"},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        Evidence__V1__Submission *piece;
        struct problem problem;
        assert_false(json_in_submission(*state, bytes(CASES[i].body), false, &piece, &problem));
        assert_string_equal(problem.code, CASES[i].code);
        assert_string_equal(problem.field, CASES[i].field);
    }
}

static void json_in_says_where_the_syntax_breaks(void **state)
{
    Evidence__V1__Submission *piece;
    struct problem problem;
    assert_false(json_in_submission(*state, bytes("{\n  \"a\": }"), false, &piece, &problem));
    assert_string_equal(problem.code, "json.syntax");
    assert_int_equal(problem.line, 2);
}

static void json_in_lets_systems_date_back(void **state)
{
    Evidence__V1__Submission *piece;
    struct problem problem;
    static const char BODY[] =
        "{" WHOLE ",\"received_on\":\"2023-01-01\",\"received_ground\":\"Bản giấy\"}";
    static const char BARE[] = "{" WHOLE ",\"received_on\":\"2023-01-01\"}";
    assert_false(json_in_submission(*state, bytes(BARE), true, &piece, &problem));
    assert_string_equal(problem.code, "received_on.ground");
    assert_true(json_in_submission(*state, bytes(BODY), true, &piece, &problem));
    assert_string_equal(piece->received_on, "2023-01-01");
}

static void json_in_limits_lengths_and_depth(void **state)
{
    Evidence__V1__Submission *piece;
    struct problem problem;
    struct buf body = {0};
    buf_text(&body, "{\"title\":\"");
    for (int i = 0; i < 2001; i++) {
        buf_byte(&body, 'a');
    }
    buf_text(&body, "\"}");
    assert_false(json_in_submission(*state, bytes(body.data), false, &piece, &problem));
    assert_string_equal(problem.code, "field.too_long");
    buf_clear(&body);
    for (int i = 0; i < 100000; i++) {
        buf_byte(&body, '[');
    }
    assert_false(json_in_submission(*state, bytes(body.data), false, &piece, &problem));
    assert_string_equal(problem.code, "json.syntax");
    buf_free(&body);
}

static void json_in_reads_a_sign_in(void **state)
{
    struct json_in_login login = {NULL, NULL};
    struct problem problem;
    assert_true(json_in_read(*state, bytes("{\"username\":\"an\",\"password\":\"Đ\"}"),
                             JSON_IN_LOGIN, &login, &problem));
    assert_string_equal(login.username, "an");
    assert_string_equal(login.password, "Đ");
    assert_false(
        json_in_read(*state, bytes("{\"username\":\"an\"}"), JSON_IN_LOGIN, &login, &problem));
    assert_string_equal(problem.field, "password");
    assert_false(json_in_read(*state, bytes("{\"username\":1,\"password\":\"\"}"), JSON_IN_LOGIN,
                              &login, &problem));
    assert_string_equal(problem.code, "json.type");
    assert_false(json_in_read(*state, bytes("{\"user\":\"an\"}"), JSON_IN_LOGIN, &login, &problem));
    assert_string_equal(problem.code, "json.unknown_field");
}

#define TEN   "aaaaaaaaaa"
#define FORTY TEN TEN TEN TEN

static void every_body_names_what_is_wrong(void **state)
{
    static const struct {
        const struct json_field *fields;
        const char *body, *code, *field;
    } CASES[] = {
        {JSON_IN_LOGIN, "{\"username\":\"an\",\"password\":null}", "field.missing", "password"},
        {JSON_IN_SCORES, "{}", "field.missing", "scores"},
        {JSON_IN_SCORES, "{\"scores\":[]}", "field.missing", "scores"},
        {JSON_IN_SCORES, "{\"scores\":{}}", "json.type", "scores"},
        {JSON_IN_SCORES, "{\"scores\":[3]}", "json.type", "scores[0]"},
        {JSON_IN_SCORES, "{\"scores\":[{\"value\":\"1\"}]}", "field.missing",
         "scores[0].criterion"},
        {JSON_IN_SCORES, "{\"scores\":[{\"criterion\":\"I 1\"}]}", "code.format",
         "scores[0].criterion"},
        {JSON_IN_SCORES, "{\"scores\":[{\"criterion\":\"1\",\"value\":1}]}", "points.format",
         "scores[0].value"},
        {JSON_IN_SCORES, "{\"scores\":[{\"criterion\":\"1\",\"value\":\"1.005\"}]}",
         "points.format", "scores[0].value"},
        {JSON_IN_SCORES, "{\"scores\":[{\"points\":\"1\"}]}", "json.unknown_field",
         "scores[0].points"},
        {JSON_IN_STEP, "{\"to\":7}", "json.type", "to"},
        {JSON_IN_STEP, "{\"to\":\"" FORTY "a\"}", "field.too_long", "to"},
        {JSON_IN_STEP, "{\"to\":\"final\",\"fill\":1}", "json.type", "fill"},
        {JSON_IN_STEP, "{\"to\":\"final\",\"minutes\":[]}", "json.type", "minutes"},
        {JSON_IN_STEP, "{\"to\":\"final\",\"minutes\":{\"symbol\":\"1-BB\"}}", "field.missing",
         "minutes.held_on"},
        {JSON_IN_STEP, "{\"to\":\"final\",\"minutes\":{\"held_on\":\"2023-02-30\"}}", "date.format",
         "minutes.held_on"},
        {JSON_IN_STEP, "{\"to\":\"final\",\"minutes\":{\"present\":0}}", "json.type",
         "minutes.present"},
        {JSON_IN_ANSWER, "{\"answer\":\"no\"}", "answer.unknown", "answer"},
        {JSON_IN_ANSWER, "{\"answer\":\"accepted\"}", "field.missing", "reason"},
        {JSON_IN_CHECK, "{\"severity\":\"deadly\"}", "severity.unknown", "severity"},
        {JSON_IN_CHECK, "{\"parameters\":[]}", "json.type", "parameters"},
        {JSON_IN_CHECK, "{\"on\":\"2023\"}", "json.unknown_field", "on"},
        {JSON_IN_TRIAL, "{\"on\":\"năm 2023\"}", "code.format", "on"},
        {JSON_IN_TRIAL, "{\"seen\":\"\"}", "json.unknown_field", "seen"},
        {JSON_IN_MAPPING, "{\"kind\":\"news\"}", "field.missing", "criterion"},
        {JSON_IN_MAPPING, "{\"kind\":\"none\",\"criterion\":null}", "post.kind", "kind"},
        {JSON_IN_MAPPING, "{\"kind\":\"news\",\"criterion\":\"\"}", "code.format", "criterion"},
        {JSON_IN_FEED, "{\"address\":\"\"}", "field.missing", "address"},
        {JSON_IN_FEED, "{\"address\":\"a\",\"kind\":\"html\"}", "feed.kind", "kind"},
        {JSON_IN_FEED, "{\"address\":\"a\",\"usual_kind\":\"tin\"}", "feed.kind", "usual_kind"},
        {JSON_IN_FEED, "{\"address\":\"a\",\"categories\":[]}", "json.type", "categories"},
        {JSON_IN_FEED, "{\"address\":\"a\",\"categories\":{\"Gương sáng\":\"x\"}}", "feed.kind",
         "categories.Gương sáng"},
        {JSON_IN_SITES, "{}", "field.missing", "sites"},
        {JSON_IN_SITES, "{\"sites\":[\"a.vn\",7]}", "json.type", "sites[1]"},
        {JSON_IN_SITES, "{\"sites\":[],\"more\":1}", "json.unknown_field", "more"},
        {JSON_IN_EXPORT, "{}", "field.missing", "as_of"},
        {JSON_IN_EXPORT, "{\"as_of\":20231130}", "json.type", "as_of"},
        {JSON_IN_EXPORT, "{\"own_figure\":-1}", "members.figure", "own_figure"},
        {JSON_IN_EXPORT, "{\"own_figure\":\"5\"}", "members.figure", "own_figure"},
        {JSON_IN_COLUMNS, "{\"sheets\":[]}", "json.type", "sheets"},
        {JSON_IN_COLUMNS, "{\"sheets\":{\"a\":7}}", "json.type", "sheets.a"},
        {JSON_IN_COLUMNS, "{\"sheets\":{\"a\":{\"Họ tên\":7}}}", "json.type", "sheets.a.Họ tên"},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        struct problem problem = {0};
        void *into[16] = {NULL};
        assert_false(json_in_read(*state, bytes(CASES[i].body), CASES[i].fields, into, &problem));
        if (strcmp(problem.code, CASES[i].code) != 0 ||
            strcmp(problem.field, CASES[i].field) != 0) {
            fail_msg("%s: %s at %s", CASES[i].body, problem.code, problem.field);
        }
    }
}

static void absent_fields_stay_as_they_were(void **state)
{
    struct problem problem;
    struct json_in_step step = {.reason = ""};
    struct json_in_check check = {.parameters = "{}"};
    struct json_in_feed feed = {.usual_kind = "news", .categories = "{}"};
    struct json_in_export parsed = {.own_figure = -1};
    assert_true(json_in_read(*state, bytes("{\"to\":\"final\"}"), JSON_IN_STEP, &step, &problem));
    assert_string_equal(step.to, "final");
    assert_string_equal(step.reason, "");
    assert_null(step.minutes);
    assert_true(
        json_in_read(*state, bytes("{\"severity\":null}"), JSON_IN_CHECK, &check, &problem));
    assert_int_equal(check.severity, 0);
    assert_string_equal(check.parameters, "{}");
    assert_null(check.seen);
    assert_true(json_in_read(*state, bytes("{\"address\":\"a.vn\",\"kind\":null}"), JSON_IN_FEED,
                             &feed, &problem));
    assert_null(feed.kind);
    assert_string_equal(feed.usual_kind, "news");
    assert_true(json_in_read(*state, bytes("{\"as_of\":\"2023-11-30\",\"own_figure\":null}"),
                             JSON_IN_EXPORT, &parsed, &problem));
    assert_int_equal(parsed.own_figure, -1);
}

static void bodies_are_put_where_they_belong(void **state)
{
    struct problem problem;
    struct json_in_step step = {.reason = ""};
    struct json_in_check check = {.parameters = "{}"};
    struct json_in_mapping mapping = {NULL, NULL, NULL};
    struct json_list sites = {0, NULL};
    const char *text = NULL;
    assert_true(
        json_in_read(*state,
                     bytes("{\"to\":\"approved\",\"fill\":true,\"reason\":\"đủ\","
                           "\"minutes\":{\"symbol\":\"1-BB\", \"held_on\":\"2023-12-01\"}}"),
                     JSON_IN_STEP, &step, &problem));
    assert_true(step.is_filled);
    assert_string_equal(step.reason, "đủ");
    assert_string_equal(step.minutes, "{\"symbol\":\"1-BB\",\"held_on\":\"2023-12-01\"}");
    assert_true(json_in_read(*state,
                             bytes("{\"off\":true,\"severity\":\"error\",\"parameters\":{\"a\": 1},"
                                   "\"seen\":\"\"}"),
                             JSON_IN_CHECK, &check, &problem));
    assert_true(check.is_off);
    assert_int_equal(check.severity, 3);
    assert_string_equal(check.parameters, "{\"a\":1}");
    assert_string_equal(check.seen, "");
    assert_true(json_in_read(*state, bytes("{\"kind\":\"story\",\"criterion\":null}"),
                             JSON_IN_MAPPING, &mapping, &problem));
    assert_string_equal(mapping.kind, "story");
    assert_null(mapping.criterion);
    assert_true(json_in_read(*state, bytes("{\"sites\":[\"a.vn\",\"b.vn\"]}"), JSON_IN_SITES,
                             &sites, &problem));
    assert_int_equal(sites.count, 2);
    assert_string_equal(sites.items[1], "b.vn");
    assert_true(json_in_read(*state, bytes("{\"sites\":[]}"), JSON_IN_SITES, &sites, &problem));
    assert_int_equal(sites.count, 0);
    assert_true(json_in_read(*state,
                             bytes("{\"scores\":[{\"criterion\":\"I.1\", \"value\":\"-1.5\"}]}"),
                             JSON_IN_SCORES, &text, &problem));
    assert_string_equal(text, "[{\"criterion\":\"I.1\",\"value\":\"-1.5\"}]");
    assert_true(json_in_read(*state, bytes("{\"sheets\":{\"x\":{\"Họ tên\":\"full_name\"}}}"),
                             JSON_IN_COLUMNS, &text, &problem));
    assert_string_equal(text, "{\"x\":{\"Họ tên\":\"full_name\"}}");
}

/* Lengths are counted in characters; a refusal names the limit. */
static void limits_are_those_of_evidence(void **state)
{
    struct problem problem;
    Evidence__V1__Submission *piece;
    for (int over = 0; over <= 1; over++) {
        struct buf body = {0};
        buf_text(&body, "{" START "\"occurred_on\":\"2023-11-02\",\"title\":\"");
        for (int i = 0; i < EVIDENCE_TITLE_MAX + over; i++) {
            buf_text(&body, "ế");
        }
        buf_text(&body, "\"}");
        assert_int_equal(
            json_in_submission(*state, bytes(buf_string(&body)), false, &piece, &problem), !over);
        buf_free(&body);
    }
    assert_string_equal(problem.code, "field.too_long");
    assert_string_equal(problem.field, "title");
    assert_non_null(strstr(problem.detail, "1000"));
    for (int over = 0; over <= 1; over++) {
        struct buf body = {0};
        buf_text(&body,
                 "{\"campaign\":\"2023\",\"unit\":\"CL\",\"kind\":\"article\",\"title\":\"a\","
                 "\"occurred_on\":\"2023-11-02\",\"criteria\":[\"1\"");
        for (int i = 1; i < EVIDENCE_CRITERIA_MAX + over; i++) {
            buf_print(&body, ",\"1.%d\"", i);
        }
        buf_text(&body, "]}");
        assert_int_equal(
            json_in_submission(*state, bytes(buf_string(&body)), false, &piece, &problem), !over);
        buf_free(&body);
    }
    assert_string_equal(problem.code, "criterion.count");
    assert_string_equal(problem.field, "criteria");
    assert_non_null(strstr(problem.detail, "12"));
}

static void json_in_knows_codes(void **state)
{
    (void)state;
    assert_true(json_in_is_code("TV-01.a_b"));
    assert_false(json_in_is_code(""));
    assert_false(json_in_is_code(".a"));
    assert_false(json_in_is_code("a b"));
    assert_false(json_in_is_code("Đ"));
    assert_false(json_in_is_code("12345678901234567890123456789012345678901"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(json_in_takes_a_whole_submission, set_up, tear_down),
        cmocka_unit_test_setup_teardown(json_in_keeps_text_as_it_came, set_up, tear_down),
        cmocka_unit_test_setup_teardown(json_in_names_what_is_wrong, set_up, tear_down),
        cmocka_unit_test_setup_teardown(json_in_says_where_the_syntax_breaks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(json_in_lets_systems_date_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(json_in_limits_lengths_and_depth, set_up, tear_down),
        cmocka_unit_test_setup_teardown(json_in_reads_a_sign_in, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_body_names_what_is_wrong, set_up, tear_down),
        cmocka_unit_test_setup_teardown(absent_fields_stay_as_they_were, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bodies_are_put_where_they_belong, set_up, tear_down),
        cmocka_unit_test_setup_teardown(limits_are_those_of_evidence, set_up, tear_down),
        cmocka_unit_test(json_in_knows_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
