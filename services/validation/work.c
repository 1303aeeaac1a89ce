/*
 * work.c — a batch becomes verdicts in four steps.
 *
 * Load the context of its submissions (context/); compare contents in the order of receipt, so that
 * of two copies in one batch the later one gets the finding; compare near copies (near.c); judge
 * each and commit everything with one statement. That statement also enqueues again the submissions
 * whose stored verdict this batch turns out to contradict.
 */
#include "validation/work.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/map.h"
#include "base/text.h"
#include "checks/engine/check.h"
#include "checks/engine/page.h"
#include "notification/v1/notification.pb-c.h"
#include "text/weblink.h"
#include "validation/context/context.h"
#include "validation/context/past.h"
#include "validation/near.h"
#include "validation/store.h"
#include "wire/wire.h"

enum { TITLE_MAX = 200 };

struct work {
    struct daemon *daemon;
    struct directory *const *current;
    int waits;                   /* for a newer directory */
    struct directory *directory; /* held, since it may be replaced meanwhile; NULL: none yet */
    const struct validation_conf *conf;
    struct batch *batch;
    struct context_load load; /* the submissions and their context */
    struct piece **order;     /* by time of receipt, then id */
    size_t count;             /* loaded ones */
    struct verdict *verdicts;
    struct near_part *parts; /* texts and photos to compare, in the order of submissions */
    size_t part_count;
    size_t pushed;
};

static void validation_work_end(struct work *work, enum err err, size_t done)
{
    context_load_close(&work->load);
    directory_free(&work->directory);
    batch_done(work->batch, err, done);
}

/* ------------------------------------------------------------- completing */

static const char NOTIFICATION[] = "notification";

static void send_copies(struct work *work, const struct rows *result)
{
    struct bus *bus = daemon_bus(work->daemon);
    const Bus__V1__Envelope **copies =
        arena_alloc(work->batch->arena, (work->count + 1) * sizeof(*copies));
    size_t count = 0;
    for (int row = 0; row < rows_count(result); row++) {
        struct uuid id = column_uuid(result, row, 0);
        for (size_t i = 0; column_bool(result, row, 1) && i < work->pushed; i++) {
            if (!uuid_equal(&id, &work->verdicts[i].next_id)) {
                continue;
            }
            Bus__V1__Envelope *copy = arena_alloc(work->batch->arena, sizeof(*copy));
            bus__v1__envelope__init(copy);
            copy->message_id = wire_uuid(&work->verdicts[i].next_id);
            copy->subject_id = wire_uuid(&work->verdicts[i].submission_id);
            copy->stage = STAGE_NOTIFY;
            copy->attempt = 1;
            copy->schema = NOTICE_SCHEMA;
            copy->born_us = (uint64_t)clock_wall_us();
            copy->trace = work->order[i]->envelope->trace;
            copy->payload.data = arena_copy(work->batch->arena, work->verdicts[i].notice,
                                            work->verdicts[i].notice_len);
            copy->payload.len = work->verdicts[i].notice_len;
            copies[count++] = copy;
            break;
        }
    }
    bus_deliver(bus, NOTIFICATION, copies, count);
    bus_release(bus, NOTIFICATION, work->pushed - count);
    if (work->pushed < work->count) {
        bus_wake(bus, NOTIFICATION, STAGE_NOTIFY);
    }
}

static void notify_gateways(const struct work *work)
{
    struct arena *arena = work->batch->arena;
    Bus__V1__Changed changed = BUS__V1__CHANGED__INIT;
    changed.cells = arena_alloc(arena, work->count * CRITERIA_MAX * sizeof(Bus__V1__Cell *));
    for (size_t i = 0; i < work->count; i++) {
        const struct piece *piece = work->order[i];
        for (size_t c = 0; c < piece->criterion_count; c++) {
            Bus__V1__Cell *cell = arena_alloc(arena, sizeof(*cell));
            bus__v1__cell__init(cell);
            cell->campaign_id = (uint32_t)piece->campaign_id;
            cell->unit_id = (uint32_t)piece->unit_id;
            cell->criterion_id = (uint32_t)piece->criteria[c];
            cell->evidence_id = wire_uuid(&piece->evidence_id);
            changed.cells[changed.n_cells++] = cell;
        }
    }
    bus_send_changed(daemon_bus(work->daemon), "gateway", &changed);
}

static void validation_work_on_completed(void *arg, enum err err, const struct rows *result)
{
    struct work *work = arg;
    if (err != ERR_NONE) {
        bus_release(daemon_bus(work->daemon), NOTIFICATION, work->pushed);
        validation_work_end(work, err, 0);
        return;
    }
    size_t done = 0;
    for (int row = 0; row < rows_count(result); row++) {
        done += column_bool(result, row, 1) ? 0 : 1;
    }
    bool has_wrong = done > 0 && column_long(result, 0, 2) > 0;
    struct stage *stage = work->batch->stage;
    bus_wake(daemon_bus(work->daemon), "scoring", STAGE_SCORE);
    send_copies(work, result);
    notify_gateways(work);
    validation_work_end(work, ERR_NONE, done);
    if (has_wrong) {
        stage_wake(stage);
    }
}

static void make_notice(struct piece *piece, struct arena *arena, struct verdict *verdict)
{
    Notification__V1__Notice notice = NOTIFICATION__V1__NOTICE__INIT;
    bool is_valid = piece->judgement.verdict == VALIDATION__V1__VERDICT__VERDICT_VALID;
    const char *title = piece->submission->title;
    notice.kind = is_valid ? NOTIFICATION__V1__KIND__KIND_EVIDENCE_VALID
                           : NOTIFICATION__V1__KIND__KIND_EVIDENCE_MEND;
    notice.campaign_id = (uint32_t)piece->campaign_id;
    notice.unit_id = (uint32_t)piece->unit_id;
    notice.account_id = (uint32_t)piece->account_id;
    notice.evidence_id = wire_uuid(&piece->evidence_id);
    notice.title = arena_text(arena, title, text_cut(title, strlen(title), TITLE_MAX));
    notice.error_count = piece->judgement.error_count;
    notice.first_message = arena_print(arena, "%s", piece->judgement.first_message);
    struct wire_bytes bytes = wire_pack(arena, &notice.base);
    verdict->notice = bytes.data;
    verdict->notice_len = bytes.len;
}

/* ------------------------------------------------------------- judging */

static bool is_before(long long a_us, const struct uuid *a, long long b_us, const struct uuid *b)
{
    return a_us != b_us ? a_us < b_us : uuid_compare(a, b) < 0;
}

/* Marks contents that another evidence item filed before; what no other did belongs to this one,
 * also for the later ones in the batch, unless its unit withdrew it. */
static void compare_contents(struct work *work, struct piece *piece, struct verdict *verdict)
{
    struct arena *arena = work->batch->arena;
    struct context *context = &piece->context;
    struct uuid *first = arena_alloc(arena, (context->content_count + 1) * sizeof(*first));
    for (size_t i = 0; i < context->content_count; i++) {
        struct content *content = &context->contents[i];
        struct owner *owner = map_get(work->load.owners, &content->hash, sizeof(content->hash));
        bool is_own = owner != NULL && uuid_equal(&owner->evidence_id, &piece->evidence_id);
        if (owner != NULL && !is_own &&
            is_before(owner->filed_us, &owner->submission_id, piece->received_us, &piece->id)) {
            content->is_known = true;
            content->owner_unit = owner->unit;
            content->owner_title = owner->title;
            continue;
        }
        if (is_own) {
            /* Claimed again: another verdict may take it over before this one is stored. */
            if (uuid_equal(&owner->submission_id, &piece->id)) {
                first[verdict->first_count++] = content->hash;
            }
            continue;
        }
        if (piece->is_withdrawn) {
            continue;
        }
        first[verdict->first_count++] = content->hash;
        owner = arena_alloc(arena, sizeof(*owner));
        *owner = (struct owner){piece->evidence_id, piece->id, piece->received_us,
                                piece->submission->unit, piece->submission->title};
        map_put(work->load.owners, &content->hash, sizeof(content->hash), owner);
    }
    verdict->first = first;
}

/* ------------------------------------------------------------- verdicts */

static void judge_piece(struct work *work, struct piece *piece, struct verdict *verdict)
{
    struct arena *arena = work->batch->arena;
    near_attach(work->parts + piece->first_part, piece->part_count, arena, &piece->context);
    judge(piece->submission, &piece->context, arena, &piece->judgement);
    beside_note(arena, piece);
    verdict->submission_id = piece->id;
    verdict->pending = piece->pending;
    verdict->pending_count = piece->pending_count;
    verdict->judgement = &piece->judgement;
    verdict->settings = piece->context.settings != NULL ? piece->context.settings->version : 0;
    verdict->next_id = uuid_new();
    if (piece->context.page != NULL) {
        verdict->link = piece->submission->link;
        verdict->page = weblink_name(verdict->link, arena);
        verdict->page_generation = piece->context.page->generation;
    }
    (void)!wire_get_uuid(&piece->envelope->message_id, &verdict->message_id);
    make_notice(piece, arena, verdict);
}

/* True for one of this batch: those see each other. */
static bool is_in_batch(const struct work *work, const struct uuid *submission_id)
{
    for (size_t i = 0; i < work->count; i++) {
        if (uuid_equal(&work->order[i]->id, submission_id)) {
            return true;
        }
    }
    return false;
}

/* Lists the submissions that are to be compared after their verdict. */
static void list_deferred(struct work *work, struct verdicts *verdicts)
{
    struct uuid *ids = arena_alloc(work->batch->arena, (work->count + 1) * sizeof(*ids));
    for (size_t i = 0; i < work->count; i++) {
        if (work->order[i]->is_deferred) {
            ids[verdicts->uncompared_count++] = work->order[i]->id;
        }
    }
    verdicts->uncompared = ids;
    verdicts->compare_ms = work->conf->compare_ms;
}

/* Lists others whose verdicts are wrong now: near copies that were filed later, and those that
 * read differently beside the figures and documents of this batch. */
static void list_contradicted(const struct work *work, const struct near_result *near,
                              struct verdicts *verdicts)
{
    size_t most = near->later_count + 1;
    for (size_t i = 0; i < work->count; i++) {
        most += work->order[i]->affected_count;
    }
    struct uuid *later = arena_alloc(work->batch->arena, most * sizeof(*later));
    for (size_t i = 0; i < near->later_count; i++) {
        if (!is_in_batch(work, &near->later[i])) {
            later[verdicts->later_count++] = near->later[i];
        }
    }
    for (size_t i = 0; i < work->count; i++) {
        const struct piece *piece = work->order[i];
        for (size_t k = 0; k < piece->affected_count; k++) {
            if (!is_in_batch(work, &piece->affected[k])) {
                later[verdicts->later_count++] = piece->affected[k];
            }
        }
    }
    verdicts->later = later;
}

static void judge_all(void *arg, enum err err, const struct near_result *near)
{
    struct work *work = arg;
    if (err != ERR_NONE) {
        validation_work_end(work, err, 0);
        return;
    }
    for (size_t i = 0; i < work->count; i++) {
        judge_piece(work, work->order[i], &work->verdicts[i]);
    }
    struct verdicts verdicts = {.all = work->verdicts, .count = work->count};
    list_contradicted(work, near, &verdicts);
    list_deferred(work, &verdicts);
    work->pushed = bus_reserve(daemon_bus(work->daemon), NOTIFICATION, work->count);
    for (size_t i = 0; i < work->pushed; i++) {
        work->verdicts[i].lease_ms = daemon_conf(work->daemon)->lease_ms;
    }
    store_complete(work->batch->lane, &verdicts, validation_work_on_completed, work);
}

static int compare_filing(const void *a, const void *b)
{
    const struct piece *const *left = a, *const *right = b;
    return is_before((*left)->received_us, &(*left)->id, (*right)->received_us, &(*right)->id) ? -1
                                                                                               : 1;
}

/* In a flood the verdicts come first. */
static bool is_for_later(const struct work *work, const struct piece *piece)
{
    return work->count > work->conf->compare_most && (piece->asked & ASKED_FIRST) != 0 &&
           (piece->asked & ASKED_COMPARE) == 0;
}

static void prepare_piece(struct work *work, struct piece *piece, struct verdict *verdict)
{
    compare_contents(work, piece, verdict);
    const struct near_part start = {.submission_id = piece->id,
                                    .evidence_id = piece->evidence_id,
                                    .filed_us = piece->received_us,
                                    .is_again = piece->asked == ASKED_AGAIN};
    piece->first_part = work->part_count;
    piece->part_count =
        near_parts(piece->submission, &piece->context, &start, work->parts + work->part_count);
    if (piece->part_count > 0 && is_for_later(work, piece)) {
        piece->is_deferred = true;
        piece->part_count = 0;
    }
    work->part_count += piece->part_count;
}

static void validation_work_begin(void *arg);

/* True if one belongs to a campaign that was just opened: ingest read it before we did. */
static bool describe_pieces(struct work *work)
{
    bool is_ahead = false;
    for (size_t i = 0; i < work->load.count; i++) {
        struct piece *piece = &work->load.pieces[i];
        directory_describe(work->directory, piece->campaign_id, piece->criteria,
                           piece->criterion_count, work->batch->arena, &piece->context);
        is_ahead = is_ahead || (piece->context.criterion_count == 0 && piece->criterion_count > 0);
    }
    return is_ahead;
}

/* Loads again with a newer directory; after WAITS_MAX goes on without: the criteria may be
 * deleted. */
static bool validation_work_waits(struct work *work)
{
    enum { WAIT_MS = 250, WAITS_MAX = 20 };
    if (!describe_pieces(work) || work->waits == WAITS_MAX) {
        return false;
    }
    work->waits++;
    context_load_close(&work->load);
    directory_free(&work->directory);
    loop_after(daemon_loop(work->daemon), WAIT_MS, validation_work_begin, work);
    return true;
}

/* All is loaded: compare contents, then near copies, then judge. */
static void validation_work_on_loaded(void *arg, enum err err)
{
    struct work *work = arg;
    size_t most = 0;
    if (err != ERR_NONE || work->directory == NULL) {
        validation_work_end(work, err != ERR_NONE ? err : ERR_RETRY, 0);
        return;
    }
    if (validation_work_waits(work)) {
        return;
    }
    for (size_t i = 0; i < work->load.count; i++) {
        work->order[work->count++] = &work->load.pieces[i];
        most += 1 + work->load.pieces[i].submission->n_files;
    }
    qsort(work->order, work->count, sizeof(*work->order), compare_filing);
    work->parts = arena_zero(work->batch->arena, most * sizeof(*work->parts));
    for (size_t i = 0; i < work->count; i++) {
        prepare_piece(work, work->order[i], &work->verdicts[i]);
    }
    if (work->part_count == 0) {
        judge_all(work, ERR_NONE, &(struct near_result){0});
        return;
    }
    near_find(work->batch->lane, work->batch->arena, work->parts, work->part_count, judge_all,
              work);
}

static bool validation_work_unpack(struct work *work)
{
    struct batch *batch = work->batch;
    for (size_t i = 0; i < batch->count; i++) {
        const Bus__V1__Envelope *envelope = batch->envelopes[i];
        struct piece *piece = &work->load.pieces[i];
        piece->envelope = envelope;
        piece->submission = wire_unpack(batch->arena, &evidence__v1__submission__descriptor,
                                        envelope->body.data, envelope->body.len);
        if (piece->submission == NULL || envelope->schema != SUBMISSION_SCHEMA ||
            !wire_get_uuid(&envelope->subject_id, &piece->id)) {
            return false;
        }
        piece->context.content_count =
            contents_of(piece->submission, batch->arena, &piece->context.contents);
    }
    return true;
}

static void validation_work_begin(void *arg)
{
    struct work *work = arg;
    struct batch *batch = work->batch;
    work->directory = directory_hold(*work->current);
    work->load = (struct context_load){.lane = batch->lane,
                                       .arena = batch->arena,
                                       .count = batch->count,
                                       .directory = work->directory,
                                       .has_links = work->conf->has_links};
    work->load.pieces = arena_zero(batch->arena, batch->count * sizeof(struct piece));
    if (!validation_work_unpack(work)) {
        validation_work_end(
            work, err_note(ERR_REJECT, "not a submission of schema %d", SUBMISSION_SCHEMA), 0);
        return;
    }
    context_load_start(&work->load, validation_work_on_loaded, work);
}

void work_batch(struct daemon *daemon, struct directory *const *directory,
                const struct validation_conf *conf, struct batch *batch)
{
    struct work *work = arena_zero(batch->arena, sizeof(*work));
    work->daemon = daemon;
    work->current = directory;
    work->conf = conf;
    work->batch = batch;
    work->order = arena_zero(batch->arena, batch->count * sizeof(*work->order));
    work->verdicts = arena_zero(batch->arena, batch->count * sizeof(*work->verdicts));
    validation_work_begin(work);
}
