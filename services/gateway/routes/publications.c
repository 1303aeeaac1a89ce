/*
 * publications.c — publishing a result: the store writes the text that is to be signed,
 * the gateway signs it, and only then it is published, if nothing has changed between.
 */
#include "gateway/routes/routes.h"

#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "base/sign.h"
#include "base/text.h"
#include "base/uuid.h"
#include "notification/v1/notification.pb-c.h"

#include "gateway/request.h"
#include "gateway/routes/query.h"

enum { NOTICE_TITLE_MAX = 200 };

void route_publication_one(struct request *request)
{
    params_reset(request->params);
    if (query_segment_code(request, 0)) {
        params_text(request->params, request->match.segments[0]);
        request_answer_read(request, STORE_PUBLICATION);
    }
}

/* ---------------------------------------------------------------- publishing */

/* What the first half has prepared. */
struct prepared {
    int campaign, number;
    const char *name;
    const json_t *units;
};

/* One notice of one unit, as the payload of a message of stage 4. */
static void add_notice(struct request *request, const struct prepared *prepared, int unit)
{
    Notification__V1__Notice notice = NOTIFICATION__V1__NOTICE__INIT;
    notice.kind = NOTIFICATION__V1__KIND__KIND_RESULT_PUBLISHED;
    notice.campaign_id = (uint32_t)prepared->campaign;
    notice.unit_id = (uint32_t)unit;
    notice.title =
        arena_text(request->arena, prepared->name,
                   text_cut(prepared->name, strlen(prepared->name), NOTICE_TITLE_MAX));
    struct wire_bytes bytes = wire_pack(request->arena, &notice.base);
    params_add_bytes(request->params, bytes.data, bytes.len);
}

static int unit_at(const struct prepared *prepared, size_t at)
{
    return (int)json_integer_value(json_array_get(prepared->units, at));
}

/* For each unit a message, its subject (the occasion's name), and its notice. */
static void put_notices(struct request *request, const struct prepared *prepared)
{
    struct params *params = request->params;
    size_t count = json_array_size(prepared->units);
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        struct uuid message = uuid_new();
        params_add_uuid(params, &message);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        char occasion[64];
        int len = snprintf(occasion, sizeof(occasion), "%d/%d/%d", prepared->campaign,
                           prepared->number, unit_at(prepared, i));
        struct uuid subject = uuid_name("published", occasion, (size_t)len);
        params_add_uuid(params, &subject);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_BYTEA);
    for (size_t i = 0; i < count; i++) {
        add_notice(request, prepared, unit_at(prepared, i));
    }
    params_array_end(params);
}

static void sign(struct request *request, const json_t *root)
{
    const struct sign_key *key = request->gateway->publish_key;
    const json_t *text = json_object_get(root, "root");
    unsigned char signature[SIGN_BYTES];
    sign_text(key, json_string_value(text), json_string_length(text), signature);
    struct prepared prepared = {
        .campaign = (int)json_integer_value(json_object_get(root, "campaign")),
        .number = (int)json_integer_value(json_object_get(root, "number")),
        .name = json_string_value(json_object_get(root, "name")),
        .units = json_object_get(root, "units"),
    };
    params_reset(request->params);
    params_long(request->params, json_integer_value(json_object_get(root, "publication")));
    params_bytes(request->params, signature, sizeof(signature));
    params_bytes(request->params, key->public_key, sizeof(key->public_key));
    put_notices(request, &prepared);
    request_answer_decision(request, STORE_PUBLICATION_SIGN);
}

static void prepared(void *arg, enum err err, const char *json)
{
    struct request *request = arg;
    json_t *root = err == ERR_NONE && json != NULL ? json_loads(json, 0, NULL) : NULL;
    if (json_is_string(json_object_get(root, "root"))) {
        sign(request, root);
    } else {
        request_decide(request, err, json);      /* a fault, or published long ago */
    }
    json_decref(root);
}

void route_publish(struct request *request)
{
    if (request->gateway->publish_key == NULL) {
        request_refuse_as(request, PROBLEM_PUBLISH_KEY, NULL);
        return;
    }
    params_reset(request->params);
    if (query_segment_code(request, 0)) {
        params_text(request->params, request->match.segments[0]);
        store_text(request->gateway->store, request->who.account, STORE_PUBLICATION_PREPARE,
                   request->params, prepared, request);
    }
}
