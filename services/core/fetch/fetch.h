/*
 * fetch.h — fetches pages of the web for a process that can reach internal addresses, too:
 * through a guard (guard.h), with limits on bytes, time and redirects, one request per host
 * at a time and a pause between two.
 *
 * Transfers run in the loop (libcurl), many hosts in parallel; a slow host delays only its
 * own requests.  Nothing is kept between requests: for conditional ones the caller keeps the
 * ETag.
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

/* Headers that are NULL are not sent. */
struct fetch_request {
    const char *url;
    const char *etag, *last_modified; /* of the known version: status 304 if it is current */
    const char *accept;
};

enum fetch_outcome {
    FETCH_DONE,        /* there was an answer, of any status */
    FETCH_REFUSED,     /* an address that is not public and not allowed */
    FETCH_NO_NAME,     /* the host's name does not resolve */
    FETCH_UNREACHABLE, /* no connection, or it broke */
    FETCH_UNTRUSTED,   /* the certificate's issuer is not trusted */
    FETCH_EXPIRED,     /* the certificate is no longer valid, or not yet */
    FETCH_OTHER_HOST,  /* the certificate is another host's */
    FETCH_SELF_SIGNED,
    FETCH_TIMEOUT,
    FETCH_TOO_LARGE,
    FETCH_REDIRECTS, /* too many */
    FETCH_NOT_WEB    /* no URL of http or https, or one with a password */
};
/* Stable, as in table link_page: "done", "refused", "no_name", ... */
const char *fetch_outcome_name(enum fetch_outcome outcome);

/* All borrowed until the callback returns; missing texts are "". */
struct fetch_answer {
    enum fetch_outcome outcome;
    int status;            /* of the last hop; 0: no answer */
    int redirects;         /* followed */
    const char *final_url; /* the last one requested */
    const char *content_type, *etag, *last_modified;
    const char *body; /* decompressed; a NUL follows the last byte */
    size_t len;
    const char *detail; /* for logs: libcurl's message */
    const char *trace;  /* of each hop: trace.h */
};
typedef void fetch_fn(void *arg, const struct fetch_answer *answer);

/* ERR_FATAL: fetch.allow or fetch.resolve is malformed. */
MUST_CHECK enum err fetch_open(struct fetch **out, struct loop *loop,
                               const struct fetch_conf *conf);
/* Running and waiting requests are dropped without a call. */
void fetch_close(struct fetch **self);

/* `then` is called once, never before this returns.  The request is copied. */
void fetch_start(struct fetch *self, const struct fetch_request *request, fetch_fn *then,
                 void *arg);
/* Requests that were started and not answered yet. */
size_t fetch_count(const struct fetch *self);

#endif
