/*
 * words.h — a text as words that cannot be changed without effort: in lower case, without
 * diacritics, independent of the normal form, the place of the tone mark and invisible
 * characters.  "Hoà Bình", "HÒA BÌNH" (composed or not) and "hoa binh" are the same
 * two words.
 */
#ifndef LIKENESS_WORDS_H
#define LIKENESS_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct words {
    uint32_t *hashes;        /* of the folded words, in order */
    uint32_t *starts, *ends; /* offsets of each in the text, in bytes */
    size_t count;
    /* How many of the first i words stand in running sentences (likeness/prose.h); NULL: all do. */
    uint32_t *prose_before;
};

/* Words in running sentences from `from` to before `end`. */
size_t words_prose(const struct words *self, size_t from, size_t end);

/* `text` is valid UTF-8 of less than 4 GiB; the words live in the arena. */
void words_of(struct arena *arena, const char *text, size_t len, struct words *out);

#endif
