/*
 * context.h — what the checks of a batch need to know, read from the store before it is judged.
 *
 * A source is one statement for the whole batch and what it attaches to each submission: a file
 * here, and a line in the table in context.c. All statements are sent together.
 */
#ifndef VALIDATION_CONTEXT_H
#define VALIDATION_CONTEXT_H

#include "base/map.h"
#include "bus/v1/bus.pb-c.h"
#include "checks/directory.h"
#include "store/lane.h"

/* What a message that asks for a verdict asks beside it, by its payload: the first one ("") finds
 * which others the submission contradicts; one to compare finds its copies; one again no more. */
enum piece_asked { ASKED_FIRST = 1, ASKED_COMPARE = 2, ASKED_AGAIN = 4 };
extern const char PAYLOAD_AGAIN[], PAYLOAD_COMPARE[];

struct past;
struct figure_past;

/* A submission that is being judged. */
struct piece {
    const Bus__V1__Envelope *envelope;
    const Evidence__V1__Submission *submission;
    struct uuid id, evidence_id;
    unsigned asked;       /* a set of enum piece_asked: of its message and of those pending */
    struct uuid *pending; /* messages that this verdict ends, its own among them */
    size_t pending_count;
    int campaign_id, unit_id, account_id;
    int criteria[CRITERIA_MAX];
    size_t criterion_count;
    long long received_us;
    struct context context;
    struct past *past;           /* as in its context; NULL: none */
    struct figure_past *figures; /* its past->figures, to fill */
    struct uuid *affected;       /* submissions whose verdict it may change, each once */
    size_t affected_count, affected_room;
    struct judgement judgement;
    bool is_loaded;
    bool is_withdrawn; /* nothing is a copy of it */
    bool is_deferred;  /* compared later */
    size_t first_part, part_count;
};

/* The evidence item that filed a content first. */
struct owner {
    struct uuid evidence_id, submission_id;
    long long filed_us;
    const char *unit, *title;
};

typedef void context_load_fn(void *arg, enum err err);

/* One batch; the first six are set by the caller, which has unpacked the submissions. */
struct context_load {
    struct lane *lane;
    struct arena *arena; /* holds what is attached */
    struct piece *pieces;
    size_t count;
    bool has_links;                    /* cited pages are loaded */
    const struct directory *directory; /* NULL: not read yet */
    struct map *owners;                /* struct owner by content hash */
    size_t waiting;                    /* answers missing */
    enum err err;
    context_load_fn *then;
    void *arg;
};

struct context_source {
    /* Runs the statement with `then` and `arg`; false: nothing of the batch needs it. */
    bool (*ask)(struct context_load *load, lane_fn *then, void *arg);
    /* Called in the order of the table. */
    void (*take)(struct context_load *load, const struct rows *result);
};

/* Calls `then` once; ERR_NONE: every submission is loaded. */
void context_load_start(struct context_load *self, context_load_fn *then, void *arg);
void context_load_close(struct context_load *self);

extern const struct context_source CONTEXT_PENDING, CONTEXT_PIECES, CONTEXT_READINGS,
    CONTEXT_OWNERS, CONTEXT_PAGES;
extern const struct context_source CONTEXT_PAST, CONTEXT_FIGURES, CONTEXT_CITATIONS;

#endif
