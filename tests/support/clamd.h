/*
 * clamd.h — the real clamd for one test, with a signature of our own and no other.
 */
#ifndef SUPPORT_CLAMD_H
#define SUPPORT_CLAMD_H

#include <sys/types.h>

/* The pattern of the signature "MinhChung.Test"; harmless. */
#define CLAMD_MARK "minh-chung-thu-nghiem-ma-doc-0001"

struct clamd {
    char dir[40], socket[64];
    pid_t pid;
};

/* A temporary directory with the path of a socket, but no clamd yet. */
void clamd_place(struct clamd *self);
/* Returns when clamd answers; ends the test if it never does. */
struct clamd *clamd_start(void);
/* Ends the process; what it needs to start again stays. */
void clamd_kill(struct clamd *self);
void clamd_again(struct clamd *self);
void clamd_stop(struct clamd **self);

#endif
