/*
 * publication.h — the proof of published results, which needs no store.
 */
#ifndef CTL_COMMANDS_PUBLICATION_H
#define CTL_COMMANDS_PUBLICATION_H

#include "ctl/ctl.h"

/* All files of --publication, in their order; exit code as in ctl.h. */
int verify_publications(const struct ctl *ctl);

#endif
