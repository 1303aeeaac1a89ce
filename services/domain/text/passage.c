/*
 * passage.c — lower case, words, lines, sentences and phrases of a text.
 */
#include "text/passage.h"

#include <string.h>

/* Latin-1, Latin Extended-A, ơ ư, and the Vietnamese block: all letters whose upper and
 * lower case have the same length in UTF-8. */
static uint32_t lower_of(uint32_t c)
{
    bool is_pair = (c >= 0x100 && c <= 0x137) || (c >= 0x14a && c <= 0x177) ||
                   (c >= 0x1e00 && c <= 0x1e95) || (c >= 0x1ea0 && c <= 0x1eff);
    if (is_pair && c != 0x130) {
        return c | 1;
    }
    if (c >= 0xc0 && c <= 0xde && c != 0xd7) {
        return c + 0x20;
    }
    return c == 0x1a0 || c == 0x1af ? c + 1 : c;
}

static void passage_put(char *at, size_t width, uint32_t c)
{
    if (width == 2) {
        at[0] = (char)(0xc0 | c >> 6);
        at[1] = (char)(0x80 | (c & 0x3f));
    } else if (width == 3) {
        at[0] = (char)(0xe0 | c >> 12);
        at[1] = (char)(0x80 | (c >> 6 & 0x3f));
        at[2] = (char)(0x80 | (c & 0x3f));
    }
}

char *passage_lower(struct arena *arena, const char *text, size_t len)
{
    char *lower = arena_text(arena, text, len);
    for (size_t at = 0; at < len;) {
        if ((unsigned char)text[at] < 0x80) {
            lower[at] = text[at] >= 'A' && text[at] <= 'Z' ? (char)(text[at] | 0x20) : text[at];
            at++;
            continue;
        }
        size_t from = at;
        uint32_t character = text_next(text, len, &at), made = lower_of(character);
        if (made != character) {
            passage_put(lower + from, at - from, made);
        }
    }
    return lower;
}

size_t passage_words(struct arena *arena, const char *text, size_t len,
                     const struct text_word **out)
{
    size_t count = 0, capacity = len / 4 + 16;
    struct text_word *words = arena_alloc(arena, capacity * sizeof(*words));
    for (size_t at = 0; text_word_next(text, len, &at, &words[count]);) {
        if (++count == capacity) {
            struct text_word *more = arena_alloc(arena, 2 * capacity * sizeof(*more));
            memcpy(more, words, count * sizeof(*more));
            words = more;
            capacity *= 2;
        }
    }
    *out = words;
    return count;
}

struct passage passage_of(struct arena *arena, const char *field, const char *text)
{
    struct passage passage = {.field = field, .file = "", .text = text, .len = strlen(text)};
    passage.lower = passage_lower(arena, text, passage.len);
    passage.word_count = passage_words(arena, text, passage.len, &passage.words);
    return passage;
}

struct span passage_all(const struct passage *passage)
{
    return (struct span){0, passage->len};
}

/* ------------------------------------------------------------- lines, sentences */

/* Whether it may begin or end with a blank outside of ASCII. */
static bool has_wide_edge(const struct passage *passage, size_t start, size_t end)
{
    unsigned char first = (unsigned char)passage->text[start];
    unsigned char last = (unsigned char)passage->text[end - 1];
    return first == 0xc2 || first == 0xe2 || first == 0xef || last == 0xa0 || last == 0x8b ||
           last == 0xbf;
}

static struct span passage_trimmed(const struct passage *passage, size_t start, size_t end)
{
    while (start < end && strchr(" \t\r\n", passage->text[start]) != NULL) {
        start++;
    }
    while (end > start && strchr(" \t\r\n", passage->text[end - 1]) != NULL) {
        end--;
    }
    if (start == end || !has_wide_edge(passage, start, end)) {
        return (struct span){start, end - start};
    }
    size_t len = end - start;
    const char *text = text_trim(passage->text + start, &len);
    return (struct span){(size_t)(text - passage->text), len};
}

bool passage_next_line(const struct passage *passage, size_t *at, struct span *out)
{
    while (*at < passage->len) {
        const char *end = memchr(passage->text + *at, '\n', passage->len - *at);
        size_t stop = end != NULL ? (size_t)(end - passage->text) : passage->len;
        *out = passage_trimmed(passage, *at, stop);
        *at = stop + 1;
        if (out->len > 0) {
            return true;
        }
    }
    return false;
}

struct span passage_line_at(const struct passage *passage, size_t offset)
{
    struct span line;
    for (size_t at = 0; passage_next_line(passage, &at, &line);) {
        if (line.start <= offset && offset < line.start + line.len) {
            return line;
        }
    }
    return (struct span){offset, 1};
}

/* The end of a sentence is followed by a blank: "1.234" and "tv.vn" continue. */
static bool ends_sentence(const struct passage *passage, size_t at)
{
    const char *text = passage->text;
    if (text[at] == '\n') {
        return true;
    }
    bool is_last = at + 1 >= passage->len || text[at + 1] == ' ' || text[at + 1] == '\n';
    return is_last && (text[at] == '.' || text[at] == '!' || text[at] == '?' || text[at] == ';');
}

bool passage_next_sentence(const struct passage *passage, size_t *at, struct span *out)
{
    while (*at < passage->len) {
        size_t end = *at;
        while (end < passage->len && !ends_sentence(passage, end)) {
            end++;
        }
        end += end < passage->len ? 1 : 0;
        *out = passage_trimmed(passage, *at, end);
        *at = end;
        if (out->len > 0) {
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------- words */

size_t passage_word_at(const struct passage *passage, size_t offset)
{
    size_t low = 0, high = passage->word_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (passage->words[middle].start < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

size_t passage_count_words(const struct passage *passage, struct span part)
{
    return passage_word_at(passage, part.start + part.len) - passage_word_at(passage, part.start);
}

bool word_is_whole(const struct passage *passage, size_t word, const char *lower)
{
    size_t len = strlen(lower);
    return passage->words[word].len == len &&
           memcmp(passage->lower + passage->words[word].start, lower, len) == 0;
}

/* As strcmp, for a word without a NUL at its end. */
static int compare_word(const char *word, size_t len, const char *with)
{
    int order = strncmp(word, with, len);
    return order != 0 ? order : with[len] != '\0' ? -1 : 0;
}

bool word_among(const struct passage *passage, size_t word, const char *const *sorted, size_t count)
{
    const struct text_word *span = &passage->words[word];
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_word(passage->lower + span->start, span->len, sorted[middle]);
        if (order == 0) {
            return true;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return false;
}

static bool is_edge(const struct passage *passage, size_t offset)
{
    if (offset >= passage->len) {
        return true;
    }
    unsigned char byte = (unsigned char)passage->text[offset];
    if (byte < 0x80) {
        return !((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                 (byte >= '0' && byte <= '9'));
    }
    return !text_is_letter(text_next(passage->text, passage->len, &offset));
}

/* Looks before `offset`, back to the start of the character. */
static bool is_edge_before(const struct passage *passage, size_t offset)
{
    if (offset == 0) {
        return true;
    }
    size_t back = offset - 1;
    while (back > 0 && ((unsigned char)passage->text[back] & 0xc0) == 0x80) {
        back--;
    }
    return is_edge(passage, back);
}

size_t passage_find(const struct passage *passage, struct span part, const char *phrase)
{
    size_t len = strlen(phrase);
    const char *from = passage->lower + part.start, *end = from + part.len;
    const char *at;
    while ((at = memmem(from, (size_t)(end - from), phrase, len)) != NULL) {
        size_t offset = (size_t)(at - passage->lower);
        if (is_edge_before(passage, offset) && is_edge(passage, offset + len)) {
            return offset;
        }
        from = at + 1;
    }
    return SIZE_MAX;
}

bool passage_has_any(const struct passage *passage, const char *const *phrases)
{
    for (; *phrases != NULL; phrases++) {
        if (passage_find(passage, passage_all(passage), *phrases) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}
