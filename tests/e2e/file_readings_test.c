/*
 * file_readings_test.c — files that are no evidence, before a real clamd: those of a unit's
 * self-inspection report and a photo of a visit are read and scanned like evidence, also when the
 * reader is killed in between; malware is not handed out, and who filed it has a notice; what was
 * found stands beside each file; a report's pages are seen by those who read the report.
 */
#include "support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "support/clamd.h"
#include "support/system.h"
#include "support/system_evidence.h"
#include "support/system_http.h"
#include "support/tus.h"

#define ROUND             "/api/v1/campaigns/2023/rounds/KT-2023"
#define U1                ROUND "/units/U1"
#define READY             U1 "/preparation"
#define HOME              "/api/v1/units/U1/preparations"
#define REPORT            "/api/v1/self-reports/" A
#define OK                ((struct wanted){200, ""})
#define SAYS(words)       ((struct wanted){200, words})
#define FAULT(status, it) ((struct wanted){status, it})
#define A                 "00000000-0000-4000-8000-00000000000"

static const char *const READERS[] = {"can-bo-1", "hoi-dong", "kiem-tra", "uy-ban", "bien-tap"};
enum { READER_COUNT = sizeof(READERS) / sizeof(READERS[0]) };

static struct system *site;
static struct clamd *scanner;
static char made[300];

static void make_files(const char *directory)
{
    char command[400];
    snprintf(made, sizeof(made), "%s", directory);
    snprintf(command, sizeof(command), "/usr/bin/python3 -B tests/e2e/pages.py %s", directory);
    assert_int_equal(system(command), 0);
}

static int set_up(void **state)
{
    static char option[120];
    static const char *const ARGUMENTS[] = {option, "reader --stage.lease_ms=1000",
                                            "notification --remind.every_ms=200", NULL};
    (void)state;
    scanner = clamd_start();
    snprintf(option, sizeof(option), "reader --reader.clamd=%s", scanner->socket);
    site = system_start(&(struct system_options){.arguments = ARGUMENTS, .prepared = make_files});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    system_stop(&site);
    clamd_stop(&scanner);
    return 0;
}

static void ask(const char *username, const char *method, const char *path, const char *body,
                struct wanted wanted)
{
    system_expect(site, username, method, path, body, wanted);
}

static long count(const char *what)
{
    return database_number(system_database(site), "SELECT count(*) FROM %s", what);
}

static void wait_until_read(void)
{
    assert_true(database_wait(system_database(site), "NOT EXISTS (SELECT FROM file_pending)"));
}

/* The unit files a version with one file; `id` is the last digit of the version's. */
static void file_report(char id, const char *name, const void *data, size_t len)
{
    char upload[37], path[200], body[200];
    tus_send(site, "can-bo-1", name, data, len, upload);
    snprintf(path, sizeof(path), U1 "/self-report/" A "%c", id);
    snprintf(body, sizeof(body), "{\"uploads\":[{\"id\":\"%s\"}]}", upload);
    ask("can-bo-1", "PUT", path, body, OK);
}

static void file_text(char id, const char *name, const char *text)
{
    file_report(id, name, text, strlen(text));
}

static void file_made(char id, const char *name)
{
    char path[400], block[4096];
    struct buf whole = {0};
    snprintf(path, sizeof(path), "%s/%s", made, name);
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    for (size_t len; (len = fread(block, 1, sizeof(block), file)) > 0;) {
        buf_add(&whole, block, len);
    }
    fclose(file);
    file_report(id, name, whole.data, whole.len);
    buf_free(&whole);
}

/* The newest version's file, as the team reads it: "read: file.a file.b". */
static const char *remarks(void)
{
    static char text[300];
    struct http_answer answer = system_get(site, "kiem-tra", READY);
    const json_t *versions = json_object_get(json_object_get(answer.json, "report"), "versions");
    const json_t *file = json_array_get(json_object_get(json_array_get(versions, 0), "files"), 0),
                 *one;
    size_t at;
    snprintf(text, sizeof(text),
             "%s:", json_is_true(json_object_get(file, "is_read")) ? "read" : "waits");
    json_array_foreach(json_object_get(file, "remarks"), at, one) {
        size_t len = strlen(text);
        snprintf(text + len, sizeof(text) - len, " %s", json_string_value(one));
    }
    http_free(&answer);
    return text;
}

static void the_round_is_under_way(void **state)
{
    (void)state;
    ask("bien-tap", "PUT", ROUND,
        "{\"seen\":0,\"kind\":\"year_end\",\"form\":\"on_site\",\"title\":\"Kiểm tra\","
        "\"symbol\":\"128-KH/UBKTTĐ\",\"dated\":\"2023-10-18\",\"period_from\":\"2023-11-02\","
        "\"period_to\":\"2023-11-10\",\"units\":[\"U1\",\"U2\"],\"report_due_on\":\"2023-10-30\"}",
        OK);
    ask("bien-tap", "PUT", ROUND "/teams/1",
        "{\"seen\":0,\"name\":\"Đoàn số 1\",\"members\":[{\"username\":\"kiem-tra\","
        "\"post\":\"head\"}],\"units\":[{\"unit\":\"U1\",\"visited_on\":\"2023-11-02\"},{\"unit\":\"U2\"}]}",
        OK);
    ask("bien-tap", "POST", ROUND "/steps", "{\"to\":\"issued\"}", OK);
    ask("bien-tap", "POST", ROUND "/steps", "{\"to\":\"under_way\"}", OK);
    ask("kiem-tra", "POST", U1 "/visit", NULL, OK);
}

/* ---------------------------------------------------------------- reading */

static void what_was_not_read_yet_is_handed_out_as_bytes(void **state)
{
    (void)state;
    system_hold(site, SYSTEM_READER, true);
    assert_true(system_signal(site, SYSTEM_READER, 0, SIGKILL));
    file_made('1', "bao-cao.pdf");
    assert_string_equal(remarks(), "waits:");
    struct http_answer answer = system_get(site, "kiem-tra", REPORT "1/files/1");
    assert_int_equal(answer.status, 200);
    assert_non_null(strstr(answer.headers, "application/octet-stream"));
    assert_non_null(strstr(answer.headers, "attachment"));
    http_free(&answer);
    assert_int_equal(count("file_pending"), 1);
    system_hold(site, SYSTEM_READER, false);
    wait_until_read();
    assert_string_equal(remarks(), "read:");
    answer = system_get(site, "kiem-tra", REPORT "1/files/1");
    assert_non_null(strstr(answer.headers, "application/pdf"));
    http_free(&answer);
}

static void its_pages_are_seen_by_those_who_read_the_report(void **state)
{
    (void)state;
    for (size_t i = 0; i < READER_COUNT; i++) {
        ask(READERS[i], "GET", REPORT "1/files/1/text", NULL, SAYS("công trình thanh niên"));
        ask(READERS[i], "GET", REPORT "1/files/1/pages/2/words", NULL, SAYS("\"text\":\"240\""));
        struct http_answer answer =
            system_get(site, READERS[i], REPORT "1/files/1/pages/1?width=160");
        assert_int_equal(answer.status, 200);
        assert_memory_equal(answer.body, "\xff\xd8\xff", 3);
        http_free(&answer);
    }
    static const char *const PLACES[] = {"", "/text", "/pages/1", "/pages/1/words"};
    for (size_t i = 0; i < sizeof(PLACES) / sizeof(PLACES[0]); i++) {
        char path[100];
        snprintf(path, sizeof(path), REPORT "1/files/1%s", PLACES[i]);
        ask("can-bo-2", "GET", path, NULL, FAULT(404, "not_found"));
        ask("xem", "GET", path, NULL, FAULT(403, "forbidden"));
        snprintf(path, sizeof(path), REPORT "1/files/2%s", PLACES[i]);
        ask("can-bo-1", "GET", path, NULL, FAULT(404, "not_found"));
    }
    ask("kiem-tra", "GET", REPORT "1/files/1/pages/3", NULL, FAULT(404, "page.none"));
}

/* ---------------------------------------------------------------- remarks */

static void what_is_wrong_with_a_file_stands_beside_it(void **state)
{
    (void)state;
    static const struct {
        char id;
        const char *name, *text, *wanted, *faulty;
    } CASES[] = {
        {'2', "bao-cao.pdf", "Báo cáo tự kiểm tra", "read: file.type_mismatch", "\"faulty\": 1"},
        {'3', "hong.pdf", "%PDF-1.4 nhưng không có gì", "read: file.damaged", "\"faulty\": 1"},
        {'4', "anh\xe2\x80\xae.png", "\x89PNG\r\n\x1a\n",
         "read: file.type_mismatch file.hidden_sign", "\"faulty\": 1"},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        file_text(CASES[i].id, CASES[i].name, CASES[i].text);
        wait_until_read();
        assert_string_equal(remarks(), CASES[i].wanted);
        ask("kiem-tra", "GET", READY, NULL, SAYS(CASES[i].faulty));
        ask("kiem-tra", "GET", READY, NULL, SAYS("\"state\": \"late\""));
        ask("kiem-tra", "GET", U1 "/visit", NULL, SAYS(CASES[i].faulty));
        ask("can-bo-1", "GET", HOME, NULL, SAYS(CASES[i].faulty));
    }
    file_made('9', "khoa.pdf");
    wait_until_read();
    assert_string_equal(remarks(), "read: file.encrypted");
    file_made('5', "anh.jpg");
    wait_until_read();
    assert_string_equal(remarks(), "read:");
    ask("can-bo-1", "GET", HOME, NULL, SAYS("\"items\": []"));
}

static void without_clamd_a_file_is_read_and_said_to_be_unscanned(void **state)
{
    (void)state;
    clamd_kill(scanner);
    file_text('6', "khong-quet.odt", "Báo cáo " CLAMD_MARK ", clamd không chạy");
    wait_until_read();
    assert_non_null(strstr(remarks(), "file.unscanned"));
    ask("kiem-tra", "GET", REPORT "6/files/1", NULL, SAYS("clamd"));
    clamd_again(scanner);
}

/* ---------------------------------------------------------------- malware */

/* clamd hangs while the reader scans, the reader is killed, another goes on where it was. */
static void a_reader_that_dies_loses_and_doubles_nothing(void **state)
{
    (void)state;
    long before = count("file_reading");
    assert_int_equal(kill(scanner->pid, SIGSTOP), 0);
    file_text('7', "ma-doc.pdf", "Báo cáo tự kiểm tra " CLAMD_MARK "\n");
    assert_true(database_wait(system_database(site),
                              "EXISTS (SELECT FROM file_pending WHERE claim IS NOT NULL)"));
    assert_true(system_signal(site, SYSTEM_READER, 0, SIGKILL));
    assert_int_equal(kill(scanner->pid, SIGCONT), 0);
    wait_until_read();
    assert_int_equal(count("file_reading") - before, 1);
    assert_string_equal(remarks(), "read: file.malware");
}

static void malware_is_not_handed_out(void **state)
{
    (void)state;
    static const char *const PLACES[] = {"", "/text", "/pages/1", "/pages/1/words"};
    for (size_t i = 0; i < sizeof(PLACES) / sizeof(PLACES[0]); i++) {
        char path[100];
        snprintf(path, sizeof(path), REPORT "7/files/1%s", PLACES[i]);
        for (size_t who = 0; who < READER_COUNT; who++) {
            ask(READERS[who], "GET", path, NULL, FAULT(403, "file.malware"));
        }
        ask("kiem-tra", "GET", path, NULL, FAULT(403, "Tệp chứa mã độc"));
        ask("can-bo-2", "GET", path, NULL, FAULT(404, "not_found"));
    }
}

/* How many notices of that kind; waits for one. */
static long notices(const char *username, int kind)
{
    char condition[300];
    snprintf(condition, sizeof(condition),
             "EXISTS (SELECT FROM notification n JOIN account a ON a.id = n.account_id"
             " WHERE a.username = '%s' AND n.kind = %d AND n.channel = 1)",
             username, kind);
    assert_true(database_wait(system_database(site), condition));
    assert_true(system_settle(site));
    return database_number(system_database(site),
                           "SELECT count(*) FROM notification n JOIN account a"
                           " ON a.id = n.account_id"
                           " WHERE a.username = '%s' AND n.kind = %d AND n.channel = 1",
                           username, kind);
}

static void its_unit_has_one_notice(void **state)
{
    (void)state;
    assert_int_equal(notices("can-bo-1", 20), 1);
    ask("can-bo-1", "GET", "/api/v1/inbox?kind=report_malware", NULL, SAYS("ma-doc.pdf"));
    ask("can-bo-1", "GET", "/api/v1/inbox?kind=report_malware", NULL,
        SAYS("kiem-tra/KT-2023/don-vi/U1/chuan-bi"));
    ask("can-bo-2", "GET", "/api/v1/inbox?kind=report_malware", NULL, SAYS("\"items\" : []"));
    ask("can-bo-1", "GET", HOME, NULL, SAYS("\"faulty\": 1"));
    ask("kiem-tra", "GET", READY, NULL, SAYS("\"state\": \"late\""));
}

static void a_photo_of_a_visit_is_treated_the_same(void **state)
{
    (void)state;
    static const char PICTURE[] = "\xff\xd8\xff\xe0 " CLAMD_MARK;
    char upload[37], body[400];
    tus_send(site, "kiem-tra", "so-goc.jpg", PICTURE, sizeof(PICTURE) - 1, upload);
    database_run(system_database(site), "UPDATE upload SET media_type = 'image/jpeg'");
    snprintf(body, sizeof(body),
             "{\"severity\":\"error\",\"text\":\"Số liệu cao hơn sổ\",\"cause\":\"Cộng trùng\","
             "\"place\":\"Sổ gốc\",\"photos\":[{\"upload\":\"%s\",\"alt\":\"Trang sổ\"}],"
             "\"made_at\":\"2023-11-02T02:12:00Z\"}",
             upload);
    ask("kiem-tra", "PUT", U1 "/visit/findings/" A "8", body, SAYS("Trang sổ"));
    wait_until_read();
    ask("kiem-tra", "GET", "/api/v1/visit-photos/" A "8/1", NULL, FAULT(403, "file.malware"));
    ask("kiem-tra", "GET", U1 "/visit", NULL, SAYS("file.malware"));
    struct http_answer answer = system_get(site, "kiem-tra", U1 "/minutes");
    assert_non_null(strstr(answer.body, "Trang sổ"));
    assert_null(strstr(answer.body, "is_read")); /* minutes keep what does not change */
    http_free(&answer);
    assert_int_equal(notices("kiem-tra", 21), 1);
    assert_int_equal(system_deaths(site), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_round_is_under_way),
        cmocka_unit_test(what_was_not_read_yet_is_handed_out_as_bytes),
        cmocka_unit_test(its_pages_are_seen_by_those_who_read_the_report),
        cmocka_unit_test(what_is_wrong_with_a_file_stands_beside_it),
        cmocka_unit_test(without_clamd_a_file_is_read_and_said_to_be_unscanned),
        cmocka_unit_test(a_reader_that_dies_loses_and_doubles_nothing),
        cmocka_unit_test(malware_is_not_handed_out),
        cmocka_unit_test(its_unit_has_one_notice),
        cmocka_unit_test(a_photo_of_a_visit_is_treated_the_same),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
