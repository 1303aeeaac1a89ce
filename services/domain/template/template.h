/*
 * template.h — a paper from a DOCX that an office has written in Word, with names in double braces,
 * and data in JSON.
 *
 *   {{ten_don_vi}}  {{ngay_ky|ngày dài}}       a value, and how it is written (forms.c)
 *   {{#don_vi}} … {{/don_vi}}                  what is between, once for each member of a list: in
 *                                              one paragraph its text, else paragraphs, rows,
 * tables
 *   {{#nhom|cột}} … {{/nhom}}                  within a row of a table: the cells, so that a column
 *                                              is repeated; all rows and the grid agree afterwards
 *   {{?so}} … {{/so}}   {{^so}} … {{/so}}      only if there is a value, only if there is none
 *   {{anh|ảnh}}   {{anh|ảnh 8 cm}}             a picture, as wide as its column or so wide
 *   {{stt}}                                    the number of the member, from 1
 *
 * Names are a JSON object that says what there is: {"so": "text", "don_vi": "list", "don_vi.ten":
 * "text"}; types are text, date, time (2023-11-02T08:00), number, points, flag, list, picture.
 * Inside of a list a name is looked for in the member first, then further out.
 *
 * The data have of a picture {"hash", "alt"}; its content comes beside them.  The caller does not
 * know which ones a template shows: it fills once without any, and again with those that were
 * wanted.
 *
 * docs/papers.md explains the same to the people who write templates.
 */
#ifndef TEMPLATE_TEMPLATE_H
#define TEMPLATE_TEMPLATE_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"

enum { TEMPLATE_PICTURES_MAX = 60, TEMPLATE_PICTURE_SIDE = 1600 /* pixels */ };

/* A picture with its content, or why it has none. */
struct template_picture {
    const char *hash;
    const char *problem; /* "": there is none; missing, malware, too_many, damaged */
    const void *jpeg;
    size_t len;
    int width, height; /* pixels */
};

struct template_pictures {
    const struct template_picture *given;
    size_t count;
    struct buf wanted; /* a JSON array, if some are missing: [{"hash", "width"}], width in pixels */
};

/* Adds a JSON array of what is wrong with the template to `faults`: [{"code", "tag", "part",
 * "place", "message"}].  True: nothing is. */
bool template_check(const struct buf *docx, const json_t *names, struct buf *faults);

/* Adds the filled paper to `out`.  False: the template is at fault; `faults` as above.  True: it is
 * right, and `faults` says of each picture that has a problem what stands in its place, and why; if
 * some are wanted, `out` is as it was.  The same input gives the same bytes. */
bool template_fill(const struct buf *docx, const json_t *names, const json_t *data,
                   struct template_pictures *pictures, struct buf *out, struct buf *faults);

#endif
