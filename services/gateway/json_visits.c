/*
 * json_visits.c — the tables of fields of the bodies of visits.
 */
#include "gateway/json_visits.h"

#include "base/decimal.h"
#include "base/uuid.h"

enum {
    KEY_MAX = 100,
    NOTE_MAX = 4000,
    LABEL_MAX = 500,
    TEXT_MAX = 50000,
    PHOTOS_MAX = 20,
    BASES_MAX = 50,
    VERSION_MAX = 1000000,
    FILES_MAX = 10,
    UNITS_MAX = 500,
    POINTS_STEP = DECIMAL_ONE / 100 /* the store keeps hundredths */
};

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define ONE(...)   (&(const struct json_field){__VA_ARGS__})

static bool take_version(const struct json_at *at)
{
    json_int_t version = json_integer_value(at->value);
    bool is_version = json_is_integer(at->value) && version >= 0 && version <= VERSION_MAX;
    return is_version || json_in_refuse(at, PROBLEM_JSON_TYPE);
}

static bool take_flag(const struct json_at *at)
{
    return json_is_boolean(at->value) || json_in_refuse(at, PROBLEM_JSON_TYPE);
}

static bool take_figure(const struct json_at *at)
{
    struct decimal figure;
    const char *text = json_string_value(at->value);
    bool is_figure = text != NULL && decimal_parse(text, &figure) && figure.raw >= 0;
    return is_figure || json_in_refuse(at, PROBLEM_VISIT_FIGURE);
}

static bool take_points(const struct json_at *at)
{
    struct decimal points;
    const char *text = json_string_value(at->value);
    bool is_exact = text != NULL && decimal_parse(text, &points) && points.raw % POINTS_STEP == 0;
    return is_exact || json_in_refuse(at, PROBLEM_POINTS_FORMAT);
}

/* ---------------------------------------------------------------- what inspectors record */

static const struct json_field PHOTO[] = {
    {.name = "upload", .take = json_take_id, .need = JSON_REQUIRED},
    {"caption", json_take_any_text, .most = LABEL_MAX},
    {"alt", json_take_text, .need = JSON_REQUIRED, .most = LABEL_MAX},
    {.name = NULL}};
static const struct json_field ONE_PHOTO = {.take = json_take_object, .of = PHOTO};

const struct json_field JSON_IN_VISIT_ENTRY[] = {
    {"item", json_take_text, .need = JSON_REQUIRED, .most = KEY_MAX},
    {"bases", json_take_any_list, .most = BASES_MAX, .of = ONE(.take = json_take_id)},
    {"mark", json_take_word, .need = JSON_REQUIRED,
     .words = WORDS("right", "wrong", "unclear", "skipped"), .unless = PROBLEM_VISIT_MARK},
    {"note", json_take_any_text, .most = NOTE_MAX},
    {.name = "figure", .take = take_figure},
    {"photos", json_take_any_list, .most = PHOTOS_MAX, .of = &ONE_PHOTO},
    {.name = "made_at", .take = json_take_moment, .need = JSON_REQUIRED},
    {.name = NULL}};

const struct json_field JSON_IN_VISIT_FINDING[] = {
    {"severity", json_take_word, .need = JSON_REQUIRED,
     .words = WORDS("hint", "warning", "error", "fatal"), .unless = PROBLEM_VISIT_SEVERITY},
    {"text", json_take_text, .need = JSON_REQUIRED, .most = NOTE_MAX},
    {"cause", json_take_any_text, .most = NOTE_MAX},
    {"place", json_take_any_text, .most = LABEL_MAX},
    {.name = "criterion", .take = json_take_code},
    {.name = "evidence", .take = json_take_id},
    {.name = "lowers_to", .take = take_points},
    {"reason", json_take_any_text, .most = NOTE_MAX},
    {"photos", json_take_any_list, .most = PHOTOS_MAX, .of = &ONE_PHOTO},
    {.name = "made_at", .take = json_take_moment, .need = JSON_REQUIRED},
    {.name = NULL}};

const struct json_field JSON_IN_VISIT_WITHDRAWAL[] = {{"reason", json_take_text,
                                                       .need = JSON_REQUIRED, .most = NOTE_MAX,
                                                       .unless = PROBLEM_REASON_MISSING},
                                                      {.name = NULL}};

/* ---------------------------------------------------------------- the minutes */

const struct json_field JSON_IN_VISIT_MINUTES[] = {
    {.name = "seen", .take = take_version, .need = JSON_REQUIRED},
    {.name = "held_on", .take = json_take_day, .need = JSON_REQUIRED},
    {"place", json_take_any_text, .most = LABEL_MAX},
    {"team", json_take_any_text, .most = NOTE_MAX},
    {"unit", json_take_any_text, .most = NOTE_MAX},
    {"text", json_take_text, .need = JSON_REQUIRED, .most = TEXT_MAX},
    {.name = NULL}};

const struct json_field JSON_IN_VISIT_ACT[] = {
    {"act", json_take_word, .need = JSON_REQUIRED,
     .words = WORDS("signed", "confirmed", "objected", "locked"), .unless = PROBLEM_VISIT_ACT},
    {.name = "version", .take = take_version, .need = JSON_REQUIRED},
    {"text", json_take_any_text, .most = NOTE_MAX},
    {.name = NULL}};

/* ---------------------------------------------------------------- before the visit */

static const struct json_field UPLOAD[] = {
    {.name = "id", .take = json_take_id, .need = JSON_REQUIRED}, {.name = NULL}};

const struct json_field JSON_IN_SELF_REPORT[] = {
    {"uploads", json_take_list, .need = JSON_REQUIRED, .most = FILES_MAX,
     .of = ONE(.take = json_take_object, .of = UPLOAD)},
    {"note", json_take_any_text, .most = NOTE_MAX},
    {.name = NULL}};

static const struct json_field GRASSROOTS[] = {{.name = "code", .take = json_take_code},
                                               {"name", json_take_any_text, .most = LABEL_MAX},
                                               {.name = NULL}};

const struct json_field JSON_IN_SAMPLE[] = {
    {.name = "seen", .take = take_version, .need = JSON_REQUIRED},
    {"units", json_take_any_list, .most = UNITS_MAX,
     .of = ONE(.take = json_take_object, .of = GRASSROOTS)},
    {.name = "draw", .take = take_flag},
    {"reason", json_take_any_text, .most = NOTE_MAX},
    {.name = NULL}};
