/*
 * submissions.c — answers which submissions of a client have arrived, by their Idempotency-Keys:
 * after an answer that was lost, it asks here instead of guessing.
 */
#include <string.h>

#include "evidence/names.h"
#include "gateway/request.h"
#include "gateway/routes/idempotency.h"

enum { KEYS_MAX = 50 };

/* Splits the query's `keys` at its commas; false: there are none, too many, or one is malformed. */
static bool submissions_read_keys(struct request *request, const char *text, struct texts *keys)
{
    const char **items = arena_alloc(request->arena, KEYS_MAX * sizeof(*items));
    size_t count = 0;
    for (const char *at = text; at != NULL; count++) {
        size_t len = strcspn(at, ",");
        if (count == KEYS_MAX) {
            return false;
        }
        items[count] = arena_text(request->arena, at, len);
        if (!idempotency_is_key(items[count])) {
            return false;
        }
        at = at[len] == ',' ? at + len + 1 : NULL;
    }
    *keys = (struct texts){items, count};
    return count > 0;
}

ROUTE("GET", "/api/v1/submissions", ROLES_SUBMITTING, BODY_NONE, route_submissions);
void route_submissions(struct request *request)
{
    struct texts keys;
    if (!submissions_read_keys(request, request_query(request, "keys"), &keys)) {
        request_refuse_as(request, PROBLEM_QUERY_FORMAT, "keys");
        return;
    }
    struct uuid *ids = arena_alloc(request->arena, keys.count * sizeof(*ids));
    for (size_t i = 0; i < keys.count; i++) {
        ids[i] = evidence_submission_id((uint32_t)request->who.as.account, keys.values[i]);
    }
    submission_receipts_params(request->params, &(struct submission_receipts_params){
                                                    .ids = {ids, keys.count}, .keys = keys});
    request_ask_store(request, STORE_SUBMISSION_RECEIPTS, request_answer_ok);
}
