/*
 * photo_match.c — for each turn: takes the position in which most pairs of similar marks agree,
 * refines it by least squares, and compares the thumbnails block by block.
 */
#include "likeness/photo_match.h"

#include <math.h>
#include <string.h>

enum {
    DIFFERENT_MAX = 5, /* bits in which similar marks differ */
    PAIRS_MAX = 400,
    BLOCK = 8,      /* thumbnail pixels */
    BLOCKS_MIN = 6, /* with detail */
    MARKS_MIN = 3,
    OVERLAP_MIN = 350,
    HOPE = 4, /* if fewer than one block in so many agrees, stop */
    AGREEMENT_MIN = 450,
    CONSISTENCY_MIN = 820,
    FEW_MARKS = 5, /* fewer need more agreement */
    FEW_AGREEMENT_MIN = 750,
    MANY_MARKS = 28, /* so many outweigh a covered part */
    MANY_CONSISTENCY_MIN = 700
};
static const float NEAR = 14.0f, CLOSE = 7.0f; /* pixels of 256 */
static const float SIZE_RATIO_MAX = 1.35f, STRETCH_MAX = 1.25f;
static const float SCALE_MAX = 2.2f; /* between the two pictures */
static const float DETAIL = 1.0f;    /* deviation of a block, of 16 greys */
static const float SAME = 0.6f;      /* correlation of a block */

/* b's (x, y) is a's (x * scale_x + shift_x, y * scale_y + shift_y). */
struct lay {
    float scale_x, scale_y, shift_x, shift_y;
};

struct mark_pair {
    const struct photo_mark *a, *b;
};

struct matching {
    const struct photo *a, *b; /* b is already turned */
    struct mark_pair pairs[PAIRS_MAX];
    size_t count;
};

/* A quarter turn: (x, y) moves to (y, width - x). */
static void photo_match_turn(const struct photo *photo, struct photo *out)
{
    *out = *photo;
    out->width = photo->height;
    out->height = photo->width;
    out->thumb_width = photo->thumb_height;
    out->thumb_height = photo->thumb_width;
    for (size_t i = 0; i < photo->mark_count; i++) {
        out->marks[i].x = photo->marks[i].y;
        out->marks[i].y = (float)photo->width - photo->marks[i].x;
        out->marks[i].bits = photo_turn_bits(photo->marks[i].bits, 1);
    }
    for (int y = 0; y < photo->thumb_height; y++) {
        for (int x = 0; x < photo->thumb_width; x++) {
            out->thumb[(photo->thumb_width - 1 - x) * photo->thumb_height + y] =
                photo->thumb[y * photo->thumb_width + x];
        }
    }
}

static void pair_marks(struct matching *self)
{
    self->count = 0;
    for (size_t i = 0; i < self->a->mark_count; i++) {
        for (size_t j = 0; j < self->b->mark_count && self->count < PAIRS_MAX; j++) {
            const struct photo_mark *a = &self->a->marks[i], *b = &self->b->marks[j];
            if (__builtin_popcount(a->bits ^ b->bits) <= DIFFERENT_MAX &&
                a->size < b->size * SCALE_MAX && b->size < a->size * SCALE_MAX) {
                self->pairs[self->count++] = (struct mark_pair){a, b};
            }
        }
    }
}

static bool photo_match_fits(const struct mark_pair *pair, const struct lay *lay, float tolerance)
{
    float ratio = pair->a->size / (pair->b->size * (lay->scale_x + lay->scale_y) / 2);
    float dx = pair->b->x * lay->scale_x + lay->shift_x - pair->a->x;
    float dy = pair->b->y * lay->scale_y + lay->shift_y - pair->a->y;
    return ratio < SIZE_RATIO_MAX && ratio > 1 / SIZE_RATIO_MAX && fabsf(dx) < tolerance &&
           fabsf(dy) < tolerance;
}

/* Counts the marks of a that lie on one of b; pairs are in the order of a. */
static unsigned count_fitting(const struct matching *self, const struct lay *lay, float tolerance)
{
    unsigned count = 0;
    const struct photo_mark *last = NULL;
    for (size_t i = 0; i < self->count; i++) {
        if (self->pairs[i].a != last && photo_match_fits(&self->pairs[i], lay, tolerance)) {
            last = self->pairs[i].a;
            count++;
        }
    }
    return count;
}

static struct lay lay_by(const struct mark_pair *pair)
{
    float scale = pair->a->size / pair->b->size;
    return (struct lay){scale, scale, pair->a->x - pair->b->x * scale,
                        pair->a->y - pair->b->y * scale};
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

/* The line through points by least squares; the known slope counts like some additional
 * points. */
struct line_fit {
    float count, x, y, xx, xy;
};

static void add_point(struct line_fit *self, float x, float y)
{
    self->count++;
    self->x += x;
    self->y += y;
    self->xx += x * x;
    self->xy += x * y;
}

static void fit_line(const struct line_fit *self, float *slope, float *shift)
{
    const float trust = 2 * 30.0f * 30.0f; /* like two points at a distance of 30 pixels */
    float spread = self->xx - self->x * self->x / self->count;
    float together = self->xy - self->x * self->y / self->count;
    *slope = (together + *slope * trust) / (spread + trust);
    *shift = (self->y - *slope * self->x) / self->count;
}

static void photo_match_refine(const struct matching *self, struct lay *lay, float tolerance)
{
    struct line_fit across = {0}, down = {0};
    for (size_t i = 0; i < self->count; i++) {
        if (photo_match_fits(&self->pairs[i], lay, tolerance)) {
            add_point(&across, self->pairs[i].b->x, self->pairs[i].a->x);
            add_point(&down, self->pairs[i].b->y, self->pairs[i].a->y);
        }
    }
    if (across.count > 0) {
        fit_line(&across, &lay->scale_x, &lay->shift_x);
        fit_line(&down, &lay->scale_y, &lay->shift_y);
    }
}

/* ------------------------------------------------------------- thumbnails */

static float thumb_at(const struct photo *photo, float x, float y)
{
    int left = (int)x, top = (int)y;
    int right = left + 1 < photo->thumb_width ? left + 1 : left;
    int bottom = top + 1 < photo->thumb_height ? top + 1 : top;
    float dx = x - (float)left, dy = y - (float)top;
    const unsigned char *upper = photo->thumb + top * photo->thumb_width;
    const unsigned char *lower = photo->thumb + bottom * photo->thumb_width;
    float first = (float)upper[left] + (float)(upper[right] - upper[left]) * dx;
    float second = (float)lower[left] + (float)(lower[right] - lower[left]) * dx;
    return first + (second - first) * dy;
}

struct sums {
    float count, a, b, aa, bb, ab;
};

static void add_pixel(struct sums *self, const struct matching *matching, const struct lay *lay,
                      int x, int y)
{
    const struct photo *to = matching->a, *from = matching->b;
    float b_x = ((float)x + 0.5f) * (float)from->width / (float)from->thumb_width;
    float b_y = ((float)y + 0.5f) * (float)from->height / (float)from->thumb_height;
    float at_x = (b_x * lay->scale_x + lay->shift_x) * (float)to->thumb_width / (float)to->width;
    float at_y = (b_y * lay->scale_y + lay->shift_y) * (float)to->thumb_height / (float)to->height;
    at_x -= 0.5f;
    at_y -= 0.5f;
    if (at_x < 0 || at_y < 0 || at_x > (float)(to->thumb_width - 1) ||
        at_y > (float)(to->thumb_height - 1)) {
        return;
    }
    float a = thumb_at(matching->a, at_x, at_y);
    float b = (float)matching->b->thumb[y * matching->b->thumb_width + x];
    self->count++;
    self->a += a;
    self->b += b;
    self->aa += a * a;
    self->bb += b * b;
    self->ab += a * b;
}

struct agreement {
    unsigned blocks;      /* with detail in either */
    unsigned same, other; /* with detail in both that agrees, or does not */
    unsigned only_a, only_b;
    float covered; /* pixels of b's thumbnail */
    float sum;     /* of correlations */
};

static void compare_block(const struct matching *self, const struct lay *lay, int left, int top,
                          struct agreement *out)
{
    struct sums sums = {0};
    for (int y = top; y < top + BLOCK && y < self->b->thumb_height; y++) {
        for (int x = left; x < left + BLOCK && x < self->b->thumb_width; x++) {
            add_pixel(&sums, self, lay, x, y);
        }
    }
    out->covered += sums.count;
    if (sums.count * 2 < BLOCK * BLOCK) {
        return;
    }
    float a = sums.aa - sums.a * sums.a / sums.count, b = sums.bb - sums.b * sums.b / sums.count;
    float most = (a > b ? a : b) / sums.count, least = (a > b ? b : a) / sums.count;
    if (most < DETAIL * DETAIL) {
        return; /* no detail in either */
    }
    float both = sums.ab - sums.a * sums.b / sums.count;
    float correlation = least > 0.02f ? both / sqrtf(a * b) : 0;
    out->blocks++;
    bool is_same = correlation >= SAME, has_both = least >= DETAIL * DETAIL;
    out->same += is_same ? 1 : 0;
    out->other += !is_same && has_both ? 1 : 0;
    out->only_a += !is_same && !has_both && a > b ? 1 : 0;
    out->only_b += !is_same && !has_both && a <= b ? 1 : 0;
    out->sum += correlation;
}

static struct agreement compare_thumbs(const struct matching *self, const struct lay *lay)
{
    struct agreement found = {0};
    for (int y = 0; y < self->b->thumb_height; y += BLOCK) {
        for (int x = 0; x < self->b->thumb_width; x += BLOCK) {
            compare_block(self, lay, x, y, &found);
        }
    }
    return found;
}

/* Improves the agreement of the thumbnails by small steps. */
static struct agreement photo_match_settle(const struct matching *self, struct lay *lay)
{
    static const struct lay STEPS[] = {
        {0, 0, 3, 0},         {0, 0, -3, 0},        {0, 0, 0, 3},         {0, 0, 0, -3},
        {0.02f, 0, -2.5f, 0}, {-0.02f, 0, 2.5f, 0}, {0, 0.02f, 0, -2.5f}, {0, -0.02f, 0, 2.5f}};
    enum { ROUNDS = 6, STEP_COUNT = (int)(sizeof(STEPS) / sizeof(STEPS[0])) };
    struct agreement best = compare_thumbs(self, lay);
    bool is_better = true;
    for (int round = 0; is_better && round < ROUNDS; round++) {
        is_better = false;
        for (int i = 0; i < STEP_COUNT; i++) {
            struct lay lay_next = {lay->scale_x + STEPS[i].scale_x, lay->scale_y + STEPS[i].scale_y,
                                   lay->shift_x + STEPS[i].shift_x,
                                   lay->shift_y + STEPS[i].shift_y};
            struct agreement next = compare_thumbs(self, &lay_next);
            if (next.blocks >= best.blocks && next.sum > best.sum + 0.01f) {
                best = next;
                *lay = lay_next;
                is_better = true;
            }
        }
    }
    return best;
}

/* Something drawn over a copy is detail in one picture only; people who moved between two
 * photos of one hall are detail in both, at different places. */
static unsigned consistency_of(const struct agreement *agreement)
{
    unsigned moved = agreement->only_a < agreement->only_b ? agreement->only_a : agreement->only_b;
    unsigned all = agreement->same + agreement->other + 2 * moved;
    return all > 0 ? agreement->same * 1000 / all : 0;
}

/* Computes how well b, in its turn, matches a. */
static void photo_match_weigh(const struct matching *self, struct lay lay,
                              struct photo_likeness *out)
{
    photo_match_refine(self, &lay, NEAR);
    photo_match_refine(self, &lay, CLOSE);
    float stretch = lay.scale_x / lay.scale_y;
    if (!(lay.scale_x > 0.3f && lay.scale_y > 0.3f && stretch < STRETCH_MAX &&
          stretch > 1 / STRETCH_MAX)) {
        return;
    }
    struct agreement agreement = compare_thumbs(self, &lay);
    if (agreement.same * HOPE < agreement.blocks) {
        return;
    }
    agreement = photo_match_settle(self, &lay);
    float whole = (float)(self->b->thumb_width * self->b->thumb_height);
    float other =
        (float)(self->a->thumb_width * self->a->thumb_height) / (lay.scale_x * lay.scale_y);
    if (agreement.blocks >= BLOCKS_MIN) {
        out->marks = count_fitting(self, &lay, CLOSE);
        out->agreement = agreement.same * 1000 / agreement.blocks;
        out->consistency = consistency_of(&agreement);
        out->overlap = (unsigned)(agreement.covered * 1000 / (whole > other ? whole : other));
    }
}

bool photo_match(const struct photo *a, const struct photo *b, struct photo_likeness *out)
{
    struct photo turned[2] = {*b};
    *out = (struct photo_likeness){0};
    for (int turns = 0; turns < PHOTO_TURNS; turns++) {
        struct matching matching = {.a = a, .b = &turned[turns & 1]};
        struct lay lay;
        pair_marks(&matching);
        struct photo_likeness found = {.turns = turns};
        if (best_lay(&matching, &lay) >= 2) {
            photo_match_weigh(&matching, lay, &found);
        }
        if (found.agreement > out->agreement) {
            *out = found;
        }
        photo_match_turn(&turned[turns & 1], &turned[~turns & 1]);
    }
    int agreement = out->marks < FEW_MARKS ? FEW_AGREEMENT_MIN : AGREEMENT_MIN;
    int consistency = out->marks >= MANY_MARKS ? MANY_CONSISTENCY_MIN : CONSISTENCY_MIN;
    return out->marks >= MARKS_MIN && out->overlap >= OVERLAP_MIN &&
           (int)out->agreement >= agreement && (int)out->consistency >= consistency;
}
