/*
 * access_keys.c — makes the access keys of connected systems, for administrators.  The token is in
 * the answer once; the store keeps its hash.
 */
#include <string.h>

#include <jansson.h>

#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/token.h"

static void access_key_on_made(struct request *request, const char *text)
{
    json_t *key = json_loads(text, 0, NULL);
    json_object_set_new(key, "token", json_string(request->state));
    char *whole = json_dumps(key, JSON_COMPACT);
    request_answer_text(request, MHD_HTTP_CREATED, whole);
    free(whole);
    json_decref(key);
}

ROUTE("POST", "/api/v1/access-keys", ROLE_ADMIN, BODY_JSON, route_access_key_make);
void route_access_key_make(struct request *request)
{
    if (!body_read(request, JSON_IN_ACCESS_KEY, NULL)) {
        return;
    }
    char *token = arena_alloc(request->arena, TOKEN_TEXT);
    token_new(token);
    struct hash hash = token_hash(token, strlen(token));
    request->state = token;
    access_key_make_params(request->params, &(struct access_key_make_params){
                                                .key = body_text(request),
                                                .token = {hash.bytes, sizeof(hash.bytes)},
                                            });
    request_ask_store(request, STORE_ACCESS_KEY_MAKE, access_key_on_made);
}
