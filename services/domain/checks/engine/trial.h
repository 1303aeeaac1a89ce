/*
 * trial.h — one check tried on past submissions, with a proposed setting and with the present one;
 * pure.  The context of a submission is the same as when it gets its verdict, but for copies: which
 * one was first is known only on arrival.
 */
#ifndef CHECKS_TRIAL_H
#define CHECKS_TRIAL_H

#include "checks/engine/check.h"

struct trial;

/* Whether a check can be tried at all. */
bool trial_can(const struct check *check);

/* Settings are JSON: {"off", "severity" (0: the check's own), "parameters"}.  Returns NULL if there
 * is no such check, it cannot be tried, or a setting is not allowed. */
struct trial *trial_new(const char *code, const char *would, const char *today);
void trial_free(struct trial **self);

/* The result with one setting. */
struct trial_verdict {
    bool fires;
    bool weighs;          /* this check alone makes the submission not valid */
    const char *findings; /* JSON, as in table validation */
};
struct trial_outcome {
    struct trial_verdict would, today;
};

/* The settings of `given` are ignored.  Texts are in the arena. */
void trial_piece(const struct trial *self, const Evidence__V1__Submission *piece,
                 const struct context *given, struct arena *arena, struct trial_outcome *out);

#endif
