/*
 * photo_match.h — decides whether two photos are the same.  Similar marks imply how one picture
 * lies on the other (turned, mirrored, shifted, scaled); the thumbnails in that position must then
 * agree in detail, block by block: the same hall, sign-board or logo is not enough.
 */
#ifndef LIKENESS_PHOTO_MATCH_H
#define LIKENESS_PHOTO_MATCH_H

#include "likeness/photo.h"

enum {
    PHOTO_SHARED_MIN = 2, /* marks that a candidate has in common */
    PHOTO_CANDIDATES = 48 /* candidates that are compared */
};

struct photo_likeness {
    unsigned marks;       /* that lie upon each other */
    unsigned agreement;   /* blocks that agree, in thousandths of those with detail */
    unsigned consistency; /* of those with detail in both, in thousandths */
    unsigned overlap;     /* of the larger picture, in thousandths */
    int turns;            /* of b by 90 degrees, */
    bool is_mirrored;     /* after it was mirrored */
    bool is_part;         /* one of them is a panel (panels.h) */
};

/* True if the photos are the same, by the limits in photo_match.c; always fills `out`. */
bool photo_match(const struct photo *a, const struct photo *b, struct photo_likeness *out);

#endif
