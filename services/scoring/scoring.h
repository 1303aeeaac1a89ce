/*
 * scoring.h — the words of this service: configuration, a cell.  What a cell's
 * score depends on and how it is computed is the library rules.
 *
 * A cell is (campaign, unit, criterion).  The service owes its recomputation
 * whenever it is marked (table recompute); it never talks to the outside.
 */
#ifndef SCORING_SCORING_H
#define SCORING_SCORING_H

#include <stddef.h>

#include "base/conf.h"
#include "daemon/daemon.h"

struct scoring_conf {
    struct daemon_conf daemon;
    int rest_percent; /* pause after a batch, in % of the time that it took */
};

extern const struct conf_entry SCORING_CONF[];
extern const size_t SCORING_CONF_COUNT;

struct cell_key {
    int campaign_id;
    int unit_id;
    int criterion_id;
};

#endif
