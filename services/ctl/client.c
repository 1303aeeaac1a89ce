/*
 * client.c — one connection to ingest: requests are pipelined and repeated with their key until
 * they are answered or their time is over; files go in chunks, one at a time.  See client.h.
 */
#include "ctl/client.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/clock.h"
#include "store/peer.h"
#include "wire/wire.h"

enum {
    ASK_MS = 10000,
    PATIENCE_MS = 120000, /* for one request, repeats included */
    OPEN_MS = 15000,
    PIECE = 256 * 1024,
    PEERS_MAX = 64
};

struct client {
    struct lane *lane;
    struct loop *loop;
    struct bus *bus;
    size_t open;
    size_t most;
};

struct call {
    struct client *client;
    uint32_t method;
    struct wire_bytes body;
    struct arena *arena;
    uint64_t sticky;
    int64_t until_ms;
    answer_fn *then;
    void *arg;
    struct hash hash; /* of a stored file */
    bool is_stored;
};

static void client_ask(void *arg);

static bool read_keys(const char *path, char public_key[static 41], char secret_key[static 41])
{
    FILE *file = fopen(path, "re");
    bool is_good = file != NULL && fscanf(file, "%40s %40s", public_key, secret_key) == 2;
    if (file != NULL) {
        fclose(file);
    }
    return is_good;
}

static bool find_ingest(struct client *self)
{
    struct rows *result = NULL;
    static const struct statement INGEST = {
        "ctl_ingest", "SELECT instance, endpoint, public_key FROM peer "
                      "WHERE service = 'ingest' AND seen_at > now() - interval '15 seconds'"};
    if (lane_wait(self->lane, &INGEST, NULL, &result) != ERR_NONE) {
        return false;
    }
    struct bus_peer peers[PEERS_MAX];
    size_t count = 0;
    for (; count < PEERS_MAX && (int)count < rows_count(result); count++) {
        peers[count] = (struct bus_peer){.service = "ingest",
                                         .instance = column_uuid(result, (int)count, 0),
                                         .endpoint = column_text(result, (int)count, 1),
                                         .public_key = column_text(result, (int)count, 2)};
    }
    bus_set_peers(self->bus, peers, count);
    rows_free(&result);
    return count > 0;
}

static void client_refresh(void *arg)
{
    (void)find_ingest(arg);
}

static enum err open_bus(struct client *self, const struct ctl *ctl)
{
    static const struct bus_events NO_EVENTS;
    char public_key[41], secret_key[41];
    if (!read_keys(ctl->conf.key_file, public_key, secret_key)) {
        return err_note(ERR_FATAL, "bus.keys: cannot read two keys from \"%s\"",
                        ctl->conf.key_file);
    }
    struct bus_conf conf = {.service = "",
                            .public_key = public_key,
                            .secret_key = secret_key,
                            .is_hot = true,
                            .window = 1024,
                            .max_frame = 4u << 20};
    enum err err = loop_new(&self->loop);
    return err != ERR_NONE ? err : bus_open(&self->bus, self->loop, &conf, &NO_EVENTS, self);
}

static void stop_pausing(void *arg)
{
    loop_stop(arg);
}

/* Runs the loop, in which connections are made. */
static void pause_ms(struct client *self, int ms)
{
    loop_after(self->loop, ms, stop_pausing, self->loop);
    loop_run(self->loop);
}

struct client *client_open(const struct ctl *ctl)
{
    struct client *self = memory_zero(sizeof(*self));
    self->lane = ctl_store(ctl);
    if (self->lane == NULL) {
        client_close(&self);
        return NULL;
    }
    if (open_bus(self, ctl) != ERR_NONE) {
        ctl_trouble("%s", err_last());
        client_close(&self);
        return NULL;
    }
    for (int64_t until = clock_steady_ms() + OPEN_MS; !find_ingest(self);) {
        if (clock_steady_ms() > until) {
            ctl_trouble("no ingest service runs");
            client_close(&self);
            return NULL;
        }
        pause_ms(self, 100);
    }
    loop_every(self->loop, 2000, client_refresh, self);
    return self;
}

void client_close(struct client **pointer)
{
    struct client *self = *pointer;
    if (self == NULL) {
        return;
    }
    bus_close(&self->bus);
    loop_free(&self->loop);
    lane_close(&self->lane);
    free(self);
    *pointer = NULL;
}

/* ------------------------------------------------------------- one request */

static void client_end(struct call *call, const struct answer *answer)
{
    struct client *self = call->client;
    struct arena *arena = call->arena; /* the memory of the call itself */
    self->open--;
    call->then(call->arg, answer);
    arena_free(&arena);
    if (self->open <= self->most) {
        loop_stop(self->loop);
    }
}

static void read_reply(struct call *call, const Bus__V1__Reply *reply, struct answer *answer)
{
    answer->is_good = true;
    if (call->method == EVIDENCE__V1__METHOD__METHOD_SUBMIT) {
        const Evidence__V1__Accepted *accepted = wire_unpack(
            call->arena, &evidence__v1__accepted__descriptor, reply->body.data, reply->body.len);
        answer->is_good = accepted != NULL && wire_get_uuid(&accepted->id, &answer->id);
        answer->revision = accepted != NULL ? accepted->revision : 0;
        answer->is_repeat = accepted != NULL && accepted->repeated;
    } else if (call->method == EVIDENCE__V1__METHOD__METHOD_IMPORT) {
        const Evidence__V1__ImportStarted *started =
            wire_unpack(call->arena, &evidence__v1__import_started__descriptor, reply->body.data,
                        reply->body.len);
        answer->is_good = started != NULL && wire_get_uuid(&started->id, &answer->id);
        answer->is_repeat = started != NULL && started->repeated;
    } else {
        const Evidence__V1__ChunkStored *stored =
            wire_unpack(call->arena, &evidence__v1__chunk_stored__descriptor, reply->body.data,
                        reply->body.len);
        answer->is_good = stored != NULL;
        call->is_stored = stored != NULL && stored->hash.len == sizeof(call->hash.bytes);
        if (call->is_stored) {
            memcpy(call->hash.bytes, stored->hash.data, sizeof(call->hash.bytes));
        }
    }
}

static void take_fault(const Bus__V1__Fault *fault, struct answer *answer)
{
    snprintf(answer->code, sizeof(answer->code), "%s", fault->code);
    snprintf(answer->field, sizeof(answer->field), "%s", fault->field);
    snprintf(answer->message, sizeof(answer->message), "%s", fault->message);
    snprintf(answer->mend, sizeof(answer->mend), "%s", fault->mend);
}

static void client_on_replied(void *arg, enum err err, const Bus__V1__Reply *reply)
{
    struct call *call = arg;
    struct answer answer = {0};
    bool is_later = err != ERR_NONE || (reply->fault != NULL && reply->fault->retry_ms > 0);
    if (is_later && call->method != EVIDENCE__V1__METHOD__METHOD_PUT_CHUNK &&
        clock_steady_ms() < call->until_ms) {
        loop_after(call->client->loop, 200, client_ask, call);
        return;
    }
    if (err != ERR_NONE) {
        snprintf(answer.code, sizeof(answer.code), "no_answer");
        snprintf(answer.message, sizeof(answer.message), "Dịch vụ tiếp nhận không trả lời.");
    } else if (reply->fault != NULL) {
        take_fault(reply->fault, &answer);
    } else {
        read_reply(call, reply, &answer);
    }
    client_end(call, &answer);
}

static void client_ask(void *arg)
{
    struct call *call = arg;
    struct bus_question question = {.service = "ingest",
                                    .method = call->method,
                                    .body = call->body.data,
                                    .body_len = call->body.len,
                                    .sticky = call->sticky,
                                    .timeout_ms = ASK_MS};
    bus_ask(call->client->bus, &question, client_on_replied, call);
}

static struct call *call_new(struct client *self, uint32_t method, const ProtobufCMessage *body,
                             answer_fn *then, void *arg)
{
    struct arena *arena = arena_new();
    struct call *call = arena_zero(arena, sizeof(*call));
    call->client = self;
    call->method = method;
    call->arena = arena;
    call->body = wire_pack(arena, body);
    call->until_ms = clock_steady_ms() + PATIENCE_MS;
    call->then = then;
    call->arg = arg;
    self->open++;
    return call;
}

void client_submit(struct client *self, const Evidence__V1__Submit *submit, answer_fn *then,
                   void *arg)
{
    client_ask(call_new(self, EVIDENCE__V1__METHOD__METHOD_SUBMIT, &submit->base, then, arg));
}

void client_import(struct client *self, const Evidence__V1__Import *import, answer_fn *then,
                   void *arg)
{
    client_ask(call_new(self, EVIDENCE__V1__METHOD__METHOD_IMPORT, &import->base, then, arg));
}

void client_wait(struct client *self, size_t most)
{
    self->most = most;
    if (self->open > most) {
        loop_run(self->loop);
    }
    self->most = 0;
}

/* ------------------------------------------------------------- files */

struct upload {
    struct answer answer;
    struct hash hash;
    bool is_stored;
    struct call *call;
};

static void piece_ended(void *arg, const struct answer *answer)
{
    struct upload *upload = arg;
    upload->answer = *answer;
    upload->is_stored = upload->call->is_stored;
    upload->hash = upload->call->hash;
}

static bool put_piece(struct client *self, Evidence__V1__PutChunk *piece, uint64_t sticky,
                      struct upload *upload)
{
    upload->call =
        call_new(self, EVIDENCE__V1__METHOD__METHOD_PUT_CHUNK, &piece->base, piece_ended, upload);
    upload->call->sticky = sticky;
    client_ask(upload->call);
    client_wait(self, 0);
    return upload->answer.is_good;
}

static bool put_once(struct client *self, FILE *file, struct upload *upload, uint64_t *size)
{
    static unsigned char data[PIECE];
    struct uuid id;
    uint64_t sticky;
    randombytes_buf(&id, sizeof(id));
    memcpy(&sticky, id.bytes, sizeof(sticky));
    Evidence__V1__PutChunk piece = EVIDENCE__V1__PUT_CHUNK__INIT;
    piece.upload_id = wire_uuid(&id);
    piece.data.data = data;
    rewind(file);
    do {
        piece.data.len = fread(data, 1, sizeof(data), file);
        int next = getc(file);
        if (ferror(file)) { /* half a file is no file */
            return false;
        }
        piece.last = next == EOF;
        if (next != EOF) {
            ungetc(next, file);
        }
        if (!put_piece(self, &piece, sticky | 1, upload)) {
            return false;
        }
        piece.offset += piece.data.len;
    } while (!piece.last);
    *size = piece.offset;
    return upload->is_stored;
}

static bool is_final(const struct answer *answer)
{
    return strcmp(answer->code, "file.too_large") == 0 ||
           strcmp(answer->code, "unit.forbidden") == 0 || strcmp(answer->code, "storage.full") == 0;
}

bool client_put_file(struct client *self, const char *path, struct hash *hash, uint64_t *size)
{
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        ctl_trouble("%s: %s", path, strerror(errno));
        return false;
    }
    struct upload upload = {0};
    int64_t until = clock_steady_ms() + PATIENCE_MS;
    bool is_stored = put_once(self, file, &upload, size);
    while (!is_stored && !ferror(file) && !is_final(&upload.answer) && clock_steady_ms() < until) {
        pause_ms(self, 200);
        is_stored = put_once(self, file, &upload, size);
    }
    bool is_broken = ferror(file);
    fclose(file);
    *hash = upload.hash;
    if (is_broken) {
        ctl_trouble("%s: cannot be read to its end", path);
    } else if (!is_stored) {
        ctl_trouble("%s: %s %s %s", path, upload.answer.code, upload.answer.message,
                    upload.answer.mend);
    }
    return is_stored;
}
