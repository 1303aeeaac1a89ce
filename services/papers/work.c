/*
 * work.c — fills papers, and checks templates by filling them.  A template comes from outside, so
 * it is opened in the child only.  The same template and data give the same bytes.
 *
 * A child answers with one line of JSON: faults of the template, or what stands in place of photos;
 * the filled paper follows it.  A line that begins with "?" names the photos that the paper shows:
 * they are made, and another child fills it with them.
 */
#include "papers/work.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "daemon/childwork.h"
#include "papers/defaults.h"
#include "papers/photos.h"
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
    struct photos *photos; /* borrowed */
    struct buf names, data, template, malware;
    bool has_asked; /* for the photos of the paper in hand */
    bool has_defaults;
};

static bool work_take(void *arg, const struct rows *result, int row)
{
    struct work *self = arg;
    struct bytes file = column_bytes(result, row, 3);
    buf_text(&self->names, column_text(result, row, 1));
    buf_text(&self->data, column_text(result, row, 2));
    buf_add(&self->template, file.data, file.len);
    buf_text(&self->malware, column_text(result, row, 5));
    return column_bool(result, row, 4);
}

static int work_fill(void *arg, int input, int output)
{
    const struct work *self = arg;
    struct buf file = {0}, faults = {0}, answer = {0};
    json_t *names = json_loadb(buf_string(&self->names), self->names.len, 0, NULL);
    json_t *data = json_loadb(buf_string(&self->data), self->data.len, 0, NULL);
    struct template_pictures pictures = photos_made(self->photos);
    (void)input;
    (void)template_fill(&self->template, names, data, &pictures, &file, &faults);
    bool is_asking = pictures.wanted.len > 0;
    buf_print(&answer, "%s%s\n", is_asking ? "?" : "",
              buf_string(is_asking ? &pictures.wanted : &faults));
    buf_add(&answer, file.data, file.len);
    return file_write(output, answer.data, answer.len) ? 0 : 1;
}

static void work_on_photos(void *arg)
{
    struct work *self = arg;
    childwork_again(self->childwork);
}

/* Once: then the child has them. */
static bool work_ask(void *arg, const struct buf *answer)
{
    struct work *self = arg;
    const char *text = buf_string(answer), *end = strchr(text, '\n');
    if (self->has_asked || text[0] != '?' || end == NULL) {
        return false;
    }
    const struct photos_of about = {buf_string(&self->data), buf_string(&self->malware)};
    struct buf wanted = {0};
    buf_add(&wanted, text + 1, (size_t)(end - text) - 1);
    self->has_asked = true;
    photos_make(self->photos, &about, buf_string(&wanted), work_on_photos, self);
    buf_free(&wanted);
    return true;
}

/* An empty answer: it was given up. */
static void work_answer(void *arg, const struct buf *answer, struct params *params)
{
    const char *text = buf_string(answer), *end = text[0] == '[' ? strchr(text, '\n') : NULL;
    (void)arg;
    if (end == NULL) {
        params_null(params);
        params_null(params);
        return;
    }
    size_t line = (size_t)(end - text);
    struct buf said = {0};
    buf_add(&said, text, line);
    if (answer->len > line + 1) {
        params_bytes(params, end + 1, answer->len - line - 1);
    } else {
        params_null(params);
    }
    params_text(params, buf_string(&said));
    buf_free(&said);
}

static void work_release(void *arg)
{
    struct work *self = arg;
    buf_free(&self->names);
    buf_free(&self->data);
    buf_free(&self->template);
    buf_free(&self->malware);
    photos_clear(self->photos);
    self->has_asked = false;
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

struct work *work_open(struct daemon *daemon, const struct papers_conf *conf, struct photos *photos)
{
    static const struct childwork_kind KIND = {.name = "papers",
                                               .claim = &CLAIM,
                                               .renew = &RENEW,
                                               .done = &DONE,
                                               .take = work_take,
                                               .work = work_fill,
                                               .ask = work_ask,
                                               .answer = work_answer,
                                               .release = work_release};
    const struct child_conf limits = {
        .memory = MEMORY, .seconds = conf->seconds, .output_max = OUTPUT_MAX};
    struct work *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->conf = conf;
    self->photos = photos;
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
