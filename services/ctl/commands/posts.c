/*
 * posts.c — `minhchung posts` and `minhchung cadence`: imports a list of what units posted, whole
 * or not at all; removes a post; sets the criterion that counts them; prints days and weeks
 * covered and missed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/uuid.h"
#include "ctl/answer.h"
#include "ctl/api.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"

static const struct statement LIST = {"ctl_posts_list", SQL_POSTS_LIST};
static const struct statement CADENCE = {"ctl_cadence", SQL_CADENCE};

enum { MISSED_SHOWN = 10 };

/* ------------------------------------------------------------- a list */

static void print_fault(const json_t *fault)
{
    printf("%s dòng %lld, cột %s: %s\n", answer_text(fault, "sheet"), answer_number(fault, "row"),
           answer_text(fault, "column"), answer_text(fault, "message"));
}

/* Prints how many rows were stored, or the faults of each row. */
static void print_report(const struct ctl *ctl, const json_t *answer)
{
    static const char *const COUNTS[] = {"read",   "accepted", "repeated",     "rejected",
                                         "hidden", "empty",    "hidden_sheets"};
    const json_t *rows = json_object_get(answer, "rows");
    const json_t *faults = json_object_get(answer, "faults");
    size_t at, count = json_array_size(faults);
    const json_t *fault;
    if (ctl->is_json) {
        json_t *report = json_pack("{s:O, s:O}", "rows", rows, "faults", faults);
        for (size_t i = 0; i < sizeof(COUNTS) / sizeof(COUNTS[0]); i++) {
            json_object_set(report, COUNTS[i], json_object_get(answer, COUNTS[i]));
        }
        answer_print(report);
        json_decref(report);
        return;
    }
    json_array_foreach(faults, at, fault) {
        print_fault(fault);
    }
    printf(count > 0 ? "%lld dòng, %zu lỗi, chưa ghi gì\n" : "%lld dòng đã ghi\n",
           (long long)json_integer_value(rows), count);
    if (json_object_get(answer, "read") != NULL) {
        printf("Đọc %lld dòng: %lld ẩn, %lld trống, %lld trang tính ẩn không được đọc\n",
               (long long)json_integer_value(json_object_get(answer, "read")),
               (long long)json_integer_value(json_object_get(answer, "hidden")),
               (long long)json_integer_value(json_object_get(answer, "empty")),
               (long long)json_integer_value(json_object_get(answer, "hidden_sheets")));
    }
}

static int send_list(const struct ctl *ctl, const char *campaign, const char *path,
                     const struct buf *list)
{
    struct arena *arena = arena_new();
    const char *slash = strrchr(path, '/');
    const char *to = api_path(arena, (const char *const[]){"campaigns", campaign, "posts", NULL});
    to = api_path_with(arena, to, "unit", ctl_option(ctl, "--unit"));
    to = api_path_with(arena, to, "name", slash != NULL ? slash + 1 : path);
    const struct api_request request = {"POST", to, buf_string(list), list->len,
                                        "application/octet-stream"};
    json_t *answer = NULL;
    struct api *api = api_open(ctl, "system");
    int code = api != NULL ? api_ask(api, &request, &answer) : EXIT_TROUBLE;
    if (code != EXIT_TROUBLE && json_object_get(answer, "faults") != NULL) {
        print_report(ctl, answer);
    } else if (code == EXIT_NO) {
        api_refused(answer);
    }
    api_close(&api);
    json_decref(answer);
    arena_free(&arena);
    return code;
}

static int import_posts(const struct ctl *ctl, const char *campaign, const char *path)
{
    char part[8192];
    struct buf list = {0};
    if (!ctl_readable(path)) {
        return EXIT_TROUBLE;
    }
    FILE *file = fopen(path, "re");
    for (size_t len; file != NULL && (len = fread(part, 1, sizeof(part), file)) > 0;) {
        buf_add(&list, part, len);
    }
    if (file != NULL) {
        fclose(file);
    }
    int code = send_list(ctl, campaign, path, &list);
    buf_free(&list);
    return code;
}

/* ------------------------------------------------------------- posts */

static int set_criterion(const struct ctl *ctl, const char *campaign)
{
    struct arena *arena = arena_new();
    json_t *answer = NULL;
    const struct api_request request = {
        .method = "PUT",
        .path = api_path(arena,
                         (const char *const[]){"campaigns", campaign, "posts", "mapping", NULL})};
    json_t *mapping =
        json_pack("{s:s, s:s?, s:s*}", "kind", ctl_option(ctl, "--kind"), "criterion",
                  ctl_option(ctl, "--criterion"), "ground", ctl_option(ctl, "--ground"));
    int code = api_do(ctl, "editor", &request, mapping, &answer);
    if (code == EXIT_DONE) {
        answer_print(answer);
    }
    json_decref(answer);
    arena_free(&arena);
    return code;
}

static void print_kind(const json_t *kind, const char *name, const char *unit)
{
    size_t at;
    json_t *day;
    const json_t *missed = json_object_get(kind, "missed");
    printf("  %s: %lld trên %lld %s, %lld bài; dài nhất %lld %s liền không có", name,
           answer_number(kind, "covered"), answer_number(kind, "due"), unit,
           answer_number(kind, "posts"), answer_number(kind, "longest_gap"), unit);
    json_array_foreach(missed, at, day) {
        if (at < MISSED_SHOWN) {
            printf("%s%s", at == 0 ? "; thiếu " : ", ", json_string_value(day));
        }
    }
    printf("%s\n", json_array_size(missed) > MISSED_SHOWN ? ", …" : "");
}

static void print_cadence(const json_t *root)
{
    size_t at;
    json_t *unit;
    json_array_foreach(json_object_get(root, "units"), at, unit) {
        printf("%s  %s\n", answer_text(unit, "code"), answer_text(unit, "name"));
        print_kind(json_object_get(unit, "news"), "tin tốt", "ngày");
        print_kind(json_object_get(unit, "story"), "câu chuyện đẹp", "tuần");
    }
}

int command_cadence(struct ctl *ctl)
{
    const char *campaign = ctl_option(ctl, "--campaign");
    struct params *params = params_new();
    params_text(params, campaign);
    params_text(params, ctl_option(ctl, "--unit"));
    params_text(params, ctl_option(ctl, "--on"));
    int code = answer_show(ctl, &CADENCE, params, print_cadence);
    if (code == EXIT_NO) {
        ctl_trouble("there is no campaign \"%s\"", campaign);
    }
    params_free(&params);
    return code;
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
        return ctl_trouble("posts remove: \"%s\" is not an id; posts list shows them", id);
    }
    struct arena *arena = arena_new();
    const struct api_request request = {
        .method = "DELETE", .path = api_path(arena, (const char *const[]){"posts", id, NULL})};
    int code = api_do(ctl, "system", &request, NULL, NULL);
    arena_free(&arena);
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
