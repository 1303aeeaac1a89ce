/*
 * parts.c — a machine of five states over the bytes that have arrived and are not used yet.
 *
 * A part ends at CRLF, two hyphens and the boundary.  The bytes that may be the beginning of that
 * line wait for more; all before them go on at once.  The line must end there: CRLF (blanks may
 * stand before it) begins another part, two hyphens end the body; anything else was content.
 */
#include "gateway/parts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"

enum { BOUNDARY_MAX = 70, HEAD_MAX = 8192, BLANKS_MAX = 16 };

enum parts_state { PARTS_BEFORE, PARTS_HEAD, PARTS_BODY, PARTS_BEHIND, PARTS_BROKEN };

struct parts {
    const struct parts_events *events;
    void *arg;
    enum parts_state state;
    struct buf pending;
    char line[BOUNDARY_MAX + 5]; /* CRLF, two hyphens, the boundary */
    size_t line_len;
};

/* The boundary's length, 0 if it is not usable. */
static size_t find_boundary(const char *type, const char **start)
{
    const char *at = type;
    while ((at = strcasestr(at, "boundary=")) != NULL && at > type && at[-1] != ';' &&
           at[-1] != ' ' && at[-1] != '\t') {
        at++;
    }
    if (at == NULL) {
        return 0;
    }
    at += strlen("boundary=");
    bool is_quoted = *at == '"';
    at += is_quoted ? 1 : 0;
    size_t len = strcspn(at, is_quoted ? "\"" : ";, \t");
    *start = at;
    return (is_quoted && at[len] != '"') || len > BOUNDARY_MAX ? 0 : len;
}

struct parts *parts_new(const char *content_type, const struct parts_events *events, void *arg)
{
    const char *boundary = NULL;
    size_t len = find_boundary(content_type, &boundary);
    if (len == 0) {
        return NULL;
    }
    struct parts *self = memory_zero(sizeof(*self));
    self->events = events;
    self->arg = arg;
    memcpy(self->line, "\r\n--", 4);
    memcpy(self->line + 4, boundary, len);
    self->line_len = len + 4;
    buf_text(&self->pending, "\r\n"); /* the first line has none before it */
    return self;
}

void parts_free(struct parts **self_p)
{
    struct parts *self = *self_p;
    if (self != NULL) {
        buf_free(&self->pending);
        free(self);
        *self_p = NULL;
    }
}

/* ---------------------------------------------------------------- lines */

enum line { LINE_NONE, LINE_OPEN, LINE_NEXT, LINE_LAST };

/* Whether the bytes at a line's place are one, and how long it is; LINE_OPEN: too few have come. */
static enum line line_at(const struct parts *self, const char *at, size_t len, size_t *line_len)
{
    size_t known = len < self->line_len ? len : self->line_len;
    if (memcmp(at, self->line, known) != 0) {
        return LINE_NONE;
    }
    size_t end = self->line_len;
    while (end < len && end < self->line_len + BLANKS_MAX && (at[end] == ' ' || at[end] == '\t')) {
        end++;
    }
    *line_len = end + 2;
    if (len < end + 2) {
        return LINE_OPEN;
    }
    return memcmp(at + end, "\r\n", 2) == 0                          ? LINE_NEXT
           : end == self->line_len && memcmp(at + end, "--", 2) == 0 ? LINE_LAST
                                                                     : LINE_NONE;
}

/* Finds the next line, or where one may begin; `*at` is behind the bytes that are content. */
static enum line find_line(const struct parts *self, size_t *at, size_t *line_len)
{
    const char *data = self->pending.data;
    size_t len = self->pending.len;
    for (*at = 0; *at < len; (*at)++) {
        const char *found = memchr(data + *at, '\r', len - *at);
        *at = found != NULL ? (size_t)(found - data) : len;
        enum line line = *at < len ? line_at(self, data + *at, len - *at, line_len) : LINE_NONE;
        if (line != LINE_NONE) {
            return line;
        }
    }
    *at = len;
    return LINE_NONE;
}

/* ---------------------------------------------------------------- states */

/* Each of these returns whether it got further. */

static bool parts_find_end(struct parts *self)
{
    size_t at, line_len = 0;
    enum line line = find_line(self, &at, &line_len);
    bool is_body = self->state == PARTS_BODY;
    if (is_body && at > 0) {
        self->events->data(self->arg, self->pending.data, at);
    }
    if (line == LINE_NONE || line == LINE_OPEN) {
        buf_consume(&self->pending, at);
        return false;
    }
    buf_consume(&self->pending, at + line_len);
    if (is_body) {
        self->events->end(self->arg);
    }
    self->state = line == LINE_LAST ? PARTS_BEHIND : PARTS_HEAD;
    return true;
}

/* The lines up to an empty one; the part may have none at all. */
static bool parts_read_head(struct parts *self)
{
    const char *data = self->pending.data;
    size_t len = self->pending.len;
    if (len < 2) {
        return false;
    }
    bool is_bare = memcmp(data, "\r\n", 2) == 0;
    const char *end = is_bare ? data : memmem(data, len, "\r\n\r\n", 4);
    size_t head_len = end != NULL ? (size_t)(end - data) : len;
    if (head_len > HEAD_MAX) {
        self->state = PARTS_BROKEN;
        return false;
    }
    if (end == NULL) {
        return false;
    }
    struct part_head head;
    struct arena *arena = arena_new();
    if (part_head_read(arena, data, head_len, &head)) {
        self->events->begin(self->arg, &head);
        buf_consume(&self->pending, is_bare ? 2 : head_len + 4);
        self->state = PARTS_BODY;
    } else {
        self->state = PARTS_BROKEN;
    }
    arena_free(&arena);
    return self->state == PARTS_BODY;
}

static bool parts_step(struct parts *self)
{
    switch (self->state) {
    case PARTS_BEFORE:
    case PARTS_BODY:
        return parts_find_end(self);
    case PARTS_HEAD:
        return parts_read_head(self);
    case PARTS_BEHIND:
        buf_clear(&self->pending);
        return false;
    case PARTS_BROKEN:
        break;
    }
    return false;
}

bool parts_take(struct parts *self, const char *data, size_t len)
{
    buf_add(&self->pending, data, len);
    while (parts_step(self)) {
    }
    return self->state != PARTS_BROKEN;
}

bool parts_is_whole(const struct parts *self)
{
    return self->state == PARTS_BEHIND;
}
