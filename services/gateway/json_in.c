/*
 * json_in.c — the strict reader of JSON bodies.  It reads the fields of an object in the order of
 * the body, then looks for missing ones in the order of the table; the first fault ends the
 * reading.
 */
#include "gateway/json_in.h"

#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "evidence/limits.h"

bool json_in_is_code(const char *text)
{
    size_t len = strlen(text);
    if (len == 0 || len > EVIDENCE_CODE_MAX || strchr("._-", text[0]) != NULL) {
        return false;
    }
    return strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") == len;
}

bool json_in_refuse(const struct json_at *at, enum problem_id id)
{
    *at->problem = problem_of(id, at->place);
    return false;
}

static bool refuse_more(const struct json_at *at, enum problem_id id)
{
    *at->problem = problem_at_most(at->arena, id, at->place, at->field->most);
    return false;
}

/* The same place, read as another field would be. */
static bool take_as(const struct json_at *at, const struct json_field *field)
{
    struct json_at same = *at;
    same.field = field;
    return field->take(&same);
}

/* ---------------------------------------------------------------- texts */

bool json_take_any_text(const struct json_at *at)
{
    const char *text = json_string_value(at->value);
    size_t len = json_string_length(at->value), most = at->field->most;
    if (text == NULL) {
        return json_in_refuse(at, PROBLEM_JSON_TYPE);
    }
    if (most > 0 && text_characters(text, len) > most) {
        return refuse_more(at, PROBLEM_FIELD_TOO_LONG);
    }
    if (at->into != NULL) {
        *(char **)at->into = arena_text(at->arena, text, len);
    }
    return true;
}

bool json_take_text(const struct json_at *at)
{
    if (!json_take_any_text(at)) {
        return false;
    }
    bool is_missing = at->field->need == JSON_REQUIRED && json_string_length(at->value) == 0;
    return !is_missing || json_in_refuse(at, PROBLEM_FIELD_MISSING);
}

bool json_take_code(const struct json_at *at)
{
    const struct json_field text = {
        .take = json_take_text, .need = at->field->need, .most = EVIDENCE_CODE_MAX};
    return take_as(at, &text) && (json_in_is_code(json_string_value(at->value)) ||
                                  json_in_refuse(at, PROBLEM_CODE_FORMAT));
}

/* From 1; 0: none of them. */
static int number_of(const struct json_at *at)
{
    for (int i = 0; at->field->words[i] != NULL; i++) {
        if (strcmp(at->field->words[i], json_string_value(at->value)) == 0) {
            return i + 1;
        }
    }
    return 0;
}

bool json_take_word(const struct json_at *at)
{
    return json_take_text(at) && (number_of(at) > 0 || json_in_refuse(at, at->field->unless));
}

bool json_take_number_of_word(const struct json_at *at)
{
    struct json_at only = *at;
    only.into = NULL;
    if (!json_take_word(&only)) {
        return false;
    }
    if (at->into != NULL) {
        *(int *)at->into = number_of(at);
    }
    return true;
}

bool json_take_day(const struct json_at *at)
{
    date_days day;
    return json_take_text(at) && (date_parse(json_string_value(at->value), &day) ||
                                  json_in_refuse(at, PROBLEM_DATE_FORMAT));
}

bool json_take_id(const struct json_at *at)
{
    const char *text = json_string_value(at->value);
    struct uuid id;
    return (text != NULL && uuid_parse(text, &id)) || json_in_refuse(at, PROBLEM_ID_FORMAT);
}

bool json_take_moment(const struct json_at *at)
{
    return json_take_text(at) && (date_is_moment(json_string_value(at->value)) ||
                                  json_in_refuse(at, PROBLEM_MOMENT_FORMAT));
}

/* ---------------------------------------------------------------- objects and lists */

bool json_take_flag(const struct json_at *at)
{
    if (!json_is_boolean(at->value)) {
        return json_in_refuse(at, PROBLEM_JSON_TYPE);
    }
    if (at->into != NULL) {
        *(bool *)at->into = json_is_true(at->value);
    }
    return true;
}

/* A member of the object at `at`; `field` NULL: the table has no field of this name. */
static struct json_at part_of(const struct json_at *at, const struct json_field *field,
                              const char *name, const json_t *value)
{
    struct json_at part = *at;
    bool is_whole = at->place[0] == '\0';
    part.field = field;
    part.value = value;
    part.place = is_whole && field != NULL && field->name != NULL
                     ? field->name
                     : arena_print(at->arena, "%s%s%.80s", at->place, is_whole ? "" : ".", name);
    part.into = at->into != NULL && field != NULL ? (char *)at->into + field->into : NULL;
    return part;
}

static const struct json_field *json_in_find(const struct json_field *fields, const char *name)
{
    while (fields->name != NULL && strcmp(fields->name, name) != 0) {
        fields++;
    }
    return fields->name != NULL ? fields : NULL;
}

/* False if a required field is absent, or null where it must not be. */
static bool has_all(const struct json_at *at)
{
    for (const struct json_field *field = at->field->of; field->name != NULL; field++) {
        const json_t *value = json_object_get(at->value, field->name);
        bool is_there = value != NULL && (!json_is_null(value) || field->need != JSON_REQUIRED);
        if (field->need != JSON_OPTIONAL && !is_there) {
            struct json_at part = part_of(at, field, field->name, NULL);
            return json_in_refuse(&part, PROBLEM_FIELD_MISSING);
        }
    }
    return true;
}

bool json_take_object(const struct json_at *at)
{
    const char *name;
    const json_t *value;
    if (!json_is_object(at->value)) {
        return json_in_refuse(at, PROBLEM_JSON_TYPE);
    }
    json_object_foreach((json_t *)(uintptr_t)at->value, name, value) {
        const struct json_field *field = json_in_find(at->field->of, name);
        struct json_at part = part_of(at, field, name, value);
        if (field == NULL) {
            return json_in_refuse(&part, PROBLEM_JSON_UNKNOWN_FIELD);
        }
        if (!json_is_null(value) && !field->take(&part)) {
            return false;
        }
    }
    return has_all(at);
}

bool json_take_map(const struct json_at *at)
{
    const char *name;
    const json_t *value;
    if (!json_is_object(at->value)) {
        return json_in_refuse(at, PROBLEM_JSON_TYPE);
    }
    if (at->field->most > 0 && json_object_size(at->value) > at->field->most) {
        return refuse_more(at, PROBLEM_FIELD_TOO_MANY);
    }
    json_object_foreach((json_t *)(uintptr_t)at->value, name, value) {
        struct json_at part = part_of(at, at->field->of, name, value);
        if (!part.field->take(&part)) {
            return false;
        }
    }
    return true;
}

bool json_take_any_list(const struct json_at *at)
{
    const struct json_field *field = at->field;
    size_t count = json_array_size(at->value);
    if (!json_is_array(at->value)) {
        return json_in_refuse(at, PROBLEM_JSON_TYPE);
    }
    if (count > field->most) {
        return refuse_more(at,
                           field->unless != PROBLEM_NONE ? field->unless : PROBLEM_FIELD_TOO_MANY);
    }
    struct json_list list = {count, arena_zero(at->arena, count * sizeof(void *))};
    for (size_t i = 0; i < count; i++) {
        struct json_at part = *at;
        part.field = field->of;
        part.value = json_array_get(at->value, i);
        part.place = arena_print(at->arena, "%s[%zu]", at->place, i);
        part.into = at->into != NULL ? &list.items[i] : NULL;
        if (!part.field->take(&part)) {
            return false;
        }
    }
    if (at->into != NULL) {
        memcpy(at->into, &list, sizeof(list)); /* of protobuf-c, too, not only our own struct */
    }
    return true;
}

bool json_take_list(const struct json_at *at)
{
    bool is_missing = at->field->need == JSON_REQUIRED && json_is_array(at->value) &&
                      json_array_size(at->value) == 0;
    return is_missing ? json_in_refuse(at, PROBLEM_FIELD_MISSING) : json_take_any_list(at);
}

bool json_take_json(const struct json_at *at)
{
    struct json_at only = *at;
    only.into = NULL;
    if (!take_as(&only, at->field->of)) {
        return false;
    }
    if (at->into != NULL) {
        size_t len = json_dumpb(at->value, NULL, 0, JSON_COMPACT);
        char *text = arena_zero(at->arena, len + 1);
        (void)json_dumpb(at->value, text, len, JSON_COMPACT);
        *(const char **)at->into = text;
    }
    return true;
}

/* ---------------------------------------------------------------- a body */

static enum problem_id problem_of_parser(const json_error_t *error)
{
    switch ((int)json_error_code(error)) {
    case json_error_invalid_utf8:
    case json_error_null_character:
    case json_error_null_byte_in_key:
        return PROBLEM_JSON_ENCODING;
    case json_error_duplicate_key:
        return PROBLEM_JSON_DUPLICATE_FIELD;
    case json_error_numeric_overflow:
        return PROBLEM_JSON_NUMBER;
    default:
        return PROBLEM_JSON_SYNTAX;
    }
}

json_t *json_in_object(struct wire_bytes body, struct problem *problem)
{
    if (body.len == 0) {
        *problem = problem_of(PROBLEM_BODY_MISSING, NULL);
        return NULL;
    }
    json_error_t error;
    json_t *root = json_loadb((const char *)body.data, body.len, JSON_REJECT_DUPLICATES, &error);
    if (root == NULL) {
        *problem = problem_of(problem_of_parser(&error), NULL);
        problem->line = error.line > 0 ? (unsigned)error.line : 0;
        problem->column = error.column > 0 ? (unsigned)error.column : 0;
        return NULL;
    }
    if (!json_is_object(root)) {
        *problem = problem_of(PROBLEM_JSON_TYPE, NULL);
        json_decref(root);
        return NULL;
    }
    return root;
}

bool json_in_read(struct arena *arena, struct wire_bytes body, const struct json_field *fields,
                  void *into, struct problem *problem)
{
    const struct json_field whole = {.of = fields};
    json_t *root = json_in_object(body, problem);
    struct json_at at = {arena, problem, &whole, "", root, into};
    bool is_read = root != NULL && json_take_object(&at);
    json_decref(root);
    return is_read;
}
