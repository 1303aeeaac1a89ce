/*
 * inbox.c — the receiving side: one ROUTER and its connections.  The key of a connection
 * decides which frames it may send; credit and replies go back over it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zmq.h>

#include "base/clock.h"
#include "bus/internal.h"
#include "bus/loop_zmq.h"

enum { FORGET_MS = 15000 };

static void inbox_judge(struct bus *self, struct upstream *upstream)
{
    const struct bus_key *key = map_get_text(self->keys, upstream->public_key);
    upstream->is_allowed = key != NULL;
    upstream->is_service = key != NULL && key->service[0] != '\0';
    upstream->is_gateway = key != NULL && strcmp(key->service, "gateway") == 0;
    upstream->account = key != NULL ? key->account : 0;
    upstream->access_key = key != NULL ? key->access_key : 0;
}

static bool next_upstream(const struct bus *self, size_t *at, struct upstream **out)
{
    const void *key;
    size_t len;
    void *value;
    if (!map_next(self->upstreams, at, &key, &len, &value)) {
        return false;
    }
    *out = value;
    return true;
}

void inbox_judge_all(struct bus *self)
{
    size_t at = 0;
    struct upstream *upstream;
    while (next_upstream(self, &at, &upstream)) {
        inbox_judge(self, upstream);
    }
}

static void send_frame(struct bus *self, const struct upstream *to, const Bus__V1__Frame *frame)
{
    struct arena *arena = arena_new();
    (void)bus_send(self, self->inbox, to, frame_pack(arena, frame));
    arena_free(&arena);
}

/* ------------------------------------------------------------- sending */

static void send_limit(struct bus *self, struct upstream *to)
{
    Bus__V1__Credit credit = BUS__V1__CREDIT__INIT;
    Bus__V1__Frame frame = BUS__V1__FRAME__INIT;
    to->allowance.announced = allowance_limit(&to->allowance, self->free_slots);
    credit.epoch = to->allowance.epoch;
    credit.limit = to->allowance.announced;
    frame.kind_case = BUS__V1__FRAME__KIND_CREDIT;
    frame.credit = &credit;
    send_frame(self, to, &frame);
}

static void send_hello(struct bus *self, const struct upstream *to)
{
    Bus__V1__Hello hello = BUS__V1__HELLO__INIT;
    Bus__V1__Frame frame = BUS__V1__FRAME__INIT;
    hello.service = self->service;
    hello.instance = wire_uuid(&self->instance);
    hello.epoch = self->epoch;
    hello.protocol = FRAME_PROTOCOL;
    frame.kind_case = BUS__V1__FRAME__KIND_HELLO;
    frame.hello = &hello;
    send_frame(self, to, &frame);
}

static void send_goodbye(struct bus *self, const struct upstream *to)
{
    Bus__V1__Goodbye goodbye = BUS__V1__GOODBYE__INIT;
    Bus__V1__Frame frame = BUS__V1__FRAME__INIT;
    frame.kind_case = BUS__V1__FRAME__KIND_GOODBYE;
    frame.goodbye = &goodbye;
    send_frame(self, to, &frame);
}

void bus_credit(struct bus *self, size_t free_slots)
{
    self->free_slots = self->is_leaving ? 0 : free_slots;
    size_t at = 0;
    struct upstream *upstream;
    while (next_upstream(self, &at, &upstream)) {
        if (upstream->epoch != 0 && upstream->is_service &&
            allowance_is_news(&upstream->allowance, self->free_slots)) {
            send_limit(self, upstream);
        }
    }
}

void bus_goodbye(struct bus *self)
{
    self->is_leaving = true;
    self->free_slots = 0;
    size_t at = 0;
    struct upstream *upstream;
    while (next_upstream(self, &at, &upstream)) {
        send_goodbye(self, upstream);
    }
}

static void flush_replies(struct bus *self, struct upstream *to)
{
    if (to->replies.count > 0) {
        (void)bus_send(self, self->inbox, to, frame_batch_finish(&to->replies));
        frame_batch_clear(&to->replies);
    }
}

void inbox_flush(struct bus *self)
{
    size_t at = 0;
    struct upstream *upstream;
    while (self->inbox != NULL && next_upstream(self, &at, &upstream)) {
        flush_replies(self, upstream);
    }
}

void bus_reply(struct bus *self, const struct bus_from *from, const void *body, size_t len,
               const Bus__V1__Fault *fault)
{
    struct upstream *to = map_get(self->upstreams, from->route, from->route_len);
    if (to == NULL) {
        return; /* the sender of the request is gone and will ask again */
    }
    union {
        const void *borrowed;
        uint8_t *bytes;
        Bus__V1__Fault *fault;
    } field;
    Bus__V1__Reply reply = BUS__V1__REPLY__INIT;
    reply.id = from->request_id;
    field.borrowed = body;
    reply.body = (ProtobufCBinaryData){.len = len, .data = field.bytes};
    field.borrowed = fault;
    reply.fault = field.fault;
    if (to->replies.count > 0 &&
        frame_batch_len_with(&to->replies, &reply.base) > self->conf.max_frame / 2) {
        flush_replies(self, to);
    }
    frame_batch_add(&to->replies, &reply.base);
    bus_flush_later(self);
}

/* ------------------------------------------------------------- receiving */

static void take_hello(struct bus *self, struct upstream *from, const Bus__V1__Hello *hello)
{
    if (from->epoch != hello->epoch) {
        from->epoch = hello->epoch;
        allowance_reset(&from->allowance, hello->epoch);
    }
    allowance_catch_up(&from->allowance, hello->sent);
    send_hello(self, from);
    if (self->is_leaving) {
        send_goodbye(self, from);
    } else if (from->is_service) {
        send_limit(self, from);
    }
}

static void take_deliver(struct bus *self, struct upstream *from, const Bus__V1__Deliver *deliver)
{
    from->allowance.received += deliver->n_envelopes;
    self->counts.envelopes_in += deliver->n_envelopes;
    if (self->events->delivered != NULL) {
        self->events->delivered(self->arg, (const Bus__V1__Envelope *const *)deliver->envelopes,
                                deliver->n_envelopes);
    }
}

static void take_requests(struct bus *self, const struct upstream *from,
                          const Bus__V1__RequestBatch *batch)
{
    struct bus_from whom = {.route_len = from->route_len};
    memcpy(whom.route, from->route, from->route_len);
    for (size_t i = 0; i < batch->n_requests && self->events->asked != NULL; i++) {
        whom.request_id = batch->requests[i]->id;
        whom.account = from->is_gateway ? batch->requests[i]->account : from->account;
        whom.access_key = from->is_gateway ? batch->requests[i]->access_key : from->access_key;
        self->events->asked(self->arg, &whom, batch->requests[i]);
    }
}

/* False for a frame that this connection may not send. */
static bool take_service(struct bus *self, struct upstream *from, const Bus__V1__Frame *frame)
{
    if (!from->is_service || from->epoch == 0) {
        return false;
    }
    if (frame->kind_case == BUS__V1__FRAME__KIND_DELIVER) {
        take_deliver(self, from, frame->deliver);
    } else if (frame->kind_case == BUS__V1__FRAME__KIND_HINT) {
        if (self->events->woken != NULL) {
            self->events->woken(self->arg, (enum stage_id)frame->hint->stage);
        }
    } else if (self->events->changed != NULL) {
        self->events->changed(self->arg, frame->changed);
    }
    return true;
}

static bool inbox_take(struct bus *self, struct upstream *from, const Bus__V1__Frame *frame)
{
    switch (frame->kind_case) {
    case BUS__V1__FRAME__KIND_HELLO:
        take_hello(self, from, frame->hello);
        return true;
    case BUS__V1__FRAME__KIND_DELIVER:
    case BUS__V1__FRAME__KIND_HINT:
    case BUS__V1__FRAME__KIND_CHANGED:
        return take_service(self, from, frame);
    case BUS__V1__FRAME__KIND_REQUESTS:
        take_requests(self, from, frame->requests);
        return true;
    case BUS__V1__FRAME__KIND_CREDIT:
    case BUS__V1__FRAME__KIND_REPLIES:
    case BUS__V1__FRAME__KIND_GOODBYE:
    case BUS__V1__FRAME__KIND__NOT_SET:
    case _BUS__V1__FRAME__KIND__CASE_IS_INT_SIZE:
        return false; /* not for this direction */
    }
    return false;
}

static struct upstream *upstream_of(struct bus *self, const zmq_msg_t *route, zmq_msg_t *payload)
{
    const void *name = zmq_msg_data((zmq_msg_t *)(uintptr_t)route);
    size_t len = zmq_msg_size(route);
    if (len > sizeof(((struct upstream *)0)->route)) {
        return NULL;
    }
    struct upstream *upstream = map_get(self->upstreams, name, len);
    if (upstream == NULL) {
        const char *key = zmq_msg_gets(payload, "User-Id");
        upstream = memory_zero(sizeof(*upstream));
        memcpy(upstream->route, name, len);
        upstream->route_len = (uint8_t)len;
        snprintf(upstream->public_key, sizeof(upstream->public_key), "%s", key != NULL ? key : "");
        frame_batch_init(&upstream->replies, BUS__V1__FRAME__KIND_REPLIES);
        inbox_judge(self, upstream);
        map_put(self->upstreams, name, len, upstream);
    }
    return upstream;
}

static void inbox_handle(struct bus *self, struct upstream *from, zmq_msg_t *payload)
{
    self->counts.frames_in++;
    from->heard_ms = clock_steady_ms();
    const Bus__V1__Frame *frame =
        from->is_allowed ? frame_unpack(self->arena, zmq_msg_data(payload), zmq_msg_size(payload))
                         : NULL;
    if (frame == NULL || !inbox_take(self, from, frame)) {
        self->counts.bad_frames++;
    }
    arena_reset(self->arena);
}

/* A message is a route and a payload; any other number of parts is counted as a bad frame. */
static bool inbox_receive(struct bus *self)
{
    zmq_msg_t route, payload;
    zmq_msg_init(&route);
    if (zmq_msg_recv(&route, self->inbox, ZMQ_DONTWAIT) < 0) {
        zmq_msg_close(&route);
        return false;
    }
    size_t parts = 1;
    bool has_more = zmq_msg_more(&route) != 0;
    zmq_msg_init(&payload);
    while (has_more) {
        zmq_msg_close(&payload);
        zmq_msg_init(&payload);
        zmq_msg_recv(&payload, self->inbox, ZMQ_DONTWAIT);
        has_more = zmq_msg_more(&payload) != 0;
        parts++;
    }
    struct upstream *from = parts == 2 ? upstream_of(self, &route, &payload) : NULL;
    if (from != NULL) {
        inbox_handle(self, from, &payload);
    } else {
        self->counts.bad_frames++;
    }
    zmq_msg_close(&payload);
    zmq_msg_close(&route);
    return true;
}

static void read_inbox(void *arg)
{
    struct bus *self = arg;
    for (int i = 0; i < FRAMES_PER_TURN && inbox_receive(self); i++) {
    }
}

static void upstream_free(struct bus *self, struct upstream *upstream)
{
    map_take(self->upstreams, upstream->route, upstream->route_len);
    frame_batch_free(&upstream->replies);
    free(upstream);
}

void inbox_expire(struct bus *self)
{
    int64_t now = clock_steady_ms();
    size_t at = 0;
    struct upstream *upstream;
    while (next_upstream(self, &at, &upstream)) {
        if (now - upstream->heard_ms > FORGET_MS) {
            upstream_free(self, upstream);
            at = 0; /* the map has changed */
        }
    }
}

/* ------------------------------------------------------------- life */

bool inbox_name(const struct bus *self, const char *host, char endpoint[static 256])
{
    char bound[256];
    size_t size = sizeof(bound);
    endpoint[0] = '\0';
    if (self->inbox == NULL || zmq_getsockopt(self->inbox, ZMQ_LAST_ENDPOINT, bound, &size) != 0) {
        return false;
    }
    const char *port = strrchr(bound, ':');
    bool is_everywhere =
        strncmp(bound, "tcp://0.0.0.0:", 14) == 0 || strncmp(bound, "tcp://[::]:", 11) == 0;
    if (host != NULL && port != NULL) {
        bool is_bare = strchr(host, ':') != NULL && host[0] != '[';
        snprintf(endpoint, 256, is_bare ? "tcp://[%.200s]%.12s" : "tcp://%.200s%.12s", host, port);
    } else if (!is_everywhere) {
        snprintf(endpoint, 256, "%s", bound);
    }
    return endpoint[0] != '\0';
}

enum err inbox_open(struct bus *self)
{
    self->inbox = bus_socket_new(self, ZMQ_ROUTER, self->conf.listen);
    if (self->inbox == NULL) {
        return err_note(ERR_FATAL, "bus.listen: %s", zmq_strerror(zmq_errno()));
    }
    bus_socket_set(self->inbox, ZMQ_ROUTER_MANDATORY, 1);
    bus_socket_set(self->inbox, ZMQ_LINGER, LINGER_MS);
    bus_socket_set(self->inbox, ZMQ_CURVE_SERVER, 1);
    zmq_setsockopt(self->inbox, ZMQ_CURVE_SECRETKEY, self->secret_key, 41);
    zmq_setsockopt(self->inbox, ZMQ_ZAP_DOMAIN, "minhchung", 9);
    if (zmq_bind(self->inbox, self->conf.listen) != 0) {
        return err_note(ERR_FATAL, "bus.listen: %s: %s", self->conf.listen,
                        zmq_strerror(zmq_errno()));
    }
    (void)inbox_name(self, NULL, self->endpoint);
    loop_add_socket(self->loop, self->inbox, read_inbox, self);
    return ERR_NONE;
}

void inbox_close(struct bus *self)
{
    size_t at = 0;
    struct upstream *upstream;
    while (next_upstream(self, &at, &upstream)) {
        upstream_free(self, upstream);
        at = 0;
    }
    if (self->inbox != NULL) {
        loop_drop_socket(self->loop, self->inbox);
        zmq_close(self->inbox);
        self->inbox = NULL;
    }
}
