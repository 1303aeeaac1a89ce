/*
 * sender.c — see sender.h.
 */
#include "notification/sender.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/metrics.h"
#include "fetch/transfers.h"
#include "notification/channels/channel.h"
#include "notification/store.h"

enum {
    LOOK_MS = 1000,
    FENCE_MS = 10000,              /* an attempt's claim outlives its time by this */
    ENDED_MAX = 256
};

struct transfer {
    struct outgoing out;
    struct uuid id, claim;
    int channel, number;
};

struct sender {
    struct daemon *daemon;
    const struct notification_conf *conf;
    struct lane *lane;
    struct transfers *transfers;
    size_t in_flight;
    bool is_claiming, is_poked, is_committing;
    struct ended_attempt ended[ENDED_MAX];
    size_t ended_count;
    size_t committing;             /* of ended, at its beginning */
    struct metric *sent, *refused, *again;
};

static void claim_more(struct sender *self);

/* ------------------------------------------------------------- outcomes */

static void commit_ended(struct sender *self);

static void committed(void *arg, enum err err, const PGresult *result)
{
    struct sender *self = arg;
    (void)result;
    self->is_committing = false;
    if (err == ERR_NONE || err == ERR_REJECT) {
        if (err == ERR_REJECT) {
            log_error("%s", err_last());
        }
        self->ended_count -= self->committing;
        memmove(self->ended, self->ended + self->committing,
                self->ended_count * sizeof(self->ended[0]));
    }
    /* Otherwise again: the statement is fenced by the claims, so twice is once. */
    commit_ended(self);
    claim_more(self);
}

static void commit_ended(struct sender *self)
{
    if (!self->is_committing && self->ended_count > 0) {
        self->is_committing = true;
        self->committing = self->ended_count;
        store_outcome(self->lane, self->ended, self->ended_count, committed, self);
    }
}

static void commit_later(void *arg)
{
    commit_ended(arg);
}

static void transfer_free(struct transfer *transfer)
{
    curl_easy_cleanup(transfer->out.easy);
    curl_slist_free_all(transfer->out.headers);
    buf_free(&transfer->out.content);
    free(transfer);
}

static void end(struct sender *self, struct transfer *transfer, CURLcode code)
{
    long status = 0;
    curl_easy_getinfo(transfer->out.easy, CURLINFO_RESPONSE_CODE, &status);
    bool is_through = code == CURLE_OK;
    if (is_through && transfer->channel == CHANNEL_MAIL) {
        status = 250;              /* the code is of QUIT; the message was taken before */
    }
    struct ended_attempt *ended = &self->ended[self->ended_count++];
    *ended = (struct ended_attempt){.id = transfer->id, .claim = transfer->claim};
    ended->end = attempt_judge(transfer->channel,
                               is_through || status >= 400 ? status : 0,
                               transfer->number, self->conf);
    snprintf(ended->reference, sizeof(ended->reference), "%ld %s", status,
             is_through ? "" : curl_easy_strerror(code));
    metric_add(ended->end.state == ATTEMPT_SENT      ? self->sent
               : ended->end.state == ATTEMPT_REFUSED ? self->refused
                                                     : self->again, 1);
    transfer_free(transfer);
    self->in_flight--;
    loop_defer(daemon_loop(self->daemon), commit_later, self);
}

/* ------------------------------------------------------------- transfers */

static void ended(void *arg, void *transfer, CURLcode code)
{
    end(arg, transfer, code);
}

static void begin(struct sender *self, const struct attempt *attempt, const struct uuid *claim)
{
    const struct channel *channel = channel_find(attempt->channel);
    struct transfer *transfer = memory_zero(sizeof(*transfer));
    transfer->id = attempt->id;
    transfer->claim = *claim;
    transfer->channel = attempt->channel;
    transfer->number = attempt->number;
    transfer->out.easy = curl_easy_init();
    self->in_flight++;
    if (channel == NULL || transfer->out.easy == NULL) {
        end(self, transfer, CURLE_FAILED_INIT);
        return;
    }
    channel->prepare(&transfer->out, attempt, self->conf);
    curl_easy_setopt(transfer->out.easy, CURLOPT_PRIVATE, transfer);
    curl_easy_setopt(transfer->out.easy, CURLOPT_TIMEOUT_MS, (long)self->conf->attempt_ms);
    curl_easy_setopt(transfer->out.easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(transfer->out.easy, CURLOPT_PROTOCOLS_STR, "http,https,smtp,smtps");
    transfers_add(self->transfers, transfer->out.easy);
}

/* ------------------------------------------------------------- taking work */

struct claiming {
    struct sender *sender;
    struct uuid claim;
};

static void claimed(void *arg, enum err err, const PGresult *result)
{
    struct claiming *claiming = arg;
    struct sender *self = claiming->sender;
    self->is_claiming = false;
    int count = err == ERR_NONE ? PQntuples(result) : 0;
    struct arena *arena = arena_new();
    for (int row = 0; row < count; row++) {
        struct attempt attempt;
        if (store_attempt(result, row, arena, &attempt)) {
            begin(self, &attempt, &claiming->claim);
        } else {
            log_warn("a notification's end is not known; it is left to a person");
        }
    }
    arena_free(&arena);
    free(claiming);
    if (count > 0 || self->is_poked) {
        claim_more(self);
    }
}

static void claim_more(struct sender *self)
{
    size_t room = self->conf->in_flight - self->in_flight;
    if (self->is_claiming || room == 0 || self->ended_count + self->in_flight >= ENDED_MAX / 2 ||
        daemon_is_draining(self->daemon)) {
        return;
    }
    self->is_claiming = true;
    self->is_poked = false;
    struct claiming *claiming = memory_alloc(sizeof(*claiming));
    *claiming = (struct claiming){.sender = self, .claim = uuid_new()};
    store_reclaim(self->lane, room, &claiming->claim, self->conf->attempt_ms + FENCE_MS, claimed,
                  claiming);
}

static void look(void *arg)
{
    claim_more(arg);
}

void sender_poke(struct sender *self)
{
    self->is_poked = true;
    claim_more(self);
}

struct sender *sender_open(struct daemon *daemon, const struct notification_conf *conf)
{
    static const struct transfers_events EVENTS = {.ended = ended};
    struct sender *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->conf = conf;
    self->lane = daemon_lane(daemon, "sender");
    self->transfers = transfers_open(daemon_loop(daemon), &EVENTS, self);
    self->sent = metric_counter("mc_notifications_sent_total", "", "taken by the receiver");
    self->refused = metric_counter("mc_notifications_refused_total", "", "given up");
    self->again = metric_counter("mc_notifications_again_total", "", "attempts to be repeated");
    loop_every(daemon_loop(daemon), LOOK_MS, look, self);
    return self;
}

void sender_close(struct sender **pointer)
{
    if (*pointer != NULL) {
        transfers_close(&(*pointer)->transfers);
        free(*pointer);
        *pointer = NULL;
    }
}

bool sender_is_idle(const struct sender *self)
{
    return self->in_flight == 0 && self->ended_count == 0 && !self->is_claiming;
}
