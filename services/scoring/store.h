/*
 * store.h — the statements of this service (sql/), one function each.
 */
#ifndef SCORING_STORE_H
#define SCORING_STORE_H

#include "base/arena.h"
#include "base/map.h"
#include "base/uuid.h"
#include "rules/inputs.h"
#include "scoring/scoring.h"
#include "store/lane.h"

/* One cell on its way through a worker; or, with criterion 0, the mark of a whole unit, and
 * with -1 that of its sums. */
struct cell {
    struct cell_key key;
    long long generation; /* the mark that is being worked off */
    long long fence;      /* of the claim */
    int attempts;
    bool is_known; /* its criterion is there; false: inputs are not set */
    struct inputs inputs;
    struct outcome outcome;
    struct uuid stands; /* digest of the score that stands; zero: none, or not asked */
};

/* The rules that have been read, by criterion; a rule whose text has changed in
 * the store is read again.  So a rule is never older than the inputs. */
struct rule_cache;
struct rule_cache *rule_cache_new(void);
void rule_cache_free(struct rule_cache **self);

/* Leases at most `max` cells; `then` reads them with store_claimed. */
void store_claim(struct lane *lane, const struct daemon_conf *conf, size_t max, lane_fn *then,
                 void *arg);
/* The cells, in the arena, in key order. */
struct cell *store_claimed(const struct rows *result, struct arena *arena, size_t *count);

void store_inputs(struct lane *lane, const struct cell *cells, size_t count, lane_fn *then,
                  void *arg);
/* Sets is_known and inputs of each cell.  Rules are borrowed from the cache until
 * its next use. */
void store_inputs_read(const struct rows *result, struct rule_cache *rules, struct arena *arena,
                       struct cell *cells, size_t count);

/* All cells of a marked unit. */
void store_unit_inputs(struct lane *lane, const struct cell *mark, lane_fn *then, void *arg);
/* The cells, in the arena, known and with their inputs. */
struct cell *store_unit_cells(const struct rows *result, struct rule_cache *rules,
                              struct arena *arena, const struct cell *mark, size_t *count);

/* Scores of the known cells. */
void store_complete(struct lane *lane, const struct cell *cells, size_t count, lane_fn *then,
                    void *arg);
/* Those of the known cells of a unit whose score is not the one that stands, and its mark. */
void store_unit_complete(struct lane *lane, const struct cell *mark, struct cell *cells,
                         size_t count, lane_fn *then, void *arg);
/* What was completed. */
struct completion {
    size_t done;              /* marks taken off */
    size_t again;             /* marked anew meanwhile: due at once */
    struct cell_key *changed; /* cells with news, in the arena */
    size_t changed_count;
};
struct completion store_completed(const struct rows *result, struct arena *arena);

/* Sets one cell aside, or buries it when it was tried too often. */
void store_fail(struct lane *lane, const struct daemon_conf *conf, const struct cell *cell,
                const char *reason, lane_fn *then, void *arg);
bool store_is_buried(const struct rows *result);
/* One row: owed, buried (int8 each), counted up to `cap`. */
void store_backlog(struct lane *lane, int cap, lane_fn *then, void *arg);

#endif
