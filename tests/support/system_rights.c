/*
 * system_rights.c — see system_rights.h.
 */
#include "support/system_rights.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "support/system_http.h"
#include "support/test.h"

static long status_for(struct system *system, const char *username, struct rights_of route)
{
    struct http_answer answer = http_send(
        system_http(system), &(struct http_request){.method = route.method,
                                                    .path = route.path,
                                                    .token = system_token(system, username),
                                                    .key = username,
                                                    .body = route.body});
    long status = answer.status;
    http_free(&answer);
    return status;
}

void system_rights(struct system *system, const char *const *accounts, struct rights_of route,
                   const char *wanted)
{
    struct buf line = {0};
    for (size_t i = 0; accounts[i] != NULL; i++) {
        buf_print(&line, "%s%ld", i == 0 ? "" : " ", status_for(system, accounts[i], route));
    }
    if (strcmp(buf_string(&line), wanted) != 0) {
        fail_msg("%s %s:\n%s, wanted\n%s", route.method, route.path, buf_string(&line), wanted);
    }
    buf_free(&line);
}
