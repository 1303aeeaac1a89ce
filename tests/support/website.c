/*
 * website.c — see website.h; libmicrohttpd.  An answer to a fitting If-None-Match is a 304.
 */
#include "support/website.h"

#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "support/wait.h"

enum { PAGES_MAX = 64, PEM_MAX = 16384 };

struct stored {
    char *path, *body, *type, *location, *encoding, *etag;
    unsigned status;
    size_t len;
    int drip_ms, count;
};

struct website {
    struct MHD_Daemon *http;
    pthread_mutex_t lock;
    struct stored *pages[PAGES_MAX]; /* freed only at the end: a thread may be sending it */
    size_t page_count;
    struct stored *old[PAGES_MAX * 4];
    size_t old_count;
    int open, most;
    unsigned port;
};

struct dripping {
    const struct stored *page;
};

static struct stored *find(struct website *self, const char *path)
{
    for (size_t i = 0; i < self->page_count; i++) {
        if (strcmp(self->pages[i]->path, path) == 0) {
            return self->pages[i];
        }
    }
    return NULL;
}

static ssize_t drip(void *arg, uint64_t at, char *into, size_t max)
{
    const struct dripping *dripping = arg;
    const struct stored *page = dripping->page;
    if (at >= page->len) {
        return MHD_CONTENT_READER_END_OF_STREAM;
    }
    wait_ms(page->drip_ms);
    into[0] = page->body[at];
    return max > 0 ? 1 : 0;
}

static void add(struct MHD_Response *response, const char *name, const char *value)
{
    if (value != NULL) {
        MHD_add_response_header(response, name, value);
    }
}

static enum MHD_Result respond(struct MHD_Connection *connection, const struct stored *page)
{
    const char *known = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "If-None-Match");
    bool is_known = known != NULL && page->etag != NULL && strcmp(known, page->etag) == 0;
    struct MHD_Response *response;
    if (page->drip_ms > 0 && !is_known) {
        struct dripping *dripping = memory_alloc(sizeof(*dripping));
        *dripping = (struct dripping){page};
        response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 1, drip, dripping, free);
    } else {
        response = MHD_create_response_from_buffer(is_known ? 0 : page->len, page->body,
                                                   MHD_RESPMEM_PERSISTENT);
    }
    add(response, "Content-Type", page->type);
    add(response, "Location", page->location);
    add(response, "Content-Encoding", page->encoding);
    add(response, "ETag", page->etag);
    enum MHD_Result result =
        MHD_queue_response(connection, is_known ? 304 : page->status, response);
    MHD_destroy_response(response);
    return result;
}

/* The pages of a list may be stored under their own numbers. */
static struct stored *find_numbered(struct website *self, struct MHD_Connection *connection,
                                    const char *path)
{
    char numbered[256];
    const char *number = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "page");
    (void)snprintf(numbered, sizeof(numbered), "%s?page=%s", path, number != NULL ? number : "");
    struct stored *page = find(self, numbered);
    return page != NULL ? page : find(self, path);
}

static enum MHD_Result handle(void *arg, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *data,
                              size_t *len, void **context)
{
    static char nothing[] = "";
    static const struct stored ABSENT = {.body = nothing, .status = 404};
    struct website *self = arg;
    (void)method;
    (void)version;
    (void)data;
    if (*context == NULL) {
        *context = self;
        return MHD_YES;
    }
    *len = 0;
    pthread_mutex_lock(&self->lock);
    struct stored *page = find_numbered(self, connection, url);
    if (page != NULL) {
        page->count++;
    }
    self->open++;
    self->most = self->open > self->most ? self->open : self->most;
    pthread_mutex_unlock(&self->lock);
    return respond(connection, page != NULL ? page : &ABSENT);
}

static void ended(void *arg, struct MHD_Connection *connection, void **context,
                  enum MHD_RequestTerminationCode why)
{
    struct website *self = arg;
    (void)connection;
    (void)why;
    if (*context != NULL) {
        pthread_mutex_lock(&self->lock);
        self->open--;
        pthread_mutex_unlock(&self->lock);
    }
}

static struct website *start(unsigned flags, const char *key, const char *certificate)
{
    struct website *self = memory_zero(sizeof(*self));
    struct sockaddr_in address = {.sin_family = AF_INET};
    const struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)key},
        {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)certificate},
        {MHD_OPTION_END, 0, NULL}};
    static const struct MHD_OptionItem NOTHING[] = {{MHD_OPTION_END, 0, NULL}};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    pthread_mutex_init(&self->lock, NULL);
    self->http = MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | flags, 0, NULL, NULL,
        handle, self, MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_NOTIFY_COMPLETED, ended, self,
        MHD_OPTION_ARRAY, key != NULL ? tls : NOTHING, MHD_OPTION_END);
    if (self->http == NULL) {
        abort();
    }
    self->port = MHD_get_daemon_info(self->http, MHD_DAEMON_INFO_BIND_PORT)->port;
    return self;
}

struct website *website_start(void)
{
    return start(0, NULL, NULL);
}

static void read_file(const char *path, char into[static PEM_MAX])
{
    FILE *file = fopen(path, "re");
    size_t len = file != NULL ? fread(into, 1, PEM_MAX - 1, file) : 0;
    if (len == 0) {
        abort();
    }
    into[len] = '\0';
    fclose(file);
}

struct website *website_start_tls(const char *key_path, const char *certificate_path)
{
    char key[PEM_MAX], certificate[PEM_MAX];
    read_file(key_path, key);
    read_file(certificate_path, certificate);
    return start(MHD_USE_TLS, key, certificate);
}

static void stored_free(struct stored *page)
{
    free(page->path);
    free(page->body);
    free(page->type);
    free(page->location);
    free(page->encoding);
    free(page->etag);
    free(page);
}

void website_stop(struct website **pointer)
{
    struct website *self = *pointer;
    if (self == NULL) {
        return;
    }
    MHD_stop_daemon(self->http);
    for (size_t i = 0; i < self->page_count; i++) {
        stored_free(self->pages[i]);
    }
    for (size_t i = 0; i < self->old_count; i++) {
        stored_free(self->old[i]);
    }
    pthread_mutex_destroy(&self->lock);
    free(self);
    *pointer = NULL;
}

unsigned website_port(const struct website *self)
{
    return self->port;
}

void website_put(struct website *self, const char *path, const struct web_page *page)
{
    struct stored *made = memory_zero(sizeof(*made));
    made->path = memory_text(path);
    made->len = page->len > 0 ? page->len : page->body != NULL ? strlen(page->body) : 0;
    made->body = memory_alloc(made->len + 1);
    memcpy(made->body, page->body != NULL ? page->body : "", made->len);
    made->type = memory_text(page->type != NULL ? page->type : "text/html; charset=utf-8");
    made->location = memory_text(page->location);
    made->encoding = memory_text(page->encoding);
    made->etag = memory_text(page->etag);
    made->status = page->status != 0 ? page->status : 200;
    made->drip_ms = page->drip_ms;
    pthread_mutex_lock(&self->lock);
    struct stored *before = find(self, path);
    for (size_t i = 0; i < self->page_count && before != NULL; i++) {
        if (self->pages[i] == before) {
            made->count = before->count;
            self->pages[i] = made;
            self->old[self->old_count++] = before;
        }
    }
    if (before == NULL) {
        self->pages[self->page_count++] = made;
    }
    bool is_full = self->page_count == PAGES_MAX || self->old_count == PAGES_MAX * 4;
    pthread_mutex_unlock(&self->lock);
    if (is_full) {
        abort();
    }
}

int website_count(struct website *self, const char *path)
{
    pthread_mutex_lock(&self->lock);
    const struct stored *page = find(self, path);
    int count = page != NULL ? page->count : 0;
    pthread_mutex_unlock(&self->lock);
    return count;
}

int website_most_at_once(struct website *self)
{
    pthread_mutex_lock(&self->lock);
    int most = self->most;
    pthread_mutex_unlock(&self->lock);
    return most;
}

struct asked {
    struct website *site;
    const char *path;
};

static bool is_asked(void *arg)
{
    const struct asked *asked = arg;
    return website_count(asked->site, asked->path) > 0;
}

bool website_wait_asked(struct website *self, const char *path)
{
    return wait_until(is_asked, &(struct asked){self, path});
}
