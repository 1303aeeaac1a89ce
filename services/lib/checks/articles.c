/*
 * articles.c — what a reader must find in an article, and a score for it that says why.
 * An article whose text is not here (only a link) is not judged.
 */
#include <string.h>

#include "base/buf.h"
#include "checks/checks.h"
#include "checks/news.h"
#include "checks/passage.h"

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

struct lack {
    bool is_there;
    int points;
    const char *reason;
};

/* 100, less what is missing; each loss with its reason. */
void check_article_quality(struct inspection *in)
{
    enum { LEAD_WORDS = 120, PARAGRAPH_WORDS = 350, SHORT_WORDS = 150, RELATED = 40 };
    size_t words = 0;
    if (!is_judged(in)) {
        return;
    }
    const struct lack lacks[] = {
        {news_has_time(in), 15, "không có thời gian"},
        {news_has_place(in), 15, "không có địa điểm"},
        {news_has_people(in), 15, "không nêu ai tham gia"},
        {news_has_figures(in), 10, "không có con số kết quả"},
        {count_words(in) >= SHORT_WORDS, 10, "ngắn hơn 150 chữ"},
        {has_short_lead(in, LEAD_WORDS, &words), 5, "mở đầu dài"},
        {has_paragraphs(in, PARAGRAPH_WORDS), 10, "không chia đoạn"},
        {title_share(in) >= RELATED, 10, "tiêu đề ít liên quan"},
        {has_picture(in), 10, "không có ảnh hay liên kết"},
    };
    int score = 100;
    struct buf reasons = {0};
    for (size_t i = 0; i < sizeof(lacks) / sizeof(lacks[0]); i++) {
        if (!lacks[i].is_there) {
            score -= lacks[i].points;
            buf_print(&reasons, "%s%s (−%d)", reasons.len > 0 ? ", " : "", lacks[i].reason,
                      lacks[i].points);
        }
    }
    if (score < parameter(in, "score_min")) {
        report(in, "text",
               arena_print(in->arena, "Điểm %d/100: %s.", score, buf_string(&reasons)));
    }
    buf_free(&reasons);
}
