/*
 * text.h — UTF-8 and Vietnamese text: validity, normal forms, folding, positions.
 * Built on libunistring; lengths are bytes unless a name says characters.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* Valid UTF-8 without NUL.  *bad (may be NULL): offset of the first bad byte. */
MUST_CHECK bool text_is_utf8(const char *text, size_t len, size_t *bad);
/* In place: invalid UTF-8, and control characters except newline and tab, become blanks. */
void text_clean(char *text, size_t len);
bool text_is_ascii(const char *text, size_t len);
/* Only composed Latin letters and the signs of the same blocks: such text is NFC, and no
 * character of it changes another. */
enum { TEXT_LATIN_END = 0x1f00 };
bool text_is_latin(const char *text, size_t len);
bool text_is_nfc(const char *text, size_t len);
size_t text_characters(const char *text, size_t len);

/* NUL-terminated copies in the arena. */
char *text_nfc(struct arena *arena, const char *text, size_t len);
/* For comparing: lower case, no diacritics, đ -> d, white space as single blanks. */
char *text_fold(struct arena *arena, const char *text, size_t len);
/* The borrowed part without white space (also U+00A0) at both ends. */
const char *text_trim(const char *text, size_t *len);
/* Whether the word is one of "|a|b|". */
bool text_is_among(const char *words, const char *word);
/* The longest length, at most `max` bytes, that ends between two characters. */
size_t text_cut(const char *text, size_t len, size_t max);

/* Returns the character at *at and advances *at; valid UTF-8 only.  0 at the end. */
uint32_t text_next(const char *text, size_t len, size_t *at);
/* The value of a hexadecimal digit of either case; -1: it is none. */
int text_hex(char digit);
bool text_is_letter(uint32_t character);
bool text_is_upper(uint32_t character);
bool text_is_space(uint32_t character);
/* Shows nothing, or turns the direction of the text: RLO and the like, zero width, soft hyphen. */
bool text_is_hidden(uint32_t character);
/* A copy with U+FFFD for each hidden character, so that a name looks like what it is. */
char *text_unhidden(struct arena *arena, const char *text, size_t len);

/* Line from 1 and column from 1 (in characters) of a byte offset. */
struct text_place {
    unsigned line;
    unsigned column;
};
struct text_place text_place_of(const char *text, size_t len, size_t offset);

/* The next word (a run of letters, marks and digits) at or after *at; false at the end. */
struct text_word {
    size_t start;
    size_t len;
};
bool text_word_next(const char *text, size_t len, size_t *at, struct text_word *out);

#endif
