/*
 * store.h — the statements of this service (sql/), a function for each.
 */
#ifndef SCORING_STORE_H
#define SCORING_STORE_H

#include "base/arena.h"
#include "base/map.h"
#include "base/uuid.h"
#include "rules/inputs.h"
#include "scoring/scoring.h"
#include "store/lane.h"

/* What a dirty mark stands for (recompute.kind): one cell, all cells of a unit, the sums of a unit;
 * in the order of computation. */
enum part { PART_CELLS, PART_UNITS, PART_SUMS, PARTS };

/* One cell that a worker processes, or the dirty mark of a unit or of its sums. */
struct cell {
    enum part part;
    struct cell_key key;  /* criterion 0: not of one */
    long long generation; /* of the claimed dirty mark */
    long long fence;      /* of the claim */
    int attempts;
    bool is_known; /* its criterion exists; false: inputs are not set */
    struct inputs inputs;
    struct outcome outcome;
    struct uuid stands; /* digest of the stored score; zero: none, or not read */
};

/* "cell 1/11/101", for the log. */
enum { MARK_TEXT = 48 };
const char *mark_print(const struct cell *mark, char text[static MARK_TEXT]);

/* The parsed rules by criterion; a rule whose text has changed in the store is parsed
 * again, so a rule is never older than the inputs. */
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

/* The inputs of all cells of a dirty unit. */
void store_unit_inputs(struct lane *lane, const struct cell *mark, lane_fn *then, void *arg);
/* The cells, in the arena, known and with their inputs. */
struct cell *store_unit_cells(const struct rows *result, struct rule_cache *rules,
                              struct arena *arena, const struct cell *mark, size_t *count);

/* Writes the scores of the known cells. */
void store_complete(struct lane *lane, const struct cell *cells, size_t count, lane_fn *then,
                    void *arg);
/* Writes the scores of a unit's known cells that differ from the stored ones, and deletes its
 * dirty mark. */
void store_unit_complete(struct lane *lane, const struct cell *mark, struct cell *cells,
                         size_t count, lane_fn *then, void *arg);
/* What was completed. */
struct completion {
    size_t done;              /* dirty marks deleted */
    size_t again;             /* dirty again meanwhile: due at once */
    struct cell_key *changed; /* cells with a new score, in the arena */
    size_t changed_count;
};
struct completion store_completed(const struct rows *result, struct arena *arena);

/* Defers one cell, or dead-letters it if it was tried too often. */
void store_fail(struct lane *lane, const struct daemon_conf *conf, const struct cell *cell,
                const char *reason, lane_fn *then, void *arg);
bool store_is_dead(const struct rows *result);
/* One row: pending, dead-lettered (int8 each), counted up to `cap`. */
void store_backlog(struct lane *lane, int cap, lane_fn *then, void *arg);

#endif
