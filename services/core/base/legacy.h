/*
 * legacy.h — converts text of the legacy font encodings TCVN3 (TCVN 5712:1993, ABC fonts)
 * and VNI, whose bytes were read as Latin-1, to Unicode.
 */
#ifndef BASE_LEGACY_H
#define BASE_LEGACY_H

#include "base/buf.h"
#include "base/text.h"

/* A text in which one word in eight, and four at least, has letters as these fonts put them; *first
 * is the first of them. */
bool legacy_is_used(const char *text, size_t len, struct text_word *first);

/* In composed form, in the arena; *name is "TCVN3" or "VNI", whichever gives more
 * Vietnamese text. */
const char *legacy_to_unicode(struct arena *arena, const char *text, size_t len, const char **name);

/* The encoding of text, by the name of its font. */
enum legacy_font { FONT_UNICODE, FONT_TCVN3, FONT_TCVN3_CAPITALS, FONT_VNI };

/* ".VnTime" and its like are TCVN3 (".VnTimeH" shows capitals only), "VNI-Times" is VNI. */
enum legacy_font legacy_font_of(const char *name);
/* Adds text in such a font to `out` as composed Unicode; text of other fonts unchanged. */
void legacy_convert(enum legacy_font font, const char *text, size_t len, struct buf *out);
/* The character of a byte in code page 1252 or (is_vietnamese) 1258, not composed. */
uint32_t legacy_character(unsigned char byte, bool is_vietnamese);

/* Adds text of Windows-1258 to `out`, not composed; false: it is none. */
bool legacy_from_1258(const char *bytes, size_t len, struct buf *out);
/* Adds a character below U+10000. */
void legacy_add(struct buf *out, uint32_t character);

/* The original text of UTF-8 that was read as Windows-1252; NULL if it was not. */
const char *mojibake_to_unicode(struct arena *arena, const char *text, size_t len);

#endif
