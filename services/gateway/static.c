/*
 * static.c — serves the files of the web page by sendfile; a client that accepts gzip gets the .gz
 * beside a file.
 */
#include "gateway/static.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gateway/compress.h"
#include "gateway/request.h"

enum { PATH_MAX_LEN = 1024, HASH_LEN = 8 };

/* blob: pictures that wait on the device to be sent. */
static const char CONTENT_POLICY[] =
    "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'";

bool static_path_is_safe(const char *path)
{
    if (path[0] != '/' || strchr(path, '\\') != NULL) {
        return false;
    }
    for (const char *at = path; at != NULL; at = strchr(at + 1, '/')) {
        if (at[1] == '.' || (at[1] == '/' && at[0] == '/')) {
            return false; /* hidden, "..", or "//" */
        }
    }
    return true;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

bool static_name_is_hashed(const char *path)
{
    const char *name = last_part(path);
    const char *dot = strchr(name, '.');
    if (dot == NULL || dot - name < HASH_LEN + 2 || dot[-HASH_LEN - 1] != '-') {
        return false;
    }
    for (const char *at = dot - HASH_LEN; at < dot; at++) {
        if (!((*at >= '0' && *at <= '9') || (*at >= 'A' && *at <= 'Z'))) {
            return false;
        }
    }
    return true;
}

/* Codes have dots too, with a digit behind: /don-vi/X/tieu-chi/1.1.3 and
   /minh-chung/2026-1.1.3-X-10 are the page, /app.js is a file. */
bool static_is_app_route(const char *path)
{
    const char *dot = strrchr(last_part(path), '.');
    return dot == NULL || dot[1] == '\0' || strspn(dot + 1, "0123456789") > 0;
}

const char *static_content_type(const char *path)
{
    static const struct {
        const char *ending, *type;
    } TYPES[] = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json; charset=utf-8"},
        {".webmanifest", "application/manifest+json; charset=utf-8"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".webp", "image/webp"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".txt", "text/plain; charset=utf-8"},
        {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    };
    const char *dot = strrchr(last_part(path), '.');
    for (size_t i = 0; dot != NULL && i < sizeof(TYPES) / sizeof(TYPES[0]); i++) {
        if (strcmp(dot, TYPES[i].ending) == 0) {
            return TYPES[i].type;
        }
    }
    return "application/octet-stream";
}

struct found {
    int fd;
    struct stat stat;
    bool is_gzip;
};

static bool open_file(const char *path, struct found *out)
{
    out->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (out->fd < 0) {
        return false;
    }
    if (fstat(out->fd, &out->stat) != 0 || !S_ISREG(out->stat.st_mode)) {
        close(out->fd);
        return false;
    }
    return true;
}

static bool static_find(const struct request *request, const char *path, struct found *out)
{
    char full[PATH_MAX_LEN];
    const char *root = request->gateway->conf->web_root;
    const char *accepted = request_header(request, MHD_HTTP_HEADER_ACCEPT_ENCODING);
    int len = snprintf(full, sizeof(full), "%s%s.gz", root, path);
    if (len < 0 || (size_t)len >= sizeof(full)) {
        return false;
    }
    out->is_gzip = compress_is_accepted(accepted) && open_file(full, out);
    if (out->is_gzip) {
        return true;
    }
    full[len - 3] = '\0';
    return open_file(full, out);
}

static void answer_file(struct request *request, const char *path, struct found *file)
{
    const char *tag =
        arena_print(request->arena, "\"%llx-%llx%s\"", (unsigned long long)file->stat.st_size,
                    (unsigned long long)file->stat.st_mtim.tv_sec * 1000000000ull +
                        (unsigned long long)file->stat.st_mtim.tv_nsec,
                    file->is_gzip ? "-gz" : "");
    bool is_known = request_is_known(request, tag);
    struct MHD_Response *response =
        is_known ? MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT)
                 : MHD_create_response_from_fd64((uint64_t)file->stat.st_size, file->fd);
    if (is_known || response == NULL) {
        close(file->fd);
    }
    if (response == NULL) {
        request_refuse_as(request, PROBLEM_INTERNAL, NULL);
        return;
    }
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, static_content_type(path));
    if (file->is_gzip) {
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_ENCODING, "gzip");
    }
    request_add_header(request, MHD_HTTP_HEADER_VARY, "Accept-Encoding");
    request_add_header(request, MHD_HTTP_HEADER_CACHE_CONTROL,
                       static_name_is_hashed(path) ? "public, max-age=31536000, immutable"
                                                   : "no-cache");
    request_add_header(request, "Content-Security-Policy", CONTENT_POLICY);
    request_add_header(request, "Referrer-Policy", "same-origin");
    request_answer_with(request, is_known ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK, response);
}

void static_answer(struct request *request)
{
    const char *path = request->match.url;
    struct found file;
    if (request->gateway->conf->web_root[0] == '\0' || !static_path_is_safe(path)) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
        return;
    }
    if (static_is_app_route(path)) {
        path = "/index.html";
    }
    if (!static_find(request, path, &file)) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
        return;
    }
    answer_file(request, path, &file);
}
