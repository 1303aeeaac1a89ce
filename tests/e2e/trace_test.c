/*
 * trace_test.c — one id follows a submission from its HTTP request through the log lines of
 * all services, sent ahead (bus.hot) or polled from the store; `minhchung trace` shows its life.
 */
#include "support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "support/system.h"
#include "support/system_directory.h"
#include "support/system_evidence.h"
#include "support/wait.h"

enum { PATH = 300 };

#define GIVEN       "4bf92f3577b34da6a3ce929d0e0e4736"
#define GIVEN_UUID  "4bf92f35-77b3-4da6-a3ce-929d0e0e4736"
#define TRACEPARENT "00-" GIVEN "-00f067aa0ba902b7-01"

static struct system *site;

static int start(bool is_cold)
{
    static const char *const DEBUG[] = {"--log.level=debug", NULL};
    site = system_start(&(struct system_options){.is_cold = is_cold, .arguments = DEBUG});
    return 0;
}

static int start_hot(void **state)
{
    (void)state;
    return start(false);
}

static int start_cold(void **state)
{
    (void)state;
    return start(true);
}

static int stop(void **state)
{
    (void)state;
    int deaths = system_deaths(site);
    system_stop(&site);
    return deaths == 0 ? 0 : -1;
}

/* ---------------------------------------------------------------- logs */

/* Whether the log of that service has a line with the trace and the words. */
static bool has_line(enum system_service service, const char *trace, const char *words)
{
    char path[PATH], line[2048], member[64];
    bool found = false;
    snprintf(path, sizeof(path), "%s/%s-0.log", system_directory(site), system_name(service));
    snprintf(member, sizeof(member), "\"trace\":\"%s\"", trace);
    FILE *log = fopen(path, "re");
    assert_non_null(log);
    while (!found && fgets(line, sizeof(line), log) != NULL) {
        found = strstr(line, member) != NULL && strstr(line, words) != NULL;
    }
    fclose(log);
    return found;
}

/* The line of a commit comes after the commit can be seen. */
static void expect_line(enum system_service service, const char *trace, const char *words)
{
    for (int64_t until = wait_hangs_at_ms(); !has_line(service, trace, words);) {
        if (clock_steady_ms() > until) {
            fail_msg("no line of %s with %s and \"%s\"", system_name(service), trace, words);
        }
        wait_ms(20);
    }
}

/* ---------------------------------------------------------------- the life of one */

/* The only submission that `minhchung trace` finds; the caller frees. */
static json_t *life_of(const char *id)
{
    char *out = NULL;
    int code = system_ctl(site, &out, "trace %s --json", id);
    json_t *lives = json_loads(out, 0, NULL);
    if (code != 0 || json_array_size(lives) != 1) {
        fail_msg("trace %s: exit %d: %s", id, code, out);
    }
    free(out);
    json_t *life = json_incref(json_array_get(lives, 0));
    json_decref(lives);
    return life;
}

static const char *text(const json_t *object, const char *member)
{
    const char *value = json_string_value(json_object_get(object, member));
    return value != NULL ? value : "";
}

/* The first entry of a list whose `member` is that; NULL: none. */
static const json_t *entry(const json_t *life, const char *list, const char *member,
                           const char *value)
{
    size_t at;
    json_t *line;
    json_array_foreach(json_object_get(life, list), at, line) {
        if (strcmp(text(line, member), value) == 0) {
            return line;
        }
    }
    return NULL;
}

static const json_t *event(const json_t *life, const char *name)
{
    const json_t *found = entry(life, "events", "event", name);
    if (found == NULL) {
        fail_msg("no event %s", name);
    }
    return found;
}

static void check_order(const json_t *life)
{
    static const char *const ORDER[] = {"accepted", "read", "judged", "scored"};
    for (size_t i = 1; i < sizeof(ORDER) / sizeof(ORDER[0]); i++) {
        const char *before = text(event(life, ORDER[i - 1]), "at");
        const char *after = text(event(life, ORDER[i]), "at");
        if (strcmp(before, after) > 0) {
            fail_msg("%s at %s, %s at %s", ORDER[i - 1], before, ORDER[i], after);
        }
    }
}

static void check_life(const json_t *life, const char *trace, const char *id)
{
    assert_string_equal(text(life, "trace"), trace);
    assert_string_equal(text(life, "evidence"), id);
    assert_string_equal(text(life, "unit"), "U1");
    assert_string_equal(text(life, "account"), "can-bo-1");
    assert_string_equal(text(event(life, "read"), "file"), "ke-hoach.txt");
    assert_string_equal(text(event(life, "read"), "type"), "text/plain");
    assert_string_equal(text(event(life, "judged"), "verdict"), "valid");
    assert_string_equal(text(event(life, "scored"), "criterion"), "C3");
    assert_string_equal(text(event(life, "delivered"), "channel"), "inbox");
    assert_string_equal(text(event(life, "delivered"), "to"), "can-bo-1");
    assert_int_equal(json_integer_value(json_object_get(event(life, "notified"), "recipients")), 1);
    assert_int_equal(json_array_size(json_object_get(life, "pending")), 0);
    assert_int_equal(json_array_size(json_object_get(life, "failed")), 0);
    check_order(life);
}

/* Submits with a file of that content; copies the ids of the evidence item and of the request. */
static void submit(const char *key, const char *header, const char *content, char id[static 37],
                   char trace[static 37])
{
    const struct http_file file = {"ke-hoach.txt", content, strlen(content)};
    struct http_answer answer =
        http_send(system_http(site),
                  &(struct http_request){.path = "/api/v1/evidence",
                                         .token = system_token(site, "can-bo-1"),
                                         .key = key,
                                         .header = header,
                                         .body = EVIDENCE("U1", "\"C3\"", "Kế hoạch",
                                                          ",\"document_symbol\":\"12-KH/ĐTN\""),
                                         .files = &file,
                                         .file_count = 1});
    assert_int_equal(answer.status, 202);
    snprintf(id, 37, "%s", http_text(&answer, "id"));
    const char *name = strcasestr(answer.headers, "\nX-Request-Id: ");
    assert_non_null(name);
    snprintf(trace, 37, "%.36s", name + strlen("\nX-Request-Id: "));
    http_free(&answer);
    answer = evidence_wait(site, "can-bo-1", id);
    assert_string_equal(http_text(&answer, "state"), "scored");
    http_free(&answer);
    assert_true(system_settle(site));
}

static void expect_lines(const char *trace)
{
    expect_line(SYSTEM_GATEWAY, trace, "POST /api/v1/evidence: 202");
    expect_line(SYSTEM_INGEST, trace, "accepted: submission");
    expect_line(SYSTEM_READER, trace, "read: done");
    expect_line(SYSTEM_VALIDATION, trace, "validate: done");
    expect_line(SYSTEM_NOTIFICATION, trace, "notify: done");
}

static void without_an_id_the_submissions_own_is_used(void **state)
{
    (void)state;
    char id[37], trace[37], line[80];
    submit("khoa-1", NULL, "Kế hoạch ra quân chiến dịch năm 2023.\n", id, trace);
    assert_string_equal(trace, id);
    expect_lines(id);
    json_t *life = life_of(id);
    check_life(life, id, id);
    /* The score's own line is found by the cell. */
    snprintf(line, sizeof(line), "cell %s", text(event(life, "scored"), "cell"));
    char command[PATH];
    snprintf(command, sizeof(command), "grep -q '%s' %s/scoring-0.log", line,
             system_directory(site));
    assert_int_equal(system(command), 0);
    json_t *by_key = life_of("khoa-1");
    assert_true(json_equal(life, by_key));
    json_decref(by_key);
    json_decref(life);
}

static void a_given_id_is_kept_to_the_end(void **state)
{
    (void)state;
    char id[37], trace[37];
    submit("khoa-2", "traceparent: " TRACEPARENT, "Kế hoạch sinh hoạt hè năm 2023.\n", id, trace);
    assert_string_equal(trace, GIVEN_UUID);
    expect_lines(GIVEN_UUID);
    const char *const NAMES[] = {id, "khoa-2", GIVEN, GIVEN_UUID, TRACEPARENT};
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        json_t *life = life_of(NAMES[i]);
        check_life(life, GIVEN_UUID, id);
        json_decref(life);
    }
}

static void a_refusal_tells_its_id(void **state)
{
    (void)state;
    struct http_answer answer = http_send(
        system_http(site), &(struct http_request){.path = "/api/v1/evidence",
                                                  .token = system_token(site, "can-bo-1"),
                                                  .key = "khoa-3",
                                                  .body = EVIDENCE("U1", "\"C99\"", "Lạ", "")});
    assert_int_equal(answer.status, 422);
    char trace[37], header[64];
    snprintf(trace, sizeof(trace), "%s", http_text(&answer, "trace"));
    snprintf(header, sizeof(header), "X-Request-Id: %s", trace);
    assert_non_null(strcasestr(answer.headers, header));
    http_free(&answer);
    expect_line(SYSTEM_GATEWAY, trace, "refused: 422 criterion.unknown");
    expect_line(SYSTEM_INGEST, trace, "refused: criterion.unknown criteria[0]");
    assert_int_equal(system_ctl(site, NULL, "trace %s", trace), 1);
    assert_int_equal(system_ctl(site, NULL, "trace khoa-3"), 1);
}

static void what_waits_and_what_failed_is_shown(void **state)
{
    (void)state;
    struct database *db = system_database(site);
    char id[37], *out = NULL;
    system_hold(site, SYSTEM_VALIDATION, true);
    (void)system_signal(site, SYSTEM_VALIDATION, 0, SIGKILL);
    struct http_answer answer =
        evidence_file(site, "can-bo-1", "khoa-4", EVIDENCE("U1", "\"C2\"", "Chờ", ""));
    assert_int_equal(answer.status, 202);
    snprintf(id, sizeof(id), "%s", http_text(&answer, "id"));
    http_free(&answer);
    json_t *life = life_of(id);
    assert_non_null(entry(life, "pending", "stage", "validate"));
    assert_non_null(event(life, "accepted"));
    assert_null(entry(life, "events", "event", "judged"));
    json_decref(life);
    database_run(db, "UPDATE message SET attempts = 99, ready_at = now() WHERE stage = 2");
    system_hold(site, SYSTEM_VALIDATION, false);
    expect_line(SYSTEM_VALIDATION, id, "validate: dead-lettered after 99 deliveries");
    life = life_of(id);
    assert_string_equal(text(entry(life, "failed", "stage", "validate"), "reason"),
                        "attempts exhausted");
    assert_int_equal(json_array_size(json_object_get(life, "pending")), 0);
    json_decref(life);
    assert_int_equal(system_ctl(site, &out, "trace khoa-4"), 0);
    assert_non_null(strstr(out, "reason=attempts exhausted"));
    free(out);
    assert_int_equal(system_ctl(site, NULL, "dead-letters --requeue"), 0);
    assert_true(system_settle(site));
}

/* Each revision is a submission of its own; the evidence item's id finds both. */
static void revisions_are_shown_one_after_the_other(void **state)
{
    (void)state;
    char id[37], body[700], *out = NULL;
    struct http_answer answer =
        evidence_through(site, "can-bo-1", "khoa-5", EVIDENCE("U1", "\"C2\"", "Bản đầu", ""), id);
    http_free(&answer);
    snprintf(body, sizeof(body),
             EVIDENCE("U1", "\"C2\"", "Bản sau", ",\"id\":\"%s\",\"base_revision\":1"), id);
    answer = evidence_file(site, "can-bo-1", "khoa-6", body);
    assert_int_equal(answer.status, 202);
    http_free(&answer);
    assert_true(system_settle(site));
    assert_int_equal(system_ctl(site, &out, "trace %s --json", id), 0);
    json_t *lives = json_loads(out, 0, NULL);
    free(out);
    assert_int_equal(json_array_size(lives), 2);
    for (size_t i = 0; i < 2; i++) {
        const json_t *life = json_array_get(lives, i);
        assert_int_equal(json_integer_value(json_object_get(life, "revision")), i + 1);
        assert_true(json_is_true(json_object_get(life, "is_current")) == (i == 1));
        assert_non_null(event(life, "judged"));
    }
    expect_line(SYSTEM_VALIDATION, text(json_array_get(lives, 1), "submission"), "validate: done");
    json_decref(lives);
}

/* A spreadsheet is one request: its rows carry the id of the import. */
static void rows_of_an_import_bear_its_id(void **state)
{
    (void)state;
    char path[PATH], command[2 * PATH], import[37], *out = NULL;
    snprintf(path, sizeof(path), "%s/bang.csv", system_directory(site));
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs("Mã đơn vị;Tiêu chí;Loại;Tiêu đề;Ngày\n"
          "U1;C2;other;Dòng một;06/05/2023\nU1;C2;other;Dòng hai;07/05/2023\n",
          file);
    fclose(file);
    snprintf(command, sizeof(command), "import %s --campaign 2023 --wait --json", path);
    assert_int_equal(system_ctl(site, &out, "%s", command), 0);
    json_t *report = json_loads(out, 0, NULL);
    free(out);
    assert_int_equal(json_integer_value(json_object_get(report, "accepted")), 2);
    snprintf(import, sizeof(import), "%s", text(report, "id"));
    json_decref(report);
    assert_true(system_settle(site));
    assert_int_equal(system_ctl(site, &out, "trace %s --json", import), 0);
    json_t *lives = json_loads(out, 0, NULL);
    free(out);
    assert_int_equal(json_array_size(lives), 2);
    assert_string_equal(text(json_array_get(lives, 0), "trace"), import);
    assert_non_null(event(json_array_get(lives, 1), "delivered"));
    json_decref(lives);
    expect_line(SYSTEM_INGEST, import, "import done: 2 rows, 2 accepted");
    expect_line(SYSTEM_VALIDATION, import, "validate: done");
    expect_line(SYSTEM_NOTIFICATION, import, "notify: done");
}

static void what_is_not_there_is_said(void **state)
{
    (void)state;
    assert_int_equal(system_ctl(site, NULL, "trace"), 2);
    assert_int_equal(system_ctl(site, NULL, "trace khong-co"), 1);
    assert_int_equal(system_ctl(site, NULL, "trace 00000000-0000-0000-0000-000000000001"), 1);
}

int main(void)
{
    const struct CMUnitTest hot[] = {
        cmocka_unit_test(without_an_id_the_submissions_own_is_used),
        cmocka_unit_test(a_given_id_is_kept_to_the_end),
        cmocka_unit_test(a_refusal_tells_its_id),
        cmocka_unit_test(what_waits_and_what_failed_is_shown),
        cmocka_unit_test(revisions_are_shown_one_after_the_other),
        cmocka_unit_test(rows_of_an_import_bear_its_id),
        cmocka_unit_test(what_is_not_there_is_said),
    };
    const struct CMUnitTest cold[] = {
        cmocka_unit_test(without_an_id_the_submissions_own_is_used),
        cmocka_unit_test(a_given_id_is_kept_to_the_end),
    };
    int failed = cmocka_run_group_tests_name("sent ahead", hot, start_hot, stop);
    return failed + cmocka_run_group_tests_name("polled", cold, start_cold, stop);
}
