/*
 * file.c — write(2) until all is written; memfd_create(2), fsync(2) of a directory.
 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

bool file_write(int fd, const void *data, size_t len)
{
    const char *at = data;
    while (len > 0) {
        ssize_t written = write(fd, at, len);
        if (written < 0 && errno != EINTR) {
            return false;
        }
        if (written > 0) {
            at += written;
            len -= (size_t)written;
        }
    }
    return true;
}

int file_unnamed(const void *data, size_t len)
{
    int fd = memfd_create("unnamed", MFD_CLOEXEC);
    if (fd >= 0 && !(file_write(fd, data, len) && lseek(fd, 0, SEEK_SET) == 0)) {
        close(fd);
        return -1;
    }
    return fd;
}

int file_sync_directory(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return errno;
    }
    int failure = fsync(fd) == 0 ? 0 : errno;
    close(fd);
    return failure;
}
