/*
 * receipts.c — the receipt of one score, with the names of rule kinds from their table.
 */
#include "base/json.h"
#include "gateway/request.h"
#include "gateway/routes/query.h"
#include "rules/rule.h"

/* {"exists": "Có minh chứng", ...} */
static const char *print_kind_names(struct arena *arena)
{
    size_t count;
    const struct rule_kind *const *kinds = rule_kinds(&count);
    struct buf names = {0};
    struct json json;
    json_start(&json, &names);
    json_object_start(&json, NULL);
    for (size_t i = 0; i < count; i++) {
        json_text(&json, kinds[i]->name, kinds[i]->meaning);
    }
    json_object_end(&json);
    const char *kept = arena_text(arena, buf_string(&names), names.len);
    buf_free(&names);
    return kept;
}

ROUTE("GET", "/api/v1/campaigns/{campaign}/units/{unit}/criteria/{criterion}/receipt", ROLE_ANY,
      BODY_NONE, route_receipt);
void route_receipt(struct request *request)
{
    struct receipt_params receipt = {.kind_names = print_kind_names(request->arena)};
    if (query_path_code(request, "campaign", &receipt.campaign) &&
        query_path_code(request, "unit", &receipt.unit) &&
        query_path_code(request, "criterion", &receipt.criterion)) {
        receipt_params(request->params, &receipt);
        request_ask_store(request, STORE_RECEIPT, request_answer_ok);
    }
}
