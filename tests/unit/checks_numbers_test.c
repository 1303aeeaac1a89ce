/*
 * Numbers as people write them, and submitted figures against those of a text: money in đồng,
 * nghìn, triệu and tỷ, shares and per cent.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "checks/engine/example.h"
#include "checks/measure.h"

struct reading_of {
    const char *text, *value; /* the first number; NULL: none expected */
    bool is_money, is_percent, is_about, is_range;
};

static const struct reading_of NUMBERS[] = {
    {"có 1.234,5 km đường", "1234.5", .is_money = false},
    {"hơn 1.200 lượt người", "1200", .is_about = true},
    {"ba mươi phần quà", "30", .is_money = false},
    {"một trăm hai mươi lăm em", "125", .is_money = false},
    {"hai chục cây", "20", .is_money = false},
    {"1,2 tỷ", "1200000000", .is_money = false},
    {"1.2 tỉ đồng", "1200000000", .is_money = true},
    {"1 triệu 250 nghìn đồng", "1250000", .is_money = true},
    {"2 tỷ 300 triệu 500 nghìn đồng", "2300500000", .is_money = true},
    {"1 triệu 250 nghìn 500 đồng", "1250500", .is_money = true},
    {"2 triệu rưỡi", "2500000", .is_money = false},
    {"1 tỷ rưỡi đồng", "1500000000", .is_money = true},
    {"2,5 triệu lượt", "2500000", .is_money = false},
    {"25 nghìn lượt xem", "25000", .is_money = false},
    {"25 ngàn lượt xem", "25000", .is_money = false},
    {"5 trăm triệu đồng", "500000000", .is_money = true},
    {"3 nghìn tỷ đồng", "3000000000000", .is_money = true},
    {"500k", "500000", .is_money = false},
    {"1,5K lượt thích", "1500", .is_money = false},
    {"20tr đồng", "20000000", .is_money = true},
    {"2tr5", "2500000", .is_money = false},
    {"hỗ trợ 2tr5 đồng", "2500000", .is_money = true},
    {"1tr250 mỗi suất", "1250000", .is_money = false},
    {"3tỷ2", "3200000000", .is_money = false},
    {"2tr2500", NULL, .is_money = false},
    {"2tr5a", NULL, .is_money = false},
    {"1,5tr5", NULL, .is_money = false},
    {"20 trđ", "20000000", .is_money = true},
    {"62.500.000 đồng", "62500000", .is_money = true},
    {"200.000đ", "200000", .is_money = true},
    {"200.000 VNĐ", "200000", .is_money = true},
    {"hai triệu năm trăm nghìn đồng", "2500000", .is_money = true},
    {"hai tỷ ba trăm triệu đồng", "2300000000", .is_money = true},
    {"mười lăm triệu đồng", "15000000", .is_money = true},
    {"hai nghìn tỷ đồng", "2000000000000", .is_money = true},
    {"khoảng 3 triệu đồng", "3000000", .is_money = true, .is_about = true},
    {"từ 2 đến 3 triệu đồng", "2", .is_range = true},
    {"2 – 3 triệu đồng", "2", .is_range = true},
    {"lên đến 3 triệu đồng", "3000000", .is_money = true},
    {"đạt 85%", "85", .is_percent = true},
    {"đạt 85,5 %", "85.5", .is_percent = true},
    {"đạt 85 phần trăm", "85", .is_percent = true},
    {"có 30 đồng chí", "30", .is_money = false},
    {"có 30 đồng phục", "30", .is_money = false},
    {"đạt 90 tỷ lệ", "90", .is_money = false},
    {"hàng trăm bạn trẻ", NULL, .is_money = false},
    {"hàng triệu lượt", NULL, .is_money = false},
    {"hàng chục phần quà", NULL, .is_money = false},
    {"1,234 phần quà", NULL, .is_money = false},
    {"1 triệu 2", NULL, .is_money = false},
    {"ngày 20/5", NULL, .is_money = false},
    {"999999999999 nghìn tỷ", NULL, .is_money = false},
};

static void numbers_are_read_as_people_write_them(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    int wrong = 0;
    for (size_t i = 0; i < sizeof(NUMBERS) / sizeof(NUMBERS[0]); i++) {
        const struct reading_of *wanted = &NUMBERS[i];
        struct passage passage = passage_of(arena, "text", wanted->text);
        struct written_number got = {0};
        size_t at = 0;
        char value[DECIMAL_TEXT] = "none";
        bool is_there = passage_next_number(&passage, &at, &got);
        if (is_there) {
            decimal_print((struct decimal){got.scaled}, value);
        }
        if (strcmp(value, wanted->value != NULL ? wanted->value : "none") != 0 ||
            got.is_money != wanted->is_money || got.is_percent != wanted->is_percent ||
            got.is_about != wanted->is_about || got.is_range != wanted->is_range) {
            print_error("\"%s\": %s%s%s%s%s\n", wanted->text, value, got.is_money ? " money" : "",
                        got.is_percent ? " percent" : "", got.is_about ? " about" : "",
                        got.is_range ? " range" : "");
            wrong++;
        }
    }
    arena_free(&arena);
    assert_int_equal(wrong, 0);
}

static void numbers_end_where_the_next_begins(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct passage passage =
        passage_of(arena, "text", "Trao 25 triệu đồng, 120 suất quà, ba mươi xe đạp và 1,5 tỷ.");
    static const int64_t WANTED[] = {25000000, 120, 30, 1500000000};
    struct written_number got;
    size_t at = 0, count = 0;
    while (passage_next_number(&passage, &at, &got)) {
        assert_true(count < 4);
        assert_int_equal(got.scaled, WANTED[count++] * DECIMAL_ONE);
    }
    assert_int_equal(count, 4);
    arena_free(&arena);
}

/* A submitted figure, a text, and whether the two contradict each other. */
static const struct {
    const char *name, *value, *text;
    bool is_contradiction;
} PAIRS[] = {
    {"Số tiền vận động (đồng)", "62000000", "Số tiền vận động là 62 triệu đồng.", false},
    {"Số tiền vận động (đồng)", "62000000", "Số tiền vận động là 26 triệu đồng.", true},
    {"Số tiền vận động (đồng)", "62500000", "Số tiền vận động là 62 triệu 500 nghìn đồng.", false},
    {"Số tiền vận động (đồng)", "62500000", "Số tiền vận động là 62 triệu 300 nghìn đồng.", true},
    {"Số tiền vận động (đồng)", "62300000", "Số tiền vận động là 62,3 triệu đồng.", false},
    {"Số tiền vận động (đồng)", "62345000", "Số tiền vận động được 62,3 triệu đồng.", false},
    {"Số tiền vận động (đồng)", "62500000", "Số tiền vận động được hơn 60 triệu đồng.", false},
    {"Số tiền vận động (đồng)", "62000000", "Tổng số tiền vận động là 62.000.000 đồng.", false},
    {"Số tiền vận động (triệu đồng)", "62", "Số tiền vận động là 62.000.000 đồng.", false},
    {"Số tiền vận động (triệu đồng)", "62.5", "Số tiền vận động là 62.500.000 đồng.", false},
    {"Số tiền vận động (triệu đồng)", "62", "Số tiền vận động là 620.000.000 đồng.", true},
    {"Số tiền vận động (nghìn đồng)", "62000", "Số tiền vận động là 62 triệu đồng.", false},
    {"Số tiền vận động (nghìn đồng)", "6200", "Số tiền vận động là 62 triệu đồng.", true},
    {"Dư nợ ủy thác (triệu đồng)", "62000", "Dư nợ ủy thác đạt 62 tỷ đồng.", false},
    {"Dư nợ ủy thác (triệu đồng)", "62000", "Dư nợ ủy thác đạt 6,2 tỷ đồng.", true},
    {"Dư nợ ủy thác, triệu đồng", "62000", "Dư nợ ủy thác đạt 6,2 tỷ đồng.", true},
    {"Dư nợ ủy thác", "62000", "Dư nợ ủy thác đạt 62 tỷ đồng.", false},
    {"Dư nợ ủy thác", "61000", "Dư nợ ủy thác đạt 62 tỷ đồng.", true},
    {"Giá trị làm lợi (đồng)", "400000000", "Giá trị làm lợi trên 350 triệu đồng.", false},
    {"Giá trị làm lợi (đồng)", "400000000", "Mỗi giá trị làm lợi 3 triệu đồng.", false},
    {"Giá trị làm lợi (đồng)", "400000000", "Giá trị làm lợi 3 triệu đồng/hộ.", false},
    {"Giá trị làm lợi (đồng)", "400000000", "Giá trị làm lợi từ 3 đến 5 triệu đồng.", false},
    {"Giá trị làm lợi (đồng)", "400000000", "Giá trị làm lợi 30 phần.", false},
    {"Số lượt tiếp cận", "2500000", "Trang có 2,5 triệu lượt tiếp cận.", false},
    {"Số lượt tiếp cận", "2543210", "Trang có 2,5 triệu lượt tiếp cận.", false},
    {"Số lượt tiếp cận", "3500000", "Trang có 2,5 triệu lượt tiếp cận.", true},
    {"Số lượt tiếp cận (nghìn lượt)", "25", "Trang có 25.000 lượt tiếp cận.", false},
    {"Số lượt tiếp cận (nghìn lượt)", "25", "Trang có 25k lượt tiếp cận.", false},
    {"Số lượt tiếp cận (nghìn lượt)", "25", "Trang có 52.000 lượt tiếp cận.", true},
    {"Tỷ lệ đoàn viên tham gia (%)", "85", "Tỷ lệ đoàn viên tham gia đạt 85%.", false},
    {"Tỷ lệ đoàn viên tham gia (%)", "85", "Tỷ lệ đoàn viên tham gia đạt 58%.", true},
    {"Tỷ lệ đoàn viên tham gia", "0.85", "Tỷ lệ đoàn viên tham gia đạt 85%.", false},
    {"Tỷ lệ đoàn viên tham gia", "0.85", "Tỷ lệ đoàn viên tham gia là 58 phần trăm.", true},
    {"Tỷ lệ đoàn viên tham gia (%)", "85", "Có 58% đoàn viên tham gia.", true},
    {"Tỷ lệ đoàn viên tham gia (%)", "85", "Có 120 đoàn viên tham gia.", false},
    {"Số đoàn viên tham gia", "120", "Có 85% đoàn viên tham gia.", false},
    {"Số phần quà", "30", "Đã trao ba mươi phần quà cho các em.", false},
    {"Số phần quà", "130", "Đã trao hàng trăm phần quà cho các em.", false},
};

static void figures_are_compared_in_one_unit(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    int wrong = 0;
    for (size_t i = 0; i < sizeof(PAIRS) / sizeof(PAIRS[0]); i++) {
        struct example piece = {.text = PAIRS[i].text, .figures = {PAIRS[i].name, PAIRS[i].value}};
        struct context around = {0};
        struct judgement judgement;
        example_judge(&piece, &around, arena, &judgement);
        bool is_reported = strstr(judgement.findings, "figures.text_contradicts") != NULL;
        if (is_reported != PAIRS[i].is_contradiction) {
            print_error("%s = %s, \"%s\": %s\n", PAIRS[i].name, PAIRS[i].value, PAIRS[i].text,
                        is_reported ? "reported" : "not reported");
            wrong++;
        }
        arena_reset(arena);
    }
    arena_free(&arena);
    assert_int_equal(wrong, 0);
}

/* Sentences as reports have them: a figure that agrees, and one that does not. */
static const struct {
    const char *text, *name, *right, *wrong;
} SAID[] = {
    {"Đoàn xã đã trao 30 phần quà cho học sinh nghèo.", "Số phần quà đã trao", "30", "50"},
    {"Có không dưới 100 lượt tham gia hiến máu.", "Số lượt tham gia hiến máu", "104", "60"},
    {"Ít nhất 40 cây xanh được trồng.", "Số cây xanh được trồng", "46", "20"},
    {"Mỗi lớp tối đa 25 bạn trẻ tham gia.", "Số bạn trẻ tham gia", "75", NULL},
    {"Buổi lễ có tối đa 200 đại biểu tham dự.", "Số đại biểu tham dự", "180", "320"},
    {"Mỗi đội có 20 phần quà, cả xã có 5 đội.", "Số phần quà", "100", NULL},
    {"Hiện còn thiếu 30 phần quà, đã trao 70 phần quà.", "Số phần quà", "70", "90"},
    {"Chỉ tiêu 50 phần quà, đã trao 62 phần quà.", "Số phần quà", "62", "26"},
    {"Thu hút 1 234 lượt thanh niên tình nguyện.", "Số lượt thanh niên tình nguyện", "1234", NULL},
    {"Trao từ 30 đến 50 phần quà.", "Số phần quà", "42", "120"},
    {"Trao từ 30 đến 50 phần quà.", "Số phần quà", "30", "12"},
    {"Vận động 2 – 3 triệu đồng tiền mặt.", "Số tiền mặt (đồng)", "2500000", NULL},
    {"Đoàn xã thu gom 2 tấn rác thải.", "Khối lượng rác thải thu gom (kg)", NULL, NULL},
    {"Đoàn xã thu gom 2 tấn rác thải.", "Số kg rác thải thu gom", "2000", "500"},
    {"Đã sửa 3.500 m đường nông thôn.", "Số km đường nông thôn", "3.5", "35"},
    {"Đã sửa 3,5 km đường nông thôn.", "Số mét đường nông thôn", "3500", "350"},
    {"Trồng 2 ha rừng phòng hộ.", "Diện tích rừng phòng hộ (m2)", NULL, NULL},
    {"Diện tích rừng phòng hộ là 2 ha.", "Diện tích rừng phòng hộ (m2)", "20000", "2000"},
    {"Chiều dài tuyến đường đạt 1.200 mét.", "Chiều dài tuyến đường (km)", "1.2", "12"},
    {"Trong tháng đã kết nạp mới 12 đoàn viên.", "Số đoàn viên kết nạp mới", "12", "21"},
    {"Kết nạp được 12 đoàn viên mới.", "Số đoàn viên mới", "12", "21"},
    {"Trang có 62 nghìn lượt theo dõi.", "Số lượt theo dõi", "62000", "62000000"},
    {"Trang có 1,2 triệu lượt theo dõi.", "Số lượt theo dõi (nghìn lượt)", "1200", "12"},
    {"Năm trước trao 40 phần quà, năm nay trao 55 phần quà.", "Số phần quà", "55", "70"},
    {"Dự kiến trao 80 phần quà vào tháng sau.", "Số phần quà", "30", NULL},
    {"Tổ chức 5 lớp tập huấn, bình quân 40 học viên tham dự.", "Số học viên tham dự", "200", NULL},
    {"Từ 100 lượt bạn trẻ trở lên đã đến xem.", "Số lượt bạn trẻ", "140", "60"},
    {"Hỗ trợ 15 mô hình khởi nghiệp của thanh niên.", "Số mô hình khởi nghiệp", "15", "51"},
    {"Đã hỗ trợ thanh niên xây dựng 15 mô hình khởi nghiệp.", "Số mô hình khởi nghiệp được hỗ trợ",
     "15", "51"},
    {"Xã đã bàn giao 4 căn nhà nhân ái cho hộ nghèo.", "Số nhà nhân ái đã bàn giao", "4", NULL},
    {"Xã đã bàn giao 4 nhà nhân ái cho hộ nghèo.", "Số nhà nhân ái đã bàn giao", "4", "14"},
    {"Giải thu hút không quá 300 vận động viên.", "Số vận động viên", "280", "400"},
    {"Số lượt tiếp cận là 12.500, vượt 500 lượt tiếp cận so với năm trước.", "Số lượt tiếp cận",
     "12500", "15200"},
    {"Tặng 20 suất học bổng, trong đó 5 suất học bổng toàn phần.", "Số suất học bổng", "20", NULL},
    {"Nhờ nỗ lực vượt bậc của 42 chi đoàn trực thuộc.", "Số chi đoàn trực thuộc", "42", "24"},
    {"Giúp giảm nghèo cho 30 hộ thanh niên.", "Số hộ thanh niên", "30", "13"},
    {"Số hội viên tăng thêm 300 hội viên.", "Số hội viên", "1500", NULL},
    {"Số vụ việc giảm còn khoảng 20 vụ việc.", "Số vụ việc", "45", NULL},
    {"Kế hoạch được cụ thể hóa, trao 30 phần quà.", "Số phần quà", "30", "13"},
    {"Phần việc thứ 3 lắp 25 bóng đèn chiếu sáng.", "Số bóng đèn chiếu sáng", "25", "52"},
};

static bool is_told(struct arena *arena, const char *text, const char *name, const char *value)
{
    struct example piece = {.text = text, .figures = {name, value}};
    struct context around = {0};
    struct judgement judgement;
    example_judge(&piece, &around, arena, &judgement);
    bool is_reported = strstr(judgement.findings, "figures.text_contradicts") != NULL;
    arena_reset(arena);
    return is_reported;
}

static void a_sentence_is_taken_as_it_is_meant(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    int wrong = 0;
    for (size_t i = 0; i < sizeof(SAID) / sizeof(SAID[0]); i++) {
        if (SAID[i].right != NULL && is_told(arena, SAID[i].text, SAID[i].name, SAID[i].right)) {
            print_error("reported: %s = %s, \"%s\"\n", SAID[i].name, SAID[i].right, SAID[i].text);
            wrong++;
        }
        if (SAID[i].wrong != NULL && !is_told(arena, SAID[i].text, SAID[i].name, SAID[i].wrong)) {
            print_error("missed: %s = %s, \"%s\"\n", SAID[i].name, SAID[i].wrong, SAID[i].text);
            wrong++;
        }
    }
    arena_free(&arena);
    assert_int_equal(wrong, 0);
}

static void sums_of_money_add_up_across_scales(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is_wrong;
    } SUMS[] = {
        {"Tổng số 1,5 tỷ đồng, gồm 500 triệu đồng tiền mặt và 1 tỷ đồng quà.", false},
        {"Tổng số 1,5 tỷ đồng, gồm 500 triệu đồng tiền mặt và 900 triệu đồng quà.", true},
        {"Tổng số 30 em, gồm 5 triệu đồng học bổng và 2 triệu đồng quà.", false},
        {"Lớp gồm 12 nam và 15 nữ, tổng số 30 em.", true},
        {"Lớp gồm 12 nam và 18 nữ, tổng số 30 em.", false},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof(SUMS) / sizeof(SUMS[0]); i++) {
        struct example piece = {.kind = "report", .text = SUMS[i].text};
        struct context around = {0};
        struct judgement judgement;
        example_judge(&piece, &around, arena, &judgement);
        bool is_reported = strstr(judgement.findings, "figures.text_sum") != NULL;
        if (is_reported != SUMS[i].is_wrong) {
            fail_msg("%s: %s", SUMS[i].text, judgement.findings);
        }
        arena_reset(arena);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_as_people_write_them),
        cmocka_unit_test(numbers_end_where_the_next_begins),
        cmocka_unit_test(figures_are_compared_in_one_unit),
        cmocka_unit_test(a_sentence_is_taken_as_it_is_meant),
        cmocka_unit_test(sums_of_money_add_up_across_scales),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
