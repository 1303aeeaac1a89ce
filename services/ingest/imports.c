/*
 * imports.c — an import is a leased row of table import.
 *
 * An instance claims one at a time. A sandboxed child reads the file and writes its rows to a pipe;
 * each row passes admission, and accept.c unless the import is a preview, like a request. The child
 * is paused while too many rows are uncommitted. The report is stored last; after a failure the
 * lease expires and the import runs again, and its rows are then repeats.
 */
#include "ingest/imports.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/metrics.h"
#include "daemon/poller.h"
#include "evidence/limits.h"
#include "evidence/names.h"
#include "ingest/columns.h"
#include "ingest/import_order.h"
#include "ingest/import_report.h"
#include "ingest/row_pipe.h"
#include "ingest/store.h"
#include "sandbox/child.h"
#include "wire/wire.h"

enum {
    POLL_MS = 500,
    OPEN_MAX = 512, /* uncommitted rows at which the child is paused */
    OPEN_LOW = 128,
    ROW_BYTES = 16 << 20
};

struct running {
    struct imports *imports;
    struct uuid claim;
    struct import_order order;
    const struct connector *connector;
    struct child *child;
    struct buf input; /* what the child wrote and is not yet parsed */
    struct columns columns;
    struct import_report report;
    size_t open;  /* rows without an answer */
    bool is_read; /* the child has ended */
    bool is_paused;
    bool is_given_up; /* the store is unavailable: the import runs again later */
};

struct imports {
    struct daemon *daemon;
    const struct ingest_conf *conf;
    struct accept *accept;
    const struct files *files;
    const struct directory *directory;
    struct lane *lane;
    struct running *running;
    struct poller *poller;
    struct metric *rows;
};

/* ------------------------------------------------------------- the end */

static void imports_on_finished(void *arg, enum err err, const struct rows *result)
{
    struct imports *self = arg;
    (void)result;
    if (err != ERR_NONE) {
        log_warn("import: %s; it will run again", err_last());
    }
    poller_wake(self->poller);
}

static void run_free(struct running **pointer)
{
    struct running *run = *pointer;
    if (run != NULL) {
        child_kill(&run->child);
        import_report_free(&run->report);
        import_order_free(&run->order);
        buf_free(&run->input);
        free(run);
    }
    *pointer = NULL;
}

static void imports_end(struct running *run)
{
    struct imports *self = run->imports;
    struct import_report *report = &run->report;
    if (!run->is_given_up && !run->columns.is_known && !report->has_problem) {
        import_report_problem(report, "", "sheet.no_head");
    }
    if (!run->is_given_up) {
        bool is_refused = report->has_problem && report->counts.rows == 0;
        struct store_import state = {.id = run->order.id,
                                     .version = run->order.version,
                                     .state = is_refused ? "refused" : "done"};
        import_report_end(report, &state);
        store_import_finish(self->lane, &state, imports_on_finished, self);
        log_about(LOG_INFO, &state.id, "%s %s: %d rows, %d accepted, %d repeated, %d rejected",
                  run->order.is_preview ? "preview" : "import", state.state, state.counts.rows,
                  state.counts.accepted, state.counts.repeated, state.counts.rejected);
    }
    poller_end(self->poller, &run->claim);
    run_free(&self->running);
}

static void imports_advance(struct running *run);

static void end_if_done(struct running *run)
{
    if (run->is_given_up && run->child != NULL) {
        child_kill(&run->child);
        run->is_read = true;
    }
    if (run->is_read && run->open == 0) {
        imports_end(run);
    }
}

/* Deferred: a child cannot be killed from within its own output. */
static void imports_on_given_up(void *arg)
{
    struct imports *self = arg;
    if (self->running != NULL) {
        end_if_done(self->running);
    }
}

/* ------------------------------------------------------------- rows */

static void row_filed(void *arg, const struct filing *filing, const struct outcome *outcome)
{
    struct running *run = arg;
    run->open--;
    if (outcome->is_accepted) {
        run->report.counts.accepted += outcome->is_repeat ? 0 : 1;
        run->report.counts.repeated += outcome->is_repeat ? 1 : 0;
    } else if (outcome->fault == PROBLEM_BUSY || outcome->fault == PROBLEM_STORAGE_FAILED) {
        run->is_given_up = true;
    } else {
        struct problem problem = problem_of(outcome->fault, "");
        import_report_late(&run->report, filing, &problem);
    }
    if (run->is_paused && run->open < OPEN_LOW && run->child != NULL) {
        run->is_paused = false;
        child_pause(run->child, false);
    }
    end_if_done(run);
}

/* Reports the formulas of the row that have failed. */
static void report_formulas(struct running *run, const Evidence__V1__SheetRow *row)
{
    size_t at = 0;
    for (const char *field; (field = columns_fault(&run->columns, row, &at)) != NULL;) {
        struct problem problem = problem_of(PROBLEM_CELL_FORMULA, field);
        import_report_fault(&run->report, row, (int)row->faults[at - 1]->column, &problem);
    }
}

/* Whether the row passes; else its faults are reported.  A row that its confirmed preview did not
 * show as good must not take effect. */
static bool judge_row(struct running *run, const Evidence__V1__SheetRow *row,
                      Evidence__V1__Submit *submit, struct arena *arena, struct filing *filing)
{
    struct problem problem;
    report_formulas(run, row);
    if (run->report.is_faulty) {
        return false;
    }
    (void)import_order_name(&run->order, submit, arena);
    bool is_good =
        filing_make(run->imports->directory, run->order.filer, submit, arena, filing, &problem);
    if (is_good && !import_order_allows(&run->order, &filing->id)) {
        problem = problem_of(PROBLEM_IMPORT_UNSEEN, "");
        is_good = false;
    }
    if (!is_good) {
        import_report_fault(&run->report, row,
                            columns_place(&run->columns, row, problem.field, arena), &problem);
    }
    return is_good;
}

static void file_row(struct running *run, Evidence__V1__SheetRow *row, struct arena *own)
{
    struct imports *self = run->imports;
    struct import_report *report = &run->report;
    struct arena *arena = run->order.is_preview ? own : accept_arena(self->accept);
    struct filing filing;
    import_report_begin(report);
    import_order_correct(&run->order, row, report->n, arena);
    metric_add(self->rows, 1);
    Evidence__V1__Submit *submit = columns_submit(&run->columns, row, run->order.campaign, arena);
    if (!judge_row(run, row, submit, arena, &filing)) {
        import_report_refused(report, row, submit->submission);
        return;
    }
    if (run->order.is_preview) {
        import_report_good(report, row, submit->submission, &filing.id);
        return;
    }
    filing.then = row_filed;
    filing.arg = run;
    filing.sheet = arena_text(arena, row->sheet, strlen(row->sheet));
    filing.row = (int)row->row;
    filing.number = report->n;
    filing.cells = import_report_cells(row, arena);
    filing.trace = run->order.id;
    if (accept_add(self->accept, &filing)) {
        run->open++;
    } else {
        run->is_given_up = true;
    }
}

static void take_row(struct running *run, Evidence__V1__SheetRow *row, struct arena *arena)
{
    if (row->problem[0] != '\0') {
        import_report_problem(&run->report, row->sheet, row->problem);
    } else if (row->left_out != NULL) {
        run->report.counts.hidden = (int)row->left_out->hidden_rows;
        run->report.counts.hidden_sheets = (int)row->left_out->hidden_sheets;
        run->report.counts.empty = (int)row->left_out->empty_rows;
    } else {
        enum row_kind kind = columns_look(&run->columns, row, arena);
        run->report.counts.outside += kind == ROW_NOTHING ? 1 : 0;
        if (kind == ROW_HEAD) {
            import_report_head(&run->report, row);
        }
        if (kind == ROW_PIECE) {
            file_row(run, row, arena);
        }
    }
}

/* Takes every complete row: four bytes of length, then the row. */
static void imports_advance(struct running *run)
{
    struct arena *arena = arena_new();
    size_t at = 0;
    while (run->input.len - at >= sizeof(uint32_t) && !run->is_given_up) {
        uint32_t len;
        memcpy(&len, run->input.data + at, sizeof(len));
        len = ntohl(len);
        if (len > ROW_BYTES) {
            import_report_problem(&run->report, "", "sheet.damaged");
            at = run->input.len;
            break;
        }
        if (run->input.len - at - sizeof(len) < len) {
            break;
        }
        Evidence__V1__SheetRow *row = wire_unpack(arena, &evidence__v1__sheet_row__descriptor,
                                                  run->input.data + at + sizeof(len), len);
        if (row == NULL) {
            import_report_problem(&run->report, "", "sheet.encoding");
        } else {
            take_row(run, row, arena);
        }
        arena_reset(arena);
        at += sizeof(len) + len;
    }
    buf_consume(&run->input, at);
    arena_free(&arena);
}

/* ------------------------------------------------------------- the child */

static void imports_output(void *arg, const void *data, size_t len)
{
    struct running *run = arg;
    buf_add(&run->input, data, len);
    imports_advance(run);
    if (run->open > OPEN_MAX && !run->is_paused) {
        run->is_paused = true;
        child_pause(run->child, true);
    }
    if (run->is_given_up) {
        loop_defer(daemon_loop(run->imports->daemon), imports_on_given_up, run->imports);
    }
}

static void imports_on_ended(void *arg, enum child_end how)
{
    struct running *run = arg;
    run->child = NULL;
    run->is_read = true;
    imports_advance(run);
    if (how != CHILD_DONE) {
        import_report_problem(&run->report, "",
                              how == CHILD_TIMEOUT    ? "sheet.timeout"
                              : how == CHILD_TOO_MUCH ? "sheet.too_large"
                                                      : "sheet.damaged");
    }
    end_if_done(run);
}

static int imports_work(void *arg, int input, int out)
{
    const struct connector *connector = arg;
    struct row_pipe pipe = row_pipe_to(out);
    int code = connector->read(input, &pipe.sink);
    row_pipe_end(&pipe);
    return code;
}

static void begin_reading(struct running *run, const struct hash *hash)
{
    static const struct child_events EVENTS = {.output = imports_output, .ended = imports_on_ended};
    static const struct child_conf CHILD = {
        .memory = (size_t)1 << 30, .seconds = 60, .output_max = (size_t)1 << 30};
    struct arena *arena = arena_new();
    int fd = open(files_path(run->imports->files, hash, arena), O_RDONLY | O_CLOEXEC);
    arena_free(&arena);
    run->connector = fd >= 0 ? connector_find(fd) : NULL;
    if (run->connector == NULL) {
        if (fd >= 0) {
            close(fd);
        }
        import_report_problem(&run->report, "", fd >= 0 ? "sheet.unknown" : "sheet.damaged");
        run->is_read = true;
        end_if_done(run);
        return;
    }
    union {
        const struct connector *borrowed;
        void *arg;
    } connector = {.borrowed = run->connector};
    if (child_start(&run->child, daemon_loop(run->imports->daemon), &CHILD, imports_work,
                    connector.arg, fd, &EVENTS, run) != ERR_NONE) {
        run->is_given_up = run->is_read = true;
        end_if_done(run);
    }
}

/* ------------------------------------------------------------- taking work */

static bool imports_take(void *arg, const struct rows *result, int row, const struct uuid *claim)
{
    struct imports *self = arg;
    if (!column_bool(result, row, 3)) {
        return false;
    }
    struct bytes hash_bytes = column_bytes(result, row, 2);
    struct hash hash;
    struct running *run = memory_zero(sizeof(*run));
    run->imports = self;
    run->claim = *claim;
    run->order = import_order_read(result, row);
    memcpy(hash.bytes, hash_bytes.data, sizeof(hash.bytes));
    import_report_start(&run->report);
    self->running = run;
    begin_reading(run, &hash);
    return true;
}

static size_t imports_room(void *arg)
{
    const struct imports *self = arg;
    return self->running == NULL && self->directory != NULL ? 1 : 0;
}

static void imports_claim(void *arg, size_t most, const struct lease *lease, lane_fn *then,
                          void *then_arg)
{
    struct imports *self = arg;
    (void)most;
    store_import_claim(self->lane, lease->ms, self->conf->daemon.max_attempts, then, then_arg);
}

/* The row is known by its id. */
static void imports_renew(void *arg, struct uuids claims, int lease_ms)
{
    const struct imports *self = arg;
    (void)claims;
    const struct running *run = self->running;
    if (run != NULL) {
        struct store_import state = {.id = run->order.id, .counts = run->report.counts};
        store_import_extend(self->lane, &state, lease_ms);
    }
}

static const struct poller_work WORK = {imports_room, imports_claim, imports_take, imports_renew};

/* ------------------------------------------------------------- requests */

struct starting {
    struct imports *imports;
    struct bus_from from;
    struct uuid id;
    import_fn *then;
    void *arg;
};

static void imports_do_started(void *arg, enum err err, const struct rows *result)
{
    struct starting *starting = arg;
    struct import_outcome outcome = {.id = starting->id, .fault = PROBLEM_BUSY, .field = ""};
    if (err == ERR_NONE) {
        bool has_file = column_bool(result, 0, 0), is_new = column_bool(result, 0, 1);
        bool agrees = column_bool(result, 0, 2);
        outcome.is_started = has_file && (is_new || agrees);
        outcome.is_repeat = !is_new;
        outcome.fault = has_file ? PROBLEM_KEY_REUSED : PROBLEM_FILE_UNKNOWN;
        outcome.field = has_file ? "idempotency_key" : "file";
    }
    starting->then(starting->arg, &starting->from, &outcome);
    poller_wake(starting->imports->poller);
    free(starting);
}

static enum problem_id imports_judge(const struct imports *self, const struct bus_from *from,
                                     const Evidence__V1__Import *request, const char **field)
{
    const struct campaign *campaign = directory_campaign(self->directory, request->campaign);
    size_t key_len = strlen(request->idempotency_key);
    *field = "";
    if (directory_account(self->directory, from->account) == NULL) {
        return PROBLEM_UNIT_FORBIDDEN;
    }
    *field = "idempotency_key";
    if (key_len == 0 || key_len > EVIDENCE_KEY_MAX) {
        return PROBLEM_KEY_INVALID;
    }
    *field = "campaign";
    if (campaign == NULL || !campaign->is_open) {
        return campaign == NULL ? PROBLEM_CAMPAIGN_UNKNOWN : PROBLEM_CAMPAIGN_CLOSED;
    }
    *field = "file";
    bool has_file = request->file != NULL && request->file->hash.len == HASH_SIZE;
    return has_file ? PROBLEM_NONE : PROBLEM_FILE_UNKNOWN;
}

void imports_start(struct imports *self, const struct bus_from *from,
                   const Evidence__V1__Import *request, import_fn *then, void *arg)
{
    struct import_outcome outcome = {0};
    outcome.fault = imports_judge(self, from, request, &outcome.field);
    if (outcome.fault != PROBLEM_NONE) {
        then(arg, from, &outcome);
        return;
    }
    struct starting *starting = memory_alloc(sizeof(*starting));
    struct uuid id = evidence_import_id(from->account, request->idempotency_key);
    *starting = (struct starting){self, *from, id, then, arg};
    struct store_import_start start = {
        .id = starting->id,
        .account_id = (int)from->account,
        .access_key = (int)from->access_key,
        .campaign_id = directory_campaign(self->directory, request->campaign)->id,
        .file_hash = request->file->hash.data,
        .file_name = request->file->name,
        .is_preview = request->preview};
    store_import_start(self->lane, &start, imports_do_started, starting);
}

/* ------------------------------------------------------------- life */

void imports_set_directory(struct imports *self, const struct directory *directory)
{
    self->directory = directory;
}

struct imports *imports_open(struct daemon *daemon, const struct ingest_conf *conf,
                             struct accept *accept, const struct files *files)
{
    struct imports *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->conf = conf;
    self->accept = accept;
    self->files = files;
    self->lane = daemon_lane(daemon, "imports");
    self->rows = metric_counter("mc_import_rows_total", "", "rows of spreadsheets");
    self->poller = poller_open(daemon, POLL_MS, &WORK, self);
    return self;
}

void imports_close(struct imports **pointer)
{
    struct imports *self = *pointer;
    if (self == NULL) {
        return;
    }
    poller_close(&self->poller);
    run_free(&self->running);
    free(self);
    *pointer = NULL;
}

/* An import need not end before the process does: its row stays pending. */
bool imports_is_idle(const struct imports *self)
{
    return self->running == NULL || self->running->open == 0;
}
