/*
 * system_load.h — steady load over HTTP that does not give up: every submission has its
 * key, and is sent again with the same key until it is acknowledged.
 *
 * The contents of a submission follow from its number g and revision r, so that SQL can compute
 * the expected result.  Title: "Minh chứng <g> bản <r>".  Unit: that of its
 * author, or U(g % 11 + 1).  Criteria by g % 4: {C2,C3}, {C5}, {C4,C6}, {C3,C7,C12};
 * with C3 comes the figure "lượt" = (g % 7 + 1) * r.  g % 10 = 3 lacks its file (and needs a
 * fix).  g % 9 = 5 gets a second revision.
 */
#ifndef SUPPORT_SYSTEM_LOAD_H
#define SUPPORT_SYSTEM_LOAD_H

#include "support/system.h"

struct load;

/* Four authors at once: he-thong twice, can-bo-1, can-bo-2; each pauses so long
 * between two submissions. */
struct load *load_start(struct system *system, int pause_ms);
long load_acknowledged(struct load *self);
/* Every author ends with an acknowledged submission.  Stores the acknowledged ones in a
 * table acknowledged (id, revision, g).  Returns how many answers were neither an
 * acknowledgement nor "again later". */
int load_stop(struct load **self, struct database *database);

#endif
