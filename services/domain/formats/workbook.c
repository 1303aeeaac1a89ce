/*
 * workbook.c — the sheets of an XLSX: a line for each row, a tab before each cell but the
 * first, an empty line between sheets.  Empty cells keep their place.
 */
#include "formats/workbook.h"

#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = 60, STRINGS_MAX = 200000, NOTES_MAX = 8000 };

/* The shared strings, each ended by NUL in `text`; `starts` has their offsets. */
struct strings {
    struct buf text;
    struct buf starts; /* size_t each */
};

static xmlTextReaderPtr open_xml(const struct buf *xml)
{
    return xmlReaderForMemory(xml->data, (int)xml->len, NULL, NULL,
                              XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

static bool is_text(int type)
{
    return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE ||
           type == XML_READER_TYPE_CDATA;
}

static void read_strings(const struct buf *xml, struct strings *strings)
{
    xmlTextReaderPtr reader = xml->len > 0 ? open_xml(xml) : NULL;
    bool is_inside = false;
    size_t start = 0, count = 0;
    while (reader != NULL && count < STRINGS_MAX && xmlTextReaderRead(reader) == 1) {
        int type = xmlTextReaderNodeType(reader);
        const char *name = (const char *)xmlTextReaderConstLocalName(reader);
        if (type == XML_READER_TYPE_ELEMENT || type == XML_READER_TYPE_END_ELEMENT) {
            bool is_item = strcmp(name, "si") == 0;
            is_inside = type == XML_READER_TYPE_ELEMENT && strcmp(name, "t") == 0;
            if (is_item &&
                (type == XML_READER_TYPE_END_ELEMENT || xmlTextReaderIsEmptyElement(reader) == 1)) {
                buf_byte(&strings->text, '\0');
                buf_add(&strings->starts, &start, sizeof(start));
                start = strings->text.len;
                count++;
            }
        } else if (is_inside && is_text(type)) {
            buf_text(&strings->text, (const char *)xmlTextReaderConstValue(reader));
        }
    }
    xmlFreeTextReader(reader);
}

static const char *string_at(const struct strings *strings, const char *index)
{
    char *end;
    unsigned long at = strtoul(index, &end, 10);
    size_t start;
    if (end == index || at >= strings->starts.len / sizeof(start)) {
        return "";
    }
    memcpy(&start, strings->starts.data + at * sizeof(start), sizeof(start));
    return strings->text.data + start;
}

/* "AB12" is column 27. */
static size_t column_of(const char *reference)
{
    size_t column = 0;
    for (; *reference >= 'A' && *reference <= 'Z' && column < COLUMNS_MAX; reference++) {
        column = column * 26 + (size_t)(*reference - 'A' + 1);
    }
    return column > 0 ? column - 1 : 0;
}

struct sheet {
    xmlTextReaderPtr reader;
    const struct strings *strings;
    struct buf *into;
    size_t column; /* of the last cell written */
    bool is_first, is_shared;
    struct buf value;
    struct row_notes *notes;
    long row; /* the current row; 0 before the first */
};

/* Notes where a sheet begins and where rows are missing. */
static void start_row(struct sheet *self)
{
    struct row_notes *notes = self->notes;
    char *number = (char *)xmlTextReaderGetAttribute(self->reader, (const xmlChar *)"r");
    long row = number != NULL ? strtol(number, NULL, 10) : self->row + 1;
    free(number);
    for (; notes->counted < self->into->len; notes->counted++) {
        notes->line += self->into->data[notes->counted] == '\n' ? 1 : 0;
    }
    if ((row != self->row + 1 || self->row == 0) && notes->fact.len < NOTES_MAX) {
        buf_print(&notes->fact, "%s%ld:%ld:%s",
                  notes->fact.len > 0 ? "/" : "rows=", notes->line + 1, row,
                  notes->sheet != NULL ? notes->sheet : "");
        notes->sheet = NULL;
    }
    self->row = row;
    self->is_first = true;
    self->column = 0;
}

static void add_cell(struct sheet *self)
{
    const char *value = buf_string(&self->value);
    value = self->is_shared ? string_at(self->strings, value) : value;
    for (; *value != '\0'; value++) { /* a cell stays on one line */
        buf_byte(self->into, *value == '\n' || *value == '\t' || *value == '\r' ? ' ' : *value);
    }
}

static void start_cell(struct sheet *self)
{
    char *reference = (char *)xmlTextReaderGetAttribute(self->reader, (const xmlChar *)"r");
    char *kind = (char *)xmlTextReaderGetAttribute(self->reader, (const xmlChar *)"t");
    size_t column =
        reference != NULL ? column_of(reference) : self->column + (self->is_first ? 0 : 1);
    size_t from = self->is_first ? 0 : self->column;
    for (; from < column; from++) {
        buf_byte(self->into, '\t');
    }
    self->column = column;
    self->is_first = false;
    self->is_shared = kind != NULL && strcmp(kind, "s") == 0;
    buf_clear(&self->value);
    free(reference);
    free(kind);
}

static void read_sheet(struct sheet *self, size_t max)
{
    bool is_value = false;
    while (self->into->len < max && xmlTextReaderRead(self->reader) == 1) {
        int type = xmlTextReaderNodeType(self->reader);
        const char *name = (const char *)xmlTextReaderConstLocalName(self->reader);
        if (type == XML_READER_TYPE_ELEMENT) {
            bool is_empty = xmlTextReaderIsEmptyElement(self->reader) == 1;
            is_value = !is_empty && (strcmp(name, "v") == 0 || strcmp(name, "t") == 0);
            if (strcmp(name, "c") == 0) {
                start_cell(self);
            } else if (strcmp(name, "row") == 0) {
                start_row(self);
            }
        } else if (type == XML_READER_TYPE_END_ELEMENT) {
            is_value = false;
            if (strcmp(name, "c") == 0) {
                add_cell(self);
            } else if (strcmp(name, "row") == 0) {
                buf_byte(self->into, '\n');
            }
        } else if (is_value && is_text(type)) {
            buf_text(&self->value, (const char *)xmlTextReaderConstValue(self->reader));
        }
    }
}

void workbook_read_strings(const struct buf *xml, struct strings **out)
{
    *out = calloc(1, sizeof(**out));
    if (*out == NULL) {
        abort();
    }
    read_strings(xml, *out);
}

void workbook_free_strings(struct strings **self)
{
    buf_free(&(*self)->text);
    buf_free(&(*self)->starts);
    free(*self);
    *self = NULL;
}

bool workbook_read_sheet(const struct buf *xml, const struct strings *strings, struct buf *into,
                         size_t max, struct row_notes *notes)
{
    struct sheet sheet = {.reader = open_xml(xml),
                          .strings = strings,
                          .into = into,
                          .is_first = true,
                          .notes = notes};
    if (sheet.reader == NULL) {
        return false;
    }
    read_sheet(&sheet, max);
    bool is_good = xmlTextReaderReadState(sheet.reader) != XML_TEXTREADER_MODE_ERROR;
    xmlFreeTextReader(sheet.reader);
    buf_free(&sheet.value);
    buf_byte(into, '\n');
    return is_good;
}
