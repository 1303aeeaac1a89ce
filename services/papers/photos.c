/*
 * photos.c — reads the photos of a paper one after the other.  What a child answers comes from
 * outside: its head is checked, and its picture is a JPEG or none.
 */
#include "papers/photos.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "formats/draw.h"
#include "likeness/picture.h"
#include "sandbox/child.h"

enum { ONE_MAX = 4 << 20, ALL_MAX = 24 << 20, AGAIN_MS = 200, PATH_LEN = 1024, NICE = 10 };
static const size_t MEMORY = (size_t)1 << 30;

struct photo {
    char hash[HASH_TEXT];
    int width;         /* pixels */
    struct buf answer; /* of the child: its head, then the picture */
};

struct photos {
    struct daemon *daemon;
    const struct papers_conf *conf;
    struct photo of[TEMPLATE_PICTURES_MAX];
    struct template_picture
        made[TEMPLATE_PICTURES_MAX]; /* of each; their bytes are in its answer */
    size_t count, at, bytes;
    struct photos_of about;
    struct draw_input input;
    struct child *child;
    int timer; /* 0: none */
    photos_fn *then;
    void *arg;
};

static void photos_next(void *arg);

/* ---------------------------------------------------------------- the answer */

/* The number behind a tabulator, and goes past both; 0: there is none that a picture may have. */
static int head_number(const char **at)
{
    char *end = NULL;
    long number = **at == '\t' ? strtol(*at + 1, &end, 10) : 0;
    *at = end != NULL ? end : *at;
    return number > 0 && number <= TEMPLATE_PICTURE_SIDE ? (int)number : 0;
}

/* "problem TAB pages TAB width TAB height LF", then the picture.  There is none if a problem is. */
static bool photo_read(const struct buf *answer, struct template_picture *made)
{
    static const char JPEG[] = "\xff\xd8";
    const char *at = buf_string(answer);
    (void)head_number(&at);
    made->width = head_number(&at);
    made->height = head_number(&at);
    size_t head = (size_t)(at - buf_string(answer)) + 1;
    if (made->width == 0 || made->height == 0 || *at != '\n' || answer->len < head + sizeof(JPEG)) {
        return false;
    }
    made->jpeg = at + 1;
    made->len = answer->len - head;
    return memcmp(made->jpeg, JPEG, sizeof(JPEG) - 1) == 0;
}

static void photos_refuse(struct photos *self, const char *problem)
{
    struct photo *photo = &self->of[self->at];
    buf_free(&photo->answer);
    self->made[self->at] = (struct template_picture){.hash = photo->hash, .problem = problem};
}

/* ---------------------------------------------------------------- the child */

static int photos_work(void *arg, int input, int output)
{
    struct draw_input *about = arg;
    about->fd = input;
    return about->size > 0 ? format_draw_photo(about, output) : format_draw_sample(about, output);
}

static void photos_on_output(void *arg, const void *data, size_t len)
{
    struct photos *self = arg;
    buf_add(&self->of[self->at].answer, data, len);
}

static void photos_on_ended(void *arg, enum child_end end)
{
    struct photos *self = arg;
    struct template_picture *made = &self->made[self->at];
    self->child = NULL;
    if (end != CHILD_DONE || !photo_read(&self->of[self->at].answer, made)) {
        photos_refuse(self, "damaged");
    } else if (self->bytes + made->len > ALL_MAX) {
        photos_refuse(self, "too_many");
    }
    self->bytes += made->len;
    self->at++;
    photos_next(self);
}

/* The child takes over the descriptor.  False: no process is available now. */
static bool photos_child(struct photos *self, int fd)
{
    static const struct child_events EVENTS = {.output = photos_on_output,
                                               .ended = photos_on_ended};
    const struct child_conf conf = {.memory = MEMORY,
                                    .seconds = self->conf->seconds,
                                    .output_max = ONE_MAX,
                                    .may_thread = true,
                                    .nice = NICE};
    return child_start(&self->child, daemon_loop(self->daemon), &conf, photos_work, &self->input,
                       fd, &EVENTS, self) == ERR_NONE;
}

/* ---------------------------------------------------------------- the file */

static bool is_sample(const struct photo *photo)
{
    return strcmp(photo->hash, PHOTO_SAMPLE) == 0;
}

/* -1, with the problem: there is none to read. */
static int photo_open(const struct photos *self, const struct photo *photo, size_t *size,
                      const char **problem)
{
    char path[PATH_LEN];
    struct hash hash;
    struct stat stat;
    if (!hash_parse(photo->hash, &hash) || strstr(self->about.data, photo->hash) == NULL) {
        *problem = "missing";
        return -1;
    }
    if (strstr(self->about.malware, photo->hash) != NULL) {
        *problem = "malware";
        return -1;
    }
    int fd = hash_place(&hash, self->conf->files_root, path, sizeof(path))
                 ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
                 : -1;
    if (fd < 0 || fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode) || stat.st_size == 0) {
        log_error("%s: the content is not in the file store", path);
        if (fd >= 0) {
            close(fd);
        }
        *problem = "missing";
        return -1;
    }
    *size = (size_t)stat.st_size;
    return fd;
}

/* Starts the next one that there is; false: no process is available now. */
static bool photos_start(struct photos *self)
{
    for (; self->at < self->count; self->at++) {
        const struct photo *photo = &self->of[self->at];
        const char *problem = "missing";
        self->input =
            (struct draw_input){.page = 1, .width = photo->width, .height = TEMPLATE_PICTURE_SIDE};
        int fd = is_sample(photo) ? file_unnamed("", 0)
                                  : photo_open(self, photo, &self->input.size, &problem);
        if (fd >= 0 || is_sample(photo)) {
            return fd >= 0 && photos_child(self, fd);
        }
        photos_refuse(self, problem);
    }
    return true;
}

static void photos_next(void *arg)
{
    struct photos *self = arg;
    self->timer = 0;
    if (!photos_start(self)) {
        log_warn("photos: %s", err_last());
        self->timer = loop_after(daemon_loop(self->daemon), AGAIN_MS, photos_next, self);
    } else if (self->at == self->count) {
        self->then(self->arg);
    }
}

/* ---------------------------------------------------------------- calls */

void photos_make(struct photos *self, const struct photos_of *of, const char *wanted,
                 photos_fn *then, void *arg)
{
    json_t *list = json_loads(wanted, 0, NULL);
    photos_clear(self);
    self->about = *of;
    self->then = then;
    self->arg = arg;
    for (size_t i = 0; i < json_array_size(list) && i < TEMPLATE_PICTURES_MAX; i++) {
        const json_t *one = json_array_get(list, i);
        const char *hash = json_string_value(json_object_get(one, "hash"));
        json_int_t width = json_integer_value(json_object_get(one, "width"));
        struct photo *photo = &self->of[self->count];
        snprintf(photo->hash, sizeof(photo->hash), "%s", hash != NULL ? hash : "");
        photo->width =
            width >= 1 && width <= TEMPLATE_PICTURE_SIDE ? (int)width : TEMPLATE_PICTURE_SIDE;
        self->made[self->count++] = (struct template_picture){.hash = photo->hash, .problem = ""};
    }
    json_decref(list);
    photos_next(self);
}

struct template_pictures photos_made(const struct photos *self)
{
    return (struct template_pictures){.given = self->made, .count = self->count};
}

void photos_clear(struct photos *self)
{
    child_kill(&self->child);
    if (self->timer != 0) {
        loop_cancel(daemon_loop(self->daemon), self->timer);
        self->timer = 0;
    }
    for (size_t i = 0; i < self->count; i++) {
        buf_free(&self->of[i].answer);
    }
    self->count = self->at = self->bytes = 0;
}

enum err photos_open(struct photos **out, struct daemon *daemon, const struct papers_conf *conf)
{
    enum err err = picture_ready();
    if (err == ERR_NONE) {
        *out = memory_zero(sizeof(**out));
        **out = (struct photos){.daemon = daemon, .conf = conf};
    }
    return err;
}

void photos_close(struct photos **pointer)
{
    struct photos *self = *pointer;
    *pointer = NULL;
    if (self != NULL) {
        photos_clear(self);
        free(self);
    }
}
