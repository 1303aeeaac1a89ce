/*
 * score.h — from what a cell depends on to its score and receipt.  Pure: the
 * same inputs give the same digits, whenever and wherever.
 */
#ifndef RULES_SCORE_H
#define RULES_SCORE_H

#include "base/arena.h"
#include "rules/inputs.h"

/* The receipt lives in `arena`. */
struct outcome score_cell(const struct inputs *inputs, struct arena *arena);

#endif
