/*
 * store.h — the statements of this service.
 */
#ifndef INGEST_STORE_H
#define INGEST_STORE_H

#include "ingest/ingest.h"
#include "store/lane.h"

/* Builds a directory from the answer of store_directory. */
void store_directory(struct lane *lane, lane_fn *then, void *arg);
struct directory *store_directory_read(const PGresult *result);

/* Stores new pieces with the work owed for them; `lease_ms[i]` 0 is born cold.
 * The answer holds the ids that were new. */
void store_accept(struct lane *lane, struct filing *const *filings, const int *lease_ms,
                  size_t count, lane_fn *then, void *arg);
/* Answers one row with the new revision, or none. */
void store_revise(struct lane *lane, const struct filing *filing, lane_fn *then, void *arg);

/* What stands under these ids: id, evidence_id, revision, body_hash. */
void store_known(struct lane *lane, struct filing *const *filings, size_t count, lane_fn *then,
                 void *arg);

/* Which of these contents the file store has: one column, hash. */
void store_files_known(struct lane *lane, const struct hash *hashes, size_t count, lane_fn *then,
                       void *arg);
void store_file_add(struct lane *lane, const struct hash *hash, uint64_t size, lane_fn *then,
                    void *arg);

#endif
