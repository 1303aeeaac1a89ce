/*
 * members.c — `minhchung members`: exports of the member software.  A new layout is shown and
 * confirmed once; the next export of that layout is imported at once.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/hash.h"
#include "ctl/answer.h"
#include "ctl/ctl.h"
#include "ctl/sheet_in.h"
#include "ctl/sql.h"
#include "members/import.h"

static const struct statement KNOWN = {"ctl_members_known", SQL_MEMBERS_KNOWN};
static const struct statement TAKE = {"ctl_members_take", SQL_MEMBERS_TAKE};
static const struct statement SET = {"ctl_members_set", SQL_MEMBERS_SET};
static const struct statement STALE = {"ctl_members_stale", SQL_MEMBERS_STALE};
static const struct statement RESCORE = {"ctl_members_rescore", SQL_MEMBERS_RESCORE};
static const struct statement SHOW = {"ctl_members_show", SQL_MEMBERS_SHOW};

enum { MEMBERS_MAX = 10000000 };

static int tell_fault(const json_t *answer)
{
    const char *fault = answer_text(answer, "fault");
    fprintf(stderr, "minhchung: %s\n",
            strcmp(fault, "unit.unknown") == 0 ? "không có đơn vị mang mã này"
            : strcmp(fault, "campaign.unknown") == 0
                ? "không có đợt đánh giá này, hoặc đơn vị không thuộc đợt"
            : strcmp(fault, "campaign.closed") == 0
                ? "đợt đánh giá đã công bố kết quả: không nhận thêm"
                : "không có tiêu chí này, hoặc tiêu chí không có số liệu mang tên này");
    return EXIT_NO;
}

/* ---------------------------------------------------------------- the mapping */

/* Reads "HEADING=FIELD" of the command line; NULL, after printing why. */
static json_t *map_by_hand(const struct ctl *ctl, struct arena *arena)
{
    const char *pair;
    json_t *fields = json_object();
    for (int n = 0; (pair = ctl_option_nth(ctl, "--map", n)) != NULL; n++) {
        const char *sign = strrchr(pair, '=');
        enum member_field field;
        if (sign == NULL || !member_field_find(sign + 1, &field)) {
            ctl_trouble("--map \"%s\": HEADING=FIELD; fields are full_name, born_on, admitted_on, "
                        "card, sex, branch, rating, status, exception, operation_on, operation",
                        pair);
            json_decref(fields);
            return NULL;
        }
        const char *heading = member_heading(arena, arena_text(arena, pair, (size_t)(sign - pair)));
        json_object_set_new(fields, heading, json_string(member_field_code(field)));
    }
    return fields;
}

static int members_ask(const json_t *layout)
{
    size_t at, place;
    json_t *sheet, *column;
    json_array_foreach(json_object_get(layout, "sheets"), at, sheet) {
        printf("%s dòng %lld: mẫu cột này chưa được khai báo\n", answer_text(sheet, "sheet"),
               answer_number(sheet, "row"));
        json_array_foreach(json_object_get(sheet, "columns"), place, column) {
            const char *field = answer_text(column, "field");
            printf("  %s = %s\n", answer_text(column, "name"),
                   field[0] != '\0' ? field : "(bỏ qua)");
        }
    }
    printf("Nếu đúng, chạy lại với --yes; nếu không, khai báo cột: --map \"Tên cột=full_name\".\n");
    return EXIT_NO;
}

/* ---------------------------------------------------------------- import */

static bool hash_file(const char *path, struct hash *out)
{
    struct stat stat;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &stat) != 0 || stat.st_size == 0) {
        (void)(fd >= 0 && close(fd));
        return false;
    }
    void *data = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    close(fd);
    if (data == MAP_FAILED) {
        return false;
    }
    *out = hash_of(data, (size_t)stat.st_size);
    munmap(data, (size_t)stat.st_size);
    return true;
}

static int members_tell(const struct ctl *ctl, const json_t *snapshot, const json_t *answer)
{
    const struct grid_counts counts = sheet_in_counts(json_object_get(answer, "counts"));
    bool is_new = json_is_true(json_object_get(answer, "new"));
    size_t at;
    json_t *one;
    if (ctl->is_json) {
        json_dumpf(snapshot, stdout, JSON_COMPACT);
        printf("\n");
        return EXIT_DONE;
    }
    json_array_foreach(json_object_get(snapshot, "findings"), at, one) {
        if (answer_number(one, "row") > 0) {
            printf("%s dòng %lld, %s: ", answer_text(one, "sheet"), answer_number(one, "row"),
                   answer_text(one, "column"));
        } else {
            printf("Cả tệp: ");
        }
        printf("%s %s\n", answer_text(one, "message"), answer_text(one, "mend"));
    }
    json_array_foreach(json_object_get(json_object_get(snapshot, "receipt"), "steps"), at, one) {
        printf("%10s  %s\n", answer_text(one, "value"), answer_text(one, "text"));
    }
    printf("%s\n", is_new ? "Đã ghi." : "Dữ liệu này đã được ghi trước đó.");
    sheet_in_print_counts(&counts);
    return EXIT_DONE;
}

/* How a statement that may refuse ended: its refusal is printed. */
static int members_ask_store(const struct ctl *ctl, const struct statement *statement,
                             const struct params *params, json_t **out)
{
    int code = answer_json(ctl, statement, params, out);
    return code == EXIT_DONE && json_object_get(*out, "fault") != NULL ? tell_fault(*out) : code;
}

static int members_put(const struct ctl *ctl, json_t *snapshot, const char *path)
{
    const char *slash = strrchr(path, '/');
    json_object_set_new(snapshot, "file", json_string(slash != NULL ? slash + 1 : path));
    char *text = json_dumps(snapshot, JSON_COMPACT);
    json_t *answer = NULL;
    struct params *params = params_new();
    params_text(params, text);
    int code = members_ask_store(ctl, &TAKE, params, &answer);
    if (code == EXIT_DONE) {
        code = members_tell(ctl, snapshot, answer);
    }
    params_free(&params);
    free(text);
    json_decref(answer);
    return code;
}

static bool read_rules(const struct ctl *ctl, struct member_rules *rules)
{
    const char *day = ctl_option(ctl, "--as-of"), *own = ctl_option(ctl, "--members");
    char *end = NULL;
    *rules = (struct member_rules){.as_of = date_of_us(clock_wall_us()), .own_figure = -1};
    if (own != NULL) {
        rules->own_figure = strtol(own, &end, 10);
    }
    if ((day != NULL && !date_parse(day, &rules->as_of)) ||
        (own != NULL && (*own == '\0' || *end != '\0' || rules->own_figure < 0 ||
                         rules->own_figure > MEMBERS_MAX))) {
        ctl_trouble("members import: --as-of is a day such as 2023-11-02, --members a number");
        return false;
    }
    return true;
}

static int import_book(struct member_order *order, const struct ctl *ctl, const char *path,
                       struct arena *arena)
{
    struct member_book book;
    struct hash hash;
    char hash_text[HASH_TEXT];
    if (!hash_file(path, &hash)) {
        return ctl_trouble("%s cannot be read", path);
    }
    if (member_book_read(path, arena, &book) != ERR_NONE) {
        return ctl_trouble("%s", err_last());
    }
    order->hash = hash_print(&hash, hash_text);
    json_t *told = member_import(order, &book, arena);
    const char *state = answer_text(told, "state");
    json_t *snapshot = json_object_get(told, "snapshot");
    int code = strcmp(state, "done") == 0 ? members_put(ctl, snapshot, path)
               : strcmp(state, "needs_mapping") == 0
                   ? members_ask(json_object_get(told, "layout"))
                   : ctl_trouble("%s: %s", path, answer_text(told, "problem"));
    json_decref(told);
    return code;
}

static int import_file(const struct ctl *ctl, const char *path)
{
    struct arena *arena = arena_new();
    struct member_order order = {.unit = ctl_option(ctl, "--unit"),
                                 .campaign = ctl_option(ctl, "--campaign"),
                                 .is_agreed = ctl_flag(ctl, "--yes")};
    struct params *params = params_new();
    params_text(params, order.unit);
    params_text(params, order.campaign);
    json_t *known = NULL, *by_hand = NULL;
    int code = answer_json(ctl, &KNOWN, params, &known);
    if (code == EXIT_DONE) {
        code = EXIT_TROUBLE;
        by_hand = map_by_hand(ctl, arena);
    }
    if (by_hand != NULL && read_rules(ctl, &order.rules)) {
        member_order_known(known, arena, &order);
        order.by_hand = by_hand;
        code = import_book(&order, ctl, path, arena);
    }
    json_decref(by_hand);
    json_decref(known);
    params_free(&params);
    arena_free(&arena);
    return code;
}

/* ---------------------------------------------------------------- the rest */

static void print_snapshots(const json_t *root)
{
    size_t at;
    json_t *one;
    json_array_foreach(root, at, one) {
        long long members = answer_number(one, "members"), before = answer_number(one, "before");
        printf("%s  %lld đoàn viên, %s điểm, %zu lỗi%s\n", answer_text(one, "as_of"), members,
               answer_text(one, "score"), json_array_size(json_object_get(one, "findings")),
               members < before ? " (giảm)" : "");
    }
}

static int members_show(const struct ctl *ctl)
{
    struct params *params = params_new();
    params_text(params, ctl_option(ctl, "--unit"));
    params_text(params, ctl_option(ctl, "--campaign"));
    int code = answer_show(ctl, &SHOW, params, print_snapshots);
    if (code == EXIT_NO) {
        ctl_trouble("there is no unit \"%s\"", ctl_option(ctl, "--unit"));
    }
    params_free(&params);
    return code;
}

/* "1,2,3": three numbers up to 100 of which at least one is above 0. */
static bool are_weights(const char *text)
{
    long sum = 0;
    for (int i = 0; i < MEMBER_PARTS; i++) {
        size_t digits = strspn(text, "0123456789");
        long part = digits >= 1 && digits <= 3 ? strtol(text, NULL, 10) : -1;
        if (part < 0 || part > 100 || text[digits] != (i + 1 < MEMBER_PARTS ? ',' : '\0')) {
            return false;
        }
        sum += part;
        text += digits + 1;
    }
    return sum > 0;
}

/* Computes the stored scores by today's weights from the amounts in their receipts. */
static int members_rescore(const struct ctl *ctl)
{
    size_t at;
    json_t *one, *stale = NULL, *scored = json_array(), *answer = NULL;
    struct arena *arena = arena_new();
    struct params *params = params_new();
    params_text(params, ctl_option(ctl, "--campaign"));
    int code = answer_json(ctl, &STALE, params, &stale);
    const json_t *weights = json_object_get(stale, "weights");
    json_array_foreach(json_object_get(stale, "snapshots"), at, one) {
        json_t *again = member_rescore(json_object_get(one, "receipt"), weights, arena);
        json_object_set(again, "id", json_object_get(one, "id"));
        json_array_append_new(scored, again);
    }
    if (json_array_size(scored) > 0) {
        char *text = json_dumps(scored, JSON_COMPACT), *by = json_dumps(weights, JSON_COMPACT);
        params_text(params, by);
        params_text(params, text);
        code = answer_json(ctl, &RESCORE, params, &answer);
        free(text);
        free(by);
    }
    json_decref(answer);
    json_decref(scored);
    json_decref(stale);
    params_free(&params);
    arena_free(&arena);
    return code;
}

static int set_criterion(const struct ctl *ctl)
{
    const char *weights = ctl_option(ctl, "--weights");
    if (weights != NULL && !are_weights(weights)) {
        return ctl_trouble(
            "members set: --weights CORRECTNESS,COMPLETENESS,REGULARITY, each 0 to 100");
    }
    json_t *answer = NULL;
    struct params *params = params_new();
    params_text(params, ctl_option(ctl, "--campaign"));
    params_text(params, ctl_option(ctl, "--criterion"));
    params_text(params, ctl_option(ctl, "--figure"));
    params_text(params, weights);
    int code = members_ask_store(ctl, &SET, params, &answer);
    if (code == EXIT_DONE) {
        code = members_rescore(ctl);
    }
    json_decref(answer);
    params_free(&params);
    return code;
}

int command_members(struct ctl *ctl)
{
    const char *what = ctl_argument(ctl, 0), *path = ctl_argument(ctl, 1);
    bool has_unit = ctl_option(ctl, "--unit") != NULL;
    if (what != NULL && strcmp(what, "import") == 0 && path != NULL && has_unit) {
        return import_file(ctl, path);
    }
    if (what != NULL && strcmp(what, "show") == 0 && has_unit) {
        return members_show(ctl);
    }
    if (what != NULL && strcmp(what, "set") == 0 && ctl_option(ctl, "--campaign") != NULL &&
        ctl_option(ctl, "--criterion") != NULL && ctl_option(ctl, "--figure") != NULL) {
        return set_criterion(ctl);
    }
    return ctl_trouble(
        "members import FILE --unit U, members show --unit U, or members set --campaign C "
        "--criterion K --figure F");
}
