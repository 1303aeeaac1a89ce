/*
 * picture.c — decodes and scales a picture with libvips; the pixels of a BMP come from bitmap.c.
 */
#include "likeness/picture.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include <vips/vips.h>

#include "base/arena.h"
#include "likeness/bitmap.h"

/* Drops warnings about odd files; errors are in vips_error_buffer(). */
static void picture_ignore(const gchar *domain, GLogLevelFlags level, const gchar *message,
                           gpointer arg)
{
    (void)domain;
    (void)level;
    (void)message;
    (void)arg;
}

enum err picture_ready(void)
{
    g_log_set_handler("VIPS", G_LOG_LEVEL_WARNING, picture_ignore, NULL);
    if (VIPS_INIT("minhchung") != 0) {
        return err_note(ERR_FATAL, "libvips: %s", vips_error_buffer());
    }
    vips_block_untrusted_set(TRUE); /* disables loaders that were never fuzzed */
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    return ERR_NONE;
}

/* Frees `self` and returns the result of the step; NULL if either failed. */
static VipsImage *picture_then(VipsImage *self, int failure, VipsImage *next)
{
    if (self != NULL) {
        g_object_unref(self);
    }
    return failure == 0 ? next : NULL;
}

static bool is_bearable(const void *data, size_t len, struct picture *out)
{
    struct bitmap bitmap;
    if (bitmap_open(data, len, &bitmap)) {
        out->full_width = bitmap.width;
        out->full_height = bitmap.height;
        return (long long)bitmap.width * bitmap.height <= PICTURE_PIXELS_MAX;
    }
    VipsImage *head = vips_image_new_from_buffer(data, len, "", NULL);
    if (head == NULL) {
        return false;
    }
    out->full_width = vips_image_get_width(head);
    out->full_height = vips_image_get_height(head);
    g_object_unref(head);
    return (long long)out->full_width * out->full_height <= PICTURE_PIXELS_MAX;
}

/* libvips would start a thread to enlarge a picture: picture_enlarge() does. */
#define PICTURE_SMALL "height", PICTURE_SIDE, "size", VIPS_SIZE_DOWN, "no_rotate", TRUE, NULL

/* `grey` must live as long as the image. */
static VipsImage *make_small_bitmap(const struct bitmap *bitmap, unsigned char *grey)
{
    VipsImage *next = NULL;
    bitmap_grey(bitmap, grey);
    VipsImage *image =
        vips_image_new_from_memory(grey, (size_t)bitmap->width * (size_t)bitmap->height,
                                   bitmap->width, bitmap->height, 1, VIPS_FORMAT_UCHAR);
    int failure =
        image == NULL ? -1 : vips_thumbnail_image(image, &next, PICTURE_SIDE, PICTURE_SMALL);
    return picture_then(image, failure, next);
}

/* Small, grey, one byte per pixel, transparency as white.  Not turned by the camera's
 * orientation tag: that would copy the picture in other threads, and any turn matches. */
static VipsImage *make_small(const void *data, size_t len)
{
    VipsImage *next = NULL;
    int failure =
        vips_thumbnail_buffer((void *)(uintptr_t)data, len, &next, PICTURE_SIDE, PICTURE_SMALL);
    VipsImage *image = picture_then(NULL, failure, next);
    if (image != NULL && vips_image_hasalpha(image)) {
        VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
        failure = vips_flatten(image, &next, "background", white, NULL);
        vips_area_unref(VIPS_AREA(white));
        image = picture_then(image, failure, next);
    }
    if (image != NULL) {
        failure = vips_colourspace(image, &next, VIPS_INTERPRETATION_B_W, NULL);
        image = picture_then(image, failure, next);
    }
    if (image != NULL) {
        failure = vips_cast_uchar(image, &next, NULL);
        image = picture_then(image, failure, next);
    }
    return image;
}

/* In this thread: the caller of a region computes it.  In strips from above: a file is read once,
 * line by line. */
static bool take_pixels(VipsImage *image, struct picture *out)
{
    enum { STRIP = 8 };
    int width = vips_image_get_width(image), height = vips_image_get_height(image);
    size_t bands = (size_t)vips_image_get_bands(image);
    if (width > PICTURE_SIDE || height > PICTURE_SIDE || bands == 0) {
        return false;
    }
    VipsRegion *region = vips_region_new(image);
    bool is_good = true;
    for (int top = 0; top < height && is_good; top += STRIP) {
        int lines = height - top < STRIP ? height - top : STRIP;
        size_t count = (size_t)width * (size_t)lines, len = 0;
        unsigned char *pixels = vips_region_prepare(region, &(VipsRect){0, top, width, lines}) == 0
                                    ? vips_region_fetch(region, 0, top, width, lines, &len)
                                    : NULL;
        is_good = pixels != NULL && len == count * bands;
        for (size_t i = 0; is_good && i < count; i++) {
            out->grey[top * width + (int)i] = pixels[i * bands];
        }
        g_free(pixels);
    }
    out->width = width;
    out->height = height;
    g_object_unref(region);
    return is_good;
}

/* The grey at a place between pixels, in 256ths of them. */
static unsigned char grey_between(const struct picture *from, int x, int y)
{
    int left = x >> 8, upper = y >> 8, dx = x & 255, dy = y & 255;
    int right = left + 1 < from->width ? left + 1 : left;
    int lower = upper + 1 < from->height ? upper + 1 : upper;
    const unsigned char *above = from->grey + upper * from->width;
    const unsigned char *below = from->grey + lower * from->width;
    int first = above[left] * (256 - dx) + above[right] * dx;
    int second = below[left] * (256 - dx) + below[right] * dx;
    return (unsigned char)((first * (256 - dy) + second * dy) >> 16);
}

void picture_enlarge(struct picture *self, int side)
{
    static struct picture from;
    int longer = self->width > self->height ? self->width : self->height;
    if (longer >= side) {
        return;
    }
    from = *self;
    self->width = (from.width * side + longer - 1) / longer;
    self->height = (from.height * side + longer - 1) / longer;
    for (int y = 0; y < self->height; y++) {
        for (int x = 0; x < self->width; x++) {
            self->grey[y * self->width + x] =
                grey_between(&from, x * longer * 256 / side, y * longer * 256 / side);
        }
    }
}

enum err picture_read(const void *data, size_t len, struct picture *out)
{
    struct bitmap bitmap;
    bool is_good = false;
    if (is_bearable(data, len, out)) {
        bool is_bitmap = bitmap_open(data, len, &bitmap);
        unsigned char *grey =
            is_bitmap ? memory_alloc((size_t)bitmap.width * (size_t)bitmap.height) : NULL;
        VipsImage *image = is_bitmap ? make_small_bitmap(&bitmap, grey) : make_small(data, len);
        is_good = image != NULL && take_pixels(image, out);
        if (image != NULL) {
            g_object_unref(image);
        }
        free(grey);
    }
    if (is_good) {
        picture_enlarge(out, PICTURE_SIDE);
    } else {
        enum err err = err_note(ERR_REJECT, "no picture: %.200s", vips_error_buffer());
        vips_error_clear();
        return err;
    }
    return ERR_NONE;
}

void picture_exif(const void *data, size_t len, struct buf *into)
{
    const void *exif = NULL;
    size_t exif_len = 0;
    VipsImage *head = vips_image_new_from_buffer(data, len, "", NULL);
    if (head != NULL && vips_image_get_typeof(head, VIPS_META_EXIF_NAME) != 0 &&
        vips_image_get_blob(head, VIPS_META_EXIF_NAME, &exif, &exif_len) == 0) {
        buf_add(into, exif, exif_len);
    }
    if (head != NULL) {
        g_object_unref(head);
    }
    vips_error_clear();
}
