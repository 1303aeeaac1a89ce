/*
 * Arenas: aligned, separate, reusable blocks of any size; and the aborting heap.
 */
#include "support/test.h"

#include <signal.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"

static void arena_allocates_aligned_blocks_that_do_not_touch(void **state)
{
    (void)state;
    enum { BLOCKS = 3000 };
    static unsigned char *blocks[BLOCKS];
    static size_t sizes[BLOCKS];
    struct arena *arena = arena_new();
    for (size_t i = 0; i < BLOCKS; i++) {
        sizes[i] = i % 7 == 0 ? i * 11 : i % 100;
        blocks[i] = arena_alloc(arena, sizes[i]);
        assert_int_equal((uintptr_t)blocks[i] % alignof(max_align_t), 0);
        memset(blocks[i], (int)(i % 251), sizes[i]);
    }
    for (size_t i = 0; i < BLOCKS; i++) {
        for (size_t at = 0; at < sizes[i]; at++) {
            assert_int_equal(blocks[i][at], i % 251);
        }
    }
    arena_free(&arena);
    assert_null(arena);
    arena_free(&arena);
}

static void arena_size_zero_gives_distinct_pointers(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const void *a = arena_alloc(arena, 0), *b = arena_alloc(arena, 0);
    assert_non_null(a);
    assert_ptr_not_equal(a, b);
    assert_non_null(arena_copy(arena, NULL, 0));
    assert_string_equal(arena_text(arena, NULL, 0), "");
    arena_free(&arena);
}

static void arena_allocates_more_than_a_block_at_once(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    const size_t size = 5 << 20;
    unsigned char *large = arena_zero(arena, size);
    assert_int_equal(large[0], 0);
    assert_int_equal(large[size - 1], 0);
    unsigned char *small = arena_zero(arena, 10);
    assert_true(small < large || small >= large + size);
    assert_true(arena_used(arena) >= size + 10);
    arena_free(&arena);
}

static void arena_reset_gives_the_first_block_again(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_int_equal(arena_used(arena), 0);
    const void *first = arena_alloc(arena, 100);
    for (int round = 0; round < 50; round++) {
        arena_reset(arena);
        assert_int_equal(arena_used(arena), 0);
        assert_ptr_equal(arena_alloc(arena, 100), first);
        (void)arena_alloc(arena, 1 << 20);
    }
    arena_free(&arena);
}

static void arena_zero_clears_what_was_used_before(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    memset(arena_alloc(arena, 4096), 0xff, 4096);
    arena_reset(arena);
    const unsigned char *cleared = arena_zero(arena, 4096);
    for (size_t i = 0; i < 4096; i++) {
        assert_int_equal(cleared[i], 0);
    }
    arena_free(&arena);
}

static void arena_copies_texts(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char source[] = "Trà Vinh";
    char *text = arena_text(arena, source, 4);
    char *copy = arena_copy(arena, source, sizeof(source));
    source[0] = 'x';
    assert_string_equal(text, "Trà");
    assert_string_equal(copy, "Trà Vinh");
    assert_string_equal(arena_print(arena, "%s/%d", "a", 7), "a/7");
    assert_string_equal(arena_print(arena, "%s", ""), "");
    assert_int_equal(strlen(arena_print(arena, "%0100000d", 1)), 100000);
    arena_free(&arena);
}

static void memory_is_never_null(void **state)
{
    (void)state;
    void *nothing = memory_alloc(0);
    assert_non_null(nothing);
    nothing = memory_resize(nothing, 0);
    assert_non_null(nothing);
    free(nothing);
    assert_null(memory_text(NULL));
    char *text = memory_text("đ");
    assert_string_equal(text, "đ");
    free(text);
    long *numbers = memory_zero(100 * sizeof(*numbers));
    assert_int_equal(numbers[99], 0);
    free(numbers);
}

static void ask_arena(size_t size)
{
    struct arena *arena = arena_new();
    (void)arena_alloc(arena, size);
}

static void ask_heap(size_t size)
{
    (void)memory_alloc(size);
}

static void assert_aborts(void (*ask)(size_t), size_t size)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
        signal(SIGABRT, SIG_DFL);
        close(STDERR_FILENO);
        ask(size);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_false(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void what_cannot_be_given_aborts(void **state)
{
    (void)state;
    static const size_t sizes[] = {SIZE_MAX,      SIZE_MAX - 15, SIZE_MAX - 16, SIZE_MAX - 31,
                                   SIZE_MAX - 47, SIZE_MAX - 80, SIZE_MAX / 2,  SIZE_MAX / 2 + 1};
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        assert_aborts(ask_arena, sizes[i]);
        assert_aborts(ask_heap, sizes[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_allocates_aligned_blocks_that_do_not_touch),
        cmocka_unit_test(arena_size_zero_gives_distinct_pointers),
        cmocka_unit_test(arena_allocates_more_than_a_block_at_once),
        cmocka_unit_test(arena_reset_gives_the_first_block_again),
        cmocka_unit_test(arena_zero_clears_what_was_used_before),
        cmocka_unit_test(arena_copies_texts),
        cmocka_unit_test(memory_is_never_null),
        cmocka_unit_test(what_cannot_be_given_aborts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
