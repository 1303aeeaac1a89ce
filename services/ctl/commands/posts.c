/*
 * posts.c — `minhchung posts` and `minhchung cadence`: a list of what units posted, whole or
 * not at all; one taken back; which criterion counts them; days and weeks covered and missed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/uuid.h"
#include "ctl/answer.h"
#include "ctl/ctl.h"
#include "ctl/sheet_in.h"
#include "ctl/sql.h"
#include "posts/post_list.h"

static const struct statement IMPORT = {"ctl_posts_import", SQL_POSTS_IMPORT};
static const struct statement LIST = {"ctl_posts_list", SQL_POSTS_LIST};
static const struct statement REMOVE = {"ctl_posts_remove", SQL_POSTS_REMOVE};
static const struct statement SET = {"ctl_posts_set", SQL_POSTS_SET};
static const struct statement CADENCE = {"ctl_cadence", SQL_CADENCE};

enum { MISSED_SHOWN = 10 };

static int import_posts(const struct ctl *ctl, const char *campaign, const char *path)
{
    const struct sheet_list list = {.fields = POST_LIST, .count = POST_LIST_FIELDS,
                                    .statement = &IMPORT, .campaign = campaign,
                                    .more = ctl_option(ctl, "--unit"), .has_more = true};
    return sheet_in_list(ctl, &list, path);
}

static long long count_of(const json_t *object, const char *name)
{
    return (long long)json_integer_value(json_object_get(object, name));
}

/* As answer_json, with up to three words. */
static json_t *ask(const struct ctl *ctl, const struct statement *statement,
                   const char *const *words, size_t count)
{
    struct params *params = params_new();
    for (size_t i = 0; i < count; i++) {
        params_text(params, words[i]);
    }
    json_t *root = answer_json(ctl, statement, params);
    params_free(&params);
    return root;
}

static void print_json(const json_t *root)
{
    char *text = json_dumps(root, JSON_COMPACT);
    printf("%s\n", text);
    free(text);
}

static const char *fault_of(const char *code)
{
    return strcmp(code, "campaign.unknown") == 0  ? "không có đợt đánh giá này"
           : strcmp(code, "campaign.closed") == 0 ? "đợt đánh giá đã công bố kết quả"
           : strcmp(code, "post.kind") == 0
               ? "--kind là news (tin tốt) hoặc story (câu chuyện đẹp)"
               : "không có tiêu chí này trong Bộ tiêu chí";
}

static int set_criterion(const struct ctl *ctl, const char *campaign)
{
    const char *kind = ctl_option(ctl, "--kind");
    json_t *answer = ask(
        ctl, &SET, (const char *const[]){campaign, kind, ctl_option(ctl, "--criterion")}, 3);
    const char *fault = answer_text(answer, "fault");
    int code = answer == NULL ? EXIT_TROUBLE : fault[0] != '\0' ? EXIT_NO : EXIT_DONE;
    if (code == EXIT_NO) {
        fprintf(stderr, "minhchung: %s\n", fault_of(fault));
    } else if (answer != NULL) {
        print_json(answer);
    }
    json_decref(answer);
    return code;
}

static void print_kind(const json_t *kind, const char *name, const char *unit)
{
    size_t at;
    json_t *day;
    const json_t *missed = json_object_get(kind, "missed");
    printf("  %s: %lld trên %lld %s, %lld bài; dài nhất %lld %s liền không có", name,
           count_of(kind, "covered"), count_of(kind, "due"), unit, count_of(kind, "posts"),
           count_of(kind, "longest_gap"), unit);
    json_array_foreach(missed, at, day)
    {
        if (at < MISSED_SHOWN) {
            printf("%s%s", at == 0 ? "; thiếu " : ", ", json_string_value(day));
        }
    }
    printf("%s\n", json_array_size(missed) > MISSED_SHOWN ? ", …" : "");
}

int command_cadence(struct ctl *ctl)
{
    const char *campaign = ctl_option(ctl, "--campaign");
    size_t at;
    json_t *unit, *root = ask(ctl, &CADENCE,
                              (const char *const[]){campaign, ctl_option(ctl, "--unit"),
                                                    ctl_option(ctl, "--on")}, 3);
    if (root == NULL) {
        return ctl_trouble("there is no answer for a campaign \"%s\"", campaign);
    }
    if (ctl->is_json) {
        print_json(root);
    }
    json_array_foreach(ctl->is_json ? NULL : json_object_get(root, "units"), at, unit)
    {
        printf("%s  %s\n", answer_text(unit, "code"), answer_text(unit, "name"));
        print_kind(json_object_get(unit, "news"), "tin tốt", "ngày");
        print_kind(json_object_get(unit, "story"), "câu chuyện đẹp", "tuần");
    }
    json_decref(root);
    return EXIT_DONE;
}

static int list_posts(const struct ctl *ctl, const char *campaign)
{
    struct params *params = params_new();
    params_text(params, campaign);
    params_text(params, ctl_option(ctl, "--unit"));
    int code = answer_print_rows(ctl, &LIST, params);
    params_free(&params);
    return code;
}

static int remove_post(const struct ctl *ctl, const char *id)
{
    struct uuid parsed;
    if (!uuid_parse(id, &parsed)) {
        return ctl_trouble("posts remove: \"%s\" is no id; posts list shows them", id);
    }
    json_t *answer = ask(ctl, &REMOVE, &id, 1);
    int code = answer == NULL ? EXIT_TROUBLE : json_is_true(answer) ? EXIT_DONE : EXIT_NO;
    if (code == EXIT_NO) {
        fprintf(stderr, "minhchung: không có bài mang mã này\n");
    }
    json_decref(answer);
    return code;
}

int command_posts(struct ctl *ctl)
{
    const char *what = ctl_argument(ctl, 0), *path = ctl_argument(ctl, 1);
    const char *campaign = ctl_option(ctl, "--campaign");
    if (what != NULL && strcmp(what, "import") == 0 && path != NULL) {
        return import_posts(ctl, campaign, path);
    }
    if (what != NULL && strcmp(what, "list") == 0 && ctl_option(ctl, "--unit") != NULL) {
        return list_posts(ctl, campaign);
    }
    if (what != NULL && strcmp(what, "remove") == 0 && path != NULL) {
        return remove_post(ctl, path);
    }
    if (what != NULL && strcmp(what, "set") == 0 && ctl_option(ctl, "--kind") != NULL) {
        return set_criterion(ctl, campaign);
    }
    return ctl_trouble("posts import FILE [--unit U] | list --unit U | remove ID | "
                       "set --kind news|story [--criterion K], each with --campaign C");
}
