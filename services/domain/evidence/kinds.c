/*
 * kinds.c — the codes of the kinds, and the words that people use for them.
 */
#include "evidence/kinds.h"

#include <stddef.h>
#include <string.h>

#include "base/text.h"

enum { KINDS = 7 };

const char *const EVIDENCE_KINDS[KINDS + 1] = {"document", "article", "photo", "figures",
                                               "report",   "list",    "other", NULL};

/* Words used in spreadsheets, folded; in the order of the codes. */
static const char *const WORDS[KINDS] = {"|van ban|tai lieu|",
                                         "|bai viet|tin bai|tin, bai|bai|",
                                         "|hinh anh|anh|",
                                         "|so lieu|",
                                         "|bao cao|",
                                         "|danh sach|",
                                         "|khac|"};

bool evidence_kind_is_known(const char *code)
{
    for (size_t i = 0; i < KINDS; i++) {
        if (strcmp(EVIDENCE_KINDS[i], code) == 0) {
            return true;
        }
    }
    return false;
}

const char *evidence_kind_of_word(const char *folded)
{
    for (size_t i = 0; i < KINDS; i++) {
        if (strcmp(EVIDENCE_KINDS[i], folded) == 0 || text_is_among(WORDS[i], folded)) {
            return EVIDENCE_KINDS[i];
        }
    }
    return NULL;
}
