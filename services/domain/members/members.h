/*
 * members.h — exports of the member software: columns are mapped to fields, every row is judged,
 * one score with its receipt results.  Pure apart from reading the file.
 *
 * Two kinds of sheet, distinguished by the fields of their columns: a list (one row a member) and a
 * log (one row an operation).  No personal data leaves this module, only row numbers.
 */
#ifndef MEMBERS_MEMBERS_H
#define MEMBERS_MEMBERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/err.h"
#include "base/uuid.h"
#include "checks/engine/check.h"
#include "tables/connector.h"

enum member_field {
    MEMBER_NAME,
    MEMBER_BORN,
    MEMBER_ADMITTED,
    MEMBER_CARD,
    MEMBER_SEX,
    MEMBER_BRANCH,
    MEMBER_RATING,
    MEMBER_STATUS,
    MEMBER_EXCEPTION,
    OPERATION_DAY,
    OPERATION_KIND,
    MEMBER_FIELDS
};
const char *member_field_code(enum member_field field); /* "full_name" */
const char *member_field_name(enum member_field field); /* Vietnamese */
int member_field_of(const char *heading);               /* by its usual names; -1: unknown */
bool member_field_find(const char *code, enum member_field *out);
bool member_field_is_needed(enum member_field field); /* every member must have it */

/* ---------------------------------------------------------------- the file and its mapping */

enum { SHEETS_MAX = 16, HEAD_ROWS_MAX = 3 };

struct member_line {
    unsigned row;       /* from 1, as the office program shows it */
    const char **cells; /* trimmed texts */
    size_t count;
};

struct member_sheet {
    const char *name;
    struct member_line *lines; /* those that are not empty */
    size_t count, capacity;
    size_t head;                                 /* index of the line that names the columns */
    struct member_line head_rows[HEAD_ROWS_MAX]; /* as they stand in the file */
    size_t head_row_count;
    int places[MEMBER_FIELDS]; /* column of a field; -1: none */
};

struct member_book {
    struct member_sheet sheets[SHEETS_MAX];
    size_t count;
    struct left_out left_out;
    const char *problem; /* code of what stopped the reading; NULL if nothing did */
};

/* Everything lives in `arena`.  ERR_REJECT: it cannot be read at all (see the note). */
MUST_CHECK enum err member_book_read(const char *path, struct arena *arena,
                                     struct member_book *out);
/* The same for an open file at its beginning. */
MUST_CHECK enum err member_book_read_from(int fd, struct arena *arena, struct member_book *out);
/* Finds the head below titles, and guesses the fields of its columns. */
void member_sheet_propose(struct member_sheet *self, struct arena *arena);
/* Whether a line repeats the head, as printed pages do. */
bool member_line_is_head(const struct member_sheet *self, const struct member_line *line);
/* The normal form in which headings are compared and stored: folded, without brackets and stars. */
const char *member_heading(struct arena *arena, const char *cell);
/* A hash of the set of headings, whatever their order. */
struct uuid member_sheet_fingerprint(const struct member_sheet *self, struct arena *arena);
bool member_sheet_is_list(const struct member_sheet *self);
bool member_sheet_is_log(const struct member_sheet *self);

/* ---------------------------------------------------------------- judging */

/* The table of checks, ended by one without a code; ERROR: the row counts as wrong. */
extern const struct check MEMBER_CHECKS[];
extern const struct check_family MEMBER_FAMILY;
const struct check *member_check_find(const char *code); /* NULL: none */
/* Whether the check fires on an example's export (its text); ERR_REJECT: it cannot be read. */
MUST_CHECK enum err member_example(const struct check *check, const struct example *example,
                                   struct arena *arena, bool *fires);

enum member_part { PART_CORRECT, PART_COMPLETE, PART_REGULAR, MEMBER_PARTS };

struct member_rules {
    date_days as_of;
    long own_figure;                       /* members by the unit's own count; -1: unknown */
    int weights[MEMBER_PARTS];             /* at least one is above 0 */
    bool is_filed;                         /* the own figure comes from the unit's evidence */
    const struct check_settings *settings; /* by index in MEMBER_CHECKS; NULL: none */
    const char *settings_text;             /* the same as JSON */
    const char *branches;                  /* below the unit, "|chi doan ap cho|"; NULL: unknown */
};

struct member_finding {
    const struct check *check;
    bool is_error; /* by the campaign's setting */
    const char *sheet;
    unsigned row; /* 0: the whole sheet */
    enum member_field field;
};

struct member_judgement {
    struct member_finding *findings;
    size_t count, capacity;
    int rows, rows_wrong;
    int cells_needed, cells_filled;
    int active, rated;
    bool are_ratings_due;
    int months_due, months_done;
};

void member_judge(const struct member_book *book, const struct member_rules *rules,
                  struct arena *arena, struct member_judgement *out);

/* 0 .. 100, rounded once; the receipt shows the parts to 0.0001. */
struct decimal member_score(const struct member_judgement *judged,
                            const struct member_rules *rules);
/* Inputs and every step; {"inputs","steps","value"}. */
void member_receipt(const struct member_judgement *judged, const struct member_rules *rules,
                    struct buf *into);

#endif
