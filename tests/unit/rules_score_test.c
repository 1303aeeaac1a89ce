/*
 * Rules over inputs: every kind with exact decimals, caps, holes and overflow; the
 * receipt, and the score computed again from the receipt alone.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "rules/kinds/list.h"
#include "rules/rule.h"
#include "rules/score.h"

#define FIGURES "[\"lượt người\",\"đoàn viên\"]"

/* One figure's numbers, as a test writes them; "" is 0. */
struct facts {
    int figure;
    const char *count, *sum, *max, *days, *weeks, *days_late;
};

struct given {
    const char *rule;
    const char *points;    /* the criterion's */
    const char *target;    /* NULL: none */
    struct facts facts[3]; /* a NULL count ends them */
    const char *value;     /* NULL: a person decides */
    const char *says;      /* words in the receipt; NULL: any */
};

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
    struct decimal value = {0};
    if (text != NULL && text[0] != '\0') {
        assert_true(decimal_parse(text, &value));
    }
    return value;
}

static void fill(struct inputs *inputs, struct aggregate *into, const struct facts *facts,
                 size_t count)
{
    for (size_t i = 0; i < count && facts[i].count != NULL; i++) {
        into[i] = (struct aggregate){.figure = facts[i].figure,
                                     .count = number(facts[i].count),
                                     .sum = number(facts[i].sum),
                                     .max = number(facts[i].max),
                                     .days = number(facts[i].days),
                                     .weeks = number(facts[i].weeks),
                                     .days_late = number(facts[i].days_late)};
        inputs->aggregate_count++;
    }
    inputs->aggregates = into;
}

static struct inputs make_inputs(const struct rule *rule, const char *points)
{
    return (struct inputs){.points = number(points),
                           .rule = rule,
                           .rule_version = 3,
                           .window_from = "2023-01-01",
                           .window_to = "2023-12-31"};
}

static void check(struct arena *arena, const struct given *given)
{
    struct rule *rule = rule_new(given->rule, FIGURES);
    struct inputs inputs = make_inputs(rule, given->points);
    struct aggregate aggregates[3];
    fill(&inputs, aggregates, given->facts, 3);
    inputs.has_target = given->target != NULL;
    inputs.target = number(given->target);
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

static void check_all(void **state, const struct given *given, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        check(*state, &given[i]);
    }
}

#define CHECK(table) check_all(state, table, sizeof(table) / sizeof((table)[0]))

static void rule_exists(void **state)
{
    static const struct given CASES[] = {
        {"{\"kind\":\"exists\",\"points\":\"5\"}",
         "5",
         NULL,
         {{0, "1", "1", "1", "", "", ""}},
         "5.00",
         "Có ít nhất một minh chứng: 5 điểm"},
        {"{\"kind\":\"exists\",\"points\":\"2.75\"}",
         "5",
         NULL,
         {{0, "9", "9", "1", "", "", ""}},
         "2.75",
         "2,75 điểm"},
        {"{\"kind\":\"exists\",\"points\":\"5\"}",
         "5",
         NULL,
         {{0}},
         "0.00",
         "Chưa có minh chứng nào được tính"},
        {"{\"kind\":\"exists\",\"points\":\"7\"}",
         "5",
         NULL,
         {{0, "1", "1", "1", "", "", ""}},
         "5.00",
         "Giới hạn: điểm tối đa của tiêu chí là 5 điểm"},
    };
    CHECK(CASES);
}

#define STEPS(from3) \
    "{\"kind\":\"steps\",\"figure\":0,\"aggregate\":\"count\",\"steps\":[" \
    "{\"from\":\"0\",\"to\":\"1\",\"points\":\"0\"}," \
    "{\"from\":\"1\",\"to\":\"3\",\"points\":\"2.5\"}," \
    "{\"from\":\"" from3 "\",\"points\":\"5\"}]}"

static void rule_steps(void **state)
{
    static const char SUM[] = "{\"kind\":\"steps\",\"figure\":1,\"aggregate\":\"sum\",\"steps\":["
                              "{\"from\":\"0\",\"to\":\"50\",\"points\":\"1\"},"
                              "{\"from\":\"50.0001\",\"to\":\"100\",\"points\":\"3\"}]}";
    static const char MAX[] = "{\"kind\":\"steps\",\"figure\":2,\"aggregate\":\"max\",\"steps\":["
                              "{\"from\":\"0\",\"to\":\"10\",\"points\":\"1\"},"
                              "{\"from\":\"10\",\"points\":\"4\"}]}";
    static const struct given CASES[] = {
        {STEPS("3"), "5", NULL, {{0}}, "0.00", "Thuộc bậc từ 0 đến dưới 1"},
        {STEPS("3"), "5", NULL, {{0, "1", "1", "1", "", "", ""}}, "2.50", NULL},
        {STEPS("3"), "5", NULL, {{0, "2", "2", "1", "", "", ""}}, "2.50", NULL},
        {STEPS("3"), "5", NULL, {{0, "3", "3", "1", "", "", ""}}, "5.00", "từ 3 trở lên"},
        /* The hole between 3 and 4. */
        {STEPS("4"), "5", NULL, {{0, "3", "3", "1", "", "", ""}}, NULL, "không thuộc bậc nào"},
        /* Exactly 50 in no band, as a real scheme has it. */
        {SUM, "5", NULL, {{1, "2", "49.9999", "", "", "", ""}}, "1.00", "“lượt người”"},
        {SUM, "5", NULL, {{1, "2", "50", "", "", "", ""}}, NULL, "50 không thuộc bậc nào"},
        {SUM, "5", NULL, {{1, "2", "50.0001", "", "", "", ""}}, "3.00", "50,0001"},
        {SUM, "5", NULL, {{1, "2", "100", "", "", "", ""}}, NULL, NULL},
        {MAX,
         "5",
         NULL,
         {{0, "3", "3", "1", "", "", ""}, {2, "3", "27", "10", "", "", ""}},
         "4.00",
         "Số liệu lớn nhất “đoàn viên” của 3 minh chứng: 10"},
        {MAX,
         "5",
         NULL,
         {{0, "3", "3", "1", "", "", ""}},
         "1.00",
         "Chưa có số liệu “đoàn viên”: tính là 0"},
    };
    CHECK(CASES);
}

static void rule_proportional(void **state)
{
    static const char RULE[] = "{\"kind\":\"proportional\",\"figure\":1,\"aggregate\":\"sum\","
                               "\"points\":\"10\",\"cap\":\"10\",\"floor\":\"0\"}";
    static const char HIGH[] = "{\"kind\":\"proportional\",\"figure\":1,\"aggregate\":\"sum\","
                               "\"points\":\"10\",\"cap\":\"12\",\"floor\":\"2\"}";
    static const struct given CASES[] = {
        {RULE, "10", "9", {{1, "1", "7", "7", "", "", ""}}, "7.78", "7 / 9 × 10 điểm"},
        {RULE, "10", "3", {{1, "1", "1", "1", "", "", ""}}, "3.33", "Làm tròn đến 0,01"},
        {RULE, "10", "3", {{1, "1", "2", "2", "", "", ""}}, "6.67", NULL},
        /* Exactly half a hundredth is rounded up; slightly less is rounded down, though four places
         * would already show 0.0050. */
        {RULE, "10", "2000", {{1, "1", "1", "1", "", "", ""}}, "0.01", NULL},
        {RULE, "10", "2000.0001", {{1, "1", "1", "1", "", "", ""}}, "0.00", NULL},
        {RULE, "10", "100", {{1, "5", "100", "", "", "", ""}}, "10.00", NULL},
        {RULE,
         "10",
         "100",
         {{1, "5", "250", "", "", "", ""}},
         "10.00",
         "Giới hạn: mức cao nhất của quy tắc là 10 điểm"},
        {RULE, "10", "100", {{0}}, "0.00", "Chưa có số liệu"},
        {RULE, "10", NULL, {{1, "5", "100", "", "", "", ""}}, NULL, "chưa được giao chỉ tiêu"},
        {RULE, "10", "0", {{1, "5", "100", "", "", "", ""}}, NULL, "Chỉ tiêu bằng 0"},
        {HIGH, "15", "100", {{1, "5", "115", "", "", "", ""}}, "11.50", NULL},
        {HIGH, "15", "100", {{1, "5", "500", "", "", "", ""}}, "12.00", NULL},
        {HIGH,
         "15",
         "100",
         {{1, "5", "1", "", "", "", ""}},
         "2.00",
         "Giới hạn: mức thấp nhất của quy tắc là 2 điểm"},
        /* 922 billion against 0.0001 overflows; a person has to decide. */
        {RULE,
         "10",
         "0.0001",
         {{1, "5", "922337203685", "", "", "", ""}},
         NULL,
         "vượt quá giới hạn tính được"},
        {RULE,
         "10",
         "922337203685477",
         {{1, "5", "922337203685477", "", "", "", ""}},
         "10.00",
         NULL},
    };
    CHECK(CASES);
}

static void rule_per_occurrence_and_bonus(void **state)
{
    static const struct given CASES[] = {
        {"{\"kind\":\"per_occurrence\",\"points\":\"0.5\",\"cap\":\"5\"}",
         "5",
         NULL,
         {{0, "7", "7", "1", "", "", ""}},
         "3.50",
         "7 minh chứng × 0,5 điểm"},
        {"{\"kind\":\"per_occurrence\",\"points\":\"0.5\",\"cap\":\"5\"}",
         "9",
         NULL,
         {{0, "1000", "", "", "", "", ""}},
         "5.00",
         "1.000 minh chứng"},
        {"{\"kind\":\"per_occurrence\",\"points\":\"0.5\"}",
         "9",
         NULL,
         {{0, "1000", "", "", "", "", ""}},
         "9.00",
         "điểm tối đa của tiêu chí là 9"},
        {"{\"kind\":\"per_occurrence\",\"points\":\"0.5\",\"cap\":\"5\"}",
         "5",
         NULL,
         {{0}},
         "0.00",
         NULL},
        {"{\"kind\":\"per_occurrence\",\"points\":\"1000000\"}",
         "5",
         NULL,
         {{0, "2147483647", "", "", "", "", ""}},
         NULL,
         "vượt quá giới hạn"},
        {"{\"kind\":\"bonus\",\"points\":\"2\",\"cap\":\"10\"}",
         "10",
         NULL,
         {{0, "3", "", "", "", "", ""}},
         "6.00",
         "quỹ điểm thưởng"},
        {"{\"kind\":\"bonus\",\"points\":\"2\",\"cap\":\"10\"}",
         "20",
         NULL,
         {{0, "6", "", "", "", "", ""}},
         "10.00",
         "mức thưởng cao nhất"},
    };
    CHECK(CASES);
}

static void rule_lateness(void **state)
{
    static const char RULE[] =
        "{\"kind\":\"lateness\",\"points\":\"5\",\"per_day\":\"0.25\",\"floor\":\"1\"}";
    static const struct given CASES[] = {
        {RULE, "5", NULL, {{0, "2", "2", "1", "", "", "0"}}, "5.00", NULL},
        {RULE, "5", NULL, {{0, "2", "2", "1", "", "", "3"}}, "4.25", "5 điểm − 3 ngày × 0,25 điểm"},
        {RULE, "5", NULL, {{0, "2", "2", "1", "", "", "16"}}, "1.00", NULL},
        {RULE, "5", NULL, {{0, "2", "2", "1", "", "", "400"}}, "1.00", "mức thấp nhất"},
        {RULE, "5", NULL, {{0}}, "0.00", "Chưa nộp minh chứng nào: 0 điểm"},
        {"{\"kind\":\"lateness\",\"points\":\"5\",\"per_day\":\"0.125\"}",
         "5",
         NULL,
         {{0, "1", "1", "1", "", "", "1"}},
         "4.88",
         "Làm tròn đến 0,01"},
    };
    CHECK(CASES);
}

static void rule_threshold(void **state)
{
    static const char RULE[] = "{\"kind\":\"threshold\",\"figure\":1,\"aggregate\":\"sum\","
                               "\"from\":\"50000000\",\"points\":\"5\"}";
    static const struct given CASES[] = {
        {RULE, "5", NULL, {{1, "4", "50000000", "", "", "", ""}}, "5.00", "Đạt ngưỡng 50.000.000"},
        {RULE, "5", NULL, {{1, "4", "49999999.9999", "", "", "", ""}}, "0.00", "Chưa đạt ngưỡng"},
        {RULE, "5", NULL, {{0}}, "0.00", NULL},
    };
    CHECK(CASES);
}

static void rule_share(void **state)
{
    static const char RULE[] = "{\"kind\":\"share\",\"part\":1,\"whole\":2,\"points\":\"10\"}";
    static const struct given CASES[] = {
        {RULE,
         "10",
         NULL,
         {{0, "1", "1", "1", "", "", ""},
          {1, "1", "30", "", "", "", ""},
          {2, "1", "37", "", "", "", ""}},
         "8.11",
         "30 / 37 × 10 điểm"},
        {RULE,
         "10",
         NULL,
         {{0, "1", "1", "1", "", "", ""},
          {1, "1", "38", "", "", "", ""},
          {2, "1", "37", "", "", "", ""}},
         NULL,
         "Bộ phận lớn hơn tổng thể"},
        {RULE,
         "10",
         NULL,
         {{0, "1", "1", "1", "", "", ""}, {1, "1", "38", "", "", "", ""}},
         NULL,
         "Tổng thể bằng 0"},
        {RULE, "10", NULL, {{0}}, "0.00", "Chưa có số liệu để tính tỷ lệ"},
    };
    CHECK(CASES);
}

static void rule_cadence(void **state)
{
    static const struct given CASES[] = {
        {"{\"kind\":\"cadence\",\"unit\":\"week\",\"points\":\"10\",\"expected\":\"52\"}",
         "10",
         NULL,
         {{0, "90", "90", "1", "80", "40", ""}},
         "7.69",
         "40 / 52 tuần × 10 điểm"},
        {"{\"kind\":\"cadence\",\"unit\":\"day\",\"points\":\"10\",\"expected\":\"365\"}",
         "10",
         NULL,
         {{0, "90", "90", "1", "80", "40", ""}},
         "2.19",
         "Số ngày có minh chứng: 80"},
        {"{\"kind\":\"cadence\",\"unit\":\"week\",\"points\":\"10\",\"expected\":\"52\"}",
         "20",
         NULL,
         {{0, "90", "90", "1", "80", "53", ""}},
         "10.00",
         "mức cao nhất"},
        {"{\"kind\":\"cadence\",\"unit\":\"week\",\"points\":\"10\",\"expected\":\"52\"}",
         "10",
         NULL,
         {{0}},
         "0.00",
         NULL},
    };
    CHECK(CASES);
}

static void rule_manual(void **state)
{
    struct rule *rule = rule_new("{\"kind\":\"manual\",\"points\":\"5\"}", "[]");
    struct inputs inputs = make_inputs(rule, "5");
    struct outcome outcome = score_cell(&inputs, *state);
    assert_int_equal(outcome.state, OUTCOME_PERSON);
    inputs.assessed_by = "appraised";
    inputs.assessed = number("4.5");
    inputs.assessed_reason = "Mô hình tốt";
    outcome = score_cell(&inputs, *state);
    assert_int_equal(outcome.state, OUTCOME_COMPUTED);
    assert_int_equal(outcome.value.raw, 45000);
    assert_non_null(strstr(outcome.receipt, "Điểm thẩm định: 4,5 điểm, lý do: Mô hình tốt"));
    inputs.assessed_by = "approved";
    inputs.assessed = number("6");
    outcome = score_cell(&inputs, *state);
    assert_int_equal(outcome.value.raw, 50000);
    inputs.assessed = number("-1");
    outcome = score_cell(&inputs, *state);
    assert_int_equal(outcome.value.raw, 0);
    rule_free(&rule);
}

static void handler_leaves_out_what_does_not_apply(void **state)
{
    struct rule *rule = rule_new("{\"kind\":\"exists\",\"points\":\"5\"}", "[]");
    struct inputs inputs = make_inputs(rule, "5");
    inputs.not_applicable = "đơn vị không có trường học";
    struct outcome outcome = score_cell(&inputs, *state);
    assert_int_equal(outcome.state, OUTCOME_NOT_APPLICABLE);
    assert_non_null(
        strstr(outcome.receipt, "không áp dụng cho đơn vị này: đơn vị không có trường"));
    assert_non_null(strstr(outcome.receipt, "\"value\":null}"));
    rule_free(&rule);
}

static void handler_gives_numbers_too_large_to_a_person(void **state)
{
    struct rule *rule = rule_new("{\"kind\":\"exists\",\"points\":\"5\"}", "[]");
    struct inputs inputs = make_inputs(rule, "5");
    inputs.is_overflow = true;
    struct outcome outcome = score_cell(&inputs, *state);
    assert_int_equal(outcome.state, OUTCOME_PERSON);
    rule_free(&rule);
}

/* A rule that is not fully understood is not applied in part. */
static void rule_names_what_is_wrong(void **state)
{
    static const struct {
        const char *rule, *fault;
    } CASES[] = {
        {"", "không phải là một đối tượng"},
        {"[]", "không phải là một đối tượng"},
        {"{}", "không có loại quy tắc"},
        {"{\"kind\":7}", "không có loại quy tắc"},
        {"{\"kind\":\"lua\"}", "không có loại quy tắc “lua”"},
        {"{\"kind\":\"exists\"}", "thiếu “points”"},
        {"{\"kind\":\"exists\",\"points\":5}", "“points” phải là số thập phân"},
        {"{\"kind\":\"exists\",\"points\":\"-5\"}", "“points” phải là số thập phân"},
        {"{\"kind\":\"exists\",\"points\":\"5.001\"}", "hai chữ số thập phân"},
        {"{\"kind\":\"exists\",\"points\":\"1000000.01\"}", "tối đa 1000000"},
        {"{\"kind\":\"exists\",\"points\":\"1e3\"}", "“points” phải là số thập phân"},
        {"{\"kind\":\"exists\",\"points\":\"5\",\"cap\":\"3\"}", "khóa không thuộc về đây"},
        {"{\"kind\":\"exists\",\"points\":\"5\",\"points\":\"6\"}", "không phải là một đối tượng"},
        {"{\"kind\":\"threshold\",\"figure\":3,\"aggregate\":\"sum\",\"from\":\"1\",\"points\":"
         "\"1\"}",
         "“figure” phải là tên hoặc số thứ tự của số liệu, từ 0 đến 2"},
        {"{\"kind\":\"threshold\",\"figure\":1,\"aggregate\":\"avg\",\"from\":\"1\",\"points\":"
         "\"1\"}",
         "“avg” không có nghĩa ở “aggregate”"},
        {"{\"kind\":\"share\",\"part\":0,\"whole\":2,\"points\":\"1\"}", "“part”"},
        {"{\"kind\":\"cadence\",\"unit\":\"month\",\"points\":\"1\",\"expected\":\"12\"}",
         "“month”"},
        {"{\"kind\":\"cadence\",\"unit\":\"day\",\"points\":\"1\",\"expected\":\"0\"}",
         "“expected” phải lớn hơn 0"},
        {"{\"kind\":\"steps\",\"figure\":0,\"aggregate\":\"count\",\"steps\":[]}",
         "danh sách không rỗng"},
        {"{\"kind\":\"steps\",\"figure\":0,\"aggregate\":\"count\",\"steps\":[1]}", "thiếu “from”"},
        {"{\"kind\":\"steps\",\"figure\":0,\"aggregate\":\"count\","
         "\"steps\":[{\"from\":\"1\",\"to\":\"1\",\"points\":\"1\"}]}",
         "không nhỏ hơn “to”"},
        {"{\"kind\":\"steps\",\"figure\":0,\"aggregate\":\"count\","
         "\"steps\":[{\"from\":\"0\",\"to\":\"2\",\"points\":\"1\"},{\"from\":\"1\",\"points\":"
         "\"2\"}]}",
         "bậc thứ 2 chồng lên"},
        {"{\"kind\":\"steps\",\"figure\":0,\"aggregate\":\"count\","
         "\"steps\":[{\"from\":\"0\",\"points\":\"1\"},{\"from\":\"1\",\"points\":\"2\"}]}",
         "bậc thứ 2 chồng lên"},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        struct rule *rule = rule_new(CASES[i].rule, FIGURES);
        if (rule->node != NULL || strstr(rule->fault, CASES[i].fault) == NULL) {
            fail_msg("%s: wanted \"%s\", got \"%s\"", CASES[i].rule, CASES[i].fault,
                     rule->fault != NULL ? rule->fault : "no fault");
        }
        rule_free(&rule);
    }
    struct rule *rule = rule_new("{\"kind\":\"exists\"}", FIGURES);
    struct inputs inputs = make_inputs(rule, "5");
    struct arena *arena = *state;
    inputs.rule = rule;
    struct outcome outcome = score_cell(&inputs, arena);
    assert_int_equal(outcome.state, OUTCOME_PERSON);
    rule_free(&rule);
}

static const char *text_of(const json_t *json, const char *key)
{
    const char *text = json_string_value(json_object_get(json, key));
    return text != NULL ? text : "";
}

#define LIST_KIND(symbol, name, word) {name, word},
static const struct {
    const char *name, *word;
} LISTED[] = {RULE_KINDS(LIST_KIND)};

static void rule_catalogue_names_each_kind_once(void **state)
{
    (void)state;
    size_t count;
    const struct rule_kind *const *kinds = rule_kinds(&count);
    assert_true(count >= 20);
    for (size_t i = 0; i < count; i++) {
        assert_ptr_equal(rule_kind_find(kinds[i]->name), kinds[i]);
        assert_string_equal(LISTED[i].name, kinds[i]->name);
        assert_true(strlen(kinds[i]->meaning) > 10 && strlen(LISTED[i].word) > 1);
    }
    assert_null(rule_kind_find("none"));
}

/* A kind's declared keys are those in the contract. */
static void the_schema_has_each_kind_as_it_declares_itself(void **state)
{
    (void)state;
    json_t *schema = json_load_file("proto/criteria-set.schema.json", JSON_REJECT_DUPLICATES, NULL);
    json_t *all = json_object_get(schema, "$defs");
    json_t *choice = json_object_get(json_object_get(all, "rule"), "oneOf");
    size_t count;
    const struct rule_kind *const *kinds = rule_kinds(&count);
    assert_int_equal(json_array_size(choice), count);
    for (size_t i = 0; i < count; i++) {
        char name[64], reference[80];
        snprintf(name, sizeof(name), "rule_%s", kinds[i]->name);
        snprintf(reference, sizeof(reference), "#/$defs/%s", name);
        assert_string_equal(text_of(json_array_get(choice, i), "$ref"), reference);
        json_t *declared = rule_kind_schema(kinds[i]);
        if (!json_equal(declared, json_object_get(all, name))) {
            fail_msg("%s is to be in the schema what `minhchung score --schema --kind %s` prints",
                     name, kinds[i]->name);
        }
        json_decref(declared);
    }
    json_decref(schema);
}

static void a_rule_asks_for_what_any_of_its_parts_asks_for(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned asks;
    } RULES[] = {
        {"{\"kind\":\"exists\",\"points\":\"5\"}", 0},
        {"{\"kind\":\"cadence\",\"unit\":\"day\",\"points\":\"5\",\"expected\":\"9\"}",
         RULE_ASKS_DAYS},
        {"{\"kind\":\"deduct\",\"pieces\":\"weeks\",\"points\":\"1\"}", RULE_ASKS_DAYS},
        {"{\"kind\":\"deduct\",\"pieces\":\"count\",\"points\":\"1\"}", 0},
        {"{\"kind\":\"proportional\",\"figure\":0,\"aggregate\":\"count\",\"points\":\"5\"}",
         RULE_ASKS_TARGET},
        {"{\"kind\":\"steps\",\"figure\":0,\"aggregate\":\"count\",\"against\":\"target\","
         "\"steps\":[{\"from\":\"0\",\"points\":\"1\"}]}",
         RULE_ASKS_TARGET},
        {"{\"kind\":\"cap\",\"points\":\"5\",\"part\":{\"kind\":\"manual\",\"points\":\"9\"}}",
         RULE_ASKS_PERSON},
    };
    for (size_t i = 0; i < sizeof(RULES) / sizeof(RULES[0]); i++) {
        struct rule *rule = rule_new(RULES[i].text, "[]");
        assert_null(rule->fault);
        assert_int_equal(rule->asks, RULES[i].asks);
        rule_free(&rule);
    }
    /* The needs that the store gets are those that the rule is read by. */
    const char *words[RULE_WORDS_MAX];
    size_t count = rule_words_asking(RULE_ASKS_DAYS, words);
    assert_true(count >= 3);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(rule_word_asks(words[i]), RULE_ASKS_DAYS);
    }
}

/* ------------------------------------------------------------- replay */

/* The score again, from its receipt alone. */
static void replay(struct arena *arena, const char *receipt)
{
    json_t *json = json_loads(receipt, 0, NULL);
    assert_non_null(json);
    const json_t *list = json_object_get(json, "aggregates");
    struct facts facts[3] = {{0}};
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        facts[i] = (struct facts){(int)json_integer_value(json_object_get(item, "figure")),
                                  text_of(item, "count"),
                                  text_of(item, "sum"),
                                  text_of(item, "max"),
                                  text_of(item, "days"),
                                  text_of(item, "weeks"),
                                  text_of(item, "days_late")};
    }
    char *rule_text = json_dumps(json_object_get(json, "rule"), JSON_COMPACT);
    struct rule *rule = rule_new(rule_text, FIGURES);
    struct inputs inputs = make_inputs(rule, text_of(json, "points"));
    struct aggregate aggregates[3];
    fill(&inputs, aggregates, facts, 3);
    inputs.has_target = json_is_string(json_object_get(json, "target"));
    inputs.target = number(text_of(json, "target"));
    struct outcome outcome = score_cell(&inputs, arena);
    assert_string_equal(outcome.receipt, receipt);
    free(rule_text);
    rule_free(&rule);
    json_decref(json);
}

static void a_receipt_counts_items_and_sums_figures(void **state)
{
    static const struct facts FACTS[] = {{0, "4", "4", "1", "", "", ""},
                                         {1, "2", "7", "5", "", "", ""}};
    struct rule *rule = rule_new("{\"kind\":\"exists\",\"points\":\"5\"}", FIGURES);
    struct inputs inputs = make_inputs(rule, "5");
    struct aggregate aggregates[2];
    fill(&inputs, aggregates, FACTS, 2);
    struct outcome outcome = score_cell(&inputs, *state);
    json_t *json = json_loads(outcome.receipt, 0, NULL);
    const json_t *items = json_array_get(json_object_get(json, "aggregates"), 0);
    const json_t *figure = json_array_get(json_object_get(json, "aggregates"), 1);
    assert_string_equal(text_of(items, "count"), "4");
    assert_null(json_object_get(items, "sum"));
    assert_null(json_object_get(items, "max"));
    assert_string_equal(text_of(figure, "sum"), "7");
    assert_string_equal(text_of(figure, "max"), "5");
    json_decref(json);
    rule_free(&rule);
}

/* The same numbers in every run. */
static unsigned chance(unsigned below)
{
    static uint64_t state = 20231102;
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (unsigned)(state >> 33) % below;
}

static const char *random_amount(struct arena *arena)
{
    return arena_print(arena, "%u.%04u", chance(1000), chance(10000));
}

/* For any numbers: the value is within 0 and the maximum, more never gives less where a rule rises,
 * and the receipt replays to the same digits. */
static void handler_holds_its_bounds_and_replays(void **state)
{
    static const char *const RULES[] = {
        "{\"kind\":\"exists\",\"points\":\"5\"}",
        "{\"kind\":\"per_occurrence\",\"points\":\"0.35\",\"cap\":\"4\"}",
        "{\"kind\":\"proportional\",\"figure\":1,\"aggregate\":\"sum\",\"points\":\"7.5\"}",
        ("{\"kind\":\"threshold\",\"figure\":2,\"aggregate\":\"max\",\"from\":\"400\","
         "\"points\":\"5\"}"),
        "{\"kind\":\"lateness\",\"points\":\"5\",\"per_day\":\"0.15\",\"floor\":\"0.5\"}",
        "{\"kind\":\"cadence\",\"unit\":\"day\",\"points\":\"6\",\"expected\":\"365\"}",
        "{\"kind\":\"share\",\"part\":1,\"whole\":2,\"points\":\"6\"}",
    };
    for (int round = 0; round < 7000; round++) {
        struct arena *arena = *state;
        arena_reset(arena);
        struct rule *rule = rule_new(RULES[round % 7], FIGURES);
        struct inputs inputs = make_inputs(rule, "6.5");
        const char *count = arena_print(arena, "%u", 1 + chance(50));
        const char *days = arena_print(arena, "%u", chance(400));
        const struct facts facts[3] = {
            {0, count, count, "1", days, days, days},
            {1, count, random_amount(arena), random_amount(arena), "", "", ""},
            {2, count, random_amount(arena), random_amount(arena), "", "", ""}};
        struct aggregate aggregates[3];
        fill(&inputs, aggregates, facts, 3);
        inputs.has_target = true;
        inputs.target = number(random_amount(arena));
        struct outcome outcome = score_cell(&inputs, arena);
        assert_true(outcome.value.raw >= 0 && outcome.value.raw <= 65000);
        assert_int_equal(outcome.value.raw % 100, 0);
        replay(arena, outcome.receipt);
        bool rises = round % 7 != 4 && round % 7 != 6;
        aggregates[0].count.raw += 3 * DECIMAL_ONE;
        aggregates[0].days.raw += DECIMAL_ONE;
        aggregates[1].sum.raw += 12345;
        aggregates[2].max.raw += 12345;
        struct outcome more = score_cell(&inputs, arena);
        assert_true(!rises || more.state != outcome.state || more.value.raw >= outcome.value.raw);
        rule_free(&rule);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rule_exists, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rule_steps, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rule_proportional, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rule_per_occurrence_and_bonus, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rule_lateness, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rule_threshold, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rule_share, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rule_cadence, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rule_manual, set_up, tear_down),
        cmocka_unit_test_setup_teardown(handler_leaves_out_what_does_not_apply, set_up, tear_down),
        cmocka_unit_test_setup_teardown(handler_gives_numbers_too_large_to_a_person, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(rule_names_what_is_wrong, set_up, tear_down),
        cmocka_unit_test(rule_catalogue_names_each_kind_once),
        cmocka_unit_test(the_schema_has_each_kind_as_it_declares_itself),
        cmocka_unit_test(a_rule_asks_for_what_any_of_its_parts_asks_for),
        cmocka_unit_test_setup_teardown(a_receipt_counts_items_and_sums_figures, set_up, tear_down),
        cmocka_unit_test_setup_teardown(handler_holds_its_bounds_and_replays, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
