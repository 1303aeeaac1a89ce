/*
 * handler.h — from what a cell depends on to its score and receipt.  Pure: the
 * same inputs give the same digits, whenever and wherever.
 */
#ifndef SCORING_HANDLER_H
#define SCORING_HANDLER_H

#include "base/arena.h"
#include "scoring/scoring.h"

/* The receipt lives in `arena`. */
struct outcome handler_score(const struct inputs *inputs, struct arena *arena);

#endif
