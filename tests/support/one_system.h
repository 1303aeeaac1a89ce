/*
 * one_system.h — for a test program that needs the default system, once for all its tests:
 * `site`, and the functions that cmocka calls before and after them.
 */
#ifndef SUPPORT_ONE_SYSTEM_H
#define SUPPORT_ONE_SYSTEM_H

#include "support/system.h"

static struct system *site;

static int set_up(void **state)
{
    (void)state;
    site = system_start(&(struct system_options){0});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    system_stop(&site);
    return 0;
}

#endif
