/*
 * json_rounds.c — the tables of fields of the bodies of inspection rounds.
 */
#include "gateway/json_rounds.h"

#include "base/uuid.h"

enum {
    TITLE_MAX = 500,
    SYMBOL_MAX = 200,
    LABEL_MAX = 200,
    WORD_MAX = 40,
    OUTLINE_MAX = 20000,
    REASON_MAX = 4000,
    UNITS_MAX = 500,
    CRITERIA_MAX = 2000,
    MEMBERS_MAX = 100,
    EVIDENCE_MAX = 50,
    VERSION_MAX = 1000000,
    PAPERS_MAX = 50,
    SAMPLE_MAX = 50
};

#define WORDS(...)         ((const char *const[]){__VA_ARGS__, NULL})
#define ONE(...)           (&(const struct json_field){__VA_ARGS__})
#define INTO(type, member) offsetof(struct json_in_##type, member)

static bool take_seen(const struct json_at *at)
{
    json_int_t version = json_integer_value(at->value);
    bool is_version = json_is_integer(at->value) && version >= 0 && version <= VERSION_MAX;
    return is_version || json_in_refuse(at, PROBLEM_JSON_TYPE);
}

static bool take_sample_size(const struct json_at *at)
{
    json_int_t size = json_integer_value(at->value);
    bool is_size = json_is_integer(at->value) && size >= 0 && size <= SAMPLE_MAX;
    return is_size || json_in_refuse(at, PROBLEM_ROUND_SAMPLE);
}

static bool take_item(const struct json_at *at)
{
    const char *text = json_string_value(at->value);
    struct uuid id;
    return (text != NULL && uuid_parse(text, &id)) || json_in_refuse(at, PROBLEM_ID_FORMAT);
}

/* ---------------------------------------------------------------- rounds */

const struct json_field JSON_IN_ROUND[] = {
    {.name = "seen", .take = take_seen, .need = JSON_REQUIRED},
    {"kind", json_take_word, .need = JSON_REQUIRED,
     .words = WORDS("regular", "half_year", "year_end", "thematic", "signs"),
     .unless = PROBLEM_ROUND_KIND},
    {"form", json_take_word, .need = JSON_REQUIRED,
     .words = WORDS("on_site", "concentrated", "on_paper"), .unless = PROBLEM_ROUND_KIND},
    {"title", json_take_text, .need = JSON_REQUIRED, .most = TITLE_MAX},
    {"symbol", json_take_any_text, .most = SYMBOL_MAX},
    {.name = "dated", .take = json_take_day},
    {"authority", json_take_any_text, .most = LABEL_MAX},
    {"outline", json_take_any_text, .most = OUTLINE_MAX},
    {.name = "period_from", .take = json_take_day, .need = JSON_REQUIRED},
    {.name = "period_to", .take = json_take_day, .need = JSON_REQUIRED},
    {"papers", json_take_any_list, .most = PAPERS_MAX,
     .of = ONE(.take = json_take_text, .need = JSON_REQUIRED, .most = TITLE_MAX)},
    {.name = "report_due_on", .take = json_take_day},
    {.name = "sample_size", .take = take_sample_size},
    {"sample_by", json_take_word, .words = WORDS("unit", "team", "lot"),
     .unless = PROBLEM_SAMPLE_BY},
    {"peer_group", json_take_text, .most = LABEL_MAX},
    {"units", json_take_any_list, .most = UNITS_MAX, .of = ONE(.take = json_take_code)},
    {"criteria", json_take_any_list, .most = CRITERIA_MAX, .of = ONE(.take = json_take_code)},
    {.name = NULL}};

static const struct json_field DOCUMENT[] = {
    {"symbol", json_take_text, .need = JSON_REQUIRED, .most = SYMBOL_MAX},
    {.name = "dated", .take = json_take_day, .need = JSON_REQUIRED},
    {"title", json_take_any_text, .most = TITLE_MAX},
    {.name = NULL}};

const struct json_field JSON_IN_ROUND_STEP[] = {
    {"to", json_take_any_text, .need = JSON_REQUIRED, .into = INTO(round_step, to),
     .most = WORD_MAX},
    {"reason", json_take_any_text, .into = INTO(round_step, reason), .most = REASON_MAX},
    {"document", json_take_json, .into = INTO(round_step, document),
     .of = ONE(.take = json_take_object, .of = DOCUMENT)},
    {.name = NULL}};

/* ---------------------------------------------------------------- teams */

static const struct json_field MEMBER[] = {
    {.name = "username", .take = json_take_code, .need = JSON_REQUIRED},
    {"post", json_take_word, .need = JSON_REQUIRED, .words = WORDS("head", "secretary", "member"),
     .unless = PROBLEM_TEAM_POSTS},
    {"task", json_take_any_text, .most = REASON_MAX},
    {.name = NULL}};

static const struct json_field SUBJECT[] = {
    {.name = "unit", .take = json_take_code, .need = JSON_REQUIRED},
    {.name = "visited_on", .take = json_take_day},
    {.name = NULL}};

const struct json_field JSON_IN_TEAM[] = {
    {.name = "seen", .take = take_seen, .need = JSON_REQUIRED},
    {"name", json_take_text, .need = JSON_REQUIRED, .most = LABEL_MAX},
    {"members", json_take_list, .need = JSON_REQUIRED, .most = MEMBERS_MAX,
     .of = ONE(.take = json_take_object, .of = MEMBER)},
    {"units", json_take_any_list, .need = JSON_REQUIRED, .most = UNITS_MAX,
     .of = ONE(.take = json_take_object, .of = SUBJECT)},
    {.name = NULL}};

const struct json_field JSON_IN_TIE[] = {
    {"kind", json_take_word, .need = JSON_REQUIRED, .words = WORDS("member", "named"),
     .unless = PROBLEM_TIE_KIND},
    {.name = "unit", .take = json_take_code, .need = JSON_REQUIRED},
    {.name = "since", .take = json_take_day},
    {.name = "until", .take = json_take_day},
    {"reason", json_take_any_text, .most = REASON_MAX},
    {.name = NULL}};

/* ---------------------------------------------------------------- recommendations */

const struct json_field JSON_IN_RECOMMENDATION[] = {
    {"text", json_take_text, .need = JSON_REQUIRED, .most = REASON_MAX},
    {"measure", json_take_text, .need = JSON_REQUIRED, .most = REASON_MAX},
    {.name = "due_on", .take = json_take_day, .need = JSON_REQUIRED},
    {.name = "criterion", .take = json_take_code},
    {"units", json_take_any_list, .most = UNITS_MAX, .of = ONE(.take = json_take_code)},
    {.name = NULL}};

const struct json_field JSON_IN_RECOMMENDATION_ACT[] = {
    {"act", json_take_word, .need = JSON_REQUIRED,
     .words = WORDS("reported", "accepted", "returned", "extended"),
     .unless = PROBLEM_RECOMMENDATION_ACT},
    {"text", json_take_any_text, .most = REASON_MAX},
    {.name = "due_on", .take = json_take_day},
    {"evidence", json_take_any_list, .most = EVIDENCE_MAX, .of = ONE(.take = take_item)},
    {.name = NULL}};
