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
 *   {{stt}}                                    the number of the member, from 1
 *
 * Names are a JSON object that says what there is: {"so": "text", "don_vi": "list", "don_vi.ten":
 * "text"}; types are text, date, time (2023-11-02T08:00), number, points, flag, list.  Inside of a
 * list a name is looked for in the member first, then further out.
 *
 * docs/papers.md explains the same to the people who write templates.
 */
#ifndef TEMPLATE_TEMPLATE_H
#define TEMPLATE_TEMPLATE_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"

/* Adds a JSON array of what is wrong with the template to `faults`: [{"code", "tag", "part",
 * "place", "message"}].  True: nothing is. */
bool template_check(const struct buf *docx, const json_t *names, struct buf *faults);

/* Adds the filled paper to `out`.  False: the template is at fault, and `out` is as it was;
 * `faults` as above in both cases.  The same input gives the same bytes. */
bool template_fill(const struct buf *docx, const json_t *names, const json_t *data, struct buf *out,
                   struct buf *faults);

#endif
