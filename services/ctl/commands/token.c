/*
 * token.c — `minhchung token USER`: makes a token with which the command line acts for an account
 * over the API, and stores it in the file api.tokens.  A system's is an access key: it names what
 * the system may do, and for which units.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/clock.h"
#include "base/date.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"
#include "ctl/tokens.h"
#include "evidence/problem.h"

static const struct statement TOKEN_ADD = {"ctl_token_add", SQL_TOKEN_ADD};

enum { DAYS = 365, DAYS_MAX = 3650 };

/* "A,B" as a JSON array. */
static json_t *parts_of(const char *list)
{
    json_t *parts = json_array();
    for (const char *at = list; at != NULL && *at != '\0';) {
        size_t len = strcspn(at, ",");
        json_array_append_new(parts, json_stringn(at, len));
        at += at[len] == ',' ? len + 1 : len;
    }
    return parts;
}

/* What a system's token may do; free() it. */
static char *access_key_of(const struct ctl *ctl, const char *username, int days)
{
    const char *units = ctl_option(ctl, "--units"), *below = ctl_option(ctl, "--below");
    const char *client = ctl_option(ctl, "--client");
    bool is_all = below == NULL && units != NULL && strcmp(units, "all") == 0;
    char last_day[DATE_TEXT];
    json_t *key = json_pack(
        "{s:s, s:s, s:o, s:s, s:o, s:s}", "account", username, "client",
        client != NULL ? client : username, "areas", parts_of(ctl_option(ctl, "--areas")), "reach",
        is_all          ? "all"
        : below != NULL ? "below"
                        : "listed",
        "units",
        parts_of(is_all          ? NULL
                 : below != NULL ? below
                                 : units),
        "valid_until", date_print(date_of_us(clock_wall_us()) + days, last_day));
    char *text = json_dumps(key, JSON_COMPACT);
    json_decref(key);
    return text;
}

static bool judge_token(const struct rows *result, struct tokens_line *line)
{
    if (rows_count(result) == 0) {
        return ctl_trouble("there is no active account \"%s\"", line->username) == EXIT_DONE;
    }
    snprintf(line->role, sizeof(line->role), "%s", column_text(result, 0, 0));
    if (!column_is_null(result, 0, 1)) {
        struct problem problem = problem_of_code(column_text(result, 0, 1), NULL);
        return ctl_trouble("the token of a system needs --areas A,B and --units all|U,V or --below "
                           "U: %s %s (%s)",
                           problem.detail_en, problem.mend_en, problem.code) == EXIT_DONE;
    }
    return true;
}

/* Inserts the token and returns the account's role in `role`; false, after printing why: there is
 * no such account, or it is a system's without what it may do. */
static bool register_token(const struct ctl *ctl, struct lane *lane, struct tokens_line *line,
                           const char *before, int days)
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
    char *key = access_key_of(ctl, line->username, days);
    params_text(params, key);
    struct rows *result = ctl_query(lane, &TOKEN_ADD, params);
    bool is_made = result != NULL && judge_token(result, line);
    rows_free(&result);
    params_free(&params);
    free(key);
    return is_made;
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
                   register_token(ctl, lane, &line, is_known ? before.token : "", days) &&
                   tokens_put(ctl->conf.api_tokens, &line);
    lane_close(&lane);
    return is_good ? EXIT_DONE : EXIT_TROUBLE;
}
