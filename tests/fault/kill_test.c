/*
 * kill_test.c — the promise under faults: while evidence comes in, the test kills services, single
 * connections, PostgreSQL's processes and the whole server at random, and stops services for longer
 * than their leases.  Then everything acknowledged must be stored once, validated once, scored
 * right and notified once.
 *
 * MC_SEED=N repeats a sequence of kills; MC_LONG=1 kills 55 times instead of 12, once with
 * messages pushed and once with messages only polled.
 */
#include "support/test.h"

#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "support/system.h"
#include "support/system_cluster.h"
#include "support/system_ledger.h"
#include "support/system_load.h"
#include "support/wait.h"

enum {
    KILLS_SHORT = 12,
    KILLS_LONG = 55,
    PAUSE_MS = 5,  /* of the authors */
    STOP_MS = 2500 /* longer than the lease below */
};

static struct cluster *cluster;
static uint64_t state_of_random;

static uint64_t draw(uint64_t below)
{
    state_of_random ^= state_of_random << 13;
    state_of_random ^= state_of_random >> 7;
    state_of_random ^= state_of_random << 17;
    return state_of_random % below;
}

static int set_up(void **state)
{
    (void)state;
    const char *seed = getenv("MC_SEED");
    state_of_random = seed != NULL ? strtoull(seed, NULL, 10) : (uint64_t)clock_wall_us();
    printf("MC_SEED=%llu\n", (unsigned long long)state_of_random);
    state_of_random |= 1;
    cluster = cluster_start();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    cluster_stop(&cluster);
    return 0;
}

/* ---------------------------------------------------------------- kills */

struct havoc {
    struct system *system;
    int services, connections, backends, servers, stops;
    int reads, unbalanced; /* of the ledger meanwhile */
};

static const int INSTANCES[SYSTEM_SERVICES] = {1, 2, 1, 2, 2, 1};

static void kill_service(struct havoc *self)
{
    enum system_service service = (enum system_service)draw(SYSTEM_SERVICES);
    int instance = (int)draw((uint64_t)INSTANCES[service]);
    if (system_signal(self->system, service, instance, SIGKILL)) {
        self->services++;
    }
}

static void stop_service(struct havoc *self)
{
    enum system_service service = (enum system_service)draw(SYSTEM_SERVICES);
    int instance = (int)draw((uint64_t)INSTANCES[service]);
    if (system_signal(self->system, service, instance, SIGSTOP)) {
        wait_ms(STOP_MS);
        (void)system_signal(self->system, service, instance, SIGCONT);
        self->stops++;
    }
}

/* The process id of a random connection of a service, or 0. */
static pid_t find_backend(struct havoc *self, bool is_ended)
{
    PGconn *conn = PQconnectdb(database_dsn(system_database(self->system)));
    char sql[300];
    snprintf(
        sql, sizeof(sql),
        "SELECT pid%s FROM (SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        " AND usename LIKE 'mc\\_%%' ORDER BY random() LIMIT 1) t",
        is_ended ? ", pg_terminate_backend(pid)" : "");
    PGresult *result = PQexec(conn, sql);
    pid_t pid = PQntuples(result) == 1 ? (pid_t)strtol(PQgetvalue(result, 0, 0), NULL, 10) : 0;
    PQclear(result);
    PQfinish(conn);
    return pid;
}

static void end_connection(struct havoc *self)
{
    self->connections += find_backend(self, true) > 0;
}

static void kill_backend(struct havoc *self)
{
    pid_t pid = find_backend(self, false);
    if (pid > 0 && kill(pid, SIGKILL) == 0) {
        self->backends++;
        wait_ms(500); /* the server restarts by itself */
    }
}

static void crash_server(struct havoc *self)
{
    cluster_crash(cluster, draw(2) == 0 ? "crash" : "kill");
    self->servers++;
}

/* Stops and continuations do not count as kills. */
static int count_kills(const struct havoc *self)
{
    return self->services + self->connections + self->backends + self->servers;
}

/* Also during the kills; a crashed server is asked again next time. */
static void read_ledger(struct havoc *self)
{
    /* One that is enqueued again has its verdict. */
    static const char LEDGER[] = SYSTEM_LEDGER(
        "submission", "(SELECT stage FROM message WHERE payload NOT IN ('again', 'compare')) m",
        "validation",
        "(SELECT stage FROM dead_letter WHERE payload NOT IN ('again', 'compare')) d");
    PGconn *conn = PQconnectdb(database_dsn(system_database(self->system)));
    PGresult *result = PQexec(conn, LEDGER);
    if (PQntuples(result) == 1) {
        self->reads++;
        self->unbalanced += strcmp(PQgetvalue(result, 0, 0), "0") != 0;
    }
    PQclear(result);
    PQfinish(conn);
}

static void wreak(struct havoc *self)
{
    static const struct {
        unsigned weight;
        void (*strike)(struct havoc *);
    } STRIKES[] = {{6, kill_service},
                   {2, end_connection},
                   {1, kill_backend},
                   {1, crash_server},
                   {2, stop_service}};
    enum { COUNT = sizeof(STRIKES) / sizeof(STRIKES[0]), WEIGHTS = 12 };
    int wanted = getenv("MC_LONG") != NULL ? KILLS_LONG : KILLS_SHORT;
    /* One of each first, so that the short form leaves none out. */
    for (size_t i = 0; i < COUNT; i++) {
        wait_ms((int)draw(500));
        STRIKES[i].strike(self);
        read_ledger(self);
    }
    while (count_kills(self) < wanted) {
        uint64_t chosen = draw(WEIGHTS);
        size_t i = 0;
        while (chosen >= STRIKES[i].weight) {
            chosen -= STRIKES[i++].weight;
        }
        wait_ms(200 + (int)draw(1000));
        STRIKES[i].strike(self);
        read_ledger(self);
    }
}

/* ---------------------------------------------------------------- what must hold */

static void assert_none(struct database *db, const char *what, const char *sql)
{
    long found = database_number(db, "SELECT count(*) FROM (%s) t", sql);
    if (found != 0) {
        fail_msg("%s: %ld, e.g. %s", what, found,
                 database_value(db, "SELECT t::text FROM (%s) t LIMIT 1", sql));
    }
}

static void check_submissions(struct database *db)
{
    assert_none(db, "acknowledged, but not there",
                "SELECT a.* FROM acknowledged a WHERE NOT EXISTS (SELECT FROM submission s"
                " WHERE s.evidence_id = a.id AND s.revision = a.revision"
                " AND s.title = format('Minh chứng %s bản %s', a.g, a.revision))");
    assert_none(db, "there, but never acknowledged",
                "SELECT s.title FROM submission s WHERE NOT EXISTS (SELECT FROM acknowledged a"
                " WHERE a.id = s.evidence_id AND a.revision = s.revision)");
    assert_none(db, "there twice",
                "SELECT title, count(*) FROM submission GROUP BY title HAVING count(*) > 1");
    assert_none(db, "more or less than one current revision",
                "SELECT evidence_id FROM submission GROUP BY evidence_id"
                " HAVING count(*) FILTER (WHERE is_current) <> 1");
    assert_none(db, "without a verdict, or a wrong one",
                "SELECT s.title, v.verdict, v.findings FROM acknowledged a JOIN submission s"
                " ON s.evidence_id = a.id AND s.revision = a.revision"
                " LEFT JOIN validation v ON v.submission_id = s.id"
                " WHERE v.verdict IS DISTINCT FROM CASE WHEN a.g % 10 = 3 THEN 2 ELSE 1 END");
}

/* The expected facts follow from the numbers alone (system_load.h). */
static const char EXPECTED_FACTS[] =
    "CREATE TABLE expected AS"
    " SELECT s.unit_id, k.id AS criterion_id, s.evidence_id, f.figure::int2,"
    "  CASE f.figure WHEN 0 THEN 1 ELSE (a.g % 7 + 1) * a.revision END::numeric(18,4) AS amount,"
    "  make_date(2023, a.g % 12 + 1, a.g % 28 + 1) AS occurred_on"
    " FROM (SELECT DISTINCT ON (id) * FROM acknowledged ORDER BY id, revision DESC) a"
    " JOIN submission s ON s.evidence_id = a.id AND s.revision = a.revision"
    " JOIN (VALUES (0, 2), (0, 3), (1, 5), (2, 4), (2, 6), (3, 3), (3, 7), (3, 12)) c(rest, n)"
    "   ON c.rest = a.g % 4"
    " JOIN criterion k ON k.code = 'C' || c.n"
    " JOIN generate_series(0, 1) f(figure) ON f.figure = 0 OR k.code = 'C3'"
    " WHERE a.g % 10 <> 3";

static void check_facts(struct system *system)
{
    static const char FACTS[] =
        "SELECT unit_id, criterion_id, evidence_id, figure, amount, occurred_on FROM";
    struct database *db = system_database(system);
    char sql[400];
    database_run(db, "%s", EXPECTED_FACTS);
    snprintf(sql, sizeof(sql), "%s expected EXCEPT ALL %s evidence_fact", FACTS, FACTS);
    assert_none(db, "facts that are missing", sql);
    snprintf(sql, sizeof(sql), "%s evidence_fact EXCEPT ALL %s expected", FACTS, FACTS);
    assert_none(db, "facts too many", sql);
    assert_none(
        db, "wrong scores of C2",
        "SELECT s.unit_id, s.value, e.n FROM score s JOIN criterion k ON k.id = s.criterion_id"
        " AND k.code = 'C2' LEFT JOIN (SELECT unit_id, criterion_id, count(*) AS n"
        " FROM expected GROUP BY 1, 2) e USING (unit_id, criterion_id)"
        " WHERE s.value IS DISTINCT FROM least(10, coalesce(e.n, 0) * 0.01)");
    char *said = NULL;
    int code = system_ctl(system, &said, "replay --campaign 2023 --json");
    printf("replay: %s", said);
    assert_int_equal(code, 0);
    free(said);
}

static long sendings_open(void *arg)
{
    return database_number(arg, "SELECT count(*) FROM notification WHERE state IN (0, 1)");
}

static void load_mails(struct system *system)
{
    char *text = system_mails(system);
    json_t *list = json_loads(text, 0, NULL), *mail;
    size_t at;
    struct buf rows = {0};
    json_array_foreach(list, at, mail) {
        /* <uuid@domain> */
        buf_print(&rows, ",('%.36s')", json_string_value(json_object_get(mail, "id")) + 1);
    }
    database_run(system_database(system), "CREATE TABLE mail (id uuid)");
    if (rows.len > 0) {
        database_run(system_database(system), "INSERT INTO mail VALUES %s", buf_string(&rows) + 1);
    }
    buf_free(&rows);
    json_decref(list);
    free(text);
}

static void check_notices(struct system *system)
{
    struct database *db = system_database(system);
    assert_int_equal(wait_drained(sendings_open, db), 0);
    load_mails(system);
    assert_none(db, "validated, but not told, or not once",
                "SELECT v.submission_id FROM validation v LEFT JOIN told t"
                " ON t.subject_id = v.submission_id WHERE t.told_count IS NULL");
    assert_none(
        db, "told more or less often than there are notifications",
        "SELECT s.id, t.told_count, count(n.id) FROM submission s JOIN told t"
        " ON t.subject_id = s.id CROSS JOIN (SELECT id, 1 AS channel, '' AS target FROM account"
        " UNION ALL SELECT account_id, channel, target FROM address) a"
        " JOIN validation v ON v.submission_id = s.id LEFT JOIN notification n"
        " ON n.id = md5(s.id || '/' || v.verdict || '/' || a.channel || '/' || a.id || '/' ||"
        " a.target)::uuid"
        " GROUP BY s.id, t.told_count HAVING t.told_count <> count(n.id)");
    assert_none(db, "mails that came twice",
                "SELECT id, count(*) FROM mail GROUP BY id HAVING count(*) > 1");
    assert_none(db, "mails sent that did not come, or the other way round",
                "SELECT n.id, n.state FROM notification n FULL JOIN mail m USING (id)"
                " WHERE (n.channel = 2 OR n.id IS NULL) AND coalesce(n.state, 0) <> 4"
                " AND (n.state = 2) IS DISTINCT FROM (m.id IS NOT NULL)");
    printf("mails %ld, of which the end is unknown %ld\n",
           database_number(db, "SELECT count(*) FROM mail"),
           database_number(db, "SELECT count(*) FROM notification WHERE state = 4"));
}

static void survives(bool is_cold)
{
    static const char *const ARGUMENTS[] = {"--stage.lease_ms=1500",
                                            "--stage.sweep_ms=100",
                                            "--stage.attempts=60",
                                            "gateway --ask.timeout_ms=2000",
                                            "notification --send.timeout_ms=2000",
                                            NULL};
    struct system_options options = {.is_cold = is_cold, .has_mail = true, .arguments = ARGUMENTS};
    memcpy(options.instances, INSTANCES, sizeof(INSTANCES));
    struct havoc havoc = {.system = system_start(&options)};
    struct database *db = system_database(havoc.system);
    struct load *load = load_start(havoc.system, PAUSE_MS);
    int64_t started_ms = clock_steady_ms();
    wreak(&havoc);
    wait_ms(500);
    assert_int_equal(load_stop(&load, db), 0);
    int64_t fired_ms = clock_steady_ms() - started_ms;
    bool is_settled = system_settle(havoc.system);
    printf("%s: %ld submissions in %lld ms; killed services %d, connections %d, backends %d, "
           "servers %d,"
           " stopped %d; settled after %lld ms more\n",
           is_cold ? "polled" : "pushed", database_number(db, "SELECT count(*) FROM acknowledged"),
           (long long)fired_ms, havoc.services, havoc.connections, havoc.backends, havoc.servers,
           havoc.stops, (long long)(clock_steady_ms() - started_ms - fired_ms));
    assert_true(is_settled);
    assert_true(havoc.reads > 0);
    assert_int_equal(havoc.unbalanced, 0);
    check_submissions(db);
    check_facts(havoc.system);
    check_notices(havoc.system);
    assert_int_equal(system_crashes(havoc.system), 0);
    system_stop(&havoc.system);
}

static void survives_with_work_sent_ahead(void **state)
{
    (void)state;
    survives(false);
}

static void survives_by_sweeping_alone(void **state)
{
    (void)state;
    survives(true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(survives_with_work_sent_ahead),
        cmocka_unit_test(survives_by_sweeping_alone),
    };
    setvbuf(stdout, NULL, _IOLBF, 0);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
