/*
 * passages.c — indexes the sequences of SEED words of a by hash, walks through b, extends each
 * common sequence to the longest run, and joins runs with small gaps to passages.
 */
#include "likeness/passages.h"

#include <string.h>

enum {
    SEED = 3,       /* words that start a run */
    TRIES_MAX = 24, /* places of one seed that are tried */
    OPEN_MAX = 6,   /* passages that may still grow */
    GAP_MAX = 14,   /* words between two runs of one passage, in either text */
    DRIFT_MAX = 9,  /* by which the two gaps may differ */
    KEPT_MIN = 8,   /* matched words; fewer are chance */
    DENSITY = 40,   /* matched words, per cent of the longer span */
    /* A near copy: so many thousandths of the shorter and of the longer text match, and so
     * many of the shorter lie in passages.  An editor changes words all over; texts that only
     * begin and end with the same formulas have a gap as long as their own content. */
    NEAR_SHARE = 400,
    COVERED_SHARE = 550,
    LONGER_SHARE = 250,
    /* With fewer matched words the shares must be higher: short texts are alike by form. */
    NEAR_WORDS = 30,
    SHORT_SHARE = 700,
    /* A frame around own content: so many words of each text, and so many thousandths of it, are
     * in no passage. */
    OWN_WORDS = 22,
    OWN_SHARE = 350,
    FRAME_SHARE = 250,  /* of a text that shares one or two passages */
    PASSAGE_WORDS = 42, /* matched words of a passage to report; an editor changes some of fifty */
    PART_WORDS = 25,    /* of several passages, */
    PARTS_WORDS = 75,   /* which have so many together */
    EDGE_PASSAGE_WORDS = 100, /* how both begin or end is most often a formula */
    EDGE_WORDS = 12,          /* from the beginning or the end of a text */
};

struct search {
    const struct words *a, *b;
    uint32_t *first, *next; /* places of seeds in a, from 1, by hash */
    size_t mask;
    bool *is_used; /* words of a */
    bool *same;    /* words of b; may be NULL */
    struct shared_passage open[OPEN_MAX];
    size_t open_count;
    struct resemblance *out;
};

static size_t seed_slot(const struct search *self, const uint32_t *words)
{
    uint64_t hash = words[0];
    for (int i = 1; i < SEED; i++) {
        hash = (hash ^ hash >> 29) * 0x9fb21c651e98df25u ^ words[i];
    }
    hash *= 0x9fb21c651e98df25u;
    return (hash >> 24) & self->mask;
}

static void index_seeds(struct search *self, struct arena *arena)
{
    size_t count = self->a->count - SEED + 1, slots = 64;
    while (slots < 2 * count) {
        slots *= 2;
    }
    self->mask = slots - 1;
    self->first = arena_zero(arena, slots * sizeof(*self->first));
    self->next = arena_alloc(arena, (count + 1) * sizeof(*self->next));
    for (size_t i = count; i > 0; i--) { /* so that the first place comes first */
        size_t slot = seed_slot(self, self->a->hashes + i - 1);
        self->next[i] = self->first[slot];
        self->first[slot] = (uint32_t)i;
    }
}

static size_t run_length(const struct search *self, size_t i, size_t j)
{
    size_t len = 0;
    while (i + len < self->a->count && j + len < self->b->count && !self->is_used[i + len] &&
           self->a->hashes[i + len] == self->b->hashes[j + len]) {
        len++;
    }
    return len;
}

/* Whether a run at (i, j) continues the passage. */
static bool passages_continues(const struct shared_passage *passage, size_t i, size_t j)
{
    if (i < passage->a_end || j < passage->b_end) {
        return false;
    }
    size_t a_gap = i - passage->a_end, b_gap = j - passage->b_end;
    size_t drift = a_gap > b_gap ? a_gap - b_gap : b_gap - a_gap;
    return a_gap <= GAP_MAX && b_gap <= GAP_MAX && drift <= DRIFT_MAX;
}

static struct shared_passage *find_open(struct search *self, size_t i, size_t j)
{
    for (size_t p = self->open_count; p-- > 0;) {
        if (passages_continues(&self->open[p], i, j)) {
            return &self->open[p];
        }
    }
    return NULL;
}

/* The longest run at j; one that continues a passage is preferred. */
static size_t best_run(struct search *self, size_t j, size_t *place)
{
    size_t best = 0, best_worth = 0, tries = 0;
    for (uint32_t at = self->first[seed_slot(self, self->b->hashes + j)];
         at != 0 && tries < TRIES_MAX; at = self->next[at], tries++) {
        size_t len = run_length(self, at - 1, j);
        if (len < SEED) {
            continue;
        }
        size_t worth = len + (find_open(self, at - 1, j) != NULL ? 2 * SEED : 0);
        if (worth > best_worth) {
            best_worth = worth;
            best = len;
            *place = at - 1;
        }
    }
    return best;
}

/* Two equal words count if either stands in a running sentence: an editor moves full stops. */
static size_t worth_of(const struct search *self, size_t i, size_t j, size_t len)
{
    size_t worth = 0;
    for (size_t n = 0; n < len; n++) {
        worth += words_prose(self->a, i + n, i + n + 1) > 0 ||
                 words_prose(self->b, j + n, j + n + 1) > 0;
    }
    return worth;
}

/* Words that match in order in the gap between a passage and the run at (i, j): the
 * longest common subsequence. */
static size_t match_gap(const struct search *self, const struct shared_passage *passage, size_t i,
                        size_t j)
{
    unsigned char row[GAP_MAX + 1] = {0};
    for (size_t x = passage->a_end; x < i; x++) {
        unsigned char corner = 0;
        for (size_t y = passage->b_end, n = 1; y < j; y++, n++) {
            unsigned char above = row[n];
            bool is_same = !self->is_used[x] && self->a->hashes[x] == self->b->hashes[y];
            row[n] = is_same              ? (unsigned char)(corner + worth_of(self, x, y, 1))
                     : above > row[n - 1] ? above
                                          : row[n - 1];
            corner = above;
        }
    }
    return row[j - passage->b_end];
}

static bool is_kept(const struct search *self, const struct shared_passage *passage)
{
    size_t a = words_prose(self->a, passage->a_start, passage->a_end);
    size_t b = words_prose(self->b, passage->b_start, passage->b_end);
    return passage->matched >= KEPT_MIN && passage->matched * 100 >= (a > b ? a : b) * DENSITY;
}

/* Both texts begin with the passage, or both end with it: so do formulas. */
static bool is_edge(const struct search *self, const struct shared_passage *passage)
{
    return (passage->a_start <= EDGE_WORDS && passage->b_start <= EDGE_WORDS) ||
           (passage->a_end + EDGE_WORDS >= self->a->count &&
            passage->b_end + EDGE_WORDS >= self->b->count);
}

/* Keeps the longest passages, in the order of b. */
static void passages_keep(struct search *self, const struct shared_passage *passage)
{
    struct resemblance *out = self->out;
    out->matched += passage->matched;
    out->a_covered += words_prose(self->a, passage->a_start, passage->a_end);
    out->b_covered += words_prose(self->b, passage->b_start, passage->b_end);
    out->a_shared += passage->a_end - passage->a_start;
    out->b_shared += passage->b_end - passage->b_start;
    size_t long_enough = is_edge(self, passage) ? EDGE_PASSAGE_WORDS : PART_WORDS;
    if (passage->matched >= long_enough) {
        out->lifted = passage->matched > out->lifted ? passage->matched : out->lifted;
        out->lifted_in_all += passage->matched;
    }
    if (out->count == PASSAGES_MAX) {
        size_t least = 0;
        for (size_t p = 1; p < out->count; p++) {
            least = out->passages[p].matched < out->passages[least].matched ? p : least;
        }
        if (out->passages[least].matched >= passage->matched) {
            return;
        }
        memmove(out->passages + least, out->passages + least + 1,
                (out->count - least - 1) * sizeof(*out->passages));
        out->count--;
    }
    size_t at = out->count++;
    while (at > 0 && out->passages[at - 1].b_start > passage->b_start) {
        out->passages[at] = out->passages[at - 1];
        at--;
    }
    out->passages[at] = *passage;
}

static void close_first(struct search *self)
{
    if (is_kept(self, &self->open[0])) {
        passages_keep(self, &self->open[0]);
    } else {
        self->out->a_shared += self->open[0].matched;
        self->out->b_shared += self->open[0].matched;
    }
    self->open_count--;
    memmove(self->open, self->open + 1, self->open_count * sizeof(*self->open));
}

static void add_run(struct search *self, size_t i, size_t j, size_t len)
{
    struct shared_passage *passage = find_open(self, i, j);
    if (passage == NULL) {
        if (self->open_count == OPEN_MAX) {
            close_first(self);
        }
        passage = &self->open[self->open_count++];
        *passage = (struct shared_passage){i, i, j, j, 0};
    }
    passage->matched += worth_of(self, i, j, len) + match_gap(self, passage, i, j);
    memset(self->is_used + i, true, len * sizeof(*self->is_used));
    if (self->same != NULL) {
        memset(self->same + j, true, len * sizeof(*self->same));
    }
    passage->a_end = i + len;
    passage->b_end = j + len;
}

void passages_find(struct arena *arena, const struct words *a, const struct words *b,
                   struct resemblance *out, bool *same)
{
    struct search self = {.a = a, .b = b, .out = out, .same = same};
    *out = (struct resemblance){
        .a_words = words_prose(a, 0, a->count),
        .b_words = words_prose(b, 0, b->count),
        .a_all = a->count,
        .b_all = b->count,
        .is_same = a->count == b->count &&
                   memcmp(a->hashes, b->hashes, a->count * sizeof(*a->hashes)) == 0};
    if (a->count < SEED || b->count < SEED) {
        return;
    }
    index_seeds(&self, arena);
    self.is_used = arena_zero(arena, a->count * sizeof(*self.is_used));
    for (size_t j = 0; j + SEED <= b->count;) {
        size_t place = 0;
        size_t len = best_run(&self, j, &place);
        if (len > 0) {
            add_run(&self, place, j, len);
        }
        j += len > 0 ? len : 1;
    }
    while (self.open_count > 0) {
        close_first(&self);
    }
    /* Passages that cross each other have words twice. */
    out->a_shared = out->a_shared < a->count ? out->a_shared : a->count;
    out->b_shared = out->b_shared < b->count ? out->b_shared : b->count;
}

unsigned passages_share(const struct resemblance *self)
{
    size_t shorter = self->a_words < self->b_words ? self->a_words : self->b_words;
    size_t share = shorter > 0 ? self->matched * 1000 / shorter : 0;
    return share > 1000 ? 1000 : (unsigned)share;
}

/* Both texts have content of their own beside what they share: a frame has it unbroken, between
 * how both begin and how both end. */
static bool is_framed(const struct resemblance *self)
{
    size_t a_own = self->a_all - self->a_shared, b_own = self->b_all - self->b_shared;
    size_t least = self->count <= 2 ? FRAME_SHARE : OWN_SHARE;
    return a_own >= OWN_WORDS && a_own * 1000 >= self->a_all * least && b_own >= OWN_WORDS &&
           b_own * 1000 >= self->b_all * least;
}

enum likeness passages_judge(const struct resemblance *self)
{
    unsigned share = passages_share(self);
    if (self->is_same && self->matched > 0) {
        return LIKENESS_EXACT;
    }
    size_t longer = self->a_words > self->b_words ? self->a_words : self->b_words;
    size_t shorter = self->a_words + self->b_words - longer;
    size_t covered = self->a_words < self->b_words ? self->a_covered : self->b_covered;
    if (covered * 1000 >= shorter * COVERED_SHARE && !is_framed(self)) {
        if (share >= (self->matched >= NEAR_WORDS ? NEAR_SHARE : SHORT_SHARE) &&
            self->matched * 1000 >= longer * LONGER_SHARE) {
            return LIKENESS_NEAR;
        }
    }
    return self->lifted >= PASSAGE_WORDS || self->lifted_in_all >= PARTS_WORDS ? LIKENESS_PASSAGE
                                                                               : LIKENESS_NONE;
}

const char *likeness_name(enum likeness likeness)
{
    switch (likeness) {
    case LIKENESS_NONE:
        return "";
    case LIKENESS_PASSAGE:
        return "passage";
    case LIKENESS_NEAR:
        return "near";
    case LIKENESS_EXACT:
        return "exact";
    }
    return "";
}
