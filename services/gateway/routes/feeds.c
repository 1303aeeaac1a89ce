/*
 * feeds.c — the feeds of a unit's posts: their state, one added or described anew, one removed.
 */
#include "gateway/routes/routes.h"

#include <string.h>

#include "base/json.h"
#include "base/uuid.h"

#include "gateway/request.h"
#include "gateway/routes/body.h"
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

/* As the store takes it. */
static const char *print_feed(struct arena *arena, const struct json_in_feed *feed)
{
    struct buf text = {0};
    struct json json;
    json_start(&json, &text);
    json_object_start(&json, NULL);
    json_text(&json, "address", feed->address);
    json_text(&json, "kind", feed->kind);
    json_text(&json, "usual_kind", feed->usual_kind);
    json_raw(&json, "categories", feed->categories);
    json_object_end(&json);
    const char *kept = arena_text(arena, buf_string(&text), text.len);
    buf_free(&text);
    return kept;
}

void route_feed_put(struct request *request)
{
    struct json_in_feed feed = {.usual_kind = "news", .categories = "{}"};
    char *key;
    if (!query_segment_code(request, 0) || !idempotency_key(request, &key) ||
        !body_read(request, JSON_IN_FEED, &feed)) {
        return;
    }
    const char *name = arena_print(request->arena, "%d\n%s", request->who.account, key);
    struct uuid id = uuid_name("feed", name, strlen(name));
    params_reset(request->params);
    params_uuid(request->params, &id);
    params_text(request->params, request->match.segments[0]);
    params_text(request->params, print_feed(request->arena, &feed));
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
