/*
 * page_cache.c — each page is a file that begins with its length, so that one that a crash has cut
 * is not taken for whole.  When there are too many bytes, the files used longest ago go until a
 * quarter is free.
 */
#include "reader/page_cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/log.h"

enum { PATH_LEN = 700, FILES_SEEN = 100000 };

struct page_cache {
    char directory[512];
    size_t most, held;
};

struct kept {
    char name[160];
    size_t size;
    struct timespec used;
};

static bool kept_path(const struct page_cache *self, const char *name, char into[static PATH_LEN])
{
    int len = snprintf(into, PATH_LEN, "%s/%s", self->directory, name);
    return len > 0 && len < PATH_LEN;
}

static int kept_before(const void *left, const void *right)
{
    const struct kept *a = left, *b = right;
    return a->used.tv_sec != b->used.tv_sec
               ? (a->used.tv_sec < b->used.tv_sec ? -1 : 1)
               : (a->used.tv_nsec > b->used.tv_nsec) - (a->used.tv_nsec < b->used.tv_nsec);
}

/* All files; the caller frees them. */
static struct kept *kept_list(const struct page_cache *self, size_t *count)
{
    struct kept *list = NULL;
    size_t room = 0;
    *count = 0;
    DIR *directory = opendir(self->directory);
    for (struct dirent *entry;
         directory != NULL && (entry = readdir(directory)) != NULL && *count < FILES_SEEN;) {
        struct stat stat;
        char path[PATH_LEN];
        size_t len = strlen(entry->d_name);
        if (entry->d_name[0] == '.' || len >= sizeof(list->name) ||
            !kept_path(self, entry->d_name, path) || lstat(path, &stat) != 0 ||
            !S_ISREG(stat.st_mode)) {
            continue;
        }
        if (*count == room) {
            room = room == 0 ? 64 : room * 2;
            list = memory_resize(list, room * sizeof(*list));
        }
        memcpy(list[*count].name, entry->d_name, len + 1);
        list[*count].size = (size_t)stat.st_size;
        list[(*count)++].used = stat.st_mtim;
    }
    if (directory != NULL) {
        closedir(directory);
    }
    return list;
}

static void make_room(struct page_cache *self, size_t most)
{
    size_t count;
    struct kept *list = kept_list(self, &count);
    self->held = 0;
    for (size_t i = 0; i < count; i++) {
        self->held += list[i].size;
    }
    if (self->held > most) {
        qsort(list, count, sizeof(*list), kept_before);
    }
    for (size_t i = 0; i < count && self->held > most; i++) {
        char path[PATH_LEN];
        if (kept_path(self, list[i].name, path) && unlink(path) == 0) {
            self->held -= list[i].size;
        }
    }
    free(list);
}

struct page_cache *page_cache_open(const char *directory, size_t most)
{
    struct page_cache *self = memory_zero(sizeof(*self));
    size_t len = strlen(directory);
    if (len == 0 || len >= sizeof(self->directory)) {
        free(self);
        return NULL;
    }
    if ((mkdir(directory, 0750) != 0 && errno != EEXIST) || access(directory, W_OK | X_OK) != 0) {
        log_warn("%s: %s; each page is drawn whenever it is asked for", directory, strerror(errno));
        free(self);
        return NULL;
    }
    memcpy(self->directory, directory, len + 1);
    self->most = most;
    make_room(self, most);
    return self;
}

void page_cache_close(struct page_cache **self)
{
    free(*self);
    *self = NULL;
}

static bool read_whole(int fd, struct buf *into)
{
    size_t len;
    struct stat stat;
    if (fstat(fd, &stat) != 0 || (size_t)stat.st_size < sizeof(len) ||
        read(fd, &len, sizeof(len)) != (ssize_t)sizeof(len) ||
        len != (size_t)stat.st_size - sizeof(len)) {
        return false;
    }
    buf_clear(into);
    buf_reserve(into, len + 1);
    ssize_t got = read(fd, into->data, len);
    into->len = got > 0 ? (size_t)got : 0;
    return into->len == len;
}

bool page_cache_get(struct page_cache *self, const char *name, struct buf *into)
{
    char path[PATH_LEN];
    int fd = self != NULL && kept_path(self, name, path)
                 ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
                 : -1;
    if (fd < 0) {
        return false;
    }
    bool is_whole = read_whole(fd, into);
    if (is_whole) {
        (void)futimens(fd, NULL); /* used now */
    }
    close(fd);
    return is_whole;
}

void page_cache_put(struct page_cache *self, const char *name, const struct buf *content)
{
    char path[PATH_LEN], part[PATH_LEN];
    char hidden[200];
    if (self == NULL) {
        return;
    }
    snprintf(hidden, sizeof(hidden), ".%ld", (long)getpid());
    if (!kept_path(self, name, path) || !kept_path(self, hidden, part)) {
        return;
    }
    int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
    if (fd < 0) {
        return;
    }
    bool is_written = file_write(fd, &content->len, sizeof(content->len)) &&
                      file_write(fd, content->data, content->len);
    close(fd);
    if (!is_written || rename(part, path) != 0) {
        (void)unlink(part); /* a full disk: it is drawn again */
        return;
    }
    self->held += content->len + sizeof(content->len);
    if (self->held > self->most) {
        make_room(self, self->most / 4 * 3);
    }
}
