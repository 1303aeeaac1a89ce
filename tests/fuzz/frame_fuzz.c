/*
 * frame_fuzz.c — any bytes as a frame: refused or read, and what is read can be written
 * and read again.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "evidence/v1/evidence.pb-c.h"
#include "wire/frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *arena;
    arena = arena != NULL ? arena : arena_new();
    const Bus__V1__Frame *frame = frame_unpack(arena, data, size);
    if (frame != NULL) {
        struct wire_bytes again = frame_pack(arena, frame);
        if (frame_unpack(arena, again.data, again.len) == NULL) {
            abort();
        }
        for (size_t i = 0;
             frame->kind_case == BUS__V1__FRAME__KIND_REQUESTS && i < frame->requests->n_requests;
             i++) {
            const ProtobufCBinaryData *body = &frame->requests->requests[i]->body;
            (void)!wire_unpack(arena, &evidence__v1__submit__descriptor, body->data, body->len);
        }
    }
    arena_reset(arena);
    return 0;
}
