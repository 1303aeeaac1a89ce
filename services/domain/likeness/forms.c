/*
 * forms.c — judges each resemblance of a text by the others: of two other texts that share the
 * same passages with it, compares what each has besides.  Enough pairs of such peers that share
 * nothing else with a text show that what it shares is a form.
 */
#include "likeness/forms.h"

enum {
    PEERS_MIN = 3, /* with the same passages, besides the two texts */
    PEERS_TRIED = 8,
    OWN_WORDS = 15, /* in no shared passage, besides names and figures in one, */
    OWN_MIN = 12,   /* and so many per cent of the text */
    SAME = 80,      /* per cent of the words that either shares */
    ALIKE = 25      /* per cent of its own words; fewer in another text are chance */
};

struct peer {
    const struct form_pair *pair;
    bool *own; /* words of the other that the text lacks */
    size_t own_count;
    bool may_be_form;
};

struct company {
    const struct words *text;
    struct peer *peers;
    size_t count;
    struct arena *arena; /* for results */
    struct arena *work;
};

static bool is_own(size_t words, size_t all)
{
    return words >= OWN_WORDS && words * 100 >= all * OWN_MIN;
}

static void look_at(struct company *self, struct peer *peer, const struct form_pair *pair)
{
    struct resemblance seen;
    const struct words *other = pair->other;
    peer->pair = pair;
    peer->own = arena_zero(self->arena, other->count * sizeof(*peer->own));
    if (passages_judge(pair->seen) == LIKENESS_EXACT) {
        return;
    }
    passages_find(self->work, self->text, other, &seen, peer->own);
    arena_reset(self->work);
    for (size_t i = 0; i < other->count; i++) {
        peer->own[i] = !peer->own[i];
        peer->own_count += peer->own[i] ? 1 : 0;
    }
    peer->may_be_form = is_own(seen.a_all - seen.a_shared, seen.a_all) &&
                        is_own(seen.b_all - seen.b_shared, seen.b_all);
}

/* Whether the text shares the same words with one as with the other. */
static bool is_same_part(const struct company *self, const bool *one, const bool *two)
{
    size_t both = 0, either = 0;
    for (size_t i = 0; i < self->text->count; i++) {
        both += one[i] && two[i] ? 1 : 0;
        either += one[i] || two[i] ? 1 : 0;
    }
    return either > 0 && both * 100 >= either * SAME;
}

/* Whether one has (nearly) none of the other's own words. */
static bool has_nothing_of(struct company *self, const struct peer *one, const struct peer *two)
{
    struct resemblance seen;
    const struct words *words = two->pair->other;
    bool *same = arena_zero(self->work, words->count * sizeof(*same));
    size_t shared = 0;
    passages_find(self->work, one->pair->other, words, &seen, same);
    for (size_t i = 0; i < words->count; i++) {
        shared += same[i] && two->own[i] ? 1 : 0;
    }
    arena_reset(self->work);
    return shared * 100 <= two->own_count * ALIKE;
}

static bool is_form(struct company *self, const struct peer *one)
{
    size_t peers = 0, tried = 0;
    for (size_t j = 0; j < self->count && peers < PEERS_MIN && tried < PEERS_TRIED; j++) {
        const struct peer *two = &self->peers[j];
        if (two != one && one->may_be_form && two->may_be_form &&
            is_same_part(self, one->pair->same, two->pair->same)) {
            tried++;
            peers += has_nothing_of(self, two, one) && has_nothing_of(self, one, two) ? 1 : 0;
        }
    }
    return peers >= PEERS_MIN;
}

void forms_find(const struct words *text, struct form_pair *pairs, size_t count)
{
    if (count <= PEERS_MIN) {
        return;
    }
    struct company self = {.text = text, .count = count, .arena = arena_new(), .work = arena_new()};
    self.peers = arena_zero(self.arena, count * sizeof(*self.peers));
    for (size_t i = 0; i < count; i++) {
        look_at(&self, &self.peers[i], &pairs[i]);
    }
    for (size_t i = 0; i < count; i++) {
        pairs[i].is_form = is_form(&self, &self.peers[i]);
    }
    arena_free(&self.arena);
    arena_free(&self.work);
}
