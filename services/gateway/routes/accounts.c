/*
 * accounts.c — makes, changes and invites accounts, for administrators.  The token of a one-time
 * link is in the answer once; the store keeps its hash.
 */
#include <string.h>

#include <jansson.h>

#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/query.h"
#include "gateway/token.h"

enum { LINK_HOURS = 7 * 24 };

/* The link's token, made for this request. */
static struct bytes account_token_hash(struct request *request)
{
    char *token = arena_alloc(request->arena, TOKEN_TEXT);
    struct hash *hash = arena_alloc(request->arena, sizeof(*hash));
    token_new(token);
    *hash = token_hash(token, strlen(token));
    request->state = token;
    return (struct bytes){hash->bytes, sizeof(hash->bytes)};
}

/* The account as the store prints it, with the token. */
static void account_answer(struct request *request, unsigned status, const char *text)
{
    json_t *account = json_loads(text, 0, NULL);
    json_object_set_new(account, "token", json_string(request->state));
    char *whole = json_dumps(account, JSON_COMPACT);
    request_answer_text(request, status, whole);
    free(whole);
    json_decref(account);
}

static void account_on_created(struct request *request, const char *text)
{
    account_answer(request, MHD_HTTP_CREATED, text);
}

static void account_on_invited(struct request *request, const char *text)
{
    account_answer(request, MHD_HTTP_OK, text);
}

ROUTE("POST", "/api/v1/accounts", ROLE_ADMIN, BODY_JSON, route_account_create);
void route_account_create(struct request *request)
{
    if (!body_read(request, JSON_IN_ACCOUNT, NULL)) {
        return;
    }
    account_create_params(request->params, &(struct account_create_params){
                                               .account = body_text(request),
                                               .token = account_token_hash(request),
                                               .hours = LINK_HOURS,
                                           });
    request_ask_store(request, STORE_ACCOUNT_CREATE, account_on_created);
}

ROUTE("PUT", "/api/v1/accounts/{username}", ROLE_ADMIN, BODY_JSON, route_account_change);
void route_account_change(struct request *request)
{
    if (!body_read(request, JSON_IN_ACCOUNT_CHANGE, NULL)) {
        return;
    }
    account_change_params(request->params, &(struct account_change_params){
                                               .username = query_path_text(request, "username"),
                                               .account = body_text(request),
                                           });
    request_ask_store(request, STORE_ACCOUNT_CHANGE, request_answer_ok);
}

ROUTE("POST", "/api/v1/accounts/{username}/link", ROLE_ADMIN, BODY_NONE, route_account_invite);
void route_account_invite(struct request *request)
{
    account_invite_params(request->params, &(struct account_invite_params){
                                               .username = query_path_text(request, "username"),
                                               .token = account_token_hash(request),
                                               .hours = LINK_HOURS,
                                           });
    request_ask_store(request, STORE_ACCOUNT_INVITE, account_on_invited);
}

ROUTE("DELETE", "/api/v1/accounts/{username}/sessions", ROLE_ADMIN, BODY_NONE,
      route_account_sign_out);
void route_account_sign_out(struct request *request)
{
    account_sign_out_params(request->params, &(struct account_sign_out_params){
                                                 .username = query_path_text(request, "username"),
                                             });
    request_ask_store(request, STORE_ACCOUNT_SIGN_OUT, request_answer_ok);
}
