/*
 * What is read of a web page: its titles without the site's name, the day of publication and not
 * the current one, the text without what surrounds it, whether it is an article at all; in every
 * encoding that old sites have.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "formats/format.h"

static const char *content_type; /* of the HTTP answer */

struct seen {
    char answer[1 << 16];
    const char *day, *flags, *titles, *text;
};

/* The answer, split. */
static const struct seen *see(const void *data, size_t len)
{
    static struct seen seen;
    int input = memfd_create("input", MFD_CLOEXEC), output = memfd_create("output", MFD_CLOEXEC);
    assert_true(input >= 0 && output >= 0);
    assert_int_equal(write(input, data, len), (ssize_t)len);
    struct format_input format = {
        .text_max = 1 << 15, .fd = input, .size = len, .content_type = content_type};
    assert_int_equal(format_page(&format, output), 0);
    ssize_t got = pread(output, seen.answer, sizeof(seen.answer) - 1, 0);
    assert_true(got > 0);
    seen.answer[got] = '\0';
    close(input);
    close(output);
    seen.day = seen.answer;
    char *line_end = strchr(seen.answer, '\n'), *flags = strchr(seen.answer, '\t');
    assert_true(line_end != NULL && flags != NULL && flags < line_end);
    *line_end = *flags = '\0';
    char *titles = strchr(flags + 1, '\t');
    seen.flags = flags + 1;
    seen.titles = titles != NULL ? titles + 1 : "";
    if (titles != NULL) {
        *titles = '\0';
    }
    seen.text = line_end + 1;
    return &seen;
}

static const struct seen *see_page(const char *html)
{
    return see(html, strlen(html));
}

#define TITLE "Ra quân dọn rác bãi biển Ba Động"
#define P1 \
    "Chiều 2/6/2023, hơn tám mươi bạn trẻ của thị đoàn đã gom được gần hai tấn rác dọc ba cây số " \
    "bờ biển, phân loại tại chỗ rồi chở về bãi tập kết của thị xã trước khi thủy triều lên."
#define P2 \
    "Ban tổ chức cho biết việc này được làm mỗi quý một lần và mời cả các hộ bán hàng cùng góp " \
    "sức."
#define MENU \
    "<a href=/1>Trang chủ</a><a href=/2>Giới thiệu</a><a href=/3>Tin tức</a><a href=/4>Văn " \
    "bản</a>" \
    "<a href=/5>Phong trào</a><a href=/6>Gương sáng</a><a href=/7>Ảnh</a><a href=/8>Liên hệ</a>" \
    "<a href=/9>Tin đọc nhiều trong tuần qua</a><a href=/10>Những bài cùng chuyên mục khác</a>"

static void a_blog_engine_says_itself_what_is_what(void **state)
{
    (void)state;
    const struct seen *seen = see_page(
        "<html><head><title>" TITLE " - Thị đoàn</title><meta property='og:title' content='" TITLE
        " - Thị đoàn'>"
        "<meta property='og:site_name' content='Thị đoàn'>"
        "<meta property='article:modified_time' content='2026-01-01T00:00:00+07:00'>"
        "<meta property='article:published_time' content='2023-06-03T08:15:00+07:00'></head><body>"
        "<nav>" MENU "</nav><h1>" TITLE "</h1><div class=c><p>" P1 "</p><p>" P2 "</p></div>"
        "<aside><p>" P1 P1 P1 "</p></aside><script>var x = '" P1 "';</script></body></html>");
    assert_string_equal(seen->day, "2023-06-03");
    assert_string_equal(seen->flags, "");
    assert_string_equal(seen->titles, TITLE "\t" TITLE "\t" TITLE);
    assert_string_equal(seen->text, P1 "\n" P2 "\n\n");
}

static void the_day_is_that_of_the_article_and_not_of_reading_it(void **state)
{
    (void)state;
    const struct seen *seen =
        see_page("<html><head><title>" TITLE
                 " | Thị đoàn</title></head><body><div>Thứ năm, 26/11/2026 | RSS</div>"
                 "<h1><a href=/>THỊ ĐOÀN</a></h1><div>" MENU "</div><h2>" TITLE "</h2>"
                 "<div>Đăng ngày 03-06-2023 08:15 | Lượt xem: 511</div><div><p>" P1 "</p><p>" P2
                 "</p></div></body></html>");
    assert_string_equal(seen->day, "2023-06-03");
    assert_string_equal(seen->titles, TITLE);
    assert_string_equal(seen->text, P1 "\n" P2 "\n\n");
}

static void a_day_before_the_title_is_nearer_than_one_in_the_text(void **state)
{
    (void)state;
    const struct seen *seen =
        see_page("<html><head><title>Thị đoàn: " TITLE
                 "</title><meta property='og:site_name' content='Thị đoàn'></head><body>"
                 "<h2 class='date-header'><span>Chủ nhật, 04/06/2023</span></h2>\n<div>\n<h1>" TITLE
                 "</h1>\n"
                 "<div><p>02/06/2023, " P1 "</p><p>" P2 "</p></div></div></body></html>");
    assert_string_equal(seen->day, "2023-06-04");
    assert_string_equal(seen->titles, TITLE "\t" TITLE);
}

static void a_page_of_tables_has_its_title_in_bold_and_its_text_between_breaks(void **state)
{
    (void)state;
    const struct seen *seen = see_page(
        "<html><head><title>Thị đoàn</title></head><body><table><tr><td>" MENU
        "</td><td><font size=4><b>" TITLE "</b></font><br><i>(Ngày đăng: 03/06/2023)</i><br>" P1
        "<br><br>" P2 "</td></tr></table></body></html>");
    assert_string_equal(seen->day, "2023-06-03");
    assert_string_equal(seen->titles, TITLE);
    assert_non_null(strstr(seen->text, P1));
    assert_non_null(strstr(seen->text, P2));
}

static void json_ld_and_time_say_the_day_in_that_order(void **state)
{
    (void)state;
    const struct seen *seen =
        see_page("<html><head><title>" TITLE
                 "</title><script type='application/ld+json'>{\"datePublished\" : "
                 "\"2023-06-05T01:00:00Z\"}</script></head><body><h1>" TITLE
                 "</h1><time datetime='2023-06-09'></time></body>");
    assert_string_equal(seen->day, "2023-06-05");
    seen = see_page("<html><body><h1>" TITLE
                    "</h1><time datetime='2023-06-09T10:00'>hôm qua</time>3/3/2021</body>");
    assert_string_equal(seen->day, "2023-06-09");
    assert_string_equal(
        see_page("<html><body><h1>" TITLE "</h1><p>31/02/2023 và 1/1/1931</p></body>")->day, "");
}

static void what_is_no_article_is_flagged(void **state)
{
    (void)state;
    const struct seen *seen =
        see_page("<html><head><title>" TITLE "</title></head><body>" MENU
                 "<form><input name=u><input type=password></form></body></html>");
    assert_string_equal(seen->flags, ",login,");
    assert_string_equal(see_page("<html><body>" MENU MENU "</body></html>")->flags, ",list,");
    assert_string_equal(
        see_page("<html><head><title>Không tìm thấy trang - Thị đoàn</title></head><body>" MENU
                 "<h1>Ôi!</h1><p>Mời quay lại.</p></body></html>")
            ->flags,
        ",missing,");
    assert_string_equal(see_page("<html><head><title>Lỗi 404</title></head><body><p>" P1
                                 "</p><p>" P2 "</p></body></html>")
                            ->flags,
                        "");
    assert_string_equal(see_page("<html><head><title>" TITLE "</title></head><body><p>" P1
                                 "</p><p>" P2 "</p><form><input type=password></form>" MENU
                                 "</body></html>")
                            ->flags,
                        "");
}

/* ------------------------------------------------------------- encodings */

static void utf_16_is_read(void **state)
{
    static const char START[] = "<html><head><title>Tin</title></head><body><h1>";
    struct buf data = {0};
    (void)state;
    buf_add(&data, "\xff\xfe", 2);
    for (const char *c = START; *c != '\0'; c++) {
        buf_byte(&data, *c);
        buf_byte(&data, '\0');
    }
    buf_add(&data, "\x10\x01o\0\xe0\0n\0", 8); /* U+0110, U+006F, U+00E0, U+006E */
    assert_string_equal(see(data.data, data.len)->titles, "Đoàn\tTin");
    buf_free(&data);
}

static void an_encoding_that_the_page_names_is_believed(void **state)
{
    (void)state;
    /* windows-1258 writes marks after their letters: "Hội trại" */
    const struct seen *seen =
        see_page("<html><head><meta http-equiv='Content-Type' content='text/html; "
                 "charset=windows-1258'></head><body><h1>H\xf4\xf2i tra\xf2i</h1></body></html>");
    assert_string_equal(seen->titles, "Hội trại");
    seen = see_page("<html><head><meta charset=\"iso-8859-1\"></head><body><h1>Th\xe0nh "
                    "\xf0</h1></body></html>");
    assert_string_equal(seen->titles, "Thành ð");
    seen = see_page(
        "<html><head><meta charset='khong-co'></head><body><h1>Th\xe0nh</h1></body></html>");
    assert_string_equal(seen->titles, "Thành");
    content_type = "text/html; charset=windows-1258";
    seen = see_page("<html><body><h1>H\xf4\xf2i tra\xf2i</h1></body></html>");
    content_type = NULL;
    assert_string_equal(seen->titles, "Hội trại");
}

static void the_day_of_a_page_is_read_in_every_form(void **state)
{
    static const struct {
        const char *page, *day;
    } CASES[] = {
        {"<time datetime='Thứ Hai, 06/11/2023 15:30'></time>", "2023-11-06"},
        {"<meta name='pubdate' content='06/11/2023 3:30:00 CH'>", "2023-11-06"},
        {"<meta property='article:published_time' content='2023-11-06T18:30:00Z'>", "2023-11-07"},
        {"<script>{\"datePublished\": \"Mon, 06 Nov 2023\", \"x\": \"2020-01-01\"}</script>",
         "2023-11-06"},
        {"<script>{\"datePublished\": \"hôm qua\", \"x\": \"2020-01-01\"}</script>", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        assert_string_equal(see_page(CASES[i].page)->day, CASES[i].day);
    }
}

static void one_broken_byte_does_not_spoil_a_page_of_utf_8(void **state)
{
    (void)state;
    const struct seen *seen =
        see_page("<html><head><meta charset=\"UTF-8\"></head><body><h1>Hội trại</h1>"
                 "<p>hỏng \xc3 đây</p></body></html>");
    assert_string_equal(seen->titles, "Hội trại");
    assert_non_null(strstr(seen->text, "hỏng \xef\xbf\xbd đây"));
    /* Nor does it matter that nothing is declared. */
    seen = see_page("<h1>Hội trại \xe1\xbb</h1>");
    assert_string_equal(seen->titles, "Hội trại \xef\xbf\xbd");
}

static void a_page_in_a_legacy_font_is_read_as_what_it_shows(void **state)
{
    (void)state;
    /* TCVN3: "Thực hiện nhiệm vụ năm mới" */
    const struct seen *seen = see_page("<html><body><font face='.VnTime'><h1>Th\xf9"
                                       "c hi\xd6n nhi\xd6m v\xf4 n\xa8m "
                                       "m\xedi</h1></font></body></html>");
    assert_string_equal(seen->titles, "Thực hiện nhiệm vụ năm mới");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_blog_engine_says_itself_what_is_what),
        cmocka_unit_test(the_day_is_that_of_the_article_and_not_of_reading_it),
        cmocka_unit_test(a_day_before_the_title_is_nearer_than_one_in_the_text),
        cmocka_unit_test(a_page_of_tables_has_its_title_in_bold_and_its_text_between_breaks),
        cmocka_unit_test(json_ld_and_time_say_the_day_in_that_order),
        cmocka_unit_test(what_is_no_article_is_flagged),
        cmocka_unit_test(utf_16_is_read),
        cmocka_unit_test(an_encoding_that_the_page_names_is_believed),
        cmocka_unit_test(the_day_of_a_page_is_read_in_every_form),
        cmocka_unit_test(one_broken_byte_does_not_spoil_a_page_of_utf_8),
        cmocka_unit_test(a_page_in_a_legacy_font_is_read_as_what_it_shows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
