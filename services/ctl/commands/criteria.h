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

/* NULL, after printing why, if there is no such file or it is not JSON. */
struct set *criteria_open(const char *path);
/* Prints a line for each fault: where, what; nothing without faults. */
void criteria_print_faults(const struct faults *faults, const char *path, FILE *file);

/* A set from a file, with all its faults, at the places of that file. */
struct criteria_source {
    struct arena *arena;
    json_t *json; /* NULL: the file cannot be read at all, and the reason was printed */
    struct set *set;
    struct faults faults;
};

bool criteria_is_book(const char *path); /* ".xlsx" */
struct criteria_source criteria_source_open(const char *path);
void criteria_source_close(struct criteria_source *self);

#endif
