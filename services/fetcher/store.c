/*
 * store.c — one function a statement of sql/: it binds the parameters in order and runs it.
 */
#include "fetcher/store.h"

#include "daemon/poller.h"
#include "fetcher/sql.h"

static const struct statement LINK_CLAIM = {"fetcher_link_claim", SQL_LINK_CLAIM};
static const struct statement LINK_FETCHED = {"fetcher_link_fetched", SQL_LINK_FETCHED};
static const struct statement LINK_RENEW = {"fetcher_link_renew", SQL_LINK_RENEW};
static const struct statement PROBE_CLAIM = {"fetcher_probe_claim", SQL_PROBE_CLAIM};
static const struct statement PROBE_DONE = {"fetcher_probe_done", SQL_PROBE_DONE};
static const struct statement PROBE_RENEW = {"fetcher_probe_renew", SQL_PROBE_RENEW};
static const struct statement FEED_CLAIM = {"fetcher_feed_claim", SQL_FEED_CLAIM};
static const struct statement FEED_LOOKED = {"fetcher_feed_looked", SQL_FEED_LOOKED};
static const struct statement FEED_RENEW = {"fetcher_feed_renew", SQL_FEED_RENEW};

static struct params *claim_params(size_t most, const struct uuid *claim, int lease_ms)
{
    struct params *params = params_new();
    params_int(params, (int)most);
    params_uuid(params, claim);
    params_int(params, lease_ms);
    return params;
}

void store_link_renew(struct lane *lane, struct uuids claims, int lease_ms)
{
    poller_renew(lane, &LINK_RENEW, claims, lease_ms);
}

void store_probe_renew(struct lane *lane, struct uuids claims, int lease_ms)
{
    poller_renew(lane, &PROBE_RENEW, claims, lease_ms);
}

void store_feed_renew(struct lane *lane, struct uuids claims, int lease_ms)
{
    poller_renew(lane, &FEED_RENEW, claims, lease_ms);
}

void store_link_claim(struct lane *lane, size_t most, const struct uuid *claim, int lease_ms,
                      lane_fn *then, void *arg)
{
    struct params *params = claim_params(most, claim, lease_ms);
    lane_run(lane, &LINK_CLAIM, params, then, arg);
    params_free(&params);
}

void store_probe_claim(struct lane *lane, size_t most, const struct uuid *claim, int lease_ms,
                       lane_fn *then, void *arg)
{
    struct params *params = claim_params(most, claim, lease_ms);
    lane_run(lane, &PROBE_CLAIM, params, then, arg);
    params_free(&params);
}

static struct params *seen_params(const struct uuid *id, const struct uuid *claim, const char *seen)
{
    struct params *params = params_new();
    params_uuid(params, id);
    params_uuid(params, claim);
    params_text(params, seen);
    return params;
}

void store_link_fetched(struct lane *lane, const struct uuid *page, const struct uuid *claim,
                        const char *seen, lane_fn *then, void *arg)
{
    struct params *params = seen_params(page, claim, seen);
    lane_run(lane, &LINK_FETCHED, params, then, arg);
    params_free(&params);
}

void store_probe_done(struct lane *lane, const struct uuid *probe, const struct uuid *claim,
                      const char *answer, lane_fn *then, void *arg)
{
    struct params *params = seen_params(probe, claim, answer);
    lane_run(lane, &PROBE_DONE, params, then, arg);
    params_free(&params);
}

void store_feed_claim(struct lane *lane, size_t most, const struct uuid *claim, int lease_ms,
                      lane_fn *then, void *arg)
{
    struct params *params = claim_params(most, claim, lease_ms);
    lane_run(lane, &FEED_CLAIM, params, then, arg);
    params_free(&params);
}

void store_feed_looked(struct lane *lane, const struct uuid *feed, const struct uuid *claim,
                       const char *seen, lane_fn *then, void *arg)
{
    struct params *params = seen_params(feed, claim, seen);
    lane_run(lane, &FEED_LOOKED, params, then, arg);
    params_free(&params);
}
