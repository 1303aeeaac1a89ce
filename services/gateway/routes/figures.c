/*
 * figures.c — a unit's figures over time, each beside the unit's earlier ones and those of its
 * peers: whether the last one stands apart, or there is too little to decide.
 */
#include <stdlib.h>

#include <jansson.h>

#include "base/json.h"
#include "checks/engine/check.h"
#include "checks/spread.h"
#include "gateway/request.h"
#include "gateway/routes/query.h"

/* The settings by which a check judges in this campaign. */
static struct spread_limits limits_of(const char *code, const json_t *settings)
{
    const struct check *check = check_at(check_find(code));
    struct check_setting setting = {0};
    char *json = json_dumps(json_object_get(settings, code), JSON_COMPACT);
    if (json == NULL || !check_set_parameters(check, json, &setting)) {
        setting = (struct check_setting){0};
    }
    free(json);
    long values[PARAMETERS_MAX];
    for (int i = 0; i < PARAMETERS_MAX; i++) {
        values[i] = setting.has_value[i] ? setting.values[i] : check->parameters[i].value;
    }
    return (struct spread_limits){(size_t)values[0], values[1], values[2]};
}

static void write_spread(struct json *json, const char *name, const json_t *others,
                         const struct decimal *value, const struct spread_limits *limits)
{
    static const char *const VERDICTS[] = {[SPREAD_TOO_FEW] = "too_few",
                                           [SPREAD_USUAL] = "usual",
                                           [SPREAD_HIGH] = "high",
                                           [SPREAD_LOW] = "low"};
    struct decimal values[SPREAD_VALUES_MAX];
    char text[DECIMAL_TEXT];
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(others) && count < SPREAD_VALUES_MAX; i++) {
        const char *other = json_string_value(json_array_get(others, i));
        count += other != NULL && decimal_parse(other, &values[count]) ? 1 : 0;
    }
    struct spread spread = spread_judge(*value, values, count, limits);
    bool is_shown = spread.verdict != SPREAD_TOO_FEW;
    json_object_start(json, name);
    json_int(json, "count", (long long)spread.count);
    json_text(json, "median", is_shown ? decimal_print(spread.median, text) : NULL);
    json_text(json, "verdict", VERDICTS[spread.verdict]);
    json_object_end(json);
}

static void write_figure(struct json *json, const json_t *figure, const json_t *settings)
{
    static const char *const SHAPES[] = {"occasion", "plan", "year"};
    const struct spread_limits own = limits_of("figure.outlier_own", settings),
                               peers = limits_of("figure.outlier_peers", settings);
    const json_t *values = json_object_get(figure, "values");
    const char *last = json_string_value(json_object_get(json_array_get(values, 0), "amount"));
    char *list = json_dumps(values, JSON_COMPACT);
    char *criteria = json_dumps(json_object_get(figure, "criteria"), JSON_COMPACT);
    json_int_t shape = json_integer_value(json_object_get(figure, "shape"));
    struct decimal value = {0};
    if (last == NULL || !decimal_parse(last, &value)) {
        value.raw = 0;
    }
    json_object_start(json, NULL);
    json_text(json, "name", json_string_value(json_object_get(figure, "name")));
    json_text(json, "shape", SHAPES[shape >= 0 && shape <= 2 ? shape : 0]);
    json_raw(json, "criteria", criteria != NULL ? criteria : "[]");
    json_raw(json, "values", list != NULL ? list : "[]");
    write_spread(json, "before", json_object_get(figure, "before"), &value, &own);
    write_spread(json, "peers", json_object_get(figure, "peers"), &value, &peers);
    json_object_end(json);
    free(list);
    free(criteria);
}

static void figures_on_read(struct request *request, const char *text)
{
    static const char *const KEPT[] = {"campaign", "unit", "name", "peer_group", "members"};
    json_t *found = json_loads(text, 0, NULL);
    const json_t *figures = json_object_get(found, "figures");
    struct json json;
    json_start(&json, &request->answer);
    json_object_start(&json, NULL);
    for (size_t i = 0; i < sizeof(KEPT) / sizeof(KEPT[0]); i++) {
        json_text(&json, KEPT[i], json_string_value(json_object_get(found, KEPT[i])));
    }
    json_array_start(&json, "figures");
    for (size_t i = 0; i < json_array_size(figures); i++) {
        write_figure(&json, json_array_get(figures, i), json_object_get(found, "settings"));
    }
    json_array_end(&json);
    json_object_end(&json);
    json_decref(found);
    request_answer(request, MHD_HTTP_OK);
}

ROUTE("GET", "/api/v1/campaigns/{campaign}/units/{unit}/figures", ROLE_ANY, BODY_NONE,
      route_unit_figures);
void route_unit_figures(struct request *request)
{
    if (query_bind(request, STORE_UNIT_FIGURES)) {
        request_ask_store(request, STORE_UNIT_FIGURES, figures_on_read);
    }
}
