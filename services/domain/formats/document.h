/*
 * document.h — the text of a DOCX: its headers, body, text boxes, notes and footers, and the files
 * that it takes in as parts of its text; without comments, deleted and hidden text.
 */
#ifndef FORMATS_DOCUMENT_H
#define FORMATS_DOCUMENT_H

#include "formats/document_styles.h"
#include "formats/legacy_text.h"
#include "package/package.h"

/* What was left out. */
struct document_notes {
    size_t hidden; /* runs of hidden text */
    size_t unread; /* objects and files inside whose text is not known */
};

/* Adds a line for each paragraph, up to about `max` bytes in all.  Cells of a table's row are lines
 * that end with a tab, but for the last, if each has one line.  What fails is the package's
 * problem. */
void document_read(struct package *package, struct legacy_text *text, size_t max,
                   struct document_notes *notes);

/* ------------------------------------------------------------- internal */

/* What the readers of a document share. */
struct document {
    struct package *package;
    const char *part; /* the one that is read, to which relations belong */
    const struct styles *styles;
    struct legacy_text *text;
    size_t max;
    struct document_notes *notes;
    bool is_chart; /* the part is one: its names and values are text */
    bool is_inner; /* it stands inside another document */
    /* document.c: adds the text of document->package, as document_read does. */
    void (*read_package)(struct document *document);
};

/* document_text.c: adds the text of document->part. */
void document_read_part(struct document *document);
/* document_chunk.c: adds the text of a file that the document takes in (w:altChunk). */
void document_read_chunk(struct document *document, const char *id);

#endif
