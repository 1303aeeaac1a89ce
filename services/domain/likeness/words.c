/*
 * words.c — folds by its own tables instead of a normal form: it processes every submitted
 * text, and libunistring takes ten times as long.
 */
#include "likeness/words.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

/* The base letters of U+00C0..U+017F and U+1EA0..U+1EF9; a blank is no letter.  Some keyboards
 * type U+00D0 (eth) for Đ. */
static const char LATIN[] = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
                            "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static const char VIETNAMESE[] = "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooo"
                                 "oooooooooooouuuuuuuuuuuuuuyyyyyyyy";
_Static_assert(sizeof(LATIN) == 0x180 - 0xc0 + 1, "a letter for each");
_Static_assert(sizeof(VIETNAMESE) == 0x1efa - 0x1ea0 + 1, "a letter for each");

enum { INVISIBLE = 1, SEPARATOR = ' ' };

static bool is_invisible(uint32_t character)
{
    return (character >= 0x300 && character < 0x370) || character == 0xad ||
           (character >= 0x200b && character <= 0x200f) || character == 0x2060 ||
           character == 0xfeff;
}

/* A letter or digit of a word, INVISIBLE within one, or SEPARATOR between two. */
static uint32_t words_fold(uint32_t character)
{
    if (character < 0x80) {
        bool is_upper = character >= 'A' && character <= 'Z';
        bool is_part = is_upper || (character >= 'a' && character <= 'z') ||
                       (character >= '0' && character <= '9');
        return !is_part ? SEPARATOR : is_upper ? character - 'A' + 'a' : character;
    }
    if (character >= 0xc0 && character < 0x180) {
        return (unsigned char)LATIN[character - 0xc0];
    }
    if (character >= 0x1ea0 && character < 0x1efa) {
        return (unsigned char)VIETNAMESE[character - 0x1ea0];
    }
    if (character == 0x1a0 || character == 0x1a1) {
        return 'o';
    }
    if (character == 0x1af || character == 0x1b0) {
        return 'u';
    }
    if (is_invisible(character)) {
        return INVISIBLE;
    }
    return text_is_letter(character) ? character : SEPARATOR;
}

/* Returns the character at *at and advances *at. */
static uint32_t next_character(const char *text, size_t len, size_t *at)
{
    unsigned char byte = (unsigned char)text[*at];
    if (byte < 0x80) {
        (*at)++;
        return byte;
    }
    return text_next(text, len, at);
}

static uint32_t words_mix(uint64_t hash)
{
    hash ^= hash >> 32;
    hash *= 0xd6e8feb86659fd93u;
    hash ^= hash >> 32;
    return (uint32_t)hash;
}

void words_of(struct arena *arena, const char *text, size_t len, struct words *out)
{
    size_t most = len / 2 + 1; /* a word and a separator take two bytes */
    out->hashes = arena_alloc(arena, 3 * most * sizeof(*out->hashes));
    out->starts = out->hashes + most;
    out->ends = out->starts + most;
    out->count = 0;
    out->prose_before = NULL;
    uint64_t hash = 0;
    size_t start = 0, end = 0;
    for (size_t at = 0; at < len;) {
        size_t from = at;
        uint32_t character = words_fold(next_character(text, len, &at));
        if (character != SEPARATOR && character != INVISIBLE) {
            start = hash == 0 ? from : start;
            hash = ((hash == 0 ? 0xcbf29ce484222325u : hash) ^ character) * 0x100000001b3u;
            end = at;
        } else if (character == INVISIBLE && hash != 0) {
            end = at;
        }
        if (hash != 0 && (character == SEPARATOR || at >= len)) {
            out->hashes[out->count] = words_mix(hash);
            out->starts[out->count] = (uint32_t)start;
            out->ends[out->count++] = (uint32_t)end;
            hash = 0;
        }
    }
}

size_t words_prose(const struct words *self, size_t from, size_t end)
{
    return self->prose_before != NULL ? self->prose_before[end] - self->prose_before[from]
                                      : end - from;
}
