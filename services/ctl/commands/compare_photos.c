/*
 * compare_photos.c — the photos of a directory, each compared with those before it in the order of
 * their names.  A file that is not a picture is reported on stderr and skipped.
 */
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "ctl/commands/compare.h"
#include "ctl/ctl.h"
#include "likeness/photo_match.h"
#include "likeness/postings.h"

struct item {
    char *name; /* within the directory */
    struct hash hash;
    unsigned char *packed; /* a fingerprint as the store keeps it: a tenth of one that is read */
    size_t len;
};

struct album {
    struct item *items;
    size_t count, capacity;
    struct postings *postings;
    struct picture picture; /* the photo being read */
    struct photo photo, other;
    int32_t probes[PHOTO_PROBES_MAX];
};

static void compare_photos_add(struct album *self, const char *name, const struct hash *hash,
                               struct arena *arena)
{
    if (self->count == self->capacity) {
        self->capacity = self->capacity * 2 + 256;
        self->items = memory_resize(self->items, self->capacity * sizeof(*self->items));
    }
    struct item *item = &self->items[self->count];
    unsigned char packed[PHOTO_BYTES_MAX];
    int32_t keys[PHOTO_KEYS_MAX];
    photo_of(arena, &self->picture, &self->photo);
    item->name = memory_text(name);
    item->hash = *hash;
    item->len = photo_pack(&self->photo, packed);
    item->packed = memory_alloc(item->len);
    memcpy(item->packed, packed, item->len);
    postings_add(self->postings, (uint32_t)self->count, keys, photo_keys(&self->photo, keys));
    self->count++;
}

static void add_file(struct album *self, const char *path, const char *name, struct arena *arena)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    if (fd < 0 || fstat(fd, &about) != 0 || about.st_size == 0) {
        ctl_trouble("%s: cannot be read", name);
    } else {
        size_t len = (size_t)about.st_size;
        void *data = mmap(NULL, len, PROT_READ, MAP_PRIVATE, fd, 0);
        if (data == MAP_FAILED || picture_read(data, len, &self->picture) != ERR_NONE) {
            ctl_trouble("%s: %s", name, data == MAP_FAILED ? strerror(errno) : err_last());
        } else {
            struct hash hash = hash_of(data, len);
            compare_photos_add(self, name, &hash, arena);
        }
        if (data != MAP_FAILED) {
            munmap(data, len);
        }
    }
    if (fd >= 0) {
        close(fd);
    }
}

static int compare_names(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool read_all(struct album *self, const char *directory)
{
    char *start = memory_text(directory);
    char *const roots[] = {start, NULL};
    FTS *tree = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, compare_names);
    struct arena *arena = arena_new();
    bool is_good = tree != NULL;
    for (FTSENT *entry; tree != NULL && (entry = fts_read(tree)) != NULL;) {
        if (entry->fts_info == FTS_F) {
            const char *name = entry->fts_path + strlen(directory);
            add_file(self, entry->fts_path, name + strspn(name, "/"), arena);
            arena_reset(arena);
        } else if (entry->fts_info == FTS_ERR || entry->fts_info == FTS_NS ||
                   entry->fts_info == FTS_DNR) {
            ctl_trouble("%s: %s", entry->fts_path, strerror(entry->fts_errno));
            is_good = is_good && entry->fts_level > 0;
        }
    }
    if (tree != NULL) {
        fts_close(tree);
    }
    arena_free(&arena);
    free(start);
    return is_good;
}

static void compare_with_earlier(struct album *self, size_t at)
{
    struct candidate candidates[PHOTO_CANDIDATES];
    const struct item *item = &self->items[at];
    bool is_read = photo_unpack(item->packed, item->len, &self->photo);
    size_t probes = is_read ? photo_probes(&self->photo, self->probes) : 0;
    size_t count = postings_find(self->postings, self->probes, probes, (uint32_t)at,
                                 PHOTO_SHARED_MIN, candidates, PHOTO_CANDIDATES);
    for (size_t i = 0; i < count; i++) {
        const struct item *other = &self->items[candidates[i].item];
        struct photo_likeness likeness;
        if (memcmp(&item->hash, &other->hash, sizeof(item->hash)) == 0) {
            compare_print(other->name, item->name, "exact", 1000);
        } else if (photo_unpack(other->packed, other->len, &self->other) &&
                   photo_match(&self->other, &self->photo, &likeness)) {
            compare_print(other->name, item->name, "near", likeness.agreement);
        }
    }
}

int compare_photos(const char *directory)
{
    if (picture_ready() != ERR_NONE) {
        return ctl_trouble("%s", err_last());
    }
    struct album *album = memory_zero(sizeof(*album));
    album->postings = postings_new(POSTINGS_PHOTOS);
    bool is_good = read_all(album, directory);
    for (size_t i = 0; is_good && i < album->count; i++) {
        compare_with_earlier(album, i);
    }
    for (size_t i = 0; i < album->count; i++) {
        free(album->items[i].name);
        free(album->items[i].packed);
    }
    free(album->items);
    postings_free(&album->postings);
    free(album);
    return is_good ? EXIT_DONE : EXIT_TROUBLE;
}
