/*
 * pdf.h — internal to the reader of PDF: what is found in a file beside its text.  Everything
 * here runs in a process of its own, which a hostile file may end (pdf.c).
 */
#ifndef FORMATS_PDF_H
#define FORMATS_PDF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* The whole file, mapped. */
struct pdf {
    const unsigned char *data;
    size_t size;
};

/* An archive is in the file that is no attachment of the document: another program would open
 * another file. */
bool pdf_hides_zip(const struct pdf *self);

/* Adds the facts "page_count=4", "scanned=1,2" (pages whose content is a picture), "unwritten=1"
 * (there are no others) and "unmapped=1" (the text has no way back to Unicode); separated by
 * tabs. */
void pdf_add_page_facts(const struct pdf *self, struct buf *facts);

/* Adds a fact for each digital signature: "signed=STATE;2023-03-05 08:30:00;NAME;ORGANISATION",
 * the time of Vietnam, empty if it is unknown.  STATE: sound, added (what was added later changes
 * what is seen), broken (what was signed has changed), unread (of a kind that is not known). */
void pdf_add_signature_facts(const struct pdf *self, struct buf *facts);

/* The pages of both look alike, and so do those of an `other` that cannot be opened. */
bool pdf_looks_like(const struct pdf *self, const struct pdf *other);

#endif
