/*
 * What would raise a score most: known cases, and that every step has the stated effect when its
 * amount is really added, and not with one less.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/gains.h"

static const char SET[] =
    "{\"format\":\"minhchung-criteria-set/1\",\"code\":\"S\",\"name\":\"Bộ\","
    "\"period\":{\"from\":\"2023-01-01\",\"to\":\"2023-12-31\"},"
    "\"points\":{\"base\":\"40\",\"bonus\":\"5\"},"
    "\"groups\":[{\"code\":\"G\",\"name\":\"Nhóm\",\"points\":\"40\"},"
    "{\"code\":\"B\",\"name\":\"Thưởng\",\"points\":\"20\",\"pool\":\"bonus\"}],\"criteria\":["
    "{\"code\":\"EACH\",\"name\":\"Lượt\",\"parent\":\"G\",\"points\":\"10\","
    "\"rule\":{\"kind\":\"per_occurrence\",\"points\":\"2\",\"cap\":\"10\"}},"
    "{\"code\":\"PART\",\"name\":\"Chỉ "
    "tiêu\",\"parent\":\"G\",\"points\":\"12\",\"figures\":[\"người\"],"
    "\"rule\":{\"kind\":\"proportional\",\"figure\":\"người\",\"aggregate\":\"sum\",\"points\":"
    "\"12\"}},"
    "{\"code\":\"STEP\",\"name\":\"Bậc\",\"parent\":\"G\",\"points\":\"8\",\"rule\":{\"kind\":"
    "\"steps\","
    "\"pieces\":\"count\",\"steps\":[{\"from\":\"0\",\"to\":\"3\",\"points\":\"0\"},"
    "{\"from\":\"3\",\"to\":\"7\",\"points\":\"5\"},{\"from\":\"7\",\"points\":\"8\"}]}},"
    "{\"code\":\"MAN\",\"name\":\"Người chấm\",\"parent\":\"G\",\"points\":\"10\","
    "\"rule\":{\"kind\":\"manual\",\"points\":\"10\"}},"
    "{\"code\":\"BON\",\"name\":\"Thưởng\",\"parent\":\"B\",\"points\":\"20\","
    "\"rule\":{\"kind\":\"bonus\",\"points\":\"4\",\"cap\":\"20\"}}],"
    "\"bands\":[{\"name\":\"Tốt\",\"from\":\"50\"},{\"name\":\"Khá\",\"from\":\"0\",\"to\":\"50\"}]"
    "}";

/* items of EACH, the sum of "người", items of STEP */
struct filed {
    int each, people, step;
};

static json_t *ask(const struct filed *filed)
{
    char lines[1500];
    snprintf(
        lines, sizeof(lines),
        "[{\"unit\":\"U\",\"name\":\"Đơn vị\",\"kind\":\"xa\",\"peer_group\":\"A\"},"
        "{\"unit\":\"U\",\"criterion\":\"EACH\",\"pieces\":%d},"
        "{\"unit\":\"U\",\"criterion\":\"PART\",\"target\":\"90\",\"figures\":{\"người\":\"%d\"}},"
        "{\"unit\":\"U\",\"criterion\":\"STEP\",\"pieces\":%d}]",
        filed->each, filed->people, filed->step);
    json_t *scoring = json_pack("{s:o, s:o}", "set", json_loads(SET, 0, NULL), "inputs",
                                json_loads(lines, 0, NULL));
    struct buf text = {0};
    if (gains_answer(scoring, &text) != ERR_NONE) {
        fail_msg("%s", err_last());
    }
    json_t *answer = json_loadb((const char *)text.data, text.len, 0, NULL);
    assert_non_null(answer);
    buf_free(&text);
    json_decref(scoring);
    return answer;
}

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

static const json_t *gain_of(const json_t *answer, const char *criterion)
{
    size_t at;
    json_t *gain;
    json_array_foreach(json_object_get(answer, "gains"), at, gain) {
        if (strcmp(text_of(gain, "criterion"), criterion) == 0) {
            return gain;
        }
    }
    fail_msg("no gain of %s", criterion);
    return NULL;
}

static void expect_step(const json_t *gain, const char *step, int amount, const char *raise)
{
    const json_t *json = json_object_get(gain, step);
    assert_int_equal(json_integer_value(json_object_get(json, "amount")), amount);
    assert_string_equal(text_of(json, "raise"), raise);
}

static void names_the_best_first(void **state)
{
    (void)state;
    json_t *answer = ask(&(struct filed){.each = 3, .people = 30, .step = 1});
    static const char *const ORDER[] = {"PART", "STEP", "BON", "EACH"};
    const json_t *gains = json_object_get(answer, "gains");
    assert_string_equal(text_of(answer, "total"), "10.00"); /* 6 + 4 + 0 */
    assert_int_equal(json_array_size(gains), 4);            /* a person decides on MAN */
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(text_of(json_array_get(gains, i), "criterion"), ORDER[i]);
    }
    expect_step(gain_of(answer, "PART"), "first", 1, "0.13");
    expect_step(gain_of(answer, "PART"), "most", 60, "8.00");
    expect_step(gain_of(answer, "STEP"), "first", 2, "5.00");
    expect_step(gain_of(answer, "STEP"), "most", 6, "8.00");
    expect_step(gain_of(answer, "EACH"), "first", 1, "2.00");
    expect_step(gain_of(answer, "EACH"), "most", 2, "4.00");
    expect_step(gain_of(answer, "BON"), "first", 1, "4.00");
    expect_step(gain_of(answer, "BON"), "most", 5, "5.00"); /* the pool holds 5 */
    json_decref(answer);
}

static void reports_the_band_that_would_be_reached(void **state)
{
    (void)state;
    json_t *answer = ask(&(struct filed){.each = 4, .people = 45, .step = 3}); /* 8 + 6 + 5 */
    assert_string_equal(text_of(answer, "band"), "Khá");
    const json_t *most = json_object_get(gain_of(answer, "STEP"), "most");
    assert_string_equal(text_of(most, "total"), "22.00");
    assert_string_equal(text_of(most, "band"), "Tốt");
    json_decref(answer);
}

static void leaves_out_what_is_full(void **state)
{
    (void)state;
    json_t *answer = ask(&(struct filed){.each = 5, .people = 90, .step = 7});
    const json_t *gains = json_object_get(answer, "gains");
    assert_int_equal(json_array_size(gains), 1);
    assert_string_equal(text_of(json_array_get(gains, 0), "criterion"), "BON");
    json_decref(answer);
}

/* The amount, really added, has the stated effect; one less does not. */
static void promises_are_kept(void **state)
{
    (void)state;
    for (int turn = 0; turn < 60; turn++) {
        struct filed filed = {turn % 6, (turn * 37) % 100, turn % 8};
        json_t *answer = ask(&filed);
        size_t at;
        json_t *gain;
        json_array_foreach(json_object_get(answer, "gains"), at, gain) {
            const char *code = text_of(gain, "criterion");
            int *lever = strcmp(code, "EACH") == 0   ? &filed.each
                         : strcmp(code, "PART") == 0 ? &filed.people
                         : strcmp(code, "STEP") == 0 ? &filed.step
                                                     : NULL;
            const json_t *most = json_object_get(gain, "most");
            int amount = (int)json_integer_value(json_object_get(most, "amount"));
            for (int less = 0; lever != NULL && less < 2; less++) {
                *lever += amount - less;
                json_t *then = ask(&filed);
                bool is_kept = strcmp(text_of(then, "total"), text_of(most, "total")) == 0;
                assert_int_equal(is_kept, less == 0);
                json_decref(then);
                *lever -= amount - less;
            }
        }
        json_decref(answer);
    }
}

static void reports_what_cannot_be_computed(void **state)
{
    (void)state;
    struct buf text = {0};
    json_t *scoring = json_pack("{s:{s:s}, s:[]}", "set", "format", "x", "inputs");
    assert_int_equal(gains_answer(scoring, &text), ERR_REJECT);
    json_decref(scoring);
    buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_the_best_first),
        cmocka_unit_test(reports_the_band_that_would_be_reached),
        cmocka_unit_test(leaves_out_what_is_full),
        cmocka_unit_test(promises_are_kept),
        cmocka_unit_test(reports_what_cannot_be_computed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
