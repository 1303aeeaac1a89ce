/*
 * json_in_posts.h — what people say of feeds and of the posts that a criterion counts, read as
 * strictly as json_in.h does.
 */
#ifndef GATEWAY_JSON_IN_POSTS_H
#define GATEWAY_JSON_IN_POSTS_H

#include "gateway/json_in.h"

/* A feed: {"address", "kind", "usual_kind", "categories"}, of which only the address must be
 * there; *out is the whole as JSON. */
MUST_CHECK bool json_in_feed(struct arena *arena, struct wire_bytes body, const char **out,
                             struct problem *problem);

/* Which criterion counts posts of a kind: {"kind", "criterion"}; NULL: none. */
struct json_in_mapping {
    const char *kind, *criterion;
};
MUST_CHECK bool json_in_mapping(struct arena *arena, struct wire_bytes body,
                                struct json_in_mapping *out, struct problem *problem);

#endif
