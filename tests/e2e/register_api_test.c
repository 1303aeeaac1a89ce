/*
 * register_api_test.c — the register of outgoing papers over HTTP: who may do what with it, what is
 * refused, what a retry does, and the workbook.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/one_system.h"
#include "support/system_evidence.h"
#include "support/system_rights.h"

#define REGISTER        "/api/v1/register"
#define BOOKS           REGISTER "/books"
#define BOOK            BOOKS "/KH-TINH"
#define LONG            BOOKS "/MA-SO-DAI-HON-TEN-TRANG-TINH-DUOC-PHEP" /* than a sheet's name */
#define OK              ((struct wanted){200, ""})
#define SAYS(words)     ((struct wanted){200, words})
#define FAULT(no, code) ((struct wanted){no, code})

#define OPENS(type, issuer, first) \
    "{\"unit\":\"TINH\",\"issuer\":\"" issuer "\",\"issuer_name\":\"Ủy ban Kiểm tra Tỉnh đoàn\"," \
    "\"type\":\"" type "\",\"term\":\"Nhiệm kỳ 2022–2027\",\"term_from\":\"2022-10-01\"," \
    "\"first_number\":" first "}"
#define TAKES(subject, more) "{\"subject\":\"" subject "\"" more "}"
#define DAY(day)             ",\"dated\":\"2023-" day "\""

/* "hd-tinh" is the council of the province, "hoi-dong" that of U1. */
static const char *const WHO[] = {"can-bo-1", "hoi-dong", "hd-tinh",  "kiem-tra", "uy-ban",
                                  "bien-tap", "quan-tri", "he-thong", "xem",      NULL};

static void ask(const char *username, const char *method, const char *path, const char *body,
                struct wanted wanted)
{
    system_expect(site, username, method, path, body, wanted);
}

static void take(const char *key, const char *body, struct wanted wanted)
{
    struct http_answer answer =
        http_send(system_http(site), &(struct http_request){.path = BOOK "/entries",
                                                            .token = system_token(site, "uy-ban"),
                                                            .key = key,
                                                            .body = body});
    if (answer.status != wanted.status || strstr(answer.body, wanted.words) == NULL) {
        fail_msg("%s: %ld %s", key, answer.status, answer.body);
    }
    http_free(&answer);
}

static int hold_book(void **state)
{
    int failed = set_up(state);
    database_run(system_database(site),
                 "INSERT INTO account (id, username, role, unit_id, full_name, password_hash)"
                 " SELECT 60, 'hd-tinh', 'council', 1, 'Văn phòng', password_hash FROM account"
                 "  WHERE id = 5");
    ask("uy-ban", "PUT", BOOK, OPENS("KH", "UBKTTĐ", "128"), SAYS("\"next_number\": 128"));
    return failed;
}

static void a_book_writes_symbols_that_can_be_read(void **state)
{
    (void)state;
    ask("uy-ban", "PUT", BOOKS "/X", OPENS("XY", "UBKTTĐ", "1"), FAULT(422, "1-XY/UBKTTĐ"));
    ask("uy-ban", "PUT", BOOKS "/X", OPENS("QĐ", "1", "1"), FAULT(422, "register.symbol"));
    ask("uy-ban", "PUT", BOOKS "/X", OPENS("QĐ", "tđtn", "1"), FAULT(422, "register.symbol"));
    ask("uy-ban", "PUT", BOOKS "/X", OPENS("QĐ", "TĐTN", "0"), FAULT(400, "first_number"));
    ask("uy-ban", "PUT", BOOKS "/X", OPENS("KH", "UBKTTĐ", "1"), FAULT(409, "register.overlap"));
    ask("uy-ban", "PUT", BOOKS "/X",
        "{\"unit\":\"U1\",\"issuer\":\"HĐ\",\"issuer_name\":\"x\",\"type\":\"KH\",\"term\":\"x\","
        "\"term_from\":\"2023-01-01\"}",
        FAULT(422, "register.body"));
    ask("uy-ban", "PUT", BOOKS "/TTR", OPENS("TTr", "TĐTN", "1"), SAYS("tờ trình"));
    ask("uy-ban", "PUT", BOOKS "/TTR", OPENS("TTr", "TWĐTN", "1"), SAYS("TWĐTN"));
}

static void a_number_is_taken_once_for_a_key(void **state)
{
    (void)state;
    take("kh-1", TAKES("Kiểm tra cuối năm", DAY("10-18")), SAYS("\"symbol\": \"128-KH/UBKTTĐ\""));
    take("kh-1", TAKES("Kiểm tra cuối năm", DAY("10-18")), SAYS("\"label\": \"128\""));
    take("kh-1", TAKES("Khác", DAY("10-18")), FAULT(409, "idempotency.conflict"));
    take("kh-2", TAKES("Lùi", DAY("10-17")), FAULT(422, "≥ 18/10/2023"));
    take("kh-2", TAKES("Giữ", ",\"state\":\"sent\""), FAULT(400, "register.state_word"));
    take("kh-2", TAKES("Giữ", ",\"state\":\"reserved\",\"count\":51"),
         FAULT(422, "register.count"));
    take("kh-2", TAKES("Giữ", ",\"state\":\"reserved\",\"count\":2"), SAYS("\"label\": \"130\""));
    take("kh-3", TAKES("Chèn", DAY("10-19") ",\"behind\":128,\"department\":\"TCKT\""),
         SAYS("128a-KH/UBKTTĐ-TCKT"));
    take("kh-4", TAKES("Hồ sơ", DAY("10-19") ",\"about\":{\"kind\":\"x\",\"campaign\":\"2023\"}"),
         FAULT(400, "register.about_kind"));
    ask("uy-ban", "POST", BOOK "/entries/129/issue", TAKES("Ban hành", DAY("10-18")),
        FAULT(422, "≥ 19/10/2023"));
    ask("uy-ban", "POST", BOOK "/entries/129/issue", TAKES("Ban hành", DAY("10-20")),
        SAYS("\"act\": \"issued\""));
    ask("uy-ban", "POST", BOOK "/entries/130/cancel", "{\"reason\":\"\"}",
        FAULT(400, "reason.missing"));
    ask("uy-ban", "POST", BOOK "/entries/130/cancel", "{\"reason\":\"Không dùng\"}",
        SAYS("\"state\": \"cancelled\""));
    ask("uy-ban", "POST", BOOK "/entries/131/cancel", "{\"reason\":\"x\"}",
        FAULT(404, "not_found"));
}

static void entries_are_found_by_type_year_state_and_words(void **state)
{
    (void)state;
    static const struct {
        const char *query;
        size_t count;
    } ASKED[] = {
        {"?book=KH-TINH", 4},         {"?type=kh&year=2023", 3},         {"?type=qd", 0},
        {"?state=cancelled", 1},      {"?q=kiem%20tra%20cuoi%20nam", 1}, {"?q=128a-kh", 1},
        {"?book=KH-TINH&limit=2", 2},
    };
    for (size_t i = 0; i < sizeof(ASKED) / sizeof(ASKED[0]); i++) {
        char path[120];
        snprintf(path, sizeof(path), REGISTER "/entries%s", ASKED[i].query);
        struct http_answer answer = system_get(site, "kiem-tra", path);
        if (json_array_size(json_object_get(answer.json, "items")) != ASKED[i].count) {
            fail_msg("%s: %s", path, answer.body);
        }
        http_free(&answer);
    }
    struct http_answer first = system_get(site, "uy-ban", REGISTER "/entries?limit=3");
    char path[120];
    snprintf(path, sizeof(path), REGISTER "/entries?limit=3&after=%s", http_text(&first, "next"));
    ask("uy-ban", "GET", path, NULL, SAYS("\"label\": \"128\""));
    http_free(&first);
}

static void the_register_is_a_workbook(void **state)
{
    (void)state;
    char path[300], command[800];
    struct http_answer answer = system_get(site, "uy-ban", REGISTER "/sheet.xlsx?book=KH-TINH");
    assert_int_equal(answer.status, 200);
    snprintf(path, sizeof(path), "%s/so.xlsx", system_directory(site));
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_int_equal(fwrite(answer.body, 1, answer.len, file), answer.len);
    fclose(file);
    http_free(&answer);
    snprintf(command, sizeof(command), "/usr/bin/python3 -B tests/e2e/register_book.py %s", path);
    assert_int_equal(system(command), 0);
    ask("uy-ban", "PUT", LONG, OPENS("BC", "TĐTN", "1"), OK);
    answer =
        http_send(system_http(site), &(struct http_request){.path = LONG "/entries",
                                                            .token = system_token(site, "uy-ban"),
                                                            .key = "bc-1",
                                                            .body = TAKES("x", DAY("10-18"))});
    assert_int_equal(answer.status, 200);
    http_free(&answer);
    ask("uy-ban", "GET", REGISTER "/sheet.xlsx", NULL, OK);
    answer = system_get(site, "uy-ban", REGISTER "/sheet.xlsx?year=1990");
    assert_int_equal(answer.status, 200);
    http_free(&answer);
}

static void rights(const char *method, const char *path, const char *body, const char *wanted)
{
    system_rights(site, WHO, (struct rights_of){method, path, body}, wanted);
}

/* ------------------- of:  cb1 hd1 hdt kt  ub  bt  qt  ht  xem */
#define ANY_LIST        "403 200 200 200 200 200 403 403 403"
#define READERS         "403 404 200 200 200 200 403 403 403"
#define WRITERS(status) "403 404 " status " 403 " status " 403 403 403 403"

static void the_office_of_the_province_writes_and_inspectors_read(void **state)
{
    (void)state;
    rights("GET", BOOKS, NULL, ANY_LIST);
    rights("GET", REGISTER "/entries", NULL, ANY_LIST);
    rights("GET", REGISTER "/sheet", NULL, ANY_LIST);
    rights("GET", REGISTER "/sheet.xlsx", NULL, ANY_LIST);
    rights("GET", BOOK "/entries/128", NULL, READERS);
    rights("PUT", BOOK, OPENS("KH", "UBKTTĐ", "7"), "403 403 409 403 409 403 403 403 403");
    rights("POST", BOOK "/entries", TAKES("x", DAY("01-01")), WRITERS("422"));
    rights("POST", BOOK "/entries", TAKES("x", ",\"state\":\"reserved\""), WRITERS("200"));
    rights("POST", BOOK "/entries/128/issue", TAKES("x", DAY("10-18")), WRITERS("409"));
    rights("POST", BOOK "/entries/130/cancel", "{\"reason\":\"x\"}", WRITERS("409"));
    ask("hoi-dong", "GET", REGISTER "/entries", NULL, SAYS("\"items\": []"));
    ask("hoi-dong", "GET", BOOKS, NULL, SAYS("\"items\": [], \"bodies\": []"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_book_writes_symbols_that_can_be_read),
        cmocka_unit_test(a_number_is_taken_once_for_a_key),
        cmocka_unit_test(entries_are_found_by_type_year_state_and_words),
        cmocka_unit_test(the_register_is_a_workbook),
        cmocka_unit_test(the_office_of_the_province_writes_and_inspectors_read),
    };
    return cmocka_run_group_tests(tests, hold_book, tear_down);
}
