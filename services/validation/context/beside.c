/*
 * beside.c — the submissions of the unit and its peers that read differently now that this one is
 * judged: their figures are evaluated once more as if they were judged now, and held against what
 * their stored verdict says.  That keeps the verdicts independent of the order in which
 * submissions come, and enqueues only what changes.
 */
#include "checks/figure_series.h"
#include "validation/context/past.h"

/* A figure of the submission, as its others see it. */
struct beside {
    struct arena *arena;
    struct piece *piece;
    const struct figure_limits *limits;
    const struct figure_past *past;
    struct past_value value;
    bool counts;
};

static bool reads_differently(const struct beside *self, const struct past_value *other)
{
    struct figure_series series = {.value = other->amount,
                                   .shape = other->shape,
                                   .day = other->day,
                                   .past = self->past,
                                   .self = other,
                                   .more = &self->value,
                                   .more_counts = self->counts};
    unsigned reads = figure_series_reads(&series, self->limits);
    return reads != (other->reads & ~(unsigned)READS_OUTLIER_PEERS);
}

/* A worker that has the other in hand may have read the figures before this one was stored; one
 * that begins later reads this one, too. */
static bool is_wrong_now(unsigned reads, bool is_different)
{
    return (reads & READS_WAITING) == 0 && ((reads & READS_IN_HAND) != 0 || is_different);
}

static void note_own(struct beside *self, const struct past_value *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (figure_is_of_the_year(&list[i]) &&
            is_wrong_now(list[i].reads, reads_differently(self, &list[i]))) {
            past_affects(self->arena, self->piece, &list[i].submission_id);
        }
    }
}

/* Peers see only the last value of a unit. */
static bool is_last(const struct beside *self)
{
    const struct figure_past *past = self->past;
    for (size_t i = 0; i < past->own_count + past->hidden_count; i++) {
        const struct past_value *other =
            i < past->own_count ? &past->own[i] : &past->hidden[i - past->own_count];
        if (figure_is_of_the_year(other) && other->shape == self->value.shape &&
            other->day > self->value.day) {
            return false;
        }
    }
    return true;
}

static void note_peers(struct beside *self)
{
    const struct figure_past *past = self->past;
    struct decimal others[PAST_PEERS_MAX];
    for (size_t i = 0; i < past->peer_count; i++) {
        others[i] = past->peers[i].amount;
    }
    for (size_t i = 0; i < past->peer_count; i++) {
        const struct past_peer *peer = &past->peers[i];
        others[i] = self->value.amount;
        bool reads =
            spread_is_outlier(peer->amount, others, past->peer_count, &self->limits->peers);
        others[i] = peer->amount;
        if (is_wrong_now(peer->reads, reads != ((peer->reads & READS_OUTLIER_PEERS) != 0))) {
            past_affects(self->arena, self->piece, &peer->submission_id);
        }
    }
}

void beside_note(struct arena *arena, struct piece *piece)
{
    const Evidence__V1__Submission *submission = piece->submission;
    if (piece->past == NULL || (piece->asked & ASKED_FIRST) == 0) {
        return;
    }
    struct figure_limits limits = figure_limits_of(piece->context.settings);
    for (size_t n = 0; n < submission->n_figures; n++) {
        struct beside self = {.arena = arena, .piece = piece, .limits = &limits};
        struct figure_name name = figure_name_in(arena, submission, n);
        self.past = past_of(piece->past, &name);
        self.counts = piece->judgement.verdict == VALIDATION__V1__VERDICT__VERDICT_VALID;
        self.value.shape = name.shape;
        self.value.is_same_campaign = self.value.is_same_criterion = true;
        if (self.past != NULL && date_parse(submission->occurred_on, &self.value.day) &&
            past_is_number(submission->figures[n]->value, &self.value.amount)) {
            note_own(&self, self.past->own, self.past->own_count);
            note_own(&self, self.past->hidden, self.past->hidden_count);
            if (limits.has_peers && is_last(&self)) {
                note_peers(&self);
            }
        }
    }
}
