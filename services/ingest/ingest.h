/*
 * ingest.h — admission of evidence: what the files of this service share.
 *
 * A request is checked for form and rights (handler.c), gathered (accept.c) and answered when its
 * row and its message are durable. Validation judges the content, never this service.
 */
#ifndef INGEST_INGEST_H
#define INGEST_INGEST_H

#include "base/arena.h"
#include "base/hash.h"
#include "base/uuid.h"
#include "bus/bus.h"
#include "daemon/daemon.h"
#include "evidence/problem.h"
#include "evidence/v1/evidence.pb-c.h"
#include "ingest/directory.h"

struct ingest_conf {
    struct daemon_conf daemon;
    const char *files_root;
    size_t file_max;    /* bytes of one file */
    size_t uploads_max; /* files that may be uploaded at once */
    size_t pending_max; /* requests that may wait for a commit */
    size_t high_water;  /* pending validations above which requests are refused as busy */
};
extern const struct conf_entry INGEST_CONF[];
extern const size_t INGEST_CONF_COUNT;

/* The result of one request. */
struct outcome {
    bool is_accepted; /* durable; else `fault` says why not */
    bool is_repeat;   /* it was stored before */
    bool is_held;     /* its unit has closed: it does not count until it is taken */
    struct uuid evidence_id;
    int revision;
    enum problem_id fault;
};

struct filing;
typedef void filed_fn(void *arg, const struct filing *filing, const struct outcome *outcome);

/* A request that passed admission, ready to be stored. */
struct filing {
    filed_fn *then;
    void *arg;
    struct bus_from from; /* the sender; unused for rows of an import */
    const char *sheet;    /* of an import: the sheet and its row, */
    int row;
    int number;        /* which that is among all of its file, */
    const char *cells; /* and its cells, a JSON array */
    struct uuid id;    /* of (account, idempotency key) */
    struct uuid trace; /* = id unless the request brought its own */
    struct uuid message_id;
    int campaign_id, unit_id, account_id;
    char criteria[160]; /* '{1,2}' */
    const char *kind, *title;
    const char *words;      /* folded, by which it is found */
    int occurred, received; /* days since 1970; received 0: now */
    const char *made_at;    /* a moment of UTC; NULL: not said */
    const char *client;     /* NULL: not said */
    struct hash body_hash;
    const unsigned char *body; /* evidence.v1.Submission, packed */
    size_t body_len;
    size_t file_count;
    const struct hash *files;
    bool is_revision;
    struct uuid evidence_id;
    int base_revision;
};

/* handler.c (pure): everything in the result lives in `arena` or is borrowed from `submit`. False,
 * with *problem filled, for a request that is refused. */
bool filing_make(const struct directory *directory, struct filer filer,
                 Evidence__V1__Submit *submit, struct arena *arena, struct filing *out,
                 struct problem *problem);

#endif
