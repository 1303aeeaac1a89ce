/*
 * The parts of an Open Packaging file: found by content types and relations, whatever they are
 * called; files that would grow without end are refused.
 */
#include "support/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "package/package.h"
#include "support/zip.h"

#define TYPES(part, type) \
    { \
        "[Content_Types].xml", \
            "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>" \
            "<Override PartName='" part "' ContentType='" type "'/></Types>", \
            0 \
    }
#define SHEETS "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
#define TEXTS  "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
#define RELS(name, relations) \
    { \
        name, "<p:Relationships xmlns:p='r'>" relations "</p:Relationships>", 0 \
    }
#define REL(id, type, target) \
    "<p:Relationship Id='" id "' Type='http://a.b/" type "' Target='" target "'/>"
#define END \
    { \
        NULL, NULL, 0 \
    }

static struct package *open_parts(const struct zip_part *parts)
{
    int fd = zip_make_file(parts);
    struct package *package = package_open(fd);
    assert_non_null(package);
    close(fd);
    return package;
}

static void expect_part(struct package *package, const char *part, const char *content)
{
    struct buf data = {0};
    assert_non_null(part);
    assert_true(package_load(package, part, &data));
    assert_string_equal(buf_string(&data), content);
    buf_free(&data);
}

static void parts_are_found_by_relations_whatever_they_are_called(void **state)
{
    (void)state;
    const struct zip_part parts[] = {
        TYPES("/dir/B%C3%A0i 1.XML", TEXTS),
        RELS("_rels/.rels", REL("r1", "thumbnail", "a.png")
                                REL("r2", "officeDocument", "DIR\\b\xc3\xa0i%201.xml")),
        {"Dir\\B\xc3\xa0i 1.xml", "<d/>", 0},
        RELS(
            "dir/_rels/b\xc3\xa0i 1.xml.rels",
            REL("a", "styles", "../Other/./s.xml") REL("b", "theme", "/dir/t.xml") REL(
                "c", "image",
                "none.png") "<p:Relationship Id='d' Type='x/link' Target='/dir/t.xml' TargetMode='External'/>"),
        {"other/S.xml", "<s/>", 0},
        {"dir/t.xml", "<t/>", 0},
        END};
    struct package *package = open_parts(parts);
    assert_int_equal(package_kind(package), PACKAGE_DOCUMENT);
    const char *main = package_main(package);
    expect_part(package, main, "<d/>");
    expect_part(package, package_related(package, main, "styles"), "<s/>");
    expect_part(package, package_related(package, main, "theme"), "<t/>");
    struct relations relations = package_relations(package, main);
    assert_int_equal(relations.count, 4);
    assert_null(relations.of[2].part);
    assert_null(relations.of[3].part);
    assert_null(package_related(package, main, "sharedStrings"));
    assert_string_equal(package_problem(package), "");
    package_close(&package);
}

static enum package_kind kind_of(const struct zip_part *parts)
{
    struct package *package = open_parts(parts);
    enum package_kind kind = package_kind(package);
    assert_true((kind == PACKAGE_OTHER) == (package_main(package) == NULL));
    package_close(&package);
    return kind;
}

static void a_main_part_without_relation_or_type_is_found_too(void **state)
{
    (void)state;
    const struct zip_part no_relation[] = {TYPES("/a/b.xml", SHEETS), {"a/b.xml", "<w/>", 0}, END};
    const struct zip_part no_type[] = {{"xl/workbook.xml", "<w/>", 0}, END};
    const struct zip_part macros[] = {
        TYPES("/x.xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        {"x.xml", "<w/>", 0},
        END};
    const struct zip_part binary[] = {
        TYPES("/xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
        RELS("_rels/.rels", REL("1", "officeDocument", "xl/workbook.bin")),
        {"xl/workbook.bin", "bin", 0},
        END};
    assert_int_equal(kind_of(no_relation), PACKAGE_WORKBOOK);
    assert_int_equal(kind_of(no_type), PACKAGE_WORKBOOK);
    assert_int_equal(kind_of(macros), PACKAGE_WORKBOOK);
    assert_int_equal(kind_of(binary), PACKAGE_OTHER);
}

/* The problem after the part a.xml was read to its end. */
static const char *problem_of(const char *xml, size_t len)
{
    const struct zip_part parts[] = {{"a.xml", xml, len}, END};
    struct package *package = open_parts(parts);
    struct part_reader reader;
    if (part_open(package, "a.xml", &reader)) {
        while (part_next(&reader)) {
        }
    }
    part_close(&reader);
    const char *problem = package_problem(package);
    package_close(&package);
    return problem;
}

static void no_dtd_and_no_entity_is_expanded(void **state)
{
    (void)state;
    static const char WIDE[] =
        "\xff\xfe<\0!\0D\0O\0C\0T\0Y\0P\0E\0 \0d\0 \0[\0<\0!\0E\0N\0T\0I\0T\0Y"
        "\0 \0a\0 \0'\0b\0'\0>\0]\0>\0<\0d\0>\0&\0a\0;\0<\0/\0d\0>";
    assert_string_equal(problem_of("<!DOCTYPE d [<!ENTITY a 'ha'>]><d>&a;</d>", 0), "xml_bomb");
    assert_string_equal(problem_of("<!DOCTYPE d SYSTEM 'file:///etc/passwd'><d/>", 0), "xml_bomb");
    assert_string_equal(problem_of(WIDE, sizeof(WIDE)), "xml_bomb");
    assert_string_equal(problem_of("<d>a<b></d>", 0), "damaged");
    assert_string_equal(problem_of("<d/>", 0), "");
}

static void what_would_grow_too_large_is_not_loaded(void **state)
{
    (void)state;
    enum { BOMB = 24 << 20 };
    char *zeros = calloc(1, BOMB);
    const struct zip_part parts[] = {{"a.xml", zeros, BOMB}, {"b.xml", "<b/>", 0}, END};
    struct package *package = open_parts(parts);
    struct buf data = {0};
    assert_true(package_is_bomb(package));
    assert_false(package_load(package, "a.xml", &data));
    assert_int_equal(data.len, 0);
    assert_string_equal(package_problem(package), "too_large");
    assert_false(package_load(package, "b.xml", &data)); /* it is not read any further */
    buf_free(&data);
    package_close(&package);
    free(zeros);
}

static void a_copy_has_new_texts_and_new_parts(void **state)
{
    (void)state;
    const struct zip_part parts[] = {{"word\\document.xml", "old", 0}, {"a.bin", "kept", 0}, END};
    struct package *package = open_parts(parts);
    struct part_text texts[] = {{.name = "word/document.xml"}, {.name = "word/media/a.jpeg"}};
    struct buf copy = {0};
    buf_text(&texts[0].text, "new");
    buf_text(&texts[1].text, "picture");
    assert_true(package_copy(package, texts, 2, &copy));
    package_close(&package);
    package = package_open_bytes(&copy);
    expect_part(package, "word/document.xml", "new");
    expect_part(package, "word/media/a.jpeg", "picture");
    expect_part(package, "a.bin", "kept");
    package_close(&package);
    buf_free(&copy);
    buf_free(&texts[0].text);
    buf_free(&texts[1].text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_found_by_relations_whatever_they_are_called),
        cmocka_unit_test(a_main_part_without_relation_or_type_is_found_too),
        cmocka_unit_test(no_dtd_and_no_entity_is_expanded),
        cmocka_unit_test(what_would_grow_too_large_is_not_loaded),
        cmocka_unit_test(a_copy_has_new_texts_and_new_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
