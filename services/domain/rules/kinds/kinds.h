/*
 * kinds.h — what the files of this folder share: one kind a file, and the one
 * table catalogue.c that lists them.
 */
#ifndef RULES_KINDS_KINDS_H
#define RULES_KINDS_KINDS_H

#include "rules/condition.h"
#include "rules/measure.h"
#include "rules/rule.h"
#include "rules/rule_reader.h"

/* "grain": what values are multiples of, where the measure does not say it itself. */
void kind_read_grain(struct rule_reader *reader, struct range_domain *domain);
/* How much a hole weighs: with "holes": "person" it is only worth knowing. */
enum fault_weight kind_read_holes(struct rule_reader *reader);
/* The list "parts" of rules; empty with a fault. */
struct kind_parts {
    size_t count;
    const struct rule_node **list;
};
struct kind_parts kind_read_parts(struct rule_reader *reader);

extern const struct rule_kind RULE_EXISTS;
extern const struct rule_kind RULE_STEPS;
extern const struct rule_kind RULE_TABLE;
extern const struct rule_kind RULE_PROPORTIONAL;
extern const struct rule_kind RULE_PER_OCCURRENCE;
extern const struct rule_kind RULE_BY_ROLE;
extern const struct rule_kind RULE_LATENESS;
extern const struct rule_kind RULE_DEDUCT;
extern const struct rule_kind RULE_BONUS;
extern const struct rule_kind RULE_THRESHOLD;
extern const struct rule_kind RULE_SHARE;
extern const struct rule_kind RULE_SURVEY;
extern const struct rule_kind RULE_CADENCE;
extern const struct rule_kind RULE_MANUAL;
extern const struct rule_kind RULE_ALL_OF;
extern const struct rule_kind RULE_ANY_OF;
extern const struct rule_kind RULE_SUM;
extern const struct rule_kind RULE_BEST_OF;
extern const struct rule_kind RULE_CAP;
extern const struct rule_kind RULE_FLOOR;

#endif
