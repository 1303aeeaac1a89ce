/*
 * passwords.c — people set their own password: with a one-time link, or knowing the last one.
 * Either ends every session of the account.
 */
#include <string.h>

#include <jansson.h>
#include <sodium.h>

#include "base/password.h"
#include "gateway/login.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/token.h"

struct setting {
    const char *username;
    char *old, *password;
    const char *full_name;
    struct hash token; /* of a link */
};

static struct setting *setting_new(struct request *request, const struct json_in_password *given)
{
    struct setting *self = arena_zero(request->arena, sizeof(*self));
    self->password = given->password;
    self->old = given->old;
    self->full_name = given->full_name;
    if (given->token != NULL) {
        self->token = token_hash(given->token, strlen(given->token));
    }
    request->state = self;
    if (request->body.len > 0) {
        sodium_memzero(request->body.data, request->body.len);
    }
    return self;
}

/* Refuses a weak password; else hashes it, and `then` gets the hash. */
static void password_take(struct request *request, login_hash_fn *then)
{
    struct setting *self = request->state;
    if (password_is_weak(self->password, self->username)) {
        request_refuse_as(request, PROBLEM_PASSWORD_WEAK, "password");
    } else if (!login_hash(request->gateway->login, self->password, then, request)) {
        request_refuse_as(request, PROBLEM_UNAVAILABLE, NULL);
    }
    sodium_memzero(self->password, strlen(self->password));
}

static const char *text_of(struct request *request, const char *json, const char *name)
{
    json_t *object = json_loads(json, 0, NULL);
    const char *text = json_string_value(json_object_get(object, name));
    text = text != NULL ? arena_text(request->arena, text, strlen(text)) : "";
    json_decref(object);
    return text;
}

/* ---------------------------------------------------------------- one-time links */

static struct bytes link_token(const struct setting *self)
{
    return (struct bytes){self->token.bytes, sizeof(self->token.bytes)};
}

static void link_ask(struct request *request, request_text_fn *then)
{
    invitation_one_params(request->params,
                          &(struct invitation_one_params){.token = link_token(request->state)});
    request_ask_store(request, STORE_INVITATION_ONE, then);
}

ROUTE("POST", "/api/v1/invitation/look", 0, BODY_JSON, route_invitation_look);
void route_invitation_look(struct request *request)
{
    struct json_in_password given = {0};
    if (body_read(request, JSON_IN_LINK, &given)) {
        (void)setting_new(request, &given);
        link_ask(request, request_answer_ok);
    }
}

static void link_on_hashed(void *arg, const char *hash)
{
    struct request *request = arg;
    const struct setting *self = request->state;
    if (hash[0] == '\0') {
        request_refuse_as(request, PROBLEM_UNAVAILABLE, NULL);
        return;
    }
    invitation_use_params(request->params,
                          &(struct invitation_use_params){.token = link_token(self),
                                                          .password = hash,
                                                          .full_name = self->full_name});
    request_ask_store(request, STORE_INVITATION_USE, request_answer_ok);
}

static void link_on_found(struct request *request, const char *text)
{
    struct setting *self = request->state;
    self->username = text_of(request, text, "username");
    password_take(request, link_on_hashed);
}

ROUTE("POST", "/api/v1/invitation", 0, BODY_JSON, route_invitation_use);
void route_invitation_use(struct request *request)
{
    struct json_in_password given = {0};
    if (body_read(request, JSON_IN_LINK_USE, &given)) {
        (void)setting_new(request, &given);
        link_ask(request, link_on_found);
    }
}

/* ---------------------------------------------------------------- the own password */

static void own_on_hashed(void *arg, const char *hash)
{
    struct request *request = arg;
    if (hash[0] == '\0') {
        request_refuse_as(request, PROBLEM_UNAVAILABLE, NULL);
        return;
    }
    password_set_params(request->params, &(struct password_set_params){.password = hash});
    request_ask_store(request, STORE_PASSWORD_SET, request_answer_ok);
}

static void own_on_judged(void *arg, bool is_right)
{
    struct request *request = arg;
    struct setting *self = request->state;
    sodium_memzero(self->old, strlen(self->old));
    if (!is_right) {
        login_failed(request->gateway->login, self->username, request->address);
        request_refuse_as(request, PROBLEM_LOGIN_WRONG, "old");
        return;
    }
    password_take(request, own_on_hashed);
}

static void own_on_account(void *arg, enum err err, const struct store_account *account)
{
    struct request *request = arg;
    struct setting *self = request->state;
    if (err != ERR_NONE) {
        request_refuse_err(request, err);
        return;
    }
    if (!login_verify(request->gateway->login, account != NULL ? account->secret : "", self->old,
                      own_on_judged, request)) {
        request_refuse_as(request, PROBLEM_UNAVAILABLE, NULL);
    }
}

static void own_on_session(void *arg, enum err err, const struct store_account *account)
{
    struct request *request = arg;
    struct setting *self = request->state;
    unsigned retry_s;
    if (err != ERR_NONE || account == NULL) {
        request_refuse_err(request, err != ERR_NONE ? err : ERR_RETRY);
        return;
    }
    self->username = arena_text(request->arena, account->username, strlen(account->username));
    if (!login_may_try(request->gateway->login, self->username, request->address, &retry_s)) {
        struct problem problem = problem_of(PROBLEM_LOGIN_LIMIT, NULL);
        problem.retry_s = retry_s;
        request_refuse(request, &problem);
        return;
    }
    store_find_login(request->gateway->store, self->username, own_on_account, request);
}

ROUTE("PUT", "/api/v1/session/password", ROLE_ANY, BODY_JSON, route_password_set);
void route_password_set(struct request *request)
{
    struct json_in_password given = {0};
    if (body_read(request, JSON_IN_PASSWORD, &given)) {
        (void)setting_new(request, &given);
        store_find_session(request->gateway->store, &request->who.token, own_on_session, request);
    }
}
