/*
 * directory.c — the snapshot of criteria and settings.  Everything lives in one arena, which the
 * last holder frees; lookups go through hash maps.
 */
#include "checks/directory.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "checks/engine/check.h"
#include "checks/figure_rules/figure_rule.h"

enum { SEPARATOR = 0x1f, RULES_MAX = 64 };

struct key {
    int campaign_id;
    int criterion_id;
};

struct entry {
    struct criterion criterion;
    date_days deadline;
};

struct directory {
    struct arena *arena;
    struct map *entries;  /* by campaign and criterion */
    struct map *settings; /* struct check_settings by campaign */
    struct map *rules;    /* struct figure_rules by the campaign's code */
    struct dictionary *dictionary;
    size_t holders;
};

struct directory *directory_new(struct dictionary *dictionary)
{
    struct directory *self = memory_zero(sizeof(*self));
    self->arena = arena_new();
    self->entries = map_new();
    self->settings = map_new();
    self->rules = map_new();
    self->dictionary = dictionary;
    self->holders = 1;
    return self;
}

struct directory *directory_hold(struct directory *self)
{
    if (self != NULL) {
        self->holders++;
    }
    return self;
}

void directory_free(struct directory **self)
{
    if (*self != NULL && --(*self)->holders > 0) {
        *self = NULL;
    } else if (*self != NULL) {
        map_free(&(*self)->rules);
        map_free(&(*self)->entries);
        map_free(&(*self)->settings);
        arena_free(&(*self)->arena);
        free(*self);
        *self = NULL;
    }
}

static void split_figures(struct directory *self, struct criterion *criterion, const char *figures)
{
    while (*figures != '\0' && criterion->figure_count < FIGURES_MAX) {
        size_t len = strcspn(figures, (const char[]){SEPARATOR, '\0'});
        criterion->figure_names[criterion->figure_count] = arena_text(self->arena, figures, len);
        criterion->figures[criterion->figure_count++] = text_fold(self->arena, figures, len);
        figures += len + (figures[len] != '\0' ? 1 : 0);
    }
}

void directory_add(struct directory *self, const struct directory_row *row)
{
    struct entry *entry = arena_alloc(self->arena, sizeof(*entry));
    *entry = (struct entry){row->criterion, row->deadline};
    struct criterion *criterion = &entry->criterion;
    criterion->code = arena_text(self->arena, criterion->code, strlen(criterion->code));
    criterion->required_kinds =
        row->kinds[0] != '\0' ? arena_print(self->arena, ",%s,", row->kinds) : "";
    split_figures(self, criterion, row->figures);
    struct key key = {row->campaign_id, criterion->id};
    map_put(self->entries, &key, sizeof(key), entry);
}

static struct check_settings *settings_of(struct directory *self, int campaign_id)
{
    struct check_settings *of = map_get(self->settings, &campaign_id, sizeof(int));
    if (of == NULL) {
        of = arena_zero(self->arena, sizeof(*of));
        map_put(self->settings, &campaign_id, sizeof(int), of);
    }
    return of;
}

void directory_set_version(struct directory *self, int campaign_id, long long version)
{
    settings_of(self, campaign_id)->version = version;
}

bool directory_set(struct directory *self, const struct directory_setting *setting)
{
    size_t at = check_find(setting->code);
    if (at == CHECKS_MAX || setting->severity < 0 || setting->severity > FATAL) {
        return false;
    }
    struct check_settings *of = settings_of(self, setting->campaign_id);
    struct check_setting made = {.is_off = setting->is_off,
                                 .severity = (Validation__V1__Severity)setting->severity};
    bool is_good = check_set_parameters(check_at(at), setting->parameters, &made);
    of->of[at] = is_good ? made : of->of[at];
    return is_good;
}

void directory_describe(const struct directory *self, int campaign_id, const int *ids, size_t count,
                        struct arena *arena, struct context *into)
{
    into->criteria = arena_alloc(arena, (count + 1) * sizeof(*into->criteria));
    into->criterion_count = 0;
    into->deadline = INT32_MAX;
    into->settings = map_get(self->settings, &campaign_id, sizeof(campaign_id));
    into->dictionary = self->dictionary;
    for (size_t i = 0; i < count; i++) {
        struct key key = {campaign_id, ids[i]};
        const struct entry *entry = map_get(self->entries, &key, sizeof(key));
        if (entry != NULL) {
            into->criteria[into->criterion_count++] = entry->criterion;
            into->deadline = entry->deadline;
        }
    }
}

bool directory_add_rule(struct directory *self, const char *campaign, const char *code,
                        const char *json)
{
    struct faults faults = {.arena = self->arena};
    json_t *body = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
    struct figure_rule *rule = figure_rule_read(body, self->arena, &faults);
    json_decref(body);
    struct figure_rules *rules = map_get_text(self->rules, campaign);
    if (rules == NULL) {
        rules = arena_zero(self->arena, sizeof(*rules));
        rules->all = arena_alloc(self->arena, RULES_MAX * sizeof(const struct figure_rule *));
        map_put_text(self->rules, campaign, rules);
    }
    if (rule == NULL || rules->count == RULES_MAX) {
        return false;
    }
    rule->code = arena_text(self->arena, code, strlen(code));
    rules->all[rules->count++] = rule;
    return true;
}

const struct figure_rules *directory_rules(const struct directory *self, const char *campaign)
{
    return map_get_text(self->rules, campaign);
}
