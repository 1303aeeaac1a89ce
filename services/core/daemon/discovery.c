/*
 * discovery.c — how instances find each other.  Once it has read the registered keys,
 * a process refreshes its own row in `peer`; it reads the others' rows, passes them and
 * the keys to the bus, and notifies the service when the version of the reference data rises.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "daemon/internal.h"

enum { BEAT_MS = 5000, CHECK_MS = 500, PEERS_MAX = 256 };

const char DISCOVERY_NO_ADDRESS[] =
    "bus: no address that others can reach is known: bus.listen takes every address, and the "
    "store is reached over a local socket; set bus.advertise";

static bool is_unspecified(const char *host)
{
    return host[0] == '\0' || strcmp(host, "*") == 0 || strcmp(host, "0.0.0.0") == 0 ||
           strcmp(host, "::") == 0 || strcmp(host, "[::]") == 0;
}

/* Announces where the others reach this process now, because an instance may move while it
 * runs.  Of its addresses it takes the one from which it reaches the store, because the others
 * reach that one, too.  While the store is away, the latest one stays. */
static void find_address(struct daemon *self)
{
    char host[64];
    if (!is_unspecified(self->conf->bus_advertise)) {
        bus_announce(self->bus, self->conf->bus_advertise);
    } else if (!self->is_everywhere) {
        bus_announce(self->bus, NULL);
    } else if (lane_local_host(self->control, host)) {
        bus_announce(self->bus, host);
    }
    bool has_none = bus_endpoint(self->bus)[0] == '\0' && lane_is_up(self->control);
    if (has_none && !self->is_address_missed) {
        self->is_address_missed = true;
        log_warn("%s", DISCOVERY_NO_ADDRESS);
    }
}

static void discovery_on_beaten(void *arg, enum err err, const struct rows *result)
{
    struct daemon *self = arg;
    (void)result;
    if (err != ERR_NONE) {
        self->beat_ms -= BEAT_MS; /* again at the next check */
    }
    if (err == ERR_REJECT) {
        log_error("peer: %s", err_last());
    }
}

/* Writes this process's row every five seconds, and at once when its address has changed. */
static void discovery_beat(struct daemon *self)
{
    const char *endpoint = bus_endpoint(self->bus);
    int64_t now = clock_steady_ms();
    bool is_new = strcmp(endpoint, self->beat_endpoint) != 0;
    if (endpoint[0] == '\0') {
        return;
    }
    if (is_new) {
        log_info("the others reach this process at %s", endpoint);
    }
    if (is_new || now - self->beat_ms >= BEAT_MS) {
        snprintf(self->beat_endpoint, sizeof(self->beat_endpoint), "%s", endpoint);
        self->beat_ms = now;
        peer_beat(self->control, &self->self, discovery_on_beaten, self);
    }
}

/* Not before it has read the keys: libzmq does not always reconnect to an inbox that refused
 * it. */
static void discovery_announce(struct daemon *self)
{
    find_address(self);
    discovery_beat(self);
}

static void keys_read(void *arg, enum err err, const struct rows *result)
{
    struct daemon *self = arg;
    if (err != ERR_NONE) {
        self->directory_version = -1; /* read them again with the next list */
        return;
    }
    int count = rows_count(result);
    struct bus_key *keys = memory_zero(((size_t)count + 1) * sizeof(*keys));
    for (int row = 0; row < count; row++) {
        snprintf(keys[row].public_key, sizeof(keys[row].public_key), "%s",
                 column_text(result, row, 0));
        snprintf(keys[row].service, sizeof(keys[row].service), "%s", column_text(result, row, 1));
        keys[row].account = (uint32_t)column_int(result, row, 2);
        keys[row].access_key = (uint32_t)column_int(result, row, 3);
    }
    bus_set_keys(self->bus, keys, (size_t)count);
    free(keys);
    if (!self->has_keys) {
        self->has_keys = true;
        discovery_announce(self);
    }
}

static bool is_downstream(const struct daemon *self, const char *service)
{
    const char *const *name = self->service->downstream;
    while (name != NULL && *name != NULL && strcmp(*name, service) != 0) {
        name++;
    }
    return name != NULL && *name != NULL;
}

/* The peers of the services that this one sends to. */
static void connect_downstream(struct daemon *self, const struct rows *result)
{
    struct bus_peer wanted[PEERS_MAX];
    size_t count = 0;
    for (int row = 0; row < rows_count(result) && count < PEERS_MAX; row++) {
        const char *service = column_text(result, row, 1);
        if (is_downstream(self, service)) {
            wanted[count++] = (struct bus_peer){.service = service,
                                                .instance = column_uuid(result, row, 2),
                                                .endpoint = column_text(result, row, 3),
                                                .public_key = column_text(result, row, 4)};
        }
    }
    bus_set_peers(self->bus, wanted, count);
}

static void discovery_on_listed(void *arg, enum err err, const struct rows *result)
{
    struct daemon *self = arg;
    self->is_listing = false;
    if (err != ERR_NONE || rows_count(result) == 0) {
        return;
    }
    connect_downstream(self, result);
    long long version = column_long(result, 0, 0);
    if (version == self->directory_version) {
        return;
    }
    self->directory_version = version;
    peer_keys(self->control, keys_read, self);
    for (size_t i = 0; i < self->directory_hooks; i++) {
        self->on_directory[i].fn(self->on_directory[i].arg);
    }
}

static void discovery_check(void *arg)
{
    struct daemon *self = arg;
    if (self->is_draining) {
        return;
    }
    if (self->has_keys) {
        discovery_announce(self);
    }
    if (!self->is_listing) {
        self->is_listing = true;
        peer_list(self->control, discovery_on_listed, self);
    }
}

void discovery_start(struct daemon *self)
{
    discovery_check(self);
    loop_every(self->loop, CHECK_MS, discovery_check, self);
}
