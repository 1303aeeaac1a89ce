/*
 * problem.h — every reason for which the system refuses a request: a stable code, the HTTP status,
 * and in Vietnamese and English what is wrong and how to fix it.
 *
 * The one table of them is in the files problems_*.def, a PROBLEM(...) each: id, status, retry_s
 * (0: not to be repeated, or after 1 s if the status is 429 or 503), code, what is wrong (vi, en),
 * how to fix it (vi, en).  problem_with replaces "{}".
 */
#ifndef EVIDENCE_PROBLEM_H
#define EVIDENCE_PROBLEM_H

#include <stddef.h>

#include "base/arena.h"
#include "bus/v1/bus.pb-c.h"

enum problem_id {
    PROBLEM_NONE = 0,
#define PROBLEM(id, ...) id,
#include "evidence/problems_request.def"

#include "evidence/problems_access.def"

#include "evidence/problems_evidence.def"

#include "evidence/problems_lists.def"

#include "evidence/problems_uploads.def"

#include "evidence/problems_assessment.def"

#include "evidence/problems_rounds.def"

#include "evidence/problems_visits.def"

#include "evidence/problems_register.def"
#undef PROBLEM
    PROBLEM_COUNT
};

/* Texts are borrowed: constants, or of the arena of the request. */
struct problem {
    unsigned status; /* HTTP */
    const char *code;
    const char *field; /* "figures[2].value"; "" if no field is at fault */
    const char *detail, *detail_en;
    const char *mend, *mend_en; /* how to fix it; "": nothing to do */
    unsigned line, column;      /* from 1, in a body that cannot be parsed; 0: unknown */
    unsigned retry_s;           /* not 0: nothing was done, retry after this time */
};

/* `field` NULL: none.  PROBLEM_NONE is not allowed. */
struct problem problem_of(enum problem_id id, const char *field);

/* The same, with `about` in place of "{}": a limit, the columns that are missing. */
struct problem problem_with(struct arena *arena, enum problem_id id, const char *field,
                            const char *about);
struct problem problem_at_most(struct arena *arena, enum problem_id id, const char *field,
                               size_t most);

/* PROBLEM_NONE: no such code in the table. */
enum problem_id problem_find(const char *code);
/* A refusal by the store, by its code; a code that is not in the table is a 500. */
struct problem problem_of_code(const char *code, const char *field);

/* A fault of a spreadsheet or of a row of it, by its code, with the columns that a head must name;
 * a code that is not in the table means that the file cannot be read to its end. */
struct problem problem_of_sheet(struct arena *arena, const char *code, const char *columns);

/* Conversion to the bus's form and back.  The result borrows the texts of its input; a fault
 * without a usable status is a 500. */
void problem_to_fault(const struct problem *self, Bus__V1__Fault *out);
struct problem problem_of_fault(const Bus__V1__Fault *fault);

#endif
