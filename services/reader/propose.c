/*
 * propose.c — one question at a time per request: its files go to the pool, the answer goes out
 * when the last is read or the time is over.  A file that is read later is dropped with the last
 * reference to its question.
 */
#include "reader/propose.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "evidence/limits.h"
#include "evidence/problem.h"
#include "evidence/v1/evidence.pb-c.h"
#include "proposals/proposal.h"
#include "wire/wire.h"

enum { PROPOSE_MS = 8000, OPEN_MAX = 16 };

struct propose {
    struct daemon *daemon;
    struct file_pool *pool;
    size_t open;
};

struct question {
    struct propose *propose;
    struct arena *arena;
    struct bus_from from;
    const Evidence__V1__Propose *asked;
    struct proposal_file files[EVIDENCE_FILES_MAX];
    struct hash hashes[EVIDENCE_FILES_MAX];
    size_t file_count, left;
    int timer;
    bool is_answered;
};

struct reading {
    struct question *question;
    size_t file;
};

struct propose *propose_open(struct daemon *daemon, struct file_pool *pool)
{
    struct propose *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->pool = pool;
    return self;
}

void propose_close(struct propose **self)
{
    free(*self);
    *self = NULL;
}

bool propose_is_idle(const struct propose *self)
{
    return self == NULL || self->open == 0;
}

static void question_end(struct question *self)
{
    if (self->left == 0 && self->is_answered) {
        struct arena *arena = self->arena;
        self->propose->open--;
        arena_free(&arena);
    }
}

static const char *const *figures_of(struct arena *arena, const Evidence__V1__CriterionWords *words)
{
    const char **figures = arena_alloc(arena, (words->n_figures + 1) * sizeof(*figures));
    for (size_t i = 0; i < words->n_figures; i++) {
        figures[i] = words->figures[i];
    }
    return figures;
}

static void question_answer(struct question *self)
{
    struct daemon *daemon = self->propose->daemon;
    const Evidence__V1__Propose *asked = self->asked;
    struct proposal_criterion *criteria =
        arena_zero(self->arena, (asked->n_criteria + 1) * sizeof(*criteria));
    for (size_t i = 0; i < asked->n_criteria; i++) {
        const Evidence__V1__CriterionWords *words = asked->criteria[i];
        criteria[i] =
            (struct proposal_criterion){words->code, words->name, figures_of(self->arena, words),
                                        words->n_figures, words->used};
    }
    struct buf text = {0};
    struct json json;
    json_start(&json, &text);
    json_object_start(&json, NULL);
    json_array_start(&json, "proposals");
    const Evidence__V1__CitedPage *cited = asked->page;
    struct proposal_page page = {"", "", ""};
    if (cited != NULL) {
        page = (struct proposal_page){cited->title, cited->published_on, cited->text};
    }
    proposals_write(self->arena, self->files, self->file_count, cited != NULL ? &page : NULL,
                    criteria, asked->n_criteria, &json);
    json_array_end(&json);
    json_bool(&json, "is_complete", self->left == 0 && !asked->is_page_pending);
    json_object_end(&json);
    Evidence__V1__Proposed reply = EVIDENCE__V1__PROPOSED__INIT;
    reply.json = arena_print(self->arena, "%s", buf_string(&text));
    struct wire_bytes body = wire_pack(self->arena, &reply.base);
    bus_reply(daemon_bus(daemon), &self->from, body.data, body.len, NULL);
    buf_free(&text);
    self->is_answered = true;
    loop_cancel(daemon_loop(daemon), self->timer);
}

static void question_is_late(void *arg)
{
    struct question *self = arg;
    question_answer(self);
    question_end(self);
}

static void propose_read(void *arg, const struct file_content *content)
{
    const struct reading *reading = arg;
    struct question *self = reading->question;
    self->left--;
    if (!self->is_answered) {
        struct proposal_file *file = &self->files[reading->file];
        file->media_type = arena_print(self->arena, "%s", content->media_type);
        file->text = arena_text(self->arena, content->text, strlen(content->text));
        file->facts = arena_text(self->arena, content->facts, strlen(content->facts));
        if (self->left == 0) {
            question_answer(self);
        }
    }
    question_end(self);
}

static void propose_refuse(struct propose *self, const struct bus_from *from, enum problem_id id)
{
    struct problem problem = problem_of(id, NULL);
    Bus__V1__Fault fault = BUS__V1__FAULT__INIT;
    problem_to_fault(&problem, &fault);
    bus_reply(daemon_bus(self->daemon), from, NULL, 0, &fault);
}

void propose_asked(struct propose *self, const struct bus_from *from,
                   const Bus__V1__Request *request)
{
    if (self->open == OPEN_MAX) {
        propose_refuse(self, from, PROBLEM_BUSY);
        return;
    }
    struct arena *arena = arena_new();
    struct question *question = arena_zero(arena, sizeof(*question));
    question->propose = self;
    question->arena = arena;
    question->from = *from;
    question->asked = wire_unpack(arena, &evidence__v1__propose__descriptor, request->body.data,
                                  request->body.len);
    if (request->method != EVIDENCE__V1__METHOD__METHOD_PROPOSE || question->asked == NULL ||
        question->asked->n_files > EVIDENCE_FILES_MAX) {
        propose_refuse(self, from, PROBLEM_REQUEST_INVALID);
        arena_free(&arena);
        return;
    }
    self->open++;
    question->timer = loop_after(daemon_loop(self->daemon), PROPOSE_MS, question_is_late, question);
    question->left = 1; /* holds the answer back until all are started */
    for (size_t i = 0; i < question->asked->n_files; i++) {
        const Evidence__V1__File *file = question->asked->files[i];
        question->files[i] = (struct proposal_file){file->name, "", "", ""};
        if (file->hash.len == HASH_SIZE) {
            struct reading *reading = arena_alloc(arena, sizeof(*reading));
            *reading = (struct reading){question, i};
            memcpy(question->hashes[i].bytes, file->hash.data, HASH_SIZE);
            question->left++;
            file_pool_read(self->pool, &question->hashes[i], propose_read, reading);
        }
    }
    question->file_count = question->asked->n_files;
    if (--question->left == 0) {
        question_answer(question);
        question_end(question);
    }
}
