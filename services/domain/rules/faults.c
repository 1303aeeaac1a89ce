/*
 * faults.c — see faults.h.
 */
#include "rules/faults.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/text.h"

void faults_add(struct faults *self, enum fault_weight weight, const char *place,
                const char *format, ...)
{
    char text[600];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    size_t kept = (size_t)len < sizeof(text) ? (size_t)len : text_cut(text, sizeof(text) - 1, 590);
    struct fault *fault = arena_alloc(self->arena, sizeof(*fault));
    *fault = (struct fault){.weight = weight,
                            .place = arena_print(self->arena, "%s", place),
                            .text = arena_text(self->arena, text, kept)};
    if (self->last != NULL) {
        self->last->next = fault;
    } else {
        self->first = fault;
    }
    self->last = fault;
    self->broken += weight == FAULT_BROKEN ? 1 : 0;
    self->wrong += weight == FAULT_WRONG ? 1 : 0;
    self->hints += weight == FAULT_HINT ? 1 : 0;
}
