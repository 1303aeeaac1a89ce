/*
 * legacy_text.c — collects the runs of one font, then converts them at once.  A document whose
 * "legacy" font holds real Unicode has a misleading font name: it is read again without converting.
 */
#include "formats/legacy_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <uninorm.h>

/* Whether a legacy font shows these letters differently from Unicode. */
static bool has_signs(const char *text, size_t len)
{
    for (size_t at = 0; at < len;) {
        uint32_t character = text_next(text, len, &at);
        if (character >= 0xa1 && character <= 0xff) {
            return true;
        }
    }
    return false;
}

/* Whether it has letters that only Vietnamese in Unicode has. */
static bool is_unicode(const char *text, size_t len)
{
    for (size_t at = 0; at < len;) {
        uint32_t character = text_next(text, len, &at);
        if ((character >= 0x1ea0 && character <= 0x1ef9) || character == 0x111 ||
            character == 0x110 || character == 0x1a1 || character == 0x1b0) {
            return true;
        }
    }
    return false;
}

void legacy_text_flush(struct legacy_text *self)
{
    const char *text = buf_string(&self->pending);
    size_t len = self->pending.len;
    bool is_legacy = self->font != FONT_UNICODE && !self->is_distrusted && len > 0;
    if (is_legacy && is_unicode(text, len)) {
        self->is_distrusted = true;
        is_legacy = false;
    }
    size_t size = 0;
    uint8_t *composed = self->has_marks && !is_legacy
                            ? u8_normalize(UNINORM_NFC, (const uint8_t *)text, len, NULL, &size)
                            : NULL;
    if (composed != NULL) {
        buf_add(self->out, composed, size);
    } else {
        legacy_convert(is_legacy ? self->font : FONT_UNICODE, text, len, self->out);
    }
    free(composed);
    self->has_marks = false;
    if (is_legacy && has_signs(text, len) && self->used[0] == '\0') {
        memcpy(self->used, self->name, sizeof(self->used));
    }
    buf_clear(&self->pending);
}

void legacy_text_font(struct legacy_text *self, const char *name)
{
    enum legacy_font font = name != NULL ? legacy_font_of(name) : FONT_UNICODE;
    if (font == self->font) {
        return;
    }
    legacy_text_flush(self);
    self->font = font;
    snprintf(self->name, sizeof(self->name), "%s", font != FONT_UNICODE ? name : "");
}

void legacy_text_add(struct legacy_text *self, const char *text, size_t len)
{
    buf_add(&self->pending, text, len);
}

bool legacy_text_end(struct legacy_text *self, size_t start)
{
    legacy_text_flush(self);
    self->font = FONT_UNICODE;
    if (!self->is_distrusted || self->used[0] == '\0') {
        return false;
    }
    self->out->len = start;
    self->used[0] = '\0';
    return true;
}

void legacy_text_close(struct legacy_text *self, struct buf *facts)
{
    if (self->used[0] != '\0') {
        for (char *c = self->used; *c != '\0'; c++) {
            *c = *c < ' ' || *c > '~' ? ' ' : *c;
        }
        buf_print(facts, "%slegacy_font=%s", facts->len > 0 ? "\t" : "", self->used);
    }
    buf_free(&self->pending);
}
