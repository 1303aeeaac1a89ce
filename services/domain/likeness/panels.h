/*
 * panels.h — the photos within a picture: what a phone's screen shows between its bars, and the two
 * pictures of a collage.  Each is compared by itself.
 */
#ifndef LIKENESS_PANELS_H
#define LIKENESS_PANELS_H

#include <stddef.h>

#include "likeness/picture.h"

struct panel {
    int left, top, width, height; /* in pixels of the picture */
};

enum { PANELS_MAX = 4 };

/* The first is the whole picture; then come what a screen shows between its bars, and the two
 * parts of a collage.  Returns how many. */
size_t panels_of(const struct picture *picture, struct panel out[static PANELS_MAX]);

/* Cuts the panel out and makes its longer side `side`. */
void panel_cut(const struct picture *picture, const struct panel *panel, int side,
               struct picture *out);

#endif
