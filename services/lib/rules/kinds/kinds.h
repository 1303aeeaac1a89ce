/*
 * rules.h — what the files of this folder share: one kind a file, and the one
 * table catalogue.c that lists them.
 */
#ifndef RULES_KINDS_KINDS_H
#define RULES_KINDS_KINDS_H

#include "rules/rule.h"
#include "rules/rule_reader.h"

extern const struct rule_kind RULE_EXISTS;
extern const struct rule_kind RULE_STEPS;
extern const struct rule_kind RULE_PROPORTIONAL;
extern const struct rule_kind RULE_PER_OCCURRENCE;
extern const struct rule_kind RULE_LATENESS;
extern const struct rule_kind RULE_BONUS;
extern const struct rule_kind RULE_THRESHOLD;
extern const struct rule_kind RULE_SHARE;
extern const struct rule_kind RULE_CADENCE;
extern const struct rule_kind RULE_MANUAL;

#endif
