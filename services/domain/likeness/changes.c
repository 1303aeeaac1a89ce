/*
 * changes.c — finds the longest common subsequence of lines by dynamic programming; versions of
 * very many lines are compared from both ends only.
 */
#include "likeness/changes.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { TABLE_LINES = 1000 };

struct lines {
    const char *text;
    size_t *starts;      /* and, after the last, the end of the text */
    size_t first, count; /* those left to compare: from, up to */
};

struct comparison {
    struct lines a, b;
    uint16_t *table; /* number of common lines from here on */
    size_t width;
    struct change *out;
    size_t count, most;
};

static void changes_split(struct arena *arena, const char *text, struct lines *out)
{
    size_t count = 1;
    for (const char *c = text; *c != '\0'; c++) {
        count += *c == '\n' ? 1 : 0;
    }
    *out = (struct lines){.text = text, .starts = arena_alloc(arena, (count + 1) * sizeof(size_t))};
    for (size_t at = 0; text[at] != '\0'; at += text[at] == '\n' ? 1 : 0) {
        out->starts[out->count++] = at;
        at += strcspn(text + at, "\n");
    }
    out->starts[out->count] = strlen(text);
}

static bool is_same(const struct comparison *self, size_t i, size_t j)
{
    const struct lines *a = &self->a, *b = &self->b;
    size_t a_len = a->starts[i + 1] - a->starts[i], b_len = b->starts[j + 1] - b->starts[j];
    return a_len == b_len && memcmp(a->text + a->starts[i], b->text + b->starts[j], a_len) == 0;
}

static void skip_common_ends(struct comparison *self)
{
    struct lines *a = &self->a, *b = &self->b;
    while (a->first < a->count && b->first < b->count && is_same(self, a->first, b->first)) {
        a->first++;
        b->first++;
    }
    while (a->first < a->count && b->first < b->count &&
           is_same(self, a->count - 1, b->count - 1)) {
        a->count--;
        b->count--;
    }
}

static uint16_t *changes_cell(struct comparison *self, size_t i, size_t j)
{
    return &self->table[(i - self->a.first) * self->width + (j - self->b.first)];
}

static void fill_table(struct comparison *self, struct arena *arena)
{
    const struct lines *a = &self->a, *b = &self->b;
    self->width = b->count - b->first + 1;
    self->table = arena_zero(arena, (a->count - a->first + 1) * self->width * sizeof(uint16_t));
    for (size_t i = a->count; i-- > a->first;) {
        for (size_t j = b->count; j-- > b->first;) {
            uint16_t down = *changes_cell(self, i + 1, j), right = *changes_cell(self, i, j + 1);
            *changes_cell(self, i, j) = is_same(self, i, j)
                                            ? (uint16_t)(*changes_cell(self, i + 1, j + 1) + 1)
                                        : down > right ? down
                                                       : right;
        }
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* Whether this place after `start` does not cut a word. */
static bool is_between_words(const char *text, size_t start, size_t at)
{
    return at == start || is_blank(text[at - 1]) || is_blank(text[at]);
}

/* Removes what is equal at both ends, in whole words. */
static void changes_narrow(const char *a, const char *b, struct change *it)
{
    size_t same = 0, most_a = it->a_end - it->a_start, most_b = it->b_end - it->b_start;
    size_t most = most_a < most_b ? most_a : most_b;
    while (same < most && a[it->a_start + same] == b[it->b_start + same]) {
        same++;
    }
    while (same > 0 && !is_blank(a[it->a_start + same - 1])) {
        same--;
    }
    it->a_start += same;
    it->b_start += same;
    most -= same;
    for (same = 0; same < most && a[it->a_end - same - 1] == b[it->b_end - same - 1];) {
        same++;
    }
    while (same > 0 && !(is_between_words(a, it->a_start, it->a_end - same) &&
                         is_between_words(b, it->b_start, it->b_end - same))) {
        same--;
    }
    it->a_end -= same;
    it->b_end -= same;
}

/* Adds a change: lines from..to of each version differ. */
static void changes_add(struct comparison *self, const size_t from[static 2],
                        const size_t to[static 2])
{
    const struct lines *a = &self->a, *b = &self->b;
    if (self->count < self->most && (from[0] < to[0] || from[1] < to[1])) {
        struct change *it = &self->out[self->count++];
        *it = (struct change){a->starts[from[0]], a->starts[to[0]], b->starts[from[1]],
                              b->starts[to[1]]};
        changes_narrow(a->text, b->text, it);
    }
}

static void changes_walk(struct comparison *self)
{
    size_t from[2] = {self->a.first, self->b.first}, at[2] = {from[0], from[1]};
    while (at[0] < self->a.count || at[1] < self->b.count) {
        bool has_both = at[0] < self->a.count && at[1] < self->b.count;
        if (has_both && self->table != NULL && is_same(self, at[0], at[1])) {
            changes_add(self, from, at);
            from[0] = ++at[0];
            from[1] = ++at[1];
        } else if (!has_both || self->table == NULL) {
            at[0] = self->a.count;
            at[1] = self->b.count;
        } else if (*changes_cell(self, at[0] + 1, at[1]) >= *changes_cell(self, at[0], at[1] + 1)) {
            at[0]++;
        } else {
            at[1]++;
        }
    }
    changes_add(self, from, at);
}

size_t changes_find(struct arena *arena, const char *a, const char *b, struct change *out,
                    size_t most)
{
    struct comparison self = {.out = out, .most = most};
    changes_split(arena, a, &self.a);
    changes_split(arena, b, &self.b);
    skip_common_ends(&self);
    if (self.a.count - self.a.first <= TABLE_LINES && self.b.count - self.b.first <= TABLE_LINES) {
        fill_table(&self, arena);
    }
    changes_walk(&self);
    return self.count;
}
