/*
 * system_cluster.c — see system_cluster.h; system_cluster.sh does the work.
 */
#include "support/system_cluster.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

struct cluster {
    char home[40];
    char *before; /* MC_TEST_DSN as it was */
};

static void run(const struct cluster *self, const char *what)
{
    char command[256];
    snprintf(command, sizeof(command), "bash tests/support/system_cluster.sh %s %s", what,
             self->home);
    if (system(command) != 0) {
        fprintf(stderr, "%s failed\n", command);
        abort();
    }
}

struct cluster *cluster_start_in(const char *network)
{
    struct cluster *self = memory_zero(sizeof(*self));
    char dsn[128];
    self->before = memory_text(getenv("MC_TEST_DSN"));
    snprintf(self->home, sizeof(self->home), "/tmp/mc-cluster.XXXXXX");
    if (mkdtemp(self->home) == NULL) {
        abort();
    }
    char start[96] = "start";
    if (network != NULL) {
        snprintf(start, sizeof(start), "start-in %.64s", network);
    }
    run(self, start);
    snprintf(dsn, sizeof(dsn), "host=%s port=5432 dbname=postgres user=postgres", self->home);
    setenv("MC_TEST_DSN", dsn, 1);
    return self;
}

struct cluster *cluster_start(void)
{
    return cluster_start_in(NULL);
}

void cluster_crash(struct cluster *self, const char *how)
{
    run(self, how);
}

void cluster_stop(struct cluster **pointer)
{
    struct cluster *self = *pointer;
    run(self, "stop");
    if (self->before != NULL) {
        setenv("MC_TEST_DSN", self->before, 1);
    } else {
        unsetenv("MC_TEST_DSN");
    }
    free(self->before);
    free(self);
    *pointer = NULL;
}
