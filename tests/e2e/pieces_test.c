/*
 * pieces_test.c — an evidence item from its code to its withdrawal: the code survives revisions,
 * the history is whole, a withdrawn item counts nowhere and comes back; explanations; search.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "support/one_system.h"
#include "support/system_evidence.h"

static char id[37], twin[37], path[200];

static const char *item(const char *rest)
{
    snprintf(path, sizeof(path), "/api/v1/evidence/%s%s", id, rest);
    return path;
}

static struct http_answer look(void)
{
    assert_true(system_settle(site));
    return evidence_get(site, "can-bo-1", id);
}

static void expect_look(const char *member, const char *value)
{
    struct http_answer answer = look();
    if (strcmp(http_text(&answer, member), value) != 0) {
        fail_msg("%s is not %s: %s", member, value, answer.body);
    }
    http_free(&answer);
}

static long facts(void)
{
    return database_number(system_database(site),
                           "SELECT count(*) FROM evidence_fact WHERE evidence_id = '%s'", id);
}

static void codes_count_within_their_place(void **state)
{
    (void)state;
    char other[37];
    struct http_answer first = evidence_through(
        site, "can-bo-1", "ma-1",
        EVIDENCE("U1", "\"C1\"", "Kế hoạch Tháng Thanh niên",
                 ",\"document_symbol\":\"58-KH/ĐTN\",\"text\":\"Ra quân tại xã Hùng Hòa\""),
        id);
    assert_string_equal(http_text(&first, "code"), "2023-C1-U1-01");
    http_free(&first);
    struct http_answer second = evidence_through(
        site, "can-bo-1", "ma-2", EVIDENCE("U1", "\"C1\",\"C2\"", "Báo cáo quý", ""), other);
    assert_string_equal(http_text(&second, "code"), "2023-C1-U1-02");
    http_free(&second);
    struct http_answer third = evidence_through(
        site, "can-bo-2", "ma-1", EVIDENCE("U2", "\"C1\"", "Báo cáo quý hai", ""), other);
    assert_string_equal(http_text(&third, "code"), "2023-C1-U2-01");
    http_free(&third);
    system_expect(site, "can-bo-1", "GET", "/api/v1/campaigns/2023/evidence/2023-C1-U1-01", NULL,
                  (struct wanted){200, id});
    system_expect(site, "can-bo-2", "GET", "/api/v1/campaigns/2023/evidence/2023-C1-U1-01", NULL,
                  (struct wanted){404, "not_found"});
}

static void a_repeat_takes_no_number(void **state)
{
    (void)state;
    struct http_answer again =
        evidence_file(site, "can-bo-1", "ma-2", EVIDENCE("U1", "\"C1\",\"C2\"", "Báo cáo quý", ""));
    assert_int_equal(again.status, 202);
    http_free(&again);
    assert_int_equal(
        database_number(system_database(site),
                        "SELECT last FROM evidence_counter WHERE prefix = '2023-C1-U1-'"),
        2);
}

static void a_revision_keeps_the_code_and_the_history(void **state)
{
    (void)state;
    char body[600], same[37];
    snprintf(body, sizeof(body),
             EVIDENCE("U1", "\"C2\"", "Kế hoạch Tháng Thanh niên 2023",
                      ",\"text\":\"Ra quân tại xã Tân Hùng\",\"id\":\"%s\",\"base_revision\":1"),
             id);
    struct http_answer answer = evidence_through(site, "can-bo-1", "ma-sua", body, same);
    assert_string_equal(same, id);
    assert_string_equal(http_text(&answer, "code"), "2023-C1-U1-01");
    http_free(&answer);
    answer = system_get(site, "kiem-tra", item("/revisions"));
    const json_t *items = json_object_get(answer.json, "items");
    assert_int_equal(json_array_size(items), 2);
    const json_t *old = json_array_get(items, 1);
    assert_string_equal(json_string_value(json_object_get(old, "text")), "Ra quân tại xã Hùng Hòa");
    assert_string_equal(json_string_value(json_object_get(old, "document_symbol")), "58-KH/ĐTN");
    assert_string_equal(json_string_value(json_object_get(old, "verdict")), "valid");
    http_free(&answer);
    system_expect(site, "can-bo-2", "GET", item("/revisions"), NULL,
                  (struct wanted){404, "not_found"});
}

static void a_place_is_cited_in_a_file_that_is_there(void **state)
{
    (void)state;
    char cited[37];
    const struct http_file files[] = {{"bao-cao.txt", "Mục II. Kết quả\n", 18}};
    struct http_request request = {
        .path = "/api/v1/evidence",
        .token = system_token(site, "can-bo-1"),
        .key = "dan",
        .body = EVIDENCE("U1", "\"C2\"", "Báo cáo năm",
                         ",\"cites\":[{\"file\":1,\"page\":2,\"section\":\"Mục II\"}]"),
        .files = files,
        .file_count = 1};
    struct http_answer answer = http_send(system_http(site), &request);
    assert_int_equal(answer.status, 202);
    snprintf(cited, sizeof(cited), "%s", http_text(&answer, "id"));
    http_free(&answer);
    answer = evidence_wait(site, "can-bo-1", cited);
    assert_non_null(strstr(answer.body, "\"section\":\"Mục II\""));
    http_free(&answer);
    request.key = "dan-sai";
    request.body = EVIDENCE("U1", "\"C2\"", "Báo cáo năm", ",\"cites\":[{\"file\":2,\"page\":2}]");
    answer = http_send(system_http(site), &request);
    assert_int_equal(answer.status, 400);
    assert_string_equal(http_text(&answer, "code"), "cite.place");
    assert_string_equal(http_text(&answer, "field"), "cites[0]");
    http_free(&answer);
}

static void what_is_withdrawn_counts_nowhere(void **state)
{
    (void)state;
    assert_true(facts() > 0);
    system_expect(site, "can-bo-2", "PUT", item("/withdrawal"), "{\"reason\":\"x\"}",
                  (struct wanted){404, "not_found"});
    system_expect(site, "kiem-tra", "PUT", item("/withdrawal"), "{\"reason\":\"x\"}",
                  (struct wanted){403, "forbidden"});
    system_expect(site, "can-bo-1", "PUT", item("/withdrawal"), "{\"reason\":\" \"}",
                  (struct wanted){400, "reason.missing"});
    for (int i = 0; i < 2; i++) {
        system_expect(site, "can-bo-1", "PUT", item("/withdrawal"),
                      "{\"reason\":\"Nộp nhầm đơn vị\"}", (struct wanted){200, "withdrawn"});
    }
    expect_look("state", "withdrawn");
    assert_int_equal(facts(), 0);
    system_expect(site, "kiem-tra", "GET", item(""), NULL, (struct wanted){200, "Nộp nhầm đơn vị"});
    system_expect(site, "kiem-tra", "GET", item("/revisions"), NULL,
                  (struct wanted){200, "withdrawn"});
    system_expect(site, "kiem-tra", "GET", "/api/v1/evidence?verdict=withdrawn", NULL,
                  (struct wanted){200, id});
    struct http_answer list = system_get(site, "can-bo-1", "/api/v1/evidence?campaign=2023");
    assert_null(strstr(list.body, id));
    http_free(&list);
    assert_int_equal(database_number(system_database(site), "SELECT count(*) FROM evidence_act"),
                     1);
}

/* The first of two that had filed it was withdrawn. */
static void nothing_is_a_copy_of_what_is_withdrawn(void **state)
{
    (void)state;
    struct http_answer answer = evidence_through(
        site, "can-bo-2", "song-sinh",
        EVIDENCE("U2", "\"C2\"", "Kế hoạch khác", ",\"text\":\"Ra quân tại xã Tân Hùng\""), twin);
    assert_null(strstr(answer.body, "copy."));
    http_free(&answer);
}

static void a_withdrawn_item_takes_no_revision(void **state)
{
    (void)state;
    char body[400];
    snprintf(body, sizeof(body),
             EVIDENCE("U1", "\"C2\"", "Bản sửa", ",\"id\":\"%s\",\"base_revision\":2"), id);
    struct http_answer answer = evidence_file(site, "can-bo-1", "sua-da-rut", body);
    assert_int_equal(answer.status, 409);
    http_free(&answer);
}

static void what_is_restored_counts_again(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        system_expect(site, "can-bo-1", "DELETE", item("/withdrawal"), NULL,
                      (struct wanted){200, "accepted"});
    }
    expect_look("state", "scored");
    assert_true(facts() > 0);
    assert_int_equal(system_ctl(site, NULL, "ledger"), 0);
}

static void missing_evidence_is_explained(void **state)
{
    (void)state;
    static const char PLACE[] = "/api/v1/campaigns/2023/units/U1/explanations";
    char cell[120];
    snprintf(cell, sizeof(cell), "%s/C12", PLACE);
    system_expect(site, "can-bo-1", "GET", PLACE, NULL, (struct wanted){200, "\"missing\""});
    system_expect(site, "can-bo-1", "PUT", cell, "{\"text\":\"Đơn vị mới thành lập\"}",
                  (struct wanted){200, "C12"});
    system_expect(site, "kiem-tra", "GET", PLACE, NULL,
                  (struct wanted){200, "Đơn vị mới thành lập"});
    system_expect(site, "kiem-tra", "PUT", cell, "{\"text\":\"x\"}",
                  (struct wanted){403, "forbidden"});
    system_expect(site, "can-bo-2", "GET", PLACE, NULL, (struct wanted){404, "not_found"});
    system_expect(site, "can-bo-1", "PUT", "/api/v1/campaigns/2023/units/U1/explanations/KHONG-CO",
                  "{\"text\":\"x\"}", (struct wanted){404, "not_found"});
}

static bool finds(const char *username, const char *query, const char *wanted)
{
    snprintf(path, sizeof(path), "/api/v1/evidence?campaign=2023&q=%s", query);
    struct http_answer answer = system_get(site, username, path);
    assert_int_equal(answer.status, 200);
    bool is_there = strstr(answer.body, wanted) != NULL;
    http_free(&answer);
    return is_there;
}

static void words_are_found_with_and_without_diacritics(void **state)
{
    (void)state;
    assert_true(finds("can-bo-1", "ke%20hoach%20thang%20thanh", id));
    assert_true(finds("can-bo-1", "K%E1%BA%BF%20ho%E1%BA%A1ch", id));
    assert_true(finds("can-bo-1", "tan%20hung", id));
    assert_true(finds("kiem-tra", "2023-C1-U1-01", id));
    assert_false(finds("can-bo-1", "58-kh", id)); /* the revision before */
    assert_false(finds("can-bo-2", "tan%20hung", id));
    assert_true(finds("can-bo-2", "tan%20hung", twin));
    system_expect(site, "can-bo-1", "GET", "/api/v1/campaigns/2023/search?q=tan%20hung", NULL,
                  (struct wanted){200, id});
    system_expect(site, "can-bo-1", "GET", "/api/v1/campaigns/2023/search?q=u2", NULL,
                  (struct wanted){200, "\"U2\""});
    system_expect(site, "kiem-tra", "GET", "/api/v1/units?q=u2", NULL,
                  (struct wanted){200, "\"U2\""});
    system_expect(site, "kiem-tra", "GET", "/api/v1/campaigns/2023/findings?q=khong-co-gi", NULL,
                  (struct wanted){200, "[]"});
}

/* What ingest folds and what the store folds of a question are the same. */
static void both_fold_alike(void **state)
{
    (void)state;
    char found[37];
    struct http_answer answer =
        evidence_through(site, "can-bo-1", "chu-cai",
                         EVIDENCE("U1", "\"C2\"",
                                  "ÁÀẢÃẠ ĂẮẰẲẴẶ ÂẤẦẨẪẬ ĐÉÈẺẼẸ ÊẾỀỂỄỆ ÍÌỈĨỊ ÓÒỎÕỌ ÔỐỒỔỖỘ ƠỚỜỞỠỢ "
                                  "ÚÙỦŨỤ ƯỨỪỬỮỰ ÝỲỶỸỴ đ‐ơ/ư.ý",
                                  ""),
                         found);
    http_free(&answer);
    assert_int_equal(database_number(system_database(site),
                                     "SELECT count(*) FROM submission WHERE id = '%s' AND words = "
                                     "array_to_tsvector(search_words(code || ' ' || title))",
                                     found),
                     1);
}

static void a_closed_unit_withdraws_nothing(void **state)
{
    (void)state;
    database_run(system_database(site),
                 "INSERT INTO assessment (campaign_id, unit_id, state)"
                 " SELECT c.id, u.id, 'self_closed' FROM campaign c, unit u"
                 " WHERE c.code = '2023' AND u.code = 'U1'"
                 " ON CONFLICT (campaign_id, unit_id) DO UPDATE SET state = excluded.state");
    system_expect(site, "can-bo-1", "PUT", item("/withdrawal"), "{\"reason\":\"muộn\"}",
                  (struct wanted){409, "assessment.locked"});
    system_expect(site, "can-bo-1", "PUT", "/api/v1/campaigns/2023/units/U1/explanations/C12",
                  "{\"text\":\"muộn\"}", (struct wanted){409, "assessment.locked"});
    struct http_answer answer = look();
    assert_true(json_is_false(json_object_get(answer.json, "is_unit_open")));
    http_free(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_count_within_their_place),
        cmocka_unit_test(a_repeat_takes_no_number),
        cmocka_unit_test(a_revision_keeps_the_code_and_the_history),
        cmocka_unit_test(a_place_is_cited_in_a_file_that_is_there),
        cmocka_unit_test(what_is_withdrawn_counts_nowhere),
        cmocka_unit_test(nothing_is_a_copy_of_what_is_withdrawn),
        cmocka_unit_test(a_withdrawn_item_takes_no_revision),
        cmocka_unit_test(what_is_restored_counts_again),
        cmocka_unit_test(missing_evidence_is_explained),
        cmocka_unit_test(words_are_found_with_and_without_diacritics),
        cmocka_unit_test(both_fold_alike),
        cmocka_unit_test(a_closed_unit_withdraws_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
