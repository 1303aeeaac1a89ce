/*
 * example.h — judges the examples beside each check: the handbook shows them, and a test runs them.
 */
#ifndef CHECKS_EXAMPLE_H
#define CHECKS_EXAMPLE_H

#include "checks/engine/check.h"

/* example_past.c: the past values of an example, and its rule. */
void example_add_past(const struct example *example, struct arena *arena,
                      const Evidence__V1__Submission *piece, struct context *context);
void example_add_rule(const struct example *example, struct arena *arena, struct context *context);
/* Judges an example with the criterion 1.1 (counting window 2023, deadline 25 November); only the
 * settings and the dictionary of `context` are used. */
void example_judge(const struct example *example, const struct context *context,
                   struct arena *arena, struct judgement *out);

#endif
