/*
 * lost_files_test.c — files vanish from the file store before the reader has read them: each
 * submission gets a finding that says so, and the reader goes on with the others. A file that is
 * uploaded again is read again.
 */
#include "support/test.h"

#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/system.h"
#include "support/system_evidence.h"
#include "support/wait.h"

enum { LOST = 6 };

static struct system *site;

static int set_up(void **state)
{
    (void)state;
    static const char *const ARGUMENTS[] = {"reader --reader.children=1", NULL};
    site = system_start(&(struct system_options){.arguments = ARGUMENTS});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    system_stop(&site);
    return 0;
}

/* A submission with the two files of that name; copies its id. */
static void submit_two(const char *key, const char *name, char id[static 37])
{
    char first[80], second[80];
    snprintf(first, sizeof(first), "Kế hoạch số %s.\n", name);
    snprintf(second, sizeof(second), "Báo cáo số %s.\n", name);
    const struct http_file files[] = {{"ke-hoach.txt", first, strlen(first)},
                                      {"bao-cao.txt", second, strlen(second)}};
    struct http_answer answer =
        http_send(system_http(site),
                  &(struct http_request){.path = "/api/v1/evidence",
                                         .token = system_token(site, "can-bo-1"),
                                         .key = key,
                                         .body = EVIDENCE("U1", "\"C3\"", "Hai tệp đính kèm", ""),
                                         .files = files,
                                         .file_count = 2});
    if (answer.status != 202) {
        fail_msg("%s: %ld %s", key, answer.status, answer.body);
    }
    snprintf(id, 37, "%s", http_text(&answer, "id"));
    http_free(&answer);
}

static int remove_file(const char *path, const struct stat *stat, int kind, struct FTW *where)
{
    (void)stat;
    (void)where;
    return kind == FTW_F ? unlink(path) : 0;
}

static bool is_gone(void *arg)
{
    (void)arg;
    return !system_signal(site, SYSTEM_READER, 0, 0);
}

static long count_unstored(const char *id)
{
    struct http_answer answer = evidence_wait(site, "can-bo-1", id);
    const json_t *finding;
    size_t at;
    long found = 0;
    json_array_foreach(json_object_get(answer.json, "findings"), at, finding) {
        const char *code = json_string_value(json_object_get(finding, "code"));
        found += strcmp(code, "file.unstored") == 0 ? 1 : 0;
    }
    http_free(&answer);
    return found;
}

static void a_lost_file_is_told_and_the_reader_goes_on(void **state)
{
    (void)state;
    char key[20], path[300], lost[LOST][37], kept[37], again[37];
    system_hold(site, SYSTEM_READER, true);
    assert_true(system_signal(site, SYSTEM_READER, 0, SIGKILL));
    assert_true(wait_until(is_gone, NULL));
    for (int i = 0; i < LOST; i++) {
        snprintf(key, sizeof(key), "mat-%d", i);
        submit_two(key, key, lost[i]);
    }
    snprintf(path, sizeof(path), "%s/files", system_directory(site));
    assert_int_equal(nftw(path, remove_file, 16, FTW_PHYS), 0);
    submit_two("con", "con", kept);
    system_hold(site, SYSTEM_READER, false);
    for (int i = 0; i < LOST; i++) {
        assert_int_equal(count_unstored(lost[i]), 2);
    }
    assert_int_equal(count_unstored(kept), 0);
    submit_two("nop-lai", "mat-0", again);
    assert_int_equal(count_unstored(again), 0);
    assert_true(system_settle(site));
    assert_int_equal(system_crashes(site), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lost_file_is_told_and_the_reader_goes_on),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
