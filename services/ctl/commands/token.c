/*
 * token.c — `minhchung token USER`: makes a token with which the command line acts for an account
 * over the API, and stores it in the file api.tokens.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ctl/ctl.h"
#include "ctl/sql.h"
#include "ctl/tokens.h"

static const struct statement TOKEN_ADD = {"ctl_token_add", SQL_TOKEN_ADD};

enum { DAYS = 365, DAYS_MAX = 3650 };

/* Inserts the token and returns the account's role in `role`; false, after printing why: there is
 * no such account. */
static bool register_token(struct lane *lane, struct tokens_line *line, const char *before,
                           int days)
{
    char csrf[TOKEN_TEXT];
    struct hash hash = token_hash(line->token, strlen(line->token));
    struct hash old = token_hash(before, strlen(before));
    struct params *params = params_new();
    token_new(csrf);
    params_text(params, line->username);
    params_bytes(params, hash.bytes, sizeof(hash.bytes));
    params_bytes(params, old.bytes, sizeof(old.bytes));
    params_text(params, csrf);
    params_int(params, days);
    struct rows *result = ctl_query(lane, &TOKEN_ADD, params);
    bool is_there = result != NULL && rows_count(result) == 1;
    if (is_there) {
        snprintf(line->role, sizeof(line->role), "%s", column_text(result, 0, 0));
    } else if (result != NULL) {
        ctl_trouble("there is no active account \"%s\"", line->username);
    }
    rows_free(&result);
    params_free(&params);
    return is_there;
}

/* 0: the option is wrong. */
static int days_of(const struct ctl *ctl)
{
    const char *given = ctl_option(ctl, "--days");
    char *end = NULL;
    long days = given != NULL ? strtol(given, &end, 10) : DAYS;
    bool is_number = given == NULL || (end != given && *end == '\0');
    return is_number && days >= 1 && days <= DAYS_MAX ? (int)days : 0;
}

int command_token(struct ctl *ctl)
{
    const char *username = ctl_argument(ctl, 0);
    int days = days_of(ctl);
    struct tokens_line line = {0}, before = {0};
    if (username == NULL || strlen(username) >= sizeof(line.username) || days == 0) {
        return ctl_trouble("token USER [--days N], at most %d", DAYS_MAX);
    }
    struct lane *lane = ctl_store(ctl);
    (void)tokens_find(ctl->conf.api_tokens, username, NULL, &before);
    snprintf(line.username, sizeof(line.username), "%s", username);
    token_new(line.token);
    bool is_known = strcmp(before.username, username) == 0;
    bool is_good = lane != NULL &&
                   register_token(lane, &line, is_known ? before.token : "", days) &&
                   tokens_put(ctl->conf.api_tokens, &line);
    lane_close(&lane);
    return is_good ? EXIT_DONE : EXIT_TROUBLE;
}
