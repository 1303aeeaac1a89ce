/*
 * Separated text as programs save it: separators, quotation marks, encodings.  Every case is read
 * through the connector, as a list is.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <unicode/ucnv.h>

#include "base/buf.h"
#include "base/text.h"
#include "tables/connector.h"
#include "tables/grid.h"

enum { UNIT, TITLE, DAY, HEADS };

static const struct grid_head HEADINGS[HEADS] = {
    {"Mã đơn vị", "|ma don vi|", true}, {"Tiêu đề", "|tieu de|", true}, {"Ngày", "|ngay|", true}};

static void read_bytes(struct arena *arena, const void *data, size_t len, struct grid *out)
{
    int fd = memfd_create("csv", MFD_CLOEXEC);
    assert_true(fd >= 0 && write(fd, data, len) == (ssize_t)len && lseek(fd, 0, SEEK_SET) == 0);
    grid_read_open(fd, HEADINGS, HEADS, arena, out);
    close(fd);
}

static void read_text(struct arena *arena, const char *text, struct grid *out)
{
    read_bytes(arena, text, strlen(text), out);
}

/* Rows as "2:TC|Tiêu đề|5/3/2023;"; the problem's code behind them. */
static const char *shown(struct arena *arena, const struct grid *grid)
{
    const char *all = "";
    for (size_t r = 0; r < grid->count; r++) {
        const struct grid_row *row = &grid->rows[r];
        all = arena_print(arena, "%s%u:%s|%s|%s;", all, row->row, row->cells[UNIT],
                          row->cells[TITLE], row->cells[DAY]);
    }
    return arena_print(arena, "%s%s", all, grid->problem != NULL ? grid->problem : "");
}

#define READS(text, wanted) \
    do { \
        struct grid grid; \
        read_text(*state, (text), &grid); \
        assert_string_equal(shown(*state, &grid), (wanted)); \
    } while (false)

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

static void the_headings_choose_the_separator(void **state)
{
    READS("Mã đơn vị;Tiêu đề;Ngày\n"
          "TC;xã A, xã B, xã C, xã D, xã E, xã G, xã H;5/3/2023\n"
          "TC;xã A, xã B, xã C, xã D, xã E, xã G, xã H;5/3/2023\n",
          "2:TC|xã A, xã B, xã C, xã D, xã E, xã G, xã H|5/3/2023;"
          "3:TC|xã A, xã B, xã C, xã D, xã E, xã G, xã H|5/3/2023;");
    READS("Danh sách, năm 2023, đợt một, các xã, các trường\n\n"
          "Mã đơn vị\tTiêu đề\tNgày\nTC\ta; b, c; d\t5/3/2023\n",
          "4:TC|a; b, c; d|5/3/2023;");
    READS("Mã đơn vị,Tiêu đề,Ngày\nTC,a; b; c; d; e\tf,5/3/2023\n",
          "2:TC|a; b; c; d; e\tf|5/3/2023;");
    READS("a;b;c\nd,e,f\n", "sheet.no_head");
}

static void a_first_line_states_the_separator(void **state)
{
    READS("sep=;\r\nMã đơn vị;Tiêu đề;Ngày\r\nTC;a, b;5/3/2023\r\n", "2:TC|a, b|5/3/2023;");
    READS("\"SEP=|\"\nMã đơn vị|Tiêu đề|Ngày\nTC|a;b|5/3/2023", "2:TC|a;b|5/3/2023;");
    READS("sep=;\n", "sheet.no_head");
}

static void quoted_cells_are_read(void **state)
{
    READS(
        "Mã đơn vị;Tiêu đề;Ngày\r\nTC;\"a;b\r\nc \"\"d\"\"\" ;5/3/2023\r\n\r\nTC;\"\";\"6/3/2023\"",
        "2:TC|a;b\r\nc \"d\"|5/3/2023;4:TC||6/3/2023;");
    READS("\"Mã đơn vị\",\"Tiêu đề\",\"Ngày\"\rTC,a,5/3/2023\rTC,b,6/3/2023",
          "2:TC|a|5/3/2023;3:TC|b|6/3/2023;");
}

static void a_stray_quotation_mark_costs_no_other_row(void **state)
{
    static const char HEAD[] = "Mã đơn vị;Tiêu đề;Ngày\n", GOOD[] = "TC;Dòng lành;5/3/2023\n";
    static const struct {
        const char *row, *title;
    } ROWS[] = {
        {"TC;Phong trào \"Tuổi trẻ\" chung tay;5/3/2023", "Phong trào \"Tuổi trẻ\" chung tay"},
        {"TC;\"Tôi yêu Tổ quốc tôi\" năm 2023;5/3/2023", "\"Tôi yêu Tổ quốc tôi\" năm 2023"},
        {"TC;\"Tôi yêu \"Tổ quốc\" tôi\";5/3/2023", "Tôi yêu \"Tổ quốc\" tôi"},
        {"TC;\"Tôi yêu Tổ quốc;5/3/2023", "\"Tôi yêu Tổ quốc"},
        {"TC;Màn hình 5\";5/3/2023", "Màn hình 5\""},
        {"TC;\";5/3/2023", "\""},
        {"TC;\"\"Tổ quốc\"\";5/3/2023", "\"\"Tổ quốc\"\""},
    };
    for (size_t i = 0; i < sizeof(ROWS) / sizeof(ROWS[0]); i++) {
        for (size_t other = 0; other < sizeof(ROWS) / sizeof(ROWS[0]); other++) {
            const char *text = arena_print(*state, "%s%s\n%s%s\n%s", HEAD, ROWS[i].row, GOOD,
                                           ROWS[other].row, GOOD);
            READS(text, arena_print(*state,
                                    "2:TC|%s|5/3/2023;3:TC|Dòng lành|5/3/2023;4:TC|%s|5/3/2023;"
                                    "5:TC|Dòng lành|5/3/2023;",
                                    ROWS[i].title, ROWS[other].title));
        }
    }
}

/* ------------------------------------------------------------- encodings */

static const char TEXT[] = "Mã đơn vị;Tiêu đề;Ngày\nTC;Kế hoạch ở xã Đại Ân, “Tuổi trẻ”;5/3/2023\n";
static const char ROWS[] = "2:TC|Kế hoạch ở xã Đại Ân, “Tuổi trẻ”|5/3/2023;";

static void reads_in(void **state, const char *charset, const char *mark, size_t mark_len)
{
    char bytes[1024];
    UErrorCode failure = U_ZERO_ERROR;
    memcpy(bytes, mark, mark_len);
    int32_t len = ucnv_convert(charset, "UTF-8", bytes + mark_len, sizeof(bytes) - 64, TEXT,
                               (int32_t)strlen(TEXT), &failure);
    assert_true(U_SUCCESS(failure));
    struct grid grid;
    read_bytes(*state, bytes, mark_len + (size_t)len, &grid);
    assert_string_equal(shown(*state, &grid), ROWS);
}

static void unicode_is_read_with_and_without_its_mark(void **state)
{
    reads_in(state, "UTF-8", "", 0);
    reads_in(state, "UTF-8", "\xef\xbb\xbf", 3);
    reads_in(state, "UTF-16LE", "\xff\xfe", 2);
    reads_in(state, "UTF-16BE", "\xfe\xff", 2);
    reads_in(state, "UTF-16LE", "", 0);
    reads_in(state, "UTF-16BE", "", 0);
}

/* As Windows writes Vietnamese: a letter with its hat, then the tone. */
static void add_1258(struct buf *out, const char *text)
{
    static const struct {
        const char *letter, *bytes;
    } LETTERS[] = {{"ã", "\x61\xde"}, {"đ", "\xf0"},     {"ơ", "\xf5"}, {"ị", "i\xf2"},
                   {"ê", "\xea"},     {"ề", "\xea\xcc"}, {"à", "\xe0"}, {"ế", "\xea\xec"},
                   {"ạ", "a\xf2"},    {"ở", "\xf5\xd2"}, {"Đ", "\xd0"}, {"Â", "\xc2"},
                   {"ổ", "\xf4\xd2"}, {"ẻ", "e\xd2"},    {"“", "\x93"}, {"”", "\x94"}};
    while (*text != '\0') {
        size_t which = 0, count = sizeof(LETTERS) / sizeof(LETTERS[0]);
        while (which < count &&
               strncmp(text, LETTERS[which].letter, strlen(LETTERS[which].letter)) != 0) {
            which++;
        }
        if (which < count) {
            buf_text(out, LETTERS[which].bytes);
            text += strlen(LETTERS[which].letter);
        } else {
            buf_byte(out, *text++);
        }
    }
}

static void windows_1258_is_composed(void **state)
{
    struct buf bytes = {0};
    struct grid grid;
    add_1258(&bytes, TEXT);
    read_bytes(*state, bytes.data, bytes.len, &grid);
    assert_string_equal(shown(*state, &grid), ROWS);
    buf_free(&bytes);
}

static void tcvn3_is_read(void **state)
{
    static const char BYTES[] = "M\xb7 \xae\xac"
                                "n v\xde;Ti\xaau \xae\xd2;Ng\xb5y\n"
                                "TC;K\xd5 ho\xb9"
                                "ch \xeb x\xb7;5/3/2023\n";
    READS(BYTES, "2:TC|Kế hoạch ở xã|5/3/2023;");
}

static void lost_letters_are_told(void **state)
{
    READS("M\xe3 ?on v?;Ti\xeau ??;Ng\xe0y\nTC;K? ho?ch g\xec;5/3/2023\n", "sheet.encoding");
    READS("Mã đơn vị;Tiêu đề;Ngày\nTC;\x81\xff\xfe\x80;5/3/2023\n", "sheet.encoding");
    struct grid grid;
    read_bytes(*state,
               "\x7f"
               "ELF\x02\x01\x01\0\0\0\0\0",
               12, &grid);
    assert_string_equal(grid.problem, "sheet.unknown");
}

static void csv_takes_a_bar_as_separator(void **state)
{
    READS("Mã đơn vị|Tiêu đề|Ngày\nTC|Ba, bốn; năm|5/3/2023\n", "2:TC|Ba, bốn; năm|5/3/2023;");
}

/* Programs fill up cells of a fixed width, and files, with bytes 0. */
static void csv_reads_past_bytes_of_zero(void **state)
{
    static const char ZEROS[] =
        "Mã đơn vị;Tiêu đề;Ngày\nTC\0\0;Một;5/3/2023\nTC;H\0ai;6/3/2023\n\0\0\0";
    struct grid grid;
    read_bytes(*state, ZEROS, sizeof(ZEROS), &grid);
    assert_string_equal(shown(*state, &grid), "2:TC|Một|5/3/2023;3:TC|Hai|6/3/2023;");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(csv_takes_a_bar_as_separator, set_up, tear_down),
        cmocka_unit_test_setup_teardown(csv_reads_past_bytes_of_zero, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_headings_choose_the_separator, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_first_line_states_the_separator, set_up, tear_down),
        cmocka_unit_test_setup_teardown(quoted_cells_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_stray_quotation_mark_costs_no_other_row, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(unicode_is_read_with_and_without_its_mark, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(windows_1258_is_composed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tcvn3_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lost_letters_are_told, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
