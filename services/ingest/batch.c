/*
 * batch.c — allocates batches; accept.c reuses them.
 */
#include "ingest/batch.h"

#include <stdlib.h>

#include "base/arena.h"

struct batch *batch_new(size_t max)
{
    struct batch *batch = memory_zero(sizeof(*batch));
    batch->arena = arena_new();
    batch->entries = memory_alloc(max * sizeof(*batch->entries));
    batch->chosen = memory_alloc(max * sizeof(struct filing *));
    batch->lease_ms = memory_alloc(max * sizeof(int));
    return batch;
}

void batches_free(struct batch_list *list)
{
    for (struct batch *batch = TAILQ_FIRST(list), *next; batch != NULL; batch = next) {
        next = TAILQ_NEXT(batch, link);
        arena_free(&batch->arena);
        free(batch->entries);
        free(batch->chosen);
        free(batch->lease_ms);
        free(batch);
    }
}

struct entry *batch_entry(struct filing *filing)
{
    return (struct entry *)(void *)filing; /* its first member */
}
