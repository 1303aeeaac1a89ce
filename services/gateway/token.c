/*
 * token.c — finds the token of a request and compares secrets; see token.h.
 */
#include "gateway/token.h"

#include <string.h>
#include <strings.h>

#include <sodium.h>

static size_t token_span(const char *text)
{
    return strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}

static bool find_bearer(const char *header, struct token_found *out)
{
    if (header == NULL || strncasecmp(header, "Bearer ", 7) != 0) {
        return false;
    }
    const char *text = header + 7 + strspn(header + 7, " ");
    *out = (struct token_found){text, token_span(text), false};
    return out->len > 0 && text[out->len] == '\0';
}

static bool find_cookie(const char *header, struct token_found *out)
{
    static const char NAME[] = TOKEN_COOKIE "=";
    for (const char *at = header; at != NULL && *at != '\0';) {
        at += strspn(at, " ;");
        if (strncmp(at, NAME, sizeof(NAME) - 1) == 0) {
            const char *text = at + sizeof(NAME) - 1;
            *out = (struct token_found){text, token_span(text), true};
            return out->len > 0;
        }
        at = strchr(at, ';');
    }
    return false;
}

bool token_find(const char *authorization, const char *cookie, struct token_found *out)
{
    /* A header is sent on purpose and is never passed over for a cookie. */
    return authorization != NULL ? find_bearer(authorization, out) : find_cookie(cookie, out);
}

bool token_csrf_is_right(const char *expected, const char *given)
{
    size_t len = strlen(expected);
    if (given == NULL || len == 0 || strlen(given) != len) {
        return false;
    }
    return sodium_memcmp(expected, given, len) == 0;
}

bool token_needs_csrf(const char *method, bool is_cookie)
{
    return is_cookie && strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0;
}
