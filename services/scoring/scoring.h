/*
 * scoring.h — the types of this service: configuration and the key of a cell.  The
 * library rules defines the inputs of a cell and computes its score.
 *
 * A cell is (campaign, unit, criterion).  A row of table recompute is its dirty mark:
 * the service must compute it again.  It never communicates with the outside.
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
