/*
 * Files before clamd: a real one, with one signature of our own; none; and one that never answers.
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

#include "reader/scan.h"
#include "support/clamd.h"

enum { LARGE = 3 << 20 };

struct outcome {
    struct loop *loop;
    enum scan_end end;
    char signature[80];
    int calls;
};

static int start_clamd(void **state)
{
    *state = clamd_start();
    return 0;
}

static int stop_clamd(void **state)
{
    struct clamd *self = *state;
    clamd_stop(&self);
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
        memcpy(data + size - sizeof(CLAMD_MARK) - 5, CLAMD_MARK, sizeof(CLAMD_MARK) - 1);
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
    clamd_place(&place);
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
