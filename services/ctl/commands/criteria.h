/*
 * criteria.h — criteria sets from files, for the commands that need one.
 */
#ifndef CTL_COMMANDS_CRITERIA_H
#define CTL_COMMANDS_CRITERIA_H

#include <stdio.h>

#include "rules/set.h"

/* proto/criteria-set.schema.json. */
extern const char CRITERIA_SCHEMA[];

/* NULL (and said so) if there is no such file or it is no JSON. */
struct set *criteria_open(const char *path);
/* One line for each: where, what; nothing without faults. */
void criteria_print_faults(const struct faults *faults, const char *path, FILE *file);

#endif
