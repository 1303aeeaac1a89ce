/*
 * words.h — a text as the words that a copyist cannot change without effort: lower case,
 * without diacritics, whatever the normal form, the place of the tone mark or invisible
 * characters were.  "Hoà Bình", "HÒA BÌNH" (composed or not) and "hoa binh" are the same
 * two words.
 */
#ifndef LIKENESS_WORDS_H
#define LIKENESS_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct words {
    uint32_t *hashes;        /* of the folded words, in order */
    uint32_t *starts, *ends; /* where each stands in the text, in bytes */
    size_t count;
};

/* `text` is valid UTF-8 of less than 4 GiB; the words live in the arena. */
void words_of(struct arena *arena, const char *text, size_t len, struct words *out);

#endif
