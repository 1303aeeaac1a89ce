/*
 * zip.h — makes ZIP files, for tests of what reads them.
 */
#ifndef SUPPORT_ZIP_H
#define SUPPORT_ZIP_H

#include <stddef.h>

#include "base/buf.h"

struct zip_part {
    const char *name, *content;
    size_t len; /* 0: length of a text */
};

/* Adds a ZIP of the parts, which end with a NULL name. */
void zip_make(const struct zip_part *parts, struct buf *out);
/* The same as an open file that has no name; the caller closes it. */
int zip_make_file(const struct zip_part *parts);

#endif
