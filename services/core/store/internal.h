/*
 * internal.h — the state of a lane: its connection and the statements in flight.
 * Only the lane's own files include this.
 */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include <libpq-fe.h>
#include <stdint.h>
#include <sys/queue.h>
#include <sys/socket.h>

#include "base/map.h"
#include "store/lane.h"

enum { LANE_CONNECT_MS = 10000, LANE_ATTEMPT_MS = 5000 };

/* A statement in flight, or one that could not be sent. */
struct flight {
    const struct statement *statement;
    lane_fn *then;
    void *arg;
    struct rows **keep; /* lane_wait: where the result goes */
    bool is_sent;
    bool prepares;
    bool sets_account;
    int skip; /* results that still precede the statement's own */
    PGresult *result;
    int64_t started_ms;
    STAILQ_ENTRY(flight) link;
};

STAILQ_HEAD(flight_list, flight);

enum lane_state { LANE_DOWN, LANE_CONNECTING, LANE_UP };

struct lane {
    char *dsn;
    char *application;
    char options[512];
    int timeout_ms;
    lane_watch_fn *watch;
    void *watch_arg;

    enum lane_state state;
    PGconn *conn;
    int fd;
    int want;
    int64_t since_ms; /* of the state */
    int pause_ms;
    bool was_up;
    char fault[256]; /* why it is not up */
    struct sockaddr_storage local;
    socklen_t local_len; /* 0: no address, the connection uses a local socket */
    int64_t checked_ms;  /* when this machine was last known to have it */

    struct map *prepared;       /* by name; the value is the statement */
    struct flight_list flights; /* oldest first */
    size_t in_flight;
    struct flight_list spare;
};

/* A statement to be filled in and launched. */
struct flight *lane_flight_new(struct lane *self);

/* Sends it; while the store is away it ends with ERR_RETRY at the next tick.  `as`
 * NULL: without row-level security. */
void lane_launch(struct lane *self, const struct lane_as *as, struct flight *flight,
                 const struct params *params);

/* lane_connect.c */
void lane_session_options(struct lane *self, bool is_relaxed);
PGconn *lane_connect(const struct lane *self);
/* Both of a connection that was just established: its statements fail in fewer words than its
 * login; its local address. */
void lane_shorten_faults(struct lane *self);
void lane_note_address(struct lane *self);
bool lane_address_is_gone(const struct lane *self);
/* True if this fault differs from the one before. */
bool lane_note_fault(struct lane *self, const char *why);

#endif
