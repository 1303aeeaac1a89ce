/*
 * system_receiver.c — see system_receiver.h; libmicrohttpd with a thread of its own.
 */
#include "support/system_receiver.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

enum { CALLS_MAX = 256 };

struct receiver {
    struct MHD_Daemon *http;
    char url[64];
    pthread_mutex_t lock;
    struct call calls[CALLS_MAX];
    size_t count;
    int failures;
    unsigned status;
};

static char *header(struct MHD_Connection *connection, const char *name)
{
    const char *value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
    return memory_text(value != NULL ? value : "");
}

static unsigned keep(struct receiver *self, struct MHD_Connection *connection,
                     const struct buf *body)
{
    pthread_mutex_lock(&self->lock);
    unsigned status = 200;
    if (self->failures > 0) {
        self->failures--;
        status = self->status;
    }
    if (self->count < CALLS_MAX) {
        self->calls[self->count++] =
            (struct call){.key = header(connection, "Idempotency-Key"),
                          .stamp = header(connection, "X-Minhchung-Timestamp"),
                          .signature = header(connection, "X-Minhchung-Signature"),
                          .body = memory_text(buf_string(body)),
                          .status = status};
    }
    pthread_mutex_unlock(&self->lock);
    return status;
}

static enum MHD_Result handle(void *arg, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *data,
                              size_t *len, void **context)
{
    (void)url;
    (void)method;
    (void)version;
    struct buf *body = *context;
    if (body == NULL) {
        *context = memory_zero(sizeof(*body));
        return MHD_YES;
    }
    if (*len > 0) {
        buf_add(body, data, *len);
        *len = 0;
        return MHD_YES;
    }
    unsigned status = keep(arg, connection, body);
    buf_free(body);
    free(body);
    *context = NULL;
    struct MHD_Response *response =
        MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

struct receiver *receiver_start(void)
{
    struct receiver *self = memory_zero(sizeof(*self));
    pthread_mutex_init(&self->lock, NULL);
    self->http = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL, handle, self,
                                  MHD_OPTION_END);
    if (self->http == NULL) {
        abort();
    }
    snprintf(self->url, sizeof(self->url), "http://127.0.0.1:%d/hook",
             (int)MHD_get_daemon_info(self->http, MHD_DAEMON_INFO_BIND_PORT)->port);
    return self;
}

void receiver_stop(struct receiver **pointer)
{
    struct receiver *self = *pointer;
    MHD_stop_daemon(self->http);
    for (size_t i = 0; i < self->count; i++) {
        free(self->calls[i].key);
        free(self->calls[i].stamp);
        free(self->calls[i].signature);
        free(self->calls[i].body);
    }
    pthread_mutex_destroy(&self->lock);
    free(self);
    *pointer = NULL;
}

const char *receiver_url(const struct receiver *self)
{
    return self->url;
}

void receiver_fail(struct receiver *self, int calls, unsigned status)
{
    pthread_mutex_lock(&self->lock);
    self->failures = calls;
    self->status = status;
    pthread_mutex_unlock(&self->lock);
}

size_t receiver_count(struct receiver *self)
{
    pthread_mutex_lock(&self->lock);
    size_t count = self->count;
    pthread_mutex_unlock(&self->lock);
    return count;
}

const struct call *receiver_call(struct receiver *self, size_t index)
{
    return &self->calls[index];
}
