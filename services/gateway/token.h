/*
 * token.h — the secrets of a signed-in account (base/token.h): found in a request, compared.  No
 * store and no clock.
 */
#ifndef GATEWAY_TOKEN_H
#define GATEWAY_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/token.h"

#define TOKEN_COOKIE "mc_session"

/* The token of a request, borrowed from the headers. */
struct token_found {
    const char *text;
    size_t len;
    bool is_cookie; /* a browser sends it by itself: writes need the CSRF token */
};

/* "Authorization: Bearer x" wins over the cookie.  Headers may be NULL.  False: there is none. */
bool token_find(const char *authorization, const char *cookie, struct token_found *out);

/* In constant time; `given` may be NULL. */
bool token_csrf_is_right(const char *expected, const char *given);

/* A request with a bearer token, or one that only reads, needs none. */
bool token_needs_csrf(const char *method, bool is_cookie);

#endif
