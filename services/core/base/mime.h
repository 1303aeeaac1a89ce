/*
 * mime.h — the headers of a MIME message or of a part, and the parameters of their values
 * (RFC 2045, 2231).
 */
#ifndef BASE_MIME_H
#define BASE_MIME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { MIME_PARAMETERS = 32 };

struct mime_parameters {
    struct {
        const char *name, *value; /* "filename*": still encoded, with its charset in front */
    } of[MIME_PARAMETERS];
    size_t count;
    bool is_broken; /* a value in quotation marks does not end, or there are too many */
};

/* The value of a header, its folded lines joined as they stand; "" if there is none.  Lines end
 * with LF or CRLF. */
const char *mime_header(struct arena *arena, const char *head, size_t len, const char *name);

/* The parameters behind the first ";" of a value.  Those in sections ("filename*0", "filename*1*")
 * are joined, under the name without numbers. */
struct mime_parameters mime_parameters_of(struct arena *arena, const char *value);
/* The first parameter of that name; NULL: there is none. */
const char *mime_parameter(const struct mime_parameters *self, const char *name);

#endif
