/*
 * directory.c — the snapshot as maps from codes and ids to structs that it owns.
 */
#include "ingest/directory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"

enum {
    KIND_UNIT = 1,
    KIND_ACCOUNT,
    KIND_CAMPAIGN,
    KIND_MEMBER,
    KIND_CRITERION,
    KIND_ACCESS_KEY,
    KIND_COVERED
};

struct unit {
    int id;
    int parent_id;
};

struct pair {
    int a;
    int b;
};

struct directory {
    struct arena *arena;
    struct map *unit_by_code; /* struct unit */
    struct map *unit_by_id;
    struct map *accounts;  /* by id */
    struct map *campaigns; /* by code */
    struct map *members;   /* by (campaign, unit) */
    struct map *criteria;  /* "set/code"; struct unit, only its id */
    struct map *keys;      /* by id; struct access_key */
    struct map *covered;   /* by (access key, unit) */
};

struct directory *directory_new(void)
{
    struct directory *self = memory_zero(sizeof(*self));
    self->arena = arena_new();
    self->unit_by_code = map_new();
    self->unit_by_id = map_new();
    self->accounts = map_new();
    self->campaigns = map_new();
    self->members = map_new();
    self->criteria = map_new();
    self->keys = map_new();
    self->covered = map_new();
    return self;
}

void directory_free(struct directory **pointer)
{
    struct directory *self = *pointer;
    if (self == NULL) {
        return;
    }
    map_free(&self->unit_by_code);
    map_free(&self->unit_by_id);
    map_free(&self->accounts);
    map_free(&self->campaigns);
    map_free(&self->members);
    map_free(&self->criteria);
    map_free(&self->keys);
    map_free(&self->covered);
    arena_free(&self->arena);
    free(self);
    *pointer = NULL;
}

static void add_unit(struct directory *self, int id, int parent_id, const char *code)
{
    struct unit *unit = arena_alloc(self->arena, sizeof(*unit));
    *unit = (struct unit){id, parent_id};
    map_put_text(self->unit_by_code, code, unit);
    map_put(self->unit_by_id, &unit->id, sizeof(unit->id), unit);
}

static void add_account(struct directory *self, int id, int unit_id, const char *role)
{
    struct account *account = arena_zero(self->arena, sizeof(*account));
    account->id = id;
    account->unit_id = unit_id;
    snprintf(account->role, sizeof(account->role), "%s", role);
    map_put(self->accounts, &account->id, sizeof(account->id), account);
}

static void add_campaign(struct directory *self, int id, int set_id, bool is_open, const char *code)
{
    struct campaign *campaign = arena_alloc(self->arena, sizeof(*campaign));
    *campaign = (struct campaign){id, set_id, is_open};
    map_put_text(self->campaigns, code, campaign);
}

static void add_access_key(struct directory *self, int id, int account_id, int last_day)
{
    struct access_key *key = arena_alloc(self->arena, sizeof(*key));
    *key = (struct access_key){id, account_id, last_day};
    map_put(self->keys, &key->id, sizeof(key->id), key);
}

static void criterion_key(char into[static 64], int set_id, const char *code)
{
    snprintf(into, 64, "%d/%s", set_id, code);
}

void directory_add(struct directory *self, int kind, int id, int a, int b, const char *text)
{
    struct pair pair = {id, a};
    char key[64];
    switch (kind) {
    case KIND_UNIT:
        add_unit(self, id, a, text);
        return;
    case KIND_ACCOUNT:
        add_account(self, id, a, text);
        return;
    case KIND_CAMPAIGN:
        add_campaign(self, id, a, b != 0, text);
        return;
    case KIND_MEMBER:
        map_put(self->members, &pair, sizeof(pair), self);
        return;
    case KIND_CRITERION:
        criterion_key(key, a, text);
        struct unit *entry = arena_alloc(self->arena, sizeof(*entry));
        *entry = (struct unit){id, 0};
        map_put_text(self->criteria, key, entry);
        return;
    case KIND_ACCESS_KEY:
        add_access_key(self, id, a, b);
        return;
    case KIND_COVERED:
        map_put(self->covered, &pair, sizeof(pair), self);
        return;
    default:
        return;
    }
}

const struct campaign *directory_campaign(const struct directory *self, const char *code)
{
    return map_get_text(self->campaigns, code);
}

int directory_unit(const struct directory *self, const char *code)
{
    const struct unit *unit = map_get_text(self->unit_by_code, code);
    return unit != NULL ? unit->id : 0;
}

bool directory_has_unit(const struct directory *self, int campaign_id, int unit_id)
{
    struct pair pair = {campaign_id, unit_id};
    return map_get(self->members, &pair, sizeof(pair)) != NULL;
}

int directory_criterion(const struct directory *self, int set_id, const char *code)
{
    char key[64];
    criterion_key(key, set_id, code);
    const struct unit *entry = map_get_text(self->criteria, key);
    return entry != NULL ? entry->id : 0;
}

const struct account *directory_account(const struct directory *self, uint32_t id)
{
    int key = (int)id;
    return map_get(self->accounts, &key, sizeof(key));
}

static bool is_role(const struct account *account, const char *role)
{
    return strcmp(account->role, role) == 0;
}

bool directory_is_system(const struct account *account)
{
    return is_role(account, "system");
}

const struct access_key *directory_access_key(const struct directory *self, struct filer filer)
{
    int id = (int)filer.access_key;
    const struct access_key *key = map_get(self->keys, &id, sizeof(id));
    return key != NULL && key->account_id == (int)filer.account ? key : NULL;
}

bool directory_covers(const struct directory *self, const struct access_key *key, int unit_id)
{
    struct pair pair = {key->id, unit_id};
    return map_get(self->covered, &pair, sizeof(pair)) != NULL;
}

bool directory_may_backdate(const struct account *account)
{
    return is_role(account, "system") || is_role(account, "admin");
}

bool directory_needs_ground(const struct account *account)
{
    return is_role(account, "admin");
}

bool directory_may_file(const struct directory *self, const struct account *account, int unit_id)
{
    bool is_filer = is_role(account, "officer") || is_role(account, "council");
    if (!is_filer && !is_role(account, "admin")) {
        return false;
    }
    if (account->unit_id == 0) {
        return !is_filer;
    }
    size_t depth = map_count(self->unit_by_id); /* a cycle in the data must not loop forever */
    for (int id = unit_id; id != 0 && depth-- > 0;) {
        if (id == account->unit_id) {
            return true;
        }
        const struct unit *unit = map_get(self->unit_by_id, &id, sizeof(id));
        id = unit != NULL ? unit->parent_id : 0;
    }
    return false;
}
