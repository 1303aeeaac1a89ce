/*
 * cage.c — sets the resource limits and the list of allowed system calls.
 *
 * A call that is not on the list fails with EPERM; a library that probes for a
 * feature continues without it.
 */
#include "sandbox/cage.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sandbox/files.h"

/* Computing, memory, reading and writing open descriptors. */
static const int ALWAYS[] = {
    SCMP_SYS(read),          SCMP_SYS(readv),        SCMP_SYS(pread64),
    SCMP_SYS(write),         SCMP_SYS(writev),       SCMP_SYS(lseek),
    SCMP_SYS(close),         SCMP_SYS(fstat),        SCMP_SYS(newfstatat),
    SCMP_SYS(dup),           SCMP_SYS(dup2),         SCMP_SYS(dup3),
    SCMP_SYS(fcntl),         SCMP_SYS(brk),          SCMP_SYS(mmap),
    SCMP_SYS(munmap),        SCMP_SYS(mremap),       SCMP_SYS(mprotect),
    SCMP_SYS(madvise),       SCMP_SYS(exit),         SCMP_SYS(exit_group),
    SCMP_SYS(rt_sigreturn),  SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(getrandom),
    SCMP_SYS(futex),         SCMP_SYS(getpid),       SCMP_SYS(gettid),
    SCMP_SYS(tgkill),        SCMP_SYS(sched_yield),  SCMP_SYS(getrusage),
    SCMP_SYS(sysinfo),       SCMP_SYS(prlimit64),
#ifdef __SANITIZE_ADDRESS__
    SCMP_SYS(sigaltstack), /* ASan's own, before a function that does not return */
#endif
};

/* To start a program of the system and load its libraries. */
static const int TO_EXECUTE[] = {
    SCMP_SYS(execve),
    SCMP_SYS(arch_prctl),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(openat),
    SCMP_SYS(open),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(statx),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64),
    SCMP_SYS(getcwd),
    SCMP_SYS(uname),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getppid),
    SCMP_SYS(statfs),
    SCMP_SYS(fstatfs),
    SCMP_SYS(ioctl),
    SCMP_SYS(pipe),
    SCMP_SYS(pipe2),
    SCMP_SYS(wait4),
    SCMP_SYS(clone),
    SCMP_SYS(vfork),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(unlink),
    SCMP_SYS(sched_getaffinity),
};

/* What a big program does besides: it writes files in its place, and waits for its threads. */
static const int TO_WRITE[] = {
    SCMP_SYS(mkdir),       SCMP_SYS(mkdirat),         SCMP_SYS(rmdir),
    SCMP_SYS(rename),      SCMP_SYS(renameat),        SCMP_SYS(renameat2),
    SCMP_SYS(unlinkat),    SCMP_SYS(pwrite64),        SCMP_SYS(ftruncate),
    SCMP_SYS(fallocate),   SCMP_SYS(fsync),           SCMP_SYS(fdatasync),
    SCMP_SYS(fadvise64),   SCMP_SYS(fchmod),          SCMP_SYS(umask),
    SCMP_SYS(chdir),       SCMP_SYS(flock),           SCMP_SYS(poll),
    SCMP_SYS(ppoll),       SCMP_SYS(eventfd2),        SCMP_SYS(nanosleep),
    SCMP_SYS(prctl),       SCMP_SYS(seccomp),         SCMP_SYS(clock_nanosleep),
    SCMP_SYS(mlock),       SCMP_SYS(clock_getres),    SCMP_SYS(sched_setscheduler),
    SCMP_SYS(getpriority), SCMP_SYS(restart_syscall),
};

static int set_limit(int resource, size_t value)
{
    const struct rlimit limit = {value, value};
    return setrlimit((__rlimit_resource_t)resource, &limit) == 0 ? 0 : errno;
}

/* SIGXCPU comes first and shows the owner why; with equal limits it would be SIGKILL. */
static int set_time(int seconds)
{
    const struct rlimit limit = {(rlim_t)seconds, (rlim_t)seconds + 1};
    return setrlimit(RLIMIT_CPU, &limit) == 0 ? 0 : errno;
}

static int set_limits(const struct child_conf *conf)
{
#ifdef __SANITIZE_ADDRESS__
    int failure = 0; /* its shadow memory alone takes terabytes of addresses */
#else
    int failure = set_limit(RLIMIT_AS, conf->memory);
#endif
    failure = failure != 0 ? failure : set_time(conf->seconds);
    failure = failure != 0 ? failure : set_limit(RLIMIT_CORE, 0);
    failure = failure != 0 ? failure : set_limit(RLIMIT_FSIZE, conf->output_max);
    return failure != 0 ? failure : set_limit(RLIMIT_NOFILE, conf->place != NULL ? 512 : 64);
}

static int cage_allow(scmp_filter_ctx filter, const int *calls, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int failure = seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);
        if (failure != 0) {
            return -failure;
        }
    }
    return 0;
}

/* Allows clone with the flag of a thread.  glibc tries clone3 first, whose flags no filter can
 * read, and uses clone if clone3 is missing. */
static int allow_threads(scmp_filter_ctx filter)
{
    static const int CALLS[] = {SCMP_SYS(set_robust_list), SCMP_SYS(rseq),
                                SCMP_SYS(sched_getaffinity)};
    int failure = cage_allow(filter, CALLS, sizeof(CALLS) / sizeof(CALLS[0]));
    failure = failure != 0
                  ? failure
                  : -seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                                      SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
    return failure != 0 ? failure
                        : -seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
}

/* LibreOffice does not start unless a second one could hand its papers to it through a socket in
 * /tmp: it has the socket, and the answer that it listens; no name is taken, and connect and accept
 * are refused.  Landlock does not know the modes and times of files, which may be others'. */
static int allow_without_effect(scmp_filter_ctx filter)
{
    static const int CALLS[] = {SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(chmod),
                                SCMP_SYS(fchmodat), SCMP_SYS(utimensat)};
    int failure = -seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 1,
                                    SCMP_A0(SCMP_CMP_EQ, AF_UNIX, 0));
    for (size_t i = 0; failure == 0 && i < sizeof(CALLS) / sizeof(CALLS[0]); i++) {
        failure = -seccomp_rule_add(filter, SCMP_ACT_ERRNO(0), CALLS[i], 0);
    }
    return failure;
}

static int filter_calls(const struct child_conf *conf)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (filter == NULL) {
        return ENOMEM;
    }
    int failure = cage_allow(filter, ALWAYS, sizeof(ALWAYS) / sizeof(ALWAYS[0]));
    if (failure == 0 && (conf->may_execute || conf->place != NULL)) {
        failure = cage_allow(filter, TO_EXECUTE, sizeof(TO_EXECUTE) / sizeof(TO_EXECUTE[0]));
    }
    if (failure == 0 && conf->place != NULL) {
        failure = cage_allow(filter, TO_WRITE, sizeof(TO_WRITE) / sizeof(TO_WRITE[0]));
        failure = failure != 0 ? failure : allow_threads(filter);
        failure = failure != 0 ? failure : allow_without_effect(filter);
    }
    if (failure == 0 && conf->may_thread) {
        failure = allow_threads(filter);
    }
    if (failure == 0) {
        failure = -seccomp_load(filter);
    }
    seccomp_release(filter);
    return failure;
}

/* Starting other processes, and reaching those that run: by a signal, by their limits; and living
 * longer than the parent. */
static int deny_other_processes(scmp_filter_ctx filter)
{
    const uint32_t no = SCMP_ACT_ERRNO(EPERM);
    const int failures[] = {
        seccomp_rule_add(filter, no, SCMP_SYS(clone), 1,
                         SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)),
        seccomp_rule_add(filter, no, SCMP_SYS(vfork), 0),
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0),
        seccomp_rule_add(filter, no, SCMP_SYS(tgkill), 1,
                         SCMP_A0(SCMP_CMP_NE, (scmp_datum_t)getpid(), 0)),
        seccomp_rule_add(filter, no, SCMP_SYS(prlimit64), 1, SCMP_A0(SCMP_CMP_NE, 0, 0)),
        seccomp_rule_add(filter, no, SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_PDEATHSIG, 0)),
    };
    int failure = 0;
    for (size_t i = 0; failure == 0 && i < sizeof(failures) / sizeof(failures[0]); i++) {
        failure = -failures[i];
    }
    return failure;
}

/* A second filter: the kernel takes the stricter answer of the two. */
int cage_narrow(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (filter == NULL) {
        return ENOMEM;
    }
    int failure = deny_other_processes(filter);
    failure = failure != 0 ? failure : -seccomp_load(filter);
    seccomp_release(filter);
    return failure;
}

int cage_close(const struct child_conf *conf)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
        return errno;
    }
    int failure = set_limits(conf);
    failure = failure == 0 && conf->place != NULL ? files_close(conf->place) : failure;
    return failure != 0 ? failure : filter_calls(conf);
}
