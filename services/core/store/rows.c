/*
 * rows.c — reads values from a binary result.  A width that does not fit
 * the call is a programming error.
 */
#include "store/rows.h"

#include <assert.h>
#include <endian.h>
#include <string.h>

#include <libpq-fe.h>

static const PGresult *result_of(const struct rows *rows)
{
    return (const void *)rows;
}

int rows_count(const struct rows *rows)
{
    return PQntuples(result_of(rows));
}

void rows_free(struct rows **rows)
{
    PQclear((void *)*rows);
    *rows = NULL;
}

static const char *value_of(const struct rows *rows, int row, int column, int len)
{
    assert(PQgetlength(result_of(rows), row, column) == len);
    return PQgetvalue(result_of(rows), row, column);
}

static int read16(const char *data)
{
    uint16_t wire;
    memcpy(&wire, data, sizeof(wire));
    return (int16_t)be16toh(wire);
}

static int read32(const char *data)
{
    uint32_t wire;
    memcpy(&wire, data, sizeof(wire));
    return (int32_t)be32toh(wire);
}

int column_int(const struct rows *rows, int row, int column)
{
    if (PQgetlength(result_of(rows), row, column) == 2) {
        return read16(PQgetvalue(result_of(rows), row, column));
    }
    return read32(value_of(rows, row, column, 4));
}

long long column_long(const struct rows *rows, int row, int column)
{
    if (PQgetlength(result_of(rows), row, column) == 4) {
        return read32(PQgetvalue(result_of(rows), row, column));
    }
    uint64_t wire;
    memcpy(&wire, value_of(rows, row, column, 8), sizeof(wire));
    return (int64_t)be64toh(wire);
}

bool column_bool(const struct rows *rows, int row, int column)
{
    return value_of(rows, row, column, 1)[0] != 0;
}

struct uuid column_uuid(const struct rows *rows, int row, int column)
{
    struct uuid uuid;
    memcpy(uuid.bytes, value_of(rows, row, column, (int)sizeof(uuid.bytes)), sizeof(uuid.bytes));
    return uuid;
}

struct bytes column_bytes(const struct rows *rows, int row, int column)
{
    return (struct bytes){(const unsigned char *)PQgetvalue(result_of(rows), row, column),
                          (size_t)PQgetlength(result_of(rows), row, column)};
}

const char *column_text(const struct rows *rows, int row, int column)
{
    return PQgetvalue(result_of(rows), row, column);
}

char *column_copy(const struct rows *rows, int row, int column, struct arena *arena)
{
    struct bytes bytes = column_bytes(rows, row, column);
    return arena_text(arena, (const char *)bytes.data, bytes.len);
}

bool column_is_null(const struct rows *rows, int row, int column)
{
    return PQgetisnull(result_of(rows), row, column) == 1;
}

/* The array's head is dimensions, null flag, element type, count, lower bound. */
size_t column_ints(const struct rows *rows, int row, int column, int *into, size_t max)
{
    const char *data = PQgetvalue(result_of(rows), row, column);
    if (PQgetisnull(result_of(rows), row, column) == 1 || read32(data) == 0) {
        return 0;
    }
    assert(read32(data) == 1 && read32(data + 8) == 23);
    size_t count = (size_t)read32(data + 12);
    const char *at = data + 20;
    size_t taken = 0;
    for (; taken < count && taken < max; taken++) {
        into[taken] = read32(at + 4);
        at += 8;
    }
    return taken;
}

bool rows_have_hash(const struct rows *rows, const struct hash *hash)
{
    for (int row = 0; row < rows_count(rows); row++) {
        struct bytes found = column_bytes(rows, row, 0);
        if (found.len == HASH_SIZE && memcmp(found.data, hash->bytes, HASH_SIZE) == 0) {
            return true;
        }
    }
    return false;
}
