/*
 * template_fuzz.c — any bytes as the main part of a template: it is refused with faults, or filled,
 * and what was filled is a document without tags of its own.
 */
#include <libxml/parser.h>
#include <stdint.h>
#include <stdlib.h>

#include "fuzz/one_part.h"
#include "package/package.h"
#include "template/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char NAMES[] =
    "{\"a\":\"text\",\"n\":\"number\",\"l\":\"list\",\"l.a\":\"text\",\"l.m\":"
    "\"list\",\"l.m.b\":\"text\",\"f\":\"flag\",\"p\":\"picture\",\"l.p\":\"picture\"}";
static const char DATA[] =
    "{\"a\":\"x\\ny\",\"p\":{\"hash\":\"1\",\"alt\":\"a<\"},\"n\":5,\"f\":true,"
    "\"l\":[{\"a\":\"y\",\"p\":{\"hash\":\"2\"},\"m\":[{\"b\":\"1\"},{\"b\":\"2\"}]},{\"m\":[]}]}";

static void check_filled(const struct buf *docx)
{
    struct buf main = {0};
    struct package *package = package_open_bytes(docx);
    if (package == NULL || !package_load(package, "word/document.xml", &main)) {
        abort();
    }
    xmlDoc *tree = xmlReadMemory(buf_string(&main), (int)main.len, NULL, NULL,
                                 XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (tree == NULL) {
        abort();
    }
    xmlFreeDoc(tree);
    package_close(&package);
    buf_free(&main);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf zip = {0}, out = {0}, faults = {0};
    json_t *names = json_loads(NAMES, 0, NULL), *values = json_loads(DATA, 0, NULL);
    one_part_zip(data, size, &zip);
    static const struct template_picture GIVEN[] = {{"1", "", "JPEG", 4, 1600, 1200},
                                                    {"2", "missing", NULL, 0, 0, 0}};
    struct template_pictures pictures = {.given = GIVEN, .count = 2};
    if (template_fill(&zip, names, values, &pictures, &out, &faults)) {
        check_filled(&out);
    }
    json_decref(names);
    json_decref(values);
    buf_free(&zip);
    buf_free(&out);
    buf_free(&faults);
    return 0;
}
