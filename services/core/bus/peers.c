/*
 * peers.c — outboxes: one DEALER to each instance that this process sends to, with its
 * credit.  An outbox is ready from the peer's Hello until its Goodbye, its silence, another
 * epoch or a failed send; then open questions end and unfinished copies are reported as lost.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zmq.h>

#include "base/clock.h"
#include "base/log.h"
#include "bus/internal.h"
#include "bus/loop_zmq.h"

enum { ENVELOPES_PER_FRAME = 512, CONNECT_MS = 2000 };

bool bus_send(struct bus *self, void *socket, const struct upstream *to, struct wire_bytes bytes)
{
    if (to != NULL && zmq_send(socket, to->route, to->route_len, ZMQ_DONTWAIT | ZMQ_SNDMORE) < 0) {
        return false;
    }
    if (zmq_send(socket, bytes.data, bytes.len, ZMQ_DONTWAIT) < 0) {
        return false;
    }
    self->counts.frames_out++;
    return true;
}

/* The end of the turn handles the loss, because the owner may be sending now. */
static void outbox_break(struct outbox *self)
{
    self->is_broken = true;
    bus_flush_later(self->bus);
}

/* A connection that accepts no frame is gone, or its peer does not read: with ZMQ_IMMEDIATE
 * no frame waits for a missing connection. */
static void send_bytes(struct outbox *self, struct wire_bytes bytes)
{
    if (!bus_send(self->bus, self->socket, NULL, bytes) && self->epoch != 0) {
        outbox_break(self);
    }
}

static void send_frame(struct outbox *self, const Bus__V1__Frame *frame)
{
    struct arena *arena = arena_new();
    send_bytes(self, frame_pack(arena, frame));
    arena_free(&arena);
}

static bool was_heard_since(const struct outbox *self, int64_t now_ms, int64_t limit_ms)
{
    return self->epoch != 0 && !self->is_leaving && !self->is_broken &&
           now_ms - self->heard_ms < limit_ms;
}

bool outbox_is_ready(const struct outbox *self, int64_t now_ms)
{
    return was_heard_since(self, now_ms, SILENCE_MS);
}

void outbox_beat(struct outbox *self)
{
    if (self->epoch != 0 && clock_steady_ms() - self->heard_ms >= SILENCE_MS) {
        outbox_lose(self);
    }
    Bus__V1__Hello hello = BUS__V1__HELLO__INIT;
    Bus__V1__Frame frame = BUS__V1__FRAME__INIT;
    hello.service = self->bus->service;
    hello.instance = wire_uuid(&self->bus->instance);
    hello.epoch = self->bus->epoch;
    hello.protocol = FRAME_PROTOCOL;
    hello.sent = self->credit.sent;
    frame.kind_case = BUS__V1__FRAME__KIND_HELLO;
    frame.hello = &hello;
    send_frame(self, &frame);
}

/* Another epoch: the peer has restarted.  Its counts began with what this connection had sent
 * before, so another connection begins them again. */
static void take_hello(struct outbox *self, const Bus__V1__Hello *hello)
{
    if (self->epoch != 0 && hello->epoch != self->epoch) {
        outbox_break(self);
        return;
    }
    self->is_leaving = false;
    if (self->epoch == 0) {
        self->epoch = hello->epoch;
        credit_reset(&self->credit, self->bus->epoch);
    }
}

static void peers_take(struct outbox *self, const Bus__V1__Frame *frame)
{
    switch (frame->kind_case) {
    case BUS__V1__FRAME__KIND_HELLO:
        take_hello(self, frame->hello);
        return;
    case BUS__V1__FRAME__KIND_CREDIT:
        (void)credit_hear(&self->credit, frame->credit->epoch, frame->credit->limit);
        return;
    case BUS__V1__FRAME__KIND_REPLIES:
        for (size_t i = 0; i < frame->replies->n_replies; i++) {
            questions_answer(self->bus, frame->replies->replies[i]);
        }
        return;
    case BUS__V1__FRAME__KIND_GOODBYE:
        self->is_leaving = true;
        self->credit.reserved = 0; /* what was reserved is not sent, but reported as lost */
        return;
    case BUS__V1__FRAME__KIND_DELIVER:
    case BUS__V1__FRAME__KIND_HINT:
    case BUS__V1__FRAME__KIND_REQUESTS:
    case BUS__V1__FRAME__KIND_CHANGED:
    case BUS__V1__FRAME__KIND__NOT_SET:
    case _BUS__V1__FRAME__KIND__CASE_IS_INT_SIZE:
        self->bus->counts.bad_frames++; /* not for this direction */
        return;
    }
}

static void read_replies(void *arg)
{
    struct outbox *self = arg;
    zmq_msg_t message;
    for (int i = 0; i < FRAMES_PER_TURN; i++) {
        zmq_msg_init(&message);
        if (zmq_msg_recv(&message, self->socket, ZMQ_DONTWAIT) < 0) {
            zmq_msg_close(&message);
            return;
        }
        struct bus *bus = self->bus;
        Bus__V1__Frame *frame =
            frame_unpack(bus->arena, zmq_msg_data(&message), zmq_msg_size(&message));
        zmq_msg_close(&message);
        self->heard_ms = clock_steady_ms();
        bus->counts.frames_in++;
        if (frame == NULL) {
            bus->counts.bad_frames++;
        } else {
            peers_take(self, frame);
        }
        arena_reset(bus->arena);
    }
}

static void connect_to_peer(struct outbox *self)
{
    struct bus *bus = self->bus;
    self->socket = bus_socket_new(bus, ZMQ_DEALER, self->endpoint);
    if (self->socket == NULL) {
        abort(); /* out of descriptors: the supervisor restarts the process */
    }
    bus_socket_set(self->socket, ZMQ_IMMEDIATE, 1);
    bus_socket_set(self->socket, ZMQ_LINGER, 0);
    bus_socket_set(self->socket, ZMQ_CONNECT_TIMEOUT, CONNECT_MS);
    bus_socket_set(self->socket, ZMQ_RECONNECT_IVL, 50);
    bus_socket_set(self->socket, ZMQ_RECONNECT_IVL_MAX, 1000);
    zmq_setsockopt(self->socket, ZMQ_CURVE_SERVERKEY, self->public_key, 41);
    zmq_setsockopt(self->socket, ZMQ_CURVE_PUBLICKEY, bus->public_key, 41);
    zmq_setsockopt(self->socket, ZMQ_CURVE_SECRETKEY, bus->secret_key, 41);
    if (zmq_connect(self->socket, self->endpoint) != 0) {
        log_warn("bus: cannot connect to %s: %s", self->endpoint, zmq_strerror(zmq_errno()));
    }
    loop_add_socket(bus->loop, self->socket, read_replies, self);
    self->tried_ms = clock_steady_ms();
}

static void peers_disconnect(struct outbox *self)
{
    loop_drop_socket(self->bus->loop, self->socket);
    zmq_close(self->socket);
}

struct outbox *outbox_new(struct bus *bus, const struct bus_peer *peer)
{
    struct outbox *self = memory_zero(sizeof(*self));
    self->bus = bus;
    snprintf(self->service, sizeof(self->service), "%s", peer->service);
    snprintf(self->endpoint, sizeof(self->endpoint), "%s", peer->endpoint);
    snprintf(self->public_key, sizeof(self->public_key), "%s", peer->public_key);
    self->instance = peer->instance;
    frame_batch_init(&self->requests, BUS__V1__FRAME__KIND_REQUESTS);
    connect_to_peer(self);
    return self;
}

void outbox_free(struct outbox *self)
{
    questions_fail_all(self->bus, self);
    peers_disconnect(self);
    sent_free(&self->sent);
    frame_batch_free(&self->requests);
    free(self);
}

/* A draining peer returns what it has received and does not finish. */
static void report_lost(struct outbox *self)
{
    if (self->is_leaving) {
        sent_free(&self->sent);
    } else {
        bus_report_lost(self->bus, &self->sent);
    }
}

void outbox_lose(struct outbox *self)
{
    self->epoch = 0; /* its next Hello restarts the count */
    self->is_broken = false;
    credit_reset(&self->credit, 0);
    questions_fail_all(self->bus, self);
    frame_batch_clear(&self->requests);
    report_lost(self);
    peers_disconnect(self);
    connect_to_peer(self);
}

void outbox_retry(struct outbox *self)
{
    bool is_unanswered = self->epoch == 0 && clock_steady_ms() - self->tried_ms >= SILENCE_MS;
    if (is_unanswered) {
        peers_disconnect(self);
        connect_to_peer(self);
    }
}

/* A peer that is not listed any more is dropped: at once if it is silent, or if the list has
 * its instance at another endpoint.  One that still sends stays for some lists: after an outage
 * of the store all rows of `peer` are old for a moment. */
static bool is_to_be_dropped(const struct bus *self, struct outbox *outbox)
{
    outbox->unlisted = outbox->is_listed ? 0 : outbox->unlisted + 1;
    if (outbox->is_listed || outbox->is_mirror) {
        return false;
    }
    bool has_moved = false;
    for (const struct outbox *other = LIST_FIRST(&self->outboxes); other != NULL;
         other = LIST_NEXT(other, link)) {
        has_moved =
            has_moved || (other->is_listed && uuid_equal(&other->instance, &outbox->instance));
    }
    return has_moved || outbox->unlisted >= UNLISTED_MAX ||
           !outbox_is_ready(outbox, clock_steady_ms());
}

static struct outbox *peers_find(const struct bus *self, const struct bus_peer *peer)
{
    struct outbox *outbox = LIST_FIRST(&self->outboxes);
    while (outbox != NULL && !(uuid_equal(&outbox->instance, &peer->instance) &&
                               strcmp(outbox->endpoint, peer->endpoint) == 0)) {
        outbox = LIST_NEXT(outbox, link);
    }
    return outbox;
}

void bus_set_peers(struct bus *self, const struct bus_peer *peers, size_t count)
{
    for (struct outbox *outbox = LIST_FIRST(&self->outboxes); outbox != NULL;
         outbox = LIST_NEXT(outbox, link)) {
        outbox->is_listed = false;
    }
    for (size_t i = 0; i < count; i++) {
        struct outbox *outbox = peers_find(self, &peers[i]);
        if (outbox == NULL) {
            outbox = outbox_new(self, &peers[i]);
            LIST_INSERT_HEAD(&self->outboxes, outbox, link);
        }
        outbox->is_listed = true;
    }
    for (struct outbox *outbox = LIST_FIRST(&self->outboxes), *next; outbox != NULL;
         outbox = next) {
        next = LIST_NEXT(outbox, link);
        if (is_to_be_dropped(self, outbox)) {
            LIST_REMOVE(outbox, link);
            report_lost(outbox);
            outbox_free(outbox);
        }
    }
}

void outbox_flush(struct outbox *self)
{
    if (self->requests.count > 0) {
        send_bytes(self, frame_batch_finish(&self->requests));
        frame_batch_clear(&self->requests);
    }
}

/* ------------------------------------------------------------- credit */

static bool peers_serves(const struct outbox *outbox, const char *service)
{
    return strcmp(outbox->service, service) == 0;
}

size_t bus_reserve(struct bus *self, const char *service, size_t want)
{
    int64_t now = clock_steady_ms();
    size_t got = 0;
    if (!self->conf.is_hot) {
        return 0;
    }
    /* The peer with most credit first, then the others. */
    while (got < want) {
        struct outbox *best = NULL;
        for (struct outbox *outbox = LIST_FIRST(&self->outboxes); outbox != NULL;
             outbox = LIST_NEXT(outbox, link)) {
            bool is_better =
                best == NULL || credit_free(&outbox->credit) > credit_free(&best->credit);
            if (peers_serves(outbox, service) && was_heard_since(outbox, now, QUIET_MS) &&
                is_better) {
                best = outbox;
            }
        }
        size_t more = best != NULL ? credit_reserve(&best->credit, want - got) : 0;
        if (more == 0) {
            return got;
        }
        got += more;
    }
    return got;
}

static void deliver_to(struct outbox *outbox, const Bus__V1__Envelope *const *envelopes,
                       size_t count)
{
    struct frame_batch batch;
    frame_batch_init(&batch, BUS__V1__FRAME__KIND_DELIVER);
    for (size_t i = 0; i < count; i++) {
        const ProtobufCMessage *message = &envelopes[i]->base;
        bool is_full = batch.count == ENVELOPES_PER_FRAME ||
                       frame_batch_len_with(&batch, message) > outbox->bus->conf.max_frame;
        if (is_full && batch.count > 0) {
            send_bytes(outbox, frame_batch_finish(&batch));
            frame_batch_clear(&batch);
        }
        if (frame_batch_len_with(&batch, message) <= outbox->bus->conf.max_frame) {
            frame_batch_add(&batch, message);
        }
    }
    if (batch.count > 0) {
        send_bytes(outbox, frame_batch_finish(&batch));
    }
    frame_batch_free(&batch);
    outbox->bus->counts.envelopes_out += count;
}

static void note_sent(struct sent *sent, const Bus__V1__Envelope *const *envelopes, size_t count)
{
    int64_t now = clock_steady_ms();
    for (size_t i = 0; i < count; i++) {
        sent_add(sent, envelopes[i], now);
    }
}

void bus_deliver(struct bus *self, const char *service, const Bus__V1__Envelope *const *envelopes,
                 size_t count)
{
    for (struct outbox *outbox = LIST_FIRST(&self->outboxes); outbox != NULL && count > 0;
         outbox = LIST_NEXT(outbox, link)) {
        size_t share = outbox->credit.reserved < count ? (size_t)outbox->credit.reserved : count;
        if (!peers_serves(outbox, service) || share == 0) {
            continue;
        }
        share = credit_spend(&outbox->credit, share);
        note_sent(&outbox->sent, envelopes, share);
        deliver_to(outbox, envelopes, share);
        envelopes += share;
        count -= share;
    }
    if (count > 0) { /* their peer is gone since they were reserved */
        note_sent(&self->stray, envelopes, count);
        bus_flush_later(self);
    }
}

void bus_release(struct bus *self, const char *service, size_t count)
{
    for (struct outbox *outbox = LIST_FIRST(&self->outboxes); outbox != NULL && count > 0;
         outbox = LIST_NEXT(outbox, link)) {
        if (peers_serves(outbox, service)) {
            count -= credit_release(&outbox->credit, count);
        }
    }
}

static void send_to_all(struct bus *self, const char *service, const Bus__V1__Frame *frame)
{
    for (struct outbox *outbox = LIST_FIRST(&self->outboxes); outbox != NULL;
         outbox = LIST_NEXT(outbox, link)) {
        if (peers_serves(outbox, service)) {
            send_frame(outbox, frame);
        }
    }
}

void bus_wake(struct bus *self, const char *service, enum stage_id stage)
{
    Bus__V1__Hint hint = BUS__V1__HINT__INIT;
    Bus__V1__Frame frame = BUS__V1__FRAME__INIT;
    hint.stage = (uint32_t)stage;
    frame.kind_case = BUS__V1__FRAME__KIND_HINT;
    frame.hint = &hint;
    send_to_all(self, service, &frame);
}

void bus_send_changed(struct bus *self, const char *service, const Bus__V1__Changed *changed)
{
    union {
        const Bus__V1__Changed *borrowed;
        Bus__V1__Changed *field;
    } news = {.borrowed = changed};
    Bus__V1__Frame frame = BUS__V1__FRAME__INIT;
    frame.kind_case = BUS__V1__FRAME__KIND_CHANGED;
    frame.changed = news.field;
    send_to_all(self, service, &frame);
}

void bus_flush_later(struct bus *self)
{
    if (!self->is_flushing) {
        self->is_flushing = true;
        loop_defer(self->loop, self->flush, self);
    }
}

void bus_report_lost(struct bus *self, struct sent *sent)
{
    if (sent->count > 0 && self->events->lost != NULL) {
        sent_report(sent, clock_steady_ms(), self->events->lost, self->arg);
    }
}
