/*
 * stock_phrases.h — wording that belongs to no author: phrases of papers and speeches, and terms of
 * the Union's work, as words_of folds them.
 */
#ifndef LIKENESS_STOCK_PHRASES_H
#define LIKENESS_STOCK_PHRASES_H

#include <stddef.h>

extern const char *const STOCK_PHRASES[], *const STOCK_TERMS[];
extern const size_t STOCK_PHRASE_COUNT, STOCK_TERM_COUNT;

#endif
