/*
 * Reminders of targets behind their pace and of days without posts: which ones are named, by when,
 * once a week; by the notification service itself, killed in between, each account notified once.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "integration/scoring_fixture.h"
#include "support/one_service.h"
#include "support/wait.h"

struct fixture {
    struct database *db;
    struct one_service service;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.db = database_create()};
    fixture_campaign(fixture.db);
    database_run(
        fixture.db,
        "INSERT INTO account (id, username, role, unit_id) VALUES (2, 'cb1', 'officer', 11),"
        " (3, 'hd1', 'council', 11), (4, 'cb2', 'officer', 12);"
        "INSERT INTO address VALUES (2, 2, 'a@a.example')");
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

static void start_program(struct fixture *fixture, const char *option)
{
    one_service_start(&fixture->service, "notification",
                      database_dsn_as(fixture->db, "mc_notification"),
                      (const char *const[]){"--remind.every_ms=100",
                                            "--smtp.url=smtp://127.0.0.1:1", option, NULL});
}

static void wait_for(struct fixture *fixture, const char *condition)
{
    assert_true(database_wait(fixture->db, condition));
}

static void expect_text(struct fixture *fixture, const char *sql, const char *wanted)
{
    assert_string_equal(database_value(fixture->db, "%s", sql), wanted);
}

/* ------------------------------------------------------------- which targets, by when */

static void targets_behind_today_are_named_with_figures_and_their_day(void **state)
{
    struct fixture *fixture = *state;
    struct database *db = fixture->db;
    fixture_piece(db, 11, 103, 5, 12);
    fixture_piece(db, 12, 103, 5, 16);
    database_run(db, "INSERT INTO target SELECT 1, 11, 102, 10; INSERT INTO not_applicable VALUES "
                     "(1, 13, 103, '')");
    /* 183 of 365 days: 15.04 of 30, 5.01 of 10. */
    expect_text(
        fixture,
        "SELECT concat_ws('|', title, amount, due_on, details) FROM reminders_pace('2023-07-02')"
        " WHERE unit_id = 11",
        "Năm 2023|2|2023-12-31|C102 Tiêu chí 102: đạt 0 trên 10, đến hôm nay cần 5,01, hạn "
        "31/12/2023\n"
        "C103 Tiêu chí 103: đạt 12 trên 30, đến hôm nay cần 15,04, hạn 31/12/2023");
    expect_text(
        fixture,
        "SELECT string_agg(unit_id::text, ' ' ORDER BY unit_id) FROM reminders_pace('2023-07-02')",
        "11 14");
    expect_text(fixture, "SELECT count(*)::text FROM reminders_pace('2024-01-01')", "0");
    database_run(db, "UPDATE campaign SET state = 'published'");
    expect_text(fixture, "SELECT count(*)::text FROM reminders_pace('2023-07-02')", "0");
}

static void days_and_the_week_that_were_missed_are_named(void **state)
{
    struct fixture *fixture = *state;
    struct database *db = fixture->db;
    /* The week before 15 March 2023 is 6 to 12 March. U1 misses two days and its story, U2 has
     * all, U3 posts stories only, U4 nothing, and nothing is expected of it. */
    database_run(
        db, "INSERT INTO post (unit_id, kind, title, published_on)"
            " SELECT 11, 'news', 'T', date '2023-03-06' + d FROM unnest('{0,2,4,5,6}'::int[]) d"
            " UNION ALL SELECT 12, 'news', 'T', date '2023-03-06' + d FROM generate_series(0, 6) d"
            " UNION ALL SELECT 12, 'story', 'C', '2023-03-12'"
            " UNION ALL SELECT 11, 'story', 'C', '2023-03-13'"
            " UNION ALL SELECT 13, 'story', 'C', '2023-03-05'");
    expect_text(fixture,
                "SELECT string_agg(concat_ws('|', unit_id, amount, due_on, details), E'\\n' ORDER "
                "BY unit_id)"
                " FROM reminders_posts('2023-03-15')",
                "11|3|2023-03-19|chưa có tin tốt ngày 07/03, 09/03; tuần từ 06/03 đến 12/03 chưa "
                "có câu chuyện đẹp\n"
                "13|1|2023-03-19|tuần từ 06/03 đến 12/03 chưa có câu chuyện đẹp");
    /* Where a criterion counts news, a unit that posts none is reminded. */
    database_run(db, "INSERT INTO post_criterion VALUES (1, 'news', 103)");
    expect_text(fixture,
                "SELECT concat_ws('|', amount, details) FROM reminders_posts('2023-03-15') WHERE "
                "unit_id = 14",
                "7|chưa có tin tốt ngày 06/03, 07/03, 08/03, 09/03, 10/03, 11/03, 12/03");
    /* A period that begins in the middle of a week expects nothing before. */
    database_run(db, "UPDATE campaign SET period_from = '2023-03-11'");
    expect_text(fixture, "SELECT details FROM reminders_posts('2023-03-15') WHERE unit_id = 14",
                "chưa có tin tốt ngày 11/03, 12/03");
    expect_text(fixture, "SELECT count(*)::text FROM reminders_posts('2023-03-11')", "0");
}

static void an_occasion_is_one_of_a_unit_and_an_iso_week(void **state)
{
    struct fixture *fixture = *state;
    static const char SAME[] =
        "SELECT count(DISTINCT occasion)::text FROM (SELECT * FROM reminders_pace('%s')"
        " UNION ALL SELECT * FROM reminders_pace('%s')) x WHERE unit_id = 11";
    char sql[300];
    const char *const days[][3] = {{"2023-07-03", "2023-07-09", "1"},
                                   {"2023-07-02", "2023-07-03", "2"}};
    for (size_t i = 0; i < 2; i++) {
        char *end = sql + snprintf(sql, sizeof(sql), "%.*s%s", (int)(strstr(SAME, "%s") - SAME),
                                   SAME, days[i][0]);
        const char *rest = strstr(SAME, "%s") + 2;
        (void)snprintf(end, sizeof(sql) - (size_t)(end - sql), "%.*s%s%s",
                       (int)(strstr(rest, "%s") - rest), rest, days[i][1], strstr(rest, "%s") + 2);
        expect_text(fixture, sql, days[i][2]);
    }
    database_run(
        fixture->db,
        "INSERT INTO told (subject_id, message_id, told_count) SELECT occasion, occasion, 1"
        " FROM reminders_pace('2023-07-03')");
    expect_text(fixture, "SELECT count(*)::text FROM reminders_pace('2023-07-05')", "0");
    expect_text(fixture, "SELECT count(*)::text FROM reminders_pace('2023-07-10')", "4");
}

/* A recommendation of a round, issued so many days ago, to U1 and U2, due on a day. */
static void recommend(struct database *db, int days_ago)
{
    database_run(db,
                 "INSERT INTO account (id, username, role, unit_id) VALUES"
                 " (5, 'thuong-vu', 'committee', 10);"
                 "INSERT INTO inspection_round (id, campaign_id, code, kind, form, state, title,"
                 " period_from, period_to) VALUES (1, 1, 'KT', 'year_end', 'on_site',"
                 " 'concluded', 'Kiểm tra', '2023-01-01', '2023-01-02');");
    database_run(
        db,
        "INSERT INTO recommendation (id, round_id, number, text, measure, is_common, body,"
        " account_id, at) VALUES (md5('a')::uuid, 1, 1, 'Rà soát', 'Không lệch', true, '{}', 5,"
        " now() - %d * interval '1 day');"
        "INSERT INTO recommendation_unit SELECT md5('a')::uuid, u,"
        " (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date FROM unnest('{11,12}'::int[]) u",
        days_ago);
}

static void recommendations_are_told_when_new_due_overdue_and_late(void **state)
{
    struct fixture *fixture = *state;
    static const char KINDS[] =
        "SELECT string_agg(kind || ' ' || unit_id, ', ' ORDER BY kind, unit_id)"
        " FROM reminders_asked((now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + %d, 14)";
    static const struct {
        int day;
        const char *wanted;
    } DAYS[] = {{-20, "7 11, 7 12"}, {-7, "8 11, 8 12"}, {0, "8 11, 8 12"},
                {1, "9 11, 9 12"},   {14, "9 11, 9 12"}, {15, "9 11, 9 12, 10 10"}};
    recommend(fixture->db, 30);
    for (size_t i = 0; i < sizeof(DAYS) / sizeof(DAYS[0]); i++) {
        assert_string_equal(database_value(fixture->db, KINDS, DAYS[i].day), DAYS[i].wanted);
    }
    /* What is reported waits for an inspector, what is accepted is done. */
    database_run(fixture->db,
                 "UPDATE recommendation_unit SET state = 'reported' WHERE unit_id = 11");
    assert_string_equal(database_value(fixture->db, KINDS, 15), "9 12, 10 10");
    expect_text(fixture,
                "SELECT concat_ws('|', title, amount, details) FROM"
                " reminders_asked((now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + 15, 14)"
                " WHERE kind = 10",
                "Rà soát|2|Đơn vị 1, Đơn vị 2");
    database_run(fixture->db, "UPDATE recommendation_unit SET state = 'accepted'");
    expect_text(fixture,
                "SELECT count(*)::text FROM"
                " reminders_asked((now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + 15, 14)",
                "0");
}

/* ------------------------------------------------------------- the service */

/* Today is in the middle of the campaign; U2 has no target, and has posted every day. */
static void make_current(struct fixture *fixture)
{
    database_run(
        fixture->db,
        "UPDATE campaign SET period_from = current_date - 100, period_to = current_date + 100,"
        " filing_deadline = current_date + 90;"
        "DELETE FROM target WHERE unit_id <> 11; INSERT INTO post_criterion VALUES (1, 'news', "
        "103);"
        "DELETE FROM campaign_unit WHERE unit_id > 12;"
        "INSERT INTO post (unit_id, kind, title, published_on)"
        " SELECT 12, 'news', 'T', d FROM generate_series(current_date - 20, current_date, interval "
        "'1 day')"
        " d");
}

static const char TOLD[] = "SELECT string_agg(concat_ws(' ', account_id, kind, channel), ', '"
                           " ORDER BY account_id, kind, channel) FROM notification";

static void each_account_is_notified_once_however_often_the_service_dies(void **state)
{
    struct fixture *fixture = *state;
    make_current(fixture);
    for (int i = 0; i < 6; i++) {
        start_program(fixture, "--remind.days=1");
        wait_ms(900 + 90 * i);
        one_service_kill(&fixture->service);
    }
    start_program(fixture, "--remind.days=1");
    wait_for(
        fixture,
        "(SELECT count(*) FROM told) = 2 AND NOT EXISTS (SELECT FROM message WHERE stage = 4)");
    wait_ms(1500);
    expect_text(fixture, TOLD, "2 5 1, 2 5 2, 2 6 1, 2 6 2, 3 5 1");
    expect_text(
        fixture,
        "SELECT subject LIKE 'Chậm tiến độ 1 chỉ tiêu, chậm nhất: C103 Tiêu chí 103: đạt 0 trên 30,"
        " đến hôm"
        " nay cần %%' FROM notification WHERE kind = 5 AND channel = 1 AND account_id = 2",
        "t");
}

static void a_late_recommendation_reaches_unit_and_committee_once(void **state)
{
    struct fixture *fixture = *state;
    recommend(fixture->db, 60);
    database_run(fixture->db, "UPDATE recommendation_unit SET due_on = due_on - 20");
    for (int i = 0; i < 3; i++) {
        start_program(fixture, "--remind.days=1");
        wait_ms(900 + 90 * i);
        one_service_kill(&fixture->service);
    }
    start_program(fixture, "--remind.days=1");
    wait_for(
        fixture,
        "(SELECT count(*) FROM told) = 3 AND NOT EXISTS (SELECT FROM message WHERE stage = 4)");
    expect_text(fixture, TOLD, "2 9 1, 2 9 2, 3 9 1, 4 9 1, 5 10 1");
    /* An extension begins again. */
    database_run(fixture->db,
                 "UPDATE recommendation_unit SET due_on = due_on + 26 WHERE unit_id = 12");
    wait_for(fixture, "EXISTS (SELECT FROM notification WHERE kind = 8 AND account_id = 4)");
    expect_text(fixture, "SELECT count(*)::text FROM notification WHERE kind IN (8, 9, 10)", "6");
}

static void what_is_switched_off_is_not_notified(void **state)
{
    struct fixture *fixture = *state;
    make_current(fixture);
    start_program(fixture, "--remind.pace=off");
    wait_for(fixture, "EXISTS (SELECT FROM notification WHERE kind = 6)");
    wait_ms(500);
    expect_text(fixture,
                "SELECT string_agg(DISTINCT kind::text, ' ') FROM notification WHERE kind > 3",
                "6");
    one_service_kill(&fixture->service);
    /* And by rule: no account is notified, and the reminder is done nevertheless. */
    database_run(fixture->db, "DELETE FROM notification_rule WHERE kind = 5");
    start_program(fixture, "--remind.posts=off");
    wait_for(fixture, "(SELECT count(*) FROM told WHERE told_count = 0) = 1");
    expect_text(fixture, "SELECT count(*)::text FROM notification WHERE kind = 5", "0");
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(targets_behind_today_are_named_with_figures_and_their_day),
        CASE(days_and_the_week_that_were_missed_are_named),
        CASE(an_occasion_is_one_of_a_unit_and_an_iso_week),
        CASE(each_account_is_notified_once_however_often_the_service_dies),
        CASE(recommendations_are_told_when_new_due_overdue_and_late),
        CASE(a_late_recommendation_reaches_unit_and_committee_once),
        CASE(what_is_switched_off_is_not_notified),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
