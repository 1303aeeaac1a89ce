/*
 * csv_text.h — the encodings in which programs save separated text: UTF-8, UTF-16 (Excel's "Unicode
 * Text"), Windows-1258, and the legacy Vietnamese fonts TCVN3 and VNI.
 */
#ifndef TABLES_CSV_TEXT_H
#define TABLES_CSV_TEXT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* Whether a file that begins so is text in UTF-16. */
bool csv_text_is_utf16(const unsigned char *start, size_t len);

/* Adds the file's text to `out` as UTF-8, without its byte order mark; false: its encoding is not
 * known, or letters were lost when it was saved. */
MUST_CHECK bool csv_text_read(const struct buf *data, struct buf *out);

#endif
