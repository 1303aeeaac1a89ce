/*
 * judge.h — indices of the checks in their table, for the files that judge.
 */
#ifndef MEMBERS_JUDGE_H
#define MEMBERS_JUDGE_H

#include <string.h>

#include "members/members.h"

enum {
    CELL_MISSING,
    CELL_FORMULA,
    DATE_INVALID,
    DATE_FUTURE,
    BORN_LATER,
    TOO_YOUNG,
    TOO_OLD,
    OVER_AGE,
    TWICE,
    CARD_TWICE,
    NAME_ODD,
    NAME_FONT,
    SEX_UNKNOWN,
    BRANCH_UNKNOWN,
    STATUS_UNKNOWN,
    RATING_UNKNOWN,
    RATING_MISSING,
    COLUMN_EMPTY,
    PLACEHOLDER,
    LOG_FUTURE,
    MONTHS_WITHOUT,
    MONTHS_BURST,
    HIDDEN_PART
};

/* Whether a name has letters that only a legacy encoding produces. */
bool member_name_is_legacy(const char *name);

#endif
