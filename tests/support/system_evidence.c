/*
 * system_evidence.c — see system_evidence.h.
 */
#include "support/system_evidence.h"

#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "support/wait.h"

enum { LOOK_MS = 20 };

struct http_answer evidence_file(struct system *system, const char *username, const char *key,
                                 const char *body)
{
    return http_send(system_http(system),
                     &(struct http_request){.path = "/api/v1/evidence",
                                            .token = system_token(system, username),
                                            .key = key,
                                            .body = body});
}

struct http_answer system_get(struct system *system, const char *username, const char *path)
{
    return http_send(system_http(system),
                     &(struct http_request){.path = path, .token = system_token(system, username)});
}

struct http_answer evidence_get(struct system *system, const char *username, const char *id)
{
    char path[128];
    snprintf(path, sizeof(path), "/api/v1/evidence/%s", id);
    return system_get(system, username, path);
}

struct http_answer evidence_wait(struct system *system, const char *username, const char *id)
{
    for (int64_t end_ms = wait_hangs_at_ms();;) {
        struct http_answer answer = evidence_get(system, username, id);
        if (strcmp(http_text(&answer, "state"), "scored") == 0 || clock_steady_ms() > end_ms) {
            return answer;
        }
        http_free(&answer);
        wait_ms(LOOK_MS);
    }
}

struct http_answer evidence_through(struct system *system, const char *username, const char *key,
                                    const char *body, char id[static 37])
{
    struct http_answer answer = evidence_file(system, username, key, body);
    if (answer.status != 202) {
        fprintf(stderr, "%s: %ld %s\n", key, answer.status, answer.body);
        abort();
    }
    snprintf(id, 37, "%s", http_text(&answer, "id"));
    http_free(&answer);
    return evidence_wait(system, username, id);
}

void system_expect(struct system *system, const char *username, const char *method,
                   const char *path, const char *body, struct wanted wanted)
{
    struct http_answer answer = http_send(
        system_http(system),
        &(struct http_request){
            .method = method, .path = path, .token = system_token(system, username), .body = body});
    if (answer.status != wanted.status || strstr(answer.body, wanted.words) == NULL) {
        fail_msg("%s %s %s: %u %s", username, method, path, (unsigned)answer.status, answer.body);
    }
    http_free(&answer);
}
