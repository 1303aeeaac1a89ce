/*
 * rule_reader.c — reads typed fields and records which keys were read, so that the others are
 * faults.
 */
#include "rules/rule_reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "rules/rule.h"

enum { POINTS_MAX = 1000000, CENT = 100, TEXT_MAX = 512 };

struct rule_reader read_inner(const struct rule_reader *self, const json_t *json, const char *key)
{
    struct rule_reader inner = *self;
    inner.json = json;
    inner.taken_count = 0;
    inner.place = arena_print(self->arena, "%s/%s", self->place, key);
    return inner;
}

struct rule_reader read_element(const struct rule_reader *self, const json_t *json, const char *key,
                                size_t index)
{
    struct rule_reader inner = read_inner(self, json, key);
    inner.place = arena_print(self->arena, "%s/%zu", inner.place, index);
    return inner;
}

void read_fault(struct rule_reader *self, const char *format, ...)
{
    char text[TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    faults_add(self->faults, FAULT_BROKEN, self->place, "%s", text);
}

void read_fault_at(struct rule_reader *self, const char *key, const char *format, ...)
{
    char text[TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    const char *place = arena_print(self->arena, "%s/%s", self->place, key);
    faults_add(self->faults, FAULT_BROKEN, place, "%s", text);
}

bool read_deeper(struct rule_reader *self, const char *what)
{
    if (++self->depth <= READER_DEPTH_MAX) {
        return true;
    }
    read_fault(self, "%s lồng nhau quá %d tầng", what, READER_DEPTH_MAX);
    self->is_too_deep = true;
    return false;
}

bool read_has(const struct rule_reader *self, const char *key)
{
    return json_object_get(self->json, key) != NULL;
}

const json_t *read_take(struct rule_reader *self, const char *key)
{
    const json_t *value = json_object_get(self->json, key);
    if (value != NULL && self->taken_count < READER_KEYS_MAX) {
        self->taken[self->taken_count++] = key;
    }
    return value;
}

struct decimal read_amount_or(struct rule_reader *self, const char *key, bool *has)
{
    const json_t *json = read_take(self, key);
    *has = json != NULL;
    struct decimal value = {0};
    if (json == NULL) {
        return value;
    }
    if (!json_is_string(json) || !decimal_parse(json_string_value(json), &value) || value.raw < 0) {
        read_fault_at(self, key, "“%s” phải là số thập phân không âm, như \"2.5\"", key);
        value.raw = 0;
    }
    return value;
}

struct decimal read_amount(struct rule_reader *self, const char *key)
{
    bool has;
    struct decimal value = read_amount_or(self, key, &has);
    if (!has) {
        read_fault(self, "thiếu “%s”", key);
    }
    return value;
}

static struct decimal check_points(struct rule_reader *self, const char *key, struct decimal value)
{
    if (value.raw % CENT != 0 || decimal_compare(value, decimal_int(POINTS_MAX)) > 0) {
        read_fault_at(self, key, "“%s” là điểm: tối đa %d và hai chữ số thập phân", key,
                      POINTS_MAX);
        value.raw = 0;
    }
    return value;
}

struct decimal read_points_or(struct rule_reader *self, const char *key, bool *has)
{
    return check_points(self, key, read_amount_or(self, key, has));
}

struct decimal read_points(struct rule_reader *self, const char *key)
{
    return check_points(self, key, read_amount(self, key));
}

/* 0: no figure has this name. */
static int find_figure(const struct rule_reader *self, const char *name)
{
    for (size_t i = 0; i < self->figure_count; i++) {
        if (strcmp(self->figures[i], name) == 0) {
            return (int)i + 1;
        }
    }
    return 0;
}

int read_figure(struct rule_reader *self, const char *key, int least)
{
    const json_t *json = read_take(self, key);
    json_int_t value = json_is_integer(json) ? json_integer_value(json) : -1;
    if (json_is_string(json)) {
        value = find_figure(self, json_string_value(json));
        if (value == 0) {
            read_fault_at(self, key, "tiêu chí không có số liệu “%s”", json_string_value(json));
            return least;
        }
    }
    if (value < least || value > (json_int_t)self->figure_count) {
        read_fault_at(self, key, "“%s” phải là tên hoặc số thứ tự của số liệu, từ %d đến %zu", key,
                      least, self->figure_count);
        return least;
    }
    return (int)value;
}

size_t read_word(struct rule_reader *self, const char *key, const char *const *words)
{
    const json_t *json = read_take(self, key);
    const char *word = json_is_string(json) ? json_string_value(json) : "";
    for (size_t i = 0; words[i] != NULL; i++) {
        if (strcmp(word, words[i]) == 0) {
            return i;
        }
    }
    read_fault_at(self, key, "“%s” không có nghĩa ở “%s”", word, key);
    return 0;
}

size_t read_word_or(struct rule_reader *self, const char *key, const char *const *words)
{
    return read_has(self, key) ? read_word(self, key, words) : 0;
}

enum sheet_aggregate read_aggregate(struct rule_reader *self, const char *key)
{
    static const char *const WORDS[] = {
        [AGGREGATE_COUNT] = "count", [AGGREGATE_SUM] = "sum", [AGGREGATE_MAX] = "max", NULL};
    enum sheet_aggregate aggregate = (enum sheet_aggregate)read_word(self, key, WORDS);
    const json_t *figure = json_object_get(self->json, "figure");
    bool is_items = json_is_integer(figure) && json_integer_value(figure) == 0;
    if (is_items && aggregate != AGGREGATE_COUNT) { /* it counts; a set that says so is refused */
        faults_add(self->faults, FAULT_WRONG, arena_print(self->arena, "%s/%s", self->place, key),
                   "minh chứng (số liệu 0) chỉ đếm được: ghi “count”, không ghi “%s”",
                   WORDS[aggregate]);
    }
    return aggregate;
}

const char *read_text(struct rule_reader *self, const char *key)
{
    const json_t *json = read_take(self, key);
    if (!json_is_string(json) || json_string_length(json) == 0) {
        read_fault_at(self, key, "“%s” phải là một dòng chữ", key);
        return "";
    }
    return arena_print(self->arena, "%s", json_string_value(json));
}

const char *read_text_or(struct rule_reader *self, const char *key)
{
    return read_has(self, key) ? read_text(self, key) : "";
}

int read_number_or(struct rule_reader *self, const char *key)
{
    const json_t *json = read_take(self, key);
    json_int_t value = json_is_integer(json) ? json_integer_value(json) : 0;
    if (json != NULL && (value < 1 || value > POINTS_MAX)) {
        read_fault_at(self, key, "“%s” phải là số nguyên từ 1", key);
        return 1;
    }
    return json != NULL ? (int)value : 1;
}

const json_t *read_list_or(struct rule_reader *self, const char *key)
{
    const json_t *json = read_take(self, key);
    if (json != NULL && !json_is_array(json)) {
        read_fault_at(self, key, "“%s” phải là một danh sách", key);
        return NULL;
    }
    return json;
}

const json_t *read_object_or(struct rule_reader *self, const char *key)
{
    const json_t *json = read_take(self, key);
    if (json != NULL && !json_is_object(json)) {
        read_fault_at(self, key, "“%s” phải là một đối tượng JSON", key);
        return NULL;
    }
    return json;
}

const json_t *read_list(struct rule_reader *self, const char *key)
{
    const json_t *json = read_take(self, key);
    if (!json_is_array(json) || json_array_size(json) == 0) {
        read_fault_at(self, key, "“%s” phải là một danh sách không rỗng", key);
        return NULL;
    }
    return json;
}

static bool is_taken(const struct rule_reader *self, const char *key)
{
    for (size_t i = 0; i < self->taken_count; i++) {
        if (strcmp(self->taken[i], key) == 0) {
            return true;
        }
    }
    return false;
}

void read_end(struct rule_reader *self)
{
    if (self->is_too_deep || json_object_size(self->json) == self->taken_count) {
        return;
    }
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)self->json, key, value) {
        if (!is_taken(self, key)) {
            read_fault_at(self, key, "có khóa không thuộc về đây: “%s”", key);
        }
    }
}
