/*
 * ctl.c — arguments, the store and progress for all commands; see ctl.h.
 */
#include "ctl/ctl.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"

enum { STATEMENT_MS = 600000 };

const char *ctl_option_nth(const struct ctl *self, const char *name, int n)
{
    size_t len = strlen(name);
    for (int i = 0; i < self->argc; i++) {
        const char *argument = self->argv[i];
        if (strncmp(argument, name, len) != 0 || (argument[len] != '=' && argument[len] != '\0')) {
            continue;
        }
        const char *value = argument[len] == '=' ? argument + len + 1
                            : i + 1 < self->argc ? self->argv[++i]
                                                 : NULL;
        if (n-- == 0) {
            return value;
        }
    }
    return NULL;
}

const char *ctl_option(const struct ctl *self, const char *name)
{
    return ctl_option_nth(self, name, 0);
}

bool ctl_flag(const struct ctl *self, const char *name)
{
    for (int i = 0; i < self->argc; i++) {
        if (strcmp(self->argv[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_flag(const char *argument)
{
    static const char *const FLAGS[] = {"--json",     "--wait", "--requeue", "--all",    "--schema",
                                        "--receipts", "--yes",  "--csv",     "--no-link"};
    for (size_t i = 0; i < sizeof(FLAGS) / sizeof(FLAGS[0]); i++) {
        if (strcmp(argument, FLAGS[i]) == 0) {
            return true;
        }
    }
    return false;
}

const char *ctl_argument(const struct ctl *self, int n)
{
    for (int i = 0; i < self->argc; i++) {
        bool is_option = strncmp(self->argv[i], "--", 2) == 0;
        if (is_option && !is_flag(self->argv[i]) && strchr(self->argv[i], '=') == NULL) {
            i++; /* its value */
        } else if (!is_option && n-- == 0) {
            return self->argv[i];
        }
    }
    return NULL;
}

static bool has_option(const char *usage, const char *name, size_t len)
{
    for (const char *at = strstr(usage, "--"); at != NULL; at = strstr(at + 2, "--")) {
        if (strcspn(at, " ]") == len && memcmp(at, name, len) == 0) {
            return true;
        }
    }
    return false;
}

static bool has_all_required(const struct ctl *self, const char *usage)
{
    char name[40];
    for (const char *at = strstr(usage, "--"); at != NULL; at = strstr(at + 2, "--")) {
        snprintf(name, sizeof(name), "%.*s", (int)strcspn(at, " ]"), at);
        bool is_required = at == usage || at[-1] != '[';
        if (is_required && ctl_option(self, name) == NULL) {
            ctl_trouble("%s is missing", name);
            return false;
        }
    }
    return true;
}

bool ctl_check(const struct ctl *self, const char *usage)
{
    for (int i = 0; i < self->argc; i++) {
        const char *argument = self->argv[i];
        if (strncmp(argument, "--", 2) != 0) {
            continue;
        }
        size_t len = strcspn(argument, "=");
        if (strcmp(argument, "--json") != 0 && !has_option(usage, argument, len)) {
            ctl_trouble("unknown option %.*s", (int)len, argument);
            return false;
        }
        if (!is_flag(argument) && argument[len] == '\0' && ++i == self->argc) {
            ctl_trouble("%s needs a value", argument);
            return false;
        }
    }
    return has_all_required(self, usage);
}

int ctl_trouble(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "minhchung: ");
    vfprintf(stderr, format, args);
    fprintf(stderr, "\n");
    va_end(args);
    return EXIT_TROUBLE;
}

struct lane *ctl_store(const struct ctl *self)
{
    static const struct statement ONE = {"ctl_one", "SELECT 1"};
    struct lane_conf conf = {
        .dsn = self->conf.dsn, .application = "minhchung", .timeout_ms = STATEMENT_MS};
    struct lane *lane;
    struct rows *result;
    if (lane_open(&lane, &conf) != ERR_NONE || lane_wait(lane, &ONE, NULL, &result) != ERR_NONE) {
        ctl_trouble("%s", err_last());
        lane_close(&lane);
        return NULL;
    }
    rows_free(&result);
    return lane;
}

struct rows *ctl_query(struct lane *lane, const struct statement *statement,
                       const struct params *params)
{
    struct rows *result;
    if (lane_wait(lane, statement, params, &result) != ERR_NONE) {
        ctl_trouble("%s", err_last());
        return NULL;
    }
    return result;
}

bool ctl_readable(const char *path)
{
    struct stat found;
    FILE *file = fopen(path, "re");
    int failure = file == NULL || fstat(fileno(file), &found) != 0 ? errno
                  : S_ISDIR(found.st_mode)                         ? EISDIR
                                                                   : 0;
    if (file != NULL) {
        fclose(file);
    }
    return failure == 0 || ctl_trouble("%s: %s", path, strerror(failure)) == EXIT_DONE;
}

void ctl_progress(const char *what, size_t done, size_t total)
{
    static int64_t told_ms;
    enum { WIDTH = 40 };
    bool is_terminal = isatty(STDERR_FILENO) == 1;
    int64_t now = clock_steady_ms();
    if (done < total && now - told_ms < (is_terminal ? 100 : 2000)) {
        return;
    }
    told_ms = now;
    int filled = total > 0 ? (int)(done * WIDTH / total) : WIDTH;
    static const char BAR[] = "########################################";
    static const char GAP[] = "........................................";
    fprintf(stderr, "%s%s [%.*s%.*s] %zu/%zu%s", is_terminal ? "\r" : "", what, filled, BAR,
            WIDTH - filled, GAP, done, total, !is_terminal || done == total ? "\n" : "");
}
