/*
 * json_in.h — JSON from outside, read strictly by a table of fields: unknown fields, wrong types,
 * broken encodings, days that do not exist and inexact numbers are each named, with the path of
 * the field.
 *
 * Only shapes are looked at here.  Whether a unit exists and what an evidence item is worth is
 * for ingest and validation to say.  Texts are kept exactly as they came.
 */
#ifndef GATEWAY_JSON_IN_H
#define GATEWAY_JSON_IN_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/err.h"
#include "wire/wire.h"

#include "gateway/problem.h"

struct json_field;

/* A value on its way in.  What is read, and the texts of *problem, live in the arena. */
struct json_at {
    struct arena *arena;
    struct problem *problem;
    const struct json_field *field;
    const char *place; /* "figures[2].value" */
    const json_t *value;
    void *into; /* where it is put; NULL: it is only checked */
};

/* False: *at->problem says what is wrong with the value. */
typedef bool json_take_fn(const struct json_at *at);

/* null says what absence says, but where a field must be there and may be null. */
enum json_need { JSON_OPTIONAL, JSON_REQUIRED, JSON_REQUIRED_OR_NULL };

struct json_field {
    const char *name; /* NULL ends a table */
    json_take_fn *take;
    enum json_need need;
    size_t into;                 /* offset in the struct that is read */
    size_t most;                 /* characters of a text, elements of a list; 0: no limit */
    const struct json_field *of; /* the fields of an object, the elements of a list */
    const char *const *words;    /* of which the value is one; NULL ends them */
    enum problem_id unless;      /* what is refused: a word of no list, too many elements */
};

/* A list, as protobuf-c has it: each element a pointer. */
struct json_list {
    size_t count;
    void **items;
};

/* What a field can be, and what it is put into. */
json_take_fn json_take_text;           /* const char *; not empty where it is required */
json_take_fn json_take_any_text;       /* const char *; may be empty */
json_take_fn json_take_code;           /* const char * */
json_take_fn json_take_word;           /* const char * */
json_take_fn json_take_number_of_word; /* int: its place among the words, from 1 */
json_take_fn json_take_day;            /* const char *, ISO 8601 */
json_take_fn json_take_flag;           /* bool */
json_take_fn json_take_object;         /* the struct of its fields */
json_take_fn json_take_list;           /* struct json_list; not empty where it is required */
json_take_fn json_take_any_list;       /* struct json_list; may be empty */
json_take_fn json_take_map;            /* only checked: any names, each value as `of` */
json_take_fn json_take_json; /* const char *: the value as JSON, checked as `of`, if there */

/* A whole body.  Fields that are absent leave *into as it is. */
MUST_CHECK bool json_in_read(struct arena *arena, struct wire_bytes body,
                             const struct json_field *fields, void *into, struct problem *problem);

/* The body as an object, which the caller lets go (json_decref); NULL: *problem says why. */
json_t *json_in_object(struct wire_bytes body, struct problem *problem);

/* For take functions: says what is wrong, and gives false. */
bool json_in_refuse(const struct json_at *at, enum problem_id id);

/* A code of a campaign, a unit or a criterion, as the store allows it. */
bool json_in_is_code(const char *text);

#endif
