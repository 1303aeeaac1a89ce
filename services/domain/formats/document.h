/*
 * document.h — the text of word/document.xml, with the fonts that its runs and styles name.
 */
#ifndef FORMATS_DOCUMENT_H
#define FORMATS_DOCUMENT_H

#include "formats/legacy_text.h"

/* Adds a line for each paragraph, up to about `max` bytes in all; `styles` is word/styles.xml, or
 * empty.  False: the document is damaged. */
bool document_read(const struct buf *xml, const struct buf *styles, struct legacy_text *text,
                   size_t max);

#endif
