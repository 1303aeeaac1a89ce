/*
 * feeds.c — `minhchung feeds`: the feeds that units' posts come from, their state, one added or
 * described anew, one removed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/uuid.h"
#include "ctl/answer.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"

static const struct statement ADD = {"ctl_feeds_add", SQL_FEEDS_ADD};
static const struct statement LIST = {"ctl_feeds_list", SQL_FEEDS_LIST};
static const struct statement REMOVE = {"ctl_feeds_remove", SQL_FEEDS_REMOVE};

static bool is_kind(const char *kind)
{
    return strcmp(kind, "news") == 0 || strcmp(kind, "story") == 0 || strcmp(kind, "none") == 0;
}

static bool is_format(const char *as)
{
    return strcmp(as, "rss") == 0 || strcmp(as, "atom") == 0 || strcmp(as, "wordpress") == 0;
}

/* "Gương sáng=story" as a member; false: it is none. */
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

/* NULL, and said so: the options make no sense. */
static char *given_of(const struct ctl *ctl, const char *address)
{
    const char *kind = ctl_option(ctl, "--kind"), *as = ctl_option(ctl, "--as"), *word;
    json_t *categories = json_object();
    bool is_good = (kind == NULL || is_kind(kind)) && (as == NULL || is_format(as));
    for (int i = 0; (word = ctl_option_nth(ctl, "--category", i)) != NULL; i++) {
        is_good = add_category(categories, word) && is_good;
    }
    json_t *given = json_pack("{s:s, s:s*, s:s, s:o}", "address", address, "kind", as,
                              "usual_kind", kind != NULL ? kind : "news", "categories", categories);
    char *text = is_good ? json_dumps(given, JSON_COMPACT) : NULL;
    json_decref(given);
    return text;
}

static const char *fault_of(const char *code)
{
    return strcmp(code, "feed.too_many") == 0
               ? "đơn vị đã có 20 nguồn tin: xóa bớt nguồn không còn dùng"
               : "không phải địa chỉ trang web: chép nguyên địa chỉ, như https://huyendoan.vn/feed";
}

static int add_feed(const struct ctl *ctl, const char *address)
{
    char *given = given_of(ctl, address);
    if (given == NULL) {
        return ctl_trouble("feeds add: kinds are news, story or none, a category is NAME=KIND, "
                           "a feed is read as rss, atom or wordpress");
    }
    struct params *params = params_new();
    params_text(params, ctl_option(ctl, "--unit"));
    params_text(params, given);
    json_t *answer = answer_json(ctl, &ADD, params);
    const char *fault = answer_text(answer, "fault");
    int code = answer == NULL || fault[0] != '\0' ? EXIT_NO : EXIT_DONE;
    if (answer == NULL) {
        fprintf(stderr, "minhchung: không có đơn vị này\n");
    } else if (fault[0] != '\0') {
        fprintf(stderr, "minhchung: %s\n", fault_of(fault));
    } else {
        printf("%s\n", answer_text(answer, "id"));
    }
    json_decref(answer);
    params_free(&params);
    free(given);
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
        return ctl_trouble("feeds remove: \"%s\" is no id; feeds list shows them", id);
    }
    struct params *params = params_new();
    params_text(params, id);
    json_t *answer = answer_json(ctl, &REMOVE, params);
    int code = answer == NULL ? EXIT_TROUBLE : json_is_true(answer) ? EXIT_DONE : EXIT_NO;
    if (code == EXIT_NO) {
        fprintf(stderr, "minhchung: không có nguồn tin mang mã này\n");
    }
    json_decref(answer);
    params_free(&params);
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
