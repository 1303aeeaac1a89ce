/*
 * sums.h — the sums of whole units, for each body that has given points: from the stored
 * cells, with the criteria set of the campaign (rules/unit.h).  The statements are
 * inputs_sums.sql and complete_sums.sql.
 */
#ifndef SCORING_SUMS_H
#define SCORING_SUMS_H

#include "scoring/store.h"

/* The parsed criteria sets by id; the store returns a changed one with the inputs, so a set is
 * never older than they are. */
struct set_cache;
struct set_cache *set_cache_new(void);
void set_cache_free(struct set_cache **self);

/* `marks` are cells with criterion -1. */
void sums_inputs(struct lane *lane, const struct set_cache *sets, const struct cell *marks,
                 size_t count, lane_fn *then, void *arg);

struct sums;

/* In the arena, for sums_complete; borrows from the cache until its next use.  A unit that
 * has left its campaign has no sums.  ERR_REJECT: a set cannot be used, see err_last. */
MUST_CHECK enum err sums_compute(const struct rows *result, struct set_cache *sets,
                                 struct arena *arena, size_t count, struct sums **out);
/* `then` reads the completion with store_completed. */
void sums_complete(struct lane *lane, const struct cell *marks, size_t count,
                   const struct sums *sums, lane_fn *then, void *arg);

#endif
