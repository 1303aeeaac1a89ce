/*
 * system_process.h — child processes, watched by a thread that restarts them when they
 * die.
 */
#ifndef SUPPORT_SYSTEM_PROCESS_H
#define SUPPORT_SYSTEM_PROCESS_H

#include <stdbool.h>
#include <stddef.h>

struct supervisor;

struct supervisor *supervisor_new(void);
/* Adds a program and starts it; `arguments` (NULL last, [0] is the program) and
 * `log` are copied.  Returns its number. */
size_t supervisor_add(struct supervisor *self, const char *const *arguments, const char *log);
/* False if it does not run just now. */
bool supervisor_signal(struct supervisor *self, size_t number, int signal);
void supervisor_hold(struct supervisor *self, size_t number, bool is_held);
/* Deaths not requested through this module. */
int supervisor_deaths(struct supervisor *self);
/* Deaths by a signal that no test sends: SIGSEGV, SIGABRT, … */
int supervisor_crashes(struct supervisor *self);
/* Ends all with SIGTERM, with SIGKILL when that hangs, and frees. */
void supervisor_free(struct supervisor **self);

#endif
