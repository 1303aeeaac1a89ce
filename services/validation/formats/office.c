/*
 * office.c — DOCX, XLSX and ODT: a ZIP with XML inside (libzip, libxml2), with hard
 * limits on what may come out of it.
 */
#include <errno.h>
#include <libxml/xmlreader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "validation/formats/format.h"
#include "validation/formats/workbook.h"

enum {
    ENTRIES_MAX = 2000,
    PART_MAX = 64 << 20,
    RATIO_MAX = 400,
    RATIO_FROM = 4 << 20,
    SHEETS_MAX = 60
};

struct package {
    zip_t *zip;
    const char *problem;           /* "" */
};

static bool is_bomb(zip_t *zip)
{
    zip_uint64_t total = 0;
    zip_int64_t count = zip_get_num_entries(zip, 0);
    for (zip_int64_t i = 0; i < count; i++) {
        zip_stat_t stat;
        if (zip_stat_index(zip, (zip_uint64_t)i, 0, &stat) != 0 ||
            (stat.valid & ZIP_STAT_SIZE) == 0 || (stat.valid & ZIP_STAT_COMP_SIZE) == 0) {
            continue;
        }
        total += stat.size;
        if (stat.size > RATIO_FROM && stat.size / (stat.comp_size + 1) > RATIO_MAX) {
            return true;
        }
    }
    return count > ENTRIES_MAX || total > (zip_uint64_t)PART_MAX * 4;
}

/* The text inside `element`s ("": inside any), a line for each `line` element. */
static void take_text(xmlTextReaderPtr reader, const char *element, const char *line,
                      struct buf *text, size_t max)
{
    bool is_inside = false;
    int depth = 0;
    while (text->len < max && xmlTextReaderRead(reader) == 1) {
        int type = xmlTextReaderNodeType(reader);
        const char *name = (const char *)xmlTextReaderConstLocalName(reader);
        if (type == XML_READER_TYPE_ELEMENT) {
            is_inside = element[0] != '\0' && strcmp(name, element) == 0 &&
                        xmlTextReaderIsEmptyElement(reader) == 0;
            depth = xmlTextReaderDepth(reader);
            if (strcmp(name, "tab") == 0) {
                buf_byte(text, '\t');
            } else if (strcmp(name, "br") == 0) {
                buf_byte(text, '\n');
            }
        } else if (type == XML_READER_TYPE_END_ELEMENT) {
            is_inside = false;
            if (strcmp(name, line) == 0) {
                buf_byte(text, '\n');
            }
        } else if ((element[0] == '\0' ||
                    (is_inside && xmlTextReaderDepth(reader) == depth + 1)) &&
                   (type == XML_READER_TYPE_TEXT ||
                    type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE ||
                    type == XML_READER_TYPE_CDATA)) {
            const char *value = (const char *)xmlTextReaderConstValue(reader);
            buf_text(text, value != NULL ? value : "");
        }
    }
}

/* The whole part in memory; false with the package's problem set. */
static bool load_part(struct package *package, const char *name, struct buf *out)
{
    zip_stat_t stat;
    if (zip_stat(package->zip, name, 0, &stat) != 0) {
        return false;
    }
    if ((stat.valid & ZIP_STAT_SIZE) != 0 && stat.size > PART_MAX) {
        package->problem = "too_large";
        return false;
    }
    zip_file_t *file = zip_fopen(package->zip, name, 0);
    if (file == NULL) {
        package->problem =
            zip_error_code_zip(zip_get_error(package->zip)) == ZIP_ER_NOPASSWD ? "encrypted"
                                                                               : "damaged";
        return false;
    }
    static char block[65536];
    zip_int64_t len;
    while ((len = zip_fread(file, block, sizeof(block))) > 0 && out->len <= PART_MAX) {
        buf_add(out, block, (size_t)len);
    }
    zip_fclose(file);
    if (len != 0) {
        package->problem = out->len > PART_MAX ? "too_large" : "damaged";
    } else if (memmem(buf_string(out), out->len, "<!ENTITY", 8) != NULL) {
        package->problem = "xml_bomb";         /* no office program writes entities */
        return false;
    }
    return len == 0;
}

static void read_part(struct package *package, const char *name, const char *element,
                      const char *line, struct buf *text, size_t max)
{
    struct buf xml = {0};
    if (load_part(package, name, &xml)) {
        xmlTextReaderPtr reader = xmlReaderForMemory(xml.data, (int)xml.len, NULL, NULL,
                                                     XML_PARSE_NONET | XML_PARSE_NOERROR |
                                                         XML_PARSE_NOWARNING);
        if (reader != NULL) {
            take_text(reader, element, line, text, max);
            if (xmlTextReaderReadState(reader) == XML_TEXTREADER_MODE_ERROR) {
                package->problem = "damaged";
            }
            xmlFreeTextReader(reader);
        }
    }
    buf_free(&xml);
}

static bool has_part(zip_t *zip, const char *name)
{
    return zip_name_locate(zip, name, 0) >= 0;
}

static void read_workbook(struct package *package, struct buf *text, size_t max)
{
    struct buf xml = {0};
    struct strings *strings;
    char name[64];
    if (has_part(package->zip, "xl/sharedStrings.xml") &&
        !load_part(package, "xl/sharedStrings.xml", &xml)) {
        buf_free(&xml);
        return;
    }
    workbook_read_strings(&xml, &strings);
    for (int i = 1; i <= SHEETS_MAX && package->problem[0] == '\0'; i++) {
        snprintf(name, sizeof(name), "xl/worksheets/sheet%d.xml", i);
        buf_clear(&xml);
        if (has_part(package->zip, name) && load_part(package, name, &xml) &&
            !workbook_read_sheet(&xml, strings, text, max)) {
            package->problem = "damaged";
        }
    }
    workbook_free_strings(&strings);
    buf_free(&xml);
}

enum office { OFFICE_NONE, OFFICE_DOCUMENT, OFFICE_SHEET, OFFICE_OPEN };

static enum office kind_of(zip_t *zip)
{
    if (has_part(zip, "word/document.xml")) {
        return OFFICE_DOCUMENT;
    }
    if (has_part(zip, "xl/workbook.xml")) {
        return OFFICE_SHEET;
    }
    return has_part(zip, "content.xml") && has_part(zip, "mimetype") ? OFFICE_OPEN : OFFICE_NONE;
}

static const char *media_type_of(enum office kind)
{
    switch (kind) {
    case OFFICE_DOCUMENT:
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    case OFFICE_SHEET:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    case OFFICE_OPEN:
        return "application/vnd.oasis.opendocument.text";
    case OFFICE_NONE:
        break;
    }
    return "application/zip";
}

static void read_parts(struct package *package, enum office kind, struct buf *text, size_t max)
{
    switch (kind) {
    case OFFICE_DOCUMENT:
        read_part(package, "word/document.xml", "t", "p", text, max);
        break;
    case OFFICE_SHEET:
        read_workbook(package, text, max);
        break;
    case OFFICE_OPEN:
        read_part(package, "content.xml", "", "p", text, max);
        break;
    case OFFICE_NONE:
        break;
    }
}

int format_office(const struct format_input *input, int output)
{
    int failure = 0;
    lseek(input->fd, 0, SEEK_SET);
    struct package package = {.zip = zip_fdopen(input->fd, 0, &failure), .problem = ""};
    if (package.zip == NULL) {
        format_answer(output, "application/zip", "damaged", NULL);
        return 0;
    }
    struct buf text = {0};
    enum office kind = kind_of(package.zip);
    if (is_bomb(package.zip)) {
        package.problem = "zip_bomb";
    } else {
        read_parts(&package, kind, &text, input->text_max);
    }
    if (package.problem[0] == '\0' && (has_part(package.zip, "word/vbaProject.bin") ||
                                       has_part(package.zip, "xl/vbaProject.bin"))) {
        package.problem = "macro";
    }
    format_answer(output, media_type_of(kind), package.problem, &text);
    buf_free(&text);
    zip_discard(package.zip);
    return 0;
}
