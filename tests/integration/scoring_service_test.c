/*
 * The scoring program, as the supervisor runs it: dirty marks become scores, wake-ups take effect
 * at once, a failing cell alone is dead-lettered, kill -9 loses nothing, SIGTERM ends in order.
 */
#include "support/test.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "bus/bus.h"
#include "integration/scoring_fixture.h"
#include "support/wait.h"

enum { SLOW_SWEEP_MS = 60000 };

struct fixture {
    struct database *db;
    char keys[64];
    char public_key[41], secret_key[41];
    pid_t child;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.db = database_create()};
    fixture_campaign(fixture.db);
    bus_make_keys(fixture.public_key, fixture.secret_key);
    snprintf(fixture.keys, sizeof(fixture.keys), "/tmp/mc-scoring-test.XXXXXX");
    int fd = mkstemp(fixture.keys);
    assert_true(fd >= 0);
    dprintf(fd, "%s\n%s\n", fixture.public_key, fixture.secret_key);
    close(fd);
    *state = &fixture;
    return 0;
}

static int end_child(struct fixture *fixture, int signal_number)
{
    int status = 0;
    if (fixture->child > 0) {
        kill(fixture->child, signal_number);
        assert_int_equal(waitpid(fixture->child, &status, 0), fixture->child);
        fixture->child = 0;
    }
    return status;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    end_child(fixture, SIGKILL);
    unlink(fixture->keys);
    database_drop(&fixture->db);
    return 0;
}

/* The program is beside the tests: bin/integration/.. */
static void program_path(char *path)
{
    ssize_t len = readlink("/proc/self/exe", path, PATH_MAX - 32);
    assert_true(len > 0);
    path[len] = '\0';
    *strrchr(path, '/') = '\0';
    char *end = strrchr(path, '/');
    snprintf(end, 32, "/scoring");
}

static void start_program(struct fixture *fixture, int sweep_ms, int lease_ms)
{
    char path[PATH_MAX], dsn[1200], keys[128], sweep[64], lease[64];
    program_path(path);
    snprintf(dsn, sizeof(dsn), "--store.dsn=%s", database_dsn_as(fixture->db, "mc_scoring"));
    snprintf(keys, sizeof(keys), "--bus.keys=%s", fixture->keys);
    snprintf(sweep, sizeof(sweep), "--stage.sweep_ms=%d", sweep_ms);
    snprintf(lease, sizeof(lease), "--stage.lease_ms=%d", lease_ms);
    fixture->child = fork();
    assert_true(fixture->child >= 0);
    if (fixture->child == 0) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, STDERR_FILENO);
        execl(path, path, dsn, keys, sweep, lease, "--stage.attempts=2", (char *)NULL);
        _exit(127);
    }
}

static void wait_for(struct fixture *fixture, const char *condition)
{
    assert_true(database_wait(fixture->db, condition));
}

#define ALL_DONE "NOT EXISTS (SELECT FROM recompute WHERE reason IS NULL)"

static void service_works_off_what_is_marked(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 50; i++) {
        fixture_piece(fixture->db, 11 + i % 4, 101 + i % 6, i * 7, i);
    }
    database_run(fixture->db, "SELECT mark_campaign(1)");
    start_program(fixture, 100, 15000);
    wait_for(fixture, "(SELECT count(*) FROM score) = 24 AND " ALL_DONE);
    /* The board adds up the values of the receipts. */
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM score WHERE state = 1 AND "
                                                  "value::text <> receipt ->> 'value'"),
                     0);
    assert_int_equal(WEXITSTATUS(end_child(fixture, SIGTERM)), 0);
    assert_int_equal(
        database_number(fixture->db, "SELECT count(*) FROM peer WHERE service = 'scoring'"), 0);
}

/* A criterion that is deleted: its cell is dead-lettered for a person, the rest is scored. */
static void service_dead_letters_a_failing_cell_alone(void **state)
{
    struct fixture *fixture = *state;
    database_run(fixture->db, "SELECT mark_campaign(1)");
    database_run(fixture->db,
                 "INSERT INTO recompute (campaign_id, unit_id, criterion_id) VALUES (1, 11, 999)");
    start_program(fixture, 100, 15000);
    wait_for(fixture, "(SELECT count(*) FROM score) = 24");
    wait_for(
        fixture,
        "EXISTS (SELECT FROM recompute WHERE criterion_id = 999 AND reason LIKE '%%criterion%%')");
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM recompute"), 1);
}

static void service_survives_being_killed(void **state)
{
    struct fixture *fixture = *state;
    for (int round = 0; round < 6; round++) {
        start_program(fixture, 20, 15000);
        for (int i = 0; i < 15 * (round + 1); i++) {
            fixture_piece(fixture->db, 11 + i % 4, 102, i, 0);
        }
        end_child(fixture, SIGKILL);
        /* Each kill costs one, and the wait for its lease; rows are locked in the order in which a
         * dying statement may hold them. */
        database_run(fixture->db,
                     "WITH mine AS MATERIALIZED (SELECT ctid FROM recompute"
                     "  ORDER BY kind = 'sums', campaign_id, unit_id, criterion_id FOR UPDATE)"
                     " UPDATE recompute SET attempts = 0, ready_at = now()"
                     " WHERE ctid IN (SELECT ctid FROM mine)");
    }
    start_program(fixture, 50, 15000);
    wait_for(fixture, ALL_DONE);
    assert_int_equal(
        database_number(fixture->db,
                        "SELECT count(*) FROM score s WHERE value <> least(10, 0.5 * (SELECT "
                        "count(*) FROM evidence_fact f "
                        "WHERE f.unit_id = s.unit_id AND f.criterion_id = s.criterion_id))"),
        0);
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM score"), 4);
}

/* ------------------------------------------------------------- wake-ups and news */

struct listener {
    struct fixture *fixture;
    struct bus *bus;
    size_t cells;
    int64_t heard_us;
};

static void heard(void *arg, const Bus__V1__Changed *changed)
{
    struct listener *listener = arg;
    for (size_t i = 0; i < changed->n_cells; i++) {
        bool is_score = changed->cells[i]->criterion_id > 0; /* not a unit's sums */
        listener->cells += is_score ? 1 : 0;
        listener->heard_us = is_score ? clock_steady_us() : listener->heard_us;
    }
}

static bool has_news(void *arg)
{
    return ((struct listener *)arg)->cells > 0;
}

static void connect_bus(struct listener *listener)
{
    struct fixture *fixture = listener->fixture;
    struct bus_key key = {.service = "scoring"};
    memcpy(key.public_key, fixture->public_key, sizeof(key.public_key));
    bus_set_keys(listener->bus, &key, 1);
    database_run(fixture->db,
                 "INSERT INTO peer VALUES ('gateway', '00000000-0000-4000-8000-000000000001', "
                 "'%s', '%s')",
                 bus_endpoint(listener->bus), fixture->public_key);
    wait_for(fixture, "EXISTS (SELECT FROM peer WHERE service = 'scoring')");
    char endpoint[256];
    snprintf(endpoint, sizeof(endpoint), "%s",
             database_value(fixture->db, "SELECT endpoint FROM peer WHERE service = 'scoring'"));
    struct bus_peer peer = {
        .service = "scoring", .endpoint = endpoint, .public_key = fixture->public_key};
    memset(peer.instance.bytes, 7, sizeof(peer.instance.bytes));
    bus_set_peers(listener->bus, &peer, 1);
}

/* With the poll practically off, a wake-up alone makes the score appear, and listeners are
 * notified. */
static void service_heeds_wake_ups_and_notifies_the_gateway(void **state)
{
    struct fixture *fixture = *state;
    static const struct bus_events EVENTS = {.changed = heard};
    struct listener listener = {.fixture = fixture};
    struct loop *loop;
    database_run(fixture->db, "INSERT INTO system_key VALUES ('%s', 'test', 'gateway')",
                 fixture->public_key);
    assert_int_equal(loop_new(&loop), ERR_NONE);
    struct bus_conf conf = {.service = "gateway",
                            .listen = "tcp://127.0.0.1:*",
                            .secret_key = fixture->secret_key,
                            .public_key = fixture->public_key,
                            .is_hot = true,
                            .window = 64,
                            .max_frame = 1 << 20};
    assert_int_equal(bus_open(&listener.bus, loop, &conf, &EVENTS, &listener), ERR_NONE);
    start_program(fixture, SLOW_SWEEP_MS, 15000);
    connect_bus(&listener);
    int64_t slowest_us = 0;
    /* Until each side has found the other. */
    for (int64_t until = wait_hangs_at_ms(); listener.cells == 0;) {
        assert_true(clock_steady_ms() < until);
        fixture_piece(fixture->db, 11, 102, 100, 0);
        bus_wake(listener.bus, "scoring", STAGE_SCORE);
        wait_loop_ms(loop, 100);
    }
    for (int i = 0; i < 20; i++) {
        listener.cells = 0;
        fixture_piece(fixture->db, 11, 102, i, 0);
        int64_t start_us = clock_steady_us();
        bus_wake(listener.bus, "scoring", STAGE_SCORE);
        assert_true(wait_loop(loop, has_news, &listener));
        int64_t spent_us = listener.heard_us - start_us;
        slowest_us = spent_us > slowest_us ? spent_us : slowest_us;
    }
    assert_string_equal(database_value(fixture->db, "SELECT value FROM score"), "10.00");
    print_message("from wake-up to news: at most %ld us\n", (long)slowest_us);
    bus_close(&listener.bus);
    loop_free(&loop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(service_works_off_what_is_marked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(service_dead_letters_a_failing_cell_alone, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(service_survives_being_killed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(service_heeds_wake_ups_and_notifies_the_gateway, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
