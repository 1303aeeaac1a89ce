/*
 * sheet.c — see sheet.h.
 */
#include "ingest/sheet.h"

#include <stdlib.h>

#include "base/arena.h"

struct sheet *sheet_new(size_t max)
{
    struct sheet *sheet = memory_zero(sizeof(*sheet));
    sheet->arena = arena_new();
    sheet->entries = memory_alloc(max * sizeof(*sheet->entries));
    sheet->chosen = memory_alloc(max * sizeof(struct filing *));
    sheet->lease_ms = memory_alloc(max * sizeof(int));
    return sheet;
}

void sheets_free(struct sheet *first)
{
    for (struct sheet *sheet = first; sheet != NULL;) {
        struct sheet *next = sheet->next;
        arena_free(&sheet->arena);
        free(sheet->entries);
        free(sheet->chosen);
        free(sheet->lease_ms);
        free(sheet);
        sheet = next;
    }
}

struct entry *sheet_entry(struct filing *filing)
{
    return (struct entry *)(void *)filing; /* its first member */
}
