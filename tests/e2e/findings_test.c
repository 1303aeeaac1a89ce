/*
 * findings_test.c — the unit explains a finding, the inspector accepts it and takes that back:
 * verdict and score follow, the words stay, and no other role may.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/one_system.h"
#include "support/system_evidence.h"
#include "support/zip.h"

static char id[37], key[37];

static struct http_answer answer_as(const char *username, const char *finding, const char *body)
{
    char path[160];
    snprintf(path, sizeof(path), "/api/v1/evidence/%s/findings/%s/answers", id, finding);
    return http_send(
        system_http(site),
        &(struct http_request){.path = path, .token = system_token(site, username), .body = body});
}

static void expect_answer(const char *username, const char *body, unsigned status,
                          const char *words)
{
    struct http_answer answer = answer_as(username, key, body);
    if (answer.status != status || strstr(answer.body, words) == NULL) {
        fail_msg("%s %s: %u %s", username, body, (unsigned)answer.status, answer.body);
    }
    http_free(&answer);
}

/* Once the pending verdict has come. */
static struct http_answer look(void)
{
    assert_true(system_settle(site));
    return evidence_wait(site, "can-bo-1", id);
}

static const char *score_of(const struct http_answer *answer)
{
    const json_t *score = json_array_get(json_object_get(answer->json, "scores"), 0);
    const char *value = json_string_value(json_object_get(score, "value"));
    return value != NULL ? value : "";
}

/* Kind document without file or link. */
static void a_finding_has_a_key(void **state)
{
    (void)state;
    struct http_answer answer = evidence_through(
        site, "can-bo-1", "thieu-tep",
        "{\"campaign\":\"2023\",\"unit\":\"U1\",\"criteria\":[\"C12\"],\"kind\":\"document\","
        "\"title\":\"Kế hoạch công tác năm của đơn vị\",\"occurred_on\":\"2023-05-06\","
        "\"document_symbol\":\"12-KH/ĐTN\"}",
        id);
    assert_string_equal(http_text(&answer, "verdict"), "mend");
    const json_t *findings = json_object_get(answer.json, "findings");
    size_t errors = 0, at;
    json_t *finding;
    json_array_foreach(findings, at, finding) {
        if (strcmp(json_string_value(json_object_get(finding, "severity")), "error") == 0) {
            snprintf(key, sizeof(key), "%s", json_string_value(json_object_get(finding, "key")));
            errors++;
        }
        assert_int_equal(json_array_size(json_object_get(finding, "answers")), 0);
    }
    if (errors != 1) {
        fail_msg("%s", answer.body);
    }
    http_free(&answer);
}

static void the_unit_explains(void **state)
{
    (void)state;
    expect_answer("can-bo-1", "{\"answer\":\"explained\",\"reason\":\"Văn bản mật, nộp bản giấy\"}",
                  200, "Văn bản mật");
    expect_answer("can-bo-1", "{\"answer\":\"explained\",\"reason\":\"Văn bản mật, nộp bản giấy\"}",
                  200, "Văn bản mật");
    struct http_answer answer = look();
    assert_string_equal(http_text(&answer, "verdict"), "mend");
    assert_non_null(strstr(answer.body, "Văn bản mật"));
    http_free(&answer);
    assert_int_equal(database_number(system_database(site), "SELECT count(*) FROM finding_answer"),
                     1);
}

static void only_an_inspector_accepts(void **state)
{
    (void)state;
    expect_answer("can-bo-1", "{\"answer\":\"accepted\",\"reason\":\"được\"}", 403, "forbidden");
    expect_answer("can-bo-2", "{\"answer\":\"explained\",\"reason\":\"không phải của tôi\"}", 404,
                  "not_found");
    expect_answer("uy-ban", "{\"answer\":\"accepted\",\"reason\":\"được\"}", 403, "forbidden");
    expect_answer("kiem-tra", "{\"answer\":\"accepted\",\"reason\":\"  \"}", 400, "reason.missing");
    expect_answer("kiem-tra", "{\"answer\":\"bỏ qua\",\"reason\":\"x\"}", 400, "answer.unknown");
    expect_answer("kiem-tra", "{\"answer\":\"accepted\"}", 400, "field.missing");
    struct http_answer unknown =
        answer_as("kiem-tra", id, "{\"answer\":\"accepted\",\"reason\":\"x\"}");
    assert_int_equal(unknown.status, 404);
    http_free(&unknown);
    expect_answer("kiem-tra", "{\"answer\":\"accepted\",\"reason\":\"Đã xem bản giấy\"}", 200,
                  "Đã xem bản giấy");
    struct http_answer answer = look();
    assert_string_equal(http_text(&answer, "verdict"), "valid");
    assert_string_equal(score_of(&answer), "2.50");
    assert_non_null(strstr(answer.body, "\"accepted\": true"));
    http_free(&answer);
}

/* The same revision judged again for another reason: the answer stays. */
static void an_answer_outlives_another_verdict(void **state)
{
    (void)state;
    database_run(system_database(site),
                 "INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)"
                 " VALUES (gen_random_uuid(), 2, '%s', 0, now(), 1, 'again')",
                 id);
    struct http_answer answer = look();
    assert_string_equal(http_text(&answer, "verdict"), "valid");
    http_free(&answer);
}

static void what_is_reopened_weighs_again(void **state)
{
    (void)state;
    expect_answer("kiem-tra", "{\"answer\":\"reopened\",\"reason\":\"Bản giấy không có dấu\"}", 200,
                  "không có dấu");
    struct http_answer answer = look();
    assert_string_equal(http_text(&answer, "verdict"), "mend");
    assert_string_equal(score_of(&answer), "0.00");
    assert_null(strstr(answer.body, "\"accepted\": true"));
    http_free(&answer);
    assert_int_equal(system_ctl(site, NULL, "ledger"), 0);
}

/* ------------------------------------------------------------- tables of documents */

#define CELL(text)       "<w:tc><w:p><w:r><w:t>" text "</w:t></w:r></w:p></w:tc>"
#define ROW(left, right) "<w:tr>" CELL(left) CELL(right) "</w:tr>"
#define TABLE(rows) \
    "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>" \
    "<w:p><w:r><w:t>Kết quả hoạt động</w:t></w:r></w:p><w:tbl>" rows "</w:tbl></w:body>" \
    "</w:document>"

/* The words of the place where the table contradicts the figure; "" if it does not. */
static void contradicted(const char *key_of, const char *xml, const char *value, char into[200])
{
    char body[600], found[37];
    struct buf zip = {0};
    zip_make((const struct zip_part[]){{"word/document.xml", xml, 0}, {NULL, NULL, 0}}, &zip);
    snprintf(body, sizeof(body),
             EVIDENCE("U1", "\"C1\"", "Tham quan bảo tàng",
                      ",\"figures\":[{\"name\":\"số lượt\",\"value\":\"%s\"}]"),
             value);
    struct http_answer answer = http_send(
        system_http(site),
        &(struct http_request){.path = "/api/v1/evidence",
                               .token = system_token(site, "can-bo-1"),
                               .key = key_of,
                               .body = body,
                               .files = &(struct http_file){"ket-qua.docx", zip.data, zip.len},
                               .file_count = 1});
    assert_int_equal(answer.status, 202);
    snprintf(found, sizeof(found), "%s", http_text(&answer, "id"));
    http_free(&answer);
    buf_free(&zip);
    answer = evidence_wait(site, "can-bo-1", found);
    size_t at;
    json_t *finding;
    into[0] = '\0';
    json_array_foreach(json_object_get(answer.json, "findings"), at, finding) {
        if (strcmp(json_string_value(json_object_get(finding, "code")),
                   "figures.table_contradicts") == 0) {
            const json_t *place = json_object_get(finding, "place");
            snprintf(into, 200, "%lld: %s", json_integer_value(json_object_get(place, "line")),
                     json_string_value(json_object_get(place, "words")));
        }
    }
    http_free(&answer);
}

static void a_table_of_a_document_is_compared(void **state)
{
    (void)state;
    char words[200];
#define BESIDE TABLE(ROW("Số lượt", "1.234"))
#define BELOW  TABLE(ROW("Số buổi", "Số lượt") ROW("12", "1.234"))
#define NOTED \
    TABLE("<w:tr>" CELL("Số lượt") CELL("1.234</w:t></w:r></w:p><w:p><w:r><w:t>") \
              CELL("có sổ</w:t></w:r></w:p><w:p><w:r><w:t>theo dõi") "</w:tr>")
    contradicted("bang-1", BESIDE, "9999", words);
    assert_string_equal(words, "2: Số lượt\t\n1.234");
    contradicted("bang-2", BESIDE, "1234", words);
    assert_string_equal(words, "");
    contradicted("bang-3", BELOW, "9999", words);
    assert_string_equal(words, "4: 12\t\n1.234");
    contradicted("bang-4", BELOW, "1234", words);
    assert_string_equal(words, "");
    contradicted("bang-5", NOTED, "9999", words);
    assert_string_equal(words, "2: Số lượt\t\n1.234");
    contradicted("bang-6", NOTED, "1234", words);
    assert_string_equal(words, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_has_a_key),
        cmocka_unit_test(the_unit_explains),
        cmocka_unit_test(only_an_inspector_accepts),
        cmocka_unit_test(an_answer_outlives_another_verdict),
        cmocka_unit_test(a_table_of_a_document_is_compared),
        cmocka_unit_test(what_is_reopened_weighs_again),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
