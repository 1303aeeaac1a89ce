/*
 * legacy_text.h — text that comes in runs, each in a font: runs in a font of TCVN3 or VNI are
 * converted to Unicode.  A mark of VNI may be in the next run, so runs of one font are one.
 */
#ifndef FORMATS_LEGACY_TEXT_H
#define FORMATS_LEGACY_TEXT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/legacy.h"

enum { FONT_NAME = 64 };

struct legacy_text {
    struct buf *out;    /* borrowed */
    struct buf pending; /* in the current font, as in the file */
    enum legacy_font font;
    char name[FONT_NAME]; /* the current font's */
    char used[FONT_NAME]; /* the first legacy font whose text was changed; "" */
    bool has_marks;       /* pending marks of code page 1258: letters are to be composed */
    bool is_distrusted;   /* Unicode was found in such a font: its name misleads */
};

/* Switches to this font; NULL or "" is any other. */
void legacy_text_font(struct legacy_text *self, const char *name);
void legacy_text_add(struct legacy_text *self, const char *text, size_t len);
/* Writes what is pending, e.g. before a line ends. */
void legacy_text_flush(struct legacy_text *self);
/* Ends the file.  True: its font names mislead, so the output after `start` is discarded, and the
 * caller must read the file once more. */
bool legacy_text_end(struct legacy_text *self, size_t start);
/* Adds the fact "legacy_font=.VnTime" if text in such a font was converted; frees what is
 * pending. */
void legacy_text_close(struct legacy_text *self, struct buf *facts);

#endif
