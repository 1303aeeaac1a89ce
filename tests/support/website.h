/*
 * website.h — a web server on loopback in the test, a thread per connection: it answers as
 * configured and counts its requests.  It serves any host name.
 */
#ifndef SUPPORT_WEBSITE_H
#define SUPPORT_WEBSITE_H

#include <stdbool.h>
#include <stddef.h>

struct website;

struct web_page {
    unsigned status;  /* 0: 200 */
    const char *body; /* copied; NULL: empty */
    size_t len;       /* 0: as long as the text */
    const char *type; /* NULL: text/html; charset=utf-8 */
    const char *location, *encoding, *etag;
    int drip_ms; /* between two bytes of the body; 0: at once */
};

struct website *website_start(void);
/* The same over TLS, with a key and a certificate from files. */
struct website *website_start_tls(const char *key_path, const char *certificate_path);
void website_stop(struct website **self);
unsigned website_port(const struct website *self);
/* Sets the answer at a path, from now on; a path without one is a 404.  Of a query only
 * "?page=N" may be distinguished, where it was put so. */
void website_put(struct website *self, const char *path, const struct web_page *page);
/* The number of requests for it; and the most that were open at once, over all paths. */
int website_count(struct website *self, const char *path);
int website_most_at_once(struct website *self);
/* Waits until it has been requested; false when that hangs. */
bool website_wait_asked(struct website *self, const char *path);

#endif
