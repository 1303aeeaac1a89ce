/*
 * limits.h — how much one evidence item may hold.  Admission, spreadsheets, the HTTP reader and the
 * API description all use these numbers.
 *
 * Lengths of texts are in characters (Unicode code points), as people and JSON Schema count.
 */
#ifndef EVIDENCE_LIMITS_H
#define EVIDENCE_LIMITS_H

enum {
    EVIDENCE_KEY_MAX = 200, /* of an idempotency key, bytes */
    EVIDENCE_CODE_MAX = 40, /* of a campaign, a unit or a criterion */
    EVIDENCE_CRITERIA_MAX = 12,
    EVIDENCE_FIGURES_MAX = 100,
    EVIDENCE_FILES_MAX = 20,
    EVIDENCE_CITES_MAX = 20,
    EVIDENCE_PAGE_MAX = 9999,
    EVIDENCE_SECTION_MAX = 200,
    EVIDENCE_TITLE_MAX = 1000,
    EVIDENCE_SYMBOL_MAX = 200,
    EVIDENCE_LINK_MAX = 2000,
    EVIDENCE_TEXT_MAX = 1 << 20,
    EVIDENCE_GROUND_MAX = 1000,
    EVIDENCE_FIGURE_NAME_MAX = 200,
    EVIDENCE_FIGURE_VALUE_MAX = 100, /* bytes, before it is read */
    EVIDENCE_CAPTION_MAX = 300,
    EVIDENCE_CLIENT_MAX = 200,     /* of the name of a program; longer ones are cut */
    EVIDENCE_FILE_NAME_MAX = 1000, /* bytes; a longer one than file systems take is kept whole */
    EVIDENCE_REVISION_MAX = 32767, /* smallint in the store */
    EVIDENCE_FIRST_YEAR = 1931,    /* the Union's founding year */
    EVIDENCE_LAST_YEAR = 2100
};

#endif
