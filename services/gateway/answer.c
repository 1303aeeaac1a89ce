/*
 * answer.c — what a handler may do with its request: answer, refuse, read the store, ask ingest.
 */
#include "gateway/request.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <sys/socket.h>

#include <jansson.h>

#include "base/log.h"
#include "evidence/v1/evidence.pb-c.h"

#include "gateway/pump.h"

/* A question to ingest.  The bus calls back exactly once, so the question outlives a request that
 * was abandoned while the process drains. */
struct ask {
    LIST_ENTRY(ask) link;
    struct request *request; /* NULL: abandoned */
    request_reply_fn *then;
    request_raw_fn *raw;
    void *arg;
};

const char *request_header(const struct request *self, const char *name)
{
    return MHD_lookup_connection_value(self->connection, MHD_HEADER_KIND, name);
}

const char *request_query(const struct request *self, const char *name)
{
    return MHD_lookup_connection_value(self->connection, MHD_GET_ARGUMENT_KIND, name);
}

void request_add_header(struct request *self, const char *name, const char *value)
{
    assert(self->header_count < REQUEST_HEADERS);
    self->headers[self->header_count].name = name;
    self->headers[self->header_count].value = value;
    self->header_count++;
}

void request_wake(struct request *self)
{
    if (self->is_suspended) {
        self->is_suspended = false;
        MHD_resume_connection(self->connection);
        pump_wake(self->gateway->pump);
    }
}

void request_cut(struct client *client)
{
    (void)shutdown(client->fd, SHUT_RDWR); /* libmicrohttpd sees the end and closes */
}

static void answer_answered(struct request *self, unsigned status)
{
    assert(!self->has_answer);
    self->status = status;
    self->has_answer = true;
    if (self->uploads == 0) {
        request_wake(self); /* else its last chunk does */
    }
}

void request_answer(struct request *self, unsigned status)
{
    self->content_type = "application/json; charset=utf-8";
    answer_answered(self, status);
}

bool request_is_known(struct request *self, const char *tag)
{
    const char *known = request_header(self, MHD_HTTP_HEADER_IF_NONE_MATCH);
    request_add_header(self, MHD_HTTP_HEADER_ETAG, tag);
    return known != NULL && strstr(known, tag) != NULL;
}

void request_answer_lasting(struct request *self)
{
    char text[HASH_TEXT];
    struct hash hash = hash_of(self->answer.data, self->answer.len);
    const char *tag = arena_print(self->arena, "W/\"%s\"", hash_print(&hash, text));
    self->caching = "private, no-cache";
    if (!request_is_known(self, tag)) {
        request_answer(self, MHD_HTTP_OK);
        return;
    }
    request_add_header(self, MHD_HTTP_HEADER_CACHE_CONTROL, self->caching);
    request_answer_with(self, MHD_HTTP_NOT_MODIFIED,
                        MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT));
}

void request_answer_text(struct request *self, unsigned status, const char *json)
{
    buf_clear(&self->answer);
    buf_text(&self->answer, json);
    request_answer(self, status);
}

void request_answer_with(struct request *self, unsigned status, struct MHD_Response *response)
{
    self->special = response;
    answer_answered(self, status);
}

void request_refuse(struct request *self, const struct problem *problem)
{
    buf_clear(&self->answer);
    log_about(problem->status >= 500 ? LOG_WARN : LOG_INFO, &self->trace, "refused: %u %s",
              problem->status, problem->code);
    problem_print(problem, &self->trace, &self->answer);
    self->content_type = "application/problem+json; charset=utf-8";
    if (problem->retry_s > 0) {
        request_add_header(self, MHD_HTTP_HEADER_RETRY_AFTER,
                           arena_print(self->arena, "%u", problem->retry_s));
    }
    if (problem->status == 401) {
        request_add_header(self, MHD_HTTP_HEADER_WWW_AUTHENTICATE, "Bearer");
    }
    answer_answered(self, problem->status);
}

void request_refuse_as(struct request *self, enum problem_id id, const char *field)
{
    struct problem problem = problem_of(id, field);
    request_refuse(self, &problem);
}

void request_refuse_err(struct request *self, enum err err)
{
    bool may_repeat = err == ERR_RETRY || err == ERR_UNKNOWN;
    request_refuse_as(self, may_repeat ? PROBLEM_UNAVAILABLE : PROBLEM_INTERNAL, NULL);
}

/* {"fault", "field", "about"}: a refusal of the catalogue, with "about" in place of its "{}". */
bool request_refuse_fault(struct request *self, const char *json)
{
    if (strstr(json, "\"fault\"") == NULL) {
        return false;
    }
    json_t *decision = json_loads(json, 0, NULL);
    const char *fault = json_string_value(json_object_get(decision, "fault"));
    const char *field = json_string_value(json_object_get(decision, "field"));
    const char *about = json_string_value(json_object_get(decision, "about"));
    if (fault != NULL) {
        enum problem_id id = problem_find(fault);
        struct problem problem = about != NULL && id != PROBLEM_NONE
                                     ? problem_with(self->arena, id, field, about)
                                     : problem_of_code(fault, field);
        request_refuse(self, &problem);
    }
    json_decref(decision);
    return fault != NULL;
}

static void request_on_text(void *arg, enum err err, const char *json)
{
    struct request *self = arg;
    if (err != ERR_NONE) {
        request_refuse_err(self, err);
    } else if (json == NULL) {
        request_refuse_as(self, PROBLEM_NOT_FOUND, NULL);
    } else if (!request_refuse_fault(self, json)) {
        self->then(self, json);
    }
}

void request_ask_store(struct request *self, enum store_statement statement, request_text_fn *then)
{
    self->then = then;
    store_text(self->gateway->store, self->who.as, statement, self->params, request_on_text, self);
}

void request_answer_ok(struct request *self, const char *json)
{
    request_answer_text(self, MHD_HTTP_OK, json);
}

void request_answer_accepted(struct request *self, const char *json)
{
    request_answer_text(self, MHD_HTTP_ACCEPTED, json);
}

/* ---------------------------------------------------------------- questions */

static struct ask *ask_new(struct request *request)
{
    struct ask *ask = memory_zero(sizeof(*ask));
    ask->request = request;
    LIST_INSERT_HEAD(&request->gateway->asks, ask, link);
    return ask;
}

static void answer_settle(struct ask *ask, enum err err, const Bus__V1__Reply *reply)
{
    struct request *request = ask->request;
    if (ask->raw != NULL) {
        ask->raw(ask->arg, err, reply);
    } else if (err != ERR_NONE) {
        request_refuse_err(request, err);
    } else if (reply->fault != NULL) {
        struct problem problem = problem_of_fault(reply->fault);
        request_refuse(request, &problem);
    } else {
        ask->then(request, &reply->body);
    }
}

static void reply_came(void *arg, enum err err, const Bus__V1__Reply *reply)
{
    struct ask *ask = arg;
    if (ask->request != NULL) {
        LIST_REMOVE(ask, link);
        answer_settle(ask, err, reply);
    }
    free(ask);
}

static void answer_put(struct ask *ask, const struct bus_question *question)
{
    bus_ask(ask->request->gateway->bus, question, reply_came, ask);
}

void request_ask(struct request *self, const char *service, uint32_t method,
                 const ProtobufCMessage *body, request_reply_fn *then)
{
    struct wire_bytes bytes = wire_pack(self->arena, body);
    struct ask *ask = ask_new(self);
    ask->then = then;
    answer_put(ask, &(struct bus_question){.service = service,
                                           .method = method,
                                           .account = (uint32_t)self->who.as.account,
                                           .access_key = (uint32_t)self->who.as.access_key,
                                           .trace = &self->trace,
                                           .body = bytes.data,
                                           .body_len = bytes.len,
                                           .timeout_ms = self->gateway->conf->ask_timeout_ms});
}

void request_ask_ingest(struct request *self, uint32_t method, const ProtobufCMessage *body,
                        request_reply_fn *then)
{
    request_ask(self, "ingest", method, body, then);
}

void request_ask_raw(struct request *self, uint32_t method, struct wire_bytes body, uint64_t sticky,
                     request_raw_fn *then, void *arg)
{
    struct ask *ask = ask_new(self);
    ask->raw = then;
    ask->arg = arg;
    answer_put(ask, &(struct bus_question){.service = "ingest",
                                           .method = method,
                                           .account = (uint32_t)self->who.as.account,
                                           .access_key = (uint32_t)self->who.as.access_key,
                                           .trace = &self->trace,
                                           .body = body.data,
                                           .body_len = body.len,
                                           .sticky = sticky,
                                           .timeout_ms = self->gateway->conf->ask_timeout_ms});
}

void request_abandon_all(struct gateway *gateway)
{
    for (struct ask *ask = LIST_FIRST(&gateway->asks); ask != NULL; ask = LIST_NEXT(ask, link)) {
        ask->request = NULL; /* the bus frees it with its last call */
    }
    LIST_INIT(&gateway->asks);
    for (struct request *request = LIST_FIRST(&gateway->requests), *next; request != NULL;
         request = next) {
        next = LIST_NEXT(request, link);
        request->is_waiting = false;
        request->uploads = 0; /* no answer to a chunk will come any more */
        if (request->is_suspended && !request->has_answer) {
            request_refuse_as(request, PROBLEM_UNAVAILABLE, NULL);
        }
        request_wake(request);
    }
}
