/*
 * auth.h — finds the account of a token: a cache before the table of sessions, so that a busy
 * client costs the store one read in a few seconds, and one read at a time.
 */
#ifndef GATEWAY_AUTH_H
#define GATEWAY_AUTH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/hash.h"

#include "store/lane.h"

#include "gateway/token.h"

struct gateway_store;

/* Sets of these state who may use a route; names as in table account. */
enum role {
    ROLE_OFFICER = 1,
    ROLE_COUNCIL = 2,
    ROLE_INSPECTOR = 4,
    ROLE_COMMITTEE = 8,
    ROLE_EDITOR = 16,
    ROLE_ADMIN = 32,
    ROLE_SYSTEM = 64,
    ROLE_VIEWER = 128,
    ROLE_ANY = 255
};

/* 0 for an unknown name. */
unsigned role_of(const char *name);

struct identity {
    struct lane_as as;
    unsigned role; /* one of enum role */
    struct hash token;
    char csrf[TOKEN_TEXT];
    int64_t expires_ms; /* since 1970 */
    bool is_cookie;     /* how the token came; set by the request */
};

struct auth;

struct auth *auth_new(struct gateway_store *store, int believe_ms);
void auth_free(struct auth **self); /* drops the callbacks of waiting requests; NULL-safe */

/* From memory alone; false: not known, or not freshly enough. */
bool auth_recall(struct auth *self, const struct hash *token, struct identity *out);

/* Asks the store, once for all requests that wait for the same token.  `who` NULL with ERR_NONE: no
 * such session. */
typedef void auth_fn(void *arg, enum err err, const struct identity *who);
void auth_ask(struct auth *self, const struct hash *token, auth_fn *then, void *arg);

void auth_forget(struct auth *self, const struct hash *token); /* signed out */
void auth_doubt(struct auth *self); /* accounts have changed: every entry is read again */

#endif
