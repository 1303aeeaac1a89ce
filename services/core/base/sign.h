/*
 * sign.h — Ed25519 signatures (RFC 8032): prove who published a text, without the store.
 *
 * A key file contains the 64 hexadecimal digits of a seed, and a line end.
 */
#ifndef BASE_SIGN_H
#define BASE_SIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum { SIGN_PUBLIC = 32, SIGN_SECRET = 64, SIGN_BYTES = 64, SIGN_PUBLIC_TEXT = 65 };

struct sign_key {
    unsigned char public_key[SIGN_PUBLIC];
    unsigned char secret_key[SIGN_SECRET];
};

/* Reads the file; ERR_REJECT if it is missing or not a key file. */
MUST_CHECK enum err sign_key_load(const char *path, struct sign_key *out);
/* Creates the file, readable by its owner only; never overwrites an existing one. */
MUST_CHECK enum err sign_key_make(const char *path);

void sign_text(const struct sign_key *key, const void *data, size_t len,
               unsigned char out[static SIGN_BYTES]);
bool sign_is_good(const unsigned char public_key[static SIGN_PUBLIC], const void *data, size_t len,
                  const unsigned char signature[static SIGN_BYTES]);

#endif
