/*
 * file_find.h — which content a file is, for accounts that may read the place where it stands: an
 * evidence item, a self-inspection report, a record of a visit, a publication.
 */
#ifndef GATEWAY_ROUTES_FILE_FIND_H
#define GATEWAY_ROUTES_FILE_FIND_H

#include "base/hash.h"
#include "gateway/statements.h"

struct request;

struct file_found {
    size_t number; /* from 1 */
    struct hash hash;
    const char *name;
    const char *media_type; /* as the reader found it; NULL: not read yet */
};

/* Reads {id} and {number} of the path; a malformed one, an item that the account may not read and a
 * number that the item has not are answered with 404, malware with 403.  Else `then` is called,
 * with request->state a struct file_found. */
typedef void file_found_fn(struct request *request, const struct file_found *file);
void file_find(struct request *request, file_found_fn *then);

/* The same of a file that is no evidence: the statement, which decides who may read it, answers
 * {"hash","name"}. */
void file_find_kept(struct request *request, enum store_statement statement, file_found_fn *then);

#endif
