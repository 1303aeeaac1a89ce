/*
 * access_keys.c — `minhchung access-keys`: lists and revokes the access keys of connected systems;
 * `minhchung token` makes them.
 */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "ctl/answer.h"
#include "ctl/ctl.h"
#include "ctl/sql.h"

static const struct statement LIST = {"ctl_access_keys_list", SQL_ACCESS_KEYS_LIST};
static const struct statement REVOKE = {"ctl_access_key_revoke", SQL_ACCESS_KEY_REVOKE};

static int revoke(const struct ctl *ctl, const char *which)
{
    char *end = NULL;
    long long id = strtoll(which, &end, 10);
    if (end == which || *end != '\0') {
        return ctl_trouble("access-keys revoke: \"%s\" is not an id; access-keys list shows them",
                           which);
    }
    struct params *params = params_new();
    params_long(params, id);
    int code = answer_show(ctl, &REVOKE, params, answer_print);
    params_free(&params);
    if (code == EXIT_NO) {
        ctl_trouble("there is no access key %lld; access-keys list shows them", id);
    }
    return code;
}

int command_access_keys(struct ctl *ctl)
{
    const char *what = ctl_argument(ctl, 0), *which = ctl_argument(ctl, 1);
    if (what != NULL && strcmp(what, "list") == 0) {
        return answer_print_rows(ctl, &LIST, NULL);
    }
    if (what != NULL && strcmp(what, "revoke") == 0 && which != NULL) {
        return revoke(ctl, which);
    }
    return ctl_trouble("access-keys list | revoke ID");
}
