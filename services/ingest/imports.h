/*
 * imports.h — imports of evidence from spreadsheets: pending from their acknowledgement, read by a
 * sandboxed child, each row through the same admission as a single request.
 *
 * Good rows are stored, bad rows are reported. After a crash the import runs again and doubles
 * nothing: a row's key is made from its content.
 */
#ifndef INGEST_IMPORTS_H
#define INGEST_IMPORTS_H

#include "ingest/accept.h"
#include "ingest/files.h"

struct imports;

struct import_outcome {
    bool is_started; /* it is stored as pending; else `fault` is the reason */
    bool is_repeat;
    struct uuid id;
    enum problem_id fault;
    const char *field;
};
typedef void import_fn(void *arg, const struct bus_from *from,
                       const struct import_outcome *outcome);

struct imports *imports_open(struct daemon *daemon, const struct ingest_conf *conf,
                             struct accept *accept, const struct files *files);
void imports_close(struct imports **self);
bool imports_is_idle(const struct imports *self);
/* Borrowed until the next call. */
void imports_set_directory(struct imports *self, const struct directory *directory);

/* `then` is called once. */
void imports_start(struct imports *self, const struct bus_from *from,
                   const Evidence__V1__Import *request, import_fn *then, void *arg);

#endif
