/*
 * document.c — which parts of a DOCX are text, and in which order.  Headers come first, because
 * that of the first page may be the paper's own head; what only repeats the body is left out.
 */
#include "formats/document.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static bool is_type(const struct relation *relation, const char *type)
{
    return relation->part != NULL && strcmp(relation->type, type) == 0;
}

/* Adds the parts of a type that the document is related to. */
static void read_related(struct document *document, const struct relations *relations,
                         const char *type)
{
    const char *main = document->part;
    for (size_t i = 0; i < relations->count; i++) {
        if (is_type(&relations->of[i], type)) {
            document->part = relations->of[i].part;
            document->is_chart = strcmp(type, "chart") == 0;
            document_read_part(document);
            document->is_chart = false;
        }
    }
    document->part = main;
}

static bool has_letter(const char *line, size_t len)
{
    for (size_t at = 0; at < len;) {
        if (text_is_letter(text_next(line, len, &at))) {
            return true;
        }
    }
    return false;
}

/* Adds lines with letters that are in neither text. */
static void add_new_lines(const struct buf *lines, const struct buf *body, struct buf *out)
{
    const char *end = buf_string(lines) + lines->len;
    for (const char *line = buf_string(lines); line < end;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        size_t len = (size_t)((stop != NULL ? stop : end) - line);
        if (has_letter(line, len) && memmem(buf_string(body), body->len, line, len) == NULL &&
            memmem(buf_string(out), out->len, line, len) == NULL) {
            buf_add(out, line, len);
            buf_byte(out, '\n');
        }
        line += len + 1;
    }
}

/* The lines of headers or footers that `body` does not have. */
static void read_margins(struct document *document, const struct relations *relations,
                         const char *type, const struct buf *body, struct buf *out)
{
    struct buf lines = {0}, *page = document->text->out;
    document->text->out = &lines;
    read_related(document, relations, type);
    legacy_text_flush(document->text);
    document->text->out = page;
    add_new_lines(&lines, body, out);
    buf_free(&lines);
}

static void count_objects(struct document *document, const struct relations *relations)
{
    for (size_t i = 0; i < relations->count; i++) {
        bool is_object =
            is_type(&relations->of[i], "oleObject") || is_type(&relations->of[i], "package");
        document->notes->unread += is_object ? 1 : 0;
    }
}

/* Into the text, which holds nothing of the document yet. */
static void read_all(struct document *document)
{
    struct relations relations = package_relations(document->package, document->part);
    struct buf *page = document->text->out, body = {0}, margins = {0}, footers = {0};
    document->text->out = &body;
    document_read_part(document);
    read_related(document, &relations, "footnotes");
    read_related(document, &relations, "endnotes");
    read_related(document, &relations, "diagramData");
    read_related(document, &relations, "chart");
    legacy_text_flush(document->text);
    read_margins(document, &relations, "header", &body, &margins);
    read_margins(document, &relations, "footer", &body, &footers);
    document->text->out = page;
    buf_add(page, margins.data, margins.len);
    buf_add(page, body.data, body.len);
    add_new_lines(&footers, &margins, page);
    count_objects(document, &relations);
    buf_free(&body);
    buf_free(&margins);
    buf_free(&footers);
}

/* By its relation, else by its usual name: a careless program writes no relations. */
static const char *styles_part(struct package *package, const char *main)
{
    static const char USUAL[] = "word/styles.xml";
    const char *part = package_related(package, main, "styles");
    return part != NULL ? part : package_has(package, USUAL) ? USUAL : NULL;
}

static void read_package(struct document *document)
{
    struct legacy_text *text = document->text;
    struct package *package = document->package;
    struct styles *styles = memory_zero(sizeof(*styles));
    size_t start = text->out->len;
    document->part = package_main(package);
    document->styles = styles;
    styles_read(package, styles_part(package, document->part), styles);
    do {
        *document->notes = (struct document_notes){0};
        read_all(document);
    } while (legacy_text_end(text, start));
    free(styles);
}

void document_read(struct package *package, struct legacy_text *text, size_t max,
                   struct document_notes *notes)
{
    read_package(&(struct document){.package = package,
                                    .text = text,
                                    .max = max,
                                    .notes = notes,
                                    .read_package = read_package});
}
