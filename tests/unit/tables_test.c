/*
 * Spreadsheets as rows of text: what programs write into an XLSX, and what an import has to be
 * shown beside the rows.
 */
#include "support/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "posts/post_list.h"
#include "support/zip.h"
#include "tables/connector.h"
#include "tables/grid.h"

/* ------------------------------------------------------------- workbooks */

/* Parts that a test does not state are missing or empty. */
struct book {
    const char *rows;    /* of the first sheet, in sheetData */
    const char *strings; /* items of the shared strings */
    const char *styles;
    const char *list; /* of the sheets; the first one's relation is "a", then "b", "c", "d" */
    const char *more; /* rows of the second sheet */
};

#define HEAD "<?xml version='1.0'?><x:w xmlns:x='m' xmlns:r='http://a/relationships'>"
#define REL(id, type, target) \
    "<Relationship Id='" id "' Type='http://a/" type "' Target='" target "'/>"

static int make_book(const struct book *book)
{
    static const char RELATIONS[] = "<r>" REL("s", "sharedStrings", "sharedStrings.xml")
        REL("t", "styles", "/xl/styles.xml") REL("a", "worksheet", "worksheets/Sheet2.xml")
            REL("b", "worksheet", "/XL/one.xml") REL("c", "chartsheet", "chartsheets/sheet1.xml")
                REL("d", "xlMacrosheet", "m.xml") "</r>";
    static const char SHEET[] = "<s><dimension ref='A1'/><sheetData>%s</sheetData></s>";
    struct buf list = {0}, strings = {0}, first = {0}, second = {0};
    buf_print(&list, HEAD "%s</x:w>",
              book->list != NULL ? book->list : "<x:sheet name='Một' r:id='a'/>");
    buf_print(&strings, "<sst>%s</sst>", book->strings != NULL ? book->strings : "");
    buf_print(&first, SHEET, book->rows);
    buf_print(&second, SHEET, book->more != NULL ? book->more : "");
    const struct zip_part parts[] = {
        {"xl/workbook.xml", buf_string(&list), 0},
        {"xl/_rels/workbook.xml.rels", RELATIONS, 0},
        {"xl/sharedStrings.xml", buf_string(&strings), 0},
        {"xl/styles.xml", book->styles != NULL ? book->styles : "<s/>", 0},
        {"xl/worksheets/sheet2.xml", buf_string(&first), 0},
        {"xl/one.xml", buf_string(&second), 0},
        {NULL, NULL, 0}};
    int fd = zip_make_file(parts);
    buf_free(&list);
    buf_free(&strings);
    buf_free(&first);
    buf_free(&second);
    return fd;
}

struct taking {
    struct row_sink sink;
    struct buf text;
};

/* "Một 2|a|b|!3#REF!\n". */
static bool take_row(struct row_sink *sink, unsigned row, const char *const *cells, size_t count)
{
    struct taking *self = (struct taking *)(void *)sink;
    buf_print(&self->text, "%s %u|", sink->sheet, row);
    for (size_t i = 0; i < count; i++) {
        buf_print(&self->text, "%s|", cells[i]);
    }
    for (size_t i = 0; i < sink->fault_count; i++) {
        buf_print(&self->text, "!%zu%s|", sink->faults[i].column, sink->faults[i].value);
    }
    buf_byte(&self->text, '\n');
    return true;
}

static void take_problem(struct row_sink *sink, const char *code)
{
    struct taking *self = (struct taking *)(void *)sink;
    buf_print(&self->text, "%s\n", code);
}

static void expect_file(int fd, const char *rows)
{
    struct taking taking = {.sink = {.row = take_row, .problem = take_problem, .sheet = ""}};
    const struct connector *connector = connector_find(fd);
    assert_non_null(connector);
    assert_int_equal(connector->read(fd, &taking.sink), 0);
    const struct left_out *left_out = &taking.sink.left_out;
    if (left_out->hidden_rows + left_out->hidden_sheets + left_out->empty_rows > 0) {
        buf_print(&taking.text, "hidden %u, sheets %u, empty %u\n", left_out->hidden_rows,
                  left_out->hidden_sheets, left_out->empty_rows);
    }
    assert_string_equal(buf_string(&taking.text), rows);
    buf_free(&taking.text);
    close(fd);
}

static void expect(const struct book *book, const char *rows)
{
    expect_file(make_book(book), rows);
}

/* ------------------------------------------------------------- cells */

static void cells_and_rows_without_references_follow_each_other(void **state)
{
    (void)state;
    expect(
        &(struct book){.rows = "<row><c><v>1</v></c><c s='0'/><c><v>2</v></c></row>"
                               "<row r='5'><c r='C5'><v>3</v></c><c><v>4</v></c></row>"
                               "<row><c r='b6'><v>5</v></c><c r='A6'><v>6</v></c></row>"
                               "<x:row xmlns:x='m'><x:c r='BZ7'><x:v>7</x:v></x:c></x:row>"},
        "Một 1|1||2|\nMột 5|||3|4|\nMột 6|6|5|\n"
        "Một 7||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||7|\n");
}

static void a_formula_gives_its_value_and_a_failed_one_a_fault(void **state)
{
    (void)state;
    expect(&(struct book){.rows = "<row><c><f t='shared' ref='A1:A3' si='0'>B1*10</f><v>10</v></c>"
                                  "<c><f t='shared' si='0'/><v>20</v></c><c t='str'><f/><v/></c>"
                                  "<c t='e'><f>1/0</f><v>#DIV/0!</v></c><c><f>NOW()</f></c>"
                                  "<c t='b'><v>1</v></c><c t='b'><f/><v>0</v></c></row>"
                                  "<row><c t='e'><v>#REF!</v></c></row>"},
           "Một 1|10|20||||TRUE|FALSE|!3#DIV/0!|!4|\nMột 2|!0#REF!|\n");
}

static void texts_are_what_a_person_reads(void **state)
{
    (void)state;
    expect(
        &(struct book){
            .strings = "<si><t>Xã</t></si><si><r><t xml:space='preserve'>Đoàn </t></r><r><rPr>"
                       "<b/></rPr><t>viên</t></r><rPh sb='0' eb='1'><t>YYY</t></rPh>"
                       "<phoneticPr fontId='1'/></si><si><t><![CDATA[<hè> & ]]>2023</t></si>"
                       "<si/>",
            .rows = "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c>"
                    "<c t='s'><v>3</v></c><c t='inlineStr'><is><r><rPr><b/></rPr><t>Ra</t></r>"
                    "<r><t> quân</t></r></is></c><c t='str'><v>a_x0009_b_x005F_x0041__x0G41_"
                    "_xD83D__xDE00__xD83D_</v></c></row>"},
        "Một 1|Xã|Đoàn viên|<hè> & 2023||Ra quân|a\tb_x0041__x0G41_\xf0\x9f\x98\x80_xD83D_|\n");
}

static void a_string_that_is_not_there_is_damage(void **state)
{
    (void)state;
    expect(&(struct book){.rows = "<row><c t='s'><v>4</v></c></row>"}, "sheet.damaged\n");
    expect(&(struct book){.rows = "<row><c r='XFE1'><v>4</v></c></row>"}, "sheet.damaged\n");
    expect(&(struct book){.rows = "", .list = "<x:sheet name='Một' r:id='lost'/>"},
           "sheet.damaged\n");
}

static void numbers_have_the_digits_that_a_program_shows(void **state)
{
    (void)state;
    expect(&(struct book){.rows = "<row><c><v>4.0999999999999996</v></c><c><v>1.5E+3</v></c>"
                                  "<c><v>0.57999999999999996</v></c><c><v>1e-7</v></c>"
                                  "<c><v>-2.50E-2</v></c><c><v>1E+20</v></c><c><v>1E+300</v></c>"
                                  "<c><v>001234567890123456</v></c><c><v>0.0</v></c>"
                                  "<c><v>12x</v></c><c t='n'><v> 7 </v></c></row>"},
           "Một 1|4.1|1500|0.58|0.0000001|-0.025|100000000000000000000|1e+300|"
           "001234567890123456|0|12x|7|\n");
}

/* ------------------------------------------------------------- formats */

#define XF(id) "<xf numFmtId='" id "'/>"

static void only_codes_of_dates_make_a_number_a_date(void **state)
{
    (void)state;
    const struct book book = {
        .styles =
            "<s><numFmts><numFmt numFmtId='164' formatCode='0;[Red]-0'/>"
            "<numFmt numFmtId='165' formatCode='0&quot; ngày&quot;'/>"
            "<numFmt numFmtId='166' formatCode='[$VND] 0\\d_d*y'/>"
            "<numFmt numFmtId='167' formatCode='[$-42A]dd/mm/yyyy;@'/>"
            "<numFmt numFmtId='168' formatCode='[hh]:mm'/>"
            "<numFmt numFmtId='169' formatCode='h:mm AM/PM'/>"
            "<numFmt numFmtId='170' formatCode='General&quot;s&quot;'/>"
            "<numFmt numFmtId='171' formatCode='mmm'/></numFmts><cellStyleXfs>" XF(
                "14") "</cellStyleXfs><cellXfs>" XF("0") XF("164") XF("165") XF("166") XF("167")
                XF("168") XF("169") XF("170") XF("171") XF("14") XF("58") "</cellXfs></s>",
        .rows = "<row><c s='1'><v>12</v></c><c s='2'><v>30</v></c><c s='3'><v>5000000</v></c>"
                "<c s='4'><v>44990</v></c><c s='5'><v>1.51</v></c><c s='6'><v>0.604166667</v></c>"
                "<c s='7'><v>3</v></c><c s='8'><v>44990</v></c><c s='9'><v>44990.75</v></c>"
                "<c s='10'><v>44990</v></c></row>"
                "<row><c s='9'><v>1</v></c><c s='9'><v>59</v></c><c s='9'><v>60</v></c>"
                "<c s='9'><v>61</v></c><c s='9'><v>0</v></c><c s='9'><v>-5</v></c>"
                "<c s='9'><v>2958465</v></c><c s='9'><v>2958466</v></c>"
                "<c s='9' t='s'><v>0</v></c><c t='d'><v>2023-03-05T00:00:00</v></c></row>",
        .strings = "<si><t>44990</t></si>"};
    expect(&book, "Một 1|12|30|5000000|2023-03-05|36:14:24|14:30|3|2023-03-05|2023-03-05|"
                  "2023-03-05|\n"
                  "Một 2|1900-01-01|1900-02-28|60|1900-03-01|0|-5|9999-12-31|2958466|44990|"
                  "2023-03-05|\n");
}

static void days_of_1904_are_counted_from_there(void **state)
{
    (void)state;
    expect(&(struct book){.list = "<x:workbookPr date1904='true'/><x:sheet name='Một' r:id='a'/>",
                          .styles = "<s><cellXfs>" XF("14") "</cellXfs></s>",
                          .rows = "<row><c><v>43528</v></c><c><v>0</v></c><c><v>60</v></c></row>"},
           "Một 1|2023-03-05|1904-01-01|1904-03-01|\n");
}

/* ------------------------------------------------------------- sheets */

static void sheets_come_in_the_order_of_their_tabs(void **state)
{
    (void)state;
    expect(&(struct book){.rows = "<row><c><v>1</v></c></row>",
                          .more = "<row><c><v>2</v></c></row>",
                          .list = "<x:sheet name='Hai' r:id='b'/><x:sheet name='Đồ thị' r:id='c'/>"
                                  "<x:sheet name='Macro' state='hidden' r:id='d'/>"
                                  "<x:sheet name='Một' r:id='a'/>"},
           "Hai 1|2|\nMột 1|1|\n");
}

static void what_is_hidden_or_empty_is_counted(void **state)
{
    (void)state;
    expect(&(struct book){.rows = "<row><c><v>1</v></c></row><row hidden='1'><c><v>2</v></c></row>"
                                  "<row hidden='true'><c s='1'/></row><row/><row><c s='1'/></row>"
                                  "<row hidden='0'><c t='inlineStr'><is><t> </t></is></c></row>"
                                  "<row hidden='1'><c t='e'><v>#N/A</v></c></row>",
                          .more = "<row><c><v>9</v></c></row>",
                          .list = "<x:sheet name='Một' r:id='a' state='visible'/>"
                                  "<x:sheet name='Nháp' r:id='b' state='veryHidden'/>"},
           "Một 1|1|\nhidden 2, sheets 1, empty 4\n");
}

static void bordered_rows_do_not_count_for_the_limit(void **state)
{
    (void)state;
    struct buf rows = {0};
    for (int i = 1; i <= ROWS_MAX + 10; i++) {
        buf_text(&rows, "<row><c s='1'/></row>");
    }
    buf_text(&rows, "<row><c><v>1</v></c></row>");
    expect(&(struct book){.rows = buf_string(&rows)},
           "Một 50011|1|\nhidden 0, sheets 0, empty 50010\n");
    buf_free(&rows);
}

/* One long shared string in many cells would fill the memory. */
static void texts_that_grow_without_end_are_refused(void **state)
{
    (void)state;
    struct buf rows = {0}, strings = {0};
    buf_text(&strings, "<si><t>");
    for (int i = 0; i < 100000; i++) {
        buf_byte(&strings, 'a');
    }
    buf_text(&strings, "</t></si>");
    buf_text(&rows, "<row>");
    for (int i = 0; i < 200; i++) {
        buf_text(&rows, "<c t='s'><v>0</v></c>");
    }
    buf_text(&rows, "</row>");
    expect(&(struct book){.rows = buf_string(&rows), .strings = buf_string(&strings)},
           "sheet.too_large\n");
    buf_free(&rows);
    buf_free(&strings);
}

/* ------------------------------------------------------------- grids */

static void a_grid_shows_faults_at_their_cells(void **state)
{
    (void)state;
    static const struct grid_head HEADS[] = {{"Mã", "|ma|", true}, {"Số", "|so|", false}};
    const struct book book = {
        .strings = "<si><t>Mã</t></si><si><t>Số</t></si>",
        .rows = "<row r='2'><c r='B2' t='s'><v>0</v></c><c t='s'><v>1</v></c></row>"
                "<row><c t='e'><v>#N/A</v></c><c><v>1</v></c><c><v>5</v></c></row>"
                "<row><c/><c><v>2</v></c><c t='e'><v>#REF!</v></c></row>"
                "<row hidden='1'><c/><c><v>3</v></c></row>"};
    struct arena *arena = arena_new();
    struct grid grid;
    int fd = make_book(&book);
    grid_read_open(fd, HEADS, 2, arena, &grid);
    assert_null(grid.problem);
    assert_int_equal(grid.count, 1);
    assert_string_equal(grid.rows[0].cells[1], "5");
    assert_int_equal(grid.fault_count, 1);
    assert_int_equal(grid.fault_rows, 1);
    assert_string_equal(grid.faults[0].cell, "C4");
    assert_string_equal(grid.faults[0].column, "Số");
    assert_string_equal(grid.faults[0].value, "#REF!");
    assert_int_equal(grid.left_out.hidden_rows, 1);
    close(fd);
    arena_free(&arena);
}

static void a_list_of_posts_states_failed_formulas(void **state)
{
    (void)state;
    const struct book book = {
        .strings = "<si><t>Ngày đăng</t></si><si><t>Tiêu đề</t></si><si><t>Loại</t></si>"
                   "<si><t>tin tốt</t></si>",
        .rows = "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c></row>"
                "<row><c t='d'><v>2023-05-20</v></c><c t='e'><v>#REF!</v></c><c t='s'><v>3</v></c>"
                "</row>"};
    struct buf json = {0};
    int fd = make_book(&book);
    sheet_form_read(&POST_LIST, fd, &json);
    assert_non_null(strstr(buf_string(&json), "\"rows\":[],"));
    assert_non_null(strstr(buf_string(&json),
                           "\"faults\":[{\"sheet\":\"Một\",\"row\":2,\"column\":\"Tiêu đề\","
                           "\"code\":\"cell.formula\",\"about\":\"#REF!\"}]"));
    close(fd);
    buf_free(&json);
}

static void columns_have_letters(void **state)
{
    (void)state;
    char into[COLUMN_LETTERS];
    assert_string_equal(column_letters(0, into), "A");
    assert_string_equal(column_letters(25, into), "Z");
    assert_string_equal(column_letters(26, into), "AA");
    assert_string_equal(column_letters(701, into), "ZZ");
    assert_string_equal(column_letters(702, into), "AAA");
    assert_string_equal(column_letters(16383, into), "XFD");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_and_rows_without_references_follow_each_other),
        cmocka_unit_test(a_formula_gives_its_value_and_a_failed_one_a_fault),
        cmocka_unit_test(texts_are_what_a_person_reads),
        cmocka_unit_test(a_string_that_is_not_there_is_damage),
        cmocka_unit_test(numbers_have_the_digits_that_a_program_shows),
        cmocka_unit_test(only_codes_of_dates_make_a_number_a_date),
        cmocka_unit_test(days_of_1904_are_counted_from_there),
        cmocka_unit_test(sheets_come_in_the_order_of_their_tabs),
        cmocka_unit_test(what_is_hidden_or_empty_is_counted),
        cmocka_unit_test(bordered_rows_do_not_count_for_the_limit),
        cmocka_unit_test(texts_that_grow_without_end_are_refused),
        cmocka_unit_test(a_grid_shows_faults_at_their_cells),
        cmocka_unit_test(a_list_of_posts_states_failed_formulas),
        cmocka_unit_test(columns_have_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
