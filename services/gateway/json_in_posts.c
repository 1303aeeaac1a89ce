/*
 * json_in_posts.c — see json_in_posts.h.
 */
#include "gateway/json_in_posts.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

enum { ADDRESS_MAX = 1000, CATEGORY_MAX = 200, CATEGORIES_MAX = 100 };

static const char *const KINDS[] = {"rss", "atom", "wordpress", NULL};
static const char *const COUNTED[] = {"news", "story", "none", NULL};

static bool is_among(const json_t *value, const char *const *words)
{
    const char *text = json_string_value(value);
    while (text != NULL && *words != NULL && strcmp(*words, text) != 0) {
        words++;
    }
    return text != NULL && *words != NULL;
}

static bool refuse(struct problem *problem, enum problem_id id, const char *field)
{
    *problem = problem_of(id, field);
    return false;
}

/* False, and it is said: there is a field of another name. */
static bool has_only(struct arena *arena, json_t *root, const char *const *names,
                     struct problem *problem)
{
    const char *key;
    const json_t *value;
    json_object_foreach(root, key, value)
    {
        size_t at = 0;
        while (names[at] != NULL && strcmp(names[at], key) != 0) {
            at++;
        }
        if (names[at] == NULL) {
            return refuse(problem, PROBLEM_JSON_UNKNOWN_FIELD,
                          arena_print(arena, "%.*s", CATEGORY_MAX, key));
        }
    }
    return true;
}

static bool categories_fit(struct arena *arena, json_t *categories, struct problem *problem)
{
    const char *key;
    const json_t *value;
    if (!json_is_object(categories)) {
        return refuse(problem, PROBLEM_JSON_TYPE, "categories");
    }
    if (json_object_size(categories) > CATEGORIES_MAX) {
        return refuse(problem, PROBLEM_FIELD_TOO_MANY, "categories");
    }
    json_object_foreach(categories, key, value)
    {
        if (strlen(key) > CATEGORY_MAX || !is_among(value, COUNTED)) {
            return refuse(problem, PROBLEM_FEED_KIND,
                          arena_print(arena, "categories.%.*s", CATEGORY_MAX, key));
        }
    }
    return true;
}

static bool feed_fits(struct arena *arena, json_t *root, struct problem *problem)
{
    static const char *const NAMES[] = {"address", "kind", "usual_kind", "categories", NULL};
    const json_t *address = json_object_get(root, "address");
    const json_t *kind = json_object_get(root, "kind");
    if (!has_only(arena, root, NAMES, problem)) {
        return false;
    }
    if (json_string_length(address) == 0) {
        return refuse(problem, address != NULL && !json_is_string(address) ? PROBLEM_JSON_TYPE
                                                                           : PROBLEM_FIELD_MISSING,
                      "address");
    }
    if (json_string_length(address) > ADDRESS_MAX) {
        return refuse(problem, PROBLEM_FIELD_TOO_LONG, "address");
    }
    if (kind != NULL && !json_is_null(kind) && !is_among(kind, KINDS)) {
        return refuse(problem, PROBLEM_FEED_KIND, "kind");
    }
    if (!is_among(json_object_get(root, "usual_kind"), COUNTED)) {
        return refuse(problem, PROBLEM_FEED_KIND, "usual_kind");
    }
    return categories_fit(arena, json_object_get(root, "categories"), problem);
}

/* What need not be said is news, of no category. */
static void fill(json_t *root)
{
    if (json_object_get(root, "usual_kind") == NULL) {
        json_object_set_new(root, "usual_kind", json_string("news"));
    }
    if (json_object_get(root, "categories") == NULL) {
        json_object_set_new(root, "categories", json_object());
    }
}

bool json_in_feed(struct arena *arena, struct wire_bytes body, const char **out,
                  struct problem *problem)
{
    json_t *root = json_in_object(body, problem);
    if (root == NULL) {
        return false;
    }
    fill(root);
    bool is_good = feed_fits(arena, root, problem);
    if (is_good) {
        char *text = json_dumps(root, JSON_COMPACT);
        *out = arena_print(arena, "%s", text);
        free(text);
    }
    json_decref(root);
    return is_good;
}

static const char *text_in(struct arena *arena, const json_t *value)
{
    const char *text = json_string_value(value);
    return text != NULL ? arena_print(arena, "%s", text) : NULL;
}

bool json_in_mapping(struct arena *arena, struct wire_bytes body, struct json_in_mapping *out,
                     struct problem *problem)
{
    static const char *const NAMES[] = {"kind", "criterion", NULL};
    static const char *const COUNTABLE[] = {"news", "story", NULL};
    json_t *root = json_in_object(body, problem);
    if (root == NULL) {
        return false;
    }
    const json_t *kind = json_object_get(root, "kind");
    const json_t *criterion = json_object_get(root, "criterion");
    bool is_good = has_only(arena, root, NAMES, problem);
    if (is_good && !is_among(kind, COUNTABLE)) {
        is_good = refuse(problem, kind == NULL ? PROBLEM_FIELD_MISSING : PROBLEM_POST_KIND, "kind");
    } else if (is_good && criterion == NULL) {
        is_good = refuse(problem, PROBLEM_FIELD_MISSING, "criterion");
    } else if (is_good && !json_is_null(criterion) &&
               (!json_is_string(criterion) || !json_in_is_code(json_string_value(criterion)))) {
        is_good = refuse(problem, PROBLEM_CODE_FORMAT, "criterion");
    }
    *out = (struct json_in_mapping){text_in(arena, kind), text_in(arena, criterion)};
    json_decref(root);
    return is_good;
}
