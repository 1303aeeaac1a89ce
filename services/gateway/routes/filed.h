/*
 * filed.h — what a unit submitted, as the API shows it.
 */
#ifndef GATEWAY_ROUTES_FILED_H
#define GATEWAY_ROUTES_FILED_H

#include "base/json.h"
#include "evidence/v1/evidence.pb-c.h"

/* Adds the fields of a submission to the object that is open in `json`. */
void filed_print(struct json *json, const Evidence__V1__Submission *filed);

#endif
