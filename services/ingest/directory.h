/*
 * directory.h — codes to ids, and who may submit for which unit: a snapshot of the reference data,
 * rebuilt when its version changes.
 */
#ifndef INGEST_DIRECTORY_H
#define INGEST_DIRECTORY_H

#include <stdbool.h>
#include <stdint.h>

struct directory;

struct campaign {
    int id;
    int set_id;
    bool is_open;
};

struct account {
    int id;
    int unit_id; /* 0: none */
    char role[16];
};

/* The access key of a connected system that may submit evidence. */
struct access_key {
    int id;
    int account_id;
    int last_day; /* days since 1970 */
};

/* By whom a request is made. */
struct filer {
    uint32_t account, access_key; /* access_key 0: none */
};

struct directory *directory_new(void);
void directory_free(struct directory **self);

/* One row of sql/directory.sql. */
void directory_add(struct directory *self, int kind, int id, int a, int b, const char *text);

const struct campaign *directory_campaign(const struct directory *self, const char *code);
int directory_unit(const struct directory *self, const char *code); /* 0: unknown */
bool directory_has_unit(const struct directory *self, int campaign_id, int unit_id);
int directory_criterion(const struct directory *self, int set_id, const char *code);
const struct account *directory_account(const struct directory *self, uint32_t id);

/* Officers and councils submit for their unit and those below it; administrators likewise, or for
 * every unit when they have no unit of their own; systems: see directory_access_key. */
bool directory_may_file(const struct directory *self, const struct account *account, int unit_id);
/* A system submits by its access key only, for the units of that key.  NULL: no such key of this
 * account, or it may not submit evidence. */
bool directory_is_system(const struct account *account);
const struct access_key *directory_access_key(const struct directory *self, struct filer filer);
bool directory_covers(const struct directory *self, const struct access_key *key, int unit_id);
/* Whether the account may state an earlier day of receipt: one that carries over the records of an
 * older system. */
bool directory_may_backdate(const struct account *account);
/* Whether it says why it submits for a unit: it is neither the unit's nor a system's. */
bool directory_needs_ground(const struct account *account);

#endif
