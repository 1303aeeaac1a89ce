/*
 * length.c — an article must say something: at least 100 words, its own and those
 * of its files together.  One that is only a link is not judged by its length.
 */
#include "base/text.h"
#include "validation/checks/check.h"

enum { WORDS_MIN = 100 };

void check_too_short(struct inspection *in)
{
    size_t words = 0;
    struct text_word word;
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        for (size_t at = 0; text_word_next(passage->text, passage->len, &at, &word);) {
            words++;
        }
    }
    bool is_only_link = words == 0 && in->piece->link[0] != '\0';
    bool is_unread = words == 0 && in->piece->n_files > 0;
    if (words < WORDS_MIN && !is_only_link && !is_unread) {
        report(in, "text", arena_print(in->arena, "Bài có %zu chữ.", words));
    }
}
