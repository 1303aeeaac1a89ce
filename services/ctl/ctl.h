/*
 * ctl.h — the command line `minhchung`: what its commands share.
 *
 * Evidence is submitted through the ZeroMQ contract like that of any other system, and what has a
 * route is written over the API (api.h).  A read is SQL where the operator sees more than an
 * account may: whole results, all units.  Exit codes: 0 done, 1 the answer is no (refused, does not
 * balance), 2 the question could not be asked (usage, connection).
 */
#ifndef CTL_CTL_H
#define CTL_CTL_H

#include <stdbool.h>

#include "store/lane.h"

enum { EXIT_DONE = 0, EXIT_NO = 1, EXIT_TROUBLE = 2 };

struct ctl_conf {
    const char *dsn;
    const char *key_file;
    const char *files_root;
    const char *api_url;
    const char *page_url; /* "": the same */
    const char *api_tokens;
};

struct ctl {
    struct ctl_conf conf;
    int argc; /* of the command's own arguments */
    char **argv;
    bool is_json;
};

struct command {
    const char *name;
    const char *usage; /* arguments */
    const char *help;
    int (*run)(struct ctl *ctl);
};

/* "--name VALUE" or "--name=VALUE"; NULL if it is not given. */
const char *ctl_option(const struct ctl *self, const char *name);
/* The n-th value of a repeatable option; NULL after the last. */
const char *ctl_option_nth(const struct ctl *self, const char *name, int n);
bool ctl_flag(const struct ctl *self, const char *name);
/* The n-th argument that is not an option. */
const char *ctl_argument(const struct ctl *self, int n);

/* Whether every option stands in the command's usage and has its value, and every option without
 * brackets in the usage is given; prints what is wrong. */
bool ctl_check(const struct ctl *self, const char *usage);

/* A lane to the store; NULL, after printing why, if it cannot be reached. */
struct lane *ctl_store(const struct ctl *self);
/* Runs a statement and waits; NULL, after printing why, if it failed. */
struct rows *ctl_query(struct lane *lane, const struct statement *statement,
                       const struct params *params);
/* Prints "minhchung: ..." on stderr; returns EXIT_TROUBLE. */
int ctl_trouble(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Whether a file can be read; prints why not.  Checked before anything is sent: a missing file is
 * wrong usage, not a refusal. */
bool ctl_readable(const char *path);

/* Prints the one-time link with which the first administrator begins, while there is none. */
int ctl_first_link(const struct ctl *ctl);

/* A bar on stderr if that is a terminal, a line from time to time if not. */
void ctl_progress(const char *what, size_t done, size_t total);

int command_submit(struct ctl *ctl);
int command_load(struct ctl *ctl);
int command_import(struct ctl *ctl);
int command_score(struct ctl *ctl);
int command_criteria(struct ctl *ctl);
int command_campaign(struct ctl *ctl);
int command_scoreboard(struct ctl *ctl);
int command_ledger(struct ctl *ctl);
int command_trace(struct ctl *ctl);
int command_status(struct ctl *ctl);
int command_dead_letters(struct ctl *ctl);
int command_replay(struct ctl *ctl);
int command_verify(struct ctl *ctl);
int command_publication(struct ctl *ctl);
int command_cadres(struct ctl *ctl);
int command_inputs(struct ctl *ctl);
int command_sites(struct ctl *ctl);
int command_links(struct ctl *ctl);
int command_findings(struct ctl *ctl);
int command_targets(struct ctl *ctl);
int command_posts(struct ctl *ctl);
int command_feeds(struct ctl *ctl);
int command_cadence(struct ctl *ctl);
int command_members(struct ctl *ctl);
int command_receipt(struct ctl *ctl);
int command_gains(struct ctl *ctl);
int command_set(struct ctl *ctl);
int command_what_if(struct ctl *ctl);
int command_units(struct ctl *ctl);
int command_migrate(struct ctl *ctl);
int command_init(struct ctl *ctl);
int command_key(struct ctl *ctl);
int command_invite(struct ctl *ctl);
int command_token(struct ctl *ctl);
int command_access_keys(struct ctl *ctl);
int command_accounts(struct ctl *ctl);
int command_backup(struct ctl *ctl);
int command_compare(struct ctl *ctl);
int command_restore(struct ctl *ctl);
int command_figures(struct ctl *ctl);
int command_figure_rules(struct ctl *ctl);
int command_checks(struct ctl *ctl);

#endif
