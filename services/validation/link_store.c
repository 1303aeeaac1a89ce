/*
 * link_store.c — see link_store.h; the statements are in sql/.
 */
#include "validation/link_store.h"

#include "validation/sql.h"

static const struct statement PAGES = {"validation_pages", SQL_PAGES};
static const struct statement CLAIM = {"validation_link_claim", SQL_LINK_CLAIM};
static const struct statement FETCHED = {"validation_link_fetched", SQL_LINK_FETCHED};
static const struct statement PROBE_CLAIM = {"validation_probe_claim", SQL_PROBE_CLAIM};
static const struct statement PROBE_DONE = {"validation_probe_done", SQL_PROBE_DONE};

void store_pages(struct lane *lane, const struct page_use *uses, size_t count, lane_fn *then,
                 void *arg)
{
    struct params *params = params_new();
    for (int column = 0; column < 2; column++) {
        params_array_begin(params, PARAMS_UUID);
        for (size_t i = 0; i < count; i++) {
            params_add_uuid(params, column == 0 ? &uses[i].submission_id : &uses[i].page);
        }
        params_array_end(params);
    }
    lane_run(lane, &PAGES, params, then, arg);
    params_free(&params);
}

static struct params *claim_params(size_t most, const struct uuid *claim, int lease_ms)
{
    struct params *params = params_new();
    params_int(params, (int)most);
    params_uuid(params, claim);
    params_int(params, lease_ms);
    return params;
}

void store_link_claim(struct lane *lane, size_t most, const struct uuid *claim, int lease_ms,
                      lane_fn *then, void *arg)
{
    struct params *params = claim_params(most, claim, lease_ms);
    lane_run(lane, &CLAIM, params, then, arg);
    params_free(&params);
}

void store_probe_claim(struct lane *lane, size_t most, const struct uuid *claim, int lease_ms,
                       lane_fn *then, void *arg)
{
    struct params *params = claim_params(most, claim, lease_ms);
    lane_run(lane, &PROBE_CLAIM, params, then, arg);
    params_free(&params);
}

static struct params *seen_params(const struct uuid *id, const struct uuid *claim,
                                  const char *seen)
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
    lane_run(lane, &FETCHED, params, then, arg);
    params_free(&params);
}

void store_probe_done(struct lane *lane, const struct uuid *probe, const struct uuid *claim,
                      const char *answer, lane_fn *then, void *arg)
{
    struct params *params = seen_params(probe, claim, answer);
    lane_run(lane, &PROBE_DONE, params, then, arg);
    params_free(&params);
}
