/*
 * decimal.c — products are computed in 128 bits and divided once, so each result is rounded once.
 */
#include "base/decimal.h"

#include <stdio.h>
#include <string.h>

enum { PLACES = 4, CENT = 100 };

__extension__ typedef __int128 wide;

static bool decimal_narrow(wide value, struct decimal *out)
{
    if (value > INT64_MAX || value < -(wide)INT64_MAX) {
        return false;
    }
    out->raw = (int64_t)value;
    return true;
}

bool decimal_parse(const char *text, struct decimal *out)
{
    bool is_negative = *text == '-';
    text += is_negative ? 1 : 0;
    wide value = 0;
    size_t digits = 0, places = 0;
    for (; *text >= '0' && *text <= '9' && digits <= 18; text++, digits++) {
        value = value * 10 + (*text - '0');
    }
    if (digits == 0) {
        return false;
    }
    if (*text == '.') {
        text++;
        for (; *text >= '0' && *text <= '9' && places < PLACES; text++, places++) {
            value = value * 10 + (*text - '0');
        }
        if (places == 0) {
            return false;
        }
    }
    for (; places < PLACES; places++) {
        value *= 10;
    }
    return *text == '\0' && decimal_narrow(is_negative ? -value : value, out);
}

static const char *decimal_do_print(struct decimal value, char *into, int least_places)
{
    uint64_t raw = value.raw < 0 ? 0 - (uint64_t)value.raw : (uint64_t)value.raw;
    char places[8];
    snprintf(places, sizeof(places), "%04u", (unsigned)(raw % DECIMAL_ONE));
    int count = PLACES;
    while (count > least_places && places[count - 1] == '0') {
        count--;
    }
    snprintf(into, DECIMAL_TEXT, "%s%llu%s%.*s", value.raw < 0 ? "-" : "",
             (unsigned long long)(raw / DECIMAL_ONE), count > 0 ? "." : "", count, places);
    return into;
}

const char *decimal_print(struct decimal value, char into[static DECIMAL_TEXT])
{
    return decimal_do_print(value, into, 0);
}

const char *decimal_print_points(struct decimal value, char into[static DECIMAL_TEXT])
{
    return decimal_do_print(decimal_round(value), into, 2);
}

struct decimal decimal_int(int32_t value)
{
    return (struct decimal){(int64_t)value * DECIMAL_ONE};
}

int decimal_compare(struct decimal a, struct decimal b)
{
    return a.raw < b.raw ? -1 : a.raw > b.raw ? 1 : 0;
}

bool decimal_add(struct decimal a, struct decimal b, struct decimal *out)
{
    return decimal_narrow((wide)a.raw + b.raw, out);
}

bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *out)
{
    return decimal_narrow((wide)a.raw - b.raw, out);
}

/* Rounds half away from zero. */
static wide decimal_divide(wide value, wide by)
{
    if (by < 0) {
        value = -value;
        by = -by;
    }
    return (value < 0 ? value - by / 2 : value + by / 2) / by;
}

bool decimal_scale(struct decimal a, struct decimal b, struct decimal c, struct decimal *out)
{
    return c.raw != 0 && decimal_narrow(decimal_divide((wide)a.raw * b.raw, c.raw), out);
}

bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *out)
{
    return decimal_narrow(decimal_divide((wide)a.raw * b.raw, DECIMAL_ONE), out);
}

struct decimal decimal_min(struct decimal a, struct decimal b)
{
    return a.raw < b.raw ? a : b;
}

struct decimal decimal_max(struct decimal a, struct decimal b)
{
    return a.raw > b.raw ? a : b;
}

struct decimal decimal_round(struct decimal value)
{
    /* Cannot overflow: at both ends of 64 bits the nearest cent lies towards zero. */
    return (struct decimal){(int64_t)(decimal_divide(value.raw, CENT) * CENT)};
}
