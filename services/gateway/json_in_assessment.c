/*
 * json_in_assessment.c — scores, steps, answers and settings from outside, by tables of fields.
 */
#include "gateway/json_in.h"

#include <string.h>

#include <jansson.h>

#include "base/date.h"
#include "base/decimal.h"

enum { SCORES_MAX = 2000, REASON_MAX = 4000, WORD_MAX = 40, SYMBOL_MAX = 200 };
enum { POINTS_STEP = DECIMAL_ONE / 100 }; /* the store keeps hundredths */

struct shape;
typedef enum problem_id check_fn(const json_t *value);

/* One field of an object: its name, what its value must be, whether it must be there. */
struct shape {
    const char *name;
    check_fn *check;
    bool is_required;
};

static enum problem_id text_of(const json_t *value, size_t max)
{
    if (!json_is_string(value)) {
        return PROBLEM_JSON_TYPE;
    }
    return json_string_length(value) > max ? PROBLEM_FIELD_TOO_LONG : PROBLEM_NONE;
}

static enum problem_id check_reason(const json_t *value)
{
    return text_of(value, REASON_MAX);
}

static enum problem_id check_symbol(const json_t *value)
{
    return text_of(value, SYMBOL_MAX);
}

static enum problem_id check_word(const json_t *value)
{
    return text_of(value, WORD_MAX);
}

static enum problem_id check_answer(const json_t *value)
{
    static const char *const ANSWERS[] = {"explained", "accepted", "reopened"};
    for (size_t i = 0; json_is_string(value) && i < sizeof(ANSWERS) / sizeof(ANSWERS[0]); i++) {
        if (strcmp(json_string_value(value), ANSWERS[i]) == 0) {
            return PROBLEM_NONE;
        }
    }
    return json_is_string(value) ? PROBLEM_ANSWER_UNKNOWN : PROBLEM_JSON_TYPE;
}

/* As validation.v1.Severity counts them; 0: none of them. */
static int severity_of(const json_t *value)
{
    static const char *const NAMES[] = {"hint", "warning", "error", "fatal"};
    const char *name = json_string_value(value);
    for (int i = 0; name != NULL && i < (int)(sizeof(NAMES) / sizeof(NAMES[0])); i++) {
        if (strcmp(NAMES[i], name) == 0) {
            return i + 1;
        }
    }
    return 0;
}

static enum problem_id check_severity(const json_t *value)
{
    return severity_of(value) > 0 ? PROBLEM_NONE : PROBLEM_SEVERITY_UNKNOWN;
}

static enum problem_id check_code(const json_t *value)
{
    enum problem_id problem = text_of(value, WORD_MAX);
    return problem == PROBLEM_NONE && !json_in_is_code(json_string_value(value))
               ? PROBLEM_CODE_FORMAT
               : problem;
}

static enum problem_id check_points(const json_t *value)
{
    struct decimal points;
    if (!json_is_string(value)) {
        return PROBLEM_POINTS_FORMAT;
    }
    bool is_exact =
        decimal_parse(json_string_value(value), &points) && points.raw % POINTS_STEP == 0;
    return is_exact ? PROBLEM_NONE : PROBLEM_POINTS_FORMAT;
}

static enum problem_id check_date(const json_t *value)
{
    date_days day;
    enum problem_id problem = text_of(value, WORD_MAX);
    return problem == PROBLEM_NONE && !date_parse(json_string_value(value), &day)
               ? PROBLEM_DATE_FORMAT
               : problem;
}

static enum problem_id check_flag(const json_t *value)
{
    return json_is_boolean(value) ? PROBLEM_NONE : PROBLEM_JSON_TYPE;
}

static enum problem_id check_count(const json_t *value)
{
    return json_is_integer(value) && json_integer_value(value) > 0 ? PROBLEM_NONE
                                                                   : PROBLEM_JSON_TYPE;
}

static enum problem_id check_object(const json_t *value)
{
    return json_is_object(value) ? PROBLEM_NONE : PROBLEM_JSON_TYPE;
}

static enum problem_id check_list(const json_t *value)
{
    if (!json_is_array(value)) {
        return PROBLEM_JSON_TYPE;
    }
    return json_array_size(value) == 0            ? PROBLEM_FIELD_MISSING
           : json_array_size(value) > SCORES_MAX ? PROBLEM_FIELD_TOO_MANY
                                                  : PROBLEM_NONE;
}

static const struct shape SCORES[] = {{"scores", check_list, true}, {NULL, NULL, false}};
static const struct shape SCORE[] = {{"criterion", check_code, true},
                                     {"value", check_points, true},
                                     {"reason", check_reason, false},
                                     {NULL, NULL, false}};
static const struct shape STEP[] = {{"to", check_word, true},
                                    {"reason", check_reason, false},
                                    {"minutes", check_object, false},
                                    {"fill", check_flag, false},
                                    {NULL, NULL, false}};
static const struct shape MINUTES[] = {{"symbol", check_symbol, true},
                                       {"held_on", check_date, true},
                                       {"present", check_count, false},
                                       {"note", check_reason, false},
                                       {NULL, NULL, false}};

static const struct shape ANSWER[] = {{"answer", check_answer, true},
                                      {"reason", check_reason, true},
                                      {NULL, NULL, false}};

static const struct shape CHECK[] = {{"off", check_flag, false},
                                     {"severity", check_severity, false},
                                     {"parameters", check_object, false},
                                     {"seen", check_word, false},
                                     {NULL, NULL, false}};
static const struct shape TRIAL[] = {{"off", check_flag, false},
                                     {"severity", check_severity, false},
                                     {"parameters", check_object, false},
                                     {"on", check_code, false},
                                     {NULL, NULL, false}};

static const struct shape *find(const struct shape *shapes, const char *name)
{
    for (; shapes->name != NULL; shapes++) {
        if (strcmp(shapes->name, name) == 0) {
            return shapes;
        }
    }
    return NULL;
}

/* Whether the object has the fields that it must have, and no others.  `place` is put before
 * the names of its fields. */
static bool fits(struct arena *arena, const json_t *object, const struct shape *shapes,
                 const char *place, struct problem *problem)
{
    const char *key;
    const json_t *value;
    if (!json_is_object(object)) {
        *problem = problem_of(PROBLEM_JSON_TYPE, place);
        return false;
    }
    json_object_foreach((json_t *)(uintptr_t)object, key, value)
    {
        const struct shape *shape = find(shapes, key);
        enum problem_id id = shape == NULL ? PROBLEM_JSON_UNKNOWN_FIELD
                             : json_is_null(value) && !shape->is_required
                                 ? PROBLEM_NONE
                                 : shape->check(value);
        if (id != PROBLEM_NONE) {
            *problem = problem_of(id, arena_print(arena, "%s%.80s", place, key));
            return false;
        }
    }
    for (; shapes->name != NULL; shapes++) {
        if (shapes->is_required && json_object_get(object, shapes->name) == NULL) {
            *problem = problem_of(PROBLEM_FIELD_MISSING,
                                  arena_print(arena, "%s%s", place, shapes->name));
            return false;
        }
    }
    return true;
}

static const char *print(struct arena *arena, const json_t *value)
{
    size_t len = json_dumpb(value, NULL, 0, JSON_COMPACT);
    char *text = arena_alloc(arena, len + 1);
    (void)json_dumpb(value, text, len, JSON_COMPACT);
    text[len] = '\0';
    return text;
}

static bool scores_fit(struct arena *arena, const json_t *list, struct problem *problem)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (!fits(arena, json_array_get(list, i), SCORE, arena_print(arena, "scores[%zu].", i),
                  problem)) {
            return false;
        }
    }
    return true;
}

bool json_in_scores(struct arena *arena, struct wire_bytes body, const char **out,
                    struct problem *problem)
{
    json_t *root = json_in_object(body, problem);
    bool is_good = root != NULL && fits(arena, root, SCORES, "", problem) &&
                   scores_fit(arena, json_object_get(root, "scores"), problem);
    if (is_good) {
        *out = print(arena, json_object_get(root, "scores"));
    }
    json_decref(root);
    return is_good;
}

static const char *text_in(struct arena *arena, const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    return json_is_string(value)
               ? arena_text(arena, json_string_value(value), json_string_length(value))
               : "";
}

bool json_in_step(struct arena *arena, struct wire_bytes body, struct json_in_step *out,
                  struct problem *problem)
{
    json_t *root = json_in_object(body, problem);
    const json_t *minutes = json_object_get(root, "minutes");
    bool is_good =
        root != NULL && fits(arena, root, STEP, "", problem) &&
        (!json_is_object(minutes) || fits(arena, minutes, MINUTES, "minutes.", problem));
    if (is_good) {
        *out = (struct json_in_step){
            .to = text_in(arena, root, "to"),
            .reason = text_in(arena, root, "reason"),
            .minutes = json_is_object(minutes) ? print(arena, minutes) : NULL,
            .is_filled = json_is_true(json_object_get(root, "fill")),
        };
    }
    json_decref(root);
    return is_good;
}

bool json_in_answer(struct arena *arena, struct wire_bytes body, struct json_in_answer *out,
                    struct problem *problem)
{
    json_t *root = json_in_object(body, problem);
    bool is_good = root != NULL && fits(arena, root, ANSWER, "", problem);
    if (is_good) {
        *out = (struct json_in_answer){.answer = text_in(arena, root, "answer"),
                                       .reason = text_in(arena, root, "reason")};
    }
    json_decref(root);
    return is_good;
}

/* NULL: it is not there. */
static const char *word_in(struct arena *arena, const json_t *object, const char *name)
{
    const char *word = json_string_value(json_object_get(object, name));
    return word != NULL ? arena_text(arena, word, strlen(word)) : NULL;
}

static bool read_wish(struct arena *arena, struct wire_bytes body, const struct shape *shapes,
                      struct json_in_check *out, struct problem *problem)
{
    json_t *root = json_in_object(body, problem);
    bool is_good = root != NULL && fits(arena, root, shapes, "", problem);
    if (is_good) {
        const json_t *parameters = json_object_get(root, "parameters");
        *out = (struct json_in_check){
            .is_off = json_is_true(json_object_get(root, "off")),
            .severity = severity_of(json_object_get(root, "severity")),
            .parameters = json_is_object(parameters) ? print(arena, parameters) : "{}",
            .seen = word_in(arena, root, "seen"),
            .on = word_in(arena, root, "on")};
    }
    json_decref(root);
    return is_good;
}

bool json_in_check(struct arena *arena, struct wire_bytes body, struct json_in_check *out,
                   struct problem *problem)
{
    return read_wish(arena, body, CHECK, out, problem);
}

bool json_in_trial(struct arena *arena, struct wire_bytes body, struct json_in_check *out,
                   struct problem *problem)
{
    return read_wish(arena, body, TRIAL, out, problem);
}
