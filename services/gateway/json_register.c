/*
 * json_register.c — the tables of fields of the bodies of the register.
 */
#include "gateway/json_register.h"

enum {
    TYPE_MAX = 6,
    ISSUER_MAX = 32,
    LABEL_MAX = 200,
    TEXT_MAX = 2000,
    REASON_MAX = 4000,
    COUNT_MAX = 50,
    NUMBER_MAX = 99999
};

#define WORDS(...)   ((const char *const[]){__VA_ARGS__, NULL})
#define INTO(member) offsetof(struct json_in_register_book, member)

static bool is_between(const struct json_at *at, json_int_t most)
{
    json_int_t number = json_integer_value(at->value);
    return json_is_integer(at->value) && number >= 1 && number <= most;
}

static bool take_number(const struct json_at *at)
{
    return is_between(at, NUMBER_MAX) || json_in_refuse(at, PROBLEM_JSON_TYPE);
}

static bool take_count(const struct json_at *at)
{
    return is_between(at, COUNT_MAX) || json_in_refuse(at, PROBLEM_REGISTER_COUNT);
}

const struct json_field JSON_IN_REGISTER_BOOK[] = {
    {.name = "unit", .take = json_take_code, .need = JSON_REQUIRED, .into = INTO(unit)},
    {"issuer", json_take_text, .need = JSON_REQUIRED, .into = INTO(issuer), .most = ISSUER_MAX},
    {"issuer_name", json_take_text, .need = JSON_REQUIRED, .into = INTO(issuer_name),
     .most = LABEL_MAX},
    {"type", json_take_text, .need = JSON_REQUIRED, .into = INTO(type), .most = TYPE_MAX},
    {"term", json_take_text, .need = JSON_REQUIRED, .into = INTO(term), .most = LABEL_MAX},
    {.name = "term_from", .take = json_take_day, .need = JSON_REQUIRED, .into = INTO(term_from)},
    {.name = "term_to", .take = json_take_day, .into = INTO(term_to)},
    {.name = "first_number", .take = take_number},
    {.name = NULL}};

/* The object to which a paper belongs. */
static const struct json_field ABOUT[] = {
    {"kind", json_take_word, .need = JSON_REQUIRED,
     .words = WORDS("round", "conclusion", "publication"), .unless = PROBLEM_REGISTER_ABOUT_KIND},
    {.name = "campaign", .take = json_take_code, .need = JSON_REQUIRED},
    {.name = "code", .take = json_take_code},
    {.name = NULL}};

const struct json_field JSON_IN_REGISTER_TAKE[] = {
    {"state", json_take_word, .words = WORDS("reserved", "issued"),
     .unless = PROBLEM_REGISTER_STATE_WORD},
    {"subject", json_take_text, .need = JSON_REQUIRED, .most = TEXT_MAX},
    {.name = "dated", .take = json_take_day},
    {"signer", json_take_any_text, .most = LABEL_MAX},
    {"recipients", json_take_any_text, .most = TEXT_MAX},
    {"department", json_take_any_text, .most = ISSUER_MAX},
    {.name = "count", .take = take_count},
    {.name = "behind", .take = take_number},
    {.name = "about", .take = json_take_object, .of = ABOUT},
    {.name = NULL}};

const struct json_field JSON_IN_REGISTER_ISSUE[] = {
    {"subject", json_take_text, .need = JSON_REQUIRED, .most = TEXT_MAX},
    {.name = "dated", .take = json_take_day, .need = JSON_REQUIRED},
    {"signer", json_take_any_text, .most = LABEL_MAX},
    {"recipients", json_take_any_text, .most = TEXT_MAX},
    {.name = "about", .take = json_take_object, .of = ABOUT},
    {.name = NULL}};

const struct json_field JSON_IN_REGISTER_CANCEL[] = {
    {"reason", json_take_any_text, .need = JSON_REQUIRED, .most = REASON_MAX}, {.name = NULL}};
