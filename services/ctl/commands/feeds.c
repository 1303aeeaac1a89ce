/*
 * feeds.c — `minhchung feeds`: lists, adds, updates and removes the feeds that units' posts come
 * from.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/uuid.h"
#include "ctl/answer.h"
#include "ctl/api.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"

static const struct statement LIST = {"ctl_feeds_list", SQL_FEEDS_LIST};
static const struct statement UNIT = {"ctl_feeds_unit", SQL_FEEDS_UNIT};

static bool is_kind(const char *kind)
{
    return strcmp(kind, "news") == 0 || strcmp(kind, "story") == 0 || strcmp(kind, "none") == 0;
}

static bool is_format(const char *as)
{
    return strcmp(as, "rss") == 0 || strcmp(as, "atom") == 0 || strcmp(as, "wordpress") == 0;
}

/* Adds "Gương sáng=story" as a member; false: the text has another form. */
static bool add_category(json_t *categories, const char *word)
{
    const char *sign = strrchr(word, '=');
    if (sign == NULL || sign == word || !is_kind(sign + 1)) {
        return false;
    }
    char *name = strndup(word, (size_t)(sign - word));
    int failure = json_object_set_new(categories, name, json_string(sign + 1));
    free(name);
    return failure == 0;
}

/* NULL, after printing why: the options are wrong. */
static json_t *given_of(const struct ctl *ctl, const char *address)
{
    const char *kind = ctl_option(ctl, "--kind"), *as = ctl_option(ctl, "--as"), *word;
    json_t *categories = json_object();
    bool is_good = (kind == NULL || is_kind(kind)) && (as == NULL || is_format(as));
    for (int i = 0; (word = ctl_option_nth(ctl, "--category", i)) != NULL; i++) {
        is_good = add_category(categories, word) && is_good;
    }
    if (!is_good) {
        json_decref(categories);
        ctl_trouble("feeds add: kinds are news, story or none, a category is NAME=KIND, "
                    "a feed is read as rss, atom or wordpress");
        return NULL;
    }
    return json_pack("{s:s, s:s*, s:s, s:o}", "address", address, "kind", as, "usual_kind",
                     kind != NULL ? kind : "news", "categories", categories);
}

static int add_feed(const struct ctl *ctl, const char *address)
{
    struct arena *arena = arena_new();
    const char *unit = ctl_option(ctl, "--unit");
    const struct api_request request = {
        .method = "POST",
        .path = api_path(arena, (const char *const[]){"units", unit, "feeds", NULL})};
    json_t *given = given_of(ctl, address), *answer = NULL;
    int code = given != NULL ? api_do(ctl, "system", &request, given, &answer) : EXIT_TROUBLE;
    if (code == EXIT_DONE) {
        printf("%s\n", answer_text(answer, "id"));
    }
    json_decref(answer);
    arena_free(&arena);
    return code;
}

static int list_feeds(const struct ctl *ctl)
{
    struct params *params = params_new();
    params_text(params, ctl_option(ctl, "--unit"));
    int code = answer_print_rows(ctl, &LIST, params);
    params_free(&params);
    return code;
}

static int remove_feed(const struct ctl *ctl, const char *id)
{
    struct uuid parsed;
    if (!uuid_parse(id, &parsed)) {
        return ctl_trouble("feeds remove: \"%s\" is not an id; feeds list shows them", id);
    }
    struct params *params = params_new();
    params_text(params, id);
    json_t *unit = NULL;
    int code = answer_json(ctl, &UNIT, params, &unit);
    params_free(&params);
    if (code != EXIT_DONE) {
        (void)(code == EXIT_NO && ctl_trouble("không có nguồn tin mang mã này"));
        return code;
    }
    struct arena *arena = arena_new();
    const struct api_request request = {
        .method = "DELETE",
        .path = api_path(
            arena, (const char *const[]){"units", json_string_value(unit), "feeds", id, NULL})};
    code = api_do(ctl, "system", &request, NULL, NULL);
    arena_free(&arena);
    json_decref(unit);
    return code;
}

int command_feeds(struct ctl *ctl)
{
    const char *what = ctl_argument(ctl, 0), *which = ctl_argument(ctl, 1);
    if (what != NULL && strcmp(what, "add") == 0 && which != NULL &&
        ctl_option(ctl, "--unit") != NULL) {
        return add_feed(ctl, which);
    }
    if (what != NULL && strcmp(what, "list") == 0) {
        return list_feeds(ctl);
    }
    if (what != NULL && strcmp(what, "remove") == 0 && which != NULL) {
        return remove_feed(ctl, which);
    }
    return ctl_trouble("feeds add ADDRESS --unit U [--kind news|story|none] "
                       "[--category NAME=KIND]... [--as wordpress] | list [--unit U] | remove ID");
}
