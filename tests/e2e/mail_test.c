/*
 * mail_test.c — notifications through a real SMTP server and a real webhook receiver: once,
 * readable, signed, and later if the other side was down.
 */
#include "support/test.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/system.h"
#include "support/system_evidence.h"
#include "support/system_receiver.h"
#include "support/wait.h"

#define SECRET "bi-mat-dung-chung"

/* Kind document without file or link: to be fixed. */
#define MEND(title) \
    "{\"campaign\":\"2023\",\"unit\":\"U1\",\"criteria\":[\"C2\"],\"kind\":\"document\"," \
    "\"title\":\"" title "\",\"occurred_on\":\"2023-05-06\"}"

enum { QUIET_MS = 1500 };

static struct system *site;
static struct receiver *receiver;

static int set_up(void **state)
{
    (void)state;
    site = system_start(&(struct system_options){.has_mail = true});
    receiver = receiver_start();
    database_run(system_database(site), "INSERT INTO address VALUES (8, 3, '%s', '" SECRET "')",
                 receiver_url(receiver));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    int deaths = system_deaths(site);
    system_stop(&site);
    receiver_stop(&receiver);
    return deaths == 0 ? 0 : -1;
}

static bool is_all_sent(void *arg)
{
    (void)arg;
    return database_number(system_database(site),
                           "SELECT count(*) FROM notification WHERE state <> 2") == 0;
}

static void wait_sent(void)
{
    assert_true(wait_until(is_all_sent, NULL));
}

/* The messages whose subject ends like this; one of them in *found (caller frees). */
static int count_mails(const char *title, json_t **found)
{
    char *text = system_mails(site);
    json_t *list = json_loads(text, 0, NULL), *mail;
    int count = 0;
    size_t at;
    *found = NULL;
    json_array_foreach(list, at, mail) {
        if (strstr(json_string_value(json_object_get(mail, "subject")), title) != NULL) {
            json_decref(*found);
            *found = json_incref(mail);
            count++;
        }
    }
    json_decref(list);
    free(text);
    return count;
}

static void mails_once_and_readably(void **state)
{
    (void)state;
    /* Long enough for a subject of several encoded words. */
    static const char TITLE[] =
        "Kế hoạch tổ chức hoạt động “Tháng Thanh niên” năm 2023, hưởng ứng chủ đề năm";
    char id[37];
    json_t *mail = NULL;
    struct http_answer answer = evidence_through(
        site, "can-bo-1", "thu-1",
        MEND("Kế hoạch tổ chức hoạt động “Tháng Thanh niên” năm 2023, hưởng ứng chủ đề năm"), id);
    assert_string_equal(http_text(&answer, "verdict"), "mend");
    http_free(&answer);
    assert_true(system_settle(site));
    wait_sent();
    wait_ms(QUIET_MS);
    assert_int_equal(count_mails(TITLE, &mail), 1);
    assert_string_equal(json_string_value(json_object_get(mail, "to")),
                        "can-bo-1@minhchung.example");
    assert_int_equal(json_integer_value(json_object_get(mail, "defects")), 0);
    const char *body = json_string_value(json_object_get(mail, "body"));
    assert_non_null(
        strstr(json_string_value(json_object_get(mail, "subject")), "Minh chứng cần sửa: "));
    assert_non_null(strstr(body, TITLE));
    assert_non_null(strstr(body, "Chưa có tệp hoặc liên kết kèm theo."));
    assert_non_null(strstr(body, id));
    json_decref(mail);
}

static void sends_no_mail_about_valid_items(void **state)
{
    (void)state;
    char id[37];
    json_t *mail = NULL;
    struct http_answer answer = evidence_through(
        site, "can-bo-1", "tot-1", EVIDENCE("U1", "\"C1\"", "Không có lỗi nào", ""), id);
    assert_string_equal(http_text(&answer, "verdict"), "valid");
    http_free(&answer);
    assert_true(system_settle(site));
    wait_sent();
    assert_int_equal(count_mails("Không có lỗi nào", &mail), 0);
    answer = system_get(site, "can-bo-1", "/api/v1/inbox");
    assert_int_equal(answer.status, 200);
    assert_non_null(strstr(answer.body, "Minh chứng hợp lệ: Không có lỗi nào"));
    http_free(&answer);
    answer = system_get(site, "can-bo-2", "/api/v1/inbox");
    assert_null(strstr(answer.body, "Không có lỗi nào"));
    http_free(&answer);
}

static void mails_later_when_the_server_was_down(void **state)
{
    (void)state;
    char id[37];
    json_t *mail = NULL;
    system_mail_stop(site);
    struct http_answer answer =
        evidence_through(site, "can-bo-1", "thu-2", MEND("Thư đến muộn"), id);
    http_free(&answer);
    assert_true(system_settle(site));
    wait_ms(QUIET_MS);
    assert_false(is_all_sent(NULL));
    system_mail_start(site);
    wait_sent();
    wait_ms(QUIET_MS);
    assert_int_equal(count_mails("Thư đến muộn", &mail), 1);
    json_decref(mail);
}

static void assert_signed(const struct call *call)
{
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    char text[2 * sizeof(mac) + 1];
    crypto_auth_hmacsha256_state hash;
    assert_string_not_equal(call->stamp, "");
    crypto_auth_hmacsha256_init(&hash, (const unsigned char *)SECRET, strlen(SECRET));
    crypto_auth_hmacsha256_update(&hash, (const unsigned char *)call->stamp, strlen(call->stamp));
    crypto_auth_hmacsha256_update(&hash, (const unsigned char *)".", 1);
    crypto_auth_hmacsha256_update(&hash, (const unsigned char *)call->body, strlen(call->body));
    crypto_auth_hmacsha256_final(&hash, mac);
    sodium_bin2hex(text, sizeof(text), mac, sizeof(mac));
    assert_string_equal(call->signature, text);
}

/* Calls about one evidence item; the last in *found. */
static int count_calls(const char *id, unsigned status, const struct call **found)
{
    int count = 0;
    for (size_t i = 0; i < receiver_count(receiver); i++) {
        const struct call *call = receiver_call(receiver, i);
        if (strstr(call->body, id) != NULL && call->status == status) {
            *found = call;
            count++;
        }
    }
    return count;
}

static void calls_once_and_signed(void **state)
{
    (void)state;
    char id[37];
    const struct call *call = NULL;
    struct http_answer answer = evidence_through(
        site, "can-bo-1", "goi-1", EVIDENCE("U1", "\"C1\"", "Báo cho hệ thống khác", ""), id);
    http_free(&answer);
    assert_true(system_settle(site));
    wait_sent();
    wait_ms(QUIET_MS);
    assert_int_equal(count_calls(id, 200, &call), 1);
    assert_signed(call);
    assert_string_not_equal(call->key, "");
    json_t *body = json_loads(call->body, 0, NULL);
    assert_string_equal(json_string_value(json_object_get(body, "kind")), "evidence_valid");
    assert_string_equal(json_string_value(json_object_get(body, "unit")), "U1");
    assert_string_equal(json_string_value(json_object_get(body, "campaign")), "2023");
    assert_string_equal(json_string_value(json_object_get(body, "id")), call->key);
    json_decref(body);
}

static void calls_again_with_the_same_key(void **state)
{
    (void)state;
    char id[37];
    const struct call *failed = NULL, *taken = NULL;
    receiver_fail(receiver, 1, 503);
    struct http_answer answer = evidence_through(
        site, "can-bo-1", "goi-2", EVIDENCE("U1", "\"C1\"", "Gọi lại lần nữa", ""), id);
    http_free(&answer);
    assert_true(system_settle(site));
    wait_sent();
    wait_ms(QUIET_MS);
    assert_int_equal(count_calls(id, 503, &failed), 1);
    assert_int_equal(count_calls(id, 200, &taken), 1);
    assert_string_equal(failed->key, taken->key);
    assert_string_equal(failed->body, taken->body);
    assert_signed(taken);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mails_once_and_readably),
        cmocka_unit_test(sends_no_mail_about_valid_items),
        cmocka_unit_test(mails_later_when_the_server_was_down),
        cmocka_unit_test(calls_once_and_signed),
        cmocka_unit_test(calls_again_with_the_same_key),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
