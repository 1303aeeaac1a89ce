/*
 * The headers of a download: names in every language, and nothing in them that would end a header
 * or leave its quotes.
 */
#include "support/test.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "gateway/disposition.h"

static void names_go_out_in_both_forms(void **state)
{
    (void)state;
    static const char *const NAMES[][2] = {
        {"a.txt", "attachment; filename=\"a.txt\"; filename*=UTF-8''a.txt"},
        {"Đoàn 1.pdf",
         "attachment; filename=\"_o_n 1.pdf\"; filename*=UTF-8''%C4%90o%C3%A0n%201.pdf"},
        {"a\"b;c.txt", "attachment; filename=\"a_b_c.txt\"; filename*=UTF-8''a%22b%3Bc.txt"},
        {"a\r\nX: y", "attachment; filename=\"a__X_ y\"; "
                      "filename*=UTF-8''a%EF%BF%BD%EF%BF%BDX%3A%20y"},
        {"a\xe2\x80\xaetxt.exe",
         "attachment; filename=\"a_txt.exe\"; filename*=UTF-8''a%EF%BF%BDtxt.exe"},
        {"../../etc/passwd", "attachment; filename=\"passwd\"; filename*=UTF-8''passwd"},
        {"C:\\tai lieu\\a%20b.doc",
         "attachment; filename=\"a_20b.doc\"; filename*=UTF-8''a%2520b.doc"},
        {"", "attachment; filename=\"tep\"; filename*=UTF-8''tep"},
        {"thu muc/", "attachment; filename=\"tep\"; filename*=UTF-8''tep"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        assert_string_equal(disposition_of(NAMES[i][0], arena), NAMES[i][1]);
    }
    arena_free(&arena);
}

/* 120 letters of three bytes, as a phone gives a document its title for a name. */
static void long_names_keep_their_ending(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct buf name = {0}, wanted = {0};
    for (int i = 0; i < 120; i++) {
        buf_text(&name, "ế");
    }
    buf_text(&name, ".docx");
    buf_text(&wanted, "attachment; filename=\"");
    for (int i = 0; i < 77; i++) {
        buf_byte(&wanted, '_');
    }
    buf_text(&wanted, "_.docx\"; filename*=UTF-8''");
    for (int i = 0; i < 77; i++) {
        buf_text(&wanted, "%E1%BA%BF");
    }
    buf_text(&wanted, "%E2%80%A6.docx");
    assert_string_equal(disposition_of(buf_string(&name), arena), buf_string(&wanted));
    name.len -= strlen(".docx");
    buf_text(&name, ".một đuôi dài không phải đuôi tệp");
    const char *bare = disposition_of(buf_string(&name), arena);
    assert_string_equal(bare + strlen(bare) - strlen("%E1%BA%BF%E2%80%A6"), "%E1%BA%BF%E2%80%A6");
    buf_free(&name);
    buf_free(&wanted);
    arena_free(&arena);
}

static void types_are_types(void **state)
{
    (void)state;
    static const char *const GOOD[] = {
        "text/plain", "image/svg+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"};
    static const char *const BAD[] = {
        "",     "text", "/plain", "text/", "a/b/c", "text/plain\r\nX: y", "text/plain; charset=x",
        "tệp/a"};
    for (size_t i = 0; i < sizeof(GOOD) / sizeof(GOOD[0]); i++) {
        assert_true(disposition_is_type(GOOD[i]));
    }
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        assert_false(disposition_is_type(BAD[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_go_out_in_both_forms),
        cmocka_unit_test(long_names_keep_their_ending),
        cmocka_unit_test(types_are_types),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
