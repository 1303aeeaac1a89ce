/*
 * Problems of evidence: each has a description and a fix in both languages, names the enforced
 * limits, and survives the bus; words of spreadsheets map to kinds.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "evidence/kinds.h"
#include "evidence/limits.h"
#include "evidence/problem.h"

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

static void check_sentence(const char *code, const char *text)
{
    if (!text_is_nfc(text, strlen(text)) || text[0] == '\0' || text[0] == ' ' ||
        strstr(text, "  ") != NULL) {
        fail_msg("%s: “%s” is no sentence", code, text);
    }
}

static void every_refusal_says_how_to_fix_it_in_both_languages(void **state)
{
    for (int id = PROBLEM_NONE + 1; id < PROBLEM_COUNT; id++) {
        struct problem problem = problem_with(*state, (enum problem_id)id, "title", "12");
        const char *const texts[] = {problem.detail, problem.detail_en, problem.mend,
                                     problem.mend_en};
        for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
            check_sentence(problem.code, texts[i]);
            assert_null(strstr(texts[i], "{}"));
        }
        if (!text_is_ascii(problem.mend_en, strlen(problem.mend_en)) &&
            strstr(problem.mend_en, "“") == NULL && strstr(problem.mend_en, "…") == NULL) {
            fail_msg("%s: “%s” is not English", problem.code, problem.mend_en);
        }
        assert_in_range(problem.status, 400, 599);
        assert_int_equal(problem_find(problem.code), id);
    }
    assert_int_equal(problem_find("no.such"), PROBLEM_NONE);
    assert_string_equal(problem_of_code("no.such", "x").code, "internal");
}

/* "{}" is replaced by a limit or by columns, in both languages alike. */
static void a_limit_is_named_in_both_languages(void **state)
{
    int found = 0;
    for (int id = PROBLEM_NONE + 1; id < PROBLEM_COUNT; id++) {
        struct problem raw = problem_of((enum problem_id)id, NULL);
        bool has_gap = strstr(raw.detail, "{}") != NULL || strstr(raw.mend, "{}") != NULL;
        bool has_gap_en = strstr(raw.detail_en, "{}") != NULL || strstr(raw.mend_en, "{}") != NULL;
        assert_int_equal(has_gap, has_gap_en);
        found += has_gap ? 1 : 0;
    }
    assert_true(found > 0);
    struct problem problem =
        problem_at_most(*state, PROBLEM_CRITERION_COUNT, "criteria", EVIDENCE_CRITERIA_MAX);
    assert_string_equal(problem.detail, "Mỗi minh chứng phục vụ từ 1 đến 12 tiêu chí khác nhau.");
    assert_string_equal(problem.detail_en, "An evidence item serves 1 to 12 different criteria.");
    problem = problem_of_sheet(*state, "sheet.no_head", "Ngày đăng, Loại");
    assert_string_equal(problem.mend, "Cần một dòng có tên các cột: Ngày đăng, Loại.");
    assert_string_equal(problem_of_sheet(*state, "no.such", "").code, "sheet.damaged");
}

static void names(enum problem_id id, int number)
{
    char text[16];
    struct problem problem = problem_of(id, NULL);
    snprintf(text, sizeof(text), "%d", number);
    if ((strstr(problem.detail, text) == NULL && strstr(problem.mend, text) == NULL) ||
        (strstr(problem.detail_en, text) == NULL && strstr(problem.mend_en, text) == NULL)) {
        fail_msg("%s does not name %d", problem.code, number);
    }
}

static void texts_name_the_limits_that_hold(void **state)
{
    (void)state;
    names(PROBLEM_KEY_INVALID, EVIDENCE_KEY_MAX);
    names(PROBLEM_IDEMPOTENCY_FORMAT, EVIDENCE_KEY_MAX);
    names(PROBLEM_CODE_FORMAT, EVIDENCE_CODE_MAX);
    names(PROBLEM_FILE_NAME, EVIDENCE_FILE_NAME_MAX);
    names(PROBLEM_DATE_INVALID, EVIDENCE_FIRST_YEAR);
    names(PROBLEM_DATE_INVALID, EVIDENCE_LAST_YEAR);
    struct problem problem = problem_of(PROBLEM_KIND_UNKNOWN, "kind");
    for (size_t i = 0; EVIDENCE_KINDS[i] != NULL; i++) {
        assert_non_null(strstr(problem.mend, EVIDENCE_KINDS[i]));
        assert_non_null(strstr(problem.mend_en, EVIDENCE_KINDS[i]));
    }
}

static void a_refusal_survives_the_bus(void **state)
{
    (void)state;
    for (int id = PROBLEM_NONE + 1; id < PROBLEM_COUNT; id++) {
        Bus__V1__Fault fault;
        struct problem sent = problem_of((enum problem_id)id, "figures[2].value");
        problem_to_fault(&sent, &fault);
        struct problem come = problem_of_fault(&fault);
        assert_int_equal(come.status, sent.status);
        assert_int_equal(come.retry_s, sent.retry_s);
        assert_string_equal(come.code, sent.code);
        assert_string_equal(come.field, sent.field);
        assert_string_equal(come.detail, sent.detail);
        assert_string_equal(come.detail_en, sent.detail_en);
        assert_string_equal(come.mend, sent.mend);
        assert_string_equal(come.mend_en, sent.mend_en);
    }
}

static void words_of_spreadsheets_stand_for_kinds(void **state)
{
    static const struct {
        const char *word, *kind;
    } CASES[] = {{"Văn bản", "document"},
                 {"TÀI LIỆU", "document"},
                 {"Tin, bài", "article"},
                 {"Hình ảnh", "photo"},
                 {"Số liệu", "figures"},
                 {"báo cáo", "report"},
                 {"Danh sách", "list"},
                 {"khác", "other"},
                 {"photo", "photo"},
                 {"giấy", NULL},
                 {"", NULL},
                 {"tin", NULL},
                 {"|", NULL}};
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        const char *kind =
            evidence_kind_of_word(text_fold(*state, CASES[i].word, strlen(CASES[i].word)));
        if (CASES[i].kind == NULL) {
            assert_null(kind);
        } else {
            assert_non_null(kind);
            assert_string_equal(kind, CASES[i].kind);
        }
    }
    assert_true(evidence_kind_is_known("other"));
    assert_false(evidence_kind_is_known("Other"));
    assert_false(evidence_kind_is_known(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_refusal_says_how_to_fix_it_in_both_languages, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_limit_is_named_in_both_languages, set_up, tear_down),
        cmocka_unit_test(texts_name_the_limits_that_hold),
        cmocka_unit_test(a_refusal_survives_the_bus),
        cmocka_unit_test_setup_teardown(words_of_spreadsheets_stand_for_kinds, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
