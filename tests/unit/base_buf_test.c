/*
 * Growing buffers: nothing is lost while growing, always a C string, any bytes.
 */
#include "support/test.h"

#include <string.h>

#include "base/buf.h"

static void buf_is_an_empty_string_before_the_first_byte(void **state)
{
    (void)state;
    struct buf buf = {0};
    assert_string_equal(buf_string(&buf), "");
    buf_clear(&buf);
    buf_consume(&buf, 0);
    buf_add(&buf, NULL, 0);
    assert_string_equal(buf_string(&buf), "");
    assert_int_equal(buf.len, 0);
    buf_free(&buf);
    buf_free(&buf);
    assert_null(buf.data);
}

static void buf_keeps_everything_while_it_grows(void **state)
{
    (void)state;
    struct buf buf = {0};
    for (int i = 0; i < 100000; i++) {
        buf_byte(&buf, (char)('a' + i % 26));
        assert_int_equal(buf.data[buf.len], '\0');
    }
    assert_int_equal(buf.len, 100000);
    assert_true(buf.capacity > buf.len);
    for (int i = 0; i < 100000; i++) {
        assert_int_equal(buf.data[i], 'a' + i % 26);
    }
    buf_free(&buf);
}

static void buf_reserve_leaves_room_without_moving(void **state)
{
    (void)state;
    struct buf buf = {0};
    buf_reserve(&buf, 1000);
    assert_string_equal(buf_string(&buf), "");
    const char *data = buf.data;
    for (int i = 0; i < 1000; i++) {
        buf_byte(&buf, 'x');
    }
    assert_ptr_equal(buf.data, data);
    buf_free(&buf);
}

static void buf_prints_texts_of_any_length(void **state)
{
    (void)state;
    struct buf buf = {0};
    buf_print(&buf, "%s", "");
    buf_print(&buf, "%d-%s", 12, "đ");
    buf_text(&buf, "/");
    assert_string_equal(buf_string(&buf), "12-đ/");
    buf_clear(&buf);
    for (int len = 1; len < 300; len++) {
        size_t before = buf.len;
        buf_print(&buf, "%0*d", len, 0);
        assert_int_equal(buf.len, before + (size_t)len);
        assert_int_equal(buf.data[buf.len], '\0');
    }
    buf_free(&buf);
}

static void buf_holds_zero_bytes(void **state)
{
    (void)state;
    struct buf buf = {0};
    buf_add(&buf, "a\0b", 3);
    buf_byte(&buf, '\0');
    assert_int_equal(buf.len, 4);
    assert_memory_equal(buf.data, "a\0b\0", 5);
    buf_free(&buf);
}

static void buf_consume_takes_from_the_front(void **state)
{
    (void)state;
    struct buf buf = {0};
    buf_text(&buf, "hello world");
    buf_consume(&buf, 0);
    buf_consume(&buf, 6);
    assert_string_equal(buf_string(&buf), "world");
    buf_text(&buf, "!");
    assert_string_equal(buf_string(&buf), "world!");
    buf_consume(&buf, 6);
    assert_string_equal(buf_string(&buf), "");
    assert_int_equal(buf.len, 0);
    buf_free(&buf);
}

static void buf_clear_keeps_the_memory(void **state)
{
    (void)state;
    struct buf buf = {0};
    buf_text(&buf, "something");
    const char *data = buf.data;
    size_t capacity = buf.capacity;
    buf_clear(&buf);
    assert_string_equal(buf_string(&buf), "");
    assert_ptr_equal(buf.data, data);
    assert_int_equal(buf.capacity, capacity);
    buf_free(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buf_is_an_empty_string_before_the_first_byte),
        cmocka_unit_test(buf_keeps_everything_while_it_grows),
        cmocka_unit_test(buf_reserve_leaves_room_without_moving),
        cmocka_unit_test(buf_prints_texts_of_any_length),
        cmocka_unit_test(buf_holds_zero_bytes),
        cmocka_unit_test(buf_consume_takes_from_the_front),
        cmocka_unit_test(buf_clear_keeps_the_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
