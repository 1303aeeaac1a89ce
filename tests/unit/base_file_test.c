/*
 * Files: a write is whole although signals interrupt it; a file without a name has the bytes.
 */
#include "support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/file.h"

enum { MUCH = 1 << 20 };

static unsigned char sent[MUCH], got[MUCH];
static int pipe_ends[2];
static volatile size_t got_len;
static volatile sig_atomic_t interruptions;

/* Every second signal leaves the pipe full, so that the write ends without a byte. */
static void read_at_times(int signal)
{
    int before = errno;
    (void)signal;
    if (++interruptions % 2 == 0) {
        for (ssize_t len; (len = read(pipe_ends[0], got + got_len, MUCH - got_len)) > 0;) {
            got_len += (size_t)len;
        }
    }
    errno = before;
}

static void file_write_writes_all_although_it_is_interrupted(void **state)
{
    (void)state;
    const struct sigaction reader = {.sa_handler = read_at_times}; /* without SA_RESTART */
    const struct itimerval often = {{0, 1000}, {0, 1000}}, never = {0};
    for (size_t i = 0; i < MUCH; i++) {
        sent[i] = (unsigned char)(i * 7 + i / 256);
    }
    assert_return_code(pipe(pipe_ends), errno);
    assert_return_code(fcntl(pipe_ends[0], F_SETFL, O_NONBLOCK), errno);
    assert_return_code(sigaction(SIGALRM, &reader, NULL), errno);
    assert_return_code(setitimer(ITIMER_REAL, &often, NULL), errno);
    bool is_written = file_write(pipe_ends[1], sent, MUCH);
    assert_return_code(setitimer(ITIMER_REAL, &never, NULL), errno);
    assert_true(is_written);
    interruptions = 1;
    read_at_times(SIGALRM);
    assert_int_equal(got_len, MUCH);
    assert_memory_equal(got, sent, MUCH);
    close(pipe_ends[0]);
    close(pipe_ends[1]);
}

static void file_write_says_why_it_cannot(void **state)
{
    (void)state;
    int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    assert_false(file_write(fd, "text", 4));
    assert_int_equal(errno, EBADF);
    assert_true(file_write(fd, "", 0));
    close(fd);
}

static void file_unnamed_has_the_bytes_from_its_start(void **state)
{
    (void)state;
    char text[16];
    int fd = file_unnamed("đoàn viên", strlen("đoàn viên"));
    assert_true(fd >= 0);
    ssize_t len = read(fd, text, sizeof(text));
    assert_int_equal(len, strlen("đoàn viên"));
    assert_memory_equal(text, "đoàn viên", strlen("đoàn viên"));
    assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(file_write_writes_all_although_it_is_interrupted),
        cmocka_unit_test(file_write_says_why_it_cannot),
        cmocka_unit_test(file_unnamed_has_the_bytes_from_its_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
