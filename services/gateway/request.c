/*
 * request.c — the states of a request: admission, body, handler, answer.
 *
 * libmicrohttpd calls the handler several times for one request; the phase records its state.  The
 * body of a small refused request is still read, so that the client reads the answer and keeps the
 * connection; a large one is answered at once and its connection closed.
 */
#include "gateway/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "wire/trace_id.h"

#include "gateway/compress.h"
#include "gateway/json_in.h"
#include "gateway/limits.h"
#include "gateway/multipart.h"
#include "gateway/routes/query.h"
#include "gateway/upload.h"

enum {
    SPARE_MAX = 512,
    BUF_KEPT = 16384,
    ARENA_KEPT = 65536,
    REFUSED_MAX = 16 << 20, /* of a refused body that is still read */
    SLOW_MS = 5000          /* from its head to its answer: is logged */
};

static struct request *request_blank(struct gateway *gateway)
{
    struct request *self = LIST_FIRST(&gateway->spare);
    if (self == NULL) {
        self = memory_zero(sizeof(*self));
        self->arena = arena_new();
        self->params = params_new();
        return self;
    }
    LIST_REMOVE(self, link);
    gateway->spare_count--;
    return self;
}

struct request *request_new(struct gateway *gateway, struct MHD_Connection *connection,
                            struct client *client)
{
    struct request *self = request_blank(gateway);
    self->gateway = gateway;
    self->connection = connection;
    self->client = client;
    self->phase = REQUEST_HEAD;
    self->started_us = clock_steady_us();
    LIST_INSERT_HEAD(&gateway->requests, self, link);
    client->request = self;
    return self;
}

static void request_destroy(struct request *self)
{
    arena_free(&self->arena);
    params_free(&self->params);
    buf_free(&self->body);
    buf_free(&self->answer);
    free(self);
}

void request_free(struct request *self)
{
    struct gateway *gateway = self->gateway;
    LIST_REMOVE(self, link);
    self->client->request = NULL;
    self->client->quiet_since_us = clock_steady_us();
    multipart_free(&self->multipart);
    upload_free(&self->upload);
    bool is_big = self->body.capacity > BUF_KEPT || self->answer.capacity > BUF_KEPT ||
                  arena_used(self->arena) > ARENA_KEPT;
    if (is_big || gateway->spare_count >= SPARE_MAX) {
        request_destroy(self);
        return;
    }
    struct request kept = {
        .arena = self->arena, .params = self->params, .body = self->body, .answer = self->answer};
    arena_reset(kept.arena);
    buf_clear(&kept.body);
    buf_clear(&kept.answer);
    *self = kept;
    LIST_INSERT_HEAD(&gateway->spare, self, link);
    gateway->spare_count++;
}

void request_free_spare(struct gateway *gateway)
{
    for (struct request *self = LIST_FIRST(&gateway->spare), *next; self != NULL; self = next) {
        next = LIST_NEXT(self, link);
        request_destroy(self);
    }
    LIST_INIT(&gateway->spare);
    gateway->spare_count = 0;
}

/* ---------------------------------------------------------------- admission */

static bool take_limit(struct request *self, struct limits *limits, const void *key, size_t len)
{
    unsigned retry_s;
    if (limits_take(limits, key, len, self->started_us, &retry_s)) {
        return true;
    }
    struct problem problem = problem_of(PROBLEM_LIMIT, NULL);
    problem.retry_s = retry_s;
    request_refuse(self, &problem);
    return false;
}

/* The store has judged the request of a system by its access key. */
static void request_on_judged(void *arg, enum err err, const char *json)
{
    struct request *self = arg;
    self->is_waiting = false;
    if (err != ERR_NONE || json == NULL) {
        request_refuse_err(self, err != ERR_NONE ? err : ERR_FATAL);
    } else if (!request_refuse_fault(self, json) && self->route->body == BODY_UPLOAD) {
        upload_begin(self);
    }
    request_wake(self);
}

/* Every request of a system asks the store, so that a revoked key ends at once. */
static void admit_system(struct request *self)
{
    const char *unit = query_path_text(self, "unit");
    unit = unit != NULL ? unit : request_query(self, "unit");
    system_admit_params(self->params,
                        &(struct system_admit_params){
                            .method = self->route->method,
                            .path = self->route->path,
                            .unit = unit != NULL && json_in_is_code(unit) ? unit : NULL,
                        });
    self->is_waiting = true;
    store_text(self->gateway->store, self->who.as, STORE_SYSTEM_ADMIT, self->params,
               request_on_judged, self);
}

static void admit_account(struct request *self)
{
    if ((self->route->roles & self->who.role) == 0) {
        request_refuse_as(self, PROBLEM_FORBIDDEN, NULL);
        return;
    }
    if (token_needs_csrf(self->route->method, self->who.is_cookie) &&
        !token_csrf_is_right(self->who.csrf, request_header(self, "X-CSRF-Token"))) {
        request_refuse_as(self, PROBLEM_CSRF_WRONG, NULL);
        return;
    }
    struct limits *limits = self->who.role == ROLE_SYSTEM ? self->gateway->system_limits
                                                          : self->gateway->account_limits;
    if (!take_limit(self, limits, &self->who.as.account, sizeof(self->who.as.account))) {
        return;
    }
    if (self->who.role == ROLE_SYSTEM) {
        admit_system(self);
    } else if (self->route->body == BODY_UPLOAD) {
        upload_begin(self);
    }
}

static void account_came(void *arg, enum err err, const struct identity *who)
{
    struct request *self = arg;
    self->is_waiting = false;
    if (err != ERR_NONE) {
        request_refuse_err(self, err);
    } else if (who == NULL) {
        request_refuse_as(self, PROBLEM_AUTH_INVALID, NULL);
    } else {
        bool is_cookie = self->who.is_cookie;
        self->who = *who;
        self->who.is_cookie = is_cookie;
        admit_account(self);
    }
    request_wake(self);
}

static void find_account(struct request *self)
{
    struct token_found found;
    if (!token_find(request_header(self, MHD_HTTP_HEADER_AUTHORIZATION),
                    request_header(self, MHD_HTTP_HEADER_COOKIE), &found)) {
        request_refuse_as(self, PROBLEM_AUTH_MISSING, NULL);
        return;
    }
    struct hash token = token_hash(found.text, found.len);
    self->who.is_cookie = found.is_cookie;
    if (auth_recall(self->gateway->auth, &token, &self->who)) {
        self->who.is_cookie = found.is_cookie;
        admit_account(self);
        return;
    }
    self->is_waiting = true;
    auth_ask(self->gateway->auth, &token, account_came, self);
}

static bool is_type(const char *header, const char *type)
{
    size_t len = strlen(type);
    return header != NULL && strncasecmp(header, type, len) == 0 &&
           (header[len] == '\0' || header[len] == ';' || header[len] == ' ');
}

static uint64_t announced_len(const struct request *self)
{
    const char *text = request_header(self, MHD_HTTP_HEADER_CONTENT_LENGTH);
    return text != NULL ? strtoull(text, NULL, 10) : 0;
}

/* Also of a request that is refused already: there may be no route. */
static uint64_t body_limit(const struct request *self)
{
    const struct gateway_conf *conf = self->gateway->conf;
    enum body_kind kind = self->route != NULL ? self->route->body : BODY_NONE;
    return kind == BODY_UPLOAD       ? conf->http_max_file
           : self->multipart == NULL ? conf->http_max_json
           : kind == BODY_EXPORT     ? MULTIPART_EXPORT_MAX + conf->http_max_json
                                     : conf->http_max_total;
}

/* A new upload may have no part yet. */
static bool is_upload_type(const struct request *self, const char *type)
{
    return is_type(type, "application/offset+octet-stream") ||
           (announced_len(self) == 0 && strcmp(self->route->method, "POST") == 0);
}

static bool is_right_type(const struct request *self, const char *type, bool is_multipart)
{
    enum body_kind kind = self->route->body;
    if (kind == BODY_UPLOAD) {
        return is_upload_type(self, type);
    }
    return kind == BODY_NONE || (kind == BODY_FILE && !is_multipart) ||
           (is_multipart && kind != BODY_JSON && kind != BODY_FILE) ||
           (is_type(type, "application/json") && kind != BODY_MULTIPART && kind != BODY_EXPORT);
}

static bool admit_body(struct request *self)
{
    enum body_kind kind = self->route->body;
    const char *type = request_header(self, MHD_HTTP_HEADER_CONTENT_TYPE);
    bool is_multipart = is_type(type, "multipart/form-data");
    if (!is_right_type(self, type, is_multipart)) {
        request_refuse_as(self, PROBLEM_CONTENT_TYPE, NULL);
        return false;
    }
    if (kind == BODY_EXPORT && self->gateway->exports == MULTIPART_EXPORTS) {
        request_refuse_as(self, PROBLEM_UNAVAILABLE, NULL);
        return false;
    }
    if (is_multipart && kind != BODY_NONE) {
        self->multipart = multipart_new(self);
        if (self->multipart == NULL) {
            request_refuse_as(self, PROBLEM_MULTIPART_BROKEN, NULL);
            return false;
        }
    }
    if (announced_len(self) > body_limit(self)) {
        request_refuse_as(self, PROBLEM_BODY_TOO_LARGE, NULL);
        return false;
    }
    return true;
}

/* Behind the trusted proxy, the last address that it noted. */
static const char *address_of(struct request *self)
{
    const char *forwarded = request_header(self, "X-Forwarded-For");
    const char *proxy = self->gateway->conf->http_proxy;
    if (forwarded == NULL || proxy[0] == '\0' || strcmp(proxy, self->client->address) != 0) {
        return self->client->address;
    }
    const char *comma = strrchr(forwarded, ',');
    const char *last = comma != NULL ? comma + 1 : forwarded;
    last += strspn(last, " ");
    return arena_text(self->arena, last, strnlen(last, ADDRESS_TEXT - 1));
}

static bool admit_route(struct request *self, const char *method, const char *url)
{
    self->route = router_find(method, url, &self->match);
    if (self->route == NULL && self->match.allow[0] == '\0' && router_is_page(url)) {
        self->route = &ROUTER_PAGE;
        snprintf(self->match.url, sizeof(self->match.url), "%s", url);
        if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0) {
            snprintf(self->match.allow, sizeof(self->match.allow), "GET");
            self->route = NULL;
        }
    }
    if (self->route != NULL) {
        return true;
    }
    if (self->match.allow[0] != '\0') {
        request_add_header(self, MHD_HTTP_HEADER_ALLOW, self->match.allow);
        request_refuse_as(self, PROBLEM_METHOD, NULL);
    } else {
        request_refuse_as(self, PROBLEM_NOT_FOUND, NULL);
    }
    return false;
}

static void take_trace(struct request *self)
{
    const char *given = request_header(self, "traceparent");
    self->is_trace_given = given != NULL && trace_id_parse(given, &self->trace);
    if (!self->is_trace_given) {
        self->trace = uuid_new();
    }
}

void request_trace(struct request *self, struct uuid id)
{
    if (!self->is_trace_given) {
        self->trace = id;
    }
}

void request_start(struct request *self, const char *method, const char *url)
{
    take_trace(self);
    self->address = address_of(self);
    bool is_admitted =
        admit_route(self, method, url) &&
        take_limit(self, self->gateway->address_limits, self->address, strlen(self->address)) &&
        admit_body(self);
    if (is_admitted && self->route->roles != 0) {
        find_account(self);
    }
}

/* ---------------------------------------------------------------- body and answer */

static enum MHD_Result request_suspend(struct request *self)
{
    self->is_suspended = true;
    MHD_suspend_connection(self->connection);
    return MHD_YES;
}

static void add_headers(struct request *self, struct MHD_Response *response)
{
    if (self->special == NULL) {
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, self->content_type);
        MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL,
                                self->caching != NULL ? self->caching : "no-store");
    }
    char trace[UUID_TEXT];
    MHD_add_response_header(response, "X-Request-Id", uuid_print(&self->trace, trace));
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    for (size_t i = 0; i < self->header_count; i++) {
        MHD_add_response_header(response, self->headers[i].name, self->headers[i].value);
    }
    if (self->gateway->is_closing) {
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
    }
}

static void log_answer(const struct request *self, int64_t spent_us)
{
    enum log_level level = spent_us / 1000 > SLOW_MS ? LOG_INFO : LOG_DEBUG;
    if (self->route != NULL) {
        log_about(level, &self->trace, "%s %s: %u after %lld ms", self->route->method,
                  self->route->path, self->status, (long long)(spent_us / 1000));
    }
}

/* The bytes belong to the request, which outlives its response. */
static struct MHD_Response *response_of_answer(struct request *self)
{
    size_t len = 0;
    void *packed = compress_is_accepted(request_header(self, MHD_HTTP_HEADER_ACCEPT_ENCODING))
                       ? compress_gzip(self->arena, &self->answer, &len)
                       : NULL;
    request_add_header(self, MHD_HTTP_HEADER_VARY, MHD_HTTP_HEADER_ACCEPT_ENCODING);
    if (packed == NULL) {
        return MHD_create_response_from_buffer(self->answer.len, self->answer.data,
                                               MHD_RESPMEM_PERSISTENT);
    }
    request_add_header(self, MHD_HTTP_HEADER_CONTENT_ENCODING, "gzip");
    return MHD_create_response_from_buffer(len, packed, MHD_RESPMEM_PERSISTENT);
}

static enum MHD_Result send_answer(struct request *self)
{
    struct MHD_Response *response =
        self->special != NULL ? self->special : response_of_answer(self);
    if (response == NULL) {
        return MHD_NO;
    }
    add_headers(self, response);
    enum MHD_Result result = MHD_queue_response(self->connection, self->status, response);
    MHD_destroy_response(response);
    self->special = NULL;
    self->phase = REQUEST_SENT;
    unsigned hundreds = self->status / 100;
    metric_add(self->gateway->answers[hundreds <= 5 ? hundreds : 5], 1);
    int64_t spent_us = clock_steady_us() - self->started_us;
    metric_observe_us(self->gateway->answer_time, spent_us);
    log_answer(self, spent_us);
    return result;
}

/* Whether to read the body of a refused request. */
static bool is_worth_reading(const struct request *self)
{
    return request_header(self, MHD_HTTP_HEADER_EXPECT) == NULL &&
           announced_len(self) <= REFUSED_MAX;
}

static enum MHD_Result take_body(struct request *self, const char *data, size_t len)
{
    self->body_len += len;
    uint64_t limit = body_limit(self);
    if (self->body_len > limit && !self->has_answer) {
        request_refuse_as(self, PROBLEM_BODY_TOO_LARGE, NULL);
    }
    if (self->has_answer) {
        /* A body without an end gets no answer. */
        return self->body_len <= limit + REFUSED_MAX ? MHD_YES : MHD_NO;
    }
    if (self->multipart != NULL) {
        multipart_take(self->multipart, data, len);
        return self->uploads > 0 ? request_suspend(self) : MHD_YES;
    }
    if (self->upload != NULL) {
        upload_take(self, data, len);
        return self->uploads > 0 ? request_suspend(self) : MHD_YES;
    }
    if (self->route->body != BODY_NONE) {
        buf_add(&self->body, data, len);
    }
    return MHD_YES;
}

static enum MHD_Result end_body(struct request *self)
{
    if (self->multipart != NULL && !self->has_answer) {
        multipart_finish(self->multipart);
    }
    if (self->uploads > 0) {
        return request_suspend(self);
    }
    self->phase = REQUEST_WORK;
    if (!self->has_answer) {
        self->route->handle(self);
    }
    return self->has_answer ? send_answer(self) : request_suspend(self);
}

enum MHD_Result request_step(struct request *self, const char *data, size_t *len)
{
    switch (self->phase) {
    case REQUEST_HEAD:
        if (self->is_waiting) {
            return request_suspend(self);
        }
        self->phase = REQUEST_BODY;
        return self->has_answer && !is_worth_reading(self) ? send_answer(self) : MHD_YES;
    case REQUEST_BODY:
        if (*len > 0) {
            size_t count = *len;
            *len = 0;
            return take_body(self, data, count);
        }
        return end_body(self);
    case REQUEST_WORK:
        return self->has_answer ? send_answer(self) : request_suspend(self);
    case REQUEST_SENT:
        break;
    }
    return MHD_YES;
}
