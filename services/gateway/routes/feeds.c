/*
 * feeds.c — adds or replaces a feed of a unit's posts.
 */
#include "base/json.h"

#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/idempotency.h"
#include "gateway/routes/query.h"

/* The JSON that the store takes. */
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

ROUTE("POST", "/api/v1/units/{unit}/feeds", ROLES_SUBMITTING, BODY_JSON, route_feed_put);
void route_feed_put(struct request *request)
{
    struct json_in_feed feed = {.usual_kind = "news", .categories = "{}"};
    const char *unit;
    char *key;
    if (!query_path_code(request, "unit", &unit) || !idempotency_key(request, &key) ||
        !body_read(request, JSON_IN_FEED, &feed)) {
        return;
    }
    struct uuid id = idempotency_id(request, "feed", key);
    feed_put_params(request->params, &(struct feed_put_params){
                                         .id = &id,
                                         .unit = unit,
                                         .feed = print_feed(request->arena, &feed),
                                     });
    request_ask_store(request, STORE_FEED_PUT, request_answer_ok);
}
