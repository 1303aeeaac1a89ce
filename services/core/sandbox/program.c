/*
 * program.c — a process between the child and the program.  The child stays, waits and hands over
 * what the program has made; the program gets a second filter, which keeps it from starting others.
 * It dies with the child, and is of its group: what kills the child kills both.
 */
#include "sandbox/program.h"

#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sandbox/cage.h"

enum { BLOCK = 512, LOOK_MS = 50, DEPTH_FDS = 16 };

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

/* Of the place that is measured; nftw hands over nothing of the caller's. */
static size_t measured;

static int measure_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)path;
    (void)kind;
    (void)where;
    measured += (size_t)about->st_blocks * BLOCK;
    return 0;
}

/* A file that has just gone ends the walk early; the next look sees the rest. */
static bool has_room(const char *place, size_t room)
{
    measured = 0;
    (void)nftw(place, measure_one, DEPTH_FDS, FTW_PHYS);
    return measured <= room;
}

/* Each file has a limit of its own; of all together the system has none. */
static bool has_ended(pid_t pid, const char *place, size_t room, int *status)
{
    const struct timespec pause = {.tv_nsec = LOOK_MS * 1000000L};
    pid_t ended = waitpid(pid, status, WNOHANG);
    while (ended == 0 && has_room(place, room)) {
        (void)nanosleep(&pause, NULL);
        ended = waitpid(pid, status, WNOHANG);
    }
    return ended == pid && WIFEXITED(*status);
}

int program_run(const char *place, size_t room, const char *const *arguments,
                const char *const *environment)
{
    int status = 0;
    pid_t parent = getpid(), pid = fork();
    if (pid == 0) {
        become_program(parent, place, arguments, environment);
    }
    return pid > 0 && has_ended(pid, place, room, &status) ? WEXITSTATUS(status) : -1;
}
