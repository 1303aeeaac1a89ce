/*
 * work.c — fills papers, and checks templates by filling them.  A template comes from outside, so
 * it is opened in the child only.  The same template and data give the same bytes.
 */
#include "papers/work.h"

#include <stdlib.h>

#include "base/file.h"
#include "daemon/childwork.h"
#include "papers/defaults.h"
#include "papers/sql.h"
#include "template/template.h"

enum { OUTPUT_MAX = 32 << 20 };
static const size_t MEMORY = (size_t)1 << 30;

static const struct statement CLAIM = {"papers_claim", SQL_CLAIM};
static const struct statement RENEW = {"papers_renew", SQL_RENEW};
static const struct statement DONE = {"papers_done", SQL_DONE};

struct work {
    struct daemon *daemon;
    const struct papers_conf *conf;
    struct childwork *childwork;
    struct buf names, data, template;
    bool has_defaults;
};

static bool work_take(void *arg, const struct rows *result, int row)
{
    struct work *self = arg;
    struct bytes file = column_bytes(result, row, 3);
    buf_text(&self->names, column_text(result, row, 1));
    buf_text(&self->data, column_text(result, row, 2));
    buf_add(&self->template, file.data, file.len);
    return column_bool(result, row, 4);
}

static int work_fill(void *arg, int input, int output)
{
    const struct work *self = arg;
    struct buf file = {0}, faults = {0};
    json_t *names = json_loadb(buf_string(&self->names), self->names.len, 0, NULL);
    json_t *data = json_loadb(buf_string(&self->data), self->data.len, 0, NULL);
    (void)input;
    bool is_filled = template_fill(&self->template, names, data, &file, &faults);
    const struct buf *answer = is_filled ? &file : &faults;
    return file_write(output, answer->data, answer->len) ? 0 : 1;
}

/* A DOCX begins with "PK", faults with "["; an empty answer: it was given up. */
static void work_answer(void *arg, const struct buf *answer, struct params *params)
{
    (void)arg;
    if (answer->len > 0 && answer->data[0] == 'P') {
        params_bytes(params, answer->data, answer->len);
        params_null(params);
    } else {
        params_null(params);
        params_text(params, answer->len > 0 ? buf_string(answer) : NULL);
    }
}

static void work_release(void *arg)
{
    struct work *self = arg;
    buf_free(&self->names);
    buf_free(&self->data);
    buf_free(&self->template);
}

/* The store answers: at the start, and whenever the directory has changed. */
static void work_on_directory(void *arg)
{
    struct work *self = arg;
    if (!self->has_defaults) {
        defaults_store(daemon_control_lane(self->daemon), self->conf->templates);
        self->has_defaults = true;
    }
}

struct work *work_open(struct daemon *daemon, const struct papers_conf *conf)
{
    static const struct childwork_kind KIND = {.name = "papers",
                                               .claim = &CLAIM,
                                               .renew = &RENEW,
                                               .done = &DONE,
                                               .take = work_take,
                                               .work = work_fill,
                                               .answer = work_answer,
                                               .release = work_release};
    const struct child_conf limits = {
        .memory = MEMORY, .seconds = conf->seconds, .output_max = OUTPUT_MAX};
    struct work *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->conf = conf;
    self->childwork = childwork_open(daemon, &KIND, &limits, self);
    daemon_on_directory(daemon, work_on_directory, self);
    return self;
}

void work_close(struct work **pointer)
{
    struct work *self = *pointer;
    *pointer = NULL;
    if (self != NULL) {
        childwork_close(&self->childwork);
        free(self);
    }
}

bool work_is_idle(const struct work *self)
{
    return childwork_is_idle(self->childwork);
}
