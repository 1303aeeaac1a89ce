/*
 * The text of documents as word processors write them: DOCX with its revisions, shapes, notes,
 * tables and inner files, whatever its parts are called, and what is saved under the name .doc.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "formats/format.h"
#include "support/zip.h"

/* The reader's whole answer for these bytes. */
static char *answer_for(const void *data, size_t len)
{
    static char answer[1 << 16];
    int input = memfd_create("input", MFD_CLOEXEC), output = memfd_create("output", MFD_CLOEXEC);
    assert_true(input >= 0 && output >= 0);
    assert_int_equal(write(input, data, len), (ssize_t)len);
    struct format_input format = {
        .magic = magic_open(MAGIC_MIME_TYPE), .text_max = 1 << 15, .fd = input, .size = len};
    assert_int_equal(magic_load(format.magic, NULL), 0);
    assert_int_equal(format_read(&format, output), 0);
    ssize_t got = pread(output, answer, sizeof(answer) - 1, 0);
    answer[got > 0 ? got : 0] = '\0';
    magic_close(format.magic);
    close(input);
    close(output);
    return answer;
}

static char *answer_for_zip(const struct zip_part *parts)
{
    struct buf data = {0};
    zip_make(parts, &data);
    char *answer = answer_for(data.data, data.len);
    buf_free(&data);
    return answer;
}

#define DOCX     "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#define WORD     "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define OFFICE   "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define MARKUP   "http://schemas.openxmlformats.org/markup-compatibility/2006"
#define SHAPE    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
#define RELATION "http://schemas.openxmlformats.org/package/2006/relationships"
#define OPENED \
    "<w:document xmlns:w='" WORD "' xmlns:r='" OFFICE "' xmlns:mc='" MARKUP "' xmlns:wps='" SHAPE \
    "' xmlns:v='urn:schemas-microsoft-com:vml' xmlns:new='urn:example:new'><w:body>"
#define CLOSED     "</w:body></w:document>"
#define P(runs)    "<w:p>" runs "</w:p>"
#define R(text)    "<w:r><w:t xml:space='preserve'>" text "</w:t></w:r>"
#define LINE(text) P(R(text))
#define LINK(id, type, target) \
    "<Relationship Id='" id "' Type='" OFFICE "/" type "' Target='" target "'/>"
#define LINKS(links) "<Relationships xmlns='" RELATION "'>" links "</Relationships>"

/* The answer for a document with this body and, behind it, other parts. */
static char *answer_for_body(const char *body)
{
    const struct zip_part parts[] = {{"word/document.xml", body, 0}, {NULL, NULL, 0}};
    return answer_for_zip(parts);
}

#define READS_AS(body, text) assert_string_equal(answer_for_body(OPENED body CLOSED), DOCX text)
#define READS(body, text)    READS_AS(body, "\t\n" text)

/* ------------------------------------------------------------- parts */

static char *answer_for_names(const char *types, const char *links, const char *main,
                              const char *target, const char *body)
{
    char list[1024], relations[1024];
    snprintf(list, sizeof(list),
             "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
             "<Override PartName='/%s' ContentType='" DOCX ".main+xml'/></Types>",
             target);
    snprintf(relations, sizeof(relations),
             "<Relationships xmlns='" RELATION "'><Relationship Id='a' Type='%s/officeDocument' "
             "Target='%s'/></Relationships>",
             strstr(body, "purl.oclc.org") != NULL
                 ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
                 : OFFICE,
             target);
    const struct zip_part parts[] = {
        {types, list, 0}, {links, relations, 0}, {main, body, 0}, {NULL, NULL, 0}};
    return answer_for_zip(parts);
}

static void the_main_part_is_found_whatever_its_name(void **state)
{
    static const char BODY[] = OPENED LINE("Số: 12-KH/ĐTN") CLOSED;
    static const char RIGHT[] = DOCX "\t\nSố: 12-KH/ĐTN\n";
    static const char TYPES[] = "[Content_Types].xml", LINKS_PART[] = "_rels/.rels";
    (void)state;
    assert_string_equal(
        answer_for_names(TYPES, LINKS_PART, "word/document2.xml", "word/document2.xml", BODY),
        RIGHT);
    assert_string_equal(answer_for_names(TYPES, LINKS_PART, "doc/main.xml", "/doc/main.xml", BODY),
                        RIGHT);
    assert_string_equal(
        answer_for_names(TYPES, "_rels\\.rels", "word\\document.xml", "word/document.xml", BODY),
        RIGHT);
    assert_string_equal(
        answer_for_names(TYPES, LINKS_PART, "Word/Document.xml", "word/document.xml", BODY), RIGHT);
    assert_string_equal(
        answer_for_names(TYPES, LINKS_PART, "word/d.xml", "word/d.xml",
                         "<x:document "
                         "xmlns:x='http://purl.oclc.org/ooxml/wordprocessingml/main'><x:body><x:p>"
                         "<x:r><x:t>Số: 12-KH/ĐTN</x:t></x:r></x:p></x:body></x:document>"),
        RIGHT);
}

/* ------------------------------------------------------------- characters */

static void signs_that_are_elements_are_characters(void **state)
{
    (void)state;
    READS(P("<w:r><w:t>Số: 128</w:t><w:noBreakHyphen/><w:t>KH/ĐTN</w:t></w:r>"),
          "Số: 128-KH/ĐTN\n");
    READS(P("<w:r><w:t>Dòng một</w:t><w:cr/><w:t>Dòng hai</w:t><w:br/><w:t>ba</w:t></w:r>"),
          "Dòng một\nDòng hai\nba\n");
    READS(P("<w:r><w:t>tình</w:t><w:softHyphen/><w:t>nguyện</w:t><w:tab/><w:t>hè</w:t></w:r>"),
          "tìnhnguyện\thè\n");
    READS(P("<w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>" R("Một")), "Một\n");
}

static void results_of_fields_are_text_and_their_codes_are_not(void **state)
{
    (void)state;
    READS(P(R("Trang ") "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> PAGE "
                        "</w:instrText></w:r>" R(
                            "mã") "<w:r><w:fldChar "
                                  "w:fldCharType='separate'/></w:r>" R(
                                      "7") "<w:r><w:fldChar w:fldCharType='end'/></w:r>" R(".")),
          "Trang 7.\n");
    READS(P("<w:fldSimple w:instr='DATE'>" R("5/3/2023") "</w:fldSimple>"), "5/3/2023\n");
}

/* ------------------------------------------------------------- what is not shown */

static void revisions_are_read_once(void **state)
{
    (void)state;
    READS(P("<w:del><w:r><w:delText>cũ</w:delText><w:t>cũ</w:t></w:r></w:del><w:ins>" R(
              "mới") "</"
                     "w:ins>"),
          "mới\n");
    READS(P("<w:moveFrom>" R("Đoạn chuyển") "</w:moveFrom>" R("Ở lại"))
              P("<w:moveTo>" R("Đoạn chuyển") "</w:moveTo>"),
          "Ở lại\nĐoạn chuyển\n");
    READS(P("<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>Còn"
            "</w:t></w:r>"),
          "Còn\n");
}

static void hidden_text_is_left_out_and_counted(void **state)
{
    (void)state;
    READS_AS(P(R("Thấy ") "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>" R("rõ")),
             "\t\thidden_text=1\nThấy rõ\n");
    READS(P("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>Thấy</w:t></w:r>"), "Thấy\n");
    const struct zip_part parts[] = {
        {"word/document.xml",
         OPENED P("<w:pPr><w:pStyle w:val='An'/></w:pPr>" R("ẩn")) P(
             "<w:r><w:rPr><w:rStyle w:val='Con'/></w:rPr><w:t>ẩn nữa</w:t></w:r>" R("Thấy")) CLOSED,
         0},
        {"word/_rels/document.xml.rels", LINKS(LINK("s", "styles", "styles.xml")), 0},
        {"word/styles.xml",
         "<w:styles xmlns:w='" WORD
         "'><w:style w:type='paragraph' w:styleId='An'><w:rPr><w:vanish/>"
         "</w:rPr></w:style><w:style w:styleId='Con'><w:basedOn w:val='An'/></w:style></w:styles>",
         0},
        {NULL, NULL, 0}};
    assert_string_equal(answer_for_zip(parts), DOCX "\t\thidden_text=2\n\nThấy\n");
}

#define BOX(text) "<w:txbxContent>" LINE(text) "</w:txbxContent>"
#define BRANCHES(requires, choice, fallback) \
    "<w:r><mc:AlternateContent><mc:Choice Requires='" requires "'>" choice \
                                                               "</mc:Choice><mc:Fallback>" fallback \
                                                               "</mc:Fallback></mc:AlternateContent></w:r>"

static void one_branch_of_alternate_content_is_read(void **state)
{
    (void)state;
    READS(P(R("Trước ") BRANCHES("wps", "<wps:txbx>" BOX("mới") "</wps:txbx>",
                                 "<w:pict>" BOX("cũ") "</w:pict>") R("sau.")),
          "Trước sau.\nmới\n");
    READS(P(BRANCHES("new", BOX("lạ"), BOX("cũ")) R("Neo")), "Neo\ncũ\n");
    READS(P(BRANCHES("wps",
                     "<wps:txbx><w:txbxContent>" P(BRANCHES("wps", BOX("trong"), BOX("cũ"))
                                                       R("ngoài")) "</w:txbxContent></wps:txbx>",
                     BOX("cũ"))),
          "\nngoài\ntrong\n");
}

/* ------------------------------------------------------------- tables */

#define CELL(text)    "<w:tc>" LINE(text) "</w:tc>"
#define WIDE(n, text) "<w:tc><w:tcPr><w:gridSpan w:val='" n "'/></w:tcPr>" LINE(text) "</w:tc>"
#define ROW(cells)    "<w:tr>" cells "</w:tr>"
#define TABLE(rows)   "<w:tbl>" rows "</w:tbl>"

static void rows_of_a_table_keep_their_cells(void **state)
{
    (void)state;
    READS(TABLE(ROW(CELL("Số buổi") CELL("12")) ROW(CELL("Số lượt") CELL(""))) LINE("Hết"),
          "Số buổi\t\n12\nSố lượt\t\n\nHết\n");
    READS(TABLE(ROW(CELL("TT") CELL("Xã") CELL("Lượt")) ROW(WIDE("2", "Tổng") CELL("25"))),
          "TT\t\nXã\t\nLượt\nTổng\t\n\t\n25\n");
    /* The head of a paper is a table too, of cells with more lines. */
    READS(TABLE(ROW("<w:tc>" LINE("HUYỆN ĐOÀN") LINE("Số: 1-KH/ĐTN") "</w:tc>" CELL("Tiểu Cần"))),
          "HUYỆN ĐOÀN\nSố: 1-KH/ĐTN\nTiểu Cần\n");
    READS(TABLE(ROW("<w:tc>" TABLE(ROW(CELL("a") CELL("b"))) LINE("c") "</w:tc>" CELL("d"))),
          "a\nb\nc\nd\n");
    /* Empty lines in a cell, and a remark of several lines behind the numbers. */
    READS(TABLE(ROW("<w:tc>" LINE("Số lượt") P("") "</w:tc>"
                                                   "<w:tc>" P("")
                                                       LINE("1.234") "</w:tc>" CELL("lượt"))),
          "Số lượt\t\n1.234\t\nlượt\n");
    READS(TABLE(ROW(CELL("Số lượt") CELL("1.234") "<w:tc>" LINE("có sổ")
                        LINE("theo dõi") "</w:tc>" CELL("x"))),
          "Số lượt\t\n1.234\ncó sổ\ntheo dõi\nx\n");
}

/* ------------------------------------------------------------- other parts */

static void notes_and_margins_are_text(void **state)
{
    const struct zip_part parts[] = {
        {"word/document.xml",
         OPENED LINE("BÁO CÁO") P(R("Số lượt tăng") "<w:r><w:footnoteReference w:id='2'/></w:r>")
             CLOSED,
         0},
        {"word/_rels/document.xml.rels",
         LINKS(LINK("a", "footnotes", "footnotes.xml") LINK("b", "endnotes", "/word/endnotes.xml")
                   LINK("c", "header", "header1.xml") LINK("d", "header", "header2.xml")
                       LINK("e", "footer", "footer1.xml") LINK("f", "comments", "comments.xml")),
         0},
        {"word/footnotes.xml",
         "<w:footnotes xmlns:w='" WORD
         "'><w:footnote w:id='2'>" LINE("Có 1.234 lượt.") "</w:footnote></w:footnotes>",
         0},
        {"word/endnotes.xml",
         "<w:endnotes xmlns:w='" WORD "'><w:endnote>" LINE("Chú thích cuối.") "</w:endnote></"
                                                                              "w:endnotes>",
         0},
        {"word/header1.xml", "<w:hdr xmlns:w='" WORD "'>" LINE("HUYỆN ĐOÀN") LINE("2") "</w:hdr>",
         0},
        {"word/header2.xml",
         "<w:hdr xmlns:w='" WORD "'>" LINE("HUYỆN ĐOÀN") LINE("BÁO CÁO") "</w:hdr>", 0},
        {"word/footer1.xml", "<w:ftr xmlns:w='" WORD "'>" LINE("Lưu hành nội bộ") "</w:ftr>", 0},
        {"word/comments.xml", "<w:comments xmlns:w='" WORD "'>" LINE("Sửa lại") "</w:comments>", 0},
        {NULL, NULL, 0}};
    (void)state;
    assert_string_equal(answer_for_zip(parts),
                        DOCX "\t\nHUYỆN ĐOÀN\nBÁO CÁO\nSố lượt tăng\nCó 1.234 lượt.\nChú thích "
                             "cuối.\nLưu hành nội bộ\n");
}

/* The names and values of a chart stand in no paragraph of the document. */
static void charts_are_text(void **state)
{
    const struct zip_part parts[] = {
        {"word/document.xml", OPENED LINE("BÁO CÁO") CLOSED, 0},
        {"word/_rels/document.xml.rels", LINKS(LINK("a", "chart", "charts/chart1.xml")), 0},
        {"word/charts/chart1.xml",
         "<c:chartSpace xmlns:c='urn:c' xmlns:a='urn:a'><c:title><a:p><a:r><a:t>Hiến máu</a:t></a:r></a:p>"
         "</c:title><c:cat><c:f>Sheet1!$A$2</c:f><c:pt idx='0'><c:v>Quý I</c:v></c:pt></c:cat>"
         "<c:val><c:pt idx='0'><c:v>1234</c:v></c:pt></c:val></c:chartSpace>",
         0},
        {NULL, NULL, 0}};
    (void)state;
    assert_string_equal(answer_for_zip(parts), DOCX "\t\nBÁO CÁO\nHiến máu\nQuý I\n1234\n");
}

#define MHT(type, encoding, body) \
    "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"--=_a b\"\r\n\r\nMột " \
    "tệp\r\n----=_a b\r\nContent-Type: image/png\r\n\r\nxx\r\n----=_a b\r\nContent-Type: " type \
    "\r\nContent-Transfer-Encoding: " encoding "\r\n\r\n" body "\r\n----=_a b--\r\n"

static char *answer_for_chunk(const char *content, size_t len)
{
    const struct zip_part parts[] = {
        {"word/document.xml", OPENED LINE("Trước") "<w:altChunk r:id='c'/>" LINE("Sau") CLOSED, 0},
        {"word/_rels/document.xml.rels", LINKS(LINK("c", "aFChunk", "chunk.bin")), 0},
        {content != NULL ? "word/chunk.bin" : "word/other.bin", content != NULL ? content : "x",
         len},
        {NULL, NULL, 0}};
    return answer_for_zip(parts);
}

static void inner_files_are_part_of_the_text(void **state)
{
    static const struct {
        const char *content, *text;
    } CHUNKS[] = {
        {"<html><head><title>x</title></head><body><p>Đoạn HTML</p></body></html>", "Đoạn HTML\n"},
        {"{\\rtf1\\ansi\\uc1 \\u272?o\\u7841?n RTF\\par}", "Đoạn RTF\n"},
        {"Đoạn chữ", "Đoạn chữ\n"},
        {MHT("text/html; charset=\"utf-8\"", "quoted-printable",
             "<p>=C4=90o=E1=BA=A1n=\r\n MHT</p>"),
         "Đoạn MHT\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(CHUNKS) / sizeof(CHUNKS[0]); i++) {
        char *answer = answer_for_chunk(CHUNKS[i].content, 0);
        assert_non_null(strstr(answer, CHUNKS[i].text));
        assert_non_null(strstr(answer, DOCX "\t\nTrước\n"));
        assert_non_null(strstr(answer, "\nSau\n"));
    }
    const struct zip_part inner[] = {
        {"word/document.xml", OPENED LINE("Trong") "<w:altChunk r:id='c'/>" CLOSED, 0},
        {NULL, NULL, 0}};
    struct buf zip = {0};
    zip_make(inner, &zip);
    assert_string_equal(answer_for_chunk(zip.data, zip.len),
                        DOCX "\t\tunread_parts=1\nTrước\nTrong\nSau\n");
    buf_free(&zip);
}

static void parts_that_cannot_be_read_are_counted(void **state)
{
    const struct zip_part parts[] = {
        {"word/document.xml", OPENED LINE("Bảng kèm theo:") CLOSED, 0},
        {"word/_rels/document.xml.rels",
         LINKS(LINK("a", "package", "embeddings/bang.xlsx") LINK("b", "image", "media/a.png")), 0},
        {"word/embeddings/bang.xlsx", "x", 0},
        {"word/media/a.png", "x", 0},
        {NULL, NULL, 0}};
    (void)state;
    assert_string_equal(answer_for_zip(parts), DOCX "\t\tunread_parts=1\nBảng kèm theo:\n");
    assert_string_equal(answer_for_chunk(NULL, 0), DOCX "\t\tunread_parts=1\nTrước\nSau\n");
    assert_string_equal(answer_for_chunk("\xd0\xcf\x11\xe0\x00\xff\xfe", 7),
                        DOCX "\t\tunread_parts=1\nTrước\nSau\n");
}

/* ------------------------------------------------------------- files called .doc */

static void what_is_saved_as_a_document_is_read_by_what_it_is(void **state)
{
    static const char PAGE[] =
        MHT("text/html; charset=\"windows-1258\"", "base64", "PHA+S+rsIGhvYfJjaDwvcD4=");
    static const char HTML[] = "<html><head><meta http-equiv=Content-Type "
                               "content=\"text/html; charset=windows-1258\"><title>x</title></head>"
                               "<body><p>K\xea\xec hoa\xf2"
                               "ch</p></body></html>";
    (void)state;
    char *answer = answer_for(PAGE, sizeof(PAGE) - 1);
    assert_non_null(strstr(answer, "multipart/related\t\nKế hoạch\n"));
    answer = answer_for(HTML, sizeof(HTML) - 1);
    assert_non_null(strstr(answer, "text/html\t\n"));
    assert_non_null(strstr(answer, "Kế hoạch"));
    assert_null(strstr(answer, "x\n"));
    static const char NOTHING[] =
        MHT("image/png", "base64", "AAAA") "still the message, without a page\n";
    assert_non_null(
        strstr(answer_for(NOTHING, sizeof(NOTHING) - 1), "multipart/related\tdamaged\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_main_part_is_found_whatever_its_name),
        cmocka_unit_test(signs_that_are_elements_are_characters),
        cmocka_unit_test(results_of_fields_are_text_and_their_codes_are_not),
        cmocka_unit_test(revisions_are_read_once),
        cmocka_unit_test(hidden_text_is_left_out_and_counted),
        cmocka_unit_test(one_branch_of_alternate_content_is_read),
        cmocka_unit_test(rows_of_a_table_keep_their_cells),
        cmocka_unit_test(notes_and_margins_are_text),
        cmocka_unit_test(charts_are_text),
        cmocka_unit_test(inner_files_are_part_of_the_text),
        cmocka_unit_test(parts_that_cannot_be_read_are_counted),
        cmocka_unit_test(what_is_saved_as_a_document_is_read_by_what_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
