/*
 * client.h — a client of the ZeroMQ contract: finds ingest, sends requests, uploads files.
 *
 * One thread, blocking or pipelined.  Nothing is lost when a request is repeated with the same
 * idempotency key; client_submit repeats it while the answer is "later" or does not come.
 */
#ifndef CTL_CLIENT_H
#define CTL_CLIENT_H

#include "base/arena.h"
#include "base/hash.h"
#include "base/uuid.h"
#include "bus/bus.h"
#include "ctl/ctl.h"
#include "evidence/v1/evidence.pb-c.h"

struct client;

/* NULL, after printing why: no keys, no store, or no ingest within 15 s. */
struct client *client_open(const struct ctl *ctl);
void client_close(struct client **self);

/* How a request ended; the texts of the fault are cut to fit. */
struct answer {
    bool is_good;
    struct uuid id;
    uint32_t revision;
    bool is_repeat;
    char code[64], field[64], message[256], mend[256];
};
typedef void answer_fn(void *arg, const struct answer *answer);

/* Pipelined: `then` is called from client_wait.  The body is copied. */
void client_submit(struct client *self, const Evidence__V1__Submit *submit, answer_fn *then,
                   void *arg);
void client_import(struct client *self, const Evidence__V1__Import *import, answer_fn *then,
                   void *arg);
/* Runs until at most `most` requests are open. */
void client_wait(struct client *self, size_t most);

/* Uploads a file and waits; false, after printing why, if it cannot be read or is refused. */
bool client_put_file(struct client *self, const char *path, struct hash *hash, uint64_t *size);

#endif
