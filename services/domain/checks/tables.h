/*
 * tables.h — the tables of checks, a family each, ended by a row without a code.
 */
#ifndef CHECKS_TABLES_H
#define CHECKS_TABLES_H

#include "checks/check.h"

extern const struct check FILE_CHECKS[];
extern const struct check PHOTO_CHECKS[];
extern const struct check PIECE_CHECKS[];
extern const struct check LINK_CHECKS[];
extern const struct check DOCUMENT_CHECKS[];
extern const struct check PAPER_CHECKS[];
extern const struct check DATE_CHECKS[];
extern const struct check FIGURE_CHECKS[];
extern const struct check PAST_CHECKS[];
extern const struct check COPY_CHECKS[];
extern const struct check LETTER_CHECKS[];
extern const struct check NOISE_CHECKS[];
extern const struct check WORDING_CHECKS[];
extern const struct check ARTICLE_CHECKS[];

#endif
