/*
 * Fetching over TLS: a certificate that fits is trusted; for one that does not the reason is
 * returned and nothing of the page.
 */
#include "support/test.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "fetch/fetch.h"
#include "support/wait.h"
#include "support/website.h"

struct fixture {
    char directory[64];
    struct loop *loop;
    struct website *site;
    struct fetch *fetch;
    char allow[64], resolve[128], ca[128];
    enum fetch_outcome outcome;
    char *body, *detail;
};

/* Tests run in the root of the checkout. */
static void make_certificates(const char *directory)
{
    char command[PATH_MAX + 100];
    snprintf(command, sizeof(command), "tests/support/certificates.sh %s", directory);
    assert_int_equal(system(command), 0);
}

static int set_up(void **state)
{
    struct fixture *fixture = memory_zero(sizeof(*fixture));
    snprintf(fixture->directory, sizeof(fixture->directory), "/tmp/mc-tls-test.XXXXXX");
    assert_non_null(mkdtemp(fixture->directory));
    make_certificates(fixture->directory);
    assert_int_equal(loop_new(&fixture->loop), ERR_NONE);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    char command[100];
    fetch_close(&fixture->fetch);
    website_stop(&fixture->site);
    loop_free(&fixture->loop);
    snprintf(command, sizeof(command), "rm -rf %s", fixture->directory);
    assert_int_equal(system(command), 0);
    free(fixture->body);
    free(fixture->detail);
    free(fixture);
    return 0;
}

static void came(void *arg, const struct fetch_answer *answer)
{
    struct fixture *fixture = arg;
    free(fixture->body);
    free(fixture->detail);
    fixture->outcome = answer->outcome;
    fixture->body = memory_text(answer->body);
    fixture->detail = memory_text(answer->detail);
}

static bool has_come(void *arg)
{
    const struct fixture *fixture = arg;
    return fetch_count(fixture->fetch) == 0;
}

/* The outcome for https://tot.vn/ when it shows this certificate; `ca`: what is trusted. */
static enum fetch_outcome get(struct fixture *fixture, const char *certificate, const char *ca)
{
    char key[128], shown[128];
    fetch_close(&fixture->fetch);
    website_stop(&fixture->site);
    snprintf(key, sizeof(key), "%s/site.key", fixture->directory);
    snprintf(shown, sizeof(shown), "%s/%s.pem", fixture->directory, certificate);
    fixture->site = website_start_tls(key, shown);
    website_put(fixture->site, "/", &(struct web_page){.body = "riêng"});
    snprintf(fixture->allow, sizeof(fixture->allow), "127.0.0.1:%u", website_port(fixture->site));
    snprintf(fixture->resolve, sizeof(fixture->resolve), "tot.vn:443=127.0.0.1:%u",
             website_port(fixture->site));
    snprintf(fixture->ca, sizeof(fixture->ca), "%s/%s.pem", fixture->directory, ca);
    const struct fetch_conf conf = {.allow = fixture->allow,
                                    .resolve = fixture->resolve,
                                    .ca = fixture->ca,
                                    .bytes = 65536,
                                    .seconds = 5,
                                    .redirects = 3,
                                    .at_once = 4};
    assert_int_equal(fetch_open(&fixture->fetch, fixture->loop, &conf), ERR_NONE);
    fetch_start(fixture->fetch, &(struct fetch_request){.url = "https://tot.vn/"}, came, fixture);
    assert_true(wait_loop(fixture->loop, has_come, fixture));
    return fixture->outcome;
}

static void a_certificate_that_fits_is_trusted(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(get(fixture, "good", "ca"), FETCH_DONE);
    assert_string_equal(fixture->body, "riêng");
}

static void each_that_does_not_fit_has_its_reason(void **state)
{
    static const struct {
        const char *certificate, *ca;
        enum fetch_outcome outcome;
        const char *name;
    } CASES[] = {{"expired", "ca", FETCH_EXPIRED, "cert_expired"},
                 {"other", "ca", FETCH_OTHER_HOST, "cert_host"},
                 {"self", "ca", FETCH_SELF_SIGNED, "cert_self"},
                 {"stranger", "ca", FETCH_UNTRUSTED, "untrusted"},
                 {"good", "unknown", FETCH_UNTRUSTED, "untrusted"}};
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        enum fetch_outcome outcome = get(fixture, CASES[i].certificate, CASES[i].ca);
        if (outcome != CASES[i].outcome) {
            fail_msg("%s: %s (%s)", CASES[i].certificate, fetch_outcome_name(outcome),
                     fixture->detail);
        }
        assert_string_equal(fetch_outcome_name(outcome), CASES[i].name);
        assert_string_equal(fixture->body, "");
        assert_int_equal(website_count(fixture->site, "/"), 0);
    }
}

/* With the system's authorities, one of our own is unknown. */
static void the_systems_authorities_are_asked_where_none_is_named(void **state)
{
    struct fixture *fixture = *state;
    get(fixture, "good", "ca");
    const struct fetch_conf conf = {.allow = fixture->allow,
                                    .resolve = fixture->resolve,
                                    .ca = "",
                                    .bytes = 65536,
                                    .seconds = 5,
                                    .redirects = 3,
                                    .at_once = 4};
    fetch_close(&fixture->fetch);
    assert_int_equal(fetch_open(&fixture->fetch, fixture->loop, &conf), ERR_NONE);
    fetch_start(fixture->fetch, &(struct fetch_request){.url = "https://tot.vn/"}, came, fixture);
    assert_true(wait_loop(fixture->loop, has_come, fixture));
    assert_int_equal(fixture->outcome, FETCH_UNTRUSTED);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(a_certificate_that_fits_is_trusted),
        CASE(each_that_does_not_fit_has_its_reason),
        CASE(the_systems_authorities_are_asked_where_none_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
