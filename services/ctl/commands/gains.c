/*
 * gains.c — `minhchung gains`: what would raise a unit's score most.
 */
#include <stdio.h>

#include <jansson.h>

#include "ctl/answer.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"
#include "rules/gains.h"

static const struct statement GAINS = {"ctl_gains", SQL_GAINS};

static void print_step(const char *words, const json_t *gain, const json_t *step)
{
    const char *figure = answer_text(gain, "figure");
    printf("     %s: thêm %lld %s%s%s → %s điểm, tổng tăng %s lên %s\n", words,
           answer_number(step, "amount"), figure[0] != '\0' ? "“" : "",
           figure[0] != '\0' ? figure : "minh chứng", figure[0] != '\0' ? "”" : "",
           answer_text(step, "points"), answer_text(step, "raise"), answer_text(step, "total"));
}

static void print_text(const char *answer)
{
    json_t *root = json_loads(answer, 0, NULL), *gain;
    size_t at;
    printf("%s  %s: %s điểm\n", answer_text(root, "unit"), answer_text(root, "name"),
           answer_text(root, "total"));
    json_array_foreach(json_object_get(root, "gains"), at, gain) {
        const json_t *first = json_object_get(gain, "first");
        const json_t *most = json_object_get(gain, "most");
        printf("%2zu. %s %s: %s trên %s điểm\n", at + 1, answer_text(gain, "criterion"),
               answer_text(gain, "name"), answer_text(gain, "points"), answer_text(gain, "of"));
        if (!json_equal(first, most)) {
            print_step("bước đầu", gain, first);
        }
        print_step("nhiều nhất", gain, most);
    }
    json_decref(root);
}

static int gains_tell(const struct ctl *ctl, const json_t *scoring)
{
    struct buf out = {0};
    enum err err = gains_answer(scoring, &out);
    if (err != ERR_NONE) {
        ctl_trouble("%s", err_last());
    } else if (ctl->is_json) {
        puts(buf_string(&out));
    } else {
        print_text(buf_string(&out));
    }
    buf_free(&out);
    return err == ERR_NONE ? EXIT_DONE : EXIT_TROUBLE;
}

int command_gains(struct ctl *ctl)
{
    json_t *scoring = NULL;
    struct params *params = params_new();
    params_text(params, ctl_option(ctl, "--campaign"));
    params_text(params, ctl_option(ctl, "--unit"));
    int code = answer_json(ctl, &GAINS, params, &scoring);
    if (code == EXIT_DONE) {
        code = gains_tell(ctl, scoring);
    } else if (code == EXIT_NO) {
        ctl_trouble("there is no such unit in the campaign");
    }
    json_decref(scoring);
    params_free(&params);
    return code;
}
