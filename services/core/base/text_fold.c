/*
 * text_fold.c — folds text for comparison: lower case, without marks, with single spaces.
 *
 * libunistring folds by the rules of Unicode.  Nearly all text here is Latin, whose characters
 * fold one by one, independent of their neighbours: a table keeps the result of each.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/text.h"

/* ASCII needs neither tables nor normal forms. */
static char *fold_ascii(struct arena *arena, const char *text, size_t len)
{
    char *folded = arena_alloc(arena, len + 1);
    size_t used = 0;
    for (size_t at = 0; at < len; at++) {
        char c = text[at];
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            if (used > 0 && folded[used - 1] != ' ') {
                folded[used++] = ' ';
            }
        } else {
            folded[used++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        }
    }
    used -= used > 0 && folded[used - 1] == ' ' ? 1 : 0;
    folded[used] = '\0';
    return folded;
}

static char *fold_any(struct arena *arena, const char *text, size_t len)
{
    size_t apart_len;
    uint8_t *apart = u8_tolower((const uint8_t *)text, len, NULL, UNINORM_NFD, NULL, &apart_len);
    if (apart == NULL) {
        abort();
    }
    char *folded = arena_alloc(arena, apart_len + 1);
    size_t used = 0;
    bool is_gap = false;
    for (size_t at = 0; at < apart_len;) {
        size_t from = at;
        uint32_t character = text_next((const char *)apart, apart_len, &at);
        if (text_is_space(character)) {
            is_gap = used > 0;
            continue;
        }
        if (uc_is_general_category_withtable(character, UC_CATEGORY_MASK_M)) {
            continue;
        }
        if (is_gap) {
            folded[used++] = ' ';
            is_gap = false;
        }
        if (character == 0x111) { /* đ */
            folded[used++] = 'd';
        } else {
            memcpy(folded + used, apart + from, at - from);
            used += at - from;
        }
    }
    free(apart);
    folded[used] = '\0';
    return folded;
}

/* ------------------------------------------------------------- Latin */

enum { FOLDED_MAX = 4 };

struct folded {
    char bytes[FOLDED_MAX];
    uint8_t len; /* 0: a gap */
};

static struct folded table[TEXT_LATIN_END];

static void fill_table(void)
{
    struct arena *arena = arena_new();
    for (ucs4_t character = 0x80; character < TEXT_LATIN_END; character++) {
        char text[8];
        int width = u8_uctomb((uint8_t *)text, character, sizeof(text));
        bool is_known = width > 0 && text_is_latin(text, (size_t)width);
        const char *made = is_known ? fold_any(arena, text, (size_t)width) : "";
        table[character].len = (uint8_t)strlen(made);
        memcpy(table[character].bytes, made, strlen(made));
    }
    arena_free(&arena);
}

static size_t put_folded(char *into, uint32_t character, const char *as_is, size_t len)
{
    if (character < 0x80) {
        into[0] =
            character >= 'A' && character <= 'Z' ? (char)(character - 'A' + 'a') : (char)character;
        return 1;
    }
    const struct folded *folded = character < TEXT_LATIN_END ? &table[character] : NULL;
    size_t count = folded != NULL ? folded->len : len;
    memcpy(into, folded != NULL ? folded->bytes : as_is, count);
    return count;
}

static char *fold_latin(struct arena *arena, const char *text, size_t len)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, fill_table);
    char *folded = arena_alloc(arena, len + len / 2 + 1); /* Ⱥ of two bytes has ⱥ of three */
    size_t used = 0;
    bool is_gap = false;
    for (size_t at = 0; at < len;) {
        size_t from = at;
        uint32_t character = text_next(text, len, &at);
        if (text_is_space(character)) {
            is_gap = used > 0;
            continue;
        }
        if (is_gap) {
            folded[used++] = ' ';
            is_gap = false;
        }
        used += put_folded(folded + used, character, text + from, at - from);
    }
    folded[used] = '\0';
    return folded;
}

char *text_fold(struct arena *arena, const char *text, size_t len)
{
    return text_is_ascii(text, len)   ? fold_ascii(arena, text, len)
           : text_is_latin(text, len) ? fold_latin(arena, text, len)
                                      : fold_any(arena, text, len);
}
