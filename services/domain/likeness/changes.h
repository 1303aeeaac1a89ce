/*
 * changes.h — where two versions of a text differ: lines that both have in the same order are
 * equal; of the others only the words that differ are a change.
 */
#ifndef LIKENESS_CHANGES_H
#define LIKENESS_CHANGES_H

#include <stddef.h>

#include "base/arena.h"

/* Bytes of the first version and those of the second that replace them; either may be empty. */
struct change {
    size_t a_start, a_end;
    size_t b_start, b_end;
};

/* Finds at most `most`, in order; returns how many.  `arena` is for work space only. */
size_t changes_find(struct arena *arena, const char *a, const char *b, struct change *out,
                    size_t most);

#endif
