/*
 * file_find.h — which content a file of an evidence item is, for accounts that may read the item.
 */
#ifndef GATEWAY_ROUTES_FILE_FIND_H
#define GATEWAY_ROUTES_FILE_FIND_H

#include "base/hash.h"

struct request;

struct file_found {
    size_t number; /* from 1 */
    struct hash hash;
    const char *name;
};

/* Reads {id} and {number} of the path; a malformed one, an item that the account may not read and a
 * number that the item has not are answered with 404.  Else `then` is called, with request->state a
 * struct file_found. */
typedef void file_found_fn(struct request *request, const struct file_found *file);
void file_find(struct request *request, file_found_fn *then);

#endif
