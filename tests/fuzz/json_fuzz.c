/*
 * json_fuzz.c — JSON bodies of every kind: any input gets an answer and no crash; evidence that is
 * accepted can be packed and read again.
 */
#include <stdint.h>
#include <stdlib.h>

#include "gateway/json_bodies.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct arena *arena, const Evidence__V1__Submission *piece)
{
    struct wire_bytes packed = wire_pack(arena, &piece->base);
    if (wire_unpack(arena, &evidence__v1__submission__descriptor, packed.data, packed.len) ==
        NULL) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct wire_bytes body = {data, size};
    struct problem problem;
    Evidence__V1__Submission *piece;
    if (json_in_submission(arena, body, true, &piece, &problem)) {
        check(arena, piece);
    } else {
        struct buf text = {0};
        problem_print(&problem, &(struct uuid){{0}}, &text);
        buf_free(&text);
    }
    static const struct json_field *const BODIES[] = {
        JSON_IN_LOGIN, JSON_IN_SCORES, JSON_IN_STEP,   JSON_IN_ANSWER,
        JSON_IN_CHECK, JSON_IN_TRIAL,  JSON_IN_FEED,   JSON_IN_MAPPING,
        JSON_IN_SITES, JSON_IN_EXPORT, JSON_IN_COLUMNS};
    for (size_t i = 0; i < sizeof(BODIES) / sizeof(BODIES[0]); i++) {
        void *into[16] = {NULL}; /* room for the largest struct */
        (void)!json_in_read(arena, body, BODIES[i], into, &problem);
    }
    arena_free(&arena);
    return 0;
}
