/*
 * system_receiver.h — the receiver of webhooks: an HTTP server in the test that records
 * its requests and can be made to fail.
 */
#ifndef SUPPORT_SYSTEM_RECEIVER_H
#define SUPPORT_SYSTEM_RECEIVER_H

#include <stddef.h>

struct receiver;

struct call {
    char *key;               /* Idempotency-Key */
    char *stamp, *signature; /* X-Minhchung-… */
    char *body;
    unsigned status; /* of the answer */
};

struct receiver *receiver_start(void);
void receiver_stop(struct receiver **self);
const char *receiver_url(const struct receiver *self);
/* Answers the next `calls` requests with this status, then 200 again. */
void receiver_fail(struct receiver *self, int calls, unsigned status);
size_t receiver_count(struct receiver *self);
/* Lives until receiver_stop. */
const struct call *receiver_call(struct receiver *self, size_t index);

#endif
