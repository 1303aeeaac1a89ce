/*
 * loop.c — zloop with what a daemon needs on top: descriptors whose events change with
 * every statement, callbacks at the end of a turn, and a stop.
 *
 * Descriptors are in one epoll set, of which zloop sees a single descriptor: zloop
 * rebuilds its poll set at every change, and then skips the rest of the turn.  Signals
 * are not handled here: the daemon reads a signalfd.
 */
#include "bus/loop.h"

#include <assert.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/queue.h>
#include <unistd.h>

#include <czmq.h>

#include "bus/loop_zmq.h"

enum { EVENTS_PER_TURN = 64 };

struct watch {
    int want;            /* 0: this slot is free */
    uint32_t generation; /* distinguishes events of a former owner of the number */
    loop_fd_fn *fn;
    void *arg;
};

struct timer {
    int id; /* zloop's number */
    bool repeats;
    loop_fn *fn;
    void *arg;
    LIST_ENTRY(timer) link;
};

struct socket_reader {
    struct loop *loop;
    void *socket;
    loop_fn *fn;
    void *arg;
    LIST_ENTRY(socket_reader) link;
};

struct deferred {
    loop_fn *fn;
    void *arg;
};

struct loop {
    zloop_t *zloop;
    int epoll;
    bool is_stopped;
    struct watch *watches; /* by descriptor */
    size_t watch_count;
    LIST_HEAD(timer_list, timer) timers;
    LIST_HEAD(reader_list, socket_reader) readers;
    struct deferred *deferred;
    size_t deferred_count;
    size_t deferred_capacity;
};

static int loop_answer(const struct loop *self)
{
    return self->is_stopped ? -1 : 0;
}

static void dispatch_fd(struct loop *self, const struct epoll_event *event)
{
    size_t fd = (size_t)(uint32_t)event->data.u64;
    uint32_t generation = (uint32_t)(event->data.u64 >> 32);
    if (fd >= self->watch_count || self->watches[fd].want == 0 ||
        self->watches[fd].generation != generation) {
        return; /* removed by an earlier callback of this turn */
    }
    const struct watch watch = self->watches[fd];
    int ready = 0;
    if ((event->events & EPOLLIN) != 0) {
        ready |= LOOP_READ;
    }
    if ((event->events & EPOLLOUT) != 0) {
        ready |= LOOP_WRITE;
    }
    if ((event->events & (EPOLLERR | EPOLLHUP | EPOLLRDHUP)) != 0) {
        ready |= watch.want; /* the owner's read or write returns the error */
    }
    if ((ready & watch.want) != 0) {
        watch.fn(watch.arg, (int)fd, ready & watch.want);
    }
}

static int fds_are_ready(zloop_t *zloop, zmq_pollitem_t *item, void *arg)
{
    (void)zloop;
    (void)item;
    struct loop *self = arg;
    struct epoll_event events[EVENTS_PER_TURN];
    int count = epoll_wait(self->epoll, events, EVENTS_PER_TURN, 0);
    for (int i = 0; i < count; i++) {
        dispatch_fd(self, &events[i]);
    }
    return loop_answer(self);
}

enum err loop_new(struct loop **out)
{
    zsys_handler_set(NULL);
    struct loop *self = calloc(1, sizeof(*self));
    assert(self != NULL);
    self->epoll = epoll_create1(EPOLL_CLOEXEC);
    self->zloop = zloop_new();
    if (self->epoll < 0 || self->zloop == NULL) {
        loop_free(&self);
        return ERR_FATAL;
    }
    zloop_set_nonstop(self->zloop, true);
    zmq_pollitem_t item = {.socket = NULL, .fd = self->epoll, .events = ZMQ_POLLIN};
    int rc = zloop_poller(self->zloop, &item, fds_are_ready, self);
    assert(rc == 0);
    zloop_poller_set_tolerant(self->zloop, &item);
    *out = self;
    return ERR_NONE;
}

void loop_free(struct loop **self_p)
{
    struct loop *self = *self_p;
    if (self == NULL) {
        return;
    }
    zloop_destroy(&self->zloop);
    if (self->epoll >= 0) {
        close(self->epoll);
    }
    for (struct timer *timer = LIST_FIRST(&self->timers), *next; timer != NULL; timer = next) {
        next = LIST_NEXT(timer, link);
        free(timer);
    }
    for (struct socket_reader *reader = LIST_FIRST(&self->readers), *next; reader != NULL;
         reader = next) {
        next = LIST_NEXT(reader, link);
        free(reader);
    }
    free(self->watches);
    free(self->deferred);
    free(self);
    *self_p = NULL;
}

static struct watch *watch_slot(struct loop *self, int fd)
{
    size_t index = (size_t)fd;
    if (index >= self->watch_count) {
        size_t count = index * 2 + 16;
        self->watches = realloc(self->watches, count * sizeof(*self->watches));
        assert(self->watches != NULL);
        memset(self->watches + self->watch_count, 0,
               (count - self->watch_count) * sizeof(*self->watches));
        self->watch_count = count;
    }
    return &self->watches[index];
}

void loop_watch(struct loop *self, int fd, int want, loop_fd_fn *fn, void *arg)
{
    assert(fd >= 0);
    if (want == 0) {
        loop_forget(self, fd);
        return;
    }
    struct watch *watch = watch_slot(self, fd);
    if (watch->want == 0) {
        watch->generation++;
    }
    watch->want = want;
    watch->fn = fn;
    watch->arg = arg;
    struct epoll_event event = {.data.u64 = (uint64_t)watch->generation << 32 | (uint32_t)fd};
    event.events = ((want & LOOP_READ) != 0 ? EPOLLIN | EPOLLRDHUP : 0u) |
                   ((want & LOOP_WRITE) != 0 ? EPOLLOUT : 0u);
    /* The kernel removes a closed descriptor by itself, so its number may be reused
     * while it is still watched here: hence both orders of the calls. */
    int rc = epoll_ctl(self->epoll, EPOLL_CTL_MOD, fd, &event);
    if (rc != 0 && errno == ENOENT) {
        rc = epoll_ctl(self->epoll, EPOLL_CTL_ADD, fd, &event);
    }
    assert(rc == 0);
}

void loop_forget(struct loop *self, int fd)
{
    if (fd < 0 || (size_t)fd >= self->watch_count || self->watches[fd].want == 0) {
        return;
    }
    self->watches[fd].want = 0;
    /* Fails if the owner has closed fd already, which has the same effect. */
    (void)epoll_ctl(self->epoll, EPOLL_CTL_DEL, fd, NULL);
}

static struct timer *find_timer(struct loop *self, int id)
{
    struct timer *timer = LIST_FIRST(&self->timers);
    while (timer != NULL && timer->id != id) {
        timer = LIST_NEXT(timer, link);
    }
    return timer;
}

static int timer_is_due(zloop_t *zloop, int id, void *arg)
{
    (void)zloop;
    struct loop *self = arg;
    struct timer *timer = find_timer(self, id);
    if (timer == NULL) {
        return loop_answer(self); /* cancelled in this turn */
    }
    loop_fn *fn = timer->fn;
    void *fn_arg = timer->arg;
    if (!timer->repeats) {
        LIST_REMOVE(timer, link);
        free(timer);
    }
    fn(fn_arg);
    return loop_answer(self);
}

static int add_timer(struct loop *self, int delay_ms, bool repeats, const struct deferred *call)
{
    struct timer *timer = calloc(1, sizeof(*timer));
    assert(timer != NULL && delay_ms >= 0);
    *timer = (struct timer){.repeats = repeats, .fn = call->fn, .arg = call->arg};
    timer->id = zloop_timer(self->zloop, (size_t)delay_ms, repeats ? 0 : 1, timer_is_due, self);
    assert(timer->id > 0);
    LIST_INSERT_HEAD(&self->timers, timer, link);
    return timer->id;
}

int loop_every(struct loop *self, int every_ms, loop_fn *fn, void *arg)
{
    assert(every_ms > 0);
    return add_timer(self, every_ms, true, &(struct deferred){fn, arg});
}

int loop_after(struct loop *self, int after_ms, loop_fn *fn, void *arg)
{
    return add_timer(self, after_ms, false, &(struct deferred){fn, arg});
}

void loop_cancel(struct loop *self, int id)
{
    struct timer *timer = find_timer(self, id);
    if (timer == NULL) {
        return;
    }
    LIST_REMOVE(timer, link);
    free(timer);
    zloop_timer_end(self->zloop, id);
}

static int run_deferred(zloop_t *zloop, int id, void *arg)
{
    (void)zloop;
    (void)id;
    struct loop *self = arg;
    struct deferred *calls = self->deferred;
    size_t count = self->deferred_count;
    /* What these callbacks defer runs at the end of the next turn. */
    self->deferred = NULL;
    self->deferred_count = 0;
    self->deferred_capacity = 0;
    for (size_t i = 0; i < count; i++) {
        calls[i].fn(calls[i].arg);
    }
    free(calls);
    return loop_answer(self);
}

void loop_defer(struct loop *self, loop_fn *fn, void *arg)
{
    if (self->deferred_count == self->deferred_capacity) {
        self->deferred_capacity = self->deferred_capacity * 2 + 8;
        self->deferred = realloc(self->deferred, self->deferred_capacity * sizeof(*self->deferred));
        assert(self->deferred != NULL);
    }
    self->deferred[self->deferred_count++] = (struct deferred){fn, arg};
    if (self->deferred_count == 1) {
        /* zloop runs timers after its poll and before the sockets: a timer without
         * delay runs after every callback of this turn. */
        int timer = zloop_timer(self->zloop, 0, 1, run_deferred, self);
        assert(timer > 0);
    }
}

static void do_nothing(void *arg)
{
    (void)arg;
}

void loop_recall(struct loop *self, loop_fn *fn, void *arg)
{
    for (size_t i = 0; i < self->deferred_count; i++) {
        if (self->deferred[i].fn == fn && self->deferred[i].arg == arg) {
            self->deferred[i].fn = do_nothing;
        }
    }
}

static int socket_is_ready(zloop_t *zloop, zmq_pollitem_t *item, void *arg)
{
    (void)zloop;
    (void)item;
    struct socket_reader *reader = arg;
    struct loop *self = reader->loop;
    reader->fn(reader->arg);
    return loop_answer(self);
}

void loop_add_socket(struct loop *self, void *socket, loop_fn *fn, void *arg)
{
    struct socket_reader *reader = calloc(1, sizeof(*reader));
    assert(reader != NULL);
    *reader = (struct socket_reader){.loop = self, .socket = socket, .fn = fn, .arg = arg};
    LIST_INSERT_HEAD(&self->readers, reader, link);
    zmq_pollitem_t item = {.socket = socket, .fd = 0, .events = ZMQ_POLLIN};
    int rc = zloop_poller(self->zloop, &item, socket_is_ready, reader);
    assert(rc == 0);
    zloop_poller_set_tolerant(self->zloop, &item);
}

void loop_drop_socket(struct loop *self, void *socket)
{
    zmq_pollitem_t item = {.socket = socket, .fd = 0, .events = ZMQ_POLLIN};
    zloop_poller_end(self->zloop, &item);
    struct socket_reader *reader = LIST_FIRST(&self->readers);
    while (reader != NULL && reader->socket != socket) {
        reader = LIST_NEXT(reader, link);
    }
    if (reader != NULL) {
        LIST_REMOVE(reader, link);
        free(reader); /* zloop makes no other call before it has rebuilt its set */
    }
}

void loop_run(struct loop *self)
{
    while (!self->is_stopped) {
        (void)zloop_start(self->zloop);
    }
    self->is_stopped = false;
}

void loop_stop(struct loop *self)
{
    self->is_stopped = true;
}
