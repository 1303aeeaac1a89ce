/*
 * internal.h — the state of a bus, shared by the files of core/bus only.
 *
 * Outboxes (peers.c) are the instances that this one sends to; upstreams
 * (inbox.c) are the connections that send to this one.
 */
#ifndef BUS_INTERNAL_H
#define BUS_INTERNAL_H

#include <sys/queue.h>

#include "base/arena.h"
#include "base/map.h"
#include "bus/bus.h"
#include "bus/credit.h"
#include "bus/sent.h"
#include "wire/frame.h"

enum {
    BEAT_MS = 1000,
    QUIET_MS = 1500,   /* a peer that is silent for so long is sent no more work */
    SILENCE_MS = 3500, /* a peer that is silent for so long is gone */
    FRAMES_PER_TURN = 64,
    UNLISTED_MAX = 10, /* lists in a row that may lack a peer which still sends */
    SLACK = 64,        /* room for control frames beside the window */
    LINGER_MS = 500
};

/* An instance that this process sends to. */
struct outbox {
    struct bus *bus;
    char service[16];
    struct uuid instance;
    char endpoint[256];
    char public_key[41];
    void *socket;     /* DEALER */
    int64_t tried_ms; /* when it last began to connect */
    uint64_t epoch;   /* the peer's; 0: it has not sent Hello yet */
    int64_t heard_ms;
    bool is_leaving; /* it sent Goodbye */
    bool is_broken;  /* a frame could not be sent */
    bool is_mirror;  /* leads back to this process's own inbox */
    struct credit credit;
    struct sent sent; /* copies that may be lost with it */
    struct frame_batch requests;
    size_t outstanding;
    bool is_listed; /* in the latest bus_set_peers */
    int unlisted;   /* how many lists in a row lacked it */
    LIST_ENTRY(outbox) link;
};

/* A connection to the inbox. */
struct upstream {
    unsigned char route[16];
    uint8_t route_len;
    char public_key[41];
    bool is_allowed;
    bool is_service, is_gateway;
    uint32_t account, access_key;
    uint64_t epoch;
    int64_t heard_ms;
    struct allowance allowance;
    struct frame_batch replies;
};

/* A request that has not been answered yet. */
struct question {
    bus_reply_fn *then; /* NULL: this slot is free */
    void *arg;
    struct outbox *outbox; /* NULL: there was no peer to ask */
    int64_t deadline_ms;
    uint32_t generation;
    uint32_t next_free;
};

struct bus {
    struct loop *loop;
    struct bus_conf conf;
    char service[16];
    char public_key[41];
    char secret_key[41];
    const struct bus_events *events;
    void *arg;
    void *context;
    void *inbox;        /* ROUTER, or NULL */
    void *zap;          /* REP, or NULL */
    char endpoint[256]; /* "": none that others could reach */
    struct uuid instance;
    uint64_t epoch;
    size_t free_slots;
    bool is_leaving;
    struct arena *arena; /* of the frame being handled */
    LIST_HEAD(outbox_list, outbox) outboxes;
    struct sent stray;     /* copies whose peer was gone before they could be sent */
    struct map *upstreams; /* by route */
    struct map *keys;      /* struct bus_key by public key */
    struct bus_key *key_list;
    struct question *questions;
    uint32_t question_count, first_free;
    size_t unanswerable; /* questions without a peer */
    bool is_flushing;
    loop_fn *flush; /* deferred by bus_flush_later */
    int beat_timer, look_timer;
    struct bus_counts counts;
};

/* socket.c */
void *bus_socket_new(const struct bus *bus, int type, const char *endpoint);
void bus_socket_set(void *socket, int option, int value);

/* peers.c */
struct outbox *outbox_new(struct bus *bus, const struct bus_peer *peer);
void outbox_beat(struct outbox *self);
/* Connects again to a peer that never answered: libzmq (4.3, issue 3519) does not always
 * reconnect to a peer that refused it, and a peer that lacked this key may have it now. */
void outbox_retry(struct outbox *self);
/* It or its connection is gone: ends open questions, reports copies as lost, connects again. */
void outbox_lose(struct outbox *self);
void outbox_free(struct outbox *self);
bool outbox_is_ready(const struct outbox *self, int64_t now_ms);
void outbox_flush(struct outbox *self);
/* Sends without waiting; false: the bytes are lost. */
bool bus_send(struct bus *self, void *socket, const struct upstream *to, struct wire_bytes bytes);
/* Reports to the owner which copies may be lost. */
void bus_report_lost(struct bus *self, struct sent *sent);
void bus_flush_later(struct bus *self); /* at the end of the turn */

/* inbox.c */
enum err inbox_open(struct bus *self);
/* The endpoint of the inbox for others that reach this machine as `host` (NULL: as bound);
 * false: an inbox that listens on every address has none by itself. */
bool inbox_name(const struct bus *self, const char *host, char endpoint[static 256]);
void inbox_flush(struct bus *self);
void inbox_expire(struct bus *self); /* drops connections that have gone silent */
void inbox_close(struct bus *self);
void inbox_judge_all(struct bus *self); /* after the keys have changed */

/* questions.c */
/* A free slot; its number is slot and generation, which an answer that is too late misses. */
uint64_t questions_take(struct bus *self, uint32_t *slot);
void questions_answer(struct bus *self, const Bus__V1__Reply *reply);
void questions_fail_all(struct bus *self, const struct outbox *outbox);
void questions_expire(struct bus *self); /* deadlines */
void questions_close(struct bus *self);

/* zap.c */
enum err zap_open(struct bus *self);
void zap_close(struct bus *self);

#endif
