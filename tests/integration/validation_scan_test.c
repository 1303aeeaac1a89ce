/*
 * Files before clamd: a real one, with a signature of our own and no other; none; and one that
 * never answers.
 */
#include "support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "validation/scan.h"

enum { LARGE = 3 << 20, START_TRIES = 300 };

/* What the only signature looks for; harmless. */
static const char MARK[] = "minh-chung-thu-nghiem-ma-doc-0001";

struct clamd {
    char dir[40], socket[64];
    pid_t pid;
};

struct outcome {
    struct loop *loop;
    enum scan_end end;
    char signature[80];
    int calls;
};

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

static void make_place(struct clamd *self)
{
    memset(self, 0, sizeof(*self));
    snprintf(self->dir, sizeof(self->dir), "/tmp/mc-clamd.XXXXXX");
    assert_non_null(mkdtemp(self->dir));
    snprintf(self->socket, sizeof(self->socket), "%s/socket", self->dir);
}

static int start_clamd(void **state)
{
    static struct clamd self;
    char text[512], path[128], signature[160];
    make_place(&self);
    size_t len = (size_t)snprintf(signature, sizeof(signature), "MinhChung.Test:0:*:");
    for (const char *at = MARK; *at != '\0'; at++) {
        len += (size_t)snprintf(signature + len, sizeof(signature) - len, "%02x", (unsigned)*at);
    }
    signature[len++] = '\n';
    signature[len] = '\0';
    write_file(self.dir, "own.ndb", signature);
    snprintf(text, sizeof(text),
             "LocalSocket %s\nDatabaseDirectory %s\nForeground yes\nUser root\nMaxThreads 2\n"
             "StreamMaxLength 8M\nLogFile %s/log\nTemporaryDirectory %s\n",
             self.socket, self.dir, self.dir, self.dir);
    write_file(self.dir, "conf", text);
    snprintf(path, sizeof(path), "--config-file=%s/conf", self.dir);
    self.pid = fork();
    if (self.pid == 0) {
        execl("/usr/sbin/clamd", "clamd", path, (char *)NULL);
        _exit(127);
    }
    int tries = 0;
    while (!is_up(self.socket) && tries++ < START_TRIES) {
        assert_int_equal(waitpid(self.pid, NULL, WNOHANG), 0);
        usleep(100000);
    }
    assert_true(is_up(self.socket));
    *state = &self;
    return 0;
}

static int stop_clamd(void **state)
{
    struct clamd *self = *state;
    static const char *const NAMES[] = {"own.ndb", "conf", "log", "socket"};
    char path[128];
    kill(self->pid, SIGKILL);
    waitpid(self->pid, NULL, 0);
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        snprintf(path, sizeof(path), "%s/%s", self->dir, NAMES[i]);
        unlink(path);
    }
    rmdir(self->dir);
    return 0;
}

static void scanned(void *arg, enum scan_end end, const char *signature)
{
    struct outcome *self = arg;
    self->end = end;
    self->calls++;
    snprintf(self->signature, sizeof(self->signature), "%s", signature);
    loop_stop(self->loop);
}

static struct outcome scan(const char *socket, int fd, int seconds)
{
    struct outcome out = {.end = SCAN_AWAY};
    struct scan_conf conf = {socket, seconds, 20, 2};
    assert_int_equal(loop_new(&out.loop), ERR_NONE);
    assert_non_null(scan_start(out.loop, &conf, fd, scanned, &out));
    loop_run(out.loop);
    loop_free(&out.loop);
    assert_int_equal(out.calls, 1);
    return out;
}

/* A file of `size` bytes, with the mark near its end or without. */
static int make_file(size_t size, bool is_marked)
{
    char *data = calloc(1, size);
    int fd = memfd_create("file", MFD_CLOEXEC);
    for (size_t i = 0; i < size; i++) {
        data[i] = (char)('a' + i * 7 % 23);
    }
    if (is_marked) {
        memcpy(data + size - sizeof(MARK) - 5, MARK, sizeof(MARK) - 1);
    }
    assert_int_equal(write(fd, data, size), (ssize_t)size);
    free(data);
    return fd;
}

static void malware_is_named_and_a_clean_file_passes(void **state)
{
    const struct clamd *clamd = *state;
    static const size_t SIZES[] = {100, 65536, LARGE};
    for (size_t i = 0; i < sizeof(SIZES) / sizeof(SIZES[0]); i++) {
        int clean = make_file(SIZES[i], false), bad = make_file(SIZES[i], true);
        assert_int_equal(scan(clamd->socket, clean, 20).end, SCAN_CLEAN);
        struct outcome found = scan(clamd->socket, bad, 20);
        assert_int_equal(found.end, SCAN_FOUND);
        assert_non_null(strstr(found.signature, "MinhChung.Test"));
        close(clean);
        close(bad);
    }
}

/* clamd refuses the stream in the middle of it: no verdict, and nothing hangs. */
static void a_file_over_its_limit_is_not_called_clean(void **state)
{
    const struct clamd *clamd = *state;
    int fd = make_file(12 << 20, false);
    assert_int_equal(scan(clamd->socket, fd, 20).end, SCAN_AWAY);
    close(fd);
}

static void without_clamd_a_file_is_not_called_clean(void **state)
{
    (void)state;
    int fd = make_file(100, false);
    assert_int_equal(scan("/nonexistent/clamd", fd, 1).end, SCAN_AWAY);
    close(fd);
}

static void a_clamd_that_never_answers_costs_its_time(void **state)
{
    (void)state;
    struct clamd place;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    make_place(&place);
    snprintf(address.sun_path, sizeof(address.sun_path), "%s", place.socket);
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), fd = make_file(LARGE, false);
    assert_int_equal(bind(listener, (const struct sockaddr *)&address, sizeof(address)), 0);
    assert_int_equal(listen(listener, 4), 0);
    assert_int_equal(scan(place.socket, fd, 1).end, SCAN_AWAY);
    close(fd);
    close(listener);
    unlink(place.socket);
    rmdir(place.dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(malware_is_named_and_a_clean_file_passes),
        cmocka_unit_test(a_file_over_its_limit_is_not_called_clean),
        cmocka_unit_test(without_clamd_a_file_is_not_called_clean),
        cmocka_unit_test(a_clamd_that_never_answers_costs_its_time),
    };
    return cmocka_run_group_tests(tests, start_clamd, stop_clamd);
}
