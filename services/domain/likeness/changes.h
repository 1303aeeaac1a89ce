/*
 * changes.h — where two versions of a text differ: lines that stand in both in the same order are
 * the same, and of the others no more than the words that differ.
 */
#ifndef LIKENESS_CHANGES_H
#define LIKENESS_CHANGES_H

#include <stddef.h>

#include "base/arena.h"

/* Bytes of the first version and what stands in the second in their place; either may be none. */
struct change {
    size_t a_start, a_end;
    size_t b_start, b_end;
};

/* At most `most`, in their order; returns how many.  `arena` for work space only. */
size_t changes_find(struct arena *arena, const char *a, const char *b, struct change *out,
                    size_t most);

#endif
