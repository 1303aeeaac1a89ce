/*
 * problem.c — looks problems up in the table and fills in their texts.
 */
#include "evidence/problem.h"

#include <assert.h>
#include <string.h>

struct entry {
    unsigned status, retry_s;
    const char *code, *detail, *detail_en, *mend, *mend_en;
};

static const struct entry TABLE[PROBLEM_COUNT] = {
#define PROBLEM(id, ...) [id] = {__VA_ARGS__},
#include "evidence/problems_request.def"

#include "evidence/problems_access.def"

#include "evidence/problems_evidence.def"

#include "evidence/problems_lists.def"

#include "evidence/problems_uploads.def"

#include "evidence/problems_assessment.def"

#include "evidence/problems_rounds.def"

#include "evidence/problems_visits.def"

#include "evidence/problems_register.def"
#undef PROBLEM
};

/* Without a value, a client retries after one second, never at once. */
static unsigned retry_of(unsigned status, unsigned retry_s)
{
    return retry_s == 0 && (status == 429 || status == 503) ? 1 : retry_s;
}

struct problem problem_of(enum problem_id id, const char *field)
{
    assert(id > PROBLEM_NONE && id < PROBLEM_COUNT);
    const struct entry *entry = &TABLE[id];
    return (struct problem){
        .status = entry->status,
        .code = entry->code,
        .field = field != NULL ? field : "",
        .detail = entry->detail,
        .detail_en = entry->detail_en,
        .mend = entry->mend,
        .mend_en = entry->mend_en,
        .retry_s = retry_of(entry->status, entry->retry_s),
    };
}

static const char *problem_fill(struct arena *arena, const char *text, const char *about)
{
    const char *gap = strstr(text, "{}");
    return gap == NULL ? text
                       : arena_print(arena, "%.*s%s%s", (int)(gap - text), text, about, gap + 2);
}

struct problem problem_with(struct arena *arena, enum problem_id id, const char *field,
                            const char *about)
{
    struct problem problem = problem_of(id, field);
    problem.detail = problem_fill(arena, problem.detail, about);
    problem.detail_en = problem_fill(arena, problem.detail_en, about);
    problem.mend = problem_fill(arena, problem.mend, about);
    problem.mend_en = problem_fill(arena, problem.mend_en, about);
    return problem;
}

struct problem problem_at_most(struct arena *arena, enum problem_id id, const char *field,
                               size_t most)
{
    return problem_with(arena, id, field, arena_print(arena, "%zu", most));
}

enum problem_id problem_find(const char *code)
{
    int id = PROBLEM_COUNT - 1;
    while (id > PROBLEM_NONE && strcmp(TABLE[id].code, code) != 0) {
        id--;
    }
    return (enum problem_id)id;
}

struct problem problem_of_code(const char *code, const char *field)
{
    enum problem_id id = problem_find(code);
    return id != PROBLEM_NONE ? problem_of(id, field) : problem_of(PROBLEM_INTERNAL, NULL);
}

struct problem problem_of_sheet(struct arena *arena, const char *code, const char *columns)
{
    enum problem_id id = problem_find(code);
    return problem_with(arena, id != PROBLEM_NONE ? id : PROBLEM_SHEET_DAMAGED, NULL, columns);
}

/* protobuf-c's texts are not const. */
static char *problem_unconst(const char *text)
{
    union {
        const char *borrowed;
        char *text;
    } both = {.borrowed = text};
    return both.text;
}

void problem_to_fault(const struct problem *self, Bus__V1__Fault *out)
{
    bus__v1__fault__init(out);
    out->status = self->status;
    out->retry_ms = self->retry_s * 1000;
    out->code = problem_unconst(self->code);
    out->field = problem_unconst(self->field);
    out->message = problem_unconst(self->detail);
    out->message_en = problem_unconst(self->detail_en);
    out->mend = problem_unconst(self->mend);
    out->mend_en = problem_unconst(self->mend_en);
}

struct problem problem_of_fault(const Bus__V1__Fault *fault)
{
    if (fault->status < 400 || fault->status > 599 || fault->code[0] == '\0') {
        return problem_of(PROBLEM_INTERNAL, NULL);
    }
    return (struct problem){
        .status = fault->status,
        .code = fault->code,
        .field = fault->field,
        .detail = fault->message,
        .detail_en = fault->message_en,
        .mend = fault->mend,
        .mend_en = fault->mend_en,
        .retry_s = retry_of(fault->status, fault->retry_ms / 1000 + (fault->retry_ms % 1000 != 0)),
    };
}
