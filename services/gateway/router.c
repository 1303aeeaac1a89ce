/*
 * router.c — matches a path against the table of routes, from the top; no two routes fit the same
 * path.
 */
#include "gateway/router.h"

#include <stdio.h>
#include <string.h>

#include "gateway/auth.h"
#include "gateway/routes/query.h"
#include "gateway/static.h"

enum {
    ROLES_ASSESSING = ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_INSPECTOR | ROLE_COMMITTEE
};
enum { ROLES_ANSWERING = ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_INSPECTOR };
enum { ROLES_TAKING = ROLE_OFFICER | ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE };
enum { ROLES_SUBMITTING = ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_ADMIN };
enum { ROLES_COUNTING = ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM };

#include "gateway/routes.h"

enum { ROUTE_COUNT = sizeof(ROUTES) / sizeof(ROUTES[0]) };

const struct route ROUTER_PAGE = {"GET", "/*", 0, BODY_NONE, static_answer, 0};

const struct route *router_at(size_t index)
{
    return index < ROUTE_COUNT ? &ROUTES[index] : NULL;
}

static size_t segment_len(const char *at)
{
    return strcspn(at, "/");
}

/* Whether the path fits, and the values of its names. */
static bool router_fits(const char *pattern, const char *url, const char **starts)
{
    size_t found = 0;
    while (*pattern == '/' && *url == '/') {
        pattern++;
        url++;
        size_t pattern_len = segment_len(pattern);
        size_t url_len = segment_len(url);
        if (*pattern == '{') {
            if (url_len == 0 || found == ROUTE_SEGMENTS) {
                return false;
            }
            starts[found++] = url;
        } else if (pattern_len != url_len || memcmp(pattern, url, url_len) != 0) {
            return false;
        }
        pattern += pattern_len;
        url += url_len;
    }
    return *pattern == '\0' && *url == '\0';
}

static void router_cut(const char **starts, const char *url, struct route_match *match)
{
    for (size_t i = 0; i < ROUTE_SEGMENTS; i++) {
        match->segments[i] = "";
        if (starts[i] != NULL) {
            char *segment = match->url + (starts[i] - url);
            segment[segment_len(segment)] = '\0';
            match->segments[i] = segment;
        }
    }
}

static void router_allow(struct route_match *match, const char *method)
{
    size_t len = strlen(match->allow);
    snprintf(match->allow + len, sizeof(match->allow) - len, "%s%s", len > 0 ? ", " : "", method);
}

const struct route *router_find(const char *method, const char *url, struct route_match *match)
{
    match->allow[0] = '\0';
    size_t len = strlen(url);
    if (len >= ROUTE_URL_MAX) {
        return NULL;
    }
    if (strcmp(method, "HEAD") == 0) {
        method = "GET";
    }
    for (size_t i = 0; i < ROUTE_COUNT; i++) {
        const char *starts[ROUTE_SEGMENTS] = {NULL};
        if (!router_fits(ROUTES[i].path, url, starts)) {
            continue;
        }
        if (strcmp(ROUTES[i].method, method) == 0) {
            memcpy(match->url, url, len + 1);
            router_cut(starts, url, match);
            return &ROUTES[i];
        }
        router_allow(match, ROUTES[i].method);
    }
    return NULL;
}

bool router_is_page(const char *url)
{
    return strncmp(url, "/api/", 5) != 0 && strcmp(url, "/api") != 0 && strlen(url) < ROUTE_URL_MAX;
}
