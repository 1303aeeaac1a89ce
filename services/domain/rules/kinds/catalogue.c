/*
 * catalogue.c — every kind of rule that a criterion may have.
 */
#include <string.h>

#include "rules/kinds/kinds.h"

static const struct rule_kind *const KINDS[] = {
    &RULE_EXISTS,  &RULE_STEPS,    &RULE_TABLE,   &RULE_PROPORTIONAL, &RULE_PER_OCCURRENCE,
    &RULE_BY_ROLE, &RULE_LATENESS, &RULE_DEDUCT,  &RULE_THRESHOLD,    &RULE_SHARE,
    &RULE_SURVEY,  &RULE_CADENCE,  &RULE_BONUS,   &RULE_MANUAL,       &RULE_ALL_OF,
    &RULE_ANY_OF,  &RULE_SUM,      &RULE_BEST_OF, &RULE_CAP,          &RULE_FLOOR,
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
