/*
 * sheet_in.h — a spreadsheet that is stored whole or, with the faults of all rows printed, not at
 * all.
 *
 * The store receives its rows as JSON and returns its faults: [{"n" (row, from 1), "column",
 * "code", "about"}]; people see the sheet, the row as their program shows it, the heading and how
 * to fix it.
 */
#ifndef CTL_SHEET_IN_H
#define CTL_SHEET_IN_H

#include <jansson.h>

#include "ctl/ctl.h"
#include "tables/sheet_field.h"

struct sheet_in {
    const struct ctl *ctl;
    const struct sheet_form *form;
    struct arena *arena; /* the caller's */
    struct grid grid;
    const char *path; /* of the file */
};

/* The counts of an import as the store returns them. */
struct grid_counts sheet_in_counts(const json_t *stored);
/* The counts as members of a report, and as a line for people. */
void sheet_in_add_counts(json_t *report, const struct grid_counts *counts);
void sheet_in_print_counts(const struct grid_counts *counts);
/* The store's faults, and the formulas that have failed, with sheet, row, heading and message. */
json_t *sheet_in_faults(const struct sheet_in *self, const json_t *given);
void sheet_in_print_faults(const json_t *faults);

/* False, after printing why: the file cannot be read or lacks a column. */
MUST_CHECK bool sheet_in_read(struct sheet_in *self, const char *path);
/* The rows as JSON; the caller frees. */
char *sheet_in_rows(const struct sheet_in *self);
/* What the reader left out of a list, and the file's name, as JSON for the store, which counts
 * every import; the caller frees. */
char *sheet_in_left_out(const struct sheet_in *self);
/* Runs the statement, whose last parameter is added here: what was left out.  It returns faults and
 * counts as JSON, which are printed; returns the command's exit code. */
int sheet_in_put(const struct sheet_in *self, const struct statement *statement,
                 struct params *params);
/* Stores a list of a campaign from the file, by a statement with campaign, rows and source (NULL:
 * the file's name). */
struct sheet_list {
    const struct sheet_form *form;
    const struct statement *statement;
    const char *campaign, *source;
};
int sheet_in_list(const struct ctl *ctl, const struct sheet_list *list, const char *path);

#endif
