/*
 * set_codes.c — reads the codes of a set from its JSON, looks them up, and reports unknown ones.
 */
#include "rules/set.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "rules/set_internal.h"

enum { TEXT_MAX = 512 };

void set_fault(struct set *self, enum fault_weight weight, const char *place, const char *format,
               ...)
{
    char text[TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    faults_add(&self->faults, weight, place, "%s", text);
}

const char *const *set_read_codes(struct rule_reader *reader, const char *key)
{
    const json_t *list = read_list_or(reader, key);
    size_t count = json_array_size(list), kept = 0;
    const char **codes = arena_zero(reader->arena, (count + 1) * sizeof(*codes));
    for (size_t i = 0; i < count; i++) {
        const char *code = json_string_value(json_array_get(list, i));
        if (code != NULL) {
            codes[kept++] = arena_print(reader->arena, "%s", code);
        } else {
            read_fault_at(reader, key, "“%s” phải là một danh sách mã", key);
        }
    }
    return codes;
}

int set_find(const struct set *self, const char *code)
{
    for (size_t i = 0; i < self->node_count; i++) {
        if (strcmp(self->nodes[i].code, code) == 0) {
            return (int)i;
        }
    }
    return SET_ROOT;
}

bool set_has_code(const char *const *list, const char *code)
{
    for (; *list != NULL; list++) {
        if (strcmp(*list, code) == 0) {
            return true;
        }
    }
    return false;
}

const struct set_unit *set_unit_find(const struct set *self, const char *code)
{
    for (size_t i = 0; i < self->unit_count; i++) {
        if (strcmp(self->units[i].code, code) == 0) {
            return &self->units[i];
        }
    }
    return NULL;
}

int set_read_node(struct set *self, struct rule_reader *reader, const char *key)
{
    const char *code = read_text(reader, key);
    int node = set_find(self, code);
    if (node == SET_ROOT && code[0] != '\0') {
        read_fault_at(reader, key, "không có nhóm hoặc tiêu chí nào mang mã “%s”", code);
    }
    return node;
}
