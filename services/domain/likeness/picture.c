/*
 * picture.c — decodes and scales a picture with libvips.
 */
#include "likeness/picture.h"

#include <stdbool.h>
#include <stdint.h>

#include <vips/vips.h>

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
    VipsImage *head = vips_image_new_from_buffer(data, len, "", NULL);
    if (head == NULL) {
        return false;
    }
    out->full_width = vips_image_get_width(head);
    out->full_height = vips_image_get_height(head);
    g_object_unref(head);
    return (long long)out->full_width * out->full_height <= PICTURE_PIXELS_MAX;
}

/* Small, grey, one byte per pixel, transparency as white.  Not turned by the camera's
 * orientation tag: that would copy the picture in other threads, and any turn matches. */
static VipsImage *make_small(const void *data, size_t len)
{
    VipsImage *next = NULL;
    int failure = vips_thumbnail_buffer((void *)(uintptr_t)data, len, &next, PICTURE_SIDE, "height",
                                        PICTURE_SIDE, "no_rotate", TRUE, NULL);
    VipsImage *image = picture_then(NULL, failure, next);
    if (image != NULL && vips_image_hasalpha(image)) {
        VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
        failure = vips_flatten(image, &next, "background", white, NULL);
        vips_area_unref(VIPS_AREA(white));
        image = picture_then(image, failure, next);
    }
    if (image != NULL) {
        image = picture_then(image, vips_colourspace(image, &next, VIPS_INTERPRETATION_B_W, NULL),
                             next);
    }
    if (image != NULL) {
        image = picture_then(image, vips_cast_uchar(image, &next, NULL), next);
    }
    return image;
}

/* In this thread: the caller of a region computes it. */
static bool take_pixels(VipsImage *image, struct picture *out)
{
    int width = vips_image_get_width(image), height = vips_image_get_height(image);
    size_t bands = (size_t)vips_image_get_bands(image), len = 0;
    if (width > PICTURE_SIDE || height > PICTURE_SIDE) {
        return false;
    }
    VipsRegion *region = vips_region_new(image);
    unsigned char *pixels = vips_region_prepare(region, &(VipsRect){0, 0, width, height}) == 0
                                ? vips_region_fetch(region, 0, 0, width, height, &len)
                                : NULL;
    size_t count = (size_t)width * (size_t)height;
    bool is_good = pixels != NULL && bands > 0 && len == count * bands;
    for (size_t i = 0; is_good && i < count; i++) {
        out->grey[i] = pixels[i * bands];
    }
    out->width = width;
    out->height = height;
    g_free(pixels);
    g_object_unref(region);
    return is_good;
}

enum err picture_read(const void *data, size_t len, struct picture *out)
{
    bool is_good = false;
    if (is_bearable(data, len, out)) {
        VipsImage *image = make_small(data, len);
        is_good = image != NULL && take_pixels(image, out);
        if (image != NULL) {
            g_object_unref(image);
        }
    }
    if (!is_good) {
        enum err err = err_note(ERR_REJECT, "no picture: %.200s", vips_error_buffer());
        vips_error_clear();
        return err;
    }
    return ERR_NONE;
}
