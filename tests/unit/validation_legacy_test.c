/*
 * Text whose font decides the meaning of its bytes: RTF, DOCX and the fonts of TCVN3 and VNI.
 */
#include "support/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "formats/document.h"
#include "formats/rtf.h"
#include "support/zip.h"

enum { MAX = 1 << 16 };

struct read_text {
    struct buf text, facts;
    bool is_whole;
};

static void read_rtf(const char *data, size_t len, size_t max, struct read_text *out)
{
    struct legacy_text fonts = {.out = &out->text};
    buf_clear(&out->text);
    buf_clear(&out->facts);
    out->is_whole = rtf_read(data, len, &fonts, max);
    legacy_text_close(&fonts, &out->facts);
}

#define FONTS \
    "{\\fonttbl{\\f0\\froman\\fcharset0 Times New Roman{\\*\\falt Times};}" \
    "{\\f1\\fnil\\fcharset0 .VnTime;}{\\f2\\fnil .VnTimeH;}{\\f3\\fnil VNI-Times;}" \
    "{\\f4\\fswiss\\fcharset163 Arial;}}{\\colortbl;\\red0\\green0\\blue0;}"
#define RTF(...) "{\\rtf1\\ansi\\ansicpg1252\\deff0" FONTS __VA_ARGS__ "}"

static const struct {
    const char *rtf, *text, *font;
} TEXTS[] = {
    {RTF("\\uc1 \\u272?o\\'e0n vi\\u234?n\\par Hai\\line ba\\tab b\\u7889 ?n\\par"),
     "Đoàn viên\nHai\nba\tbốn\n", ""},
    {RTF("\\f1 Th\\'f9c hi\\'d6n k\\'d5 ho\\'b9ch \\f0 2023\\par"), "Thực hiện kế hoạch 2023\n",
     "legacy_font=.VnTime"},
    {RTF("{\\f2 \\'ae\\'b5n tnCS}{\\f1 h\\'e5 ch\\'dd}\\par"), "ĐÀN TNCShồ chí\n",
     "legacy_font=.VnTimeH"},
    {RTF("\\f3 Th\\'f6{\\b\\'efc} hie\\'e4n ke\\'e1 hoa\\'efch"), "Thực hiện kế hoạch",
     "legacy_font=VNI-Times"},
    {RTF("\\f4 \\'d0o\\'e0n xa\\'de T\\'e2n Ho\\'cca\\par"), "Đoàn xã Tân Hòa\n", ""},
    {RTF("\\trowd\\intbl X\\'e3\\cell 12\\cell\\row"), "Xã\t12\t\n", ""},
    {RTF("{\\info{\\title An}}{\\pict\\bin4 }}{{}Hien {\\*\\generator Word;}ra"), "Hien ra", ""},
    {RTF("{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt trang}} \\{a\\\\b\\}\\~c\\_d\\-e"),
     "trang {a\\b} c-de", ""},
    {RTF("{\\object{\\*\\objdata 0105}}\\uc2\\u8220\\'93\\'94x\\u-10179??\\u-8704??y"),
     "“x\xf0\x9f\x98\x80y", ""},
    {RTF("{\\shp{\\*\\shpinst\\shpleft0{\\sp{\\sn x}}{\\shptxt trong khung}}}"), "trong khung", ""},
    {RTF("\\uc0\\u7844 \\plain\\ldblquote n\\rdblquote\\emdash"), "Ấ“n”—", ""},
    /* A misleading font name over text that was converted: the text read as TCVN3 is read again. */
    {RTF("\\f1 \\'e1 \\f0 x \\f1 \\u7879? \\'e0"), "á x ệ à", ""},
};

static void rtf_is_read_as_its_fonts_mean_it(void **state)
{
    (void)state;
    struct read_text got = {0};
    int wrong = 0;
    for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++) {
        read_rtf(TEXTS[i].rtf, strlen(TEXTS[i].rtf), MAX, &got);
        if (!got.is_whole || strcmp(buf_string(&got.text), TEXTS[i].text) != 0 ||
            strcmp(buf_string(&got.facts), TEXTS[i].font) != 0) {
            print_error("%zu: \"%s\" [%s]%s\n", i, buf_string(&got.text), buf_string(&got.facts),
                        got.is_whole ? "" : " cut");
            wrong++;
        }
    }
    buf_free(&got.text);
    buf_free(&got.facts);
    assert_int_equal(wrong, 0);
}

/* Every prefix of it is damaged, and none is read beyond its end. */
static void rtf_that_ends_in_its_midst_is_damaged(void **state)
{
    (void)state;
    struct read_text got = {0};
    for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++) {
        size_t whole = strlen(TEXTS[i].rtf);
        for (size_t len = 0; len < whole; len++) {
            char *part = malloc(len + 1);
            memcpy(part, TEXTS[i].rtf, len);
            read_rtf(part, len, MAX, &got);
            free(part);
            assert_true(i == 6 || !got.is_whole);
        }
    }
    buf_free(&got.text);
    buf_free(&got.facts);
}

static void deep_and_long_rtf_stays_within_its_bounds(void **state)
{
    (void)state;
    enum { DEEP = 100000 };
    struct read_text got = {0};
    struct buf deep = {0};
    buf_text(&deep, "{\\rtf1 ");
    for (int i = 0; i < DEEP; i++) {
        buf_text(&deep, "{\\b\\f9 x");
    }
    for (int i = 0; i <= DEEP; i++) {
        buf_byte(&deep, '}');
    }
    read_rtf(deep.data, deep.len, 1 << 20, &got);
    assert_true(got.is_whole);
    assert_int_equal(got.text.len, DEEP);
    read_rtf(deep.data, deep.len, 1000, &got);
    assert_true(got.is_whole && got.text.len <= 1000);
    buf_free(&deep);
    buf_free(&got.text);
    buf_free(&got.facts);
}

static void read_docx(const char *document, const char *styles, struct read_text *out)
{
    const struct zip_part parts[] = {
        {"word/document.xml", document, 0},
        {"word/_rels/document.xml.rels",
         "<Relationships><Relationship Id=\"a\" Type=\"x/styles\" Target=\"styles.xml\"/>"
         "</Relationships>",
         0},
        {styles[0] != '\0' ? "word/styles.xml" : NULL, styles, 0},
        {NULL, NULL, 0}};
    int fd = zip_make_file(parts);
    struct package *package = package_open(fd);
    struct legacy_text fonts = {.out = &out->text};
    struct document_notes notes;
    assert_non_null(package);
    buf_clear(&out->text);
    buf_clear(&out->facts);
    document_read(package, &fonts, MAX, &notes);
    out->is_whole = package_problem(package)[0] == '\0';
    legacy_text_close(&fonts, &out->facts);
    package_close(&package);
    close(fd);
}

#define RUN(font, text) \
    "<r><rPr><rFonts ascii=\"" font "\" hAnsi=\"" font "\"/></rPr><t>" text "</t></r>"

static const struct {
    const char *document, *styles, *text, *font;
} DOCUMENTS[] = {
    {"<d><p>" RUN(".VnTime", "Thùc hiÖn kÕ") RUN(".VnArial", " ho¹ch")
         RUN("Arial", " số 3") "</p></d>",
     "", "Thực hiện kế hoạch số 3\n", "legacy_font=.VnTime"},
    {"<d><p>" RUN("VNI-Times", "Thö") RUN("VNI-Times", "ïc hieän") "</p></d>", "", "Thực hiện\n",
     "legacy_font=VNI-Times"},
    {"<d><p>" RUN(".VnTimeH", "®oµn x· t©n hßa") "</p></d>", "", "ĐOÀN XÃ TÂN HÒA\n",
     "legacy_font=.VnTimeH"},
    {"<d><p><r><t>KÕ ho¹ch</t></r></p><p><pPr><pStyle val=\"B\"/></pPr><r><t>Số 1</t></r></p></d>",
     "<s><docDefaults><rFonts ascii=\".VnTime\"/></docDefaults><style type=\"paragraph\" "
     "styleId=\"A\">"
     "<rFonts ascii=\"Arial\"/></style><style type=\"paragraph\" styleId=\"B\"><basedOn "
     "val=\"A\"/></style></s>",
     "Kế hoạch\nSố 1\n", "legacy_font=.VnTime"},
    {"<d><p><pPr><pStyle val=\"B\"/></pPr><r><t>KÕ ho¹ch</t></r></p></d>",
     "<s><style type=\"paragraph\" styleId=\"A\"><rFonts hAnsi=\".VnTime\"/></style>"
     "<style type=\"paragraph\" styleId=\"B\"><basedOn val=\"A\"/></style></s>",
     "Kế hoạch\n", "legacy_font=.VnTime"},
    {"<d><p>" RUN(".VnTime", "Kế hoạch à") "</p><p>" RUN(".VnTime", "á") "</p></d>", "",
     "Kế hoạch à\ná\n", ""},
    {"<d><p>" RUN(".VnTime", "Le 3") "</p></d>", "", "Le 3\n", ""},
    {"<d><p><pPr><rPr><rFonts ascii=\".VnTime\"/></rPr></pPr><r><t>KÕ</t></r></p></d>", "", "KÕ\n",
     ""},
    /* A cycle of styles ends. */
    {"<d><p><pPr><pStyle val=\"A\"/></pPr><r><t>x</t><tab/><t>y</t><br/></r></p></d>",
     "<s><style styleId=\"A\"><basedOn val=\"B\"/></style><style styleId=\"B\"><basedOn "
     "val=\"A\"/></style></s>",
     "x\ty\n\n", ""},
};

static void documents_are_read_as_their_fonts_mean_it(void **state)
{
    (void)state;
    struct read_text got = {0};
    int wrong = 0;
    for (size_t i = 0; i < sizeof(DOCUMENTS) / sizeof(DOCUMENTS[0]); i++) {
        read_docx(DOCUMENTS[i].document, DOCUMENTS[i].styles, &got);
        if (!got.is_whole || strcmp(buf_string(&got.text), DOCUMENTS[i].text) != 0 ||
            strcmp(buf_string(&got.facts), DOCUMENTS[i].font) != 0) {
            print_error("%zu: \"%s\" [%s]\n", i, buf_string(&got.text), buf_string(&got.facts));
            wrong++;
        }
    }
    buf_free(&got.text);
    buf_free(&got.facts);
    assert_int_equal(wrong, 0);
}

static void fonts_are_known_by_their_names(void **state)
{
    (void)state;
    assert_int_equal(legacy_font_of(".VnTime"), FONT_TCVN3);
    assert_int_equal(legacy_font_of(".vnCentury Schoolbook"), FONT_TCVN3);
    assert_int_equal(legacy_font_of(".VnArialH"), FONT_TCVN3_CAPITALS);
    assert_int_equal(legacy_font_of("VNI-Helve"), FONT_VNI);
    assert_int_equal(legacy_font_of("Times New Roman"), FONT_UNICODE);
    assert_int_equal(legacy_font_of(""), FONT_UNICODE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rtf_is_read_as_its_fonts_mean_it),
        cmocka_unit_test(rtf_that_ends_in_its_midst_is_damaged),
        cmocka_unit_test(deep_and_long_rtf_stays_within_its_bounds),
        cmocka_unit_test(documents_are_read_as_their_fonts_mean_it),
        cmocka_unit_test(fonts_are_known_by_their_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
