/*
 * links.h — parts of `minhchung links`.
 */
#ifndef CTL_COMMANDS_LINKS_H
#define CTL_COMMANDS_LINKS_H

#include "ctl/ctl.h"

/* `links check URL`: what the system would see and find, without a submission. */
int links_check(struct ctl *ctl);

#endif
