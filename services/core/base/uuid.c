/*
 * uuid.c — a time-ordered identifier is 48 bits of milliseconds, a counter of 12 bits, and
 * random bytes.
 */
#include "base/uuid.h"

#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "base/clock.h"
#include "base/hash.h"

static void uuid_mark(struct uuid *uuid, unsigned version)
{
    uuid->bytes[6] = (unsigned char)((uuid->bytes[6] & 0x0f) | (version << 4));
    uuid->bytes[8] = (unsigned char)((uuid->bytes[8] & 0x3f) | 0x80);
}

/* Draws random bytes from a block: the system call costs more than the rest of an
 * identifier.  A forked child draws a block of its own, not its parent's bytes. */
static void uuid_draw(unsigned char *into, size_t len)
{
    static _Thread_local unsigned char pool[1024];
    static _Thread_local size_t left;
    static _Thread_local pid_t owner;
    if (left < len || owner != getpid()) {
        owner = getpid();
        hash_ready();
        randombytes_buf(pool, sizeof(pool));
        left = sizeof(pool);
    }
    left -= len;
    memcpy(into, pool + left, len);
    sodium_memzero(pool + left, len);
}

/* 48 bits of milliseconds, then 12 bits that count within one millisecond; a count that
 * overflows borrows from the next one. */
static uint64_t next_stamp(void)
{
    static _Atomic uint64_t last;
    uint64_t now = (uint64_t)(clock_wall_us() / 1000) << 12;
    uint64_t before = atomic_load(&last), next;
    do {
        next = now > before ? now : before + 1;
    } while (!atomic_compare_exchange_weak(&last, &before, next));
    return next;
}

struct uuid uuid_new(void)
{
    uint64_t stamp = next_stamp();
    struct uuid uuid;
    uuid_draw(uuid.bytes + 8, 8);
    for (int i = 0; i < 6; i++) {
        uuid.bytes[i] = (unsigned char)(stamp >> (52 - 8 * i));
    }
    uuid.bytes[6] = (unsigned char)(stamp >> 8 & 0x0f);
    uuid.bytes[7] = (unsigned char)stamp;
    uuid_mark(&uuid, 7);
    return uuid;
}

struct uuid uuid_name(const char *scope, const void *data, size_t len)
{
    crypto_generichash_state state;
    struct uuid uuid;
    hash_ready();
    crypto_generichash_init(&state, NULL, 0, 16);
    crypto_generichash_update(&state, (const unsigned char *)scope, strlen(scope) + 1);
    crypto_generichash_update(&state, data, len);
    crypto_generichash_final(&state, uuid.bytes, sizeof(uuid.bytes));
    uuid_mark(&uuid, 8);
    return uuid;
}

static int uuid_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool uuid_parse(const char *text, struct uuid *out)
{
    struct uuid uuid;
    size_t at = 0;
    for (size_t i = 0; i < sizeof(uuid.bytes); i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            if (text[at++] != '-') {
                return false;
            }
        }
        int high = uuid_digit(text[at]);
        int low = high >= 0 ? uuid_digit(text[at + 1]) : -1;
        if (low < 0) {
            return false;
        }
        uuid.bytes[i] = (unsigned char)(high << 4 | low);
        at += 2;
    }
    if (text[at] != '\0') {
        return false;
    }
    *out = uuid;
    return true;
}

const char *uuid_print(const struct uuid *self, char into[static UUID_TEXT])
{
    static const char DIGITS[] = "0123456789abcdef";
    size_t at = 0;
    for (size_t i = 0; i < sizeof(self->bytes); i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            into[at++] = '-';
        }
        into[at++] = DIGITS[self->bytes[i] >> 4];
        into[at++] = DIGITS[self->bytes[i] & 0x0f];
    }
    into[at] = '\0';
    return into;
}

int uuid_compare(const struct uuid *a, const struct uuid *b)
{
    return memcmp(a->bytes, b->bytes, sizeof(a->bytes));
}

bool uuid_equal(const struct uuid *a, const struct uuid *b)
{
    return uuid_compare(a, b) == 0;
}
