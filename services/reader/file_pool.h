/*
 * file_pool.h — reads files in sandboxed children, a few at once, each content once.
 */
#ifndef READER_FILE_POOL_H
#define READER_FILE_POOL_H

#include "base/hash.h"
#include "reader/reader.h"

struct file_pool;

/* What was found; the texts live until the callback returns. */
struct file_content {
    const char *media_type, *problem, *text;
    const char *facts;          /* lines "name=value" */
    const unsigned char *photo; /* fingerprint of a picture (likeness/photo.h), or NULL */
    size_t photo_len;
};
typedef void file_pool_fn(void *arg, const struct file_content *content);

/* ERR_FATAL: libmagic's database cannot be loaded. */
MUST_CHECK enum err file_pool_open(struct file_pool **out, struct daemon *daemon,
                                   const struct reader_conf *conf);
void file_pool_close(struct file_pool **self);

/* Queues the content to be read; `then` is called once. */
void file_pool_read(struct file_pool *self, const struct hash *hash, file_pool_fn *then, void *arg);

#endif
