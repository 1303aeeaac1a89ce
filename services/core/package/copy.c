/*
 * copy.c — a package again with other content in some of its parts (libzip, in memory).
 *
 * Every entry gets the same time, so that the same content is the same bytes: a worker that does
 * its work a second time makes the same file.
 */
#include <string.h>
#include <strings.h>

#include "package/inside.h"

enum { ENTRY_TIME = 946684800 }; /* 2000-01-01 */

static const struct buf *part_for(const struct part_text *parts, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcasecmp(parts[i].name, name) == 0) {
            return &parts[i].text;
        }
    }
    return NULL;
}

/* Takes over the source. */
static bool add_source(zip_t *to, const char *name, zip_source_t *source)
{
    zip_int64_t entry = source != NULL && name != NULL
                            ? zip_file_add(to, name, source, ZIP_FL_ENC_UTF_8 | ZIP_FL_OVERWRITE)
                            : -1;
    if (entry < 0) {
        zip_source_free(source);
        return false;
    }
    return zip_file_set_mtime(to, (zip_uint64_t)entry, ENTRY_TIME, 0) == 0;
}

static bool add_entry(struct package *self, size_t at, const struct buf *text, zip_t *to)
{
    return add_source(to, zip_get_name(self->zip, at, 0),
                      text != NULL ? zip_source_buffer(to, text->data, text->len, 0)
                                   : zip_source_zip(to, self->zip, at, 0, 0, 0));
}

static bool read_source(zip_source_t *source, struct buf *out)
{
    zip_stat_t stat;
    if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) {
        return false;
    }
    buf_reserve(out, stat.size + 1);
    zip_int64_t len = zip_source_read(source, out->data + out->len, stat.size);
    zip_source_close(source);
    out->len += len > 0 ? (size_t)len : 0;
    return len >= 0 && (zip_uint64_t)len == stat.size;
}

bool package_copy(struct package *self, const struct part_text *parts, size_t count,
                  struct buf *out)
{
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_source_keep(source);
    zip_t *to = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
    bool is_whole = to != NULL;
    for (size_t at = 0; is_whole && at < self->entry_count; at++) {
        is_whole = add_entry(self, at, part_for(parts, count, self->entries[at]), to);
    }
    for (size_t i = 0; is_whole && i < count; i++) {
        is_whole = package_has(self, parts[i].name) ||
                   add_source(to, parts[i].name,
                              zip_source_buffer(to, parts[i].text.data, parts[i].text.len, 0));
    }
    if (to != NULL && (!is_whole || zip_close(to) != 0)) {
        zip_discard(to);
        is_whole = false;
    }
    is_whole = is_whole && read_source(source, out);
    zip_source_free(source);
    if (!is_whole) {
        package_fail(self, "damaged");
    }
    return is_whole;
}
