/*
 * catalogue.h — the checks of evidence and those of exports as one catalogue, for the programs that
 * show or set them.
 */
#ifndef MEMBERS_CATALOGUE_H
#define MEMBERS_CATALOGUE_H

#include "checks/engine/check.h"

const struct check_family *catalogue_family(size_t index); /* NULL past the last */
const struct check *catalogue_find(const char *code);      /* NULL: none */
size_t catalogue_count(void);
/* Checks of evidence but those of copies can be tried on past submissions; an export is not
 * kept. */
bool catalogue_can_try(const struct check *check);

#endif
