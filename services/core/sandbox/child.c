/*
 * child.c — the parent's side: forks, reads the output through a pipe, enforces the time
 * limit; and the child's way into the cage.
 */
#include "sandbox/child.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "sandbox/cage.h"

enum { INPUT_FD = 3, OUTPUT_FD = 4, READ_BYTES = 65536, EXIT_NO_CAGE = 126 };

struct child {
    struct loop *loop;
    struct child_conf conf;
    const struct child_events *events;
    void *arg;
    pid_t pid;
    int pid_fd;
    int output; /* -1 once it was closed */
    int timer;
    size_t received;
    bool is_paused, is_killed;
    enum child_end why; /* of the kill */
};

static void child_forget(struct child *self)
{
    if (self->output >= 0) {
        loop_forget(self->loop, self->output);
        close(self->output);
    }
    loop_forget(self->loop, self->pid_fd);
    close(self->pid_fd);
    loop_cancel(self->loop, self->timer);
    free(self);
}

/* With what it has started: it leads a group of its own as soon as it can start anything. */
static void kill_all_of(pid_t pid)
{
    (void)kill(-pid, SIGKILL);
    (void)kill(pid, SIGKILL);
}

static void kill_for(struct child *self, enum child_end why)
{
    if (!self->is_killed) {
        self->is_killed = true;
        self->why = why;
        kill_all_of(self->pid);
    }
}

/* Reads what the child has written so far; closes the descriptor at the end of the output. */
static void read_output(struct child *self)
{
    static char data[READ_BYTES];
    ssize_t len = read(self->output, data, sizeof(data));
    if (len < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    if (len <= 0) {
        loop_forget(self->loop, self->output);
        close(self->output);
        self->output = -1;
        return;
    }
    self->received += (size_t)len;
    if (self->received > self->conf.output_max) {
        kill_for(self, CHILD_TOO_MUCH);
    } else if (!self->is_killed) {
        self->events->output(self->arg, data, (size_t)len);
    }
}

static void output_ready(void *arg, int fd, int ready)
{
    (void)fd;
    (void)ready;
    read_output(arg);
}

static void child_on_exited(void *arg, int fd, int ready)
{
    struct child *self = arg;
    (void)fd;
    (void)ready;
    if (self->is_paused) {
        return; /* its output comes before its end */
    }
    int status = 0;
    while (self->output >= 0 && !self->is_killed) {
        size_t before = self->received;
        read_output(self);
        if (self->is_paused) {
            return;
        }
        if (self->output >= 0 && self->received == before) {
            break; /* a grandchild has the other end open */
        }
    }
    if (waitpid(self->pid, &status, WNOHANG) != self->pid) {
        return;
    }
    bool is_good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    bool is_out_of_time = WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU;
    enum child_end end = self->is_killed  ? self->why
                         : is_out_of_time ? CHILD_TIMEOUT
                         : is_good        ? CHILD_DONE
                                          : CHILD_FAILED;
    const struct child_events *events = self->events;
    void *owner = self->arg;
    child_forget(self);
    events->ended(owner, end);
}

static void time_is_up(void *arg)
{
    struct child *self = arg;
    self->timer = loop_after(self->loop, 1000, time_is_up, self);
    kill_for(self, CHILD_TIMEOUT);
}

/* Lowest class of processor and disk.  What is refused leaves a faster child, no wrong one. */
static void become_idle(void)
{
    enum { IOPRIO_WHO_PROCESS = 1, IOPRIO_CLASS_IDLE = 3 << 13, NICEST = 19 };
    const struct sched_param none = {0};
    (void)setpriority(PRIO_PROCESS, 0, NICEST);
    (void)sched_setscheduler(0, SCHED_IDLE, &none);
    (void)syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, IOPRIO_CLASS_IDLE);
}

/* In the child: moves the two descriptors to fixed numbers and closes all others. */
static _Noreturn void become_child(const struct child_conf *conf, child_work_fn *work,
                                   void *work_arg, int input, int output)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    input = fcntl(input, F_DUPFD, OUTPUT_FD + 1); /* away from the fixed numbers */
    output = fcntl(output, F_DUPFD, OUTPUT_FD + 1);
    if (input < 0 || output < 0 || dup2(input, INPUT_FD) < 0 || dup2(output, OUTPUT_FD) < 0) {
        _exit(EXIT_NO_CAGE);
    }
    close_range(OUTPUT_FD + 1, ~0u, 0);
    if (conf->is_idle) {
        become_idle();
    } else if (conf->nice > 0) {
        (void)setpriority(PRIO_PROCESS, 0, conf->nice);
    }
    if (chdir("/") != 0 || setsid() < 0 || cage_close(conf) != 0) {
        _exit(EXIT_NO_CAGE);
    }
    _exit(work(work_arg, INPUT_FD, OUTPUT_FD));
}

enum err child_start(struct child **out, struct loop *loop, const struct child_conf *conf,
                     child_work_fn *work, void *work_arg, int take_input,
                     const struct child_events *events, void *arg)
{
    int pipe_fds[2];
    *out = NULL;
    if (pipe2(pipe_fds, O_CLOEXEC) != 0) {
        close(take_input);
        return err_note(ERR_RETRY, "sandbox: no pipe");
    }
    pid_t pid = fork();
    if (pid == 0) {
        become_child(conf, work, work_arg, take_input, pipe_fds[1]);
    }
    close(take_input);
    close(pipe_fds[1]);
    int pid_fd = pid > 0 ? (int)syscall(SYS_pidfd_open, pid, 0) : -1;
    if (pid_fd < 0) {
        close(pipe_fds[0]);
        if (pid > 0) {
            kill(pid, SIGKILL);
            waitpid(pid, NULL, 0);
        }
        return err_note(ERR_RETRY, "sandbox: no process");
    }
    fcntl(pipe_fds[0], F_SETFL, O_NONBLOCK);
    struct child *self = memory_zero(sizeof(*self));
    *self = (struct child){.loop = loop,
                           .conf = *conf,
                           .events = events,
                           .arg = arg,
                           .pid = pid,
                           .pid_fd = pid_fd,
                           .output = pipe_fds[0]};
    self->timer = loop_after(loop, conf->seconds * 2000, time_is_up, self);
    loop_watch(loop, self->output, LOOP_READ, output_ready, self);
    loop_watch(loop, self->pid_fd, LOOP_READ, child_on_exited, self);
    *out = self;
    return ERR_NONE;
}

void child_kill(struct child **self)
{
    if (*self != NULL) {
        kill_all_of((*self)->pid);
        waitpid((*self)->pid, NULL, 0);
        child_forget(*self);
        *self = NULL;
    }
}

void child_pause(struct child *self, bool is_paused)
{
    self->is_paused = is_paused;
    if (is_paused) {
        if (self->output >= 0) {
            loop_forget(self->loop, self->output);
        }
        loop_forget(self->loop, self->pid_fd);
        return;
    }
    if (self->output >= 0) {
        loop_watch(self->loop, self->output, LOOP_READ, output_ready, self);
    }
    loop_watch(self->loop, self->pid_fd, LOOP_READ, child_on_exited, self);
}
