/*
 * check.h — one named check: a row of the table at the foot of its family's file in families/,
 * and a function above it.  catalogue.c lists the families.
 */
#ifndef CHECKS_CHECK_H
#define CHECKS_CHECK_H

#include "checks/engine/inspection.h"
#include "checks/engine/severity.h"

enum { PARAMETERS_MAX = 3, CHECKS_MAX = 200, FIGURES_SHOWN = 8 };

/* A whole number that an editor may set for each campaign. */
struct parameter {
    const char *name; /* stable; NULL ends the list */
    long value;       /* the default */
    const char *help; /* Vietnamese */
};

/* Past values beside an example's first figure, or its document; `value` NULL ends a list. */
/* clang-format off */
enum example_past_of { PAST_OWN, PAST_LAST_YEAR, PAST_PLAN, PAST_PEER, PAST_CHILDREN, PAST_MEMBERS,
                       PAST_CITED };
/* clang-format on */
struct example_past {
    enum example_past_of of;
    const char *value; /* decimal; for PAST_CITED the criteria */
    const char *day;   /* for the unit's own values; NULL: 2023-05-01 */
    int filed, units;  /* for PAST_CHILDREN */
};
/* clang-format off */
#define KNOWN(...) (const struct example_past[]){__VA_ARGS__, {.value = NULL}}
/* clang-format on */

/* A made-up submission on which the check fires or does not; the tests run it and the handbook
 * prints it.  NULL fields are left empty. */
struct example {
    bool fires, is_end;
    const char *kind; /* NULL: other */
    const char *title, *text, *symbol, *link;
    const char *occurred_on;                                     /* NULL: 2023-05-20 */
    int received_day;                                            /* days after 2023-06-01 */
    const char *file, *media_type, *problem, *file_text, *facts; /* the one file */
    const char *scan_text;                                       /* what OCR read of it */
    const char *figures[FIGURES_SHOWN];                          /* name, value, name, value */
    const char *required; /* kinds that the criterion asks for: ",report," */
    const char *wanted;   /* name of a figure that the criterion reads */
    int criteria;         /* how many it serves, if more than one */
    int times;            /* how often its text is repeated, if more than once */
    bool is_copy;         /* another submission filed its contents before */
    bool is_twice;        /* its file is attached twice */
    bool is_near;         /* its text or photo resembles another's: */
    enum near_kind near_kind;
    unsigned near_share;             /* in thousandths */
    const struct page *page;         /* the page its link leads to; NULL texts are empty */
    const struct example_past *past; /* KNOWN(...); NULL: none */
    const char *rule;                /* JSON of the campaign's one rule across figures */
};
#define EXAMPLES(...) \
    (const struct example[]) \
    { \
        __VA_ARGS__, \
        { \
            .is_end = true \
        } \
    }

struct check {
    const char *code; /* stable */
    Validation__V1__Severity severity;
    const char *kinds;   /* kinds it applies to: ",article," ; "" all */
    const char *message; /* Vietnamese */
    const char *message_en;
    const char *mend; /* Vietnamese: how to fix it */
    void (*run)(struct inspection *inspection);
    struct parameter parameters[PARAMETERS_MAX];
    const struct example *examples;
    bool compares; /* reads other submissions, which a trial does not */
};

/* A table of checks that belong together. */
struct check_family {
    const char *name;           /* Vietnamese, for the handbook */
    const struct check *checks; /* ends with one without a code */
    bool reads_page;            /* judges the page of an article that is filed as a link alone */
    bool reads_scans;           /* judges what OCR read of scanned files */
};
/* At the end of its file: CHECK_FAMILY(FAMILY_FILES) = {...}; catalogue.c has the list. */
#define CHECK_FAMILY(symbol) \
    extern const struct check_family symbol; \
    const struct check_family symbol
size_t check_family_count(void);
/* NULL past the last. */
const struct check_family *check_family_at(size_t index);

/* Checks are numbered through all families.  check_find: the index of a code, CHECKS_MAX if there
 * is none. */
size_t check_count(void);
const struct check *check_at(size_t index);
size_t check_find(const char *code);

/* What an editor has set for one check in one campaign. */
struct check_setting {
    bool is_off;
    Validation__V1__Severity severity; /* UNSPECIFIED: the check's own */
    bool has_value[PARAMETERS_MAX];
    long values[PARAMETERS_MAX];
};
struct check_settings {
    struct check_setting of[CHECKS_MAX];
    long long version; /* the newest change of them */
};
/* Sets the check's parameters from `json` ({"words_min":120}); false if it is no object, or a name
 * or value is not allowed. */
MUST_CHECK bool check_set_parameters(const struct check *check, const char *json,
                                     struct check_setting *setting);

enum { FINDINGS_PER_CHECK = 50 }; /* stored; further ones are dropped */

/* A parameter of a check: the campaign's setting, else the default.  `settings`: NULL for none. */
long check_parameter(const struct check_settings *settings, size_t index, const char *name);
/* The same of the running check. */
long parameter(const struct inspection *inspection, const char *name);

/* Reports a finding of the running check.  `detail`, `words`: NULL for none. */
void report(struct inspection *inspection, const char *field, const char *detail);
void report_file(struct inspection *inspection, const char *file, const char *detail);
/* At a place in a passage: the words are `len` bytes from `offset`. */
void report_place(struct inspection *inspection, const struct passage *passage, size_t offset,
                  size_t len, const char *detail);
/* In a short field of the submission (title, link, ...): the words are all of it. */
void report_field(struct inspection *inspection, const char *field, const char *text,
                  const char *detail);

/* A breach of a rule of the campaign, which has its own severity. */
void report_rule(struct inspection *inspection, const char *rule, Validation__V1__Severity severity,
                 const char *detail);
/* A likeness to another submission; `passage`: the text that is alike, NULL for a photo. */
void report_near(struct inspection *inspection, const struct near_copy *near,
                 const struct passage *passage, const char *detail);

/* "Ngày đã khai là 20/05/2023.": the detail of a finding on a day that does not match. */
const char *stated_day(const struct inspection *inspection);
/* The value of a line "name=" in the reader's facts; NULL if there is none. */
const char *reading_fact(struct inspection *inspection, const struct reading *reading,
                         const char *name);

#endif
