/*
 * members_test.c — exports of the member software: what their columns mean, what is wrong in
 * their rows, and the score with its receipt.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "members/import.h"

static const char HEAD[] = "Họ và tên,Ngày sinh,Ngày vào Đoàn,Số thẻ,Xếp loại,Trạng thái,Ghi chú\n";

static void read_text(struct arena *arena, const char *text, struct member_book *book)
{
    char path[] = "/tmp/members_test_XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    assert_int_equal(member_book_read(path, arena, book), ERR_NONE);
    unlink(path);
    for (size_t i = 0; i < book->count; i++) {
        member_sheet_propose(&book->sheets[i], arena);
    }
}

static struct member_rules rules_of(const char *as_of)
{
    struct member_rules rules = {.own_figure = -1, .weights = {1, 1, 1}};
    assert_true(date_parse(as_of, &rules.as_of));
    return rules;
}

static void headings_are_known_by_many_spellings(void **state)
{
    (void)state;
    static const struct {
        const char *heading;
        enum member_field field;
    } CASES[] = {{"Họ và tên", MEMBER_NAME},
                 {"HỌ TÊN (*)", MEMBER_NAME},
                 {"ho_va_ten", MEMBER_NAME},
                 {"Ngày/tháng/năm sinh", MEMBER_BORN},
                 {"Ngày sinh (dd/mm/yyyy)", MEMBER_BORN},
                 {"Ngày kết nạp:", MEMBER_ADMITTED},
                 {"NGÀY VÀO ĐOÀN*", MEMBER_ADMITTED},
                 {"Mã đoàn viên", MEMBER_CARD},
                 {"Số thẻ Đoàn viên", MEMBER_CARD},
                 {"Tình trạng", MEMBER_STATUS},
                 {"Kết quả xếp loại", MEMBER_RATING},
                 {"Tên chi đoàn", MEMBER_BRANCH}};
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        struct arena *arena = arena_new();
        struct member_book book;
        char text[256];
        snprintf(text, sizeof(text), "STT,Cột lạ,%s\n1,2,3\n", CASES[i].heading);
        read_text(arena, text, &book);
        if (book.sheets[0].places[CASES[i].field] != 2) {
            fail_msg("\"%s\" is not known", CASES[i].heading);
        }
        arena_free(&arena);
    }
}

static void the_head_is_below_titles_and_is_recognised_again(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct member_book book, other, third;
    read_text(arena,
              "TỈNH ĐOÀN\nDANH SÁCH ĐOÀN VIÊN\nSTT,Họ tên,Ngày sinh\n1,Lê Văn An,01/02/2003\n",
              &book);
    assert_int_equal(book.sheets[0].head, 2);
    assert_int_equal(book.sheets[0].places[MEMBER_NAME], 1);
    read_text(arena, "Ngày sinh,STT,HỌ TÊN\n01/02/2003,1,Lê Văn An\n", &other);
    read_text(arena, "Ngày sinh,STT,Tên gọi\n01/02/2003,1,Lê Văn An\n", &third);
    struct uuid one = member_sheet_fingerprint(&book.sheets[0], arena);
    struct uuid two = member_sheet_fingerprint(&other.sheets[0], arena);
    struct uuid three = member_sheet_fingerprint(&third.sheets[0], arena);
    assert_true(uuid_equal(&one, &two));
    assert_false(uuid_equal(&one, &three));
    arena_free(&arena);
}

static int times(const char *rows, const char *as_of, const char *code)
{
    struct arena *arena = arena_new();
    struct member_book book;
    struct member_judgement judged;
    struct member_rules rules = rules_of(as_of);
    char *text = arena_print(arena, "%s%s", HEAD, rows);
    int count = 0;
    read_text(arena, text, &book);
    member_judge(&book, &rules, arena, &judged);
    for (size_t i = 0; i < judged.count; i++) {
        count += strcmp(judged.findings[i].check->code, code) == 0;
    }
    arena_free(&arena);
    return count;
}

/* Each check fires on what is wrong and not at the limit: the examples of the catalogue, as the
 * handbook shows them. */
static void every_check_has_examples_that_hold(void **state)
{
    (void)state;
    for (const struct check *check = MEMBER_CHECKS; check->code != NULL; check++) {
        int fires = 0, rests = 0;
        for (const struct example *example = check->examples; !example->is_end; example++) {
            struct arena *arena = arena_new();
            bool has_fired;
            assert_int_equal(member_example(check, example, arena, &has_fired), ERR_NONE);
            if (has_fired != example->fires) {
                fail_msg("%s: \"%s\" %s", check->code, example->text,
                         has_fired ? "fired" : "did not fire");
            }
            fires += example->fires;
            rests += !example->fires;
            arena_free(&arena);
        }
        assert_true(fires > 0 && rests > 0 && strncmp(check->code, "members.", 8) == 0);
        assert_ptr_equal(member_check_find(check->code), check);
        assert_true(check->mend[0] != '\0' && check->message_en[0] != '\0');
    }
    assert_null(member_check_find("members.nothing"));
}

/* An editor's settings for a campaign apply: off, severity, and every parameter. */
static void settings_change_what_is_reported(void **state)
{
    (void)state;
    static const struct {
        const char *settings, *rows, *code;
        int reported, wrong;
    } CASES[] = {
        {"{}", "Lê An,26/03/2002,26/03/2017,2,Khá,,\n", "members.age.too_young", 1, 1},
        {"{\"members.age.too_young\": {\"off\": true}}", "Lê An,26/03/2002,26/03/2017,2,Khá,,\n",
         "members.age.too_young", 0, 0},
        {"{\"members.age.too_young\": {\"severity\": 2}}", "Lê An,26/03/2002,26/03/2017,2,Khá,,\n",
         "members.age.too_young", 1, 0},
        {"{\"members.age.too_young\": {\"parameters\": {\"age_from\": 14}}}",
         "Lê An,26/03/2002,26/03/2017,2,Khá,,\n", "members.age.too_young", 0, 0},
        {"{\"members.age.over\": {\"parameters\": {\"age_to\": 35}}}",
         "Lê An,30/06/1992,26/03/2010,2,Khá,,\n", "members.age.over", 0, 0},
        {"{\"members.age.over\": {\"parameters\": {\"age_most\": 31}}}",
         "Lê An,30/06/1990,26/03/2010,2,Khá,,ở lại\n", "members.age.over", 1, 1},
        {"{\"members.rating.missing\": {\"parameters\": {\"month\": 6}}}",
         "Lê An,02/09/2001,26/03/2017,2,,,\n", "members.rating.missing", 1, 0},
        {"{\"members.status.unknown\": {\"severity\": 3}}",
         "Lê An,02/09/2001,26/03/2017,2,Khá,???,\n", "members.status.unknown", 1, 1},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        struct arena *arena = arena_new();
        json_t *known = json_pack("{s:o}", "checks", json_loads(CASES[i].settings, 0, NULL));
        struct member_order order = {.rules = rules_of("2023-06-30")};
        struct member_book book;
        struct member_judgement judged;
        int reported = 0;
        member_order_known(known, arena, &order);
        read_text(arena, arena_print(arena, "%s%s", HEAD, CASES[i].rows), &book);
        member_judge(&book, &order.rules, arena, &judged);
        for (size_t f = 0; f < judged.count; f++) {
            reported += strcmp(judged.findings[f].check->code, CASES[i].code) == 0;
        }
        if (reported != CASES[i].reported || judged.rows_wrong != CASES[i].wrong) {
            fail_msg("case %zu: reported %d, wrong %d", i, reported, judged.rows_wrong);
        }
        json_decref(known);
        arena_free(&arena);
    }
}

static void heads_of_two_rows_and_repeated_ones_are_no_members(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct member_book book;
    struct member_judgement judged;
    struct member_rules rules = rules_of("2023-06-30");
    read_text(
        arena,
        "DANH SÁCH\nSTT,Họ và tên,Ngày,,Xếp loại\n,,sinh,vào Đoàn,\n(1),(2),(3),(4),(5)\n"
        "1,Lê Văn An,02/09/2001,26/03/2017,Khá\nSTT,Họ và tên,Ngày,,Xếp loại\n,,sinh,vào Đoàn,\n"
        "2,Trần Thị Bé,05/06/2003,26/03/2019,Khá\n",
        &book);
    assert_int_equal(book.sheets[0].places[MEMBER_BORN], 2);
    assert_int_equal(book.sheets[0].places[MEMBER_ADMITTED], 3);
    member_judge(&book, &rules, arena, &judged);
    assert_int_equal(judged.rows, 2);
    assert_int_equal(judged.rows_wrong, 0);
    arena_free(&arena);
}

static void many_births_on_new_year_are_reported_and_few_are_not(void **state)
{
    (void)state;
    for (int placed = 9; placed <= 10; placed++) {
        struct buf rows = {0};
        for (int i = 0; i < 30; i++) {
            buf_print(&rows, "Lê Thị %c%c,%s/2001,26/03/2017,c%d,Khá,,\n", 'A' + i % 26,
                      'a' + i / 26, i < placed ? "01/01" : "05/04", i);
        }
        assert_int_equal(times(buf_string(&rows), "2023-06-30", "members.born.placeholder"),
                         placed == 10);
        buf_free(&rows);
    }
}

static void a_log_shows_the_months_with_operations(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct member_book book;
    struct member_judgement judged;
    struct member_rules rules = rules_of("2023-06-30");
    read_text(arena,
              "Ngày thực hiện,Nghiệp vụ\n05/01/2023,kết nạp\n20/01/2023,chuyển đi\n"
              "03/04/2023,đóng đoàn phí\n03/04/2022,kết nạp\n01/07/2023,kết nạp\nxx,kết nạp\n",
              &book);
    member_judge(&book, &rules, arena, &judged);
    assert_int_equal(judged.months_due, 6);
    assert_int_equal(judged.months_done, 2);
    assert_int_equal(judged.rows, 0);
    assert_int_equal(judged.count, 3); /* two days, and months without */
    arena_free(&arena);
}

static void scores_a_known_case_with_its_receipt(void **state)
{
    (void)state;
    struct member_judgement judged = {.rows = 3,
                                      .rows_wrong = 1,
                                      .cells_needed = 9,
                                      .cells_filled = 8,
                                      .active = 3,
                                      .rated = 0,
                                      .months_due = 6,
                                      .months_done = 1};
    struct member_rules rules = rules_of("2023-06-30");
    char text[DECIMAL_TEXT];
    rules.own_figure = 4;
    /* (200/3 + (800/9 + 75)/2 + 50/3) / 3 = 55.0925... */
    assert_string_equal(decimal_print_points(member_score(&judged, &rules), text), "55.09");
    struct buf receipt = {0};
    member_receipt(&judged, &rules, &receipt);
    json_t *root = json_loads(buf_string(&receipt), 0, NULL);
    assert_non_null(root);
    assert_string_equal(json_string_value(json_object_get(root, "value")), "55.09");
    assert_int_equal(json_array_size(json_object_get(root, "steps")), 4);
    json_decref(root);
    buf_free(&receipt);
}

/* For any counts: 0 to 100, all right is 100, nothing is 0, and one more wrong row never raises
 * it. */
static void the_score_keeps_its_bounds_and_order(void **state)
{
    (void)state;
    srand(7);
    for (int n = 0; n < 20000; n++) {
        int rows = 1 + rand() % 50000, months = 1 + rand() % 12;
        struct member_judgement judged = {.rows = rows,
                                          .rows_wrong = rand() % rows,
                                          .cells_needed = 3 * rows,
                                          .cells_filled = rand() % (3 * rows + 1),
                                          .active = rand() % (rows + 1),
                                          .are_ratings_due = rand() % 2,
                                          .months_due = months,
                                          .months_done = rand() % (months + 1)};
        struct member_rules rules = {.own_figure = rand() % 3 == 0 ? -1 : rand() % 60000,
                                     .weights = {rand() % 101, rand() % 101, 1 + rand() % 100}};
        judged.rated = judged.active > 0 ? rand() % (judged.active + 1) : 0;
        struct decimal value = member_score(&judged, &rules);
        assert_true(value.raw >= 0 && value.raw <= 100 * DECIMAL_ONE && value.raw % 100 == 0);
        judged.rows_wrong++;
        assert_true(decimal_compare(member_score(&judged, &rules), value) <= 0);
        struct member_judgement perfect = {.rows = rows,
                                           .cells_needed = rows,
                                           .cells_filled = rows,
                                           .active = rows,
                                           .rated = rows,
                                           .are_ratings_due = true,
                                           .months_due = months,
                                           .months_done = months};
        rules.own_figure = rows;
        assert_int_equal(member_score(&perfect, &rules).raw, 100 * DECIMAL_ONE);
        struct member_judgement nothing = {.months_due = months};
        assert_int_equal(member_score(&nothing, &rules).raw, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_are_known_by_many_spellings),
        cmocka_unit_test(the_head_is_below_titles_and_is_recognised_again),
        cmocka_unit_test(every_check_has_examples_that_hold),
        cmocka_unit_test(settings_change_what_is_reported),
        cmocka_unit_test(heads_of_two_rows_and_repeated_ones_are_no_members),
        cmocka_unit_test(many_births_on_new_year_are_reported_and_few_are_not),
        cmocka_unit_test(a_log_shows_the_months_with_operations),
        cmocka_unit_test(scores_a_known_case_with_its_receipt),
        cmocka_unit_test(the_score_keeps_its_bounds_and_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
