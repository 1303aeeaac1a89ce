/*
 * pages.c — what is behind the piece's link, once somebody has looked (page.h): a page at all,
 * the one that the piece speaks of, on the unit's own site, and still as it was when filed.
 */
#include "checks/page.h"

#include <stdlib.h>
#include <string.h>

#include "checks/checks.h"
#include "likeness/passages.h"
#include "text/weblink.h"

static void report_link(struct inspection *in, const char *detail)
{
    report_field(in, "link", in->piece->link, detail);
}

enum { HARDLY_ANY = 20 };          /* words */

/* The page, if one was found and what is asked of it can be told. */
static const struct page *good_page(const struct inspection *in)
{
    const struct page *page = in->context->page;
    return page != NULL && page->state == PAGE_GOOD ? page : NULL;
}

static bool is_in(const struct inspection *in, enum page_state state)
{
    return in->context->page != NULL && in->context->page->state == state;
}

void check_link_shortened(struct inspection *in)
{
    static const char SHORTENERS[] = "bit.ly\ntinyurl.com\nt.co\ngoo.gl\nis.gd\ncutt.ly\ns.id\n"
                                     "ow.ly\nrebrand.ly\nshorturl.at\nzalo.me/s";
    if (in->piece->link[0] != '\0' && weblink_is_on(in->piece->link, SHORTENERS, in->arena)) {
        report_link(in, NULL);
    }
}

/* ------------------------------------------------------------- is there a page? */

void check_link_dead(struct inspection *in)
{
    if (is_in(in, PAGE_DEAD)) {
        const struct page *page = in->context->page;
        const char *before = page->seen[0] != '\0'
                                 ? arena_print(in->arena, " Ngày %s trang còn mở được.",
                                               page->seen)
                                 : "";
        report_link(in, arena_print(in->arena, "Máy chủ trả lời %d.%s", page->status, before));
    }
}

void check_link_unreachable(struct inspection *in)
{
    static const struct {
        const char *outcome, *words;
    } WHY[] = {{"no_name", "Tên miền không tồn tại."},
               {"timeout", "Trang không trả lời trong thời gian cho phép."},
               {"untrusted", "Chứng thư bảo mật của trang không hợp lệ."},
               {"cert_expired", "Chứng thư bảo mật của trang đã hết hạn."},
               {"cert_host", "Chứng thư bảo mật của trang cấp cho tên miền khác."},
               {"cert_self", "Chứng thư bảo mật của trang do trang tự cấp."},
               {"redirects", "Trang chuyển hướng vòng quanh."},
               {"done", "Máy chủ của trang báo lỗi."}};
    if (!is_in(in, PAGE_UNREACHABLE)) {
        return;
    }
    const char *words = "Không kết nối được.";
    for (size_t i = 0; i < sizeof(WHY) / sizeof(WHY[0]); i++) {
        words = strcmp(WHY[i].outcome, in->context->page->outcome) == 0 ? WHY[i].words : words;
    }
    report_link(in, words);
}

void check_link_refused(struct inspection *in)
{
    if (is_in(in, PAGE_REFUSED)) {
        report_link(in, NULL);
    }
}

static bool is_home(const char *link, struct arena *arena)
{
    static const char *const HOMES[] = {"/",          "/index.html", "/index.htm", "/index.php",
                                        "/index.aspx", "/trang-chu", "/home",      "/default.aspx"};
    const char *path = weblink_path(link, arena);
    size_t len = strcspn(path, "?");
    len -= len > 1 && path[len - 1] == '/' ? 1 : 0;
    for (size_t i = 0; i < sizeof(HOMES) / sizeof(HOMES[0]); i++) {
        if (strlen(HOMES[i]) == len && strncmp(path, HOMES[i], len) == 0) {
            return path[len] == '\0' || path[len] == '/';
        }
    }
    return false;
}

/* Only a piece that does not cite the home page itself is led away to it. */
static bool is_led_home(const struct inspection *in, const struct page *page)
{
    return page != NULL && is_home(page->final_url, in->arena) &&
           !is_home(in->piece->link, in->arena);
}

void check_link_home(struct inspection *in)
{
    const struct page *page = good_page(in);
    if (is_led_home(in, page)) {
        report_link(in, arena_print(in->arena, "Địa chỉ cuối là %s.", page->final_url));
    }
}

static size_t count_words(struct arena *arena, const char *text)
{
    struct words words;
    words_of(arena, text, strlen(text), &words);
    return words.count;
}

/* Why it is no article, as the page itself shows; NULL: nothing speaks against it. */
static const char *why_not_article(const struct inspection *in, const struct page *page)
{
    static const struct {
        const char *flag, *words;
    } WHY[] = {{",login,", "Phải đăng nhập mới xem được."},
               {",list,", "Đây là trang danh mục hoặc tìm kiếm."},
               {",missing,", "Chính trang này báo rằng không có bài."}};
    for (size_t i = 0; i < sizeof(WHY) / sizeof(WHY[0]); i++) {
        if (strstr(page->flags, WHY[i].flag) != NULL) {
            return WHY[i].words;
        }
    }
    if (page->media_type[0] != '\0' && strcmp(page->media_type, "text/html") != 0) {
        return arena_print(in->arena, "Đây là một tệp (%s).", page->media_type);
    }
    /* Without a title, either: then it could not be read. */
    bool is_empty = strcmp(in->piece->kind, "article") == 0 && page->titles[0] != '\0' &&
                    count_words(in->arena, page->text) < HARDLY_ANY;
    return is_empty ? "Trang gần như không có chữ nào." : NULL;
}

static const char *why_locked(const struct page *page)
{
    return strcmp(page->outcome, "too_large") == 0 ? "Trang quá lớn để đọc."
           : strcmp(page->outcome, "not_web") == 0 ? "Địa chỉ này không mở bằng http hay https."
                                                   : "Phải đăng nhập hoặc được cho phép mới xem "
                                                     "được.";
}

void check_link_not_page(struct inspection *in)
{
    const struct page *page = good_page(in);
    const char *why = NULL;
    if (is_in(in, PAGE_LOCKED)) {
        why = why_locked(in->context->page);
    } else if (page != NULL && is_home(in->piece->link, in->arena)) {
        why = "Đây là trang chủ.";
    } else if (page != NULL && !is_led_home(in, page)) {
        why = why_not_article(in, page);
    }
    if (why != NULL) {
        report_link(in, why);
    }
}

/* ------------------------------------------------------------- is it the one? */

/* An article that can be compared with the piece. */
static const struct page *article(const struct inspection *in)
{
    const struct page *page = good_page(in);
    bool is_it = page != NULL && page->flags[0] == '\0' && !is_home(page->final_url, in->arena);
    return is_it ? page : NULL;
}

/* How many in a hundred of the words of the shorter line stand in the other. */
static long line_share(struct arena *arena, const struct words *a, const char *line, size_t len)
{
    struct words b;
    size_t found = 0;
    words_of(arena, line, len, &b);
    const struct words *few = a->count < b.count ? a : &b, *many = few == a ? &b : a;
    for (size_t i = 0; i < few->count; i++) {
        size_t j = 0;
        while (j < many->count && many->hashes[j] != few->hashes[i]) {
            j++;
        }
        found += j < many->count ? 1 : 0;
    }
    return few->count == 0 ? 0 : (long)(found * 100 / few->count);
}

void check_link_title(struct inspection *in)
{
    const struct page *page = article(in);
    if (page == NULL || page->titles[0] == '\0') {
        return;
    }
    struct words own;
    long best = 0;
    words_of(in->arena, in->piece->title, strlen(in->piece->title), &own);
    for (const char *line = page->titles; *line != '\0';) {
        size_t len = strcspn(line, "\n");
        long share = line_share(in->arena, &own, line, len);
        best = share > best ? share : best;
        line += len + (line[len] == '\n' ? 1 : 0);
    }
    if (best < parameter(in, "share_min")) {
        report_link(in, arena_print(in->arena, "Trang có tiêu đề \"%s\".",
                                    arena_text(in->arena, page->titles,
                                               strcspn(page->titles, "\n"))));
    }
}

void check_link_day(struct inspection *in)
{
    const struct page *page = article(in);
    if (page != NULL && page->has_date &&
        labs((long)page->published - (long)in->occurred) > parameter(in, "days")) {
        int year, month, day;
        date_split(page->published, &year, &month, &day);
        report_link(in, arena_print(in->arena, "Trang đăng ngày %02d/%02d/%d.", day, month, year));
    }
}

/* Matched words of the shorter text in a hundred; -1: too short to say. */
static long text_share(struct arena *arena, const char *a, const char *b)
{
    enum { WORDS_MIN = 40 };
    struct words first, second;
    struct resemblance resemblance;
    words_of(arena, a, strlen(a), &first);
    words_of(arena, b, strlen(b), &second);
    if (first.count < WORDS_MIN || second.count < WORDS_MIN) {
        return -1;
    }
    passages_find(arena, &first, &second, &resemblance, NULL);
    return (long)(passages_share(&resemblance) + 5) / 10;
}

void check_link_text(struct inspection *in)
{
    const struct page *page = article(in);
    long share = page == NULL ? -1 : text_share(in->arena, in->piece->text, page->text);
    if (share >= 0 && share < parameter(in, "share_min")) {
        report_link(in, arena_print(in->arena, "Phần trùng chỉ chiếm %ld%%.", share));
    }
}

void check_link_foreign(struct inspection *in)
{
    const struct page *page = in->context->page;
    if (page != NULL && page->sites[0] != '\0' &&
        !weblink_is_on(in->piece->link, page->sites, in->arena)) {
        report_link(in, arena_print(in->arena, "Trang của đơn vị là %s.",
                                    arena_text(in->arena, page->sites,
                                               strcspn(page->sites, "\n"))));
    }
}

/* How many in a hundred of the words that stood there still do. */
static long kept_share(struct arena *arena, const char *before, const char *now)
{
    struct words old, new;
    struct resemblance resemblance;
    words_of(arena, before, strlen(before), &old);
    words_of(arena, now, strlen(now), &new);
    passages_find(arena, &old, &new, &resemblance, NULL);
    size_t most = old.count > new.count ? old.count : new.count;
    return most == 0 ? 100 : (long)(resemblance.matched * 100 / most);
}

void check_link_changed(struct inspection *in)
{
    const struct page *page = good_page(in);
    if (page == NULL || page->frozen_text[0] == '\0') {
        return;
    }
    long share = kept_share(in->arena, page->frozen_text, page->text);
    if (share < parameter(in, "share_min")) {
        report_link(in, arena_print(in->arena, "Từ ngày %s chỉ còn %ld%% như khi nộp.",
                                    page->changed, share));
    }
}
