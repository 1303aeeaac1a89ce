/*
 * weblink.h — links as evidence items cite them: whether a link is an address of the web,
 * its canonical form, and the site that it belongs to.
 */
#ifndef TEXT_WEBLINK_H
#define TEXT_WEBLINK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/uuid.h"

/* http or https, a host with a dot, only characters that browsers accept. */
bool weblink_is_good(const char *link);

/* Host in lower case, no scheme, "www.", tracking parameters, fragment or last
 * slash: http://www.A.vn/x/?utm_source=y#z is a.vn/x. */
const char *weblink_canonical(const char *link, struct arena *arena);
/* The id of the canonical form, for its fingerprint and its page. */
struct uuid weblink_name(const char *link, struct arena *arena);

/* The host in lower case without "www."; "" if there is none. */
const char *weblink_host(const char *link, struct arena *arena);
/* From the first slash behind the host to before the fragment; "/" if there is none. */
const char *weblink_path(const char *link, struct arena *arena);

/* Whether the link is on one of the sites: "host/path" lines, where a host includes its
 * subdomains and a path everything below it. */
bool weblink_is_on(const char *link, const char *sites, struct arena *arena);

#endif
