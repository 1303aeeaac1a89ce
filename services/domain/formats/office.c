/*
 * office.c — DOCX, XLSX, PPTX, ODT, ODS and ODP: a ZIP with XML inside (libzip, libxml2), with hard
 * limits on entries, size and compression ratio.
 */
#include <errno.h>
#include <libxml/xmlreader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "formats/document.h"
#include "formats/format.h"
#include "formats/workbook.h"

enum { ENTRIES_MAX = 2000, PART_MAX = 64 << 20, RATIO_MAX = 400, RATIO_FROM = 4 << 20 };

struct package {
    zip_t *zip;
    const char *problem; /* "" if none */
    struct row_notes notes;
    struct buf facts; /* other than those of the rows */
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

/* The text of a part: inside `element`s ("": inside any), a line for each `line` element; with
 * `cell`, a tab between two cells of a line. */
struct layout {
    const char *element, *line, *cell;
};

/* "3" of number-columns-repeated; a count that fills the sheet to its edge is taken as one. */
static int count_repeated(xmlTextReaderPtr reader)
{
    enum { MOST = 60 };
    static const xmlChar NAME[] = "table:number-columns-repeated";
    char *text = (char *)xmlTextReaderGetAttribute(reader, NAME);
    long count = text != NULL ? strtol(text, NULL, 10) : 1;
    free(text);
    return count > 0 && count <= MOST ? (int)count : 1;
}

static void take_start(xmlTextReaderPtr reader, const struct layout *layout, struct buf *text)
{
    const char *name = (const char *)xmlTextReaderConstLocalName(reader);
    if (strcmp(name, "tab") == 0) {
        buf_byte(text, '\t');
    } else if (strcmp(name, "br") == 0 || strcmp(name, "line-break") == 0) {
        buf_byte(text, '\n');
    } else if (layout->element[0] == '\0' && strcmp(name, "s") == 0) {
        buf_byte(text, ' ');
    } else if (strcmp(name, layout->cell) == 0 && xmlTextReaderIsEmptyElement(reader) == 1) {
        for (int i = count_repeated(reader); i > 0; i--) {
            buf_byte(text, '\t');
        }
    }
}

static void take_end(const char *name, const struct layout *layout, struct buf *text)
{
    bool is_heading =
        layout->cell[0] == '\0' && layout->element[0] == '\0' && strcmp(name, "h") == 0;
    if (strcmp(name, layout->line) == 0 || is_heading) {
        while (layout->cell[0] != '\0' && text->len > 0 && text->data[text->len - 1] == '\t') {
            text->len--;
        }
        buf_byte(text, '\n');
    } else if (strcmp(name, layout->cell) == 0) {
        buf_byte(text, '\t');
    }
}

static bool is_text(int type)
{
    return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE ||
           type == XML_READER_TYPE_CDATA;
}

static void take_text(xmlTextReaderPtr reader, const struct layout *layout, struct buf *text,
                      size_t max)
{
    bool is_inside = false, is_any = layout->element[0] == '\0';
    int depth = 0;
    while (text->len < max && xmlTextReaderRead(reader) == 1) {
        int type = xmlTextReaderNodeType(reader);
        const char *name = (const char *)xmlTextReaderConstLocalName(reader);
        if (type == XML_READER_TYPE_ELEMENT) {
            is_inside =
                strcmp(name, layout->element) == 0 && xmlTextReaderIsEmptyElement(reader) == 0;
            depth = xmlTextReaderDepth(reader);
            take_start(reader, layout, text);
        } else if (type == XML_READER_TYPE_END_ELEMENT) {
            is_inside = false;
            take_end(name, layout, text);
        } else if ((is_any || (is_inside && xmlTextReaderDepth(reader) == depth + 1)) &&
                   is_text(type)) {
            const char *value = (const char *)xmlTextReaderConstValue(reader);
            buf_text(text, value != NULL ? value : "");
        }
    }
}

/* In UTF-8, or in UTF-16 of either order. */
static bool has_entities(const struct buf *xml)
{
    static const char PLAIN[] = "<!ENTITY", WIDE[] = "<\0!\0E\0N\0T\0I\0T\0Y";
    return memmem(buf_string(xml), xml->len, PLAIN, sizeof(PLAIN) - 1) != NULL ||
           memmem(buf_string(xml), xml->len, WIDE, sizeof(WIDE) - 1) != NULL;
}

/* Loads the whole part; on failure returns false and sets the package's problem. */
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
        package->problem = zip_error_code_zip(zip_get_error(package->zip)) == ZIP_ER_NOPASSWD
                               ? "encrypted"
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
    } else if (has_entities(out)) {
        package->problem = "xml_bomb"; /* no office program writes entities */
        return false;
    }
    return len == 0;
}

static void read_part(struct package *package, const char *name, const struct layout *layout,
                      struct buf *text, size_t max)
{
    struct buf xml = {0};
    if (load_part(package, name, &xml)) {
        xmlTextReaderPtr reader =
            xmlReaderForMemory(xml.data, (int)xml.len, NULL, NULL,
                               XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
        if (reader != NULL) {
            take_text(reader, layout, text, max);
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

static void read_document(struct package *package, struct buf *text, size_t max)
{
    struct buf xml = {0}, styles = {0};
    struct legacy_text fonts = {.out = text};
    if ((!has_part(package->zip, "word/styles.xml") ||
         load_part(package, "word/styles.xml", &styles)) &&
        load_part(package, "word/document.xml", &xml)) {
        bool is_whole;
        do {
            is_whole = document_read(&xml, &styles, &fonts, max);
        } while (legacy_text_end(&fonts, 0));
        package->problem = is_whole ? package->problem : "damaged";
    }
    legacy_text_close(&fonts, &package->facts);
    buf_free(&xml);
    buf_free(&styles);
}

static void read_names(struct package *package, char names[static SHEETS_MAX + 1][SHEET_NAME])
{
    struct buf list = {0}, relations = {0};
    for (int i = 0; i <= SHEETS_MAX; i++) {
        snprintf(names[i], SHEET_NAME, "#%d", i); /* default for a sheet without a name */
    }
    if (load_part(package, "xl/workbook.xml", &list) &&
        has_part(package->zip, "xl/_rels/workbook.xml.rels") &&
        load_part(package, "xl/_rels/workbook.xml.rels", &relations)) {
        sheet_names_read(&list, &relations, names);
    }
    buf_free(&list);
    buf_free(&relations);
}

/* A workbook with a legacy font uses it throughout, unless it holds Unicode. */
static void convert_workbook(struct package *package, const struct buf *strings, struct buf *text)
{
    struct buf styles = {0}, raw = {0};
    char font[FONT_NAME] = "";
    if (has_part(package->zip, "xl/styles.xml") && load_part(package, "xl/styles.xml", &styles)) {
        sheet_font_find(&styles, "name", font);
    }
    if (font[0] == '\0' && strings->len > 0) {
        sheet_font_find(strings, "rFont", font);
    }
    if (font[0] != '\0') {
        struct legacy_text fonts = {.out = text};
        buf_add(&raw, text->data, text->len);
        buf_clear(text);
        legacy_text_font(&fonts, font);
        legacy_text_add(&fonts, buf_string(&raw), raw.len);
        legacy_text_flush(&fonts);
        legacy_text_close(&fonts, &package->facts);
    }
    buf_free(&styles);
    buf_free(&raw);
}

static void read_workbook(struct package *package, struct buf *text, size_t max)
{
    static char names[SHEETS_MAX + 1][SHEET_NAME];
    struct buf xml = {0}, shared = {0};
    struct strings *strings;
    char name[64];
    if (has_part(package->zip, "xl/sharedStrings.xml") &&
        !load_part(package, "xl/sharedStrings.xml", &shared)) {
        buf_free(&shared);
        return;
    }
    workbook_read_strings(&shared, &strings);
    read_names(package, names);
    for (int i = 1; i <= SHEETS_MAX && package->problem[0] == '\0'; i++) {
        snprintf(name, sizeof(name), "xl/worksheets/sheet%d.xml", i);
        buf_clear(&xml);
        package->notes.sheet = names[i];
        if (has_part(package->zip, name) && load_part(package, name, &xml) &&
            !workbook_read_sheet(&xml, strings, text, max, &package->notes)) {
            package->problem = "damaged";
        }
    }
    convert_workbook(package, &shared, text);
    workbook_free_strings(&strings);
    buf_free(&xml);
    buf_free(&shared);
}

/* The slides of a presentation, in the order of their numbers. */
static void read_slides(struct package *package, struct buf *text, size_t max)
{
    enum { SLIDES_MAX = 400 };
    static const struct layout SLIDE = {"t", "p", ""};
    char name[64];
    for (int i = 1; i <= SLIDES_MAX && package->problem[0] == '\0'; i++) {
        snprintf(name, sizeof(name), "ppt/slides/slide%d.xml", i);
        if (has_part(package->zip, name)) {
            read_part(package, name, &SLIDE, text, max);
        }
    }
}

/* The parts of a locked document are encrypted; its manifest shows it. */
static void read_open(struct package *package, const struct layout *layout, struct buf *text,
                      size_t max)
{
    struct buf list = {0};
    bool is_listed = has_part(package->zip, "META-INF/manifest.xml") &&
                     load_part(package, "META-INF/manifest.xml", &list);
    if (is_listed && memmem(list.data, list.len, "encryption-data", 15) != NULL) {
        package->problem = "encrypted";
    } else if (package->problem[0] == '\0') {
        read_part(package, "content.xml", layout, text, max);
    }
    buf_free(&list);
}

enum office {
    OFFICE_NONE,
    OFFICE_DOCUMENT,
    OFFICE_SHEET,
    OFFICE_SLIDES,
    OFFICE_OPEN,
    OFFICE_OPEN_SHEET,
    OFFICE_OPEN_SLIDES
};

static enum office kind_of_open(struct package *package)
{
    struct buf type = {0};
    enum office kind = OFFICE_OPEN;
    if (load_part(package, "mimetype", &type)) {
        kind = strstr(buf_string(&type), ".spreadsheet") != NULL    ? OFFICE_OPEN_SHEET
               : strstr(buf_string(&type), ".presentation") != NULL ? OFFICE_OPEN_SLIDES
                                                                    : OFFICE_OPEN;
    }
    buf_free(&type);
    return kind;
}

static enum office kind_of(struct package *package)
{
    zip_t *zip = package->zip;
    if (has_part(zip, "word/document.xml")) {
        return OFFICE_DOCUMENT;
    }
    if (has_part(zip, "xl/workbook.xml")) {
        return OFFICE_SHEET;
    }
    if (has_part(zip, "ppt/presentation.xml")) {
        return OFFICE_SLIDES;
    }
    return has_part(zip, "content.xml") && has_part(zip, "mimetype") ? kind_of_open(package)
                                                                     : OFFICE_NONE;
}

static const char *media_type_of(enum office kind)
{
    switch (kind) {
    case OFFICE_DOCUMENT:
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    case OFFICE_SHEET:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    case OFFICE_SLIDES:
        return "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    case OFFICE_OPEN:
        return "application/vnd.oasis.opendocument.text";
    case OFFICE_OPEN_SHEET:
        return "application/vnd.oasis.opendocument.spreadsheet";
    case OFFICE_OPEN_SLIDES:
        return "application/vnd.oasis.opendocument.presentation";
    case OFFICE_NONE:
        break;
    }
    return "application/zip";
}

static void read_parts(struct package *package, enum office kind, struct buf *text, size_t max)
{
    static const struct layout OPEN = {"", "p", ""}, SHEET = {"", "table-row", "table-cell"};
    switch (kind) {
    case OFFICE_DOCUMENT:
        read_document(package, text, max);
        break;
    case OFFICE_SHEET:
        read_workbook(package, text, max);
        break;
    case OFFICE_SLIDES:
        read_slides(package, text, max);
        break;
    case OFFICE_OPEN:
    case OFFICE_OPEN_SLIDES:
        read_open(package, &OPEN, text, max);
        break;
    case OFFICE_OPEN_SHEET:
        read_open(package, &SHEET, text, max);
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
    bool is_too_much = is_bomb(package.zip);
    enum office kind = is_too_much ? OFFICE_NONE : kind_of(&package);
    if (is_too_much) {
        package.problem = "zip_bomb";
    } else {
        read_parts(&package, kind, &text, input->text_max);
    }
    if (package.problem[0] == '\0' && (has_part(package.zip, "word/vbaProject.bin") ||
                                       has_part(package.zip, "xl/vbaProject.bin") ||
                                       has_part(package.zip, "ppt/vbaProject.bin"))) {
        package.problem = "macro";
    }
    struct buf *facts = &package.notes.fact;
    buf_print(facts, "%s%s", facts->len > 0 && package.facts.len > 0 ? "\t" : "",
              buf_string(&package.facts));
    format_answer_facts(output, media_type_of(kind), package.problem, buf_string(facts), &text);
    buf_free(facts);
    buf_free(&package.facts);
    buf_free(&text);
    zip_discard(package.zip);
    return 0;
}
