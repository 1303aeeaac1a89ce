/*
 * one_service.h — one service as it is run, with keys of its own, on a test's database: started
 * with the options of the test, and killed.
 */
#ifndef SUPPORT_ONE_SERVICE_H
#define SUPPORT_ONE_SERVICE_H

#include <sys/types.h>

struct one_service {
    char keys[64]; /* a file */
    pid_t child;   /* 0: it does not run */
};

/* Makes its keys. */
void one_service_make(struct one_service *self);
/* `options`: "--name=value", NULL ends them. */
void one_service_start(struct one_service *self, const char *program, const char *dsn,
                       const char *const *options);
/* With SIGKILL; nothing if it does not run. */
void one_service_kill(struct one_service *self);
/* Kills it and removes its keys. */
void one_service_end(struct one_service *self);

#endif
