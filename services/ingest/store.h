/*
 * store.h — the statements of this service.
 */
#ifndef INGEST_STORE_H
#define INGEST_STORE_H

#include "ingest/ingest.h"
#include "store/lane.h"

/* The answer is for directory_add, row by row. */
void store_directory(struct lane *lane, lane_fn *then, void *arg);
struct directory *store_directory_read(const struct rows *result);

/* Stores new submissions with their messages; a message with `lease_ms[i]` 0 is inserted due. The
 * answer holds the ids that were new. */
void store_accept(struct lane *lane, struct filing *const *filings, const int *lease_ms,
                  size_t count, lane_fn *then, void *arg);
/* Answers one row with the new revision, or none. */
void store_revise(struct lane *lane, const struct filing *filing, lane_fn *then, void *arg);

/* The stored rows of these ids: id, evidence_id, revision, body_hash. */
void store_known(struct lane *lane, struct filing *const *filings, size_t count, lane_fn *then,
                 void *arg);

/* Which of these contents the file store has: one column, hash. */
void store_files_known(struct lane *lane, const struct hash *hashes, size_t count, lane_fn *then,
                       void *arg);
void store_file_add(struct lane *lane, const struct hash *hash, uint64_t size, lane_fn *then,
                    void *arg);

/* Answers one row: is the file in the store, is the import new, does the stored one agree. */
struct store_import_start {
    struct uuid id;
    int account_id, access_key, campaign_id;
    const unsigned char *file_hash; /* HASH_SIZE bytes */
    const char *file_name;
    bool is_preview;
};
void store_import_start(struct lane *lane, const struct store_import_start *start, lane_fn *then,
                        void *arg);
/* Answers at most one row: id, account, hash, still pending, and what import_order.h says. */
void store_import_claim(struct lane *lane, int lease_ms, int attempts, lane_fn *then, void *arg);
/* Every row is accepted, repeated or rejected once the import has ended. */
struct store_import_counts {
    int rows, accepted, repeated, rejected;
    int hidden, hidden_sheets, empty;
    int outside; /* lines that are no rows: titles, notes, sheets without headings */
};
struct store_import {
    struct uuid id;
    int version;
    const char *state;
    struct store_import_counts counts;
    const char *faults, *rows; /* JSON */
};
void store_import_extend(struct lane *lane, const struct store_import *state, int lease_ms);
void store_import_finish(struct lane *lane, const struct store_import *state, lane_fn *then,
                         void *arg);

/* Exports of the member software.  Answers at most one row: id, bytes, what reading it needs. */
void store_members_claim(struct lane *lane, int lease_ms, int attempts, lane_fn *then, void *arg);
void store_members_extend(struct lane *lane, const struct uuid *id, int lease_ms);
void store_members_finish(struct lane *lane, const struct uuid *id, const char *result_json,
                          lane_fn *then, void *arg);

#endif
