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

#include "members/members.h"

static const char HEAD[] = "Họ và tên,Ngày sinh,Ngày vào Đoàn,Số thẻ,Xếp loại,Trạng thái,Ghi chú\n";
static const char GOOD[] = "Nguyễn Thị Lan,02/09/2001,26/03/2017,001,Khá,Đang sinh hoạt,\n";

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
    struct member_rules rules = {0, -1, 12, {1, 1, 1}};
    assert_true(date_parse(as_of, &rules.as_of));
    return rules;
}

static void headings_are_known_by_many_spellings(void **state)
{
    (void)state;
    static const struct {
        const char *heading;
        enum member_field field;
    } CASES[] = {{"Họ và tên", MEMBER_NAME},        {"HỌ TÊN (*)", MEMBER_NAME},
                 {"ho_va_ten", MEMBER_NAME},        {"Ngày/tháng/năm sinh", MEMBER_BORN},
                 {"Ngày sinh (dd/mm/yyyy)", MEMBER_BORN}, {"Ngày kết nạp:", MEMBER_ADMITTED},
                 {"NGÀY VÀO ĐOÀN*", MEMBER_ADMITTED}, {"Mã đoàn viên", MEMBER_CARD},
                 {"Số thẻ Đoàn viên", MEMBER_CARD}, {"Tình trạng", MEMBER_STATUS},
                 {"Kết quả xếp loại", MEMBER_RATING}, {"Tên chi đoàn", MEMBER_BRANCH}};
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

static void the_head_stands_below_titles_and_is_known_again(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct member_book book, other, third;
    read_text(arena, "TỈNH ĐOÀN\nDANH SÁCH ĐOÀN VIÊN\nSTT,Họ tên,Ngày sinh\n1,Lê Văn An,01/02/2003\n", &book);
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

/* Each check speaks of what is wrong and is silent beside the border. */
static void every_check_fires_where_it_should(void **state)
{
    (void)state;
    static const struct {
        const char *code, *fires, *silent;
    } CASES[] = {
        {"cell.missing", "Lê An,,26/03/2017,2,Khá,,\n", "Lê An,02/09/2001,26/03/2017,2,Khá,,\n"},
        {"date.invalid", "Lê An,31/02/2001,26/03/2017,2,Khá,,\n", "Lê An,2001-02-28,26/03/2017,2,Khá,,\n"},
        {"date.future", "Lê An,02/09/2001,01/07/2023,2,Khá,,\n", "Lê An,02/09/2001,30/06/2023,2,Khá,,\n"},
        {"born.later", "Lê An,02/09/2001,01/09/2001,2,Khá,,\n", "Lê An,02/09/2001,01/09/2019,2,Khá,,\n"},
        {"age.too_young", "Lê An,26/03/2002,26/03/2017,2,Khá,,\n", "Lê An,26/03/2002,27/03/2017,2,Khá,,\n"},
        {"age.too_old", "Lê An,26/03/1990,26/03/2021,2,Khá,,\n", "Lê An,26/03/1990,25/03/2021,2,Khá,,\n"},
        {"age.too_old", "Lê An,26/03/1990,26/03/2021,2,Khá,,\n", "Lê An,26/03/1990,26/03/2021,2,Khá,,đặc biệt\n"},
        {"age.over", "Lê An,30/06/1992,26/03/2010,2,Khá,,\n", "Lê An,01/07/1992,26/03/2010,2,Khá,,\n"},
        {"age.over", "Lê An,30/06/1950,26/03/2010,2,Khá,,ở lại\n", "Lê An,30/06/1990,26/03/2010,2,Khá,Trưởng thành,\n"},
        {"member.twice", "Nguyen thi LAN,2001-09-02,26/03/2017,2,Khá,,\n",
         "Nguyễn Thị Lan,03/09/2001,26/03/2017,2,Khá,,\n"},
        {"card.twice", "Lê An,02/09/2001,26/03/2017,001,Khá,,\n", "Lê An,02/09/2001,26/03/2017,,Khá,,\n"},
        {"name.odd", "An,02/09/2001,26/03/2017,2,Khá,,\n", "Lê An,02/09/2001,26/03/2017,2,Khá,,\n"},
        {"name.odd", "Lê An 2,02/09/2001,26/03/2017,2,Khá,,\n", "Thạch Sa Rết,02/09/2001,26/03/2017,2,Khá,,\n"},
        {"status.unknown", "Lê An,02/09/2001,26/03/2017,2,Khá,???,\n", "Lê An,02/09/2001,26/03/2017,2,Khá,Khai trừ,\n"},
        {"rating.unknown", "Lê An,02/09/2001,26/03/2017,2,B+,,\n", "Lê An,02/09/2001,26/03/2017,2,XUẤT SẮC,,\n"},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        char rows[512];
        snprintf(rows, sizeof(rows), "%s%s", GOOD, CASES[i].fires);
        int fired = times(rows, "2023-06-30", CASES[i].code);
        snprintf(rows, sizeof(rows), "%s%s", GOOD, CASES[i].silent);
        if (fired != 1 || times(rows, "2023-06-30", CASES[i].code) != 0) {
            fail_msg("%s (case %zu) fired %d times", CASES[i].code, i, fired);
        }
    }
    assert_int_equal(times("Lê An,02/09/2001,26/03/2017,2,,,\n", "2023-11-30", "rating.missing"), 0);
    assert_int_equal(times("Lê An,02/09/2001,26/03/2017,2,,,\n", "2023-12-01", "rating.missing"), 1);
    assert_int_equal(times("Lê An,02/09/2001,26/03/2017,,Khá,x,\n", "2023-06-30", "column.empty"), 1);
    assert_int_equal(times(GOOD, "2023-06-30", "column.empty"), 0);
}

static void many_births_on_new_year_are_told_and_few_are_not(void **state)
{
    (void)state;
    for (int placed = 9; placed <= 10; placed++) {
        struct buf rows = {0};
        for (int i = 0; i < 30; i++) {
            buf_print(&rows, "Lê Thị %c%c,%s/2001,26/03/2017,c%d,Khá,,\n", 'A' + i % 26, 'a' + i / 26,
                      i < placed ? "01/01" : "05/04", i);
        }
        assert_int_equal(times(buf_string(&rows), "2023-06-30", "born.placeholder"), placed == 10);
        buf_free(&rows);
    }
}

static void a_log_tells_the_months_with_operations(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct member_book book;
    struct member_judgement judged;
    struct member_rules rules = rules_of("2023-06-30");
    read_text(arena, "Ngày thực hiện,Nghiệp vụ\n05/01/2023,kết nạp\n20/01/2023,chuyển đi\n"
                     "03/04/2023,đóng đoàn phí\n03/04/2022,kết nạp\n01/07/2023,kết nạp\nxx,kết nạp\n", &book);
    member_judge(&book, &rules, arena, &judged);
    assert_int_equal(judged.months_due, 6);
    assert_int_equal(judged.months_done, 2);
    assert_int_equal(judged.rows, 0);
    assert_int_equal(judged.count, 3);         /* two days, and months without */
    arena_free(&arena);
}

static void scores_a_known_case_with_its_receipt(void **state)
{
    (void)state;
    struct member_judgement judged = {.rows = 3, .rows_wrong = 1, .cells_needed = 9, .cells_filled = 8,
                                      .active = 3, .rated = 0, .months_due = 6, .months_done = 1};
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

/* Whatever is counted: 0 to 100, all right is 100, nothing is 0, and one wrong row more never
 * raises it. */
static void the_score_keeps_its_bounds_and_order(void **state)
{
    (void)state;
    srand(7);
    for (int n = 0; n < 20000; n++) {
        int rows = 1 + rand() % 50000, months = 1 + rand() % 12;
        struct member_judgement judged = {.rows = rows, .rows_wrong = rand() % rows, .cells_needed = 3 * rows,
                                          .cells_filled = rand() % (3 * rows + 1), .active = rand() % (rows + 1),
                                          .are_ratings_due = rand() % 2, .months_due = months,
                                          .months_done = rand() % (months + 1)};
        struct member_rules rules = {0, rand() % 3 == 0 ? -1 : rand() % 60000, 12,
                                     {rand() % 101, rand() % 101, 1 + rand() % 100}};
        judged.rated = judged.active > 0 ? rand() % (judged.active + 1) : 0;
        struct decimal value = member_score(&judged, &rules);
        assert_true(value.raw >= 0 && value.raw <= 100 * DECIMAL_ONE && value.raw % 100 == 0);
        judged.rows_wrong++;
        assert_true(decimal_compare(member_score(&judged, &rules), value) <= 0);
        struct member_judgement perfect = {.rows = rows, .cells_needed = rows, .cells_filled = rows,
                                           .active = rows, .rated = rows, .are_ratings_due = true,
                                           .months_due = months, .months_done = months};
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
        cmocka_unit_test(the_head_stands_below_titles_and_is_known_again),
        cmocka_unit_test(every_check_fires_where_it_should),
        cmocka_unit_test(many_births_on_new_year_are_told_and_few_are_not),
        cmocka_unit_test(a_log_tells_the_months_with_operations),
        cmocka_unit_test(scores_a_known_case_with_its_receipt),
        cmocka_unit_test(the_score_keeps_its_bounds_and_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
