/*
 * campaign.c — `minhchung campaign open`: creates a year's campaign from the workbook of its
 * criteria set: units, peer groups, targets and exemptions, whole or not at all.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "ctl/answer.h"
#include "ctl/commands/criteria.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"
#include "evidence/problem.h"

static const struct statement OPEN = {"ctl_campaign_open", SQL_CAMPAIGN_OPEN};

static int campaign_tell(const struct ctl *ctl, const json_t *faults)
{
    size_t at, count = json_array_size(faults);
    json_t *fault;
    if (ctl->is_json) {
        answer_print(faults);
    } else if (count == 0) {
        puts("Đã mở kỳ đánh giá");
    } else {
        json_array_foreach(faults, at, fault) {
            struct problem problem = problem_of_code(answer_text(fault, "code"), NULL);
            printf("%s: %s %s\n", answer_text(fault, "about"), problem.detail, problem.mend);
        }
        printf("%zu lỗi, chưa mở kỳ nào\n", count);
    }
    return count > 0 ? EXIT_NO : EXIT_DONE;
}

static int campaign_put(const struct ctl *ctl, const json_t *set, const char *code,
                        const char *deadline)
{
    const char *name = ctl_option(ctl, "--name");
    char *text = json_dumps(set, JSON_COMPACT);
    json_t *faults = NULL;
    struct params *params = params_new();
    params_text(params, text);
    params_text(params, code);
    params_text(params, name != NULL ? name : answer_given(set, "name"));
    params_text(params, ctl_option(ctl, "--province"));
    params_text(params, deadline);
    int exit_code = answer_json(ctl, &OPEN, params, &faults);
    if (exit_code == EXIT_DONE) {
        exit_code = campaign_tell(ctl, faults);
    }
    json_decref(faults);
    params_free(&params);
    free(text);
    return exit_code;
}

int command_campaign(struct ctl *ctl)
{
    const char *verb = ctl_argument(ctl, 0), *path = ctl_argument(ctl, 1);
    const char *code = ctl_option(ctl, "--code"), *deadline = ctl_option(ctl, "--deadline");
    date_days day;
    bool is_asked = verb != NULL && strcmp(verb, "open") == 0 && path != NULL && code != NULL &&
                    deadline != NULL && date_parse(deadline, &day);
    if (!is_asked) {
        return ctl_trouble("campaign open SET.xlsx|SET.json --code C --deadline YYYY-MM-DD "
                           "[--name N] [--province U]");
    }
    struct criteria_source source = criteria_source_open(path);
    int exit_code = EXIT_TROUBLE;
    if (source.json != NULL && source.faults.broken + source.faults.wrong > 0) {
        criteria_print_faults(&source.faults, path, stdout);
        exit_code = EXIT_NO;
    } else if (source.json != NULL) {
        exit_code = campaign_put(ctl, source.json, code, deadline);
    }
    criteria_source_close(&source);
    return exit_code;
}
