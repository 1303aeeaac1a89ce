/*
 * transfers.c — connects libcurl's multi interface (sockets and one timer) to the loop.
 */
#include "fetch/transfers.h"

#include <stdlib.h>

#include "base/arena.h"

struct transfers {
    struct loop *loop;
    CURLM *multi;
    int timer; /* 0: none */
    const struct transfers_events *events;
    void *arg;
};

static void transfers_collect(struct transfers *self)
{
    int left;
    for (CURLMsg *message; (message = curl_multi_info_read(self->multi, &left)) != NULL;) {
        if (message->msg == CURLMSG_DONE) {
            CURL *easy = message->easy_handle;
            CURLcode code = message->data.result;
            char *transfer = NULL;
            curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
            curl_multi_remove_handle(self->multi, easy);
            self->events->ended(self->arg, transfer, code);
        }
    }
    if (self->events->settled != NULL) {
        self->events->settled(self->arg);
    }
}

static void socket_ready(void *arg, int fd, int ready)
{
    struct transfers *self = arg;
    int running;
    int mask = ((ready & LOOP_READ) != 0 ? CURL_CSELECT_IN : 0) |
               ((ready & LOOP_WRITE) != 0 ? CURL_CSELECT_OUT : 0);
    curl_multi_socket_action(self->multi, fd, mask, &running);
    transfers_collect(self);
}

static int watch_socket(CURL *easy, curl_socket_t fd, int what, void *arg, void *own)
{
    struct transfers *self = arg;
    (void)easy;
    (void)own;
    int want = (what == CURL_POLL_IN || what == CURL_POLL_INOUT ? LOOP_READ : 0) |
               (what == CURL_POLL_OUT || what == CURL_POLL_INOUT ? LOOP_WRITE : 0);
    loop_watch(self->loop, fd, want, socket_ready, self);
    return 0;
}

static void time_is_up(void *arg)
{
    struct transfers *self = arg;
    int running;
    self->timer = 0;
    curl_multi_socket_action(self->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    transfers_collect(self);
}

static int set_timer(CURLM *multi, long after_ms, void *arg)
{
    struct transfers *self = arg;
    (void)multi;
    if (self->timer != 0) {
        loop_cancel(self->loop, self->timer);
        self->timer = 0;
    }
    if (after_ms >= 0) {
        self->timer = loop_after(self->loop, (int)after_ms, time_is_up, self);
    }
    return 0;
}

struct transfers *transfers_open(struct loop *loop, const struct transfers_events *events,
                                 void *arg)
{
    CURLM *multi = curl_multi_init();
    if (multi == NULL) {
        return NULL;
    }
    struct transfers *self = memory_zero(sizeof(*self));
    *self = (struct transfers){.loop = loop, .multi = multi, .events = events, .arg = arg};
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, watch_socket);
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, self);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, set_timer);
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, self);
    return self;
}

void transfers_close(struct transfers **pointer)
{
    struct transfers *self = *pointer;
    if (self == NULL) {
        return;
    }
    curl_multi_cleanup(self->multi);
    if (self->timer != 0) {
        loop_cancel(self->loop, self->timer);
    }
    free(self);
    *pointer = NULL;
}

void transfers_add(struct transfers *self, CURL *easy)
{
    curl_multi_add_handle(self->multi, easy);
}

void transfers_drop(struct transfers *self, CURL *easy)
{
    curl_multi_remove_handle(self->multi, easy);
}
