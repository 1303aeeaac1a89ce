/*
 * load.c — `minhchung load`: many submissions, one JSON object a line:
 * {"key", "received_on"?, "received_ground"?, "evidence": {...}, "files": ["path", ...]}.
 * The same file loaded again duplicates nothing: each line has its own key.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ctl/answer.h"
#include "ctl/client.h"
#include "ctl/commands/piece.h"

enum { OPEN_MAX = 256 };

struct load {
    struct client *client;
    const char *directory;
    size_t lines, done, accepted, repeated, refused;
};

struct line {
    struct load *load;
    char key[224];
};

static void load_on_ended(void *arg, const struct answer *answer)
{
    struct line *line = arg;
    struct load *self = line->load;
    self->done++;
    self->accepted += answer->is_good && !answer->is_repeat ? 1 : 0;
    self->repeated += answer->is_good && answer->is_repeat ? 1 : 0;
    self->refused += answer->is_good ? 0 : 1;
    if (!answer->is_good) {
        fprintf(stderr, "%s: %s (%s %s)\n", line->key, answer->message, answer->code,
                answer->field);
    }
    ctl_progress("Nộp minh chứng", self->done, self->lines);
    free(line);
}

static bool add_files(struct load *self, const json_t *paths, Evidence__V1__Submission *piece,
                      struct arena *arena)
{
    size_t at;
    const json_t *value;
    json_array_foreach((json_t *)(uintptr_t)paths, at, value) {
        const char *path = arena_print(arena, "%s/%s", self->directory, json_string_value(value));
        if (!piece_add_file(piece, self->client, path, arena)) {
            return false;
        }
    }
    return true;
}

static bool file_line(struct load *self, const json_t *object, struct arena *arena)
{
    const char *key = answer_given(object, "key");
    const char *received = answer_given(object, "received_on");
    const char *ground = answer_given(object, "received_ground");
    const char *why = "key";
    Evidence__V1__Submission *piece =
        key != NULL ? piece_from_json(json_object_get(object, "evidence"), arena, &why) : NULL;
    if (piece == NULL) {
        ctl_trouble("a line has no valid \"%s\"", why);
        return false;
    }
    if (!add_files(self, json_object_get(object, "files"), piece, arena)) {
        return false;
    }
    Evidence__V1__Submit submit = EVIDENCE__V1__SUBMIT__INIT;
    submit.idempotency_key = arena_print(arena, "%s", key);
    piece->received_on = arena_print(arena, "%s", received != NULL ? received : "");
    piece->received_ground = arena_print(arena, "%s", ground != NULL ? ground : "");
    submit.submission = piece;
    struct line *line = memory_zero(sizeof(*line));
    line->load = self;
    snprintf(line->key, sizeof(line->key), "%s", key);
    client_submit(self->client, &submit, load_on_ended, line);
    client_wait(self->client, OPEN_MAX);
    return true;
}

static size_t count_lines(FILE *file)
{
    size_t count = 0;
    for (int c; (c = getc(file)) != EOF;) {
        count += c == '\n' ? 1 : 0;
    }
    rewind(file);
    return count;
}

static bool file_all(struct load *self, FILE *file)
{
    char *text = NULL;
    size_t capacity = 0;
    bool is_good = true;
    struct arena *arena = arena_new();
    for (size_t number = 1; is_good && getline(&text, &capacity, file) > 0; number++) {
        json_error_t fault;
        json_t *object = json_loads(text, 0, &fault);
        if (object == NULL) {
            ctl_trouble("line %zu: %s", number, fault.text);
        }
        is_good = object != NULL && file_line(self, object, arena);
        json_decref(object);
        arena_reset(arena);
    }
    client_wait(self->client, 0);
    arena_free(&arena);
    free(text);
    return is_good;
}

int command_load(struct ctl *ctl)
{
    const char *path = ctl_argument(ctl, 0);
    FILE *file = path != NULL ? fopen(path, "re") : NULL;
    if (file == NULL) {
        return ctl_trouble("%s: %s", path != NULL ? path : "load FILE.jsonl", strerror(errno));
    }
    const char *directory = ctl_option(ctl, "--files");
    struct load load = {.directory = directory != NULL ? directory : "."};
    load.lines = count_lines(file);
    load.client = client_open(ctl);
    bool is_good = load.client != NULL && file_all(&load, file);
    fclose(file);
    client_close(&load.client);
    if (ctl->is_json) {
        printf("{\"accepted\":%zu,\"repeated\":%zu,\"refused\":%zu}\n", load.accepted,
               load.repeated, load.refused);
    } else {
        printf("%zu đã nhận, %zu đã có từ trước, %zu bị từ chối\n", load.accepted, load.repeated,
               load.refused);
    }
    return !is_good ? EXIT_TROUBLE : load.refused > 0 ? EXIT_NO : EXIT_DONE;
}
