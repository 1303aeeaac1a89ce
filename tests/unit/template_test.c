/*
 * Templates of papers: what is filled in where, whatever Word did to the text, and what is said of
 * a template that is wrong.  Results are read with the reader of documents.
 */
#include "support/test.h"

#include <libxml/parser.h>
#include <string.h>

#include "formats/document.h"
#include "support/zip.h"
#include "template/template.h"

#define WORD        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define OFFICE      "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define OPENED      "<w:document xmlns:w='" WORD "' xmlns:r='" OFFICE "'><w:body>"
#define CLOSED      "</w:body></w:document>"
#define R(text)     "<w:r><w:t xml:space='preserve'>" text "</w:t></w:r>"
#define P(text)     "<w:p>" R(text) "</w:p>"
#define C(text)     "<w:tc>" P(text) "</w:tc>"
#define ROW(cells)  "<w:tr>" cells "</w:tr>"
#define TABLE(rows) "<w:tbl><w:tblPr/>" rows "</w:tbl>"

static const char NAMES[] =
    "{\"so\":\"number\",\"ten\":\"text\",\"ngay\":\"date\",\"luc\":\"time\",\"diem\":\"points\","
    "\"co\":\"flag\",\"doan\":\"object\",\"doan.ten\":\"text\",\"nhom\":\"list\","
    "\"nhom.ten\":\"text\",\"nhom.dv\":\"list\",\"nhom.dv.ten\":\"text\",\"nhom.dv.diem\":\"points\"}";
static const char DATA[] =
    "{\"so\":300000000,\"ten\":\"Huyện đoàn Trà Cú\",\"ngay\":\"2023-10-18\","
    "\"luc\":\"2023-11-02T08:00\",\"diem\":\"62.4\",\"co\":true,\"doan\":{\"ten\":\"Đoàn 1\"},"
    "\"nhom\":[{\"ten\":\"Cụm\",\"dv\":[{\"ten\":\"A\",\"diem\":\"1\"},{\"ten\":\"B\",\"diem\":\"2.5\"}]},"
    "{\"ten\":\"Khối\",\"dv\":[]}]}";

static void docx_of(const char *body, struct buf *out)
{
    char main[1 << 16];
    snprintf(main, sizeof(main), "%s%s%s", OPENED, body, CLOSED);
    const struct zip_part parts[] = {
        {"word/document.xml", main, 0}, {"word/media/image1.png", "picture", 0}, {NULL, NULL, 0}};
    zip_make(parts, out);
}

static json_t *json_of(const char *text)
{
    json_t *json = json_loads(text, 0, NULL);
    assert_non_null(json);
    return json;
}

static bool fill(const char *body, const char *data, struct buf *out, struct buf *faults)
{
    struct buf docx = {0};
    json_t *names = json_of(NAMES), *values = json_of(data);
    docx_of(body, &docx);
    struct template_pictures none = {.count = 0};
    bool is_right = template_fill(&docx, names, values, &none, out, faults);
    json_decref(names);
    json_decref(values);
    buf_free(&docx);
    return is_right;
}

/* The text of the filled paper: a line for each paragraph, cells with tabs. */
static char *text_of(const struct buf *docx)
{
    static char kept[1 << 16];
    struct buf text = {0}, facts = {0};
    struct legacy_text fonts = {.out = &text};
    struct document_notes notes;
    struct package *package = package_open_bytes(docx);
    assert_non_null(package);
    document_read(package, &fonts, 1 << 15, &notes);
    assert_string_equal(package_problem(package), "");
    legacy_text_close(&fonts, &facts);
    package_close(&package);
    snprintf(kept, sizeof(kept), "%s", buf_string(&text));
    buf_free(&text);
    buf_free(&facts);
    return kept;
}

static char *filled_with(const char *body, const char *data)
{
    struct buf out = {0}, faults = {0};
    bool is_right = fill(body, data, &out, &faults);
    if (!is_right) {
        fail_msg("%s", buf_string(&faults));
    }
    assert_string_equal(buf_string(&faults), "[]");
    char *text = text_of(&out);
    buf_free(&out);
    buf_free(&faults);
    return text;
}

#define FILLS(body, text) assert_string_equal(filled_with(body, DATA), text)

static void value_stands_where_its_name_stood(void **state)
{
    (void)state;
    FILLS(P("Đơn vị: {{ten}}, {{ doan.ten }}."), "Đơn vị: Huyện đoàn Trà Cú, Đoàn 1.\n");
    FILLS(P("{{ten}}{{ten}}"), "Huyện đoàn Trà CúHuyện đoàn Trà Cú\n");
    FILLS(P("không có gì"), "không có gì\n");
}

static void name_that_word_has_cut_is_found(void **state)
{
    (void)state;
    FILLS("<w:p>" R("a {") R("{t") "<w:proofErr w:type='spellStart'/>" R("e") R("n}")
              R("} b {{so}}") "</w:p>",
          "a Huyện đoàn Trà Cú b 300.000.000\n");
    FILLS("<w:p><w:r><w:t>{{te</w:t><w:t>n}} và </w:t><w:br/><w:t>{{so}}</w:t></w:r></w:p>",
          "Huyện đoàn Trà Cú và \n300.000.000\n");
}

static void value_looks_as_the_start_of_its_name(void **state)
{
    (void)state;
    struct buf out = {0}, faults = {0}, main = {0};
    assert_true(fill("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>x{{</w:t></w:r><w:r><w:rPr><w:i/></w:rPr>"
                     "<w:t>doan.ten}}y</w:t></w:r></w:p>",
                     DATA, &out, &faults));
    struct package *package = package_open_bytes(&out);
    assert_true(package_load(package, "word/document.xml", &main));
    assert_non_null(
        strstr(buf_string(&main), "<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">Đoàn 1<"));
    assert_non_null(
        strstr(buf_string(&main), "<w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">y<"));
    buf_clear(&main);
    assert_true(package_load(package, "word/media/image1.png", &main));
    assert_string_equal(buf_string(&main), "picture");
    package_close(&package);
    buf_free(&out);
    buf_free(&faults);
    buf_free(&main);
}

static void forms_write_days_hours_and_numbers(void **state)
{
    (void)state;
    FILLS(P("{{ngay}} {{ngay|ngày dài}} {{ngay|ngày tháng}} {{ngay|năm}}"),
          "18/10/2023 ngày 18 tháng 10 năm 2023 18/10 2023\n");
    FILLS(P("{{luc}}; {{luc|giờ}}; {{luc|giờ dài}}, {{luc|ngày dài}}"),
          "08:00, 02/11/2023; 08:00; 08 giờ 00, ngày 02 tháng 11 năm 2023\n");
    FILLS(P("{{diem}} {{diem|số}} {{so|điểm}} {{ten|hoa}} {{ten|trong câu}}"),
          "62,40 62,4 300.000.000,00 HUYỆN ĐOÀN TRÀ CÚ huyện đoàn Trà Cú\n");
    assert_string_equal(
        filled_with(P("{{so|hai số}} {{diem}} {{so}}"), "{\"so\":3,\"diem\":\"-1234.505\"}"),
        "03 -1.234,51 3\n");
    assert_string_equal(filled_with(P("{{ten}}|{{so}}|{{ngay|ngày dài}}|{{ngay}}"), "{}"),
                        "||ngày      tháng      năm        |\n");
}

static void rows_repeat(void **state)
{
    (void)state;
    const char *data = "{\"nhom\":[{\"ten\":\"A\"},{\"ten\":\"B\"},{\"ten\":\"C\"}]}";
    static const char BODY[] =
        TABLE(ROW(C("STT") C("Tên")) ROW(C("{{#nhom}}{{stt}}") C("{{ten}}{{/nhom}}")));
    assert_string_equal(filled_with(BODY, data), "STT\t\nTên\n1\t\nA\n2\t\nB\n3\t\nC\n");
    assert_string_equal(filled_with(BODY, "{\"nhom\":[]}"), "STT\t\nTên\n");
    static const char MARKED[] =
        TABLE(ROW(C("{{#nhom}}") C("")) ROW(C("{{stt}}") C("{{ten}}")) ROW(C("") C("{{/nhom}}")));
    assert_string_equal(filled_with(MARKED, data), "1\t\nA\n2\t\nB\n3\t\nC\n");
}

static void groups_of_rows_repeat_within_each_other(void **state)
{
    (void)state;
    FILLS(TABLE(ROW(C("{{#nhom}}{{stt}}. {{ten}}") C("")) ROW(
              C("{{#dv}}{{stt}}") C("{{ten}}: {{diem}}{{/dv}}")) ROW(C("{{/nhom}}") C(""))),
          "1. Cụm\t\n\n1\t\nA: 1,00\n2\t\nB: 2,50\n2. Khối\t\n\n");
}

static void blocks_of_paragraphs_and_tables_repeat(void **state)
{
    (void)state;
    FILLS(P("trước") P("{{#nhom}}") P("{{ten}}") TABLE(ROW(C("{{#dv}}{{ten}}{{/dv}}") C("x")))
              P("{{/nhom}}") P("sau"),
          "trước\nCụm\nAB\t\nx\nKhối\n\t\nx\nsau\n");
    FILLS(P("Có: {{#nhom}}{{ten}}; {{/nhom}}hết"), "Có: Cụm; Khối; hết\n");
    FILLS(TABLE(ROW("<w:tc>" P("{{#nhom}}") P("{{ten}}") P("{{/nhom}}") "</w:tc>")), "Cụm\nKhối\n");
}

/* ---------------------------------------------------------------- columns */

#define SPAN(n, text) \
    "<w:tc><w:tcPr><w:tcW w:w='3000' w:type='dxa'/><w:gridSpan w:val='" #n \
    "'/></w:tcPr>" P(text) "</w:tc>"
#define WIDE(w, text)      "<w:tc><w:tcPr><w:tcW w:w='" #w "' w:type='dxa'/></w:tcPr>" P(text) "</w:tc>"
#define GRID(widths, rows) "<w:tbl><w:tblPr/><w:tblGrid>" widths "</w:tblGrid>" rows "</w:tbl>"
#define COL(w)             "<w:gridCol w:w='" #w "'/>"

/* Of each row of the filled tables: over how many columns each cell reaches, then the grid. */
static char *grid_of(const char *body, const char *data)
{
    static char said[1 << 12];
    struct buf docx = {0}, faults = {0}, main = {0};
    size_t len = 0;
    assert_true(fill(body, data, &docx, &faults));
    struct package *package = package_open_bytes(&docx);
    assert_true(package_load(package, "word/document.xml", &main));
    said[0] = '\0';
    for (const char *at = buf_string(&main); (at = strchr(at, '<')) != NULL; at++) {
        static const char SPAN_IS[] = "<w:gridSpan w:val=\"", WIDTH_IS[] = "<w:gridCol w:w=\"";
        long span =
            strncmp(at, SPAN_IS, strlen(SPAN_IS)) == 0 ? strtol(at + strlen(SPAN_IS), NULL, 10) : 0;
        long width = strncmp(at, WIDTH_IS, strlen(WIDTH_IS)) == 0
                         ? strtol(at + strlen(WIDTH_IS), NULL, 10)
                         : 0;
        if (span > 0) {
            len -= 2; /* the "1 " of its cell */
        }
        len += (size_t)(strncmp(at, "</w:tr>", 7) == 0  ? snprintf(said + len, 32, "| ")
                        : strncmp(at, "<w:tc>", 6) == 0 ? snprintf(said + len, 32, "1 ")
                        : span + width > 0 ? snprintf(said + len, 32, "%ld ", span + width)
                                           : 0);
    }
    assert_null(strstr(buf_string(&main), " r1="));
    assert_null(strstr(buf_string(&main), " c1="));
    package_close(&package);
    buf_free(&docx);
    buf_free(&faults);
    buf_free(&main);
    return said;
}

static const char RESULTS[] =
    GRID(COL(1000) COL(3000) COL(500),
         ROW(WIDE(1000, "Tên") WIDE(3000, "Điểm") WIDE(500, "Hết"))
             ROW(WIDE(1000, "") WIDE(3000, "{{#nhom|cột}}{{ten}}{{/nhom}}") WIDE(500, ""))
                 ROW(SPAN(3, "{{ten}}")) ROW(WIDE(1000, "{{#nhom}}{{ten}}") WIDE(
                     3000, "{{#dv|cột}}{{ten}} {{stt}}{{/dv}}") WIDE(500, "x{{/nhom}}")));

static void columns_repeat_and_share_their_width(void **state)
{
    (void)state;
    static const char TWO[] = "{\"ten\":\"T\",\"nhom\":["
                              "{\"ten\":\"A\",\"dv\":[{\"ten\":\"1\"},{\"ten\":\"2\"}]},"
                              "{\"ten\":\"B\",\"dv\":[{\"ten\":\"3\"},{\"ten\":\"4\"}]}]}";
    assert_non_null(strstr(filled_with(RESULTS, TWO), "\nA\t\nB\t\n"));
    assert_non_null(
        strstr(filled_with(RESULTS, TWO), "A\t\n1 1\t\n2 2\t\nx\nB\t\n3 1\t\n4 2\t\nx\n"));
    assert_string_equal(grid_of(RESULTS, TWO),
                        "1000 1500 1500 500 1 2 1 | 1 1 1 1 | 4 | 1 1 1 1 | 1 1 1 1 | ");
}

static void rows_with_fewer_columns_reach_over_the_rest(void **state)
{
    (void)state;
    static const char UNEVEN[] =
        "{\"nhom\":[{\"dv\":[{\"ten\":\"1\"},{\"ten\":\"2\"},{\"ten\":\"3\"}]},"
        "{\"dv\":[]},{\"dv\":[{\"ten\":\"4\"}]}]}";
    assert_string_equal(
        grid_of(RESULTS, UNEVEN),
        "1000 1000 1000 1000 500 1 3 1 | 1 1 1 1 1 | 5 | 1 1 1 1 1 | 1 3 1 | 1 3 1 | ");
}

static void a_column_of_an_empty_list_goes_away(void **state)
{
    (void)state;
    assert_string_equal(grid_of(RESULTS, "{\"nhom\":[]}"), "1000 500 1 1 | 1 1 | 2 | ");
    assert_string_equal(
        grid_of(GRID(COL(9), ROW(C("{{#nhom|cột}}x{{/nhom}}"))) P("{{ten}}"), "{\"nhom\":[]}"), "");
}

static void two_columns_repeat_together(void **state)
{
    (void)state;
    static const char PAIR[] =
        GRID(COL(600) COL(300) COL(100), ROW(C("a") C("b") C("c")) ROW(SPAN(2, "d") C("e"))
                                             ROW(C("{{#nhom|cột}}{{ten}}") C("|{{/nhom}}") C("z")));
    assert_string_equal(grid_of(PAIR, "{\"nhom\":[{},{},{}]}"),
                        "200 100 200 100 200 100 100 3 3 1 | 6 1 | 1 1 1 1 1 1 1 | ");
}

static void conditions_hold_or_not(void **state)
{
    (void)state;
    static const char BODY[] = P("{{?ten}}có {{ten}}{{/ten}}{{^ten}}không{{/ten}}") P("{{?nhom}}")
        P("bảng") P("{{/nhom}}");
    assert_string_equal(filled_with(BODY, DATA), "có Huyện đoàn Trà Cú\nbảng\n");
    assert_string_equal(filled_with(BODY, "{\"ten\":\"\",\"nhom\":[]}"), "không\n");
    assert_string_equal(filled_with(P("{{?so}}a{{/so}}{{?co}}b{{/co}}{{?doan}}c{{/doan}}."),
                                    "{\"so\":0,\"co\":false}"),
                        ".\n");
    FILLS(P("{{?so}}a{{/so}}{{?co}}b{{/co}}{{?doan}}c{{/doan}}."), "abc.\n");
    FILLS(TABLE(ROW(C("{{?co}}a") C("b{{/co}}")) ROW(C("{{^co}}c") C("d{{/co}}"))), "a\t\nb\n");
    FILLS(TABLE(ROW(C("{{^co}}c") C("d{{/co}}"))) P("e"), "e\n");
}

static void value_is_never_read_as_a_tag(void **state)
{
    (void)state;
    assert_string_equal(
        filled_with(
            P("{{ten}} {{doan.ten}}"),
            "{\"ten\":\"{{so}} <w:p> & \\u0001\\uffff\",\"doan\":{\"ten\":\"hai\\ndòng\"}}"),
        "{{so}} <w:p> &      hai\ndòng\n");
}

static void member_without_a_value_shows_none_of_further_out(void **state)
{
    (void)state;
    assert_string_equal(
        filled_with(P("{{#nhom}}[{{ten}}{{so}}]{{/nhom}}"),
                    "{\"ten\":\"ngoài\",\"so\":5,\"nhom\":[{},{\"ten\":\"trong\"}]}"),
        "[5][trong5]\n");
}

static void same_input_gives_the_same_bytes(void **state)
{
    (void)state;
    struct buf one = {0}, two = {0}, faults = {0};
    assert_true(fill(P("{{ten}}"), DATA, &one, &faults));
    assert_true(fill(P("{{ten}}"), DATA, &two, &faults));
    assert_int_equal(one.len, two.len);
    assert_memory_equal(one.data, two.data, one.len);
    buf_free(&one);
    buf_free(&two);
    buf_free(&faults);
}

/* ---------------------------------------------------------------- faults */

static void check_docx(const struct buf *docx, const char *wanted)
{
    struct buf faults = {0};
    json_t *names = json_of(NAMES);
    assert_int_equal(template_check(docx, names, &faults), wanted[0] == '\0');
    json_t *list = json_of(buf_string(&faults)), *fault;
    struct buf seen = {0};
    size_t at;
    json_array_foreach(list, at, fault) {
        buf_print(&seen, "%s %s @ %s: %s\n", json_string_value(json_object_get(fault, "code")),
                  json_string_value(json_object_get(fault, "tag")),
                  json_string_value(json_object_get(fault, "part")),
                  json_string_value(json_object_get(fault, "place")));
        assert_true(strlen(json_string_value(json_object_get(fault, "message"))) > 20);
    }
    assert_string_equal(buf_string(&seen), wanted);
    json_decref(list);
    json_decref(names);
    buf_free(&seen);
    buf_free(&faults);
}

static void faults_of(const char *body, const char *wanted)
{
    struct buf docx = {0};
    docx_of(body, &docx);
    check_docx(&docx, wanted);
    buf_free(&docx);
}

static void fault_shows_its_place(void **state)
{
    (void)state;
    faults_of(P("{{ten}}") P("Gửi {{don_vj}} ngay"),
              "unknown {{don_vj}} @ thân văn bản: Gửi {{don_vj}} ngay\n");
    faults_of(TABLE(ROW(C("{{#nhom}}{{stt}}") C("{{diem}} {{tenn}}{{/nhom}}"))),
              "unknown {{tenn}} @ thân văn bản: {{#nhom}}{{stt}} | {{diem}} {{tenn}}{{/nhom}}\n");
#define DEEP        "{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}"
#define FAULT(code) code " {{?co}} @ thân văn bản: " DEEP "\n"
#define OPEN        FAULT("not_closed")
    faults_of(P(DEEP), FAULT("too_deep") OPEN OPEN OPEN OPEN OPEN OPEN OPEN);
}

static void sections_that_do_not_match_are_faults(void **state)
{
    (void)state;
    faults_of(P("{{#nhom}}"), "not_closed {{#nhom}} @ thân văn bản: {{#nhom}}\n");
    faults_of(P("{{/nhom}}"), "not_open {{/nhom}} @ thân văn bản: {{/nhom}}\n");
    faults_of(P("{{#nhom}}{{?ten}}{{/nhom}}{{/ten}}"),
              "crossed {{?ten}} @ thân văn bản: {{#nhom}}{{?ten}}{{/nhom}}{{/ten}}\n"
              "not_open {{/ten}} @ thân văn bản: {{#nhom}}{{?ten}}{{/nhom}}{{/ten}}\n");
    faults_of(P("{{#ten}}{{/ten}}"), "not_a_list {{#ten}} @ thân văn bản: {{#ten}}{{/ten}}\n");
    faults_of(P("{{ten") P("}}"),
              "braces {{ten @ thân văn bản: {{ten\nbraces }} @ thân văn bản: }}\n");
    faults_of(
        P("{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}"),
        "too_deep {{?co}} @ thân văn bản: {{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}\n"
        "not_closed {{?co}} @ thân văn bản: {{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}\n"
        "not_closed {{?co}} @ thân văn bản: {{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}\n"
        "not_closed {{?co}} @ thân văn bản: {{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}\n"
        "not_closed {{?co}} @ thân văn bản: {{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}\n"
        "not_closed {{?co}} @ thân văn bản: {{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}\n"
        "not_closed {{?co}} @ thân văn bản: {{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}\n"
        "not_closed {{?co}} @ thân văn bản: {{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}{{?co}}\n");
}

static void is_fault(const char *body, const char *code)
{
    struct buf docx = {0}, faults = {0};
    assert_false(fill(body, DATA, &docx, &faults));
    json_t *list = json_of(buf_string(&faults));
    assert_string_equal(json_string_value(json_object_get(json_array_get(list, 0), "code")), code);
    json_decref(list);
    buf_free(&docx);
    buf_free(&faults);
}

static void columns_in_a_wrong_place_are_faults(void **state)
{
    (void)state;
    is_fault(P("{{#nhom|cột}}{{ten}}{{/nhom}}"), "column_place");
    is_fault(TABLE(ROW(C("{{#nhom|cột}}") C("")) ROW(C("{{/nhom}}") C(""))), "column_place");
    is_fault(TABLE(ROW(C("{{#nhom|cột}}{{#dv|cột}}{{ten}}{{/dv}}{{/nhom}}"))), "column_place");
    is_fault(TABLE(ROW(C("{{#nhom}}{{#dv|cột}}{{ten}}{{/dv}}{{/nhom}}"))), "column_place");
    is_fault(TABLE(ROW(C("{{#nhom|cột}}{{?ten}}") C("{{/ten}}{{/nhom}}"))), "column_place");
    is_fault(TABLE(ROW(C("{{#nhom|cột}}") C("{{/nhom}}")) ROW(C("") C("{{#nhom|cột}}{{/nhom}}"))),
             "column_differs");
    is_fault(TABLE(ROW(C("{{#nhom|dòng}}{{/nhom}}"))), "form");
}

static void file_that_is_no_document_is_a_fault(void **state)
{
    (void)state;
    struct buf docx = {0};
    buf_text(&docx, "không phải tệp Word");
    check_docx(&docx, "file  @ tệp: \n");
    buf_clear(&docx);
    docx_of(P("{{ten}}"), &docx);
    docx.len /= 2;
    check_docx(&docx, "file  @ tệp: \n");
    buf_clear(&docx);
    const struct zip_part book[] = {{"xl/workbook.xml", "<workbook/>", 0}, {NULL, NULL, 0}};
    zip_make(book, &docx);
    check_docx(&docx, "file  @ tệp: \n");
    buf_clear(&docx);
    const struct zip_part torn[] = {{"word/document.xml", OPENED "<w:p>", 0}, {NULL, NULL, 0}};
    zip_make(torn, &docx);
    check_docx(&docx, "damaged  @ tệp: \n");
    buf_clear(&docx);
    const struct zip_part macros[] = {
        {"word/document.xml", OPENED CLOSED, 0}, {"word/vbaProject.bin", "x", 0}, {NULL, NULL, 0}};
    zip_make(macros, &docx);
    check_docx(&docx, "file  @ tệp: \n");
    buf_free(&docx);
}

/* What stands for tags, repeated parts and pictures while a template is filled. */
static void element_of_our_own_is_refused(void **state)
{
    (void)state;
    static const char *const OURS[] = {"<tag/>", "<tag>x</tag>", "<between/>",
                                       "<picture hash='a' form='b'/>"};
    for (size_t i = 0; i < sizeof(OURS) / sizeof(OURS[0]); i++) {
        char body[200];
        snprintf(body, sizeof(body), "<w:p><w:r>%s<w:t>{{ten}}</w:t></w:r></w:p>", OURS[i]);
        faults_of(body, "damaged  @ tệp: \n");
    }
    struct buf docx = {0};
    const struct zip_part whole[] = {{"word/document.xml", "<picture hash='a'/>", 0},
                                     {NULL, NULL, 0}};
    zip_make(whole, &docx);
    check_docx(&docx, "damaged  @ tệp: \n");
    buf_free(&docx);
}

static void bomb_is_refused(void **state)
{
    (void)state;
    enum { LARGE = 64 << 20 };
    struct buf docx = {0};
    char *blanks = memory_alloc(LARGE);
    memset(blanks, ' ', LARGE);
    const struct zip_part bomb[] = {{"word/document.xml", blanks, LARGE}, {NULL, NULL, 0}};
    zip_make(bomb, &docx);
    check_docx(&docx, "file  @ tệp: \n");
    buf_clear(&docx);
    const struct zip_part entity[] = {
        {"word/document.xml", "<!DOCTYPE w:document [<!ENTITY a 'b'>]>" OPENED P("&a;") CLOSED, 0},
        {NULL, NULL, 0}};
    zip_make(entity, &docx);
    check_docx(&docx, "damaged  @ tệp: \n");
    free(blanks);
    buf_free(&docx);
}

static void heads_and_feet_are_filled_too(void **state)
{
    (void)state;
    static const char LINKS[] =
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        "<Relationship Id='a' Type='" OFFICE "/footer' Target='footer1.xml'/>"
        "<Relationship Id='b' Type='" OFFICE "/footer' Target='footer1.xml'/></Relationships>";
    const struct zip_part parts[] = {
        {"word/document.xml", OPENED P("{{ten}}") CLOSED, 0},
        {"word/_rels/document.xml.rels", LINKS, 0},
        {"word/footer1.xml", "<w:ftr xmlns:w='" WORD "'>" P("{{so}} {{sai}}") "</w:ftr>", 0},
        {NULL, NULL, 0}};
    struct buf docx = {0};
    zip_make(parts, &docx);
    check_docx(&docx, "unknown {{sai}} @ chân trang: {{so}} {{sai}}\n");
    buf_free(&docx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(value_stands_where_its_name_stood),
        cmocka_unit_test(name_that_word_has_cut_is_found),
        cmocka_unit_test(value_looks_as_the_start_of_its_name),
        cmocka_unit_test(forms_write_days_hours_and_numbers),
        cmocka_unit_test(rows_repeat),
        cmocka_unit_test(groups_of_rows_repeat_within_each_other),
        cmocka_unit_test(blocks_of_paragraphs_and_tables_repeat),
        cmocka_unit_test(columns_repeat_and_share_their_width),
        cmocka_unit_test(rows_with_fewer_columns_reach_over_the_rest),
        cmocka_unit_test(a_column_of_an_empty_list_goes_away),
        cmocka_unit_test(two_columns_repeat_together),
        cmocka_unit_test(columns_in_a_wrong_place_are_faults),
        cmocka_unit_test(conditions_hold_or_not),
        cmocka_unit_test(value_is_never_read_as_a_tag),
        cmocka_unit_test(member_without_a_value_shows_none_of_further_out),
        cmocka_unit_test(same_input_gives_the_same_bytes),
        cmocka_unit_test(fault_shows_its_place),
        cmocka_unit_test(sections_that_do_not_match_are_faults),
        cmocka_unit_test(file_that_is_no_document_is_a_fault),
        cmocka_unit_test(element_of_our_own_is_refused),
        cmocka_unit_test(bomb_is_refused),
        cmocka_unit_test(heads_and_feet_are_filled_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
