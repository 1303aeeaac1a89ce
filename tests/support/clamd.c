/*
 * clamd.c — see clamd.h.
 */
#include "support/clamd.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/test.h"
#include "support/wait.h"

static void write_file(const char *dir, const char *name, const char *content)
{
    char path[128];
    snprintf(path, sizeof(path), "%s/%s", dir, name);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_true(fputs(content, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static bool is_up(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool is_there = connect(fd, (const struct sockaddr *)&address, sizeof(address)) == 0;
    close(fd);
    return is_there;
}

static bool is_up_or_dead(void *arg)
{
    const struct clamd *self = arg;
    return is_up(self->socket) || waitpid(self->pid, NULL, WNOHANG) != 0;
}

void clamd_place(struct clamd *self)
{
    memset(self, 0, sizeof(*self));
    snprintf(self->dir, sizeof(self->dir), "/tmp/mc-clamd.XXXXXX");
    assert_non_null(mkdtemp(self->dir));
    snprintf(self->socket, sizeof(self->socket), "%s/socket", self->dir);
}

void clamd_again(struct clamd *self)
{
    char path[128];
    snprintf(path, sizeof(path), "--config-file=%s/conf", self->dir);
    self->pid = fork();
    if (self->pid == 0) {
        execl("/usr/sbin/clamd", "clamd", path, (char *)NULL);
        _exit(127);
    }
    assert_true(wait_until(is_up_or_dead, self));
    assert_true(is_up(self->socket));
}

struct clamd *clamd_start(void)
{
    static const char MARK[] = CLAMD_MARK;
    char text[512], signature[160];
    struct clamd *self = calloc(1, sizeof(*self));
    assert_non_null(self);
    clamd_place(self);
    size_t len = (size_t)snprintf(signature, sizeof(signature), "MinhChung.Test:0:*:");
    for (const char *at = MARK; *at != '\0'; at++) {
        len += (size_t)snprintf(signature + len, sizeof(signature) - len, "%02x", (unsigned)*at);
    }
    signature[len++] = '\n';
    signature[len] = '\0';
    write_file(self->dir, "own.ndb", signature);
    snprintf(text, sizeof(text),
             "LocalSocket %s\nDatabaseDirectory %s\nForeground yes\nUser root\nMaxThreads 2\n"
             "StreamMaxLength 8M\nLogFile %s/log\nTemporaryDirectory %s\n",
             self->socket, self->dir, self->dir, self->dir);
    write_file(self->dir, "conf", text);
    clamd_again(self);
    return self;
}

void clamd_kill(struct clamd *self)
{
    kill(self->pid, SIGKILL);
    waitpid(self->pid, NULL, 0);
    unlink(self->socket);
}

void clamd_stop(struct clamd **pointer)
{
    static const char *const NAMES[] = {"own.ndb", "conf", "log"};
    struct clamd *self = *pointer;
    char path[128];
    clamd_kill(self);
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        snprintf(path, sizeof(path), "%s/%s", self->dir, NAMES[i]);
        unlink(path);
    }
    rmdir(self->dir);
    free(self);
    *pointer = NULL;
}
