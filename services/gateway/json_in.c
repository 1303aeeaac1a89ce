/*
 * json_in.c — from JSON to evidence.v1.Submission by one table of fields.
 */
#include "gateway/json_in.h"

#include <string.h>

#include <jansson.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/hash.h"
#include "base/uuid.h"

enum {
    CODE_MAX = 40,
    CRITERIA_MAX = 50,
    FIGURES_MAX = 100,
    FILES_MAX = 50,
    FIGURE_NAME_MAX = 200,
    FIGURE_VALUE_MAX = 40,
    REVISION_MAX = 1000000
};

/* numeric(18,4): what the store can hold, in ten-thousandths. */
static const int64_t FIGURE_RAW_LIMIT = 1000000000000000000;

struct reader {
    struct arena *arena;
    struct problem *problem;
    Evidence__V1__Submission *into;
    bool may_date_back;
};

struct field;
typedef bool read_fn(struct reader *self, const struct field *field, const json_t *value);

struct field {
    const char *name;
    read_fn *read;
    size_t offset; /* of a text in Evidence__V1__Submission */
    size_t max;    /* bytes */
    bool is_required;
};

static bool refuse(struct reader *self, enum problem_id id, const char *field)
{
    *self->problem = problem_of(id, field);
    return false;
}

bool json_in_is_code(const char *text)
{
    size_t len = strlen(text);
    if (len == 0 || len > CODE_MAX || strchr("._-", text[0]) != NULL) {
        return false;
    }
    return strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") == len;
}

static char *copy(struct reader *self, const json_t *value)
{
    return arena_text(self->arena, json_string_value(value), json_string_length(value));
}

static char **slot(struct reader *self, const struct field *field)
{
    return (char **)(void *)((char *)self->into + field->offset);
}

static bool read_text(struct reader *self, const struct field *field, const json_t *value)
{
    if (!json_is_string(value)) {
        return refuse(self, PROBLEM_JSON_TYPE, field->name);
    }
    if (json_string_length(value) > field->max) {
        return refuse(self, PROBLEM_FIELD_TOO_LONG, field->name);
    }
    if (field->is_required && json_string_length(value) == 0) {
        return refuse(self, PROBLEM_FIELD_MISSING, field->name);
    }
    *slot(self, field) = copy(self, value);
    return true;
}

static bool read_code(struct reader *self, const struct field *field, const json_t *value)
{
    if (!read_text(self, field, value)) {
        return false;
    }
    return json_in_is_code(json_string_value(value)) ||
           refuse(self, PROBLEM_CODE_FORMAT, field->name);
}

static bool read_kind(struct reader *self, const struct field *field, const json_t *value)
{
    static const char *const KINDS[] = {"document", "article", "photo", "figures",
                                        "report",   "list",    "other"};
    if (!read_text(self, field, value)) {
        return false;
    }
    for (size_t i = 0; i < sizeof(KINDS) / sizeof(KINDS[0]); i++) {
        if (strcmp(json_string_value(value), KINDS[i]) == 0) {
            return true;
        }
    }
    return refuse(self, PROBLEM_KIND_UNKNOWN, field->name);
}

static bool looks_like_date(const char *text)
{
    for (size_t i = 0; i < DATE_TEXT - 1; i++) {
        bool is_right = i == 4 || i == 7 ? text[i] == '-' : text[i] >= '0' && text[i] <= '9';
        if (!is_right) {
            return false;
        }
    }
    return text[DATE_TEXT - 1] == '\0';
}

static bool read_date(struct reader *self, const struct field *field, const json_t *value)
{
    if (!read_text(self, field, value)) {
        return false;
    }
    const char *text = json_string_value(value);
    if (!looks_like_date(text)) {
        return refuse(self, PROBLEM_DATE_FORMAT, field->name);
    }
    date_days day;
    if (!date_parse(text, &day) || strcmp(text, "1900") < 0) {
        return refuse(self, PROBLEM_DATE_INVALID, field->name);
    }
    return true;
}

static bool read_received_on(struct reader *self, const struct field *field, const json_t *value)
{
    if (!self->may_date_back) {
        return refuse(self, PROBLEM_RECEIVED_ON_FORBIDDEN, field->name);
    }
    return read_date(self, field, value);
}

static bool read_id(struct reader *self, const struct field *field, const json_t *value)
{
    struct uuid id;
    if (!json_is_string(value)) {
        return refuse(self, PROBLEM_JSON_TYPE, field->name);
    }
    if (!uuid_parse(json_string_value(value), &id)) {
        return refuse(self, PROBLEM_ID_FORMAT, field->name);
    }
    self->into->evidence_id.data = arena_copy(self->arena, id.bytes, sizeof(id.bytes));
    self->into->evidence_id.len = sizeof(id.bytes);
    return true;
}

static bool read_revision(struct reader *self, const struct field *field, const json_t *value)
{
    if (!json_is_integer(value)) {
        return refuse(self, PROBLEM_JSON_TYPE, field->name);
    }
    json_int_t number = json_integer_value(value);
    if (number < 1 || number > REVISION_MAX) {
        return refuse(self, PROBLEM_REVISION_BASE, field->name);
    }
    self->into->base_revision = (uint32_t)number;
    return true;
}

/* A kept file is one without a name: the route finds it in what was filed before. */
static bool read_keep_files(struct reader *self, const struct field *field, const json_t *value)
{
    size_t count = json_array_size(value);
    if (!json_is_array(value) || count > FILES_MAX) {
        return refuse(self, count > FILES_MAX ? PROBLEM_FIELD_TOO_MANY : PROBLEM_JSON_TYPE,
                      field->name);
    }
    self->into->files = arena_zero(self->arena, count * sizeof(Evidence__V1__File *));
    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_array_get(value, i);
        struct hash hash;
        if (!json_is_string(item) || !hash_parse(json_string_value(item), &hash)) {
            return refuse(self, json_is_string(item) ? PROBLEM_FILE_KEPT : PROBLEM_JSON_TYPE,
                          arena_print(self->arena, "%s[%zu]", field->name, i));
        }
        Evidence__V1__File *file = arena_alloc(self->arena, sizeof(*file));
        evidence__v1__file__init(file);
        file->hash.data = arena_copy(self->arena, hash.bytes, sizeof(hash.bytes));
        file->hash.len = sizeof(hash.bytes);
        self->into->files[i] = file;
    }
    self->into->n_files = count;
    return true;
}

static bool read_criteria(struct reader *self, const struct field *field, const json_t *value)
{
    if (!json_is_array(value)) {
        return refuse(self, PROBLEM_JSON_TYPE, field->name);
    }
    size_t count = json_array_size(value);
    if (count == 0 || count > CRITERIA_MAX) {
        return refuse(self, count == 0 ? PROBLEM_FIELD_MISSING : PROBLEM_FIELD_TOO_MANY,
                      field->name);
    }
    self->into->criteria = arena_zero(self->arena, count * sizeof(char *));
    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_array_get(value, i);
        bool is_text = json_is_string(item);
        if (!is_text || !json_in_is_code(json_string_value(item))) {
            return refuse(self, is_text ? PROBLEM_CODE_FORMAT : PROBLEM_JSON_TYPE,
                          arena_print(self->arena, "%s[%zu]", field->name, i));
        }
        self->into->criteria[i] = copy(self, item);
    }
    self->into->n_criteria = count;
    return true;
}

/* Only text and integers: a JSON number with a point has been through binary by
 * the time we see it. */
static bool read_figure_value(struct reader *self, const char *place, const json_t *value,
                              char **out)
{
    const char *text = json_string_value(value);
    if (json_is_integer(value)) {
        text = arena_print(self->arena, "%lld", (long long)json_integer_value(value));
    } else if (json_is_real(value)) {
        return refuse(self, PROBLEM_DECIMAL_FORMAT, place);
    } else if (text == NULL) {
        return refuse(self, PROBLEM_JSON_TYPE, place);
    }
    struct decimal decimal;
    if (strlen(text) > FIGURE_VALUE_MAX || !decimal_parse(text, &decimal)) {
        return refuse(self, PROBLEM_DECIMAL_FORMAT, place);
    }
    if (decimal.raw <= -FIGURE_RAW_LIMIT || decimal.raw >= FIGURE_RAW_LIMIT) {
        return refuse(self, PROBLEM_JSON_NUMBER, place);
    }
    *out = arena_text(self->arena, text, strlen(text));
    return true;
}

static bool read_figure(struct reader *self, const char *place, const json_t *value,
                        Evidence__V1__Figure *into)
{
    if (!json_is_object(value)) {
        return refuse(self, PROBLEM_JSON_TYPE, place);
    }
    const char *key;
    const json_t *part;
    json_object_foreach((json_t *)(uintptr_t)value, key, part)
    {
        const char *field = arena_print(self->arena, "%s.%.80s", place, key);
        if (strcmp(key, "name") == 0) {
            if (!json_is_string(part)) {
                return refuse(self, PROBLEM_JSON_TYPE, field);
            }
            if (json_string_length(part) > FIGURE_NAME_MAX) {
                return refuse(self, PROBLEM_FIELD_TOO_LONG, field);
            }
            into->name = copy(self, part);
        } else if (strcmp(key, "value") == 0) {
            if (!read_figure_value(self, field, part, &into->value)) {
                return false;
            }
        } else {
            return refuse(self, PROBLEM_JSON_UNKNOWN_FIELD, field);
        }
    }
    if (into->name[0] == '\0' || into->value[0] == '\0') {
        return refuse(
            self, PROBLEM_FIELD_MISSING,
            arena_print(self->arena, "%s.%s", place, into->name[0] == '\0' ? "name" : "value"));
    }
    return true;
}

static bool read_figures(struct reader *self, const struct field *field, const json_t *value)
{
    if (!json_is_array(value)) {
        return refuse(self, PROBLEM_JSON_TYPE, field->name);
    }
    size_t count = json_array_size(value);
    if (count > FIGURES_MAX) {
        return refuse(self, PROBLEM_FIELD_TOO_MANY, field->name);
    }
    self->into->figures = arena_zero(self->arena, count * sizeof(Evidence__V1__Figure *));
    for (size_t i = 0; i < count; i++) {
        Evidence__V1__Figure *figure = arena_alloc(self->arena, sizeof(*figure));
        evidence__v1__figure__init(figure);
        const char *place = arena_print(self->arena, "%s[%zu]", field->name, i);
        if (!read_figure(self, place, json_array_get(value, i), figure)) {
            return false;
        }
        self->into->figures[i] = figure;
    }
    self->into->n_figures = count;
    return true;
}

#define TEXT(member) offsetof(Evidence__V1__Submission, member)

static const struct field FIELDS[] = {
    {"campaign", read_code, TEXT(campaign), CODE_MAX, true},
    {"unit", read_code, TEXT(unit), CODE_MAX, true},
    {"criteria", read_criteria, 0, 0, true},
    {"kind", read_kind, TEXT(kind), 20, true},
    {"title", read_text, TEXT(title), 2000, true},
    {"occurred_on", read_date, TEXT(occurred_on), 40, true},
    {"document_symbol", read_text, TEXT(document_symbol), 200, false},
    {"link", read_text, TEXT(link), 2000, false},
    {"text", read_text, TEXT(text), SIZE_MAX, false},
    {"figures", read_figures, 0, 0, false},
    {"id", read_id, 0, 0, false},
    {"base_revision", read_revision, 0, 0, false},
    {"keep_files", read_keep_files, 0, 0, false},
    {"received_on", read_received_on, TEXT(received_on), 40, false},
};

enum { FIELD_COUNT = sizeof(FIELDS) / sizeof(FIELDS[0]) };

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

static const struct field *find_field(const char *name, size_t *at)
{
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (strcmp(FIELDS[i].name, name) == 0) {
            *at = i;
            return &FIELDS[i];
        }
    }
    return NULL;
}

static bool read_fields(struct reader *self, const json_t *root)
{
    bool is_there[FIELD_COUNT] = {false};
    const char *key;
    const json_t *value;
    json_object_foreach((json_t *)(uintptr_t)root, key, value)
    {
        size_t at = 0;
        const struct field *field = find_field(key, &at);
        if (field == NULL) {
            return refuse(self, PROBLEM_JSON_UNKNOWN_FIELD, arena_print(self->arena, "%.80s", key));
        }
        if (json_is_null(value)) {
            continue; /* null says what absence says */
        }
        is_there[at] = true;
        if (!field->read(self, field, value)) {
            return false;
        }
    }
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (FIELDS[i].is_required && !is_there[i]) {
            return refuse(self, PROBLEM_FIELD_MISSING, FIELDS[i].name);
        }
    }
    if ((self->into->evidence_id.len > 0) != (self->into->base_revision > 0)) {
        return refuse(self, PROBLEM_REVISION_BASE,
                      self->into->base_revision > 0 ? "id" : "base_revision");
    }
    if (self->into->n_files > 0 && self->into->evidence_id.len == 0) {
        return refuse(self, PROBLEM_REVISION_BASE, "id");
    }
    return true;
}

bool json_in_submission(struct arena *arena, struct wire_bytes body, bool may_date_back,
                        Evidence__V1__Submission **out, struct problem *problem)
{
    json_t *root = json_in_object(body, problem);
    if (root == NULL) {
        return false;
    }
    Evidence__V1__Submission *submission = arena_alloc(arena, sizeof(*submission));
    evidence__v1__submission__init(submission);
    struct reader reader = {arena, problem, submission, may_date_back};
    bool is_read = read_fields(&reader, root);
    json_decref(root);
    *out = submission;
    return is_read;
}

static bool read_login(struct reader *self, const json_t *root, struct json_in_login *out)
{
    const char *key;
    const json_t *value;
    *out = (struct json_in_login){NULL, NULL};
    json_object_foreach((json_t *)(uintptr_t)root, key, value)
    {
        bool is_name = strcmp(key, "username") == 0;
        if (!is_name && strcmp(key, "password") != 0) {
            return refuse(self, PROBLEM_JSON_UNKNOWN_FIELD, arena_print(self->arena, "%.80s", key));
        }
        if (!json_is_string(value)) {
            return refuse(self, PROBLEM_JSON_TYPE, is_name ? "username" : "password");
        }
        if (json_string_length(value) > (is_name ? 200 : 1000)) {
            return refuse(self, PROBLEM_FIELD_TOO_LONG, is_name ? "username" : "password");
        }
        char *text = copy(self, value);
        if (is_name) {
            out->username = text;
        } else {
            out->password = text;
        }
    }
    if (out->username == NULL || out->password == NULL) {
        return refuse(self, PROBLEM_FIELD_MISSING, out->username == NULL ? "username" : "password");
    }
    return true;
}

bool json_in_login(struct arena *arena, struct wire_bytes body, struct json_in_login *out,
                   struct problem *problem)
{
    json_t *root = json_in_object(body, problem);
    if (root == NULL) {
        return false;
    }
    struct reader reader = {arena, problem, NULL, false};
    bool is_read = read_login(&reader, root, out);
    json_decref(root);
    return is_read;
}
