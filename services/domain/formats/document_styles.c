/*
 * document_styles.c — styles.xml of a DOCX, of which each style may be based on another.
 */
#include "formats/document_styles.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BASED_MOST = 12 };

void style_attribute(const struct part_reader *reader, const char *name, char *out, size_t size)
{
    char *value = part_attribute(reader, name);
    snprintf(out, size, "%s", value != NULL ? value : "");
    free(value);
}

static void take_font(const struct part_reader *reader, char out[static FONT_NAME])
{
    char name[FONT_NAME];
    style_attribute(reader, "ascii", name, sizeof(name));
    if (name[0] == '\0') {
        style_attribute(reader, "hAnsi", name, sizeof(name));
    }
    if (name[0] != '\0') {
        memcpy(out, name, sizeof(name));
    }
}

/* A switch without a value is on. */
static bool is_on(const struct part_reader *reader)
{
    char value[8];
    style_attribute(reader, "val", value, sizeof(value));
    return strcmp(value, "0") != 0 && strcmp(value, "false") != 0 && strcmp(value, "off") != 0;
}

void look_take(const struct part_reader *reader, struct look *look)
{
    if (part_is_start(reader, "rFonts")) {
        take_font(reader, look->font);
    } else if (part_is_start(reader, "vanish")) {
        look->is_hidden = is_on(reader);
    }
}

/* ------------------------------------------------------------- reading */

static void start_style(const struct part_reader *reader, struct styles *styles,
                        struct style **style, bool *is_initial)
{
    char text[STYLE_ID], type[STYLE_ID];
    *style = NULL;
    if (styles->count == STYLES_MAX) {
        return;
    }
    *style = &styles->of[styles->count++];
    memset(*style, 0, sizeof(**style));
    style_attribute(reader, "styleId", (*style)->id, STYLE_ID);
    style_attribute(reader, "type", type, sizeof(type));
    style_attribute(reader, "default", text, sizeof(text));
    *is_initial = strcmp(type, "paragraph") == 0 && strcmp(text, "1") == 0;
}

static void take_element(const struct part_reader *reader, struct styles *styles,
                         struct style **style, bool *is_initial)
{
    if (part_is_start(reader, "style")) {
        start_style(reader, styles, style, is_initial);
    } else if (part_is_start(reader, "basedOn") && *style != NULL) {
        style_attribute(reader, "val", (*style)->based_on, STYLE_ID);
    } else if (part_is_start(reader, "vanish") && *style != NULL) {
        (*style)->says_hidden = true;
        (*style)->is_hidden = is_on(reader);
    } else if (part_is_start(reader, "rFonts") && *style != NULL) {
        take_font(reader, (*style)->font);
        if (*is_initial && (*style)->font[0] != '\0') {
            memcpy(styles->initial.font, (*style)->font, sizeof(styles->initial.font));
        }
    } else if (part_is_start(reader, "rFonts") && styles->count == 0) {
        take_font(reader, styles->initial.font); /* docDefaults */
    }
}

void styles_read(struct package *package, const char *part, struct styles *out)
{
    struct part_reader reader = {0};
    struct style *style = NULL;
    bool is_initial = false;
    out->count = 0;
    out->initial = (struct look){0};
    if (part != NULL && part_open(package, part, &reader)) {
        while (part_next(&reader)) {
            take_element(&reader, out, &style, &is_initial);
        }
    }
    part_close(&reader);
}

static const struct style *find_style(const struct styles *self, const char *id)
{
    for (size_t i = 0; i < self->count; i++) {
        if (strcmp(self->of[i].id, id) == 0) {
            return &self->of[i];
        }
    }
    return NULL;
}

void styles_apply(const struct styles *self, const char *id, struct look *look)
{
    const struct style *style = id[0] != '\0' ? find_style(self, id) : NULL;
    bool has_font = false, says_hidden = false;
    for (int step = 0; step < BASED_MOST && style != NULL; step++) {
        if (!has_font && style->font[0] != '\0') {
            memcpy(look->font, style->font, sizeof(look->font));
            has_font = true;
        }
        if (!says_hidden && style->says_hidden) {
            look->is_hidden = style->is_hidden;
            says_hidden = true;
        }
        style = style->based_on[0] != '\0' ? find_style(self, style->based_on) : NULL;
    }
}
