/*
 * gateway_calendar_test.c — iCalendar: lines folded between letters, signs escaped, every line
 * ended.
 */
#include "support/test.h"

#include <string.h>

#include "gateway/calendar.h"

static const char ONE[] =
    "{\"title\":\"Lịch\",\"events\":[{\"uid\":\"visit-1-2@minhchung\",\"sequence\":3,"
    "\"stamp\":\"20231101T000000Z\",\"start\":\"20231102T003000Z\",\"end\":\"20231102T040000Z\","
    "\"summary\":\"Kiểm tra: Đoàn Khối các cơ quan, doanh nghiệp; Đoàn trực thuộc tỉnh Trà Vinh "
    "và các đơn vị\",\"place\":\"A\\\\B\",\"about\":\"Đoàn số 1\\nKế hoạch\",\"is_cancelled\":true}]}";

/* The bytes as a reader unfolds them. */
static void unfold(struct buf *text)
{
    struct buf out = {0};
    for (size_t i = 0; i < text->len; i++) {
        if (i + 2 < text->len && memcmp(text->data + i, "\r\n ", 3) == 0) {
            i += 2;
        } else {
            buf_add(&out, text->data + i, 1);
        }
    }
    buf_free(text);
    *text = out;
}

static void lines_are_short_and_cut_between_letters(void **state)
{
    (void)state;
    struct buf text = {0};
    size_t begin = 0;
    int folded = 0;
    assert_true(calendar_write(ONE, &text));
    for (size_t i = 0; i + 1 < text.len; i++) {
        if (text.data[i] == '\r') {
            assert_int_equal(text.data[i + 1], '\n');
            assert_true(i - begin <= 75);
            begin = i + 2;
            if (begin + 1 < text.len && text.data[begin] == ' ') {
                assert_false(((unsigned char)text.data[begin + 1] & 0xc0) == 0x80);
                folded++;
            }
        }
    }
    assert_int_equal(begin, text.len);
    assert_true(folded > 0);
    buf_free(&text);
}

static void an_event_says_everything(void **state)
{
    (void)state;
    struct buf text = {0};
    assert_true(calendar_write(ONE, &text));
    unfold(&text);
    const char *all = buf_string(&text);
    assert_non_null(
        strstr(all, "SUMMARY:Kiểm tra: Đoàn Khối các cơ quan\\, doanh nghiệp\\; Đoàn "));
    assert_non_null(strstr(all, "LOCATION:A\\\\B\r\n"));
    assert_non_null(strstr(all, "DESCRIPTION:Đoàn số 1\\nKế hoạch\r\n"));
    assert_non_null(strstr(all, "SEQUENCE:3\r\n"));
    assert_non_null(strstr(all, "STATUS:CANCELLED\r\n"));
    assert_non_null(strstr(all, "END:VCALENDAR\r\n"));
    buf_free(&text);
    assert_false(calendar_write("{}", &text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_short_and_cut_between_letters),
        cmocka_unit_test(an_event_says_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
