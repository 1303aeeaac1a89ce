/*
 * body.c — reads a body and refuses the request if it is wrong; see body.h.
 */
#include "gateway/routes/body.h"

#include "gateway/request.h"

struct wire_bytes body_of(const struct request *request)
{
    return (struct wire_bytes){(const unsigned char *)request->body.data, request->body.len};
}

const char *body_text(const struct request *request)
{
    return arena_text(request->arena, request->body.data, request->body.len);
}

bool body_read(struct request *request, const struct json_field *fields, void *into)
{
    struct problem problem;
    if (json_in_read(request->arena, body_of(request), fields, into, &problem)) {
        return true;
    }
    request_refuse(request, &problem);
    return false;
}
