/*
 * pictures.h — what the files about pictures share: expand.c leaves an element where a picture
 * stands, and once all is filled pictures.c makes drawings of them, as wide as room.c finds, with
 * their files in the package (media.c).
 */
#ifndef TEMPLATE_PICTURES_H
#define TEMPLATE_PICTURES_H

#include <libxml/tree.h>

#include "base/arena.h"
#include "package/package.h"
#include "template/inside.h"
#include "template/template.h"

/* Measures of drawings: English metric units. */
enum { EMU_CM = 360000, EMU_INCH = 914400, EMU_TWIP = 635 };

/* "ảnh", or "ảnh 8 cm": `width` in EMU, 0 if it says none.  False: it is no form of pictures. */
bool picture_form(const char *form, long *width);
/* Whether it begins as one. */
bool picture_is_form(const char *form);

/* ---------------------------------------------------------------- the parts of a template */

struct part {
    const char *name, *title;
    xmlDoc *tree;
    xmlDoc *links; /* its relations, once a picture is among them; else NULL */
};

/* A picture that is shown, however often. */
struct shown {
    const char *hash;
    const struct template_picture *given; /* NULL: not yet */
    const char *media;                    /* the part with its content; NULL: not yet */
    int width;                            /* in pixels, where it is widest */
};

struct pictures {
    struct package *package;
    struct arena *arena;
    struct faults *faults;
    const struct template_pictures *given;
    struct part *parts;
    size_t part_count;
    struct shown shown[TEMPLATE_PICTURES_MAX];
    size_t shown_count;
    int last_id; /* of the drawings in all parts */
};

/* Makes drawings of all pictures of all parts. */
void pictures_place(struct pictures *self);
/* Those that were not given, as JSON; nothing if there are none. */
void pictures_want(const struct pictures *self, struct buf *into);

/* ---------------------------------------------------------------- room.c */

struct room {
    long width, height; /* EMU */
};
/* What a picture has at a place: the column of text or the cell, and the page.  `main` is the part
 * with the sections, which heads and feet do not have. */
struct room room_of(xmlNode *node, xmlNode *main);
/* A line that is as high as the text would cut the picture off: its paragraph gets lines as high as
 * what they hold, and no indent of the first one if it holds pictures only. */
void room_make(xmlNode *node);

/* ---------------------------------------------------------------- media.c */

/* The id of the relation by which the part shows the picture; makes both if they are missing.
 * NULL: the relations of the part are damaged. */
const char *media_link(struct pictures *self, struct part *part, struct shown *shown,
                       bool is_strict);
/* The content types of the package with that of pictures.  False: they are damaged. */
bool media_types(struct pictures *self, struct part_text *out);
/* A part as bytes; `tree` is borrowed. */
struct part_text part_write(const char *name, xmlDoc *tree);
/* A part as a tree; NULL: it is missing or damaged. */
xmlDoc *part_read(struct package *package, const char *name);

#endif
