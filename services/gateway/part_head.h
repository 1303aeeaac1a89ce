/*
 * part_head.h — what the head of a part says: the name of its field and of its file, as browsers
 * and libraries write it.
 */
#ifndef GATEWAY_PART_HEAD_H
#define GATEWAY_PART_HEAD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct part_head {
    const char *key;  /* "" if there is none */
    const char *file; /* its name as sent, decoded and composed (NFC); NULL: no file */
};

/* Lines with CRLF between them.  False: a quotation mark or a name is not ended, or a NUL is in
 * it.  Texts live in the arena. */
bool part_head_read(struct arena *arena, const char *head, size_t len, struct part_head *out);

/* Pure, for tests: a name as it stands in `filename`: encoded words (RFC 2047), percent signs and
 * UTF-8 that was taken for Latin-1 are undone where that is certain. */
const char *part_file_name(struct arena *arena, const char *sent);

#endif
