/*
 * lists.c — what an administrator or editor hands in as a spreadsheet: units, an act that changes
 * units, targets, cadres, accounts.
 */
#include <string.h>

#include "base/date.h"
#include "lists/lists.h"

#include "gateway/request.h"
#include "gateway/routes/list_in.h"
#include "gateway/routes/query.h"
#include "gateway/token.h"

enum { LINK_HOURS = 7 * 24 };

/* A day of the query; false, and the request is refused: it is none. */
static bool query_day(struct request *request, const char *name, bool is_needed, const char **out)
{
    date_days day;
    *out = request_query(request, name);
    bool is_good = *out != NULL ? date_parse(*out, &day) : !is_needed;
    if (!is_good) {
        request_refuse_as(request, PROBLEM_QUERY_FORMAT, name);
    }
    return is_good;
}

struct list {
    struct list_in in; /* first */
    const char *since;
    const char *document; /* of an act, as JSON */
    const char *campaign;
    const char *tokens; /* of accounts, by user name, as JSON */
};

static struct list *list_start(struct request *request, const struct sheet_form *form,
                               void (*put)(struct request *))
{
    struct list *self = arena_zero(request->arena, sizeof(*self));
    self->in = (struct list_in){.form = form, .faulty = PROBLEM_LIST_FAULTY, .put = put};
    request->state = self;
    return self;
}

/* ---------------------------------------------------------------- units */

static void units_put(struct request *request)
{
    const struct list *self = request->state;
    units_import_params(request->params, &(struct units_import_params){.rows = self->in.rows,
                                                                       .since = self->since,
                                                                       .source = self->in.name,
                                                                       .counts = self->in.counts});
    request_ask_store(request, STORE_UNITS_IMPORT, list_in_answer);
}

ROUTE("POST", "/api/v1/units", ROLE_ADMIN, BODY_FILE, route_units_import);
void route_units_import(struct request *request)
{
    struct list *self = list_start(request, &LIST_UNITS, units_put);
    if (query_day(request, "since", false, &self->since)) {
        list_in_read(request);
    }
}

static void act_put(struct request *request)
{
    const struct list *self = request->state;
    units_act_params(request->params, &(struct units_act_params){.document = self->document,
                                                                 .rows = self->in.rows,
                                                                 .source = self->in.name,
                                                                 .counts = self->in.counts});
    request_ask_store(request, STORE_UNITS_ACT, list_in_answer);
}

ROUTE("POST", "/api/v1/units/acts", ROLE_ADMIN, BODY_FILE, route_units_act);
void route_units_act(struct request *request)
{
    struct list *self = list_start(request, &LIST_ACT, act_put);
    const char *symbol = request_query(request, "symbol"), *note = request_query(request, "note");
    const char *dated, *effective;
    if (symbol == NULL || symbol[strspn(symbol, " ")] == '\0') {
        request_refuse_as(request, PROBLEM_ACT_SYMBOL, "symbol");
        return;
    }
    if (!query_day(request, "dated", true, &dated) ||
        !query_day(request, "effective", true, &effective)) {
        return;
    }
    json_t *document = json_pack("{s:s, s:s, s:s, s:s}", "symbol", symbol, "dated", dated,
                                 "effective", effective, "note", note != NULL ? note : "");
    self->document = list_in_kept(request, document);
    json_decref(document);
    list_in_read(request);
}

/* ---------------------------------------------------------------- targets, cadres */

static void targets_put(struct request *request)
{
    const struct list *self = request->state;
    targets_import_params(request->params, &(struct targets_import_params){
                                               .campaign = self->campaign,
                                               .rows = self->in.rows,
                                               .source = self->in.name,
                                               .counts = self->in.counts,
                                           });
    request_ask_store(request, STORE_TARGETS_IMPORT, list_in_answer);
}

ROUTE("POST", "/api/v1/campaigns/{campaign}/targets", ROLE_ADMIN | ROLE_EDITOR, BODY_FILE,
      route_targets_import);
void route_targets_import(struct request *request)
{
    struct list *self = list_start(request, &LIST_TARGETS, targets_put);
    if (query_path_code(request, "campaign", &self->campaign)) {
        list_in_read(request);
    }
}

static void cadres_put(struct request *request)
{
    const struct list *self = request->state;
    cadres_import_params(request->params,
                         &(struct cadres_import_params){.rows = self->in.rows,
                                                        .source = self->in.name,
                                                        .counts = self->in.counts});
    request_ask_store(request, STORE_CADRES_IMPORT, list_in_report);
}

ROUTE("POST", "/api/v1/cadres", ROLE_ADMIN, BODY_FILE, route_cadres_import);
void route_cadres_import(struct request *request)
{
    (void)list_start(request, &LIST_CADRES, cadres_put);
    list_in_read(request);
}

/* ---------------------------------------------------------------- accounts */

/* Each new account's token goes into the answer, and nowhere else. */
static void accounts_on_made(struct request *request, const char *json)
{
    struct list *self = request->state;
    json_t *answer = json_loads(json, 0, NULL), *account;
    json_t *tokens = json_loads(self->tokens, 0, NULL);
    size_t at;
    json_array_foreach(json_object_get(answer, "accounts"), at, account) {
        const char *username = json_string_value(json_object_get(account, "username"));
        json_object_set(account, "token", json_object_get(tokens, username));
    }
    json_decref(tokens);
    list_in_answer(request, list_in_kept(request, answer));
    json_decref(answer);
}

/* A token for each row, of which the store gets the hash. */
static void accounts_put(struct request *request)
{
    struct list *self = request->state;
    json_t *rows = json_loads(self->in.rows, 0, NULL), *row;
    json_t *tokens = json_object();
    size_t at;
    json_array_foreach(rows, at, row) {
        char token[TOKEN_TEXT], text[HASH_TEXT];
        token_new(token);
        struct hash hash = token_hash(token, strlen(token));
        json_object_set_new(row, "token", json_string(hash_print(&hash, text)));
        json_object_set_new(tokens, json_string_value(json_object_get(row, "username")),
                            json_string(token));
    }
    accounts_import_params(request->params,
                           &(struct accounts_import_params){.rows = list_in_kept(request, rows),
                                                            .hours = LINK_HOURS,
                                                            .source = self->in.name,
                                                            .counts = self->in.counts});
    self->tokens = list_in_kept(request, tokens);
    json_decref(tokens);
    json_decref(rows);
    request_ask_store(request, STORE_ACCOUNTS_IMPORT, accounts_on_made);
}

ROUTE("POST", "/api/v1/accounts/list", ROLE_ADMIN, BODY_FILE, route_accounts_import);
void route_accounts_import(struct request *request)
{
    (void)list_start(request, &LIST_ACCOUNTS, accounts_put);
    list_in_read(request);
}
