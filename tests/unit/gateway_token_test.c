/*
 * Tokens: created, found in a request, and when the CSRF token is required.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "gateway/routes/idempotency.h"
#include "gateway/token.h"

static void token_new_is_long_and_new(void **state)
{
    (void)state;
    char first[TOKEN_TEXT];
    char second[TOKEN_TEXT];
    token_new(first);
    token_new(second);
    assert_int_equal(strlen(first), 43);
    assert_string_not_equal(first, second);
    struct token_found found;
    char header[64];
    snprintf(header, sizeof(header), "Bearer %s", first);
    assert_true(token_find(header, NULL, &found));
    assert_int_equal(found.len, 43);
}

static void expect(const char *authorization, const char *cookie, const char *text, bool is_cookie)
{
    struct token_found found;
    assert_true(token_find(authorization, cookie, &found));
    assert_int_equal(found.len, strlen(text));
    assert_memory_equal(found.text, text, found.len);
    assert_int_equal(found.is_cookie, is_cookie);
}

static void token_find_reads_both_headers(void **state)
{
    (void)state;
    expect("Bearer abc-_9", NULL, "abc-_9", false);
    expect("bearer   abc", "mc_session=xyz", "abc", false);
    expect(NULL, "mc_session=xyz", "xyz", true);
    expect(NULL, "a=b; mc_session=xyz; c=d", "xyz", true);
    expect(NULL, "xmc_session=no;mc_session=yes", "yes", true);
}

static void token_find_takes_nothing_else(void **state)
{
    (void)state;
    struct token_found found;
    assert_false(token_find(NULL, NULL, &found));
    assert_false(token_find("Basic abc", NULL, &found));
    assert_false(token_find("Bearer ", NULL, &found));
    assert_false(token_find("Bearer a b", NULL, &found));
    assert_false(token_find("Basic abc", "mc_session=xyz", &found));
    assert_false(token_find(NULL, "mc_session=", &found));
    assert_false(token_find(NULL, "other=1", &found));
}

static void csrf_is_asked_of_cookies_that_write(void **state)
{
    (void)state;
    assert_true(token_needs_csrf("POST", true));
    assert_true(token_needs_csrf("DELETE", true));
    assert_false(token_needs_csrf("GET", true));
    assert_false(token_needs_csrf("HEAD", true));
    assert_false(token_needs_csrf("POST", false));
}

static void csrf_must_be_the_very_same(void **state)
{
    (void)state;
    assert_true(token_csrf_is_right("secret", "secret"));
    assert_false(token_csrf_is_right("secret", "Secret"));
    assert_false(token_csrf_is_right("secret", "secre"));
    assert_false(token_csrf_is_right("secret", ""));
    assert_false(token_csrf_is_right("secret", NULL));
    assert_false(token_csrf_is_right("", ""));
}

static void idempotency_keys_are_visible_ascii(void **state)
{
    (void)state;
    char longest[202];
    memset(longest, 'k', 201);
    longest[201] = '\0';
    assert_false(idempotency_is_key(longest));
    longest[200] = '\0';
    assert_true(idempotency_is_key(longest));
    assert_true(idempotency_is_key("!~"));
    assert_false(idempotency_is_key(""));
    assert_false(idempotency_is_key("a b"));
    assert_false(idempotency_is_key("khóa"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(token_new_is_long_and_new),
        cmocka_unit_test(token_find_reads_both_headers),
        cmocka_unit_test(token_find_takes_nothing_else),
        cmocka_unit_test(csrf_is_asked_of_cookies_that_write),
        cmocka_unit_test(csrf_must_be_the_very_same),
        cmocka_unit_test(idempotency_keys_are_visible_ascii),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
