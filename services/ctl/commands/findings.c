/*
 * findings.c — `minhchung findings`: the findings of a campaign's evidence items, unit by unit,
 * the most severe first; a JSON object a line, or CSV for a spreadsheet.
 */
#include <string.h>

#include "ctl/answer.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"

static const struct statement FINDINGS = {"ctl_findings", SQL_FINDINGS};

static bool is_state(const char *word)
{
    static const char *const STATES[] = {"open", "explained", "accepted", "mended"};
    for (size_t i = 0; i < sizeof(STATES) / sizeof(STATES[0]); i++) {
        if (strcmp(word, STATES[i]) == 0) {
            return true;
        }
    }
    return false;
}

int command_findings(struct ctl *ctl)
{
    static const char *const OPTIONS[] = {"--campaign", "--unit", "--code", "--state"};
    const char *state = ctl_option(ctl, "--state");
    if (ctl_option(ctl, "--campaign") == NULL) {
        return ctl_trouble("findings: --campaign C is missing");
    }
    if (state != NULL && !is_state(state)) {
        return ctl_trouble("--state is `open`, `explained`, `accepted` or `mended`");
    }
    struct params *params = params_new();
    for (size_t i = 0; i < sizeof(OPTIONS) / sizeof(OPTIONS[0]); i++) {
        params_text(params, ctl_option(ctl, OPTIONS[i]));
    }
    params_bool(params, ctl_flag(ctl, "--csv"));
    int exit_code = answer_print_rows(ctl, &FINDINGS, params);
    params_free(&params);
    return exit_code;
}
