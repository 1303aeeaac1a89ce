/*
 * proposals.c — what a form would say, read out of finished uploads and the page behind its link:
 * the reader reads them in its cage, the fetcher the page; the store says what the unit has
 * already. Nothing is submitted.
 */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/buf.h"
#include "evidence/v1/evidence.pb-c.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/settle.h"

struct proposing {
    struct json_in_proposal wanted;
    const struct upload_row *uploads;
    size_t count;
    const char *duplicates; /* as JSON */
};

static void proposals_came(struct request *request, const ProtobufCBinaryData *body)
{
    const struct proposing *self = request->state;
    const Evidence__V1__Proposed *reply =
        wire_unpack(request->arena, &evidence__v1__proposed__descriptor, body->data, body->len);
    size_t len = reply != NULL ? strlen(reply->json) : 0;
    if (len < 2) {
        request_refuse_as(request, PROBLEM_INTERNAL, NULL);
        return;
    }
    /* The reader's JSON without its closing brace, then what the store said. */
    buf_add(&request->answer, reply->json, len - 1);
    buf_print(&request->answer, ",\"duplicates\":%s}", self->duplicates);
    request_answer(request, MHD_HTTP_OK);
}

static Evidence__V1__CriterionWords *words_of(struct request *request, const json_t *row)
{
    Evidence__V1__CriterionWords *words = arena_alloc(request->arena, sizeof(*words));
    const json_t *figures = json_object_get(row, "figures");
    evidence__v1__criterion_words__init(words);
    words->code =
        arena_print(request->arena, "%s", json_string_value(json_object_get(row, "code")));
    words->name =
        arena_print(request->arena, "%s", json_string_value(json_object_get(row, "name")));
    words->used = (uint32_t)json_integer_value(json_object_get(row, "used"));
    words->figures =
        arena_alloc(request->arena, (json_array_size(figures) + 1) * sizeof(*words->figures));
    size_t i;
    const json_t *name;
    json_array_foreach(figures, i, name) {
        words->figures[words->n_figures++] =
            arena_print(request->arena, "%s", json_string_value(name));
    }
    return words;
}

static void add_uploads(struct request *request, Evidence__V1__Propose *propose)
{
    const struct proposing *self = request->state;
    propose->files = arena_alloc(request->arena, (self->count + 1) * sizeof(*propose->files));
    for (size_t i = 0; i < self->count; i++) {
        Evidence__V1__File *file = arena_alloc(request->arena, sizeof(*file));
        evidence__v1__file__init(file);
        file->hash.data = arena_copy(request->arena, self->uploads[i].hash, HASH_SIZE);
        file->hash.len = HASH_SIZE;
        file->name = arena_print(request->arena, "%s", self->uploads[i].name);
        propose->files[propose->n_files++] = file;
    }
}

static char *text_in(struct request *request, const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return arena_print(request->arena, "%s", text != NULL ? text : "");
}

/* cited: app_look_ahead's answer (deploy/schema/functions/links.sql). */
static void add_page(struct request *request, const json_t *cited, Evidence__V1__Propose *propose)
{
    const json_t *seen = json_object_get(cited, "page");
    propose->is_page_pending = json_is_true(json_object_get(cited, "is_pending"));
    if (!json_is_object(seen)) {
        return;
    }
    Evidence__V1__CitedPage *page = arena_alloc(request->arena, sizeof(*page));
    evidence__v1__cited_page__init(page);
    page->title = text_in(request, seen, "title");
    page->published_on = text_in(request, seen, "published_on");
    page->text = text_in(request, seen, "text");
    propose->page = page;
}

static void around_came(struct request *request, const char *text)
{
    struct proposing *self = request->state;
    json_t *around = json_loads(text, 0, NULL);
    const json_t *criteria = json_object_get(around, "criteria"), *row;
    char *duplicates = json_dumps(json_object_get(around, "duplicates"), JSON_COMPACT);
    Evidence__V1__Propose propose = EVIDENCE__V1__PROPOSE__INIT;
    size_t i;
    self->duplicates = arena_print(request->arena, "%s", duplicates != NULL ? duplicates : "[]");
    free(duplicates);
    propose.criteria =
        arena_alloc(request->arena, (json_array_size(criteria) + 1) * sizeof(*propose.criteria));
    json_array_foreach(criteria, i, row) {
        propose.criteria[propose.n_criteria++] = words_of(request, row);
    }
    add_page(request, json_object_get(around, "cited"), &propose);
    json_decref(around);
    add_uploads(request, &propose);
    request_ask(request, "reader", EVIDENCE__V1__METHOD__METHOD_PROPOSE, &propose.base,
                proposals_came);
}

static void proposal_settled(struct request *request, const struct upload_row *uploads,
                             size_t count)
{
    struct proposing *self = request->state;
    struct bytes *hashes = arena_alloc(request->arena, (count + 1) * sizeof(*hashes));
    for (size_t i = 0; i < count; i++) {
        hashes[i] = (struct bytes){uploads[i].hash, HASH_SIZE};
    }
    self->uploads = uploads;
    self->count = count;
    proposal_around_params(request->params,
                           &(struct proposal_around_params){
                               .campaign = self->wanted.campaign,
                               .unit = self->wanted.unit,
                               .hashes = {hashes, count},
                               .link = self->wanted.link != NULL ? self->wanted.link : "",
                           });
    request_ask_store(request, STORE_PROPOSAL_AROUND, around_came);
}

ROUTE("POST", "/api/v1/proposals", ROLES_SUBMITTING, BODY_JSON, route_proposals);
void route_proposals(struct request *request)
{
    struct proposing *self = arena_zero(request->arena, sizeof(*self));
    if (!body_read(request, JSON_IN_PROPOSAL, &self->wanted)) {
        return;
    }
    request->state = self;
    size_t count = self->wanted.uploads.count;
    struct uuid *ids = arena_alloc(request->arena, (count + 1) * sizeof(*ids));
    for (size_t i = 0; i < count; i++) {
        ids[i] = ((const struct json_in_upload *)self->wanted.uploads.items[i])->id;
    }
    settle_uploads(request, ids, count, proposal_settled);
}
