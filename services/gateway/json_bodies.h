/*
 * json_bodies.h — the request bodies of the API: their fields, and the structs they are read into.
 * The caller sets the values of absent fields before it reads.
 */
#ifndef GATEWAY_JSON_BODIES_H
#define GATEWAY_JSON_BODIES_H

#include "evidence/v1/evidence.pb-c.h"

#include "base/uuid.h"
#include "gateway/json_in.h"

/* One evidence item.  `may_date_back`: the account may give the day of receipt.  Files are those
 * that a revision keeps (keep_files): their hash, without name and size. */
MUST_CHECK bool json_in_submission(struct arena *arena, struct wire_bytes body, bool may_date_back,
                                   Evidence__V1__Submission **out, struct problem *problem);
extern const struct json_field JSON_IN_SUBMISSION[];

/* What json_in_submission reads: its result is the first member. */
struct json_in_filing {
    Evidence__V1__Submission submission;
    struct json_list uploads; /* of struct json_in_upload *: finished uploads that become files */
};
struct json_in_upload {
    struct uuid id;
    char *caption; /* "" none */
};

/* Finished uploads and a link of which a form is to be proposed. */
struct json_in_proposal {
    const char *campaign, *unit;
    struct json_list uploads; /* of struct json_in_upload * */
    const char *link;         /* NULL: none */
};
extern const struct json_field JSON_IN_PROPOSAL[];

struct json_in_login {
    const char *username;
    char *password; /* the caller wipes it */
};
extern const struct json_field JSON_IN_LOGIN[];

/* An account to make; to change: what is absent stays.  Both are only checked: the store takes the
 * body. */
extern const struct json_field JSON_IN_ACCOUNT[], JSON_IN_ACCOUNT_CHANGE[];

/* An access key to make; only checked: the store takes the body. */
extern const struct json_field JSON_IN_ACCESS_KEY[];

/* A campaign to make; to change: what is absent stays.  Both are only checked: the store takes the
 * body. */
extern const struct json_field JSON_IN_CAMPAIGN[], JSON_IN_CAMPAIGN_CHANGE[];

/* A one-time link, and with what it is used; or the own password and the next one. */
struct json_in_password {
    const char *token, *full_name; /* of a link; NULL: not given */
    char *old, *password;          /* the caller wipes both */
};
extern const struct json_field JSON_IN_LINK[], JSON_IN_LINK_USE[], JSON_IN_PASSWORD[];

/* One body's scores of one unit, {"scores": [{"criterion", "value", "reason"}]}, into a const char
 * *: the list as JSON. */
extern const struct json_field JSON_IN_SCORES[];

/* A step of an assessment. */
struct json_in_step {
    const char *to, *reason;
    const char *minutes; /* as JSON; NULL: none */
    bool is_filled;
};
extern const struct json_field JSON_IN_STEP[];

/* Why evidence is taken, {"reason"}, into a const char *. */
extern const struct json_field JSON_IN_TAKE[];

/* The minutes of a council's meeting. */
struct json_in_minutes {
    int seen;            /* the version that they were written on; 0: none */
    const char *content; /* as JSON */
};
extern const struct json_field JSON_IN_MINUTES[];

/* The decision with which the committee publishes. */
struct json_in_publish {
    const char *confirm, *symbol, *dated, *signer;
    const char *appeal_until;  /* NULL: there is no appeal */
    const struct uuid *upload; /* the signed file; NULL: none */
};
extern const struct json_field JSON_IN_PUBLISH[];

/* An answer to a finding. */
struct json_in_answer {
    const char *answer, *reason;
};
extern const struct json_field JSON_IN_ANSWER[];

/* Why an evidence item is withdrawn; what a unit explains about a criterion ("": nothing any more).
 */
struct json_in_words {
    const char *words;
};
extern const struct json_field JSON_IN_WITHDRAWAL[], JSON_IN_EXPLANATION[];

/* Settings of a check: to store them also "seen", the version that the editor saw; to try them
 * "on", a campaign. */
struct json_in_check {
    bool is_off;
    int severity;           /* as validation.v1.Severity; 0: the check's own */
    const char *parameters; /* as JSON */
    const char *seen, *on;  /* NULL: not given */
    const char *ground;     /* NULL: not given */
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
    const char *ground; /* NULL: not given */
};
extern const struct json_field JSON_IN_MAPPING[];

/* The sites of a unit, {"sites": [address]}, into a struct json_list of char *. */
extern const struct json_field JSON_IN_SITES[];

/* The version of the preview that was seen, {"version"}, into an int. */
extern const struct json_field JSON_IN_CONFIRM[];

/* Corrected cells of a preview, {"cells": [{"n", "place", "value"}]}, into a const char *: the list
 * as JSON. */
extern const struct json_field JSON_IN_CELLS[];

/* An export of the member software. */
struct json_in_export {
    const char *as_of;
    int own_figure; /* -1: not given */
};
extern const struct json_field JSON_IN_EXPORT[];

/* The meaning of its columns, {"sheets": {"<sheet>": {"<heading>": "<field>"}}}, into a const char
 * *: the sheets as JSON. */
extern const struct json_field JSON_IN_COLUMNS[];

#endif
