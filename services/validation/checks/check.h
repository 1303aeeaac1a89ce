/*
 * check.h — one named check: a row in catalogue.c, a function in a file of checks/.
 */
#ifndef VALIDATION_CHECK_H
#define VALIDATION_CHECK_H

#include "validation/validation.h"

struct check {
    const char *code;              /* stable */
    Validation__V1__Severity severity;
    const char *kinds;             /* it applies to: ",article," ; "" all */
    const char *message;           /* Vietnamese */
    const char *message_en;
    const char *mend;              /* Vietnamese: how to mend it */
    void (*run)(struct inspection *inspection);
};

extern const struct check CHECKS[];
extern const size_t CHECK_COUNT;

enum { FINDINGS_PER_CHECK = 50 };  /* more of one kind tell nobody anything */

/* Reports a finding of the running check.  `detail`, `words`: NULL for none. */
void report(struct inspection *inspection, const char *field, const char *detail);
void report_file(struct inspection *inspection, const char *file, const char *detail);
/* At a place in a passage: `len` bytes from `offset` are the words. */
void report_place(struct inspection *inspection, const struct passage *passage, size_t offset,
                  size_t len, const char *detail);

/* The functions behind the rows. */
void check_document_symbol(struct inspection *);
void check_outside_window(struct inspection *);
void check_after_filing(struct inspection *);
void check_late(struct inspection *);
void check_kind(struct inspection *);
void check_file_missing(struct inspection *);
void check_file_type(struct inspection *);
void check_file_encrypted(struct inspection *);
void check_file_damaged(struct inspection *);
void check_figure_sum(struct inspection *);
void check_text_sum(struct inspection *);
void check_copied_file(struct inspection *);
void check_copied_link(struct inspection *);
void check_copied_text(struct inspection *);
void check_link(struct inspection *);
void check_page_noise(struct inspection *);
void check_doubled_word(struct inspection *);
void check_wrong_letter(struct inspection *);
void check_decomposed(struct inspection *);
void check_too_short(struct inspection *);
void check_legacy_encoding(struct inspection *);

#endif
