/*
 * limits.h — token buckets by key: how often an account, an address or a user name may send
 * requests.  One number per key (the instant at which its bucket is full again).
 */
#ifndef GATEWAY_LIMITS_H
#define GATEWAY_LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct limits;

/* `burst` at once, then one more every refill_us. */
struct limits *limits_new(unsigned burst, int64_t refill_us);
void limits_free(struct limits **self); /* NULL-safe */

/* Takes one; false when the bucket is empty, with the seconds to wait (at least 1).  `now_us` never
 * goes back. */
bool limits_take(struct limits *self, const void *key, size_t len, int64_t now_us,
                 unsigned *retry_s);
/* Whether limits_take would succeed. */
bool limits_has(const struct limits *self, const void *key, size_t len, int64_t now_us,
                unsigned *retry_s);
size_t limits_count(const struct limits *self); /* keys remembered */

#endif
