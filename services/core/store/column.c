/*
 * column.c — values out of a binary result (lane.h).  A width that does not fit
 * the call is a programming error.
 */
#include <assert.h>
#include <endian.h>
#include <string.h>

#include "base/uuid.h"
#include "store/lane.h"

static const char *value_of(const PGresult *result, int row, int column, int len)
{
    assert(PQgetlength(result, row, column) == len);
    return PQgetvalue(result, row, column);
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

int column_int(const PGresult *result, int row, int column)
{
    if (PQgetlength(result, row, column) == 2) {
        return read16(PQgetvalue(result, row, column));
    }
    return read32(value_of(result, row, column, 4));
}

long long column_long(const PGresult *result, int row, int column)
{
    if (PQgetlength(result, row, column) == 4) {
        return read32(PQgetvalue(result, row, column));
    }
    uint64_t wire;
    memcpy(&wire, value_of(result, row, column, 8), sizeof(wire));
    return (int64_t)be64toh(wire);
}

bool column_bool(const PGresult *result, int row, int column)
{
    return value_of(result, row, column, 1)[0] != 0;
}

struct uuid column_uuid(const PGresult *result, int row, int column)
{
    struct uuid uuid;
    memcpy(uuid.bytes, value_of(result, row, column, (int)sizeof(uuid.bytes)), sizeof(uuid.bytes));
    return uuid;
}

struct bytes column_bytes(const PGresult *result, int row, int column)
{
    return (struct bytes){(const unsigned char *)PQgetvalue(result, row, column),
                          (size_t)PQgetlength(result, row, column)};
}

const char *column_text(const PGresult *result, int row, int column)
{
    return PQgetvalue(result, row, column);
}

bool column_is_null(const PGresult *result, int row, int column)
{
    return PQgetisnull(result, row, column) == 1;
}

/* The array's head is dimensions, null flag, element type, count, lower bound. */
size_t column_ints(const PGresult *result, int row, int column, int *into, size_t max)
{
    const char *data = PQgetvalue(result, row, column);
    if (PQgetisnull(result, row, column) == 1 || read32(data) == 0) {
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
