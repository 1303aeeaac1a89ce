/*
 * captions.c — what programs, templates and other languages leave in a text.
 */
#include <string.h>

#include "base/text.h"
#include "checks/checks.h"
#include "text/passage.h"

static const struct passage *prose(const struct inspection *in, size_t p)
{
    return in->passages[p].is_table ? NULL : &in->passages[p];
}

static bool starts_with(const struct passage *passage, struct span line, const char *start)
{
    size_t len = strlen(start);
    return line.len >= len && memcmp(passage->lower + line.start, start, len) == 0;
}

/* As image programs begin their descriptions; that they say so themselves is page noise. */
static bool is_auto_caption(const struct passage *passage, struct span line)
{
    static const char *const STARTS[] = {
        "a group of people", "a person ", "a man ", "a woman ", "people sitting", "people standing",
        "a close-up of", "a close up of", "a collage of", "a screenshot of", "a picture containing",
        "graphical user interface", "một nhóm người đang", "một nhóm người đứng",
        "một nhóm người ngồi"};
    for (size_t i = 0; i < sizeof(STARTS) / sizeof(STARTS[0]); i++) {
        if (starts_with(passage, line, STARTS[i])) {
            return true;
        }
    }
    return false;
}

void check_auto_caption(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = prose(in, p);
        struct span line;
        for (size_t at = 0; passage != NULL && passage_next_line(passage, &at, &line);) {
            if (is_auto_caption(passage, line)) {
                report_place(in, passage, line.start, line.len, NULL);
            }
        }
    }
}

/* ------------------------------------------------------------- another language */

static bool is_ascii(const struct passage *passage, struct span part)
{
    for (size_t i = 0; i < part.len; i++) {
        if ((unsigned char)passage->text[part.start + i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static bool is_english(const struct passage *passage, size_t word)
{
    static const char *const WORDS[] = {
        "all", "and", "are", "at", "be", "by", "comment", "fields", "for", "from", "has", "have",
        "is", "it", "not", "of", "on", "or", "people", "please", "reply", "required", "share",
        "sitting", "standing", "that", "the", "this", "to", "was", "were", "will", "with", "you",
        "your"};
    return word_among(passage, word, WORDS, sizeof(WORDS) / sizeof(WORDS[0]));
}

/* A line without one Vietnamese letter and with English words of grammar in it; captions
 * by programs are told as such. */
void check_foreign(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = prose(in, p);
        struct span line;
        for (size_t at = 0; passage != NULL && passage_next_line(passage, &at, &line);) {
            if (!is_ascii(passage, line)) {
                continue;
            }
            size_t first = passage_word_at(passage, line.start), english = 0;
            size_t count = passage_count_words(passage, line);
            for (size_t w = first; w < first + count; w++) {
                english += is_english(passage, w) ? 1 : 0;
            }
            if (count >= (size_t)parameter(in, "words_min") && english >= 2 &&
                english * 6 >= count && !is_auto_caption(passage, line)) {
                report_place(in, passage, line.start, line.len, NULL);
            }
        }
    }
}

/* ------------------------------------------------------------- code and templates */

void check_markup(struct inspection *in)
{
    static const char *const TAGS[] = {"<p>",    "</p>",   "<br",    "<div",  "</div>", "<span",
                                       "</span>", "<a href", "<img",  "<strong", "<b>", "<table",
                                       "&amp;",  "&quot;", "&#8220;", "&lt;", "[/caption]"};
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        for (size_t i = 0; i < sizeof(TAGS) / sizeof(TAGS[0]); i++) {
            const char *found = memmem(passage->lower, passage->len, TAGS[i], strlen(TAGS[i]));
            if (found != NULL) {
                report_place(in, passage, (size_t)(found - passage->lower), strlen(TAGS[i]), NULL);
                break;
            }
        }
    }
}

void check_placeholder(struct inspection *in)
{
    static const char *const WORDS[] = {
        "lorem ipsum", "[tên",   "[ngày",  "[số",     "[địa điểm", "[đơn vị", "<tên",
        "<ngày",       "(điền ", "xxx/xxx", "dd/mm/yyyy", "nhập nội dung", "click here to enter"};
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++) {
            const char *found = memmem(passage->lower, passage->len, WORDS[i], strlen(WORDS[i]));
            if (found != NULL) {
                report_place(in, passage, (size_t)(found - passage->lower), strlen(WORDS[i]),
                             NULL);
                break;
            }
        }
    }
}
