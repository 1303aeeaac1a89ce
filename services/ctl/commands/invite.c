/*
 * invite.c — `minhchung invite USER`: a one-time link with which a person sets the password; the
 * first administrator begins with it.
 */
#include <stdio.h>
#include <string.h>

#include "base/token.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"

static const struct statement ACCOUNT_INVITE = {"ctl_account_invite", SQL_ACCOUNT_INVITE};

enum { LINK_HOURS = 7 * 24 };

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
               ctl->conf.api_url, token);
    } else if (result != NULL) {
        ctl_trouble("there is no active account \"%s\"; to make it, give a role and a known unit",
                    username);
    }
    rows_free(&result);
    params_free(&params);
    lane_close(&lane);
    return is_made ? EXIT_DONE : EXIT_TROUBLE;
}
