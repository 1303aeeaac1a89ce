/*
 * prose.c — cuts a text into sentences and lines, and judges each by its length, its figures, its
 * colons and the stock phrases in it.
 */
#include "likeness/prose.h"

#include <pthread.h>
#include <string.h>

#include "base/text.h"
#include "likeness/stock_phrases.h"

enum {
    SENTENCE_MIN = 6,  /* words; fewer are a heading or a label */
    SENTENCE_MAX = 60, /* words; a text without full stops is judged in such parts */
    FIGURES_SHARE = 9, /* figures in a hundred words: a result, or a form that is filled in */
    TABLE_SHARE = 20,  /* as many are a row of a table */
    LABEL_WORDS = 9,   /* words for each colon, at most, in a row of labels */
    STOCK_SHARE = 38,  /* words in a hundred; those of terms count half */
    STOCK_WITH_FIGURES = 18,
    PROSE_SHARE = 33,   /* words in a hundred */
    PHRASE_WORDS = 8,   /* the longest phrase */
    TABLE_SLOTS = 2048, /* a power of two, four times the phrases */
};

/* ------------------------------------------------------------- stock phrases */

struct phrase {
    uint32_t hashes[PHRASE_WORDS];
    uint8_t count; /* 0: the slot is free */
    uint8_t weight;
};

/* By the first two words (of a single word: that one); the longer phrases of a slot come first. */
static struct phrase table[TABLE_SLOTS];
static pthread_once_t table_once = PTHREAD_ONCE_INIT;

static size_t slot_of(const uint32_t *hashes, size_t count)
{
    uint64_t hash = hashes[0] * 0x9fb21c651e98df25u;
    hash ^= count > 1 ? hashes[1] * 0xff51afd7ed558ccdu : 0;
    return (hash >> 20) & (TABLE_SLOTS - 1);
}

static void table_add(struct arena *arena, const char *text, uint8_t weight)
{
    struct words words;
    words_of(arena, text, strlen(text), &words);
    struct phrase phrase = {.count = (uint8_t)words.count, .weight = weight};
    memcpy(phrase.hashes, words.hashes, words.count * sizeof(*words.hashes));
    size_t slot = slot_of(words.hashes, words.count);
    while (table[slot].count > 0) {
        if (table[slot].count < phrase.count) {
            struct phrase shorter = table[slot];
            table[slot] = phrase;
            phrase = shorter;
        }
        slot = (slot + 1) & (TABLE_SLOTS - 1);
    }
    table[slot] = phrase;
}

static void table_fill(void)
{
    struct arena *arena = arena_new();
    for (size_t i = 0; i < STOCK_PHRASE_COUNT; i++) {
        table_add(arena, STOCK_PHRASES[i], 2);
    }
    for (size_t i = 0; i < STOCK_TERM_COUNT; i++) {
        table_add(arena, STOCK_TERMS[i], 1);
    }
    arena_free(&arena);
}

/* The longest phrase that starts here; NULL: none does. */
static const struct phrase *phrase_at(const uint32_t *hashes, size_t left)
{
    const struct phrase *best = NULL;
    for (size_t words = left < 2 ? left : 2; words > 0; words--) {
        for (size_t slot = slot_of(hashes, words); table[slot].count > 0;
             slot = (slot + 1) & (TABLE_SLOTS - 1)) {
            const struct phrase *phrase = &table[slot];
            bool is_longer = best == NULL || phrase->count > best->count;
            if (is_longer && phrase->count <= left &&
                memcmp(phrase->hashes, hashes, phrase->count * sizeof(*hashes)) == 0) {
                best = phrase;
            }
        }
    }
    return best;
}

/* Words of stock phrases; those of terms count half. */
static size_t stock_of(const struct words *words, size_t from, size_t end)
{
    size_t twice = 0;
    for (size_t i = from; i < end;) {
        const struct phrase *phrase = phrase_at(words->hashes + i, end - i);
        twice += phrase != NULL ? (size_t)phrase->count * phrase->weight : 0;
        i += phrase != NULL ? phrase->count : 1;
    }
    return twice / 2;
}

/* ------------------------------------------------------------- sentences */

struct sentence {
    size_t words, figures, colons;
};

static bool is_figure(const char *text, const struct words *words, size_t i)
{
    char first = text[words->starts[i]];
    return first >= '0' && first <= '9';
}

/* A line that starts with a capital, a figure or a bullet starts something of its own. */
static bool starts_line(const char *after)
{
    size_t at = 0;
    after += strspn(after, " \t\r\n");
    unsigned char first = (unsigned char)*after;
    if (first < 0x80) {
        return !(first >= 'a' && first <= 'z');
    }
    size_t len = strnlen(after, 4);
    uint32_t character = text_next(after, text_cut(after, len, len), &at);
    return character == 0x2013 || character == 0x2022 || text_is_upper(character);
}

/* Whether a sentence ends between the word and the next. */
static bool sentence_ends(const char *text, const struct words *words, size_t i)
{
    if (i + 1 == words->count) {
        return true;
    }
    const char *end = text + words->starts[i + 1];
    for (const char *at = text + words->ends[i]; at < end; at++) {
        if (*at == ';' || ((*at == '.' || *at == '!' || *at == '?') && at + 1 < end) ||
            (*at == '\n' && starts_line(at))) {
            return true;
        }
    }
    return false;
}

static bool has_colon(const char *text, const struct words *words, size_t i)
{
    size_t end = i + 1 < words->count ? words->starts[i + 1] : words->ends[i] + 1;
    return memchr(text + words->ends[i], ':', end - words->ends[i]) != NULL;
}

static bool is_prose(const struct words *words, size_t from, const struct sentence *it)
{
    bool has_figures = it->figures > 1 && it->figures * 100 >= it->words * FIGURES_SHARE;
    bool is_table = it->figures > 1 && it->figures * 100 >= it->words * TABLE_SHARE;
    bool is_labels = it->colons > 0 && it->words <= it->colons * LABEL_WORDS;
    size_t most = it->words * (has_figures ? STOCK_WITH_FIGURES : STOCK_SHARE);
    return it->words >= SENTENCE_MIN && !is_table && !is_labels &&
           stock_of(words, from, from + it->words) * 100 < most;
}

/* A text of which little else is left than headings, labels and formulas is a form. */
static void drop_rest(struct words *words)
{
    uint32_t prose = words->prose_before[words->count];
    if ((size_t)prose * 100 < words->count * PROSE_SHARE) {
        memset(words->prose_before, 0, (words->count + 1) * sizeof(*words->prose_before));
    }
}

void prose_mark(struct arena *arena, const char *text, struct words *words)
{
    struct sentence it = {0};
    size_t from = 0;
    pthread_once(&table_once, table_fill);
    words->prose_before = arena_zero(arena, (words->count + 1) * sizeof(*words->prose_before));
    for (size_t i = 0; i < words->count; i++) {
        /* "20/5" and "1.234" are one figure */
        bool is_part =
            i > 0 && is_figure(text, words, i - 1) && words->starts[i] == words->ends[i - 1] + 1;
        it.words++;
        it.figures += is_figure(text, words, i) && !is_part ? 1 : 0;
        it.colons += has_colon(text, words, i) ? 1 : 0;
        if (sentence_ends(text, words, i) || it.words == SENTENCE_MAX) {
            uint32_t each = is_prose(words, from, &it) ? 1 : 0;
            for (; from <= i; from++) {
                words->prose_before[from + 1] = words->prose_before[from] + each;
            }
            it = (struct sentence){0};
        }
    }
    drop_rest(words);
}
