/*
 * cage.h — what a process may no longer do once it has called this.
 */
#ifndef SANDBOX_CAGE_H
#define SANDBOX_CAGE_H

#include "sandbox/child.h"

/* Irrevocable.  Returns 0, or an errno: then nothing may be read. */
int cage_close(const struct child_conf *conf);

/* From then on the process can start threads, but no other process.  As above. */
int cage_narrow(void);

#endif
