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
static const char *const WORDS[KINDS] = {"|van ban|tai lieu|", "|bai viet|tin bai|tin, bai|bai|",
                                         "|hinh anh|anh|",     "|so lieu|",
                                         "|bao cao|",          "|danh sach|",
                                         "|khac|loai khac|"};

/* As a person reads them. */
static const char *const NAMES[KINDS] = {"văn bản", "bài viết",  "hình ảnh", "số liệu",
                                         "báo cáo", "danh sách", "loại khác"};

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

const char *evidence_kind_name(const char *code, size_t length)
{
    for (size_t i = 0; i < KINDS; i++) {
        if (strlen(EVIDENCE_KINDS[i]) == length && memcmp(EVIDENCE_KINDS[i], code, length) == 0) {
            return NAMES[i];
        }
    }
    return NULL;
}
