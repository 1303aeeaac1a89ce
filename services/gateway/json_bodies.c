/*
 * json_bodies.c — the tables of fields of the bodies; evidence itself is in json_submission.c.
 */
#include "gateway/json_bodies.h"

#include "base/decimal.h"
#include "checks/engine/severity.h"

enum {
    SCORES_MAX = 2000,
    AREAS_MAX = 20,
    KEY_UNITS_MAX = 500,
    REASON_MAX = 4000,
    WORD_MAX = 40,
    FULL_NAME_MAX = 200,
    EMAIL_MAX = 200,
    PASSWORD_MAX = 200,
    TOKEN_MAX = 100,
    SYMBOL_MAX = 200,
    FEED_MAX = 1000,
    CATEGORIES_MAX = 100,
    SITES_MAX = 50,
    SITE_MAX = 300,
    MEETING_MAX = 100,
    MEMBERS_MAX = 10000000,
    NUMBER_MAX = 10000000,
    CELL_MAX = 20000,
    CELLS_AT_ONCE = 500,
    POINTS_STEP = DECIMAL_ONE / 100 /* the store keeps hundredths */
};

#define WORDS(...)         ((const char *const[]){__VA_ARGS__, NULL})
#define ONE(...)           (&(const struct json_field){__VA_ARGS__})
#define INTO(type, member) offsetof(struct json_in_##type, member)

/* ---------------------------------------------------------------- values of their own */

static bool take_anything(const struct json_at *at)
{
    (void)at;
    return true;
}

static bool take_points(const struct json_at *at)
{
    struct decimal points;
    const char *text = json_string_value(at->value);
    bool is_exact = text != NULL && decimal_parse(text, &points) && points.raw % POINTS_STEP == 0;
    return is_exact || json_in_refuse(at, PROBLEM_POINTS_FORMAT);
}

static bool take_count(const struct json_at *at)
{
    return json_integer_value(at->value) > 0 || json_in_refuse(at, PROBLEM_JSON_TYPE);
}

/* The number of a row, of a cell from 0, or of a version. */
static bool take_number(const struct json_at *at)
{
    json_int_t number = json_integer_value(at->value);
    if (!json_is_integer(at->value) || number < 0 || number > NUMBER_MAX) {
        return json_in_refuse(at, PROBLEM_JSON_TYPE);
    }
    if (at->into != NULL) {
        *(int *)at->into = (int)number;
    }
    return true;
}

static bool take_members(const struct json_at *at)
{
    json_int_t count = json_integer_value(at->value);
    if (!json_is_integer(at->value) || count < 0 || count > MEMBERS_MAX) {
        return json_in_refuse(at, PROBLEM_MEMBERS_FIGURE);
    }
    *(int *)at->into = (int)count;
    return true;
}

/* ---------------------------------------------------------------- signing in */

const struct json_field JSON_IN_LOGIN[] = {{"username", json_take_any_text, .need = JSON_REQUIRED,
                                            .into = INTO(login, username), .most = 200},
                                           {"password", json_take_any_text, .need = JSON_REQUIRED,
                                            .into = INTO(login, password), .most = 1000},
                                           {.name = NULL}};

/* ---------------------------------------------------------------- accounts */

static const char *const ROLES[] = {"officer", "council", "inspector", "committee", "editor",
                                    "admin",   "system",  "viewer",    NULL};

const struct json_field JSON_IN_ACCOUNT[] = {
    {"username", json_take_text, .need = JSON_REQUIRED, .most = WORD_MAX},
    {"full_name", json_take_text, .need = JSON_REQUIRED, .most = FULL_NAME_MAX},
    {"role", json_take_word, .need = JSON_REQUIRED, .words = ROLES, .unless = PROBLEM_ACCOUNT_ROLE},
    {.name = "unit", .take = json_take_code},
    {"email", json_take_any_text, .most = EMAIL_MAX},
    {.name = NULL}};

const struct json_field JSON_IN_ACCOUNT_CHANGE[] = {
    {"full_name", json_take_text, .most = FULL_NAME_MAX},
    {"role", json_take_word, .words = ROLES, .unless = PROBLEM_ACCOUNT_ROLE},
    {.name = "unit", .take = json_take_code},
    {"email", json_take_any_text, .most = EMAIL_MAX},
    {.name = "is_active", .take = json_take_flag},
    {.name = NULL}};

static const char *const REACHES[] = {"all", "listed", "below", NULL};

const struct json_field JSON_IN_ACCESS_KEY[] = {
    {"account", json_take_text, .need = JSON_REQUIRED, .most = WORD_MAX},
    {"client", json_take_text, .need = JSON_REQUIRED, .most = FULL_NAME_MAX},
    {"areas", json_take_list, .need = JSON_REQUIRED, .most = AREAS_MAX,
     .of = ONE(.take = json_take_text, .need = JSON_REQUIRED, .most = WORD_MAX)},
    {"reach", json_take_word, .need = JSON_REQUIRED, .words = REACHES},
    {"units", json_take_any_list, .most = KEY_UNITS_MAX, .of = ONE(.take = json_take_code)},
    {"valid_until", json_take_day, .need = JSON_REQUIRED},
    {.name = NULL}};

const struct json_field JSON_IN_LINK[] = {{"token", json_take_text, .need = JSON_REQUIRED,
                                           .into = INTO(password, token), .most = TOKEN_MAX},
                                          {.name = NULL}};

const struct json_field JSON_IN_LINK_USE[] = {
    {"token", json_take_text, .need = JSON_REQUIRED, .into = INTO(password, token),
     .most = TOKEN_MAX},
    {"password", json_take_text, .need = JSON_REQUIRED, .into = INTO(password, password),
     .most = PASSWORD_MAX},
    {"full_name", json_take_any_text, .into = INTO(password, full_name), .most = FULL_NAME_MAX},
    {.name = NULL}};

const struct json_field JSON_IN_PASSWORD[] = {{"old", json_take_any_text, .need = JSON_REQUIRED,
                                               .into = INTO(password, old), .most = PASSWORD_MAX},
                                              {"password", json_take_text, .need = JSON_REQUIRED,
                                               .into = INTO(password, password),
                                               .most = PASSWORD_MAX},
                                              {.name = NULL}};

/* ---------------------------------------------------------------- campaigns */

const struct json_field JSON_IN_CAMPAIGN[] = {
    {"code", json_take_text, .need = JSON_REQUIRED, .most = WORD_MAX},
    {"name", json_take_text, .need = JSON_REQUIRED, .most = FULL_NAME_MAX},
    {.name = "set", .take = json_take_code, .need = JSON_REQUIRED},
    {.name = "version", .take = take_count, .need = JSON_REQUIRED},
    {.name = "province", .take = json_take_code},
    {.name = "period_from", .take = json_take_day},
    {.name = "period_to", .take = json_take_day},
    {.name = "filing_deadline", .take = json_take_day, .need = JSON_REQUIRED},
    {.name = NULL}};

static const char *const CAMPAIGN_STATES[] = {"draft", "open", "closed", NULL};

const struct json_field JSON_IN_CAMPAIGN_CHANGE[] = {
    {"name", json_take_text, .most = FULL_NAME_MAX},
    {.name = "period_from", .take = json_take_day},
    {.name = "period_to", .take = json_take_day},
    {.name = "filing_deadline", .take = json_take_day},
    {.name = "appeal_until", .take = json_take_day},
    {"state", json_take_word, .words = CAMPAIGN_STATES, .unless = PROBLEM_CAMPAIGN_STATE},
    {.name = NULL}};

/* ---------------------------------------------------------------- assessment */

static const struct json_field SCORE[] = {{"criterion", json_take_code, .need = JSON_REQUIRED},
                                          {"value", take_points, .need = JSON_REQUIRED},
                                          {"reason", json_take_any_text, .most = REASON_MAX},
                                          {.name = NULL}};

const struct json_field JSON_IN_SCORES[] = {
    {"scores", json_take_json, .need = JSON_REQUIRED,
     .of = ONE(.take = json_take_list, .need = JSON_REQUIRED, .most = SCORES_MAX,
               .of = ONE(.take = json_take_object, .of = SCORE))},
    {.name = NULL}};

static const struct json_field MINUTES[] = {
    {"symbol", json_take_any_text, .need = JSON_REQUIRED, .most = SYMBOL_MAX},
    {"held_on", json_take_day, .need = JSON_REQUIRED},
    {.name = "present", .take = take_count},
    {"note", json_take_any_text, .most = REASON_MAX},
    {.name = NULL}};

const struct json_field JSON_IN_STEP[] = {
    {"to", json_take_any_text, .need = JSON_REQUIRED, .into = INTO(step, to), .most = WORD_MAX},
    {"reason", json_take_any_text, .into = INTO(step, reason), .most = REASON_MAX},
    {"minutes", json_take_json, .into = INTO(step, minutes),
     .of = ONE(.take = json_take_object, .of = MINUTES)},
    {"fill", json_take_flag, .into = INTO(step, is_filled)},
    {.name = NULL}};

const struct json_field JSON_IN_TAKE[] = {
    {"reason", json_take_any_text, .need = JSON_REQUIRED, .most = REASON_MAX}, {.name = NULL}};

static const struct json_field MEMBER[] = {
    {"name", json_take_text, .need = JSON_REQUIRED, .most = FULL_NAME_MAX},
    {"title", json_take_any_text, .most = FULL_NAME_MAX},
    {"is_present", json_take_flag, .need = JSON_REQUIRED},
    {.name = NULL}};

static const struct json_field COUNCIL_MINUTES[] = {
    {"symbol", json_take_any_text, .need = JSON_REQUIRED, .most = SYMBOL_MAX},
    {"held_on", json_take_day, .need = JSON_REQUIRED},
    {"place", json_take_any_text, .most = FULL_NAME_MAX},
    {"members", json_take_any_list, .need = JSON_REQUIRED, .most = MEETING_MAX,
     .of = ONE(.take = json_take_object, .of = MEMBER)},
    {"note", json_take_any_text, .most = REASON_MAX},
    {.name = NULL}};

static bool take_version(const struct json_at *at)
{
    json_int_t version = json_integer_value(at->value);
    if (!json_is_integer(at->value) || version < 0 || version > MEMBERS_MAX) {
        return json_in_refuse(at, PROBLEM_JSON_TYPE);
    }
    *(int *)at->into = (int)version;
    return true;
}

const struct json_field JSON_IN_MINUTES[] = {
    {"seen", take_version, .need = JSON_REQUIRED, .into = INTO(minutes, seen)},
    {"minutes", json_take_json, .need = JSON_REQUIRED, .into = INTO(minutes, content),
     .of = ONE(.take = json_take_object, .of = COUNCIL_MINUTES)},
    {.name = NULL}};

static bool take_upload(const struct json_at *at)
{
    struct uuid *id = arena_zero(at->arena, sizeof(*id));
    const char *text = json_string_value(at->value);
    *(const struct uuid **)at->into = id;
    return (text != NULL && uuid_parse(text, id)) || json_in_refuse(at, PROBLEM_ID_FORMAT);
}

const struct json_field JSON_IN_PUBLISH[] = {
    {"confirm", json_take_word, .need = JSON_REQUIRED, .into = INTO(publish, confirm),
     .words = WORDS("CÔNG BỐ"), .unless = PROBLEM_PUBLISH_CONFIRM},
    {"symbol", json_take_text, .need = JSON_REQUIRED, .into = INTO(publish, symbol),
     .most = SYMBOL_MAX},
    {"dated", json_take_day, .need = JSON_REQUIRED, .into = INTO(publish, dated)},
    {"signer", json_take_text, .need = JSON_REQUIRED, .into = INTO(publish, signer),
     .most = FULL_NAME_MAX},
    {"appeal_until", json_take_day, .need = JSON_REQUIRED_OR_NULL,
     .into = INTO(publish, appeal_until)},
    {"upload", take_upload, .into = INTO(publish, upload)},
    {.name = NULL}};

/* ---------------------------------------------------------------- findings and checks */

const struct json_field JSON_IN_ANSWER[] = {
    {"answer", json_take_word, .need = JSON_REQUIRED, .into = INTO(answer, answer),
     .words = WORDS("explained", "accepted", "reopened"), .unless = PROBLEM_ANSWER_UNKNOWN},
    {"reason", json_take_any_text, .need = JSON_REQUIRED, .into = INTO(answer, reason),
     .most = REASON_MAX},
    {.name = NULL}};

const struct json_field JSON_IN_WITHDRAWAL[] = {{"reason", json_take_any_text,
                                                 .need = JSON_REQUIRED, .into = INTO(words, words),
                                                 .most = REASON_MAX},
                                                {.name = NULL}};

const struct json_field JSON_IN_EXPLANATION[] = {{"text", json_take_any_text, .need = JSON_REQUIRED,
                                                  .into = INTO(words, words), .most = REASON_MAX},
                                                 {.name = NULL}};

static const struct json_field ANY_OBJECT = {.take = json_take_map,
                                             .of = ONE(.take = take_anything)};

const struct json_field JSON_IN_CHECK[] = {
    {"off", json_take_flag, .into = INTO(check, is_off)},
    {"severity", json_take_number_of_word, .into = INTO(check, severity), .words = SEVERITY_WORDS,
     .unless = PROBLEM_SEVERITY_UNKNOWN},
    {"parameters", json_take_json, .into = INTO(check, parameters), .of = &ANY_OBJECT},
    {"seen", json_take_any_text, .into = INTO(check, seen), .most = WORD_MAX},
    {"ground", json_take_any_text, .into = INTO(check, ground), .most = REASON_MAX},
    {.name = NULL}};

const struct json_field JSON_IN_TRIAL[] = {
    {"off", json_take_flag, .into = INTO(check, is_off)},
    {"severity", json_take_number_of_word, .into = INTO(check, severity), .words = SEVERITY_WORDS,
     .unless = PROBLEM_SEVERITY_UNKNOWN},
    {"parameters", json_take_json, .into = INTO(check, parameters), .of = &ANY_OBJECT},
    {"on", json_take_code, .into = INTO(check, on)},
    {.name = NULL}};

/* ---------------------------------------------------------------- posts, feeds and sites */

#define POST_KINDS "news", "story"

const struct json_field JSON_IN_MAPPING[] = {
    {"kind", json_take_word, .need = JSON_REQUIRED, .into = INTO(mapping, kind),
     .words = WORDS(POST_KINDS), .unless = PROBLEM_POST_KIND},
    {"criterion", json_take_code, .need = JSON_REQUIRED_OR_NULL, .into = INTO(mapping, criterion)},
    {"ground", json_take_any_text, .into = INTO(mapping, ground), .most = REASON_MAX},
    {.name = NULL}};

const struct json_field JSON_IN_FEED[] = {
    {"address", json_take_text, .need = JSON_REQUIRED, .into = INTO(feed, address),
     .most = FEED_MAX},
    {"kind", json_take_word, .into = INTO(feed, kind), .words = WORDS("rss", "atom", "wordpress"),
     .unless = PROBLEM_FEED_KIND},
    {"usual_kind", json_take_word, .into = INTO(feed, usual_kind),
     .words = WORDS(POST_KINDS, "none"), .unless = PROBLEM_FEED_KIND},
    {"categories", json_take_json, .into = INTO(feed, categories),
     .of = ONE(.take = json_take_map, .most = CATEGORIES_MAX,
               .of = ONE(.take = json_take_word, .words = WORDS(POST_KINDS, "none"),
                         .unless = PROBLEM_FEED_KIND))},
    {.name = NULL}};

const struct json_field JSON_IN_SITES[] = {
    {"sites", json_take_any_list, .need = JSON_REQUIRED, .most = SITES_MAX,
     .of = ONE(.take = json_take_any_text, .most = SITE_MAX)},
    {.name = NULL}};

/* ---------------------------------------------------------------- imports */

const struct json_field JSON_IN_CONFIRM[] = {{"version", take_number, .need = JSON_REQUIRED},
                                             {.name = NULL}};

static const struct json_field CELL[] = {
    {.name = "n", .take = take_number, .need = JSON_REQUIRED},
    {.name = "place", .take = take_number, .need = JSON_REQUIRED},
    {"value", json_take_any_text, .need = JSON_REQUIRED, .most = CELL_MAX},
    {.name = NULL}};

const struct json_field JSON_IN_CELLS[] = {
    {"cells", json_take_json, .need = JSON_REQUIRED,
     .of = ONE(.take = json_take_list, .need = JSON_REQUIRED, .most = CELLS_AT_ONCE,
               .of = ONE(.take = json_take_object, .of = CELL))},
    {.name = NULL}};

/* ---------------------------------------------------------------- members */

const struct json_field JSON_IN_EXPORT[] = {
    {"as_of", json_take_day, .need = JSON_REQUIRED, .into = INTO(export, as_of)},
    {"own_figure", take_members, .into = INTO(export, own_figure)},
    {.name = NULL}};

const struct json_field JSON_IN_COLUMNS[] = {
    {"sheets", json_take_json, .need = JSON_REQUIRED,
     .of = ONE(.take = json_take_map,
               .of = ONE(.take = json_take_map, .of = ONE(.take = json_take_any_text)))},
    {.name = NULL}};
