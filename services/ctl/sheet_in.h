/*
 * sheet_in.h — a spreadsheet that goes to the store whole or, with the faults of every row
 * told, not at all.
 *
 * The store is given its rows as JSON and gives back its faults: [{"n" (row, from 1), "column",
 * "code", "about"}]; people are told the sheet, the row as their program shows it, the heading
 * and what to do.
 */
#ifndef CTL_SHEET_IN_H
#define CTL_SHEET_IN_H

#include "ctl/ctl.h"
#include "tables/sheet_field.h"

struct sheet_in {
    const struct ctl *ctl;
    const struct sheet_field *fields;
    size_t count;
    struct arena *arena; /* the caller's */
    struct grid grid;
};

/* False, and said so: the file cannot be read or lacks a column. */
MUST_CHECK bool sheet_in_read(struct sheet_in *self, const char *path);
/* The rows as JSON; the caller frees. */
char *sheet_in_rows(const struct sheet_in *self);
/* Runs the statement, which gives the faults as JSON, and tells them; the command's exit code. */
int sheet_in_put(const struct sheet_in *self, const struct statement *statement,
                 const struct params *params);
/* A list of a campaign from the file, by a statement of campaign, rows and source (NULL: the
 * file's name). */
struct sheet_list {
    const struct sheet_field *fields;
    size_t count;
    const struct statement *statement;
    const char *campaign, *source;
};
int sheet_in_list(const struct ctl *ctl, const struct sheet_list *list, const char *path);

#endif
