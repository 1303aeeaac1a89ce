/*
 * verdict_time_test.c — how long evidence waits for its verdict when something is killed while it
 * comes in: each service, a child that reads a file, one of PostgreSQL's processes, all of it.
 *
 * With the leases that services have in use.  On a quiet machine the slowest verdict after any
 * kill comes within QUIET_MS, and is printed; the test fails at ten times that, as waits do
 * (support/limits.sh).  That no lease reaches further than its ten seconds, and one for the clocks
 * of two transactions, holds at any load.
 */
#include "support/test.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "support/system.h"
#include "support/system_cluster.h"
#include "support/system_evidence.h"
#include "support/wait.h"

enum { BURST = 16, QUIET_MS = 20000, SLACK = 10, TIMEOUT_MS = 3000, AGAIN_MS = 50 };

static struct cluster *cluster;
static struct system *site;
static const char *token;
static int filed;

static int set_up(void **state)
{
    (void)state;
    cluster = cluster_start();
    site = system_start(&(struct system_options){0});
    token = system_token(site, "he-thong");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    system_stop(&site);
    cluster_stop(&cluster);
    return 0;
}

/* ------------------------------------------------------------- evidence */

/* Sends one with a file of its own until it is acknowledged. */
static void submit_one(void)
{
    char key[40], words[80];
    int number = filed++;
    long status = 0;
    snprintf(key, sizeof(key), "thoi-gian-%d", number);
    snprintf(words, sizeof(words), "Biên bản số %d.\n", number);
    const struct http_file file = {"bien-ban.txt", words, strlen(words)};
    for (int64_t end_ms = wait_hangs_at_ms(); status != 202;) {
        struct http_answer answer =
            http_send(system_http(site),
                      &(struct http_request){.path = "/api/v1/evidence",
                                             .token = token,
                                             .key = key,
                                             .body = EVIDENCE("U1", "\"C3\"", "Biên bản", ""),
                                             .files = &file,
                                             .file_count = 1,
                                             .timeout_ms = TIMEOUT_MS});
        status = answer.status;
        if ((status != 202 && status != 0 && status != 429 && status != 503) ||
            clock_steady_ms() > end_ms) {
            fail_msg("%s: %ld %s", key, status, answer.body);
        }
        http_free(&answer);
        wait_ms(status != 202 ? AGAIN_MS : 0);
    }
}

/* -1: the store is not there now. */
static long ask(const char *sql)
{
    PGconn *conn = PQconnectdb(database_dsn(system_database(site)));
    PGresult *result = PQexec(conn, sql);
    long value = PQntuples(result) == 1 ? strtol(PQgetvalue(result, 0, 0), NULL, 10) : -1;
    PQclear(result);
    PQfinish(conn);
    return value;
}

static long without_verdict(void *arg)
{
    (void)arg;
    assert_true(ask("SELECT count(*) FROM message"
                    " WHERE stage < 4 AND attempts > 0 AND ready_at > now() + interval '11 s'") <=
                0);
    long judged = ask("SELECT count(*) FROM validation");
    return judged < 0 ? filed + 1 : filed - judged;
}

/* ------------------------------------------------------------- kills */

static void kill_service(int service)
{
    assert_true(system_signal(site, (enum system_service)service, 0, SIGKILL));
}

/* The process called "reader" with this parent; 0: none. */
static pid_t find_reader(pid_t parent)
{
    static const char NAME[] = "(reader) S ";
    DIR *all = opendir("/proc");
    const struct dirent *entry;
    pid_t found = 0;
    assert_non_null(all);
    while (found == 0 && (entry = readdir(all)) != NULL) {
        char path[300], line[300] = "";
        snprintf(path, sizeof(path), "/proc/%s/stat", entry->d_name);
        FILE *file = fopen(path, "re");
        if (file == NULL) {
            continue;
        }
        const char *at = fgets(line, sizeof(line), file) != NULL ? strstr(line, "(reader) ") : NULL;
        if (at != NULL && strtol(at + sizeof(NAME) - 1, NULL, 10) == parent) { /* any state */
            found = (pid_t)strtol(entry->d_name, NULL, 10);
        }
        fclose(file);
    }
    closedir(all);
    return found;
}

/* The child lives for some milliseconds. */
static void kill_child(int unused)
{
    (void)unused;
    pid_t reader = find_reader(getpid()), child = 0;
    for (int64_t end_ms = wait_hangs_at_ms(); child == 0 && clock_steady_ms() < end_ms;) {
        child = find_reader(reader);
        if (child == 0 && without_verdict(NULL) == 0) {
            submit_one();
        }
    }
    assert_true(child > 0 && kill(child, SIGKILL) == 0);
}

static void kill_backend(int unused)
{
    (void)unused;
    long pid = ask("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                   " AND usename LIKE 'mc\\_%' ORDER BY random() LIMIT 1");
    assert_true(pid > 0 && kill((pid_t)pid, SIGKILL) == 0);
}

static void kill_store(int unused)
{
    (void)unused;
    cluster_crash(cluster, "kill");
}

/* ------------------------------------------------------------- the time */

static long measure(const char *what, void (*strike)(int), int which)
{
    char sql[200];
    int from = filed;
    for (int i = 0; i < BURST; i++) {
        submit_one();
        if (i == BURST / 2) {
            strike(which);
        }
    }
    assert_int_equal(wait_drained(without_verdict, NULL), 0);
    snprintf(sql, sizeof(sql),
             "SELECT max(extract(epoch FROM v.at - s.received_at) * 1000)::int8 FROM"
             " (SELECT * FROM submission ORDER BY received_at OFFSET %d) s"
             " JOIN validation v ON v.submission_id = s.id",
             from);
    long slowest_ms = ask(sql);
    printf("%s killed: the slowest verdict after %ld ms\n", what, slowest_ms);
    assert_true(slowest_ms >= 0);
    return slowest_ms;
}

static void a_verdict_waits_seconds_whatever_is_killed(void **state)
{
    (void)state;
    long slowest_ms = 0;
    static const struct {
        const char *what;
        void (*strike)(int);
        int which;
    } KILLS[] = {{"gateway", kill_service, SYSTEM_GATEWAY},
                 {"ingest", kill_service, SYSTEM_INGEST},
                 {"reader", kill_service, SYSTEM_READER},
                 {"validation", kill_service, SYSTEM_VALIDATION},
                 {"scoring", kill_service, SYSTEM_SCORING},
                 {"notification", kill_service, SYSTEM_NOTIFICATION},
                 {"a child of the reader", kill_child, 0},
                 {"a process of PostgreSQL", kill_backend, 0},
                 {"PostgreSQL", kill_store, 0}};
    for (size_t i = 0; i < sizeof(KILLS) / sizeof(KILLS[0]); i++) {
        long ms = measure(KILLS[i].what, KILLS[i].strike, KILLS[i].which);
        slowest_ms = ms > slowest_ms ? ms : slowest_ms;
    }
    printf("p100 %ld ms; on a quiet machine at most %d\n", slowest_ms, QUIET_MS);
    assert_true(slowest_ms <= (long)QUIET_MS * SLACK);
    assert_true(system_settle(site));
    assert_int_equal(system_crashes(site), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_verdict_waits_seconds_whatever_is_killed),
    };
    setvbuf(stdout, NULL, _IOLBF, 0);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
