/*
 * one_service.h — one real service process, with keys of its own, on a test's database: started
 * with the test's options, and killed.
 */
#ifndef SUPPORT_ONE_SERVICE_H
#define SUPPORT_ONE_SERVICE_H

#include <sys/types.h>

struct one_service {
    char keys[64]; /* a file */
    pid_t child;   /* 0: it does not run */
};

/* Creates its keys. */
void one_service_make(struct one_service *self);
/* `options`: "--name=value", terminated by NULL. */
void one_service_start(struct one_service *self, const char *program, const char *dsn,
                       const char *const *options);
/* Sends SIGKILL; does nothing if it does not run. */
void one_service_kill(struct one_service *self);
/* Kills it and removes its keys. */
void one_service_end(struct one_service *self);

#endif
