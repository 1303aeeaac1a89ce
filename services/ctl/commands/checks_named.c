/*
 * checks_named.c — the check that a command names, and the names of severities.
 */
#include "ctl/commands/checks.h"

#include "members/catalogue.h"

const char *checks_severity_name(Validation__V1__Severity severity)
{
    switch (severity) {
    case HINT:
        return "gợi ý";
    case WARNING:
        return "cảnh báo";
    case ERROR:
        return "lỗi";
    case FATAL:
        return "lỗi nặng";
    case VALIDATION__V1__SEVERITY__SEVERITY_UNSPECIFIED:
    case _VALIDATION__V1__SEVERITY_IS_INT_SIZE:
        break;
    }
    return "";
}

const struct check *checks_named(struct ctl *ctl)
{
    const char *code = ctl_argument(ctl, 1);
    const struct check *check = code != NULL ? catalogue_find(code) : NULL;
    if (check == NULL) {
        ctl_trouble("there is no check \"%s\"; see minhchung checks list",
                    code != NULL ? code : "");
    }
    return check;
}
