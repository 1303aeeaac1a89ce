/*
 * listen.c — parses and resolves listen addresses.
 */
#include "daemon/listen.h"

#include <netdb.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum err listen_address(const char *option, const char *text, struct sockaddr_storage *out)
{
    char host[256];
    const char *colon = strrchr(text, ':');
    size_t len = colon != NULL ? (size_t)(colon - text) : 0;
    bool is_bracketed = len > 2 && text[0] == '[' && text[len - 1] == ']';
    bool is_bare_ipv6 = !is_bracketed && memchr(text, ':', len) != NULL;
    if (colon == NULL || len >= sizeof(host) || is_bare_ipv6) {
        return err_note(ERR_FATAL, "%s: \"%s\" is not host:port or [IPv6 address]:port", option,
                        text);
    }
    snprintf(host, sizeof(host), "%.*s", (int)(is_bracketed ? len - 2 : len),
             is_bracketed ? text + 1 : text);
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE};
    struct addrinfo *found;
    int failure = getaddrinfo(host[0] != '\0' ? host : NULL, colon + 1, &hints, &found);
    if (failure != 0) {
        return err_note(ERR_FATAL, "%s: %s: %s", option, text, gai_strerror(failure));
    }
    memcpy(out, found->ai_addr, found->ai_addrlen);
    freeaddrinfo(found);
    return ERR_NONE;
}
