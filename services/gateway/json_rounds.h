/*
 * json_rounds.h — the request bodies of inspection rounds, their teams and recommendations.  Where
 * no struct stands here, the body is only checked: the store takes it.
 */
#ifndef GATEWAY_JSON_ROUNDS_H
#define GATEWAY_JSON_ROUNDS_H

#include "gateway/json_in.h"

/* The plan of a round, a team: whole, with the version that each was written on ("seen", 0: none).
 * A membership or a conflict of interest of an account. */
extern const struct json_field JSON_IN_ROUND[], JSON_IN_TEAM[], JSON_IN_TIE[];

/* A recommendation; what a unit reports about it, or an inspector decides. */
extern const struct json_field JSON_IN_RECOMMENDATION[], JSON_IN_RECOMMENDATION_ACT[];

/* A step of a round. */
struct json_in_round_step {
    const char *to, *reason;
    const char *document; /* as JSON; NULL: none */
};
extern const struct json_field JSON_IN_ROUND_STEP[];

#endif
