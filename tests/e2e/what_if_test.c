/*
 * what_if_test.c — a campaign exported from the store scores to the same digits without it, and a
 * changed set or a corrected input shows which units would move before the change is made.
 */
#include "support/test.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/system.h"
#include "support/system_evidence.h"

static struct system *site;

static int set_up(void **state)
{
    (void)state;
    site = system_start(&(struct system_options){0});
    static const struct {
        const char *key, *unit, *criterion, *figures;
    } PIECES[] = {
        {"1", "U1", "\"C1\"", ""},
        {"2", "U1", "\"C7\"", ""},
        {"3", "U2", "\"C7\"", ""},
        {"4", "U2", "\"C7\"", ""},
        {"5", "U2", "\"C7\"", ""},
        {"6", "U2", "\"C6\"", ""},
        {"7", "U3", "\"C3\"", ",\"figures\":[{\"name\":\"lượt\",\"value\":\"437.5\"}]"},
        {"8", "U3", "\"C5\"", ""},
        {"9", "U4", "\"C12\"", ""},
        {"10", "U4", "\"C2\"", ""},
    };
    for (size_t i = 0; i < sizeof(PIECES) / sizeof(PIECES[0]); i++) {
        char body[900];
        snprintf(body, sizeof(body),
                 "{\"campaign\":\"2023\",\"unit\":\"%s\",\"criteria\":[%s],\"kind\":\"report\","
                 "\"title\":\"Báo cáo số %zu của đơn vị\",\"occurred_on\":\"2023-05-%02zu\"%s}",
                 PIECES[i].unit, PIECES[i].criterion, i, i + 1, PIECES[i].figures);
        struct http_answer answer = evidence_file(site, "he-thong", PIECES[i].key, body);
        assert_int_equal(answer.status, 202);
        http_free(&answer);
    }
    database_run(system_database(site),
                 "INSERT INTO not_applicable VALUES (1, 13, 108, 'không có')");
    return system_settle(site) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    system_stop(&site);
    return 0;
}

static void save(const char *command, const char *name)
{
    char *out = NULL, path[600];
    assert_int_equal(system_ctl(site, &out, "%s", command), 0);
    snprintf(path, sizeof(path), "%s/%s", system_directory(site), name);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(out, file);
    fclose(file);
    free(out);
}

static const char *score_of(const json_t *unit, const char *criterion)
{
    size_t at;
    json_t *cell;
    json_array_foreach(json_object_get(unit, "criteria"), at, cell) {
        if (strcmp(json_string_value(json_object_get(cell, "criterion")), criterion) == 0) {
            const char *value = json_string_value(json_object_get(cell, "value"));
            return value != NULL ? value : "-";
        }
    }
    return "?";
}

/* Every computed score of the store against the line of `minhchung score`. */
static void scores_to_the_same_digits_without_the_store(void **state)
{
    (void)state;
    save("set --campaign 2023", "set.json");
    save("inputs --campaign 2023", "inputs.jsonl");
    char *out = NULL;
    const char *directory = system_directory(site);
    assert_int_equal(system_ctl(site, &out,
                                "score --set %s/set.json --inputs %s/inputs.jsonl --json",
                                directory, directory),
                     0);
    size_t compared = 0;
    for (char *rest = out, *line; (line = strsep(&rest, "\n")) != NULL;) {
        json_t *unit = json_loads(line, 0, NULL);
        for (int criterion = 1; unit != NULL && criterion <= 12; criterion++) {
            char code[16];
            snprintf(code, sizeof(code), "C%d", criterion);
            const char *stored = database_value(
                system_database(site),
                "SELECT coalesce(s.value::text, '-') FROM unit u LEFT JOIN score s ON s.unit_id = "
                "u.id"
                " AND s.criterion_id = %d WHERE u.code = '%s' AND s.unit_id IS NOT NULL",
                100 + criterion, json_string_value(json_object_get(unit, "unit")));
            if (stored[0] != '\0') {
                assert_string_equal(score_of(unit, code), stored);
                compared++;
            }
        }
        json_decref(unit);
    }
    free(out);
    assert_true(compared >= 8);
}

/* "unit before>after" of each move. */
static void expect_moves(const char *arguments, const char *wanted)
{
    char *out = NULL, said[600] = "";
    int code = system_ctl(site, &out, "what-if %s --json", arguments);
    json_t *root = json_loads(out, 0, NULL);
    if (code != 0 || root == NULL) {
        fail_msg("what-if %s: %d %s", arguments, code, out);
    }
    size_t at;
    json_t *move;
    json_array_foreach(json_object_get(root, "moves"), at, move) {
        const json_t *before = json_object_get(move, "before"),
                     *after = json_object_get(move, "after");
        size_t len = strlen(said);
        snprintf(said + len, sizeof(said) - len, "%s%s %s>%s/%lld>%lld", len > 0 ? ", " : "",
                 json_string_value(json_object_get(move, "unit")),
                 json_string_value(json_object_get(before, "total")),
                 json_string_value(json_object_get(after, "total")),
                 (long long)json_integer_value(json_object_get(before, "rank")),
                 (long long)json_integer_value(json_object_get(after, "rank")));
    }
    assert_string_equal(said, wanted);
    json_decref(root);
    free(out);
}

static void edit(const char *from, const char *into, const char *expression)
{
    char command[1500];
    const char *directory = system_directory(site);
    snprintf(command, sizeof(command), "sed -E '%s' %s/%s >%s/%s && ! cmp -s %s/%s %s/%s",
             expression, directory, from, directory, into, directory, from, directory, into);
    assert_int_equal(system(command), 0);
}

static void tells_who_would_move(void **state)
{
    (void)state;
    char arguments[1500];
    const char *directory = system_directory(site);
    snprintf(arguments, sizeof(arguments), "--campaign 2023 --with-set %s/set.json", directory);
    expect_moves(arguments, ""); /* the same set: no unit moves */
    edit("inputs.jsonl", "less.jsonl", "/\"unit\": \"U2\".*\"criterion\": \"C7\"/d");
    snprintf(arguments, sizeof(arguments), "--campaign 2023 --with-inputs %s/less.jsonl",
             directory);
    char *out = NULL;
    assert_int_equal(system_ctl(site, &out, "what-if %s --json", arguments), 0);
    json_t *root = json_loads(out, 0, NULL);
    const json_t *move = json_array_get(json_object_get(root, "moves"), 0);
    assert_string_equal(json_string_value(json_object_get(move, "unit")), "U2");
    assert_non_null(strstr(out, "{\"criterion\":\"C7\",\"before\":\"10.00\",\"after\":\"0.00\"}"));
    json_decref(root);
    free(out);
    snprintf(arguments, sizeof(arguments),
             "--set %s/set.json --inputs %s/inputs.jsonl --with-inputs /khong/co.jsonl", directory,
             directory);
    assert_int_equal(system_ctl(site, NULL, "what-if %s", arguments), 2);
    assert_int_equal(system_ctl(site, NULL, "what-if --campaign 2023"), 2);
}

static void a_rule_that_changes_moves_those_it_touches(void **state)
{
    (void)state;
    char arguments[600];
    const char *directory = system_directory(site);
    /* An exists rule gives 9 instead of 10: only U1 has such an evidence item. */
    edit("set.json", "other.json",
         "s/\"kind\": \"exists\", \"points\": \"10\"/\"kind\": \"exists\", "
         "\"points\": \"9\"/g");
    snprintf(arguments, sizeof(arguments), "--campaign 2023 --with-set %s/other.json", directory);
    char *out = NULL;
    assert_int_equal(system_ctl(site, &out, "what-if %s --json", arguments), 0);
    json_t *root = json_loads(out, 0, NULL);
    size_t at, touched = 0;
    json_t *move;
    json_array_foreach(json_object_get(root, "moves"), at, move) {
        touched += json_array_size(json_object_get(move, "criteria")) > 0 ? 1 : 0;
    }
    assert_int_equal(touched, 1);
    assert_non_null(strstr(out, "{\"criterion\":\"C1\",\"before\":\"10.00\",\"after\":\"9.00\"}"));
    json_decref(root);
    free(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_to_the_same_digits_without_the_store),
        cmocka_unit_test(tells_who_would_move),
        cmocka_unit_test(a_rule_that_changes_moves_those_it_touches),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
