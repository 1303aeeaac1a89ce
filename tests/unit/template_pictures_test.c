/*
 * Pictures in templates of papers: as large as the template says and the page has room, each file
 * once, with the words for those who do not see it; and what is said of one that is missing.
 */
#include "support/test.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "package/package.h"
#include "support/zip.h"
#include "template/template.h"

#define WORD               "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define DRAWING            "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
#define OFFICE             "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE            "http://schemas.openxmlformats.org/package/2006/"
#define R(text)            "<w:r><w:t xml:space='preserve'>" text "</w:t></w:r>"
#define P(text)            "<w:p>" R(text) "</w:p>"
#define LOOKS(looks, text) "<w:p><w:pPr>" looks "</w:pPr>" R(text) "</w:p>"
#define C(text)            "<w:tc>" P(text) "</w:tc>"
#define WIDE(w, text)      "<w:tc><w:tcPr><w:tcW w:w='" #w "' w:type='dxa'/></w:tcPr>" P(text) "</w:tc>"
#define ROW(cells)         "<w:tr>" cells "</w:tr>"
#define GRID(widths, rows) "<w:tbl><w:tblPr/><w:tblGrid>" widths "</w:tblGrid>" rows "</w:tbl>"
#define COL(w)             "<w:gridCol w:w='" #w "'/>"
/* 9638 twips of text, 17 cm, and 14 cm high. */
#define SECTION \
    "<w:sectPr><w:pgSz w:w='11906' w:h='10205'/><w:pgMar w:left='1134' w:right='1134' w:top='567' " \
    "w:bottom='567'/></w:sectPr>"

static const char NAMES[] = "{\"logo\":\"picture\",\"ten\":\"text\",\"anh\":\"list\","
                            "\"anh.anh\":\"picture\",\"anh.loi\":\"text\"}";
static const char DATA[] =
    "{\"ten\":\"Trà Cú\",\"logo\":{\"hash\":\"a\",\"alt\":\"Sổ\"},\"anh\":["
    "{\"anh\":{\"hash\":\"a\",\"alt\":\"Sổ <gốc> & \\\"mới\\\"\"},\"loi\":\"một\"},"
    "{\"anh\":{\"hash\":\"b\",\"alt\":\"Phòng\"},\"loi\":\"hai\"},"
    "{\"anh\":null,\"loi\":\"ba\"}]}";
/* Four to three, and upright. */
static const struct template_picture GIVEN[] = {{"a", "", "JPEG a", 6, 1200, 900},
                                                {"b", "", "JPEG b", 6, 900, 1200}};
#define BOTH \
    (struct template_pictures) \
    { \
        .given = GIVEN, .count = 2 \
    }

static const char TYPES[] =
    "<Types xmlns='" PACKAGE
    "content-types'><Default Extension='xml' ContentType='application/xml'/></Types>";

static void docx_with(const char *body, const char *types, const char *links, const char *footer,
                      struct buf *out)
{
    char main[1 << 15];
    snprintf(main, sizeof(main),
             "<w:document xmlns:w='" WORD "' xmlns:wp='" DRAWING
             "'><w:body>%s</w:body></w:document>",
             body);
    const struct zip_part parts[] = {{"[Content_Types].xml", types, 0},
                                     {"word/document.xml", main, 0},
                                     {"word/_rels/document.xml.rels", links, 0},
                                     {"word/media/anh1.jpeg", "an office's own", 0},
                                     {footer != NULL ? "word/footer1.xml" : NULL, footer, 0},
                                     {NULL, NULL, 0}};
    zip_make(parts, out);
}

#define LINKS(more) "<Relationships xmlns='" PACKAGE "relationships'>" more "</Relationships>"

struct filled {
    struct buf docx, faults, wanted;
    bool is_right;
};

static struct filled fill_docx(const struct buf *docx, const char *data,
                               struct template_pictures pictures)
{
    struct filled self = {0};
    json_t *names = json_loads(NAMES, 0, NULL), *values = json_loads(data, 0, NULL);
    assert_non_null(values);
    self.is_right = template_fill(docx, names, values, &pictures, &self.docx, &self.faults);
    self.wanted = pictures.wanted;
    json_decref(names);
    json_decref(values);
    return self;
}

static struct filled fill(const char *body, struct template_pictures pictures)
{
    struct buf docx = {0};
    docx_with(body, TYPES, LINKS(""), NULL, &docx);
    struct filled self = fill_docx(&docx, DATA, pictures);
    buf_free(&docx);
    return self;
}

static void filled_free(struct filled *self)
{
    buf_free(&self->docx);
    buf_free(&self->faults);
    buf_free(&self->wanted);
}

static char *part_of(const struct filled *self, const char *name)
{
    static char kept[1 << 16];
    struct buf text = {0};
    struct package *package = package_open_bytes(&self->docx);
    assert_non_null(package);
    if (!package_load(package, name, &text)) {
        fail_msg("no %s; %s", name, buf_string(&self->faults));
    }
    xmlDoc *tree = xmlReadMemory(text.data, (int)text.len, NULL, NULL, XML_PARSE_NOERROR);
    assert_true(tree != NULL || strstr(name, "media/") != NULL);
    xmlFreeDoc(tree);
    snprintf(kept, sizeof(kept), "%s", buf_string(&text));
    package_close(&package);
    buf_free(&text);
    return kept;
}

/* "17.00x12.75 " for each drawing, in centimetres. */
static const char *sizes_in(const char *xml)
{
    static char said[1 << 10];
    said[0] = '\0';
    for (const char *at = xml; (at = strstr(at, "<wp:extent ")) != NULL; at++) {
        long width, height;
        assert_int_equal(sscanf(at, "<wp:extent cx=\"%ld\" cy=\"%ld\"", &width, &height), 2);
        snprintf(said + strlen(said), sizeof(said) - strlen(said), "%.2fx%.2f ",
                 (double)width / 360000, (double)height / 360000);
    }
    return said;
}

static void expect_sizes(const char *body, const char *wanted)
{
    struct filled self = fill(body, BOTH);
    if (!self.is_right) {
        fail_msg("%s", buf_string(&self.faults));
    }
    assert_string_equal(sizes_in(part_of(&self, "word/document.xml")), wanted);
    assert_string_equal(buf_string(&self.faults), "[]");
    filled_free(&self);
}

static int count_of(const char *text, const char *what)
{
    int count = 0;
    for (const char *at = text; (at = strstr(at, what)) != NULL; at++) {
        count++;
    }
    return count;
}

/* ---------------------------------------------------------------- sizes */

static void it_is_as_wide_as_the_template_says(void **state)
{
    (void)state;
    expect_sizes(P("{{logo|ảnh 8 cm}} {{ logo | ảnh 4,5 cm }}{{logo|ảnh 2.25cm}}") SECTION,
                 "8.00x6.00 4.50x3.38 2.25x1.69 ");
}

static void it_is_never_wider_than_its_place(void **state)
{
    (void)state;
    /* The upright one is as high as the page. */
    expect_sizes(P("{{#anh}}{{anh|ảnh}}{{/anh}}") SECTION, "17.00x12.75 10.50x14.00 ");
    expect_sizes(P("{{logo|ảnh 30 cm}}") "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/><w:pgMar "
                                         "w:left='1134' w:right='1134'/></w:sectPr>",
                 "17.00x12.75 ");
    expect_sizes(LOOKS("<w:ind w:left='1134' w:right='567'/>", "{{logo|ảnh}}") SECTION,
                 "14.00x10.50 ");
    expect_sizes(P("{{logo|ảnh}}") "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/><w:pgMar "
                                   "w:left='1134' w:right='1134'/><w:cols w:num='2' w:space='566'/>"
                                   "</w:sectPr>",
                 "8.00x6.00 ");
}

static void in_a_cell_it_is_as_wide_as_the_cell(void **state)
{
    (void)state;
    /* Without the margins of cells, 108 twips at each side. */
    expect_sizes(GRID(COL(2484) COL(4752),
                      ROW(WIDE(2484, "{{logo|ảnh}}") WIDE(4752, "{{logo|ảnh}} {{logo|ảnh 3 cm}}")))
                     SECTION,
                 "4.00x3.00 8.00x6.00 3.00x2.25 ");
    expect_sizes(GRID(COL(2484) COL(2268), ROW("<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" P(
                                               "{{logo|ảnh}}") "</w:tc>")) SECTION,
                 "8.00x6.00 ");
}

static void in_rows_and_blocks_each_has_its_own(void **state)
{
    (void)state;
    expect_sizes(GRID(COL(2484) COL(900),
                      ROW(WIDE(2484, "{{#anh}}{{anh|ảnh}}") WIDE(900, "{{loi}}{{/anh}}"))) SECTION,
                 "4.00x3.00 4.00x5.33 ");
    expect_sizes(P("{{#anh}}") P("{{anh|ảnh 6 cm}}") P("Ảnh {{stt}}. {{loi}}") P("{{/anh}}")
                     P("{{?logo}}{{logo|ảnh 1 cm}}{{/logo}}{{^logo}}{{logo|ảnh 2 cm}}{{/logo}}")
                         SECTION,
                 "6.00x4.50 6.00x8.00 1.00x0.75 ");
    expect_sizes(P("{{logo|ảnh 1 cm}}{{#anh}}{{anh|ảnh 1 cm}}{{/anh}}") SECTION,
                 "1.00x0.75 1.00x0.75 1.00x1.33 ");
}

static void in_columns_that_repeat_it_is_as_wide_as_its_share(void **state)
{
    (void)state;
    expect_sizes(GRID(COL(7776), ROW(WIDE(7776, "{{#anh|cột}}{{anh|ảnh}}{{/anh}}"))) SECTION,
                 "4.19x3.14 4.19x5.59 ");
}

static void a_line_is_as_high_as_its_picture(void **state)
{
    (void)state;
    struct filled self = fill(
        LOOKS("<w:keepNext/><w:spacing w:before='60' w:line='360' w:lineRule='exact'/>"
              "<w:ind w:left='100' w:firstLine='567'/><w:jc w:val='center'/>",
              "{{logo|ảnh 2 cm}}") LOOKS("<w:jc w:val='both'/>", "Ảnh: {{logo|ảnh 2 cm}}") SECTION,
        BOTH);
    const char *xml = part_of(&self, "word/document.xml");
    assert_non_null(strstr(xml, "<w:keepNext/><w:spacing w:before=\"60\" w:line=\"240\" "
                                "w:lineRule=\"auto\"/><w:ind w:left=\"100\" w:firstLine=\"0\"/>"
                                "<w:jc w:val=\"center\"/>"));
    assert_non_null(strstr(xml, "<w:pPr><w:spacing w:line=\"240\" w:lineRule=\"auto\"/>"
                                "<w:jc w:val=\"both\"/></w:pPr>"));
    filled_free(&self);
}

/* ---------------------------------------------------------------- the package */

static void each_file_is_there_once(void **state)
{
    (void)state;
    struct filled self = fill(
        "<w:p><w:r><w:drawing><wp:inline><wp:docPr id='41' name='Huy hiệu'/></wp:inline>"
        "</w:drawing></w:r></w:p>" P("{{#anh}}{{anh|ảnh 2 cm}}{{/anh}}{{logo|ảnh 3 cm}}") SECTION,
        BOTH);
    assert_true(self.is_right);
    const char *xml = part_of(&self, "word/document.xml");
    assert_int_equal(count_of(xml, "<a:blip r:embed=\"rIdAnh1\"/>"), 2);
    assert_int_equal(count_of(xml, "<a:blip r:embed=\"rIdAnh2\"/>"), 1);
    assert_int_equal(count_of(xml, "<wp:docPr id=\"42\""), 1);
    assert_int_equal(count_of(xml, "<wp:docPr id=\"43\""), 1);
    assert_int_equal(count_of(xml, "<wp:docPr id=\"44\""), 1);
    assert_int_equal(count_of(xml, "descr=\"Sổ &lt;gốc&gt; &amp; &quot;mới&quot;\""), 1);
    assert_int_equal(count_of(xml, "descr=\"Phòng\""), 1);
    assert_null(strstr(xml, "<picture"));
    const char *links = part_of(&self, "word/_rels/document.xml.rels");
    assert_int_equal(count_of(links, "<Relationship "), 2);
    assert_non_null(
        strstr(links, "Id=\"rIdAnh2\" Type=\"" OFFICE "/image\" Target=\"/word/media/anh2.jpeg\""));
    assert_string_equal(part_of(&self, "word/media/anh2.jpeg"), "JPEG b");
    assert_string_equal(part_of(&self, "word/media/anh61.jpeg"), "JPEG a");
    assert_string_equal(part_of(&self, "word/media/anh1.jpeg"), "an office's own");
    const char *types = part_of(&self, "[Content_Types].xml");
    assert_int_equal(count_of(types, "<Default Extension=\"jpeg\" ContentType=\"image/jpeg\"/>"),
                     1);
    filled_free(&self);
}

static void what_the_package_has_is_respected(void **state)
{
    (void)state;
    struct buf docx = {0};
    docx_with(P("{{#anh}}{{anh|ảnh 2 cm}}{{/anh}}") SECTION,
              "<Types xmlns='" PACKAGE "content-types'><Default Extension='JPEG' "
              "ContentType='application/odd'/></Types>",
              LINKS("<Relationship Id='rIdAnh1' Type='t' Target='styles.xml'/>"
                    "<Relationship Id='f' Type='" OFFICE "/footer' Target='footer1.xml'/>"),
              "<w:ftr xmlns:w='" WORD "'>" P("{{logo|ảnh 30 cm}}") "</w:ftr>", &docx);
    struct filled self = fill_docx(&docx, DATA, BOTH);
    assert_true(self.is_right);
    assert_non_null(strstr(part_of(&self, "word/document.xml"), "r:embed=\"rIdAnh61\""));
    assert_string_equal(sizes_in(part_of(&self, "word/footer1.xml")), "17.00x12.75 ");
    assert_int_equal(count_of(part_of(&self, "word/_rels/footer1.xml.rels"), "<Relationship "), 1);
    assert_int_equal(count_of(part_of(&self, "[Content_Types].xml"), "<Override "), 2);
    filled_free(&self);
    buf_free(&docx);
}

static void a_strict_document_has_strict_names(void **state)
{
    (void)state;
    struct buf docx = {0};
    const struct zip_part parts[] = {
        {"[Content_Types].xml", TYPES, 0},
        {"word/document.xml",
         "<document xmlns='http://purl.oclc.org/ooxml/wordprocessingml/main'><body><p><r>"
         "<t>{{logo|ảnh 2 cm}}</t></r></p></body></document>",
         0},
        {NULL, NULL, 0}};
    zip_make(parts, &docx);
    struct filled self = fill_docx(&docx, DATA, BOTH);
    assert_true(self.is_right);
    assert_null(strstr(part_of(&self, "word/document.xml"), "schemas.openxmlformats.org"));
    assert_null(
        strstr(part_of(&self, "word/_rels/document.xml.rels"), "openxmlformats.org/office"));
    filled_free(&self);
    buf_free(&docx);
}

static void the_same_input_gives_the_same_bytes(void **state)
{
    (void)state;
    static const char BODY[] = P("{{#anh}}{{anh|ảnh 2 cm}}{{/anh}}") SECTION;
    struct filled one = fill(BODY, BOTH), two = fill(BODY, BOTH);
    assert_int_equal(one.docx.len, two.docx.len);
    assert_memory_equal(one.docx.data, two.docx.data, one.docx.len);
    filled_free(&one);
    filled_free(&two);
}

/* ---------------------------------------------------------------- what is missing */

static void those_that_are_shown_are_wanted_as_wide_as_they_are(void **state)
{
    (void)state;
    struct template_pictures one = {.given = GIVEN, .count = 1};
    struct filled self = fill(P("{{#anh}}{{anh|ảnh 2,54 cm}}{{/anh}}{{logo|ảnh}}") SECTION,
                              (struct template_pictures){.count = 0});
    assert_true(self.is_right);
    assert_int_equal(self.docx.len, 0);
    assert_string_equal(buf_string(&self.wanted),
                        "[{\"hash\":\"a\",\"width\":1600},{\"hash\":\"b\",\"width\":300}]");
    filled_free(&self);
    self = fill(P("{{#anh}}{{anh|ảnh 5,08 cm}}{{/anh}}") SECTION, one);
    assert_string_equal(buf_string(&self.wanted), "[{\"hash\":\"b\",\"width\":600}]");
    filled_free(&self);
    self = fill(P("{{?logo}}có{{/logo}}") SECTION, (struct template_pictures){.count = 0});
    assert_int_equal(self.wanted.len, 0);
    assert_true(self.docx.len > 0);
    filled_free(&self);
}

static void a_sentence_stands_for_one_that_cannot_be_shown(void **state)
{
    (void)state;
    static const struct template_picture BAD[] = {{"a", "damaged", NULL, 0, 0, 0},
                                                  {"b", "missing", NULL, 0, 0, 0}};
    struct filled self =
        fill(GRID(COL(5000) COL(4000), ROW(C("{{#anh}}{{anh|ảnh}}") C("{{loi}}{{/anh}}"))) SECTION,
             (struct template_pictures){.given = BAD, .count = 2});
    assert_true(self.is_right);
    const char *xml = part_of(&self, "word/document.xml");
    assert_non_null(strstr(xml, "(Không có ảnh: tệp hỏng hoặc không phải ảnh)"));
    assert_non_null(strstr(xml, "(Không có ảnh: tệp không còn trong kho)"));
    json_t *remarks = json_loads(buf_string(&self.faults), 0, NULL);
    assert_int_equal(json_array_size(remarks), 2);
    const json_t *second = json_array_get(remarks, 1);
    assert_string_equal(json_string_value(json_object_get(second, "code")), "picture_missing");
    assert_string_equal(json_string_value(json_object_get(second, "tag")), "{{anh|ảnh}}");
    assert_string_equal(json_string_value(json_object_get(second, "place")), "hai");
    assert_non_null(strstr(json_string_value(json_object_get(second, "message")), "“Phòng”"));
    json_decref(remarks);
    filled_free(&self);
}

static void too_many_are_left_out(void **state)
{
    (void)state;
    struct template_picture given[TEMPLATE_PICTURES_MAX + 1];
    static char hashes[TEMPLATE_PICTURES_MAX + 1][12];
    struct buf data = {0}, docx = {0};
    buf_text(&data, "{\"anh\":[");
    for (int i = 0; i <= TEMPLATE_PICTURES_MAX; i++) {
        snprintf(hashes[i], sizeof(hashes[i]), "%d", i);
        given[i] = (struct template_picture){hashes[i], "", "JPEG", 4, 4, 3};
        buf_print(&data, "%s{\"anh\":{\"hash\":\"%d\",\"alt\":\"số %d\"}}", i > 0 ? "," : "", i, i);
    }
    buf_text(&data, "]}");
    docx_with(P("{{#anh}}{{anh|ảnh 2 cm}}{{/anh}}"), TYPES, LINKS(""), NULL, &docx);
    struct filled self =
        fill_docx(&docx, buf_string(&data),
                  (struct template_pictures){.given = given, .count = TEMPLATE_PICTURES_MAX + 1});
    assert_true(self.is_right);
    assert_int_equal(count_of(part_of(&self, "word/_rels/document.xml.rels"), "<Relationship "),
                     TEMPLATE_PICTURES_MAX);
    assert_non_null(strstr(buf_string(&self.faults), "picture_too_many"));
    assert_non_null(strstr(buf_string(&self.faults), "“số 60”"));
    filled_free(&self);
    buf_free(&data);
    buf_free(&docx);
}

/* ---------------------------------------------------------------- faults */

static void is_fault(const char *body, const char *code, const char *place)
{
    struct filled self = fill(body, BOTH);
    json_t *faults = json_loads(buf_string(&self.faults), 0, NULL);
    const json_t *fault = json_array_get(faults, 0);
    assert_false(self.is_right);
    assert_int_equal(json_array_size(faults), 1);
    assert_string_equal(json_string_value(json_object_get(fault, "code")), code);
    assert_string_equal(json_string_value(json_object_get(fault, "place")), place);
    json_decref(faults);
    filled_free(&self);
}

static void a_form_that_does_not_fit_is_a_fault(void **state)
{
    (void)state;
    is_fault(P("Ảnh {{logo}} đây"), "picture_form", "Ảnh {{logo}} đây");
    is_fault(GRID(COL(1), ROW(C("{{#anh}}{{loi}}") C("{{anh|hoa}}{{/anh}}"))), "picture_form",
             "{{#anh}}{{loi}} | {{anh|hoa}}{{/anh}}");
    is_fault(P("{{ten|ảnh 8 cm}}"), "not_a_picture", "{{ten|ảnh 8 cm}}");
    is_fault(P("{{#logo}}x{{/logo}}"), "not_a_list", "{{#logo}}x{{/logo}}");
    static const char *const FORMS[] = {
        "ảnh 0 cm",  "ảnh 0,5 cm", "ảnh 41 cm",    "ảnh 8", "ảnh 8 mm",         "ảnh cm",
        "ảnh 8, cm", "ảnh -8 cm",  "ảnh 8.123 cm", "ảnhh",  "ảnh 8 cm cao 4 cm"};
    for (size_t i = 0; i < sizeof(FORMS) / sizeof(FORMS[0]); i++) {
        char body[200], place[100];
        snprintf(place, sizeof(place), "{{logo|%s}}", FORMS[i]);
        snprintf(body, sizeof(body), P("%s"), place);
        is_fault(body, "picture_form", place);
    }
}

static void a_package_that_cannot_take_one_is_a_fault(void **state)
{
    (void)state;
    struct buf docx = {0};
    docx_with(P("{{logo|ảnh}}"), "no types", LINKS(""), NULL, &docx);
    struct filled self = fill_docx(&docx, DATA, BOTH);
    assert_false(self.is_right);
    assert_non_null(strstr(buf_string(&self.faults), "damaged"));
    filled_free(&self);
    buf_free(&docx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_as_wide_as_the_template_says),
        cmocka_unit_test(it_is_never_wider_than_its_place),
        cmocka_unit_test(in_a_cell_it_is_as_wide_as_the_cell),
        cmocka_unit_test(in_rows_and_blocks_each_has_its_own),
        cmocka_unit_test(in_columns_that_repeat_it_is_as_wide_as_its_share),
        cmocka_unit_test(a_line_is_as_high_as_its_picture),
        cmocka_unit_test(each_file_is_there_once),
        cmocka_unit_test(what_the_package_has_is_respected),
        cmocka_unit_test(a_strict_document_has_strict_names),
        cmocka_unit_test(the_same_input_gives_the_same_bytes),
        cmocka_unit_test(those_that_are_shown_are_wanted_as_wide_as_they_are),
        cmocka_unit_test(a_sentence_stands_for_one_that_cannot_be_shown),
        cmocka_unit_test(too_many_are_left_out),
        cmocka_unit_test(a_form_that_does_not_fit_is_a_fault),
        cmocka_unit_test(a_package_that_cannot_take_one_is_a_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
