/*
 * passages.h — which passages two texts share, and how much of each text they are.
 *
 * Sequences of three words that both texts contain are extended to the longest runs; runs
 * that follow each other in both texts with small gaps (an edited sentence) are one
 * passage; single words in the gaps count if they match in order.  The rest is chance
 * (names, phrases, a number) and does not count.  Passages may be in a different order.
 */
#ifndef LIKENESS_PASSAGES_H
#define LIKENESS_PASSAGES_H

#include <stdbool.h>

#include "likeness/words.h"

enum { PASSAGES_MAX = 8 };

struct shared_passage {
    size_t a_start, a_end; /* words of a: the first, and the one after the last */
    size_t b_start, b_end;
    size_t matched; /* words that are the same */
};

struct resemblance {
    size_t a_words, b_words;     /* in running sentences, as all below but "all" and "shared" */
    size_t matched;              /* words that are the same in all shared passages */
    size_t a_covered, b_covered; /* words in the passages */
    size_t a_all, b_all;         /* words of the texts */
    size_t a_shared, b_shared;   /* all words in the passages, and the few that match elsewhere */
    size_t lifted;               /* matched words of the longest that is at neither end of both */
    size_t lifted_in_all;        /* of all such passages that are long */
    bool is_same;                /* word for word */
    struct shared_passage passages[PASSAGES_MAX]; /* the longest ones, in the order of b */
    size_t count;
};

/* Levels of resemblance: nothing; a long passage; a near copy (the longer text contains the
 * shorter one, with edits); the same words in the same order. */
enum likeness { LIKENESS_NONE, LIKENESS_PASSAGE, LIKENESS_NEAR, LIKENESS_EXACT };

/* `arena` is for work space only.  `same` (may be NULL): a flag for each word of b, set if the
 * word belongs to a run of both texts. */
void passages_find(struct arena *arena, const struct words *a, const struct words *b,
                   struct resemblance *out, bool *same);
enum likeness passages_judge(const struct resemblance *resemblance);
/* Matched words of the shorter text, in thousandths. */
unsigned passages_share(const struct resemblance *resemblance);
const char *likeness_name(enum likeness likeness); /* "exact", "near", "passage", "" */

#endif
