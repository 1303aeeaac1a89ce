/*
 * Fetching over real sockets: what it returns, and that no page costs more than its limit, reaches
 * a forbidden address, or delays another host's.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "fetch/fetch.h"
#include "support/wait.h"
#include "support/website.h"

enum { BYTES = 65536 };

struct got {
    bool has_come;
    enum fetch_outcome outcome;
    int status, redirects;
    char *final_url, *body, *etag, *trace;
    int64_t at_ms;
};

struct fixture {
    struct loop *loop;
    struct website *site, *other; /* only the first is allowed */
    struct fetch *fetch;
    char allow[64], resolve[128];
    struct fetch_conf conf;
    struct got got[8];
};

/* Every host name resolves to the site, "cam.vn" to the other, which is not allowed. */
static void open_with(struct fixture *fixture, struct fetch_conf conf)
{
    fetch_close(&fixture->fetch);
    fixture->conf = conf;
    fixture->conf.allow = fixture->allow;
    fixture->conf.resolve = fixture->resolve;
    assert_int_equal(fetch_open(&fixture->fetch, fixture->loop, &fixture->conf), ERR_NONE);
}

static const struct fetch_conf USUAL = {
    .bytes = BYTES, .seconds = 5, .redirects = 3, .host_ms = 0, .at_once = 16};

static int set_up(void **state)
{
    struct fixture *fixture = memory_zero(sizeof(*fixture));
    assert_int_equal(loop_new(&fixture->loop), ERR_NONE);
    fixture->site = website_start();
    fixture->other = website_start();
    snprintf(fixture->allow, sizeof(fixture->allow), "127.0.0.1:%u", website_port(fixture->site));
    snprintf(fixture->resolve, sizeof(fixture->resolve),
             "cam.vn:*=127.0.0.1:%u, 127.0.0.1:*=127.0.0.1:, localhost:*=localhost:, "
             "*:80=127.0.0.1:%u",
             website_port(fixture->other), website_port(fixture->site));
    open_with(fixture, USUAL);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    fetch_close(&fixture->fetch);
    website_stop(&fixture->site);
    website_stop(&fixture->other);
    loop_free(&fixture->loop);
    for (size_t i = 0; i < 8; i++) {
        free(fixture->got[i].final_url);
        free(fixture->got[i].body);
        free(fixture->got[i].etag);
        free(fixture->got[i].trace);
    }
    free(fixture);
    return 0;
}

static void came(void *arg, const struct fetch_answer *answer)
{
    struct got *got = arg;
    free(got->final_url);
    free(got->body);
    free(got->etag);
    free(got->trace);
    *got = (struct got){true,
                        answer->outcome,
                        answer->status,
                        answer->redirects,
                        memory_text(answer->final_url),
                        memory_text(answer->body),
                        memory_text(answer->etag),
                        memory_text(answer->trace),
                        clock_steady_ms()};
}

static bool all_came(void *arg)
{
    struct fixture *fixture = arg;
    return fetch_count(fixture->fetch) == 0;
}

static bool has_come(void *arg)
{
    return ((const struct got *)arg)->has_come;
}

static struct got *begin(struct fixture *fixture, size_t slot, const char *url)
{
    struct got *got = &fixture->got[slot];
    got->has_come = false;
    fetch_start(fixture->fetch, &(struct fetch_request){.url = url}, came, got);
    return got;
}

static const struct got *get(struct fixture *fixture, const char *url)
{
    struct got *got = begin(fixture, 0, url);
    assert_false(got->has_come);
    assert_true(wait_loop(fixture->loop, all_came, fixture));
    return got;
}

static char *at_port(struct fixture *fixture, const char *host, unsigned port, const char *path)
{
    static char url[128];
    (void)fixture;
    snprintf(url, sizeof(url), "http://%s:%u%s", host, port, path);
    return url;
}

/* ------------------------------------------------------------- answers */

static void a_page_comes_with_its_status(void **state)
{
    struct fixture *fixture = *state;
    website_put(fixture->site, "/a", &(struct web_page){.body = "<p>Chào", .etag = "\"1\""});
    const struct got *got = get(fixture, "http://tinhdoan.vn/a");
    assert_int_equal(got->outcome, FETCH_DONE);
    assert_int_equal(got->status, 200);
    assert_string_equal(got->body, "<p>Chào");
    assert_string_equal(got->etag, "\"1\"");
    got = get(fixture, "http://tinhdoan.vn/khong-co");
    assert_int_equal(got->outcome, FETCH_DONE);
    assert_int_equal(got->status, 404);
    fetch_start(fixture->fetch,
                &(struct fetch_request){.url = "http://tinhdoan.vn/a", .etag = "\"1\""}, came,
                &fixture->got[0]);
    assert_true(wait_loop(fixture->loop, all_came, fixture));
    assert_int_equal(got->status, 304);
}

static void redirects_are_followed_to_their_end_and_no_further(void **state)
{
    struct fixture *fixture = *state;
    website_put(fixture->site, "/1", &(struct web_page){.status = 301, .location = "/2"});
    website_put(fixture->site, "/2",
                &(struct web_page){.status = 302, .location = "http://b.vn/3"});
    website_put(fixture->site, "/3", &(struct web_page){.body = "đây"});
    const struct got *got = get(fixture, "http://a.vn/1");
    assert_int_equal(got->outcome, FETCH_DONE);
    assert_int_equal(got->redirects, 2);
    assert_string_equal(got->final_url, "http://b.vn/3");
    assert_string_equal(got->body, "đây");
    website_put(fixture->site, "/ring", &(struct web_page){.status = 302, .location = "/ring"});
    got = get(fixture, "http://a.vn/ring");
    assert_int_equal(got->outcome, FETCH_REDIRECTS);
    assert_int_equal(website_count(fixture->site, "/ring"), USUAL.redirects + 1);
    website_put(fixture->site, "/file",
                &(struct web_page){.status = 302, .location = "file:///etc/passwd"});
    assert_int_equal(get(fixture, "http://a.vn/file")->outcome, FETCH_NOT_WEB);
    website_put(fixture->site, "/user",
                &(struct web_page){.status = 302, .location = "http://u:p@a.vn/3"});
    assert_int_equal(get(fixture, "http://a.vn/user")->outcome, FETCH_NOT_WEB);
}

static void redirects_are_listed_with_each_address_and_its_judgement(void **state)
{
    struct fixture *fixture = *state;
    char wanted[300], inside[64];
    snprintf(inside, sizeof(inside), "http://127.0.0.1:%u/", website_port(fixture->other));
    website_put(fixture->site, "/1", &(struct web_page){.status = 301, .location = inside});
    const struct got *got = get(fixture, "http://a.vn/1");
    snprintf(wanted, sizeof(wanted),
             "http://a.vn/1\t301\t127.0.0.1:%u allowed\n%s\t0\t127.0.0.1:%u refused\n",
             website_port(fixture->site), inside, website_port(fixture->other));
    assert_string_equal(got->trace, wanted);
    assert_string_equal(get(fixture, "ftp://a.vn/")->trace, "");
}

/* ------------------------------------------------------------- the guard */

static void what_is_not_public_is_refused_directly_by_name_and_after_a_redirect(void **state)
{
    struct fixture *fixture = *state;
    website_put(fixture->other, "/", &(struct web_page){.body = "bí mật"});
    unsigned port = website_port(fixture->other);
    assert_int_equal(get(fixture, at_port(fixture, "127.0.0.1", port, "/"))->outcome,
                     FETCH_REFUSED);
    assert_int_equal(get(fixture, at_port(fixture, "2130706433", port, "/"))->outcome,
                     FETCH_REFUSED);
    assert_int_equal(get(fixture, at_port(fixture, "0x7f.1", port, "/"))->outcome, FETCH_REFUSED);
    assert_int_equal(get(fixture, at_port(fixture, "[::ffff:127.0.0.1]", port, "/"))->outcome,
                     FETCH_REFUSED);
    assert_int_equal(get(fixture, at_port(fixture, "localhost", port, "/"))->outcome,
                     FETCH_REFUSED);
    assert_int_equal(get(fixture, "http://cam.vn/")->outcome, FETCH_REFUSED);
    website_put(fixture->site, "/by-name",
                &(struct web_page){.status = 302, .location = "http://cam.vn/"});
    website_put(
        fixture->site, "/by-address",
        &(struct web_page){.status = 302, .location = at_port(fixture, "127.0.0.1", port, "/")});
    assert_int_equal(get(fixture, "http://a.vn/by-name")->outcome, FETCH_REFUSED);
    const struct got *got = get(fixture, "http://a.vn/by-address");
    assert_int_equal(got->outcome, FETCH_REFUSED);
    assert_string_equal(got->body, "");
    assert_int_equal(website_count(fixture->other, "/"), 0);
}

/* The same name is allowed once and refused the next time: the address is judged at each
 * connection, and no connection is kept. */
static void a_name_that_points_elsewhere_the_second_time_is_judged_again(void **state)
{
    struct fixture *fixture = *state;
    website_put(fixture->site, "/", &(struct web_page){.body = "ngoài"});
    website_put(fixture->other, "/", &(struct web_page){.body = "trong"});
    assert_string_equal(get(fixture, "http://doi.vn/")->body, "ngoài");
    snprintf(fixture->resolve, sizeof(fixture->resolve), "doi.vn:80=127.0.0.1:%u",
             website_port(fixture->other));
    open_with(fixture, USUAL);
    assert_int_equal(get(fixture, "http://doi.vn/")->outcome, FETCH_REFUSED);
    assert_int_equal(website_count(fixture->other, "/"), 0);
}

static void a_proxy_of_the_environment_is_not_asked(void **state)
{
    struct fixture *fixture = *state;
    char proxy[64];
    snprintf(proxy, sizeof(proxy), "http://127.0.0.1:%u", website_port(fixture->other));
    setenv("http_proxy", proxy, 1);
    setenv("all_proxy", proxy, 1);
    website_put(fixture->site, "/", &(struct web_page){.body = "thẳng"});
    const struct got *got = get(fixture, "http://a.vn/");
    unsetenv("http_proxy");
    unsetenv("all_proxy");
    assert_int_equal(got->outcome, FETCH_DONE);
    assert_string_equal(got->body, "thẳng");
}

/* ------------------------------------------------------------- limits */

static struct buf bomb(size_t len)
{
    static unsigned char zeros[BYTES];
    struct buf made = {0};
    unsigned char out[BYTES];
    z_stream stream = {0};
    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
    for (size_t at = 0; at <= len; at += sizeof(zeros)) {
        stream.next_in = zeros;
        stream.avail_in = sizeof(zeros);
        do {
            stream.next_out = out;
            stream.avail_out = sizeof(out);
            deflate(&stream, at + sizeof(zeros) > len ? Z_FINISH : Z_NO_FLUSH);
            buf_add(&made, out, sizeof(out) - stream.avail_out);
        } while (stream.avail_out == 0);
    }
    deflateEnd(&stream);
    return made;
}

static void large_bodies_are_refused_however_they_are_packed(void **state)
{
    struct fixture *fixture = *state;
    char *long_text = memory_alloc(BYTES + 2);
    memset(long_text, 'a', BYTES + 1);
    long_text[BYTES + 1] = '\0';
    website_put(fixture->site, "/long", &(struct web_page){.body = long_text});
    assert_int_equal(get(fixture, "http://a.vn/long")->outcome, FETCH_TOO_LARGE);
    website_put(fixture->site, "/just", &(struct web_page){.body = long_text + 1});
    assert_int_equal(get(fixture, "http://a.vn/just")->outcome, FETCH_DONE);
    free(long_text);
    struct buf packed = bomb(50000000);
    assert_true(packed.len < BYTES);
    website_put(fixture->site, "/bomb",
                &(struct web_page){.body = packed.data, .len = packed.len, .encoding = "gzip"});
    assert_int_equal(get(fixture, "http://a.vn/bomb")->outcome, FETCH_TOO_LARGE);
    buf_free(&packed);
}

static void a_slow_host_costs_its_time_and_no_other_host_waits(void **state)
{
    struct fixture *fixture = *state;
    struct fetch_conf conf = USUAL;
    conf.seconds = 2;
    open_with(fixture, conf);
    website_put(fixture->site, "/slow",
                &(struct web_page){.body = "abcdefghijklmnop", .drip_ms = 300});
    website_put(fixture->site, "/fast", &(struct web_page){.body = "b"});
    int64_t start_ms = clock_steady_ms();
    struct got *slow = begin(fixture, 0, "http://cham.vn/slow");
    struct got *fast = begin(fixture, 1, "http://nhanh.vn/fast");
    assert_true(wait_loop(fixture->loop, all_came, fixture));
    assert_int_equal(slow->outcome, FETCH_TIMEOUT);
    assert_int_equal(fast->outcome, FETCH_DONE);
    assert_true(slow->at_ms - start_ms >= 1900);
    assert_true(fast->at_ms < slow->at_ms);
}

static void a_host_is_asked_for_one_page_at_a_time_with_a_pause(void **state)
{
    struct fixture *fixture = *state;
    struct fetch_conf conf = USUAL;
    conf.host_ms = 200;
    open_with(fixture, conf);
    website_put(fixture->site, "/", &(struct web_page){.body = "abc", .drip_ms = 20});
    int64_t start_ms = clock_steady_ms();
    for (size_t i = 0; i < 4; i++) {
        begin(fixture, i, i == 3 ? "http://khac.vn/" : "http://mot.vn/");
    }
    assert_true(wait_loop(fixture->loop, all_came, fixture));
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(fixture->got[i].outcome, FETCH_DONE);
    }
    assert_true(fixture->got[2].at_ms - start_ms >= 2 * conf.host_ms);
    assert_true(fixture->got[3].at_ms < fixture->got[2].at_ms);
    assert_in_range(website_most_at_once(fixture->site), 1, 2);
}

static void what_does_not_answer_is_reported_as_what_it_is(void **state)
{
    struct fixture *fixture = *state;
    unsigned port = website_port(fixture->site);
    website_stop(&fixture->site);
    assert_int_equal(get(fixture, at_port(fixture, "127.0.0.1", port, "/"))->outcome,
                     FETCH_UNREACHABLE);
    /* The label is too long for any name server. */
    assert_int_equal(
        get(fixture, at_port(fixture,
                             "mot-nhan-dai-hon-sau-muoi-ba-ky-tu-nen-khong-may-chu-ten-"
                             "mien-nao-biet.vn",
                             81, "/"))
            ->outcome,
        FETCH_NO_NAME);
    assert_int_equal(get(fixture, "ftp://a.vn/")->outcome, FETCH_NOT_WEB);
}

static void closing_drops_what_is_under_way(void **state)
{
    struct fixture *fixture = *state;
    website_put(fixture->site, "/slow", &(struct web_page){.body = "abcdef", .drip_ms = 200});
    struct got *first = begin(fixture, 0, "http://a.vn/slow");
    struct got *second = begin(fixture, 1, "http://a.vn/slow");
    struct got *third = begin(fixture, 2, "ftp://a.vn/");
    assert_true(wait_loop(fixture->loop, has_come, third));
    begin(fixture, 3, "ftp://a.vn/");
    fetch_close(&fixture->fetch);
    wait_loop_ms(fixture->loop, 50);
    assert_false(first->has_come || second->has_come || !third->has_come ||
                 fixture->got[3].has_come);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(a_page_comes_with_its_status),
        CASE(redirects_are_followed_to_their_end_and_no_further),
        CASE(redirects_are_listed_with_each_address_and_its_judgement),
        CASE(what_is_not_public_is_refused_directly_by_name_and_after_a_redirect),
        CASE(a_name_that_points_elsewhere_the_second_time_is_judged_again),
        CASE(a_proxy_of_the_environment_is_not_asked),
        CASE(large_bodies_are_refused_however_they_are_packed),
        CASE(a_slow_host_costs_its_time_and_no_other_host_waits),
        CASE(a_host_is_asked_for_one_page_at_a_time_with_a_pause),
        CASE(what_does_not_answer_is_reported_as_what_it_is),
        CASE(closing_drops_what_is_under_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
