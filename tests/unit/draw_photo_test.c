/*
 * Photos as papers show them: upright, small, without what the file says about itself, and the same
 * bytes each time.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <vips/vips.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "formats/draw.h"
#include "likeness/picture.h"

/* Red above, blue below; the camera lay on its side, and wrote where it was. */
static void photo_of(int width, int height, int turn, struct buf *out)
{
    size_t size = (size_t)width * (size_t)height * 3, len = 0;
    unsigned char *rgb = memory_zero(size);
    for (size_t i = 0; i < size; i += 3) {
        rgb[i + (i < size / 2 ? 0 : 2)] = 255;
    }
    void *jpeg = NULL;
    VipsImage *flat = vips_image_new_from_memory(rgb, size, width, height, 3, VIPS_FORMAT_UCHAR),
              *image = NULL;
    assert_int_equal(vips_copy(flat, &image, NULL), 0);
    vips_image_set_int(image, VIPS_META_ORIENTATION, turn);
    vips_image_set_string(image, "exif-ifd0-Make", "MAYANH (MAYANH, ASCII, 7 components, 7 bytes)");
    assert_int_equal(vips_jpegsave_buffer(image, &jpeg, &len, NULL), 0);
    buf_add(out, jpeg, len);
    g_free(jpeg);
    g_object_unref(image);
    g_object_unref(flat);
    free(rgb);
}

typedef int draw_fn(const struct draw_input *input, int output);

/* The problem; the picture and its size are in the arguments. */
static char *draw(draw_fn *fn, const struct buf *photo, int width, int height, struct buf *jpeg,
                  int size[2])
{
    static char problem[32];
    char block[65536];
    int fd = file_unnamed(photo->data, photo->len), out = file_unnamed("", 0), pages;
    struct buf answer = {0};
    const struct draw_input input = {
        .fd = fd, .size = photo->len, .page = 1, .width = width, .height = height};
    assert_int_equal(fn(&input, out), 0);
    assert_int_equal(lseek(out, 0, SEEK_SET), 0);
    for (ssize_t len; (len = read(out, block, sizeof(block))) > 0;) {
        buf_add(&answer, block, (size_t)len);
    }
    const char *line = strchr(buf_string(&answer), '\n');
    size_t said = strcspn(buf_string(&answer), "\t");
    snprintf(problem, sizeof(problem), "%.*s", (int)said, buf_string(&answer));
    assert_int_equal(sscanf(answer.data + said, "\t%d\t%d\t%d", &pages, &size[0], &size[1]), 3);
    buf_clear(jpeg);
    buf_add(jpeg, line + 1, answer.len - (size_t)(line + 1 - answer.data));
    buf_free(&answer);
    close(fd);
    close(out);
    return problem;
}

static void it_is_upright_and_says_nothing_of_itself(void **state)
{
    (void)state;
    struct buf photo = {0}, jpeg = {0}, exif = {0};
    int size[2], width, height;
    double *colour = NULL;
    photo_of(1200, 800, 6, &photo);
    picture_exif(photo.data, photo.len, &exif);
    assert_non_null(memmem(exif.data, exif.len, "MAYANH", 6));
    assert_string_equal(draw(format_draw_photo, &photo, 400, 1600, &jpeg, size), "");
    assert_int_equal(size[0], 400);
    assert_int_equal(size[1], 600);
    buf_clear(&exif);
    picture_exif(jpeg.data, jpeg.len, &exif);
    assert_int_equal(exif.len, 0);
    /* The upper half of the file is at the right of the picture. */
    VipsImage *image = vips_image_new_from_buffer(jpeg.data, jpeg.len, "", NULL);
    assert_int_equal(vips_getpoint(image, &colour, &width, 390, 300, NULL), 0);
    assert_true(colour[0] > 200 && colour[2] < 60);
    g_free(colour);
    height = vips_image_get_height(image);
    assert_int_equal(height, 600);
    g_object_unref(image);
    buf_free(&photo);
    buf_free(&jpeg);
    buf_free(&exif);
}

static void it_is_never_higher_than_asked_nor_enlarged(void **state)
{
    (void)state;
    struct buf photo = {0}, jpeg = {0};
    int size[2];
    photo_of(600, 1800, 1, &photo);
    assert_string_equal(draw(format_draw_photo, &photo, 500, 900, &jpeg, size), "");
    assert_int_equal(size[0], 300);
    assert_int_equal(size[1], 900);
    assert_string_equal(draw(format_draw_photo, &photo, 1600, 1800, &jpeg, size), "");
    assert_int_equal(size[0], 600);
    buf_free(&photo);
    buf_free(&jpeg);
}

static void the_same_photo_gives_the_same_bytes(void **state)
{
    (void)state;
    struct buf photo = {0}, one = {0}, two = {0};
    int size[2];
    photo_of(1200, 800, 8, &photo);
    draw(format_draw_photo, &photo, 700, 1600, &one, size);
    draw(format_draw_photo, &photo, 700, 1600, &two, size);
    assert_int_equal(one.len, two.len);
    assert_memory_equal(one.data, two.data, one.len);
    draw(format_draw_sample, &photo, 700, 1600, &one, size);
    assert_int_equal(size[1], 525);
    assert_memory_equal(one.data, "\xff\xd8", 2);
    buf_free(&photo);
    buf_free(&one);
    buf_free(&two);
}

static void what_is_no_photo_has_a_problem(void **state)
{
    (void)state;
    struct buf text = {0}, photo = {0}, jpeg = {0};
    int size[2];
    buf_text(&text, "không phải ảnh");
    assert_string_equal(draw(format_draw_photo, &text, 700, 1600, &jpeg, size), "kind");
    photo_of(1200, 800, 1, &photo);
    photo.len = 300;
    assert_string_not_equal(draw(format_draw_photo, &photo, 700, 1600, &jpeg, size), "");
    buf_free(&text);
    buf_free(&photo);
    buf_free(&jpeg);
}

static int ready(void **state)
{
    (void)state;
    return picture_ready() == ERR_NONE ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_upright_and_says_nothing_of_itself),
        cmocka_unit_test(it_is_never_higher_than_asked_nor_enlarged),
        cmocka_unit_test(the_same_photo_gives_the_same_bytes),
        cmocka_unit_test(what_is_no_photo_has_a_problem),
    };
    return cmocka_run_group_tests(tests, ready, NULL);
}
