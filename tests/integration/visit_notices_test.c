/*
 * Notices before and after a visit: of which day and which report a unit is notified and when; by
 * the notification service itself, killed in between, each account notified once of each.
 */
#include "support/test.h"

#include <stdio.h>

#include "integration/scoring_fixture.h"
#include "support/one_service.h"
#include "support/wait.h"

struct fixture {
    struct database *db;
    struct one_service service;
};

/* A round that is issued: U1 is visited in ten days, U2 in eleven; reports are due in six. */
static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.db = database_create()};
    fixture_campaign(fixture.db);
    database_run(
        fixture.db,
        "INSERT INTO account (id, username, role, unit_id, full_name) VALUES"
        " (2, 'cb1', 'officer', 11, ''), (3, 'hd1', 'council', 11, ''),"
        " (4, 'cb2', 'officer', 12, ''), (5, 'thuong-vu', 'committee', 10, ''),"
        " (6, 'kt', 'inspector', NULL, 'Trưởng đoàn Một');"
        "INSERT INTO address VALUES (2, 2, 'a@a.example');"
        "INSERT INTO inspection_round (id, campaign_id, code, kind, form, state, title,"
        " period_from, period_to, papers, report_due_on, sample_size, sample_by)"
        " SELECT 1, 1, 'KT', 'year_end', 'on_site', 'issued', 'Kiểm tra năm', d + 10, d + 20,"
        " '{Sổ đoàn viên}', d + 6, 2, 'unit' FROM today_here() d;"
        "INSERT INTO round_act (round_id, act, detail, account_id)"
        " VALUES (1, 'step', '{\"to\": \"issued\"}', 5);"
        "INSERT INTO round_unit VALUES (1, 11), (1, 12);"
        "INSERT INTO round_team (id, round_id, code, name) VALUES (1, 1, '1', 'Đoàn số 1');"
        "INSERT INTO team_member VALUES (1, 6, 'head', '');"
        "INSERT INTO team_unit (round_id, unit_id, team_id, visited_on, half)"
        " VALUES (1, 11, 1, today_here() + 10, 'morning'), (1, 12, 1, today_here() + 11, NULL);"
        "SELECT keep_notices(1)");
    one_service_make(&fixture.service);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    one_service_end(&fixture->service);
    database_drop(&fixture->db);
    return 0;
}

static const char *kinds_on(struct fixture *fixture, int day)
{
    return database_value(fixture->db,
                          "SELECT string_agg(kind || ' ' || unit_id, ', ' ORDER BY kind, unit_id)"
                          " FROM reminders_visits(today_here() + %d)",
                          day);
}

static void a_notice_says_when_with_whom_and_what_to_prepare(void **state)
{
    struct fixture *fixture = *state;
    assert_string_equal(kinds_on(fixture, 0), "11 11, 11 12, 15 11, 15 12");
    assert_string_equal(
        database_value(fixture->db,
                       "SELECT replace(details || '|' || place, to_char(today_here() + 6,"
                       " 'DD/MM/YYYY'), 'HẠN') FROM reminders_visits(today_here())"
                       " WHERE kind = 11 AND unit_id = 11"),
        "Buổi sáng, từ 7 giờ 30.\n"
        "Đoàn số 1, trưởng đoàn: Trưởng đoàn Một.\n"
        "Giấy tờ cần chuẩn bị: Sổ đoàn viên.\n"
        "Báo cáo tự kiểm tra: gửi đến hết ngày HẠN.\n"
        "Chọn 2 cơ sở đoàn để đoàn kiểm tra đến.|/2023/kiem-tra/KT/don-vi/U1/chuan-bi");
    /* Only the newest notice counts, and none once its day is over. */
    database_run(fixture->db, "UPDATE team_unit SET visited_on = visited_on + 2 WHERE unit_id = 11;"
                              "SELECT keep_notices(1); SELECT keep_notices(1)");
    assert_string_equal(kinds_on(fixture, 0), "11 12, 12 11, 15 11, 15 12");
    assert_string_equal(kinds_on(fixture, 12), "12 11, 17 11, 17 12, 18 10");
    database_run(fixture->db, "DELETE FROM team_unit WHERE unit_id = 12; SELECT keep_notices(1)");
    assert_string_equal(kinds_on(fixture, 0), "12 11, 13 12, 15 11, 15 12");
}

static void a_report_is_reminded_of_until_it_is_there(void **state)
{
    struct fixture *fixture = *state;
    database_run(fixture->db, "DELETE FROM visit_notice");
    static const struct {
        int day;
        const char *wanted;
    } DAYS[] = {{0, "15 11, 15 12"},
                {2, "15 11, 15 12"},
                {3, "16 11, 16 12"},
                {6, "16 11, 16 12"},
                {7, "17 11, 17 12, 18 10"}};
    for (size_t i = 0; i < sizeof(DAYS) / sizeof(DAYS[0]); i++) {
        assert_string_equal(kinds_on(fixture, DAYS[i].day), DAYS[i].wanted);
    }
    database_run(fixture->db,
                 "INSERT INTO self_report (id, round_id, unit_id, version, files, note, body,"
                 " account_id) VALUES (md5('a')::uuid, 1, 11, 1, '[]', '', '{}', 2)");
    assert_string_equal(kinds_on(fixture, 7), "17 12, 18 10");
    assert_string_equal(database_value(fixture->db,
                                       "SELECT amount || ' ' || details"
                                       " FROM reminders_visits(today_here() + 7) WHERE kind = 18"),
                        "1 Đơn vị 2");
    database_run(fixture->db, "UPDATE inspection_round SET state = 'concluded'");
    assert_string_equal(database_value(fixture->db, "SELECT count(*)"
                                                    " FROM reminders_visits(today_here() + 7)"),
                        "0");
}

static void start_program(struct fixture *fixture)
{
    one_service_start(
        &fixture->service, "notification", database_dsn_as(fixture->db, "mc_notification"),
        (const char *const[]){"--remind.every_ms=100", "--remind.pace=off", "--remind.posts=off",
                              "--smtp.url=smtp://127.0.0.1:1", NULL});
}

static const char TOLD[] = "SELECT string_agg(concat_ws(' ', account_id, kind, channel), ', '"
                           " ORDER BY account_id, kind, channel) FROM notification";
static void wait_until_told(struct fixture *fixture, int occasions)
{
    char condition[200];
    snprintf(condition, sizeof(condition),
             "NOT EXISTS (SELECT FROM message WHERE stage = 4)"
             " AND (SELECT count(*) FROM told) = %d",
             occasions);
    assert_true(database_wait(fixture->db, condition));
}

static void each_account_is_notified_once_however_often_the_service_dies(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 6; i++) {
        start_program(fixture);
        wait_ms(900 + 90 * i);
        one_service_kill(&fixture->service);
    }
    start_program(fixture);
    wait_until_told(fixture, 4);
    assert_string_equal(database_value(fixture->db, "%s", TOLD),
                        "2 11 1, 2 11 2, 2 15 1, 2 15 2, 3 11 1, 3 15 1, 4 11 1, 4 15 1");
    /* Moved while the service runs and dies: one more for the unit that it concerns. */
    database_run(fixture->db, "UPDATE team_unit SET half = 'afternoon' WHERE unit_id = 12;"
                              "SELECT keep_notices(1)");
    for (int i = 0; i < 3; i++) {
        wait_ms(150 + 90 * i);
        one_service_kill(&fixture->service);
        start_program(fixture);
    }
    wait_until_told(fixture, 5);
    assert_string_equal(
        database_value(fixture->db,
                       "SELECT count(*) || ' ' || min(place) || ' ' || min(split_part(details,"
                       " '.', 1)) FROM notification WHERE kind = 12"),
        "1 /2023/kiem-tra/KT/don-vi/U2/chuan-bi Buổi chiều, từ 13 giờ 30");
}

/* Of minutes each version that is signed and waits for the unit. */
static void minutes_that_wait_are_notified_of_once_a_version(void **state)
{
    struct fixture *fixture = *state;
    database_run(
        fixture->db,
        "UPDATE inspection_round SET state = 'under_way', report_due_on = NULL;"
        "DELETE FROM visit_notice;"
        "INSERT INTO round_visit (round_id, unit_id, opened_by) VALUES (1, 11, 6);"
        "INSERT INTO visit_minutes (round_id, unit_id, version, content, facts, account_id)"
        " SELECT 1, 11, n, '{}', '{}', 6 FROM generate_series(1, 2) n;"
        "INSERT INTO visit_minutes_act (round_id, unit_id, version, act, text, account_id)"
        " VALUES (1, 11, 1, 'signed', '', 6)");
    static const char COUNT[] = "SELECT count(*) FROM reminders_visits(today_here())";
    assert_int_equal(database_number(fixture->db, COUNT), 0); /* a newer draft is written */
    database_run(fixture->db,
                 "INSERT INTO visit_minutes_act (round_id, unit_id, version, act, text, account_id)"
                 " VALUES (1, 11, 2, 'signed', '', 6)");
    start_program(fixture);
    wait_until_told(fixture, 1);
    assert_string_equal(database_value(fixture->db, "SELECT min(subject) || ' ' || min(place)"
                                                    " FROM notification WHERE kind = 14"),
                        "Biên bản kiểm tra chờ đơn vị xác nhận: Kiểm tra năm"
                        " /2023/kiem-tra/KT/don-vi/U1/bien-ban");
    assert_string_equal(database_value(fixture->db, "%s", TOLD), "2 14 1, 2 14 2, 3 14 1");
    database_run(fixture->db,
                 "INSERT INTO visit_minutes_act (round_id, unit_id, version, act, text, account_id)"
                 " VALUES (1, 11, 2, 'confirmed', '', 2); DELETE FROM told");
    assert_int_equal(database_number(fixture->db, COUNT), 0);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(a_notice_says_when_with_whom_and_what_to_prepare),
        CASE(a_report_is_reminded_of_until_it_is_there),
        CASE(each_account_is_notified_once_however_often_the_service_dies),
        CASE(minutes_that_wait_are_notified_of_once_a_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
