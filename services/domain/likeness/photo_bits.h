/*
 * photo_bits.h — which frequency each bit of a mark stands for: those with u + v = s follow each
 * other, s from 1 on, u from 0 on.
 */
#ifndef LIKENESS_PHOTO_BITS_H
#define LIKENESS_PHOTO_BITS_H

#include "likeness/photo.h"

/* Across: u; down: v. */
static inline int photo_across(int bit)
{
    static const unsigned char ACROSS[PHOTO_BITS] = {0, 1, 0, 1, 2, 0, 1, 2, 3, 0, 1, 2, 3, 4,
                                                     0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 6};
    return ACROSS[bit];
}

static inline int photo_down(int bit)
{
    static const unsigned char DOWN[PHOTO_BITS] = {1, 0, 2, 1, 0, 3, 2, 1, 0, 4, 3, 2, 1, 0,
                                                   5, 4, 3, 2, 1, 0, 6, 5, 4, 3, 2, 1, 0};
    return DOWN[bit];
}

#endif
