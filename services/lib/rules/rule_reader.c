/*
 * rule_reader.c — see rule_reader.h.
 */
#include "rules/rule_reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { POINTS_MAX = 1000000, CENT = 100 };

void read_fault(struct rule_reader *self, const char *format, ...)
{
    if (self->fault != NULL) {
        return;
    }
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    self->fault = arena_print(self->arena, "%s", text);
}

static const json_t *take(struct rule_reader *self, const char *key)
{
    const json_t *value = json_object_get(self->json, key);
    self->taken += value != NULL ? 1 : 0;
    return value;
}

struct decimal read_amount_or(struct rule_reader *self, const char *key, bool *has)
{
    const json_t *json = take(self, key);
    *has = json != NULL;
    struct decimal value = {0};
    if (json == NULL) {
        return value;
    }
    if (!json_is_string(json) || !decimal_parse(json_string_value(json), &value) || value.raw < 0) {
        read_fault(self, "“%s” phải là số thập phân không âm viết trong dấu ngoặc kép", key);
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
        read_fault(self, "“%s” là điểm: tối đa %d và hai chữ số thập phân", key, POINTS_MAX);
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

int read_figure(struct rule_reader *self, const char *key, int least)
{
    const json_t *json = take(self, key);
    json_int_t value = json_is_integer(json) ? json_integer_value(json) : -1;
    if (value < least || value > (json_int_t)self->figure_count) {
        read_fault(self, "“%s” phải là số thứ tự của số liệu, từ %d đến %zu", key, least,
                   self->figure_count);
        return least;
    }
    return (int)value;
}

size_t read_word(struct rule_reader *self, const char *key, const char *const *words)
{
    const json_t *json = take(self, key);
    const char *word = json_is_string(json) ? json_string_value(json) : "";
    for (size_t i = 0; words[i] != NULL; i++) {
        if (strcmp(word, words[i]) == 0) {
            return i;
        }
    }
    read_fault(self, "“%s” không có nghĩa ở “%s”", word, key);
    return 0;
}

enum sheet_aggregate read_aggregate(struct rule_reader *self, const char *key)
{
    static const char *const WORDS[] = {[AGGREGATE_COUNT] = "count", [AGGREGATE_SUM] = "sum",
                                        [AGGREGATE_MAX] = "max", NULL};
    return (enum sheet_aggregate)read_word(self, key, WORDS);
}

const json_t *read_list(struct rule_reader *self, const char *key)
{
    const json_t *json = take(self, key);
    if (!json_is_array(json) || json_array_size(json) == 0) {
        read_fault(self, "“%s” phải là một danh sách không rỗng", key);
        return NULL;
    }
    return json;
}

void read_end(struct rule_reader *self)
{
    if (json_object_size(self->json) != self->taken) {
        read_fault(self, "có khóa không thuộc quy tắc này");
    }
}
