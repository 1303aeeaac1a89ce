/*
 * weblink.c — checks, normalises and compares links.
 */
#include "text/weblink.h"

#include <curl/urlapi.h>
#include <string.h>

static bool has_host(CURLU *url)
{
    char *host = NULL;
    bool is_good =
        curl_url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK && strchr(host, '.') != NULL;
    curl_free(host);
    return is_good;
}

bool weblink_is_good(const char *link)
{
    bool is_web = strncmp(link, "http://", 7) == 0 || strncmp(link, "https://", 8) == 0;
    CURLU *url = curl_url();
    bool is_good = is_web && url != NULL && strpbrk(link, " \t\n") == NULL &&
                   curl_url_set(url, CURLUPART_URL, link, 0) == CURLUE_OK && has_host(url);
    curl_url_cleanup(url);
    return is_good;
}

static void lower_host(char *text)
{
    for (char *c = text; *c != '\0' && *c != '/' && *c != '?'; c++) {
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
    }
}

/* The link without scheme and "www.", with the host in lower case. */
static char *without_scheme(const char *link, struct arena *arena)
{
    const char *start = strstr(link, "://");
    start = start != NULL ? start + 3 : link;
    char *text = arena_text(arena, start, strlen(start));
    lower_host(text);
    text[strcspn(text, "#")] = '\0';
    return text + (strncmp(text, "www.", 4) == 0 ? 4 : 0);
}

const char *weblink_canonical(const char *link, struct arena *arena)
{
    char *text = without_scheme(link, arena);
    char *query = strpbrk(text, "?");
    if (query != NULL && (strstr(query, "utm_") != NULL || strstr(query, "fbclid=") != NULL)) {
        *query = '\0';
    }
    size_t len = strlen(text);
    while (len > 0 && (text[len - 1] == '/' || text[len - 1] == '?')) {
        text[--len] = '\0';
    }
    return text;
}

struct uuid weblink_name(const char *link, struct arena *arena)
{
    const char *canonical = weblink_canonical(link, arena);
    return uuid_name("link", canonical, strlen(canonical));
}

const char *weblink_host(const char *link, struct arena *arena)
{
    char *text = without_scheme(link, arena);
    text[strcspn(text, "/?")] = '\0';
    return text;
}

const char *weblink_path(const char *link, struct arena *arena)
{
    char *text = without_scheme(link, arena);
    text += strcspn(text, "/?");
    return *text == '/' ? text : arena_print(arena, "/%s", text);
}

static bool is_below(const char *host, const char *site, size_t len)
{
    size_t host_len = strlen(host);
    return host_len >= len && memcmp(host + host_len - len, site, len) == 0 &&
           (host_len == len || host[host_len - len - 1] == '.');
}

bool weblink_is_on(const char *link, const char *sites, struct arena *arena)
{
    const char *host = weblink_host(link, arena), *path = weblink_path(link, arena);
    for (const char *site = sites; *site != '\0';) {
        size_t len = strcspn(site, "\n"), host_len = strcspn(site, "/\n");
        size_t path_len = len - host_len;
        if (is_below(host, site, host_len) && strncmp(path, site + host_len, path_len) == 0 &&
            (path_len == 0 || strchr("/?", path[path_len]) != NULL)) {
            return true;
        }
        site += len + (site[len] == '\n' ? 1 : 0);
    }
    return false;
}
