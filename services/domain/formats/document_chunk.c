/*
 * document_chunk.c — a file that a document takes in as a part of its text (w:altChunk), as
 * programs do that put documents together: HTML, a web page in a single file, RTF, another DOCX,
 * plain text. What it is shows in its bytes.
 */
#include <string.h>

#include "base/text.h"
#include "formats/document.h"
#include "formats/format.h"
#include "formats/markup.h"
#include "formats/rtf.h"

/* The font of the inner text that was converted is the document's. */
static void add_inner(struct document *document, struct legacy_text *inner)
{
    struct legacy_text *text = document->text;
    buf_add(text->out, inner->out->data, inner->out->len);
    if (text->used[0] == '\0') {
        memcpy(text->used, inner->used, sizeof(text->used));
    }
    buf_free(&inner->pending);
}

static bool read_rtf(struct document *document, const struct buf *bytes)
{
    struct buf out = {0};
    struct legacy_text inner = {.out = &out};
    bool is_whole = rtf_read(buf_string(bytes), bytes->len, &inner, document->max);
    add_inner(document, &inner);
    buf_free(&out);
    return is_whole;
}

/* A document in a document in a document is not read. */
static bool read_package(struct document *document, const struct buf *bytes)
{
    struct package *package = document->is_inner ? NULL : package_open_bytes(bytes);
    struct buf out = {0};
    struct legacy_text inner = {.out = &out};
    bool is_read =
        package != NULL && !package_is_bomb(package) && package_kind(package) == PACKAGE_DOCUMENT;
    if (is_read) {
        struct document_notes notes;
        struct document other = *document;
        other.package = package;
        other.text = &inner;
        other.notes = &notes;
        other.is_inner = true;
        document->read_package(&other);
        document->notes->hidden += notes.hidden;
        document->notes->unread += notes.unread;
        is_read = package_problem(package)[0] == '\0';
    }
    add_inner(document, &inner);
    buf_free(&out);
    package_close(&package);
    return is_read;
}

static bool read_plain(struct document *document, const struct buf *bytes)
{
    bool is_text = text_is_utf8(buf_string(bytes), bytes->len, NULL) ||
                   format_utf16_order((const unsigned char *)bytes->data, bytes->len) != ORDER_NONE;
    if (is_text) {
        format_utf8(bytes, document->text->out);
    }
    return is_text;
}

static bool read_bytes(struct document *document, const struct buf *bytes)
{
    const char *start = buf_string(bytes);
    struct buf *out = document->text->out;
    if (bytes->len >= 4 && memcmp(start, "PK\x03\x04", 4) == 0) {
        return read_package(document, bytes);
    }
    if (rtf_is((const unsigned char *)start, bytes->len)) {
        return read_rtf(document, bytes);
    }
    if (mht_is(start, bytes->len)) {
        return mht_read(bytes, out);
    }
    if (html_is(start, bytes->len)) {
        html_read(bytes, NULL, out);
        return true;
    }
    return read_plain(document, bytes);
}

static const char *part_of(const struct document *document, const char *id)
{
    struct relations relations = package_relations(document->package, document->part);
    for (size_t i = 0; i < relations.count; i++) {
        if (strcmp(relations.of[i].id, id) == 0) {
            return relations.of[i].part;
        }
    }
    return NULL;
}

void document_read_chunk(struct document *document, const char *id)
{
    struct buf bytes = {0}, *out = document->text->out;
    const char *part = part_of(document, id);
    bool is_read = part != NULL && package_load(document->package, part, &bytes) &&
                   read_bytes(document, &bytes);
    document->notes->unread += is_read ? 0 : 1;
    if (out->len > 0 && out->data[out->len - 1] != '\n') {
        buf_byte(out, '\n');
    }
    buf_free(&bytes);
}
