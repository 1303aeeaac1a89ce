/*
 * package.c — the ZIP (libzip): finding and loading parts within limits.
 *
 * Entries are compared by a normal form of their names (name.h), because programs write the same
 * part with backslashes, in another case or with percent signs.
 */
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "package/inside.h"

enum {
    ENTRIES_MAX = 2000,
    PART_MAX = 96 << 20,
    TOTAL_MAX = 256 << 20,
    RATIO_MAX = 400,
    RATIO_FROM = 4 << 20
};

static struct package *package_new(zip_t *zip)
{
    struct package *self = memory_zero(sizeof(*self));
    *self = (struct package){.zip = zip, .arena = arena_new(), .problem = ""};
    zip_int64_t count = zip_get_num_entries(zip, 0);
    self->entry_count = count < 0 ? 0 : count > ENTRIES_MAX ? ENTRIES_MAX : (size_t)count;
    self->is_crowded = count > ENTRIES_MAX;
    self->entries = arena_zero(self->arena, (self->entry_count + 1) * sizeof(char *));
    for (size_t i = 0; i < self->entry_count; i++) {
        const char *name = zip_get_name(zip, i, 0);
        self->entries[i] = name_resolve(self->arena, "", name != NULL ? name : "");
    }
    return self;
}

struct package *package_open(int fd)
{
    int own = dup(fd), failure = 0; /* libzip closes it */
    if (own < 0 || lseek(own, 0, SEEK_SET) != 0) {
        return NULL;
    }
    zip_t *zip = zip_fdopen(own, 0, &failure);
    if (zip == NULL) {
        close(own);
    }
    return zip != NULL ? package_new(zip) : NULL;
}

struct package *package_open_bytes(const struct buf *bytes)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes->data, bytes->len, 0, &error);
    zip_t *zip = source != NULL ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (zip == NULL) {
        zip_source_free(source);
    }
    zip_error_fini(&error);
    return zip != NULL ? package_new(zip) : NULL;
}

void package_close(struct package **pointer)
{
    struct package *self = *pointer;
    *pointer = NULL;
    if (self != NULL) {
        zip_discard(self->zip);
        arena_free(&self->arena);
        free(self);
    }
}

const char *package_problem(const struct package *self)
{
    return self->problem;
}

void package_fail(struct package *self, const char *problem)
{
    if (self->problem[0] == '\0') {
        self->problem = problem;
    }
}

static bool is_dense(const zip_stat_t *stat)
{
    return stat->size > RATIO_FROM && stat->size / (stat->comp_size + 1) > RATIO_MAX;
}

static bool stat_entry(const struct package *self, size_t entry, zip_stat_t *out)
{
    return zip_stat_index(self->zip, entry, 0, out) == 0 && (out->valid & ZIP_STAT_SIZE) != 0 &&
           (out->valid & ZIP_STAT_COMP_SIZE) != 0;
}

bool package_is_bomb(const struct package *self)
{
    zip_uint64_t total = 0;
    for (size_t i = 0; i < self->entry_count; i++) {
        zip_stat_t stat;
        if (stat_entry(self, i, &stat)) {
            total += stat.size;
            if (is_dense(&stat)) {
                return true;
            }
        }
    }
    return self->is_crowded || total > TOTAL_MAX;
}

/* The index of the entry; entry_count: none. */
static size_t find_entry(const struct package *self, const char *part)
{
    size_t at = 0;
    while (at < self->entry_count && strcasecmp(self->entries[at], part) != 0) {
        at++;
    }
    return at;
}

const char *package_name(const struct package *self, const char *part)
{
    size_t at = find_entry(self, part);
    return at < self->entry_count ? self->entries[at] : NULL;
}

bool package_has(const struct package *self, const char *part)
{
    return package_name(self, part) != NULL;
}

bool package_has_macros(const struct package *self)
{
    static const char END[] = "vbaproject.bin";
    for (size_t i = 0; i < self->entry_count; i++) {
        size_t len = strlen(self->entries[i]);
        if (len >= sizeof(END) - 1 &&
            strcasecmp(self->entries[i] + len - (sizeof(END) - 1), END) == 0) {
            return true;
        }
    }
    return false;
}

/* In UTF-8, or in UTF-16 of either order.  No office program writes entities. */
static bool has_entities(const struct buf *xml)
{
    static const char PLAIN[] = "<!ENTITY", WIDE[] = "<\0!\0E\0N\0T\0I\0T\0Y";
    return memmem(buf_string(xml), xml->len, PLAIN, sizeof(PLAIN) - 1) != NULL ||
           memmem(buf_string(xml), xml->len, WIDE, sizeof(WIDE) - 1) != NULL;
}

static void inflate_entry(struct package *self, zip_file_t *file, struct buf *out)
{
    static char block[65536];
    size_t start = out->len;
    zip_int64_t len;
    while ((len = zip_fread(file, block, sizeof(block))) > 0 && out->len - start <= PART_MAX) {
        buf_add(out, block, (size_t)len);
    }
    if (len > 0) {
        package_fail(self, "too_large");
    } else if (len < 0) {
        package_fail(self, "damaged");
    } else if (has_entities(out)) {
        package_fail(self, "xml_bomb");
    }
}

bool package_load(struct package *self, const char *part, struct buf *out)
{
    size_t entry = find_entry(self, part);
    zip_stat_t stat;
    if (entry == self->entry_count || self->problem[0] != '\0') {
        return false;
    }
    if (stat_entry(self, entry, &stat) && (stat.size > PART_MAX || is_dense(&stat))) {
        package_fail(self, "too_large");
        return false;
    }
    zip_file_t *file = zip_fopen_index(self->zip, entry, 0);
    if (file == NULL) {
        bool is_locked = zip_error_code_zip(zip_get_error(self->zip)) == ZIP_ER_NOPASSWD;
        package_fail(self, is_locked ? "encrypted" : "damaged");
        return false;
    }
    inflate_entry(self, file, out);
    zip_fclose(file);
    return self->problem[0] == '\0';
}
