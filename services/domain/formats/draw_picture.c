/*
 * draw_picture.c — a photo as a smaller picture with libvips: turned upright as its camera says, in
 * the colours of the web, without the place, the day and whatever else the file says about itself.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include <vips/vips.h>

#include "base/arena.h"
#include "formats/draw.h"
#include "likeness/picture.h"

void *draw_jpeg(const unsigned char *rgb, int width, int height, size_t *len)
{
    void *jpeg = NULL;
    size_t size = (size_t)width * (size_t)height * 3;
    VipsImage *image = vips_image_new_from_memory(rgb, size, width, height, 3, VIPS_FORMAT_UCHAR);
    if (image != NULL &&
        vips_jpegsave_buffer(image, &jpeg, len, "Q", 82, "strip", TRUE, NULL) != 0) {
        jpeg = NULL;
    }
    if (image != NULL) {
        g_object_unref(image);
    }
    return jpeg;
}

/* Only the head is read. */
static bool is_bearable(const struct draw_bytes *file)
{
    VipsImage *head = vips_image_new_from_buffer(file->data, file->len, "", NULL);
    bool is_good =
        head != NULL &&
        (long long)vips_image_get_width(head) * vips_image_get_height(head) <= PICTURE_PIXELS_MAX;
    if (head != NULL) {
        g_object_unref(head);
    }
    return is_good;
}

static VipsImage *make_small(const struct draw_bytes *file, int width, int height)
{
    VipsImage *image = NULL, *next = NULL;
    if (vips_thumbnail_buffer((void *)(uintptr_t)file->data, file->len, &image, width, "height",
                              height > 0 ? height : DRAW_HEIGHT_MAX, "size", VIPS_SIZE_DOWN,
                              "export_profile", "srgb", NULL) != 0) {
        return NULL;
    }
    if (!vips_image_hasalpha(image)) {
        return image;
    }
    VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
    int failure = vips_flatten(image, &next, "background", white, NULL);
    vips_area_unref(VIPS_AREA(white));
    g_object_unref(image);
    return failure == 0 ? next : NULL;
}

int draw_picture(const struct draw_input *input, const struct draw_bytes *file, int output)
{
    void *jpeg = NULL;
    size_t len = 0;
    if (!is_bearable(file)) {
        return draw_answer(output, &(struct draw_head){"kind", 0, 0, 0}, NULL, 0);
    }
    if (input->page > 1 || input->width == 0) {
        return draw_answer(output, &(struct draw_head){input->page > 1 ? "none" : "", 1, 0, 0},
                           NULL, 0);
    }
    VipsImage *image = make_small(file, input->width, input->height);
    struct draw_head head = {"damaged", 1, 0, 0};
    if (image != NULL &&
        vips_jpegsave_buffer(image, &jpeg, &len, "Q", 80, "strip", TRUE, NULL) == 0) {
        head = (struct draw_head){"", 1, vips_image_get_width(image), vips_image_get_height(image)};
    }
    int code = draw_answer(output, &head, jpeg, len);
    if (image != NULL) {
        g_object_unref(image);
    }
    g_free(jpeg);
    return code;
}

int format_draw_photo(const struct draw_input *input, int output)
{
    void *data = mmap(NULL, input->size, PROT_READ, MAP_PRIVATE, input->fd, 0);
    const struct draw_bytes file = {data, input->size};
    return data != MAP_FAILED
               ? draw_picture(input, &file, output)
               : draw_answer(output, &(struct draw_head){"damaged", 0, 0, 0}, NULL, 0);
}

/* ---------------------------------------------------------------- a sample */

int format_draw_sample(const struct draw_input *input, int output)
{
    enum { LIGHT = 225, DARK = 150, LINES = 200 /* how thin they are */ };
    int width = input->width, height = width * 3 / 4, thick = width / LINES + 1;
    size_t size = (size_t)width * (size_t)height * 3, len = 0;
    unsigned char *rgb = memory_alloc(size);
    memset(rgb, LIGHT, size);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            int down = abs(x * 3 - y * 4), up = abs((width - x) * 3 - y * 4);
            bool is_edge = x < thick || y < thick || x >= width - thick || y >= height - thick;
            if (is_edge || down < thick * 3 || up < thick * 3) {
                memset(rgb + ((size_t)y * (size_t)width + (size_t)x) * 3, DARK, 3);
            }
        }
    }
    void *jpeg = draw_jpeg(rgb, width, height, &len);
    struct draw_head head = {jpeg != NULL ? "" : "damaged", 1, width, height};
    int code = draw_answer(output, &head, jpeg, len);
    free(rgb);
    g_free(jpeg);
    return code;
}
