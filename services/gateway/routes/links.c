/*
 * links.c — the sites of a unit, and the text of a page that an evidence item cites: as it was at
 * submission beside the present one, where they differ.
 */
#include <string.h>

#include <jansson.h>

#include "base/json.h"
#include "base/text.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/query.h"
#include "likeness/changes.h"

enum { CHANGES_MAX = 50, SHOWN_MAX = 4000, AROUND = 80 };

/* ------------------------------------------------------------- sites */

ROUTE("PUT", "/api/v1/units/{unit}/sites", ROLE_EDITOR | ROLE_ADMIN, BODY_JSON,
      route_unit_sites_set);
void route_unit_sites_set(struct request *request)
{
    struct json_list sites = {0, NULL};
    const char *unit;
    if (!query_path_code(request, "unit", &unit) || !body_read(request, JSON_IN_SITES, &sites)) {
        return;
    }
    const char **addresses = arena_alloc(request->arena, (sites.count + 1) * sizeof(*addresses));
    for (size_t i = 0; i < sites.count; i++) {
        addresses[i] = sites.items[i];
    }
    unit_sites_set_params(request->params, &(struct unit_sites_set_params){
                                               .unit = unit,
                                               .addresses = {addresses, sites.count},
                                           });
    request_ask_store(request, STORE_UNIT_SITES_SET, request_answer_ok);
}

/* ------------------------------------------------------------- what became of a page */

static void write_part(struct json *json, const char *name, struct arena *arena, const char *text,
                       size_t start, size_t end)
{
    size_t len = end - start;
    const char *part = text_trim(text + start, &len);
    json_text(json, name, arena_text(arena, part, text_cut(part, len, SHOWN_MAX)));
}

/* The words just before, starting with a whole one. */
static size_t lead_start(const char *text, size_t start)
{
    size_t at = start > AROUND ? start - AROUND : 0;
    while (at > 0 && at < start && text[at - 1] != ' ' && text[at - 1] != '\n') {
        at++;
    }
    const char *line = start > at ? memrchr(text + at, '\n', start - at) : NULL;
    return line != NULL ? (size_t)(line - text) + 1 : at;
}

static size_t tail_end(const char *text, size_t end)
{
    size_t at = end + strnlen(text + end, AROUND);
    while (text[at] != '\0' && at > end && text[at] != ' ' && text[at] != '\n') {
        at--;
    }
    const char *line = memchr(text + end, '\n', at - end);
    return line != NULL ? (size_t)(line - text) : at;
}

static void write_changes(struct json *json, struct arena *arena, const char *frozen,
                          const char *now)
{
    struct change changes[CHANGES_MAX];
    size_t count = changes_find(arena, frozen, now, changes, CHANGES_MAX);
    json_array_start(json, "changes");
    for (size_t i = 0; i < count; i++) {
        const struct change *it = &changes[i];
        json_object_start(json, NULL);
        write_part(json, "lead", arena, now, lead_start(now, it->b_start), it->b_start);
        write_part(json, "before", arena, frozen, it->a_start, it->a_end);
        write_part(json, "after", arena, now, it->b_start, it->b_end);
        write_part(json, "tail", arena, now, it->b_end, tail_end(now, it->b_end));
        json_object_end(json);
    }
    json_array_end(json);
}

static void page_on_texts(struct request *request, const char *text)
{
    static const char *const FIELDS[] = {"evidence",    "url",     "final_url", "frozen_at",
                                         "frozen_hash", "seen_at", "hash",      "changed_at"};
    json_t *texts = json_loads(text, 0, NULL);
    struct json json;
    json_start(&json, &request->answer);
    json_object_start(&json, NULL);
    for (size_t i = 0; i < sizeof(FIELDS) / sizeof(FIELDS[0]); i++) {
        json_text(&json, FIELDS[i], json_string_value(json_object_get(texts, FIELDS[i])));
    }
    const char *frozen = json_string_value(json_object_get(texts, "frozen"));
    json_text(&json, "frozen", frozen);
    write_changes(&json, request->arena, frozen != NULL ? frozen : "",
                  json_string_value(json_object_get(texts, "now")));
    json_object_end(&json);
    json_decref(texts);
    request_answer(request, MHD_HTTP_OK);
}

ROUTE("GET", "/api/v1/evidence/{id}/page", ROLE_ANY, BODY_NONE, route_evidence_page);
void route_evidence_page(struct request *request)
{
    if (query_bind(request, STORE_LINK_TEXTS)) {
        request_ask_store(request, STORE_LINK_TEXTS, page_on_texts);
    }
}
