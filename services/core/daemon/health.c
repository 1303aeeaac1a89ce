/*
 * health.c — decides whether the process is ready; serves /live, /ready and /metrics to the
 * operator (libmicrohttpd inside the process's own loop).
 */
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/metrics.h"
#include "daemon/internal.h"
#include "daemon/listen.h"

enum { TICK_MS = 200, CONNECTIONS = 16, PATIENCE_S = 10 };

struct health {
    struct daemon *daemon;
    struct MHD_Daemon *http;
    int fd;
};

static const char *lane_that_is_down(const struct daemon *self)
{
    const char *fault = lane_fault(self->control);
    for (size_t i = 0; i < self->lane_count && fault[0] == '\0'; i++) {
        fault = lane_fault(self->lanes[i]);
    }
    return fault[0] != '\0' ? fault : NULL;
}

const char *daemon_unready(struct daemon *self, const char *service, bool has_addresses)
{
    const char *endpoint = bus_endpoint(self->bus);
    const char *fault = lane_that_is_down(self);
    if (self->is_draining) {
        snprintf(self->obstacle, sizeof(self->obstacle), "draining");
    } else if (fault != NULL) {
        snprintf(self->obstacle, sizeof(self->obstacle), "store: %s",
                 has_addresses ? fault : "it cannot be reached");
    } else if (!self->has_keys) {
        snprintf(self->obstacle, sizeof(self->obstacle), "the keys have not been read yet");
    } else if (endpoint[0] == '\0') {
        snprintf(self->obstacle, sizeof(self->obstacle), "%s", DISCOVERY_NO_ADDRESS);
    } else if (!bus_reaches_itself(self->bus)) {
        snprintf(self->obstacle, sizeof(self->obstacle),
                 "bus: the announced address %s%sdoes not lead back to this process",
                 has_addresses ? endpoint : "", has_addresses ? " " : "");
    } else if (service != NULL && !bus_reaches(self->bus, service)) {
        snprintf(self->obstacle, sizeof(self->obstacle), "bus: no instance of %s answers", service);
    } else {
        return NULL;
    }
    return self->obstacle;
}

static void run_http(void *arg, int fd, int ready)
{
    struct health *self = arg;
    (void)fd;
    (void)ready;
    (void)MHD_run(self->http);
}

static void health_tick(void *arg)
{
    run_http(arg, -1, 0);
}

static enum MHD_Result health_answer(struct MHD_Connection *connection, unsigned status,
                                     const char *type, const struct buf *body)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer_with_free_callback(body->len, body->data, free);
    if (response == NULL) {
        return MHD_NO;
    }
    (void)MHD_add_response_header(response, "Content-Type", type);
    enum MHD_Result queued = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return queued;
}

static enum MHD_Result health_handle(void *arg, struct MHD_Connection *connection, const char *url,
                                     const char *method, const char *version, const char *upload,
                                     size_t *upload_size, void **context)
{
    const struct health *self = arg;
    static int seen;
    (void)version;
    (void)upload;
    if (*context == NULL) {
        *context = &seen;
        return MHD_YES;
    }
    *upload_size = 0;
    struct buf body = {0};
    bool is_get = strcmp(method, "GET") == 0;
    if (is_get && strcmp(url, "/metrics") == 0) {
        metrics_print(&body);
        return health_answer(connection, 200, "text/plain; version=0.0.4; charset=utf-8", &body);
    }
    if (is_get && strcmp(url, "/live") == 0) {
        buf_text(&body, "live\n");
        return health_answer(connection, 200, "text/plain", &body);
    }
    if (is_get && strcmp(url, "/ready") == 0) {
        const char *obstacle = daemon_unready(self->daemon, NULL, true);
        buf_print(&body, obstacle == NULL ? "ready\n" : "not ready: %s\n", obstacle);
        return health_answer(connection, obstacle == NULL ? 200 : 503, "text/plain", &body);
    }
    buf_text(&body, "not found\n");
    return health_answer(connection, 404, "text/plain", &body);
}

enum err health_open(struct health **out, struct daemon *daemon)
{
    *out = NULL;
    if (daemon->conf->health_listen[0] == '\0') {
        return ERR_NONE;
    }
    struct sockaddr_storage address = {0};
    enum err err = listen_address("health.listen", daemon->conf->health_listen, &address);
    if (err != ERR_NONE) {
        return err;
    }
    struct health *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    unsigned flags = MHD_USE_EPOLL | (address.ss_family == AF_INET6 ? MHD_USE_IPv6 : 0);
    self->http = MHD_start_daemon(flags, 0, NULL, NULL, health_handle, self, MHD_OPTION_SOCK_ADDR,
                                  (struct sockaddr *)&address, MHD_OPTION_CONNECTION_LIMIT,
                                  (unsigned)CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
                                  (unsigned)PATIENCE_S, MHD_OPTION_END);
    if (self->http == NULL) {
        free(self);
        return err_note(ERR_FATAL, "health.listen: cannot listen on %s",
                        daemon->conf->health_listen);
    }
    self->fd = MHD_get_daemon_info(self->http, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    loop_watch(daemon->loop, self->fd, LOOP_READ, run_http, self);
    loop_every(daemon->loop, TICK_MS, health_tick, self);
    *out = self;
    return ERR_NONE;
}

void health_close(struct health **self)
{
    if (*self != NULL) {
        loop_forget((*self)->daemon->loop, (*self)->fd);
        MHD_stop_daemon((*self)->http);
        free(*self);
        *self = NULL;
    }
}
