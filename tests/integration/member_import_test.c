/*
 * member_import_test.c — the program `minhchung members` on a real store: a new layout is asked
 * about once and remembered, also for units below; a killed import leaves nothing or all.
 */
#include "support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <jansson.h>

#include "integration/scoring_fixture.h"
#include "support/wait.h"

static char output[65536];

static int set_up(void **state)
{
    struct database *db = database_create();
    fixture_campaign(db);
    database_run(db, "UPDATE unit SET parent_id = 10 WHERE id > 10");
    setenv("MINHCHUNG_STORE_DSN", database_dsn(db), 1);
    *state = db;
    return 0;
}

static int tear_down(void **state)
{
    struct database *db = *state;
    database_drop(&db);
    return 0;
}

static const char *file_of(const char *text)
{
    static char path[64];
    snprintf(path, sizeof(path), "%s", "/tmp/member_import_XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    return path;
}

static int members(const char *arguments)
{
    char command[1024];
    snprintf(command, sizeof(command), "%s/bin/minhchung members %s 2>&1", getenv("MC_BUILD"),
             arguments);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t len = fread(output, 1, sizeof(output) - 1, pipe);
    output[len] = '\0';
    int code = WEXITSTATUS(pclose(pipe));
    print_message("%s", code == 2 ? output : ""); /* a failure is rarely expected */
    return code;
}

static int import(const char *path, const char *unit, const char *more)
{
    char arguments[512];
    snprintf(arguments, sizeof(arguments),
             "import %s --unit %s --campaign 2023 --as-of 2023-06-30 %s", path, unit, more);
    return members(arguments);
}

static const char KNOWN[] =
    "DANH SÁCH\nHọ tên,Ngày sinh,Ngày vào Đoàn\nLê Văn An,02/09/2001,26/03/2017\n"
    "Trần Thị Bé,31/02/2002,26/03/2018\n";

static void a_layout_is_asked_about_once(void **state)
{
    struct database *db = *state;
    const char *path = file_of(KNOWN);
    assert_int_equal(import(path, "U1", ""), 1);
    assert_non_null(strstr(output, "Họ tên = full_name"));
    assert_int_equal(database_number(db, "SELECT count(*) FROM member_snapshot"), 0);
    assert_int_equal(import(path, "T", "--yes"), 1); /* not assessed in the campaign */
    assert_int_equal(import(path, "U1", "--yes"), 0);
    assert_non_null(strstr(output, "Không phải ngày có trong lịch."));
    assert_int_equal(import(path, "U1", ""), 0);
    assert_non_null(strstr(output, "đã được ghi trước đó"));
    assert_string_equal(
        database_value(db, "SELECT concat_ws(' ', count(*), max(members), max(score)) FROM"
                           " member_snapshot"),
        "1 2 50.00");
    assert_int_equal(import(path, "U2", ""), 1);                /* another unit has no mapping */
    database_run(db, "UPDATE member_mapping SET unit_id = 10"); /* the province has one */
    assert_int_equal(import(path, "U2", ""), 0);
    unlink(path);
}

static void a_strange_layout_is_named_by_hand(void **state)
{
    struct database *db = *state;
    const char *path = file_of("A,B,C\nLê Văn An,02/09/2001,26/03/2017\n");
    assert_int_equal(import(path, "U1", "--yes"), 1);
    assert_int_equal(import(path, "U1", "--map A=nothing"), 2);
    assert_int_equal(import(path, "U1", "--map A=full_name --map B=born_on --map C=admitted_on"),
                     0);
    assert_int_equal(import(path, "U1", "--members 1"), 0);
    assert_int_equal(database_number(db, "SELECT max(members) FROM member_snapshot"), 1);
    unlink(path);
}

static void the_set_criterion_is_fed_and_nothing_personal_is_kept(void **state)
{
    struct database *db = *state;
    const char *path = file_of(KNOWN);
    assert_int_equal(import(path, "U1", "--yes"), 0);
    assert_int_equal(members("set --campaign 2023 --criterion C103 --figure gio"), 1);
    assert_int_equal(members("set --campaign 2023 --criterion C103 --figure lượt --weights 0,0,0"),
                     2);
    assert_int_equal(members("set --campaign 2023 --criterion C103 --figure lượt --weights 1,0,0"),
                     0);
    assert_int_equal(database_number(db, "SELECT count(*) FROM recompute WHERE criterion_id = 103"),
                     1);
    assert_int_equal(import(path, "U1", ""), 0); /* other weights: another score */
    assert_string_equal(
        database_value(db, "SELECT amount::text FROM evidence_fact WHERE figure = 1"), "50.0000");
    assert_int_equal(
        database_number(db, "SELECT count(*) FROM member_snapshot s WHERE s::text LIKE '%%Lê Văn%%'"
                            " OR s::text LIKE '%%Trần%%' OR s::text ~ '26/03/2017|2017-03|31/02'"),
        0);
    assert_int_equal(members("show --unit U1 --campaign 2023"), 0);
    assert_non_null(strstr(output, "2 đoàn viên"));
    unlink(path);
}

/* Other weights: existing scores follow, as after a new import. */
static void scores_follow_the_weights(void **state)
{
    struct database *db = *state;
    const char *path = file_of(KNOWN);
    assert_int_equal(import(path, "U1", "--yes --members 3"), 0);
    static const char SCORE[] =
        "SELECT concat_ws(' ', count(*), max(score), max(receipt ->> 'value'),"
        " max(receipt #>> '{inputs,weights}')) FROM member_snapshot";
    assert_int_equal(members("set --campaign 2023 --criterion C103 --figure lượt --weights 1,0,0"),
                     0);
    assert_string_equal(database_value(db, "%s", SCORE), "1 50.00 50.00 [1, 0, 0]");
    assert_int_equal(members("set --campaign 2023 --criterion C103 --figure lượt --weights 0,1,0"),
                     0);
    /* (100 + 2/3 of 100) / 2 */
    assert_string_equal(database_value(db, "%s", SCORE), "1 83.33 83.33 [0, 1, 0]");
    assert_string_equal(
        database_value(db, "SELECT amount::text FROM evidence_fact WHERE figure = 1"), "83.3300");
    assert_int_equal(import(path, "U1", "--members 3"), 0);
    assert_string_equal(
        database_value(db, "SELECT count(DISTINCT (score, receipt))::text FROM member_snapshot"),
        "1");
    unlink(path);
}

/* Killed every few milliseconds of its run: all of it is stored or nothing, and another run
 * completes it. */
static void a_killed_import_is_whole_or_not_there(void **state)
{
    struct database *db = *state;
    database_run(db, "INSERT INTO member_criterion VALUES (1, 103, 1)");
    const char *path = file_of(KNOWN);
    char program[512], quiet[] = "/dev/null";
    snprintf(program, sizeof(program), "%s/bin/minhchung", getenv("MC_BUILD"));
    for (int delay_ms = 0; delay_ms <= 40; delay_ms += 2) {
        database_run(
            db,
            "DELETE FROM evidence_fact; DELETE FROM member_snapshot; DELETE FROM member_mapping");
        pid_t child = fork();
        if (child == 0) {
            (void)!freopen(quiet, "w", stdout);
            execl(program, program, "members", "import", path, "--unit", "U1", "--campaign", "2023",
                  "--as-of", "2023-06-30", "--yes", (char *)NULL);
            _exit(127);
        }
        wait_ms(delay_ms);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        /* The statement of a killed connection may still be running. */
        assert_true(database_wait(
            db, "NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                " AND datname = current_database() AND backend_type = 'client backend')"));
        long there = database_number(db, "SELECT count(*) FROM member_snapshot");
        assert_int_equal(database_number(db, "SELECT count(*) FROM evidence_fact"), 2 * there);
        assert_int_equal(database_number(db, "SELECT count(*) FROM member_mapping"), there);
        assert_int_equal(import(path, "U1", "--yes"), 0);
        assert_int_equal(database_number(db, "SELECT count(*) FROM member_snapshot"), 1);
        assert_int_equal(database_number(db, "SELECT count(*) FROM evidence_fact"), 2);
    }
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_layout_is_asked_about_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_strange_layout_is_named_by_hand, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_set_criterion_is_fed_and_nothing_personal_is_kept,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(scores_follow_the_weights, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_killed_import_is_whole_or_not_there, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
