/*
 * hash.h — BLAKE2b-256 of content, in one call or part by part.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>

#include <sodium.h>

#include "base/err.h"

enum { HASH_SIZE = 32, HASH_TEXT = 65 };

struct hash {
    unsigned char bytes[HASH_SIZE];
};

/* libsodium requires its state on a boundary of 64 bytes, which malloc does not guarantee:
 * `room` is large enough to contain one.  Must not be copied. */
enum { HASH_ALIGNMENT = 64 };
struct hash_state {
    unsigned char room[sizeof(crypto_generichash_state) + HASH_ALIGNMENT];
};

/* Initialises libsodium, which then uses the fastest code for this processor; aborts on
 * failure.  Every user of it in base calls this; repeated calls are cheap. */
void hash_ready(void);

struct hash hash_of(const void *data, size_t len);
void hash_start(struct hash_state *self);
void hash_add(struct hash_state *self, const void *data, size_t len);
struct hash hash_end(struct hash_state *self);

const char *hash_print(const struct hash *self, char into[static HASH_TEXT]); /* hexadecimal */
/* The path of this content in a file store: "<root>/aa/bb/<64 digits>".  False if it is
 * longer than the buffer. */
MUST_CHECK bool hash_place(const struct hash *self, const char *root, char *into, size_t size);
MUST_CHECK bool hash_parse(const char *text, struct hash *out); /* 64 digits */

#endif
