/*
 * part.c — the XML of a part, node by node (libxml2's reader).
 */
#include <string.h>

#include "package/inside.h"

bool part_open(struct package *package, const char *part, struct part_reader *out)
{
    *out = (struct part_reader){.package = package};
    if (!package_load(package, part, &out->bytes)) {
        return false;
    }
    out->xml = xmlReaderForMemory(buf_string(&out->bytes), (int)out->bytes.len, NULL, NULL,
                                  XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (out->xml == NULL) {
        package_fail(package, "damaged");
    }
    return out->xml != NULL;
}

bool part_next(struct part_reader *self)
{
    int found = xmlTextReaderRead(self->xml);
    if (found == 1 && xmlTextReaderNodeType(self->xml) == XML_READER_TYPE_DOCUMENT_TYPE) {
        package_fail(self->package, "xml_bomb"); /* the format forbids a DTD */
        return false;
    }
    if (found < 0) {
        package_fail(self->package, "damaged");
    }
    return found == 1;
}

void part_close(struct part_reader *self)
{
    xmlFreeTextReader(self->xml);
    self->xml = NULL;
    buf_free(&self->bytes);
}

static bool is_node(const struct part_reader *self, int type, const char *name)
{
    return xmlTextReaderNodeType(self->xml) == type &&
           strcmp((const char *)xmlTextReaderConstLocalName(self->xml), name) == 0;
}

bool part_is_start(const struct part_reader *self, const char *name)
{
    return is_node(self, XML_READER_TYPE_ELEMENT, name);
}

bool part_is_end(const struct part_reader *self, const char *name)
{
    return is_node(self, XML_READER_TYPE_END_ELEMENT, name);
}

bool part_is_empty(const struct part_reader *self)
{
    return xmlTextReaderIsEmptyElement(self->xml) == 1;
}

bool part_is_text(const struct part_reader *self)
{
    int type = xmlTextReaderNodeType(self->xml);
    return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE ||
           type == XML_READER_TYPE_WHITESPACE || type == XML_READER_TYPE_CDATA;
}

const char *part_value(const struct part_reader *self)
{
    const xmlChar *value = xmlTextReaderConstValue(self->xml);
    return value != NULL ? (const char *)value : "";
}

char *part_attribute(const struct part_reader *self, const char *name)
{
    xmlChar *value = xmlTextReaderGetAttribute(self->xml, (const xmlChar *)name);
    if (value == NULL && xmlTextReaderHasAttributes(self->xml) == 1) {
        while (value == NULL && xmlTextReaderMoveToNextAttribute(self->xml) == 1) {
            bool is_same = strcmp((const char *)xmlTextReaderConstLocalName(self->xml), name) == 0;
            value = is_same ? xmlTextReaderValue(self->xml) : NULL;
        }
        xmlTextReaderMoveToElement(self->xml);
    }
    return (char *)value;
}
