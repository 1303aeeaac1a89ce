/*
 * system_process.c — see system_process.h.  One thread forks and waits for all children, so
 * that no process id is signalled after it was reaped.
 */
#include "support/system_process.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "support/wait.h"

enum { PROCESSES_MAX = 32, LOOK_MS = 10, PAUSE_MS = 150 };

struct process {
    char **arguments;
    char *log;
    pid_t pid; /* 0: does not run */
    int64_t not_before_ms;
    bool is_held;
    bool is_expected; /* the test has asked for its next death */
};

struct supervisor {
    pthread_t thread;
    pthread_mutex_t lock;
    struct process processes[PROCESSES_MAX];
    size_t count;
    int deaths, crashes;
    bool is_stopping;
};

static void start(struct process *process)
{
    pid_t pid = fork();
    if (pid != 0) {
        process->pid = pid > 0 ? pid : 0;
        process->is_expected = false;
        return;
    }
    int log = open(process->log, O_WRONLY | O_CREAT | O_APPEND, 0644);
    int null = open("/dev/null", O_RDONLY);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    (void)setpgid(0, 0);
    (void)dup2(null, STDIN_FILENO);
    (void)dup2(log, STDOUT_FILENO);
    (void)dup2(log, STDERR_FILENO);
    (void)close_range(3, ~0U, 0);
    execv(process->arguments[0], process->arguments);
    _exit(127);
}

static void note_death(struct supervisor *self, struct process *process, int status)
{
    bool is_crash =
        WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL && WTERMSIG(status) != SIGTERM;
    self->crashes += is_crash;
    if (!process->is_expected && !self->is_stopping) {
        self->deaths++;
        fprintf(stderr, "%s died by itself: %s %d\n", process->log,
                WIFSIGNALED(status) ? "signal" : "exit",
                WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    } else if (is_crash) {
        fprintf(stderr, "%s crashed: signal %d\n", process->log, WTERMSIG(status));
    }
    process->pid = 0;
    process->not_before_ms = clock_steady_ms() + PAUSE_MS;
}

static void look_at(struct supervisor *self, struct process *process)
{
    int status;
    if (process->pid > 0 && waitpid(process->pid, &status, WNOHANG) == process->pid) {
        note_death(self, process, status);
    }
    if (process->pid == 0 && !process->is_held && !self->is_stopping &&
        clock_steady_ms() >= process->not_before_ms) {
        start(process);
    }
}

static bool is_any_alive(const struct supervisor *self)
{
    for (size_t i = 0; i < self->count; i++) {
        if (self->processes[i].pid > 0) {
            return true;
        }
    }
    return false;
}

static void *watch(void *arg)
{
    struct supervisor *self = arg;
    bool is_over = false;
    while (!is_over) {
        pthread_mutex_lock(&self->lock);
        for (size_t i = 0; i < self->count; i++) {
            look_at(self, &self->processes[i]);
        }
        is_over = self->is_stopping && !is_any_alive(self);
        pthread_mutex_unlock(&self->lock);
        wait_ms(LOOK_MS);
    }
    return NULL;
}

struct supervisor *supervisor_new(void)
{
    struct supervisor *self = memory_zero(sizeof(*self));
    pthread_mutex_init(&self->lock, NULL);
    if (pthread_create(&self->thread, NULL, watch, self) != 0) {
        abort();
    }
    return self;
}

size_t supervisor_add(struct supervisor *self, const char *const *arguments, const char *log)
{
    size_t count = 0;
    while (arguments[count] != NULL) {
        count++;
    }
    pthread_mutex_lock(&self->lock);
    if (self->count == PROCESSES_MAX) {
        abort();
    }
    struct process *process = &self->processes[self->count];
    process->arguments = memory_zero((count + 1) * sizeof(char *));
    for (size_t i = 0; i < count; i++) {
        process->arguments[i] = memory_text(arguments[i]);
    }
    process->log = memory_text(log);
    size_t number = self->count++;
    pthread_mutex_unlock(&self->lock);
    return number;
}

bool supervisor_signal(struct supervisor *self, size_t number, int signal)
{
    pthread_mutex_lock(&self->lock);
    struct process *process = &self->processes[number];
    bool is_running = process->pid > 0;
    if (is_running) {
        process->is_expected = process->is_expected || signal == SIGKILL || signal == SIGTERM;
        (void)kill(process->pid, signal);
    }
    pthread_mutex_unlock(&self->lock);
    return is_running;
}

void supervisor_hold(struct supervisor *self, size_t number, bool is_held)
{
    pthread_mutex_lock(&self->lock);
    self->processes[number].is_held = is_held;
    pthread_mutex_unlock(&self->lock);
}

int supervisor_deaths(struct supervisor *self)
{
    pthread_mutex_lock(&self->lock);
    int deaths = self->deaths;
    pthread_mutex_unlock(&self->lock);
    return deaths;
}

int supervisor_crashes(struct supervisor *self)
{
    pthread_mutex_lock(&self->lock);
    int crashes = self->crashes;
    pthread_mutex_unlock(&self->lock);
    return crashes;
}

static void signal_all(struct supervisor *self, int signal)
{
    for (size_t i = 0; i < self->count; i++) {
        (void)supervisor_signal(self, i, signal);
    }
}

static bool is_all_gone(struct supervisor *self)
{
    pthread_mutex_lock(&self->lock);
    bool is_gone = !is_any_alive(self);
    pthread_mutex_unlock(&self->lock);
    return is_gone;
}

void supervisor_free(struct supervisor **pointer)
{
    struct supervisor *self = *pointer;
    pthread_mutex_lock(&self->lock);
    self->is_stopping = true;
    pthread_mutex_unlock(&self->lock);
    signal_all(self, SIGCONT);
    signal_all(self, SIGTERM);
    for (int64_t until = wait_hangs_at_ms(); !is_all_gone(self);) {
        if (clock_steady_ms() > until) {
            signal_all(self, SIGKILL);
        }
        wait_ms(LOOK_MS);
    }
    pthread_join(self->thread, NULL);
    for (size_t i = 0; i < self->count; i++) {
        for (char **at = self->processes[i].arguments; *at != NULL; at++) {
            free(*at);
        }
        free(self->processes[i].arguments);
        free(self->processes[i].log);
    }
    pthread_mutex_destroy(&self->lock);
    free(self);
    *pointer = NULL;
}
