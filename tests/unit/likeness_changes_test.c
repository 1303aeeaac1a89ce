/*
 * Differences between two versions of a text: none where they are equal, by words and not by lines,
 * additions and removals, in order, for texts of any length.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "likeness/changes.h"

enum { MOST = 8 };

static struct change found[MOST];

static size_t compare(const char *a, const char *b)
{
    struct arena *arena = arena_new();
    size_t count = changes_find(arena, a, b, found, MOST);
    arena_free(&arena);
    return count;
}

static void expect_change(size_t at, const char *a, const char *before, const char *b,
                          const char *after)
{
    char text[2][200];
    const struct change *it = &found[at];
    snprintf(text[0], sizeof(text[0]), "%.*s", (int)(it->a_end - it->a_start), a + it->a_start);
    snprintf(text[1], sizeof(text[1]), "%.*s", (int)(it->b_end - it->b_start), b + it->b_start);
    assert_string_equal(text[0], before);
    assert_string_equal(text[1], after);
}

static void the_same_text_has_no_changes(void **state)
{
    (void)state;
    assert_int_equal(compare("", ""), 0);
    assert_int_equal(compare("một\nhai\n", "một\nhai\n"), 0);
}

static void changes_are_words_and_not_lines(void **state)
{
    static const char A[] = "Đầu\nCó 120 bạn trẻ tham gia.\nCuối\n",
                      B[] = "Đầu\nCó 210 bạn trẻ tham gia.\nCuối\n";
    (void)state;
    assert_int_equal(compare(A, B), 1);
    expect_change(0, A, "120", B, "210");
}

static void letters_with_marks_are_not_cut(void **state)
{
    /* ế and ề share two of their three bytes. */
    static const char A[] = "ngày kế đó\n", B[] = "ngày kề đó\n";
    (void)state;
    assert_int_equal(compare(A, B), 1);
    expect_change(0, A, "kế", B, "kề");
}

static void lines_come_and_go(void **state)
{
    static const char A[] = "a\nb\nc\nd\n", B[] = "a\nc\nd\ne\n";
    (void)state;
    assert_int_equal(compare(A, B), 2);
    expect_change(0, A, "b\n", B, "");
    expect_change(1, A, "", B, "e\n");
    assert_int_equal(compare("", "mới\n"), 1);
    expect_change(0, "", "", "mới\n", "mới\n");
}

static void a_repeated_word_is_not_counted_twice(void **state)
{
    static const char A[] = "vui vui\n", B[] = "vui vui vui\n";
    (void)state;
    assert_int_equal(compare(A, B), 1);
    assert_true(found[0].a_start <= found[0].a_end &&
                found[0].b_end - found[0].b_start == strlen("vui "));
}

static void
no_more_are_returned_than_wanted_and_long_texts_are_compared_from_their_ends(void **state)
{
    struct buf a = {0}, b = {0};
    (void)state;
    for (int i = 0; i < 40; i++) {
        buf_print(&a, "giữ %d\ncũ %d\n", i, i);
        buf_print(&b, "giữ %d\nmới %d\n", i, i);
    }
    assert_int_equal(compare(a.data, b.data), MOST);
    buf_clear(&a);
    buf_clear(&b);
    for (int i = 0; i < 5000; i++) {
        buf_print(&a, "%d\n", i);
        buf_print(&b, "%d\n", i == 4 || i == 4990 ? -1 : i);
    }
    assert_int_equal(compare(a.data, b.data), 1);
    assert_int_equal(found[0].a_start, strlen("0\n1\n2\n3\n"));
    assert_int_equal(a.len - found[0].a_end, strlen("4991\n") * 9 + 1);
    buf_free(&a);
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_text_has_no_changes),
        cmocka_unit_test(changes_are_words_and_not_lines),
        cmocka_unit_test(letters_with_marks_are_not_cut),
        cmocka_unit_test(lines_come_and_go),
        cmocka_unit_test(a_repeated_word_is_not_counted_twice),
        cmocka_unit_test(
            no_more_are_returned_than_wanted_and_long_texts_are_compared_from_their_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
