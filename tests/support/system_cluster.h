/*
 * system_cluster.h — a PostgreSQL cluster for one test, which may crash it.
 */
#ifndef SUPPORT_SYSTEM_CLUSTER_H
#define SUPPORT_SYSTEM_CLUSTER_H

struct cluster;

/* Points MC_TEST_DSN at it, so that database_create uses it. */
struct cluster *cluster_start(void);
/* In a network of its own (network.h), where it listens on every address. */
struct cluster *cluster_start_in(const char *network);
/* Stops it at once and starts it again: "crash" by pg_ctl, "kill" by SIGKILL for the
 * postmaster.  Returns when it accepts connections. */
void cluster_crash(struct cluster *self, const char *how);
void cluster_stop(struct cluster **self);

#endif
