/*
 * kinds.h — the kinds of evidence.
 */
#ifndef EVIDENCE_KINDS_H
#define EVIDENCE_KINDS_H

#include <stdbool.h>

/* Their codes, as the API, the bus and the store know them; NULL ends the list. */
extern const char *const EVIDENCE_KINDS[];

bool evidence_kind_is_known(const char *code);

/* The code for a word of a spreadsheet: "hinh anh" is "photo".  `folded` as text_fold returns it;
 * NULL: unknown. */
const char *evidence_kind_of_word(const char *folded);

#endif
