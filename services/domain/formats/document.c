/*
 * document.c — word/document.xml as text.  The font of a run is its own, else its style's, else
 * that of its paragraph's style, else the document's default; it decides how the run's letters are
 * decoded.
 */
#include "formats/document.h"

#include <libxml/xmlreader.h>
#include <stdio.h>
#include <string.h>

enum { STYLES_MAX = 400, STYLE_ID = 64, BASED_MOST = 12 };

struct style {
    char id[STYLE_ID], based_on[STYLE_ID], font[FONT_NAME];
};

struct styles {
    struct style of[STYLES_MAX];
    size_t count;
    char initial[FONT_NAME]; /* for text with neither a font nor a style */
};

struct place {
    const struct styles *styles;
    struct legacy_text *text;
    char paragraph[FONT_NAME], run[FONT_NAME];
    bool is_in_run, is_in_text;
};

static xmlTextReaderPtr open_xml(const struct buf *xml)
{
    return xmlReaderForMemory(buf_string(xml), (int)xml->len, NULL, NULL,
                              XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

static bool is_name(xmlTextReaderPtr reader, const char *name)
{
    return strcmp((const char *)xmlTextReaderConstLocalName(reader), name) == 0;
}

/* The attribute, whatever its prefix; "" if absent. */
static void take_attribute(xmlTextReaderPtr reader, const char *name, char *out, size_t size)
{
    out[0] = '\0';
    while (xmlTextReaderMoveToNextAttribute(reader) == 1) {
        if (is_name(reader, name)) {
            snprintf(out, size, "%s", (const char *)xmlTextReaderConstValue(reader));
        }
    }
    xmlTextReaderMoveToElement(reader);
}

static void take_font(xmlTextReaderPtr reader, char out[static FONT_NAME])
{
    char name[FONT_NAME];
    take_attribute(reader, "ascii", name, sizeof(name));
    if (name[0] == '\0') {
        take_attribute(reader, "hAnsi", name, sizeof(name));
    }
    if (name[0] != '\0') {
        memcpy(out, name, sizeof(name));
    }
}

/* ------------------------------------------------------------- styles */

static void start_style(xmlTextReaderPtr reader, struct styles *styles, struct style **style,
                        bool *is_initial)
{
    char text[STYLE_ID], type[STYLE_ID];
    *style = NULL;
    if (styles->count == STYLES_MAX) {
        return;
    }
    *style = &styles->of[styles->count++];
    memset(*style, 0, sizeof(**style));
    take_attribute(reader, "styleId", (*style)->id, STYLE_ID);
    take_attribute(reader, "type", type, sizeof(type));
    take_attribute(reader, "default", text, sizeof(text));
    *is_initial = strcmp(type, "paragraph") == 0 && strcmp(text, "1") == 0;
}

static void read_styles(const struct buf *xml, struct styles *styles)
{
    xmlTextReaderPtr reader = xml->len > 0 ? open_xml(xml) : NULL;
    struct style *style = NULL;
    bool is_initial = false;
    styles->count = 0;
    styles->initial[0] = '\0';
    while (reader != NULL && xmlTextReaderRead(reader) == 1) {
        if (xmlTextReaderNodeType(reader) != XML_READER_TYPE_ELEMENT) {
            continue;
        }
        if (is_name(reader, "style")) {
            start_style(reader, styles, &style, &is_initial);
        } else if (is_name(reader, "basedOn") && style != NULL) {
            take_attribute(reader, "val", style->based_on, STYLE_ID);
        } else if (is_name(reader, "rFonts") && style != NULL) {
            take_font(reader, style->font);
            if (is_initial && style->font[0] != '\0') {
                memcpy(styles->initial, style->font, sizeof(styles->initial));
            }
        } else if (is_name(reader, "rFonts") && styles->count == 0) {
            take_font(reader, styles->initial); /* docDefaults */
        }
    }
    xmlFreeTextReader(reader);
}

/* The font of the style or of the styles it is based on; `otherwise` if none names one. */
static const char *font_of(const struct styles *styles, const char *id, const char *otherwise)
{
    for (int step = 0; step < BASED_MOST && id[0] != '\0'; step++) {
        const struct style *found = NULL;
        for (size_t i = 0; i < styles->count && found == NULL; i++) {
            found = strcmp(styles->of[i].id, id) == 0 ? &styles->of[i] : NULL;
        }
        if (found == NULL) {
            break;
        }
        if (found->font[0] != '\0') {
            return found->font;
        }
        id = found->based_on;
    }
    return otherwise;
}

/* ------------------------------------------------------------- text */

static void take_start(xmlTextReaderPtr reader, struct place *place)
{
    char id[STYLE_ID];
    bool is_empty = xmlTextReaderIsEmptyElement(reader) == 1;
    if (is_name(reader, "p")) {
        memcpy(place->paragraph, place->styles->initial, sizeof(place->paragraph));
    } else if (is_name(reader, "pStyle")) {
        take_attribute(reader, "val", id, sizeof(id));
        snprintf(place->paragraph, sizeof(place->paragraph), "%s",
                 font_of(place->styles, id, place->styles->initial));
    } else if (is_name(reader, "r") && !is_empty) {
        place->is_in_run = true;
        memcpy(place->run, place->paragraph, sizeof(place->run));
    } else if (is_name(reader, "rStyle") && place->is_in_run) {
        take_attribute(reader, "val", id, sizeof(id));
        snprintf(place->run, sizeof(place->run), "%s",
                 font_of(place->styles, id, place->paragraph));
    } else if (is_name(reader, "rFonts") && place->is_in_run) {
        take_font(reader, place->run);
    } else if (is_name(reader, "t")) {
        place->is_in_text = !is_empty;
    } else if (is_name(reader, "tab") && place->is_in_run) {
        legacy_text_add(place->text, "\t", 1);
    } else if (is_name(reader, "br")) {
        legacy_text_add(place->text, "\n", 1);
    }
}

static void take_end(xmlTextReaderPtr reader, struct place *place)
{
    place->is_in_text = false;
    if (is_name(reader, "r")) {
        place->is_in_run = false;
    } else if (is_name(reader, "p")) {
        legacy_text_flush(place->text);
        buf_byte(place->text->out, '\n');
    }
}

static bool is_text(int type)
{
    return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE ||
           type == XML_READER_TYPE_CDATA;
}

bool document_read(const struct buf *xml, const struct buf *styles, struct legacy_text *text,
                   size_t max)
{
    static struct styles known;
    read_styles(styles, &known);
    xmlTextReaderPtr reader = open_xml(xml);
    struct place place = {.styles = &known, .text = text};
    while (reader != NULL && text->out->len + text->pending.len < max &&
           xmlTextReaderRead(reader) == 1) {
        int type = xmlTextReaderNodeType(reader);
        if (type == XML_READER_TYPE_ELEMENT) {
            take_start(reader, &place);
        } else if (type == XML_READER_TYPE_END_ELEMENT) {
            take_end(reader, &place);
        } else if (place.is_in_text && is_text(type)) {
            const char *value = (const char *)xmlTextReaderConstValue(reader);
            legacy_text_font(text, place.run);
            legacy_text_add(text, value != NULL ? value : "", value != NULL ? strlen(value) : 0);
        }
    }
    bool is_whole = reader != NULL && xmlTextReaderReadState(reader) != XML_TEXTREADER_MODE_ERROR;
    xmlFreeTextReader(reader);
    return is_whole;
}
