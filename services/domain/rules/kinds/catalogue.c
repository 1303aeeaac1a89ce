/*
 * catalogue.c — every kind of rule that a criterion may have.
 */
#include <assert.h>
#include <string.h>

#include "rules/kinds/kinds.h"

#define POINT(symbol, name, word) &(symbol),
static const struct rule_kind *const KINDS[] = {RULE_KINDS(POINT)};
#undef POINT

const struct rule_kind *const *rule_kinds(size_t *count)
{
    *count = sizeof(KINDS) / sizeof(KINDS[0]);
    return KINDS;
}

const struct rule_kind *rule_kind_find(const char *name)
{
    for (size_t i = 0; i < sizeof(KINDS) / sizeof(KINDS[0]); i++) {
        if (strcmp(KINDS[i]->name, name) == 0) {
            return KINDS[i];
        }
    }
    return NULL;
}

/* The words under `pieces` and `against` of a measure (measure.c) that ask for more than counts. */
static const struct {
    const char *word;
    unsigned asks;
} MEASURES[] = {{"days", RULE_ASKS_DAYS}, {"weeks", RULE_ASKS_DAYS}, {"target", RULE_ASKS_TARGET}};
enum { MEASURE_WORDS = (int)(sizeof(MEASURES) / sizeof(MEASURES[0])) };

unsigned rule_word_asks(const char *word)
{
    const struct rule_kind *kind = rule_kind_find(word);
    for (size_t i = 0; kind == NULL && i < MEASURE_WORDS; i++) {
        if (strcmp(MEASURES[i].word, word) == 0) {
            return MEASURES[i].asks;
        }
    }
    return kind != NULL ? kind->asks : 0;
}

size_t rule_words_asking(unsigned asks, const char *into[static RULE_WORDS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < sizeof(KINDS) / sizeof(KINDS[0]); i++) {
        if ((KINDS[i]->asks & asks) != 0) {
            assert(count < RULE_WORDS_MAX - MEASURE_WORDS);
            into[count++] = KINDS[i]->name;
        }
    }
    for (size_t i = 0; i < MEASURE_WORDS; i++) {
        if ((MEASURES[i].asks & asks) != 0) {
            into[count++] = MEASURES[i].word;
        }
    }
    return count;
}
