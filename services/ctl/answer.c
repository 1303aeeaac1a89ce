/*
 * answer.c — statements whose answer is JSON; the contract stands in answer.h.
 */
#include "ctl/answer.h"

#include <stdio.h>

int answer_json(const struct ctl *ctl, const struct statement *statement,
                const struct params *params, json_t **out)
{
    struct lane *lane = ctl_store(ctl);
    struct rows *result = lane != NULL ? ctl_query(lane, statement, params) : NULL;
    bool has_row = result != NULL && rows_count(result) > 0 && !column_is_null(result, 0, 0);
    *out = has_row ? json_loads(column_text(result, 0, 0), JSON_DECODE_ANY, NULL) : NULL;
    int code = result == NULL ? EXIT_TROUBLE : *out == NULL ? EXIT_NO : EXIT_DONE;
    rows_free(&result);
    lane_close(&lane);
    return code;
}

int answer_show(const struct ctl *ctl, const struct statement *statement,
                const struct params *params, void (*show)(const json_t *root))
{
    json_t *root = NULL;
    int code = answer_json(ctl, statement, params, &root);
    if (code == EXIT_DONE) {
        (ctl->is_json ? answer_print : show)(root);
    }
    json_decref(root);
    return code;
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

void answer_print(const json_t *root)
{
    json_dumpf(root, stdout, JSON_COMPACT | JSON_ENCODE_ANY);
    printf("\n");
}

void answer_print_indented(const json_t *root)
{
    json_dumpf(root, stdout, JSON_INDENT(2) | JSON_ENCODE_ANY);
    printf("\n");
}

const char *answer_given(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

const char *answer_text(const json_t *object, const char *name)
{
    const char *text = answer_given(object, name);
    return text != NULL ? text : "";
}

const char *answer_shown(const json_t *object, const char *name)
{
    const char *text = answer_given(object, name);
    return text != NULL ? text : "–";
}

long long answer_number(const json_t *object, const char *name)
{
    return (long long)json_integer_value(json_object_get(object, name));
}
