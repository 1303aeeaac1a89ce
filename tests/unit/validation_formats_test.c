/*
 * The reader's answers about files: the cells of a workbook with their places, the size of a
 * picture, and a problem of its own for every kind of bad file.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
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

#define DOCX  "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#define XLSX  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#define WORDS "<d><p><t>M\xe1\xbb\x99t</t></p><p><t>Hai</t></p></d>"

static void cells_of_a_workbook_keep_their_places(void **state)
{
    (void)state;
    const struct zip_part parts[] = {
        {"xl/workbook.xml",
         "<w xmlns:r='r'><sheets><sheet name='Hai' r:id='b'/><sheet name='Ẩn' state='hidden' "
         "r:id='b'/><sheet name='Một' r:id='a'/></sheets></w>",
         0},
        {"xl/_rels/workbook.xml.rels",
         "<r><Relationship Id='a' Type='x/worksheet' Target='worksheets/sheet1.xml'/>"
         "<Relationship Id='b' Type='x/worksheet' Target='/xl/worksheets/sheet2.xml'/>"
         "<Relationship Id='c' Type='x/sharedStrings' Target='sharedStrings.xml'/></r>",
         0},
        {"xl/sharedStrings.xml",
         "<sst><si><t>Xã</t></si><si><r><t>Đoàn </t></r><r><t>viên</t></r></si></sst>", 0},
        {"xl/worksheets/sheet1.xml",
         "<s><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" "
         "t=\"s\"><v>1</v></c></row>"
         "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Tân\tHòa</t></is></c><c "
         "r=\"C2\"><v>12.5</v></c></row>"
         "<row r=\"4\"><c r=\"B4\" t=\"e\"><v>#REF!</v></c></row>"
         "<row r=\"9\" hidden=\"1\"><c><v>1</v></c></row>"
         "<row r=\"12\"><c r=\"A12\"><v>4.0999999999999996</v></c></row></sheetData></s>",
         0},
        {"xl/worksheets/sheet2.xml", "<s><sheetData><row><c><v>7</v></c></row></sheetData></s>", 0},
        {NULL, NULL, 0}};
    assert_string_equal(answer_for_zip(parts),
                        XLSX "\t\trows=1:1:Hai/3:1:Một/7:12:\thidden_rows=1\thidden_sheets=1\n7\n\n"
                             "Xã\t\tĐoàn viên\nTân Hòa\t\t12.5\n\n\t#REF!\n4.1\n\n");
}

static void text_of_documents_is_read(void **state)
{
    (void)state;
    const struct zip_part docx[] = {{"word/document.xml", WORDS, 0}, {NULL, NULL, 0}};
    const struct zip_part odt[] = {
        {"mimetype", "x", 0},
        {"content.xml", "<o><p>Kế <span>hoạch</span></p><p>Hai</p></o>", 0},
        {NULL, NULL, 0}};
    assert_string_equal(answer_for_zip(docx), DOCX "\t\nM\xe1\xbb\x99t\nHai\n");
    assert_string_equal(answer_for_zip(odt),
                        "application/vnd.oasis.opendocument.text\t\nKế hoạch\nHai\n");
}

/* Old papers: plain text of Windows-1258, often under the name of a Word file. */
static void text_of_windows_1258_is_composed(void **state)
{
    static const char TEXT[] = "K\xea\xec hoa\xf2"
                               "ch h\xf4\xde tr\xf5\xf2 \xf0oa\xccn vi\xean\r\n";
    (void)state;
    const char *answer = answer_for(TEXT, sizeof(TEXT) - 1);
    assert_non_null(strstr(answer, "Kế hoạch hỗ trợ đoàn viên"));
}

static void bad_files_are_reported_under_their_own_names(void **state)
{
    (void)state;
    enum { BOMB = 24 << 20 };
    char *zeros = calloc(1, BOMB);
    const struct zip_part macro[] = {
        {"word/document.xml", WORDS, 0}, {"word/vbaProject.bin", "vba", 0}, {NULL, NULL, 0}};
    const struct zip_part entities[] = {
        {"word/document.xml", "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><d>&b;</d>",
         0},
        {NULL, NULL, 0}};
    const struct zip_part bomb[] = {
        {"word/document.xml", WORDS, 0}, {"word/media/a.bmp", zeros, BOMB}, {NULL, NULL, 0}};
    const struct zip_part broken[] = {{"word/document.xml", "<d><p><t>Một", 0}, {NULL, NULL, 0}};
    assert_string_equal(answer_for_zip(macro), DOCX "\tmacro\nM\xe1\xbb\x99t\nHai\n");
    assert_non_null(strstr(answer_for_zip(entities), "\txml_bomb\n"));
    assert_non_null(strstr(answer_for_zip(bomb), "\tzip_bomb\n"));
    assert_non_null(strstr(answer_for_zip(broken), "\tdamaged\n"));
    assert_string_equal(answer_for("", 0), "application/x-empty\tempty\n");
    free(zeros);
}

/* The start and the end of a PNG of 640 by 420. */
static const char PNG[] =
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xa4\x08\x02\0\0\0....\0\0\0\0IEND\xae\x42\x60\x82";

static void pictures_show_their_size_and_what_hides_in_them(void **state)
{
    (void)state;
    const struct zip_part hidden[] = {{"a.txt", "giấu", 0}, {NULL, NULL, 0}};
    struct buf both = {0};
    assert_string_equal(answer_for(PNG, sizeof(PNG) - 1), "image/png\t\twidth=640\theight=420\n");
    assert_string_equal(answer_for(PNG, 30), "image/png\tdamaged\twidth=640\theight=420\n");
    buf_add(&both, PNG, sizeof(PNG) - 1);
    zip_make(hidden, &both);
    assert_non_null(strstr(answer_for(both.data, both.len), "image/png\tpolyglot\t"));
    buf_free(&both);
    static const char MIXED[] = "GIF89a%PDF-1.4\n";
    assert_string_equal(answer_for(MIXED, sizeof(MIXED) - 1), "application/pdf\tpolyglot\n");
}

/* Old Office files, and new ones with a password, are compound files. */
static void compound_files_are_distinguished(void **state)
{
    (void)state;
    static const char PLAIN[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W\0o\0r\0d\0";
    static const char LOCKED[] =
        "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    static const char MACRO[] =
        "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 _\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0";
    assert_string_equal(answer_for(PLAIN, sizeof(PLAIN)), "application/x-ole-storage\t\n");
    assert_string_equal(answer_for(LOCKED, sizeof(LOCKED)), "application/encrypted\tencrypted\n");
    assert_string_equal(answer_for(MACRO, sizeof(MACRO)), "application/x-ole-storage\tmacro\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_of_a_workbook_keep_their_places),
        cmocka_unit_test(text_of_documents_is_read),
        cmocka_unit_test(text_of_windows_1258_is_composed),
        cmocka_unit_test(bad_files_are_reported_under_their_own_names),
        cmocka_unit_test(compound_files_are_distinguished),
        cmocka_unit_test(pictures_show_their_size_and_what_hides_in_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
