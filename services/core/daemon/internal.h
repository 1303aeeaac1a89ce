/*
 * internal.h — the state of a process, shared by the files of core/daemon only.
 */
#ifndef DAEMON_INTERNAL_H
#define DAEMON_INTERNAL_H

#include "daemon/daemon.h"
#include "store/lane.h"
#include "store/peer.h"

enum { DAEMON_LANES = 16, DAEMON_HOOKS = 4 };

struct hook {
    loop_fn *fn;
    void *arg;
};

struct daemon {
    const struct daemon_service *service;
    struct daemon_conf *conf;
    struct loop *loop;
    struct bus *bus;
    struct health *health;
    struct lane *control; /* discovery; not the service's */
    struct lane *lanes[DAEMON_LANES];
    size_t lane_count;
    void *state; /* the service's */

    struct peer_self self; /* borrows its endpoint from the bus */
    char public_key[41];
    char secret_key[41];
    bool is_listing;

    char inbox[256];         /* bus.listen as an endpoint of ZeroMQ */
    bool is_everywhere;      /* the inbox listens on every address: the address from
                              * which the store is reached is announced */
    bool is_address_missed;  /* the log has reported that there is none to announce */
    char beat_endpoint[256]; /* of the latest beat */
    int64_t beat_ms;
    char obstacle[512]; /* of daemon_unready */

    long long directory_version;
    bool has_keys; /* the bus knows which keys may connect */
    struct hook on_directory[DAEMON_HOOKS];
    size_t directory_hooks;
    struct hook on_drain[DAEMON_HOOKS];
    size_t drain_hooks;

    int signal_fd;
    bool is_draining;
    int64_t drain_until_ms;
};

/* discovery.c: the peer table and the keys, now and twice a second. */
void discovery_start(struct daemon *self);
extern const char DISCOVERY_NO_ADDRESS[];

/* health.c: /live, /ready, /metrics.  NULL *out when none is configured. */
struct health;
MUST_CHECK enum err health_open(struct health **out, struct daemon *daemon);
void health_close(struct health **self);

#endif
