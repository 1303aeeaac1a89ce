/*
 * Notes: written where a failure is found, read by the code that handles it, one a thread.
 */
#include "support/test.h"

#include <pthread.h>
#include <string.h>

#include "base/err.h"

static void err_note_returns_the_reaction_and_notes_where(void **state)
{
    (void)state;
    assert_int_equal(err_note(ERR_REJECT, "%s = %d", "a", 1), ERR_REJECT);
    assert_non_null(strstr(err_last(), "a = 1 (base_err_test.c:"));
    assert_int_equal(err_note_at(ERR_RETRY, "x/y/z.c", 7, "away"), ERR_RETRY);
    assert_string_equal(err_last(), "away (z.c:7)");
    assert_int_equal(err_note_at(ERR_FATAL, "z.c", 8, "no path"), ERR_FATAL);
    assert_string_equal(err_last(), "no path (z.c:8)");
}

/* libpq's messages end with a newline. */
static void err_note_takes_newlines_off_the_end(void **state)
{
    (void)state;
    (void)err_note_at(ERR_RETRY, "z.c", 1, "%s", "refused\n\tdetail\n\n");
    assert_string_equal(err_last(), "refused\n\tdetail (z.c:1)");
    (void)err_note_at(ERR_RETRY, "z.c", 1, "%s", "\n");
    assert_string_equal(err_last(), " (z.c:1)");
}

static void err_note_may_quote_the_note_before(void **state)
{
    (void)state;
    (void)err_note_at(ERR_RETRY, "a.c", 1, "inner");
    (void)err_note_at(ERR_FATAL, "b.c", 2, "outer: %s", err_last());
    assert_string_equal(err_last(), "outer: inner (a.c:1) (b.c:2)");
}

static void err_note_cuts_what_is_too_long_and_keeps_the_place(void **state)
{
    (void)state;
    char text[2000], file[2000];
    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    memset(file, 'f', sizeof(file) - 1);
    file[sizeof(file) - 1] = '\0';
    (void)err_note_at(ERR_REJECT, "z.c", 9, "%s", text);
    assert_true(strlen(err_last()) < 512);
    assert_non_null(strstr(err_last(), "x (z.c:9)"));
    (void)err_note_at(ERR_REJECT, file, 9, "%s", text);
    assert_true(strlen(err_last()) < 512);
    assert_non_null(strstr(err_last(), "f:9)"));
}

static void *read_note(void *arg)
{
    size_t *len = arg;
    *len = strlen(err_last());
    (void)err_note(ERR_RETRY, "of the other");
    return NULL;
}

static void err_notes_of_threads_do_not_mix(void **state)
{
    (void)state;
    (void)err_note_at(ERR_RETRY, "z.c", 1, "mine");
    pthread_t thread;
    size_t len = 1;
    assert_int_equal(pthread_create(&thread, NULL, read_note, &len), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(len, 0);
    assert_string_equal(err_last(), "mine (z.c:1)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(err_note_returns_the_reaction_and_notes_where),
        cmocka_unit_test(err_note_takes_newlines_off_the_end),
        cmocka_unit_test(err_note_may_quote_the_note_before),
        cmocka_unit_test(err_note_cuts_what_is_too_long_and_keeps_the_place),
        cmocka_unit_test(err_notes_of_threads_do_not_mix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
