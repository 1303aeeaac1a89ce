/*
 * disposition.h — the headers of a downloaded file: its name in any language (RFC 6266 with RFC
 * 8187), and a type that is safe in a header.  Pure.
 */
#ifndef GATEWAY_DISPOSITION_H
#define GATEWAY_DISPOSITION_H

#include <stdbool.h>

#include "base/arena.h"

/* "attachment; filename=…; filename*=UTF-8''…"; the name is UTF-8, is cut to its last
 * part, and is shortened to what every file system takes.  In the arena. */
const char *disposition_of(const char *name, struct arena *arena);

/* type/subtype of letters, digits and "+-._", nothing else. */
bool disposition_is_type(const char *text);

#endif
