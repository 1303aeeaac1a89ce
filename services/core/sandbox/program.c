/*
 * program.c — a process between the child and the program.  The child stays, waits and hands over
 * what the program has made; the program gets a second filter, which keeps it from starting others.
 * It dies with the child, and is of its group: what kills the child kills both.
 */
#include "sandbox/program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox/cage.h"

/* execve takes what it does not change without const. */
union list {
    const char *const *given;
    char *const *taken;
};

static bool has_left_descriptors(void)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    bool is_left = null >= 0;
    for (int fd = STDIN_FILENO; is_left && fd <= STDERR_FILENO; fd++) {
        is_left = dup2(null, fd) >= 0;
    }
    for (int fd = STDERR_FILENO + 1; fd <= null; fd++) {
        close(fd);
    }
    return is_left;
}

static _Noreturn void become_program(pid_t parent, const char *place, const char *const *arguments,
                                     const char *const *environment)
{
    const union list words = {.given = arguments}, names = {.given = environment};
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && getppid() == parent &&
        has_left_descriptors() && chdir(place) == 0 && cage_narrow() == 0) {
        execve(arguments[0], words.taken, names.taken);
    }
    _exit(127);
}

int program_run(const char *place, const char *const *arguments, const char *const *environment)
{
    int status = 0;
    pid_t parent = getpid(), pid = fork();
    if (pid == 0) {
        become_program(parent, place, arguments, environment);
    }
    return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status)
                                                                           : -1;
}
