/*
 * JSON from outside: what is taken, and how each thing that is not is named.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

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

#define START                                                                                      \
    "\"campaign\":\"2023\",\"unit\":\"CL\",\"criteria\":[\"I.1\",\"I.2\"],\"kind\":\"article\","
#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define WHOLE START "\"title\":\"Ra quân\",\"occurred_on\":\"2023-11-02\""

static void json_in_takes_a_whole_piece(void **state)
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
    /* Decomposed letters and a stray Ð are for validation to find. */
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
        {"{\"figures\":[{\"name\":\"a\",\"value\":\"1,5\"}]}", "decimal.format",
         "figures[0].value"},
        {"{\"figures\":[{\"name\":\"a\",\"value\":\"1e5\"}]}", "decimal.format",
         "figures[0].value"},
        {"{\"figures\":[{\"name\":\"a\",\"value\":\"0.12345\"}]}", "decimal.format",
         "figures[0].value"},
        {"{\"figures\":[{\"name\":\"a\",\"value\":\"100000000000000\"}]}", "json.number",
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
    static const char BODY[] = "{" WHOLE ",\"received_on\":\"2023-01-01\"}";
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
    struct json_in_login login;
    struct problem problem;
    assert_true(
        json_in_login(*state, bytes("{\"username\":\"an\",\"password\":\"Đ\"}"), &login, &problem));
    assert_string_equal(login.username, "an");
    assert_string_equal(login.password, "Đ");
    assert_false(json_in_login(*state, bytes("{\"username\":\"an\"}"), &login, &problem));
    assert_string_equal(problem.field, "password");
    assert_false(
        json_in_login(*state, bytes("{\"username\":1,\"password\":\"\"}"), &login, &problem));
    assert_string_equal(problem.code, "json.type");
    assert_false(json_in_login(*state, bytes("{\"user\":\"an\"}"), &login, &problem));
    assert_string_equal(problem.code, "json.unknown_field");
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
        cmocka_unit_test_setup_teardown(json_in_takes_a_whole_piece, set_up, tear_down),
        cmocka_unit_test_setup_teardown(json_in_keeps_text_as_it_came, set_up, tear_down),
        cmocka_unit_test_setup_teardown(json_in_names_what_is_wrong, set_up, tear_down),
        cmocka_unit_test_setup_teardown(json_in_says_where_the_syntax_breaks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(json_in_lets_systems_date_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(json_in_limits_lengths_and_depth, set_up, tear_down),
        cmocka_unit_test_setup_teardown(json_in_reads_a_sign_in, set_up, tear_down),
        cmocka_unit_test(json_in_knows_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
