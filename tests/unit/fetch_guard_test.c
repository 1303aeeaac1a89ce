/*
 * The fetch guard: every kind of address outside the public Internet is refused in each of its
 * spellings, and those that the configuration names are allowed.
 */
#include "support/test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "fetch/guard.h"
#include "fetch/places.h"

static const struct sockaddr *address_of(const char *text, unsigned port,
                                         struct sockaddr_storage *into)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
    memset(into, 0, sizeof(*into));
    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
        memcpy(into, &v4, sizeof(v4));
    } else {
        assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
        memcpy(into, &v6, sizeof(v6));
    }
    return (const struct sockaddr *)into;
}

static bool permits(const char *allow, const char *host, const char *text, unsigned port)
{
    struct sockaddr_storage storage;
    struct guard *guard;
    assert_int_equal(guard_open(&guard, allow), ERR_NONE);
    bool is_permitted = guard_permits(guard, host, address_of(text, port, &storage));
    guard_close(&guard);
    return is_permitted;
}

static void addresses_that_are_not_public_are_refused(void **state)
{
    static const char *const REFUSED[] = {"0.0.0.0",
                                          "0.1.2.3",
                                          "10.0.0.1",
                                          "10.255.255.255",
                                          "100.64.0.1",
                                          "100.127.255.255",
                                          "127.0.0.1",
                                          "127.255.255.254",
                                          "169.254.169.254",
                                          "172.16.0.1",
                                          "172.31.255.255",
                                          "192.0.0.1",
                                          "192.0.2.7",
                                          "192.88.99.1",
                                          "192.168.1.1",
                                          "198.18.0.1",
                                          "198.19.255.255",
                                          "198.51.100.3",
                                          "203.0.113.9",
                                          "224.0.0.1",
                                          "239.255.255.255",
                                          "240.0.0.1",
                                          "255.255.255.255",
                                          "::",
                                          "::1",
                                          "::127.0.0.1",
                                          "::8.8.8.8",
                                          "::ffff:127.0.0.1",
                                          "::ffff:10.0.0.1",
                                          "::ffff:169.254.169.254",
                                          "64:ff9b::7f00:1",
                                          "64:ff9b::10.0.0.1",
                                          "64:ff9b:1::8.8.8.8",
                                          "100::1",
                                          "2001::1",
                                          "2001:0:4136:e378::",
                                          "2001:2::1",
                                          "2001:10::1",
                                          "2001:db8::1",
                                          "2002:7f00:1::1",
                                          "2002:808:808::1",
                                          "3fff::1",
                                          "5f00::1",
                                          "fc00::1",
                                          "fd12:3456::1",
                                          "fe80::1",
                                          "fec0::1",
                                          "ff02::1",
                                          "4000::1"};
    (void)state;
    for (size_t i = 0; i < sizeof(REFUSED) / sizeof(REFUSED[0]); i++) {
        if (permits("", "a.vn", REFUSED[i], 80)) {
            fail_msg("%s is let through", REFUSED[i]);
        }
    }
}

static void public_addresses_are_let_through(void **state)
{
    static const char *const PUBLIC[] = {
        "1.1.1.1",         "8.8.8.8",          "9.255.255.255",   "11.0.0.1",
        "100.63.255.255",  "100.128.0.0",      "126.255.255.255", "128.0.0.1",
        "169.253.255.255", "172.15.255.255",   "172.32.0.0",      "192.167.255.255",
        "192.169.0.0",     "198.17.255.255",   "198.20.0.0",      "223.255.255.255",
        "::ffff:8.8.8.8",  "64:ff9b::808:808", "2001:200::1",     "2400:cb00::1",
        "2606:4700::1111", "3ffe::1"};
    (void)state;
    for (size_t i = 0; i < sizeof(PUBLIC) / sizeof(PUBLIC[0]); i++) {
        if (!permits("", "a.vn", PUBLIC[i], 443)) {
            fail_msg("%s is refused", PUBLIC[i]);
        }
    }
}

static void only_what_is_allowed_passes(void **state)
{
    static const char ALLOW[] = "so.vn, 10.1.2.3:8080 192.168.0.0/16,[fd00::1]:80,::1, may.vn:81";
    (void)state;
    assert_true(permits(ALLOW, "so.vn", "10.9.9.9", 1234));
    assert_false(permits(ALLOW, "x.so.vn", "10.9.9.9", 1234));
    assert_true(permits(ALLOW, "may.vn", "127.0.0.1", 81));
    assert_false(permits(ALLOW, "may.vn", "127.0.0.1", 80));
    assert_true(permits(ALLOW, "a.vn", "10.1.2.3", 8080));
    assert_false(permits(ALLOW, "a.vn", "10.1.2.3", 80));
    assert_false(permits(ALLOW, "a.vn", "10.1.2.4", 8080));
    assert_true(permits(ALLOW, "a.vn", "192.168.7.7", 22));
    assert_true(permits(ALLOW, "a.vn", "::ffff:192.168.7.7", 22));
    assert_false(permits(ALLOW, "a.vn", "172.16.0.1", 22));
    assert_true(permits(ALLOW, "a.vn", "fd00::1", 80));
    assert_false(permits(ALLOW, "a.vn", "fd00::1", 81));
    assert_true(permits(ALLOW, "a.vn", "::1", 9));
}

static void nonsense_is_refused_at_the_start(void **state)
{
    static const char *const WRONG[] = {"a b!",        "10.0.0.0/33", "10.0.0.0/x", "10.0.0.1:0",
                                        "so.vn:99999", "::1/129",     "So.vn"};
    (void)state;
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++) {
        struct guard *guard;
        if (guard_open(&guard, WRONG[i]) != ERR_FATAL) {
            fail_msg("\"%s\" is taken", WRONG[i]);
        }
        guard_close(&guard);
    }
}

static void places_are_written_as_the_library_wants_them(void **state)
{
    struct curl_slist *list = NULL;
    (void)state;
    assert_int_equal(places_parse("*:*=127.0.0.1:9, a.vn:80=b.vn:81", &list), ERR_NONE);
    assert_string_equal(list->data, "::127.0.0.1:9");
    assert_string_equal(list->next->data, "a.vn:80:b.vn:81");
    assert_int_equal(places_parse("a.vn=1.1.1.1", &list), ERR_FATAL);
    curl_slist_free_all(list);
}

static void only_the_web_has_a_host(void **state)
{
    static const char *const NOT[] = {"ftp://a.vn/",
                                      "file:///etc/passwd",
                                      "a.vn",
                                      "http://",
                                      "http://u:p@a.vn/",
                                      "http://u@a.vn/",
                                      "gopher://a.vn/",
                                      "javascript:alert(1)",
                                      "http://a b.vn/",
                                      ""};
    (void)state;
    for (size_t i = 0; i < sizeof(NOT) / sizeof(NOT[0]); i++) {
        assert_null(places_host(NOT[i]));
    }
    char *host = places_host("HTTPS://Tinhdoan.VN.:8443/x");
    assert_string_equal(host, "tinhdoan.vn");
    free(host);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_that_are_not_public_are_refused),
        cmocka_unit_test(public_addresses_are_let_through),
        cmocka_unit_test(only_what_is_allowed_passes),
        cmocka_unit_test(nonsense_is_refused_at_the_start),
        cmocka_unit_test(places_are_written_as_the_library_wants_them),
        cmocka_unit_test(only_the_web_has_a_host),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
