/*
 * program_test.c — the cage of a big program: it writes in its place and reads the system; it
 * reads nothing of ours, has no network and no other process, and ends with its child.
 */
#include "support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "sandbox/program.h"
#include "support/wait.h"

enum { WORDS_MAX = 4, ROOM = 8 << 20 };

struct run {
    char place[64], secret[64];
    const char *words[WORDS_MAX];
    struct loop *loop;
    struct child *child;
    struct buf output;
    enum child_end end;
};

/* In the child: runs the words, then hands over its exit status and what the program left. */
static int run_program(void *arg, int input, int output)
{
    static const char *const NONE[] = {NULL};
    const struct run *self = arg;
    char said[256];
    (void)input;
    int status = program_run(self->place, ROOM, self->words, NONE);
    ssize_t len = 0;
    int fd = openat(AT_FDCWD, self->secret, O_RDONLY | O_CLOEXEC);
    int out = chdir(self->place) == 0 ? open("out", O_RDONLY | O_CLOEXEC) : -1;
    len = out >= 0 ? read(out, said, sizeof(said) - 1) : 0;
    char line[512];
    said[len > 0 ? len : 0] = '\0';
    snprintf(line, sizeof(line), "%d %s%s", status, fd >= 0 ? "SECRET " : "", said);
    return file_write(output, line, strlen(line)) ? 0 : 1;
}

static void on_output(void *arg, const void *data, size_t len)
{
    struct run *self = arg;
    buf_add(&self->output, data, len);
}

static void on_ended(void *arg, enum child_end end)
{
    struct run *self = arg;
    self->end = end;
    loop_stop(self->loop);
}

static const struct child_events EVENTS = {.output = on_output, .ended = on_ended};

static void start(struct run *self, const char *program, const char *option, const char *text,
                  int seconds)
{
    const struct child_conf conf = {
        .memory = 1u << 30, .seconds = seconds, .output_max = 1 << 16, .place = self->place};
    self->words[0] = program;
    self->words[1] = option;
    self->words[2] = text;
    buf_clear(&self->output);
    assert_int_equal(loop_new(&self->loop), ERR_NONE);
    assert_int_equal(child_start(&self->child, self->loop, &conf, run_program, self,
                                 file_unnamed("", 0), &EVENTS, self),
                     ERR_NONE);
}

/* What it answers: "<status> <what it wrote in the file out>". */
static const char *answer_of(struct run *self, const char *program, const char *option,
                             const char *text)
{
    char path[100];
    snprintf(path, sizeof(path), "%s/out", self->place);
    (void)unlink(path);
    start(self, program, option, text, 20);
    loop_run(self->loop);
    loop_free(&self->loop);
    assert_int_equal(self->end, CHILD_DONE);
    return buf_string(&self->output);
}

static const char *shell(struct run *self, const char *text)
{
    return answer_of(self, "/bin/sh", "-c", text);
}

static int make_place(void **state)
{
    static struct run run;
    snprintf(run.place, sizeof(run.place), "/tmp/mc-program.XXXXXX");
    snprintf(run.secret, sizeof(run.secret), "/tmp/mc-secret.XXXXXX");
    assert_non_null(mkdtemp(run.place));
    int fd = mkstemp(run.secret);
    assert_true(fd >= 0 && file_write(fd, "secret", 6));
    close(fd);
    *state = &run;
    return 0;
}

static int remove_place(void **state)
{
    struct run *self = *state;
    char command[200];
    buf_free(&self->output);
    snprintf(command, sizeof(command), "rm -r %s %s", self->place, self->secret);
    return system(command);
}

static void it_writes_in_its_place_and_reads_the_system(void **state)
{
    assert_string_equal(shell(*state,
                              "read l < /usr/share/common-licenses/GPL-3 && echo \"$l\" > a &&"
                              " read l < ./a && echo $l > out; exit 3"),
                        "3 GNU GENERAL PUBLIC LICENSE\n");
}

static void it_reads_nothing_of_ours(void **state)
{
    struct run *self = *state;
    char text[400];
    snprintf(text, sizeof(text),
             "for f in %s /etc/shadow /proc/1/environ /proc/self/environ; do"
             " { read l; } 2> /dev/null < $f && echo $f >> out; done;"
             " { echo x; } 2> /dev/null > /tmp/mc-outside && echo wrote >> out; exit 0",
             self->secret);
    assert_string_equal(shell(self, text), "0 ");
}

static void it_starts_no_other_process(void **state)
{
    assert_string_equal(shell(*state, "/bin/true; echo $? > out"), "2 ");
    assert_string_equal(shell(*state, "(echo x > out)"), "2 ");
}

/* Its user owns the secret and runs the processes beside it. */
static void it_changes_nothing_of_others(void **state)
{
    struct run *self = *state;
    char text[600];
    struct stat about;
    snprintf(text, sizeof(text),
             "import os, resource\n"
             "try:\n"
             "    said = resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE)\n"
             "except PermissionError:\n"
             "    said = 'refused'\n"
             "os.chmod('%s', 0)\n"
             "os.utime('%s', (0, 0))\n"
             "print(said, file=open('out', 'w'))\n",
             self->secret, self->secret);
    assert_string_equal(answer_of(self, "/usr/bin/python3", "-c", text), "0 refused\n");
    assert_int_equal(stat(self->secret, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_true(about.st_mtime > 0);
}

static void it_has_no_network(void **state)
{
    static const char TRY[] =
        "import socket\n"
        "said = []\n"
        "def tried(what):\n"
        "    try:\n"
        "        what()\n"
        "        said.append('done')\n"
        "    except OSError as failure:\n"
        "        said.append(failure.errno)\n"
        "tried(lambda: socket.socket(socket.AF_INET))\n"
        "tried(lambda: socket.socket(socket.AF_INET6))\n"
        "tried(lambda: socket.socket(socket.AF_NETLINK))\n"
        "tried(lambda: socket.socket(socket.AF_UNIX).connect('/var/run/postgresql/.s.PGSQL.5432'))\n"
        "tried(lambda: socket.socket(socket.AF_UNIX).accept())\n"
        "print(*said, file=open('out', 'w'))\n";
    assert_string_equal(answer_of(*state, "/usr/bin/python3", "-c", TRY), "0 1 1 1 1 1\n");
}

static void what_it_computes_too_long_is_ended(void **state)
{
    struct run *self = *state;
    start(self, "/bin/sh", "-c", "while :; do :; done", 1);
    loop_run(self->loop);
    loop_free(&self->loop);
    assert_memory_equal(buf_string(&self->output), "-1", self->end == CHILD_DONE ? 2 : 0);
}

/* In files each of which is small enough. */
static void it_does_not_fill_the_disk(void **state)
{
    assert_string_equal(
        shell(*state, "i=0; while :; do i=$((i + 1)); printf '%0200000d' 0 > f$i; done"), "-1 ");
}

static bool is_gone(void *arg)
{
    const pid_t *pid = arg;
    return kill(*pid, 0) != 0 && errno == ESRCH;
}

static pid_t pid_of(const struct run *self)
{
    char path[100], text[20] = "";
    snprintf(path, sizeof(path), "%s/pid", self->place);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t len = fd >= 0 ? read(fd, text, sizeof(text) - 1) : 0;
    if (fd >= 0) {
        close(fd);
    }
    return len > 0 ? (pid_t)strtol(text, NULL, 10) : 0;
}

/* It waits, so that only the limit of elapsed time ends it. */
static void it_ends_with_its_child_at_the_limit(void **state)
{
    struct run *self = *state;
    start(self, "/bin/sh", "-c", "echo $$ > pid; exec /bin/sleep 1000", 1);
    loop_run(self->loop);
    loop_free(&self->loop);
    assert_int_equal(self->end, CHILD_TIMEOUT);
    pid_t pid = pid_of(self);
    assert_true(pid > 1);
    assert_true(wait_until(is_gone, &pid));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_writes_in_its_place_and_reads_the_system),
        cmocka_unit_test(it_reads_nothing_of_ours),
        cmocka_unit_test(it_starts_no_other_process),
        cmocka_unit_test(it_changes_nothing_of_others),
        cmocka_unit_test(it_has_no_network),
        cmocka_unit_test(what_it_computes_too_long_is_ended),
        cmocka_unit_test(it_does_not_fill_the_disk),
        cmocka_unit_test(it_ends_with_its_child_at_the_limit),
    };
    return cmocka_run_group_tests(tests, make_place, remove_place);
}
