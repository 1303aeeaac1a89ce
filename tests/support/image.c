/*
 * image.c — see image.h.
 */
#include "support/image.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static unsigned draw(struct bench *self, unsigned below)
{
    self->state = self->state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((self->state >> 33) % below);
}

struct image blank(struct bench *self, int width, int height, int grey)
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

struct image scene(struct bench *self, uint64_t seed)
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
struct image resample(struct bench *self, const struct image *from, const double part[4], int width,
                      int height)
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

struct image turned(struct bench *self, const struct image *from)
{
    struct image image = blank(self, from->height, from->width, 0);
    for (int y = 0; y < from->height; y++) {
        for (int x = 0; x < from->width; x++) {
            image.grey[(from->width - 1 - x) * from->height + y] = from->grey[y * from->width + x];
        }
    }
    return image;
}

struct image framed(struct bench *self, const struct image *from, int border, int grey)
{
    struct image image = blank(self, from->width + 2 * border, from->height + 2 * border, grey);
    for (int y = 0; y < from->height; y++) {
        memcpy(image.grey + (y + border) * image.width + border, from->grey + y * from->width,
               (size_t)from->width);
    }
    return image;
}

void brighten(const struct image *image, double factor, double more)
{
    for (int i = 0; i < image->width * image->height; i++) {
        image->grey[i] = bound(image->grey[i] * factor + more);
    }
}

/* Thin light strokes all over, and a dark plate in a corner. */
void add_watermark(const struct image *image)
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

/* Turned by `degrees`; the corners stay as `grey`. */
struct image slanted(struct bench *self, const struct image *from, double degrees, int grey)
{
    struct image image = blank(self, from->width, from->height, grey);
    double across = cos(degrees * M_PI / 180), down = sin(degrees * M_PI / 180);
    for (int y = 0; y < image.height; y++) {
        for (int x = 0; x < image.width; x++) {
            double dx = x - image.width / 2.0, dy = y - image.height / 2.0;
            int u = (int)(dx * across + dy * down + from->width / 2.0);
            int v = (int)(dy * across - dx * down + from->height / 2.0);
            if (u >= 0 && v >= 0 && u < from->width && v < from->height) {
                image.grey[y * image.width + x] = from->grey[v * from->width + u];
            }
        }
    }
    return image;
}

struct image mirrored(struct bench *self, const struct image *from)
{
    struct image image = blank(self, from->width, from->height, 0);
    for (int y = 0; y < from->height; y++) {
        for (int x = 0; x < from->width; x++) {
            image.grey[y * from->width + x] = from->grey[y * from->width + from->width - 1 - x];
        }
    }
    return image;
}

/* `from` at (left, top) of `into`. */
void paste(const struct image *into, const struct image *from, int left, int top)
{
    for (int y = 0; y < from->height && top + y < into->height; y++) {
        memcpy(into->grey + (top + y) * into->width + left, from->grey + y * from->width,
               (size_t)from->width);
    }
}

/* On a phone's screen, with signs and words above and below. */
struct image on_screen(struct bench *self, const struct image *from, unsigned seed)
{
    static const double ALL[4] = {0, 0, 1, 1};
    bool is_dark = seed % 2 == 1;
    struct image image = blank(self, 720, 1560, is_dark ? 0 : 250);
    struct image shown = resample(self, from, ALL, 720, 540);
    for (int i = 0; i < 9; i++) {
        struct image sign = blank(self, 40 + 23 * i, 26, is_dark ? 220 : 40);
        paste(&image, &sign, 30 + i * 41, i < 5 ? 20 + 60 * i : 1540 - 55 * (i - 4));
    }
    paste(&image, &shown, 0, 420 + (int)(seed % 7) * 20);
    return image;
}

/* Beside or above another. */
static struct image collage(struct bench *self, const struct image *one, const struct image *two,
                            bool is_beside)
{
    int across = is_beside ? 2 : 1, down = is_beside ? 1 : 2;
    struct image image = blank(self, WIDTH * across, HEIGHT * down, 255);
    paste(&image, one, 0, 0);
    paste(&image, two, WIDTH * (across - 1), HEIGHT * (down - 1));
    return image;
}

struct image beside_another(struct bench *self, const struct image *image, unsigned seed)
{
    struct image other = scene(self, 1000 + seed);
    bool is_first = seed % 4 < 2;
    return collage(self, is_first ? image : &other, is_first ? &other : image, seed % 2 == 0);
}
