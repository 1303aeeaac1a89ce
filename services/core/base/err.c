/*
 * err.c — see err.h.
 */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static _Thread_local char note[512];

enum err err_note_at(enum err err, const char *file, int line, const char *format, ...)
{
    char text[400];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    size_t len = strlen(text);
    while (len > 0 && text[len - 1] == '\n') {
        text[--len] = '\0';
    }
    const char *base = strrchr(file, '/');
    snprintf(note, sizeof(note), "%s (%.80s:%d)", text, base != NULL ? base + 1 : file, line);
    return err;
}

const char *err_last(void)
{
    return note;
}
