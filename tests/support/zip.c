/*
 * zip.c — writes ZIP files with libzip.
 */
#include "support/zip.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>

#include "support/test.h"

void zip_make(const struct zip_part *parts, struct buf *out)
{
    char path[] = "/tmp/mc-zip.XXXXXX";
    int fd = mkstemp(path), failure;
    assert_true(fd >= 0);
    close(fd);
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &failure);
    assert_non_null(zip);
    for (; parts->name != NULL; parts++) {
        size_t len = parts->len > 0 ? parts->len : strlen(parts->content);
        zip_source_t *source = zip_source_buffer(zip, parts->content, len, 0);
        assert_true(zip_file_add(zip, parts->name, source, ZIP_FL_OVERWRITE) >= 0);
    }
    assert_int_equal(zip_close(zip), 0);
    FILE *file = fopen(path, "re");
    char block[4096];
    for (size_t len; (len = fread(block, 1, sizeof(block), file)) > 0;) {
        buf_add(out, block, len);
    }
    fclose(file);
    unlink(path);
}

int zip_make_file(const struct zip_part *parts)
{
    struct buf data = {0};
    int fd = memfd_create("zip", MFD_CLOEXEC);
    zip_make(parts, &data);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, data.data, data.len), (ssize_t)data.len);
    buf_free(&data);
    return fd;
}
