/*
 * guard.c — compares all addresses as IPv6; those of IPv4 are mapped into it (::ffff:0:0/96),
 * so that one table serves both, and a mapped address is judged as the IPv4 address that it is.
 */
#include "fetch/guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { ADDRESS = 16, V4_AT = 12, V4_BITS = 96, ALLOWED_MAX = 64, NAME_MAX_LEN = 255 };

struct range {
    unsigned char bytes[ADDRESS];
    unsigned bits;
};

struct allowed {
    char name[NAME_MAX_LEN + 1]; /* "": by address */
    struct range range;
    unsigned port; /* 0: any */
};

/* IANA's registries of special-purpose addresses (RFC 6890 and its successors).  Of IPv6 only
 * 2000::/3 is allocated, so only the exceptions within it are listed. */
static const char *const SPECIAL[] = {
    "0.0.0.0/8",      "10.0.0.0/8",     "100.64.0.0/10",   "127.0.0.0/8",     "169.254.0.0/16",
    "172.16.0.0/12",  "192.0.0.0/24",   "192.0.2.0/24",    "192.31.196.0/24", "192.52.193.0/24",
    "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",   "198.51.100.0/24",
    "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",     "2001::/23", /* protocols: Teredo,
                                                                           benchmarks, ORCHID */
    "2001:db8::/32",  "2002::/16",      "3fff::/20",
};
enum { SPECIAL_COUNT = sizeof(SPECIAL) / sizeof(SPECIAL[0]) };
static const char IPV4[] = "0.0.0.0/0", GIVEN_OUT[] = "2000::/3", NAT64[] = "64:ff9b::/96";

struct guard {
    struct range special[SPECIAL_COUNT], ipv4, given_out, nat64;
    struct allowed allowed[ALLOWED_MAX];
    size_t allowed_count;
};

/* ------------------------------------------------------------- addresses */

static void write_v4(unsigned char into[static ADDRESS], const void *v4)
{
    memset(into, 0, ADDRESS);
    into[10] = into[11] = 0xff;
    memcpy(into + V4_AT, v4, ADDRESS - V4_AT);
}

static bool is_within(const unsigned char address[static ADDRESS], const struct range *range)
{
    unsigned whole = range->bits / 8, rest = range->bits % 8;
    if (memcmp(address, range->bytes, whole) != 0) {
        return false;
    }
    unsigned mask = rest == 0 ? 0 : 0xffu << (8 - rest) & 0xffu;
    return rest == 0 || ((unsigned)address[whole] & mask) == ((unsigned)range->bytes[whole] & mask);
}

/* "10.0.0.0/8", "::1": without a slash a single address. */
static bool parse_range(const char *text, struct range *out)
{
    char address[INET6_ADDRSTRLEN + 1];
    unsigned char v4[ADDRESS - V4_AT];
    size_t len = strcspn(text, "/");
    if (len >= sizeof(address)) {
        return false;
    }
    memcpy(address, text, len);
    address[len] = '\0';
    bool is_v4 = inet_pton(AF_INET, address, v4) == 1;
    unsigned most = is_v4 ? 8 * sizeof(v4) : 8 * ADDRESS, bits = most;
    if (is_v4) {
        write_v4(out->bytes, v4);
    } else if (inet_pton(AF_INET6, address, out->bytes) != 1) {
        return false;
    }
    if (text[len] == '/') {
        char *end;
        long given = strtol(text + len + 1, &end, 10);
        if (*end != '\0' || end == text + len + 1 || given < 0 || given > (long)most) {
            return false;
        }
        bits = (unsigned)given;
    }
    out->bits = is_v4 ? V4_BITS + bits : bits;
    return true;
}

static bool take_address(const struct sockaddr *address, unsigned char into[static ADDRESS],
                         unsigned *port)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, address, sizeof(v4));
        write_v4(into, &v4.sin_addr);
        *port = ntohs(v4.sin_port);
        return true;
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, address, sizeof(v6));
        memcpy(into, &v6.sin6_addr, ADDRESS);
        *port = ntohs(v6.sin6_port);
        return true;
    }
    return false;
}

/* ------------------------------------------------------------- judging */

static bool is_public(const struct guard *self, const unsigned char given[static ADDRESS])
{
    unsigned char address[ADDRESS];
    memcpy(address, given, ADDRESS);
    if (is_within(address, &self->nat64)) {
        write_v4(address, given + V4_AT);
    }
    if (!is_within(address, &self->ipv4) && !is_within(address, &self->given_out)) {
        return false;
    }
    for (size_t i = 0; i < SPECIAL_COUNT; i++) {
        if (is_within(address, &self->special[i])) {
            return false;
        }
    }
    return true;
}

bool guard_is_public(const struct guard *self, const struct sockaddr *address)
{
    unsigned char bytes[ADDRESS];
    unsigned port;
    return take_address(address, bytes, &port) && is_public(self, bytes);
}

bool guard_permits(const struct guard *self, const char *host, const struct sockaddr *address)
{
    unsigned char bytes[ADDRESS];
    unsigned port;
    if (!take_address(address, bytes, &port)) {
        return false;
    }
    for (size_t i = 0; i < self->allowed_count; i++) {
        const struct allowed *allowed = &self->allowed[i];
        bool is_it = allowed->name[0] != '\0' ? strcmp(allowed->name, host) == 0
                                              : is_within(bytes, &allowed->range);
        if (is_it && (allowed->port == 0 || allowed->port == port)) {
            return true;
        }
    }
    return is_public(self, bytes);
}

/* ------------------------------------------------------------- what is allowed */

/* Cuts ":80" off the end; text in brackets is an IPv6 address. */
static bool take_port(char *text, unsigned *port)
{
    char *colon = strrchr(text, ':'), *bracket = strrchr(text, ']');
    *port = 0;
    bool is_bare_v6 = bracket == NULL && strchr(text, ':') != colon;
    if (colon != NULL && !is_bare_v6 && (bracket == NULL || bracket < colon)) {
        char *end;
        long given = strtol(colon + 1, &end, 10);
        if (*end != '\0' || given < 1 || given > 65535) {
            return false;
        }
        *port = (unsigned)given;
        *colon = '\0';
    }
    if (bracket != NULL) {
        *bracket = '\0';
    }
    return true;
}

static bool is_name(const char *text)
{
    return text[0] != '\0' && text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-.")] == '\0';
}

static bool add_allowed(struct guard *self, const char *text, size_t len)
{
    char entry[NAME_MAX_LEN + 1];
    struct allowed *allowed = &self->allowed[self->allowed_count];
    if (len >= sizeof(entry) || self->allowed_count == ALLOWED_MAX) {
        return false;
    }
    memcpy(entry, text, len);
    entry[len] = '\0';
    *allowed = (struct allowed){0};
    if (!take_port(entry, &allowed->port)) {
        return false;
    }
    const char *what = entry + (entry[0] == '[' ? 1 : 0);
    if (!parse_range(what, &allowed->range)) {
        if (!is_name(what)) {
            return false;
        }
        snprintf(allowed->name, sizeof(allowed->name), "%s", what);
    }
    self->allowed_count++;
    return true;
}

static void must_parse(const char *text, struct range *out)
{
    if (!parse_range(text, out)) {
        abort(); /* the table is part of this file */
    }
}

enum err guard_open(struct guard **out, const char *allow)
{
    static const char BETWEEN[] = ", \t";
    struct guard *self = memory_zero(sizeof(*self));
    *out = self;
    for (size_t i = 0; i < SPECIAL_COUNT; i++) {
        must_parse(SPECIAL[i], &self->special[i]);
    }
    must_parse(IPV4, &self->ipv4);
    must_parse(GIVEN_OUT, &self->given_out);
    must_parse(NAT64, &self->nat64);
    for (const char *at = allow + strspn(allow, BETWEEN); *at != '\0';) {
        size_t len = strcspn(at, BETWEEN);
        if (!add_allowed(self, at, len)) {
            return err_note(ERR_FATAL, "fetch.allow: \"%.*s\" is no name, address or network",
                            (int)len, at);
        }
        at += len + strspn(at + len, BETWEEN);
    }
    return ERR_NONE;
}

void guard_close(struct guard **self)
{
    free(*self);
    *self = NULL;
}
