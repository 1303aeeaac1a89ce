/*
 * steps.c — a table of steps over a count or a figure: half-open, "from" belongs
 * to the step, "to" does not, and the last may be without an end.  A value in no
 * step goes to a person.
 * {"kind":"steps","figure":0,"aggregate":"count",
 *  "steps":[{"from":"0","to":"1","points":"0"},{"from":"1","points":"5"}]}
 */
#include "rules/kinds/kinds.h"

struct step {
    struct decimal from;
    struct decimal to;
    bool has_end;
    struct decimal points;
};

struct params {
    int figure;
    enum sheet_aggregate aggregate;
    size_t count;
    struct step *steps;
};

static struct step read_step(struct rule_reader *reader, const json_t *json)
{
    struct rule_reader inner = {.json = json, .arena = reader->arena};
    struct step step = {0};
    step.from = read_amount(&inner, "from");
    step.to = read_amount_or(&inner, "to", &step.has_end);
    step.points = read_points(&inner, "points");
    read_end(&inner);
    if (step.has_end && decimal_compare(step.from, step.to) >= 0) {
        read_fault(&inner, "một bậc có “from” không nhỏ hơn “to”");
    }
    if (inner.fault != NULL) {
        read_fault(reader, "trong “steps”: %s", inner.fault);
    }
    return step;
}

/* Steps may leave a gap (it goes to a person) but must rise without overlap. */
static void check_order(struct rule_reader *reader, const struct params *params)
{
    for (size_t i = 1; i < params->count; i++) {
        const struct step *before = &params->steps[i - 1];
        if (!before->has_end || decimal_compare(before->to, params->steps[i].from) > 0) {
            read_fault(reader, "bậc thứ %zu chồng lên bậc trước nó", i + 1);
        }
    }
}

static const void *read_params(struct rule_reader *reader)
{
    struct params *params = arena_zero(reader->arena, sizeof(*params));
    params->figure = read_figure(reader, "figure", 0);
    params->aggregate = read_aggregate(reader, "aggregate");
    const json_t *list = read_list(reader, "steps");
    params->count = json_array_size(list);
    params->steps = arena_zero(reader->arena, params->count * sizeof(*params->steps));
    for (size_t i = 0; i < params->count; i++) {
        params->steps[i] = read_step(reader, json_array_get(list, i));
    }
    check_order(reader, params);
    return params;
}

static const struct step *find(const struct params *params, struct decimal value)
{
    for (size_t i = 0; i < params->count; i++) {
        const struct step *step = &params->steps[i];
        if (decimal_compare(value, step->from) >= 0 &&
            (!step->has_end || decimal_compare(value, step->to) < 0)) {
            return step;
        }
    }
    return NULL;
}

static void compute(const void *from, struct sheet *sheet)
{
    const struct params *params = from;
    struct decimal value = sheet_measure(sheet, params->figure, params->aggregate);
    const struct step *step = find(params, value);
    char low[SHEET_AMOUNT_TEXT], high[SHEET_AMOUNT_TEXT], points[SHEET_AMOUNT_TEXT];
    if (step == NULL) {
        sheet_person(sheet, "%s không thuộc bậc nào của bảng điểm: cần người quyết định",
                     sheet_amount(value, low));
        return;
    }
    sheet_amount(step->points, points);
    if (step->has_end) {
        sheet_step(sheet, step->points, "Thuộc bậc từ %s đến dưới %s: %s điểm",
                   sheet_amount(step->from, low), sheet_amount(step->to, high), points);
    } else {
        sheet_step(sheet, step->points, "Thuộc bậc từ %s trở lên: %s điểm",
                   sheet_amount(step->from, low), points);
    }
    sheet_value(sheet, exact_of(step->points));
}

const struct rule_kind RULE_STEPS = {
    "steps", "Bảng bậc điểm theo số lượng hoặc số liệu", read_params, compute};
