/*
 * The JSON writer: commas where they belong, and a reader gets back whatever bytes a text holds.
 */
#include "support/test.h"

#include <limits.h>
#include <string.h>
#include <time.h>

#include <jansson.h>

#include "base/json.h"

static void json_puts_commas_and_keys_where_they_belong(void **state)
{
    (void)state;
    struct buf buf = {0};
    struct json json;
    json_start(&json, &buf);
    json_object_start(&json, NULL);
    json_object_start(&json, "empty");
    json_object_end(&json);
    json_array_start(&json, "list");
    json_int(&json, NULL, LLONG_MIN);
    json_int(&json, NULL, LLONG_MAX);
    json_array_start(&json, NULL);
    json_array_end(&json);
    json_object_start(&json, NULL);
    json_bool(&json, "yes", true);
    json_bool(&json, "no", false);
    json_object_end(&json);
    json_array_end(&json);
    json_nothing(&json, "nothing");
    json_text(&json, "absent", NULL);
    json_text(&json, "k\"", "v");
    json_text_len(&json, "part", "abcdef", 3);
    json_raw(&json, "raw", "[1,2]");
    json_object_end(&json);
    assert_string_equal(buf_string(&buf),
                        "{\"empty\":{},\"list\":[-9223372036854775808,9223372036854775807,[],"
                        "{\"yes\":true,\"no\":false}],\"nothing\":null,\"absent\":null,"
                        "\"k\\\"\":\"v\",\"part\":\"abc\",\"raw\":[1,2]}");
    buf_free(&buf);
}

static void json_escapes_what_must_be_escaped(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t len;
        const char *expected;
    } CASES[] = {
        {"", 0, "\"\""},
        {"abc", 3, "\"abc\""},
        {"\"\\\n\r\t/", 6, "\"\\\"\\\\\\n\\r\\t/\""},
        {"\x01\x1f\x7f", 3, "\"\\u0001\\u001f\\u007f\""},
        {"a\0b", 3, "\"a\\u0000b\""},
        {"\0", 1, "\"\\u0000\""},
        {"Đạt điểm", 14, "\"Đạt điểm\""},
        {"\xf0\x9f\x98\x80", 4, "\"\xf0\x9f\x98\x80\""},
        {"\xff", 1, "\"\xef\xbf\xbd\""},
        {"a\xe1\xba", 3, "\"a\xef\xbf\xbd\xef\xbf\xbd\""},
        {"\xc0\x80x", 3, "\"\xef\xbf\xbd\xef\xbf\xbdx\""},
        {"\xed\xa0\x80", 3, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
        {"\xf4\x90\x80\x80.", 5, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd.\""},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        struct buf buf = {0};
        json_escape(&buf, CASES[i].text, CASES[i].len);
        assert_string_equal(buf_string(&buf), CASES[i].expected);
        assert_int_equal(buf.len, strlen(CASES[i].expected));
        buf_free(&buf);
    }
}

/* Every pair of bytes is a text that a client can send. */
static void json_of_any_two_bytes_can_be_read(void **state)
{
    (void)state;
    struct buf buf = {0};
    for (int pair = 0; pair < 65536; pair++) {
        char text[2] = {(char)(pair >> 8), (char)(pair & 0xff)};
        buf_clear(&buf);
        json_escape(&buf, text, 2);
        json_t *value = json_loadb(buf.data, buf.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
        if (value == NULL) {
            fail_msg("%04x gives %s", (unsigned)pair, buf.data);
        }
        if ((text[0] & 0x80) == 0 && (text[1] & 0x80) == 0) {
            assert_int_equal(json_string_length(value), 2);
            assert_memory_equal(json_string_value(value), text, 2);
        }
        json_decref(value);
    }
    buf_free(&buf);
}

/* A megabyte of broken bytes must not cost more than a megabyte's time. */
static void json_escapes_broken_text_in_linear_time(void **state)
{
    (void)state;
    enum { SIZE = 2 << 20 };
    static char text[SIZE];
    memset(text, 0xff, SIZE);
    struct buf buf = {0};
    clock_t before = clock();
    json_escape(&buf, text, SIZE);
    assert_true((clock() - before) / CLOCKS_PER_SEC < 5);
    assert_int_equal(buf.len, 3 * (size_t)SIZE + 2);
    buf_free(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_puts_commas_and_keys_where_they_belong),
        cmocka_unit_test(json_escapes_what_must_be_escaped),
        cmocka_unit_test(json_of_any_two_bytes_can_be_read),
        cmocka_unit_test(json_escapes_broken_text_in_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
