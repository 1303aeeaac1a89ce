/*
 * check_words.h — a check as the API describes it, wherever it does.
 */
#ifndef GATEWAY_ROUTES_CHECK_WORDS_H
#define GATEWAY_ROUTES_CHECK_WORDS_H

#include "base/json.h"
#include "checks/engine/check.h"

/* Members of the object that is open: code, severity, message, message_en, mend, parameters. */
void check_words(struct json *json, const struct check *check);

#endif
