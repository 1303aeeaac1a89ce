/*
 * fetch.h — gets pages from the web for a process that may reach more than the web: through a
 * guard (guard.h), with limits on bytes, time and redirects, one request per host at a time
 * and a pause between two.
 *
 * Transfers run in the loop (libcurl); many hosts side by side, a slow one holds up only its
 * own.  Nothing is kept between requests: who wants to ask "has it changed?" keeps the ETag.
 */
#ifndef FETCH_FETCH_H
#define FETCH_FETCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "bus/loop.h"

struct fetch;

/* Rows for a service's table: FETCH_CONF_ENTRIES (fetch/conf.h). */
struct fetch_conf {
    const char *allow, *resolve, *ca;
    size_t bytes;
    int seconds, redirects, host_ms;
    size_t at_once;
};

/* What is NULL is not sent. */
struct fetch_request {
    const char *url;
    const char *etag, *last_modified; /* of what is known: a status 304 says it still is so */
    const char *accept;
};

enum fetch_outcome {
    FETCH_DONE,        /* there was an answer: see the status, of whatever kind */
    FETCH_REFUSED,     /* an address that is not public and not allowed */
    FETCH_NO_NAME,     /* the host's name has no address */
    FETCH_UNREACHABLE, /* no connection, or it broke */
    FETCH_UNTRUSTED,   /* the certificate is nobody's whom we know */
    FETCH_EXPIRED,     /* it is no longer valid, or not yet */
    FETCH_OTHER_HOST,  /* it is another host's */
    FETCH_SELF_SIGNED,
    FETCH_TIMEOUT,
    FETCH_TOO_LARGE,
    FETCH_REDIRECTS, /* too many */
    FETCH_NOT_WEB    /* no URL of http or https, or one with a password */
};
/* Stable, as in table link_page: "done", "refused", "no_name", ... */
const char *fetch_outcome_name(enum fetch_outcome outcome);

/* All borrowed for the time of the callback; texts are "" where there was nothing. */
struct fetch_answer {
    enum fetch_outcome outcome;
    int status;            /* of the last hop; 0: none came */
    int redirects;         /* followed */
    const char *final_url; /* the last one asked for */
    const char *content_type, *etag, *last_modified;
    const char *body; /* unpacked, NUL-terminated behind `len` */
    size_t len;
    const char *detail; /* for logs: what the library said */
    const char *trace;  /* of each hop: trace.h */
};
typedef void fetch_fn(void *arg, const struct fetch_answer *answer);

/* ERR_FATAL: fetch.allow or fetch.resolve makes no sense. */
MUST_CHECK enum err fetch_open(struct fetch **out, struct loop *loop,
                               const struct fetch_conf *conf);
/* What is under way is dropped without a call. */
void fetch_close(struct fetch **self);

/* `then` is called once, never before this returns.  The request is copied. */
void fetch_start(struct fetch *self, const struct fetch_request *request, fetch_fn *then,
                 void *arg);
/* Those that were started and have not been answered. */
size_t fetch_count(const struct fetch *self);

#endif
