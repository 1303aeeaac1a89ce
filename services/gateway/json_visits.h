/*
 * json_visits.h — the request bodies of visits: what inspectors record and find at a unit, and the
 * minutes.  They are only checked here: the store takes them.
 */
#ifndef GATEWAY_JSON_VISITS_H
#define GATEWAY_JSON_VISITS_H

#include "gateway/json_in.h"

/* A record at an item of the checklist; a finding.  Both may name photos: finished uploads. */
extern const struct json_field JSON_IN_VISIT_ENTRY[], JSON_IN_VISIT_FINDING[];
/* Why a finding is withdrawn. */
extern const struct json_field JSON_IN_VISIT_WITHDRAWAL[];

/* A version of the minutes, with the one that it was written on ("seen", 0: none); what a side says
 * of one. */
extern const struct json_field JSON_IN_VISIT_MINUTES[], JSON_IN_VISIT_ACT[];

/* Before the visit: a version of the self-inspection report; the choice of a sample. */
extern const struct json_field JSON_IN_SELF_REPORT[], JSON_IN_SAMPLE[];

#endif
