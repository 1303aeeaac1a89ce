/*
 * table.c — rows of conditions over two or more measures joined by "and" and "or", each
 * with its points.  "match": "only" (the default) requires exactly one row to hold,
 * "first" takes the first that holds.  No row, several rows with different points, or an
 * unknown row: a person decides.
 * {"kind":"table","match":"first","rows":[
 *   {"points":"4","any":[{"figure":1,"aggregate":"sum","from":"1","through":"1"},
 *                        {"figure":2,"aggregate":"sum","from":"3","through":"3"}]}, ..]}
 */
#include "rules/kinds/kinds.h"

enum { SPOTS_MAX = 20000, TOLD_MAX = 12 };

struct row {
    struct condition condition;
    struct decimal points;
};

struct params {
    bool is_first;
    size_t count;
    struct row *rows;
};

static struct row read_row(struct rule_reader *reader, const json_t *json, size_t index)
{
    struct rule_reader inner = read_element(reader, json, "rows", index);
    struct row row = {.condition = condition_read(&inner), .points = read_points(&inner, "points")};
    read_end(&inner);
    return row;
}

/* ------------------------------------------------------------- gaps and overlaps */

struct axis {
    const struct measure *measure;
    struct range_spot *spots;
    size_t count;
};

struct grid {
    struct rule_reader *reader;
    const struct params *params;
    enum fault_weight gap;
    struct axis *axes;
    struct condition_facts facts;
    size_t told;
};

static void add_ends(const struct condition *condition, const struct measure *measure,
                     struct decimal *ends, size_t *count)
{
    for (size_t i = 0; i < condition->count; i++) {
        add_ends(&condition->parts[i], measure, ends, count);
    }
    const struct range *range = &condition->range;
    if (condition->join == CONDITION_RANGE && measure_is_same(&condition->measure, measure)) {
        if (range->has_low) {
            ends[(*count)++] = range->low;
        }
        if (range->has_high) {
            ends[(*count)++] = range->high;
        }
    }
}

static size_t count_ranges(const struct condition *condition)
{
    size_t count = condition->join == CONDITION_RANGE ? 1 : 0;
    for (size_t i = 0; i < condition->count; i++) {
        count += count_ranges(&condition->parts[i]);
    }
    return count;
}

static void make_axis(struct grid *grid, size_t at, const struct range_domain *grain)
{
    struct axis *axis = &grid->axes[at];
    axis->measure = grid->facts.list[at].measure;
    size_t ranges = 0, ends = 0;
    for (size_t i = 0; i < grid->params->count; i++) {
        ranges += count_ranges(&grid->params->rows[i].condition);
    }
    struct decimal *list = arena_alloc(grid->reader->arena, 2 * ranges * sizeof(*list));
    for (size_t i = 0; i < grid->params->count; i++) {
        add_ends(&grid->params->rows[i].condition, axis->measure, list, &ends);
    }
    struct range_domain domain = measure_domain(axis->measure);
    domain.grain = domain.grain.raw == 0 ? grain->grain : domain.grain;
    axis->spots = range_spots(list, ends, &domain, grid->reader->arena, &axis->count);
}

static const char *spot_text(const struct grid *grid, const size_t *at)
{
    struct arena *arena = grid->reader->arena;
    const char *text = "";
    for (size_t i = 0; i < grid->facts.count; i++) {
        text = arena_print(arena, "%s%s%s %s", text, i > 0 ? ", " : "",
                           measure_name(grid->axes[i].measure, grid->reader->figures, arena),
                           grid->axes[i].spots[at[i]].text);
    }
    return text;
}

static void judge_spot(struct grid *grid, const size_t *at)
{
    size_t first = 0, rows = 0;
    for (size_t i = 0; i < grid->params->count; i++) {
        const struct row *row = &grid->params->rows[i];
        if (condition_holds(&row->condition, &grid->facts) != TRUTH_YES) {
            continue;
        }
        bool is_clash = rows++ > 0 && !grid->params->is_first &&
                        row->points.raw != grid->params->rows[first].points.raw;
        if (is_clash && ++grid->told <= TOLD_MAX) {
            struct rule_reader inner = read_element(grid->reader, NULL, "rows", i);
            faults_add(inner.faults, grid->gap, inner.place,
                       "dòng thứ %zu chồng lên dòng thứ %zu khi %s", i + 1, first + 1,
                       spot_text(grid, at));
        }
        first = rows == 1 ? i : first;
    }
    if (rows == 0 && ++grid->told <= TOLD_MAX) {
        const char *place = arena_print(grid->reader->arena, "%s/rows", grid->reader->place);
        faults_add(grid->reader->faults, grid->gap, place, "hở: không có dòng nào khi %s",
                   spot_text(grid, at));
    }
}

static void table_walk(struct grid *grid, size_t *at, size_t axis)
{
    if (axis == grid->facts.count) {
        judge_spot(grid, at);
        return;
    }
    for (size_t i = 0; i < grid->axes[axis].count; i++) {
        at[axis] = i;
        grid->facts.list[axis].is_known = true;
        grid->facts.list[axis].value = grid->axes[axis].spots[i].value;
        table_walk(grid, at, axis + 1);
    }
}

static void check_rows(struct rule_reader *reader, const struct params *params)
{
    struct grid grid = {.reader = reader, .params = params};
    struct range_domain grain = {0};
    kind_read_grain(reader, &grain);
    grid.gap = kind_read_holes(reader);
    for (size_t i = 0; i < params->count; i++) {
        condition_collect(&params->rows[i].condition, &grid.facts, NULL, reader->arena);
    }
    grid.axes = arena_zero(reader->arena, grid.facts.count * sizeof(*grid.axes));
    size_t *at = arena_zero(reader->arena, grid.facts.count * sizeof(*at));
    size_t spots = 1;
    for (size_t i = 0; i < grid.facts.count; i++) {
        make_axis(&grid, i, &grain);
        spots = spots > SPOTS_MAX ? spots : spots * grid.axes[i].count;
    }
    if (spots > SPOTS_MAX) {
        const char *place = arena_print(reader->arena, "%s/rows", reader->place);
        faults_add(reader->faults, grid.gap, place,
                   "bảng có quá nhiều trường hợp để soát chỗ hở: hãy chia thành nhiều quy tắc");
        return;
    }
    table_walk(&grid, at, 0);
    if (grid.told > TOLD_MAX) {
        const char *place = arena_print(reader->arena, "%s/rows", reader->place);
        faults_add(reader->faults, grid.gap, place, "và %zu trường hợp hở hoặc chồng khác",
                   grid.told - TOLD_MAX);
    }
}

/* ------------------------------------------------------------- the rule */

static const void *read_params(struct rule_reader *reader)
{
    static const char *const MATCH[] = {"only", "first", NULL};
    struct params *params = arena_zero(reader->arena, sizeof(*params));
    size_t broken = reader->faults->broken;
    params->is_first = read_word_or(reader, "match", MATCH) == 1;
    const json_t *list = read_list(reader, "rows");
    params->count = json_array_size(list);
    params->rows = arena_zero(reader->arena, params->count * sizeof(*params->rows));
    for (size_t i = 0; i < params->count; i++) {
        params->rows[i] = read_row(reader, json_array_get(list, i), i);
    }
    if (reader->faults->broken == broken) {
        check_rows(reader, params);
    } else {
        struct range_domain grain = {0};
        kind_read_grain(reader, &grain);
        kind_read_holes(reader);
    }
    return params;
}

/* The row that counts, from 1; 0 if the cell goes to a person. */
static size_t table_choose(const struct params *params, const struct condition_facts *facts,
                           struct sheet *sheet)
{
    size_t chosen = 0;
    for (size_t i = 0; i < params->count; i++) {
        enum truth truth = condition_holds(&params->rows[i].condition, facts);
        if (truth == TRUTH_UNKNOWN) {
            sheet_person(sheet, "Dòng %zu của bảng chưa xét được: cần người quyết định", i + 1);
            return 0;
        }
        if (truth == TRUTH_NO) {
            continue;
        }
        if (params->is_first) {
            return i + 1;
        }
        if (chosen > 0 && params->rows[chosen - 1].points.raw != params->rows[i].points.raw) {
            sheet_person(sheet, "Dòng %zu và dòng %zu của bảng cùng đúng: cần người quyết định",
                         chosen, i + 1);
            return 0;
        }
        chosen = chosen > 0 ? chosen : i + 1;
    }
    if (chosen == 0) {
        sheet_person(sheet, "Không có dòng nào của bảng điểm đúng: cần người quyết định");
    }
    return chosen;
}

static void table_compute(const void *from, struct sheet *sheet)
{
    const struct params *params = from;
    struct condition_facts facts = {0};
    for (size_t i = 0; i < params->count; i++) {
        condition_collect(&params->rows[i].condition, &facts, sheet, sheet->arena);
    }
    size_t chosen = table_choose(params, &facts, sheet);
    if (chosen == 0) {
        return;
    }
    const struct row *row = &params->rows[chosen - 1];
    char text[SHEET_AMOUNT_TEXT];
    sheet_step(sheet, row->points, "Dòng %zu đúng (%s): %s điểm", chosen,
               condition_text(&row->condition, rule_figures(sheet->inputs->rule), sheet->arena),
               sheet_amount(row->points, text));
    sheet_value(sheet, exact_of(row->points));
}

static struct decimal table_most(const void *from)
{
    const struct params *params = from;
    struct decimal most = {0};
    for (size_t i = 0; i < params->count; i++) {
        most = decimal_max(most, params->rows[i].points);
    }
    return most;
}

const struct rule_kind RULE_TABLE = {
    .name = "table",
    .meaning = "Bảng điểm theo nhiều số đo nối bằng “và”, “hoặc”",
    .read = read_params,
    .compute = table_compute,
    .most = table_most,
    .about = "Rows of conditions over several measures.",
    .keys = JSON({
        "match?" : {
            "enum" : [ "only", "first" ],
            "description" : "only: exactly one row may hold; first: the first that holds."
        },
        "rows" : {
            "type" : "array",
            "items" : {
                "type" : "object",
                "properties" : {
                    "figure" : {"$ref" : "#/$defs/figure"},
                    "aggregate" : {"enum" : [ "count", "sum", "max" ]},
                    "against" : {"enum" : ["target"], "description" : "In % of the unit's target."},
                    "part" : {"$ref" : "#/$defs/figure"},
                    "whole" : {
                        "$ref" : "#/$defs/figure",
                        "description" : "The part is taken in % of the whole."
                    },
                    "pieces" : {
                        "enum" : [ "count", "days", "weeks", "days_late" ],
                        "description" : "Of the evidence items themselves."
                    },
                    "missing" : {
                        "enum" : [ "zero", "person" ],
                        "description" : "A cell without the figure: 0, or a person decides."
                    },
                    "from" : {"description" : "At least this.", "$ref" : "#/$defs/amount"},
                    "above" : {"description" : "More than this.", "$ref" : "#/$defs/amount"},
                    "to" : {"description" : "Less than this.", "$ref" : "#/$defs/amount"},
                    "through" : {"description" : "At most this.", "$ref" : "#/$defs/amount"},
                    "all" : {
                        "type" : "array",
                        "items" : {"$ref" : "#/$defs/condition"},
                        "minItems" : 1
                    },
                    "any" : {
                        "type" : "array",
                        "items" : {"$ref" : "#/$defs/condition"},
                        "minItems" : 1
                    },
                    "points" : {"$ref" : "#/$defs/points"}
                },
                "required" : ["points"],
                "additionalProperties" : false
            },
            "minItems" : 1
        },
        "grain?" : {
            "$ref" : "#/$defs/amount",
            "description" : "Values are multiples of this; 1: whole numbers."
        },
        "holes?" : {
            "enum" : [ "fault", "person" ],
            "description" : "person: the table omits values on purpose."
        }
    }),
};
