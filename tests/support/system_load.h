/*
 * system_load.h — steady load over HTTP that does not give up: every piece has its
 * key, and what got no good answer is filed again with the same key until it does.
 *
 * What a piece says follows from its number g and revision r, so that SQL can tell
 * what must have become of it.  Title: "Minh chứng <g> bản <r>".  Unit: that of its
 * author, or U(g % 11 + 1).  Criteria by g % 4: {C2,C3}, {C5}, {C4,C6}, {C3,C7,C12};
 * with C3 comes the figure "lượt" = (g % 7 + 1) * r.  g % 10 = 3 lacks its file (to be
 * mended).  g % 9 = 5 gets a second revision.
 */
#ifndef SUPPORT_SYSTEM_LOAD_H
#define SUPPORT_SYSTEM_LOAD_H

#include "support/system.h"

struct load;

/* Four authors at once: he-thong twice, can-bo-1, can-bo-2; each pauses so long
 * between two pieces. */
struct load *load_start(struct system *system, int pause_ms);
long load_acknowledged(struct load *self);
/* Every author ends with an acknowledged piece.  Puts what was acknowledged into a
 * table acknowledged (id, revision, g).  Returns how many answers were neither an
 * acknowledgement nor "again later". */
int load_stop(struct load **self, struct database *database);

#endif
