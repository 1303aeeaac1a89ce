/*
 * inbox.c — what the account was told in the application.
 */
#include "gateway/routes/routes.h"

#include "base/uuid.h"

#include "gateway/request.h"
#include "gateway/routes/query.h"

void route_inbox(struct request *request)
{
    params_reset(request->params);
    if (query_after(request) && query_limit(request)) {
        request_answer_read(request, STORE_INBOX);
    }
}

void route_inbox_read(struct request *request)
{
    struct uuid id;
    if (query_segment_id(request, 0, &id)) {
        params_reset(request->params);
        params_uuid(request->params, &id);
        request_answer_read(request, STORE_INBOX_READ);
    }
}
