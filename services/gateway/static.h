/*
 * static.h — the web page: files of one directory, and index.html for the page's own addresses.
 * Nothing outside the directory, nothing hidden.
 */
#ifndef GATEWAY_STATIC_H
#define GATEWAY_STATIC_H

#include <stdbool.h>

struct request;

/* The handler of ROUTER_PAGE; the path is in match.url. */
void static_answer(struct request *request);

/* Pure, for tests. */
bool static_path_is_safe(const char *path);   /* no "..", no hidden part, no backslash */
bool static_name_is_hashed(const char *path); /* "app-5XKQ2A7B.js": its content never changes */
bool static_is_app_route(const char *path);   /* not a file: the page itself decides */
const char *static_content_type(const char *path);

#endif
