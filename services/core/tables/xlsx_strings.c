/*
 * xlsx_strings.c — texts of cells: runs in order, without what tells how to pronounce them (rPh),
 * and with the characters that XML cannot hold, which are written "_x000D_".
 */
#include <stdlib.h>
#include <string.h>

#include <unistr.h>

#include "tables/xlsx_parts.h"

enum { ESCAPE = 7 }; /* the length of "_x000D_" */

/* The code unit of an escape; -1: none is here. */
static long escape_at(const char *text)
{
    if (text[0] != '_' || text[1] != 'x' || strspn(text + 2, "0123456789abcdefABCDEF") < 4 ||
        text[6] != '_') {
        return -1;
    }
    char digits[5] = {text[2], text[3], text[4], text[5], '\0'};
    return strtol(digits, NULL, 16);
}

/* The character at `text` and the bytes that it takes there; 0: no escape that can be shown. */
static ucs4_t read_escape(const char *text, size_t *taken)
{
    long unit = escape_at(text);
    *taken = ESCAPE;
    if (unit >= 0xd800 && unit < 0xdc00) {
        long low = escape_at(text + ESCAPE);
        *taken = 2 * (size_t)ESCAPE;
        return low >= 0xdc00 && low < 0xe000
                   ? (ucs4_t)(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00))
                   : 0;
    }
    return unit > 0 && (unit < 0xd800 || unit >= 0xe000) ? (ucs4_t)unit : 0;
}

void strings_unescape(struct buf *text, size_t start)
{
    const char *all = buf_string(text);
    if (strstr(all + (start < text->len ? start : text->len), "_x") == NULL) {
        return;
    }
    size_t to = start;
    for (size_t at = start; at < text->len;) {
        size_t taken = 1;
        ucs4_t character = text->data[at] == '_' ? read_escape(text->data + at, &taken) : 0;
        int size = character != 0 ? u8_uctomb((uint8_t *)text->data + to, character, 4) : 0;
        if (size > 0) {
            to += (size_t)size;
            at += taken;
        } else {
            text->data[to++] = text->data[at++];
        }
    }
    text->len = to;
    text->data[to] = '\0';
}

void strings_take(struct part_reader *reader, const char *element, struct buf *into)
{
    bool is_spoken = false, is_text = false;
    size_t start = into->len;
    if (part_is_empty(reader)) {
        return;
    }
    while (part_next(reader) && !part_is_end(reader, element)) {
        if (part_is_start(reader, "rPh") || part_is_end(reader, "rPh")) {
            is_spoken = part_is_start(reader, "rPh") && !part_is_empty(reader);
        } else if (part_is_start(reader, "t")) {
            is_text = !is_spoken && !part_is_empty(reader);
            start = into->len;
        } else if (part_is_end(reader, "t")) {
            is_text = false;
            strings_unescape(into, start);
        } else if (is_text && part_is_text(reader)) {
            buf_text(into, part_value(reader));
        }
    }
}

void strings_read(struct package *package, const char *part, struct xlsx_strings *out)
{
    struct part_reader reader;
    *out = (struct xlsx_strings){0};
    if (part_open(package, part, &reader)) {
        while (part_next(&reader)) {
            if (part_is_start(&reader, "si")) {
                size_t start = out->text.len;
                buf_add(&out->starts, &start, sizeof(start));
                strings_take(&reader, "si", &out->text);
                buf_byte(&out->text, '\0');
            }
        }
    }
    part_close(&reader);
}

void strings_free(struct xlsx_strings *self)
{
    buf_free(&self->text);
    buf_free(&self->starts);
}

const char *strings_at(const struct xlsx_strings *self, const char *index)
{
    char *end;
    unsigned long at = strtoul(index, &end, 10);
    size_t start;
    if (end == index || at >= self->starts.len / sizeof(start)) {
        return NULL;
    }
    memcpy(&start, self->starts.data + at * sizeof(start), sizeof(start));
    return self->text.data + start;
}
