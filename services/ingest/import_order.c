/*
 * import_order.c — keeps the lists of ids as the store sent them and searches them by halves.
 */
#include "ingest/import_order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/names.h"

enum { ID_BYTES = sizeof(struct uuid) };

static struct id_list import_order_ids(const struct rows *result, int row, int column)
{
    struct bytes bytes = column_bytes(result, row, column);
    struct id_list ids = {memory_alloc(bytes.len + 1), bytes.len / ID_BYTES};
    memcpy(ids.bytes, bytes.data, bytes.len);
    return ids;
}

struct import_order import_order_read(const struct rows *result, int row)
{
    struct import_order self = {
        .id = column_uuid(result, row, 0),
        .filer = {(uint32_t)column_int(result, row, 1), (uint32_t)column_int(result, row, 10)},
        .is_preview = column_bool(result, row, 5),
        .cells = json_loads(column_text(result, row, 6), 0, NULL),
        .is_confirmed = !column_is_null(result, row, 7),
        .undone = import_order_ids(result, row, 8),
        .version = column_int(result, row, 9),
    };
    if (self.is_confirmed) {
        self.shown = import_order_ids(result, row, 7);
    }
    snprintf(self.campaign, sizeof(self.campaign), "%s", column_text(result, row, 4));
    return self;
}

void import_order_free(struct import_order *self)
{
    json_decref(self->cells);
    free(self->shown.bytes);
    free(self->undone.bytes);
}

/* ------------------------------------------------------------- corrected cells */

static void import_order_drop_faults(Evidence__V1__SheetRow *row, size_t place)
{
    size_t kept = 0;
    for (size_t i = 0; i < row->n_faults; i++) {
        if (row->faults[i]->column != place) {
            row->faults[kept++] = row->faults[i];
        }
    }
    row->n_faults = kept;
}

/* The row's cells with room for one at `place`. */
static void import_order_widen(Evidence__V1__SheetRow *row, size_t place, struct arena *arena)
{
    if (place < row->n_cells) {
        return;
    }
    char **wider = arena_alloc(arena, (place + 1) * sizeof(*wider));
    for (size_t i = 0; i <= place; i++) {
        wider[i] = i < row->n_cells ? row->cells[i] : arena_text(arena, "", 0);
    }
    row->cells = wider;
    row->n_cells = place + 1;
}

void import_order_correct(const struct import_order *self, Evidence__V1__SheetRow *row, int n,
                          struct arena *arena)
{
    const char *name;
    json_t *value;
    json_object_foreach(self->cells, name, value) {
        char *end;
        long place = strtol(name, &end, 10) == n && *end == '.' ? strtol(end + 1, NULL, 10) : -1;
        if (place < 0 || place >= CELLS_MAX) {
            continue;
        }
        import_order_widen(row, (size_t)place, arena);
        row->cells[place] = arena_print(arena, "%s", json_string_value(value));
        import_order_drop_faults(row, (size_t)place);
    }
}

/* ------------------------------------------------------------- ids */

static int compare_id(const void *key, const void *element)
{
    return memcmp(key, element, ID_BYTES);
}

static bool import_order_has(const struct id_list *list, const struct uuid *id)
{
    return list->count > 0 && bsearch(id, list->bytes, list->count, ID_BYTES, compare_id) != NULL;
}

struct uuid import_order_name(const struct import_order *self, Evidence__V1__Submit *submit,
                              struct arena *arena)
{
    const char *first = submit->idempotency_key;
    struct uuid id = evidence_submission_id(self->filer.account, first);
    for (int again = 1; import_order_has(&self->undone, &id); again++) {
        submit->idempotency_key = arena_print(arena, "%s:%d", first, again);
        id = evidence_submission_id(self->filer.account, submit->idempotency_key);
    }
    return id;
}

bool import_order_allows(const struct import_order *self, const struct uuid *id)
{
    return !self->is_confirmed || import_order_has(&self->shown, id);
}
