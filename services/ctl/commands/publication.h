/*
 * publication.h — the proof of published results, which needs no store.
 */
#ifndef CTL_COMMANDS_PUBLICATION_H
#define CTL_COMMANDS_PUBLICATION_H

#include <jansson.h>

#include "ctl/ctl.h"

/* Verifies all files of --publication, in their order; exit code as in ctl.h. */
int verify_publications(const struct ctl *ctl);

/* Computes every score of one published result, as the gateway returns it, again from its inputs
 * and rules; prints the first that differs. */
int replay_publication(const struct ctl *ctl, const json_t *file);

#endif
