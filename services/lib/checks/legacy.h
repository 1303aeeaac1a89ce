/*
 * legacy.h — text of the legacy font encodings TCVN3 (TCVN 5712:1993, ABC fonts) and VNI,
 * each byte read as Latin-1, as the Unicode that was meant.
 */
#ifndef CHECKS_LEGACY_H
#define CHECKS_LEGACY_H

#include "base/text.h"

/* In composed form, in the arena; *name is "TCVN3" or "VNI", whichever gives the more
 * Vietnamese text. */
const char *legacy_to_unicode(struct arena *arena, const char *text, size_t len,
                              const char **name);

/* UTF-8 that was read as Windows-1252: what it was, or NULL if it was not that. */
const char *mojibake_to_unicode(struct arena *arena, const char *text, size_t len);

#endif
