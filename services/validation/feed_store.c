/*
 * feed_store.c — see feed_store.h; the statements are in sql/.
 */
#include "validation/feed_store.h"

#include "validation/sql.h"

static const struct statement CLAIM = {"validation_feed_claim", SQL_FEED_CLAIM};
static const struct statement LOOKED = {"validation_feed_looked", SQL_FEED_LOOKED};

void store_feed_claim(struct lane *lane, size_t most, const struct uuid *claim, int lease_ms,
                      lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_int(params, (int)most);
    params_uuid(params, claim);
    params_int(params, lease_ms);
    lane_run(lane, &CLAIM, params, then, arg);
    params_free(&params);
}

void store_feed_looked(struct lane *lane, const struct uuid *feed, const struct uuid *claim,
                       const char *seen, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_uuid(params, feed);
    params_uuid(params, claim);
    params_text(params, seen);
    lane_run(lane, &LOOKED, params, then, arg);
    params_free(&params);
}
