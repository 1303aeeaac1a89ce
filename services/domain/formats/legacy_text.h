/*
 * legacy_text.h — text that comes in runs, each in a font: what is in a font of TCVN3 or VNI
 * becomes Unicode.  A mark of VNI may stand in the next run, so runs of one font are one.
 */
#ifndef FORMATS_LEGACY_TEXT_H
#define FORMATS_LEGACY_TEXT_H

#include <stdbool.h>

#include "base/buf.h"
#include "text/legacy.h"

enum { FONT_NAME = 64 };

struct legacy_text {
    struct buf *out;    /* borrowed */
    struct buf pending; /* of the present font, as it stands in the file */
    enum legacy_font font;
    char name[FONT_NAME]; /* of the present font */
    char used[FONT_NAME]; /* of the first legacy one whose text was changed; "" */
    bool has_marks;       /* pending ones of code page 1258: letters are to be composed */
    bool is_distrusted;   /* Unicode stood in such a font: its name is a left-over */
};

/* From here on in this font; NULL or "" is any other. */
void legacy_text_font(struct legacy_text *self, const char *name);
void legacy_text_add(struct legacy_text *self, const char *text, size_t len);
/* What is pending goes out, e.g. before a line ends. */
void legacy_text_flush(struct legacy_text *self);
/* The end of the file.  True: the names of its fonts are left-overs, so what went out behind
 * `start` is taken back, and the file is to be read once more. */
bool legacy_text_end(struct legacy_text *self, size_t start);
/* The fact "legacy_font=.VnTime" where text was in such a font; frees what is pending. */
void legacy_text_close(struct legacy_text *self, struct buf *facts);

#endif
