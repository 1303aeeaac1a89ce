/*
 * sums.h — what units come to as a whole, by each body that has said something: from the
 * cells that stand in the store, with the criteria set of the campaign (rules/unit.h).
 * The statements are inputs_sums.sql and complete_sums.sql.
 */
#ifndef SCORING_SUMS_H
#define SCORING_SUMS_H

#include "scoring/store.h"

/* The criteria sets that have been read, by id; one that has changed in the store is sent
 * again with the inputs, so a set is never older than they are. */
struct set_cache;
struct set_cache *set_cache_new(void);
void set_cache_free(struct set_cache **self);

/* Marks are cells with criterion -1. */
void sums_inputs(struct lane *lane, const struct set_cache *sets, const struct cell *marks,
                 size_t count, lane_fn *then, void *arg);

struct sums;

/* In the arena, for sums_complete; borrows from the cache until its next use.  A unit that
 * has left its campaign has none.  ERR_REJECT: a set cannot be computed with, see err_last. */
MUST_CHECK enum err sums_compute(const struct rows *result, struct set_cache *sets,
                                 struct arena *arena, size_t count, struct sums **out);
/* `then` reads what was completed with store_completed. */
void sums_complete(struct lane *lane, const struct cell *marks, size_t count,
                   const struct sums *sums, lane_fn *then, void *arg);

#endif
