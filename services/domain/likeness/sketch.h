/*
 * sketch.h — a few keys of a text by which its near copies are found among millions.
 *
 * The keys are the lowest hashes of all sequences of three words (bottom-k, Broder 1997;
 * Cohen 1997), so that two texts that share sequences select the same ones, wherever in
 * the text they are.  Long texts get more keys, so that a passage is found, too.  Three
 * words, because no sequence of four survives if every fourth word is replaced; with three
 * words in ten replaced evenly a tenth of the sequences of three survives, with as many
 * replaced at random a third: four and some thirteen of forty keys.
 */
#ifndef LIKENESS_SKETCH_H
#define LIKENESS_SKETCH_H

#include "likeness/words.h"

enum {
    SKETCH_GRAM = 3,       /* words in a sequence */
    SKETCH_WORDS_MIN = 40, /* shorter texts resemble each other by chance: no sketch */
    SKETCH_KEYS_MIN = 40,
    SKETCH_KEYS_MAX = 256,
    SKETCH_RATE = 8,       /* sequences for each key, between these limits */
    SKETCH_SHARED_MIN = 2, /* keys that a candidate shares */
    SKETCH_CANDIDATES = 48 /* candidates that are compared word by word */
};

/* The keys, all different, the lowest hash first, in the arena; returns how many: 0 for
 * a text that is too short. */
size_t sketch_of(struct arena *arena, const struct words *words, int32_t **out);

#endif
