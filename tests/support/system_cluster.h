/*
 * system_cluster.h — a PostgreSQL cluster of the test's own, which it may crash.
 */
#ifndef SUPPORT_SYSTEM_CLUSTER_H
#define SUPPORT_SYSTEM_CLUSTER_H

struct cluster;

/* From then on MC_TEST_DSN names it, so that database_create uses it. */
struct cluster *cluster_start(void);
/* In a network of its own (network.h) where it listens on every address. */
struct cluster *cluster_start_in(const char *network);
/* Stops it at once and starts it again: "crash" by pg_ctl, "kill" by SIGKILL for the
 * postmaster.  Returns when it takes connections. */
void cluster_crash(struct cluster *self, const char *how);
void cluster_stop(struct cluster **self);

#endif
