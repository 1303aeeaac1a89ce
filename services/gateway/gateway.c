/*
 * gateway.c — starts the parts of the gateway and stops them in reverse order.
 */
#include "gateway/gateway.h"

#include <stdlib.h>

#include <sodium.h>

#include "base/arena.h"
#include "base/metrics.h"
#include "base/sign.h"

#include "gateway/auth.h"
#include "gateway/directory.h"
#include "gateway/events.h"
#include "gateway/http.h"
#include "gateway/limits.h"
#include "gateway/login.h"
#include "gateway/request.h"
#include "gateway/store.h"
#include "gateway/uploads.h"

static void gateway_on_changed(void *arg, const Bus__V1__Changed *news)
{
    struct gateway *self = arg;
    if (self != NULL) {
        events_changed(self->events, news);
    }
}

const struct bus_events GATEWAY_BUS_EVENTS = {.changed = gateway_on_changed};

/* Accounts, rights or names have changed. */
static void directory_changed(void *arg)
{
    struct gateway *self = arg;
    auth_doubt(self->auth);
    directory_load(self->directory);
    events_directory_changed(self->events);
}

static void gateway_drain(void *arg)
{
    struct gateway *self = arg;
    http_quiesce(self->http);
    events_end_all(self->events);
}

static struct limits *per_second(int rate)
{
    return limits_new((unsigned)rate * 2, 1000000 / rate);
}

static void open_metrics(struct gateway *self)
{
    static const char NAME[] = "minhchung_http_answers_total";
    static const char HELP[] = "Requests answered, by class of status";
    static const char *const LABELS[] = {NULL,
                                         "status=\"1xx\"",
                                         "status=\"2xx\"",
                                         "status=\"3xx\"",
                                         "status=\"4xx\"",
                                         "status=\"5xx\""};
    for (size_t i = 1; i < sizeof(LABELS) / sizeof(LABELS[0]); i++) {
        self->answers[i] = metric_counter(NAME, LABELS[i], HELP);
    }
    self->answers[0] = self->answers[1];
    self->answer_time = metric_histogram("minhchung_http_answer_seconds", "",
                                         "Time from the head of a request to its answer");
}

static void open_parts(struct gateway *self)
{
    const struct gateway_conf *conf = self->conf;
    self->store = gateway_store_open(self->daemon, conf->store_lanes);
    self->auth = auth_new(self->store, conf->token_cache_ms);
    self->account_limits = per_second(conf->limit_account);
    self->system_limits = per_second(conf->limit_system);
    self->address_limits = per_second(conf->limit_address);
    self->directory = directory_new(self->loop, self->store);
    self->events = events_new(self);
    open_metrics(self);
}

static enum err load_publish_key(struct gateway *self)
{
    if (self->conf->publish_key[0] == '\0') {
        return ERR_NONE;
    }
    self->publish_key = memory_zero(sizeof(*self->publish_key));
    return sign_key_load(self->conf->publish_key, self->publish_key) == ERR_NONE
               ? ERR_NONE
               : err_note(ERR_FATAL, "publish.key: %s", err_last());
}

enum err gateway_start(struct daemon *daemon, void **state)
{
    if (sodium_init() < 0) {
        return err_note(ERR_FATAL, "libsodium cannot be used");
    }
    struct gateway *self = memory_zero(sizeof(*self));
    *state = self;
    self->conf = &gateway_conf;
    self->daemon = daemon;
    self->loop = daemon_loop(daemon);
    self->bus = daemon_bus(daemon);
    open_parts(self);
    enum err err = load_publish_key(self);
    if (err == ERR_NONE) {
        err = login_open(&self->login, self->loop);
    }
    if (err == ERR_NONE) {
        err = uploads_open(&self->uploads, self);
    }
    if (err == ERR_NONE) {
        err = http_open(&self->http, self);
    }
    if (err == ERR_NONE) {
        daemon_on_directory(daemon, directory_changed, self);
        daemon_on_drain(daemon, gateway_drain, self);
    }
    return err;
}

bool gateway_is_idle(void *state)
{
    const struct gateway *self = state;
    return LIST_EMPTY(&self->requests);
}

void gateway_stop(void *state)
{
    struct gateway *self = state;
    if (self == NULL) {
        return;
    }
    login_close(&self->login);
    uploads_close(&self->uploads); /* its jobs still use what their requests have */
    if (self->publish_key != NULL) {
        sodium_memzero(self->publish_key, sizeof(*self->publish_key));
        free(self->publish_key);
    }
    if (self->http != NULL) {
        request_abandon_all(self);
        events_end_all(self->events);
        http_close(&self->http);
    }
    events_free(&self->events);
    directory_free(&self->directory);
    limits_free(&self->account_limits);
    limits_free(&self->system_limits);
    limits_free(&self->address_limits);
    auth_free(&self->auth);
    gateway_store_close(&self->store);
    request_free_spare(self);
    free(self);
}
