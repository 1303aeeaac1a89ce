/*
 * json_itinerary.h — the request bodies of itineraries.  Where no struct stands here, the body is
 * only checked: the store takes it.
 */
#ifndef GATEWAY_JSON_ITINERARY_H
#define GATEWAY_JSON_ITINERARY_H

#include "gateway/json_in.h"

/* What is asked of an itinerary, whole; one visit; an act that only names the version seen; the
 * proposal to take. */
extern const struct json_field JSON_IN_ITINERARY[], JSON_IN_VISIT_MOVE[], JSON_IN_ITINERARY_ACT[],
    JSON_IN_PROPOSAL_TAKEN[];

#endif
