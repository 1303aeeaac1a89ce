/*
 * post_list.c — columns and words of a list of posts, and its rows as JSON.
 */
#include "posts/post_list.h"

#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/text.h"
#include "text/weblink.h"

static const char *day_of(const char *cell, struct arena *arena)
{
    char day[DATE_TEXT];
    date_days parsed;
    return date_parse_cell(cell, &parsed) ? arena_print(arena, "%s", date_print(parsed, day))
                                          : cell;
}

static const char *link_of(const char *cell, struct arena *arena)
{
    return weblink_is_good(cell) ? weblink_canonical(cell, arena) : cell;
}

static const char *kind_of(const char *cell, struct arena *arena)
{
    static const char *const NEWS = "|tin tot|tin|tin bai|news|",
                             *const STORIES = "|cau chuyen dep|cau chuyen|chuyen dep|story|";
    const char *word = arena_print(arena, "|%s|", text_fold(arena, cell, strlen(cell)));
    return strstr(NEWS, word) != NULL ? "news" : strstr(STORIES, word) != NULL ? "story" : cell;
}

const struct sheet_field POST_LIST[POST_LIST_FIELDS] = {
    {{"Ngày đăng", "|ngay dang|ngay|ngay dang tai|published_on|", true}, "published_on", day_of},
    {{"Tiêu đề", "|tieu de|ten bai|tua de|title|", true}, "title", NULL},
    {{"Liên kết", "|lien ket|duong dan|link|url|", false}, "link", link_of},
    {{"Loại", "|loai|loai bai|kind|", true}, "kind", kind_of},
    {{"Mã đơn vị", "|ma don vi|don vi|unit|", false}, "unit", NULL},
};

static void write_row(struct json *json, const struct grid_row *row, struct arena *arena)
{
    json_object_start(json, NULL);
    json_text(json, "sheet", row->sheet);
    json_int(json, "row", row->row);
    for (size_t i = 0; i < POST_LIST_FIELDS; i++) {
        const struct sheet_field *field = &POST_LIST[i];
        json_text(json, field->name,
                  field->translate != NULL ? field->translate(row->cells[i], arena)
                                           : row->cells[i]);
    }
    json_object_end(json);
}

static void write_fault(struct json *json, const struct grid_fault *fault)
{
    json_object_start(json, NULL);
    json_text(json, "sheet", fault->sheet);
    json_int(json, "row", fault->row);
    json_text(json, "column", fault->column);
    json_text(json, "code", "cell.formula");
    json_text(json, "about", fault->value);
    json_object_end(json);
}

/* What the answer to an import says of the rows, if all of them are stored. */
static void write_counts(struct json *json, const struct grid *grid)
{
    struct grid_counts counts = grid_count(grid, grid->count, 0);
    json_object_start(json, "counts");
    json_int(json, "read", (long long)counts.read);
    json_int(json, "accepted", (long long)counts.accepted);
    json_int(json, "repeated", (long long)counts.repeated);
    json_int(json, "rejected", (long long)counts.refused);
    json_int(json, "hidden", (long long)counts.hidden);
    json_int(json, "empty", (long long)counts.empty);
    json_int(json, "hidden_sheets", (long long)counts.hidden_sheets);
    json_object_end(json);
}

void post_list_read(int input, struct buf *into)
{
    struct arena *arena = arena_new();
    struct grid_head heads[POST_LIST_FIELDS];
    struct grid grid;
    struct json json;
    for (size_t i = 0; i < POST_LIST_FIELDS; i++) {
        heads[i] = POST_LIST[i].head;
    }
    grid_read_open(input, heads, POST_LIST_FIELDS, arena, &grid);
    json_start(&json, into);
    json_object_start(&json, NULL);
    json_array_start(&json, "rows");
    for (size_t i = 0; i < grid.count; i++) {
        write_row(&json, &grid.rows[i], arena);
    }
    json_array_end(&json);
    json_array_start(&json, "faults");
    for (size_t i = 0; i < grid.fault_count; i++) {
        write_fault(&json, &grid.faults[i]);
    }
    json_array_end(&json);
    write_counts(&json, &grid);
    json_text(&json, "problem", grid.problem);
    json_object_end(&json);
    arena_free(&arena);
}

struct problem post_list_problem(struct arena *arena, const char *code)
{
    return problem_of_sheet(arena, code, "Ngày đăng, Tiêu đề, Loại");
}

const char *post_list_column(const char *field)
{
    for (size_t i = 0; i < POST_LIST_FIELDS; i++) {
        if (strcmp(POST_LIST[i].name, field) == 0) {
            return POST_LIST[i].head.name;
        }
    }
    return field;
}
