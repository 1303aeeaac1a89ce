/*
 * dead_worker_test.c — a validation instance dies while pushed copies are on their way to it: the
 * other instance gets that work long before the lease ends, and each submission is validated once.
 */
#include "support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "support/system.h"
#include "support/system_evidence.h"
#include "support/system_ledger.h"
#include "support/wait.h"

enum { SUBMISSIONS = 40 };

static void file_one(struct system *system, int number)
{
    char key[32];
    snprintf(key, sizeof(key), "dead-worker-%d", number);
    struct http_answer answer =
        evidence_file(system, "he-thong", key, EVIDENCE("U1", "\"C2\"", "Minh chứng", ""));
    assert_int_equal(answer.status, 202);
    http_free(&answer);
}

/* The number of pushed copies that ingest returned for other instances. */
static long lost_copies(const struct system *system)
{
    char path[128], line[1024];
    long count = 0;
    snprintf(path, sizeof(path), "%s/ingest-0.log", system_directory(system));
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    while (fgets(line, sizeof(line), file) != NULL) {
        const char *at = strstr(line, "a receiver is gone, ");
        count += at != NULL ? strtol(at + 20, NULL, 10) : 0;
    }
    fclose(file);
    return count;
}

static void work_of_a_worker_that_died_is_taken_by_another(void **state)
{
    (void)state;
    static const char *const ARGUMENTS[] = {"--stage.lease_ms=3600000", NULL};
    static const char LEDGER[] =
        SYSTEM_LEDGER("submission", "message", "validation", "dead_letter");
    struct system_options options = {.arguments = ARGUMENTS};
    options.instances[SYSTEM_VALIDATION] = 2;
    struct system *system = system_start(&options);
    struct database *db = system_database(system);
    (void)system_token(system, "he-thong");
    while (database_number(db, "SELECT count(*) FROM peer WHERE service = 'validation'") < 2) {
        wait_ms(50);
    }
    file_one(system, SUBMISSIONS); /* every service is connected now */
    assert_true(system_settle(system));
    system_hold(system, SYSTEM_VALIDATION, true);
    assert_true(system_signal(system, SYSTEM_VALIDATION, 0, SIGSTOP));
    for (int i = 0; i < SUBMISSIONS; i++) {
        file_one(system, i);
    }
    int64_t died_ms = clock_steady_ms();
    assert_true(system_signal(system, SYSTEM_VALIDATION, 0, SIGKILL));
    bool is_settled = system_settle(system);
    long lost = lost_copies(system);
    printf("%ld submissions were on their way to the one that died; validated after %lld ms\n",
           lost, (long long)(clock_steady_ms() - died_ms));
    assert_true(lost > 0);
    assert_true(is_settled); /* the lease is an hour */
    assert_int_equal(database_number(db, "%s", LEDGER), 0);
    assert_int_equal(database_number(db, "SELECT count(*) FROM validation"), SUBMISSIONS + 1);
    assert_int_equal(database_number(db, "SELECT count(*) FROM evidence_fact"), SUBMISSIONS + 1);
    assert_int_equal(system_crashes(system), 0);
    system_stop(&system);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_of_a_worker_that_died_is_taken_by_another),
    };
    setvbuf(stdout, NULL, _IOLBF, 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
