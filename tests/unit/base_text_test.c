/*
 * Vietnamese text: validity, composed and decomposed letters, what folds to what and what must not,
 * words and places.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include <unistr.h>

#include "base/text.h"

static void text_is_utf8_finds_the_first_bad_byte(void **state)
{
    (void)state;
    enum { GOOD = 1000 };
    static const struct {
        const char *text;
        size_t len, bad;
    } CASES[] = {
        {"", 0, GOOD},
        {"Đắk Lắk", 11, GOOD},
        {"\xf0\x9f\x98\x80", 4, GOOD},
        {"\xf4\x8f\xbf\xbf", 4, GOOD},
        {"\xef\xbf\xbf", 3, GOOD},
        {"a\0b", 3, 1},
        {"ab\xff", 3, 2},
        {"\x80", 1, 0},
        {"a\xc3", 2, 1},
        {"a\xe1\xba", 3, 1},
        {"\xc0\xaf", 2, 0},
        {"\xc1\xbf", 2, 0},
        {"\xe0\x80\x80", 3, 0},
        {"\xed\xa0\x80", 3, 0},
        {"\xed\xbf\xbf", 3, 0},
        {"\xf0\x80\x80\x80", 4, 0},
        {"\xf4\x90\x80\x80", 4, 0},
        {"\xf5\x80\x80\x80", 4, 0},
        {"\xc4"
         "a",
         2, 0},
        {"\0\xff", 2, 0},
        {"\xff\0", 2, 0},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        size_t bad = GOOD;
        assert_int_equal(text_is_utf8(CASES[i].text, CASES[i].len, &bad), CASES[i].bad == GOOD);
        assert_int_equal(bad, CASES[i].bad);
        assert_int_equal(text_is_utf8(CASES[i].text, CASES[i].len, NULL), CASES[i].bad == GOOD);
    }
}

/* Left: as typed on some systems, letters and marks apart.  Right: composed. */
static const struct {
    const char *apart, *composed;
} FORMS[] = {
    {"Tra\xcc\x80 Vinh", "Trà Vinh"},
    {"bie\xcc\x82\xcc\x89u", "biểu"},
    {"o\xcc\x9b\xcc\x89", "ở"},
    {"u\xcc\x9b\xcc\xa3", "ự"},
    /* Marks in the other order: the normal form sorts them. */
    {"a\xcc\xa3\xcc\x82", "ậ"},
    {"A\xcc\x86\xcc\x81", "Ắ"},
    {"\xc3\xaa\xcc\x81", "ế"},
    {"\xe2\x84\xab", "Å"},
    /* Letters of their own: nothing to decompose. */
    {"đ", "đ"},
    {"Đ", "Đ"},
    {"Ð", "Ð"},
    {"", ""},
    {"plain", "plain"},
};

static void text_nfc_composes(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof(FORMS) / sizeof(FORMS[0]); i++) {
        const char *apart = FORMS[i].apart, *composed = FORMS[i].composed;
        assert_string_equal(text_nfc(arena, apart, strlen(apart)), composed);
        assert_string_equal(text_nfc(arena, composed, strlen(composed)), composed);
        assert_true(text_is_nfc(composed, strlen(composed)));
        assert_int_equal(text_is_nfc(apart, strlen(apart)), strcmp(apart, composed) == 0);
        assert_true(text_is_utf8(composed, strlen(composed), NULL));
    }
    arena_free(&arena);
}

static void text_fold_makes_comparable(void **state)
{
    (void)state;
    static const struct {
        const char *text, *folded;
    } CASES[] = {
        {"", ""},
        {"MTTQ", "mttq"},
        {"ĐẮK LẮK", "dak lak"},
        {"Đ", "d"},
        {"đ", "d"},
        {"Ư Ơ Ă Â Ê Ô", "u o a a e o"},
        {"Nguyễn Thị Thượng", "nguyen thi thuong"},
        {"Tra\xcc\x80 Vinh", "tra vinh"},
        /* Eth looks like Đ and is another letter: never treated as Đ. */
        {"Ð", "ð"},
        {"Ðảng", "ðang"},
        {"  a \t\r\n b  ", "a b"},
        {"a\xc2\xa0"
         "b",
         "a b"},
        {"\xe2\x80\x8b"
         "a\xe2\x80\x8b",
         "a"},
        {" \t ", ""},
        {"Số 128-KH/UBKTTĐ", "so 128-kh/ubkttd"},
        {"I", "i"},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        size_t len = strlen(CASES[i].text);
        assert_string_equal(text_fold(arena, CASES[i].text, len), CASES[i].folded);
        const char *folded = CASES[i].folded;
        assert_string_equal(text_fold(arena, folded, strlen(folded)), folded);
    }
    arena_free(&arena);
}

/* What folds by the table folds the same next to a character that is not in the table. */
static void text_fold_is_one_for_latin_and_others(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    for (uint32_t character = 0x80; character < TEXT_LATIN_END; character++) {
        char letter[8] = "", one[32], both[40];
        if (u8_uctomb((uint8_t *)letter, character, sizeof(letter) - 1) < 2) {
            continue;
        }
        snprintf(one, sizeof(one), "a%s b", letter);
        snprintf(both, sizeof(both), "%s\u4e2d", one);
        assert_int_equal(text_is_latin(both, strlen(both)), false);
        const char *alone = text_fold(arena, one, strlen(one));
        const char *beside = text_fold(arena, both, strlen(both));
        assert_int_equal(strlen(beside), strlen(alone) + 3);
        assert_memory_equal(beside, alone, strlen(alone));
        if (text_is_latin(one, strlen(one))) {
            assert_string_equal(text_nfc(arena, one, strlen(one)), one);
        }
    }
    arena_free(&arena);
}

/* Both forms, both cases, all 12 vowels with all 5 tones: the plain letter. */
static void text_fold_takes_every_vietnamese_vowel(void **state)
{
    (void)state;
    static const char *const VOWELS[] = {"a", "ă", "â", "e", "ê", "i", "o", "ô",
                                         "ơ", "u", "ư", "y", "A", "Ă", "Â", "E",
                                         "Ê", "I", "O", "Ô", "Ơ", "U", "Ư", "Y"};
    static const char *const PLAIN = "aaaeeiooouuy";
    static const char *const TONES[] = {"",         "\xcc\x80", "\xcc\x81",
                                        "\xcc\x83", "\xcc\x89", "\xcc\xa3"};
    struct arena *arena = arena_new();
    for (size_t v = 0; v < sizeof(VOWELS) / sizeof(VOWELS[0]); v++) {
        for (size_t t = 0; t < sizeof(TONES) / sizeof(TONES[0]); t++) {
            const char *apart = arena_print(arena, "%s%s", VOWELS[v], TONES[t]);
            const char *composed = text_nfc(arena, apart, strlen(apart));
            char expected[2] = {PLAIN[v % 12], '\0'};
            assert_int_equal(text_characters(composed, strlen(composed)), 1);
            assert_string_equal(text_fold(arena, apart, strlen(apart)), expected);
            assert_string_equal(text_fold(arena, composed, strlen(composed)), expected);
        }
    }
    arena_free(&arena);
}

static void text_trim_borrows_the_middle(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } CASES[] = {{"", ""},
                 {"a", "a"},
                 {"  a b\t\n", "a b"},
                 {"\xc2\xa0\xc2\xa0Trà Vinh\xc2\xa0", "Trà Vinh"},
                 {"\xef\xbb\xbfđ", "đ"},
                 {"\xe3\x80\x80x", "x"},
                 {" \xc2\xa0 ", ""}};
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        size_t len = strlen(CASES[i].text);
        const char *trimmed = text_trim(CASES[i].text, &len);
        assert_int_equal(len, strlen(CASES[i].expected));
        assert_memory_equal(trimmed, CASES[i].expected, len);
        assert_true(trimmed >= CASES[i].text &&
                    trimmed + len <= CASES[i].text + strlen(CASES[i].text));
    }
}

static void text_cut_never_splits_a_character(void **state)
{
    (void)state;
    static const char TEXT[] = "aĐể\xf0\x9f\x98\x80"; /* 1, 2, 3 and 4 bytes */
    static const size_t EXPECTED[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};
    for (size_t max = 0; max < sizeof(EXPECTED) / sizeof(EXPECTED[0]); max++) {
        size_t len = text_cut(TEXT, strlen(TEXT), max);
        assert_int_equal(len, EXPECTED[max]);
        assert_true(text_is_utf8(TEXT, len, NULL));
    }
    assert_int_equal(text_cut("", 0, 0), 0);
}

static void text_next_walks_characters(void **state)
{
    (void)state;
    static const char TEXT[] = "aĐể\xf0\x9f\x98\x80";
    static const uint32_t EXPECTED[] = {'a', 0x110, 0x1ec3, 0x1f600, 0, 0};
    size_t at = 0;
    for (size_t i = 0; i < sizeof(EXPECTED) / sizeof(EXPECTED[0]); i++) {
        assert_int_equal(text_next(TEXT, strlen(TEXT), &at), EXPECTED[i]);
    }
    assert_int_equal(at, strlen(TEXT));
    assert_int_equal(text_characters(TEXT, strlen(TEXT)), 4);
    assert_int_equal(text_characters("", 0), 0);
}

static void text_knows_letters_and_blanks(void **state)
{
    (void)state;
    static const uint32_t LETTERS[] = {'a', 'Z', 0x110, 0x111, 0xd0, 0x1ec3, 0x1b0, 0x301, 0x323};
    static const uint32_t SPACES[] = {' ', '\t', '\n', '\r', 0xa0, 0x2003, 0x3000, 0x200b, 0xfeff};
    static const uint32_t NEITHER[] = {'1', '-', '.', 0x2013, 0x201c, 0xd7, '_'};
    for (size_t i = 0; i < sizeof(LETTERS) / sizeof(LETTERS[0]); i++) {
        assert_true(text_is_letter(LETTERS[i]) && !text_is_space(LETTERS[i]));
    }
    for (size_t i = 0; i < sizeof(SPACES) / sizeof(SPACES[0]); i++) {
        assert_true(text_is_space(SPACES[i]) && !text_is_letter(SPACES[i]));
    }
    for (size_t i = 0; i < sizeof(NEITHER) / sizeof(NEITHER[0]); i++) {
        assert_false(text_is_letter(NEITHER[i]) || text_is_space(NEITHER[i]));
    }
}

static void text_place_counts_lines_and_characters(void **state)
{
    (void)state;
    static const char TEXT[] = "Trà\nĐể x\n\nz";
    static const struct {
        size_t offset;
        unsigned line, column;
    } CASES[] = {{0, 1, 1},  {2, 1, 3},  {4, 1, 4},  {5, 2, 1},  {7, 2, 2}, {10, 2, 3},
                 {11, 2, 4}, {13, 3, 1}, {14, 4, 1}, {15, 4, 2}, {99, 4, 2}};
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        struct text_place place = text_place_of(TEXT, strlen(TEXT), CASES[i].offset);
        if (place.line != CASES[i].line || place.column != CASES[i].column) {
            fail_msg("%zu is at %u:%u", CASES[i].offset, place.line, place.column);
        }
    }
}

static void text_words_are_runs_of_letters_and_digits(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *words[6];
    } CASES[] = {
        {"", {NULL}},
        {" ,.- ", {NULL}},
        {"một hai, ba", {"một", "hai", "ba"}},
        {"(128-KH/UBKTTĐ)", {"128", "KH", "UBKTTĐ"}},
        {"ca\xcc\x81 x", {"ca\xcc\x81", "x"}},
        {"các các", {"các", "các"}},
        {"a\xc2\xa0"
         "b–c",
         {"a", "b", "c"}},
        {"cuối", {"cuối"}},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        size_t at = 0, count = 0;
        struct text_word word;
        const char *text = CASES[i].text;
        for (; text_word_next(text, strlen(text), &at, &word); count++) {
            const char *expected = CASES[i].words[count];
            assert_non_null(expected);
            assert_int_equal(word.len, strlen(expected));
            assert_memory_equal(text + word.start, expected, word.len);
            assert_int_equal(at, word.start + word.len);
        }
        assert_null(CASES[i].words[count]);
        assert_false(text_word_next(text, strlen(text), &at, &word));
    }
}

static void clean_leaves_nothing_that_is_no_text(void **state)
{
    char text[] = "H\xe1\xbb\x99i \xff\xfe\x01\0\x7f\tng\xc3\n";
    (void)state;
    text_clean(text, sizeof(text) - 1);
    assert_string_equal(text, "H\xe1\xbb\x99i      \tng \n");
}

static void hidden_characters_are_shown(void **state)
{
    struct arena *arena = arena_new();
    static const char NAME[] = "a\xe2\x80\xae"
                               "fdp\xe2\x81\xa6\xc2\xad\xef\xbb\xbf.exe";
    (void)state;
    assert_string_equal(text_unhidden(arena, NAME, strlen(NAME)),
                        "a\xef\xbf\xbd"
                        "fdp\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd.exe");
    assert_string_equal(text_unhidden(arena, "Kế hoạch – 1", strlen("Kế hoạch – 1")),
                        "Kế hoạch – 1");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_utf8_finds_the_first_bad_byte),
        cmocka_unit_test(hidden_characters_are_shown),
        cmocka_unit_test(text_nfc_composes),
        cmocka_unit_test(text_fold_makes_comparable),
        cmocka_unit_test(text_fold_is_one_for_latin_and_others),
        cmocka_unit_test(text_fold_takes_every_vietnamese_vowel),
        cmocka_unit_test(text_trim_borrows_the_middle),
        cmocka_unit_test(text_cut_never_splits_a_character),
        cmocka_unit_test(text_next_walks_characters),
        cmocka_unit_test(text_knows_letters_and_blanks),
        cmocka_unit_test(text_place_counts_lines_and_characters),
        cmocka_unit_test(text_words_are_runs_of_letters_and_digits),
        cmocka_unit_test(clean_leaves_nothing_that_is_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
