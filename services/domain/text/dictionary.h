/*
 * dictionary.h — knows Vietnamese syllables: hunspell with the dictionary of the package
 * hunspell-vi, and the words of the field that it lacks (dictionary_words.c).
 */
#ifndef TEXT_DICTIONARY_H
#define TEXT_DICTIONARY_H

#include <stdbool.h>
#include <stddef.h>

struct dictionary;

/* `base` is a path without .aff and .dic; NULL if there is no such dictionary. */
struct dictionary *dictionary_open(const char *base);
void dictionary_close(struct dictionary **self);
/* `word` is in lower case and composed form.  Answers are cached. */
bool dictionary_knows(struct dictionary *self, const char *word, size_t len);

/* Ended by NULL. */
extern const char *const DICTIONARY_WORDS[];

#endif
