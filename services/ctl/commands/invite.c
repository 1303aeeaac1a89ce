/*
 * invite.c — `minhchung invite USER`: a one-time link with which a person sets the password; and
 * the one with which the first administrator begins.
 */
#include <stdio.h>
#include <string.h>

#include "base/token.h"
#include "ctl/answer.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"

static const struct statement ACCOUNT_INVITE = {"ctl_account_invite", SQL_ACCOUNT_INVITE};
static const struct statement FIRST_LINK = {"ctl_first_link", SQL_FIRST_LINK};

enum { LINK_HOURS = 7 * 24, FIRST_HOURS = 24 };

static const char *page_of(const struct ctl *ctl)
{
    return ctl->conf.page_url[0] != '\0' ? ctl->conf.page_url : ctl->conf.api_url;
}

int command_invite(struct ctl *ctl)
{
    const char *username = ctl_argument(ctl, 0);
    if (username == NULL) {
        return ctl_trouble("invite USER [--role ROLE] [--unit CODE] [--name NAME]");
    }
    struct lane *lane = ctl_store(ctl);
    if (lane == NULL) {
        return EXIT_TROUBLE;
    }
    char token[TOKEN_TEXT];
    token_new(token);
    struct hash hash = token_hash(token, strlen(token));
    struct params *params = params_new();
    params_text(params, username);
    params_text(params, ctl_option(ctl, "--role"));
    params_text(params, ctl_option(ctl, "--unit"));
    params_text(params, ctl_option(ctl, "--name"));
    params_bytes(params, hash.bytes, sizeof(hash.bytes));
    params_int(params, LINK_HOURS);
    struct rows *result = ctl_query(lane, &ACCOUNT_INVITE, params);
    bool is_made = result != NULL && rows_count(result) == 1;
    if (is_made) {
        printf(ctl->is_json ? "{\"link\":\"%s/dat-mat-khau#%s\"}\n" : "%s/dat-mat-khau#%s\n",
               page_of(ctl), token);
    } else if (result != NULL) {
        ctl_trouble("there is no active account \"%s\"; to make it, give a role and a known unit",
                    username);
    }
    rows_free(&result);
    params_free(&params);
    lane_close(&lane);
    return is_made ? EXIT_DONE : EXIT_TROUBLE;
}

int ctl_first_link(const struct ctl *ctl)
{
    char token[TOKEN_TEXT];
    token_new(token);
    struct hash hash = token_hash(token, strlen(token));
    struct params *params = params_new();
    params_bytes(params, hash.bytes, sizeof(hash.bytes));
    params_int(params, FIRST_HOURS);
    json_t *link = NULL;
    int code = answer_json(ctl, &FIRST_LINK, params, &link);
    if (code == EXIT_DONE) {
        printf(ctl->is_json
                   ? "{\"username\":\"%s\",\"until\":\"%s\",\"link\":\"%s/dat-mat-khau#%s\"}\n"
                   : "Quản trị đầu tiên (%s) mở liên kết này để bắt đầu; dùng được một lần, "
                     "đến %s:\n  %s/dat-mat-khau#%s\n",
               answer_text(link, "username"), answer_text(link, "until"), page_of(ctl), token);
    }
    json_decref(link);
    params_free(&params);
    return code == EXIT_NO ? EXIT_DONE : code; /* there is an administrator */
}
