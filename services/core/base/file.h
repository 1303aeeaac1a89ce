/*
 * file.h — whole writes to a descriptor, and files that have no name.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

/* Writes everything, waiting where it must.  False: errno says why, and a part may be written. */
bool file_write(int fd, const void *data, size_t len);

/* The bytes in a file in memory that has no name, open at its start: how a sandboxed child gets
 * its input.  The caller's; -1: there is no memory or descriptor for it now. */
int file_unnamed(const void *data, size_t len);

/* Makes the entries of a directory durable.  0, or the errno. */
int file_sync_directory(const char *path);

#endif
