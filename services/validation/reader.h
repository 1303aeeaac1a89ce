/*
 * reader.h — reads files in sandboxed children, a few at once, each content once.
 */
#ifndef VALIDATION_READER_H
#define VALIDATION_READER_H

#include "base/hash.h"
#include "validation/validation.h"

struct reader;

/* What was found; texts live until the callback returns. */
struct file_content {
    const char *media_type, *problem, *text;
    const char *facts;             /* lines "name=value" */
    const unsigned char *photo;    /* fingerprint of a picture (likeness/photo.h), or NULL */
    size_t photo_len;
};
typedef void reader_fn(void *arg, const struct file_content *content);

/* ERR_FATAL: libmagic's database cannot be loaded. */
MUST_CHECK enum err reader_open(struct reader **out, struct daemon *daemon,
                                const struct validation_conf *conf);
void reader_close(struct reader **self);

/* Reads the content, when its turn comes; `then` is called once. */
void reader_read(struct reader *self, const struct hash *hash, reader_fn *then, void *arg);

#endif
