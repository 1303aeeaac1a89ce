/*
 * main.c — the ingest service: takes requests from the bus, makes them durable and answers them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "ingest/accept.h"
#include "ingest/files.h"
#include "ingest/imports.h"
#include "ingest/members.h"
#include "ingest/posts.h"
#include "ingest/store.h"
#include "store/queue.h"
#include "wire/wire.h"

enum { BACKLOG_MS = 1000 };

struct ingest {
    struct daemon *daemon;
    const struct ingest_conf *conf;
    struct directory *directory;
    struct lane *lane;
    struct accept *accept;
    struct files *files;
    struct imports *imports;
    struct members *members;
    struct posts *posts;
    struct arena *arena; /* of small requests and replies */
    bool is_counting;
    bool is_full; /* too many validations are pending */
};

static struct ingest_conf conf;

/* ------------------------------------------------------------- answers */

static void refuse_with(struct ingest *self, const struct bus_from *from,
                        const struct problem *problem)
{
    Bus__V1__Fault fault;
    problem_to_fault(problem, &fault);
    bus_reply(daemon_bus(self->daemon), from, NULL, 0, &fault);
}

static void ingest_refuse(struct ingest *self, const struct bus_from *from, enum problem_id id,
                          const char *field)
{
    struct problem problem = problem_of(id, field);
    refuse_with(self, from, &problem);
}

static void ingest_answer(struct ingest *self, const struct bus_from *from,
                          const ProtobufCMessage *reply)
{
    struct wire_bytes bytes = wire_pack(self->arena, reply);
    bus_reply(daemon_bus(self->daemon), from, bytes.data, bytes.len, NULL);
    arena_reset(self->arena);
}

static void ingest_on_filed(void *arg, const struct filing *filing, const struct outcome *outcome)
{
    struct ingest *self = arg;
    if (!outcome->is_accepted) {
        ingest_refuse(self, &filing->from, outcome->fault, "");
        return;
    }
    Evidence__V1__Accepted accepted = EVIDENCE__V1__ACCEPTED__INIT;
    accepted.id = wire_uuid(&outcome->evidence_id);
    accepted.revision = (uint32_t)outcome->revision;
    accepted.repeated = outcome->is_repeat;
    accepted.held = outcome->is_held;
    ingest_answer(self, &filing->from, &accepted.base);
}

static void piece_taken(void *arg, const struct bus_from *from, const struct piece_outcome *outcome)
{
    struct ingest *self = arg;
    if (outcome->fault != PROBLEM_NONE) {
        ingest_refuse(self, from, outcome->fault, "file");
        return;
    }
    struct hash hash = outcome->hash;
    Evidence__V1__ChunkStored stored = EVIDENCE__V1__CHUNK_STORED__INIT;
    stored.received = outcome->received;
    stored.hash.data = hash.bytes;
    stored.hash.len = outcome->is_stored ? sizeof(hash.bytes) : 0;
    ingest_answer(self, from, &stored.base);
}

static void import_started(void *arg, const struct bus_from *from,
                           const struct import_outcome *outcome)
{
    struct ingest *self = arg;
    if (!outcome->is_started) {
        ingest_refuse(self, from, outcome->fault, outcome->field);
        return;
    }
    Evidence__V1__ImportStarted started = EVIDENCE__V1__IMPORT_STARTED__INIT;
    started.id = wire_uuid(&outcome->id);
    started.repeated = outcome->is_repeat;
    ingest_answer(self, from, &started.base);
}

static void posts_read_so(void *arg, const struct bus_from *from, const char *json)
{
    struct ingest *self = arg;
    Evidence__V1__PostsRead read = EVIDENCE__V1__POSTS_READ__INIT;
    read.json = arena_print(self->arena, "%s", json);
    ingest_answer(self, from, &read.base);
}

/* ------------------------------------------------------------- requests */

static void ingest_submit(struct ingest *self, const struct bus_from *from,
                          const ProtobufCBinaryData *body, const struct uuid *trace)
{
    struct arena *arena = accept_arena(self->accept);
    Evidence__V1__Submit *request =
        wire_unpack(arena, &evidence__v1__submit__descriptor, body->data, body->len);
    if (request == NULL) {
        ingest_refuse(self, from, PROBLEM_REQUEST_INVALID, "");
        return;
    }
    struct filing filing;
    struct problem problem;
    struct filer filer = {from->account, from->access_key};
    if (!filing_make(self->directory, filer, request, arena, &filing, &problem)) {
        log_about(LOG_INFO, trace, "refused: %s %s", problem.code, problem.field);
        refuse_with(self, from, &problem);
        return;
    }
    filing.trace = trace != NULL ? *trace : filing.id;
    filing.then = ingest_on_filed;
    filing.arg = self;
    filing.from = *from;
    if (self->is_full || !accept_add(self->accept, &filing)) {
        ingest_refuse(self, from, PROBLEM_BUSY, "");
    }
}

static void put_piece(struct ingest *self, const struct bus_from *from,
                      const ProtobufCBinaryData *body)
{
    const Evidence__V1__PutChunk *piece =
        wire_unpack(self->arena, &evidence__v1__put_chunk__descriptor, body->data, body->len);
    if (piece == NULL || directory_account(self->directory, from->account) == NULL) {
        ingest_refuse(self, from, piece == NULL ? PROBLEM_REQUEST_INVALID : PROBLEM_UNIT_FORBIDDEN,
                      "");
    } else {
        files_put(self->files, from->account, from, piece);
    }
    arena_reset(self->arena);
}

static void start_import(struct ingest *self, const struct bus_from *from,
                         const ProtobufCBinaryData *body)
{
    const Evidence__V1__Import *request =
        wire_unpack(self->arena, &evidence__v1__import__descriptor, body->data, body->len);
    if (request == NULL) {
        ingest_refuse(self, from, PROBLEM_REQUEST_INVALID, "");
    } else {
        imports_start(self->imports, from, request, import_started, self);
    }
    arena_reset(self->arena);
}

static void read_posts(struct ingest *self, const struct bus_from *from,
                       const ProtobufCBinaryData *body)
{
    const Evidence__V1__ReadPosts *request =
        wire_unpack(self->arena, &evidence__v1__read_posts__descriptor, body->data, body->len);
    const struct sheet_form *form;
    if (request == NULL || !posts_find(request->list, &form)) {
        ingest_refuse(self, from, PROBLEM_REQUEST_INVALID, "");
    } else if (!posts_read(self->posts, from, form,
                           (struct wire_bytes){request->sheet.data, request->sheet.len})) {
        ingest_refuse(self, from, PROBLEM_BUSY, "");
    }
    arena_reset(self->arena);
}

static void ingest_on_asked(void *arg, const struct bus_from *from, const Bus__V1__Request *request)
{
    struct ingest *self = arg;
    struct uuid trace;
    if (self->directory == NULL || daemon_is_draining(self->daemon)) {
        ingest_refuse(self, from, PROBLEM_BUSY, "");
        return;
    }
    switch (request->method) {
    case EVIDENCE__V1__METHOD__METHOD_SUBMIT:
        ingest_submit(self, from, &request->body,
                      wire_get_uuid(&request->trace, &trace) ? &trace : NULL);
        return;
    case EVIDENCE__V1__METHOD__METHOD_PUT_CHUNK:
        put_piece(self, from, &request->body);
        return;
    case EVIDENCE__V1__METHOD__METHOD_IMPORT:
        start_import(self, from, &request->body);
        return;
    case EVIDENCE__V1__METHOD__METHOD_READ_POSTS:
        read_posts(self, from, &request->body);
        return;
    default:
        ingest_refuse(self, from, PROBLEM_METHOD_UNKNOWN, "");
        return;
    }
}

/* ------------------------------------------------------------- life */

static void directory_read(void *arg, enum err err, const struct rows *result)
{
    struct ingest *self = arg;
    if (err != ERR_NONE) {
        store_directory(self->lane, directory_read, self); /* paced by the lane */
        return;
    }
    directory_free(&self->directory);
    self->directory = store_directory_read(result);
    imports_set_directory(self->imports, self->directory);
}

static void directory_changed(void *arg)
{
    struct ingest *self = arg;
    store_directory(self->lane, directory_read, self);
}

static void ingest_on_counted(void *arg, enum err err, const struct rows *result)
{
    struct ingest *self = arg;
    self->is_counting = false;
    if (err == ERR_NONE) {
        self->is_full = (size_t)column_long(result, 0, 0) > self->conf->high_water;
    }
}

/* Evidence waits on disk, within a limit. */
static void count_backlog(void *arg)
{
    struct ingest *self = arg;
    if (!self->is_counting) {
        self->is_counting = true;
        queue_backlog(self->lane, STAGE_VALIDATE, (int)self->conf->high_water + 1,
                      ingest_on_counted, self);
    }
}

static void ingest_stop(void *state)
{
    struct ingest *self = state;
    members_close(&self->members);
    imports_close(&self->imports);
    posts_close(&self->posts);
    accept_close(&self->accept);
    files_close(&self->files);
    directory_free(&self->directory);
    arena_free(&self->arena);
    free(self);
}

static enum err ingest_start(struct daemon *daemon, void **state)
{
    struct ingest *self = memory_zero(sizeof(*self));
    *state = self;
    self->daemon = daemon;
    self->conf = &conf;
    self->arena = arena_new();
    self->lane = daemon_control_lane(daemon);
    enum err err = files_open(&self->files, daemon, &conf, piece_taken, self);
    if (err != ERR_NONE) {
        return err;
    }
    self->accept = accept_open(daemon, &conf);
    self->imports = imports_open(daemon, &conf, self->accept, self->files);
    self->members = members_open(daemon, &conf);
    self->posts = posts_open(daemon_loop(daemon), posts_read_so, self);
    daemon_on_directory(daemon, directory_changed, self);
    loop_every(daemon_loop(daemon), BACKLOG_MS, count_backlog, self);
    return ERR_NONE;
}

static bool is_idle(void *state)
{
    const struct ingest *self = state;
    return accept_is_idle(self->accept) && files_is_idle(self->files) &&
           imports_is_idle(self->imports) && members_is_idle(self->members) &&
           posts_is_idle(self->posts);
}

static const struct bus_events EVENTS = {.asked = ingest_on_asked};
static const char *const DOWNSTREAM[] = {"validation", "reader", "gateway", NULL};

int main(int argc, char **argv)
{
    const struct daemon_service service = {.name = "ingest",
                                           .conf_table = INGEST_CONF,
                                           .conf_count = INGEST_CONF_COUNT,
                                           .conf = &conf,
                                           .events = &EVENTS,
                                           .start = ingest_start,
                                           .is_idle = is_idle,
                                           .stop = ingest_stop,
                                           .downstream = DOWNSTREAM};
    return daemon_main(argc, argv, &service);
}
