/*
 * files.c — rules of Landlock: a right that is handled is refused, except below the paths that have
 * it.  The project's keys, settings and sockets have none; nor has /proc, which shows what other
 * processes were started with.
 */
#include "sandbox/files.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Of a later kernel than the headers of Debian 12 describe. */
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

static const unsigned long long ALL_OF_FIRST = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
static const unsigned long long READ =
    LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_EXECUTE;
static const unsigned long long OF_FILE =
    LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE;

static const char *const SYSTEM[] = {
    "/usr",
    "/lib",
    "/lib64",
    "/etc/fonts",
    "/etc/libreoffice",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/nsswitch.conf",
    "/etc/passwd",
    "/var/cache/fontconfig",
    "/var/lib/libreoffice",
    "/var/spool/libreoffice",
    "/dev/urandom",
};

static unsigned long long rights_of_kernel(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version < 1   ? 0
           : version < 2 ? ALL_OF_FIRST
           : version < 3 ? ALL_OF_FIRST | LANDLOCK_ACCESS_FS_REFER
                         : ALL_OF_FIRST | LANDLOCK_ACCESS_FS_REFER | LANDLOCK_ACCESS_FS_TRUNCATE;
}

/* What the system does not have needs no rule.  A rule for a file has no rights of directories. */
static int allow_below(int rules, const char *path, unsigned long long rights)
{
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? 0 : errno;
    }
    struct landlock_path_beneath_attr rule = {.parent_fd = fd, .allowed_access = rights};
    long added = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    if (added != 0 && errno == EINVAL) {
        rule.allowed_access = rights & OF_FILE;
        added = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    }
    int failure = added != 0 ? errno : 0;
    close(fd);
    return failure;
}

static int add_rules(int rules, const char *place, unsigned long long all)
{
    int failure = allow_below(rules, place, all);
    for (size_t i = 0; failure == 0 && i < sizeof(SYSTEM) / sizeof(SYSTEM[0]); i++) {
        failure = allow_below(rules, SYSTEM[i], READ);
    }
    return failure != 0 ? failure
                        : allow_below(rules, "/dev/null", READ | LANDLOCK_ACCESS_FS_WRITE_FILE);
}

int files_close(const char *place)
{
    const struct landlock_ruleset_attr handled = {.handled_access_fs = rights_of_kernel()};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof(handled), 0);
    if (rules < 0) {
        return handled.handled_access_fs == 0 ? ENOSYS : errno;
    }
    int failure = add_rules(rules, place, handled.handled_access_fs);
    if (failure == 0 && syscall(SYS_landlock_restrict_self, rules, 0) != 0) {
        failure = errno;
    }
    close(rules);
    return failure;
}
