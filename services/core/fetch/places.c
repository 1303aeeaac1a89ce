/*
 * places.c — parses the hosts of URLs and the option fetch.resolve.
 */
#include "fetch/places.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

enum { URL_MAX_LEN = 4000 };

char *places_host(const char *text)
{
    CURLU *url = curl_url();
    char *host = NULL, *scheme = NULL, *made = NULL;
    bool is_web = url != NULL && strlen(text) <= URL_MAX_LEN &&
                  curl_url_set(url, CURLUPART_URL, text, CURLU_DISALLOW_USER) == CURLUE_OK &&
                  curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
                  (strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0) &&
                  curl_url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK;
    if (is_web) {
        made = memory_text(host);
        for (char *c = made; *c != '\0'; c++) {
            *c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
        }
        size_t len = strlen(made);
        made[len - (len > 1 && made[len - 1] == '.' ? 1 : 0)] = '\0';
    }
    curl_free(host);
    curl_free(scheme);
    curl_url_cleanup(url);
    return made;
}

/* Adds "host:port=address:port" in libcurl's form "host:port:address:port", where an empty
 * field matches any. */
static bool add_place(const char *text, size_t len, struct curl_slist **into)
{
    const char *equals = memchr(text, '=', len);
    const char *colon = equals != NULL ? memchr(text, ':', (size_t)(equals - text)) : NULL;
    if (colon == NULL || memchr(equals, ':', (size_t)(text + len - equals)) == NULL) {
        return false;
    }
    size_t host_len = (size_t)(colon - text), port_len = (size_t)(equals - colon) - 1;
    struct buf made = {0};
    buf_add(&made, text, host_len == 1 && text[0] == '*' ? 0 : host_len);
    buf_byte(&made, ':');
    buf_add(&made, colon + 1, port_len == 1 && colon[1] == '*' ? 0 : port_len);
    buf_byte(&made, ':');
    buf_add(&made, equals + 1, len - (size_t)(equals + 1 - text));
    *into = curl_slist_append(*into, made.data);
    buf_free(&made);
    return true;
}

enum err places_parse(const char *list, struct curl_slist **into)
{
    static const char BETWEEN[] = ", \t";
    for (const char *at = list + strspn(list, BETWEEN); *at != '\0';) {
        size_t len = strcspn(at, BETWEEN);
        if (!add_place(at, len, into)) {
            return err_note(ERR_FATAL, "fetch.resolve: \"%.*s\" is not host:port=address:port",
                            (int)len, at);
        }
        at += len + strspn(at + len, BETWEEN);
    }
    return ERR_NONE;
}
