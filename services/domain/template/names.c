/*
 * names.c — finds what a name stands for, from the innermost list outwards.  What names there are
 * decides, not the data: a value that is missing here never shows one of further out.
 */
#include <string.h>

#include "template/inside.h"

static const json_t *value_at(const json_t *object, const char *name)
{
    char step[128];
    while (object != NULL && name != NULL) {
        const char *dot = strchr(name, '.');
        size_t len = dot != NULL ? (size_t)(dot - name) : strlen(name);
        if (len >= sizeof(step)) {
            return NULL;
        }
        memcpy(step, name, len);
        step[len] = '\0';
        object = json_object_get(object, step);
        name = dot != NULL ? dot + 1 : NULL;
    }
    return object;
}

struct name name_find(const json_t *names, const struct scope *scope, const char *name,
                      struct arena *arena)
{
    if (strcmp(name, "stt") == 0 && scope->path[0] != '\0') {
        return (struct name){.type = "number", .path = name};
    }
    for (const struct scope *at = scope; at != NULL; at = at->outer) {
        const char *path = at->path[0] == '\0' ? arena_print(arena, "%s", name)
                                               : arena_print(arena, "%s.%s", at->path, name);
        const char *type = json_string_value(json_object_get(names, path));
        if (type != NULL) {
            return (struct name){.type = type, .path = path, .value = value_at(at->member, name)};
        }
    }
    return (struct name){.path = name};
}

bool name_holds(const json_t *value)
{
    if (json_is_array(value)) {
        return json_array_size(value) > 0;
    }
    if (json_is_string(value)) {
        const char *text = json_string_value(value);
        return text[strspn(text, "0.")] != '\0';
    }
    return json_is_true(value) || json_is_object(value) ||
           (json_is_integer(value) && json_integer_value(value) != 0);
}
