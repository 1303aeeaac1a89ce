/*
 * BLAKE2b-256: known answers, the same for a text at once and in parts, and its text form.
 */
#include "support/test.h"

#include <string.h>

#include "base/hash.h"

static const struct {
    const char *text;
    const char *expected;
} ANSWERS[] = {
    {"", "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"},
    {"abc", "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"},
};

static void hash_gives_the_known_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(ANSWERS) / sizeof(ANSWERS[0]); i++) {
        char text[HASH_TEXT];
        struct hash hash = hash_of(ANSWERS[i].text, strlen(ANSWERS[i].text));
        assert_string_equal(hash_print(&hash, text), ANSWERS[i].expected);
    }
    char text[HASH_TEXT];
    struct hash nothing = hash_of(NULL, 0);
    assert_string_equal(hash_print(&nothing, text), ANSWERS[0].expected);
}

static void hash_in_parts_is_the_same(void **state)
{
    (void)state;
    static unsigned char data[5000];
    for (size_t i = 0; i < sizeof(data); i++) {
        data[i] = (unsigned char)(i * 7);
    }
    struct hash whole = hash_of(data, sizeof(data));
    static const size_t STEPS[] = {1, 3, 64, 127, 128, 129, 1000, 4999, 5000};
    for (size_t i = 0; i < sizeof(STEPS) / sizeof(STEPS[0]); i++) {
        struct hash_state hashing;
        hash_start(&hashing);
        hash_add(&hashing, NULL, 0);
        for (size_t at = 0; at < sizeof(data); at += STEPS[i]) {
            size_t left = sizeof(data) - at;
            hash_add(&hashing, data + at, left < STEPS[i] ? left : STEPS[i]);
        }
        struct hash parts = hash_end(&hashing);
        assert_memory_equal(parts.bytes, whole.bytes, HASH_SIZE);
    }
    struct hash_state hashing;
    hash_start(&hashing);
    struct hash none = hash_end(&hashing), empty = hash_of("", 0);
    assert_memory_equal(none.bytes, empty.bytes, HASH_SIZE);
}

static void hash_parse_takes_64_digits_only(void **state)
{
    (void)state;
    struct hash hash = hash_of("abc", 3), back;
    char text[HASH_TEXT];
    assert_true(hash_parse(hash_print(&hash, text), &back));
    assert_memory_equal(back.bytes, hash.bytes, HASH_SIZE);
    text[1] = 'D';
    assert_true(hash_parse(text, &back));
    assert_memory_equal(back.bytes, hash.bytes, HASH_SIZE);
    static const char *const WRONG[] = {
        "",
        "abc",
        "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d5231",
        "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d523190",
        "gddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319",
        " ddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319",
        "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d5231 ",
        "bddd:813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d5231",
    };
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++) {
        assert_false(hash_parse(WRONG[i], &back));
    }
    assert_memory_equal(back.bytes, hash.bytes, HASH_SIZE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hash_gives_the_known_answers),
        cmocka_unit_test(hash_in_parts_is_the_same),
        cmocka_unit_test(hash_parse_takes_64_digits_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
