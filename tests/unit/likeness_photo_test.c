/*
 * Copies of photos: re-compressed, resized, cropped, turned, brighter, framed and marked pictures
 * are found again, other pictures of the same kind are not.  The pictures are generated: clouds of
 * many sizes, as landscapes have them, with blocks and discs on them.
 */
#include "support/test.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <vips/vips.h>

#include "base/arena.h"
#include "likeness/photo_match.h"
#include "support/image.h"

enum { SCENES = 16 };

/* ------------------------------------------------------------- fingerprints */

/* Through a real JPEG file, as photos arrive. */
static struct photo fingerprint(struct bench *self, const struct image *image, int quality)
{
    static struct picture picture;
    struct photo photo, unpacked;
    unsigned char packed[PHOTO_BYTES_MAX];
    void *data = NULL;
    size_t len = 0;
    VipsImage *memory =
        vips_image_new_from_memory(image->grey, (size_t)image->width * (size_t)image->height,
                                   image->width, image->height, 1, VIPS_FORMAT_UCHAR);
    assert_int_equal(vips_jpegsave_buffer(memory, &data, &len, "Q", quality, NULL), 0);
    assert_int_equal(picture_read(data, len, &picture), ERR_NONE);
    g_free(data);
    g_object_unref(memory);
    photo_of(self->arena, &picture, &photo);
    assert_true(photo_unpack(packed, photo_pack(&photo, packed), &unpacked));
    return unpacked;
}

/* Found by the keys, and then recognised as one picture. */
static bool is_found(const struct photo *first, const struct photo *later)
{
    static int32_t probes[PHOTO_PROBES_MAX];
    int32_t keys[PHOTO_KEYS_MAX];
    struct photo_likeness likeness;
    size_t count = photo_probes(later, probes), shared = 0;
    for (size_t k = photo_keys(first, keys); k-- > 0;) {
        for (size_t p = 0; p < count; p++) {
            shared += probes[p] == keys[k] ? 1 : 0;
        }
    }
    return shared >= PHOTO_SHARED_MIN && photo_match(first, later, &likeness);
}

static struct photo altered(struct bench *self, const struct image *scene, char kind, unsigned seed)
{
    static const double ALL[4] = {0, 0, 1, 1};
    struct image image = resample(self, scene, ALL, WIDTH, HEIGHT);
    double off = seed % 5 / 20.0, other = seed % 3 / 10.0; /* 0 .. 0.2 from either side */
    switch (kind) {
    case 'j':
        return fingerprint(self, &image, 30);
    case 's':
        image = resample(self, scene, ALL, WIDTH / 3, HEIGHT / 3);
        break;
    case 'c':
        image = resample(self, scene, (const double[]){off, other, 0.8, 0.8}, WIDTH * 4 / 5,
                         HEIGHT * 4 / 5);
        break;
    case 't':
        for (unsigned i = seed % 3 + 1; i > 0; i--) {
            image = turned(self, &image);
        }
        break;
    case 'b':
        brighten(&image, seed % 2 == 0 ? 1.25 : 0.65, seed % 2 == 0 ? 10 : -5);
        break;
    case 'f':
        image = framed(self, &image, 60, seed % 2 == 0 ? 255 : 0);
        break;
    case 'w':
        add_watermark(&image);
        break;
    case 'l':
        image = slanted(self, &image, (seed % 2 == 0 ? 1 : -1) * (3.0 + seed % 6),
                        seed % 3 == 0 ? 255 : 0);
        break;
    case 'i':
        image = mirrored(self, &image);
        break;
    case 'p':
        image = on_screen(self, &image, seed);
        break;
    case 'o':
        image = beside_another(self, &image, seed);
        break;
    default: /* several at once */
        image =
            resample(self, scene, (const double[]){0.05, 0.1, 0.85, 0.9}, WIDTH / 2, HEIGHT / 2);
        image = turned(self, &image);
        brighten(&image, 1.15, 0);
        return fingerprint(self, &image, 50);
    }
    return fingerprint(self, &image, 80);
}

static void altered_copies_are_found(void **state)
{
    (void)state;
    static const char KINDS[] = "jsctbfwlipom";
    unsigned found[sizeof(KINDS)] = {0};
    struct bench bench = {arena_new(), 0};
    for (unsigned s = 0; s < SCENES; s++) {
        struct image original = scene(&bench, s);
        struct photo first = fingerprint(&bench, &original, 90);
        for (size_t k = 0; KINDS[k] != '\0'; k++) {
            struct photo later = altered(&bench, &original, KINDS[k], s);
            found[k] += is_found(&first, &later) ? 1 : 0;
        }
        arena_reset(bench.arena);
    }
    for (size_t k = 0; KINDS[k] != '\0'; k++) {
        print_message("photo %c: %u of %d found\n", KINDS[k], found[k], SCENES);
        assert_true(found[k] * 100 >= 95 * SCENES);
    }
    arena_free(&bench.arena);
}

static void other_photos_are_left_alone(void **state)
{
    (void)state;
    static struct photo photos[SCENES * 5];
    struct bench bench = {arena_new(), 0};
    unsigned wrong = 0;
    for (unsigned s = 0; s < SCENES * 5; s++) {
        struct image image = scene(&bench, s);
        photos[s] = fingerprint(&bench, &image, 85);
        arena_reset(bench.arena);
    }
    for (unsigned a = 0; a < SCENES * 5; a++) {
        for (unsigned b = a + 1; b < SCENES * 5; b++) {
            struct photo_likeness likeness;
            wrong += photo_match(&photos[a], &photos[b], &likeness) ? 1 : 0;
        }
    }
    print_message("%u of %d other pairs taken for one\n", wrong, SCENES * 5 * (SCENES * 5 - 1) / 2);
    assert_true(wrong <= 1);
    arena_free(&bench.arena);
}

/* The same poster covers nearly half of each, or white corners cut off the same of each. */
static void what_hangs_on_the_wall_is_no_copy(void **state)
{
    (void)state;
    static struct photo photos[SCENES * 2];
    struct bench bench = {arena_new(), 0}, wall = {arena_new(), 0};
    struct image poster = scene(&wall, 5000);
    unsigned wrong = 0;
    poster = resample(&wall, &poster, (const double[]){0, 0, 0.5, 1}, WIDTH / 2, HEIGHT * 9 / 10);
    for (unsigned s = 0; s < SCENES * 2; s++) {
        struct image image = scene(&bench, 3000 + s);
        if (s < SCENES) {
            paste(&image, &poster, 10 + (int)(s % 3) * 8, 20 + (int)(s % 5) * 4);
        } else {
            image = slanted(&bench, &image, 9, 255);
        }
        photos[s] = fingerprint(&bench, &image, 85);
        arena_reset(bench.arena);
    }
    for (unsigned a = 0; a < SCENES * 2; a++) {
        for (unsigned b = a + 1; b < SCENES * 2; b++) {
            wrong += is_found(&photos[a], &photos[b]) ? 1 : 0;
        }
    }
    assert_int_equal(wrong, 0);
    arena_free(&bench.arena);
    arena_free(&wall.arena);
}

/* Between a clear sky and a plain floor hangs the same board. */
static void a_plain_sky_is_no_bar(void **state)
{
    (void)state;
    static struct photo photos[6];
    struct bench bench = {arena_new(), 0};
    struct image board = scene(&bench, 6000);
    board = resample(&bench, &board, (const double[]){0, 0, 0.4, 0.2}, 220, 80);
    for (unsigned s = 0; s < 6; s++) {
        struct image image = blank(&bench, WIDTH, HEIGHT, 230 - 9 * (int)s);
        struct image ground = blank(&bench, WIDTH, HEIGHT / 2, 60 + 11 * (int)s);
        struct image things = scene(&bench, 7000 + s);
        things.height = 100;
        paste(&image, &ground, 0, HEIGHT / 2);
        paste(&image, &things, 0, 190);
        paste(&image, &board, 210, 200);
        photos[s] = fingerprint(&bench, &image, 85);
    }
    for (unsigned a = 0; a < 6; a++) {
        for (unsigned b = a + 1; b < 6; b++) {
            assert_false(is_found(&photos[a], &photos[b]));
        }
    }
    arena_free(&bench.arena);
}

/* Such a file can be decoded line by line only. */
static void a_long_png_is_read(void **state)
{
    (void)state;
    static struct picture picture;
    struct bench bench = {arena_new(), 0};
    struct image image = blank(&bench, 1080, 2340, 255), part = scene(&bench, 9);
    paste(&image, &part, 200, 900);
    void *data = NULL;
    size_t len = 0;
    VipsImage *memory = vips_image_new_from_memory(image.grey, (size_t)1080 * 2340, 1080, 2340, 1,
                                                   VIPS_FORMAT_UCHAR);
    assert_int_equal(vips_pngsave_buffer(memory, &data, &len, NULL), 0);
    assert_int_equal(picture_read(data, len, &picture), ERR_NONE);
    assert_int_equal(picture.height, PICTURE_SIDE);
    g_free(data);
    g_object_unref(memory);
    arena_free(&bench.arena);
}

/* Fingerprints of version 1, which a store may still have, find the pictures they were made of. */
static void fingerprints_of_old_are_read(void **state)
{
    (void)state;
    struct bench bench = {arena_new(), 0};
    struct image image = scene(&bench, 4);
    struct photo photo = fingerprint(&bench, &image, 90), old;
    const struct photo_view *view = &photo.views[0];
    unsigned char packed[PHOTO_BYTES_MAX], first[PHOTO_BYTES_MAX];
    size_t len = photo_pack(&photo, packed), at = 6;
    memcpy(first + 1, packed + 2, 5);
    first[0] = 1;
    for (size_t i = 0; i < view->mark_count; i++) {
        const unsigned char *mark = packed + 7 + i * 21;
        memcpy(first + at, mark, 6);
        first[at + 6] = 0;
        memcpy(first + at + 7, mark + 18, 3);
        at += 10;
    }
    assert_int_equal(photo.view_count, 1);
    memcpy(first + at, packed + 7 + view->mark_count * 21, len - 7 - view->mark_count * 21);
    assert_true(photo_unpack(first, at + len - 7 - view->mark_count * 21, &old));
    image = mirrored(&bench, &image);
    struct photo later = fingerprint(&bench, &image, 80);
    assert_true(is_found(&old, &later));
    assert_true(is_found(&later, &old));
    arena_free(&bench.arena);
}

static void turning_four_times_changes_nothing(void **state)
{
    (void)state;
    for (uint32_t bits = 1; bits < 1u << PHOTO_BITS; bits = bits * 3 + 1) {
        assert_int_equal(photo_turn_bits(bits, 4), bits);
        assert_int_equal(photo_turn_bits(photo_turn_bits(bits, 1), 3), bits);
        assert_int_equal(photo_mirror_bits(photo_mirror_bits(bits)), bits);
        uint32_t both = photo_turn_bits(photo_mirror_bits(bits), 1);
        assert_int_equal(both, photo_mirror_bits(photo_turn_bits(bits, 3)));
    }
}

static void rubbish_is_refused(void **state)
{
    (void)state;
    struct bench bench = {arena_new(), 0};
    static struct picture picture;
    struct image image = scene(&bench, 1);
    struct photo photo = fingerprint(&bench, &image, 90), other;
    unsigned char packed[PHOTO_BYTES_MAX];
    size_t len = photo_pack(&photo, packed);
    assert_true(len <= PHOTO_BYTES_MAX);
    assert_false(photo_unpack(packed, len - 1, &other));
    assert_false(photo_unpack(packed, 0, &other));
    packed[1] = PHOTO_VIEWS + 1;
    assert_false(photo_unpack(packed, len, &other));
    packed[1] = 1;
    packed[2] = PHOTO_MARKS + 1;
    assert_false(photo_unpack(packed, len, &other));
    packed[2] = PHOTO_MARKS;
    packed[10] = 0xff; /* bits that no mark has */
    assert_false(photo_unpack(packed, len, &other));
    assert_int_equal(picture_read("GIF89a, or so", 13, &picture), ERR_REJECT);
    arena_free(&bench.arena);
}

static void plain_pictures_have_no_marks(void **state)
{
    (void)state;
    struct bench bench = {arena_new(), 0};
    struct image image = blank(&bench, 300, 2, 200);
    struct photo strip = fingerprint(&bench, &image, 90);
    image = blank(&bench, 400, 400, 77);
    struct photo square = fingerprint(&bench, &image, 90);
    struct photo_likeness likeness;
    assert_int_equal(strip.views[0].mark_count, 0);
    assert_int_equal(square.views[0].mark_count, 0);
    assert_false(photo_match(&strip, &square, &likeness));
    arena_free(&bench.arena);
}

static void nothing_of_a_picture_is_kept(void **state)
{
    (void)state;
    struct bench bench = {arena_new(), 0};
    struct image image = blank(&bench, 1200, 900, 140);
    (void)fingerprint(&bench, &image, 90);
    size_t kept = vips_tracked_get_mem();
    for (int i = 0; i < 5; i++) {
        (void)fingerprint(&bench, &image, 90);
    }
    assert_int_equal(vips_tracked_get_mem(), kept);
    assert_int_equal(kept, 0);
    arena_free(&bench.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(turning_four_times_changes_nothing),
        cmocka_unit_test(plain_pictures_have_no_marks),
        cmocka_unit_test(rubbish_is_refused),
        cmocka_unit_test(nothing_of_a_picture_is_kept),
        cmocka_unit_test(altered_copies_are_found),
        cmocka_unit_test(other_photos_are_left_alone),
        cmocka_unit_test(what_hangs_on_the_wall_is_no_copy),
        cmocka_unit_test(a_plain_sky_is_no_bar),
        cmocka_unit_test(a_long_png_is_read),
        cmocka_unit_test(fingerprints_of_old_are_read),
    };
    if (picture_ready() != ERR_NONE) {
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
