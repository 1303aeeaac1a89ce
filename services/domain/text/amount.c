/*
 * amount.c — a value without words is read by digits.h alone; with a scale or in words it is read
 * as in a document (passage.h), and has to be the whole of the text but its unit.
 */
#include "text/amount.h"

#include <stdlib.h>
#include <string.h>

#include "text/digits.h"
#include "text/passage.h"
#include "text/spoken.h"

enum { UNIT_WORDS_MAX = 4 };

static const int64_t RAW_LIMIT = 1000000000000000000; /* numeric(18,4), in ten-thousandths */

static bool take_sign(const char **text)
{
    static const char *const SIGNS[] = {"+", "-", "\xe2\x88\x92"}; /* U+2212 */
    for (size_t i = 0; i < sizeof(SIGNS) / sizeof(SIGNS[0]); i++) {
        size_t len = strlen(SIGNS[i]);
        if (strncmp(*text, SIGNS[i], len) == 0) {
            *text += len;
            *text += strspn(*text, " ");
            return i > 0;
        }
    }
    return false;
}

/* "lượt", "%", "km (đường liên xã)": a few words without digits. */
static bool is_unit(struct arena *arena, const char *text)
{
    const struct passage passage = passage_of(arena, "", text);
    bool is_good = passage.word_count <= UNIT_WORDS_MAX;
    for (const char *at = text; *at != '\0'; at++) {
        bool is_letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z');
        is_good = is_good &&
                  (is_letter || ((unsigned char)*at & 0x80) != 0 || strchr(" %()/", *at) != NULL);
    }
    for (size_t word = 0; word < passage.word_count; word++) {
        is_good = is_good && (word_is(&passage, word, "năm") || !spoken_is_part(&passage, word));
    }
    return is_good;
}

/* With a scale, in words, or with money behind. */
static enum amount read_words(struct arena *arena, const char *text, struct decimal *out,
                              bool *has_scale)
{
    const struct passage passage = passage_of(arena, "", text);
    struct written_number number;
    size_t at = 0;
    if (!passage_next_number(&passage, &at, &number) || number.span.start != 0 || number.is_range ||
        !is_unit(arena, text + number.behind)) {
        return AMOUNT_NONE;
    }
    *has_scale = number.unit > 0 || *text < '0' || *text > '9';
    out->raw = number.scaled;
    return AMOUNT_READ;
}

/* "Kinh phí (triệu đồng)" */
static bool names_a_scale(struct arena *arena, const char *name)
{
    static const char *const SCALES[] = {"nghìn", "ngàn", "triệu", "tỷ đồng", "tỉ đồng", NULL};
    const struct passage passage = passage_of(arena, "", name);
    return passage_has_any(&passage, SCALES);
}

static bool fits(int64_t raw)
{
    return raw < RAW_LIMIT && raw > -RAW_LIMIT;
}

enum amount amount_read_digits(const char *text, struct decimal *out)
{
    bool is_negative = take_sign(&text);
    struct digits digits = digits_read(text, strlen(text), true);
    if (digits.kind == DIGITS_NONE || text[digits.len] != '\0') {
        return AMOUNT_NONE;
    }
    out->raw = is_negative ? -digits.scaled : digits.scaled;
    return digits.kind == DIGITS_DOUBTFUL ? AMOUNT_DOUBTFUL : AMOUNT_READ;
}

/* Without a sign. */
static enum amount read_with_unit(struct arena *arena, const char *name, const char *text,
                                  struct decimal *out)
{
    struct digits digits = digits_read(text, strlen(text), true);
    const char *behind = text + digits.len;
    bool has_scale = false;
    if (digits.kind == DIGITS_NONE && digits.len > 0) {
        return AMOUNT_NONE;
    }
    if (digits.kind == DIGITS_DOUBTFUL) {
        return AMOUNT_DOUBTFUL;
    }
    out->raw = digits.scaled;
    if (digits.has_blanks && *behind == ' ' && is_unit(arena, behind)) {
        return AMOUNT_READ;
    }
    enum amount result = read_words(arena, text, out, &has_scale);
    return result == AMOUNT_READ && has_scale && names_a_scale(arena, name) ? AMOUNT_DOUBTFUL
                                                                            : result;
}

/* "2tr5", "1 tỷ 2", "2tr250": what stands behind the scale goes on below it; after a blank only one
 * digit does, as people say it. */
static bool read_shortened(struct arena *arena, const char *text, struct decimal *out)
{
    static const struct {
        const char *word;
        int64_t scaled; /* in ten-thousandths */
    } SCALES[] = {{"trieu", 10000000000},
                  {"tr", 10000000000},
                  {"ty", 10000000000000},
                  {"ti", 10000000000000}};
    enum { WHOLE_MAX = 4, REST_MAX = 3 };
    const char *at = text_fold(arena, text, strlen(text));
    size_t whole = strspn(at, "0123456789"), word = 0, scale = 0;
    const char *behind = at + whole + strspn(at + whole, " ");
    while (scale < sizeof(SCALES) / sizeof(SCALES[0]) && word == 0) {
        size_t len = strlen(SCALES[scale].word);
        word = strncmp(behind, SCALES[scale].word, len) == 0 ? len : 0;
        scale += word == 0 ? 1 : 0;
    }
    const char *rest = behind + word + strspn(behind + word, " ");
    size_t digits = strspn(rest, "0123456789");
    size_t most = rest > behind + word ? 1 : REST_MAX;
    if (whole == 0 || whole > WHOLE_MAX || word == 0 || digits == 0 || digits > most ||
        rest[digits] != '\0') {
        return false;
    }
    int64_t part = SCALES[scale].scaled;
    out->raw = strtol(at, NULL, 10) * part;
    for (size_t i = 0; i < digits; i++) {
        part /= 10;
        out->raw += (rest[i] - '0') * part;
    }
    return true;
}

enum amount amount_read(struct arena *arena, const char *name, const char *text,
                        struct decimal *out)
{
    size_t len = strlen(text);
    const char *trimmed = text_trim(text, &len);
    const char *at = text_nfc(arena, trimmed, len);
    enum amount result = amount_read_digits(at, out);
    if (result != AMOUNT_NONE) {
        return result;
    }
    bool is_negative = take_sign(&at);
    result = read_shortened(arena, at, out)
                 ? names_a_scale(arena, name) ? AMOUNT_DOUBTFUL : AMOUNT_READ
                 : read_with_unit(arena, name, at, out);
    out->raw = is_negative ? -out->raw : out->raw;
    return result != AMOUNT_READ || fits(out->raw) ? result : AMOUNT_NONE;
}

const char *amount_print(struct decimal value, char into[static DECIMAL_TEXT])
{
    decimal_print(value, into);
    const char *point = strchr(into, '.');
    size_t len = strlen(into);
    if (point != NULL && strlen(point + 1) == 3) {
        memcpy(into + len, "0", 2);
    }
    return into;
}
