/*
 * picture.h — reads an image file (JPEG, PNG, WebP, TIFF, HEIC, BMP) as a small
 * grey picture, always of the same size.  Runs in a sandboxed child: uses only the calling
 * thread and opens nothing.
 */
#ifndef LIKENESS_PICTURE_H
#define LIKENESS_PICTURE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

enum { PICTURE_SIDE = 512, PICTURE_PIXELS_MAX = 200000000 };

struct picture {
    int width, height;           /* the longer one is PICTURE_SIDE */
    int full_width, full_height; /* of the file */
    unsigned char grey[PICTURE_SIDE * PICTURE_SIDE];
};

/* Loads the library; call before any picture, in the parent of the child.  ERR_FATAL. */
MUST_CHECK enum err picture_ready(void);

/* ERR_REJECT: no picture, a damaged one, or one with too many pixels. */
MUST_CHECK enum err picture_read(const void *data, size_t len, struct picture *out);

/* Makes the longer side `side`, at most PICTURE_SIDE, which a small picture does not have yet. */
void picture_enlarge(struct picture *self, int side);

/* Appends the EXIF block of a JPEG, PNG (eXIf), WebP or HEIC; nothing if it has none. */
void picture_exif(const void *data, size_t len, struct buf *into);

#endif
