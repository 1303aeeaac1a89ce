/*
 * units_test.c — lists and acts from spreadsheets, the tree on any day and results on a later
 * tree, from the command line and over HTTP; and the act of 2025-07-01 itself where the data of
 * the country is at hand (MC_DATA, or ../shared/data beside the project).
 */
#include "support/test.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/one_system.h"
#include "support/system_http.h"

static const char *write_file(const char *name, const char *content)
{
    static char path[600];
    snprintf(path, sizeof(path), "%s/%s", system_directory(site), name);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
    return path;
}

static json_t *run_json(int code, const char *arguments)
{
    char *out = NULL;
    int found = system_ctl(site, &out, "%s --json", arguments);
    json_t *json = json_loads(out, 0, NULL);
    if (found != code || json == NULL) {
        fail_msg("minhchung %s: exit %d: %s", arguments, found, out);
    }
    free(out);
    return json;
}

static size_t size_of(const char *path)
{
    struct http_answer answer =
        http_send(system_http(site),
                  &(struct http_request){.path = path, .token = system_token(site, "xem")});
    assert_int_equal(answer.status, 200);
    size_t size = json_array_size(json_object_get(answer.json, "units"));
    http_free(&answer);
    return size;
}

static void a_list_and_an_act_go_in_whole_or_not_at_all(void **state)
{
    (void)state;
    char command[900];
    snprintf(command, sizeof(command), "units import %s --since 2020-01-01",
             write_file("cay.csv", "Mã đơn vị,Tên đơn vị,Loại,Mã cấp trên\n"
                                   "X1,Xã Một,Xã,U1\nX2,Xã Hai,Xã,U1\nX3,Phường Ba,Phường,U2\n"));
    json_decref(run_json(0, command));
    json_decref(run_json(0, command)); /* again: nothing changes */
    assert_int_equal(size_of("/api/v1/units?parent=U1"), 2);
    assert_int_equal(size_of("/api/v1/units?parent=U1&as_of=2019-12-31"), 0);
    snprintf(command, sizeof(command),
             "units act %s --symbol 01-NQ/TU --dated 2025-06-12 --effective 2025-07-01",
             write_file("sai.csv", "Mã cũ,Mã mới,Tên mới,Mã cấp trên mới\n"
                                   "X1,M1,Xã Mới,TINH\n29242.0,M1,,\nX3,M1,Tên Khác,\n"));
    json_t *report = run_json(1, command);
    const json_t *faults = json_object_get(report, "faults");
    assert_int_equal(json_array_size(faults), 2);
    assert_int_equal(json_integer_value(json_object_get(json_array_get(faults, 0), "row")), 3);
    assert_string_equal(json_string_value(json_object_get(json_array_get(faults, 0), "code")),
                        "code.number");
    assert_string_equal(json_string_value(json_object_get(json_array_get(faults, 1), "column")),
                        "Tên mới");
    json_decref(report);
    snprintf(command, sizeof(command),
             "units act %s --symbol 01-NQ/TU --dated 2025-06-12 --effective 2025-07-01",
             write_file("dung.csv", "Mã cũ,Mã mới,Tên mới,Mã cấp trên mới\n"
                                    "X1,M1,Xã Mới,TINH\nX2,M1,,\nX3,M1,,\n"));
    json_decref(run_json(0, command));
    assert_int_equal(size_of("/api/v1/units?parent=U1&as_of=2025-06-30"), 2);
    assert_int_equal(size_of("/api/v1/units?parent=U1&as_of=2025-07-01"), 0);
    struct http_answer answer =
        http_send(system_http(site), &(struct http_request){.path = "/api/v1/units/M1/history",
                                                            .token = system_token(site, "xem")});
    assert_int_equal(json_array_size(json_object_get(answer.json, "before")), 3);
    assert_non_null(strstr(answer.body, "01-NQ/TU"));
    http_free(&answer);
    assert_int_equal(system_ctl(site, NULL,
                                "units act /khong/co.csv --symbol 1 --dated 2025-01-01"
                                " --effective 2025-01-01"),
                     2);
    assert_int_equal(system_ctl(site, NULL, "units tree --as-of hom-nay"), 2);
    json_t *tree = run_json(0, "units tree --under U1 --as-of 2025-06-30");
    assert_int_equal(json_array_size(json_object_get(tree, "units")), 2);
    json_decref(tree);
    json_t *history = run_json(0, "units history M1");
    assert_int_equal(json_array_size(json_object_get(history, "before")), 3);
    json_decref(history);
    assert_int_equal(system_ctl(site, NULL, "units history KHONG"), 1);
}

static void a_result_is_recast_by_the_rule_that_is_asked_for(void **state)
{
    (void)state;
    database_run(
        system_database(site),
        "INSERT INTO score (campaign_id, unit_id, criterion_id, state, value, rule_version,"
        " receipt, generation) SELECT 1, unit_id, 101, 1, CASE unit_id WHEN 11 THEN 9 ELSE 4 END,"
        " 1, '{}', 1 FROM campaign_unit"
        " ON CONFLICT (campaign_id, unit_id, criterion_id) DO UPDATE"
        " SET state = 1, value = excluded.value;"
        "DELETE FROM recompute;"
        "INSERT INTO recompute (campaign_id, unit_id, kind)"
        " SELECT 1, unit_id, 'sums' FROM campaign_unit");
    assert_true(database_wait(system_database(site), "NOT EXISTS (SELECT FROM recompute)"));
    database_run(system_database(site), "UPDATE campaign SET state = 'published'");
    struct http_answer answer = http_send(
        system_http(site),
        &(struct http_request){.path = "/api/v1/campaigns/2023/recast?rule=child&as_of=2025-08-01",
                               .token = system_token(site, "xem")});
    assert_int_equal(answer.status, 200);
    size_t at;
    json_t *unit;
    bool is_there = false;
    json_array_foreach(json_object_get(answer.json, "units"), at, unit) {
        if (strcmp(json_string_value(json_object_get(unit, "code")), "M1") == 0) {
            is_there = true; /* two communes of U1, one of U2: (9 + 9 + 4) / 3 */
            assert_string_equal(json_string_value(json_object_get(unit, "total")), "7.33");
            const json_t *receipt = json_object_get(unit, "receipt");
            assert_int_equal(json_array_size(json_object_get(receipt, "parts")), 2);
        }
    }
    assert_true(is_there);
    http_free(&answer);
    json_t *report = run_json(0, "units recast --campaign 2023 --rule closed");
    assert_int_equal(json_array_size(json_object_get(report, "units")), 11);
    json_decref(report);
    assert_int_equal(system_ctl(site, NULL, "units recast --campaign 2023 --rule nua"), 2);
}

/* ---------------------------------------------------------------- the act of 2025-07-01 */

/* Trà Vinh's districts and communes as a list, and their way into Vĩnh Long's communes as an act,
 * from the public table; a successor's code is also that of one of its predecessors, so that the
 * new ones get a letter. */
static const char TO_SHEETS[] =
    "awk -F, -v out=%s 'BEGIN { l = out \"/tv.csv\"; a = out \"/act.csv\";"
    " print \"code,name,kind,parent\" > l; print \"TV,Tinh Tra Vinh,province,\" > l;"
    " print \"VL,Tinh Vinh Long,province,\" > l; print \"from,to,name,kind,parent\" > a }"
    " NR > 1 { if (!($1 in d)) { d[$1]; print \"H\" $1 \",\" $2 \",district,TV\" > l;"
    "   print \"H\" $1 \",,,,\" > a }"
    "   print $3 \",\" $4 \",commune,H\" $1 > l; sub(/\\r$/, \"\", $7);"
    "   print $3 \",N\" $6 \",\" $7 \",commune,VL\" > a }"
    " END { print \"TV,VL,,,\" > a }' %s";

static void the_act_of_2025_is_recorded(void **state)
{
    (void)state;
    const char *data = getenv("MC_DATA") != NULL ? getenv("MC_DATA") : "../shared/data";
    char table[600], command[3000];
    snprintf(table, sizeof(table), "%s/units/travinh-2025-old-to-new.csv", data);
    if (access(table, R_OK) != 0) {
        print_message("%s is not here: the small act above has to do\n", table);
        return;
    }
    snprintf(command, sizeof(command), TO_SHEETS, system_directory(site), table);
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof(command), "units import %s/tv.csv --since 2010-01-01",
             system_directory(site));
    json_decref(run_json(0, command));
    assert_int_equal(size_of("/api/v1/units?parent=TV&as_of=2025-06-30"), 9);
    snprintf(
        command, sizeof(command),
        "units act %s/act.csv --symbol 1687/NQ-UBTVQH15 --dated 2025-06-16 --effective 2025-07-01",
        system_directory(site));
    json_decref(run_json(0, command));
    assert_int_equal(size_of("/api/v1/units?parent=VL&as_of=2025-07-01"), 41);
    assert_int_equal(size_of("/api/v1/units?parent=TV&as_of=2025-07-01"), 0);
    /* Three new units have predecessors of more than one district. */
    assert_int_equal(
        database_number(system_database(site),
                        "SELECT count(*) FROM (SELECT s.to_unit FROM succession s"
                        "  JOIN tree_at('2025-06-30') t ON t.unit_id = s.from_unit"
                        "  JOIN unit u ON u.id = s.to_unit AND u.code LIKE 'N%%'"
                        " GROUP BY s.to_unit HAVING count(DISTINCT t.parent_id) > 1) x"),
        3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_and_an_act_go_in_whole_or_not_at_all),
        cmocka_unit_test(a_result_is_recast_by_the_rule_that_is_asked_for),
        cmocka_unit_test(the_act_of_2025_is_recorded),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
