/*
 * register.c — the register of outgoing papers: opens books, takes numbers, issues and cancels
 * them.  What a book writes into symbols must be read by the grammar of symbols.
 */
#include "gateway/json_register.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/idempotency.h"
#include "gateway/routes/query.h"
#include "text/symbol.h"

/* How type and issuer are read, as JSON; false: they make no symbol, and the request is refused. */
static bool register_named(struct request *request, const struct json_in_register_book *book,
                           const char **out)
{
    const char *text = arena_print(request->arena, "1-%s/%s", book->type, book->issuer);
    struct symbol symbol;
    if (!symbol_parse(request->arena, text, &symbol)) {
        struct problem problem =
            problem_with(request->arena, PROBLEM_REGISTER_SYMBOL, "type", text);
        request_refuse(request, &problem);
        return false;
    }
    *out = arena_print(request->arena,
                       "{\"type_name\":\"%s\",\"type_key\":\"%s\",\"issuer_key\":\"%s\"}",
                       symbol.type->name, symbol.type->code, symbol.issuer);
    return true;
}

ROUTE("PUT", "/api/v1/register/books/{book}", ROLE_COMMITTEE | ROLE_COUNCIL, BODY_JSON,
      route_register_book);
void route_register_book(struct request *request)
{
    struct register_book_put_params params = {0};
    struct json_in_register_book book = {0};
    if (query_path_code(request, "book", &params.book) &&
        body_read(request, JSON_IN_REGISTER_BOOK, &book) &&
        register_named(request, &book, &params.named)) {
        params.content = body_text(request);
        register_book_put_params(request->params, &params);
        request_ask_store(request, STORE_REGISTER_BOOK_PUT, request_answer_ok);
    }
}

ROUTE("POST", "/api/v1/register/books/{book}/entries", ROLE_COMMITTEE | ROLE_COUNCIL, BODY_JSON,
      route_register_take);
void route_register_take(struct request *request)
{
    struct register_take_params params = {0};
    char *key;
    if (!query_path_code(request, "book", &params.book) || !idempotency_key(request, &key) ||
        !body_read(request, JSON_IN_REGISTER_TAKE, NULL)) {
        return;
    }
    struct uuid id = idempotency_id(request, "register", key);
    params.id = &id;
    params.content = body_text(request);
    register_take_params(request->params, &params);
    request_ask_store(request, STORE_REGISTER_TAKE, request_answer_ok);
}

ROUTE("POST", "/api/v1/register/books/{book}/entries/{label}/issue", ROLE_COMMITTEE | ROLE_COUNCIL,
      BODY_JSON, route_register_issue);
void route_register_issue(struct request *request)
{
    struct register_issue_params params = {0};
    if (query_path_code(request, "book", &params.book) &&
        query_path_code(request, "label", &params.label) &&
        body_read(request, JSON_IN_REGISTER_ISSUE, NULL)) {
        params.content = body_text(request);
        register_issue_params(request->params, &params);
        request_ask_store(request, STORE_REGISTER_ISSUE, request_answer_ok);
    }
}

ROUTE("POST", "/api/v1/register/books/{book}/entries/{label}/cancel", ROLE_COMMITTEE | ROLE_COUNCIL,
      BODY_JSON, route_register_cancel);
void route_register_cancel(struct request *request)
{
    struct register_cancel_params params = {0};
    if (query_path_code(request, "book", &params.book) &&
        query_path_code(request, "label", &params.label) &&
        body_read(request, JSON_IN_REGISTER_CANCEL, &params.reason)) {
        register_cancel_params(request->params, &params);
        request_ask_store(request, STORE_REGISTER_CANCEL, request_answer_ok);
    }
}
