/*
 * publication.h — the proof of published results, which needs no store.
 */
#ifndef CTL_COMMANDS_PUBLICATION_H
#define CTL_COMMANDS_PUBLICATION_H

#include <jansson.h>

#include "ctl/ctl.h"

/* All files of --publication, in their order; exit code as in ctl.h. */
int verify_publications(const struct ctl *ctl);

/* Every score of one published result, as the gateway gives it, computed anew from the inputs
 * and rules in it; says the first that differs. */
int replay_publication(const struct ctl *ctl, const json_t *file);

#endif
