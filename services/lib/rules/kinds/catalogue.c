/*
 * catalogue.c — every kind of rule that a criterion may have.
 */
#include <string.h>

#include "rules/kinds/kinds.h"

static const struct rule_kind *const KINDS[] = {
    &RULE_EXISTS,    &RULE_STEPS, &RULE_PROPORTIONAL, &RULE_PER_OCCURRENCE, &RULE_LATENESS,
    &RULE_THRESHOLD, &RULE_SHARE, &RULE_CADENCE,      &RULE_BONUS,          &RULE_MANUAL,
};

const struct rule_kind *const *rule_kinds(size_t *count)
{
    *count = sizeof(KINDS) / sizeof(KINDS[0]);
    return KINDS;
}

const struct rule_kind *rule_kind_find(const char *name)
{
    for (size_t i = 0; i < sizeof(KINDS) / sizeof(KINDS[0]); i++) {
        if (strcmp(KINDS[i]->name, name) == 0) {
            return KINDS[i];
        }
    }
    return NULL;
}
