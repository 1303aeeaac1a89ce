/*
 * photo_match.c — for each view of either photo and each form of the later one (turned by 90
 * degrees, mirrored): takes how the one lies on the other by their marks (photo_lay.h), and
 * compares the thumbnails block by block.
 */
#include "likeness/photo_match.h"

#include <math.h>
#include <string.h>

#include "likeness/photo_lay.h"

enum {
    BLOCK = 8,      /* thumbnail pixels */
    BLOCKS_MIN = 6, /* with detail */
    MARKS_MIN = 3,
    OVERLAP_MIN = 350,
    PART_OVERLAP_MIN = 700, /* if one is a part of a picture, it is (nearly) all of the other */
    HOPE = 4,               /* if fewer than one block in so many agrees, stop */
    AGREEMENT_MIN = 450,
    CONSISTENCY_MIN = 820,
    FEW_MARKS = 8, /* fewer need more agreement, on more of the picture */
    FEW_AGREEMENT_MIN = 750,
    FEW_OVERLAP_MIN = 600,
    MANY_MARKS = 28, /* so many outweigh a covered part */
    MANY_CONSISTENCY_MIN = 700
};
static const float DETAIL = 1.0f; /* deviation of a block, of 16 greys */
static const float SAME = 0.6f;   /* correlation of a block */

/* A quarter turn: (x, y) moves to (y, width - x). */
static void photo_match_turn(const struct photo_view *photo, struct photo_view *out)
{
    *out = *photo;
    out->width = photo->height;
    out->height = photo->width;
    out->thumb_width = photo->thumb_height;
    out->thumb_height = photo->thumb_width;
    for (size_t i = 0; i < photo->mark_count; i++) {
        out->marks[i].x = photo->marks[i].y;
        out->marks[i].y = (float)photo->width - photo->marks[i].x;
        for (int slant = 0; slant < PHOTO_SLANTS; slant++) {
            out->marks[i].bits[slant] = photo_turn_bits(photo->marks[i].bits[slant], 1);
        }
    }
    for (int y = 0; y < photo->thumb_height; y++) {
        for (int x = 0; x < photo->thumb_width; x++) {
            out->thumb[(photo->thumb_width - 1 - x) * photo->thumb_height + y] =
                photo->thumb[y * photo->thumb_width + x];
        }
    }
}

/* Left to right: what leaned to one side leans to the other. */
static void photo_match_mirror(const struct photo_view *photo, struct photo_view *out)
{
    static const int OTHER[PHOTO_SLANTS] = {0, 2, 1};
    *out = *photo;
    for (size_t i = 0; i < photo->mark_count; i++) {
        out->marks[i].x = (float)photo->width - photo->marks[i].x;
        for (int slant = 0; slant < PHOTO_SLANTS; slant++) {
            out->marks[i].bits[slant] = photo_mirror_bits(photo->marks[i].bits[OTHER[slant]]);
        }
    }
    for (int y = 0; y < photo->thumb_height; y++) {
        const unsigned char *from = photo->thumb + y * photo->thumb_width;
        for (int x = 0; x < photo->thumb_width; x++) {
            out->thumb[y * photo->thumb_width + photo->thumb_width - 1 - x] = from[x];
        }
    }
}

/* ------------------------------------------------------------- thumbnails */

static float thumb_at(const struct photo_view *photo, float x, float y)
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
    const struct photo_view *to = matching->a, *from = matching->b;
    float b_x = ((float)x + 0.5f) * (float)from->width / (float)from->thumb_width;
    float b_y = ((float)y + 0.5f) * (float)from->height / (float)from->thumb_height;
    float at_x = (lay->xx * b_x + lay->xy * b_y + lay->x0) * (float)to->thumb_width;
    float at_y = (lay->yx * b_x + lay->yy * b_y + lay->y0) * (float)to->thumb_height;
    at_x = at_x / (float)to->width - 0.5f;
    at_y = at_y / (float)to->height - 0.5f;
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
        {.x0 = 3},
        {.x0 = -3},
        {.y0 = 3},
        {.y0 = -3},
        {.xx = 0.02f, .x0 = -2.5f},
        {.xx = -0.02f, .x0 = 2.5f},
        {.yy = 0.02f, .y0 = -2.5f},
        {.yy = -0.02f, .y0 = 2.5f},
        {.xy = 0.02f, .yx = -0.02f, .x0 = -2.5f, .y0 = 2.5f},
        {.xy = -0.02f, .yx = 0.02f, .x0 = 2.5f, .y0 = -2.5f},
    };
    enum { ROUNDS = 6, STEP_COUNT = (int)(sizeof(STEPS) / sizeof(STEPS[0])) };
    struct agreement best = compare_thumbs(self, lay);
    bool is_better = true;
    for (int round = 0; is_better && round < ROUNDS; round++) {
        is_better = false;
        for (int i = 0; i < STEP_COUNT; i++) {
            const struct lay *step = &STEPS[i];
            struct lay lay_next = {lay->xx + step->xx, lay->xy + step->xy, lay->x0 + step->x0,
                                   lay->yx + step->yx, lay->yy + step->yy, lay->y0 + step->y0};
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

/* Computes how well b, in its form, matches a. */
static void photo_match_weigh(const struct matching *self, struct lay lay,
                              struct photo_likeness *out)
{
    struct agreement agreement = compare_thumbs(self, &lay);
    if (agreement.same * HOPE < agreement.blocks) {
        return;
    }
    agreement = photo_match_settle(self, &lay);
    float whole = (float)(self->b->thumb_width * self->b->thumb_height);
    float other = (float)(self->a->thumb_width * self->a->thumb_height) / lay_area(&lay);
    if (agreement.blocks >= BLOCKS_MIN) {
        out->marks = lay_marks(self, &lay);
        out->agreement = agreement.same * 1000 / agreement.blocks;
        out->consistency = consistency_of(&agreement);
        out->overlap = (unsigned)(agreement.covered * 1000 / (whole > other ? whole : other));
    }
}

static bool is_same(const struct photo_likeness *seen)
{
    bool has_few = seen->marks < FEW_MARKS;
    int agreement = has_few ? FEW_AGREEMENT_MIN : AGREEMENT_MIN;
    int overlap = seen->is_part ? PART_OVERLAP_MIN : has_few ? FEW_OVERLAP_MIN : OVERLAP_MIN;
    int consistency = seen->marks >= MANY_MARKS ? MANY_CONSISTENCY_MIN : CONSISTENCY_MIN;
    return seen->marks >= MARKS_MIN && (int)seen->overlap >= overlap &&
           (int)seen->agreement >= agreement && (int)seen->consistency >= consistency;
}

/* Keeps in `out` the best of what it is and of the view's eight forms; ends with one that is the
 * same. */
static void match_views(const struct photo_view *a, const struct photo_view *b, bool is_part,
                        struct photo_likeness *out)
{
    struct photo_view forms[2] = {*b};
    for (int form = 0; form < PHOTO_FORMS && !is_same(out); form++) {
        struct matching matching = {.a = a, .b = &forms[form & 1]};
        struct photo_likeness found = {
            .turns = form % PHOTO_TURNS, .is_mirrored = form >= PHOTO_TURNS, .is_part = is_part};
        struct lay lay;
        lay_pair_marks(&matching);
        if (lay_find(&matching, MARKS_MIN, &lay)) {
            photo_match_weigh(&matching, lay, &found);
        }
        if (is_same(&found) || found.agreement > out->agreement) {
            *out = found;
        }
        if (form == PHOTO_TURNS - 1) {
            photo_match_mirror(b, &forms[~form & 1]);
        } else {
            photo_match_turn(&forms[form & 1], &forms[~form & 1]);
        }
    }
}

/* Two parts are not compared: what hangs on a wall fills the half of many pictures. */
bool photo_match(const struct photo *a, const struct photo *b, struct photo_likeness *out)
{
    *out = (struct photo_likeness){0};
    for (size_t i = 0; i < a->view_count; i++) {
        for (size_t j = 0; j < (i == 0 ? b->view_count : 1); j++) {
            match_views(&a->views[i], &b->views[j], i + j > 0, out);
        }
    }
    return is_same(out);
}
