/*
 * The child's answers about feeds, good and hostile, against expected files; the day of an item in
 * all the forms of feeds; the result of an attempt at a feed.
 */
#include "support/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"
#include "fetcher/feed_step.h"
#include "formats/feed.h"

static const char URL[] = "https://huyendoan.example/tin/";

static const char *content_type; /* of the documents */

static char *answer_from(int input, size_t size, const char *url)
{
    static char answer[1 << 16];
    int output = memfd_create("output", MFD_CLOEXEC);
    assert_true(input >= 0 && output >= 0);
    const struct feed_input feed = {
        .input = {.text_max = 32 << 20, .fd = input, .size = size, .content_type = content_type},
        .url = url};
    assert_int_equal(format_feed(&feed, output), 0);
    ssize_t got = pread(output, answer, sizeof(answer) - 1, 0);
    answer[got > 0 ? got : 0] = '\0';
    close(input);
    close(output);
    return answer;
}

static char *answer_for(const char *data, size_t len, const char *url)
{
    int input = memfd_create("input", MFD_CLOEXEC);
    assert_int_equal(write(input, data, len), (ssize_t)len);
    return answer_from(input, len, url);
}

static void documents_are_read_as_expected(void **state)
{
    static const char *const NAMES[] = {"rss.xml",    "rdf.xml",   "atom.xml", "wordpress.json",
                                        "page.html",  "bare.html", "bomb.xml", "entity.xml",
                                        "latin1.xml", "utf16.xml", "cut.xml",  "refused.json",
                                        "broken.json"};
    (void)state;
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        char path[256], wanted[1 << 14];
        snprintf(path, sizeof(path), "tests/unit/golden/feeds/%s.txt", NAMES[i]);
        FILE *file = fopen(path, "re");
        assert_non_null(file);
        wanted[fread(wanted, 1, sizeof(wanted) - 1, file)] = '\0';
        fclose(file);
        snprintf(path, sizeof(path), "tests/fuzz/corpus/feed/%s", NAMES[i]);
        const char *said = answer_from(open(path, O_RDONLY | O_CLOEXEC), 0, URL);
        if (strcmp(said, wanted) != 0) {
            fail_msg("%s: %s", NAMES[i], said);
        }
    }
}

static void an_endless_item_ends_where_it_must(void **state)
{
    static const char HEAD[] = "<rss version=\"2.0\"><channel><item><title>Trước</title>"
                               "<pubDate>Wed, 01 Mar 2023 08:00:00 +0700</pubDate></item><item>"
                               "<pubDate>Thu, 02 Mar 2023 08:00:00 +0700</pubDate><title>";
    enum { LONG = 12 << 20 };
    struct buf data = {0};
    (void)state;
    buf_text(&data, HEAD);
    buf_reserve(&data, LONG);
    for (size_t i = 0; i < LONG; i++) {
        buf_byte(&data, 'a');
    }
    const char *said = answer_for(data.data, data.len, URL);
    assert_non_null(strstr(said, "I\t2023-03-01\tTrước\t\n"));
    assert_in_range(strlen(said), 20, 2 * FEED_FIELD_MAX + 200);
    buf_free(&data);
}

static void items_without_end_are_counted_and_left(void **state)
{
    struct buf data = {0};
    (void)state;
    buf_text(&data, "<rss><channel>");
    for (int i = 0; i < 3 * FEED_ITEMS_MAX; i++) {
        buf_text(&data, "<item><title>T</title><pubDate>1 Mar 2023</pubDate></item>");
    }
    buf_text(&data, "</channel></rss>");
    const char *said = answer_for(data.data, data.len, URL);
    size_t items = 0;
    for (const char *at = said; (at = strstr(at, "I\t2023-03-01\tT\t\n")) != NULL; at++) {
        items++;
    }
    assert_non_null(strstr(said, "K\trss\t3000\n"));
    assert_int_equal(items, FEED_ITEMS_MAX);
    buf_free(&data);
}

static void a_deep_document_is_no_feed_or_a_cut_one(void **state)
{
    struct buf data = {0};
    (void)state;
    assert_string_equal(answer_for("", 0, URL), "P\tno_feed\n");
    for (int i = 0; i < 100000; i++) {
        buf_text(&data, "<a>");
    }
    assert_string_equal(answer_for(data.data, data.len, URL), "P\tno_feed\n");
    buf_clear(&data);
    for (int i = 0; i < 100000; i++) {
        buf_byte(&data, '[');
    }
    assert_string_equal(answer_for(data.data, data.len, URL), "P\tno_feed\n");
    buf_free(&data);
}

static void elements_nested_too_deep_cost_no_other_item(void **state)
{
    enum { DEEP = 5000 };
    struct buf data = {0};
    (void)state;
    buf_text(&data, "<rss><channel><item><title>Sâu</title><link>/1</link>"
                    "<pubDate>1 Mar 2023</pubDate><description>");
    for (int i = 0; i < 2 * DEEP; i++) {
        buf_text(&data, i < DEEP ? "<a b='>'>" : "</a>");
    }
    buf_text(&data, "</description></item><item><title>Sau</title><link>/2</link>"
                    "<pubDate>2 Mar 2023</pubDate></item></channel></rss>");
    const char *said = answer_for(data.data, data.len, URL);
    assert_non_null(strstr(said, "\tSâu\t"));
    assert_non_null(strstr(said, "\tSau\t"));
    buf_free(&data);
}

static void the_interface_of_wordpress_is_found_behind_its_address(void **state)
{
    static const char POSTS[] =
        "[{\"title\":{\"rendered\":\"A\"},\"date\":\"2023-01-01T00:00:00\"}]";
    (void)state;
    assert_string_equal(
        answer_for(POSTS, strlen(POSTS), "https://a.example/wp-json/wp/v2/posts?x=1"),
        "K\twordpress\t1\nA\twordpress\thttps://a.example/wp-json/\nI\t2023-01-01\tA\t\n");
}

static const struct {
    const char *text, *day;
    bool is_utc;
} DAYS[] = {
    {"Mon, 06 Nov 2023 16:59:59 +0000", "2023-11-06", false},
    {"Mon, 06 Nov 2023 17:00:00 GMT", "2023-11-07", false},
    {"Mon, 06 Nov 2023 23:00:00 +0700", "2023-11-06", false},
    {"6 Nov 23 23:30 EST", "2023-11-07", false},
    {"Mon, 06 Nov 2023 00:30:00 +0900", "2023-11-05", false},
    {"Mon, 06-Nov-2023 10:00:00 GMT+7", "2023-11-06", false},
    {"Mon, 06 November 2023 10:00:00 +07:00", "2023-11-06", false},
    {"Mon, 06 Nov 2023", "2023-11-06", false},
    {"2023-11-06T17:00:00Z", "2023-11-07", false},
    {"2023-11-06T17:00:00.123+07:00", "2023-11-06", false},
    {"2023-11-06T17:00:00", "2023-11-06", false},
    {"2023-11-06T17:00:00", "2023-11-07", true},
    {"2023-11-06 08:00:00", "2023-11-06", false},
    {"2023-11-06", "2023-11-06", true},
    {" 06/11/2023 22:30", "2023-11-06", false},
    {"31 Dec 2023 20:00 -0200", "2024-01-01", false},
    {"Mon, 31 Feb 2023 10:00:00 GMT", NULL, false},
    {"0000-00-00T00:00:00", NULL, true},
    {"Mon, 06 Xyz 2023 10:00:00 GMT", NULL, false},
    {"1 Jan 1900 10:00", NULL, false},
    {"hôm qua", NULL, false},
    {"06/11/2023 3:30:00 CH", "2023-11-06", false},
    {"06/11/2023 12:30 SA", "2023-11-06", false},
    {"Thứ Hai, 06/11/2023 15:30", "2023-11-06", false},
    {"Chủ nhật, ngày 05/11/2023, 15:30 (GMT+7)", "2023-11-05", false},
    {"Thứ Hai, 06/11/2023, 23:30 (GMT+0)", "2023-11-07", false},
    {"15:30 | 06/11/2023", "2023-11-06", false},
    {"15:30 - 06/11/2023", "2023-11-06", false},
    {"15:30 06-11-2023", "2023-11-06", false},
    {"15h30 ngày 6/11/2023", "2023-11-06", false},
    {"15h 06/11/2023", "2023-11-06", false},
    {"Lúc 15 giờ 30 phút, ngày 6 tháng 11 năm 2023", "2023-11-06", false},
    {"06-11-2023", "2023-11-06", false},
    {"06.11.2023", "2023-11-06", false},
    {"6/11/23 15:30", "2023-11-06", false},
    {"ngày 6 tháng 11 năm 2023", "2023-11-06", false},
    {"Ngày 6 tháng Mười Một năm 2023", "2023-11-06", false},
    {"6 Tháng Mười Một, 2023", "2023-11-06", false},
    {"Tháng Mười Một 6, 2023", "2023-11-06", false},
    {"Th11 6, 2023", "2023-11-06", false},
    {"06 Th5 2023", "2023-05-06", false},
    {"ngày 6 tháng năm năm 2023", "2023-05-06", false},
    {"6 tháng Chạp, 2023", "2023-12-06", false},
    {"Nov 6, 2023 3:30 PM", "2023-11-06", false},
    {"Monday, November 6, 2023", "2023-11-06", false},
    {"Mon Nov 06 2023 15:30:00 GMT+0700 (ICT)", "2023-11-06", false},
    {"2023/11/06 15:30", "2023-11-06", false},
    {"20231106T153000", "2023-11-06", false},
    {"11/6/2023 3:30:00 PM", "2023-11-06", false},
    {"06/11/2023 3:30:00 PM", "2023-11-06", false},
    {"11/13/2023 11:30 a.m.", "2023-11-13", false},
    {"13/11/2023 11:30 AM", "2023-11-13", false},
    {"Mon, 06 Nov 2023 15:30:00 ICT", "2023-11-06", false},
    {"Mon, 06 Nov 2023 23:30:00 JST", "2023-11-06", false},
    {"Mon, 06 Nov 20", NULL, false},
    {"Mon, 06 Nov 202", NULL, false},
    {"Mon, 06 Nov", NULL, false},
    {"06/11/20", NULL, false},
    {"15:30 06/11/20", NULL, false},
    {"15:30 | 06/11/202", NULL, false},
    {"2023-11-", NULL, false},
    {"2023-1", NULL, false},
    {"ngày 6 tháng 11 năm 20", NULL, false},
    {"99/99/2023", NULL, false},
    {"06/11/20231", NULL, false},
    {"", NULL, false},
};

static void a_day_is_that_of_vietnam(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(DAYS) / sizeof(DAYS[0]); i++) {
        char day[DATE_TEXT] = "";
        struct feed_days days = {.today = 0};
        feed_days_note(&days, DAYS[i].text);
        bool is_day = feed_day(&days, DAYS[i].text, DAYS[i].is_utc, day);
        if (is_day != (DAYS[i].day != NULL) || (is_day && strcmp(day, DAYS[i].day) != 0)) {
            fail_msg("\"%s\" is %s", DAYS[i].text, is_day ? day : "none");
        }
    }
}

/* Days of one feed, and what they are. */
struct feed_of_days {
    const char *texts[4], *days[4];
};

static void month_and_day_are_decided_over_the_whole_feed(void **state)
{
    static const struct feed_of_days FEEDS[] = {
        {{"06/11/2023 3:30:00 CH", "11/6/2023 3:30:00 PM", "11/13/2023 3:30:00 PM",
          "Thứ Hai, 06/11/2023 15:30"},
         {"2023-11-06", "2023-11-06", "2023-11-13", "2023-11-06"}},
        {{"05/11/2023", "11/13/2023", "10/12/2023"}, {"2023-05-11", "2023-11-13", "2023-10-12"}},
        {{"5/11/2023 3:30 PM", "13/11/2023 3:30 PM"}, {"2023-11-05", "2023-11-13"}},
        {{"10/12/2023 3:30 PM", "9/5/2023 8:00 AM"}, {"2023-10-12", "2023-09-05"}},
        {{"10/12/2022 3:30 PM", "09/05/2023 8:00 AM"}, {"2022-12-10", "2023-05-09"}},
        /* The ninth of December is to come. */
        {{"12/9/2023", "11/6/2023"}, {"2023-09-12", "2023-06-11"}},
        {{"9/12/2023", "11/6/2023"}, {"2023-09-12", "2023-11-06"}},
        {{"1/1/2099", "2024-03-01", "1/1/2023", "2025-03-01"},
         {NULL, "2024-03-01", "2023-01-01", NULL}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(FEEDS) / sizeof(FEEDS[0]); i++) {
        struct feed_days days = {.today = 0};
        assert_true(date_from(2023, 11, 20, &days.today));
        for (size_t n = 0; n < 4 && FEEDS[i].texts[n] != NULL; n++) {
            feed_days_note(&days, FEEDS[i].texts[n]);
        }
        for (size_t n = 0; n < 4 && FEEDS[i].texts[n] != NULL; n++) {
            char day[DATE_TEXT] = "";
            const char *wanted = FEEDS[i].days[n] != NULL ? FEEDS[i].days[n] : "";
            (void)feed_day(&days, FEEDS[i].texts[n], false, day);
            if (strcmp(day, wanted) != 0) {
                fail_msg("feed %zu: \"%s\" is \"%s\"", i, FEEDS[i].texts[n], day);
            }
        }
    }
}

#define ITEM(title) \
    "<item><title>" title "</title><link>/1</link><pubDate>1 Mar 2023</pubDate></item>"
#define READ(title) "I\t2023-03-01\t" title "\thttps://huyendoan.example/1\n"

/* The content type is of the HTTP answer. */
static void what_feeds_do_wrong_costs_little(void **state)
{
    static const struct {
        const char *type, *document, *wanted;
    } CASES[] = {
        {"",
         "<?xml version='1.0' encoding='UTF-8'?><rss><channel>" ITEM("Ra quân")
             ITEM("Tin b\xe1\xbb cắt") "</channel></rss>",
         READ("Ra quân") READ("Tin b\xef\xbf\xbd cắt")},
        {"", "<rss><channel>" ITEM("Đoàn viên trồng cây") ITEM("T\xc3nh") "</channel></rss>",
         READ("Đoàn viên trồng cây") READ("T\xef\xbf\xbdnh")},
        {"",
         "<rss><channel>" ITEM(
             "Hè & Đông &nbsp;&ocirc; &xyz; &lt;b&gt;A&lt;/b&gt; A&B;") "</channel></rss>",
         READ("Hè & Đông ô &xyz; A A&B;")},
        {"",
         "<?xml version='1.0'?><!DOCTYPE rss PUBLIC '-//N//DTD RSS 0.91//EN' "
         "'http://a.example/rss-0.91.dtd' [ <!ELEMENT x ANY> ]><rss><channel>" ITEM(
             "H&egrave;") "</channel></rss>",
         READ("Hè")},
        {"", "\n\n  <?xml version='1.0'?><rss><channel>" ITEM("Trước") "</channel></rss>",
         READ("Trước")},
        {"",
         "<br />\n<b>Warning</b>: x\n<?xml version='1.0'?><rss><channel>" ITEM(
             "A") "</channel></rss>",
         READ("A")},
        {"", "<rss><channel>" ITEM("A\x0b\x01&#11;&#0;B\xef\xbf\xbf") "</channel></rss>",
         READ("A B")},
        {"",
         "<rss><channel><title><![CDATA[<html><!DOCTYPE html> a & b]]></title>" ITEM(
             "<![CDATA[A & B &ocirc;]]>") "</channel></rss>",
         READ("A & B ô")},
        {"",
         "<rss><channel><item><title>A</title><link>/1</link><pubDate>1 Mar 2023</pubDate>"
         "<description>&lt;!ENTITY là gì</description></item></channel></rss>",
         READ("A")},
        {"",
         "<?xml version='1.0' encoding='windows-1258'?><rss><channel>" ITEM(
             "H\xf4\xf2i tra\xf2i") "</channel></rss>",
         READ("Hội trại")},
        {"text/xml; charset=\"Windows-1258\"",
         "<rss><channel>" ITEM("H\xf4\xf2i tra\xf2i") "</channel></rss>", READ("Hội trại")},
        {"application/rss+xml; charset=ISO-8859-1",
         "<?xml version='1.0' encoding='UTF-8'?><rss><channel>" ITEM(
             "Th\xe0nh \x93x\x94") "</channel></rss>",
         READ("Thành “x”")},
        {"text/xml; charset=iso-8859-1", "<rss><channel>" ITEM("Đoàn xã") "</channel></rss>",
         READ("Đoàn xã")},
        {"",
         "<?xml version='1.0' encoding='utf-16'?><rss><channel>" ITEM("Đoàn xã") "</channel></rss>",
         READ("Đoàn xã")},
        {"text/xml; charset=khong-co", "<rss><channel>" ITEM("Th\xe0nh") "</channel></rss>",
         READ("Thành")},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        content_type = CASES[i].type;
        const char *said = answer_for(CASES[i].document, strlen(CASES[i].document), URL);
        content_type = NULL;
        said += strcspn(said, "\n"); /* the kind and number */
        if (said[0] == '\0' || strcmp(said + 1, CASES[i].wanted) != 0) {
            fail_msg("%zu: %s", i, said);
        }
    }
}

static void links_follow_their_base(void **state)
{
    static const char FEED[] =
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://b.example/x/'>"
        "<entry xml:base='y/'><title>A</title><link href='1'/>"
        "<published>2023-03-01</published></entry>"
        "<entry><title>B</title><link xml:base='/z/' href='2'/>"
        "<published>2023-03-01</published></entry>"
        "<entry><title>C</title><link href='https://c.example/3'/>"
        "<published>2023-03-01</published></entry></feed>";
    (void)state;
    assert_string_equal(answer_for(FEED, strlen(FEED), URL),
                        "K\tatom\t3\n"
                        "I\t2023-03-01\tA\thttps://b.example/x/y/1\n"
                        "I\t2023-03-01\tB\thttps://b.example/z/2\n"
                        "I\t2023-03-01\tC\thttps://c.example/3\n");
}

static void a_feed_with_entities_of_its_own_is_refused(void **state)
{
    static const char *const FEEDS[] = {
        "<!DOCTYPE rss [<!ENTITY a 'x'>]><rss><channel>" ITEM("&a;") "</channel></rss>",
        "<?xml version='1.0'?>\n<!doctype rss SYSTEM \"]>\" [ <!entity % a SYSTEM 'file:///etc/passwd'> "
        "%a; ]><rss><channel>" ITEM("A") "</channel></rss>",
        "<rss><channel>" ITEM("A") "<!DOCTYPE x [<!ENTITY a 'x'>]></channel></rss>",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(FEEDS) / sizeof(FEEDS[0]); i++) {
        assert_string_equal(answer_for(FEEDS[i], strlen(FEEDS[i]), URL), "P\tno_feed\n");
    }
}

/* ------------------------------------------------------------- attempts */

static void trouble_is_borne_ever_longer(void **state)
{
    static const int PAUSES[] = {300, 900, 3600, 10800, 21600, 43200, 86400, 86400};
    struct feed_history before = {.page = 1};
    (void)state;
    for (size_t i = 0; i < sizeof(PAUSES) / sizeof(PAUSES[0]); i++) {
        struct feed_step step =
            feed_step(&before, i % 2 == 0 ? FETCH_TIMEOUT : FETCH_DONE, 503, 60);
        assert_int_equal(step.meaning, FEED_FAILED);
        assert_int_equal(step.pause_s, PAUSES[i]);
        before.attempts = step.attempts;
    }
    before.attempts = 5000;
    assert_int_equal(feed_step(&before, FETCH_UNREACHABLE, 0, 60).attempts, 1000);
    struct feed_step good = feed_step(&before, FETCH_DONE, 304, 60);
    assert_int_equal(good.meaning, FEED_SAME);
    assert_int_equal(good.attempts, 0);
    assert_int_equal(good.pause_s, 60);
}

static void where_there_is_another_way_it_is_taken_at_a_refusal_only(void **state)
{
    struct feed_history before = {.page = 1, .has_other = true};
    (void)state;
    assert_int_equal(feed_step(&before, FETCH_DONE, 401, 60).meaning, FEED_ELSEWHERE);
    assert_int_equal(feed_step(&before, FETCH_TOO_LARGE, 200, 60).meaning, FEED_ELSEWHERE);
    assert_int_equal(feed_step(&before, FETCH_DONE, 429, 60).meaning, FEED_FAILED);
    assert_int_equal(feed_step(&before, FETCH_DONE, 500, 60).meaning, FEED_FAILED);
    assert_int_equal(feed_step_unread(&before).meaning, FEED_ELSEWHERE);
    before.has_other = false;
    assert_int_equal(feed_step(&before, FETCH_DONE, 401, 60).meaning, FEED_FAILED);
    assert_int_equal(feed_step_unread(&before).meaning, FEED_FAILED);
}

static void behind_the_last_page_is_the_end(void **state)
{
    struct feed_history before = {.page = 3, .is_wordpress = true};
    (void)state;
    assert_int_equal(feed_step(&before, FETCH_DONE, 400, 60).meaning, FEED_END);
    before.page = 1;
    assert_int_equal(feed_step(&before, FETCH_DONE, 400, 60).meaning, FEED_FAILED);
}

static void posts_are_asked_for_page_by_page(void **state)
{
    struct arena *arena = arena_new();
    struct feed_history before = {.page = 2, .is_wordpress = true};
    (void)state;
    const char *address = feed_address("https://a.example/wp-json/", &before, arena);
    assert_non_null(strstr(address, "https://a.example/wp-json/wp/v2/posts?per_page=100&page=2&"));
    address = feed_address("https://a.example/?rest_route=/", &before, arena);
    assert_non_null(strstr(address, "/?rest_route=/wp/v2/posts&per_page=100&page=2&"));
    before.is_wordpress = false;
    assert_string_equal(feed_address("https://a.example/rss", &before, arena),
                        "https://a.example/rss");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_are_read_as_expected),
        cmocka_unit_test(an_endless_item_ends_where_it_must),
        cmocka_unit_test(items_without_end_are_counted_and_left),
        cmocka_unit_test(a_deep_document_is_no_feed_or_a_cut_one),
        cmocka_unit_test(elements_nested_too_deep_cost_no_other_item),
        cmocka_unit_test(the_interface_of_wordpress_is_found_behind_its_address),
        cmocka_unit_test(a_day_is_that_of_vietnam),
        cmocka_unit_test(month_and_day_are_decided_over_the_whole_feed),
        cmocka_unit_test(what_feeds_do_wrong_costs_little),
        cmocka_unit_test(links_follow_their_base),
        cmocka_unit_test(a_feed_with_entities_of_its_own_is_refused),
        cmocka_unit_test(trouble_is_borne_ever_longer),
        cmocka_unit_test(where_there_is_another_way_it_is_taken_at_a_refusal_only),
        cmocka_unit_test(behind_the_last_page_is_the_end),
        cmocka_unit_test(posts_are_asked_for_page_by_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
