/*
 * tokens.c — the file api.tokens.  A change replaces the whole file, so that no reader sees half
 * of it.
 */
#include "ctl/tokens.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ctl/ctl.h"

static bool read_line(FILE *file, struct tokens_line *out)
{
    return fscanf(file, "%63s %63s %43s", out->username, out->role, out->token) == 3;
}

bool tokens_find(const char *path, const char *username, const char *role, struct tokens_line *out)
{
    FILE *file = fopen(path, "re");
    bool is_found = false;
    while (file != NULL && !is_found && read_line(file, out)) {
        is_found = (username == NULL || strcmp(out->username, username) == 0) &&
                   (role == NULL || strcmp(out->role, role) == 0);
    }
    if (file != NULL) {
        fclose(file);
    }
    return is_found;
}

static void write_line(FILE *file, const struct tokens_line *line)
{
    fprintf(file, "%s %s %s\n", line->username, line->role, line->token);
}

static void copy_others(const char *path, const char *username, FILE *into)
{
    struct tokens_line line;
    FILE *file = fopen(path, "re");
    while (file != NULL && read_line(file, &line)) {
        if (strcmp(line.username, username) != 0) {
            write_line(into, &line);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
}

bool tokens_put(const char *path, const struct tokens_line *line)
{
    char new_path[512];
    snprintf(new_path, sizeof(new_path), "%s.new", path);
    int fd = open(new_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (file == NULL) {
        return ctl_trouble("%s: %s", new_path, strerror(errno)) == EXIT_DONE;
    }
    copy_others(path, line->username, file);
    write_line(file, line);
    bool is_written = fflush(file) == 0 && fsync(fd) == 0;
    is_written = fclose(file) == 0 && is_written && rename(new_path, path) == 0;
    return is_written || ctl_trouble("%s: %s", path, strerror(errno)) == EXIT_DONE;
}
