/*
 * name.c — names of parts in one form.
 */
#include <string.h>

#include "base/text.h"
#include "package/inside.h"

/* In place: slashes for backslashes, and the characters that "%20" stands for. */
static void name_plain(char *name)
{
    char *to = name;
    for (const char *from = name; *from != '\0'; from++) {
        int high = *from == '%' ? text_hex(from[1]) : -1;
        int low = high >= 0 ? text_hex(from[2]) : -1;
        if (low >= 0 && high * 16 + low > 0) {
            *to++ = (char)(high * 16 + low);
            from += 2;
        } else {
            *to++ = *from == '\\' ? '/' : *from;
        }
    }
    *to = '\0';
}

/* Removes the last step of a path that ends with a slash or is empty. */
static size_t go_up(const char *path, size_t len)
{
    len -= len > 0 ? 1 : 0;
    while (len > 0 && path[len - 1] != '/') {
        len--;
    }
    return len;
}

const char *name_resolve(struct arena *arena, const char *part, const char *target)
{
    char *given = arena_print(arena, "%s", target);
    name_plain(given);
    const char *slash = given[0] == '/' ? NULL : strrchr(part, '/');
    size_t len = slash != NULL ? (size_t)(slash + 1 - part) : 0;
    char *name = arena_alloc(arena, len + strlen(given) + 2);
    memcpy(name, part, len);
    for (const char *step = given; *step != '\0';) {
        size_t size = strcspn(step, "/");
        bool is_last = step[size] == '\0';
        if (size == 2 && memcmp(step, "..", 2) == 0) {
            len = go_up(name, len);
        } else if (size > 0 && !(size == 1 && *step == '.')) {
            memcpy(name + len, step, size);
            len += size;
            name[len] = '/';
            len += is_last ? 0 : 1;
        }
        step += size + (is_last ? 0 : 1);
    }
    name[len] = '\0';
    return name;
}
