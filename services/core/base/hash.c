/*
 * hash.c — BLAKE2b-256 through libsodium.
 */
#include "base/hash.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void hash_ready(void)
{
    if (sodium_init() < 0) {
        abort();
    }
}

struct hash hash_of(const void *data, size_t len)
{
    hash_ready();
    struct hash hash;
    crypto_generichash(hash.bytes, sizeof(hash.bytes), data, len, NULL, 0);
    return hash;
}

static crypto_generichash_state *state_of(struct hash_state *self)
{
    size_t over = (uintptr_t)self->room % HASH_ALIGNMENT;
    unsigned char *start = self->room + (over > 0 ? HASH_ALIGNMENT - over : 0);
    return (crypto_generichash_state *)(void *)start;
}

void hash_start(struct hash_state *self)
{
    hash_ready();
    crypto_generichash_init(state_of(self), NULL, 0, HASH_SIZE);
}

void hash_add(struct hash_state *self, const void *data, size_t len)
{
    crypto_generichash_update(state_of(self), data, len);
}

struct hash hash_end(struct hash_state *self)
{
    struct hash hash;
    crypto_generichash_final(state_of(self), hash.bytes, sizeof(hash.bytes));
    return hash;
}

const char *hash_print(const struct hash *self, char into[static HASH_TEXT])
{
    return sodium_bin2hex(into, HASH_TEXT, self->bytes, sizeof(self->bytes));
}

bool hash_place(const struct hash *self, const char *root, char *into, size_t size)
{
    char name[HASH_TEXT];
    hash_print(self, name);
    int len = snprintf(into, size, "%s/%.2s/%.2s/%s", root, name, name + 2, name);
    return len > 0 && (size_t)len < size;
}

bool hash_parse(const char *text, struct hash *out)
{
    size_t len;
    const char *end;
    struct hash hash;
    if (strlen(text) != HASH_TEXT - 1 ||
        sodium_hex2bin(hash.bytes, sizeof(hash.bytes), text, HASH_TEXT - 1, NULL, &len, &end) !=
            0 ||
        len != sizeof(hash.bytes)) {
        return false;
    }
    *out = hash;
    return true;
}
