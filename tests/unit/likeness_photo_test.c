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

enum { WIDTH = 640, HEIGHT = 480, SCENES = 16 };

struct image {
    int width, height;
    unsigned char *grey; /* in the arena */
};

struct bench {
    struct arena *arena;
    uint64_t state;
};

static unsigned draw(struct bench *self, unsigned below)
{
    self->state = self->state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((self->state >> 33) % below);
}

static struct image blank(struct bench *self, int width, int height, int grey)
{
    struct image image = {width, height, arena_alloc(self->arena, (size_t)width * (size_t)height)};
    memset(image.grey, grey, (size_t)width * (size_t)height);
    return image;
}

static unsigned char bound(double value)
{
    return (unsigned char)(value < 0 ? 0 : value > 255 ? 255 : value);
}

/* One layer of a cloud: a coarse random grid, smooth in between. */
static void add_cloud(struct bench *self, const struct image *image, double *sum, int cell,
                      double height)
{
    int across = image->width / cell + 2;
    unsigned char *grid =
        arena_alloc(self->arena, (size_t)across * (size_t)(image->height / cell + 2));
    for (int i = 0; i < across * (image->height / cell + 2); i++) {
        grid[i] = (unsigned char)draw(self, 256);
    }
    for (int y = 0; y < image->height; y++) {
        for (int x = 0; x < image->width; x++) {
            const unsigned char *at = grid + (y / cell) * across + x / cell;
            double dx = (double)(x % cell) / cell, dy = (double)(y % cell) / cell;
            double upper = at[0] + (at[1] - at[0]) * dx;
            double lower = at[across] + (at[across + 1] - at[across]) * dx;
            sum[y * image->width + x] += height * ((upper + (lower - upper) * dy) / 255 - 0.5);
        }
    }
}

static void add_shapes(struct bench *self, const struct image *image)
{
    for (unsigned i = 12 + draw(self, 12); i > 0; i--) {
        int wide = 12 + (int)draw(self, 90), high = 12 + (int)draw(self, 90);
        int left = (int)draw(self, WIDTH), top = (int)draw(self, HEIGHT);
        unsigned char grey = (unsigned char)draw(self, 256);
        bool is_disc = draw(self, 2) == 1;
        for (int y = top; y < top + high && y < image->height; y++) {
            for (int x = left; x < left + wide && x < image->width; x++) {
                double dx = 2.0 * (x - left) / wide - 1, dy = 2.0 * (y - top) / high - 1;
                if (!is_disc || dx * dx + dy * dy < 1) {
                    image->grey[y * image->width + x] = grey;
                }
            }
        }
    }
}

static struct image scene(struct bench *self, uint64_t seed)
{
    self->state = seed * 977 + 1;
    struct image image = blank(self, WIDTH, HEIGHT, 0);
    double *sum = arena_zero(self->arena, WIDTH * HEIGHT * sizeof(*sum));
    for (int cell = 160; cell >= 5; cell /= 2) {
        add_cloud(self, &image, sum, cell, cell * 0.7 + 25);
    }
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        image.grey[i] = bound(128 + sum[i]);
    }
    add_shapes(self, &image);
    return image;
}

/* ------------------------------------------------------------- edits of copies */

/* The part from (left, top) on, resized to width x height. */
static struct image resample(struct bench *self, const struct image *from, const double part[4],
                             int width, int height)
{
    struct image image = blank(self, width, height, 0);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            double left = from->width * (part[0] + part[2] * x / width);
            double top = from->height * (part[1] + part[3] * y / height);
            double right = fmax(left + 1, left + from->width * part[2] / width);
            double bottom = fmax(top + 1, top + from->height * part[3] / height);
            double sum = 0, count = 0;
            for (int v = (int)top; v < (int)ceil(bottom) && v < from->height; v++) {
                for (int u = (int)left; u < (int)ceil(right) && u < from->width; u++) {
                    sum += from->grey[v * from->width + u];
                    count++;
                }
            }
            image.grey[y * width + x] = bound(count > 0 ? sum / count + 0.5 : 0);
        }
    }
    return image;
}

static struct image turned(struct bench *self, const struct image *from)
{
    struct image image = blank(self, from->height, from->width, 0);
    for (int y = 0; y < from->height; y++) {
        for (int x = 0; x < from->width; x++) {
            image.grey[(from->width - 1 - x) * from->height + y] = from->grey[y * from->width + x];
        }
    }
    return image;
}

static struct image framed(struct bench *self, const struct image *from, int border, int grey)
{
    struct image image = blank(self, from->width + 2 * border, from->height + 2 * border, grey);
    for (int y = 0; y < from->height; y++) {
        memcpy(image.grey + (y + border) * image.width + border, from->grey + y * from->width,
               (size_t)from->width);
    }
    return image;
}

static void brighten(const struct image *image, double factor, double more)
{
    for (int i = 0; i < image->width * image->height; i++) {
        image->grey[i] = bound(image->grey[i] * factor + more);
    }
}

/* Thin light strokes all over, and a dark plate in a corner. */
static void add_watermark(const struct image *image)
{
    for (int y = 0; y < image->height; y++) {
        for (int x = 0; x < image->width; x++) {
            unsigned char *grey = &image->grey[y * image->width + x];
            bool is_stroke = (x + y) % 160 < 7 && y % 24 < 16;
            bool is_plate = x < image->width / 5 && y > image->height * 7 / 8;
            *grey = is_plate ? 20 : is_stroke ? bound(*grey * 0.6 + 100) : *grey;
        }
    }
}

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
    int32_t keys[PHOTO_MARKS];
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
    static const char KINDS[] = "jsctbfwm";
    for (const char *kind = KINDS; *kind != '\0'; kind++) {
        struct bench bench = {arena_new(), 0};
        unsigned found = 0;
        for (unsigned s = 0; s < SCENES; s++) {
            struct image original = scene(&bench, s);
            struct photo first = fingerprint(&bench, &original, 90);
            struct photo later = altered(&bench, &original, *kind, s);
            found += is_found(&first, &later) ? 1 : 0;
            arena_reset(bench.arena);
        }
        print_message("photo %c: %u of %d found\n", *kind, found, SCENES);
        assert_true(found * 100 >= 95 * SCENES);
        arena_free(&bench.arena);
    }
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

static void turning_four_times_changes_nothing(void **state)
{
    (void)state;
    for (uint32_t bits = 1; bits < 1u << PHOTO_BITS; bits = bits * 3 + 1) {
        assert_int_equal(photo_turn_bits(bits, 4), bits);
        assert_int_equal(photo_turn_bits(photo_turn_bits(bits, 1), 3), bits);
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
    packed[1] = PHOTO_MARKS + 1;
    assert_false(photo_unpack(packed, len, &other));
    packed[1] = PHOTO_MARKS;
    packed[9] = 0xff; /* bits that no mark has */
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
    assert_int_equal(strip.mark_count, 0);
    assert_int_equal(square.mark_count, 0);
    assert_false(photo_match(&strip, &square, &likeness));
    arena_free(&bench.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(turning_four_times_changes_nothing),
        cmocka_unit_test(plain_pictures_have_no_marks),
        cmocka_unit_test(rubbish_is_refused),
        cmocka_unit_test(altered_copies_are_found),
        cmocka_unit_test(other_photos_are_left_alone),
    };
    if (picture_ready() != ERR_NONE) {
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
