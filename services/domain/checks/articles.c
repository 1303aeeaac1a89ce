/*
 * articles.c — what a reader must find in an article, and a score for it that says why.
 * An article whose text is not here (only a link) is not judged.
 */
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "checks/article.h"
#include "checks/checks.h"
#include "checks/news.h"
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

void check_too_short(struct inspection *in)
{
    size_t words = count_words(in);
    bool is_only_link = words == 0 && in->piece->link[0] != '\0';
    bool is_unread = words == 0 && in->piece->n_files > 0;
    if (words < (size_t)parameter(in, "words_min") && !is_only_link && !is_unread) {
        report(in, "text", arena_print(in->arena, "Bài có %zu chữ.", words));
    }
}

void check_article_long(struct inspection *in)
{
    size_t words = count_words(in);
    if (words > (size_t)parameter(in, "words_max")) {
        report(in, "text", arena_print(in->arena, "Bài có %zu chữ.", words));
    }
}

/* ------------------------------------------------------------- what is in it */

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

/* How many in a hundred of the title's words are in the text; short ones and those of
 * grammar do not count.  100 when there is nothing to look for. */
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

/* Of some length, and in letters that can be read. */
static bool is_judged(const struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        if (!in->passages[p].is_composed) {
            return false;
        }
    }
    return count_words(in) >= WORDS_JUDGED;
}

void check_article_time(struct inspection *in)
{
    if (is_judged(in) && !news_has_time(in)) {
        report(in, "text", NULL);
    }
}

void check_article_place(struct inspection *in)
{
    if (is_judged(in) && !news_has_place(in)) {
        report(in, "text", NULL);
    }
}

void check_article_people(struct inspection *in)
{
    if (is_judged(in) && !news_has_people(in)) {
        report(in, "text", NULL);
    }
}

void check_article_figures(struct inspection *in)
{
    if (is_judged(in) && !news_has_figures(in)) {
        report(in, "text", NULL);
    }
}

void check_article_lead(struct inspection *in)
{
    size_t words = 0;
    if (is_judged(in) && !has_short_lead(in, (size_t)parameter(in, "words_max"), &words)) {
        report(in, "text", arena_print(in->arena, "Đoạn mở đầu có %zu chữ.", words));
    }
}

void check_article_paragraphs(struct inspection *in)
{
    if (is_judged(in) && !has_paragraphs(in, (size_t)parameter(in, "words_max"))) {
        report(in, "text", NULL);
    }
}

void check_article_title(struct inspection *in)
{
    if (is_judged(in) && title_share(in) < parameter(in, "percent_min")) {
        report_field(in, "title", in->piece->title, NULL);
    }
}

void check_article_picture(struct inspection *in)
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
    *out = (struct article_quality){.parts = {
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

/* Each loss with its reason. */
void check_article_quality(struct inspection *in)
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
