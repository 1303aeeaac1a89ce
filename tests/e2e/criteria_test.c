/*
 * criteria_test.c — an office's set-up of a year: last year's set exported as a workbook, imported
 * as this year's, a campaign opened with it, evidence scored in it; faults are reported and leave
 * nothing behind.
 */
#include "support/test.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "support/system.h"
#include "support/system_evidence.h"
#include "support/wait.h"

static struct system *site;
static const char *folder;

static int set_up(void **state)
{
    (void)state;
    site = system_start(&(struct system_options){0});
    folder = system_directory(site);
    database_run(system_database(site),
                 "INSERT INTO not_applicable VALUES (1, 13, 108, 'không có')");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    system_stop(&site);
    return 0;
}

/* The command's output contains `wanted`. */
static void __attribute__((format(printf, 3, 4)))
expect(int code, const char *wanted, const char *format, ...)
{
    char *out = NULL, arguments[1500];
    va_list list;
    va_start(list, format);
    vsnprintf(arguments, sizeof(arguments), format, list);
    va_end(list);
    int found = system_ctl(site, &out, "%s", arguments);
    if (found != code || strstr(out, wanted) == NULL) {
        fail_msg("minhchung %s: %d, %s", arguments, found, out);
    }
    free(out);
}

static void change(const char *from, const char *into, const char *expression)
{
    char command[1500];
    snprintf(command, sizeof(command), "sed -E '%s' %s/%s >%s/%s && ! cmp -s %s/%s %s/%s",
             expression, folder, from, folder, into, folder, from, folder, into);
    assert_int_equal(system(command), 0);
}

static void last_years_set_becomes_this_years(void **state)
{
    (void)state;
    struct database *database = system_database(site);
    expect(0, "", "criteria export --campaign 2023 --out %s/2023.xlsx", folder);
    expect(0, "0 lỗi", "criteria check %s/2023.xlsx", folder);
    expect(1, "đặt phiên bản khác", "criteria import %s/2023.xlsx", folder);
    expect(0, "", "criteria import %s/2023.xlsx --out %s/2023.json", folder, folder);
    change("2023.json", "2024.json", "s/\"version\": 1/\"version\": 2/;s/2023-/2024-/");
    expect(1, "Kho chưa có", "campaign open %s/2024.json --code 2024 --deadline 2024-11-25",
           folder);
    expect(0, "Đã nhận", "criteria import %s/2024.json", folder);
    expect(0, "Đã mở", "campaign open %s/2024.json --code 2024 --deadline 2099-11-25", folder);
    expect(1, "Đã có", "campaign open %s/2024.json --code 2024 --deadline 2099-11-25", folder);
    static const char SAME[] =
        "SELECT string_agg(n::text, ' ' ORDER BY what) FROM ("
        "SELECT 1 AS what, count(*) AS n FROM criterion a JOIN criterion b ON b.code = a.code"
        "  AND b.set_id <> a.set_id WHERE a.set_id = 1"
        "  AND (a.level, a.name, a.points, a.is_bonus, coalesce(a.rule, '0'), a.figures, "
        "a.required_kinds)"
        "    = (b.level, b.name, b.points, b.is_bonus, coalesce(b.rule, '0'), b.figures, "
        "b.required_kinds)"
        " UNION ALL SELECT 2, count(*) FROM campaign_unit a JOIN campaign_unit b USING (unit_id, "
        "peer_group)"
        "  WHERE a.campaign_id < b.campaign_id"
        " UNION ALL SELECT 3, count(*) FROM target a JOIN target b USING (unit_id, value)"
        "  WHERE a.campaign_id < b.campaign_id"
        " UNION ALL SELECT 4, count(*) FROM not_applicable a JOIN not_applicable b USING (unit_id, "
        "reason)"
        "  WHERE a.campaign_id < b.campaign_id) x";
    assert_string_equal(database_value(database, SAME), "13 11 11 1");
}

static void file_when_known(const char *key, const char *body)
{
    struct http_answer answer = {0};
    for (int64_t until = wait_hangs_at_ms(); answer.status != 202 && clock_steady_ms() < until;) {
        http_free(&answer);
        wait_ms(100); /* ingest reads a campaign with its next refresh */
        answer = evidence_file(site, "he-thong", key, body);
    }
    assert_int_equal(answer.status, 202);
    http_free(&answer);
}

static const char *score_of(const char *campaign)
{
    return database_value(system_database(site),
                          "SELECT s.value FROM score s JOIN campaign c ON c.id = s.campaign_id"
                          " JOIN criterion k ON k.id = s.criterion_id"
                          " WHERE c.code = '%s' AND s.unit_id = 11 AND k.code = 'C1'",
                          campaign);
}

static void the_new_campaign_scores(void **state)
{
    (void)state;
    static const char BODY[] =
        "{\"campaign\":\"2024\",\"unit\":\"U1\",\"criteria\":[\"C1\"],\"kind\":\"report\","
        "\"title\":\"Báo cáo năm của đơn vị\",\"occurred_on\":\"2024-05-01\"}";
    file_when_known("2024-1", BODY);
    assert_true(system_settle(site));
    assert_string_equal(score_of("2024"), "10.00");
}

/* A submission can arrive before validation has read the directory that has its campaign: here a
 * lock holds up the reading of the change before.  It is judged by the new criteria, not as one
 * without a campaign. */
static void a_submission_of_the_first_instant_waits_for_its_criteria(void **state)
{
    (void)state;
    static const char BODY[] =
        "{\"campaign\":\"2025\",\"unit\":\"U1\",\"criteria\":[\"C1\"],\"kind\":\"report\","
        "\"title\":\"Báo cáo năm của đơn vị\",\"occurred_on\":\"2025-05-01\"}";
    static const char VERDICTS[] =
        "SELECT count(*) FROM validation v JOIN submission s ON s.id = v.submission_id"
        " JOIN campaign c ON c.id = s.campaign_id WHERE c.code = '2025'";
    struct database *database = system_database(site);
    database_run(database, "BEGIN");
    database_run(database, "LOCK TABLE check_setting IN ACCESS EXCLUSIVE MODE");
    change("2024.json", "2025.json", "s/\"version\": 2/\"version\": 3/;s/2024-/2025-/");
    expect(0, "Đã nhận", "criteria import %s/2025.json", folder);
    assert_true(database_wait(database,
                              "EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                              " AND datname = current_database())"));
    expect(0, "Đã mở", "campaign open %s/2025.json --code 2025 --deadline 2099-11-25", folder);
    file_when_known("2025-1", BODY);
    wait_ms(1500);
    assert_int_equal(database_number(database, "%s", VERDICTS), 0);
    database_run(database, "COMMIT");
    assert_true(system_settle(site));
    assert_int_equal(database_number(database, "%s", VERDICTS), 1);
    assert_string_equal(score_of("2025"), "10.00");
}

static void what_is_wrong_leaves_nothing_behind(void **state)
{
    (void)state;
    struct database *database = system_database(site);
    change("2024.json", "unit.json", "s/\"(code|unit)\": \"U7\"/\"\\1\": \"U77\"/");
    expect(1, "U77: ", "campaign open %s/unit.json --code 2026 --deadline 2025-11-25", folder);
    change("2024.json", "sum.json",
           "s/\"version\": 2/\"version\": 4/;s/\"base\": \"110/\"base\": \"111/");
    expect(1, "ghi 111 điểm", "criteria import %s/sum.json", folder);
    expect(2, "", "criteria import %s/missing.xlsx", folder);
    expect(2, "", "campaign open %s/2024.json --code 2026 --deadline 25/11/2025", folder);
    assert_string_equal(database_value(database, "SELECT (SELECT count(*) FROM campaign) * 10 +"
                                                 " (SELECT count(*) FROM criteria_set)"),
                        "33");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(last_years_set_becomes_this_years),
        cmocka_unit_test(the_new_campaign_scores),
        cmocka_unit_test(a_submission_of_the_first_instant_waits_for_its_criteria),
        cmocka_unit_test(what_is_wrong_leaves_nothing_behind),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
