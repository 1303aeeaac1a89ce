/*
 * answer.c — statements whose answer is JSON; the contract stands in answer.h.
 */
#include "ctl/answer.h"

#include <stdio.h>

json_t *answer_json(const struct ctl *ctl, const struct statement *statement,
                    const struct params *params)
{
    struct lane *lane = ctl_store(ctl);
    struct rows *result = lane != NULL ? ctl_query(lane, statement, params) : NULL;
    bool has_row = result != NULL && rows_count(result) > 0;
    json_t *root = has_row ? json_loads(column_text(result, 0, 0), JSON_DECODE_ANY, NULL) : NULL;
    rows_free(&result);
    lane_close(&lane);
    return root;
}

int answer_print_rows(const struct ctl *ctl, const struct statement *statement,
                      const struct params *params)
{
    struct lane *lane = ctl_store(ctl);
    struct rows *result = lane != NULL ? ctl_query(lane, statement, params) : NULL;
    for (int row = 0; result != NULL && row < rows_count(result); row++) {
        printf("%s\n", column_text(result, row, 0));
    }
    int code = result != NULL ? EXIT_DONE : EXIT_TROUBLE;
    rows_free(&result);
    lane_close(&lane);
    return code;
}

const char *answer_text(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}
