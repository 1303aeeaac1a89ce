/*
 * daemon.c — runs a process from its arguments to its exit code.  Discovery is in
 * discovery.c, the operator's pages in health.c, the worker loop of a stage in stage.c.
 */
#include "daemon/daemon.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "daemon/internal.h"
#include "store/queue.h"

enum { LANE_TICK_MS = 50, DRAIN_CHECK_MS = 20, EXIT_CONFIG = 78, STORE_LOG_S = 5 };

struct loop *daemon_loop(struct daemon *self)
{
    return self->loop;
}

struct bus *daemon_bus(struct daemon *self)
{
    return self->bus;
}

const struct daemon_conf *daemon_conf(struct daemon *self)
{
    return self->conf;
}

bool daemon_is_draining(const struct daemon *self)
{
    return self->is_draining;
}

struct lane *daemon_control_lane(struct daemon *self)
{
    return self->control;
}

static void add_hook(struct hook *hooks, size_t *count, loop_fn *fn, void *arg)
{
    assert(*count < DAEMON_HOOKS);
    hooks[(*count)++] = (struct hook){fn, arg};
}

void daemon_on_directory(struct daemon *self, loop_fn *fn, void *arg)
{
    add_hook(self->on_directory, &self->directory_hooks, fn, arg);
}

void daemon_on_drain(struct daemon *self, loop_fn *fn, void *arg)
{
    add_hook(self->on_drain, &self->drain_hooks, fn, arg);
}

static void lane_fd(void *arg, int fd, int ready)
{
    (void)fd;
    lane_ready(arg, ready);
}

static void watch_lane(void *arg, struct lane *lane, int fd, int want)
{
    struct daemon *self = arg;
    if (want == 0) {
        loop_forget(self->loop, fd);
    } else {
        loop_watch(self->loop, fd, want, lane_fd, lane);
    }
}

static enum err open_lane(struct daemon *self, const char *purpose, bool is_relaxed,
                          struct lane **out)
{
    char application[64];
    snprintf(application, sizeof(application), "mc-%s/%s", self->service->name, purpose);
    struct lane_conf conf = {.dsn = self->conf->store_dsn,
                             .application = application,
                             .is_relaxed = is_relaxed,
                             .watch = watch_lane,
                             .watch_arg = self};
    return lane_open(out, &conf);
}

struct lane *daemon_lane(struct daemon *self, const char *purpose)
{
    assert(self->lane_count < DAEMON_LANES);
    struct lane *lane;
    enum err err = open_lane(self, purpose, self->conf->store_relaxed, &lane);
    assert(err == ERR_NONE); /* the same string opened the control lane */
    self->lanes[self->lane_count++] = lane;
    return lane;
}

static void tick_lanes(void *arg)
{
    struct daemon *self = arg;
    lane_tick(self->control);
    for (size_t i = 0; i < self->lane_count; i++) {
        lane_tick(self->lanes[i]);
    }
}

/* Two lines: public key, secret key. */
static enum err read_keys(struct daemon *self)
{
    const char *path = self->conf->bus_secret_file;
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return err_note(ERR_FATAL, "bus.keys: %s: %s", path, strerror(errno));
    }
    int count = fscanf(file, "%40s %40s", self->public_key, self->secret_key);
    fclose(file);
    if (count != 2 || strlen(self->public_key) != 40 || strlen(self->secret_key) != 40) {
        return err_note(ERR_FATAL, "bus.keys: %s does not contain two keys of 40 characters", path);
    }
    return ERR_NONE;
}

static void begin_drain(struct daemon *self)
{
    self->is_draining = true;
    self->drain_until_ms = clock_steady_ms() + self->conf->drain_ms;
    log_info("draining");
    bus_goodbye(self->bus);
    for (size_t i = 0; i < self->drain_hooks; i++) {
        self->on_drain[i].fn(self->on_drain[i].arg);
    }
}

static void check_drained(void *arg)
{
    struct daemon *self = arg;
    if (!self->is_draining) {
        return;
    }
    bool is_idle = self->service->is_idle == NULL || self->service->is_idle(self->state);
    if (is_idle || clock_steady_ms() > self->drain_until_ms) {
        if (!is_idle) {
            log_warn("work did not end within drain_ms; it is due again when its leases end");
        }
        loop_stop(self->loop);
    }
}

static void on_signal(void *arg, int fd, int ready)
{
    struct daemon *self = arg;
    (void)ready;
    struct signalfd_siginfo info;
    if (read(fd, &info, sizeof(info)) != (ssize_t)sizeof(info)) {
        return;
    }
    if (self->is_draining) {
        _exit(1); /* the second signal: safe, every promise is a row */
    }
    begin_drain(self);
}

static enum err open_signals(struct daemon *self)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigprocmask(SIG_BLOCK, &set, NULL); /* before any thread starts */
    signal(SIGPIPE, SIG_IGN);
    self->signal_fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    return self->signal_fd >= 0 ? ERR_NONE : err_note(ERR_FATAL, "signals: %s", strerror(errno));
}

/* Waits until the store can be reached and has this program's schema; a signal ends the wait. */
static enum err open_store(struct daemon *self)
{
    enum err err = open_lane(self, "control", true, &self->control);
    int64_t logged_ms = 0;
    while (err == ERR_NONE) {
        err = peer_check_schema(self->control);
        if (err != ERR_RETRY && err != ERR_UNKNOWN) {
            return err;
        }
        struct signalfd_siginfo info;
        if (read(self->signal_fd, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
            return err_note(ERR_FATAL, "stopped while waiting for the store");
        }
        if (clock_steady_ms() - logged_ms > STORE_LOG_S * 1000) {
            log_warn("waiting for the store: %s", err_last());
            logged_ms = clock_steady_ms();
        }
        err = ERR_NONE;
    }
    return err;
}

/* The bus opens before the service's state exists, so its events pass through here. */
static void daemon_on_delivered(void *arg, const Bus__V1__Envelope *const *envelopes, size_t count)
{
    const struct daemon *self = arg;
    if (self->service->events != NULL && self->service->events->delivered != NULL) {
        self->service->events->delivered(self->state, envelopes, count);
    }
}

static void daemon_on_woken(void *arg, enum stage_id stage)
{
    const struct daemon *self = arg;
    if (self->service->events != NULL && self->service->events->woken != NULL) {
        self->service->events->woken(self->state, stage);
    }
}

static void daemon_on_asked(void *arg, const struct bus_from *from, const Bus__V1__Request *request)
{
    const struct daemon *self = arg;
    if (self->service->events != NULL && self->service->events->asked != NULL) {
        self->service->events->asked(self->state, from, request);
    }
}

static void daemon_on_changed(void *arg, const Bus__V1__Changed *news)
{
    const struct daemon *self = arg;
    if (self->service->events != NULL && self->service->events->changed != NULL) {
        self->service->events->changed(self->state, news);
    }
}

static void daemon_on_lost(void *arg, enum stage_id stage, const struct uuid *ids, size_t count)
{
    struct daemon *self = arg;
    log_warn("bus: a receiver is gone, %zu messages of stage %d may be taken by other workers",
             count, (int)stage);
    queue_return(self->control, (int)stage, ids, count);
}

static const struct bus_events EVENTS = {daemon_on_delivered, daemon_on_woken, daemon_on_asked,
                                         daemon_on_changed, daemon_on_lost};

static enum err open_bus(struct daemon *self)
{
    enum err err = read_keys(self);
    if (err != ERR_NONE) {
        return err;
    }
    snprintf(self->inbox, sizeof(self->inbox), "tcp://%s", self->conf->bus_listen);
    struct bus_conf conf = {
        .service = self->service->name,
        .listen = self->inbox,
        .secret_key = self->secret_key,
        .public_key = self->public_key,
        .is_hot = self->conf->bus_hot,
        .window = self->conf->bus_window,
        .max_frame = self->conf->bus_max_frame,
    };
    err = bus_open(&self->bus, self->loop, &conf, &EVENTS, self);
    self->is_everywhere = err == ERR_NONE && bus_endpoint(self->bus)[0] == '\0';
    return err;
}

static enum err daemon_start(struct daemon *self)
{
    enum err err = open_signals(self);
    if (err == ERR_NONE) {
        err = loop_new(&self->loop);
    }
    if (err == ERR_NONE) {
        err = open_store(self);
    }
    if (err == ERR_NONE) {
        err = open_bus(self);
    }
    if (err == ERR_NONE) {
        err = health_open(&self->health, self);
    }
    if (err == ERR_NONE) {
        err = self->service->start(self, &self->state);
    }
    return err;
}

static void daemon_run(struct daemon *self)
{
    self->self = (struct peer_self){.service = self->service->name,
                                    .instance = *bus_instance(self->bus),
                                    .endpoint = bus_endpoint(self->bus),
                                    .public_key = self->public_key};
    self->directory_version = -1;
    loop_watch(self->loop, self->signal_fd, LOOP_READ, on_signal, self);
    loop_every(self->loop, LANE_TICK_MS, tick_lanes, self);
    loop_every(self->loop, DRAIN_CHECK_MS, check_drained, self);
    discovery_start(self);
    loop_run(self->loop);
    if (lane_is_up(self->control)) {
        (void)!peer_leave(self->control, &self->self.instance);
    }
    log_info("stopped");
}

static void daemon_stop(struct daemon *self)
{
    if (self->state != NULL) {
        self->service->stop(self->state);
    }
    for (size_t i = 0; i < self->lane_count; i++) {
        lane_close(&self->lanes[i]);
    }
    lane_close(&self->control);
    health_close(&self->health);
    bus_close(&self->bus);
    loop_free(&self->loop);
}

/* Removes --print-config or --check-config from the arguments; conf_read reads the others. */
static bool take_flag(int *argc, char **argv, const char *flag)
{
    for (int i = 1; i < *argc; i++) {
        if (strcmp(argv[i], flag) == 0) {
            memmove(argv + i, argv + i + 1, (size_t)(*argc - i) * sizeof(*argv));
            (*argc)--;
            return true;
        }
    }
    return false;
}

static enum err read_conf(struct daemon *self, int argc, char **argv)
{
    const struct daemon_service *service = self->service;
    enum err err = conf_read(service->name, service->conf_table, service->conf_count, service->conf,
                             argc, argv);
    enum log_level level = LOG_INFO;
    if (err == ERR_NONE && !log_level_parse(self->conf->log_level, &level)) {
        err = err_note(ERR_FATAL, "log.level: \"%s\" is not error, warn, info or debug",
                       self->conf->log_level);
    }
    char instance[16];
    snprintf(instance, sizeof(instance), "%d", (int)getpid());
    log_open(service->name, instance, level);
    return err;
}

int daemon_main(int argc, char **argv, const struct daemon_service *service)
{
    struct daemon self = {.service = service, .conf = service->conf, .signal_fd = -1};
    bool only_print = take_flag(&argc, argv, "--print-config");
    bool only_check = take_flag(&argc, argv, "--check-config");
    enum err err = read_conf(&self, argc, argv);
    if (err == ERR_NONE && only_print) {
        conf_print(service->conf_table, service->conf_count, service->conf);
    }
    if (err != ERR_NONE) {
        log_error("%s", err_last());
        return EXIT_CONFIG;
    }
    if (only_print || only_check) {
        return 0;
    }
    err = daemon_start(&self);
    if (err == ERR_NONE) {
        daemon_run(&self);
    } else {
        log_error("cannot start: %s", err_last());
    }
    daemon_stop(&self);
    return err == ERR_NONE ? 0 : 1;
}
