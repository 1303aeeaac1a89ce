/*
 * photo_lay.h — how one view of a photo lies on another by their marks: shifted, scaled, a little
 * turned.
 */
#ifndef LIKENESS_PHOTO_LAY_H
#define LIKENESS_PHOTO_LAY_H

#include "likeness/photo.h"

enum { LAY_PAIRS_MAX = 400 };

/* b's (x, y) is a's (xx * x + xy * y + x0, yx * x + yy * y + y0). */
struct lay {
    float xx, xy, x0, yx, yy, y0;
};

struct mark_pair {
    const struct photo_mark *a, *b;
    int slant;
};

struct matching {
    const struct photo_view *a, *b; /* b in one of its forms */
    struct mark_pair pairs[LAY_PAIRS_MAX];
    size_t count;
};

/* Finds the pairs of similar marks of a and b. */
void lay_pair_marks(struct matching *self);

/* The lay on which most pairs agree, refined; false if these have fewer than `least` marks, or it
 * would distort the picture. */
MUST_CHECK bool lay_find(const struct matching *self, unsigned least, struct lay *out);

/* The marks of a that lie on one of b. */
unsigned lay_marks(const struct matching *self, const struct lay *lay);

/* By how much areas of b grow. */
float lay_area(const struct lay *lay);

#endif
