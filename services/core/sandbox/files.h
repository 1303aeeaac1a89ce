/*
 * files.h — which files a process can reach once it has called this (Landlock).
 */
#ifndef SANDBOX_FILES_H
#define SANDBOX_FILES_H

/* Everything below `place`, and for reading the programs, libraries and fonts of the system;
 * irrevocable and needs no-new-privileges.  Returns 0, or an errno: ENOSYS, EOPNOTSUPP if the
 * kernel has no Landlock. */
int files_close(const char *place);

#endif
