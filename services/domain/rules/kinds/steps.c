/*
 * steps.c — a table of steps over one measure, each step a range.
 * {"kind":"steps","figure":0,"aggregate":"count",
 *  "steps":[{"from":"0","to":"1","points":"0"},{"from":"1","points":"5"}]}
 */
#include "rules/kinds/kinds.h"
#include "rules/kinds/step_table.h"

struct params {
    struct measure measure;
    struct step_table table;
};

static const void *read_params(struct rule_reader *reader)
{
    struct params *params = arena_zero(reader->arena, sizeof(*params));
    params->measure = measure_read(reader);
    params->table = step_table_read(reader, measure_domain(&params->measure));
    return params;
}

static void steps_compute(const void *from, struct sheet *sheet)
{
    const struct params *params = from;
    struct exact value;
    if (measure_take(&params->measure, sheet, &value)) {
        step_table_compute(&params->table, value, sheet);
    }
}

static struct decimal steps_most(const void *from)
{
    const struct params *params = from;
    return step_table_most(&params->table);
}

const struct rule_kind RULE_STEPS = {
    .name = "steps",
    .meaning = "Bảng bậc điểm theo một số đo",
    .read = read_params,
    .compute = steps_compute,
    .most = steps_most,
    .about = "A step table over one measure.",
    .takes_measure = true,
    .keys = "{" STEP_KEYS "}",
};
