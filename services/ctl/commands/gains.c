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
           (long long)json_integer_value(json_object_get(step, "amount")),
           figure[0] != '\0' ? "“" : "", figure[0] != '\0' ? figure : "minh chứng",
           figure[0] != '\0' ? "”" : "", answer_text(step, "points"), answer_text(step, "raise"),
           answer_text(step, "total"));
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

static int gains_do_answer(const struct ctl *ctl, const char *text)
{
    struct buf out = {0};
    json_t *scoring = json_loads(text, 0, NULL);
    enum err err = gains_answer(scoring, &out);
    if (err != ERR_NONE) {
        ctl_trouble("%s", err_last());
    } else if (ctl->is_json) {
        puts(buf_string(&out));
    } else {
        print_text(buf_string(&out));
    }
    json_decref(scoring);
    buf_free(&out);
    return err == ERR_NONE ? EXIT_DONE : EXIT_TROUBLE;
}

int command_gains(struct ctl *ctl)
{
    struct lane *lane = ctl_store(ctl);
    struct params *params = params_new();
    params_text(params, ctl_option(ctl, "--campaign"));
    params_text(params, ctl_option(ctl, "--unit"));
    struct rows *result = lane != NULL ? ctl_query(lane, &GAINS, params) : NULL;
    int code = result == NULL ? EXIT_TROUBLE : EXIT_NO;
    if (result != NULL && rows_count(result) > 0) {
        code = gains_do_answer(ctl, column_text(result, 0, 0));
    } else if (result != NULL) {
        ctl_trouble("there is no such unit in the campaign");
    }
    rows_free(&result);
    params_free(&params);
    lane_close(&lane);
    return code;
}
