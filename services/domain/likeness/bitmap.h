/*
 * bitmap.h — the pixels of an uncompressed BMP, which libvips does not read: what Windows, its
 * scanners and cameras of offices write.
 */
#ifndef LIKENESS_BITMAP_H
#define LIKENESS_BITMAP_H

#include <stdbool.h>
#include <stddef.h>

struct bitmap {
    int width, height;
    bool is_upright;  /* the first row is the upper one */
    unsigned bits;    /* of a pixel: 1, 4, 8, 24 or 32 */
    size_t row;       /* bytes from row to row */
    size_t first;     /* offset of the first row; the file may end before the last one */
    size_t palette;   /* offset of four bytes for each colour */
    unsigned colours; /* in the palette */
    const unsigned char *data;
    size_t len;
};

/* Reads the header; false: another format, or one that is compressed.  Borrows `data`. */
bool bitmap_open(const void *data, size_t len, struct bitmap *out);
bool bitmap_is_whole(const struct bitmap *self);
/* Writes width * height greys, upright; rows that the file does not have are black. */
void bitmap_grey(const struct bitmap *self, unsigned char *into);

#endif
