/*
 * trace_id.c — see trace_id.h.
 */
#include "wire/trace_id.h"

#include <string.h>

/* version "-" trace-id "-" parent-id "-" flags, all in lower case. */
enum {
    TRACE_AT = 3,
    TRACE_DIGITS = 32,
    PARENT_AT = TRACE_AT + TRACE_DIGITS + 1,
    PARENT_DIGITS = 16,
    FLAGS_AT = PARENT_AT + PARENT_DIGITS + 1,
    PARENT_LEN = FLAGS_AT + 2
};

static bool is_hex(const char *text, size_t len)
{
    return strspn(text, "0123456789abcdef") >= len;
}

static bool is_zero(const char *text, size_t len)
{
    return strspn(text, "0") >= len;
}

static unsigned char trace_id_digit(char c)
{
    return (unsigned char)(c <= '9' ? c - '0' : c - 'a' + 10);
}

static struct uuid read_digits(const char *digits)
{
    struct uuid id;
    for (size_t i = 0; i < sizeof(id.bytes); i++) {
        id.bytes[i] =
            (unsigned char)(trace_id_digit(digits[2 * i]) << 4 | trace_id_digit(digits[2 * i + 1]));
    }
    return id;
}

/* A later version may have more behind the flags, but not another beginning. */
static bool is_version(const char *text, size_t len)
{
    bool is_first = text[0] == '0' && text[1] == '0';
    bool is_forbidden = text[0] == 'f' && text[1] == 'f';
    return is_hex(text, 2) && !is_forbidden &&
           (len == PARENT_LEN || (!is_first && text[PARENT_LEN] == '-'));
}

bool trace_id_parse(const char *traceparent, struct uuid *out)
{
    size_t len = strlen(traceparent);
    if (len < PARENT_LEN || !is_version(traceparent, len) || traceparent[TRACE_AT - 1] != '-' ||
        traceparent[PARENT_AT - 1] != '-' || traceparent[FLAGS_AT - 1] != '-') {
        return false;
    }
    const char *trace = traceparent + TRACE_AT, *parent = traceparent + PARENT_AT;
    if (!is_hex(trace, TRACE_DIGITS) || is_zero(trace, TRACE_DIGITS) ||
        !is_hex(parent, PARENT_DIGITS) || is_zero(parent, PARENT_DIGITS) ||
        !is_hex(traceparent + FLAGS_AT, 2)) {
        return false;
    }
    *out = read_digits(trace);
    return true;
}

bool trace_id_read(const char *text, struct uuid *out)
{
    if (strlen(text) == TRACE_DIGITS && is_hex(text, TRACE_DIGITS)) {
        *out = read_digits(text);
        return true;
    }
    return uuid_parse(text, out) || trace_id_parse(text, out);
}
