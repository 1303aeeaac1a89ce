/*
 * check_words.h — the description of a check, the same in every answer of the API.
 */
#ifndef GATEWAY_ROUTES_CHECK_WORDS_H
#define GATEWAY_ROUTES_CHECK_WORDS_H

#include "base/json.h"
#include "checks/engine/check.h"

/* Members of the open object: code, severity, message, message_en, `mend`, parameters. */
void check_words(struct json *json, const struct check *check);

#endif
