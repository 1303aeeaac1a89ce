/*
 * symbol.h — the grammar of a document's number and symbol, by the body that issues it.
 *   Union, Party  number-type/issuer        128-KH/UBKTTĐ   11a- HD/TĐTN-TCKT   05-NQ/TW
 *   State         number/[year/]type-issuer 289/QĐ-UBND     45/2023/NĐ-CP
 *   laws          number/year/assembly      76/2015/QH13
 *   letters       number/office-department  123/UBND-VX
 *   joint papers  as the State's, or the Union's   12-KHLT/TĐTN-HND   01/2020/NQLT/CP-BCHTWĐTN
 *   type first    type-number/issuer        QĐ-17/ĐTN
 * Sources: HD 29-HD/TWĐTN-VP of 29/10/2013 (Union), HD 36-HD/VPTW of 2018 and QĐ 66-QĐ/TW (Party),
 * NĐ 30/2020/NĐ-CP (papers of the State), NĐ 34/2016/NĐ-CP (laws), and forms seen in the field:
 * orders of one body are taken of another, hyphens of any kind, blanks around the signs.
 */
#ifndef TEXT_SYMBOL_H
#define TEXT_SYMBOL_H

#include "text/passage.h"

enum { SYMBOL_ISSUER = 64 };

/* A type of document.  A code may stand for several, the usual one first. */
struct paper_type {
    const char *code;   /* folded: "kh" */
    const char *name;   /* lower case: "kế hoạch" */
    const char *issuer; /* how the issuer must begin, folded; NULL: any */
    bool is_joint;      /* of several bodies */
};
extern const struct paper_type PAPER_TYPES[]; /* ended by an empty code */

struct symbol {
    int number, year; /* year 0: none */
    char letter;      /* '\0': none */
    const struct paper_type *type;
    char issuer[SYMBOL_ISSUER]; /* folded, without blanks: "tdtn-tckt" */
};

/* '-', '/' or '&' for a sign of a symbol, of whatever form ("‑" as Word writes it); '\0' for
 * another character. */
char symbol_sign(uint32_t character);

/* Whether the whole text is one symbol, perhaps after "Số". */
bool symbol_parse(struct arena *arena, const char *text, struct symbol *out);
/* Whether both are the same document: number, letter, type, issuer, and year where both have it. */
bool symbol_equal(const struct symbol *a, const struct symbol *b);
/* A key that is equal for every spelling of the symbol. */
const char *symbol_key(struct arena *arena, const struct symbol *symbol);

/* Whether a paper that is named `named` can have a symbol of type `type`: "quy định" and QĐ,
 * "kế hoạch" and KHLT. */
bool paper_type_fits(const struct paper_type *type, const struct paper_type *named);
/* The type that the part begins with the name of, the longest name; NULL: none. */
const struct paper_type *paper_type_at(const struct passage *passage, struct span part);

/* The next symbol in a text. */
bool symbol_next(struct arena *arena, const struct passage *passage, size_t *at, struct span *where,
                 struct symbol *out);

#endif
