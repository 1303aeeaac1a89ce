/*
 * mime.c — reads headers leniently: a backslash in quotation marks protects a mark or itself only,
 * since clients write paths as they are.
 */
#include "base/mime.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"

enum { NAME_MAX_LEN = 60 };

/* ------------------------------------------------------------- headers */

static const char *line_after(const char *at, const char *end)
{
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    return stop != NULL ? stop + 1 : end;
}

const char *mime_header(struct arena *arena, const char *head, size_t len, const char *name)
{
    const char *end = head + len, *next;
    size_t name_len = strlen(name);
    for (const char *line = head; line < end; line = next) {
        next = line_after(line, end);
        while (next < end && (*next == ' ' || *next == '\t')) {
            next = line_after(next, end);
        }
        if ((size_t)(next - line) > name_len && line[name_len] == ':' &&
            strncasecmp(line, name, name_len) == 0) {
            const char *value = line + name_len + 1;
            size_t value_len = (size_t)(next - value);
            while (value_len > 0 && isspace((unsigned char)value[value_len - 1])) {
                value_len--;
            }
            return arena_text(arena, value, value_len);
        }
    }
    return "";
}

/* ------------------------------------------------------------- parameters */

/* NULL: it does not end. */
static const char *take_quoted(struct arena *arena, const char **at)
{
    struct buf value = {0};
    const char *c = *at + 1;
    for (; *c != '\0' && *c != '"'; c++) {
        c += c[0] == '\\' && (c[1] == '"' || c[1] == '\\') ? 1 : 0;
        buf_byte(&value, *c);
    }
    const char *made = *c == '"' ? arena_text(arena, buf_string(&value), value.len) : NULL;
    buf_free(&value);
    *at = c + (*c == '"' ? 1 : 0);
    return made;
}

static const char *take_bare(struct arena *arena, const char **at)
{
    size_t len = strcspn(*at, ";"), kept = len;
    while (kept > 0 && isspace((unsigned char)(*at)[kept - 1])) {
        kept--;
    }
    const char *value = arena_text(arena, *at, kept);
    *at += len;
    return value;
}

static void add_parameter(struct mime_parameters *into, const char *name, const char *value)
{
    into->is_broken = into->is_broken || into->count == MIME_PARAMETERS;
    if (!into->is_broken) {
        into->of[into->count].name = name;
        into->of[into->count++].value = value;
    }
}

/* "; name=value" at *at. */
static void take_parameter(struct arena *arena, const char **at, struct mime_parameters *into)
{
    *at += strspn(*at, "; \t\r\n");
    size_t len = strcspn(*at, "=;");
    const char *name = *at;
    *at += len;
    if (**at != '=') {
        return;
    }
    (*at)++;
    while (len > 0 && isspace((unsigned char)name[len - 1])) {
        len--;
    }
    *at += strspn(*at, " \t\r\n");
    const char *value = **at == '"' ? take_quoted(arena, at) : take_bare(arena, at);
    into->is_broken = into->is_broken || value == NULL;
    if (!into->is_broken) {
        add_parameter(into, arena_text(arena, name, len < NAME_MAX_LEN ? len : NAME_MAX_LEN),
                      value);
    }
}

/* ------------------------------------------------------------- sections */

/* The section `number` of a parameter in several; *is_encoded: "filename*0*".  NULL: none. */
static const char *section_of(const struct mime_parameters *self, const char *base, size_t len,
                              size_t number, bool *is_encoded)
{
    for (size_t i = 0; i < self->count; i++) {
        const char *name = self->of[i].name;
        char *end;
        if (strncasecmp(name, base, len) != 0 || name[len] != '*' ||
            !isdigit((unsigned char)name[len + 1]) || strtoul(name + len + 1, &end, 10) != number) {
            continue;
        }
        *is_encoded = strcmp(end, "*") == 0;
        if (*is_encoded || *end == '\0') {
            return self->of[i].value;
        }
    }
    return NULL;
}

/* A literal section among encoded ones: its percent signs are letters. */
static void add_literal(struct buf *into, const char *text)
{
    for (; *text != '\0'; text++) {
        buf_text(into, *text == '%' ? "%25" : "");
        if (*text != '%') {
            buf_byte(into, *text);
        }
    }
}

/* Joins the sections of a parameter of which `first` is number 0. */
static void join_sections(struct arena *arena, struct mime_parameters *self, const char *first)
{
    size_t len = strcspn(first, "*");
    bool is_encoded = false, is_whole_encoded = false;
    struct buf joined = {0};
    const char *part;
    for (size_t n = 0; (part = section_of(self, first, len, n, &is_encoded)) != NULL; n++) {
        is_whole_encoded = n == 0 ? is_encoded : is_whole_encoded;
        if (is_whole_encoded && !is_encoded) {
            add_literal(&joined, part);
        } else {
            buf_text(&joined, part);
        }
    }
    add_parameter(self, arena_print(arena, "%.*s%s", (int)len, first, is_whole_encoded ? "*" : ""),
                  arena_text(arena, buf_string(&joined), joined.len));
    buf_free(&joined);
}

static bool is_first_section(const char *name)
{
    const char *star = strchr(name, '*');
    return star != NULL && (strcmp(star, "*0") == 0 || strcmp(star, "*0*") == 0);
}

struct mime_parameters mime_parameters_of(struct arena *arena, const char *value)
{
    struct mime_parameters self = {.count = 0};
    for (const char *at = value + strcspn(value, ";"); *at != '\0' && !self.is_broken;) {
        take_parameter(arena, &at, &self);
    }
    size_t given = self.count;
    for (size_t i = 0; i < given && !self.is_broken; i++) {
        if (is_first_section(self.of[i].name)) {
            join_sections(arena, &self, self.of[i].name);
        }
    }
    return self;
}

const char *mime_parameter(const struct mime_parameters *self, const char *name)
{
    for (size_t i = 0; i < self->count; i++) {
        if (strcasecmp(self->of[i].name, name) == 0) {
            return self->of[i].value;
        }
    }
    return NULL;
}
