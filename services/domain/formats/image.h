/*
 * image.h — internal to formats: the parts of a picture's reader.  All of them take the file's
 * bytes as they are mapped.
 */
#ifndef FORMATS_IMAGE_H
#define FORMATS_IMAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct image_bytes {
    const unsigned char *data;
    size_t len;
};

unsigned image_big(const unsigned char *at, int bytes);
unsigned image_little(const unsigned char *at, int bytes);

/* Appends "name=value" after a tab; a value that is empty or has a tab or line break is left out.
 */
void image_add_fact(struct buf *facts, const char *name, const char *value);

/* The facts of EXIF: the day, the place, the program. */
void image_add_exif(const void *exif, size_t len, struct buf *facts);

/* False: the end of the picture is missing.  What stands behind a picture (a video, a vendor's
 * records, padding) does not count.  A format that has no known end is whole. */
bool image_is_whole(const struct image_bytes *file, const char *media_type);
bool image_jpeg_is_whole(const struct image_bytes *file);

#endif
