/*
 * finisher.c — the order that makes a file durable: its bytes, its directory, its name, the entry.
 */
#include "ingest/finisher.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

/* Makes <root>/aa and <root>/aa/bb with durable entries. */
static int make_directory(const char *path)
{
    char parent[512];
    snprintf(parent, sizeof(parent), "%s", path);
    *strrchr(parent, '/') = '\0';
    if (mkdir(parent, 0750) == 0) {
        char root[512];
        snprintf(root, sizeof(root), "%s", parent);
        *strrchr(root, '/') = '\0';
        int failure = file_sync_directory(root);
        if (failure != 0) {
            return failure;
        }
    } else if (errno != EEXIST) {
        return errno;
    }
    if (mkdir(path, 0750) == 0) {
        return file_sync_directory(parent);
    }
    return errno == EEXIST ? 0 : errno;
}

static int finisher_finish(const struct finish_job *job)
{
    if (fsync(job->fd) != 0) {
        return errno;
    }
    int failure = make_directory(job->directory);
    if (failure == 0 && rename(job->from, job->to) != 0) {
        failure = errno;
    }
    return failure != 0 ? failure : file_sync_directory(job->directory);
}

static void finisher_work(struct worker_job *base)
{
    struct finish_job *job = (struct finish_job *)base;
    job->failure = finisher_finish(job);
    if (job->failure != 0) {
        unlink(job->from);
    }
    close(job->fd);
}

void finisher_add(struct worker *worker, struct finish_job *job,
                  void (*then)(struct worker_job *job))
{
    job->job.work = finisher_work;
    job->job.then = then;
    worker_add(worker, &job->job);
}
