/*
 * json_papers.c — the tables of fields of the bodies of papers.
 */
#include "gateway/json_papers.h"

enum { SYMBOL_MAX = 200 };

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

const struct json_field JSON_IN_PAPER[] = {
    {"kind", json_take_word, .need = JSON_REQUIRED,
     .words = WORDS("plan", "team_decision", "itinerary", "unit_notice", "self_score", "minutes",
                    "conclusion", "follow_up", "results", "outline", "checklist", "appraisal",
                    "decision", "certificate", "news"),
     .unless = PROBLEM_PAPER_KIND},
    {.name = "unit", .take = json_take_code},
    {.name = "supersedes", .take = json_take_id},
    {.name = NULL}};

const struct json_field JSON_IN_PAPER_ISSUE[] = {{"symbol", json_take_text, .most = SYMBOL_MAX},
                                                 {.name = "book", .take = json_take_code},
                                                 {.name = "dated", .take = json_take_day},
                                                 {.name = NULL}};
