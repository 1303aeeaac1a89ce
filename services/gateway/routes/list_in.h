/*
 * list_in.h — a list that comes in as a spreadsheet: ingest reads it in its cage, the store takes
 * its rows whole or, with the faults of all rows, not at all.
 */
#ifndef GATEWAY_ROUTES_LIST_IN_H
#define GATEWAY_ROUTES_LIST_IN_H

#include <jansson.h>

#include "gateway/request.h"
#include "tables/sheet_field.h"

/* The list between ingest's answer and the store's; the first member of a route's own state, which
 * is request->state. */
struct list_in {
    const struct sheet_form *form;
    enum problem_id faulty;               /* the refusal of a list with faults */
    void (*put)(struct request *request); /* asks the store, whose answer goes to list_in_answer */
    const char *name;                     /* of the file */
    const char *rows;                     /* as JSON */
    const char *counts;                   /* as JSON: what the reader of the file left out */
};

/* Has the request's body read; a list without rows or with failed formulas is refused here. */
void list_in_read(struct request *request);

/* The store's {"faults", ...} with its counts: the refusal, or the answer. */
void list_in_answer(struct request *request, const char *json);
/* The same for a list of which each row is taken for itself: faults are part of the answer. */
void list_in_report(struct request *request, const char *json);

/* Refuses with a problem that has "rows", the counts and "faults" after its own fields.  `rows`:
 * NULL if the faults have no place in a spreadsheet; `counts`: {"read","hidden","empty",
 * "hidden_sheets"}, NULL if no list was read. */
void list_in_refuse(struct request *request, enum problem_id id, const struct sheet_form *form,
                    const json_t *rows, const json_t *faults, const json_t *counts);

const char *list_in_kept(struct request *request, const json_t *json);

#endif
