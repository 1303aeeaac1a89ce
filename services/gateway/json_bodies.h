/*
 * json_bodies.h — the bodies that the API takes: their fields, and what they are read into.  The
 * caller sets what an absent field means before it reads.
 */
#ifndef GATEWAY_JSON_BODIES_H
#define GATEWAY_JSON_BODIES_H

#include "evidence/v1/evidence.pb-c.h"

#include "gateway/json_in.h"

/* One evidence item.  `may_date_back`: the account may say when it was received.  Files are those
 * that a revision keeps (keep_files): their hash, without name and size. */
MUST_CHECK bool json_in_submission(struct arena *arena, struct wire_bytes body, bool may_date_back,
                                   Evidence__V1__Submission **out, struct problem *problem);
extern const struct json_field JSON_IN_SUBMISSION[];

struct json_in_login {
    const char *username;
    char *password; /* to be wiped by the caller */
};
MUST_CHECK bool json_in_login(struct arena *arena, struct wire_bytes body,
                              struct json_in_login *out, struct problem *problem);
extern const struct json_field JSON_IN_LOGIN[];

/* What one body says of one unit, {"scores": [{"criterion", "value", "reason"}]}, into a
 * const char *: the list as JSON. */
extern const struct json_field JSON_IN_SCORES[];

/* A step of an assessment. */
struct json_in_step {
    const char *to, *reason;
    const char *minutes; /* as JSON; NULL: none */
    bool is_filled;
};
extern const struct json_field JSON_IN_STEP[];

/* An answer to a finding. */
struct json_in_answer {
    const char *answer, *reason;
};
extern const struct json_field JSON_IN_ANSWER[];

/* What is asked of a check: to set it also "seen", the version that was looked at, to try it
 * "on", a campaign. */
struct json_in_check {
    bool is_off;
    int severity;           /* as validation.v1.Severity; 0: the check's own */
    const char *parameters; /* as JSON */
    const char *seen, *on;  /* NULL: not said */
};
extern const struct json_field JSON_IN_CHECK[], JSON_IN_TRIAL[];

struct json_in_feed {
    const char *address, *kind, *usual_kind;
    const char *categories; /* as JSON */
};
extern const struct json_field JSON_IN_FEED[];

/* Which criterion counts posts of a kind; NULL: none. */
struct json_in_mapping {
    const char *kind, *criterion;
};
extern const struct json_field JSON_IN_MAPPING[];

/* The sites of a unit, {"sites": [address]}, into a struct json_list of char *. */
extern const struct json_field JSON_IN_SITES[];

/* An export of the member software. */
struct json_in_export {
    const char *as_of;
    int own_figure; /* -1: not said */
};
extern const struct json_field JSON_IN_EXPORT[];

/* What its columns mean, {"sheets": {"<sheet>": {"<heading>": "<field>"}}}, into a const char *:
 * the sheets as JSON. */
extern const struct json_field JSON_IN_COLUMNS[];

#endif
