/*
 * trial.h — one check over pieces that were, as it would be set and as it is set today; pure.
 * What is known around a piece is the same as when it gets its verdict, but for copies: who
 * was first is known only when a piece is filed.
 */
#ifndef CHECKS_TRIAL_H
#define CHECKS_TRIAL_H

#include "checks/engine/check.h"

struct trial;

/* Whether a check can be tried at all. */
bool trial_can(const struct check *check);

/* Settings are JSON: {"off", "severity" (0: its own), "parameters"}.  NULL: no such check, it
 * cannot be tried, or a setting is none of its. */
struct trial *trial_new(const char *code, const char *would, const char *today);
void trial_free(struct trial **self);

/* What one setting says of a piece. */
struct trial_word {
    bool fires;
    bool weighs;          /* the piece would not be valid for this alone */
    const char *findings; /* JSON, as in table validation */
};
struct trial_outcome {
    struct trial_word would, today;
};

/* Of `around` the settings are not used.  Texts are in the arena. */
void trial_piece(const struct trial *self, const Evidence__V1__Submission *piece,
                 const struct context *around, struct arena *arena, struct trial_outcome *out);

#endif
