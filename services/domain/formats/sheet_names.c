/*
 * sheet_names.c — maps the parts of an XLSX to sheets: xl/workbook.xml has the names, its relations
 * the parts; and finds the legacy fonts that a part names.
 */
#include <libxml/xmlreader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/workbook.h"

static xmlTextReaderPtr open_xml(const struct buf *xml)
{
    return xml->len == 0
               ? NULL
               : xmlReaderForMemory(xml->data, (int)xml->len, NULL, NULL,
                                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

/* Moves on to the next element of that name. */
static bool next_element(xmlTextReaderPtr reader, const char *name)
{
    while (reader != NULL && xmlTextReaderRead(reader) == 1) {
        if (xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT &&
            strcmp((const char *)xmlTextReaderConstLocalName(reader), name) == 0) {
            return true;
        }
    }
    return false;
}

static char *sheet_names_attribute(xmlTextReaderPtr reader, const char *name)
{
    return (char *)xmlTextReaderGetAttribute(reader, (const xmlChar *)name);
}

/* The number in ".../worksheets/sheet3.xml" of the relation; 0 if there is none. */
static int part_of(const struct buf *relations, const char *id)
{
    xmlTextReaderPtr reader = open_xml(relations);
    int number = 0;
    while (number == 0 && next_element(reader, "Relationship")) {
        char *own = sheet_names_attribute(reader, "Id"),
             *target = sheet_names_attribute(reader, "Target");
        const char *place = target != NULL ? strstr(target, "worksheets/sheet") : NULL;
        if (own != NULL && strcmp(own, id) == 0 && place != NULL) {
            number = (int)strtol(place + strlen("worksheets/sheet"), NULL, 10);
        }
        free(own);
        free(target);
    }
    xmlFreeTextReader(reader);
    return number;
}

void sheet_names_read(const struct buf *workbook, const struct buf *relations,
                      char names[static SHEETS_MAX + 1][SHEET_NAME])
{
    xmlTextReaderPtr reader = open_xml(workbook);
    for (int sheets = 0; sheets < SHEETS_MAX && next_element(reader, "sheet"); sheets++) {
        char *name = sheet_names_attribute(reader, "name"),
             *id = sheet_names_attribute(reader, "r:id");
        int part = id != NULL ? part_of(relations, id) : 0;
        if (name != NULL && part > 0 && part <= SHEETS_MAX && strpbrk(name, "\t\n/") == NULL) {
            snprintf(names[part], SHEET_NAME, "%s", name);
        }
        free(name);
        free(id);
    }
    xmlFreeTextReader(reader);
}

void sheet_font_find(const struct buf *xml, const char *element, char out[static FONT_NAME])
{
    xmlTextReaderPtr reader = open_xml(xml);
    out[0] = '\0';
    while (out[0] == '\0' && next_element(reader, element)) {
        char *name = sheet_names_attribute(reader, "val");
        if (name != NULL && legacy_font_of(name) != FONT_UNICODE) {
            snprintf(out, FONT_NAME, "%s", name);
        }
        free(name);
    }
    xmlFreeTextReader(reader);
}
