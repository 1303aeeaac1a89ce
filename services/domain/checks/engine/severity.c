/*
 * severity.c — see severity.h.
 */
#include "checks/engine/severity.h"

#include <stddef.h>

const char *const SEVERITY_WORDS[] = {"hint", "warning", "error", "fatal", NULL};

const char *severity_word(Validation__V1__Severity severity)
{
    return severity >= HINT && severity <= FATAL ? SEVERITY_WORDS[severity - HINT] : NULL;
}
