/*
 * JSON bodies of evidence and of a sign-in: whatever comes, an answer and no crash;
 * what is taken can be packed and read again.
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
        problem_print(&problem, &text);
        buf_free(&text);
    }
    struct json_in_login login;
    (void)!json_in_login(arena, body, &login, &problem);
    arena_free(&arena);
    return 0;
}
