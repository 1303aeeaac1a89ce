/*
 * system_http.h — a small HTTP client for tests: one request, one answer, one
 * connection.  It may be used from several threads.
 */
#ifndef SUPPORT_SYSTEM_HTTP_H
#define SUPPORT_SYSTEM_HTTP_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct http_file {
    const char *name;
    const void *data;
    size_t len;
};

/* Called with what has come so far; returning false ends the answer there. */
typedef bool http_hear_fn(void *arg, const char *text);

struct http_request {
    const char *method;            /* NULL: GET, or POST where there is a body */
    const char *path;              /* "/api/v1/…" */
    const char *token;             /* bearer; NULL: none */
    const char *key;               /* Idempotency-Key; NULL: none */
    const char *type;              /* Content-Type; NULL: application/json; "": none */
    const char *body;              /* NULL: none; for multipart, the part `part` */
    const char *part;              /* NULL: "evidence" */
    size_t body_len;               /* 0: strlen */
    const char *header;            /* one more, "Name: value" */
    const char *const *headers;    /* further ones, NULL last; NULL: none */
    const struct http_file *files; /* makes the request multipart */
    size_t file_count;
    int timeout_ms;     /* 0: the limit for hangs */
    http_hear_fn *hear; /* for a stream; NULL: read to its end */
    void *hear_arg;
};

struct http_answer {
    long status;   /* 0: no answer */
    char *headers; /* as received, names in their original case */
    char *body;
    size_t len;
    json_t *json; /* NULL if it is not JSON */
};

/* `host`: "127.0.0.1:PORT".  The answer is freed with http_free. */
struct http_answer http_send(const char *host, const struct http_request *request);
void http_free(struct http_answer *answer);
/* A member of the answer as text, "" if there is none; lives as long as the answer. */
const char *http_text(const struct http_answer *answer, const char *member);

#endif
