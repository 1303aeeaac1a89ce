/*
 * dictionary.c — asks hunspell once for each word and caches the answer.
 */
#include "text/dictionary.h"

#include <hunspell/hunspell.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/map.h"

enum { WORD_MAX = 60, REMEMBERED_MAX = 20000 };

struct dictionary {
    Hunhandle *hunspell;
    struct map *seen; /* to `known` or `unknown` */
    char known, unknown;
};

struct dictionary *dictionary_open(const char *base)
{
    char aff[600], dic[600];
    snprintf(aff, sizeof(aff), "%s.aff", base);
    snprintf(dic, sizeof(dic), "%s.dic", base);
    if (access(aff, R_OK) != 0 || access(dic, R_OK) != 0) {
        return NULL;
    }
    struct dictionary *self = memory_zero(sizeof(*self));
    self->hunspell = Hunspell_create(aff, dic);
    self->seen = map_new();
    for (const char *const *word = DICTIONARY_WORDS; *word != NULL; word++) {
        Hunspell_add(self->hunspell, *word);
    }
    return self;
}

void dictionary_close(struct dictionary **self)
{
    if (*self != NULL) {
        Hunspell_destroy((*self)->hunspell);
        map_free(&(*self)->seen);
        free(*self);
        *self = NULL;
    }
}

bool dictionary_knows(struct dictionary *self, const char *word, size_t len)
{
    char text[WORD_MAX + 1];
    const void *answer = map_get(self->seen, word, len);
    if (answer != NULL) {
        return answer == &self->known;
    }
    if (len > WORD_MAX) {
        return true; /* not a word */
    }
    memcpy(text, word, len);
    text[len] = '\0';
    bool is_known = Hunspell_spell(self->hunspell, text) != 0;
    if (map_count(self->seen) < REMEMBERED_MAX) {
        map_put(self->seen, word, len, is_known ? &self->known : &self->unknown);
    }
    return is_known;
}
