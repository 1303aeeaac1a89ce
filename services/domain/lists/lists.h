/*
 * lists.h — the lists of an office that an administrator or editor hands in as a spreadsheet:
 * units, an act that changes units, targets, cadres, accounts.  A cell that cannot be understood is
 * passed on as text: the store reports what is wrong with it.
 */
#ifndef LISTS_LISTS_H
#define LISTS_LISTS_H

#include "evidence/problem.h"
#include "tables/sheet_field.h"

extern const struct sheet_form LIST_UNITS, LIST_ACT, LIST_TARGETS, LIST_CADRES, LIST_ACCOUNTS;

/* By its name: "units", "act", "targets", "cadres", "accounts"; NULL: there is no such list. */
const struct sheet_form *list_find(const char *name);

/* The problem of a list or of one of its rows, by its code. */
struct problem list_problem(const struct sheet_form *form, struct arena *arena, const char *code);

#endif
