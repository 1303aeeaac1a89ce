/*
 * api.c — requests to /api/v1 by libcurl; the contract stands in api.h.
 */
#include "ctl/api.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <curl/curl.h>

#include "base/buf.h"
#include "base/uuid.h"
#include "ctl/answer.h"
#include "ctl/tokens.h"

enum { TIMEOUT_MS = 60000, TRIES = 10, PAUSE_S = 2 };

struct api {
    CURL *easy;
    const char *url; /* of the gateway, borrowed */
    struct tokens_line account;
    struct buf answer;
};

struct api *api_open(const struct ctl *ctl, const char *role)
{
    struct tokens_line account;
    if (!tokens_find(ctl->conf.api_tokens, NULL, role, &account)) {
        ctl_trouble("%s has no token of an account of role %s: minhchung token USER makes one",
                    ctl->conf.api_tokens, role);
        return NULL;
    }
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        ctl_trouble("libcurl cannot be initialised");
        return NULL;
    }
    struct api *self = memory_zero(sizeof(*self));
    self->easy = curl_easy_init();
    self->url = ctl->conf.api_url;
    self->account = account;
    return self;
}

void api_close(struct api **pointer)
{
    struct api *self = *pointer;
    if (self != NULL) {
        curl_easy_cleanup(self->easy);
        buf_free(&self->answer);
        free(self);
        curl_global_cleanup();
        *pointer = NULL;
    }
}

/* ------------------------------------------------------------- paths */

static void add_escaped(struct buf *into, const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
        if (isalnum(*at) || strchr("-._~", *at) != NULL) {
            buf_byte(into, (char)*at);
        } else {
            buf_print(into, "%%%02X", *at);
        }
    }
}

static const char *api_keep(struct arena *arena, struct buf *text)
{
    const char *kept = arena_text(arena, buf_string(text), text->len);
    buf_free(text);
    return kept;
}

const char *api_path(struct arena *arena, const char *const *parts)
{
    struct buf path = {0};
    buf_text(&path, "/api/v1");
    for (; *parts != NULL; parts++) {
        buf_byte(&path, '/');
        add_escaped(&path, *parts);
    }
    return api_keep(arena, &path);
}

const char *api_path_with(struct arena *arena, const char *path, const char *name,
                          const char *value)
{
    struct buf with = {0};
    if (value == NULL) {
        return path;
    }
    buf_print(&with, "%s%c%s=", path, strchr(path, '?') == NULL ? '?' : '&', name);
    add_escaped(&with, value);
    return api_keep(arena, &with);
}

/* ------------------------------------------------------------- asking */

static size_t take_answer(char *data, size_t size, size_t count, void *arg)
{
    buf_add(arg, data, size * count);
    return size * count;
}

static struct curl_slist *headers_of(const struct api *self, const struct api_request *request,
                                     const char *key)
{
    char line[128];
    snprintf(line, sizeof(line), "Authorization: Bearer %s", self->account.token);
    struct curl_slist *list = curl_slist_append(NULL, line);
    snprintf(line, sizeof(line), "Content-Type: %s",
             request->type != NULL ? request->type : "application/json");
    list = curl_slist_append(list, line);
    snprintf(line, sizeof(line), "Idempotency-Key: %s", key);
    list = curl_slist_append(list, line);
    return curl_slist_append(list, "Expect:");
}

/* The status; 0, after printing why, if there was no answer. */
static long send_request(struct api *self, const struct api_request *request, const char *key)
{
    char url[2048], why[CURL_ERROR_SIZE] = "";
    long status = 0;
    snprintf(url, sizeof(url), "%s%s", self->url, request->path);
    struct curl_slist *headers = headers_of(self, request, key);
    buf_clear(&self->answer);
    curl_easy_reset(self->easy);
    curl_easy_setopt(self->easy, CURLOPT_URL, url);
    curl_easy_setopt(self->easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(self->easy, CURLOPT_TIMEOUT_MS, (long)TIMEOUT_MS);
    curl_easy_setopt(self->easy, CURLOPT_ERRORBUFFER, why);
    curl_easy_setopt(self->easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(self->easy, CURLOPT_WRITEFUNCTION, take_answer);
    curl_easy_setopt(self->easy, CURLOPT_WRITEDATA, &self->answer);
    if (request->body != NULL) {
        curl_easy_setopt(self->easy, CURLOPT_POSTFIELDSIZE, (long)request->len);
        curl_easy_setopt(self->easy, CURLOPT_POSTFIELDS, request->body);
    }
    curl_easy_setopt(self->easy, CURLOPT_CUSTOMREQUEST, request->method);
    CURLcode code = curl_easy_perform(self->easy);
    if (code == CURLE_OK) {
        curl_easy_getinfo(self->easy, CURLINFO_RESPONSE_CODE, &status);
    } else {
        ctl_trouble("%s: %s", self->url, why[0] != '\0' ? why : curl_easy_strerror(code));
    }
    curl_slist_free_all(headers);
    return status;
}

static int api_judge(const struct api *self, long status, const json_t *answer)
{
    if (status >= 200 && status < 300) {
        return EXIT_DONE;
    }
    if (status == 401) {
        return ctl_trouble("the token of %s is not valid any more: minhchung token %s makes one",
                           self->account.username, self->account.username);
    }
    bool is_refused = status >= 400 && status < 500 && status != 429 && answer != NULL;
    return is_refused ? EXIT_NO
           : status == 0
               ? EXIT_TROUBLE
               : ctl_trouble("the API answers %ld: %s", status, answer_text(answer, "detail_en"));
}

/* Repeats the request with the same key while a busy system answers "later". */
static long send_until_answered(struct api *self, const struct api_request *request)
{
    const struct timespec pause = {.tv_sec = PAUSE_S};
    char key[UUID_TEXT];
    struct uuid id = uuid_new();
    long status = send_request(self, request, uuid_print(&id, key));
    for (int i = 1; i < TRIES && (status == 503 || status == 429); i++) {
        nanosleep(&pause, NULL);
        status = send_request(self, request, key);
    }
    return status;
}

int api_ask(struct api *self, const struct api_request *request, json_t **out)
{
    long status = send_until_answered(self, request);
    json_t *answer = json_loadb(buf_string(&self->answer), self->answer.len, JSON_DECODE_ANY, NULL);
    int code = api_judge(self, status, answer);
    if (out != NULL) {
        *out = answer;
    } else {
        json_decref(answer);
    }
    return code;
}

int api_refused(const json_t *problem)
{
    fprintf(stderr, "minhchung: %s %s (%s)\n", answer_text(problem, "detail"),
            answer_text(problem, "mend"), answer_text(problem, "code"));
    return EXIT_NO;
}

int api_do(const struct ctl *ctl, const char *role, const struct api_request *request,
           json_t *take_body, json_t **out)
{
    struct api *api = api_open(ctl, role);
    struct api_request with = *request;
    char *text = take_body != NULL ? json_dumps(take_body, JSON_COMPACT) : NULL;
    json_t *answer = NULL;
    if (text != NULL) {
        with.body = text;
        with.len = strlen(text);
    }
    int code = api != NULL ? api_ask(api, &with, &answer) : EXIT_TROUBLE;
    if (code == EXIT_NO) {
        api_refused(answer);
    }
    if (out != NULL) {
        *out = json_incref(answer);
    }
    json_decref(answer);
    json_decref(take_body);
    free(text);
    api_close(&api);
    return code;
}
