/*
 * json_itinerary.c — the tables of fields of the bodies of itineraries.
 */
#include "gateway/json_itinerary.h"

enum {
    VERSION_MAX = 1000000,
    UNITS_MAX = 500,
    TEAMS_MAX = 100,
    DEMANDS_MAX = 2000,
    DAYS_MAX = 200,
    SESSIONS_MAX = 2,
    SAMPLES_MAX = 100,
    KM_MAX = 10000,
    EVEN_MAX = 1000
};

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define ONE(...)   (&(const struct json_field){__VA_ARGS__})
#define HALVES     WORDS("morning", "afternoon", "day")

static bool take_within(const struct json_at *at, json_int_t least, json_int_t most)
{
    json_int_t value = json_integer_value(at->value);
    bool is_within = json_is_integer(at->value) && value >= least && value <= most;
    return is_within || json_in_refuse(at, PROBLEM_JSON_TYPE);
}

static bool take_version(const struct json_at *at)
{
    return take_within(at, 0, VERSION_MAX);
}

static bool take_sessions(const struct json_at *at)
{
    return take_within(at, 1, SESSIONS_MAX);
}

static bool take_samples(const struct json_at *at)
{
    return take_within(at, 0, SAMPLES_MAX);
}

static bool take_km(const struct json_at *at)
{
    return take_within(at, 0, KM_MAX);
}

static bool take_even(const struct json_at *at)
{
    return take_within(at, 0, EVEN_MAX);
}

static const struct json_field LOAD[] = {
    {.name = "team", .take = json_take_code, .need = JSON_REQUIRED},
    {.name = "sessions", .take = take_sessions, .need = JSON_REQUIRED},
    {.name = NULL}};

static const struct json_field UNIT[] = {
    {.name = "unit", .take = json_take_code, .need = JSON_REQUIRED},
    {.name = "sessions", .take = take_sessions},
    {.name = "samples", .take = take_samples},
    {.name = NULL}};

static const struct json_field FIXED[] = {
    {.name = "unit", .take = json_take_code, .need = JSON_REQUIRED},
    {.name = "team", .take = json_take_code},
    {.name = "day", .take = json_take_day},
    {"half", json_take_word, .words = HALVES, .unless = PROBLEM_ITINERARY_HALF},
    {.name = NULL}};

static const struct json_field UNIT_OFF[] = {
    {.name = "unit", .take = json_take_code, .need = JSON_REQUIRED},
    {.name = "day", .take = json_take_day, .need = JSON_REQUIRED},
    {"half", json_take_word, .words = HALVES, .unless = PROBLEM_ITINERARY_HALF},
    {.name = NULL}};

static const struct json_field TEAM_OFF[] = {
    {.name = "team", .take = json_take_code, .need = JSON_REQUIRED},
    {.name = "day", .take = json_take_day, .need = JSON_REQUIRED},
    {"half", json_take_word, .words = HALVES, .unless = PROBLEM_ITINERARY_HALF},
    {.name = NULL}};

static const struct json_field TOGETHER[] = {{"units", json_take_list, .need = JSON_REQUIRED,
                                              .most = UNITS_MAX, .of = ONE(.take = json_take_code)},
                                             {.name = "sessions", .take = take_sessions},
                                             {.name = NULL}};

static const struct json_field WAYS[] = {
    {"units", json_take_list, .need = JSON_REQUIRED, .most = UNITS_MAX,
     .of = ONE(.take = json_take_code)},
    {"km", json_take_list, .need = JSON_REQUIRED, .most = UNITS_MAX + 1,
     .of = ONE(.take = json_take_list, .most = UNITS_MAX + 1, .of = ONE(.take = take_km))},
    {.name = NULL}};

const struct json_field JSON_IN_ITINERARY[] = {
    {.name = "seen", .take = take_version, .need = JSON_REQUIRED},
    {.name = "from", .take = json_take_day},
    {.name = "to", .take = json_take_day},
    {.name = "weekends", .take = json_take_flag},
    {.name = "holidays", .take = json_take_flag},
    {"off", json_take_any_list, .most = DAYS_MAX, .of = ONE(.take = json_take_day)},
    {.name = "sessions", .take = take_sessions},
    {.name = "samples_a_half", .take = take_samples},
    {"units", json_take_any_list, .most = UNITS_MAX,
     .of = ONE(.take = json_take_object, .of = UNIT)},
    {"loads", json_take_any_list, .most = TEAMS_MAX,
     .of = ONE(.take = json_take_object, .of = LOAD)},
    {"fixed", json_take_any_list, .most = DEMANDS_MAX,
     .of = ONE(.take = json_take_object, .of = FIXED)},
    {"unit_off", json_take_any_list, .most = DEMANDS_MAX,
     .of = ONE(.take = json_take_object, .of = UNIT_OFF)},
    {"team_off", json_take_any_list, .most = DEMANDS_MAX,
     .of = ONE(.take = json_take_object, .of = TEAM_OFF)},
    {"groups", json_take_any_list, .most = UNITS_MAX,
     .of = ONE(.take = json_take_list, .most = UNITS_MAX, .of = ONE(.take = json_take_code))},
    {"together", json_take_any_list, .most = UNITS_MAX,
     .of = ONE(.take = json_take_object, .of = TOGETHER)},
    {.name = "ways", .take = json_take_object, .of = WAYS},
    {.name = "even_km", .take = take_even},
    {.name = NULL}};

const struct json_field JSON_IN_VISIT_MOVE[] = {
    {.name = "seen", .take = take_version, .need = JSON_REQUIRED},
    {.name = "team", .take = json_take_code, .need = JSON_REQUIRED},
    {.name = "day", .take = json_take_day, .need = JSON_REQUIRED},
    {"half", json_take_word, .need = JSON_REQUIRED, .words = HALVES,
     .unless = PROBLEM_ITINERARY_HALF},
    {.name = "force", .take = json_take_flag},
    {.name = NULL}};

const struct json_field JSON_IN_ITINERARY_ACT[] = {
    {.name = "seen", .take = take_version, .need = JSON_REQUIRED}, {.name = NULL}};

const struct json_field JSON_IN_PROPOSAL_TAKEN[] = {
    {.name = "seen", .take = take_version, .need = JSON_REQUIRED},
    {.name = "proposal", .take = json_take_id, .need = JSON_REQUIRED},
    {.name = NULL}};
