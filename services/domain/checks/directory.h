/*
 * directory.h — criteria and settings of all campaigns, as validation needs them: an immutable
 * snapshot; when the reference data changes, a new one is built.
 */
#ifndef CHECKS_DIRECTORY_H
#define CHECKS_DIRECTORY_H

#include "checks/engine/inspection.h"

struct directory;

/* `dictionary` is borrowed; NULL: spelling is not judged. */
struct directory *directory_new(struct dictionary *dictionary);
/* A worker that goes on using a snapshot holds a reference; the last directory_free frees it. */
struct directory *directory_hold(struct directory *self);
void directory_free(struct directory **self);

/* One row of the store's reference data; `kinds` joined by ",", `figures` by U+001F. */
struct directory_row {
    int campaign_id;
    struct criterion criterion; /* without figures */
    date_days deadline;
    const char *kinds, *figures;
};
void directory_add(struct directory *self, const struct directory_row *row);

/* An editor's setting of one check.  directory_set returns false if there is no such check,
 * severity or parameter. */
struct directory_setting {
    int campaign_id;
    const char *code;
    bool is_off;
    int severity;           /* 0: the check's own */
    const char *parameters; /* JSON */
};
MUST_CHECK bool directory_set(struct directory *self, const struct directory_setting *setting);

/* The newest change of the campaign's settings, which verdicts name. */
void directory_set_version(struct directory *self, int campaign_id, long long version);

/* Adds a rule across figures of a campaign (figure_rule.h), as JSON; false if it cannot be read. */
struct figure_rules;
MUST_CHECK bool directory_add_rule(struct directory *self, const char *campaign, const char *code,
                                   const char *json);
/* NULL: the campaign has none. */
const struct figure_rules *directory_rules(const struct directory *self, const char *campaign);

/* The submission's criteria (unknown ids are left out) and the campaign's deadline. */
void directory_describe(const struct directory *self, int campaign_id, const int *ids, size_t count,
                        struct arena *arena, struct context *into);

#endif
