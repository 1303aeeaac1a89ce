/*
 * json_in.h — reads JSON from outside strictly by a table of fields: it reports unknown fields,
 * wrong types, broken encodings, days that do not exist and inexact numbers, each with the path of
 * the field.
 *
 * Only shapes are checked here.  Ingest and validation decide whether a unit exists and what an
 * evidence item is worth.  Texts are kept exactly as they arrived.
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

/* A value being read.  Results, and the texts of *problem, live in the arena. */
struct json_at {
    struct arena *arena;
    struct problem *problem;
    const struct json_field *field;
    const char *place; /* "figures[2].value" */
    const json_t *value;
    void *into; /* where it is stored; NULL: it is only checked */
};

/* False: *at->problem says what is wrong with the value. */
typedef bool json_take_fn(const struct json_at *at);

/* null means absent, except for a field that must be present and may be null. */
enum json_need { JSON_OPTIONAL, JSON_REQUIRED, JSON_REQUIRED_OR_NULL };

struct json_field {
    const char *name; /* NULL ends a table */
    json_take_fn *take;
    enum json_need need;
    size_t into;                 /* offset in the struct that is read */
    size_t most;                 /* characters of a text, elements of a list; 0: no limit */
    const struct json_field *of; /* the fields of an object, the elements of a list */
    const char *const *words;    /* the allowed words; NULL ends them */
    enum problem_id unless;      /* the refusal: an unknown word, too many elements */
};

/* A list in protobuf-c's form: each element a pointer. */
struct json_list {
    size_t count;
    void **items;
};

/* The type of a field, and of what it is stored in. */
json_take_fn json_take_text;           /* const char *; not empty where it is required */
json_take_fn json_take_any_text;       /* const char *; may be empty */
json_take_fn json_take_code;           /* const char * */
json_take_fn json_take_word;           /* const char * */
json_take_fn json_take_number_of_word; /* int: its place among the words, from 1 */
json_take_fn json_take_id;             /* only checked: a UUID */
json_take_fn json_take_day;            /* const char *, ISO 8601 */
json_take_fn json_take_moment;         /* const char *, RFC 3339 */
json_take_fn json_take_flag;           /* bool */
json_take_fn json_take_object;         /* the struct of its fields */
json_take_fn json_take_list;           /* struct json_list; not empty where it is required */
json_take_fn json_take_any_list;       /* struct json_list; may be empty */
json_take_fn json_take_map;            /* only checked: any names, each value as `of` */
json_take_fn json_take_json; /* const char *: the value as JSON, checked as `of` if given */

/* Reads a whole body.  Absent fields leave *into as it is. */
MUST_CHECK bool json_in_read(struct arena *arena, struct wire_bytes body,
                             const struct json_field *fields, void *into, struct problem *problem);

/* The body as an object that the caller decrefs (json_decref); NULL: *problem has the reason. */
json_t *json_in_object(struct wire_bytes body, struct problem *problem);

/* For take functions: sets *problem and returns false. */
bool json_in_refuse(const struct json_at *at, enum problem_id id);

/* A code of a campaign, a unit or a criterion, as the store allows it. */
bool json_in_is_code(const char *text);

#endif
