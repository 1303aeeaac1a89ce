/*
 * fetched.c — copies the body into a memfd.
 */
#include "fetcher/fetched.h"

#include <sys/mman.h>
#include <unistd.h>

int fetched_fd(const struct fetch_answer *answer)
{
    int fd = memfd_create("fetched", MFD_CLOEXEC);
    for (size_t at = 0; fd >= 0 && at < answer->len;) {
        ssize_t written = write(fd, answer->body + at, answer->len - at);
        if (written <= 0) {
            close(fd);
            return -1;
        }
        at += (size_t)written;
    }
    return fd;
}
