/*
 * http.c — libmicrohttpd in external epoll mode, and the watch over slow clients; see http.h.
 */
#include "gateway/http.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <unistd.h>

#include <microhttpd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "daemon/listen.h"

#include "gateway/pump.h"
#include "gateway/request.h"

enum {
    TICK_MS = 250, /* how exactly timeouts are kept */
    SWEEP_TICKS = 4,
    BODY_RATE = 16384,         /* bytes a second that a body must at least arrive with */
    CONNECTION_MEMORY = 16384, /* of one connection: its head, and one buffer of its body */
    BACKLOG = 1024,
    CLOSE_TURNS = 200
};

struct http {
    struct gateway *gateway;
    struct pump pump; /* its daemon is the server */
    LIST_HEAD(client_list, client) clients;
    int epoll_fd;
    int timer;
    unsigned ticks;
};

static void epoll_is_ready(void *arg, int fd, int ready)
{
    (void)fd;
    (void)ready;
    pump_wake(&((struct http *)arg)->pump);
}

static bool is_too_slow(const struct http *self, const struct client *client, int64_t now_us)
{
    int64_t allowed_us = (int64_t)self->gateway->conf->http_timeout_s * 1000000;
    const struct request *request = client->request;
    if (request == NULL) {
        return now_us - client->quiet_since_us > allowed_us;
    }
    if (request->phase != REQUEST_BODY || request->is_suspended) {
        return false;
    }
    allowed_us += (int64_t)(request->body_len / BODY_RATE) * 1000000;
    return now_us - request->started_us > allowed_us;
}

/* libmicrohttpd restarts its own timeout at every byte; this one does not. */
static void http_cut_slow(struct http *self)
{
    int64_t now_us = clock_steady_us();
    for (struct client *client = LIST_FIRST(&self->clients); client != NULL;
         client = LIST_NEXT(client, link)) {
        if (is_too_slow(self, client, now_us)) {
            request_cut(client);
        }
    }
}

static void http_tick(void *arg)
{
    struct http *self = arg;
    if (++self->ticks % SWEEP_TICKS == 0) {
        http_cut_slow(self);
    }
    pump_wake(&self->pump);
}

static void print_address(const struct sockaddr *address, char into[static ADDRESS_TEXT])
{
    if (address->sa_family == AF_INET6) {
        const struct sockaddr_in6 *six = (const void *)address;
        (void)!inet_ntop(AF_INET6, &six->sin6_addr, into, ADDRESS_TEXT);
    } else if (address->sa_family == AF_INET) {
        const struct sockaddr_in *four = (const void *)address;
        (void)!inet_ntop(AF_INET, &four->sin_addr, into, ADDRESS_TEXT);
    }
}

static struct client *client_new(struct http *self, struct MHD_Connection *connection)
{
    struct client *client = memory_zero(sizeof(*client));
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    client->fd = info != NULL ? info->connect_fd : -1;
    info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (info != NULL && info->client_addr != NULL) {
        print_address(info->client_addr, client->address);
    }
    client->quiet_since_us = clock_steady_us();
    LIST_INSERT_HEAD(&self->clients, client, link);
    return client;
}

static void client_free(struct client *client)
{
    LIST_REMOVE(client, link);
    free(client);
}

static void connection_changed(void *arg, struct MHD_Connection *connection, void **context,
                               enum MHD_ConnectionNotificationCode code)
{
    struct http *self = arg;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        *context = client_new(self, connection);
    } else if (*context != NULL) {
        client_free(*context);
        *context = NULL;
    }
}

static enum MHD_Result http_handle(void *arg, struct MHD_Connection *connection, const char *url,
                                   const char *method, const char *version, const char *data,
                                   size_t *len, void **context)
{
    (void)version;
    struct http *self = arg;
    struct request *request = *context;
    if (request == NULL) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
        if (info == NULL || info->socket_context == NULL) {
            return MHD_NO;
        }
        request = request_new(self->gateway, connection, info->socket_context);
        *context = request;
        request_start(request, method, url);
    }
    return request_step(request, data, len);
}

static void http_on_completed(void *arg, struct MHD_Connection *connection, void **context,
                              enum MHD_RequestTerminationCode code)
{
    (void)arg;
    (void)connection;
    (void)code;
    if (*context != NULL) {
        request_free(*context);
        *context = NULL;
    }
}

static void __attribute__((format(printf, 2, 0)))
complain(void *arg, const char *format, va_list values)
{
    (void)arg;
    char line[256];
    vsnprintf(line, sizeof(line), format, values);
    line[strcspn(line, "\r\n")] = '\0';
    log_debug("http: %s", line);
}

static struct MHD_Daemon *http_start(struct http *self, const struct sockaddr_storage *address)
{
    const struct gateway_conf *conf = self->gateway->conf;
    unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    if (address->ss_family == AF_INET6) {
        flags |= MHD_USE_IPv6;
    }
    return MHD_start_daemon(flags, 0, NULL, NULL, http_handle, self, MHD_OPTION_EXTERNAL_LOGGER,
                            complain, NULL, MHD_OPTION_SOCK_ADDR, (const struct sockaddr *)address,
                            MHD_OPTION_NOTIFY_COMPLETED, http_on_completed, self,
                            MHD_OPTION_NOTIFY_CONNECTION, connection_changed, self,
                            MHD_OPTION_CONNECTION_LIMIT, (unsigned)conf->http_connections,
                            MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)conf->http_timeout_s,
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
                            MHD_OPTION_LISTEN_BACKLOG_SIZE, (unsigned)BACKLOG,
                            MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
}

enum err http_open(struct http **out, struct gateway *gateway)
{
    struct http *self = memory_zero(sizeof(*self));
    *out = self;
    self->gateway = gateway;
    self->pump.loop = gateway->loop;
    gateway->pump = &self->pump;
    struct sockaddr_storage address = {0};
    enum err err = listen_address("http.listen", gateway->conf->http_listen, &address);
    if (err != ERR_NONE) {
        return err;
    }
    self->pump.daemon = http_start(self, &address);
    if (self->pump.daemon == NULL) {
        return err_note(ERR_FATAL, "http.listen: cannot listen on %s: %s",
                        gateway->conf->http_listen, strerror(errno));
    }
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(self->pump.daemon, MHD_DAEMON_INFO_EPOLL_FD);
    if (info == NULL) {
        return err_note(ERR_FATAL, "libmicrohttpd was built without epoll");
    }
    self->epoll_fd = info->epoll_fd;
    loop_watch(gateway->loop, self->epoll_fd, LOOP_READ, epoll_is_ready, self);
    self->timer = loop_every(gateway->loop, TICK_MS, http_tick, self);
    return ERR_NONE;
}

void http_quiesce(struct http *self)
{
    if (self->gateway->is_closing || self->pump.daemon == NULL) {
        return;
    }
    self->gateway->is_closing = true;
    MHD_socket listening = MHD_quiesce_daemon(self->pump.daemon);
    if (listening != MHD_INVALID_SOCKET) {
        close(listening);
    }
}

void http_close(struct http **self_p)
{
    struct http *self = *self_p;
    if (self == NULL) {
        return;
    }
    if (self->pump.daemon != NULL) {
        loop_cancel(self->gateway->loop, self->timer);
        loop_forget(self->gateway->loop, self->epoll_fd);
        http_quiesce(self);
        for (int i = 0; i < CLOSE_TURNS && !LIST_EMPTY(&self->gateway->requests); i++) {
            (void)MHD_run(self->pump.daemon);
        }
        MHD_stop_daemon(self->pump.daemon);
        self->pump.daemon = NULL;
    }
    free(self);
    *self_p = NULL;
}
