/*
 * pages.c — a queue of pages to draw.  A request for a page that is in the queue waits for the same
 * drawing.  The child's output is untrusted: its head is parsed strictly, words are cleaned, and a
 * picture must begin as a JPEG does.
 */
#include "reader/pages.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/text.h"
#include "evidence/problem.h"
#include "evidence/v1/evidence.pb-c.h"
#include "formats/draw.h"
#include "reader/page_cache.h"
#include "sandbox/child.h"
#include "wire/wire.h"

/* Half of a frame of the bus is the most that an answer may have (bus.max_frame). */
enum { QUEUE_MAX = 64, ASKERS_MAX = 32, OUTPUT_MAX = 3 << 19, NICE = 10, AGAIN_MS = 200 };

struct drawing {
    struct hash hash;
    int page, width;
    struct bus_from askers[ASKERS_MAX];
    size_t asker_count;
    struct draw_input input;
    struct buf answer;
    STAILQ_ENTRY(drawing) link;
};

struct pages {
    struct daemon *daemon;
    const struct reader_conf *conf;
    struct page_cache *cache;
    STAILQ_HEAD(drawings, drawing) waiting;
    size_t waiting_count;
    struct drawing *running;
    struct child *child;
    int timer; /* 0: none */
    struct metric *drawn, *cached, *failed;
};

static void pages_start(struct pages *self);

/* ---------------------------------------------------------------- answers */

static void pages_refuse(struct pages *self, const struct bus_from *from, enum problem_id id)
{
    struct problem problem = problem_of(id, "");
    Bus__V1__Fault fault;
    problem_to_fault(&problem, &fault);
    bus_reply(daemon_bus(self->daemon), from, NULL, 0, &fault);
}

/* A tab and a number; false: they are not there. */
static bool take_count(char **at, uint32_t *out)
{
    char *end = *at;
    unsigned long value = **at == '\t' && (*at)[1] >= '0' && (*at)[1] <= '9'
                              ? strtoul(*at + 1, &end, 10)
                              : UINT32_MAX;
    bool is_there = end != *at && value < UINT32_MAX;
    *out = (uint32_t)value;
    *at = end;
    return is_there;
}

/* "problem TAB pages TAB width TAB height LF", then the data. */
static bool parse_head(char *head, Evidence__V1__PageDrawn *drawn)
{
    static const char *const PROBLEMS[] = {"", "kind", "damaged", "encrypted", "none"};
    char *tab = strchr(head, '\t');
    char *at = tab;
    uint32_t pages, width, height;
    if (tab == NULL || !take_count(&at, &pages) || !take_count(&at, &width) ||
        !take_count(&at, &height)) {
        return false;
    }
    *tab = '\0';
    for (size_t i = 0; i < sizeof(PROBLEMS) / sizeof(PROBLEMS[0]); i++) {
        if (strcmp(head, PROBLEMS[i]) == 0) {
            drawn->problem = head;
            drawn->pages = pages;
            drawn->width = width;
            drawn->height = height;
            return true;
        }
    }
    return false;
}

static bool is_jpeg(const char *data, size_t len)
{
    return len > 4 && memcmp(data, "\xff\xd8\xff", 3) == 0;
}

/* False: the child did not say what it had to. */
static bool read_answer(struct arena *arena, const struct buf *answer, int width,
                        Evidence__V1__PageDrawn *drawn)
{
    const char *end = answer->len > 0 ? memchr(answer->data, '\n', answer->len) : NULL;
    if (end == NULL ||
        !parse_head(arena_text(arena, answer->data, (size_t)(end - answer->data)), drawn)) {
        return false;
    }
    size_t len = answer->len - (size_t)(end + 1 - answer->data);
    char *data = arena_text(arena, end + 1, len);
    if (width == 0) {
        text_clean(data, len);
        len = strlen(data);
    } else if (drawn->problem[0] == '\0' && !is_jpeg(data, len)) {
        return false;
    }
    drawn->data.data = (uint8_t *)data;
    drawn->data.len = len;
    return true;
}

static void pages_reply(struct pages *self, const struct drawing *drawing, const char *problem)
{
    struct arena *arena = arena_new();
    Evidence__V1__PageDrawn drawn = EVIDENCE__V1__PAGE_DRAWN__INIT;
    if (problem != NULL || !read_answer(arena, &drawing->answer, drawing->width, &drawn)) {
        evidence__v1__page_drawn__init(&drawn);
        drawn.problem = arena_print(arena, "%s", problem != NULL ? problem : "damaged");
    }
    struct wire_bytes bytes = wire_pack(arena, &drawn.base);
    for (size_t i = 0; i < drawing->asker_count; i++) {
        bus_reply(daemon_bus(self->daemon), &drawing->askers[i], bytes.data, bytes.len, NULL);
    }
    arena_free(&arena);
}

/* ---------------------------------------------------------------- drawing */

static void drawing_free(struct drawing *drawing)
{
    buf_free(&drawing->answer);
    free(drawing);
}

static const char *page_name(const struct drawing *drawing, char into[static 128])
{
    char hash[HASH_TEXT];
    snprintf(into, 128, "%s-%d-%d", hash_print(&drawing->hash, hash), drawing->page,
             drawing->width);
    return into;
}

static void pages_end(struct pages *self, const char *problem)
{
    struct drawing *drawing = self->running;
    self->running = NULL;
    metric_add(problem == NULL ? self->drawn : self->failed, 1);
    pages_reply(self, drawing, problem);
    drawing_free(drawing);
    pages_start(self);
}

static void pages_on_output(void *arg, const void *data, size_t len)
{
    struct pages *self = arg;
    buf_add(&self->running->answer, data, len);
}

static void pages_on_ended(void *arg, enum child_end end)
{
    struct pages *self = arg;
    char name[128];
    self->child = NULL;
    if (end == CHILD_DONE) {
        page_cache_put(self->cache, page_name(self->running, name), &self->running->answer);
    }
    pages_end(self, end == CHILD_DONE ? NULL : end == CHILD_TIMEOUT ? "timeout" : "damaged");
}

static int pages_work(void *arg, int input, int output)
{
    struct draw_input *about = arg;
    about->fd = input;
    return format_draw(about, output);
}

static enum err pages_child(struct pages *self, struct drawing *drawing, int fd)
{
    static const struct child_events EVENTS = {.output = pages_on_output, .ended = pages_on_ended};
    const struct child_conf conf = {.memory = self->conf->file_memory,
                                    .seconds = self->conf->page_seconds,
                                    .output_max = OUTPUT_MAX,
                                    .may_execute = true, /* it opens fonts */
                                    .may_thread = true,
                                    .nice = NICE};
    return child_start(&self->child, daemon_loop(self->daemon), &conf, pages_work, &drawing->input,
                       fd, &EVENTS, self);
}

static void pages_start_again(void *arg)
{
    struct pages *self = arg;
    self->timer = 0;
    pages_start(self);
}

/* False: no process is available now. */
static bool pages_draw(struct pages *self, struct drawing *drawing)
{
    char path[600];
    struct stat stat;
    int fd = hash_place(&drawing->hash, self->conf->files_root, path, sizeof(path))
                 ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
                 : -1;
    if (fd < 0 || fstat(fd, &stat) != 0) {
        log_error("%s: the content is not in the file store", path);
        if (fd >= 0) {
            close(fd);
        }
        pages_end(self, "damaged");
        return true;
    }
    drawing->input = (struct draw_input){
        .size = (size_t)stat.st_size, .page = drawing->page, .width = drawing->width};
    return pages_child(self, drawing, fd) == ERR_NONE;
}

static void pages_start(struct pages *self)
{
    if (self->running != NULL || self->timer != 0 || STAILQ_EMPTY(&self->waiting)) {
        return;
    }
    struct drawing *drawing = STAILQ_FIRST(&self->waiting);
    STAILQ_REMOVE_HEAD(&self->waiting, link);
    self->waiting_count--;
    self->running = drawing;
    if (!pages_draw(self, drawing)) {
        log_warn("%s", err_last());
        self->running = NULL;
        STAILQ_INSERT_HEAD(&self->waiting, drawing, link);
        self->waiting_count++;
        self->timer = loop_after(daemon_loop(self->daemon), AGAIN_MS, pages_start_again, self);
    }
}

/* ---------------------------------------------------------------- requests */

static bool is_same(const struct drawing *drawing, const struct drawing *wish)
{
    return drawing->page == wish->page && drawing->width == wish->width &&
           memcmp(drawing->hash.bytes, wish->hash.bytes, HASH_SIZE) == 0 &&
           drawing->asker_count < ASKERS_MAX;
}

/* The drawing of the same page that has not ended; NULL: none. */
static struct drawing *find_drawing(struct pages *self, const struct drawing *wish)
{
    struct drawing *drawing = NULL;
    if (self->running != NULL && is_same(self->running, wish)) {
        return self->running;
    }
    STAILQ_FOREACH(drawing, &self->waiting, link)
    {
        if (is_same(drawing, wish)) {
            return drawing;
        }
    }
    return NULL;
}

static void pages_add(struct pages *self, const struct drawing *wish, const struct bus_from *from)
{
    struct drawing *drawing = find_drawing(self, wish);
    if (drawing == NULL && self->waiting_count == QUEUE_MAX) {
        pages_refuse(self, from, PROBLEM_BUSY);
        return;
    }
    if (drawing == NULL) {
        char name[128];
        drawing = memory_zero(sizeof(*drawing));
        *drawing = *wish;
        drawing->askers[drawing->asker_count++] = *from;
        if (page_cache_get(self->cache, page_name(drawing, name), &drawing->answer)) {
            metric_add(self->cached, 1);
            pages_reply(self, drawing, NULL);
            drawing_free(drawing);
            return;
        }
        STAILQ_INSERT_TAIL(&self->waiting, drawing, link);
        self->waiting_count++;
    } else {
        drawing->askers[drawing->asker_count++] = *from;
    }
    pages_start(self);
}

void pages_asked(struct pages *self, const struct bus_from *from, const Bus__V1__Request *request)
{
    struct arena *arena = arena_new();
    const Evidence__V1__DrawPage *asked =
        request->method == EVIDENCE__V1__METHOD__METHOD_DRAW_PAGE
            ? wire_unpack(arena, &evidence__v1__draw_page__descriptor, request->body.data,
                          request->body.len)
            : NULL;
    if (asked == NULL || asked->hash.len != HASH_SIZE || asked->page == 0 ||
        asked->page > INT16_MAX || asked->width > DRAW_WIDTH_MAX) {
        pages_refuse(self, from, asked == NULL ? PROBLEM_METHOD_UNKNOWN : PROBLEM_REQUEST_INVALID);
    } else {
        struct drawing wish = {.page = (int)asked->page, .width = (int)asked->width};
        memcpy(wish.hash.bytes, asked->hash.data, HASH_SIZE);
        pages_add(self, &wish, from);
    }
    arena_free(&arena);
}

/* ---------------------------------------------------------------- life */

struct pages *pages_open(struct daemon *daemon, const struct reader_conf *conf)
{
    static const char NAME[] = "mc_reader_pages_total", HELP[] = "pages asked for";
    struct pages *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->conf = conf;
    STAILQ_INIT(&self->waiting);
    self->cache = page_cache_open(conf->pages, conf->pages_max);
    self->drawn = metric_counter(NAME, "outcome=\"drawn\"", HELP);
    self->cached = metric_counter(NAME, "outcome=\"cached\"", HELP);
    self->failed = metric_counter(NAME, "outcome=\"failed\"", HELP);
    return self;
}

void pages_close(struct pages **pointer)
{
    struct pages *self = *pointer;
    if (self == NULL) {
        return;
    }
    if (self->timer != 0) {
        loop_cancel(daemon_loop(self->daemon), self->timer);
    }
    child_kill(&self->child);
    if (self->running != NULL) {
        drawing_free(self->running);
    }
    while (!STAILQ_EMPTY(&self->waiting)) {
        struct drawing *drawing = STAILQ_FIRST(&self->waiting);
        STAILQ_REMOVE_HEAD(&self->waiting, link);
        drawing_free(drawing);
    }
    page_cache_close(&self->cache);
    free(self);
    *pointer = NULL;
}

bool pages_are_idle(const struct pages *self)
{
    return self->running == NULL && STAILQ_EMPTY(&self->waiting);
}
