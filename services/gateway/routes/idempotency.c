/*
 * idempotency.c — reads the Idempotency-Key; see idempotency.h.
 */
#include "gateway/routes/idempotency.h"

#include <string.h>

#include "evidence/limits.h"
#include "evidence/names.h"
#include "gateway/request.h"

bool idempotency_is_key(const char *text)
{
    size_t len = strlen(text);
    if (len == 0 || len > EVIDENCE_KEY_MAX) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if (text[i] <= ' ' || text[i] > '~') {
            return false;
        }
    }
    return true;
}

bool idempotency_key(struct request *request, char **out)
{
    const char *key = request_header(request, "Idempotency-Key");
    if (key == NULL || !idempotency_is_key(key)) {
        request_refuse_as(request,
                          key == NULL || key[0] == '\0' ? PROBLEM_IDEMPOTENCY_MISSING
                                                        : PROBLEM_IDEMPOTENCY_FORMAT,
                          "Idempotency-Key");
        return false;
    }
    *out = arena_text(request->arena, key, strlen(key));
    return true;
}

struct uuid idempotency_id(const struct request *request, const char *scope, const char *key)
{
    return evidence_key_id(scope, (uint32_t)request->who.as.account, key);
}
