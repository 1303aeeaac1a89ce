/*
 * accept.c — see accept.h.
 *
 * Filings gather on sheets of one arena each; two slots with a lane each take
 * turns at committing sheets.  On a sheet: contents that the file store lacks are
 * refused, new pieces are stored, and what was not new is looked up: the same
 * content is a repeat, another one a conflict.
 */
#include "ingest/accept.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/metrics.h"
#include "ingest/copies.h"
#include "ingest/sheet.h"
#include "ingest/store.h"

enum { SLOTS = 2 };

struct slot {
    struct accept *accept;
    struct lane *lane;
    struct sheet *sheet; /* NULL: idle */
    size_t solo_at;
    bool is_solo; /* the store refused the sheet: one by one */
};

struct accept {
    struct daemon *daemon;
    size_t batch_max;
    size_t pending_max;
    int lease_ms;
    struct slot slots[SLOTS];
    struct sheet *first, *last;
    struct sheet *spare;
    size_t pending;
    bool is_deferred;
    struct metric *accepted, *repeated, *conflicts, *batches, *put_off;
};

static void look_up(struct slot *slot);
static void store_new(struct slot *slot);
static void revise_next(struct slot *slot);
static void end_sheet(struct slot *slot);

/* ------------------------------------------------------------- sheets */

static struct sheet *add_sheet(struct accept *self)
{
    struct sheet *sheet = self->spare;
    if (sheet != NULL) {
        self->spare = sheet->next;
    } else {
        sheet = sheet_new(self->batch_max);
    }
    sheet->count = sheet->chosen_count = sheet->file_count = 0;
    sheet->next = NULL;
    if (self->last != NULL) {
        self->last->next = sheet;
    } else {
        self->first = sheet;
    }
    self->last = sheet;
    return sheet;
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
    for (size_t i = 0; i < slot->sheet->count; i++) {
        accept_refuse(slot->accept, &slot->sheet->entries[i], code);
    }
}

/* ------------------------------------------------------------- looking up */

static int compare_ids(const void *a, const void *b)
{
    const struct filing *const *left = a, *const *right = b;
    return uuid_compare(&(*left)->id, &(*right)->id);
}

/* The filings of the sheet in `state`, by id, each id once; later ones of the same
 * id are looked up afterwards. */
static void accept_choose(struct slot *slot, enum filing_state state)
{
    struct sheet *sheet = slot->sheet;
    sheet->chosen_count = 0;
    for (size_t i = 0; i < sheet->count; i++) {
        if (sheet->entries[i].state == state && (!slot->is_solo || i == slot->solo_at)) {
            sheet->chosen[sheet->chosen_count++] = &sheet->entries[i].filing;
        }
    }
    if (state == FILING_LOOK_UP || sheet->chosen_count < 2) {
        return;
    }
    qsort(sheet->chosen, sheet->chosen_count, sizeof(struct filing *), compare_ids);
    size_t kept = 1;
    for (size_t i = 1; i < sheet->chosen_count; i++) {
        if (uuid_equal(&sheet->chosen[i]->id, &sheet->chosen[kept - 1]->id)) {
            sheet_entry(sheet->chosen[i])->state = FILING_LOOK_UP;
        } else {
            sheet->chosen[kept++] = sheet->chosen[i];
        }
    }
    sheet->chosen_count = kept;
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
                                  .revision = column_int(result, row, 2)};
        if (hash.len != HASH_SIZE ||
            memcmp(hash.data, entry->filing.body_hash.bytes, HASH_SIZE) != 0) {
            outcome = (struct outcome){.fault = PROBLEM_KEY_REUSED};
        }
        end_filing(self, entry, &outcome);
        return;
    }
    /* Neither new nor known: overtaken by another revision, or by the end of the campaign. */
    accept_refuse(self, entry,
                  entry->filing.is_revision ? PROBLEM_REVISION_CONFLICT : PROBLEM_CAMPAIGN_CLOSED);
}

static void looked_up(void *arg, enum err err, const struct rows *result)
{
    struct slot *slot = arg;
    struct sheet *sheet = slot->sheet;
    for (size_t i = 0; i < sheet->chosen_count; i++) {
        struct entry *entry = sheet_entry(sheet->chosen[i]);
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
    if (slot->sheet->chosen_count == 0) {
        revise_next(slot);
        return;
    }
    store_known(slot->lane, slot->sheet->chosen, slot->sheet->chosen_count, looked_up, slot);
}

/* ------------------------------------------------------------- storing */

static void mark_new(struct slot *slot, const struct rows *result)
{
    struct sheet *sheet = slot->sheet;
    for (int row = 0; row < rows_count(result); row++) {
        struct filing wanted = {.id = column_uuid(result, row, 0)};
        const struct filing *key = &wanted;
        struct filing **found =
            bsearch(&key, sheet->chosen, sheet->chosen_count, sizeof(struct filing *), compare_ids);
        if (found != NULL) {
            struct outcome outcome = {
                .is_accepted = true, .evidence_id = (*found)->id, .revision = 1};
            end_filing(slot->accept, sheet_entry(*found), &outcome);
        }
    }
}

static void next_solo(struct slot *slot)
{
    slot->solo_at++;
    if (slot->solo_at < slot->sheet->count) {
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
        copies_send(daemon_bus(slot->accept->daemon), slot->sheet);
        for (size_t i = 0; i < slot->sheet->chosen_count; i++) {
            struct entry *entry = sheet_entry(slot->sheet->chosen[i]);
            entry->state = entry->state == FILING_NEW ? FILING_LOOK_UP : entry->state;
        }
        metric_add(slot->accept->batches, 1);
        (slot->is_solo ? next_solo : look_up)(slot);
        return;
    }
    copies_release(daemon_bus(slot->accept->daemon), slot->sheet);
    if (err != ERR_REJECT) {
        refuse_rest(slot, PROBLEM_BUSY);
        end_sheet(slot);
    } else if (slot->is_solo) {
        log_about(LOG_ERROR, &slot->sheet->chosen[0]->trace, "accept: %s", err_last());
        accept_refuse(slot->accept, sheet_entry(slot->sheet->chosen[0]), PROBLEM_STORAGE_FAILED);
        next_solo(slot);
    } else {
        slot->is_solo = true;
        slot->solo_at = 0;
        store_new(slot);
    }
}

static void store_new(struct slot *slot)
{
    struct sheet *sheet = slot->sheet;
    accept_choose(slot, FILING_NEW);
    if (sheet->chosen_count == 0) {
        (slot->is_solo ? next_solo : look_up)(slot);
        return;
    }
    copies_reserve(daemon_bus(slot->accept->daemon), sheet, slot->accept->lease_ms);
    store_accept(slot->lane, sheet->chosen, sheet->lease_ms, sheet->chosen_count, accept_on_stored,
                 slot);
}

static struct entry *next_revision(const struct slot *slot)
{
    for (size_t i = 0; i < slot->sheet->count; i++) {
        if (slot->sheet->entries[i].state == FILING_REVISION) {
            return &slot->sheet->entries[i];
        }
    }
    return NULL;
}

static void accept_on_revised(void *arg, enum err err, const struct rows *result)
{
    struct slot *slot = arg;
    struct entry *entry = next_revision(slot);
    if (err == ERR_NONE && rows_count(result) == 1) {
        struct outcome outcome = {.is_accepted = true,
                                  .evidence_id = entry->filing.evidence_id,
                                  .revision = column_int(result, 0, 0)};
        end_filing(slot->accept, entry, &outcome);
        copies_hint(daemon_bus(slot->accept->daemon), &entry->filing);
        revise_next(slot);
    } else if (err == ERR_RETRY || err == ERR_UNKNOWN) {
        accept_refuse(slot->accept, entry, PROBLEM_BUSY);
        revise_next(slot);
    } else {
        entry->state = FILING_LOOK_UP; /* a repeat, or overtaken */
        look_up(slot);
    }
}

static void revise_next(struct slot *slot)
{
    struct entry *entry = next_revision(slot);
    if (entry == NULL) {
        end_sheet(slot);
    } else {
        store_revise(slot->lane, &entry->filing, accept_on_revised, slot);
    }
}

/* ------------------------------------------------------------- a sheet's way */

static void files_looked_up(void *arg, enum err err, const struct rows *result);

static void start_sheet(struct slot *slot)
{
    struct sheet *sheet = slot->sheet;
    slot->is_solo = false;
    if (sheet->file_count > 0) {
        struct hash *hashes = arena_alloc(sheet->arena, sheet->file_count * sizeof(*hashes));
        size_t count = 0;
        for (size_t i = 0; i < sheet->count; i++) {
            const struct filing *filing = &sheet->entries[i].filing;
            memcpy(hashes + count, filing->files, filing->file_count * sizeof(*hashes));
            count += filing->file_count;
        }
        sheet->file_count = 0;
        store_files_known(slot->lane, hashes, count, files_looked_up, slot);
    } else {
        store_new(slot);
    }
}

static bool is_known(const struct rows *result, const struct hash *hash)
{
    for (int row = 0; row < rows_count(result); row++) {
        struct bytes known = column_bytes(result, row, 0);
        if (known.len == HASH_SIZE && memcmp(known.data, hash->bytes, HASH_SIZE) == 0) {
            return true;
        }
    }
    return false;
}

static void files_looked_up(void *arg, enum err err, const struct rows *result)
{
    struct slot *slot = arg;
    if (err != ERR_NONE) {
        refuse_rest(slot, PROBLEM_BUSY);
        end_sheet(slot);
        return;
    }
    for (size_t i = 0; i < slot->sheet->count; i++) {
        struct entry *entry = &slot->sheet->entries[i];
        for (size_t j = 0; j < entry->filing.file_count; j++) {
            if (!is_known(result, &entry->filing.files[j])) {
                accept_refuse(slot->accept, entry, PROBLEM_FILE_UNKNOWN);
                break;
            }
        }
    }
    start_sheet(slot);
}

static void accept_advance(struct accept *self)
{
    for (int i = 0; i < SLOTS; i++) {
        struct slot *slot = &self->slots[i];
        if (slot->sheet != NULL || self->first == NULL || self->first->count == 0) {
            continue;
        }
        slot->sheet = self->first;
        self->first = self->first->next;
        self->last = self->first == NULL ? NULL : self->last;
        start_sheet(slot);
    }
}

static void end_sheet(struct slot *slot)
{
    struct accept *self = slot->accept;
    struct sheet *sheet = slot->sheet;
    slot->sheet = NULL;
    arena_reset(sheet->arena);
    sheet->next = self->spare;
    self->spare = sheet;
    accept_advance(self);
}

static void end_of_turn(void *arg)
{
    struct accept *self = arg;
    self->is_deferred = false;
    accept_advance(self);
}

/* ------------------------------------------------------------- for the others */

static struct sheet *open_sheet(struct accept *self)
{
    bool is_open = self->last != NULL && self->last->count < self->batch_max;
    return is_open ? self->last : add_sheet(self);
}

struct arena *accept_arena(struct accept *self)
{
    return open_sheet(self)->arena;
}

bool accept_add(struct accept *self, const struct filing *filing)
{
    if (self->pending >= self->pending_max) {
        metric_add(self->put_off, 1);
        return false;
    }
    struct sheet *sheet = open_sheet(self);
    struct entry *entry = &sheet->entries[sheet->count++];
    *entry = (struct entry){.filing = *filing,
                            .state = filing->is_revision ? FILING_REVISION : FILING_NEW};
    sheet->file_count += filing->file_count;
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
    for (int i = 0; i < SLOTS; i++) {
        self->slots[i].accept = self;
        self->slots[i].lane = daemon_lane(daemon, i == 0 ? "a" : "b");
    }
    self->accepted = metric_counter("mc_ingest_accepted_total", "", "pieces made durable");
    self->repeated = metric_counter("mc_ingest_repeated_total", "", "repeats of accepted pieces");
    self->conflicts = metric_counter("mc_ingest_conflicts_total", "", "keys used again otherwise");
    self->batches = metric_counter("mc_ingest_batches_total", "", "commits");
    self->put_off = metric_counter("mc_ingest_put_off_total", "", "requests told to come again");
    return self;
}

void accept_close(struct accept **pointer)
{
    struct accept *self = *pointer;
    if (self == NULL) {
        return;
    }
    for (int i = 0; i < SLOTS; i++) {
        sheets_free(self->slots[i].sheet);
    }
    sheets_free(self->first);
    sheets_free(self->spare);
    free(self);
    *pointer = NULL;
}
