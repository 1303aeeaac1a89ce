/*
 * Problems: every one of the catalogue is complete, and another service's fault passes through
 * unchanged.
 */
#include "support/test.h"

#include <string.h>

#include <jansson.h>

#include "gateway/problem.h"

static json_t *printed(const struct problem *problem)
{
    struct buf text = {0};
    problem_print(problem, &(struct uuid){{0}}, &text);
    json_t *root = json_loads(buf_string(&text), 0, NULL);
    buf_free(&text);
    assert_non_null(root);
    return root;
}

static const char *text_of(const json_t *root, const char *key)
{
    return json_string_value(json_object_get(root, key));
}

static void every_problem_is_whole(void **state)
{
    (void)state;
    for (int id = PROBLEM_NONE + 1; id < PROBLEM_COUNT; id++) {
        struct problem problem = problem_of((enum problem_id)id, "title");
        assert_in_range(problem.status, 400, 599);
        json_t *root = printed(&problem);
        static const char *const KEYS[] = {"type", "title", "code", "detail", "detail_en", "mend"};
        for (size_t i = 0; i < sizeof(KEYS) / sizeof(KEYS[0]); i++) {
            assert_non_null(text_of(root, KEYS[i]));
            assert_true(strlen(text_of(root, KEYS[i])) > 0);
        }
        assert_string_equal(text_of(root, "field"), "title");
        assert_int_equal(json_integer_value(json_object_get(root, "status")), problem.status);
        json_decref(root);
    }
}

static void codes_are_unique(void **state)
{
    (void)state;
    for (int a = PROBLEM_NONE + 1; a < PROBLEM_COUNT; a++) {
        for (int b = a + 1; b < PROBLEM_COUNT; b++) {
            assert_string_not_equal(problem_of((enum problem_id)a, NULL).code,
                                    problem_of((enum problem_id)b, NULL).code);
        }
    }
}

static void what_may_be_repeated_says_when(void **state)
{
    (void)state;
    assert_true(problem_of(PROBLEM_UNAVAILABLE, NULL).retry_s > 0);
    assert_true(problem_of(PROBLEM_LIMIT, NULL).retry_s > 0);
    assert_int_equal(problem_of(PROBLEM_JSON_SYNTAX, NULL).retry_s, 0);
}

static void a_known_place_is_reported(void **state)
{
    (void)state;
    struct problem problem = problem_of(PROBLEM_JSON_SYNTAX, NULL);
    json_t *root = printed(&problem);
    assert_null(json_object_get(root, "line"));
    assert_true(json_is_null(json_object_get(root, "field")));
    json_decref(root);
    problem.line = 3;
    problem.column = 7;
    root = printed(&problem);
    assert_int_equal(json_integer_value(json_object_get(root, "line")), 3);
    assert_int_equal(json_integer_value(json_object_get(root, "column")), 7);
    json_decref(root);
}

static void faults_pass_through(void **state)
{
    (void)state;
    char code[] = "unit.unknown";
    char field[] = "unit";
    char message[] = "Không có đơn vị \"X\"";
    Bus__V1__Fault fault = BUS__V1__FAULT__INIT;
    fault.code = code;
    fault.field = field;
    fault.message = message;
    fault.status = 422;
    fault.retry_ms = 1200;
    struct problem problem = problem_of_fault(&fault);
    assert_int_equal(problem.status, 422);
    assert_int_equal(problem.retry_s, 2);
    json_t *root = printed(&problem);
    assert_string_equal(text_of(root, "code"), "unit.unknown");
    assert_string_equal(text_of(root, "detail"), message);
    json_decref(root);
    fault.status = 200;
    assert_int_equal(problem_of_fault(&fault).status, 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_problem_is_whole),
        cmocka_unit_test(codes_are_unique),
        cmocka_unit_test(what_may_be_repeated_says_when),
        cmocka_unit_test(a_known_place_is_reported),
        cmocka_unit_test(faults_pass_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
