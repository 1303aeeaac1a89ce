/*
 * tus.c — see tus.h.
 */
#include "support/test.h"

#include "support/tus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#define UPLOADS "/api/v1/uploads"

const char *tus_header(const struct http_answer *answer, const char *name, char into[static 200])
{
    char start[80];
    snprintf(start, sizeof(start), "\n%s: ", name);
    const char *found = strstr(answer->headers, start);
    into[0] = '\0';
    if (found != NULL) {
        found += strlen(start);
        snprintf(into, 200, "%.*s", (int)strcspn(found, "\r\n"), found);
    }
    return into;
}

const char *tus_sha256(const void *data, size_t len, char into[static 65])
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, data, len);
    return sodium_bin2hex(into, 65, digest, sizeof(digest));
}

const char *tus_checksum(const void *data, size_t len, char into[static 60])
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    char text[50];
    crypto_hash_sha256(digest, data, len);
    sodium_bin2base64(text, sizeof(text), digest, sizeof(digest), sodium_base64_VARIANT_ORIGINAL);
    snprintf(into, 60, "sha256 %s", text);
    return into;
}

static size_t add_pair(char *into, size_t size, const char *key, const char *value)
{
    char text[1600];
    sodium_bin2base64(text, sizeof(text), (const unsigned char *)value, strlen(value),
                      sodium_base64_VARIANT_ORIGINAL);
    return (size_t)snprintf(into, size, "%s %s", key, text);
}

struct http_answer tus_create(struct system *system, const char *username, const char *name,
                              size_t size, const char *sha256)
{
    char length[60], metadata[1900] = "Upload-Metadata: ";
    size_t len = strlen(metadata);
    len += add_pair(metadata + len, sizeof(metadata) - len, "filename", name);
    if (sha256 != NULL) {
        (void)add_pair(metadata + len, sizeof(metadata) - len, ",sha256", sha256);
    }
    snprintf(length, sizeof(length), "Upload-Length: %zu", size);
    const char *const headers[] = {"Tus-Resumable: 1.0.0", length, metadata, NULL};
    return http_send(system_http(system),
                     &(struct http_request){.method = "POST",
                                            .path = UPLOADS,
                                            .token = system_token(system, username),
                                            .headers = headers});
}

void tus_begin(struct system *system, const char *username, const char *name, size_t size,
               const char *sha256, char id[static 37])
{
    char place[200];
    struct http_answer answer = tus_create(system, username, name, size, sha256);
    tus_header(&answer, "Location", place);
    if (answer.status != 201 || strlen(place) != strlen(UPLOADS) + 37) {
        fail_msg("%s: %ld %s", name, answer.status, answer.body);
    }
    snprintf(id, 37, "%.36s", place + strlen(UPLOADS) + 1);
    http_free(&answer);
}

struct http_answer tus_append(struct system *system, const char *username, const char *id,
                              size_t offset, const void *data, size_t len, const char *checksum)
{
    char path[80], at[60], sum[100];
    snprintf(path, sizeof(path), UPLOADS "/%s", id);
    snprintf(at, sizeof(at), "Upload-Offset: %zu", offset);
    snprintf(sum, sizeof(sum), "Upload-Checksum: %s", checksum != NULL ? checksum : "");
    const char *const headers[] = {"Tus-Resumable: 1.0.0", at, checksum != NULL ? sum : NULL, NULL};
    return http_send(system_http(system),
                     &(struct http_request){.method = "PATCH",
                                            .path = path,
                                            .token = system_token(system, username),
                                            .type = "application/offset+octet-stream",
                                            .body = data,
                                            .body_len = len,
                                            .headers = headers});
}

long long tus_offset(struct system *system, const char *username, const char *id)
{
    char path[80], offset[200];
    snprintf(path, sizeof(path), UPLOADS "/%s", id);
    static const char *const HEADERS[] = {"Tus-Resumable: 1.0.0", NULL};
    struct http_answer answer = http_send(
        system_http(system), &(struct http_request){.method = "HEAD",
                                                    .path = path,
                                                    .token = system_token(system, username),
                                                    .headers = HEADERS});
    long long found =
        answer.status == 200 ? strtoll(tus_header(&answer, "Upload-Offset", offset), NULL, 10) : -1;
    http_free(&answer);
    return found;
}

void tus_send(struct system *system, const char *username, const char *name, const void *data,
              size_t len, char id[static 37])
{
    char sum[65];
    tus_begin(system, username, name, len, tus_sha256(data, len, sum), id);
    struct http_answer answer = tus_append(system, username, id, 0, data, len, NULL);
    if (answer.status != 204) {
        fail_msg("%s: %ld %s", name, answer.status, answer.body);
    }
    http_free(&answer);
}
