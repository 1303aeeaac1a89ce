/*
 * json_in.h — JSON from outside, read strictly: unknown fields, wrong types, broken
 * encodings, days that do not exist and inexact numbers are each named.
 *
 * Only shapes are looked at here.  Whether a unit exists and what a piece is worth
 * is for ingest and validation to say.  Texts are kept exactly as they came.
 */
#ifndef GATEWAY_JSON_IN_H
#define GATEWAY_JSON_IN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "evidence/v1/evidence.pb-c.h"
#include "wire/wire.h"

#include "gateway/problem.h"

/* Results and the texts of *problem live in the arena.  False: *problem says why. */

/* `may_date_back`: the account may say when the piece was received.  Files are those that a
 * revision keeps (keep_files): their hash, without name and size. */
MUST_CHECK bool json_in_submission(struct arena *arena, struct wire_bytes body, bool may_date_back,
                                   Evidence__V1__Submission **out, struct problem *problem);

struct json_in_login {
    const char *username;
    char *password; /* to be wiped by the caller */
};
MUST_CHECK bool json_in_login(struct arena *arena, struct wire_bytes body,
                              struct json_in_login *out, struct problem *problem);

/* What one body says of one unit: {"scores": [{"criterion", "value", "reason"}]}.  *out is the
 * list as JSON. */
MUST_CHECK bool json_in_scores(struct arena *arena, struct wire_bytes body, const char **out,
                               struct problem *problem);

/* A step of an assessment: {"to", "reason", "minutes", "fill"}. */
struct json_in_step {
    const char *to, *reason;
    const char *minutes; /* as JSON; NULL: none */
    bool is_filled;
};
MUST_CHECK bool json_in_step(struct arena *arena, struct wire_bytes body, struct json_in_step *out,
                             struct problem *problem);

/* An answer to a finding: {"answer", "reason"}. */
struct json_in_answer {
    const char *answer, *reason;
};
MUST_CHECK bool json_in_answer(struct arena *arena, struct wire_bytes body,
                               struct json_in_answer *out, struct problem *problem);

/* What is asked of a check: {"off", "severity", "parameters"}, each optional; to set it also
 * "seen", the version that was looked at, to try it "on", a campaign. */
struct json_in_check {
    bool is_off;
    int severity;           /* as validation.v1.Severity; 0: the check's own */
    const char *parameters; /* as JSON */
    const char *seen, *on;  /* NULL: not said */
};
MUST_CHECK bool json_in_check(struct arena *arena, struct wire_bytes body,
                              struct json_in_check *out, struct problem *problem);
MUST_CHECK bool json_in_trial(struct arena *arena, struct wire_bytes body,
                              struct json_in_check *out, struct problem *problem);

/* The body as an object, which the caller lets go (json_decref); NULL: *problem says why. */
struct json_t;
struct json_t *json_in_object(struct wire_bytes body, struct problem *problem);

/* A code of a campaign, a unit or a criterion, as the store allows it. */
bool json_in_is_code(const char *text);

#endif
