/*
 * step_table.c — reads a step table, checks it for gaps, and finds the step of a value.
 */
#include "rules/kinds/step_table.h"

#include "rules/kinds/kinds.h"

static struct step read_step(struct rule_reader *reader, const json_t *json, size_t index)
{
    struct rule_reader inner = read_element(reader, json, "steps", index);
    struct step step = {.range = range_read(&inner), .points = read_points(&inner, "points")};
    read_end(&inner);
    return step;
}

struct step_table step_table_read(struct rule_reader *reader, struct range_domain domain)
{
    const json_t *list = read_list(reader, "steps");
    struct step_table table = {.count = json_array_size(list)};
    table.steps = arena_zero(reader->arena, table.count * sizeof(*table.steps));
    struct range *ranges = arena_alloc(reader->arena, table.count * sizeof(*ranges));
    for (size_t i = 0; i < table.count; i++) {
        table.steps[i] = read_step(reader, json_array_get(list, i), i);
        ranges[i] = table.steps[i].range;
    }
    struct range_check check = {.reader = reader, .key = "steps", .what = "bậc", .domain = domain};
    kind_read_grain(reader, &check.domain);
    check.gap = kind_read_holes(reader);
    if (table.count > 0) {
        range_check_list(&check, ranges, table.count);
    }
    return table;
}

static const struct step *step_table_find(const struct step_table *self, struct exact value)
{
    for (size_t i = 0; i < self->count; i++) {
        if (range_has(&self->steps[i].range, value)) {
            return &self->steps[i];
        }
    }
    return NULL;
}

void step_table_compute(const struct step_table *self, struct exact value, struct sheet *sheet)
{
    const struct step *step = step_table_find(self, value);
    char text[SHEET_AMOUNT_TEXT];
    if (step == NULL) {
        sheet_person(sheet, "%s không thuộc bậc nào của bảng điểm: cần người quyết định",
                     sheet_exact_amount(value, text));
        return;
    }
    sheet_step(sheet, step->points, "Thuộc bậc %s: %s điểm", range_text(&step->range, sheet->arena),
               sheet_amount(step->points, text));
    sheet_value(sheet, exact_of(step->points));
}

struct decimal step_table_most(const struct step_table *self)
{
    struct decimal most = {0};
    for (size_t i = 0; i < self->count; i++) {
        most = decimal_max(most, self->steps[i].points);
    }
    return most;
}
