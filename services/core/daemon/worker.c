/*
 * worker.c — jobs go to the thread through a list under a mutex and come back through another
 * list; an eventfd wakes the loop.
 */
#include "daemon/worker.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/arena.h"

struct worker {
    struct loop *loop;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t is_wanted;
    STAILQ_HEAD(worker_jobs, worker_job) todo, done;
    bool is_closing;
    int event;
};

static void *worker_work(void *arg)
{
    struct worker *self = arg;
    pthread_mutex_lock(&self->mutex);
    for (;;) {
        while (STAILQ_EMPTY(&self->todo) && !self->is_closing) {
            pthread_cond_wait(&self->is_wanted, &self->mutex);
        }
        struct worker_job *job = STAILQ_FIRST(&self->todo);
        if (job == NULL) {
            break;
        }
        STAILQ_REMOVE_HEAD(&self->todo, link);
        pthread_mutex_unlock(&self->mutex);
        job->work(job);
        pthread_mutex_lock(&self->mutex);
        STAILQ_INSERT_TAIL(&self->done, job, link);
        eventfd_write(self->event, 1);
    }
    pthread_mutex_unlock(&self->mutex);
    return NULL;
}

static void worker_report(void *arg, int fd, int ready)
{
    struct worker *self = arg;
    struct worker_jobs jobs = STAILQ_HEAD_INITIALIZER(jobs);
    (void)ready;
    eventfd_t count;
    eventfd_read(fd, &count);
    pthread_mutex_lock(&self->mutex);
    STAILQ_CONCAT(&jobs, &self->done);
    pthread_mutex_unlock(&self->mutex);
    while (!STAILQ_EMPTY(&jobs)) {
        struct worker_job *job = STAILQ_FIRST(&jobs);
        STAILQ_REMOVE_HEAD(&jobs, link);
        job->then(job);
    }
}

struct worker *worker_open(struct loop *loop)
{
    struct worker *self = memory_zero(sizeof(*self));
    self->loop = loop;
    STAILQ_INIT(&self->todo);
    STAILQ_INIT(&self->done);
    self->event = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    pthread_mutex_init(&self->mutex, NULL);
    pthread_cond_init(&self->is_wanted, NULL);
    if (self->event < 0 || pthread_create(&self->thread, NULL, worker_work, self) != 0) {
        abort(); /* without the thread there is no file store: the supervisor restarts us */
    }
    loop_watch(loop, self->event, LOOP_READ, worker_report, self);
    return self;
}

void worker_close(struct worker **pointer)
{
    struct worker *self = *pointer;
    if (self == NULL) {
        return;
    }
    pthread_mutex_lock(&self->mutex);
    self->is_closing = true;
    pthread_cond_signal(&self->is_wanted);
    pthread_mutex_unlock(&self->mutex);
    pthread_join(self->thread, NULL);
    loop_forget(self->loop, self->event);
    while (!STAILQ_EMPTY(&self->done)) {
        struct worker_job *job = STAILQ_FIRST(&self->done);
        STAILQ_REMOVE_HEAD(&self->done, link);
        free(job);
    }
    close(self->event);
    pthread_mutex_destroy(&self->mutex);
    pthread_cond_destroy(&self->is_wanted);
    free(self);
    *pointer = NULL;
}

void worker_add(struct worker *self, struct worker_job *job)
{
    pthread_mutex_lock(&self->mutex);
    STAILQ_INSERT_TAIL(&self->todo, job, link);
    pthread_cond_signal(&self->is_wanted);
    pthread_mutex_unlock(&self->mutex);
}
