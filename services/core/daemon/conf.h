/*
 * conf.h — the configuration entries that begin every service's table.
 *
 * The service's struct must begin with a struct daemon_conf.
 */
#ifndef DAEMON_CONF_H
#define DAEMON_CONF_H

#include <stddef.h>

#include "base/conf.h"
#include "daemon/daemon.h"

#define DAEMON_CONF_ENTRIES DAEMON_CONF_ENTRIES_OF("256", "1024")

/* With the initial batch and window of the service: one whose work is slow takes few messages at
 * once. */
/* clang-format off */
#define DAEMON_CONF_ENTRIES_OF(batch, window)                                           \
    {"store.dsn", CONF_TEXT, offsetof(struct daemon_conf, store_dsn), "dbname=minhchung", 0, 0,    \
     "libpq connection string; a password belongs into passfile="},                                \
    {"store.relaxed", CONF_BOOL, offsetof(struct daemon_conf, store_relaxed), "off", 0, 0,         \
     "inner stages may commit without waiting for the disk (delivery.md, section 9)"},             \
    {"bus.listen", CONF_TEXT, offsetof(struct daemon_conf, bus_listen), "127.0.0.1:*", 0, 0,       \
     "host:port of the inbox for the other services; port * takes a free one"},                    \
    {"bus.advertise", CONF_TEXT, offsetof(struct daemon_conf, bus_advertise), "", 0, 0,            \
     "host that the others connect to; empty: as bound, or where it listens on every "             \
     "address the one from which the store is reached"},                                           \
    {"bus.keys", CONF_TEXT, offsetof(struct daemon_conf, bus_secret_file), "", 0, 0,               \
     "file with two lines: public key, secret key (Z85)"},                                         \
    {"bus.hot", CONF_BOOL, offsetof(struct daemon_conf, bus_hot), "on", 0, 0,                      \
     "push copies of work over ZeroMQ; off: consumers only poll the store"},                       \
    {"bus.window", CONF_SIZE, offsetof(struct daemon_conf, bus_window), window, 1, 65536,          \
     "envelopes that one upstream may have in flight"},                                            \
    {"bus.max_frame", CONF_SIZE, offsetof(struct daemon_conf, bus_max_frame), "4m", 65536,         \
     64 << 20, "bytes of one frame; a longer one ends the connection"},                            \
    {"health.listen", CONF_TEXT, offsetof(struct daemon_conf, health_listen), "", 0, 0,            \
     "host:port of /live, /ready and /metrics; empty: none"},                                      \
    {"log.level", CONF_TEXT, offsetof(struct daemon_conf, log_level), "info", 0, 0,                \
     "error, warn, info or debug"},                                                                \
    {"stage.batch", CONF_SIZE, offsetof(struct daemon_conf, batch_max), batch, 1, 4096,            \
     "messages of one batch"},                                                                     \
    {"stage.lease_ms", CONF_INT, offsetof(struct daemon_conf, lease_ms), "10000", 100, 3600000,    \
     "how long work belongs to a worker that no longer renews it"},                          \
    {"stage.sweep_ms", CONF_INT, offsetof(struct daemon_conf, sweep_ms), "500", 10, 60000,         \
     "how often the store is polled for pending work"},                                            \
    {"stage.attempts", CONF_INT, offsetof(struct daemon_conf, max_attempts), "6", 1, 100,          \
     "deliveries before a message is dead-lettered for a person"},                                 \
    {"drain_ms", CONF_INT, offsetof(struct daemon_conf, drain_ms), "10000", 0, 600000,             \
     "time that running work has to end after SIGTERM"}
/* clang-format on */

#endif
