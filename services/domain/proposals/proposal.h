/*
 * proposal.h — what a form of an evidence item would say, as far as its files and the page that it
 * cites say it: each value with what it rests on and how sure it is.  Pure.
 */
#ifndef PROPOSALS_PROPOSAL_H
#define PROPOSALS_PROPOSAL_H

#include <stddef.h>

#include "base/arena.h"
#include "base/json.h"

/* A file as the reader found it. */
struct proposal_file {
    const char *name, *media_type;
    const char *text;  /* "" none */
    const char *facts; /* lines "name=value" */
};

/* The page behind the draft's link. */
struct proposal_page {
    const char *title;
    const char *published_on; /* ISO date; "": the page names none */
    const char *text;         /* its beginning */
};

struct proposal_criterion {
    const char *code, *name;
    const char *const *figures;
    size_t figure_count;
    unsigned used; /* evidence items that the unit has for it */
};

/* Writes an array of {"field", "value", "name", "basis", "file", "page", "quote", "sure"}.  `field`
 * is one of the API's; "name" is a figure's; "basis" document, photo, file, criteria or page;
 * "file" from 0, 0 for the page; "page" from 1, 0 unknown; "sure" high where the file says it in
 * its own words, else low.  page: NULL for none. */
void proposals_write(struct arena *arena, const struct proposal_file *files, size_t file_count,
                     const struct proposal_page *page, const struct proposal_criterion *criteria,
                     size_t criterion_count, struct json *json);

#endif
