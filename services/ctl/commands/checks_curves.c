/*
 * checks_curves.c — the handbook's table of how many near copies are found, by kind and strength
 * of the edit, as `make quality` measured it.
 */
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>

#include "ctl/answer.h"
#include "ctl/commands/checks.h"

/* "strengths" is {"kind": {"5": [found, planted], ...}}; a kind without strengths uses 0. */
static const char *const STRENGTHS[] = {"0", "5", "10", "15", "20", "25", "30", "40", "50"};
enum { STRENGTH_COUNT = sizeof(STRENGTHS) / sizeof(STRENGTHS[0]) };

static void put_cell(const json_t *cell, bool is_html)
{
    json_int_t found = json_integer_value(json_array_get(cell, 0));
    json_int_t planted = json_integer_value(json_array_get(cell, 1));
    printf(is_html ? "<td>" : " ");
    if (planted > 0) {
        printf("%lld/%lld", (long long)found, (long long)planted);
    }
    printf(is_html ? "</td>" : " |");
}

static void put_table(const json_t *curve, const char *title, bool is_html)
{
    const char *kind;
    json_t *row;
    if (json_object_size(curve) == 0) {
        return;
    }
    printf(is_html ? "<h3>%s</h3>\n<table><tr><th>Cách sửa</th>" : "\n### %s\n\n| Cách sửa |",
           title);
    for (int s = 0; s < STRENGTH_COUNT; s++) {
        printf(is_html ? "<th>%s%s</th>" : " %s%s |", s > 0 ? STRENGTHS[s] : "—",
               s > 0 ? " %" : "");
    }
    printf(is_html ? "</tr>\n" : "\n|---|---|---|---|---|---|---|---|---|---|\n");
    json_object_foreach((json_t *)(uintptr_t)curve, kind, row) {
        printf(is_html ? "<tr><th>%s</th>" : "| %s |", kind);
        for (int s = 0; s < STRENGTH_COUNT; s++) {
            put_cell(json_object_get(row, STRENGTHS[s]), is_html);
        }
        printf(is_html ? "</tr>\n" : "\n");
    }
    printf(is_html ? "</table>\n" : "");
}

static void put_sum(const json_t *measured, const char *what, bool is_html)
{
    if (json_is_object(measured)) {
        printf(is_html ? "<p>" : "\n");
        printf("%s: gieo %lld, tìm thấy %lld; báo nhầm %lld trong %lld cặp khác nhau.", what,
               answer_number(measured, "planted"), answer_number(measured, "found"),
               answer_number(measured, "false"), answer_number(measured, "negative_pairs"));
        printf(is_html ? "</p>\n" : "\n");
    }
}

void checks_put_curves(const json_t *quality, bool is_html)
{
    const json_t *copies = json_object_get(quality, "copies");
    const json_t *texts = json_object_get(copies, "texts");
    const json_t *photos = json_object_get(copies, "photos");
    if (copies == NULL) {
        return;
    }
    printf(is_html ? "<h2>%s</h2>\n" : "\n## %s\n", "Bản sao: đo theo cách sửa và mức sửa");
    put_sum(texts, "Bài viết, sửa đến 30 %", is_html);
    put_table(json_object_get(texts, "long"), "Bài dài", is_html);
    put_table(json_object_get(texts, "short"), "Bài ngắn", is_html);
    put_sum(photos, "Ảnh", is_html);
    put_table(json_object_get(photos, "kinds"), "Ảnh, theo cách sửa", is_html);
}
