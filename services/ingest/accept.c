/*
 * accept.c — group commit in two slots.
 *
 * Requests gather in batches of one arena each; two slots with a lane each take turns: while one
 * commits, the other batch fills. In a batch, requests with files that the file store lacks are
 * refused and new submissions are stored in one statement. Each id that was not new is looked up:
 * the same content is a repeat, other content a conflict. Revisions follow, one statement each. If
 * the store refuses the statement (ERR_REJECT), the batch goes on solo, request by request, so that
 * only the failing one is refused.
 */
#include "ingest/accept.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/metrics.h"
#include "ingest/batch.h"
#include "ingest/copies.h"
#include "ingest/store.h"

enum { SLOTS = 2 };

struct slot {
    struct accept *accept;
    struct lane *lane;
    struct batch *batch; /* NULL: idle */
    size_t solo_at;
    bool is_solo; /* the store refused the batch: one by one */
};

struct accept {
    struct daemon *daemon;
    size_t batch_max;
    size_t pending_max;
    int lease_ms;
    struct slot slots[SLOTS];
    struct batch_list gathered; /* oldest first; the last takes requests */
    struct batch_list spare;
    size_t pending;
    bool is_deferred;
    struct metric *accepted, *repeated, *conflicts, *batches, *deferred;
};

static void look_up(struct slot *slot);
static void store_new(struct slot *slot);
static void revise_next(struct slot *slot);
static void batch_end(struct slot *slot);

/* ------------------------------------------------------------- batches */

static struct batch *accept_add_batch(struct accept *self)
{
    struct batch *batch = TAILQ_FIRST(&self->spare);
    if (batch != NULL) {
        TAILQ_REMOVE(&self->spare, batch, link);
    } else {
        batch = batch_new(self->batch_max);
    }
    batch->count = batch->chosen_count = batch->file_count = 0;
    TAILQ_INSERT_TAIL(&self->gathered, batch, link);
    return batch;
}

/* ------------------------------------------------------------- answers */

static void log_outcome(const struct filing *filing, const struct outcome *outcome)
{
    enum log_level level = outcome->is_repeat ? LOG_DEBUG : LOG_INFO;
    char id[UUID_TEXT];
    if (!log_is_on(level)) {
        return;
    }
    if (outcome->is_accepted) {
        log_about(level, &filing->trace, "%s: submission %s, revision %d",
                  outcome->is_repeat ? "accepted before" : "accepted", uuid_print(&filing->id, id),
                  outcome->revision);
    } else {
        log_about(level, &filing->trace, "refused: %s", problem_of(outcome->fault, NULL).code);
    }
}

static void end_filing(struct accept *self, struct entry *entry, const struct outcome *outcome)
{
    if (entry->state == FILING_ENDED) {
        return;
    }
    entry->state = FILING_ENDED;
    self->pending--;
    if (outcome->is_accepted) {
        metric_add(outcome->is_repeat ? self->repeated : self->accepted, 1);
    } else if (outcome->fault == PROBLEM_KEY_REUSED) {
        metric_add(self->conflicts, 1);
    }
    log_outcome(&entry->filing, outcome);
    entry->filing.then(entry->filing.arg, &entry->filing, outcome);
}

static void accept_refuse(struct accept *self, struct entry *entry, enum problem_id code)
{
    struct outcome outcome = {.fault = code};
    end_filing(self, entry, &outcome);
}

static void refuse_rest(struct slot *slot, enum problem_id code)
{
    for (size_t i = 0; i < slot->batch->count; i++) {
        accept_refuse(slot->accept, &slot->batch->entries[i], code);
    }
}

/* ------------------------------------------------------------- looking up */

static int compare_ids(const void *a, const void *b)
{
    const struct filing *const *left = a, *const *right = b;
    return uuid_compare(&(*left)->id, &(*right)->id);
}

/* The requests of the batch in `state`, sorted by id, each id once; later ones of the same id are
 * looked up afterwards. */
static void accept_choose(struct slot *slot, enum filing_state state)
{
    struct batch *batch = slot->batch;
    batch->chosen_count = 0;
    for (size_t i = 0; i < batch->count; i++) {
        if (batch->entries[i].state == state && (!slot->is_solo || i == slot->solo_at)) {
            batch->chosen[batch->chosen_count++] = &batch->entries[i].filing;
        }
    }
    if (state == FILING_LOOK_UP || batch->chosen_count < 2) {
        return;
    }
    qsort(batch->chosen, batch->chosen_count, sizeof(struct filing *), compare_ids);
    size_t kept = 1;
    for (size_t i = 1; i < batch->chosen_count; i++) {
        if (uuid_equal(&batch->chosen[i]->id, &batch->chosen[kept - 1]->id)) {
            batch_entry(batch->chosen[i])->state = FILING_LOOK_UP;
        } else {
            batch->chosen[kept++] = batch->chosen[i];
        }
    }
    batch->chosen_count = kept;
}

static void accept_settle(struct accept *self, struct entry *entry, const struct rows *result)
{
    for (int row = 0; row < rows_count(result); row++) {
        struct uuid id = column_uuid(result, row, 0);
        if (!uuid_equal(&id, &entry->filing.id)) {
            continue;
        }
        struct bytes hash = column_bytes(result, row, 3);
        struct outcome outcome = {.is_accepted = true,
                                  .is_repeat = true,
                                  .evidence_id = column_uuid(result, row, 1),
                                  .revision = column_int(result, row, 2),
                                  .is_held = column_bool(result, row, 4)};
        if (hash.len != HASH_SIZE ||
            memcmp(hash.data, entry->filing.body_hash.bytes, HASH_SIZE) != 0) {
            outcome = (struct outcome){.fault = PROBLEM_KEY_REUSED};
        }
        end_filing(self, entry, &outcome);
        return;
    }
    /* Neither new nor known: replaced by another revision, or the unit or the campaign has closed.
     */
    accept_refuse(self, entry,
                  entry->is_closed            ? PROBLEM_EVIDENCE_CLOSED
                  : entry->filing.is_revision ? PROBLEM_REVISION_CONFLICT
                                              : PROBLEM_CAMPAIGN_CLOSED);
}

static void looked_up(void *arg, enum err err, const struct rows *result)
{
    struct slot *slot = arg;
    struct batch *batch = slot->batch;
    for (size_t i = 0; i < batch->chosen_count; i++) {
        struct entry *entry = batch_entry(batch->chosen[i]);
        if (err == ERR_NONE) {
            accept_settle(slot->accept, entry, result);
        } else {
            accept_refuse(slot->accept, entry, PROBLEM_BUSY);
        }
    }
    revise_next(slot);
}

static void look_up(struct slot *slot)
{
    accept_choose(slot, FILING_LOOK_UP);
    if (slot->batch->chosen_count == 0) {
        revise_next(slot);
        return;
    }
    store_known(slot->lane, slot->batch->chosen, slot->batch->chosen_count, looked_up, slot);
}

/* ------------------------------------------------------------- storing */

static void mark_new(struct slot *slot, const struct rows *result)
{
    struct batch *batch = slot->batch;
    for (int row = 0; row < rows_count(result); row++) {
        struct filing wanted = {.id = column_uuid(result, row, 0)};
        const struct filing *key = &wanted;
        struct filing **found =
            bsearch(&key, batch->chosen, batch->chosen_count, sizeof(struct filing *), compare_ids);
        if (found != NULL) {
            struct outcome outcome = {.is_accepted = true,
                                      .evidence_id = (*found)->id,
                                      .revision = 1,
                                      .is_held = column_bool(result, row, 1)};
            end_filing(slot->accept, batch_entry(*found), &outcome);
        }
    }
}

static void next_solo(struct slot *slot)
{
    slot->solo_at++;
    if (slot->solo_at < slot->batch->count) {
        store_new(slot);
        return;
    }
    slot->is_solo = false;
    look_up(slot);
}

static void accept_on_stored(void *arg, enum err err, const struct rows *result)
{
    struct slot *slot = arg;
    if (err == ERR_NONE) {
        mark_new(slot, result);
        copies_send(daemon_bus(slot->accept->daemon), slot->batch);
        for (size_t i = 0; i < slot->batch->chosen_count; i++) {
            struct entry *entry = batch_entry(slot->batch->chosen[i]);
            entry->state = entry->state == FILING_NEW ? FILING_LOOK_UP : entry->state;
        }
        metric_add(slot->accept->batches, 1);
        (slot->is_solo ? next_solo : look_up)(slot);
        return;
    }
    copies_release(daemon_bus(slot->accept->daemon), slot->batch);
    if (err != ERR_REJECT) {
        refuse_rest(slot, PROBLEM_BUSY);
        batch_end(slot);
    } else if (slot->is_solo) {
        log_about(LOG_ERROR, &slot->batch->chosen[0]->trace, "accept: %s", err_last());
        accept_refuse(slot->accept, batch_entry(slot->batch->chosen[0]), PROBLEM_STORAGE_FAILED);
        next_solo(slot);
    } else {
        slot->is_solo = true;
        slot->solo_at = 0;
        store_new(slot);
    }
}

static void store_new(struct slot *slot)
{
    struct batch *batch = slot->batch;
    accept_choose(slot, FILING_NEW);
    if (batch->chosen_count == 0) {
        (slot->is_solo ? next_solo : look_up)(slot);
        return;
    }
    copies_reserve(daemon_bus(slot->accept->daemon), batch, slot->accept->lease_ms);
    store_accept(slot->lane, batch->chosen, batch->lease_ms, batch->chosen_count, accept_on_stored,
                 slot);
}

static struct entry *next_revision(const struct slot *slot)
{
    for (size_t i = 0; i < slot->batch->count; i++) {
        if (slot->batch->entries[i].state == FILING_REVISION) {
            return &slot->batch->entries[i];
        }
    }
    return NULL;
}

static void accept_on_revised(void *arg, enum err err, const struct rows *result)
{
    struct slot *slot = arg;
    struct entry *entry = next_revision(slot);
    entry->is_closed = err == ERR_NONE && rows_count(result) == 1 && column_int(result, 0, 0) == 0;
    if (err == ERR_NONE && rows_count(result) == 1 && !entry->is_closed) {
        struct outcome outcome = {.is_accepted = true,
                                  .evidence_id = entry->filing.evidence_id,
                                  .revision = column_int(result, 0, 0)};
        end_filing(slot->accept, entry, &outcome);
        copies_wake(daemon_bus(slot->accept->daemon), &entry->filing);
        revise_next(slot);
    } else if (err == ERR_RETRY || err == ERR_UNKNOWN) {
        accept_refuse(slot->accept, entry, PROBLEM_BUSY);
        revise_next(slot);
    } else {
        entry->state = FILING_LOOK_UP; /* a repeat, or replaced meanwhile */
        look_up(slot);
    }
}

static void revise_next(struct slot *slot)
{
    struct entry *entry = next_revision(slot);
    if (entry == NULL) {
        batch_end(slot);
    } else {
        store_revise(slot->lane, &entry->filing, accept_on_revised, slot);
    }
}

/* ------------------------------------------------------------- life of a batch */

static void files_looked_up(void *arg, enum err err, const struct rows *result);

static void batch_start(struct slot *slot)
{
    struct batch *batch = slot->batch;
    slot->is_solo = false;
    if (batch->file_count > 0) {
        struct hash *hashes = arena_alloc(batch->arena, batch->file_count * sizeof(*hashes));
        size_t count = 0;
        for (size_t i = 0; i < batch->count; i++) {
            const struct filing *filing = &batch->entries[i].filing;
            memcpy(hashes + count, filing->files, filing->file_count * sizeof(*hashes));
            count += filing->file_count;
        }
        batch->file_count = 0;
        store_files_known(slot->lane, hashes, count, files_looked_up, slot);
    } else {
        store_new(slot);
    }
}

static void files_looked_up(void *arg, enum err err, const struct rows *result)
{
    struct slot *slot = arg;
    if (err != ERR_NONE) {
        refuse_rest(slot, PROBLEM_BUSY);
        batch_end(slot);
        return;
    }
    for (size_t i = 0; i < slot->batch->count; i++) {
        struct entry *entry = &slot->batch->entries[i];
        for (size_t j = 0; j < entry->filing.file_count; j++) {
            if (!rows_have_hash(result, &entry->filing.files[j])) {
                accept_refuse(slot->accept, entry, PROBLEM_FILE_UNKNOWN);
                break;
            }
        }
    }
    batch_start(slot);
}

static void accept_advance(struct accept *self)
{
    for (int i = 0; i < SLOTS; i++) {
        struct slot *slot = &self->slots[i];
        struct batch *first = TAILQ_FIRST(&self->gathered);
        if (slot->batch == NULL && first != NULL && first->count > 0) {
            TAILQ_REMOVE(&self->gathered, first, link);
            slot->batch = first;
            batch_start(slot);
        }
    }
}

static void batch_end(struct slot *slot)
{
    struct accept *self = slot->accept;
    struct batch *batch = slot->batch;
    slot->batch = NULL;
    arena_reset(batch->arena);
    TAILQ_INSERT_HEAD(&self->spare, batch, link);
    accept_advance(self);
}

static void end_of_turn(void *arg)
{
    struct accept *self = arg;
    self->is_deferred = false;
    accept_advance(self);
}

/* ------------------------------------------------------------- interface */

static struct batch *accept_open_batch(struct accept *self)
{
    struct batch *last = TAILQ_LAST(&self->gathered, batch_list);
    return last != NULL && last->count < self->batch_max ? last : accept_add_batch(self);
}

struct arena *accept_arena(struct accept *self)
{
    return accept_open_batch(self)->arena;
}

bool accept_add(struct accept *self, const struct filing *filing)
{
    if (self->pending >= self->pending_max) {
        metric_add(self->deferred, 1);
        return false;
    }
    struct batch *batch = accept_open_batch(self);
    struct entry *entry = &batch->entries[batch->count++];
    *entry = (struct entry){.filing = *filing,
                            .state = filing->is_revision ? FILING_REVISION : FILING_NEW};
    batch->file_count += filing->file_count;
    self->pending++;
    if (!self->is_deferred) {
        self->is_deferred = true;
        loop_defer(daemon_loop(self->daemon), end_of_turn, self);
    }
    return true;
}

bool accept_is_idle(const struct accept *self)
{
    return self->pending == 0;
}

struct accept *accept_open(struct daemon *daemon, const struct ingest_conf *conf)
{
    struct accept *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->batch_max = conf->daemon.batch_max;
    self->pending_max = conf->pending_max;
    self->lease_ms = conf->daemon.lease_ms;
    TAILQ_INIT(&self->gathered);
    TAILQ_INIT(&self->spare);
    for (int i = 0; i < SLOTS; i++) {
        self->slots[i].accept = self;
        self->slots[i].lane = daemon_lane(daemon, i == 0 ? "a" : "b");
    }
    self->accepted = metric_counter("mc_ingest_accepted_total", "", "submissions stored");
    self->repeated =
        metric_counter("mc_ingest_repeated_total", "", "repeats of accepted submissions");
    self->conflicts =
        metric_counter("mc_ingest_conflicts_total", "", "keys used again with other content");
    self->batches = metric_counter("mc_ingest_batches_total", "", "commits");
    self->deferred = metric_counter("mc_ingest_put_off_total", "", "requests refused as busy");
    return self;
}

void accept_close(struct accept **pointer)
{
    struct accept *self = *pointer;
    if (self == NULL) {
        return;
    }
    for (int i = 0; i < SLOTS; i++) {
        if (self->slots[i].batch != NULL) {
            TAILQ_INSERT_HEAD(&self->spare, self->slots[i].batch, link);
        }
    }
    batches_free(&self->gathered);
    batches_free(&self->spare);
    free(self);
    *pointer = NULL;
}
