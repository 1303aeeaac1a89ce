/*
 * The kinds with several measures and those made of other rules: step tables over two figures,
 * surveys, roles, deductions, all-of, any-of, sum, best-of, cap, floor; a person decides what no
 * row covers; gaps and overlaps are reported with their place.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "rules/rule.h"
#include "rules/score.h"

#define FIGURES "[\"báo cáo quý thiếu\",\"báo cáo tháng thiếu\"]"

/* Bù Đăng 2015, reporting regime: the table as it was published. */
#define REPORTS \
    "{\"kind\":\"table\",\"match\":\"first\",\"grain\":\"1\",\"rows\":[" \
    "{\"points\":\"8\",\"all\":[{\"figure\":1,\"aggregate\":\"sum\",\"through\":\"0\"}," \
    "{\"figure\":2,\"aggregate\":\"sum\",\"through\":\"0\"}]}," \
    "{\"points\":\"6\",\"all\":[{\"figure\":1,\"aggregate\":\"sum\",\"through\":\"0\"}," \
    "{\"figure\":2,\"aggregate\":\"sum\",\"from\":\"2\",\"through\":\"2\"}]}," \
    "{\"points\":\"0\",\"all\":[{\"figure\":1,\"aggregate\":\"sum\",\"from\":\"1\"}," \
    "{\"figure\":2,\"aggregate\":\"sum\",\"from\":\"4\"}]}," \
    "{\"points\":\"4\",\"any\":[{\"figure\":1,\"aggregate\":\"sum\",\"from\":\"1\"," \
    "\"through\":\"1\"},{\"figure\":2,\"aggregate\":\"sum\",\"from\":\"3\",\"through\":\"3\"}]}]}"

static int set_up(void **state)
{
    *state = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    struct arena *arena = *state;
    arena_free(&arena);
    return 0;
}

static struct decimal number(const char *text)
{
    struct decimal value;
    assert_true(decimal_parse(text, &value));
    return value;
}

struct given {
    const char *rule;
    const char *pieces;         /* how many; NULL: no evidence at all */
    const char *first, *second; /* sums of the figures; NULL: no data */
    const char *value;          /* NULL: a person */
    const char *says;
};

static void check(struct arena *arena, const struct given *given)
{
    struct rule *rule = rule_new(given->rule, FIGURES);
    if (rule->fault != NULL) {
        fail_msg("%s: %s", given->rule, rule->fault);
    }
    const char *const sums[] = {given->pieces, given->first, given->second};
    struct aggregate list[3];
    struct inputs inputs = {.points = number("20"), .rule = rule, .aggregates = list};
    for (int i = 0; i < 3; i++) {
        if (sums[i] != NULL) {
            struct decimal sum = number(sums[i]);
            list[inputs.aggregate_count++] = (struct aggregate){i,
                                                                i == 0 ? sum : decimal_int(1),
                                                                sum,
                                                                sum,
                                                                decimal_int(0),
                                                                decimal_int(0),
                                                                decimal_int(0)};
        }
    }
    struct outcome outcome = score_cell(&inputs, arena);
    char text[DECIMAL_TEXT];
    decimal_print_points(outcome.value, text);
    bool is_computed = outcome.state == OUTCOME_COMPUTED;
    if (is_computed != (given->value != NULL) || (is_computed && strcmp(text, given->value) != 0) ||
        (given->says != NULL && strstr(outcome.receipt, given->says) == NULL)) {
        fail_msg("%s\n  wanted %s \"%s\"\n  got %s: %s", given->rule,
                 given->value != NULL ? given->value : "a person",
                 given->says != NULL ? given->says : "", is_computed ? text : "a person",
                 outcome.receipt);
    }
    rule_free(&rule);
}

#define CHECK(table) \
    for (size_t at = 0; at < sizeof(table) / sizeof((table)[0]); at++) { \
        check(*state, &(table)[at]); \
    }

static void table_takes_the_row_that_holds(void **state)
{
    static const struct given CASES[] = {
        {REPORTS, "1", "0", "0", "8.00",
         "Dòng 1 đúng (Tổng số liệu “báo cáo quý thiếu” đến hết 0 và"},
        {REPORTS, "1", "0", "2", "6.00", NULL},
        {REPORTS, "1", "1", "0", "4.00", " hoặc "},
        {REPORTS, "1", "0", "3", "4.00", NULL},
        {REPORTS, "1", "1", "5", "0.00", "Dòng 3 đúng"},
        {REPORTS, "1", "0", "1", NULL, "Không có dòng nào của bảng điểm đúng"},
        {REPORTS, "1", "0", "5", NULL, "cần người quyết định"},
        {REPORTS, "1", "2", "0", NULL, NULL},
        {REPORTS, NULL, NULL, NULL, "8.00", "tính là 0"},
    };
    CHECK(CASES);
}

static void table_with_two_true_rows_is_a_persons(void **state)
{
#define TWICE \
    "{\"kind\":\"table\",\"rows\":[{\"figure\":1,\"aggregate\":\"sum\",\"from\":\"1\"," \
    "\"points\":\"3\"},{\"figure\":2,\"aggregate\":\"sum\",\"from\":\"1\",\"points\":\"5\"}," \
    "{\"figure\":1,\"aggregate\":\"sum\",\"from\":\"9\",\"points\":\"3\"}]}"
    static const struct given CASES[] = {
        {TWICE, "1", "1", "0", "3.00", NULL},
        {TWICE, "1", "0", "1", "5.00", NULL},
        {TWICE, "1", "1", "1", NULL, "Dòng 1 và dòng 2 của bảng cùng đúng"},
        {TWICE, "1", "9", "0", "3.00", NULL},
    };
    CHECK(CASES);
}

static void survey_and_roles(void **state)
{
#define SURVEY \
    "{\"kind\":\"survey\",\"yes\":1,\"asked\":2,\"least_asked\":\"30\",\"steps\":[" \
    "{\"from\":\"0\",\"to\":\"60\",\"points\":\"0\"},{\"from\":\"60\",\"points\":\"4\"}]}"
#define ROLES \
    "{\"kind\":\"by_role\",\"cap\":\"10\",\"roles\":[{\"figure\":1,\"points\":\"3\"}," \
    "{\"figure\":\"báo cáo tháng thiếu\",\"points\":\"2\",\"cap\":\"4\"}]}"
    static const struct given CASES[] = {
        {SURVEY, "1", "24", "40", "4.00", "24 / 40 × 100%"},
        {SURVEY, "1", "23", "40", "0.00", NULL},
        {SURVEY, "1", "20", "29", NULL, "Số người được hỏi ít hơn 30"},
        {SURVEY, "1", "41", "40", NULL, "Bộ phận lớn hơn tổng thể"},
        {SURVEY, NULL, NULL, NULL, NULL, "chưa có số liệu"},
        {ROLES, "1", "1", "1", "5.00", "1 lượt × 3 điểm"},
        {ROLES, "1", "1", "5", "7.00", "mức cao nhất của vai trò"},
        {ROLES, "1", "9", "5", "10.00", "mức cao nhất của quy tắc"},
        {ROLES, NULL, NULL, NULL, "0.00", NULL},
    };
    CHECK(CASES);
}

static void parts_are_joined(void **state)
{
#define SUM(more) \
    "{\"kind\":\"sum\",\"parts\":[{\"kind\":\"exists\",\"points\":\"5\"}," \
    "{\"kind\":\"deduct\",\"figure\":1,\"aggregate\":\"sum\",\"points\":\"0.5\",\"cap\":" \
    "\"3\"}" more "]}"
    static const struct given CASES[] = {
        {SUM(""), "1", "2", NULL, "4.00", "\"depth\":1"},
        {SUM(""), "1", "20", NULL, "2.00", "mức trừ cao nhất"},
        {SUM(""), NULL, "20", NULL, "0.00", "điểm thấp nhất của tiêu chí"},
        {SUM(",{\"kind\":\"manual\",\"points\":\"2\"}"), "1", "2", NULL, NULL,
         "1 phần chưa tính được"},
        {"{\"kind\":\"best_of\",\"parts\":[{\"kind\":\"exists\",\"points\":\"2\"},"
         "{\"kind\":\"share\",\"part\":1,\"whole\":2,\"points\":\"9\",\"full_at\":\"90\"}]}",
         "1", "1", "3", "3.33", "Lấy phần cao nhất: phần 2"},
        {"{\"kind\":\"cap\",\"points\":\"4\",\"part\":" SUM("") "}", "1", "0", NULL, "4.00", NULL},
        {"{\"kind\":\"floor\",\"points\":\"3\",\"part\":" SUM("") "}", "1", "9", NULL, "3.00",
         NULL},
        {"{\"kind\":\"all_of\",\"points\":\"4\",\"otherwise\":\"1\",\"conditions\":["
         "{\"pieces\":\"count\",\"from\":\"1\"},{\"part\":1,\"whole\":2,\"from\":\"60\"}]}",
         "1", "6", "10", "4.00", "Đạt điều kiện Số minh chứng từ 1 trở lên và Tỷ lệ"},
        {"{\"kind\":\"all_of\",\"points\":\"4\",\"conditions\":["
         "{\"pieces\":\"count\",\"from\":\"2\"},{\"part\":1,\"whole\":2,\"from\":\"60\"}]}",
         "1", "6", "0", "0.00", "Không đạt"},
        {"{\"kind\":\"any_of\",\"points\":\"4\",\"conditions\":["
         "{\"pieces\":\"count\",\"from\":\"2\"},{\"part\":1,\"whole\":2,\"from\":\"60\"}]}",
         "1", "6", "0", NULL, "Chưa xét được điều kiện"},
        {"{\"kind\":\"any_of\",\"points\":\"4\",\"conditions\":["
         "{\"pieces\":\"count\",\"from\":\"1\"},{\"part\":1,\"whole\":2,\"from\":\"60\"}]}",
         "1", "6", "0", "4.00", NULL},
    };
    CHECK(CASES);
}

/* Cẩm Mỹ 2018: 1.5 million and more 10, less 5, nothing 0. */
static void steps_have_open_and_closed_ends(void **state)
{
#define WORKS \
    "{\"kind\":\"steps\",\"figure\":1,\"aggregate\":\"sum\",\"missing\":\"person\",\"steps\":[" \
    "{\"through\":\"0\",\"points\":\"0\"},{\"above\":\"0\",\"to\":\"1500000\",\"points\":\"5\"}," \
    "{\"from\":\"1500000\",\"points\":\"10\"}]}"
    static const struct given CASES[] = {
        {WORKS, "1", "0", NULL, "0.00", "Thuộc bậc đến hết 0"},
        {WORKS, "1", "0.0001", NULL, "5.00", "Thuộc bậc trên 0 đến dưới 1.500.000"},
        {WORKS, "1", "1500000", NULL, "10.00", NULL},
        {WORKS, NULL, NULL, NULL, NULL, "chưa có số liệu"},
    };
    CHECK(CASES);
}

struct wrong {
    const char *rule;
    enum fault_weight weight;
    const char *place, *text;
};

static void check_faults(const struct wrong *wanted, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct rule *rule = rule_new(wanted[i].rule, FIGURES);
        const struct fault *fault = rule->faults.first;
        while (fault != NULL &&
               (fault->weight != wanted[i].weight || strcmp(fault->place, wanted[i].place) != 0 ||
                strstr(fault->text, wanted[i].text) == NULL)) {
            fault = fault->next;
        }
        if (fault == NULL) {
            fail_msg("%s: no \"%s\" at %s", wanted[i].rule, wanted[i].text, wanted[i].place);
        }
        rule_free(&rule);
    }
}

#define STEPS(list, more) "{\"kind\":\"steps\",\"pieces\":\"count\",\"steps\":[" list "]" more "}"

static void faults_are_reported_with_their_place(void **state)
{
    (void)state;
    static const struct wrong CASES[] = {
        {REPORTS, FAULT_WRONG, "/rows",
         "hở: không có dòng nào khi Tổng số liệu “báo cáo quý thiếu” đúng 0, "
         "Tổng số liệu “báo cáo tháng thiếu” trên 0 đến dưới 2"},
        {TWICE, FAULT_WRONG, "/rows/1", "dòng thứ 2 chồng lên dòng thứ 1"},
        {STEPS("{\"to\":\"2\",\"points\":\"1\"},{\"from\":\"3\",\"points\":\"2\"}", ""),
         FAULT_WRONG, "/steps", "hở: giá trị đúng 2 không thuộc bậc nào"},
        {STEPS("{\"to\":\"2\",\"points\":\"1\"},{\"from\":\"3\",\"points\":\"2\"}",
               ",\"holes\":\"person\""),
         FAULT_HINT, "/steps", "đúng 2"},
        {STEPS("{\"through\":\"2\",\"points\":\"1\"},{\"from\":\"2\",\"points\":\"2\"}", ""),
         FAULT_BROKEN, "/steps/1", "bậc thứ 2 chồng lên bậc thứ 1: giá trị đúng 2"},
        {STEPS("{\"from\":\"2\",\"above\":\"2\",\"points\":\"1\"}", ""), FAULT_BROKEN, "/steps/0",
         "chỉ ghi một"},
        {"{\"kind\":\"sum\",\"parts\":[{\"kind\":\"exists\",\"points\":\"1\"},{\"kind\":\"lua\"}]}",
         FAULT_BROKEN, "/parts/1/kind", "không có loại quy tắc “lua”"},
        {"{\"kind\":\"cap\",\"points\":\"1\"}", FAULT_BROKEN, "", "thiếu “part”"},
        {"{\"kind\":\"threshold\",\"figure\":\"lạ\",\"aggregate\":\"sum\",\"from\":\"1\","
         "\"points\":\"1\"}",
         FAULT_BROKEN, "/figure", "tiêu chí không có số liệu “lạ”"},
        {"{\"kind\":\"exists\",\"points\":\"x\",\"more\":1}", FAULT_BROKEN, "/points", "thập phân"},
        {"{\"kind\":\"exists\",\"points\":\"x\",\"more\":1}", FAULT_BROKEN, "/more", "“more”"},
    };
    check_faults(CASES, sizeof(CASES) / sizeof(CASES[0]));
}

/* A table of whole numbers without gaps has no fault. */
static void what_is_complete_has_no_fault(void **state)
{
    (void)state;
    static const char *const RULES[] = {
        STEPS("{\"through\":\"2\",\"points\":\"1\"},{\"from\":\"3\",\"points\":\"2\"}", ""), WORKS,
        SURVEY,
        ("{\"kind\":\"steps\",\"figure\":1,\"aggregate\":\"sum\",\"grain\":\"0.5\",\"steps\":["
         "{\"through\":\"2\",\"points\":\"1\"},{\"from\":\"2.5\",\"points\":\"2\"}]}")};
    for (size_t i = 0; i < sizeof(RULES) / sizeof(RULES[0]); i++) {
        struct rule *rule = rule_new(RULES[i], FIGURES);
        if (rule->faults.first != NULL) {
            fail_msg("%s: %s", RULES[i], rule->faults.first->text);
        }
        rule_free(&rule);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(table_takes_the_row_that_holds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(table_with_two_true_rows_is_a_persons, set_up, tear_down),
        cmocka_unit_test_setup_teardown(survey_and_roles, set_up, tear_down),
        cmocka_unit_test_setup_teardown(parts_are_joined, set_up, tear_down),
        cmocka_unit_test_setup_teardown(steps_have_open_and_closed_ends, set_up, tear_down),
        cmocka_unit_test(faults_are_reported_with_their_place),
        cmocka_unit_test(what_is_complete_has_no_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
