/*
 * system_http.c — see system_http.h.
 */
#include "support/system_http.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "support/wait.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void set_up(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

static size_t take(char *data, size_t size, size_t count, void *arg)
{
    buf_add(arg, data, size * count);
    return size * count;
}

struct hearing {
    const struct http_request *request;
    struct buf body;
};

static size_t take_body(char *data, size_t size, size_t count, void *arg)
{
    struct hearing *hearing = arg;
    const struct http_request *request = hearing->request;
    buf_add(&hearing->body, data, size * count);
    bool goes_on =
        request->hear == NULL || request->hear(request->hear_arg, buf_string(&hearing->body));
    return goes_on ? size * count : CURL_WRITEFUNC_ERROR;
}

static struct curl_slist *add_header(struct curl_slist *list, const char *name, const char *value)
{
    char line[1024];
    if (value == NULL) {
        return list;
    }
    snprintf(line, sizeof(line), "%s: %s", name, value);
    return curl_slist_append(list, line);
}

static struct curl_slist *make_headers(const struct http_request *request)
{
    struct curl_slist *list = curl_slist_append(NULL, "Expect:");
    char bearer[512];
    if (request->token != NULL) {
        snprintf(bearer, sizeof(bearer), "Bearer %s", request->token);
        list = add_header(list, "Authorization", bearer);
    }
    list = add_header(list, "Idempotency-Key", request->key);
    if (request->body != NULL && request->file_count == 0) {
        const char *type = request->type != NULL ? request->type : "application/json";
        list = type[0] != '\0' ? add_header(list, "Content-Type", type)
                               : curl_slist_append(list, "Content-Type:");
    }
    for (size_t i = 0; request->headers != NULL && request->headers[i] != NULL; i++) {
        list = curl_slist_append(list, request->headers[i]);
    }
    return request->header != NULL ? curl_slist_append(list, request->header) : list;
}

static curl_mime *make_parts(CURL *easy, const struct http_request *request)
{
    curl_mime *mime = curl_mime_init(easy);
    if (request->body != NULL) {
        curl_mimepart *part = curl_mime_addpart(mime);
        curl_mime_name(part, request->part != NULL ? request->part : "evidence");
        curl_mime_data(part, request->body, CURL_ZERO_TERMINATED);
    }
    for (size_t i = 0; i < request->file_count; i++) {
        curl_mimepart *part = curl_mime_addpart(mime);
        curl_mime_name(part, "file");
        curl_mime_filename(part, request->files[i].name);
        curl_mime_data(part, request->files[i].data, request->files[i].len);
    }
    return mime;
}

static void set_body(CURL *easy, const struct http_request *request)
{
    size_t len = request->body_len > 0 ? request->body_len : strlen(request->body);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)len);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->body);
}

/* All of it, whatever bytes it has. */
static char *text_of(struct buf *buf)
{
    char *text = memory_zero(buf->len + 1);
    if (buf->len > 0) {
        memcpy(text, buf->data, buf->len);
    }
    buf_free(buf);
    return text;
}

struct http_answer http_send(const char *host, const struct http_request *request)
{
    pthread_once(&once, set_up);
    CURL *easy = curl_easy_init();
    char url[2048];
    struct hearing hearing = {.request = request};
    struct buf headers = {0};
    struct http_answer answer = {0};
    snprintf(url, sizeof(url), "http://%s%s", host, request->path);
    struct curl_slist *list = make_headers(request);
    curl_mime *mime = request->file_count > 0 ? make_parts(easy, request) : NULL;
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &hearing);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &headers);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS,
                     (long)(request->timeout_ms > 0 ? request->timeout_ms : wait_hang_ms()));
    if (mime != NULL) {
        curl_easy_setopt(easy, CURLOPT_MIMEPOST, mime);
    } else if (request->body != NULL) {
        set_body(easy, request);
    }
    if (request->method != NULL) {
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method);
        if (strcmp(request->method, "HEAD") == 0) {
            curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
        }
    }
    if (curl_easy_perform(easy) == CURLE_OK) {
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &answer.status);
    }
    answer.len = hearing.body.len;
    answer.body = text_of(&hearing.body);
    answer.headers = text_of(&headers);
    answer.json = json_loads(answer.body, 0, NULL);
    curl_mime_free(mime);
    curl_slist_free_all(list);
    curl_easy_cleanup(easy);
    return answer;
}

void http_free(struct http_answer *answer)
{
    free(answer->body);
    free(answer->headers);
    json_decref(answer->json);
    *answer = (struct http_answer){0};
}

const char *http_text(const struct http_answer *answer, const char *member)
{
    const char *text = json_string_value(json_object_get(answer->json, member));
    return text != NULL ? text : "";
}
