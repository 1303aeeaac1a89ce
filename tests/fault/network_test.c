/*
 * network_test.c — every service and PostgreSQL in a network of its own, as containers are: each
 * service is taken off the network and comes back at another address, PostgreSQL leaves and comes
 * back twice, and one service starts before its network.  Nothing is restarted, and submissions
 * filed afterwards go through by pushed messages alone: the poll interval is far too long to help.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "support/network.h"
#include "support/system.h"
#include "support/system_cluster.h"
#include "support/system_evidence.h"
#include "support/system_process.h"
#include "support/wait.h"

enum {
    POSTGRESQL = 2, /* addresses: 10.77.0.n */
    FIRST = 11,
    MOVED = 100, /* added to the address of a service that has moved */
    LATE = 90,
    BACK_MS = 50000, /* ten times what a quiet machine needs; a poll comes after 60 s */
    LEAVES = 2       /* how often PostgreSQL leaves */
};

static struct cluster *cluster;
static struct system *site;
static struct supervisor *others; /* services that system.h does not start: fetcher, late */
static int filed;
static long connections_at_first;

static void start_other(const char *network, const char *program, const char *role)
{
    char net[64], binary[512], dsn[1200], keys[160], log[160];
    snprintf(net, sizeof(net), "--net=/run/netns/%s", network);
    snprintf(binary, sizeof(binary), "%s/bin/%s", getenv("MC_BUILD"), program);
    char name[32];
    snprintf(name, sizeof(name), "mc_%s", role);
    snprintf(dsn, sizeof(dsn), "--store.dsn=%s host=10.77.0.%d",
             database_dsn_as(system_database(site), name), POSTGRESQL);
    snprintf(keys, sizeof(keys), "--bus.keys=%s/keys/%s.key", system_directory(site), role);
    snprintf(log, sizeof(log), "%s/%s.log", system_directory(site), network);
    const char *const arguments[] = {"/usr/bin/nsenter",
                                     net,
                                     binary,
                                     dsn,
                                     keys,
                                     "--bus.listen=0.0.0.0:*",
                                     "--health.listen=0.0.0.0:9100",
                                     NULL};
    (void)supervisor_add(others, arguments, log);
}

/* ---------------------------------------------------------------- asking */

static long ask(const char *host, const char *path, char *body, size_t size)
{
    struct http_answer answer =
        http_send(host, &(struct http_request){.path = path, .timeout_ms = 500});
    long status = answer.status;
    if (body != NULL) {
        snprintf(body, size, "%s", answer.body);
    }
    http_free(&answer);
    return status;
}

/* Returns how long it took. */
static int64_t wait_status(const char *host, const char *path, long status)
{
    char body[512];
    int64_t began_ms = clock_steady_ms();
    for (long now; (now = ask(host, path, body, sizeof(body))) != status; wait_ms(50)) {
        if (clock_steady_ms() - began_ms > wait_hang_ms()) {
            fail_msg("%s%s: %ld %s", host, path, now, body);
        }
    }
    return clock_steady_ms() - began_ms;
}

/* A submission with a file, so that the reader has work; its id, or "" if it was not accepted. */
static void file_one(char id[static 40])
{
    char key[32];
    snprintf(key, sizeof(key), "network-%d", ++filed);
    const struct http_file file = {.name = "ke-hoach.txt", .data = key, .len = strlen(key)};
    struct http_answer answer =
        http_send(system_http(site),
                  &(struct http_request){.path = "/api/v1/evidence",
                                         .token = system_token(site, "he-thong"),
                                         .key = key,
                                         .timeout_ms = 2000,
                                         .files = &file,
                                         .file_count = 1,
                                         .body = EVIDENCE("U1", "\"C2\"", "Minh chứng", "")});
    snprintf(id, 40, "%s", answer.status == 202 ? http_text(&answer, "id") : "");
    http_free(&answer);
}

/* Read, validated, scored, and its notices are stored. */
static bool is_through(const char *id)
{
    return database_number(system_database(site),
                           "SELECT count(*) FROM submission s WHERE s.evidence_id = '%s'"
                           " AND EXISTS (SELECT FROM validation v WHERE v.submission_id = s.id)"
                           " AND NOT EXISTS (SELECT FROM message m WHERE m.subject_id = s.id)"
                           " AND NOT EXISTS (SELECT FROM recompute)",
                           id) == 1;
}

/* Submits until one goes through by pushes alone; one that missed a push waits for a poll. */
static int64_t wait_through(void)
{
    int64_t began_ms = clock_steady_ms();
    for (bool is_done = false; !is_done;) {
        char id[40];
        file_one(id);
        for (int i = 0; i < 20 && id[0] != '\0' && !is_done; i++) {
            wait_ms(20);
            is_done = is_through(id);
        }
        if (id[0] == '\0') {
            wait_ms(100);
        }
        if (!is_done && clock_steady_ms() - began_ms > wait_hang_ms()) {
            fail_msg("submission \"%s\" does not get through", id);
        }
    }
    return clock_steady_ms() - began_ms;
}

static void wait_announced(const char *service, int address)
{
    for (int64_t until = wait_hangs_at_ms();
         database_number(system_database(site),
                         "SELECT count(*) FROM peer WHERE service = '%s'"
                         " AND endpoint LIKE 'tcp://10.77.0.%d:%%'",
                         service, address) == 0;
         wait_ms(50)) {
        if (clock_steady_ms() > until) {
            fail_msg("%s does not announce 10.77.0.%d", service, address);
        }
    }
}

/* ---------------------------------------------------------------- set up */

static long connections(void)
{
    return database_number(system_database(site), "SELECT count(*) FROM pg_stat_activity"
                                                  " WHERE usename LIKE 'mc\\_%%'");
}

static int set_up(void **state)
{
    (void)state;
    static const char *const ARGUMENTS[] = {
        "--bus.listen=0.0.0.0:*", "--health.listen=0.0.0.0:9100", "--stage.sweep_ms=60000",
        "gateway --http.listen=0.0.0.0:8080", NULL};
    network_add("postgresql");
    network_plug("postgresql", POSTGRESQL);
    cluster = cluster_start_in("postgresql");
    for (int i = 0; i < SYSTEM_SERVICES; i++) {
        network_add(system_name((enum system_service)i));
        network_plug(system_name((enum system_service)i), FIRST + i);
    }
    site = system_start(&(struct system_options){.has_networks = true,
                                                 .http = "10.77.0.11:8080",
                                                 .store = "host=10.77.0.2",
                                                 .arguments = ARGUMENTS});
    others = supervisor_new();
    network_add("fetcher");
    network_plug("fetcher", FIRST + SYSTEM_SERVICES);
    start_other("fetcher", "fetcher", "validation");
    (void)system_token(site, "he-thong");
    wait_status("10.77.0.17:9100", "/ready", 200);
    connections_at_first = connections();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    supervisor_free(&others);
    system_stop(&site);
    cluster_stop(&cluster);
    return 0;
}

/* ---------------------------------------------------------------- the tests */

/* Asked from inside, where its loopback still answers. */
static void wait_unready(const char *name)
{
    char command[256];
    snprintf(command, sizeof(command),
             "nsenter --net=/run/netns/%s curl -s --max-time 2 "
             "http://127.0.0.1:9100/ready | grep -q 'not ready: '",
             name);
    for (int64_t until = wait_hangs_at_ms(); system(command) != 0; wait_ms(50)) {
        if (clock_steady_ms() > until) {
            fail_msg("%s calls itself ready without a network", name);
        }
    }
}

static void move(const char *name, int address)
{
    char host[32];
    network_unplug(name);
    wait_unready(name);
    if (strcmp(name, "ingest") == 0) {
        wait_status(system_http(site), "/readyz", 503);
    }
    network_plug(name, address);
    if (strcmp(name, "gateway") == 0) {
        snprintf(host, sizeof(host), "10.77.0.%d:8080", address);
        system_moved(site, host);
    }
    int64_t back_ms = clock_steady_ms();
    int64_t through_ms = wait_through();
    wait_announced(name, address);
    snprintf(host, sizeof(host), "10.77.0.%d:9100", address);
    wait_status(host, "/ready", 200);
    wait_status(system_http(site), "/readyz", 200);
    int64_t all_ms = clock_steady_ms() - back_ms;
    printf("%-12s at another address: filed and validated after %lld ms, all ready after %lld ms\n",
           name, (long long)through_ms, (long long)all_ms);
    assert_true(all_ms < BACK_MS);
}

static void each_service_is_found_again_at_another_address(void **state)
{
    (void)state;
    wait_announced("fetcher", FIRST + SYSTEM_SERVICES);
    wait_through();
    for (int i = 0; i < SYSTEM_SERVICES; i++) {
        move(system_name((enum system_service)i), FIRST + MOVED + i);
    }
    move("fetcher", FIRST + MOVED + SYSTEM_SERVICES);
    assert_int_equal(system_deaths(site), 0);
    assert_int_equal(supervisor_deaths(others), 0);
}

static void postgresql_may_leave_and_come_back_again_and_again(void **state)
{
    (void)state;
    for (int i = 0; i < LEAVES; i++) {
        network_unplug("postgresql");
        wait_status(system_http(site), "/readyz", 503);
        network_plug("postgresql", POSTGRESQL);
        int64_t through_ms = wait_through();
        wait_status(system_http(site), "/readyz", 200);
        printf("postgresql back: filed and validated after %lld ms, %ld connections (%ld before)\n",
               (long long)through_ms, connections(), connections_at_first);
        assert_true(through_ms < BACK_MS);
    }
    int64_t began_ms = clock_steady_ms();
    for (; connections() > connections_at_first; wait_ms(100)) {
        if (clock_steady_ms() - began_ms > wait_hang_ms()) {
            fail_msg("%ld connections, %ld before", connections(), connections_at_first);
        }
    }
    printf("no connection too many after %lld ms\n", (long long)(clock_steady_ms() - began_ms));
    assert_int_equal(system_deaths(site), 0);
}

static bool is_waiting_for_the_store(void)
{
    char command[256];
    snprintf(command, sizeof(command), "grep -qs 'waiting for the store' %s/late.log",
             system_directory(site));
    return system(command) == 0;
}

static void a_service_may_start_before_its_network(void **state)
{
    (void)state;
    char host[32];
    network_add("late");
    start_other("late", "scoring", "scoring");
    for (int64_t until = wait_hangs_at_ms(); !is_waiting_for_the_store(); wait_ms(100)) {
        assert_true(clock_steady_ms() < until);
    }
    network_plug("late", LATE);
    int64_t plugged_ms = clock_steady_ms();
    wait_announced("scoring", LATE);
    snprintf(host, sizeof(host), "10.77.0.%d:9100", LATE);
    wait_status(host, "/ready", 200);
    printf("a service that was there before its network: ready after %lld ms\n",
           (long long)(clock_steady_ms() - plugged_ms));
    assert_int_equal(database_number(system_database(site),
                                     "SELECT count(*) FROM peer"
                                     " WHERE endpoint NOT LIKE 'tcp://10.77.0.%%'"),
                     0);
    assert_int_equal(supervisor_deaths(others), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_service_is_found_again_at_another_address),
        cmocka_unit_test(postgresql_may_leave_and_come_back_again_and_again),
        cmocka_unit_test(a_service_may_start_before_its_network),
    };
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (!network_start()) {
        return 1;
    }
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
