/*
 * posts.c — each list or criteria set is read by a child of its own; the bus answer is what the
 * child wrote, or a problem when it failed.
 */
#include "ingest/posts.h"

#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/log.h"
#include "lists/lists.h"
#include "posts/post_list.h"
#include "sandbox/child.h"
#include "workbook/book.h"

enum {
    AT_ONCE = 4,
    MEMORY = 512 << 20,
    SECONDS = 4,            /* seconds of CPU; the wall clock allows twice as many, and the
                             * requester waits for 10 */
    ANSWER_MAX = 1800 << 10 /* of one frame of the bus */
};

struct reading {
    struct posts *posts;
    struct bus_from from;
    struct child *child;
    struct buf answer;
    LIST_ENTRY(reading) link;
};

struct posts {
    struct loop *loop;
    posts_fn *then;
    void *arg;
    LIST_HEAD(reading_list, reading) readings;
    size_t count;
};

static void reading_free(struct reading *reading)
{
    child_kill(&reading->child);
    buf_free(&reading->answer);
    free(reading);
}

static void reading_end(struct reading *reading)
{
    LIST_REMOVE(reading, link);
    reading->posts->count--;
    reading_free(reading);
}

/* ------------------------------------------------------------- in the child */

static int posts_work(void *arg, int input, int output)
{
    struct buf answer = {0};
    const struct sheet_form *form = arg;
    if (form != NULL) {
        sheet_form_read(form, input, &answer);
    } else {
        book_check(input, &answer);
    }
    bool is_written = file_write(output, answer.data, answer.len);
    buf_free(&answer);
    return is_written ? 0 : 1;
}

/* ------------------------------------------------------------- answers */

static void posts_output(void *arg, const void *data, size_t len)
{
    struct reading *reading = arg;
    buf_add(&reading->answer, data, len);
}

static void posts_on_ended(void *arg, enum child_end end)
{
    struct reading *reading = arg;
    struct posts *self = reading->posts;
    reading->child = NULL;
    const char *said = NULL;
    switch (end) {
    case CHILD_DONE:
        said = buf_string(&reading->answer);
        break;
    case CHILD_FAILED:
        said = "{\"rows\": [], \"problem\": \"sheet.damaged\"}";
        break;
    case CHILD_TIMEOUT:
        said = "{\"rows\": [], \"problem\": \"sheet.timeout\"}";
        break;
    case CHILD_TOO_MUCH:
        said = "{\"rows\": [], \"problem\": \"sheet.too_large\"}";
        break;
    }
    self->then(self->arg, &reading->from, said);
    reading_end(reading);
}

/* ------------------------------------------------------------- requests */

bool posts_find(const char *list, const struct sheet_form **out)
{
    *out = list[0] == '\0' ? &POST_LIST : list_find(list);
    return *out != NULL || strcmp(list, "criteria") == 0;
}

/* A child is a copy of this process and only reads the form. */
static void *unconst(const struct sheet_form *form)
{
    union {
        const struct sheet_form *given;
        void *taken;
    } both = {.given = form};
    return both.taken;
}

bool posts_read(struct posts *self, const struct bus_from *from, const struct sheet_form *form,
                struct wire_bytes sheet)
{
    static const struct child_events EVENTS = {.output = posts_output, .ended = posts_on_ended};
    static const struct child_conf CONF = {
        .memory = MEMORY, .seconds = SECONDS, .output_max = ANSWER_MAX};
    int fd = self->count < AT_ONCE ? file_unnamed(sheet.data, sheet.len) : -1;
    if (fd < 0) {
        return false;
    }
    struct reading *reading = memory_zero(sizeof(*reading));
    reading->posts = self;
    reading->from = *from;
    if (child_start(&reading->child, self->loop, &CONF, posts_work, unconst(form), fd, &EVENTS,
                    reading) != ERR_NONE) {
        log_warn("no child for a list of posts: %s", err_last());
        free(reading);
        return false;
    }
    LIST_INSERT_HEAD(&self->readings, reading, link);
    self->count++;
    return true;
}

struct posts *posts_open(struct loop *loop, posts_fn *then, void *arg)
{
    struct posts *self = memory_zero(sizeof(*self));
    self->loop = loop;
    self->then = then;
    self->arg = arg;
    return self;
}

void posts_close(struct posts **pointer)
{
    struct posts *self = *pointer;
    if (self == NULL) {
        return;
    }
    while (!LIST_EMPTY(&self->readings)) {
        struct reading *reading = LIST_FIRST(&self->readings);
        LIST_REMOVE(reading, link);
        reading_free(reading);
    }
    free(self);
    *pointer = NULL;
}

bool posts_is_idle(const struct posts *self)
{
    return self->count == 0;
}
