/*
 * page_child.c — starts the child and parses its output, which is untrusted.
 */
#include "fetcher/page_child.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "formats/format.h"
#include "sandbox/child.h"

enum {
    TEXT_MAX = 65536, /* of a page's text that is kept */
    FIELD_MAX = 1000,
    OUTPUT_SLACK = 65536
};

struct page_child {
    struct page_job job;
    struct format_input input;
    struct child *child;
    struct buf answer;
};

static char *page_child_clean(struct arena *arena, const char *text, size_t len)
{
    char *copy = arena_text(arena, text, len);
    text_clean(copy, len);
    return copy;
}

const char *page_field(struct arena *arena, const char *text)
{
    return page_child_clean(arena, text, text_cut(text, strlen(text), FIELD_MAX));
}

bool page_is_html(const char *media_type)
{
    return strcmp(media_type, "text/html") == 0 || strcmp(media_type, "application/xhtml+xml") == 0;
}

/* The lines of the text without empty ones and without blanks at their ends. */
static const char *page_child_tidy(struct arena *arena, const char *text)
{
    struct buf made = {0};
    for (const char *at = text; *at != '\0';) {
        size_t len = strcspn(at, "\n"), kept = len;
        const char *line = text_trim(at, &kept);
        if (kept > 0) {
            buf_add(&made, line, kept);
            buf_byte(&made, '\n');
        }
        at += len + (at[len] == '\n' ? 1 : 0);
    }
    size_t len = text_cut(buf_string(&made), made.len, TEXT_MAX);
    const char *copy = arena_text(arena, buf_string(&made), len);
    buf_free(&made);
    return copy;
}

/* Ends the text at the sign; returns what is behind it, or "". */
static char *page_child_cut(char *text, char sign)
{
    char *at = strchr(text, sign);
    if (at == NULL) {
        return text + strlen(text);
    }
    *at = '\0';
    return at + 1;
}

/* "day TAB flags TAB title [TAB title]... LF text" */
static void read_answer(struct arena *arena, char *answer, struct page_seen *out)
{
    date_days day;
    char *text = page_child_cut(answer, '\n'), *flags = page_child_cut(answer, '\t'),
         *titles = page_child_cut(flags, '\t');
    for (char *c = titles; *c != '\0'; c++) {
        *c = *c == '\t' ? '\n' : *c;
    }
    out->published_on = date_parse(answer, &day) ? answer : "";
    out->flags = flags;
    out->titles = page_field(arena, titles);
    out->text = page_child_tidy(arena, text);
    struct hash hash = hash_of(out->text, strlen(out->text));
    hash_print(&hash, out->text_hash);
}

void page_seen_nothing(struct arena *arena, struct page_seen *out)
{
    read_answer(arena, arena_text(arena, "", 0), out);
}

/* ------------------------------------------------------------- the child */

static int page_child_work(void *arg, int input, int output)
{
    struct format_input *about = arg;
    about->fd = input;
    return format_page(about, output);
}

static void page_child_output(void *arg, const void *data, size_t len)
{
    struct page_child *self = arg;
    buf_add(&self->answer, data, len);
}

static void page_child_on_ended(void *arg, enum child_end end)
{
    struct page_child *self = arg;
    struct page_job job = self->job;
    struct page_seen seen;
    bool has_text = end == CHILD_DONE || end == CHILD_TOO_MUCH;
    char *answer =
        page_child_clean(job.arena, buf_string(&self->answer), has_text ? self->answer.len : 0);
    read_answer(job.arena, answer, &seen);
    buf_free(&self->answer);
    free(self);
    job.then(job.arg, &seen);
}

bool page_child_start(struct page_child **out, struct loop *loop, const struct fetcher_conf *conf,
                      const struct page_job *job)
{
    static const struct child_events EVENTS = {.output = page_child_output,
                                               .ended = page_child_on_ended};
    struct page_child *self = memory_zero(sizeof(*self));
    const struct child_conf limits = {.memory = conf->page_memory,
                                      .seconds = conf->page_seconds,
                                      .output_max = conf->fetch.bytes * 2 + OUTPUT_SLACK};
    self->job = *job;
    self->input = (struct format_input){
        .text_max = conf->fetch.bytes,
        .size = job->answer->len,
        .content_type = arena_print(job->arena, "%s", job->answer->content_type)};
    int fd = file_unnamed(job->answer->body, job->answer->len);
    if (fd < 0 || child_start(&self->child, loop, &limits, page_child_work, &self->input, fd,
                              &EVENTS, self) != ERR_NONE) {
        free(self);
        return false;
    }
    *out = self;
    return true;
}

void page_child_kill(struct page_child **pointer)
{
    struct page_child *self = *pointer;
    if (self != NULL) {
        child_kill(&self->child);
        buf_free(&self->answer);
        free(self);
        *pointer = NULL;
    }
}
