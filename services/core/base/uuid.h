/*
 * uuid.h — identifiers (RFC 9562): time-ordered ones (version 7) for new things, named
 * ones (version 8, from BLAKE2b) if the same input must have the same identifier.
 */
#ifndef BASE_UUID_H
#define BASE_UUID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct uuid {
    unsigned char bytes[16];
};

enum { UUID_TEXT = 37 }; /* with the NUL */

struct uuid uuid_new(void); /* version 7, increasing within a process */
/* Version 8 of (scope, data): scope separates kinds of names, e.g. "submission". */
struct uuid uuid_name(const char *scope, const void *data, size_t len);

MUST_CHECK bool uuid_parse(const char *text, struct uuid *out); /* exactly 36 characters */
const char *uuid_print(const struct uuid *self, char into[static UUID_TEXT]);
bool uuid_equal(const struct uuid *a, const struct uuid *b);
int uuid_compare(const struct uuid *a, const struct uuid *b);

#endif
