/*
 * kinds.h — the kinds of evidence.
 */
#ifndef EVIDENCE_KINDS_H
#define EVIDENCE_KINDS_H

#include <stdbool.h>
#include <stddef.h>

/* Their codes, as the API, the bus and the store know them; NULL ends the list. */
extern const char *const EVIDENCE_KINDS[];

bool evidence_kind_is_known(const char *code);

/* The code for a word of a spreadsheet: "hinh anh" is "photo".  `folded` as text_fold returns it;
 * NULL: unknown. */
const char *evidence_kind_of_word(const char *folded);

/* Its name in Vietnamese, as findings and pages show it: "document" is "văn bản"; `length` bytes of
 * code.  NULL: unknown. */
const char *evidence_kind_name(const char *code, size_t length);

#endif
