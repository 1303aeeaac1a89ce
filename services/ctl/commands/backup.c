/*
 * backup.c — `minhchung backup` and `restore`: the database by pg_dump and pg_restore, the file
 * store by copying the files that are missing in the target, the keys (the directory of bus.keys)
 * by copying them over the target's: they are those that the database has registered.
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
#include "ctl/sql.h"

static const struct statement ROLES = {"ctl_roles", SQL_ROLES};

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

enum { PATH = 640 };

/* Copies what the directory contains. */
static bool copy_all(const char *from, const char *to, const char *update)
{
    char source[PATH];
    if (mkdir(to, 0700) != 0 && errno != EEXIST) {
        ctl_trouble("%s: %s", to, strerror(errno));
        return false;
    }
    snprintf(source, sizeof(source), "%.600s/.", from);
    const char *const arguments[] = {"cp", "-a", update, source, to, NULL};
    return backup_run(arguments);
}

static bool copy_files(const char *from, const char *to)
{
    return copy_all(from, to, "--update");
}

static bool copy_keys(const char *from, const char *to)
{
    return copy_all(from, to, "--force");
}

/* False: there is no file of keys, or it names no directory. */
static bool keys_directory(const struct ctl *ctl, char into[static PATH])
{
    const char *slash = strrchr(ctl->conf.key_file, '/');
    size_t len = slash != NULL ? (size_t)(slash - ctl->conf.key_file) : 0;
    snprintf(into, PATH, "%.*s", (int)len, ctl->conf.key_file);
    return len > 0;
}

int command_backup(struct ctl *ctl)
{
    const char *directory = ctl_argument(ctl, 0);
    if (directory == NULL) {
        return ctl_trouble("backup DIR");
    }
    char dump[PATH], next[PATH], files[PATH], keys[PATH], own_keys[PATH];
    snprintf(dump, sizeof(dump), "%.600s/database.dump", directory);
    snprintf(next, sizeof(next), "%.600s/database.dump.new", directory);
    snprintf(files, sizeof(files), "%.600s/files", directory);
    snprintf(keys, sizeof(keys), "%.600s/keys", directory);
    if (mkdir(directory, 0700) != 0 && errno != EEXIST) {
        return ctl_trouble("%s: %s", directory, strerror(errno));
    }
    const char *const arguments[] = {"pg_dump",  "--format=custom", "--file", next,
                                     "--dbname", ctl->conf.dsn,     NULL};
    if (!backup_run(arguments) || rename(next, dump) != 0 ||
        !copy_files(ctl->conf.files_root, files) ||
        (keys_directory(ctl, own_keys) && !copy_keys(own_keys, keys))) {
        return EXIT_TROUBLE;
    }
    printf(ctl->is_json ? "{\"directory\":\"%s\"}\n" : "%s\n", directory);
    return EXIT_DONE;
}

/* A new server lacks the roles to which the dump grants rights. */
static bool make_roles(const struct ctl *ctl)
{
    struct lane *lane = ctl_store(ctl);
    struct rows *lacking = lane != NULL ? ctl_query(lane, &ROLES, NULL) : NULL;
    bool is_good = lacking != NULL;
    for (int row = 0; is_good && row < rows_count(lacking); row++) {
        const struct statement create = {column_text(lacking, row, 0),
                                         column_text(lacking, row, 1)};
        struct rows *created = ctl_query(lane, &create, NULL);
        is_good = created != NULL;
        rows_free(&created);
    }
    rows_free(&lacking);
    lane_close(&lane);
    return is_good;
}

int command_restore(struct ctl *ctl)
{
    const char *directory = ctl_argument(ctl, 0);
    if (directory == NULL) {
        return ctl_trouble("restore DIR");
    }
    char dump[PATH], files[PATH], keys[PATH], own_keys[PATH];
    snprintf(dump, sizeof(dump), "%.600s/database.dump", directory);
    snprintf(files, sizeof(files), "%.600s/files", directory);
    snprintf(keys, sizeof(keys), "%.600s/keys", directory);
    const char *const arguments[] = {"pg_restore", "--exit-on-error", "--single-transaction",
                                     "--dbname",   ctl->conf.dsn,     dump,
                                     NULL};
    bool is_good =
        make_roles(ctl) && copy_files(files, ctl->conf.files_root) && backup_run(arguments);
    bool has_keys = access(keys, F_OK) == 0 && keys_directory(ctl, own_keys);
    return is_good && (!has_keys || copy_keys(keys, own_keys)) ? EXIT_DONE : EXIT_TROUBLE;
}
