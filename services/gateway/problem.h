/*
 * problem.h — every way in which the gateway says no, as application/problem+json
 * (RFC 9457): a stable code, the field, and what to do about it in Vietnamese and
 * English.
 */
#ifndef GATEWAY_PROBLEM_H
#define GATEWAY_PROBLEM_H

#include "base/buf.h"
#include "bus/v1/bus.pb-c.h"

enum problem_id {
    PROBLEM_NONE = 0,
    PROBLEM_JSON_SYNTAX,
    PROBLEM_JSON_ENCODING,
    PROBLEM_JSON_DUPLICATE_FIELD,
    PROBLEM_JSON_TYPE,
    PROBLEM_JSON_UNKNOWN_FIELD,
    PROBLEM_JSON_NUMBER,
    PROBLEM_FIELD_MISSING,
    PROBLEM_FIELD_TOO_LONG,
    PROBLEM_FIELD_TOO_MANY,
    PROBLEM_CODE_FORMAT,
    PROBLEM_DATE_FORMAT,
    PROBLEM_DATE_INVALID,
    PROBLEM_DECIMAL_FORMAT,
    PROBLEM_KIND_UNKNOWN,
    PROBLEM_ID_FORMAT,
    PROBLEM_REVISION_BASE,
    PROBLEM_RECEIVED_ON_FORBIDDEN,
    PROBLEM_IDEMPOTENCY_MISSING,
    PROBLEM_IDEMPOTENCY_FORMAT,
    PROBLEM_QUERY_FORMAT,
    PROBLEM_BODY_MISSING,
    PROBLEM_BODY_TOO_LARGE,
    PROBLEM_FILE_TOO_LARGE,
    PROBLEM_FILE_NAME,
    PROBLEM_FILE_MISSING,
    PROBLEM_FILE_KEPT,
    PROBLEM_FILES_TOO_MANY,
    PROBLEM_CONTENT_TYPE,
    PROBLEM_MULTIPART_BROKEN,
    PROBLEM_MULTIPART_PART,
    PROBLEM_AUTH_MISSING,
    PROBLEM_AUTH_INVALID,
    PROBLEM_LOGIN_WRONG,
    PROBLEM_CSRF_WRONG,
    PROBLEM_FORBIDDEN,
    PROBLEM_NOT_FOUND,
    PROBLEM_METHOD,
    PROBLEM_CAMPAIGN_DRAFT,
    PROBLEM_CAMPAIGN_BUSY,
    PROBLEM_CAMPAIGN_UNAPPROVED,
    PROBLEM_PUBLISH_KEY,
    PROBLEM_ASSESSMENT_LOCKED,
    PROBLEM_ASSESSMENT_MOVE,
    PROBLEM_ASSESSMENT_INCOMPLETE,
    PROBLEM_APPEAL_CLOSED,
    PROBLEM_CRITERION_UNKNOWN,
    PROBLEM_POINTS_FORMAT,
    PROBLEM_POINTS_RANGE,
    PROBLEM_REASON_MISSING,
    PROBLEM_MINUTES_MISSING,
    PROBLEM_ANSWER_UNKNOWN,
    PROBLEM_SEVERITY_UNKNOWN,
    PROBLEM_CHECK_PARAMETER,
    PROBLEM_CHECK_CHANGED,
    PROBLEM_TRIAL_COPIES,
    PROBLEM_TRIAL_MANY,
    PROBLEM_KEY_REUSED,
    PROBLEM_FIGURE_RULE,
    PROBLEM_MEMBERS_DAY,
    PROBLEM_MEMBERS_FIGURE,
    PROBLEM_MEMBERS_MAPPING,
    PROBLEM_MEMBERS_STATE,
    PROBLEM_FEED_ADDRESS,
    PROBLEM_FEED_KIND,
    PROBLEM_FEED_MANY,
    PROBLEM_POST_KIND,
    PROBLEM_POSTS_FAULTY,
    PROBLEM_SITE,
    PROBLEM_LIMIT,
    PROBLEM_LOGIN_LIMIT,
    PROBLEM_UNAVAILABLE,
    PROBLEM_EVENTS_FULL,
    PROBLEM_INTERNAL,
    PROBLEM_COUNT
};

/* Texts are borrowed: constants, or of the arena of the request. */
struct problem {
    unsigned status; /* HTTP */
    const char *code;
    const char *field;  /* "figures[2].value"; "" when it is about no field */
    const char *detail; /* Vietnamese */
    const char *detail_en;
    const char *mend;      /* Vietnamese: what to do; "" nothing to be done */
    unsigned line, column; /* from 1, in a body that cannot be parsed; 0: not known */
    unsigned retry_s;      /* Retry-After; 0 none */
};

/* `field` NULL: none.  PROBLEM_NONE is not allowed. */
struct problem problem_of(enum problem_id id, const char *field);

/* What the store refused, by its code; a code that is not in the catalogue is a 500. */
struct problem problem_of_code(const char *code, const char *field);

/* What another service refused.  A fault without a usable status is a 500. */
struct problem problem_of_fault(const Bus__V1__Fault *fault);

void problem_print(const struct problem *self, struct buf *into);

#endif
