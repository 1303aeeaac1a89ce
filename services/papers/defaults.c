/*
 * defaults.c — reads the templates that come with the software when the service starts.  A kind
 * whose template cannot be read keeps the one that the store has.
 */
#include "papers/defaults.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "papers/sql.h"

enum { FILE_MAX = 4 << 20, PATH_LEN = 1024, KIND_LEN = 64 };

static const struct statement TEMPLATE = {"papers_template", SQL_TEMPLATE};

static bool read_whole(const char *path, struct buf *out)
{
    char block[4096];
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return false;
    }
    for (size_t len; (len = fread(block, 1, sizeof(block), file)) > 0 && out->len < FILE_MAX;) {
        buf_add(out, block, len);
    }
    bool is_whole = feof(file) != 0 && ferror(file) == 0;
    (void)fclose(file);
    return is_whole;
}

static void defaults_on_stored(void *arg, enum err err, const struct rows *result)
{
    (void)arg;
    (void)result;
    if (err != ERR_NONE) {
        log_warn("template: storing: %s; the next start tries again", err_last());
    }
}

static void store_one(struct lane *lane, const char *path, const char *kind)
{
    struct buf file = {0};
    if (read_whole(path, &file)) {
        struct params *params = params_new();
        params_text(params, kind);
        params_bytes(params, file.data, file.len);
        lane_run(lane, &TEMPLATE, params, defaults_on_stored, NULL);
        params_free(&params);
    } else {
        log_warn("%s: %s", path, strerror(errno));
    }
    buf_free(&file);
}

void defaults_store(struct lane *lane, const char *directory)
{
    DIR *folder = directory[0] != '\0' ? opendir(directory) : NULL;
    if (folder == NULL) {
        log_warn("no default templates: %s", directory[0] != '\0' ? directory : "papers.templates");
        return;
    }
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char path[PATH_LEN], kind[KIND_LEN];
        const char *end = strrchr(entry->d_name, '.');
        if (end == NULL || strcmp(end, ".docx") != 0) {
            continue;
        }
        snprintf(kind, sizeof(kind), "%.*s", (int)(end - entry->d_name), entry->d_name);
        snprintf(path, sizeof(path), "%s/%s", directory, entry->d_name);
        store_one(lane, path, kind);
    }
    (void)closedir(folder);
}
