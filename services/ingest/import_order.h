/*
 * import_order.h — what an import is to do with its rows, as it was claimed: whether they are only
 * judged, cells that were corrected since, the rows that its preview showed, and those of the
 * account that were undone.
 */
#ifndef INGEST_IMPORT_ORDER_H
#define INGEST_IMPORT_ORDER_H

#include <jansson.h>

#include "ingest/ingest.h"
#include "store/rows.h"
#include "tables/connector.h"

/* Ids of 16 bytes, in order. */
struct id_list {
    unsigned char *bytes;
    size_t count;
};

struct import_order {
    struct uuid id;
    struct filer filer;
    char campaign[64];
    int version;
    bool is_preview;
    bool is_confirmed;     /* only rows of `shown` may take effect */
    json_t *cells;         /* {"<n>.<place>": text} */
    struct id_list shown;  /* what the confirmed preview showed as accepted */
    struct id_list undone; /* of the account */
};

/* From a row of import_claim.sql. */
struct import_order import_order_read(const struct rows *result, int row);
void import_order_free(struct import_order *self);

/* Puts corrected cells into the row, which is the n-th; their faults go. */
void import_order_correct(const struct import_order *self, Evidence__V1__SheetRow *row, int n,
                          struct arena *arena);

/* A row that was undone may be imported again: then it gets the next key, and is another
 * submission. Returns its id. */
struct uuid import_order_name(const struct import_order *self, Evidence__V1__Submit *submit,
                              struct arena *arena);

/* Whether the submission may take effect. */
bool import_order_allows(const struct import_order *self, const struct uuid *id);

#endif
