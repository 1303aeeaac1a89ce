/*
 * scan.c — the protocol INSTREAM over a non-blocking socket.
 *
 * After the command come chunks, each a length of four bytes and so many bytes; a length of zero
 * ends the stream. clamd answers one line. An attempt that fails or times out is repeated after a
 * pause that doubles, up to `tries`.
 */
#include "reader/scan.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/arena.h"

enum { CHUNK = 65536, ANSWER = 512 };

struct scan {
    struct loop *loop;
    struct scan_conf conf;
    int fd, socket; /* socket -1: not connected */
    int timer;      /* 0: none */
    int tries;
    off_t at;
    bool is_sent; /* the whole file */
    unsigned char out[CHUNK + 16];
    size_t out_len, out_at;
    char answer[ANSWER];
    size_t answer_len;
    scan_fn *then;
    void *arg;
};

static void try_once(void *arg);

static void hang_up(struct scan *self)
{
    if (self->timer > 0) {
        loop_cancel(self->loop, self->timer);
        self->timer = 0;
    }
    if (self->socket >= 0) {
        loop_forget(self->loop, self->socket);
        close(self->socket);
        self->socket = -1;
    }
}

static void scan_finish(struct scan *self, enum scan_end end, const char *signature)
{
    hang_up(self);
    self->then(self->arg, end, signature);
    free(self);
}

static void try_again(struct scan *self)
{
    hang_up(self);
    if (self->tries >= self->conf.tries) {
        scan_finish(self, SCAN_AWAY, "");
        return;
    }
    self->timer = loop_after(self->loop, self->conf.again_ms << (self->tries - 1), try_once, self);
}

static void time_is_up(void *arg)
{
    struct scan *self = arg;
    self->timer = 0;
    try_again(self);
}

/* "stream: OK", "stream: NAME FOUND"; anything else, e.g. a limit, is no answer. */
static void scan_judge(struct scan *self)
{
    static const char START[] = "stream: ", FOUND[] = " FOUND";
    char *text = self->answer;
    size_t len = strlen(text);
    bool is_answer = strncmp(text, START, sizeof(START) - 1) == 0;
    if (is_answer && strcmp(text + sizeof(START) - 1, "OK") == 0) {
        scan_finish(self, SCAN_CLEAN, "");
    } else if (is_answer && len > sizeof(FOUND) - 1 &&
               strcmp(text + len - sizeof(FOUND) + 1, FOUND) == 0) {
        text[len - sizeof(FOUND) + 1] = '\0';
        scan_finish(self, SCAN_FOUND, text + sizeof(START) - 1);
    } else {
        scan_finish(self, SCAN_AWAY, "");
    }
}

static void take_answer(struct scan *self)
{
    ssize_t len = recv(self->socket, self->answer + self->answer_len,
                       sizeof(self->answer) - 1 - self->answer_len, 0);
    if (len < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    self->answer_len += len > 0 ? (size_t)len : 0;
    self->answer[self->answer_len] = '\0';
    bool is_whole = memchr(self->answer, '\0', self->answer_len) != NULL;
    if (is_whole || self->answer_len == sizeof(self->answer) - 1) {
        scan_judge(self);
    } else if (len <= 0) {
        try_again(self);
    }
}

/* A length of four bytes, then so many bytes; length zero ends the stream. */
static void next_chunk(struct scan *self)
{
    ssize_t len = pread(self->fd, self->out + 4, CHUNK, self->at);
    uint32_t count = htonl(len > 0 ? (uint32_t)len : 0);
    memcpy(self->out, &count, 4);
    self->out_at = 0;
    self->out_len = 4 + (len > 0 ? (size_t)len : 0);
    self->at += len > 0 ? len : 0;
    self->is_sent = len <= 0;
}

/* True while clamd takes more; when it stops early its answer has the reason. */
static bool send_some(struct scan *self)
{
    ssize_t len =
        send(self->socket, self->out + self->out_at, self->out_len - self->out_at, MSG_NOSIGNAL);
    if (len < 0) {
        bool is_later = errno == EAGAIN || errno == EINTR;
        self->is_sent = self->is_sent || !is_later;
        self->out_at = is_later ? self->out_at : self->out_len;
        return is_later;
    }
    self->out_at += (size_t)len;
    return true;
}

static void ready_for(void *arg, int fd, int ready);

static void scan_turn(struct scan *self)
{
    if (self->out_at == self->out_len && !self->is_sent) {
        next_chunk(self);
    }
    if (self->out_at < self->out_len && send_some(self)) {
        return;
    }
    if (self->out_at == self->out_len && self->is_sent) {
        loop_watch(self->loop, self->socket, LOOP_READ, ready_for, self);
    }
}

static void ready_for(void *arg, int fd, int ready)
{
    struct scan *self = arg;
    (void)fd;
    if ((ready & LOOP_READ) != 0) {
        take_answer(self);
    } else if ((ready & LOOP_WRITE) != 0) {
        scan_turn(self);
    }
}

static bool scan_reach(struct scan *self)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int len = snprintf(address.sun_path, sizeof(address.sun_path), "%s", self->conf.socket);
    self->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    return self->socket >= 0 && len < (int)sizeof(address.sun_path) &&
           connect(self->socket, (const struct sockaddr *)&address, sizeof(address)) == 0;
}

static void try_once(void *arg)
{
    static const char COMMAND[] = "zINSTREAM";
    struct scan *self = arg;
    self->tries++;
    self->timer = 0;
    self->at = 0;
    self->is_sent = false;
    self->answer_len = 0;
    memcpy(self->out, COMMAND, sizeof(COMMAND)); /* including its NUL */
    self->out_len = sizeof(COMMAND);
    self->out_at = 0;
    if (!scan_reach(self)) {
        try_again(self);
        return;
    }
    self->timer = loop_after(self->loop, self->conf.seconds * 1000, time_is_up, self);
    loop_watch(self->loop, self->socket, LOOP_READ | LOOP_WRITE, ready_for, self);
}

struct scan *scan_start(struct loop *loop, const struct scan_conf *conf, int fd, scan_fn *then,
                        void *arg)
{
    struct scan *self = memory_zero(sizeof(*self));
    self->loop = loop;
    self->conf = *conf;
    self->fd = fd;
    self->socket = -1;
    self->then = then;
    self->arg = arg;
    self->timer = loop_after(loop, 1, try_once, self);
    return self;
}

void scan_cancel(struct scan **pointer)
{
    struct scan *self = *pointer;
    if (self != NULL) {
        hang_up(self);
        free(self);
        *pointer = NULL;
    }
}
