/*
 * scans_test.c — a scanned paper through the whole system: its verdict does not wait for OCR, is
 * given again when OCR has read it, and judges copies and figures by that text, but neither symbol
 * nor day; what is over the budget of the day waits for the next, whatever restarts.
 */
#include "support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/system.h"

static struct system *site;

static void make_scans(const char *directory)
{
    char command[300];
    snprintf(command, sizeof(command), "/usr/bin/python3 -B tests/e2e/scans.py %s", directory);
    assert_int_equal(system(command), 0);
}

static int set_up(void **state)
{
    static const char *const ARGUMENTS[] = {"reader --reader.ocr_pages=1", NULL};
    (void)state;
    site = system_start(&(struct system_options){.arguments = ARGUMENTS, .prepared = make_scans});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    system_stop(&site);
    return 0;
}

static void submit(const char *name, const char *kind)
{
    char *out = NULL;
    int failed = system_ctl(
        site, &out,
        "submit --campaign 2023 --unit U1 --criterion C1 --kind %s --title 'Báo cáo %s' "
        "--occurred-on 2023-04-05 --symbol 12-BC/ĐTN --figure 'Số đoàn viên tham gia=210' "
        "--file %s/%s.pdf --wait --json",
        kind, name, system_directory(site), name);
    assert_int_equal(failed, 0);
    assert_non_null(strstr(out, "file.no_text"));
    assert_null(strstr(out, "paper.no_"));
    free(out);
}

/* Waits until the findings of that file's submission are like the pattern. */
static void wait_for(const char *name, const char *pattern)
{
    char condition[600];
    snprintf(condition, sizeof(condition),
             "EXISTS (SELECT FROM validation v JOIN submission s ON s.id = v.submission_id"
             " WHERE s.title = 'Báo cáo %s' AND v.findings::text LIKE '%s')",
             name, pattern);
    assert_true(database_wait(system_database(site), condition));
}

static long count_where(const char *condition)
{
    return database_number(system_database(site), "SELECT count(*) FROM file_scan WHERE %s",
                           condition);
}

static void a_scan_is_judged_at_once_and_again_when_it_was_read(void **state)
{
    (void)state;
    submit("ban-chup-mot", "document");
    wait_for("ban-chup-mot", "%Máy đã nhận dạng%");
    wait_for("ban-chup-mot", "%figures.text_contradicts%OCR%");
    assert_true(system_settle(site));
    assert_int_equal(database_number(system_database(site),
                                     "SELECT count(*) FROM validation WHERE findings::text ~ "
                                     "'document.(symbol|day)_differs|paper.no_'"),
                     0);
    assert_int_equal(count_where("text LIKE '%%dọn vệ sinh đường làng%%'"), 1);
    assert_int_equal(database_number(system_database(site), "SELECT count(*) FROM file_scan_use"),
                     0);
}

static void what_is_over_the_budget_waits_for_the_next_day(void **state)
{
    (void)state;
    assert_true(system_signal(site, SYSTEM_READER, 0, SIGKILL));
    submit("ban-chup-hai", "report");
    wait_for("ban-chup-hai", "%chờ nhận dạng%");
    assert_true(system_settle(site));
    assert_int_equal(count_where("state = 0 AND attempts = 0"), 1);
    assert_int_equal(database_number(system_database(site), "SELECT sum(pages) FROM file_scan_day"),
                     1);
    database_run(system_database(site), "UPDATE file_scan_day SET day = day - 1");
    wait_for("ban-chup-hai", "%copy.near_text%OCR%");
    assert_int_equal(count_where("state = 1"), 2);
    assert_int_equal(system_deaths(site), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scan_is_judged_at_once_and_again_when_it_was_read),
        cmocka_unit_test(what_is_over_the_budget_waits_for_the_next_day),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
