/*
 * criteria.h — criteria sets from files, for the commands that need one.
 */
#ifndef CTL_COMMANDS_CRITERIA_H
#define CTL_COMMANDS_CRITERIA_H

#include <jansson.h>
#include <stdio.h>

#include "rules/set.h"

/* proto/criteria-set.schema.json. */
extern const char CRITERIA_SCHEMA[];

/* NULL (and said so) if there is no such file or it is no JSON. */
struct set *criteria_open(const char *path);
/* One line for each: where, what; nothing without faults. */
void criteria_print_faults(const struct faults *faults, const char *path, FILE *file);

/* A set from a file, with all that is wrong with it, told at the places of that file. */
struct criteria_source {
    struct arena *arena;
    json_t *json; /* NULL: cannot be read at all, and said so */
    struct set *set;
    struct faults faults;
};

bool criteria_is_book(const char *path); /* ".xlsx" */
struct criteria_source criteria_source_open(const char *path);
void criteria_source_close(struct criteria_source *self);

#endif
