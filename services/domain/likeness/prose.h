/*
 * prose.h — which words of a text stand in running sentences of its author.
 *
 * Headings, labels with figures, the formulas of letters, reports and decisions and the usual
 * wishes are alike wherever they stand and are no copies.  Only running sentences make a copy.
 * A sentence is none of these by what is in it, so the same sentence is judged alike in every text,
 * whatever else has been filed.
 */
#ifndef LIKENESS_PROSE_H
#define LIKENESS_PROSE_H

#include "likeness/words.h"

/* Fills `prose_before` of the words of `text`. */
void prose_mark(struct arena *arena, const char *text, struct words *words);

#endif
