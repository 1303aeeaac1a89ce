/*
 * daemon.h — what every service has in common: configuration, log, loop, store, bus,
 * discovery, health, drain.  main() is one call of daemon_main.
 *
 * Lifecycle: configuration -> log -> store (schema must match) -> bus -> peer
 * registered -> service start -> ready.  The first SIGTERM or SIGINT drains
 * (Goodbye, no new work, running work ends, leases are released), the second
 * exits at once, which is safe: every promise is a row.
 */
#ifndef DAEMON_DAEMON_H
#define DAEMON_DAEMON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/conf.h"
#include "base/err.h"
#include "bus/bus.h"
#include "bus/loop.h"

struct daemon;
struct lane;

/* Configuration that every service has; a service's own struct begins with it. */
struct daemon_conf {
    const char *store_dsn;
    bool store_relaxed;
    const char *bus_listen; /* host:port */
    const char *bus_advertise;
    const char *bus_secret_file; /* two lines: public key, secret key (Z85) */
    bool bus_hot;
    size_t bus_window;
    size_t bus_max_frame;
    const char *health_listen; /* host:port of /live /ready /metrics; "" none */
    const char *log_level;
    size_t batch_max;
    int lease_ms;
    int sweep_ms;
    int max_attempts;
    int drain_ms;
};
/* A service's table begins with DAEMON_CONF_ENTRIES (daemon/conf.h), its struct
 * with a struct daemon_conf. */

struct daemon_service {
    const char *name; /* as in table peer and in system_key.service */
    const struct conf_entry *conf_table;
    size_t conf_count;
    void *conf;                      /* static struct, filled before start */
    const struct bus_events *events; /* arg of the events is *state from start */
    enum err (*start)(struct daemon *daemon, void **state);
    bool (*is_idle)(void *state);  /* called while draining */
    void (*stop)(void *state);     /* free; NULL-safe */
    const char *const *downstream; /* services to connect to, NULL last; NULL: none */
};

int daemon_main(int argc, char **argv, const struct daemon_service *service);

struct loop *daemon_loop(struct daemon *self);
struct bus *daemon_bus(struct daemon *self);
const struct daemon_conf *daemon_conf(struct daemon *self);
bool daemon_is_draining(const struct daemon *self);
/* A new lane tied to the loop; closed by the daemon after stop(). */
struct lane *daemon_lane(struct daemon *self, const char *purpose);
/* Calls fn when directory_version has changed, and once at the start. */
void daemon_on_directory(struct daemon *self, loop_fn *fn, void *arg);
/* Calls fn once when draining begins. */
void daemon_on_drain(struct daemon *self, loop_fn *fn, void *arg);
/* NULL while this process can work: the store answers, the announced address leads back to it,
 * and at least one instance of the downstream `service` answers (NULL: none is needed).  Else
 * the reason, which names addresses only if it is for the operator's eyes; the text lives until
 * the next call. */
const char *daemon_unready(struct daemon *self, const char *service, bool has_addresses);
/* The connection of discovery, for occasional reads of reference data. */
struct lane *daemon_control_lane(struct daemon *self);

#endif
