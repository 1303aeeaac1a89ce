/*
 * copies.c — reserves room at the next stages before a commit and sends the copies after it.
 *
 * A row for whose copy room was reserved is inserted leased, so that no poll takes it; other rows
 * are inserted due, and a wake-up tells their consumer to poll.
 */
#include "ingest/copies.h"

#include "base/arena.h"
#include "base/clock.h"
#include "bus/v1/bus.pb-c.h"
#include "wire/wire.h"

/* Compared by address. */
static const char READER[] = "reader";
static const char VALIDATION[] = "validation";

static const char *consumer_of(const struct filing *filing)
{
    return filing->file_count > 0 ? READER : VALIDATION;
}

/* Divides the room that the next stage has among the chosen requests. */
static void copies_do_reserve(struct bus *bus, struct batch *batch, int lease_ms,
                              const char *service)
{
    size_t wanted = 0;
    for (size_t i = 0; i < batch->chosen_count; i++) {
        wanted += consumer_of(batch->chosen[i]) == service ? 1 : 0;
    }
    size_t granted = wanted > 0 ? bus_reserve(bus, service, wanted) : 0;
    for (size_t i = 0; i < batch->chosen_count; i++) {
        if (consumer_of(batch->chosen[i]) == service) {
            batch_entry(batch->chosen[i])->is_pushed = granted > 0;
            batch->lease_ms[i] = granted > 0 ? lease_ms : 0;
            granted -= granted > 0 ? 1 : 0;
        }
    }
}

static ProtobufCBinaryData copies_borrow(const void *data, size_t len)
{
    union {
        const void *borrowed;
        uint8_t *field;
    } bytes = {.borrowed = data};
    return (ProtobufCBinaryData){.len = len, .data = bytes.field};
}

/* Sends the copies of what was new, returns the other reservations, and wakes the consumer when
 * some rows must be polled. */
static void send_copies(struct bus *bus, struct batch *batch, const char *service,
                        enum stage_id stage)
{
    const Bus__V1__Envelope **copies =
        arena_alloc(batch->arena, (batch->chosen_count + 1) * sizeof(*copies));
    size_t count = 0, unused = 0, polled = 0;
    uint64_t now = (uint64_t)clock_wall_us();
    for (size_t i = 0; i < batch->chosen_count; i++) {
        const struct filing *filing = batch->chosen[i];
        const struct entry *entry = batch_entry(batch->chosen[i]);
        if (consumer_of(filing) != service) {
            continue;
        }
        bool is_new = entry->state == FILING_ENDED;
        polled += is_new && !entry->is_pushed ? 1 : 0;
        unused += !is_new && entry->is_pushed ? 1 : 0;
        if (!is_new || !entry->is_pushed) {
            continue;
        }
        Bus__V1__Envelope *copy = arena_alloc(batch->arena, sizeof(*copy));
        bus__v1__envelope__init(copy);
        copy->message_id =
            copies_borrow(filing->message_id.bytes, sizeof(filing->message_id.bytes));
        copy->subject_id = copies_borrow(filing->id.bytes, sizeof(filing->id.bytes));
        copy->stage = (uint32_t)stage;
        copy->attempt = 1;
        copy->schema = SUBMISSION_SCHEMA;
        copy->born_us = now;
        if (!uuid_equal(&filing->trace, &filing->id)) {
            copy->trace = copies_borrow(filing->trace.bytes, sizeof(filing->trace.bytes));
        }
        copy->body = copies_borrow(filing->body, filing->body_len);
        copies[count++] = copy;
    }
    if (count > 0) {
        bus_deliver(bus, service, copies, count);
    }
    if (unused > 0) {
        bus_release(bus, service, unused);
    }
    if (polled > 0) {
        bus_wake(bus, service, stage);
    }
}

static void release_all(struct bus *bus, struct batch *batch, const char *service)
{
    size_t pushed = 0;
    for (size_t i = 0; i < batch->chosen_count; i++) {
        struct entry *entry = batch_entry(batch->chosen[i]);
        pushed += consumer_of(&entry->filing) == service && entry->is_pushed ? 1 : 0;
    }
    if (pushed > 0) {
        bus_release(bus, service, pushed);
    }
}

void copies_reserve(struct bus *bus, struct batch *batch, int lease_ms)
{
    copies_do_reserve(bus, batch, lease_ms, READER);
    copies_do_reserve(bus, batch, lease_ms, VALIDATION);
}

void copies_send(struct bus *bus, struct batch *batch)
{
    send_copies(bus, batch, READER, STAGE_READ);
    send_copies(bus, batch, VALIDATION, STAGE_VALIDATE);
}

void copies_wake(struct bus *bus, const struct filing *filing)
{
    const char *service = consumer_of(filing);
    bus_wake(bus, service, service == READER ? STAGE_READ : STAGE_VALIDATE);
}

void copies_release(struct bus *bus, struct batch *batch)
{
    release_all(bus, batch, READER);
    release_all(bus, batch, VALIDATION);
}
