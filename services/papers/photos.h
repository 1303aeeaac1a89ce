/*
 * photos.h — the photos that a paper shows: from the file store, each made small in a caged child
 * of its own, so that one that cannot be read is all that is missing.
 */
#ifndef PAPERS_PHOTOS_H
#define PAPERS_PHOTOS_H

#include "papers/papers.h"
#include "template/template.h"

struct photos;
typedef void photos_fn(void *arg);

/* ERR_FATAL: the library of pictures cannot be loaded. */
MUST_CHECK enum err photos_open(struct photos **out, struct daemon *daemon,
                                const struct papers_conf *conf);
void photos_close(struct photos **self); /* NULL-safe */

/* What a paper says, and the hashes that it may show no picture of: JSON, borrowed. */
struct photos_of {
    const char *data, *malware;
};

/* Makes those that the template wants (template.h), one after the other, then calls, at once or
 * later.  A hash that is not in the data is never read: a child that a template has got into its
 * hands could name any.  The hash PHOTO_SAMPLE is a picture of no file. */
#define PHOTO_SAMPLE "sample"
void photos_make(struct photos *self, const struct photos_of *of, const char *wanted,
                 photos_fn *then, void *arg);
/* What was made; until photos_clear. */
struct template_pictures photos_made(const struct photos *self);
/* Forgets them, and stops making them. */
void photos_clear(struct photos *self);

#endif
