/*
 * rights_test.c — what each account may see and do over HTTP: nothing of another unit leaks, live
 * events go only to accounts that may read them, results appear when they are published; and a
 * client that is too slow harms only itself.
 */
#include "support/test.h"

#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "support/system.h"
#include "support/system_evidence.h"
#include "support/wait.h"

#define PUBLISH \
    "{\"confirm\":\"CÔNG BỐ\",\"symbol\":\"12-QĐ/TĐTN\",\"dated\":\"2023-12-20\"," \
    "\"signer\":\"Bí thư Tỉnh đoàn\",\"appeal_until\":\"2099-01-01\"}"
#define SECRET_TITLE "Chỉ đơn vị một được biết"

static struct system *site;
static char secret_id[37]; /* an evidence item of U1 */

static int set_up(void **state)
{
    (void)state;
    static const char *const ARGUMENTS[] = {"gateway --http.timeout_s=2", NULL};
    site = system_start(&(struct system_options){.arguments = ARGUMENTS});
    struct http_answer answer = evidence_through(
        site, "can-bo-1", "mot", EVIDENCE("U1", "\"C1\"", SECRET_TITLE, ""), secret_id);
    http_free(&answer);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    int deaths = system_deaths(site);
    bool is_settled = system_settle(site);
    system_stop(&site);
    return deaths == 0 && is_settled ? 0 : -1;
}

static void assert_get(const char *username, const char *path, long status, bool is_shown)
{
    struct http_answer answer = system_get(site, username, path);
    if (answer.status != status || (strstr(answer.body, SECRET_TITLE) != NULL) != is_shown) {
        fail_msg("%s %s: %ld %s", username, path, answer.status, answer.body);
    }
    http_free(&answer);
}

static void assert_post(const char *username, const char *path, const char *body, long status)
{
    struct http_answer answer =
        http_send(system_http(site), &(struct http_request){.method = "POST",
                                                            .path = path,
                                                            .token = system_token(site, username),
                                                            .key = username,
                                                            .body = body});
    if (answer.status != status) {
        fail_msg("%s %s: %ld %s", username, path, answer.status, answer.body);
    }
    http_free(&answer);
}

/* ---------------------------------------------------------------- reading and submitting */

static void shows_an_item_to_accounts_that_may_read_it(void **state)
{
    (void)state;
    static const char *const YES[] = {"can-bo-1", "hoi-dong", "kiem-tra", "uy-ban"};
    static const char *const NO[] = {"can-bo-2", "xem", "bien-tap"};
    char path[100], revisions[100];
    snprintf(path, sizeof(path), "/api/v1/evidence/%s", secret_id);
    snprintf(revisions, sizeof(revisions), "/api/v1/evidence/%s/revisions", secret_id);
    for (size_t i = 0; i < sizeof(YES) / sizeof(YES[0]); i++) {
        assert_get(YES[i], path, 200, true);
        assert_get(YES[i], "/api/v1/evidence?unit=U1", 200, true);
        assert_get(YES[i], "/api/v1/evidence", 200, true);
        assert_get(YES[i], "/api/v1/evidence?q=chi%20don%20vi", 200, true);
        assert_get(YES[i], "/api/v1/campaigns/2023/search?q=chi%20don%20vi", 200, true);
        assert_get(YES[i], revisions, 200, true);
        assert_get(YES[i], "/api/v1/campaigns/2023/units/U1/criteria/C1/receipt", 200, true);
    }
    for (size_t i = 0; i < sizeof(NO) / sizeof(NO[0]); i++) {
        assert_get(NO[i], path, 404, false);
        assert_get(NO[i], "/api/v1/evidence?unit=U1", 200, false);
        assert_get(NO[i], "/api/v1/evidence", 200, false);
        assert_get(NO[i], "/api/v1/evidence?q=chi%20don%20vi", 200, false);
        assert_get(NO[i], "/api/v1/campaigns/2023/search?q=chi%20don%20vi", 200, false);
        assert_get(NO[i], "/api/v1/campaigns/2023/evidence/2023-C1-U1-01", 404, false);
        assert_get(NO[i], "/api/v1/campaigns/2023/units/U1/explanations", 404, false);
        assert_get(NO[i], revisions, 404, false);
        assert_get(NO[i], "/api/v1/campaigns/2023/units/U1", 404, false);
        assert_get(NO[i], "/api/v1/campaigns/2023/units/U1/criteria/C1/receipt", 404, false);
        assert_get(NO[i], "/api/v1/campaigns/2023/units/U1/receipt", 404, false);
        assert_get(NO[i], "/api/v1/campaigns/2023/units/U1/gains", 404, false);
    }
}

static void keeps_an_inspector_from_his_own_unit(void **state)
{
    (void)state;
    char id[37], path[100];
    struct http_answer answer =
        evidence_file(site, "he-thong", "ba", EVIDENCE("U3", "\"C1\"", SECRET_TITLE " ba", ""));
    assert_int_equal(answer.status, 202);
    snprintf(id, sizeof(id), "%s", http_text(&answer, "id"));
    http_free(&answer);
    assert_true(system_settle(site));
    snprintf(path, sizeof(path), "/api/v1/evidence/%s", id);
    assert_get("kiem-tra", path, 404, false);
    assert_get("kiem-tra", "/api/v1/evidence?unit=U3", 200, false);
    assert_get("uy-ban", path, 200, true);
}

static void lets_only_some_file(void **state)
{
    (void)state;
    static const char *const BODY = EVIDENCE("U1", "\"C1\"", "Không được nộp", "");
    assert_post("can-bo-2", "/api/v1/evidence", BODY, 403);
    assert_post("xem", "/api/v1/evidence", BODY, 403);
    assert_post("kiem-tra", "/api/v1/evidence", BODY, 403);
    assert_post("uy-ban", "/api/v1/evidence", BODY, 403);
    assert_post("bien-tap", "/api/v1/evidence", BODY, 403);
    assert_post("hoi-dong", "/api/v1/evidence", BODY, 202);
}

static void confirms_receipts_by_key_to_their_own_account_only(void **state)
{
    (void)state;
    char id[37], key[80];
    struct http_answer answer = evidence_through(
        site, "can-bo-1", "khoa-1", EVIDENCE("U1", "\"C2\"", "Đã nhận theo khóa", ""), id);
    http_free(&answer);
    answer = system_get(site, "can-bo-1", "/api/v1/submissions?keys=chua-gui,khoa-1");
    assert_int_equal(answer.status, 200);
    assert_int_equal(json_array_size(json_object_get(answer.json, "items")), 1);
    const json_t *item = json_array_get(json_object_get(answer.json, "items"), 0);
    assert_string_equal(json_string_value(json_object_get(item, "key")), "khoa-1");
    assert_string_equal(json_string_value(json_object_get(item, "id")), id);
    assert_int_equal(json_integer_value(json_object_get(item, "revision")), 1);
    assert_non_null(json_string_value(json_object_get(item, "received_at")));
    http_free(&answer);
    static const char *const OTHERS[] = {"hoi-dong", "can-bo-2", "he-thong"};
    for (size_t i = 0; i < sizeof(OTHERS) / sizeof(OTHERS[0]); i++) {
        system_expect(site, OTHERS[i], "GET", "/api/v1/submissions?keys=khoa-1", NULL,
                      (struct wanted){200, "\"items\" : []"});
    }
    system_expect(site, "xem", "GET", "/api/v1/submissions?keys=khoa-1", NULL,
                  (struct wanted){403, "forbidden"});
    static const char *const FAULTY[] = {"", "?keys=", "?keys=a,,b", "?keys=a%20b"};
    for (size_t i = 0; i < sizeof(FAULTY) / sizeof(FAULTY[0]); i++) {
        snprintf(key, sizeof(key), "/api/v1/submissions%s", FAULTY[i]);
        system_expect(site, "can-bo-1", "GET", key, NULL, (struct wanted){400, "query.format"});
    }
}

static const char *number_of(const struct http_answer *board, const char *unit)
{
    size_t at;
    json_t *row;
    json_array_foreach(json_object_get(board->json, "units"), at, row) {
        if (strcmp(json_string_value(json_object_get(row, "code")), unit) == 0) {
            const char *text = json_string_value(json_object_get(row, "computed"));
            return text != NULL ? text : "";
        }
    }
    return "?";
}

static void shows_on_the_board_what_is_one_s_own(void **state)
{
    (void)state;
    struct http_answer board = system_get(site, "can-bo-2", "/api/v1/campaigns/2023/scoreboard");
    assert_string_equal(number_of(&board, "U2"), "0.00");
    assert_string_equal(number_of(&board, "U1"), "");
    assert_null(strstr(board.body, "Khá"));
    http_free(&board);
    board = system_get(site, "xem", "/api/v1/campaigns/2023/scoreboard");
    assert_string_equal(number_of(&board, "U1"), "");
    http_free(&board);
    board = system_get(site, "uy-ban", "/api/v1/campaigns/2023/scoreboard");
    assert_string_equal(number_of(&board, "U1"), "10.00");
    http_free(&board);
}

/* ---------------------------------------------------------------- live news */

struct listener {
    pthread_t thread;
    const char *token;
    atomic_bool is_greeted;
    struct http_answer heard;
};

/* The last submission ends the listening. */
static bool hear(void *arg, const char *text)
{
    struct listener *self = arg;
    if (strstr(text, "event: hello") != NULL) {
        atomic_store(&self->is_greeted, true);
    }
    return strstr(text, "\"criterion\":\"C5\"") == NULL;
}

static void *listen_to_the_end(void *arg)
{
    struct listener *self = arg;
    self->heard = http_send(system_http(site), &(struct http_request){.path = "/api/v1/events",
                                                                      .token = self->token,
                                                                      .hear = hear,
                                                                      .hear_arg = self});
    return NULL;
}

static bool is_greeted(void *arg)
{
    return atomic_load(&((struct listener *)arg)->is_greeted);
}

static void tells_news_to_those_who_may_read_it(void **state)
{
    (void)state;
    struct listener listeners[3] = {{.token = system_token(site, "can-bo-1")},
                                    {.token = system_token(site, "can-bo-2")},
                                    {.token = system_token(site, "uy-ban")}};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(
            pthread_create(&listeners[i].thread, NULL, listen_to_the_end, &listeners[i]), 0);
        assert_true(wait_until(is_greeted, &listeners[i]));
    }
    char id[37], last[37];
    struct http_answer answer =
        evidence_through(site, "can-bo-1", "tin", EVIDENCE("U1", "\"C2\"", "Có tin mới", ""), id);
    http_free(&answer);
    answer = evidence_through(site, "can-bo-1", "cuoi-1", EVIDENCE("U1", "\"C5\"", "Tin cuối", ""),
                              last);
    http_free(&answer);
    answer = evidence_through(site, "can-bo-2", "cuoi-2", EVIDENCE("U2", "\"C5\"", "Tin cuối", ""),
                              last);
    http_free(&answer);
    for (int i = 0; i < 3; i++) {
        pthread_join(listeners[i].thread, NULL);
        const char *heard = listeners[i].heard.body;
        assert_non_null(strstr(heard, "event: changed"));
        assert_int_equal(strstr(heard, id) != NULL, i != 1);
        assert_int_equal(strstr(heard, "\"criterion\":\"C2\"") != NULL, i != 1);
        http_free(&listeners[i].heard);
    }
}

/* ---------------------------------------------------------------- a slow client */

static int connect_raw(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int port = (int)strtol(strchr(system_http(site), ':') + 1, NULL, 10);
    address.sin_port = htons((uint16_t)port);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
    return fd;
}

static bool is_cut_off(int fd)
{
    char byte;
    ssize_t len = recv(fd, &byte, 1, MSG_DONTWAIT | MSG_PEEK);
    return len == 0 || (len < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
}

/* Sends one byte at a time, after `head`, until it is cut off; returns the ms that took.  Others
 * are answered meanwhile. */
static int64_t drip(const char *head)
{
    int fd = connect_raw();
    int answered = 0;
    int64_t started_ms = clock_steady_ms(), until = wait_hangs_at_ms();
    (void)!send(fd, head, strlen(head), MSG_NOSIGNAL);
    while (!is_cut_off(fd)) {
        assert_true(clock_steady_ms() < until);
        (void)!send(fd, "x", 1, MSG_NOSIGNAL);
        struct http_answer answer =
            http_send(system_http(site), &(struct http_request){.path = "/healthz"});
        assert_int_equal(answer.status, 200);
        http_free(&answer);
        answered += is_cut_off(fd) ? 0 : 1;
        wait_ms(200);
    }
    assert_true(answered > 0);
    close(fd);
    return clock_steady_ms() - started_ms;
}

static void cuts_off_who_is_too_slow(void **state)
{
    (void)state;
    char head[600];
    assert_true(drip("GET /healthz HTTP/1.1\r\nHost: a\r\nX-Long: ") >= 1500);
    snprintf(head, sizeof(head),
             "POST /api/v1/evidence HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n"
             "Idempotency-Key: cham\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n"
             "\r\n",
             system_token(site, "can-bo-1"));
    assert_true(drip(head) >= 1500);
}

/* ---------------------------------------------------------------- the result */

static void waits_with_publishing_until_nothing_is_pending(void **state)
{
    (void)state;
    system_hold(site, SYSTEM_SCORING, true);
    (void)system_signal(site, SYSTEM_SCORING, 0, SIGKILL);
    struct http_answer answer =
        evidence_file(site, "can-bo-1", "cho", EVIDENCE("U1", "\"C12\"", "Còn chờ chấm", ""));
    assert_int_equal(answer.status, 202);
    http_free(&answer);
    wait_ms(500);
    assert_post("uy-ban", "/api/v1/campaigns/2023/publish", PUBLISH, 409);
    system_hold(site, SYSTEM_SCORING, false);
    assert_true(system_settle(site));
}

/* The inbox once these words are in it.  (The ledger counts notices of submissions only.) */
static struct http_answer wait_inbox(const char *username, const char *words)
{
    for (int64_t until = wait_hangs_at_ms();;) {
        struct http_answer inbox = system_get(site, username, "/api/v1/inbox");
        bool is_there = strstr(inbox.body, words) != NULL;
        if (is_there || clock_steady_ms() > until) {
            return inbox;
        }
        http_free(&inbox);
        wait_ms(50);
    }
}

/* Ingest learns of it within its heartbeat; what it accepted until then changes no result. */
static void refuses_what_comes_late(void)
{
    for (int64_t until = wait_hangs_at_ms();;) {
        char key[40];
        snprintf(key, sizeof(key), "muon-%lld", (long long)clock_steady_us());
        struct http_answer late =
            evidence_file(site, "can-bo-1", key, EVIDENCE("U1", "\"C1\"", "Đã công bố rồi", ""));
        bool is_refused =
            late.status == 409 && strcmp(http_text(&late, "code"), "campaign.closed") == 0;
        http_free(&late);
        if (is_refused) {
            return;
        }
        assert_true(clock_steady_ms() < until);
        wait_ms(100);
    }
}

static void publishes_once_for_all(void **state)
{
    (void)state;
    assert_post("can-bo-1", "/api/v1/campaigns/2023/publish", PUBLISH, 403);
    assert_post("xem", "/api/v1/campaigns/2023/publish", PUBLISH, 403);
    assert_post("uy-ban", "/api/v1/campaigns/2023/publish", PUBLISH, 409); /* not approved yet */
    database_run(system_database(site),
                 "INSERT INTO assessment SELECT 1, unit_id, 'approved' FROM campaign_unit");
    assert_post("uy-ban", "/api/v1/campaigns/2023/publish", PUBLISH, 200);
    assert_post("uy-ban", "/api/v1/campaigns/2023/publish", PUBLISH, 200);
    assert_true(system_settle(site));
    struct http_answer board = system_get(site, "xem", "/api/v1/campaigns/2023/scoreboard");
    assert_string_not_equal(number_of(&board, "U1"), "");
    assert_non_null(strstr(board.body, "\"rank\": 1"));
    http_free(&board);
    static const char PUBLISHED[] = "Đã công bố kết quả: ";
    struct http_answer inbox = wait_inbox("can-bo-2", PUBLISHED);
    const char *first = strstr(inbox.body, PUBLISHED);
    assert_non_null(first);
    assert_null(strstr(first + 1, PUBLISHED));
    http_free(&inbox);
    refuses_what_comes_late();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_an_item_to_accounts_that_may_read_it),
        cmocka_unit_test(keeps_an_inspector_from_his_own_unit),
        cmocka_unit_test(shows_on_the_board_what_is_one_s_own),
        cmocka_unit_test(lets_only_some_file),
        cmocka_unit_test(confirms_receipts_by_key_to_their_own_account_only),
        cmocka_unit_test(tells_news_to_those_who_may_read_it),
        cmocka_unit_test(cuts_off_who_is_too_slow),
        cmocka_unit_test(waits_with_publishing_until_nothing_is_pending),
        cmocka_unit_test(publishes_once_for_all),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
