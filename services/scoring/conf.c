/*
 * conf.c — the configuration of this service.
 */
#include "daemon/conf.h"
#include "scoring/scoring.h"

const struct conf_entry SCORING_CONF[] = {
    DAEMON_CONF_ENTRIES,
    {"scoring.rest", CONF_INT, offsetof(struct scoring_conf, rest_percent), "300", 0, 1000,
     "pause after a batch in % of the time it took: lets dirty marks of one cell merge under load"},
};
const size_t SCORING_CONF_COUNT = sizeof(SCORING_CONF) / sizeof(SCORING_CONF[0]);
