/*
 * near_copies.c — a text or a photo that is not the same as one filed before, but nearly.
 */
#include <string.h>

#include "checks/checks.h"

static const struct passage *passage_like(const struct inspection *in, const struct near_copy *near)
{
    for (size_t i = 0; i < in->passage_count; i++) {
        const struct passage *passage = &in->passages[i];
        if (strcmp(passage->field, near->field) == 0 && strcmp(passage->file, near->file) == 0) {
            return passage;
        }
    }
    return NULL;
}

/* Those that are alike by at least the share that is set; in a file with `words_min` words. */
static void report_kind(struct inspection *in, enum near_kind kind, size_t words_min,
                        const char *what)
{
    long own_least = parameter(in, "share_min");
    long file_least = kind == NEAR_TEXT ? parameter(in, "file_share_min") : own_least;
    for (size_t i = 0; i < in->context->near_count; i++) {
        const struct near_copy *near = &in->context->nears[i];
        long least = near->file[0] != '\0' ? file_least : own_least;
        const struct passage *passage = kind == NEAR_PHOTO ? NULL : passage_like(in, near);
        bool is_short = near->file[0] != '\0' && passage != NULL &&
                        passage->word_count < words_min;
        if (near->kind != kind || near->share < (unsigned long)least * 10 || is_short) {
            continue;
        }
        const char *detail =
            arena_print(in->arena, "%s %u%% với minh chứng \"%s\" của %s.", what,
                        (near->share + 5) / 10, near->owner_title, near->owner_unit);
        report_near(in, near, passage, detail);
    }
}

void check_near_text(struct inspection *in)
{
    report_kind(in, NEAR_TEXT, 0, "Giống");
}

/* Of a short letter the form is most: who it is from, to whom it goes, who signs. */
void check_near_document(struct inspection *in)
{
    report_kind(in, NEAR_TEXT, (size_t)parameter(in, "file_words_min"), "Giống");
}

void check_near_passage(struct inspection *in)
{
    report_kind(in, NEAR_PASSAGE, 0, "Các đoạn trùng chiếm");
}

void check_near_photo(struct inspection *in)
{
    report_kind(in, NEAR_PHOTO, 0, "Giống");
}
