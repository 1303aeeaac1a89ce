/*
 * joined.h — what all_of and any_of have in common: points if their conditions hold, else the
 * "otherwise" points (0 by default).  If a condition that would decide is unknown, the cell
 * goes to a person.
 */
#ifndef RULES_KINDS_JOINED_H
#define RULES_KINDS_JOINED_H

#include "rules/kinds/kinds.h"

const void *joined_read(struct rule_reader *reader, enum condition_join join);
void joined_compute(const void *params, struct sheet *sheet);
struct decimal joined_most(const void *params);

#endif
