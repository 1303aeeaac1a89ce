/*
 * photo_lay.c — takes the lay by one pair of marks on which most others agree, and refines it by
 * least squares.
 */
#include "likeness/photo_lay.h"

#include <math.h>

enum { DIFFERENT_MAX = 5 /* bits in which similar marks differ */ };
static const float NEAR = 14.0f, CLOSE = 7.0f; /* pixels of 256 */
static const float SIZE_RATIO_MAX = 1.35f, STRETCH_MAX = 1.25f, SHEAR_MAX = 0.2f;
static const float SCALE_MAX = 2.2f, SCALE_MIN = 0.3f; /* between the two pictures */

float lay_area(const struct lay *lay)
{
    return lay->xx * lay->yy - lay->xy * lay->yx;
}

void lay_pair_marks(struct matching *self)
{
    self->count = 0;
    for (size_t i = 0; i < self->a->mark_count; i++) {
        const struct photo_mark *a = &self->a->marks[i];
        for (size_t j = 0; j < self->b->mark_count; j++) {
            const struct photo_mark *b = &self->b->marks[j];
            if (a->size >= b->size * SCALE_MAX || b->size >= a->size * SCALE_MAX) {
                continue;
            }
            for (int slant = 0; slant < PHOTO_SLANTS && self->count < LAY_PAIRS_MAX; slant++) {
                if (__builtin_popcount(a->bits[0] ^ b->bits[slant]) <= DIFFERENT_MAX) {
                    self->pairs[self->count++] = (struct mark_pair){a, b, slant};
                }
            }
        }
    }
}

static bool lay_fits(const struct mark_pair *pair, const struct lay *lay, float scale,
                     float tolerance)
{
    float ratio = pair->a->size / (pair->b->size * scale);
    float x = pair->b->x, y = pair->b->y;
    float dx = lay->xx * x + lay->xy * y + lay->x0 - pair->a->x;
    float dy = lay->yx * x + lay->yy * y + lay->y0 - pair->a->y;
    return ratio < SIZE_RATIO_MAX && ratio > 1 / SIZE_RATIO_MAX && fabsf(dx) < tolerance &&
           fabsf(dy) < tolerance;
}

/* Pairs are in the order of a. */
static unsigned count_fitting(const struct matching *self, const struct lay *lay, float tolerance)
{
    unsigned count = 0;
    float scale = sqrtf(lay_area(lay));
    const struct photo_mark *last = NULL;
    for (size_t i = 0; i < self->count; i++) {
        if (self->pairs[i].a != last && lay_fits(&self->pairs[i], lay, scale, tolerance)) {
            last = self->pairs[i].a;
            count++;
        }
    }
    return count;
}

unsigned lay_marks(const struct matching *self, const struct lay *lay)
{
    return count_fitting(self, lay, CLOSE);
}

static struct lay lay_by(const struct mark_pair *pair)
{
    const struct photo_mark *a = pair->a, *b = pair->b;
    float scale = a->size / b->size;
    float across = scale * cosf(PHOTO_SLANT[pair->slant]);
    float down = scale * sinf(PHOTO_SLANT[pair->slant]);
    return (struct lay){across, down,   a->x - across * b->x - down * b->y,
                        -down,  across, a->y + down * b->x - across * b->y};
}

static unsigned best_lay(const struct matching *self, struct lay *out)
{
    unsigned best = 0;
    for (size_t i = 0; i < self->count; i++) {
        struct lay lay = lay_by(&self->pairs[i]);
        unsigned count = count_fitting(self, &lay, NEAR);
        if (count > best) {
            best = count;
            *out = lay;
        }
    }
    return best;
}

/* A plane through values at points by least squares; the known slopes count like some additional
 * points. */
struct plane_fit {
    float count, x, y, xx, xy, yy;
    float value, value_x, value_y;
};

static void add_point(struct plane_fit *self, float x, float y, float value)
{
    self->count++;
    self->x += x;
    self->y += y;
    self->xx += x * x;
    self->xy += x * y;
    self->yy += y * y;
    self->value += value;
    self->value_x += value * x;
    self->value_y += value * y;
}

static void fit_plane(const struct plane_fit *self, float *along_x, float *along_y, float *shift)
{
    const float trust = 2 * 30.0f * 30.0f; /* like two points at a distance of 30 pixels */
    float n = self->count;
    float xx = self->xx - self->x * self->x / n + trust;
    float yy = self->yy - self->y * self->y / n + trust;
    float xy = self->xy - self->x * self->y / n;
    float to_x = self->value_x - self->value * self->x / n + *along_x * trust;
    float to_y = self->value_y - self->value * self->y / n + *along_y * trust;
    float whole = xx * yy - xy * xy;
    *along_x = (to_x * yy - to_y * xy) / whole;
    *along_y = (to_y * xx - to_x * xy) / whole;
    *shift = (self->value - *along_x * self->x - *along_y * self->y) / n;
}

static void lay_refine(const struct matching *self, struct lay *lay, float tolerance)
{
    struct plane_fit across = {0}, down = {0};
    float scale = sqrtf(lay_area(lay));
    for (size_t i = 0; i < self->count; i++) {
        const struct mark_pair *pair = &self->pairs[i];
        if (lay_fits(pair, lay, scale, tolerance)) {
            add_point(&across, pair->b->x, pair->b->y, pair->a->x);
            add_point(&down, pair->b->x, pair->b->y, pair->a->y);
        }
    }
    if (across.count > 0) {
        fit_plane(&across, &lay->xx, &lay->xy, &lay->x0);
        fit_plane(&down, &lay->yx, &lay->yy, &lay->y0);
    }
}

/* Whether a picture that is laid so keeps its form. */
static bool keeps_form(const struct lay *lay)
{
    float across = hypotf(lay->xx, lay->yx), down = hypotf(lay->xy, lay->yy);
    float shear = (lay->xx * lay->xy + lay->yx * lay->yy) / (across * down);
    float stretch = across / down;
    return lay_area(lay) > SCALE_MIN * SCALE_MIN && stretch < STRETCH_MAX &&
           stretch > 1 / STRETCH_MAX && fabsf(shear) < SHEAR_MAX;
}

bool lay_find(const struct matching *self, unsigned least, struct lay *out)
{
    if (best_lay(self, out) < least) {
        return false;
    }
    lay_refine(self, out, NEAR);
    if (!keeps_form(out)) {
        return false;
    }
    lay_refine(self, out, CLOSE);
    return keeps_form(out);
}
