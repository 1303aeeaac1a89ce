/*
 * tokens.h — the file of the accounts that the command line acts for over the API: a line "USER
 * ROLE TOKEN" each, readable by its owner only.
 */
#ifndef CTL_TOKENS_H
#define CTL_TOKENS_H

#include <stdbool.h>

#include "base/token.h"

enum { TOKENS_NAME = 64 };

struct tokens_line {
    char username[TOKENS_NAME], role[TOKENS_NAME], token[TOKEN_TEXT];
};

/* The first line of this account (NULL: any) and role (NULL: any); false: there is none. */
bool tokens_find(const char *path, const char *username, const char *role, struct tokens_line *out);

/* Replaces the account's line; false, after printing why, if it cannot be written. */
bool tokens_put(const char *path, const struct tokens_line *line);

#endif
