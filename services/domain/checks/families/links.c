/*
 * links.c — the submission's link: a valid web address, and, once the fetcher has fetched it
 * (page.h), an existing page, the one that the submission speaks of, on the unit's own site, and
 * unchanged since it was submitted.
 */
#include <stdlib.h>
#include <string.h>

#include "checks/engine/check.h"
#include "checks/engine/page.h"
#include "likeness/passages.h"
#include "text/weblink.h"

static void check_link(struct inspection *in)
{
    const char *link = in->piece->link;
    if (link[0] != '\0' && !weblink_is_good(link)) {
        report_field(in, "link", link, NULL);
    }
}

static void report_link(struct inspection *in, const char *detail)
{
    report_field(in, "link", in->piece->link, detail);
}

enum { HARDLY_ANY = 20 }; /* words */

/* The page, if the fetcher found one. */
static const struct page *good_page(const struct inspection *in)
{
    const struct page *page = in->context->page;
    return page != NULL && page->state == PAGE_GOOD ? page : NULL;
}

static bool is_in(const struct inspection *in, enum page_state state)
{
    return in->context->page != NULL && in->context->page->state == state;
}

static void check_link_shortened(struct inspection *in)
{
    static const char SHORTENERS[] = "bit.ly\ntinyurl.com\nt.co\ngoo.gl\nis.gd\ncutt.ly\ns.id\n"
                                     "ow.ly\nrebrand.ly\nshorturl.at\nzalo.me/s";
    if (in->piece->link[0] != '\0' && weblink_is_on(in->piece->link, SHORTENERS, in->arena)) {
        report_link(in, NULL);
    }
}

/* ------------------------------------------------------------- the page exists */

static void check_link_dead(struct inspection *in)
{
    if (is_in(in, PAGE_DEAD)) {
        const struct page *page = in->context->page;
        const char *before = page->seen[0] != '\0'
                                 ? arena_print(in->arena, " Ngày %s trang còn mở được.", page->seen)
                                 : "";
        report_link(in, arena_print(in->arena, "Máy chủ trả lời %d.%s", page->status, before));
    }
}

static void check_link_unreachable(struct inspection *in)
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

static void check_link_refused(struct inspection *in)
{
    if (is_in(in, PAGE_REFUSED)) {
        report_link(in, NULL);
    }
}

static bool is_home(const char *link, struct arena *arena)
{
    static const char *const HOMES[] = {"/",          "/index.html",  "/index.htm",
                                        "/index.php", "/index.aspx",  "/trang-chu",
                                        "/home",      "/default.aspx"};
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

/* Being redirected to the home page counts only if the submission does not cite the home page
 * itself. */
static bool is_led_home(const struct inspection *in, const struct page *page)
{
    return page != NULL && is_home(page->final_url, in->arena) &&
           !is_home(in->piece->link, in->arena);
}

static void check_link_home(struct inspection *in)
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

/* Why the page is no article; NULL: it may be one. */
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
    /* Only with a title: without one, the page could not be read. */
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

static void check_link_not_page(struct inspection *in)
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

/* ------------------------------------------------------------- the page is the right one */

/* An article that can be compared with the submission. */
static const struct page *links_article(const struct inspection *in)
{
    const struct page *page = good_page(in);
    bool is_it = page != NULL && page->flags[0] == '\0' && !is_home(page->final_url, in->arena);
    return is_it ? page : NULL;
}

/* Per cent of the words of the shorter line that are in the other. */
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

static void check_link_title(struct inspection *in)
{
    const struct page *page = links_article(in);
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
        report_link(in,
                    arena_print(in->arena, "Trang có tiêu đề \"%s\".",
                                arena_text(in->arena, page->titles, strcspn(page->titles, "\n"))));
    }
}

static void check_link_day(struct inspection *in)
{
    const struct page *page = links_article(in);
    if (page != NULL && page->has_date &&
        labs((long)page->published - (long)in->occurred) > parameter(in, "days")) {
        int year, month, day;
        date_split(page->published, &year, &month, &day);
        report_link(in, arena_print(in->arena, "Trang đăng ngày %02d/%02d/%d.", day, month, year));
    }
}

/* Matched words of the shorter text in per cent; -1: too short to compare. */
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

static void check_link_text(struct inspection *in)
{
    const struct page *page = links_article(in);
    long share = page == NULL ? -1 : text_share(in->arena, in->piece->text, page->text);
    if (share >= 0 && share < parameter(in, "share_min")) {
        report_link(in, arena_print(in->arena, "Phần trùng chỉ chiếm %ld%%.", share));
    }
}

static void check_link_foreign(struct inspection *in)
{
    const struct page *page = in->context->page;
    if (page != NULL && page->sites[0] != '\0' &&
        !weblink_is_on(in->piece->link, page->sites, in->arena)) {
        report_link(in,
                    arena_print(in->arena, "Trang của đơn vị là %s.",
                                arena_text(in->arena, page->sites, strcspn(page->sites, "\n"))));
    }
}

/* Per cent of the former words that are still there. */
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

static void check_link_changed(struct inspection *in)
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

/* ------------------------------------------------------------- the table */

#define HERE .link = "https://tieucan.example/tin/1.html"
#define PAGE(...) \
    .page = &(const struct page) \
    { \
        __VA_ARGS__ \
    }
#define TEXT \
    "Sáng 20/5, Huyện đoàn Tiểu Cần tổ chức ngày thứ Bảy tình nguyện tại xã Tân Hùng. Hoạt động " \
    "thu hút 120 bạn trẻ tham gia dọn vệ sinh, trồng cây và sửa đường nông thôn. Bí thư xã đoàn " \
    "cho biết đây là phần việc thiết thực hưởng ứng xây dựng nông thôn mới ở địa phương."
#define OTHER \
    "Chiều nay tại hội trường lớn, trường trung học phổ thông khai mạc giải bóng chuyền nam nữ " \
    "với mười sáu đội dự thi. Sau lễ thắp đuốc các đội bước vào loạt trận mở màn rất sôi nổi, " \
    "khán giả cổ vũ nhiệt tình cho đến tận lúc trời tối hẳn mới ra về trong niềm vui chung."

static const struct check CHECKS[] = {
    {.code = "link.syntax",
     .severity = ERROR,
     .kinds = "",
     .message = "Liên kết không đúng dạng.",
     .message_en = "The link is not a web address.",
     .mend = "Sao chép lại địa chỉ đầy đủ, bắt đầu bằng http:// hoặc https://.",
     .run = check_link,
     .examples = EXAMPLES({.fires = true, .link = "tinhdoan"}, {.fires = true, .link = "https://"},
                          {.link = "https://tinhdoan.travinh.example/tin?id=1"})},
    {.code = "link.shortened",
     .severity = HINT,
     .kinds = "",
     .message = "Liên kết rút gọn.",
     .message_en = "A shortened link.",
     .mend = "Mở liên kết rồi sao chép địa chỉ đầy đủ của trang.",
     .run = check_link_shortened,
     .examples = EXAMPLES({.fires = true, .link = "https://bit.ly/3xYz"},
                          {.link = "https://tieucan.example/bit.ly"})},
    {.code = "link.dead",
     .severity = ERROR,
     .kinds = "",
     .message = "Liên kết không còn mở được.",
     .message_en = "The page is gone.",
     .mend = "Sửa lại địa chỉ, hoặc nộp bản chụp của trang kèm tệp gốc.",
     .run = check_link_dead,
     .examples = EXAMPLES({.fires = true, HERE, PAGE(.state = PAGE_DEAD, .status = 404)},
                          {HERE, PAGE(.state = PAGE_GOOD)}, {HERE, PAGE(.status = 404)})},
    {.code = "link.unreachable",
     .severity = WARNING,
     .kinds = "",
     .message = "Nhiều lần không mở được liên kết.",
     .message_en = "The page could not be reached, several times.",
     .mend = "Thử mở liên kết; nếu trang đã ngừng thì thay bằng địa chỉ khác hoặc nộp tệp.",
     .run = check_link_unreachable,
     .examples =
         EXAMPLES({.fires = true, HERE, PAGE(.state = PAGE_UNREACHABLE, .outcome = "no_name")},
                  {HERE, PAGE(.outcome = "no_name")})},
    {.code = "link.refused",
     .severity = ERROR,
     .kinds = "",
     .message = "Liên kết trỏ vào mạng nội bộ, người chấm không mở được.",
     .message_en = "The link leads into a private network.",
     .mend = "Dùng địa chỉ công khai trên Internet.",
     .run = check_link_refused,
     .examples =
         EXAMPLES({.fires = true, .link = "http://192.168.1.9/tin", PAGE(.state = PAGE_REFUSED)},
                  {HERE, PAGE(.state = PAGE_GOOD)})},
    {.code = "link.home",
     .severity = ERROR,
     .kinds = "",
     .message = "Liên kết chuyển về trang chủ: bài không còn.",
     .message_en = "The link leads to the home page: the article is gone.",
     .mend = "Tìm lại địa chỉ của bài, hoặc nộp bản chụp của trang.",
     .run = check_link_home,
     .examples = EXAMPLES(
         {.fires = true, HERE, PAGE(.state = PAGE_GOOD, .final_url = "https://tieucan.example/")},
         {HERE, PAGE(.state = PAGE_GOOD, .final_url = "https://tieucan.example/tin/1-moi.html")})},
    {.code = "link.not_page",
     .severity = WARNING,
     .kinds = "",
     .message = "Liên kết không dẫn đến một bài đăng.",
     .message_en = "The link leads to no article.",
     .mend = "Dẫn đúng địa chỉ của bài đăng mà ai cũng mở được.",
     .run = check_link_not_page,
     .examples = EXAMPLES(
         {.fires = true, .link = "https://tieucan.example/", PAGE(.state = PAGE_GOOD)},
         {.fires = true, HERE, PAGE(.state = PAGE_LOCKED, .status = 403)},
         {.fires = true, HERE, PAGE(.state = PAGE_GOOD, .flags = ",list,")},
         {.fires = true, HERE, PAGE(.state = PAGE_GOOD, .flags = ",missing,")},
         {.fires = true, HERE, PAGE(.state = PAGE_GOOD, .media_type = "application/zip")},
         {.fires = true,
          .kind = "article",
          HERE,
          PAGE(.state = PAGE_GOOD, .titles = "Ngày tình nguyện", .text = "Ngày tình nguyện")},
         {.kind = "article",
          HERE,
          PAGE(.state = PAGE_GOOD, .titles = "Ngày tình nguyện", .text = TEXT)},
         {HERE,
          PAGE(.state = PAGE_GOOD, .flags = ",list,", .final_url = "https://tieucan.example/")},
         {HERE, PAGE(.state = PAGE_GOOD)})},
    {.code = "link.title_differs",
     .severity = WARNING,
     .kinds = "",
     .message = "Tiêu đề của trang không giống tên minh chứng.",
     .message_en = "The page has another title.",
     .mend = "Kiểm tra xem liên kết có đúng bài không.",
     .run = check_link_title,
     .parameters = {{"share_min", 30, "số chữ chung ít nhất, % của tên ngắn hơn"}},
     .examples = EXAMPLES(
         {.fires = true, HERE, PAGE(.state = PAGE_GOOD, .titles = "Khai mạc giải bóng chuyền")},
         {HERE, PAGE(.state = PAGE_GOOD, .titles = "Tin mới\nNGÀY TÌNH NGUYỆN ở Tân Hùng")})},
    {.code = "link.day_differs",
     .severity = WARNING,
     .kinds = "",
     .message = "Ngày đăng của trang xa ngày diễn ra.",
     .message_en = "The page was published far from the day of the activity.",
     .mend = "Sửa ngày diễn ra, hoặc dẫn đúng bài của hoạt động này.",
     .run = check_link_day,
     .parameters = {{"days", 30, "số ngày lệch nhiều nhất"}},
     .examples = EXAMPLES(
         {.fires = true, HERE, PAGE(.state = PAGE_GOOD, .has_date = true, .published = 19800)},
         {HERE, PAGE(.state = PAGE_GOOD, .has_date = true, .published = 19500)},
         {HERE, PAGE(.state = PAGE_GOOD)})},
    {.code = "link.text_differs",
     .severity = WARNING,
     .kinds = ",article,",
     .message = "Nội dung nộp không phải nội dung của trang.",
     .message_en = "The text is not the page's.",
     .mend = "Nộp đúng nội dung đã đăng, hoặc sửa liên kết.",
     .run = check_link_text,
     .parameters = {{"share_min", 30, "phần trùng ít nhất, % của văn bản ngắn hơn"}},
     .examples = EXAMPLES({.fires = true,
                           .kind = "article",
                           .text = TEXT,
                           HERE,
                           PAGE(.state = PAGE_GOOD, .text = OTHER)},
                          {.kind = "article",
                           .text = TEXT,
                           HERE,
                           PAGE(.state = PAGE_GOOD, .text = OTHER " " TEXT)})},
    {.code = "link.foreign_site",
     .severity = WARNING,
     .kinds = "",
     .message = "Trang không thuộc trang đã đăng ký của đơn vị hay cấp trên.",
     .message_en = "The page is on none of the unit's registered sites.",
     .mend = "Dẫn bài trên trang của đơn vị, hoặc đề nghị đăng ký thêm trang.",
     .run = check_link_foreign,
     .examples = EXAMPLES({.fires = true, HERE, PAGE(.sites = "caukelinh.example\na.vn/tin")},
                          {HERE, PAGE(.sites = "a.vn\ntieucan.example/tin")},
                          {.fires = true, HERE, PAGE(.sites = "tieucan.example/ti")},
                          {HERE, PAGE(.state = PAGE_GOOD)})},
    {.code = "link.changed",
     .severity = WARNING,
     .kinds = "",
     .message = "Trang đã bị sửa sau khi nộp.",
     .message_en = "The page was changed after submission.",
     .mend = "Giải trình lý do sửa, hoặc nộp lại theo nội dung hiện nay.",
     .run = check_link_changed,
     .parameters = {{"share_min", 90, "phần còn nguyên ít nhất, %"}},
     .examples = EXAMPLES(
         {.fires = true,
          HERE,
          PAGE(.state = PAGE_GOOD, .text = OTHER, .frozen_text = TEXT, .changed = "02/06/2023")},
         {HERE, PAGE(.state = PAGE_GOOD, .text = TEXT " Hết.", .frozen_text = TEXT)})},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_LINKS) = {.name = "Liên kết", .checks = CHECKS};
