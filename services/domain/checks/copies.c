/*
 * copies.c — a file, a link or a text that another piece has filed before.
 */
#include <string.h>

#include "checks/checks.h"

static void report_known(struct inspection *in, enum content_kind kind)
{
    for (size_t i = 0; i < in->context->content_count; i++) {
        const struct content *content = &in->context->contents[i];
        if (content->kind != kind || !content->is_known) {
            continue;
        }
        const char *detail = arena_print(in->arena, "Đã có trong minh chứng \"%s\" của %s.",
                                         content->owner_title, content->owner_unit);
        if (kind == CONTENT_FILE) {
            report_file(in, content->name, detail);
        } else {
            report(in, content->field, detail);
        }
    }
}

void check_copied_file(struct inspection *in)
{
    report_known(in, CONTENT_FILE);
}

void check_copied_link(struct inspection *in)
{
    report_known(in, CONTENT_LINK);
}

void check_copied_text(struct inspection *in)
{
    report_known(in, CONTENT_TEXT);
}

void check_copied_document(struct inspection *in)
{
    report_known(in, CONTENT_DOCUMENT);
}

void check_file_twice(struct inspection *in)
{
    const Evidence__V1__Submission *piece = in->piece;
    for (size_t i = 1; i < piece->n_files; i++) {
        for (size_t j = 0; j < i; j++) {
            const ProtobufCBinaryData *a = &piece->files[i]->hash, *b = &piece->files[j]->hash;
            if (a->len == b->len && memcmp(a->data, b->data, a->len) == 0) {
                report_file(in, piece->files[i]->name, NULL);
                break;
            }
        }
    }
}
