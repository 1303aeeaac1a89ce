/*
 * document_text.c — the text of one part of a DOCX.  The font of a run is its own, else its
 * style's, else that of its paragraph's style, else the document's default; it decides how the
 * run's letters are decoded.
 *
 * What a reader does not see is passed over with all that is in it: text that was moved away, what
 * revisions changed, and all but one branch of alternate content (a new shape, and the same shape
 * for older programs).  A text box stands in the middle of a paragraph; it is kept apart and added
 * behind the paragraph.
 */
#include "formats/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { BOXES_MAX = 8, FIELDS_MAX = 16, BRANCHES_MAX = 16, CELLS_MAX = 60 };

/* Where the reader is inside a paragraph. */
struct place {
    struct look paragraph, run;
    bool is_in_run, is_in_text;
    bool is_in_code[FIELDS_MAX]; /* of each open field: before its result */
    size_t fields;
};

/* The row of the outermost table. */
struct row {
    size_t tables; /* open */
    size_t start;  /* of its text */
    size_t ends[CELLS_MAX], spans[CELLS_MAX];
    size_t cells;   /* before the first one of several lines, which has no place in the table */
    size_t cell;    /* start of the open cell's text */
    bool is_simple; /* one line in each cell so far */
    bool is_boxed;  /* the open cell has a table or a box inside */
};

struct walk {
    struct document *document;
    struct legacy_text *text;
    struct part_reader reader;
    struct place place, outer[BOXES_MAX];
    size_t boxes;
    struct buf *page, asides[BOXES_MAX]; /* the text around boxes, and that of boxes in boxes */
    bool has_branch[BRANCHES_MAX];
    size_t branches;
    struct row row;
};

/* ------------------------------------------------------------- what is passed over */

/* Namespaces of shapes and letters that this reader takes text from: those of Word itself. */
static bool knows_namespace(xmlTextReaderPtr xml, const char *prefix)
{
    static const char *const KNOWN[] = {
        "http://schemas.microsoft.com/office/word/",
        "http://schemas.microsoft.com/office/drawing/2010/",
        "http://schemas.openxmlformats.org/",
        "http://purl.oclc.org/ooxml/",
    };
    xmlChar *uri = xmlTextReaderLookupNamespace(xml, (const xmlChar *)prefix);
    bool is_known = false;
    for (size_t i = 0; uri != NULL && i < sizeof(KNOWN) / sizeof(KNOWN[0]); i++) {
        is_known = is_known || strncmp((const char *)uri, KNOWN[i], strlen(KNOWN[i])) == 0;
    }
    xmlFree(uri);
    return is_known;
}

/* Whether every prefix of Requires="wps w14" is known. */
static bool is_understood(const struct part_reader *reader)
{
    char *requires = part_attribute(reader, "Requires"), *rest = NULL;
    bool is_known = requires != NULL;
    for (char *prefix = is_known ? strtok_r(requires, " \t\r\n", &rest) : NULL; prefix != NULL;
         prefix = strtok_r(NULL, " \t\r\n", &rest)) {
        is_known = is_known && knows_namespace(reader->xml, prefix);
    }
    free(requires);
    return is_known;
}

/* The first branch that is understood is read, and no other. */
static bool is_other_branch(struct walk *self)
{
    bool is_choice = part_is_start(&self->reader, "Choice");
    if (self->branches == 0 || (!is_choice && !part_is_start(&self->reader, "Fallback"))) {
        return false;
    }
    if (self->branches > BRANCHES_MAX) {
        return true;
    }
    bool *has_branch = &self->has_branch[self->branches - 1];
    bool is_read = !*has_branch && (!is_choice || is_understood(&self->reader));
    *has_branch = *has_branch || is_read;
    return !is_read;
}

static bool is_passed_over(struct walk *self)
{
    static const char *const NAMES[] = {
        "moveFrom",     "del",           "rPrChange", "pPrChange",
        "sectPrChange", "tblPrChange",   "rt",        "numberingChange",
        "trPrChange",   "tblGridChange", "tcPrChange"};
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        if (part_is_start(&self->reader, NAMES[i])) {
            return true;
        }
    }
    return is_other_branch(self);
}

/* Goes to the end of the element that begins here. */
static void pass_over(struct walk *self)
{
    int depth = xmlTextReaderDepth(self->reader.xml);
    while (!part_is_empty(&self->reader) && part_next(&self->reader) &&
           xmlTextReaderDepth(self->reader.xml) > depth) {
    }
}

static void start_alternates(struct walk *self)
{
    if (self->branches++ < BRANCHES_MAX) {
        self->has_branch[self->branches - 1] = false;
    }
}

/* ------------------------------------------------------------- characters */

static const struct look *look_of(const struct place *place)
{
    return place->is_in_run ? &place->run : &place->paragraph;
}

static bool is_in_code(const struct place *place)
{
    for (size_t i = 0; i < place->fields; i++) {
        if (place->is_in_code[i]) {
            return true;
        }
    }
    return false;
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

static void add_text(struct walk *self, const char *text)
{
    const struct look *look = look_of(&self->place);
    if (is_in_code(&self->place)) {
        return;
    }
    if (!look->is_hidden) {
        legacy_text_font(self->text, look->font);
        legacy_text_add(self->text, text, strlen(text));
    } else if (!is_blank(text)) {
        self->document->notes->hidden++;
    }
}

static void end_line(struct walk *self)
{
    legacy_text_flush(self->text);
    buf_byte(self->text->out, '\n');
}

/* An element that stands for a character; false: it is another. */
static bool take_character(struct walk *self)
{
    const struct part_reader *reader = &self->reader;
    if (!self->place.is_in_run) {
        return false;
    }
    if (part_is_start(reader, "tab") || part_is_start(reader, "ptab")) {
        add_text(self, "\t");
    } else if (part_is_start(reader, "br") || part_is_start(reader, "cr")) {
        add_text(self, "\n");
    } else if (part_is_start(reader, "noBreakHyphen")) {
        add_text(self, "-");
    } else {
        return false;
    }
    return true;
}

static void take_field(struct walk *self)
{
    struct place *place = &self->place;
    char type[16];
    style_attribute(&self->reader, "fldCharType", type, sizeof(type));
    if (strcmp(type, "begin") == 0 && place->fields < FIELDS_MAX) {
        place->is_in_code[place->fields++] = true;
    } else if (strcmp(type, "separate") == 0 && place->fields > 0) {
        place->is_in_code[place->fields - 1] = false;
    } else if (strcmp(type, "end") == 0 && place->fields > 0) {
        place->fields--;
    }
}

/* ------------------------------------------------------------- tables */

static void start_cell(struct walk *self)
{
    struct row *row = &self->row;
    row->cell = self->text->out->len;
    row->is_boxed = false;
    row->is_simple = row->is_simple && row->cells < CELLS_MAX;
    if (row->is_simple) {
        row->spans[row->cells] = 1;
    }
}

static void take_span(struct walk *self)
{
    struct row *row = &self->row;
    char text[8];
    style_attribute(&self->reader, "val", text, sizeof(text));
    long span = strtol(text, NULL, 10);
    if (row->tables == 1 && row->is_simple && span > 1 && span < CELLS_MAX) {
        row->spans[row->cells] = (size_t)span;
    }
}

/* Leaves out the empty lines of a cell that has one line at most besides; false: it has more. */
static bool make_single(struct buf *out, size_t start)
{
    const char *text = out->data + start;
    size_t len = out->len - start;
    const char *line = text_trim(text, &len);
    if (out->len == start || memchr(line, '\n', len) != NULL) {
        return false;
    }
    memmove(out->data + start, line, len);
    out->data[start + len] = '\n';
    out->len = start + len + 1;
    return true;
}

static void end_cell(struct walk *self)
{
    struct row *row = &self->row;
    row->is_simple = row->is_simple && !row->is_boxed && make_single(self->text->out, row->cell);
    if (row->is_simple) {
        row->ends[row->cells++] = self->text->out->len;
    }
}

/* Writes the row again with its tabs, up to the first cell that has none. */
static void end_row(struct walk *self)
{
    struct row *row = &self->row;
    struct buf *out = self->text->out, made = {0};
    size_t from = row->start;
    for (size_t i = 0; i < row->cells; i++) {
        buf_add(&made, out->data + from, row->ends[i] - 1 - from);
        for (size_t s = 1; s < row->spans[i]; s++) {
            buf_text(&made, "\t\n");
        }
        buf_text(&made, i + 1 < row->cells ? "\t\n" : "\n");
        from = row->ends[i];
    }
    buf_add(&made, out->data + from, out->len - from);
    if (row->is_simple || row->cells > 1) {
        out->len = row->start;
        buf_add(out, made.data, made.len);
    }
    buf_free(&made);
}

static void take_table_start(struct walk *self)
{
    struct row *row = &self->row;
    if (self->boxes > 0) {
        return;
    }
    if (part_is_start(&self->reader, "tbl")) {
        row->tables++;
        row->is_boxed = true;
    } else if (part_is_start(&self->reader, "tr") && row->tables == 1) {
        *row = (struct row){.tables = 1, .start = self->text->out->len, .is_simple = true};
    } else if (part_is_start(&self->reader, "tc") && row->tables == 1) {
        start_cell(self);
    } else if (part_is_start(&self->reader, "gridSpan")) {
        take_span(self);
    }
}

static void take_table_end(struct walk *self)
{
    struct row *row = &self->row;
    if (self->boxes > 0 || row->tables == 0) {
        return;
    }
    if (part_is_end(&self->reader, "tbl")) {
        row->tables--;
    } else if (part_is_end(&self->reader, "tc") && row->tables == 1) {
        end_cell(self);
    } else if (part_is_end(&self->reader, "tr") && row->tables == 1) {
        end_row(self);
    }
}

/* ------------------------------------------------------------- text boxes */

static struct buf *out_of(struct walk *self, size_t boxes)
{
    return boxes > 0 ? &self->asides[boxes - 1] : self->page;
}

/* Boxes that are too deep belong to the last. */
static void start_box(struct walk *self)
{
    if (self->boxes++ < BOXES_MAX) {
        self->outer[self->boxes - 1] = self->place;
        self->place = (struct place){.paragraph = self->document->styles->initial};
        legacy_text_flush(self->text);
        self->text->out = out_of(self, self->boxes);
    }
}

static void end_box(struct walk *self)
{
    if (self->boxes > 0 && --self->boxes < BOXES_MAX) {
        legacy_text_flush(self->text);
        self->place = self->outer[self->boxes];
        self->text->out = out_of(self, self->boxes);
    }
}

static void end_paragraph(struct walk *self)
{
    struct buf *aside = self->boxes < BOXES_MAX ? &self->asides[self->boxes] : NULL;
    end_line(self);
    if (aside != NULL && aside->len > 0) {
        buf_add(self->text->out, aside->data, aside->len);
        buf_clear(aside);
        self->row.is_boxed = true;
    }
}

/* ------------------------------------------------------------- elements */

static void start_run(struct walk *self)
{
    self->place.is_in_run = true;
    self->place.run = self->place.paragraph;
}

/* What says how the paragraph or run looks. */
static void take_look(struct walk *self)
{
    struct place *place = &self->place;
    char id[STYLE_ID];
    if (part_is_start(&self->reader, "pStyle")) {
        style_attribute(&self->reader, "val", id, sizeof(id));
        styles_apply(self->document->styles, id, &place->paragraph);
    } else if (part_is_start(&self->reader, "rStyle") && place->is_in_run) {
        style_attribute(&self->reader, "val", id, sizeof(id));
        styles_apply(self->document->styles, id, &place->run);
    } else if (place->is_in_run) {
        look_take(&self->reader, &place->run);
    }
}

static void take_chunk(struct walk *self)
{
    char id[STYLE_ID];
    style_attribute(&self->reader, "id", id, sizeof(id));
    legacy_text_flush(self->text);
    document_read_chunk(self->document, id);
}

static void take_start(struct walk *self)
{
    const struct part_reader *reader = &self->reader;
    bool is_empty = part_is_empty(reader);
    if (is_passed_over(self)) {
        pass_over(self);
    } else if (part_is_start(reader, "AlternateContent") && !is_empty) {
        start_alternates(self);
    } else if (part_is_start(reader, "p")) {
        self->place.paragraph = self->document->styles->initial;
        if (is_empty) {
            end_paragraph(self);
        }
    } else if (part_is_start(reader, "r") && !is_empty) {
        start_run(self);
    } else if (part_is_start(reader, "t") ||
               (self->document->is_chart && part_is_start(reader, "v"))) {
        self->place.is_in_text = !is_empty;
    } else if (part_is_start(reader, "fldChar")) {
        take_field(self);
    } else if (part_is_start(reader, "txbxContent") && !is_empty) {
        start_box(self);
    } else if (part_is_start(reader, "altChunk")) {
        take_chunk(self);
    } else if (!take_character(self)) {
        take_look(self);
        take_table_start(self);
    }
}

static void take_end(struct walk *self)
{
    const struct part_reader *reader = &self->reader;
    self->place.is_in_text = false;
    if (part_is_end(reader, "r")) {
        self->place.is_in_run = false;
    } else if (part_is_end(reader, "p") || (self->document->is_chart && part_is_end(reader, "v"))) {
        end_paragraph(self); /* each name and value of a chart is a line */
    } else if (part_is_end(reader, "txbxContent")) {
        end_box(self);
    } else if (part_is_end(reader, "AlternateContent") && self->branches > 0) {
        self->branches--;
    } else {
        take_table_end(self);
    }
}

void document_read_part(struct document *document)
{
    struct walk walk = {.document = document,
                        .text = document->text,
                        .page = document->text->out,
                        .place.paragraph = document->styles->initial};
    bool is_open = part_open(document->package, document->part, &walk.reader);
    while (is_open && walk.text->out->len + walk.text->pending.len < document->max &&
           part_next(&walk.reader)) {
        int type = xmlTextReaderNodeType(walk.reader.xml);
        if (type == XML_READER_TYPE_ELEMENT) {
            take_start(&walk);
        } else if (type == XML_READER_TYPE_END_ELEMENT) {
            take_end(&walk);
        } else if (walk.place.is_in_text && part_is_text(&walk.reader)) {
            add_text(&walk, part_value(&walk.reader));
        }
    }
    legacy_text_flush(walk.text);
    walk.text->out = walk.page;
    part_close(&walk.reader);
    for (size_t i = 0; i < BOXES_MAX; i++) {
        buf_free(&walk.asides[i]);
    }
}
