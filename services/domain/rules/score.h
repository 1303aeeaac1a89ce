/*
 * score.h — computes the score and receipt of a cell from its inputs.  Pure: the
 * same inputs give the same digits at any time and place.
 */
#ifndef RULES_SCORE_H
#define RULES_SCORE_H

#include "base/arena.h"
#include "rules/inputs.h"

/* The receipt lives in `arena`. */
struct outcome score_cell(const struct inputs *inputs, struct arena *arena);

#endif
