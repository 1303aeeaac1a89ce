/*
 * finisher.c — jobs go to the thread through a list under a mutex and come back through another
 * list; an eventfd wakes the loop.
 */
#include "ingest/finisher.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

struct finisher {
    struct loop *loop;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t work;
    STAILQ_HEAD(finish_jobs, finish_job) todo, done;
    bool is_closing;
    int event;
};

static int sync_directory(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return errno;
    }
    int failure = fsync(fd) == 0 ? 0 : errno;
    close(fd);
    return failure;
}

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
        int failure = sync_directory(root);
        if (failure != 0) {
            return failure;
        }
    } else if (errno != EEXIST) {
        return errno;
    }
    if (mkdir(path, 0750) == 0) {
        return sync_directory(parent);
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
    return failure != 0 ? failure : sync_directory(job->directory);
}

static void *finisher_work(void *arg)
{
    struct finisher *self = arg;
    pthread_mutex_lock(&self->mutex);
    for (;;) {
        while (STAILQ_EMPTY(&self->todo) && !self->is_closing) {
            pthread_cond_wait(&self->work, &self->mutex);
        }
        struct finish_job *job = STAILQ_FIRST(&self->todo);
        if (job == NULL) {
            break;
        }
        STAILQ_REMOVE_HEAD(&self->todo, link);
        pthread_mutex_unlock(&self->mutex);
        job->failure = finisher_finish(job);
        if (job->failure != 0) {
            unlink(job->from);
        }
        close(job->fd);
        pthread_mutex_lock(&self->mutex);
        STAILQ_INSERT_TAIL(&self->done, job, link);
        eventfd_write(self->event, 1);
    }
    pthread_mutex_unlock(&self->mutex);
    return NULL;
}

static void finisher_report(void *arg, int fd, int ready)
{
    struct finisher *self = arg;
    struct finish_jobs jobs = STAILQ_HEAD_INITIALIZER(jobs);
    (void)ready;
    eventfd_t count;
    eventfd_read(fd, &count);
    pthread_mutex_lock(&self->mutex);
    STAILQ_CONCAT(&jobs, &self->done);
    pthread_mutex_unlock(&self->mutex);
    while (!STAILQ_EMPTY(&jobs)) {
        struct finish_job *job = STAILQ_FIRST(&jobs);
        STAILQ_REMOVE_HEAD(&jobs, link);
        job->then(job);
    }
}

struct finisher *finisher_open(struct loop *loop)
{
    struct finisher *self = memory_zero(sizeof(*self));
    self->loop = loop;
    STAILQ_INIT(&self->todo);
    STAILQ_INIT(&self->done);
    self->event = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    pthread_mutex_init(&self->mutex, NULL);
    pthread_cond_init(&self->work, NULL);
    if (self->event < 0 || pthread_create(&self->thread, NULL, finisher_work, self) != 0) {
        abort(); /* without the thread there is no file store: the supervisor restarts us */
    }
    loop_watch(loop, self->event, LOOP_READ, finisher_report, self);
    return self;
}

void finisher_close(struct finisher **pointer)
{
    struct finisher *self = *pointer;
    if (self == NULL) {
        return;
    }
    pthread_mutex_lock(&self->mutex);
    self->is_closing = true;
    pthread_cond_signal(&self->work);
    pthread_mutex_unlock(&self->mutex);
    pthread_join(self->thread, NULL);
    loop_forget(self->loop, self->event);
    while (!STAILQ_EMPTY(&self->done)) {
        struct finish_job *job = STAILQ_FIRST(&self->done);
        STAILQ_REMOVE_HEAD(&self->done, link);
        free(job);
    }
    close(self->event);
    pthread_mutex_destroy(&self->mutex);
    pthread_cond_destroy(&self->work);
    free(self);
    *pointer = NULL;
}

void finisher_add(struct finisher *self, struct finish_job *job)
{
    pthread_mutex_lock(&self->mutex);
    STAILQ_INSERT_TAIL(&self->todo, job, link);
    pthread_cond_signal(&self->work);
    pthread_mutex_unlock(&self->mutex);
}
