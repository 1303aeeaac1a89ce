/*
 * office.c — DOCX, XLSX, PPTX, ODT, ODS and ODP: a ZIP with XML inside (package/package.h).
 */
#include <libxml/xmlreader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/document.h"
#include "formats/format.h"
#include "formats/workbook.h"
#include "package/package.h"

struct reading {
    struct package *package;
    const char *problem; /* in addition to the package's own; "" if none */
    struct buf facts;
};

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

static void read_part(struct reading *self, const char *name, const struct layout *layout,
                      struct buf *text, size_t max)
{
    struct buf xml = {0};
    if (package_load(self->package, name, &xml)) {
        xmlTextReaderPtr reader =
            xmlReaderForMemory(xml.data, (int)xml.len, NULL, NULL,
                               XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
        if (reader != NULL) {
            take_text(reader, layout, text, max);
            if (xmlTextReaderReadState(reader) == XML_TEXTREADER_MODE_ERROR) {
                self->problem = "damaged";
            }
            xmlFreeTextReader(reader);
        }
    }
    buf_free(&xml);
}

static void read_document(struct reading *self, struct buf *text, size_t max)
{
    struct legacy_text fonts = {.out = text};
    struct document_notes notes = {0};
    document_read(self->package, &fonts, max, &notes);
    legacy_text_close(&fonts, &self->facts);
    format_add_count(&self->facts, "hidden_text", notes.hidden);
    format_add_count(&self->facts, "unread_parts", notes.unread);
}

/* The slides of a presentation, in the order of their numbers. */
static void read_slides(struct reading *self, struct buf *text, size_t max)
{
    enum { SLIDES_MAX = 400 };
    static const struct layout SLIDE = {"t", "p", ""};
    char name[64];
    for (int i = 1; i <= SLIDES_MAX && self->problem[0] == '\0'; i++) {
        snprintf(name, sizeof(name), "ppt/slides/slide%d.xml", i);
        if (package_has(self->package, name)) {
            read_part(self, name, &SLIDE, text, max);
        }
    }
}

/* The parts of a locked document are encrypted; its manifest shows it. */
static void read_open(struct reading *self, const struct layout *layout, struct buf *text,
                      size_t max)
{
    struct buf list = {0};
    bool is_listed = package_has(self->package, "META-INF/manifest.xml") &&
                     package_load(self->package, "META-INF/manifest.xml", &list);
    if (is_listed && memmem(list.data, list.len, "encryption-data", 15) != NULL) {
        self->problem = "encrypted";
    } else if (self->problem[0] == '\0') {
        read_part(self, "content.xml", layout, text, max);
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

static enum office kind_of_open(struct reading *self)
{
    struct buf type = {0};
    enum office kind = OFFICE_OPEN;
    if (package_load(self->package, "mimetype", &type)) {
        kind = strstr(buf_string(&type), ".spreadsheet") != NULL    ? OFFICE_OPEN_SHEET
               : strstr(buf_string(&type), ".presentation") != NULL ? OFFICE_OPEN_SLIDES
                                                                    : OFFICE_OPEN;
    }
    buf_free(&type);
    return kind;
}

static enum office kind_of(struct reading *self)
{
    switch (package_kind(self->package)) {
    case PACKAGE_DOCUMENT:
        return OFFICE_DOCUMENT;
    case PACKAGE_WORKBOOK:
        return OFFICE_SHEET;
    case PACKAGE_SLIDES:
        return OFFICE_SLIDES;
    case PACKAGE_OTHER:
        break;
    }
    bool is_open =
        package_has(self->package, "content.xml") && package_has(self->package, "mimetype");
    return is_open ? kind_of_open(self) : OFFICE_NONE;
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

static void read_parts(struct reading *self, enum office kind, struct buf *text, size_t max)
{
    static const struct layout OPEN = {"", "p", ""}, SHEET = {"", "table-row", "table-cell"};
    switch (kind) {
    case OFFICE_DOCUMENT:
        read_document(self, text, max);
        break;
    case OFFICE_SHEET:
        workbook_read(self->package, text, max, &self->facts);
        break;
    case OFFICE_SLIDES:
        read_slides(self, text, max);
        break;
    case OFFICE_OPEN:
    case OFFICE_OPEN_SLIDES:
        read_open(self, &OPEN, text, max);
        break;
    case OFFICE_OPEN_SHEET:
        read_open(self, &SHEET, text, max);
        break;
    case OFFICE_NONE:
        break;
    }
}

static const char *problem_of(const struct reading *self)
{
    const char *problem = package_problem(self->package);
    problem = problem[0] != '\0' ? problem : self->problem;
    return problem[0] == '\0' && package_has_macros(self->package) ? "macro" : problem;
}

int format_office(const struct format_input *input, int output)
{
    struct reading self = {.package = package_open(input->fd), .problem = ""};
    if (self.package == NULL) {
        format_answer(output, "application/zip", "damaged", NULL);
        return 0;
    }
    struct buf text = {0};
    bool is_too_much = package_is_bomb(self.package);
    enum office kind = is_too_much ? OFFICE_NONE : kind_of(&self);
    read_parts(&self, kind, &text, input->text_max);
    format_answer_facts(output, media_type_of(kind), is_too_much ? "zip_bomb" : problem_of(&self),
                        buf_string(&self.facts), &text);
    buf_free(&self.facts);
    buf_free(&text);
    package_close(&self.package);
    return 0;
}
