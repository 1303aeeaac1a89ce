/*
 * login.h — checks and hashes passwords: argon2id needs time and memory, so one worker thread
 * computes one at a time, and the others wait in a short queue.
 */
#ifndef GATEWAY_LOGIN_H
#define GATEWAY_LOGIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct login;
struct loop;

MUST_CHECK enum err login_open(struct login **out, struct loop *loop);
void login_close(struct login **self); /* drops the callbacks of waiting checks; NULL-safe */

/* `hash` "" costs the same time and is never right, so that the time does not reveal which user
 * names exist.  `then` is called in the loop's thread.  False: the queue is full. */
typedef void login_fn(void *arg, bool is_right);
MUST_CHECK bool login_verify(struct login *self, const char *hash, const char *password,
                             login_fn *then, void *arg);

/* Hashes a new password; "": there was no memory for it. */
typedef void login_hash_fn(void *arg, const char *hash);
MUST_CHECK bool login_hash(struct login *self, const char *password, login_hash_fn *then,
                           void *arg);

/* Wrong passwords count against the user name and against the address. */
bool login_may_try(struct login *self, const char *username, const char *address,
                   unsigned *retry_s);
void login_failed(struct login *self, const char *username, const char *address);

#endif
