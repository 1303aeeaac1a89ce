/*
 * survey.c — the share of yes among those asked, in %, through a table of steps.  If fewer
 * than "least_asked" were asked, or yes exceeds asked, a person decides.
 * {"kind":"survey","yes":1,"asked":2,"least_asked":"30",
 *  "steps":[{"from":"0","to":"60","points":"0"},{"from":"60","points":"4"}]}
 */
#include "rules/kinds/kinds.h"
#include "rules/kinds/step_table.h"

struct params {
    int yes, asked;
    struct decimal least;
    struct step_table table;
};

static const void *read_params(struct rule_reader *reader)
{
    struct params *params = arena_zero(reader->arena, sizeof(*params));
    bool has_least;
    params->yes = read_figure(reader, "yes", 1);
    params->asked = read_figure(reader, "asked", 1);
    params->least = read_amount_or(reader, "least_asked", &has_least);
    struct measure share = {.of = MEASURE_SHARE, .figure = params->yes, .whole = params->asked};
    params->table = step_table_read(reader, measure_domain(&share));
    return params;
}

static void survey_compute(const void *from, struct sheet *sheet)
{
    const struct params *params = from;
    struct measure share = {
        .of = MEASURE_SHARE, .figure = params->yes, .whole = params->asked, .wants_data = true};
    const struct aggregate *asked = sheet_find(sheet, params->asked);
    struct exact value;
    if (!measure_take(&share, sheet, &value)) {
        return;
    }
    char text[SHEET_AMOUNT_TEXT];
    if (asked != NULL && decimal_compare(asked->sum, params->least) < 0) {
        sheet_person(sheet, "Số người được hỏi ít hơn %s: cần người quyết định",
                     sheet_amount(params->least, text));
        return;
    }
    step_table_compute(&params->table, value, sheet);
}

static struct decimal survey_most(const void *from)
{
    const struct params *params = from;
    return step_table_most(&params->table);
}

const struct rule_kind RULE_SURVEY = {
    .name = "survey",
    .meaning = "Tỷ lệ phần trăm qua khảo sát, theo bậc",
    .read = read_params,
    .compute = survey_compute,
    .most = survey_most,
    .about = "Yes of those asked, in %, through steps.",
    .keys = "{" JSON("yes"
                     : "figure", "asked"
                     : "figure", "least_asked?"
                     : "amount", ) STEP_KEYS "}",
};
