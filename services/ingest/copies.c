/*
 * copies.c — see copies.h.
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

/* Successors for which the next stage has room are born leased to the copy that
 * will be sent right after the commit. */
static void copies_do_reserve(struct bus *bus, struct sheet *sheet, int lease_ms,
                              const char *service)
{
    size_t wanted = 0;
    for (size_t i = 0; i < sheet->chosen_count; i++) {
        wanted += consumer_of(sheet->chosen[i]) == service ? 1 : 0;
    }
    size_t granted = wanted > 0 ? bus_reserve(bus, service, wanted) : 0;
    for (size_t i = 0; i < sheet->chosen_count; i++) {
        if (consumer_of(sheet->chosen[i]) == service) {
            sheet_entry(sheet->chosen[i])->is_hot = granted > 0;
            sheet->lease_ms[i] = granted > 0 ? lease_ms : 0;
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

/* Sends the hot copies of what was new, gives the other reservations back, and
 * tells the consumer of cold rows that they are there. */
static void send_copies(struct bus *bus, struct sheet *sheet, const char *service,
                        enum stage_id stage)
{
    const Bus__V1__Envelope **copies =
        arena_alloc(sheet->arena, (sheet->chosen_count + 1) * sizeof(*copies));
    size_t count = 0, unused = 0, cold = 0;
    uint64_t now = (uint64_t)clock_wall_us();
    for (size_t i = 0; i < sheet->chosen_count; i++) {
        const struct filing *filing = sheet->chosen[i];
        const struct entry *entry = sheet_entry(sheet->chosen[i]);
        if (consumer_of(filing) != service) {
            continue;
        }
        bool is_new = entry->state == FILING_ENDED;
        cold += is_new && !entry->is_hot ? 1 : 0;
        unused += !is_new && entry->is_hot ? 1 : 0;
        if (!is_new || !entry->is_hot) {
            continue;
        }
        Bus__V1__Envelope *copy = arena_alloc(sheet->arena, sizeof(*copy));
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
    if (cold > 0) {
        bus_hint(bus, service, stage);
    }
}

static void release_all(struct bus *bus, struct sheet *sheet, const char *service)
{
    size_t hot = 0;
    for (size_t i = 0; i < sheet->chosen_count; i++) {
        struct entry *entry = sheet_entry(sheet->chosen[i]);
        hot += consumer_of(&entry->filing) == service && entry->is_hot ? 1 : 0;
    }
    if (hot > 0) {
        bus_release(bus, service, hot);
    }
}

void copies_reserve(struct bus *bus, struct sheet *sheet, int lease_ms)
{
    copies_do_reserve(bus, sheet, lease_ms, READER);
    copies_do_reserve(bus, sheet, lease_ms, VALIDATION);
}

void copies_send(struct bus *bus, struct sheet *sheet)
{
    send_copies(bus, sheet, READER, STAGE_READ);
    send_copies(bus, sheet, VALIDATION, STAGE_VALIDATE);
}

void copies_hint(struct bus *bus, const struct filing *filing)
{
    const char *service = consumer_of(filing);
    bus_hint(bus, service, service == READER ? STAGE_READ : STAGE_VALIDATE);
}

void copies_release(struct bus *bus, struct sheet *sheet)
{
    release_all(bus, sheet, READER);
    release_all(bus, sheet, VALIDATION);
}
