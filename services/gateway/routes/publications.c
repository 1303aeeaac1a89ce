/*
 * publications.c — publishes a result in two steps: the store writes the text, the gateway signs
 * it, and the store publishes it if nothing has changed in between.
 */
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "base/sign.h"
#include "base/text.h"
#include "base/uuid.h"
#include "notification/v1/notification.pb-c.h"

#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/query.h"
#include "gateway/settle.h"

enum { NOTICE_TITLE_MAX = 200 };

/* The result of the first step. */
struct prepared {
    int campaign, number;
    const char *name;
    const json_t *units;
};

/* The notice of one unit, as the payload of a message of stage 4. */
static struct bytes notice_of(struct request *request, const struct prepared *prepared, int unit)
{
    Notification__V1__Notice notice = NOTIFICATION__V1__NOTICE__INIT;
    notice.kind = NOTIFICATION__V1__KIND__KIND_RESULT_PUBLISHED;
    notice.campaign_id = (uint32_t)prepared->campaign;
    notice.unit_id = (uint32_t)unit;
    notice.title = arena_text(request->arena, prepared->name,
                              text_cut(prepared->name, strlen(prepared->name), NOTICE_TITLE_MAX));
    struct wire_bytes packed = wire_pack(request->arena, &notice.base);
    return (struct bytes){packed.data, packed.len};
}

/* The name of the occasion: the same unit is notified of it once. */
static struct uuid subject_of(const struct prepared *prepared, int unit)
{
    char occasion[64];
    int len = snprintf(occasion, sizeof(occasion), "%d/%d/%d", prepared->campaign, prepared->number,
                       unit);
    return uuid_name("published", occasion, (size_t)len);
}

/* For each unit a message, its subject, and its notice. */
static void put_notices(struct request *request, const struct prepared *prepared,
                        struct publication_sign_params *into)
{
    size_t count = json_array_size(prepared->units);
    struct uuid *messages = arena_alloc(request->arena, (count + 1) * sizeof(*messages));
    struct uuid *subjects = arena_alloc(request->arena, (count + 1) * sizeof(*subjects));
    struct bytes *notices = arena_alloc(request->arena, (count + 1) * sizeof(*notices));
    for (size_t i = 0; i < count; i++) {
        int unit = (int)json_integer_value(json_array_get(prepared->units, i));
        messages[i] = uuid_new();
        subjects[i] = subject_of(prepared, unit);
        notices[i] = notice_of(request, prepared, unit);
    }
    into->messages = (struct uuids){messages, count};
    into->subjects = (struct uuids){subjects, count};
    into->notices = (struct blobs){notices, count};
}

static void publications_sign(struct request *request, const json_t *root)
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
    struct publication_sign_params params = {
        .publication = json_integer_value(json_object_get(root, "publication")),
        .signature = {signature, sizeof(signature)},
        .public_key = {key->public_key, sizeof(key->public_key)},
    };
    put_notices(request, &prepared, &params);
    publication_sign_params(request->params, &params);
    request_ask_store(request, STORE_PUBLICATION_SIGN, request_answer_ok);
}

static void publication_on_prepared(struct request *request, const char *json)
{
    json_t *root = json_loads(json, 0, NULL);
    if (json_is_string(json_object_get(root, "root"))) {
        publications_sign(request, root);
    } else {
        request_answer_ok(request, json); /* published before */
    }
    json_decref(root);
}

static void publications_on_settled(struct request *request, const struct upload_row *rows,
                                    size_t count)
{
    const struct publication_prepare_params *params = request->state;
    (void)rows;
    (void)count;
    publication_prepare_params(request->params, params);
    request_ask_store(request, STORE_PUBLICATION_PREPARE, publication_on_prepared);
}

ROUTE("POST", "/api/v1/campaigns/{campaign}/publish", ROLE_COMMITTEE, BODY_JSON, route_publish);
void route_publish(struct request *request)
{
    struct json_in_publish decision = {0};
    const char *campaign;
    if (!query_path_code(request, "campaign", &campaign)) {
        return;
    }
    if (request->gateway->publish_key == NULL) {
        request_refuse_as(request, PROBLEM_PUBLISH_KEY, NULL);
    } else if (body_read(request, JSON_IN_PUBLISH, &decision)) {
        struct publication_prepare_params *params = arena_zero(request->arena, sizeof(*params));
        *params = (struct publication_prepare_params){
            .campaign = campaign,
            .symbol = decision.symbol,
            .dated = decision.dated,
            .signer = decision.signer,
            .appeal_until = decision.appeal_until,
            .upload = decision.upload,
        };
        request->state = params;
        settle_uploads(request, decision.upload, decision.upload != NULL ? 1 : 0,
                       publications_on_settled);
    }
}
