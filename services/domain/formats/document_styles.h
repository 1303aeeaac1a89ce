/*
 * document_styles.h — the styles of a DOCX: which font a style names, and whether it hides text.
 */
#ifndef FORMATS_DOCUMENT_STYLES_H
#define FORMATS_DOCUMENT_STYLES_H

#include "formats/legacy_text.h"
#include "package/package.h"

enum { STYLES_MAX = 1000, STYLE_ID = 64 };

/* How text looks, as far as reading it depends on that. */
struct look {
    char font[FONT_NAME];
    bool is_hidden;
};

struct style {
    char id[STYLE_ID], based_on[STYLE_ID], font[FONT_NAME];
    bool says_hidden, is_hidden;
};

struct styles {
    struct style of[STYLES_MAX];
    size_t count;
    struct look initial; /* of text with neither a font nor a style */
};

/* `part` NULL: a document without styles. */
void styles_read(struct package *package, const char *part, struct styles *out);
/* The style's look: its own, or that of the styles it is based on; `look` where none says it. */
void styles_apply(const struct styles *self, const char *id, struct look *look);

/* Takes what the element says about fonts ("rFonts") and hiding ("vanish"). */
void look_take(const struct part_reader *reader, struct look *look);
/* The attribute in `out`; "" if it is absent. */
void style_attribute(const struct part_reader *reader, const char *name, char *out, size_t size);

#endif
