/*
 * weblink.h — a link as a piece cites it: is it an address of the web, which one is it
 * whatever the spelling, whose site is it on.
 */
#ifndef TEXT_WEBLINK_H
#define TEXT_WEBLINK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/uuid.h"

/* http or https, a host with a dot, nothing that no browser would take. */
bool weblink_is_good(const char *link);

/* Host in lower case, no scheme, "www.", tracking parameters, fragment or last
 * slash: http://www.A.vn/x/?utm_source=y#z is a.vn/x. */
const char *weblink_canonical(const char *link, struct arena *arena);
/* The name of that: of its fingerprint and of its page. */
struct uuid weblink_name(const char *link, struct arena *arena);

/* The host in lower case without "www."; "" if there is none. */
const char *weblink_host(const char *link, struct arena *arena);
/* From the first slash behind the host to before the fragment; "/" if there is none. */
const char *weblink_path(const char *link, struct arena *arena);

/* Whether the link stands on one of the sites: "host/path" lines, of which a host stands for
 * those below it, too, and a path for what is below it. */
bool weblink_is_on(const char *link, const char *sites, struct arena *arena);

#endif
