/*
 * main.c — the notification service: turns pending notices into notifications, and sends them.
 */
#include <stdlib.h>

#include <curl/curl.h>

#include "base/log.h"
#include "daemon/stage.h"
#include "notification/reminders.h"
#include "notification/sender.h"
#include "notification/store.h"
#include "wire/wire.h"

struct notification {
    struct stage *stage;
    struct sender *sender;
    struct reminders *reminders;
};

static struct notification_conf conf;

struct working {
    struct notification *service;
    struct batch *batch;
};

static void notification_on_intended(void *arg, enum err err, const struct rows *result)
{
    struct working *working = arg;
    struct notification *self = working->service;
    size_t done = 0;
    long long pending = 0;
    if (err == ERR_NONE) {
        done = (size_t)column_long(result, 0, 0);
        pending = column_long(result, 0, 1);
    }
    batch_done(working->batch, err, done); /* `working` is freed with the batch */
    if (pending > 0) {
        sender_poke(self->sender);
    }
}

static void notification_work(void *arg, struct batch *batch)
{
    struct intent *intents = arena_alloc(batch->arena, batch->count * sizeof(*intents));
    for (size_t i = 0; i < batch->count; i++) {
        const Bus__V1__Envelope *envelope = batch->envelopes[i];
        const Notification__V1__Notice *notice =
            wire_unpack(batch->arena, &notification__v1__notice__descriptor, envelope->payload.data,
                        envelope->payload.len);
        if (notice == NULL || envelope->schema != NOTICE_SCHEMA) {
            batch_done(batch, err_note(ERR_REJECT, "not a notice of schema %d", NOTICE_SCHEMA), 0);
            return;
        }
        intents[i] = (struct intent){envelope, notice, notice_subject(notice, batch->arena)};
    }
    struct working *working = arena_alloc(batch->arena, sizeof(*working));
    *working = (struct working){arg, batch};
    store_intent(batch->lane, intents, batch->count, notification_on_intended, working);
}

static void notification_on_delivered(void *arg, const Bus__V1__Envelope *const *envelopes,
                                      size_t count)
{
    struct notification *self = arg;
    stage_delivered(self->stage, envelopes, count);
}

static void notification_on_woken(void *arg, enum stage_id stage)
{
    struct notification *self = arg;
    (void)stage;
    stage_wake(self->stage);
}

static void reminders_on_enqueued(void *arg)
{
    struct notification *self = arg;
    stage_wake(self->stage);
}

static void notification_stop(void *state)
{
    struct notification *self = state;
    stage_close(&self->stage);
    sender_close(&self->sender);
    reminders_close(&self->reminders);
    free(self);
    curl_global_cleanup();
}

static enum err notification_start(struct daemon *daemon, void **state)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return err_note(ERR_FATAL, "libcurl cannot be initialised");
    }
    struct notification *self = memory_zero(sizeof(*self));
    *state = self;
    self->sender = sender_open(daemon, &conf);
    enum err err = reminders_open(&self->reminders, daemon, &conf, reminders_on_enqueued, self);
    if (err != ERR_NONE) {
        return err;
    }
    return stage_open(&self->stage, daemon, STAGE_NOTIFY, notification_work, self);
}

static bool is_idle(void *state)
{
    const struct notification *self = state;
    return stage_is_idle(self->stage) && sender_is_idle(self->sender);
}

static const struct bus_events EVENTS = {.delivered = notification_on_delivered,
                                         .woken = notification_on_woken};

int main(int argc, char **argv)
{
    struct conf_entry table[NOTIFICATION_CONF_MAX];
    size_t count = notification_conf_table(table);
    const struct daemon_service service = {.name = "notification",
                                           .conf_table = table,
                                           .conf_count = count,
                                           .conf = &conf,
                                           .events = &EVENTS,
                                           .start = notification_start,
                                           .is_idle = is_idle,
                                           .stop = notification_stop};
    return daemon_main(argc, argv, &service);
}
