/*
 * system_load.c — see system_load.h.
 */
#include "support/system_load.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "support/system_http.h"
#include "support/wait.h"

enum { AUTHORS = 4, NUMBERS = 1000000, AGAIN_MS = 50, TIMEOUT_MS = 3000 };

struct author {
    struct load *load;
    pthread_t thread;
    const char *token;
    int number;
    int unit;                /* 0: all in turn */
    struct buf acknowledged; /* SQL: ('id',revision,g) … */
};

struct load {
    const char *http;
    int pause_ms;
    atomic_bool is_stopping;
    atomic_long acknowledged;
    atomic_int odd;
    struct author authors[AUTHORS];
};

static void print_submission(char *into, size_t size, const struct author *author, int g, int r,
                             const char *base)
{
    static const char *const CRITERIA[] = {"\"C2\",\"C3\"", "\"C5\"", "\"C4\",\"C6\"",
                                           "\"C3\",\"C7\",\"C12\""};
    char figure[80] = "", revision[100] = "";
    if (g % 4 == 0 || g % 4 == 3) {
        snprintf(figure, sizeof(figure), ",\"figures\":[{\"name\":\"lượt\",\"value\":%d}]",
                 (g % 7 + 1) * r);
    }
    if (r > 1) {
        snprintf(revision, sizeof(revision), ",\"id\":\"%s\",\"base_revision\":%d", base, r - 1);
    }
    snprintf(into, size,
             "{\"campaign\":\"2023\",\"unit\":\"U%d\",\"criteria\":[%s],\"kind\":\"%s\","
             "\"title\":\"Minh chứng %d bản %d\",\"occurred_on\":\"2023-%02d-%02d\"%s%s}",
             author->unit > 0 ? author->unit : g % 11 + 1, CRITERIA[g % 4],
             g % 10 == 3 ? "document" : "other", g, r, g % 12 + 1, g % 28 + 1, figure, revision);
}

/* Sends until it is acknowledged; false if an answer had an unexpected status. */
static bool file(struct author *author, const char *key, const char *body, char id[static 37])
{
    for (;;) {
        struct http_answer answer =
            http_send(author->load->http, &(struct http_request){.path = "/api/v1/evidence",
                                                                 .token = author->token,
                                                                 .key = key,
                                                                 .body = body,
                                                                 .timeout_ms = TIMEOUT_MS});
        bool is_taken = answer.status == 202;
        bool is_later = answer.status == 0 || answer.status == 429 || answer.status == 503;
        if (is_taken) {
            snprintf(id, 37, "%s", http_text(&answer, "id"));
        } else if (!is_later) {
            fprintf(stderr, "%s: %ld %s\n", key, answer.status, answer.body);
        }
        http_free(&answer);
        if (!is_later) {
            return is_taken;
        }
        wait_ms(AGAIN_MS);
    }
}

static void file_revision(struct author *author, int g, int r, char id[static 37])
{
    char key[64], body[700];
    struct load *load = author->load;
    snprintf(key, sizeof(key), "tai-%d-%d", g, r);
    print_submission(body, sizeof(body), author, g, r, id);
    if (!file(author, key, body, id)) {
        atomic_fetch_add(&load->odd, 1);
        return;
    }
    buf_print(&author->acknowledged, "%s('%s',%d,%d)", author->acknowledged.len > 0 ? "," : "", id,
              r, g);
    atomic_fetch_add(&load->acknowledged, 1);
}

static void *work(void *arg)
{
    struct author *author = arg;
    struct load *load = author->load;
    for (int n = 0; !atomic_load(&load->is_stopping); n++) {
        int g = author->number * NUMBERS + n;
        char id[37] = "";
        file_revision(author, g, 1, id);
        if (g % 9 == 5) {
            file_revision(author, g, 2, id);
        }
        wait_ms(load->pause_ms);
    }
    return NULL;
}

struct load *load_start(struct system *system, int pause_ms)
{
    static const struct {
        const char *username;
        int unit;
    } AUTHOR[AUTHORS] = {{"he-thong", 0}, {"he-thong", 0}, {"can-bo-1", 1}, {"can-bo-2", 2}};
    struct load *self = memory_zero(sizeof(*self));
    self->http = system_http(system);
    self->pause_ms = pause_ms;
    for (int i = 0; i < AUTHORS; i++) {
        struct author *author = &self->authors[i];
        *author = (struct author){.load = self,
                                  .token = system_token(system, AUTHOR[i].username),
                                  .number = i,
                                  .unit = AUTHOR[i].unit};
        if (pthread_create(&author->thread, NULL, work, author) != 0) {
            abort();
        }
    }
    return self;
}

long load_acknowledged(struct load *self)
{
    return atomic_load(&self->acknowledged);
}

int load_stop(struct load **pointer, struct database *database)
{
    struct load *self = *pointer;
    atomic_store(&self->is_stopping, true);
    for (int i = 0; i < AUTHORS; i++) {
        pthread_join(self->authors[i].thread, NULL);
    }
    PQreset(database_connection(database));
    database_run(database, "CREATE TABLE acknowledged (id uuid, revision integer, g integer)");
    for (int i = 0; i < AUTHORS; i++) {
        if (self->authors[i].acknowledged.len > 0) {
            database_run(database, "INSERT INTO acknowledged VALUES %s",
                         buf_string(&self->authors[i].acknowledged));
        }
        buf_free(&self->authors[i].acknowledged);
    }
    int odd = atomic_load(&self->odd);
    free(self);
    *pointer = NULL;
    return odd;
}
