/*
 * lane_connect.c — the parameters of a lane's connection and session, its local address, and
 * the reason why it is not up.
 *
 * Each side detects by itself that the other is gone: this one by libpq's keepalives and
 * tcp_user_timeout, the server by those of the session.  Without them a server that was cut off
 * keeps old connections for hours beside the new ones, until none is left.
 */
#include "store/internal.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void lane_session_options(struct lane *self, bool is_relaxed)
{
    /* A plan made while a queue is empty must still be good when it is full. */
    snprintf(self->options, sizeof(self->options),
             "-c statement_timeout=%d -c idle_in_transaction_session_timeout=10000 -c jit=off "
             "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off "
             "-c TimeZone=Asia/Ho_Chi_Minh -c DateStyle=ISO -c tcp_keepalives_idle=5 "
             "-c tcp_keepalives_interval=3 -c tcp_keepalives_count=3 -c tcp_user_timeout=15000%s",
             self->timeout_ms, is_relaxed ? " -c synchronous_commit=off" : "");
}

PGconn *lane_connect(const struct lane *self)
{
    const char *keys[] = {"dbname",
                          "application_name",
                          "options",
                          "client_encoding",
                          "connect_timeout",
                          "keepalives_idle",
                          "keepalives_interval",
                          "keepalives_count",
                          "tcp_user_timeout",
                          NULL};
    const char *values[] = {
        self->dsn, self->application, self->options, "UTF8", "10", "5", "2", "2", "5000", NULL};
    PGconn *conn = PQconnectStartParams(keys, values, 1);
    if (conn != NULL) {
        /* Only the verbose text contains the SQLSTATE of a refusal (lane_note_fault). */
        PQsetErrorVerbosity(conn, PQERRORS_VERBOSE);
    }
    return conn;
}

void lane_shorten_faults(struct lane *self)
{
    PQsetErrorVerbosity(self->conn, PQERRORS_DEFAULT);
}

void lane_note_address(struct lane *self)
{
    self->local_len = sizeof(self->local);
    if (getsockname(PQsocket(self->conn), (struct sockaddr *)&self->local, &self->local_len) != 0 ||
        (self->local.ss_family != AF_INET && self->local.ss_family != AF_INET6)) {
        self->local_len = 0;
    }
}

/* Asks the kernel whether a socket can still be bound to that address. */
bool lane_address_is_gone(const struct lane *self)
{
    struct sockaddr_storage any_port = self->local;
    if (self->local_len == 0) {
        return false;
    }
    if (any_port.ss_family == AF_INET) {
        ((struct sockaddr_in *)&any_port)->sin_port = 0;
    } else {
        ((struct sockaddr_in6 *)&any_port)->sin6_port = 0;
    }
    int fd = socket(any_port.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool is_gone = fd >= 0 && bind(fd, (struct sockaddr *)&any_port, self->local_len) != 0 &&
                   errno == EADDRNOTAVAIL;
    if (fd >= 0) {
        close(fd);
    }
    return is_gone;
}

bool lane_local_host(const struct lane *self, char host[static 64])
{
    return self->state == LANE_UP && self->local_len > 0 &&
           getnameinfo((const struct sockaddr *)&self->local, self->local_len, host, 64, NULL, 0,
                       NI_NUMERICHOST) == 0;
}

bool lane_note_fault(struct lane *self, const char *why)
{
    char fault[sizeof(self->fault)];
    bool is_full = strstr(why, " 53300: ") != NULL;
    snprintf(fault, sizeof(fault), "%s%.*s", is_full ? "PostgreSQL has no connection left: " : "",
             (int)strcspn(why, "\n"), why);
    bool is_news = strcmp(fault, self->fault) != 0;
    memcpy(self->fault, fault, sizeof(self->fault));
    return is_news;
}

const char *lane_fault(const struct lane *self)
{
    if (self->state == LANE_UP) {
        return "";
    }
    return self->fault[0] != '\0' ? self->fault : "connecting to PostgreSQL";
}
