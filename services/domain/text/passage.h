/*
 * passage.h — parts of a text: lower case in place, words, lines, sentences, phrases, and
 * dates and numbers as people write them in Vietnamese.
 */
#ifndef TEXT_PASSAGE_H
#define TEXT_PASSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"

/* A text to read: an evidence item's own, or that of one of its files. */
struct passage {
    const char *field;
    const char *file; /* "" for the item's own */
    const char *text; /* valid UTF-8 */
    size_t len;
    const char *lower;             /* the same in lower case, byte for byte at the same places */
    const struct text_word *words; /* runs of letters and digits */
    size_t word_count;
    bool is_plain;    /* ASCII only: cannot be in a legacy encoding */
    bool is_composed; /* Unicode NFC: words can be searched */
    bool is_table;    /* rows of cells with tabs between them */
    bool is_scanned;  /* read by OCR: letters may be wrong */
};

/* A part of a passage, by bytes. */
struct span {
    size_t start, len;
};

/* Lower case of Latin letters, Vietnamese ones among them, byte for byte at the same
 * places; NUL-terminated, in the arena. */
char *passage_lower(struct arena *arena, const char *text, size_t len);
/* All words, in the arena. */
size_t passage_words(struct arena *arena, const char *text, size_t len,
                     const struct text_word **out);
/* A passage of its own for a short text (a title); lower case and words as well. */
struct passage passage_of(struct arena *arena, const char *field, const char *text);

/* The next line, trimmed, at or after *at; empty lines are skipped. */
bool passage_next_line(const struct passage *passage, size_t *at, struct span *out);
/* The line that contains the offset, trimmed; only the byte if that is a blank. */
struct span passage_line_at(const struct passage *passage, size_t offset);
/* The next sentence: up to . ! ? … and a blank, or the end of the line; trimmed. */
bool passage_next_sentence(const struct passage *passage, size_t *at, struct span *out);

/* The offset of the phrase (lower case, composed) as whole words within the part;
 * SIZE_MAX if it is not found. */
size_t passage_find(const struct passage *passage, struct span part, const char *phrase);
/* Whether the text contains any of the phrases (ended by NULL). */
bool passage_has_any(const struct passage *passage, const char *const *phrases);
struct span passage_all(const struct passage *passage);

/* The first word that begins at or after the offset. */
size_t passage_word_at(const struct passage *passage, size_t offset);
/* How many words begin within the part. */
size_t passage_count_words(const struct passage *passage, struct span part);
/* Whether the word equals this one.  Inline, because every word is compared with lists of words,
 * and most differ in the first byte. */
bool word_is_whole(const struct passage *passage, size_t word, const char *lower);
static inline bool word_is(const struct passage *passage, size_t word, const char *lower)
{
    return word < passage->word_count && passage->lower[passage->words[word].start] == lower[0] &&
           word_is_whole(passage, word, lower);
}

/* Whether the word is in a list, which is sorted by bytes. */
bool word_among(const struct passage *passage, size_t word, const char *const *sorted,
                size_t count);

/* A day as it is written: 20/5/2023, 20-05-2023, 20.5.2023, "ngày 20 tháng 5 năm 2023",
 * or without its year (`has_year` false).  `is_real` false: there is no such day. */
struct written_date {
    struct span span;
    int day, month, year;
    bool has_year, is_real;
    date_days date; /* if it has a year and is real */
};
bool passage_next_date(const struct passage *passage, size_t *at, struct written_date *out);

/* A number as it is written: 1.234,5 is 12345 tenths; "ba mươi" is 30, "2,5 triệu" 2500000.
 * `scaled` is the value times 10^4, as in decimal.h. */
struct written_number {
    struct span span; /* with nghìn, triệu, tỷ */
    size_t behind;    /* the end of its unit: đồng, %; of itself without one */
    int64_t scaled;
    int64_t unit; /* scaled value of one in the last digit before a scale; 0 without a scale */
    bool is_money;
    bool is_percent;
    bool is_range;         /* one end of "2 đến 3 triệu" */
    bool is_about;         /* hơn, gần, khoảng, trên, dưới before it */
    bool is_more, is_less; /* hơn, trên / gần, dưới: which side is open */
    bool is_least, is_most; /* "ít nhất", "không dưới" / "tối đa", "không quá": a bound only */
};
bool passage_next_number(const struct passage *passage, size_t *at, struct written_number *out);

#endif
