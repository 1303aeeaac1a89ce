/*
 * known.c — turns what the store knows before an export is read into rules.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "members/import.h"

/* A parameter's index by its name; PARAMETERS_MAX: none. */
static size_t place_of(const struct check *check, const char *name)
{
    size_t i = 0;
    while (i < PARAMETERS_MAX && check->parameters[i].name != NULL &&
           strcmp(check->parameters[i].name, name) != 0) {
        i++;
    }
    return i < PARAMETERS_MAX && check->parameters[i].name != NULL ? i : PARAMETERS_MAX;
}

static void set_one(const struct check *check, const json_t *given, struct check_setting *into)
{
    const char *name;
    json_t *value;
    into->is_off = json_is_true(json_object_get(given, "off"));
    into->severity =
        (Validation__V1__Severity)json_integer_value(json_object_get(given, "severity"));
    json_object_foreach(json_object_get(given, "parameters"), name, value) {
        size_t place = place_of(check, name);
        if (place < PARAMETERS_MAX) {
            into->has_value[place] = true;
            into->values[place] = (long)json_integer_value(value);
        }
    }
}

/* {"members.age.too_old": {"off", "severity", "parameters"}} */
static void set_checks(const json_t *checks, struct arena *arena, struct member_rules *rules)
{
    if (json_object_size(checks) == 0) {
        return;
    }
    struct check_settings *settings = arena_zero(arena, sizeof(*settings));
    for (size_t i = 0; MEMBER_CHECKS[i].code != NULL; i++) {
        set_one(&MEMBER_CHECKS[i], json_object_get(checks, MEMBER_CHECKS[i].code),
                &settings->of[i]);
    }
    char *text = json_dumps(checks, JSON_COMPACT | JSON_SORT_KEYS);
    rules->settings = settings;
    rules->settings_text = arena_print(arena, "%s", text);
    free(text);
}

static void set_branches(const json_t *branches, struct arena *arena, struct member_rules *rules)
{
    size_t at;
    json_t *name;
    struct buf text = {0};
    buf_print(&text, "|");
    json_array_foreach(branches, at, name) {
        const char *given = json_string_value(name);
        if (given != NULL) {
            buf_print(&text, "%s|", text_fold(arena, given, strlen(given)));
        }
    }
    rules->branches =
        json_array_size(branches) > 0 ? arena_text(arena, buf_string(&text), text.len) : NULL;
    buf_free(&text);
}

void member_order_known(const json_t *known, struct arena *arena, struct member_order *into)
{
    const json_t *weights = json_object_get(known, "weights");
    const json_t *filed = json_object_get(known, "filed");
    struct member_rules *rules = &into->rules;
    into->known = json_object_get(known, "mappings");
    into->offers = json_object_get(known, "offers");
    for (size_t p = 0; p < MEMBER_PARTS; p++) {
        bool is_set = json_array_size(weights) == MEMBER_PARTS;
        rules->weights[p] = is_set ? (int)json_integer_value(json_array_get(weights, p)) : 1;
    }
    set_checks(json_object_get(known, "checks"), arena, rules);
    set_branches(json_object_get(known, "branches"), arena, rules);
    if (rules->own_figure < 0 && json_is_integer(filed)) {
        rules->own_figure = (long)json_integer_value(filed);
        rules->is_filed = true;
    }
}
