/*
 * score_inputs.h — the inputs of `minhchung score`: one JSON object per line, about one unit
 * or about one criterion of one unit.  Lines may be in any order.
 *
 * {"unit": code, "kind", "peer_group", "name",
 *  "criterion": code, "evidence": [{"id", "on": day, "days_late", "figures": {name: amount}}],
 *  `"pieces"`: a number of unnamed items, "figures": {name: amount} without an item,
 *  "target": amount, "assessed": {"body", "value", "reason"}, "not_applicable": reason}
 *
 * Lines about one cell add up.  An item that comes twice counts once; a target, a body's points
 * or a reason that comes twice must be the same (docs/scoring.md).
 */
#ifndef RULES_SCORE_INPUTS_H
#define RULES_SCORE_INPUTS_H

#include <stdio.h>

#include "rules/unit.h"

struct score_inputs {
    struct arena *arena;
    struct unit_inputs **units; /* in the order in which they first appear */
    size_t count;
    struct faults faults; /* places "dòng 12" */
};

/* Units of the set's directory that no line names are not scored. */
struct score_inputs *score_inputs_read(const struct set *set, FILE *file);
void score_inputs_free(struct score_inputs **self); /* NULL-safe */

#endif
