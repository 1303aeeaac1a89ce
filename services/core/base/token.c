/*
 * token.c — see token.h.
 */
#include "base/token.h"

#include <sodium.h>

void token_new(char into[static TOKEN_TEXT])
{
    unsigned char secret[32];
    randombytes_buf(secret, sizeof(secret));
    sodium_bin2base64(into, TOKEN_TEXT, secret, sizeof(secret),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(secret, sizeof(secret));
}

struct hash token_hash(const char *text, size_t len)
{
    return hash_of(text, len);
}
