/*
 * session.c — signing in and out.  A wrong name and a wrong password get the same answer in the
 * same time.
 */
#include <string.h>

#include <sodium.h>

#include "base/json.h"

#include "gateway/events.h"
#include "gateway/login.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/token.h"

/* A sign-in in progress; in the request's arena. */
struct signing_in {
    const char *typed_name; /* as typed: what the limit counts */
    char *password;
    struct store_account account; /* id 0: there is none */
    char token[TOKEN_TEXT];
    char csrf[TOKEN_TEXT];
};

static const char *session_keep(struct request *request, const char *text)
{
    return arena_text(request->arena, text, strlen(text));
}

static void print_account(struct json *json, const struct store_account *account)
{
    json_object_start(json, "account");
    json_text(json, "username", account->username);
    json_text(json, "full_name", account->full_name);
    json_text(json, "role", account->role);
    json_text(json, "unit", account->unit[0] != '\0' ? account->unit : NULL);
    json_object_end(json);
}

static const char *session_cookie(struct request *request, const char *value, int seconds)
{
    return arena_print(request->arena,
                       TOKEN_COOKIE "=%s; Path=/; HttpOnly; SameSite=Strict; "
                                    "Max-Age=%d%s",
                       value, seconds, request->gateway->conf->http_secure ? "; Secure" : "");
}

static void session_opened(void *arg, enum err err)
{
    struct request *request = arg;
    const struct signing_in *self = request->state;
    if (err != ERR_NONE) {
        request_refuse_err(request, err);
        return;
    }
    struct json json;
    json_start(&json, &request->answer);
    json_object_start(&json, NULL);
    json_text(&json, "token", self->token);
    json_text(&json, "csrf", self->csrf);
    json_int(&json, "expires_in", request->gateway->conf->session_ttl_s);
    print_account(&json, &self->account);
    json_object_end(&json);
    request_add_header(request, MHD_HTTP_HEADER_SET_COOKIE,
                       session_cookie(request, self->token, request->gateway->conf->session_ttl_s));
    request_answer(request, MHD_HTTP_OK);
}

static void password_judged(void *arg, bool is_right)
{
    struct request *request = arg;
    struct signing_in *self = request->state;
    sodium_memzero(self->password, strlen(self->password));
    if (!is_right) {
        login_failed(request->gateway->login, self->typed_name, request->address);
        request_refuse_as(request, PROBLEM_LOGIN_WRONG, NULL);
        return;
    }
    if (role_of(self->account.role) == ROLE_SYSTEM) {
        request_refuse_as(request, PROBLEM_LOGIN_SYSTEM, NULL);
        return;
    }
    token_new(self->token);
    token_new(self->csrf);
    struct store_session session = {
        .token = token_hash(self->token, strlen(self->token)),
        .account = self->account.id,
        .csrf = self->csrf,
        .ttl_s = request->gateway->conf->session_ttl_s,
    };
    store_open_session(request->gateway->store, &session, session_opened, request);
}

static void account_found(void *arg, enum err err, const struct store_account *account)
{
    struct request *request = arg;
    struct signing_in *self = request->state;
    if (err != ERR_NONE) {
        request_refuse_err(request, err);
        return;
    }
    const char *hash = "";
    if (account != NULL) {
        hash = account->secret;
        self->account =
            (struct store_account){.id = account->id,
                                   .username = session_keep(request, account->username),
                                   .full_name = session_keep(request, account->full_name),
                                   .role = session_keep(request, account->role),
                                   .unit = session_keep(request, account->unit)};
    }
    if (!login_verify(request->gateway->login, hash, self->password, password_judged, request)) {
        request_refuse_as(request, PROBLEM_UNAVAILABLE, NULL);
    }
}

ROUTE("POST", "/api/v1/login", 0, BODY_JSON, route_login);
void route_login(struct request *request)
{
    struct json_in_login typed = {NULL, NULL};
    unsigned retry_s;
    bool is_read = body_read(request, JSON_IN_LOGIN, &typed);
    sodium_memzero(request->body.data, request->body.len);
    if (!is_read) {
        return;
    }
    if (!login_may_try(request->gateway->login, typed.username, request->address, &retry_s)) {
        struct problem problem = problem_of(PROBLEM_LOGIN_LIMIT, NULL);
        problem.retry_s = retry_s;
        sodium_memzero(typed.password, strlen(typed.password));
        request_refuse(request, &problem);
        return;
    }
    struct signing_in *self = arena_zero(request->arena, sizeof(*self));
    request->state = self;
    self->typed_name = typed.username;
    self->password = typed.password;
    store_find_login(request->gateway->store, typed.username, account_found, request);
}

static void session_closed(void *arg, enum err err)
{
    struct request *request = arg;
    if (err != ERR_NONE) {
        request_refuse_err(request, err);
        return;
    }
    auth_forget(request->gateway->auth, &request->who.token);
    events_end_session(request->gateway->events, &request->who.token);
    request_add_header(request, MHD_HTTP_HEADER_SET_COOKIE, session_cookie(request, "", 0));
    request_answer(request, MHD_HTTP_NO_CONTENT);
}

ROUTE("POST", "/api/v1/logout", ROLE_ANY, BODY_NONE, route_logout);
void route_logout(struct request *request)
{
    store_close_session(request->gateway->store, &request->who.token, session_closed, request);
}

static void session_found(void *arg, enum err err, const struct store_account *account)
{
    struct request *request = arg;
    if (err != ERR_NONE) {
        request_refuse_err(request, err);
        return;
    }
    if (account == NULL) {
        request_refuse_as(request, PROBLEM_AUTH_INVALID, NULL);
        return;
    }
    struct json json;
    json_start(&json, &request->answer);
    json_object_start(&json, NULL);
    json_text(&json, "csrf", account->secret);
    print_account(&json, account);
    json_object_end(&json);
    request_answer(request, MHD_HTTP_OK);
}

ROUTE("GET", "/api/v1/session", ROLE_ANY, BODY_NONE, route_session);
void route_session(struct request *request)
{
    store_find_session(request->gateway->store, &request->who.token, session_found, request);
}
