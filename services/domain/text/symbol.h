/*
 * symbol.h — the grammar of a document's number and symbol (HD 29-HD/TWĐTN-VP of
 * 29/10/2013, extended by forms seen in the field): number, an optional letter, the
 * type before or after the slash, the issuer with units; blanks anywhere.
 *   128-KH/UBKTTĐ   22HD/TWĐTN   11a- HD/TĐTN-TCKT   328/HD-ĐTN-BTV   289/QĐ-TW
 */
#ifndef TEXT_SYMBOL_H
#define TEXT_SYMBOL_H

#include "text/passage.h"

enum { SYMBOL_ISSUER = 44 };

/* A type of document. */
struct paper_type {
    const char *code; /* folded: "kh" */
    const char *name; /* lower case: "kế hoạch" */
};
extern const struct paper_type PAPER_TYPES[]; /* ended by an empty code */

struct symbol {
    int number;
    char letter; /* '\0': none */
    const struct paper_type *type;
    char issuer[SYMBOL_ISSUER]; /* folded, without blanks: "tdtn-tckt" */
};

/* Whether the whole text is one symbol, perhaps after "Số". */
bool symbol_parse(struct arena *arena, const char *text, struct symbol *out);
/* Whether both are the same document: number, letter, type, issuer. */
bool symbol_equal(const struct symbol *a, const struct symbol *b);
/* A key that is equal for every spelling of the symbol. */
const char *symbol_key(struct arena *arena, const struct symbol *symbol);

/* The next symbol in a text, of those without blanks around the slash. */
bool symbol_next(struct arena *arena, const struct passage *passage, size_t *at, struct span *where,
                 struct symbol *out);

#endif
