/*
 * image.h — generated grey pictures, clouds of many sizes with blocks and discs on them as
 * landscapes have them, and the edits that copies of pictures go through.
 */
#ifndef SUPPORT_IMAGE_H
#define SUPPORT_IMAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

enum { WIDTH = 640, HEIGHT = 480 };

struct image {
    int width, height;
    unsigned char *grey; /* in the arena */
};

struct bench {
    struct arena *arena;
    uint64_t state;
};

struct image blank(struct bench *self, int width, int height, int grey);
struct image scene(struct bench *self, uint64_t seed);
struct image resample(struct bench *self, const struct image *from, const double part[4], int width,
                      int height);
struct image turned(struct bench *self, const struct image *from);
struct image framed(struct bench *self, const struct image *from, int border, int grey);
void brighten(const struct image *image, double factor, double more);
void add_watermark(const struct image *image);
struct image slanted(struct bench *self, const struct image *from, double degrees, int grey);
struct image mirrored(struct bench *self, const struct image *from);
void paste(const struct image *into, const struct image *from, int left, int top);
struct image on_screen(struct bench *self, const struct image *from, unsigned seed);
struct image beside_another(struct bench *self, const struct image *image, unsigned seed);

#endif
