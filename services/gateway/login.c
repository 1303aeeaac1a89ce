/*
 * login.c — checks and hashes passwords in one worker thread.  The loop and the worker share two
 * lists under one lock; the worker wakes the loop by an eventfd.
 */
#include "gateway/login.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/queue.h>
#include <unistd.h>

#include <sodium.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/password.h"
#include "base/token.h"
#include "bus/loop.h"

#include "gateway/limits.h"

enum {
    QUEUE_MAX = 64,
    NAME_BURST = 10,          /* wrong passwords of one user name at once, */
    NAME_REFILL_US = 6000000, /* then one in this time */
    ADDRESS_BURST = 50,       /* an office shares one address */
    ADDRESS_REFILL_US = 1000000
};

struct job {
    STAILQ_ENTRY(job) link;
    char *hash; /* to compare with; NULL: the password is to be hashed */
    char *password;
    bool is_right;
    char made[PASSWORD_HASH]; /* the new hash; "": there was no memory */
    login_fn *then;
    login_hash_fn *then_hash;
    void *arg;
};

STAILQ_HEAD(job_list, job);

struct login {
    struct loop *loop;
    struct limits *names;
    struct limits *addresses;
    char decoy[PASSWORD_HASH];
    int event_fd; /* the worker has finished something */
    pthread_t worker;
    bool has_worker;
    pthread_mutex_t lock; /* guards the members below */
    pthread_cond_t is_wanted;
    bool is_stopping;
    struct job_list waiting, done;
    unsigned count; /* waiting */
};

static void job_free(struct job *job)
{
    sodium_memzero(job->password, strlen(job->password));
    free(job->password);
    free(job->hash);
    free(job);
}

static void login_do_verify(const struct login *self, struct job *job)
{
    bool is_known = job->hash[0] != '\0';
    const char *hash = is_known ? job->hash : self->decoy;
    int rc = crypto_pwhash_str_verify(hash, job->password, strlen(job->password));
    job->is_right = rc == 0 && is_known;
}

static void login_do(const struct login *self, struct job *job)
{
    if (job->hash != NULL) {
        login_do_verify(self, job);
    } else if (!password_hash(job->password, job->made)) {
        job->made[0] = '\0';
    }
}

static void *login_work(void *arg)
{
    struct login *self = arg;
    pthread_mutex_lock(&self->lock);
    while (!self->is_stopping) {
        struct job *job = STAILQ_FIRST(&self->waiting);
        if (job == NULL) {
            pthread_cond_wait(&self->is_wanted, &self->lock);
            continue;
        }
        STAILQ_REMOVE_HEAD(&self->waiting, link);
        self->count--;
        pthread_mutex_unlock(&self->lock);
        login_do(self, job);
        pthread_mutex_lock(&self->lock);
        STAILQ_INSERT_TAIL(&self->done, job, link);
        (void)!eventfd_write(self->event_fd, 1);
    }
    pthread_mutex_unlock(&self->lock);
    return NULL;
}

static void login_on_finished(void *arg, int fd, int ready)
{
    (void)ready;
    struct login *self = arg;
    eventfd_t count;
    (void)!eventfd_read(fd, &count);
    pthread_mutex_lock(&self->lock);
    struct job_list done = STAILQ_HEAD_INITIALIZER(done);
    STAILQ_CONCAT(&done, &self->done);
    pthread_mutex_unlock(&self->lock);
    for (struct job *job = STAILQ_FIRST(&done), *next; job != NULL; job = next) {
        next = STAILQ_NEXT(job, link);
        if (job->hash != NULL) {
            job->then(job->arg, job->is_right);
        } else {
            job->then_hash(job->arg, job->made);
        }
        job_free(job);
    }
}

enum err login_open(struct login **out, struct loop *loop)
{
    struct login *self = memory_zero(sizeof(*self));
    self->loop = loop;
    self->names = limits_new(NAME_BURST, NAME_REFILL_US);
    self->addresses = limits_new(ADDRESS_BURST, ADDRESS_REFILL_US);
    STAILQ_INIT(&self->waiting);
    STAILQ_INIT(&self->done);
    pthread_mutex_init(&self->lock, NULL);
    pthread_cond_init(&self->is_wanted, NULL);
    self->event_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    *out = self;
    if (self->event_fd < 0) {
        return err_note(ERR_FATAL, "login: eventfd: %s", strerror(errno));
    }
    char nobody[TOKEN_TEXT];
    token_new(nobody);
    if (!password_hash(nobody, self->decoy)) {
        return err_note(ERR_FATAL, "login: not enough memory for argon2id");
    }
    int rc = pthread_create(&self->worker, NULL, login_work, self);
    if (rc != 0) {
        return err_note(ERR_FATAL, "login: thread: %s", strerror(rc));
    }
    self->has_worker = true;
    loop_watch(loop, self->event_fd, LOOP_READ, login_on_finished, self);
    return ERR_NONE;
}

static void free_jobs(struct job_list *jobs)
{
    for (struct job *job = STAILQ_FIRST(jobs), *next; job != NULL; job = next) {
        next = STAILQ_NEXT(job, link);
        job_free(job);
    }
}

void login_close(struct login **self_p)
{
    struct login *self = *self_p;
    if (self == NULL) {
        return;
    }
    if (self->has_worker) {
        pthread_mutex_lock(&self->lock);
        self->is_stopping = true;
        pthread_cond_signal(&self->is_wanted);
        pthread_mutex_unlock(&self->lock);
        pthread_join(self->worker, NULL);
        loop_forget(self->loop, self->event_fd);
    }
    free_jobs(&self->waiting);
    free_jobs(&self->done);
    if (self->event_fd >= 0) {
        close(self->event_fd);
    }
    pthread_cond_destroy(&self->is_wanted);
    pthread_mutex_destroy(&self->lock);
    limits_free(&self->names);
    limits_free(&self->addresses);
    free(self);
    *self_p = NULL;
}

static bool login_enqueue(struct login *self, struct job *job)
{
    pthread_mutex_lock(&self->lock);
    bool has_room = self->count < QUEUE_MAX;
    if (has_room) {
        STAILQ_INSERT_TAIL(&self->waiting, job, link);
        self->count++;
        pthread_cond_signal(&self->is_wanted);
    }
    pthread_mutex_unlock(&self->lock);
    if (!has_room) {
        job_free(job);
    }
    return has_room;
}

bool login_verify(struct login *self, const char *hash, const char *password, login_fn *then,
                  void *arg)
{
    struct job *job = memory_zero(sizeof(*job));
    job->hash = memory_text(hash);
    job->password = memory_text(password);
    job->then = then;
    job->arg = arg;
    return login_enqueue(self, job);
}

bool login_hash(struct login *self, const char *password, login_hash_fn *then, void *arg)
{
    struct job *job = memory_zero(sizeof(*job));
    job->password = memory_text(password);
    job->then_hash = then;
    job->arg = arg;
    return login_enqueue(self, job);
}

bool login_may_try(struct login *self, const char *username, const char *address, unsigned *retry_s)
{
    int64_t now_us = clock_steady_us();
    return limits_has(self->names, username, strlen(username), now_us, retry_s) &&
           limits_has(self->addresses, address, strlen(address), now_us, retry_s);
}

void login_failed(struct login *self, const char *username, const char *address)
{
    int64_t now_us = clock_steady_us();
    unsigned retry_s;
    (void)limits_take(self->names, username, strlen(username), now_us, &retry_s);
    (void)limits_take(self->addresses, address, strlen(address), now_us, &retry_s);
}
