/*
 * inspection.h — what a check sees and says.  Judging is pure: this in, a judgement out.
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

/* A criterion that the piece serves. */
struct criterion {
    int id;
    const char *code;
    date_days window_from, window_to;
    const char *required_kinds;       /* ",document,report,"; "" any */
    const char *figures[FIGURES_MAX]; /* folded names, in order */
    size_t figure_count;
};

/* A file of the piece, as the reader found it. */
struct reading {
    const char *name;
    const char *media_type; /* by content; "" if it was not read */
    const char *problem;    /* "", encrypted, damaged, too_large, timeout, missing */
    const char *text;
    size_t len;
    const char *facts;          /* what is known beside the text: formats/facts.h */
    const unsigned char *photo; /* fingerprint of a picture (likeness/photo.h), packed */
    size_t photo_len;           /* 0: none */
};

enum content_kind { CONTENT_FILE, CONTENT_LINK, CONTENT_TEXT, CONTENT_DOCUMENT };

/* Something that must not be filed twice, by its fingerprint. */
struct content {
    enum content_kind kind;
    struct uuid hash;
    const char *field; /* where it stands in the piece */
    const char *name;  /* of the file */
    bool is_known;     /* another piece has filed it before: */
    const char *owner_unit, *owner_title;
};

/* A text or photo of another piece, filed before, that one of this piece resembles. */
enum near_kind { NEAR_TEXT, NEAR_PASSAGE, NEAR_PHOTO };
struct near_passage {
    size_t offset, len; /* in the text of this piece or of its file, in bytes */
    const char *other;  /* what stands there in the other text */
};
struct near_copy {
    enum near_kind kind;
    const char *field, *file; /* where it stands in this piece; file "": its own text */
    const char *owner_unit, *owner_title;
    unsigned share;                /* of the shorter text or of the photo, in thousandths */
    struct near_passage *passages; /* the longest first */
    size_t passage_count;
};

struct context {
    const struct check_settings *settings; /* of the campaign; NULL: none */
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
    const struct page *page; /* that the link leads to (page.h); NULL: nobody looks */
    const struct past *past; /* past.h; NULL: not known */
    const char *accepted;    /* keys of findings that an inspector accepted, ",key,"; "" */
};

struct finding {
    const struct check *check;
    Validation__V1__Severity severity;               /* as set for the campaign */
    const char *detail;                              /* what exactly, in Vietnamese; "" */
    const char *field, *file, *words, *sheet, *cell; /* the last two NULL but for workbooks */
    unsigned line, column, page;                     /* page 0: not of a PDF */
    struct uuid key;               /* of what was found and where: the same in every run */
    bool is_accepted;              /* told, but it does not weigh */
    const struct near_copy *near;  /* with what stands in the other piece; NULL for most */
    const struct passage *passage; /* in which its passages stand */
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
    const struct check *check; /* the one that runs */
    size_t check_index;
    struct finding *findings;
    size_t finding_count, finding_capacity;
};

struct judgement {
    Validation__V1__Verdict verdict;
    const char *findings; /* JSON, as in table validation */
    unsigned error_count;
    const char *first_message; /* of the worst finding; "" */
    const char *quality;       /* JSON of an article's (article.h); NULL */
    struct fact *facts;
    size_t fact_count;
    int days_late;
};

void judge(const Evidence__V1__Submission *piece, const struct context *context,
           struct arena *arena, struct judgement *out);

/* contents.c: what of a piece must not be filed twice; in the arena. */
size_t contents_of(const Evidence__V1__Submission *piece, struct arena *arena,
                   struct content **out);

#endif
