/*
 * catalogue.c — the families of evidence checks, then that of member exports.
 */
#include "members/catalogue.h"

#include "checks/engine/trial.h"
#include "members/members.h"

const struct check_family *catalogue_family(size_t index)
{
    return index == check_family_count() ? &MEMBER_FAMILY : check_family_at(index);
}

const struct check *catalogue_find(const char *code)
{
    size_t at = check_find(code);
    return at < CHECKS_MAX ? check_at(at) : member_check_find(code);
}

size_t catalogue_count(void)
{
    size_t count = check_count();
    for (const struct check *check = MEMBER_CHECKS; check->code != NULL; check++) {
        count++;
    }
    return count;
}

bool catalogue_can_try(const struct check *check)
{
    return member_check_find(check->code) == NULL && trial_can(check);
}
