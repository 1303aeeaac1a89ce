/*
 * Identifiers: versions and variants of RFC 9562, order, difference, names.
 */
#include "support/test.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/uuid.h"

static void uuid_new_is_version_7_with_the_time_in_front(void **state)
{
    (void)state;
    int64_t before = clock_wall_us() / 1000;
    struct uuid uuid = uuid_new();
    int64_t after = clock_wall_us() / 1000;
    int64_t stamp = 0;
    for (int i = 0; i < 6; i++) {
        stamp = stamp << 8 | uuid.bytes[i];
    }
    assert_in_range(stamp, before, after);
    assert_int_equal(uuid.bytes[6] >> 4, 7);
    assert_int_equal(uuid.bytes[8] >> 6, 2);
}

static void uuid_new_always_increases(void **state)
{
    (void)state;
    struct uuid before = uuid_new();
    for (int i = 0; i < 300000; i++) {
        struct uuid next = uuid_new();
        assert_true(uuid_compare(&before, &next) < 0);
        assert_int_equal(next.bytes[6] >> 4, 7);
        before = next;
    }
}

enum { EACH = 200000 };

static void *make_many(void *arg)
{
    struct uuid *into = arg;
    for (int i = 0; i < EACH; i++) {
        into[i] = uuid_new();
    }
    return NULL;
}

static int compare(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct uuid));
}

/* The first eight bytes order a process's identifiers, so no two may share them. */
static void uuid_new_differs_between_threads(void **state)
{
    (void)state;
    static struct uuid made[2 * EACH];
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, make_many, made), 0);
    make_many(made + EACH);
    assert_int_equal(pthread_join(thread, NULL), 0);
    qsort(made, 2 * EACH, sizeof(made[0]), compare);
    for (size_t i = 1; i < 2 * EACH; i++) {
        assert_int_not_equal(memcmp(made[i - 1].bytes, made[i].bytes, 8), 0);
    }
}

/* Random bytes drawn before the fork must not be used by both processes. */
static void uuid_new_differs_after_a_fork(void **state)
{
    (void)state;
    (void)uuid_new();
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    struct uuid mine = uuid_new(), of_child;
    if (child == 0) {
        _exit(write(ends[1], &mine, sizeof(mine)) == sizeof(mine) ? 0 : 1);
    }
    assert_int_equal(read(ends[0], &of_child, sizeof(of_child)), sizeof(of_child));
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    close(ends[0]);
    close(ends[1]);
    assert_int_not_equal(memcmp(mine.bytes + 8, of_child.bytes + 8, 8), 0);
}

static void uuid_name_is_the_same_for_the_same_only(void **state)
{
    (void)state;
    struct uuid a = uuid_name("submission", "x", 1), again = uuid_name("submission", "x", 1);
    assert_true(uuid_equal(&a, &again));
    assert_int_equal(a.bytes[6] >> 4, 8);
    assert_int_equal(a.bytes[8] >> 6, 2);
    static const struct {
        const char *scope, *data;
        size_t len;
    } OTHERS[] = {{"submission", "y", 1},  {"submission", "x", 0}, {"submission", "x\0", 2},
                  {"submissionx", "", 0},  {"notice", "x", 1},     {"", "submission\0x", 12},
                  {"submission", "\0x", 2}};
    for (size_t i = 0; i < sizeof(OTHERS) / sizeof(OTHERS[0]); i++) {
        struct uuid other = uuid_name(OTHERS[i].scope, OTHERS[i].data, OTHERS[i].len);
        assert_false(uuid_equal(&a, &other));
    }
}

/* Later versions must find stored names again: BLAKE2b-128 of scope, NUL, data. */
static void uuid_name_never_changes(void **state)
{
    (void)state;
    char text[UUID_TEXT];
    struct uuid name = uuid_name("submission", "x", 1);
    assert_string_equal(uuid_print(&name, text), "6b1f25fa-dd85-87c8-9c25-7671bbf68a70");
}

static void uuid_parse_takes_36_characters_only(void **state)
{
    (void)state;
    static const char *const WRONG[] = {
        "",
        "018b8f2e-7c3d-7abc-8def-0123456789a",
        "018b8f2e-7c3d-7abc-8def-0123456789abc",
        "018b8f2e7c3d7abc8def0123456789ab",
        "{018b8f2e-7c3d-7abc-8def-0123456789ab}",
        "018b8f2e-7c3d-7abc-8def-0123456789ag",
        "018b8f2e-7c3d-7abc-8def_0123456789ab",
        "018b8f2-e7c3d-7abc-8def-0123456789ab",
        " 18b8f2e-7c3d-7abc-8def-0123456789ab",
        "018b8f2e-7c3d-7abc-8def-0123456789ab ",
        "đ18b8f2e-7c3d-7abc-8def-0123456789a",
        "+18b8f2e-7c3d-7abc-8def-0123456789ab",
        "0x8b8f2e-7c3d-7abc-8def-0123456789ab",
    };
    struct uuid uuid = {{1}};
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++) {
        assert_false(uuid_parse(WRONG[i], &uuid));
    }
    assert_int_equal(uuid.bytes[0], 1);
}

static void uuid_print_gives_what_parse_took(void **state)
{
    (void)state;
    char text[UUID_TEXT];
    struct uuid uuid;
    assert_true(uuid_parse("018B8F2E-7c3d-7abc-8DEF-0123456789ab", &uuid));
    assert_string_equal(uuid_print(&uuid, text), "018b8f2e-7c3d-7abc-8def-0123456789ab");
    assert_true(uuid_parse("00000000-0000-0000-0000-000000000000", &uuid));
    assert_true(uuid_equal(&uuid, &(struct uuid){{0}}));
    for (int i = 0; i < 1000; i++) {
        struct uuid made = uuid_new(), back;
        assert_true(uuid_parse(uuid_print(&made, text), &back));
        assert_true(uuid_equal(&made, &back));
        assert_int_equal(strlen(text), UUID_TEXT - 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(uuid_new_is_version_7_with_the_time_in_front),
        cmocka_unit_test(uuid_new_always_increases),
        cmocka_unit_test(uuid_new_differs_between_threads),
        cmocka_unit_test(uuid_new_differs_after_a_fork),
        cmocka_unit_test(uuid_name_is_the_same_for_the_same_only),
        cmocka_unit_test(uuid_name_never_changes),
        cmocka_unit_test(uuid_parse_takes_36_characters_only),
        cmocka_unit_test(uuid_print_gives_what_parse_took),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
