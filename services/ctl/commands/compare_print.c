/*
 * compare_print.c — one pair of `minhchung compare`, as a line of JSON.
 */
#include "ctl/commands/compare.h"

#include <stdio.h>

#include "base/json.h"

void compare_print(const char *a, const char *b, const char *kind, unsigned thousandths)
{
    struct buf line = {0};
    struct json json;
    char strength[16];
    snprintf(strength, sizeof(strength), "%u.%03u", thousandths / 1000, thousandths % 1000);
    json_start(&json, &line);
    json_object_start(&json, NULL);
    json_text(&json, "a", a);
    json_text(&json, "b", b);
    json_text(&json, "kind", kind);
    json_raw(&json, "strength", strength);
    json_object_end(&json);
    puts(buf_string(&line));
    buf_free(&line);
}
