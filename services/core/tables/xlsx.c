/*
 * xlsx.c — reads Excel workbooks, a ZIP of XML files (libzip, libxml2), with hard limits
 * on entries, bytes and ratio.  Cells become text; numbers with a date format become ISO
 * dates (day 1 is 1900-01-01; Excel counts a 29 February 1900, which did not exist).
 */
#include <libxml/xmlreader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "tables/connector.h"

extern const struct connector XLSX_CONNECTOR;

enum {
    ENTRIES_MAX = 1000,
    PART_MAX = 96 << 20,
    RATIO_MAX = 400,
    RATIO_FROM = 4 << 20,
    STRINGS_MAX = 500000,
    STYLES_MAX = 4096,
    SHEETS_MAX = 50,
    EXCEL_EPOCH = -25569 /* day 0 of Excel, as days since 1970 */
};

struct workbook {
    zip_t *zip;
    struct arena *arena;
    const char **strings;
    size_t string_count;
    bool is_date[STYLES_MAX]; /* by cell format */
    const char *sheets[SHEETS_MAX];
    size_t sheet_count;
    const char *problem;
};

static bool xlsx_matches(const unsigned char *start, size_t len)
{
    return len >= 4 && memcmp(start, "PK\x03\x04", 4) == 0;
}

static bool load_part(struct workbook *book, const char *name, struct buf *out)
{
    zip_stat_t stat;
    if (zip_stat(book->zip, name, 0, &stat) != 0) {
        return false;
    }
    if (stat.size > PART_MAX ||
        (stat.size > RATIO_FROM && stat.size / (stat.comp_size + 1) > RATIO_MAX)) {
        book->problem = "sheet.too_large";
        return false;
    }
    zip_file_t *file = zip_fopen(book->zip, name, 0);
    zip_int64_t len = file != NULL ? 0 : -1;
    static char block[65536];
    while (file != NULL && out->len <= PART_MAX &&
           (len = zip_fread(file, block, sizeof(block))) > 0) {
        buf_add(out, block, (size_t)len);
    }
    if (file != NULL) {
        zip_fclose(file);
    }
    if (len != 0) {
        book->problem = "sheet.damaged";
    }
    return len == 0;
}

static xmlTextReaderPtr open_xml(struct workbook *book, const char *name, struct buf *xml)
{
    if (!load_part(book, name, xml)) {
        return NULL;
    }
    return xmlReaderForMemory(xml->data, (int)xml->len, NULL, NULL,
                              XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

static void close_xml(struct workbook *book, xmlTextReaderPtr reader, struct buf *xml)
{
    if (reader != NULL) {
        if (xmlTextReaderReadState(reader) == XML_TEXTREADER_MODE_ERROR) {
            book->problem = "sheet.damaged";
        }
        xmlFreeTextReader(reader);
    }
    buf_free(xml);
}

static bool is_element(xmlTextReaderPtr reader, const char *name)
{
    return xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT &&
           strcmp((const char *)xmlTextReaderConstLocalName(reader), name) == 0;
}

static bool is_end(xmlTextReaderPtr reader, const char *name)
{
    return xmlTextReaderNodeType(reader) == XML_READER_TYPE_END_ELEMENT &&
           strcmp((const char *)xmlTextReaderConstLocalName(reader), name) == 0;
}

/* In the arena; "" if the attribute is missing. */
static const char *xlsx_attribute(struct workbook *book, xmlTextReaderPtr reader, const char *name)
{
    xmlChar *value = xmlTextReaderGetAttribute(reader, (const xmlChar *)name);
    const char *text = value != NULL ? (const char *)value : "";
    const char *copy = arena_text(book->arena, text, strlen(text));
    xmlFree(value);
    return copy;
}

/* ------------------------------------------------------------- strings and formats */

static void read_strings(struct workbook *book)
{
    struct buf xml = {0}, text = {0};
    xmlTextReaderPtr reader = open_xml(book, "xl/sharedStrings.xml", &xml);
    size_t capacity = 0;
    while (reader != NULL && book->string_count < STRINGS_MAX && xmlTextReaderRead(reader) == 1) {
        if (xmlTextReaderNodeType(reader) == XML_READER_TYPE_TEXT ||
            xmlTextReaderNodeType(reader) == XML_READER_TYPE_SIGNIFICANT_WHITESPACE) {
            buf_text(&text, (const char *)xmlTextReaderConstValue(reader));
        } else if (is_end(reader, "si") ||
                   (is_element(reader, "si") && xmlTextReaderIsEmptyElement(reader) == 1)) {
            if (book->string_count == capacity) {
                capacity = capacity * 2 + 256;
                book->strings = memory_resize(book->strings, capacity * sizeof(char *));
            }
            book->strings[book->string_count++] =
                arena_text(book->arena, buf_string(&text), text.len);
            buf_clear(&text);
        }
    }
    close_xml(book, reader, &xml);
    buf_free(&text);
}

/* Built-in formats 14 to 22 and 45 to 47 are dates and times. */
static bool is_date_format(int id, const char *const *codes, const int *ids, size_t count)
{
    if ((id >= 14 && id <= 22) || (id >= 45 && id <= 47)) {
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        if (ids[i] == id) {
            return strpbrk(codes[i], "yYdD") != NULL && strchr(codes[i], '#') == NULL;
        }
    }
    return false;
}

static void read_styles(struct workbook *book)
{
    enum { CODES_MAX = 256 };
    struct buf xml = {0};
    const char *codes[CODES_MAX];
    int ids[CODES_MAX];
    size_t code_count = 0, style = 0;
    bool is_cells = false;
    xmlTextReaderPtr reader = open_xml(book, "xl/styles.xml", &xml);
    while (reader != NULL && xmlTextReaderRead(reader) == 1) {
        if (is_element(reader, "numFmt") && code_count < CODES_MAX) {
            ids[code_count] = (int)strtol(xlsx_attribute(book, reader, "numFmtId"), NULL, 10);
            codes[code_count++] = xlsx_attribute(book, reader, "formatCode");
        } else if (is_element(reader, "cellXfs")) {
            is_cells = true;
        } else if (is_end(reader, "cellXfs")) {
            is_cells = false;
        } else if (is_cells && is_element(reader, "xf") && style < STYLES_MAX) {
            int id = (int)strtol(xlsx_attribute(book, reader, "numFmtId"), NULL, 10);
            book->is_date[style++] = is_date_format(id, codes, ids, code_count);
        }
    }
    close_xml(book, reader, &xml);
}

static void read_sheet_names(struct workbook *book)
{
    struct buf xml = {0};
    xmlTextReaderPtr reader = open_xml(book, "xl/workbook.xml", &xml);
    while (reader != NULL && book->sheet_count < SHEETS_MAX && xmlTextReaderRead(reader) == 1) {
        if (is_element(reader, "sheet")) {
            book->sheets[book->sheet_count++] = xlsx_attribute(book, reader, "name");
        }
    }
    close_xml(book, reader, &xml);
}

/* ------------------------------------------------------------- a sheet */

struct row {
    struct buf cells[CELLS_MAX];
    size_t count;
    unsigned number;
};

/* "AB12": column 27, from 0. */
static size_t column_of(const char *reference)
{
    size_t column = 0;
    for (; *reference >= 'A' && *reference <= 'Z'; reference++) {
        column = column * 26 + (size_t)(*reference - 'A' + 1);
    }
    return column > 0 ? column - 1 : 0;
}

static void put_date(struct buf *cell, const char *value)
{
    char text[DATE_TEXT];
    long days = strtol(value, NULL, 10);
    if (days > 0 && days < 3000000) {
        buf_text(cell, date_print((date_days)(days + EXCEL_EPOCH), text));
    }
}

static void put_value(const struct workbook *book, struct buf *cell, const char *value,
                      const char *type, unsigned long style)
{
    if (strcmp(type, "s") == 0) {
        size_t index = strtoul(value, NULL, 10);
        buf_text(cell, index < book->string_count ? book->strings[index] : "");
    } else if ((type[0] == '\0' || strcmp(type, "n") == 0) && style < STYLES_MAX &&
               book->is_date[style]) {
        put_date(cell, value);
    } else {
        buf_text(cell, value);
    }
}

static void read_cell(struct workbook *book, xmlTextReaderPtr reader, struct row *row)
{
    const char *type = xlsx_attribute(book, reader, "t");
    size_t column = column_of(xlsx_attribute(book, reader, "r"));
    unsigned long style = strtoul(xlsx_attribute(book, reader, "s"), NULL, 10);
    if (column >= CELLS_MAX) {
        return;
    }
    while (row->count <= column) {
        buf_clear(&row->cells[row->count++]);
    }
    bool is_value = false;
    while (xmlTextReaderIsEmptyElement(reader) == 0 && xmlTextReaderRead(reader) == 1 &&
           !is_end(reader, "c")) {
        if (is_element(reader, "v") || is_element(reader, "t")) {
            is_value = xmlTextReaderIsEmptyElement(reader) == 0;
        } else if (is_end(reader, "v") || is_end(reader, "t")) {
            is_value = false;
        } else if (is_value && xmlTextReaderHasValue(reader) == 1 &&
                   row->cells[column].len < CELL_BYTES) {
            put_value(book, &row->cells[column], (const char *)xmlTextReaderConstValue(reader),
                      type, style);
        }
    }
}

static bool send_row(struct row_sink *sink, struct row *row)
{
    const char *cells[CELLS_MAX];
    for (size_t i = 0; i < row->count; i++) {
        cells[i] = buf_string(&row->cells[i]);
    }
    return sink_row(sink, row->number, cells, row->count);
}

static void read_sheet(struct workbook *book, size_t index, struct row_sink *sink)
{
    static struct row row; /* the memory of its cells is reused for the next row and sheet */
    struct buf xml = {0};
    char name[64];
    snprintf(name, sizeof(name), "xl/worksheets/sheet%zu.xml", index + 1);
    sink->sheet = index < book->sheet_count ? book->sheets[index] : "";
    xmlTextReaderPtr reader = open_xml(book, name, &xml);
    bool is_listening = true;
    while (reader != NULL && is_listening && xmlTextReaderRead(reader) == 1) {
        if (is_element(reader, "row")) {
            row.number = (unsigned)strtoul(xlsx_attribute(book, reader, "r"), NULL, 10);
            row.count = 0;
        } else if (is_element(reader, "c")) {
            read_cell(book, reader, &row);
        } else if (is_end(reader, "row")) {
            is_listening = send_row(sink, &row);
        }
    }
    close_xml(book, reader, &xml);
}

static void read_book(struct workbook *book, struct row_sink *sink)
{
    if (zip_get_num_entries(book->zip, 0) > ENTRIES_MAX) {
        sink_problem(sink, "sheet.too_large");
        return;
    }
    if (zip_name_locate(book->zip, "xl/workbook.xml", 0) < 0) {
        sink_problem(sink, "sheet.unknown");
        return;
    }
    read_sheet_names(book);
    read_styles(book);
    read_strings(book);
    for (size_t i = 0; i < book->sheet_count && book->problem == NULL; i++) {
        read_sheet(book, i, sink);
    }
    if (book->problem != NULL) {
        sink_problem(sink, book->problem);
    }
}

static int read_xlsx(int input, struct row_sink *sink)
{
    static struct workbook book;
    int failure = 0;
    book = (struct workbook){.arena = arena_new()};
    lseek(input, 0, SEEK_SET);
    sink->sheet = "";
    book.zip = zip_fdopen(input, 0, &failure);
    if (book.zip == NULL) {
        sink_problem(sink, "sheet.damaged");
    } else {
        read_book(&book, sink);
        zip_discard(book.zip);
    }
    free(book.strings);
    arena_free(&book.arena);
    return 0;
}

const struct connector XLSX_CONNECTOR = {
    .name = "xlsx", .matches = xlsx_matches, .read = read_xlsx};
