/*
 * legacy.h — text of the legacy font encodings TCVN3 (TCVN 5712:1993, ABC fonts) and VNI,
 * each byte read as Latin-1, as the Unicode that was meant.
 */
#ifndef TEXT_LEGACY_H
#define TEXT_LEGACY_H

#include "base/buf.h"
#include "base/text.h"

/* In composed form, in the arena; *name is "TCVN3" or "VNI", whichever gives the more
 * Vietnamese text. */
const char *legacy_to_unicode(struct arena *arena, const char *text, size_t len, const char **name);

/* Fonts by whose names text is known to be in a legacy encoding. */
enum legacy_font { FONT_UNICODE, FONT_TCVN3, FONT_TCVN3_CAPITALS, FONT_VNI };

/* ".VnTime" and its like are TCVN3 (".VnTimeH" shows capitals only), "VNI-Times" is VNI. */
enum legacy_font legacy_font_of(const char *name);
/* Text in such a font as Unicode, composed; added to `out`.  Text of other fonts as it is. */
void legacy_convert(enum legacy_font font, const char *text, size_t len, struct buf *out);
/* The character that a byte is in the code page 1252 or (is_vietnamese) 1258, not composed. */
uint32_t legacy_character(unsigned char byte, bool is_vietnamese);

/* UTF-8 that was read as Windows-1252: what it was, or NULL if it was not that. */
const char *mojibake_to_unicode(struct arena *arena, const char *text, size_t len);

#endif
