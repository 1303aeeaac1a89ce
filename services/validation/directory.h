/*
 * directory.h — the criteria of all campaigns, as validation needs them: a snapshot
 * that is made anew when the reference data changes.
 */
#ifndef VALIDATION_DIRECTORY_H
#define VALIDATION_DIRECTORY_H

#include "validation/validation.h"

struct directory;

struct directory *directory_new(void);
void directory_free(struct directory **self);

/* One row of sql/directory.sql; `kinds` joined by ",", `figures` by U+001F. */
struct directory_row {
    int campaign_id;
    struct criterion criterion;    /* without figures */
    date_days deadline;
    const char *kinds, *figures;
};
void directory_add(struct directory *self, const struct directory_row *row);

/* The piece's criteria (unknown ids are left out) and the campaign's deadline. */
void directory_describe(const struct directory *self, int campaign_id, const int *ids,
                        size_t count, struct arena *arena, struct context *into);

#endif
