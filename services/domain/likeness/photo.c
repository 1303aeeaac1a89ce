/*
 * photo.c — computes the fingerprint of a photo.  Of each panel: trims the border, finds marks in
 * an integral image, describes each by the signs of a DCT, and adds the thumbnail.
 */
#include "likeness/photo.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "likeness/photo_bits.h"

enum {
    SIDE = PHOTO_SIDE,
    SCALES = 11,
    SPOTS_MAX = 4096,
    REACH = 3, /* of a mark's surroundings, in multiples of its size */
    CELLS = 16,
    FREQUENCIES = 7
};
static const int SIZES[SCALES] = {3, 4, 5, 6, 8, 10, 12, 15, 19, 24, 30};

struct spot {
    int x, y, scale;
    float strength;
};

struct work {
    const struct picture *picture;
    uint32_t *sums; /* of the pixels above and left of (x, y) */
    float *responses[SCALES];
    struct spot *spots;
    size_t spot_count;
    float waves[FREQUENCIES][CELLS];
};

/* ------------------------------------------------------------- spots */

static void sum_up(struct work *self)
{
    const struct picture *picture = self->picture;
    size_t row = (size_t)picture->width + 1;
    const unsigned char *pixel = picture->grey;
    memset(self->sums, 0, row * sizeof(*self->sums));
    for (int y = 0; y < picture->height; y++) {
        uint32_t line = 0;
        uint32_t *at = self->sums + ((size_t)y + 1) * row;
        at[0] = 0;
        for (int x = 0; x < picture->width; x++) {
            line += *pixel++;
            at[x + 1] = *(at + x + 1 - row) + line;
        }
    }
}

static float photo_mean(const struct work *self, int x, int y, int half)
{
    size_t row = (size_t)self->picture->width + 1;
    const uint32_t *top = self->sums + (size_t)(y - half) * row + x - half;
    size_t side = 2 * (size_t)half + 1;
    const uint32_t *bottom = top + side * row;
    return (float)(bottom[side] - bottom[0] - top[side] + top[0]) / (float)(side * side);
}

static void photo_respond(struct work *self, int scale)
{
    int size = SIZES[scale], margin = 2 * size;
    const struct picture *picture = self->picture;
    for (int y = margin; y < picture->height - margin; y++) {
        for (int x = margin; x < picture->width - margin; x++) {
            self->responses[scale][y * picture->width + x] =
                photo_mean(self, x, y, size) - photo_mean(self, x, y, 2 * size);
        }
    }
}

/* Whether it is greater than all neighbours, at its own and the two adjacent sizes. */
static bool is_extremum(const struct work *self, int x, int y, int scale)
{
    int width = self->picture->width;
    float value = self->responses[scale][y * width + x];
    float sign = value < 0 ? -1.0f : 1.0f;
    for (int s = scale - 1; s <= scale + 1; s++) {
        const float *at = self->responses[s] + y * width + x;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                if (sign * at[dy * width + dx] >= sign * value &&
                    (s != scale || dx != 0 || dy != 0)) {
                    return false;
                }
            }
        }
    }
    return true;
}

static void find_spots(struct work *self, int scale)
{
    enum { LEAST = 4 }; /* least difference of greys between a spot and its surroundings */
    int margin = REACH * SIZES[scale];
    margin = margin > 2 * SIZES[scale + 1] + 1 ? margin : 2 * SIZES[scale + 1] + 1;
    const struct picture *picture = self->picture;
    for (int y = margin; y < picture->height - margin; y++) {
        for (int x = margin; x < picture->width - margin; x++) {
            float value = self->responses[scale][y * picture->width + x];
            if (fabsf(value) >= LEAST && self->spot_count < SPOTS_MAX &&
                is_extremum(self, x, y, scale)) {
                self->spots[self->spot_count++] = (struct spot){x, y, scale, fabsf(value)};
            }
        }
    }
}

static int compare_spots(const void *a, const void *b)
{
    const struct spot *left = a, *right = b;
    if (left->strength != right->strength) {
        return left->strength > right->strength ? -1 : 1;
    }
    return left->y != right->y ? left->y - right->y : left->x - right->x;
}

/* ------------------------------------------------------------- marks */

/* The position of the top of the parabola through three values: -0.5 .. 0.5. */
static float photo_peak(float before, float at, float after)
{
    float curve = before - 2 * at + after;
    float place = fabsf(curve) > 1e-6f ? (before - after) / (2 * curve) : 0;
    return place > 0.5f ? 0.5f : place < -0.5f ? -0.5f : place;
}

static void place_mark(const struct work *self, const struct spot *spot, struct photo_mark *mark)
{
    int width = self->picture->width, place = spot->y * width + spot->x;
    const float *at = self->responses[spot->scale] + place;
    float between = photo_peak(self->responses[spot->scale - 1][place], at[0],
                               self->responses[spot->scale + 1][place]);
    int next = spot->scale + (between < 0 ? -1 : 1);
    float ratio = (float)SIZES[next] / (float)SIZES[spot->scale];
    mark->x = (float)spot->x + photo_peak(at[-1], at[0], at[1]) + 0.5f;
    mark->y = (float)spot->y + photo_peak(at[-width], at[0], at[width]) + 0.5f;
    mark->size = (float)SIZES[spot->scale] * powf(ratio, fabsf(between));
}

static float photo_clamp(float value, float most)
{
    return value < 0 ? 0 : value > most ? most : value;
}

/* The sum of all pixels above and left of a point. */
static double sum_at(const struct work *self, float x, float y)
{
    size_t row = (size_t)self->picture->width + 1;
    x = photo_clamp(x, (float)self->picture->width - 0.001f);
    y = photo_clamp(y, (float)self->picture->height - 0.001f);
    size_t left = (size_t)x, top = (size_t)y;
    double right_part = (double)x - (double)left, bottom_part = (double)y - (double)top;
    const uint32_t *at = self->sums + top * row + left;
    double upper = at[0] + (double)(at[1] - at[0]) * right_part;
    double lower = at[row] + (double)(at[row + 1] - at[row]) * right_part;
    return upper + (lower - upper) * bottom_part;
}

/* Samples the surroundings of the mark in CELLS x CELLS. */
static void photo_sample(const struct work *self, const struct photo_mark *mark,
                         float cells[CELLS][CELLS])
{
    double corners[CELLS + 1][CELLS + 1];
    float half = REACH * mark->size, step = 2 * half / CELLS;
    for (int y = 0; y <= CELLS; y++) {
        for (int x = 0; x <= CELLS; x++) {
            corners[y][x] =
                sum_at(self, mark->x - half + step * (float)x, mark->y - half + step * (float)y);
        }
    }
    for (int y = 0; y < CELLS; y++) {
        for (int x = 0; x < CELLS; x++) {
            cells[y][x] = (float)(corners[y + 1][x + 1] - corners[y + 1][x] - corners[y][x + 1] +
                                  corners[y][x]);
        }
    }
}

static void photo_transform(const struct work *self, float cells[CELLS][CELLS],
                            float found[PHOTO_BITS])
{
    float lines[CELLS][FREQUENCIES];
    for (int y = 0; y < CELLS; y++) {
        for (int u = 0; u < FREQUENCIES; u++) {
            lines[y][u] = 0;
            for (int x = 0; x < CELLS; x++) {
                lines[y][u] += cells[y][x] * self->waves[u][x];
            }
        }
    }
    for (int bit = 0; bit < PHOTO_BITS; bit++) {
        found[bit] = 0;
        for (int y = 0; y < CELLS; y++) {
            found[bit] += lines[y][photo_across(bit)] * self->waves[photo_down(bit)][y];
        }
    }
}

/* The same in a picture that is turned by `slant`: the mean of a square around each place. */
static void photo_sample_aslant(const struct work *self, const struct photo_mark *mark, float slant,
                                float cells[CELLS][CELLS])
{
    float across = cosf(slant), down = sinf(slant);
    float step = 2 * REACH * mark->size / CELLS, half = step / 2;
    float width = (float)self->picture->width - half, height = (float)self->picture->height - half;
    for (int row = 0; row < CELLS; row++) {
        for (int column = 0; column < CELLS; column++) {
            float dx = step * ((float)column + 0.5f - CELLS / 2.0f);
            float dy = step * ((float)row + 0.5f - CELLS / 2.0f);
            float x = mark->x + dx * across - dy * down, y = mark->y + dx * down + dy * across;
            x = x < half ? half : x > width ? width : x;
            y = y < half ? half : y > height ? height : y;
            cells[row][column] =
                (float)(sum_at(self, x + half, y + half) - sum_at(self, x - half, y + half) -
                        sum_at(self, x + half, y - half) + sum_at(self, x - half, y - half));
        }
    }
}

static void photo_describe(const struct work *self, struct photo_mark *mark, int slant)
{
    float cells[CELLS][CELLS], found[PHOTO_BITS];
    if (slant == 0) {
        photo_sample(self, mark, cells);
    } else {
        photo_sample_aslant(self, mark, PHOTO_SLANT[slant], cells);
    }
    photo_transform(self, cells, found);
    mark->bits[slant] = 0;
    uint32_t taken = 0;
    for (int bit = 0; bit < PHOTO_BITS; bit++) {
        mark->bits[slant] |= found[bit] > 0 ? 1u << bit : 0;
    }
    for (int weak = 0; weak < PHOTO_WEAK; weak++) {
        unsigned weakest = 0;
        float least = INFINITY;
        for (unsigned bit = 0; bit < PHOTO_BITS; bit++) {
            if ((taken >> bit & 1) == 0 && fabsf(found[bit]) < least) {
                weakest = bit;
                least = fabsf(found[bit]);
            }
        }
        taken |= 1u << weakest;
        mark->weak[slant][weak] = (unsigned char)weakest;
    }
}

/* ------------------------------------------------------------- the thumbnail */

static int thumb_side(int side)
{
    int found = (side * PHOTO_THUMB + SIDE / 2) / SIDE;
    return found > 0 ? found : 1;
}

/* Each pixel is the mean of its area, stretched over 16 greys. */
static void make_thumb(const struct work *self, struct photo_view *out)
{
    float greys[PHOTO_THUMB * PHOTO_THUMB] = {0}, least = 255, most = 0;
    out->thumb_width = thumb_side(out->width);
    out->thumb_height = thumb_side(out->height);
    float wide = (float)out->width / (float)out->thumb_width;
    float high = (float)out->height / (float)out->thumb_height;
    for (int y = 0; y < out->thumb_height; y++) {
        for (int x = 0; x < out->thumb_width; x++) {
            float left = (float)x * wide, top = (float)y * high;
            double sum = sum_at(self, left + wide, top + high) - sum_at(self, left, top + high) -
                         sum_at(self, left + wide, top) + sum_at(self, left, top);
            float grey = (float)sum / (wide * high);
            greys[y * out->thumb_width + x] = grey;
            least = grey < least ? grey : least;
            most = grey > most ? grey : most;
        }
    }
    float range = most - least > 1 ? most - least : 1;
    for (int i = 0; i < out->thumb_width * out->thumb_height; i++) {
        out->thumb[i] = (unsigned char)photo_clamp((greys[i] - least) * 15 / range + 0.5f, 15);
    }
}

/* ------------------------------------------------------------- the border */

/* Lines `step` pixels apart, each of `count` pixels `stride` apart: counts how many from the
 * first on are of one grey, at most `most`, with one that is so by half. */
static int count_border(const unsigned char *first, int count, int stride, int step, int most)
{
    enum { DEVIATION = 5, EDGE = 1 };
    int lines = 0, reference = 0;
    for (int i = 0; i < count; i++) {
        reference += first[i * stride];
    }
    reference /= count;
    for (; lines < most; lines++) {
        int deviation = 0;
        for (int i = 0; i < count; i++) {
            deviation += abs(first[lines * step + i * stride] - reference);
        }
        if (deviation > DEVIATION * count) {
            break;
        }
    }
    return lines > 0 && lines < most ? lines + EDGE : lines;
}

/* Removes a border of one grey, whose marks would be stronger than the picture's. */
static const struct picture *photo_trim(struct arena *arena, const struct picture *picture)
{
    enum { SHARE = 4 }; /* at most a quarter on each side */
    int width = picture->width, height = picture->height;
    const unsigned char *last = picture->grey + width * height - 1;
    int top = count_border(picture->grey, width, 1, width, height / SHARE);
    int bottom = count_border(last, width, -1, -width, height / SHARE);
    int left = count_border(picture->grey, height, width, 1, width / SHARE);
    int right = count_border(last, height, -width, -1, width / SHARE);
    if (top + bottom + left + right == 0) {
        return picture;
    }
    struct picture *inner = arena_alloc(arena, sizeof(*inner));
    inner->width = width - left - right;
    inner->height = height - top - bottom;
    for (int y = 0; y < inner->height; y++) {
        memcpy(inner->grey + y * inner->width, picture->grey + (top + y) * width + left,
               (size_t)inner->width);
    }
    return inner;
}

static void find_marks(struct work *self, struct arena *arena, struct photo_view *out)
{
    size_t pixels = (size_t)self->picture->width * (size_t)self->picture->height;
    self->spots = arena_alloc(arena, SPOTS_MAX * sizeof(*self->spots));
    for (int scale = 0; scale < SCALES; scale++) {
        self->responses[scale] = arena_zero(arena, pixels * sizeof(float));
        photo_respond(self, scale);
    }
    for (int scale = 1; scale < SCALES - 1; scale++) {
        find_spots(self, scale);
    }
    qsort(self->spots, self->spot_count, sizeof(*self->spots), compare_spots);
    for (size_t i = 0; i < self->spot_count && out->mark_count < PHOTO_MARKS; i++) {
        struct photo_mark *mark = &out->marks[out->mark_count++];
        place_mark(self, &self->spots[i], mark);
        for (int slant = 0; slant < PHOTO_SLANTS; slant++) {
            photo_describe(self, mark, slant);
        }
    }
}

static void photo_look(struct arena *arena, const struct picture *picture, struct photo_view *out)
{
    struct work self = {.picture = photo_trim(arena, picture)};
    out->width = self.picture->width;
    out->height = self.picture->height;
    self.sums = arena_alloc(arena, ((size_t)out->width + 1) * ((size_t)out->height + 1) *
                                       sizeof(*self.sums));
    sum_up(&self);
    for (int u = 0; u < FREQUENCIES; u++) {
        for (int x = 0; x < CELLS; x++) {
            self.waves[u][x] = cosf((float)M_PI * (float)(u * (2 * x + 1)) / (2 * CELLS));
        }
    }
    find_marks(&self, arena, out);
    make_thumb(&self, out);
}

void photo_of(struct arena *arena, const struct picture *picture, struct photo *out)
{
    struct panel panels[PANELS_MAX];
    memset(out, 0, sizeof(*out));
    out->view_count = panels_of(picture, panels);
    for (size_t i = 0; i < out->view_count; i++) {
        struct picture *view = arena_alloc(arena, sizeof(*view));
        panel_cut(picture, &panels[i], PHOTO_SIDE, view);
        photo_look(arena, view, &out->views[i]);
    }
}
