/*
 * sender.c — polls for pending notifications and sends them.
 *
 * An attempt is claimed in the store, transferred by libcurl, and its outcome committed, fenced by
 * the claim.  Outcomes that could not be committed are committed again after a pause; the claim is
 * renewed until then, so that no other worker sends it meanwhile.
 */
#include "notification/sender.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/metrics.h"
#include "daemon/poller.h"
#include "fetch/transfers.h"
#include "notification/channels/channel.h"
#include "notification/store.h"

enum { POLL_MS = 1000, ENDED_MAX = 256, PAUSE_MS = 100 };

struct transfer {
    struct outgoing out;
    struct uuid id, claim, trace;
    const struct channel *channel; /* NULL: unknown to this program */
    int number;
};

struct sender {
    struct daemon *daemon;
    const struct notification_conf *conf;
    struct lane *lane;
    struct transfers *transfers;
    size_t in_flight;
    struct poller *poller;
    bool is_committing; /* or waits to commit again */
    int pause;          /* its timer; 0: none */
    struct ended_attempt ended[ENDED_MAX];
    size_t ended_count;
    size_t committing; /* the first of `ended`, in the running statement */
    struct metric *sent, *refused, *again;
};

/* ------------------------------------------------------------- outcomes */

static void commit_ended(struct sender *self);

static void pause_over(void *arg)
{
    struct sender *self = arg;
    self->pause = 0;
    self->is_committing = false;
    commit_ended(self);
}

static void drop_committed(struct sender *self)
{
    for (size_t i = 0; i < self->committing; i++) {
        poller_end(self->poller, &self->ended[i].claim);
    }
    self->ended_count -= self->committing;
    memmove(self->ended, self->ended + self->committing,
            self->ended_count * sizeof(self->ended[0]));
}

/* The statement is fenced by the claims, so a repetition changes nothing. */
static void sender_on_committed(void *arg, enum err err, const struct rows *result)
{
    struct sender *self = arg;
    (void)result;
    if (err != ERR_NONE && err != ERR_REJECT) {
        self->pause = loop_after(daemon_loop(self->daemon), PAUSE_MS, pause_over, self);
        return;
    }
    if (err == ERR_REJECT) {
        log_error("%s", err_last());
    }
    drop_committed(self);
    self->is_committing = false;
    commit_ended(self);
    poller_wake(self->poller);
}

static void commit_ended(struct sender *self)
{
    if (!self->is_committing && self->ended_count > 0) {
        self->is_committing = true;
        self->committing = self->ended_count;
        store_outcome(self->lane, self->ended, self->ended_count, sender_on_committed, self);
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

/* Without the recipient: an address is personal. */
static void log_end(const struct transfer *transfer, const struct ended_attempt *ended)
{
    static const struct {
        enum log_level level;
        const char *words;
    } ENDS[] = {[ATTEMPT_AGAIN] = {LOG_INFO, "failed, will be retried"},
                [ATTEMPT_SENT] = {LOG_DEBUG, "sent"},
                [ATTEMPT_REFUSED] = {LOG_WARN, "given up"}};
    const char *channel = transfer->channel != NULL ? transfer->channel->name : "unknown";
    log_about(ENDS[ended->end.state].level, &transfer->trace, "channel %s, attempt %d: %s: %s",
              channel, transfer->number, ENDS[ended->end.state].words, ended->reference);
}

static void sender_end(struct sender *self, struct transfer *transfer, CURLcode code)
{
    long status = 0;
    curl_easy_getinfo(transfer->out.easy, CURLINFO_RESPONSE_CODE, &status);
    bool is_through = code == CURLE_OK;
    enum attempt_state answer = ATTEMPT_AGAIN;
    if (transfer->channel != NULL) {
        answer = transfer->channel->judge(is_through, is_through || status >= 400 ? status : 0);
    }
    struct ended_attempt *ended = &self->ended[self->ended_count++];
    *ended = (struct ended_attempt){.id = transfer->id, .claim = transfer->claim};
    ended->end = attempt_judge(answer, transfer->number, self->conf);
    snprintf(ended->reference, sizeof(ended->reference), "%ld %s", status,
             is_through ? "" : curl_easy_strerror(code));
    metric_add(ended->end.state == ATTEMPT_SENT      ? self->sent
               : ended->end.state == ATTEMPT_REFUSED ? self->refused
                                                     : self->again,
               1);
    log_end(transfer, ended);
    transfer_free(transfer);
    self->in_flight--;
    loop_defer(daemon_loop(self->daemon), commit_later, self);
}

/* ------------------------------------------------------------- transfers */

static void sender_on_ended(void *arg, void *transfer, CURLcode code)
{
    sender_end(arg, transfer, code);
}

static void sender_begin(struct sender *self, const struct attempt *attempt,
                         const struct uuid *claim)
{
    struct transfer *transfer = memory_zero(sizeof(*transfer));
    const struct channel *channel = channel_find(attempt->channel);
    transfer->id = attempt->id;
    transfer->claim = *claim;
    transfer->trace = attempt->trace;
    transfer->channel = channel;
    transfer->number = attempt->number;
    transfer->out.easy = curl_easy_init();
    self->in_flight++;
    if (channel == NULL || transfer->out.easy == NULL) {
        sender_end(self, transfer, CURLE_FAILED_INIT);
        return;
    }
    channel->prepare(&transfer->out, attempt, channel_conf(channel, self->conf), self->conf);
    curl_easy_setopt(transfer->out.easy, CURLOPT_PRIVATE, transfer);
    curl_easy_setopt(transfer->out.easy, CURLOPT_TIMEOUT_MS, (long)self->conf->attempt_ms);
    curl_easy_setopt(transfer->out.easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(transfer->out.easy, CURLOPT_PROTOCOLS_STR, channel->protocols);
    transfers_add(self->transfers, transfer->out.easy);
}

/* ------------------------------------------------------------- taking work */

/* Each attempt in flight needs a place in `ended`, because the store may refuse outcomes for some
 * time. */
static size_t sender_room(void *arg)
{
    const struct sender *self = arg;
    size_t places = ENDED_MAX - self->ended_count;
    size_t most = places < self->conf->in_flight ? places : self->conf->in_flight;
    return most > self->in_flight ? most - self->in_flight : 0;
}

static void sender_claim(void *arg, size_t most, const struct lease *lease, lane_fn *then,
                         void *then_arg)
{
    const struct sender *self = arg;
    store_reclaim(self->lane, most, &lease->claim, lease->ms, then, then_arg);
}

static void sender_renew(void *arg, struct uuids claims, int lease_ms)
{
    const struct sender *self = arg;
    store_renew(self->lane, claims, lease_ms);
}

static bool sender_take(void *arg, const struct rows *result, int row, const struct uuid *claim)
{
    struct arena *arena = arena_new();
    struct attempt attempt;
    bool is_begun = store_attempt(result, row, arena, &attempt);
    if (is_begun) {
        sender_begin(arg, &attempt, claim);
    } else {
        log_about(LOG_WARN, &attempt.trace,
                  "the outcome of a notification is unknown; a person has to decide");
    }
    arena_free(&arena);
    return is_begun;
}

static const struct poller_work WORK = {sender_room, sender_claim, sender_take, sender_renew};

void sender_poke(struct sender *self)
{
    poller_wake(self->poller);
}

struct sender *sender_open(struct daemon *daemon, const struct notification_conf *conf)
{
    static const struct transfers_events EVENTS = {.ended = sender_on_ended};
    struct sender *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->conf = conf;
    self->lane = daemon_lane(daemon, "sender");
    self->transfers = transfers_open(daemon_loop(daemon), &EVENTS, self);
    self->sent = metric_counter("mc_notifications_sent_total", "", "accepted by the receiver");
    self->refused = metric_counter("mc_notifications_refused_total", "", "given up");
    self->again = metric_counter("mc_notifications_again_total", "", "attempts to be retried");
    self->poller = poller_open(daemon, POLL_MS, &WORK, self);
    return self;
}

void sender_close(struct sender **pointer)
{
    if (*pointer != NULL) {
        loop_cancel(daemon_loop((*pointer)->daemon), (*pointer)->pause);
        poller_close(&(*pointer)->poller);
        transfers_close(&(*pointer)->transfers);
        free(*pointer);
        *pointer = NULL;
    }
}

bool sender_is_idle(const struct sender *self)
{
    return self->in_flight == 0 && self->ended_count == 0 && poller_is_idle(self->poller);
}
