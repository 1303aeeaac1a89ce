/*
 * figure_trial.h — a rule across figures tried on filed submissions: on how many it would fire, and
 * some of them with their numbers.  Nothing is written.
 */
#ifndef CHECKS_FIGURE_TRIAL_H
#define CHECKS_FIGURE_TRIAL_H

#include "base/json.h"
#include "checks/figure_rules/figure_rule.h"

enum { TRIAL_KEYS_MAX = 2 * RULE_TERMS_MAX, TRIAL_PIECES_MAX = 5000 };

/* The keys of the unit's figures that the rule reads; returns how many. */
size_t figure_trial_keys(const struct figure_rule *rule, const char *keys[TRIAL_KEYS_MAX]);

/* `pieces` as SQL's figure_trial returns them.  Writes `pieces` (how many), "judged" (all that the
 * rule reads was there), "would_fire" and "samples" into an object that is open. */
void figure_trial(const struct figure_rule *rule, const json_t *pieces, struct arena *arena,
                  struct json *out);

#endif
