/*
 * articles.c — what a reader must find in an article, and a score with reasons: fixed points for
 * each part that the text has.  An article whose text is not here (only a link) is not judged.
 */
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "checks/engine/check.h"
#include "checks/families/article.h"
#include "checks/families/news.h"
#include "text/passage.h"

enum { WORDS_JUDGED = 60 };

static size_t count_words(const struct inspection *in)
{
    size_t words = 0;
    for (size_t p = 0; p < in->passage_count; p++) {
        words += in->passages[p].word_count;
    }
    return words;
}

static void check_too_short(struct inspection *in)
{
    size_t words = count_words(in);
    bool is_only_link = words == 0 && in->piece->link[0] != '\0';
    bool is_unread = words == 0 && in->piece->n_files > 0;
    if (words < (size_t)parameter(in, "words_min") && !is_only_link && !is_unread) {
        report(in, "text", arena_print(in->arena, "Bài có %zu chữ.", words));
    }
}

static void check_article_long(struct inspection *in)
{
    size_t words = count_words(in);
    if (words > (size_t)parameter(in, "words_max")) {
        report(in, "text", arena_print(in->arena, "Bài có %zu chữ.", words));
    }
}

/* ------------------------------------------------------------- contents */

static bool has_short_lead(const struct inspection *in, size_t most, size_t *words)
{
    const struct passage *passage = &in->passages[0];
    struct span first, second;
    size_t at = 0;
    if (!passage_next_line(passage, &at, &first) || !passage_next_line(passage, &at, &second)) {
        return true;
    }
    *words = passage_count_words(passage, first);
    return *words <= most;
}

static bool has_paragraphs(const struct inspection *in, size_t most)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        struct span line;
        size_t lines = 0;
        for (size_t at = 0; passage_next_line(&in->passages[p], &at, &line);) {
            lines++;
        }
        if (lines == 1 && in->passages[p].word_count > most) {
            return false;
        }
    }
    return true;
}

/* Per cent of the title's words that are in the text; short and grammatical words do not count.
 * 100 if no word counts. */
static long title_share(struct inspection *in)
{
    static const char *const GRAMMAR[] = {"các",  "của",   "với", "cho", "và",  "trong",
                                          "được", "những", "một", "này", "đến", "tại",
                                          "khi",  "theo",  "năm", "sau"};
    struct passage title = passage_of(in->arena, "title", in->piece->title);
    long wanted = 0, found = 0;
    for (size_t w = 0; w < title.word_count; w++) {
        bool is_grammar = title.words[w].len < 3;
        for (size_t g = 0; g < sizeof(GRAMMAR) / sizeof(GRAMMAR[0]) && !is_grammar; g++) {
            is_grammar = word_is(&title, w, GRAMMAR[g]);
        }
        if (is_grammar) {
            continue;
        }
        const char *word =
            arena_text(in->arena, title.lower + title.words[w].start, title.words[w].len);
        wanted++;
        for (size_t p = 0; p < in->passage_count; p++) {
            if (passage_find(&in->passages[p], passage_all(&in->passages[p]), word) != SIZE_MAX) {
                found++;
                break;
            }
        }
    }
    return wanted >= 3 ? found * 100 / wanted : 100;
}

static bool has_picture(const struct inspection *in)
{
    static const char *const CAPTIONS[] = {"ảnh", "hình ảnh", NULL};
    return in->piece->n_files > 0 || in->piece->link[0] != '\0' || news_has_any(in, CAPTIONS);
}

/* ------------------------------------------------------------- the checks */

/* Long enough, and in readable letters. */
static bool is_judged(const struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        if (!in->passages[p].is_composed) {
            return false;
        }
    }
    return count_words(in) >= WORDS_JUDGED;
}

static void check_article_time(struct inspection *in)
{
    if (is_judged(in) && !news_has_time(in)) {
        report(in, "text", NULL);
    }
}

static void check_article_place(struct inspection *in)
{
    if (is_judged(in) && !news_has_place(in)) {
        report(in, "text", NULL);
    }
}

static void check_article_people(struct inspection *in)
{
    if (is_judged(in) && !news_has_people(in)) {
        report(in, "text", NULL);
    }
}

static void check_article_figures(struct inspection *in)
{
    if (is_judged(in) && !news_has_figures(in)) {
        report(in, "text", NULL);
    }
}

static void check_article_lead(struct inspection *in)
{
    size_t words = 0;
    if (is_judged(in) && !has_short_lead(in, (size_t)parameter(in, "words_max"), &words)) {
        report(in, "text", arena_print(in->arena, "Đoạn mở đầu có %zu chữ.", words));
    }
}

static void check_article_paragraphs(struct inspection *in)
{
    if (is_judged(in) && !has_paragraphs(in, (size_t)parameter(in, "words_max"))) {
        report(in, "text", NULL);
    }
}

static void check_article_title(struct inspection *in)
{
    if (is_judged(in) && title_share(in) < parameter(in, "percent_min")) {
        report_field(in, "title", in->piece->title, NULL);
    }
}

static void check_article_picture(struct inspection *in)
{
    if (is_judged(in) && !has_picture(in)) {
        report(in, "files", NULL);
    }
}

/* ------------------------------------------------------------- the score */

bool article_quality(struct inspection *in, struct article_quality *out)
{
    enum { LEAD_WORDS = 120, PARAGRAPH_WORDS = 350, SHORT_WORDS = 150, RELATED = 40 };
    size_t words = 0;
    if (!is_judged(in)) {
        return false;
    }
    *out = (struct article_quality){
        .parts = {
            {"Thời gian", 15, news_has_time(in), "không có thời gian", "Nêu rõ ngày diễn ra."},
            {"Địa điểm", 15, news_has_place(in), "không có địa điểm",
             "Nêu rõ xã, phường, trường hoặc nơi tổ chức."},
            {"Người tham gia", 15, news_has_people(in), "không nêu ai tham gia",
             "Nêu đơn vị, đại biểu, lực lượng tham gia."},
            {"Con số kết quả", 10, news_has_figures(in), "không có con số kết quả",
             "Nêu số người, số phần quà, số công trình hoặc kinh phí."},
            {"Độ dài", 10, count_words(in) >= SHORT_WORDS, "ngắn hơn 150 chữ",
             "Viết ít nhất 150 chữ."},
            {"Mở đầu", 5, has_short_lead(in, LEAD_WORDS, &words), "mở đầu dài",
             "Mở đầu bằng một đoạn không quá 120 chữ: ai, làm gì, ở đâu, khi nào."},
            {"Chia đoạn", 10, has_paragraphs(in, PARAGRAPH_WORDS), "không chia đoạn",
             "Chia bài thành các đoạn."},
            {"Tiêu đề", 10, title_share(in) >= RELATED, "tiêu đề ít liên quan",
             "Đặt tiêu đề bằng những từ có trong bài."},
            {"Ảnh, liên kết", 10, has_picture(in), "không có ảnh hay liên kết",
             "Kèm liên kết bài đăng hoặc ảnh."},
        }};
    for (size_t i = 0; i < ARTICLE_PARTS; i++) {
        out->score += out->parts[i].is_there ? out->parts[i].points : 0;
    }
    return true;
}

/* Each lost part with its reason. */
static void check_article_quality(struct inspection *in)
{
    struct article_quality quality;
    struct buf reasons = {0};
    if (!article_quality(in, &quality) || quality.score >= parameter(in, "score_min")) {
        return;
    }
    for (size_t i = 0; i < ARTICLE_PARTS; i++) {
        const struct article_part *part = &quality.parts[i];
        if (!part->is_there) {
            buf_print(&reasons, "%s%s (−%d)", reasons.len > 0 ? ", " : "", part->reason,
                      part->points);
        }
    }
    report(in, "text",
           arena_print(in->arena, "Điểm %d/100: %s.", quality.score, buf_string(&reasons)));
    buf_free(&reasons);
}

const char *article_quality_json(struct inspection *in)
{
    struct article_quality quality;
    struct buf buf = {0};
    struct json json;
    if (strcmp(in->piece->kind, "article") != 0 || !article_quality(in, &quality)) {
        return NULL;
    }
    json_start(&json, &buf);
    json_object_start(&json, NULL);
    json_int(&json, "score", quality.score);
    json_array_start(&json, "parts");
    for (size_t i = 0; i < ARTICLE_PARTS; i++) {
        const struct article_part *part = &quality.parts[i];
        json_object_start(&json, NULL);
        json_text(&json, "name", part->name);
        json_int(&json, "points", part->is_there ? part->points : 0);
        json_int(&json, "of", part->points);
        json_text(&json, "reason", part->is_there ? "" : part->reason);
        json_text(&json, "mend", part->is_there ? "" : part->mend);
        json_object_end(&json);
    }
    json_array_end(&json);
    json_object_end(&json);
    const char *text = arena_text(in->arena, buf_string(&buf), buf.len);
    buf_free(&buf);
    return text;
}

/* ------------------------------------------------------------- the table */

#define GOOD \
    "Sáng 20/5, Huyện đoàn Tiểu Cần tổ chức ngày thứ Bảy tình nguyện tại xã Tân Hùng. Hoạt động " \
    "thu hút 120 bạn trẻ tham gia dọn vệ sinh, trồng cây và sửa đường nông thôn.\n\n" \
    "Bí thư xã đoàn cho biết đây là phần việc thiết thực hưởng ứng xây dựng nông thôn mới ở địa " \
    "phương. Bà con phấn khởi khi thấy tuyến đường sạch đẹp hơn trước. Sau buổi lao động, các " \
    "bạn cùng nhau sinh hoạt, giao lưu văn nghệ và tặng quà cho học sinh vượt khó. Ngày ngày " \
    "thanh niên địa phương luôn luôn gìn giữ thành quả chung ấy bằng những việc nhỏ mà bền bỉ, " \
    "đời đời nhớ ơn người đi trước."
#define VAGUE \
    "Hoạt động rất ý nghĩa và rất vui. Mọi thứ đều tốt đẹp, ai cũng thấy thích thú và hào hứng. " \
    "Đây là việc làm có ích, rất đáng được biểu dương và nhân rộng hơn nữa. Việc làm ấy góp phần " \
    "lan tỏa điều tốt, khơi dậy tinh thần đẹp, tạo nên khí thế sôi nổi và phấn khởi. Qua đó càng " \
    "thêm yêu quê hương, càng thêm quyết tâm rèn luyện, phấn đấu và cống hiến nhiều hơn. Thật là " \
    "ý nghĩa, thật là vui vẻ, thật là đáng nhớ. Mong rằng sẽ có thêm nhiều việc làm hay như thế, " \
    "để cuộc sống ngày một tươi đẹp và hạnh phúc hơn lên mãi."
#define LINK .link = "https://a.example/bai", .kind = "article"

static const struct check CHECKS[] = {
    {.code = "text.too_short",
     .severity = ERROR,
     .kinds = ",article,",
     .message = "Bài viết quá ngắn.",
     .message_en = "The article is too short.",
     .mend = "Bài cần ít nhất 100 chữ, nêu rõ thời gian, địa điểm, nội dung và kết quả.",
     .run = check_too_short,
     .parameters = {{"words_min", 100, "số chữ ít nhất"}},
     .examples = EXAMPLES({.fires = true, .kind = "article", .text = "Hôm nay vui."},
                          {.kind = "article", .text = GOOD},
                          {.kind = "article", .link = "https://a.example/bai"})},
    {.code = "article.too_long",
     .severity = HINT,
     .kinds = ",article,",
     .message = "Bài viết quá dài.",
     .message_en = "The article is too long.",
     .mend = "Rút gọn, hoặc nộp dưới dạng báo cáo.",
     .run = check_article_long,
     .parameters = {{"words_max", 5000, "số chữ nhiều nhất"}},
     .examples = EXAMPLES({.fires = true, .kind = "article", .text = GOOD, .times = 60},
                          {.kind = "article", .text = GOOD})},
    {.code = "article.no_time",
     .severity = WARNING,
     .kinds = ",article,",
     .message = "Bài không nêu thời gian.",
     .message_en = "The article names no time.",
     .mend = "Nêu rõ ngày diễn ra.",
     .run = check_article_time,
     .examples =
         EXAMPLES({LINK, .fires = true, .text = VAGUE},
                  {LINK, .fires = true, .text = VAGUE " Niềm tin ấy bền qua năm tháng."},
                  {LINK, .text = VAGUE " Lễ diễn ra trong tháng 5."}, {LINK, .text = GOOD})},
    {.code = "article.no_place",
     .severity = WARNING,
     .kinds = ",article,",
     .message = "Bài không nêu địa điểm.",
     .message_en = "The article names no place.",
     .mend = "Nêu rõ xã, phường, trường hoặc nơi tổ chức.",
     .run = check_article_place,
     .examples =
         EXAMPLES({LINK, .fires = true, .text = VAGUE},
                  {LINK, .fires = true, .text = VAGUE " Cái hay nằm ở sự chủ động. Mong"},
                  {LINK, .text = VAGUE " Lễ diễn ra bên hồ Linh Đàm."}, {LINK, .text = GOOD})},
    {.code = "article.no_people",
     .severity = WARNING,
     .kinds = ",article,",
     .message = "Bài không nêu ai tham gia.",
     .message_en = "The article names no person.",
     .mend = "Nêu đơn vị, đại biểu, lực lượng tham gia.",
     .run = check_article_people,
     .examples = EXAMPLES({LINK, .fires = true, .text = VAGUE}, {LINK, .text = GOOD})},
    {.code = "article.no_figures",
     .severity = HINT,
     .kinds = ",article,",
     .message = "Bài không có con số nào về kết quả.",
     .message_en = "The article gives no number.",
     .mend = "Nêu số người, số phần quà, số công trình hoặc kinh phí.",
     .run = check_article_figures,
     .examples = EXAMPLES({LINK, .fires = true, .text = VAGUE}, {LINK, .text = GOOD})},
    {.code = "article.long_lead",
     .severity = HINT,
     .kinds = ",article,",
     .message = "Đoạn mở đầu quá dài.",
     .message_en = "The lead is too long.",
     .mend = "Mở đầu bằng một đoạn ngắn: ai, làm gì, ở đâu, khi nào.",
     .run = check_article_lead,
     .parameters = {{"words_max", 200, "số chữ nhiều nhất của đoạn mở đầu"}},
     .examples = EXAMPLES({LINK, .fires = true, .text = VAGUE " " VAGUE "\n\n" GOOD},
                          {LINK, .text = GOOD})},
    {.code = "article.one_paragraph",
     .severity = HINT,
     .kinds = ",article,",
     .message = "Bài dài mà không chia đoạn.",
     .message_en = "A long article without paragraphs.",
     .mend = "Chia bài thành các đoạn.",
     .run = check_article_paragraphs,
     .parameters = {{"words_max", 350, "số chữ nhiều nhất của bài một đoạn"}},
     .examples =
         EXAMPLES({LINK, .fires = true, .text = VAGUE " ", .times = 4}, {LINK, .text = GOOD})},
    {.code = "article.title_unrelated",
     .severity = WARNING,
     .kinds = ",article,",
     .message = "Tiêu đề và nội dung không liên quan.",
     .message_en = "No word of the title is in the text.",
     .mend = "Kiểm tra xem có dán nhầm bài không.",
     .run = check_article_title,
     .parameters = {{"percent_min", 25, "phần trăm ít nhất số từ của tiêu đề có trong bài"}},
     .examples = EXAMPLES(
         {LINK, .fires = true, .title = "Công bố quyết định bổ nhiệm lãnh đạo", .text = GOOD},
         {LINK, .title = "Tiểu Cần: ngày thứ Bảy tình nguyện", .text = GOOD})},
    {.code = "article.no_picture",
     .severity = HINT,
     .kinds = ",article,",
     .message = "Bài không kèm ảnh, tệp hay liên kết.",
     .message_en = "The article comes with neither a picture nor a link.",
     .mend = "Kèm liên kết bài đăng hoặc ảnh.",
     .run = check_article_picture,
     .examples = EXAMPLES({.fires = true, .kind = "article", .text = GOOD}, {LINK, .text = GOOD})},
    {.code = "article.quality",
     .severity = HINT,
     .kinds = ",article,",
     .message = "Chất lượng bài viết thấp.",
     .message_en = "The article's quality is low.",
     .mend = "Bổ sung những điểm được nêu.",
     .run = check_article_quality,
     .parameters = {{"score_min", 60, "điểm chất lượng ít nhất (trên 100)"}},
     .examples = EXAMPLES({.fires = true, .kind = "article", .text = VAGUE}, {LINK, .text = GOOD})},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_ARTICLES) = {.name = "Bài viết", .checks = CHECKS, .reads_page = true};
