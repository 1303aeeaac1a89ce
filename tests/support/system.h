/*
 * system.h — the whole system for one test: the real programs as child processes on
 * a fresh database with a small campaign in it (system_directory.h), under a
 * supervisor that restarts any that die.
 *
 * Everything lives in one temporary directory, which system_stop removes; with
 * MC_KEEP=1 it stays, with one log per process.  Not for two systems at once in a
 * process that changes MC_TEST_DSN between them.
 */
#ifndef SUPPORT_SYSTEM_H
#define SUPPORT_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>

#include "support/database.h"

struct system;

enum system_service {
    SYSTEM_GATEWAY,
    SYSTEM_INGEST,
    SYSTEM_READER,
    SYSTEM_VALIDATION,
    SYSTEM_SCORING,
    SYSTEM_NOTIFICATION,
    SYSTEM_SERVICES
};

struct system_options {
    bool is_cold;                   /* bus.hot=off: no message is pushed */
    bool has_mail;                  /* an SMTP server that keeps what it receives */
    int instances[SYSTEM_SERVICES]; /* 0: one */
    /* "--key=value" for all, "ingest --key=value" for one service; NULL last */
    const char *const *arguments;
    /* Each program in a network of its own (network.h) with the service's name; only one
     * instance each.  `http`: the gateway's address in it.  `store`: appended to the services'
     * connection strings. */
    bool has_networks;
    const char *http, *store;
    /* Called with the temporary directory before the services start; may be NULL. */
    void (*prepared)(const char *directory);
};

/* Returns when the gateway reports that it is ready; ends the test if it never does. */
struct system *system_start(const struct system_options *options);
/* Stops all processes (SIGTERM first) and removes everything. */
void system_stop(struct system **self);

struct database *system_database(struct system *self);
const char *system_http(const struct system *self);       /* "127.0.0.1:PORT" */
void system_moved(struct system *self, const char *http); /* the gateway's new address */
const char *system_directory(const struct system *self);  /* the temporary one */
const char *system_name(enum system_service service);

/* The bearer token of an account of system_directory.h; signs in the first time.
 * Ends the test if the gateway refuses. */
const char *system_token(struct system *self, const char *username);

/* ---- processes */

/* SIGKILL, SIGSTOP, ...; false if that process is not running just now. */
bool system_signal(struct system *self, enum system_service service, int instance, int signal);
/* While held, a process that dies stays dead; otherwise it is restarted soon. */
void system_hold(struct system *self, enum system_service service, bool is_held);
/* Deaths not caused by system_signal; the log of each has the reason. */
int system_deaths(struct system *self);
/* Deaths by a signal that no test sends.  (A service that finds no store when it starts
 * exits, which is a death but no crash.) */
int system_crashes(struct system *self);

/* ---- the mail server */

void system_mail_start(struct system *self);
void system_mail_stop(struct system *self);
/* The messages so far as JSON: [{"to","subject","body","id"}]; the caller frees. */
char *system_mails(struct system *self);

/* ---- the command line */

/* Runs `minhchung` with these arguments (as a shell parses them) and returns its exit
 * code.  *out is what it printed; the caller frees; may be NULL. */
int system_ctl(struct system *self, char **out, const char *arguments, ...)
    __attribute__((format(printf, 3, 4)));
/* Waits until nothing is pending, every stage balances and nothing was dead-lettered, as long
 * as the ledger changes; when that hangs, returns false and prints the ledger on stderr. */
bool system_settle(struct system *self);

#endif
