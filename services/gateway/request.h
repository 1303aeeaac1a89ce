/*
 * request.h — one HTTP request from its head to its answer.
 *
 * A request is admitted (route, limits, account), its body is read, then its route's handler runs
 * once and answers or asks the store or ingest; until the answer is there the connection is
 * suspended, so a request outlives whatever it asked.
 */
#ifndef GATEWAY_REQUEST_H
#define GATEWAY_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

#include <microhttpd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "bus/v1/bus.pb-c.h"
#include "store/params.h"
#include "wire/wire.h"

#include "gateway/auth.h"
#include "gateway/gateway.h"
#include "gateway/problem.h"
#include "gateway/router.h"
#include "gateway/store.h"

enum { ADDRESS_TEXT = 46, REQUEST_HEADERS = 8 };

/* One connection, from accept to close. */
struct client {
    LIST_ENTRY(client) link;
    int fd;
    int64_t quiet_since_us;  /* no request since */
    struct request *request; /* the one that is open; NULL none */
    char address[ADDRESS_TEXT];
};

enum request_phase {
    REQUEST_HEAD, /* to be admitted */
    REQUEST_BODY, /* the body is arriving */
    REQUEST_WORK, /* the handler has run, the answer is awaited */
    REQUEST_SENT  /* the answer is libmicrohttpd's */
};

struct multipart;
struct request;
struct upload;
typedef void request_text_fn(struct request *self, const char *json);

struct request {
    LIST_ENTRY(request) link;
    struct gateway *gateway;
    struct MHD_Connection *connection;
    struct client *client;
    const struct route *route;
    struct route_match match;
    enum request_phase phase;
    bool is_waiting; /* for the store to find the account, for the file of an upload */
    bool is_suspended;
    bool has_answer;
    int64_t started_us;
    uint64_t body_len;           /* bytes that have arrived */
    struct identity who;         /* as.account 0: not signed in */
    const char *address;         /* of the client, behind a proxy too */
    struct uuid trace;           /* what its log lines and its answer carry */
    bool is_trace_given;         /* by the client; else the service may replace it */
    struct arena *arena;         /* lives as long as the request */
    struct params *params;       /* for the handler's statement */
    struct buf body;             /* a JSON body, or the part "evidence" */
    struct multipart *multipart; /* NULL: the body is not multipart */
    struct upload *upload;       /* NULL: the body is no part of an upload */
    size_t uploads;              /* chunks of files that are not stored yet */
    void *state;                 /* the handler's own, in the arena */
    request_text_fn *then;       /* called when the store has answered */

    unsigned status;
    struct buf answer;
    const char *content_type;
    const char *caching;          /* NULL: no-store */
    struct MHD_Response *special; /* instead of `answer` */
    struct {
        const char *name, *value;
    } headers[REQUEST_HEADERS];
    size_t header_count;
};

struct request *request_new(struct gateway *gateway, struct MHD_Connection *connection,
                            struct client *client);
void request_free(struct request *self);
/* libmicrohttpd's access handler: the first call for a request, and every later one. */
void request_start(struct request *self, const char *method, const char *url);
enum MHD_Result request_step(struct request *self, const char *data, size_t *len);

/* ---- for handlers: each request is answered once ---- */

/* The bytes in self->answer, as JSON. */
void request_answer(struct request *self, unsigned status);
/* The same for every account, until another program answers: a client that has it gets a 304. */
void request_answer_lasting(struct request *self);
void request_answer_text(struct request *self, unsigned status, const char *json);
void request_answer_with(struct request *self, unsigned status, struct MHD_Response *response);
void request_refuse(struct request *self, const struct problem *problem);
void request_refuse_as(struct request *self, enum problem_id id, const char *field);
/* The store or a peer failed: 503 if it may be tried again, else 500. */
void request_refuse_err(struct request *self, enum err err);
/* Refuses by {"fault", "field", "about"} of the store; false: the text is no refusal. */
bool request_refuse_fault(struct request *self, const char *json);
/* `tag`, in quotes, names what the answer contains; true: the client has it, a 304 answers.  `tag`
 * and `value` must live as long as the request. */
bool request_is_known(struct request *self, const char *tag);
void request_add_header(struct request *self, const char *name, const char *value);

/* From now on the request has this trace, unless the client gave another. */
void request_trace(struct request *self, struct uuid id);

/* Runs a statement with self->params as the request's account.  A failure, a missing row (404) and
 * a {"fault", "field"} of the catalogue are answered here; otherwise `then` gets the text. */
void request_ask_store(struct request *self, enum store_statement statement, request_text_fn *then);
/* For `then`: the text is the answer. */
void request_answer_ok(struct request *self, const char *json);
void request_answer_accepted(struct request *self, const char *json);

/* Asks a service for the account. Answers a failure or fault; `then` gets a good reply's body. */
typedef void request_reply_fn(struct request *self, const ProtobufCBinaryData *body);
void request_ask(struct request *self, const char *service, uint32_t method,
                 const ProtobufCMessage *body, request_reply_fn *then);
void request_ask_ingest(struct request *self, uint32_t method, const ProtobufCMessage *body,
                        request_reply_fn *then);
/* Like request_ask, but `then` gets every outcome; one `sticky` always asks the same peer, for
 * uploads. */
typedef void request_raw_fn(void *arg, enum err err, const Bus__V1__Reply *reply);
void request_ask_raw(struct request *self, uint32_t method, struct wire_bytes body, uint64_t sticky,
                     request_raw_fn *then, void *arg);

const char *request_header(const struct request *self, const char *name); /* NULL: none */
const char *request_query(const struct request *self, const char *name);  /* NULL: none */

/* Continues a suspended request; does nothing to another. */
void request_wake(struct request *self);
/* Disconnects a client at once and drops what was queued for it. */
void request_cut(struct client *client);

/* When the process drains: refuses waiting requests as unavailable and drops late answers. */
void request_abandon_all(struct gateway *gateway);
void request_free_spare(struct gateway *gateway);

#endif
