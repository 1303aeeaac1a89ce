/*
 * rtf.h — the text of Rich Text Format, as word processors write it.
 */
#ifndef FORMATS_RTF_H
#define FORMATS_RTF_H

#include "formats/legacy_text.h"

bool rtf_is(const unsigned char *start, size_t len);

/* Adds the text of the document, up to about `max` bytes, without pictures, headers, fields'
 * commands and embedded objects.  False: the document is truncated. */
bool rtf_read(const char *data, size_t len, struct legacy_text *text, size_t max);

#endif
