/*
 * inspection.h — input and output of the checks.  Judging is pure: the same input gives the same
 * judgement.
 */
#ifndef CHECKS_INSPECTION_H
#define CHECKS_INSPECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "base/uuid.h"
#include "evidence/v1/evidence.pb-c.h"
#include "text/passage.h"
#include "validation/v1/validation.pb-c.h"

enum { CRITERIA_MAX = 12, FIGURES_MAX = 8 };

/* A criterion that the submission serves. */
struct criterion {
    int id;
    const char *code;
    date_days window_from, window_to;
    const char *required_kinds;            /* ",document,report,"; "" any */
    const char *figures[FIGURES_MAX];      /* folded names, in order */
    const char *figure_names[FIGURES_MAX]; /* as the criterion writes them */
    size_t figure_count;
};

/* Of a file without text that can be read: what OCR has done. */
enum scan_state { SCAN_NONE, SCAN_WAITS, SCAN_READ, SCAN_GIVEN_UP };

/* A file of the submission, as the reader found it. */
struct reading {
    const char *name;
    const char *media_type; /* by content; "" if it was not read */
    const char *problem;    /* "", encrypted, damaged, too_large, timeout, missing */
    const char *text;
    size_t len;
    const char *facts;          /* properties beside the text: lines "name=value" */
    const unsigned char *photo; /* packed fingerprint of a picture (likeness/photo.h) */
    size_t photo_len;           /* 0: none */
    enum scan_state scan;
    const char *scan_text; /* by OCR, with its errors: for likeness and figures, never for a number,
                              a symbol or a day; NULL: none */
};

enum content_kind { CONTENT_FILE, CONTENT_LINK, CONTENT_TEXT, CONTENT_DOCUMENT };

/* Something that must not be filed twice, by its fingerprint. */
struct content {
    enum content_kind kind;
    struct uuid hash;
    const char *field; /* its place in the submission */
    const char *name;  /* the file's */
    bool is_known;     /* another submission filed it before: */
    const char *owner_unit, *owner_title;
};

/* A text or photo of an earlier submission that one of this submission resembles. */
enum near_kind { NEAR_TEXT, NEAR_PASSAGE, NEAR_PHOTO };
struct near_passage {
    size_t offset, len; /* in the text of this submission or of its file, in bytes */
    const char *other;  /* the same place in the other text */
};
struct near_copy {
    enum near_kind kind;
    const char *field, *file; /* its place in this submission; file "": its own text */
    const char *owner_unit, *owner_title;
    unsigned share;                /* of the shorter text or of the photo, per mille */
    struct near_passage *passages; /* the longest first */
    size_t passage_count;
};

struct context {
    const struct check_settings *settings; /* the campaign's; NULL: none */
    struct dictionary *dictionary;         /* NULL: spelling is not judged */
    date_days received, deadline;
    struct criterion *criteria;
    size_t criterion_count;
    struct reading *readings;
    size_t reading_count;
    struct content *contents;
    size_t content_count;
    const struct near_copy *nears;
    size_t near_count;
    const struct page *page; /* the page the link leads to (page.h); NULL: none */
    const struct past *past; /* past.h; NULL: unknown */
    const char *accepted;    /* keys of findings that an inspector accepted, ",key,"; "" */
};

struct finding {
    const struct check *check;
    Validation__V1__Severity severity;               /* by the campaign's setting */
    const char *detail;                              /* specifics, in Vietnamese; "" if none */
    const char *field, *file, *words, *sheet, *cell; /* sheet and cell NULL but for workbooks */
    unsigned line, column, page;                     /* page 0: not a PDF */
    struct uuid key;               /* hash of finding and place: stable over runs */
    bool is_accepted;              /* shown, but it does not count */
    const struct near_copy *near;  /* with the passages of the other submission; NULL for most */
    const struct passage *passage; /* the one that has near's passages */
};

struct fact {
    int criterion_id;
    int figure;         /* 0: the occurrence itself */
    const char *amount; /* decimal */
};

struct inspection {
    struct arena *arena;
    const Evidence__V1__Submission *piece;
    date_days occurred;
    const struct context *context;
    struct passage *passages;
    size_t passage_count;
    const struct check *check; /* the running one */
    size_t check_index;
    struct finding *findings;
    size_t finding_count, finding_capacity;
};

struct judgement {
    Validation__V1__Verdict verdict;
    const char *findings; /* JSON, as in table validation */
    unsigned error_count;
    const char *first_message; /* the worst finding's; "" if none */
    const char *quality;       /* JSON of an article's score (article.h); NULL */
    struct fact *facts;
    size_t fact_count;
    int days_late;
};

void judge(const Evidence__V1__Submission *piece, const struct context *context,
           struct arena *arena, struct judgement *out);

/* contents.c: fingerprints of what must not be filed twice; in the arena. */
size_t contents_of(const Evidence__V1__Submission *piece, struct arena *arena,
                   struct content **out);

#endif
