/*
 * file_pool.c — runs up to `children` jobs at once, the others wait in order.
 *
 * A job opens the content, has clamd scan it if one is configured, then starts a sandboxed child
 * that reads it. A job that gets no process is tried again after AGAIN_MS. The child's output is
 * untrusted: it is cleaned and cut here.
 */
#include "reader/file_pool.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/metrics.h"
#include "base/text.h"
#include "formats/format.h"
#include "likeness/photo.h"
#include "reader/scan.h"
#include "sandbox/child.h"

enum { OUTPUT_SLACK = 65536, AGAIN_MS = 200, SCAN_TRIES = 4, SCAN_AGAIN_MS = 500 };

struct job {
    struct file_pool *pool;
    struct hash hash;
    file_pool_fn *then;
    void *arg;
    struct format_input input;
    int fd; /* of the content, until the child owns it */
    struct scan *scan;
    int timer; /* 0: none */
    bool is_unscanned;
    struct child *child;
    struct buf answer;
    TAILQ_ENTRY(job) link;
};

struct file_pool {
    struct daemon *daemon;
    const struct reader_conf *conf;
    magic_t magic;
    TAILQ_HEAD(jobs, job) waiting, running;
    size_t running_count;
    struct metric *files, *problems, *unscanned;
};

static const char UNSCANNED[] = "unscanned=1";

static void start_jobs(struct file_pool *self);

/* ------------------------------------------------------------- in the child */

static int file_pool_work(void *arg, int input, int output)
{
    struct format_input *about = arg;
    about->fd = input;
    return format_read(about, output);
}

/* ------------------------------------------------------------- answers */

/* The child's output is untrusted. Form feeds and carriage returns become line ends. */
static char *file_pool_clean(struct arena *arena, const char *text, size_t len)
{
    char *copy = arena_text(arena, text, len);
    for (size_t i = 0; i < len; i++) {
        copy[i] = copy[i] == '\f' || copy[i] == '\r' ? '\n' : copy[i];
    }
    text_clean(copy, len);
    return copy;
}

static void job_free(struct job *job)
{
    if (job->timer > 0) {
        loop_cancel(daemon_loop(job->pool->daemon), job->timer);
    }
    if (job->fd >= 0) {
        close(job->fd);
    }
    scan_cancel(&job->scan);
    child_kill(&job->child);
    buf_free(&job->answer);
    free(job);
}

static void job_end(struct job *job, const struct file_content *content)
{
    struct file_pool *self = job->pool;
    TAILQ_REMOVE(&self->running, job, link);
    self->running_count--;
    metric_add(self->files, 1);
    metric_add(self->problems, content->problem[0] != '\0' ? 1 : 0);
    job->then(job->arg, content);
    job_free(job);
    start_jobs(self);
}

/* "?encrypted" is the problem to report only if the tool failed. */
static const char *settle_problem(const char *said, enum child_end end)
{
    switch (end) {
    case CHILD_DONE:
        return said[0] == '?' ? "" : said;
    case CHILD_FAILED:
        return said[0] == '?' ? said + 1 : "damaged";
    case CHILD_TIMEOUT:
        return "timeout";
    case CHILD_TOO_MUCH:
        return ""; /* a long text: keep what has come */
    }
    return "damaged";
}

/* The last fact may be a fingerprint: it is removed from the facts and kept if it is valid. */
static void take_photo(struct arena *arena, char *facts, struct file_content *content)
{
    static const char NAME[] = "photo=";
    static struct photo photo;
    char *last = strrchr(facts, '\n');
    char *start = last != NULL ? last + 1 : facts;
    if (strncmp(start, NAME, sizeof(NAME) - 1) != 0) {
        return;
    }
    const char *hex = start + sizeof(NAME) - 1;
    unsigned char *data = arena_alloc(arena, PHOTO_BYTES_MAX);
    size_t len = 0;
    if (sodium_hex2bin(data, PHOTO_BYTES_MAX, hex, strlen(hex), NULL, &len, NULL) == 0 &&
        photo_unpack(data, len, &photo)) {
        content->photo = data;
        content->photo_len = len;
    }
    *(last != NULL ? last : facts) = '\0';
}

/* Adds as a fact on which lines the pages after the first begin: pages end in form feeds. */
static const char *note_pages(struct arena *arena, const char *facts, const struct buf *answer)
{
    enum { PAGES_MAX = 300 };
    struct buf fact = {0};
    buf_text(&fact, facts);
    const char *text = memchr(buf_string(answer), '\n', answer->len);
    const char *end = answer->data + answer->len;
    int line = 1, pages = 0;
    for (text = text != NULL ? text + 1 : end; text < end && pages < PAGES_MAX; text++) {
        line += *text == '\n' || *text == '\f' || *text == '\r' ? 1 : 0;
        if (*text == '\f' && text + 1 < end) {
            buf_print(&fact, "%s%d",
                      pages++ > 0      ? ","
                      : *facts != '\0' ? "\npages="
                                       : "pages=",
                      line);
        }
    }
    const char *kept = arena_text(arena, buf_string(&fact), fact.len);
    buf_free(&fact);
    return kept;
}

static void file_pool_on_ended(void *arg, enum child_end end)
{
    struct job *job = arg;
    struct arena *arena = arena_new();
    job->child = NULL;
    if (memchr(buf_string(&job->answer), '\n', job->answer.len) == NULL) {
        buf_byte(&job->answer, '\n'); /* the child ended within its head line */
    }
    char *answer = file_pool_clean(arena, buf_string(&job->answer), job->answer.len);
    char *newline = strchr(answer, '\n');
    char *tab = newline != NULL ? memchr(answer, '\t', (size_t)(newline - answer)) : NULL;
    if (tab == NULL) {
        job_end(job,
                &(struct file_content){"application/octet-stream", settle_problem("damaged", end),
                                       "", job->is_unscanned ? UNSCANNED : "", NULL, 0});
    } else {
        *tab = *newline = '\0';
        char *facts = tab + 1 + strcspn(tab + 1, "\t");
        facts += *facts == '\t' ? 1 : 0;
        for (char *c = facts; *c != '\0'; c++) {
            *c = *c == '\t' ? '\n' : *c;
        }
        const char *problem = arena_text(arena, tab + 1, strcspn(tab + 1, "\t"));
        size_t len = text_cut(newline + 1, strlen(newline + 1), job->pool->conf->text_max);
        newline[1 + len] = '\0';
        struct file_content content = {
            answer, settle_problem(problem, end), newline + 1, facts, NULL, 0};
        take_photo(arena, facts, &content);
        if (strcmp(answer, "application/pdf") == 0) {
            content.facts = note_pages(arena, facts, &job->answer);
        }
        if (job->is_unscanned) {
            content.facts = arena_print(arena, "%s\n%s", content.facts, UNSCANNED);
        }
        job_end(job, &content);
    }
    arena_free(&arena);
}

static void file_pool_output(void *arg, const void *data, size_t len)
{
    struct job *job = arg;
    buf_add(&job->answer, data, len);
}

/* ------------------------------------------------------------- starting */

static int open_content(const struct file_pool *self, const struct hash *hash)
{
    char path[600];
    bool is_named = hash_place(hash, self->conf->files_root, path, sizeof(path));
    return is_named ? open(path, O_RDONLY | O_CLOEXEC) : -1;
}

/* The child takes over the content. False: no process is available now. */
static bool job_read(struct job *job)
{
    struct file_pool *self = job->pool;
    static const struct child_events EVENTS = {.output = file_pool_output,
                                               .ended = file_pool_on_ended};
    unsigned char start[1024];
    ssize_t len = pread(job->fd, start, sizeof(start), 0);
    struct child_conf conf = {.memory = self->conf->file_memory,
                              .seconds = self->conf->file_seconds,
                              .output_max = self->conf->text_max * 4 + OUTPUT_SLACK,
                              .may_execute = len > 0 && format_is_pdf(start, (size_t)len),
                              .may_thread = len > 0 && format_wants_threads(start, (size_t)len)};
    int fd = dup(job->fd);
    if (fd < 0 || child_start(&job->child, daemon_loop(self->daemon), &conf, file_pool_work,
                              &job->input, fd, &EVENTS, job) != ERR_NONE) {
        return false;
    }
    close(job->fd);
    job->fd = -1;
    return true;
}

static void read_scanned(void *arg)
{
    struct job *job = arg;
    job->timer = 0;
    if (!job_read(job)) {
        job->timer = loop_after(daemon_loop(job->pool->daemon), AGAIN_MS, read_scanned, job);
    }
}

static void file_pool_on_scanned(void *arg, enum scan_end end, const char *signature)
{
    struct job *job = arg;
    job->scan = NULL;
    if (end == SCAN_FOUND) {
        struct arena *arena = arena_new();
        char *name = file_pool_clean(arena, signature, strlen(signature));
        log_warn("malware %s in a file", name);
        job_end(job, &(struct file_content){"application/octet-stream", "malware", "",
                                            arena_print(arena, "signature=%s", name), NULL, 0});
        arena_free(&arena);
        return;
    }
    job->is_unscanned = end == SCAN_AWAY;
    metric_add(job->pool->unscanned, job->is_unscanned ? 1 : 0);
    read_scanned(job);
}

/* The job is among the running ones, and may have ended when this returns.  False: no process is
 * available now. */
static bool job_start(struct job *job)
{
    struct file_pool *self = job->pool;
    struct stat stat;
    job->fd = job->fd >= 0 ? job->fd : open_content(self, &job->hash);
    if (job->fd < 0 || fstat(job->fd, &stat) != 0) {
        job_end(job, &(struct file_content){"", "missing", "", "", NULL, 0});
        return true;
    }
    job->input = (struct format_input){
        .magic = self->magic, .text_max = self->conf->text_max, .size = (size_t)stat.st_size};
    if (self->conf->clamd[0] == '\0') {
        return job_read(job);
    }
    struct scan_conf conf = {self->conf->clamd, self->conf->file_seconds, SCAN_AGAIN_MS,
                             SCAN_TRIES};
    job->scan = scan_start(daemon_loop(self->daemon), &conf, job->fd, file_pool_on_scanned, job);
    return true;
}

static void start_again(void *arg)
{
    start_jobs(arg);
}

static void start_jobs(struct file_pool *self)
{
    while (!TAILQ_EMPTY(&self->waiting) && self->running_count < self->conf->children) {
        struct job *job = TAILQ_FIRST(&self->waiting);
        TAILQ_REMOVE(&self->waiting, job, link);
        TAILQ_INSERT_TAIL(&self->running, job, link);
        self->running_count++;
        if (!job_start(job)) {
            log_warn("%s", err_last());
            TAILQ_REMOVE(&self->running, job, link);
            self->running_count--;
            TAILQ_INSERT_HEAD(&self->waiting, job, link);
            loop_after(daemon_loop(self->daemon), AGAIN_MS, start_again, self);
            return;
        }
    }
}

void file_pool_read(struct file_pool *self, const struct hash *hash, file_pool_fn *then, void *arg)
{
    struct job *job = memory_zero(sizeof(*job));
    job->pool = self;
    job->fd = -1;
    job->hash = *hash;
    job->then = then;
    job->arg = arg;
    TAILQ_INSERT_TAIL(&self->waiting, job, link);
    start_jobs(self);
}

enum err file_pool_open(struct file_pool **out, struct daemon *daemon,
                        const struct reader_conf *conf)
{
    struct file_pool *self = memory_zero(sizeof(*self));
    *out = self;
    TAILQ_INIT(&self->waiting);
    TAILQ_INIT(&self->running);
    self->daemon = daemon;
    self->conf = conf;
    self->magic = magic_open(MAGIC_MIME_TYPE);
    if (self->magic == NULL || magic_load(self->magic, NULL) != 0) {
        return err_note(ERR_FATAL, "libmagic: its database cannot be loaded");
    }
    enum err err = picture_ready();
    if (err != ERR_NONE) {
        return err;
    }
    self->files = metric_counter("mc_reader_files_total", "", "files read");
    self->problems = metric_counter("mc_reader_problems_total", "", "files with a problem");
    self->unscanned =
        metric_counter("mc_reader_unscanned_total", "", "files that clamd did not scan");
    return ERR_NONE;
}

void file_pool_close(struct file_pool **pointer)
{
    struct file_pool *self = *pointer;
    if (self == NULL) {
        return;
    }
    TAILQ_CONCAT(&self->running, &self->waiting, link);
    while (!TAILQ_EMPTY(&self->running)) {
        struct job *job = TAILQ_FIRST(&self->running);
        TAILQ_REMOVE(&self->running, job, link);
        job_free(job);
    }
    magic_close(self->magic);
    free(self);
    *pointer = NULL;
}
