/*
 * naive_test.c — the control of the fault test: a naive consumer, which commits its
 * effect first and the end of its message afterwards, is killed at random, and the
 * ledger must show it.  The same consumer with both in one statement, killed just as
 * often, must balance.
 *
 * On copies of the tables, without the unique key that would hide the second effect.
 * MC_SEED=N repeats a sequence of kills.
 */
#include "support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "support/database.h"
#include "support/system_ledger.h"
#include "support/wait.h"

enum { PIECES = 40000, WORKERS = 2, KILLS = 80 };

static const char LEDGER[] =
    SYSTEM_LEDGER("naive_submission", "naive_message", "naive_validation", "naive_dead_letter");

static struct database *db;

static int set_up(void **state)
{
    (void)state;
    const char *seed = getenv("MC_SEED");
    unsigned number = seed != NULL ? (unsigned)strtoul(seed, NULL, 10) : (unsigned)clock_wall_us();
    printf("MC_SEED=%u\n", number);
    srandom(number);
    db = database_create();
    database_run(db, "CREATE TABLE naive_submission (id uuid PRIMARY KEY);"
                     "CREATE TABLE naive_validation (submission_id uuid NOT NULL);"
                     "CREATE TABLE naive_message (LIKE message, PRIMARY KEY (stage, id));"
                     "CREATE TABLE naive_dead_letter (LIKE dead_letter)");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    database_drop(&db);
    return 0;
}

/* ---------------------------------------------------------------- the consumers */

#define CLAIM \
    "UPDATE naive_message SET ready_at = now() + interval '300 ms', attempts = attempts + 1" \
    " WHERE stage = 2 AND id IN (SELECT id FROM naive_message WHERE stage = 2 AND ready_at <= " \
    "now()" \
    " LIMIT 16 FOR UPDATE SKIP LOCKED) RETURNING id, subject_id"

/* Each statement is a transaction of its own. */
static const char *const NAIVE[] = {
    "WITH c AS (DELETE FROM batch) SELECT",
    "WITH c AS (" CLAIM ") INSERT INTO batch SELECT * FROM c",
    "INSERT INTO naive_validation SELECT subject_id FROM batch",
    "DELETE FROM naive_message WHERE stage = 2 AND id IN (SELECT id FROM batch)",
    NULL,
};
static const char *const RIGHT[] = {
    "WITH c AS (DELETE FROM batch) SELECT",
    "WITH c AS (" CLAIM ") INSERT INTO batch SELECT * FROM c",
    "WITH mine AS (SELECT id FROM naive_message WHERE stage = 2 AND id IN (SELECT id FROM batch)"
    " FOR UPDATE SKIP LOCKED),"
    " done AS (DELETE FROM naive_message m USING mine WHERE m.stage = 2 AND m.id = mine.id"
    " RETURNING m.subject_id)"
    " INSERT INTO naive_validation SELECT subject_id FROM done",
    NULL,
};

static void consume(const char *const *statements)
{
    PGconn *conn = PQconnectdb(database_dsn(db));
    PQclear(PQexec(conn, "CREATE TEMP TABLE batch (id uuid, subject_id uuid)"));
    while (PQstatus(conn) == CONNECTION_OK) {
        for (const char *const *sql = statements; *sql != NULL; sql++) {
            PQclear(PQexec(conn, *sql));
        }
    }
    _exit(1);
}

static pid_t start(const char *const *statements)
{
    pid_t pid = fork();
    if (pid == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
        consume(statements);
    }
    return pid;
}

static long count_left(void *arg)
{
    (void)arg;
    return database_number(db, "SELECT count(*) FROM naive_message");
}

/* The ledger's difference once the consumers, killed again and again, have done all. */
static long ledger_after(const char *const *statements)
{
    pid_t workers[WORKERS];
    database_run(db, "TRUNCATE naive_submission, naive_validation, naive_message");
    database_run(db,
                 "INSERT INTO naive_submission SELECT gen_random_uuid()"
                 " FROM generate_series(1, %d);"
                 "INSERT INTO naive_message (id, stage, subject_id, attempts, ready_at, schema,"
                 " payload, born_at) SELECT gen_random_uuid(), 2, id, 0, now(), 1, '', now()"
                 " FROM naive_submission;"
                 "CREATE INDEX IF NOT EXISTS naive_ready ON naive_message (ready_at);"
                 "ANALYZE naive_message",
                 PIECES);
    for (int i = 0; i < WORKERS; i++) {
        workers[i] = start(statements);
    }
    for (int kills = 0; kills < KILLS; kills++) {
        int i = (int)(random() % WORKERS);
        wait_ms(10 + (int)(random() % 30));
        (void)kill(workers[i], SIGKILL);
        (void)waitpid(workers[i], NULL, 0);
        workers[i] = start(statements);
    }
    assert_true(count_left(NULL) > 0); /* they were killed while there was work */
    assert_int_equal(wait_drained(count_left, NULL), 0);
    for (int i = 0; i < WORKERS; i++) {
        (void)kill(workers[i], SIGKILL);
        (void)waitpid(workers[i], NULL, 0);
    }
    return database_number(db, "%s", LEDGER);
}

static void ledger_catches_two_commits(void **state)
{
    (void)state;
    long difference = ledger_after(NAIVE);
    printf("two commits: %ld after %d kills\n", difference, KILLS);
    assert_true(difference < 0);
}

static void one_statement_balances(void **state)
{
    (void)state;
    assert_int_equal(ledger_after(RIGHT), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ledger_catches_two_commits),
        cmocka_unit_test(one_statement_balances),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
