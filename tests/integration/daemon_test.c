/*
 * Where a service listens, which address it announces, what it reports while it is not ready, and
 * what it does with work while it drains: real programs on a real PostgreSQL.
 */
#include "support/test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "bus/bus.h"
#include "support/database.h"
#include "support/one_service.h"
#include "support/system_http.h"
#include "support/wait.h"
#include "wire/wire.h"

struct fixture {
    struct database *db;
    struct one_service service;
    char host[32]; /* "[::1]:PORT", free */
};

static int free_port(void)
{
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_addr = in6addr_loopback};
    socklen_t len = sizeof(address);
    int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, len), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &len), 0);
    close(fd);
    return ntohs(address.sin6_port);
}

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.db = database_create()};
    one_service_make(&fixture.service);
    snprintf(fixture.host, sizeof(fixture.host), "[::1]:%d", free_port());
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    one_service_end(&fixture->service);
    database_drop(&fixture->db);
    return 0;
}

static void register_key(struct fixture *fixture, const char *service)
{
    char key[41] = "";
    FILE *file = fopen(fixture->service.keys, "re");
    assert_int_equal(fscanf(file, "%40s", key), 1);
    fclose(file);
    database_run(fixture->db,
                 "INSERT INTO system_key (name, public_key, service)"
                 " VALUES ('%s', '%s', '%s')",
                 service, key, service);
}

static void start(struct fixture *fixture, const char *program, const char *listen,
                  const char *const *options)
{
    char role[32], place[64];
    const char *all[8] = {place};
    snprintf(role, sizeof(role), "mc_%s", program);
    snprintf(place, sizeof(place), "--%s=%s", listen, fixture->host);
    for (size_t i = 0; options[i] != NULL; i++) {
        all[i + 1] = options[i];
    }
    one_service_start(&fixture->service, program, database_dsn_as(fixture->db, role), all);
}

/* Asks until the answer has this status and this text. */
static void wait_answer(const struct fixture *fixture, const char *path, long status,
                        const char *words)
{
    for (int64_t until = wait_hangs_at_ms();;) {
        struct http_answer answer =
            http_send(fixture->host, &(struct http_request){.path = path, .timeout_ms = 1000});
        bool is_so = answer.status == status && strstr(answer.body, words) != NULL;
        if (!is_so && clock_steady_ms() > until) {
            fail_msg("%s: %ld %s", path, answer.status, answer.body);
        }
        http_free(&answer);
        if (is_so) {
            return;
        }
        wait_ms(20);
    }
}

static void a_service_lives_on_ipv6_alone(void **state)
{
    struct fixture *fixture = *state;
    const char *const options[] = {"--bus.listen=[::1]:*", NULL};
    register_key(fixture, "scoring");
    start(fixture, "scoring", "health.listen", options);
    wait_answer(fixture, "/ready", 200, "ready");
    assert_string_equal(database_value(fixture->db, "SELECT left(endpoint, 12) FROM peer"),
                        "tcp://[::1]:");
}

static void the_gateway_listens_on_ipv6_and_says_what_is_in_the_way(void **state)
{
    struct fixture *fixture = *state;
    const char *const options[] = {NULL};
    register_key(fixture, "gateway");
    start(fixture, "gateway", "http.listen", options);
    wait_answer(fixture, "/readyz", 503, "no instance of ingest answers");
    wait_answer(fixture, "/healthz", 200, "alive");
}

/* Anyone may ask for /readyz; what is behind the gateway is for the operator. */
static void only_the_operator_reads_addresses(void **state)
{
    struct fixture *fixture = *state, operators = *fixture;
    char health[64];
    snprintf(operators.host, sizeof(operators.host), "[::1]:%d", free_port());
    snprintf(health, sizeof(health), "--health.listen=%s", operators.host);
    const char *const options[] = {health, NULL};
    register_key(fixture, "gateway");
    start(fixture, "gateway", "http.listen", options);
    wait_answer(&operators, "/ready", 200, "ready");
    database_run(fixture->db,
                 "DO $$ BEGIN EXECUTE format('REVOKE CONNECT ON DATABASE %%I FROM PUBLIC',"
                 " current_database()); END $$;"
                 " SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                 "  WHERE datname = current_database() AND usename = 'mc_gateway'");
    wait_answer(&operators, "/ready", 503,
                database_value(fixture->db, "SELECT current_database()"));
    struct http_answer answer =
        http_send(fixture->host, &(struct http_request){.path = "/readyz", .timeout_ms = 1000});
    assert_int_equal(answer.status, 503);
    assert_non_null(strstr(answer.body, "store: it cannot be reached"));
    assert_null(strstr(answer.body, "mc_"));
    http_free(&answer);
}

/* No peer would accept it: to the others it does not exist. */
static void a_service_whose_key_is_not_registered_is_not_ready(void **state)
{
    struct fixture *fixture = *state;
    const char *const options[] = {NULL};
    start(fixture, "scoring", "health.listen", options);
    wait_answer(fixture, "/ready", 503, "does not lead back to this process");
}

static void a_service_without_an_address_announces_none(void **state)
{
    struct fixture *fixture = *state;
    const char *const options[] = {"--bus.listen=0.0.0.0:*", "--bus.advertise=0.0.0.0", NULL};
    register_key(fixture, "scoring");
    start(fixture, "scoring", "health.listen", options);
    wait_answer(fixture, "/ready", 503, "set bus.advertise");
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM peer"), 0);
}

static void a_service_is_found_where_it_says(void **state)
{
    struct fixture *fixture = *state;
    const char *const options[] = {"--bus.listen=0.0.0.0:*", "--bus.advertise=127.0.0.3", NULL};
    register_key(fixture, "scoring");
    start(fixture, "scoring", "health.listen", options);
    wait_answer(fixture, "/ready", 200, "ready");
    assert_string_equal(database_value(fixture->db, "SELECT left(endpoint, 16) FROM peer"),
                        "tcp://127.0.0.3:");
}

/* The inbox listens at another address than the announced one. */
static void an_address_that_leads_elsewhere_is_not_ready(void **state)
{
    struct fixture *fixture = *state;
    const char *const options[] = {"--bus.listen=127.0.0.1:*", "--bus.advertise=127.0.0.4", NULL};
    register_key(fixture, "scoring");
    start(fixture, "scoring", "health.listen", options);
    wait_answer(fixture, "/ready", 503, "the announced address tcp://127.0.0.4:");
}

/* ------------------------------------------------------------- draining */

/* A bus that pushes work to the service as ingest does. */
struct pusher {
    struct loop *loop;
    struct bus *bus;
    uint64_t frames; /* received before */
};

static void pusher_open(struct pusher *self, struct database *db)
{
    char public_key[41], secret_key[41];
    bus_make_keys(public_key, secret_key);
    database_run(db,
                 "INSERT INTO system_key (name, public_key, service) VALUES ('t', '%s', 'ingest')",
                 public_key);
    assert_int_equal(loop_new(&self->loop), ERR_NONE);
    static const struct bus_events EVENTS = {0};
    struct bus_conf conf = {.service = "ingest",
                            .secret_key = secret_key,
                            .public_key = public_key,
                            .is_hot = true,
                            .window = 16,
                            .max_frame = 1 << 20};
    assert_int_equal(bus_open(&self->bus, self->loop, &conf, &EVENTS, NULL), ERR_NONE);
}

static void pusher_connect(struct pusher *self, struct database *db, const char *service)
{
    char endpoint[256], key[41];
    struct bus_peer peer = {.service = service, .endpoint = endpoint, .public_key = key};
    assert_true(database_wait(db, "EXISTS (SELECT FROM peer)"));
    assert_true(uuid_parse(database_value(db, "SELECT instance FROM peer"), &peer.instance));
    snprintf(endpoint, sizeof(endpoint), "%s", database_value(db, "SELECT endpoint FROM peer"));
    snprintf(key, sizeof(key), "%s", database_value(db, "SELECT public_key FROM peer"));
    bus_set_peers(self->bus, &peer, 1);
}

static bool has_credit_for_two(void *arg)
{
    struct pusher *self = arg;
    size_t got = bus_reserve(self->bus, "notification", 2);
    if (got < 2) {
        bus_release(self->bus, "notification", got);
    }
    return got == 2;
}

/* Each of its beats is answered in the order of what was sent; five frames at most were on their
 * way before. */
static bool was_received(void *arg)
{
    const struct pusher *self = arg;
    return bus_count(self->bus)->frames_in >= self->frames + 6;
}

/* Leased for an hour to the receiver of its copy. */
static struct uuid enqueue(struct database *db)
{
    struct uuid id = uuid_new();
    char text[UUID_TEXT];
    uuid_print(&id, text);
    database_run(db,
                 "INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)"
                 " VALUES ('%s', 4, '%s', 1, now() + interval '1 hour', 1, '')",
                 text, text);
    return id;
}

static void push(struct pusher *self, const struct uuid *id)
{
    Bus__V1__Envelope envelope = BUS__V1__ENVELOPE__INIT;
    const Bus__V1__Envelope *list = &envelope;
    envelope.message_id = envelope.subject_id = wire_uuid(id);
    envelope.stage = STAGE_NOTIFY;
    envelope.schema = NOTICE_SCHEMA;
    envelope.attempt = 1;
    bus_deliver(self->bus, "notification", &list, 1);
}

/* The service drains while its first batch waits for a lock, and gets the copy that was on its way.
 */
static void a_copy_that_arrives_while_a_service_drains_is_released(void **state)
{
    static const char *const OPTIONS[] = {"--drain_ms=600000", NULL};
    struct fixture *fixture = *state;
    struct database *db = fixture->db;
    struct pusher pusher = {0};
    int status = -1;
    register_key(fixture, "notification");
    pusher_open(&pusher, db);
    start(fixture, "notification", "health.listen", OPTIONS);
    pusher_connect(&pusher, db, "notification");
    assert_true(wait_loop(pusher.loop, has_credit_for_two, &pusher));
    struct uuid worked_on = enqueue(db), late = enqueue(db);
    database_run(db, "BEGIN; LOCK TABLE told IN EXCLUSIVE MODE");
    push(&pusher, &worked_on);
    assert_true(database_wait(db, "EXISTS (SELECT FROM pg_locks WHERE NOT granted)"));
    assert_int_equal(kill(fixture->service.child, SIGTERM), 0);
    wait_answer(fixture, "/ready", 503, "draining");
    pusher.frames = bus_count(pusher.bus)->frames_in;
    push(&pusher, &late);
    assert_true(wait_loop(pusher.loop, was_received, &pusher));
    database_run(db, "COMMIT");
    assert_int_equal(waitpid(fixture->service.child, &status, 0), fixture->service.child);
    fixture->service.child = 0;
    assert_int_equal(status, 0);
    assert_int_equal(database_number(db, "SELECT count(*) FROM message"), 1);
    assert_int_equal(
        database_number(db,
                        "SELECT count(*) FROM message WHERE attempts = 0 AND ready_at <= now()"),
        1);
    bus_close(&pusher.bus);
    loop_free(&pusher.loop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_service_lives_on_ipv6_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_gateway_listens_on_ipv6_and_says_what_is_in_the_way,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_the_operator_reads_addresses, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_service_whose_key_is_not_registered_is_not_ready, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_service_without_an_address_announces_none, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_service_is_found_where_it_says, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_address_that_leads_elsewhere_is_not_ready, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_copy_that_arrives_while_a_service_drains_is_released,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
