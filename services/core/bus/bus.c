/*
 * bus.c — opens and closes a bus, runs its heartbeat, and flushes it at the end of a
 * turn.  peers.c sends, inbox.c receives, ask.c and questions.c handle questions, zap.c
 * authenticates.
 */
#include "bus/bus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>
#include <zmq.h>

#include "base/clock.h"
#include "bus/internal.h"

enum { LOOK_MS = 50 };

static void bus_beat(void *arg)
{
    struct bus *self = arg;
    for (struct outbox *outbox = LIST_FIRST(&self->outboxes); outbox != NULL;
         outbox = LIST_NEXT(outbox, link)) {
        outbox_beat(outbox);
        outbox_retry(outbox);
    }
    inbox_expire(self);
}

/* Repeats Hello to a peer until it answers: frames sent while the connection is being
 * established are lost. */
static void bus_check(void *arg)
{
    struct bus *self = arg;
    for (struct outbox *outbox = LIST_FIRST(&self->outboxes); outbox != NULL;
         outbox = LIST_NEXT(outbox, link)) {
        if (outbox->epoch == 0) {
            outbox_beat(outbox);
        }
    }
    questions_expire(self);
}

static void bus_flush(void *arg)
{
    struct bus *self = arg;
    self->is_flushing = false;
    for (struct outbox *outbox = LIST_FIRST(&self->outboxes); outbox != NULL;
         outbox = LIST_NEXT(outbox, link)) {
        if (outbox->is_broken) {
            outbox_lose(outbox);
        }
    }
    bus_report_lost(self, &self->stray);
    for (struct outbox *outbox = LIST_FIRST(&self->outboxes); outbox != NULL;
         outbox = LIST_NEXT(outbox, link)) {
        outbox_flush(outbox);
    }
    inbox_flush(self);
    if (self->unanswerable > 0) {
        questions_expire(self);
    }
}

static bool is_key(const char *key)
{
    unsigned char bytes[32];
    return key != NULL && strlen(key) == 40 && zmq_z85_decode(bytes, key) != NULL;
}

enum err bus_open(struct bus **out, struct loop *loop, const struct bus_conf *conf,
                  const struct bus_events *events, void *arg)
{
    *out = NULL;
    if (!is_key(conf->public_key) || !is_key(conf->secret_key)) {
        return err_note(ERR_FATAL, "the CURVE keys are not two Z85 texts of 40 characters");
    }
    struct bus *self = memory_zero(sizeof(*self));
    self->loop = loop;
    self->flush = bus_flush;
    self->conf = *conf;
    snprintf(self->service, sizeof(self->service), "%s", conf->service);
    memcpy(self->public_key, conf->public_key, sizeof(self->public_key));
    memcpy(self->secret_key, conf->secret_key, sizeof(self->secret_key));
    self->events = events;
    self->arg = arg;
    self->context = zmq_ctx_new();
    self->instance = uuid_new();
    randombytes_buf(&self->epoch, sizeof(self->epoch));
    self->epoch |= 1; /* 0 means unknown */
    self->arena = arena_new();
    self->upstreams = map_new();
    self->keys = map_new();
    self->first_free = UINT32_MAX;
    enum err err = conf->listen != NULL ? zap_open(self) : ERR_NONE;
    if (err == ERR_NONE && conf->listen != NULL) {
        err = inbox_open(self);
    }
    self->beat_timer = loop_every(loop, BEAT_MS, bus_beat, self);
    self->look_timer = loop_every(loop, LOOK_MS, bus_check, self);
    if (err != ERR_NONE) {
        bus_close(&self);
    }
    *out = self;
    return err;
}

void bus_close(struct bus **pointer)
{
    struct bus *self = *pointer;
    if (self == NULL) {
        return;
    }
    *pointer = NULL;
    loop_cancel(self->loop, self->beat_timer);
    loop_cancel(self->loop, self->look_timer);
    inbox_flush(self);
    while (!LIST_EMPTY(&self->outboxes)) {
        struct outbox *outbox = LIST_FIRST(&self->outboxes);
        LIST_REMOVE(outbox, link);
        outbox_flush(outbox);
        outbox_free(outbox);
    }
    questions_close(self);
    sent_free(&self->stray);
    inbox_close(self);
    zap_close(self);
    zmq_ctx_term(self->context);
    map_free(&self->upstreams);
    map_free(&self->keys);
    free(self->key_list);
    arena_free(&self->arena);
    loop_recall(self->loop, bus_flush, self);
    free(self);
}

static struct outbox *find_mirror(const struct bus *self)
{
    struct outbox *outbox = LIST_FIRST(&self->outboxes);
    while (outbox != NULL && !outbox->is_mirror) {
        outbox = LIST_NEXT(outbox, link);
    }
    return outbox;
}

static void add_mirror(struct bus *self)
{
    const struct bus_peer peer = {.service = "",
                                  .instance = self->instance,
                                  .endpoint = self->endpoint,
                                  .public_key = self->public_key};
    struct outbox *mirror = outbox_new(self, &peer);
    mirror->is_mirror = true;
    LIST_INSERT_HEAD(&self->outboxes, mirror, link);
}

void bus_announce(struct bus *self, const char *host)
{
    char endpoint[256];
    bool is_known = inbox_name(self, host, endpoint);
    struct outbox *mirror = find_mirror(self);
    bool has_moved = strcmp(endpoint, self->endpoint) != 0;
    memcpy(self->endpoint, endpoint, sizeof(self->endpoint));
    if (mirror == NULL && is_known) {
        add_mirror(self);
    } else if (mirror != NULL && has_moved) {
        memcpy(mirror->endpoint, endpoint, sizeof(mirror->endpoint));
        for (struct outbox *outbox = LIST_FIRST(&self->outboxes); outbox != NULL;
             outbox = LIST_NEXT(outbox, link)) {
            outbox_lose(outbox);
        }
    }
}

bool bus_reaches_itself(const struct bus *self)
{
    const struct outbox *mirror = find_mirror(self);
    return mirror != NULL && outbox_is_ready(mirror, clock_steady_ms());
}

const char *bus_endpoint(const struct bus *self)
{
    return self->endpoint;
}

const struct uuid *bus_instance(const struct bus *self)
{
    return &self->instance;
}

const struct bus_counts *bus_count(const struct bus *self)
{
    return &self->counts;
}

void bus_set_keys(struct bus *self, const struct bus_key *keys, size_t count)
{
    map_free(&self->keys);
    free(self->key_list);
    self->keys = map_new();
    self->key_list = memory_alloc(count * sizeof(*keys));
    for (size_t i = 0; i < count; i++) {
        self->key_list[i] = keys[i];
        map_put_text(self->keys, keys[i].public_key, &self->key_list[i]);
    }
    inbox_judge_all(self);
}

void bus_make_keys(char public_key[static 41], char secret_key[static 41])
{
    if (zmq_curve_keypair(public_key, secret_key) != 0) {
        abort(); /* this libzmq was built without CURVE */
    }
}
