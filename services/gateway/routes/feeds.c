/*
 * feeds.c — the feeds of a unit's posts: their state, one added or described anew, one removed.
 */
#include "gateway/routes/routes.h"

#include <string.h>

#include "base/uuid.h"

#include "gateway/json_in_posts.h"
#include "gateway/request.h"
#include "gateway/routes/idempotency.h"
#include "gateway/routes/query.h"

void route_feed_list(struct request *request)
{
    params_reset(request->params);
    if (query_segment_code(request, 0)) {
        params_text(request->params, request->match.segments[0]);
        request_answer_read(request, STORE_FEEDS);
    }
}

void route_feed_put(struct request *request)
{
    struct problem problem;
    struct wire_bytes body = {(const unsigned char *)request->body.data, request->body.len};
    const char *given;
    char *key;
    if (!query_segment_code(request, 0) || !idempotency_key(request, &key)) {
        return;
    }
    if (!json_in_feed(request->arena, body, &given, &problem)) {
        request_refuse(request, &problem);
        return;
    }
    const char *name = arena_print(request->arena, "%d\n%s", request->who.account, key);
    struct uuid id = uuid_name("feed", name, strlen(name));
    params_reset(request->params);
    params_uuid(request->params, &id);
    params_text(request->params, request->match.segments[0]);
    params_text(request->params, given);
    request_answer_decision(request, STORE_FEED_PUT);
}

void route_feed_remove(struct request *request)
{
    struct uuid id;
    if (query_segment_code(request, 0) && query_segment_id(request, 1, &id)) {
        params_reset(request->params);
        params_text(request->params, request->match.segments[0]);
        params_uuid(request->params, &id);
        request_answer_decision(request, STORE_FEED_REMOVE);
    }
}
