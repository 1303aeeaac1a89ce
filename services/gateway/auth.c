/*
 * auth.c — a cache of sessions before the table of sessions.  Tokens are known by their hash only.
 * An entry is believed for a limited time; requests with the same unknown token wait together for
 * one statement.
 */
#include "gateway/auth.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/map.h"

#include "gateway/store.h"

enum { ENTRIES_MAX = 20000 };

struct waiter {
    SLIST_ENTRY(waiter) link;
    auth_fn *then;
    void *arg;
};

SLIST_HEAD(waiter_list, waiter);

struct entry {
    struct auth *auth;
    struct identity who;
    int64_t believed_until_ms; /* steady */
    bool is_asking;
    bool is_doubted; /* signed out or changed while the store was asked */
    struct waiter_list waiters;
};

struct auth {
    struct gateway_store *store;
    struct map *entries; /* token hash -> struct entry, owned */
    int believe_ms;
};

unsigned role_of(const char *name)
{
    static const struct {
        const char *name;
        unsigned role;
    } ROLES[] = {
        {"officer", ROLE_OFFICER},     {"council", ROLE_COUNCIL}, {"inspector", ROLE_INSPECTOR},
        {"committee", ROLE_COMMITTEE}, {"editor", ROLE_EDITOR},   {"admin", ROLE_ADMIN},
        {"system", ROLE_SYSTEM},       {"viewer", ROLE_VIEWER},
    };
    for (size_t i = 0; i < sizeof(ROLES) / sizeof(ROLES[0]); i++) {
        if (strcmp(name, ROLES[i].name) == 0) {
            return ROLES[i].role;
        }
    }
    return 0;
}

struct auth *auth_new(struct gateway_store *store, int believe_ms)
{
    struct auth *self = memory_zero(sizeof(*self));
    self->store = store;
    self->entries = map_new();
    self->believe_ms = believe_ms;
    return self;
}

static void entry_free(struct entry *entry)
{
    for (struct waiter *waiter = SLIST_FIRST(&entry->waiters), *next; waiter != NULL;
         waiter = next) {
        next = SLIST_NEXT(waiter, link);
        free(waiter);
    }
    free(entry);
}

void auth_free(struct auth **self_p)
{
    struct auth *self = *self_p;
    if (self == NULL) {
        return;
    }
    size_t at = 0;
    const void *key;
    size_t len;
    void *value;
    while (map_next(self->entries, &at, &key, &len, &value)) {
        entry_free(value);
    }
    map_free(&self->entries);
    free(self);
    *self_p = NULL;
}

bool auth_recall(struct auth *self, const struct hash *token, struct identity *out)
{
    const struct entry *entry = map_get(self->entries, token->bytes, sizeof(token->bytes));
    if (entry == NULL || entry->believed_until_ms <= clock_steady_ms() ||
        entry->who.expires_ms <= clock_wall_us() / 1000) {
        return false;
    }
    *out = entry->who;
    return true;
}

static void auth_drop(struct auth *self, struct entry *entry)
{
    (void)map_take(self->entries, entry->who.token.bytes, sizeof(entry->who.token.bytes));
    entry_free(entry);
}

static void auth_tell(const struct waiter_list *waiters, enum err err, const struct identity *who)
{
    for (struct waiter *waiter = SLIST_FIRST(waiters), *next; waiter != NULL; waiter = next) {
        next = SLIST_NEXT(waiter, link);
        waiter->then(waiter->arg, err, who);
        free(waiter);
    }
}

static void session_came(void *arg, enum err err, const struct store_account *account)
{
    struct entry *entry = arg;
    struct auth *self = entry->auth;
    const struct waiter_list waiters = entry->waiters;
    SLIST_INIT(&entry->waiters);
    entry->is_asking = false;
    if (err != ERR_NONE || account == NULL) {
        auth_drop(self, entry);
        auth_tell(&waiters, err, NULL);
        return;
    }
    entry->who.as = (struct lane_as){account->id, account->access_key};
    entry->who.role = role_of(account->role);
    entry->who.expires_ms = account->expires_ms;
    snprintf(entry->who.csrf, sizeof(entry->who.csrf), "%s", account->secret);
    entry->believed_until_ms = entry->is_doubted ? 0 : clock_steady_ms() + self->believe_ms;
    struct identity who = entry->who;
    auth_tell(&waiters, ERR_NONE, &who);
}

/* Removes entries that are no longer believed. */
static void auth_drop_old(struct auth *self)
{
    struct map *kept = map_new();
    size_t at = 0;
    const void *key;
    size_t len;
    void *value;
    int64_t now_ms = clock_steady_ms();
    while (map_next(self->entries, &at, &key, &len, &value)) {
        struct entry *entry = value;
        if (entry->is_asking ||
            (entry->believed_until_ms > now_ms && map_count(kept) < ENTRIES_MAX / 2)) {
            (void)map_put(kept, key, len, entry);
        } else {
            entry_free(entry);
        }
    }
    map_free(&self->entries);
    self->entries = kept;
}

void auth_ask(struct auth *self, const struct hash *token, auth_fn *then, void *arg)
{
    struct waiter *waiter = memory_zero(sizeof(*waiter));
    waiter->then = then;
    waiter->arg = arg;
    struct entry *entry = map_get(self->entries, token->bytes, sizeof(token->bytes));
    if (entry == NULL) {
        if (map_count(self->entries) >= ENTRIES_MAX) {
            auth_drop_old(self);
        }
        entry = memory_zero(sizeof(*entry));
        entry->auth = self;
        entry->who.token = *token;
        (void)map_put(self->entries, token->bytes, sizeof(token->bytes), entry);
    }
    SLIST_INSERT_HEAD(&entry->waiters, waiter, link);
    if (!entry->is_asking) {
        entry->is_asking = true;
        entry->is_doubted = false;
        store_find_session(self->store, token, session_came, entry);
    }
}

static void auth_do_doubt(struct entry *entry)
{
    entry->believed_until_ms = 0;
    entry->is_doubted = true;
}

void auth_forget(struct auth *self, const struct hash *token)
{
    struct entry *entry = map_get(self->entries, token->bytes, sizeof(token->bytes));
    if (entry != NULL) {
        auth_do_doubt(entry);
    }
}

void auth_doubt(struct auth *self)
{
    size_t at = 0;
    const void *key;
    size_t len;
    void *value;
    while (map_next(self->entries, &at, &key, &len, &value)) {
        auth_do_doubt(value);
    }
}
