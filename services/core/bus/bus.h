/*
 * bus.h — one inbox, many outboxes: how a process communicates with the others.
 *
 * The process binds one ROUTER (its inbox) and opens one DEALER per peer that
 * it sends to.  PostgreSQL holds every promise: the consumer's poll finds what this
 * module loses, so sending has no result.  Credit is a level (bus.v1.Credit).  CURVE
 * everywhere; only registered keys may connect.  The loop is bus/loop.h; this module
 * only registers with it.
 */
#ifndef BUS_BUS_H
#define BUS_BUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/uuid.h"
#include "bus/loop.h"
#include "bus/v1/bus.pb-c.h"

struct bus;

/* Stage numbers, as in table `message`. */
enum stage_id {
    STAGE_NONE = 0,
    STAGE_READ = 1,
    STAGE_VALIDATE = 2,
    STAGE_SCORE = 3,
    STAGE_NOTIFY = 4
};

struct bus_conf {
    const char *service;    /* ingest, validation, reader, ... or "" for a client */
    const char *listen;     /* "tcp://127.0.0.1:*"; NULL: no inbox */
    const char *secret_key; /* Z85, 40 characters */
    const char *public_key; /* Z85 */
    bool is_hot;            /* bus.hot: false sends wake-ups and requests only */
    size_t window;          /* envelopes that one upstream may have in flight */
    size_t max_frame;       /* bytes; a longer frame ends the connection */
};

/* Where a request came from: opaque; copy it and pass it to bus_reply. */
struct bus_from {
    unsigned char route[16]; /* ROUTER identity */
    uint8_t route_len;
    uint64_t request_id;
    uint32_t account;    /* from the key; a gateway names it itself */
    uint32_t access_key; /* likewise, of a connected system; 0: none */
};

/* The events that the bus reports to its owner.  Pointers live until the callback returns. */
struct bus_events {
    void (*delivered)(void *arg, const Bus__V1__Envelope *const *envelopes, size_t count);
    void (*woken)(void *arg, enum stage_id stage);
    void (*asked)(void *arg, const struct bus_from *from, const Bus__V1__Request *request);
    void (*changed)(void *arg, const Bus__V1__Changed *changed);
    /* Copies of these messages were sent to an instance that is gone, and may be lost. */
    void (*lost)(void *arg, enum stage_id stage, const struct uuid *ids, size_t count);
};

typedef void bus_reply_fn(void *arg, enum err err, const Bus__V1__Reply *reply);

/* ERR_FATAL: invalid keys, or the address is in use. */
MUST_CHECK enum err bus_open(struct bus **out, struct loop *loop, const struct bus_conf *conf,
                             const struct bus_events *events, void *arg);
void bus_close(struct bus **self); /* lingers 500 ms; NULL-safe */

/* Others reach this process at `host` (a name or an address; NULL: as bound).  If that differs
 * from before, all connections are made again, because they began at the old address.  The
 * process also connects to itself at that endpoint, for bus_reaches_itself. */
void bus_announce(struct bus *self, const char *host);
/* The endpoint at which others reach this process, with the real port; "": none yet. */
const char *bus_endpoint(const struct bus *self);
/* Whether a connection to the announced endpoint reaches this process and is accepted. */
bool bus_reaches_itself(const struct bus *self);
const struct uuid *bus_instance(const struct bus *self);

/* Discovery: the rows of table `peer` as they are now; connects to the new ones and drops
 * those that are gone. */
struct bus_peer {
    const char *service;
    struct uuid instance;
    const char *endpoint;
    const char *public_key;
};
void bus_set_peers(struct bus *self, const struct bus_peer *peers, size_t count);

/* The public keys (Z85) that may connect, each of a service or of an account (one of the
 * two). */
struct bus_key {
    char public_key[41];
    char service[16];
    uint32_t account;
    uint32_t access_key; /* that bounds the account; 0: none */
};
void bus_set_keys(struct bus *self, const struct bus_key *keys, size_t count);

/* Sets the limit of each upstream to "received + free_slots"; call after commit. */
void bus_credit(struct bus *self, size_t free_slots);
/* Reserves credit: how many successors may be pushed (0 with bus.hot off or without credit). */
size_t bus_reserve(struct bus *self, const char *service, size_t want);
/* Consumes reservations; may fail silently: the row's lease ends, and a poll finds it. */
void bus_deliver(struct bus *self, const char *service, const Bus__V1__Envelope *const *envelopes,
                 size_t count);
void bus_release(struct bus *self, const char *service, size_t count); /* unused reservations */
void bus_wake(struct bus *self, const char *service, enum stage_id stage);
void bus_send_changed(struct bus *self, const char *service, const Bus__V1__Changed *changed);

/* Asks one instance of `service`; `then` is called exactly once, with ERR_NONE
 * and a reply, or ERR_UNKNOWN (no answer within timeout_ms, connection lost)
 * or ERR_RETRY (no peer).  Requests asked within one turn of the loop travel
 * in one frame.  `sticky` not 0: the same number goes to the same instance.
 * The body is copied. */
struct bus_question {
    const char *service;
    uint32_t method;
    uint32_t account, access_key;
    const void *body;
    size_t body_len;
    uint64_t sticky;
    int timeout_ms;
    const struct uuid *trace; /* for the log lines of the other side; NULL: none */
};
void bus_ask(struct bus *self, const struct bus_question *question, bus_reply_fn *then, void *arg);

/* Answers a request; replies of one turn of the loop travel in one frame per
 * peer.  Pass fault NULL for success. */
void bus_reply(struct bus *self, const struct bus_from *from, const void *body, size_t len,
               const Bus__V1__Fault *fault);

/* Whether a question to that service would reach an instance: one has sent Hello. */
bool bus_reaches(const struct bus *self, const char *service);

/* A new CURVE key pair, Z85. */
void bus_make_keys(char public_key[static 41], char secret_key[static 41]);

/* Draining: sends Goodbye to all upstreams and freezes credit. */
void bus_goodbye(struct bus *self);

/* What passed since bus_open, and what was refused; only tests read it. */
struct bus_counts {
    uint64_t frames_in, frames_out, envelopes_in, envelopes_out, bad_frames, refused_peers;
};
const struct bus_counts *bus_count(const struct bus *self);

#endif
