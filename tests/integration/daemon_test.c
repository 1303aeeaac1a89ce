/*
 * Where a service listens, which address it announces, and what it reports while it is not ready:
 * real programs on a real PostgreSQL.
 */
#include "support/test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "support/database.h"
#include "support/one_service.h"
#include "support/system_http.h"
#include "support/wait.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_service_lives_on_ipv6_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_gateway_listens_on_ipv6_and_says_what_is_in_the_way,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_service_whose_key_is_not_registered_is_not_ready, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_service_without_an_address_announces_none, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_service_is_found_where_it_says, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_address_that_leads_elsewhere_is_not_ready, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
