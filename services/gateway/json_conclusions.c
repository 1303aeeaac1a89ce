/*
 * json_conclusions.c — the tables of fields of the bodies of conclusions.
 */
#include "gateway/json_conclusions.h"

enum { LINES_MAX = 500, TEXT_MAX = 4000, SYMBOL_MAX = 200, KEY_MAX = 200, VERSION_MAX = 1000000 };

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define ONE(...)   (&(const struct json_field){__VA_ARGS__})

static bool take_version(const struct json_at *at)
{
    json_int_t version = json_integer_value(at->value);
    bool is_version = json_is_integer(at->value) && version >= 0 && version <= VERSION_MAX;
    return is_version || json_in_refuse(at, PROBLEM_JSON_TYPE);
}

static const struct json_field LINE[] = {
    {"section", json_take_word, .need = JSON_REQUIRED,
     .words = WORDS("strength", "limit", "recommendation"), .unless = PROBLEM_CONCLUSION_SECTION},
    {"text", json_take_text, .need = JSON_REQUIRED, .most = TEXT_MAX},
    {"fact", json_take_text, .most = KEY_MAX},
    {.name = "unit", .take = json_take_code},
    {.name = "criterion", .take = json_take_code},
    {"measure", json_take_text, .most = TEXT_MAX},
    {.name = "due_on", .take = json_take_day},
    {.name = NULL}};

const struct json_field JSON_IN_CONCLUSION[] = {
    {.name = "seen", .take = take_version, .need = JSON_REQUIRED},
    {"lines", json_take_any_list, .need = JSON_REQUIRED, .most = LINES_MAX,
     .of = ONE(.take = json_take_object, .of = LINE)},
    {.name = NULL}};

const struct json_field JSON_IN_CONCLUSION_ISSUE[] = {
    {.name = "version", .take = take_version, .need = JSON_REQUIRED},
    {"symbol", json_take_text, .need = JSON_REQUIRED, .most = SYMBOL_MAX},
    {.name = "dated", .take = json_take_day, .need = JSON_REQUIRED},
    {.name = NULL}};
