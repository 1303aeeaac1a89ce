/*
 * checks_texts.h — the functions behind the rows of table_texts.c: letters, left-overs of
 * pages, wording.
 */
#ifndef CHECKS_CHECKS_TEXTS_H
#define CHECKS_CHECKS_TEXTS_H

#include "checks/check.h"

void check_legacy_encoding(struct inspection *);
void check_legacy_font(struct inspection *);
void check_mojibake(struct inspection *);
void check_lost_letters(struct inspection *);
void check_decomposed(struct inspection *);
void check_wrong_letter(struct inspection *);
void check_invisible(struct inspection *);
void check_private_glyphs(struct inspection *);
void check_mixed_tones(struct inspection *);
void check_mixed_quotes(struct inspection *);
void check_no_diacritics(struct inspection *);
void check_page_noise(struct inspection *);
void check_auto_caption(struct inspection *);
void check_foreign(struct inspection *);
void check_markup(struct inspection *);
void check_placeholder(struct inspection *);
void check_doubled_word(struct inspection *);
void check_spelling(struct inspection *);
void check_spacing(struct inspection *);
void check_punctuation(struct inspection *);
void check_unbalanced(struct inspection *);
void check_all_caps(struct inspection *);
void check_no_end(struct inspection *);
void check_repeated_paragraph(struct inspection *);
void check_long_sentence(struct inspection *);

#endif
