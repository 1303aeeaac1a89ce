/*
 * directory.h — criteria and settings of all campaigns, as validation needs them: a snapshot
 * that is made anew when the reference data changes.
 */
#ifndef CHECKS_DIRECTORY_H
#define CHECKS_DIRECTORY_H

#include "checks/inspection.h"

struct directory;

/* `dictionary` is borrowed; NULL: spelling is not judged. */
struct directory *directory_new(struct dictionary *dictionary);
void directory_free(struct directory **self);

/* One row of what the store knows; `kinds` joined by ",", `figures` by U+001F. */
struct directory_row {
    int campaign_id;
    struct criterion criterion;    /* without figures */
    date_days deadline;
    const char *kinds, *figures;
};
void directory_add(struct directory *self, const struct directory_row *row);

/* What was set for a check; false if there is no such check, severity or parameter. */
struct directory_setting {
    int campaign_id;
    const char *code;
    bool is_off;
    int severity;                  /* 0: its own */
    const char *parameters;        /* JSON */
};
MUST_CHECK bool directory_set(struct directory *self, const struct directory_setting *setting);

/* The piece's criteria (unknown ids are left out) and the campaign's deadline. */
void directory_describe(const struct directory *self, int campaign_id, const int *ids,
                        size_t count, struct arena *arena, struct context *into);

#endif
