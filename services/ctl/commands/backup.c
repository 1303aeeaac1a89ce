/*
 * backup.c — `minhchung backup` and `restore`: the database by pg_dump and pg_restore, the file
 * store by copying the files that are missing in the target.
 *
 * The database is dumped first: every file that it names was durable before it was named, so the
 * files copied afterwards include all of them.
 */
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ctl/ctl.h"

static bool backup_run(const char *const *arguments)
{
    pid_t pid;
    int status = 0;
    union {
        const char *const *borrowed;
        char *const *vector;
    } list = {.borrowed = arguments};
    int failure = posix_spawnp(&pid, arguments[0], NULL, NULL, list.vector, environ);
    if (failure != 0) {
        ctl_trouble("%s: %s", arguments[0], strerror(failure));
        return false;
    }
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        ctl_trouble("%s failed", arguments[0]);
        return false;
    }
    return true;
}

static bool copy_files(const char *from, const char *to)
{
    char source[640];
    snprintf(source, sizeof(source), "%.600s/.", from);
    const char *const arguments[] = {"cp", "-a", "--update", source, to, NULL};
    return backup_run(arguments);
}

int command_backup(struct ctl *ctl)
{
    const char *directory = ctl_argument(ctl, 0);
    if (directory == NULL) {
        return ctl_trouble("backup DIR");
    }
    char dump[600], next[600], files[600];
    snprintf(dump, sizeof(dump), "%s/database.dump", directory);
    snprintf(next, sizeof(next), "%s/database.dump.new", directory);
    snprintf(files, sizeof(files), "%s/files", directory);
    if ((mkdir(directory, 0700) != 0 && errno != EEXIST) ||
        (mkdir(files, 0700) != 0 && errno != EEXIST)) {
        return ctl_trouble("%s: %s", directory, strerror(errno));
    }
    const char *const arguments[] = {"pg_dump",  "--format=custom", "--file", next,
                                     "--dbname", ctl->conf.dsn,     NULL};
    if (!backup_run(arguments) || rename(next, dump) != 0 ||
        !copy_files(ctl->conf.files_root, files)) {
        return EXIT_TROUBLE;
    }
    printf(ctl->is_json ? "{\"directory\":\"%s\"}\n" : "%s\n", directory);
    return EXIT_DONE;
}

int command_restore(struct ctl *ctl)
{
    const char *directory = ctl_argument(ctl, 0);
    if (directory == NULL) {
        return ctl_trouble("restore DIR");
    }
    char dump[600], files[600];
    snprintf(dump, sizeof(dump), "%s/database.dump", directory);
    snprintf(files, sizeof(files), "%s/files", directory);
    if (mkdir(ctl->conf.files_root, 0750) != 0 && errno != EEXIST) {
        return ctl_trouble("%s: %s", ctl->conf.files_root, strerror(errno));
    }
    const char *const arguments[] = {"pg_restore", "--exit-on-error", "--single-transaction",
                                     "--dbname",   ctl->conf.dsn,     dump,
                                     NULL};
    bool is_good = copy_files(files, ctl->conf.files_root) && backup_run(arguments);
    return is_good ? EXIT_DONE : EXIT_TROUBLE;
}
