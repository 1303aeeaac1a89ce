/*
 * one_service.c — see one_service.h.
 */
#include "support/one_service.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bus/bus.h"
#include "support/test.h"

enum { OPTIONS_MAX = 12 };

void one_service_make(struct one_service *self)
{
    char public_key[41], secret_key[41];
    *self = (struct one_service){.child = 0};
    bus_make_keys(public_key, secret_key);
    snprintf(self->keys, sizeof(self->keys), "/tmp/mc-service.XXXXXX");
    int fd = mkstemp(self->keys);
    assert_true(fd >= 0);
    dprintf(fd, "%s\n%s\n", public_key, secret_key);
    close(fd);
}

static void run(const char *path, char *dsn, char *keys, const char *const *options)
{
    char *arguments[OPTIONS_MAX + 4] = {NULL, dsn, keys};
    union {
        const char *given;
        char *argument;
    } word = {.given = path};
    arguments[0] = word.argument;
    for (size_t i = 0; i < OPTIONS_MAX && options[i] != NULL; i++) {
        word.given = options[i];
        arguments[3 + i] = word.argument;
    }
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(null, STDERR_FILENO);
    execv(path, arguments);
    _exit(127);
}

void one_service_start(struct one_service *self, const char *program, const char *dsn,
                       const char *const *options)
{
    char path[PATH_MAX], dsn_option[1200], keys_option[128];
    snprintf(path, sizeof(path), "%s/bin/%s", getenv("MC_BUILD"), program);
    snprintf(dsn_option, sizeof(dsn_option), "--store.dsn=%s", dsn);
    snprintf(keys_option, sizeof(keys_option), "--bus.keys=%s", self->keys);
    self->child = fork();
    assert_true(self->child >= 0);
    if (self->child == 0) {
        run(path, dsn_option, keys_option, options);
    }
}

void one_service_kill(struct one_service *self)
{
    if (self->child > 0) {
        kill(self->child, SIGKILL);
        assert_int_equal(waitpid(self->child, NULL, 0), self->child);
        self->child = 0;
    }
}

void one_service_end(struct one_service *self)
{
    one_service_kill(self);
    unlink(self->keys);
}
