/*
 * store.h — the gateway's statements: reads whose answer is JSON, sessions, names, and writes.
 * Only store.c uses lanes.
 *
 * Every call answers through a callback, at once or later, unless the store is closed first.
 * Texts in answers live until the callback returns.
 */
#ifndef GATEWAY_STORE_H
#define GATEWAY_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/uuid.h"
#include "gateway/statements.h"
#include "store/lane.h"
#include "store/params.h"

struct daemon;
struct gateway_store;

struct gateway_store *gateway_store_open(struct daemon *daemon, int lanes);
void gateway_store_close(struct gateway_store **self); /* drops waiting callbacks */

/* A parameter of a statement of sql/: how it is read from a path or a query (deploy/statements.awk
 * takes both from the first comment of the file). */
enum store_param_kind {
    STORE_PARAM_NONE, /* set by C code only */
    STORE_PARAM_CODE,
    STORE_PARAM_DATE,   /* ISO 8601 */
    STORE_PARAM_SEARCH, /* words to look for */
    STORE_PARAM_WORD,   /* one of `words` */
    STORE_PARAM_RANGE,
    STORE_PARAM_LONG,
    STORE_PARAM_ID
};
enum { STORE_PARAMS_MAX = 9 };
struct store_param {
    const char *name;
    enum store_param_kind kind;
    int piece; /* of a value with dots: from 0 */
    bool is_last_piece;
    int low, high, usual;
    const char *words; /* separated by '|' */
};
const struct store_param *store_params(enum store_statement statement, size_t *count);

/* The one text of the one row, most often JSON.  `json` NULL: no row or SQL NULL: there is none, or
 * not for this account. */
typedef void store_text_fn(void *arg, enum err err, const char *json);
void store_text(struct gateway_store *self, struct lane_as as, enum store_statement statement,
                const struct params *params, store_text_fn *then, void *arg);

/* One evidence item: the store's JSON, and the body as it was submitted. */
struct store_item {
    const char *head;
    const void *body;
    size_t body_len;
};
typedef void store_item_fn(void *arg, enum err err, const struct store_item *item);
void store_item(struct gateway_store *self, struct lane_as as, const struct uuid *id,
                store_item_fn *then, void *arg);

/* The body alone: head is "". */
void store_body(struct gateway_store *self, struct lane_as as, const struct uuid *id,
                store_item_fn *then, void *arg);
/* All its revisions, the last one first, each with the store's JSON; none: no such evidence item,
 * or not for this account. */
typedef void store_revisions_fn(void *arg, enum err err, const struct store_item *revisions,
                                size_t count);
void store_revisions(struct gateway_store *self, struct lane_as as, const struct uuid *id,
                     store_revisions_fn *then, void *arg);

struct store_account {
    int id;
    const char *username, *full_name, *role, *unit;
    const char *secret;   /* password hash (by name), CSRF token (by session) */
    long long expires_ms; /* since 1970; 0 by name */
    int access_key;       /* of a token that is one; else 0 */
};
/* NULL account: none. */
typedef void store_account_fn(void *arg, enum err err, const struct store_account *account);
void store_find_login(struct gateway_store *self, const char *username, store_account_fn *then,
                      void *arg);
void store_find_session(struct gateway_store *self, const struct hash *token,
                        store_account_fn *then, void *arg);

typedef void store_done_fn(void *arg, enum err err);
struct store_session {
    struct hash token;
    int account;
    const char *csrf;
    int ttl_s;
};
void store_open_session(struct gateway_store *self, const struct store_session *session,
                        store_done_fn *then, void *arg);
void store_close_session(struct gateway_store *self, const struct hash *token, store_done_fn *then,
                         void *arg);

/* Units that the account may read, by number. */
typedef void store_units_fn(void *arg, enum err err, const int *units, size_t count);
void store_readable_units(struct gateway_store *self, struct lane_as as, store_units_fn *then,
                          void *arg);

/* Codes of the numbers of the bus: one call per row, then one with kind 0. */
struct store_name {
    int kind; /* 1 campaign, 2 unit, 3 criterion */
    int id;
    const char *code;
};
typedef void store_name_fn(void *arg, enum err err, const struct store_name *name);
void store_names(struct gateway_store *self, store_name_fn *then, void *arg);

#endif
