/*
 * papers_test.c — papers of a round over HTTP with the service that makes them: each kind says what
 * its names promise; made, issued and frozen, corrected by a new one; templates checked and used;
 * a worker killed in the middle loses and doubles nothing; and who reads what.
 */
#include "support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/document.h"
#include "support/one_papers.h"
#include "support/system_evidence.h"
#include "support/system_http.h"

#define TEMPLATES ROUND "/templates/plan"
#define PLAN      "11111111-1111-4111-8111-111111111111"
#define PLAN_2    "22222222-2222-4222-8222-222222222222"
#define NOTICE_1  "33333333-3333-4333-8333-333333333331"
#define NOTICE_2  "33333333-3333-4333-8333-333333333332"

/* ---------------------------------------------------------------- the file */

/* Its text contains what is wanted. */
static void expect_text(const char *path, const char *wanted)
{
    struct http_answer answer = file_of("uy-ban", path);
    assert_int_equal(answer.status, 200);
    struct buf docx = {0}, text = {0}, facts = {0};
    struct legacy_text fonts = {.out = &text};
    struct document_notes notes;
    buf_add(&docx, answer.body, answer.len);
    struct package *package = package_open_bytes(&docx);
    assert_non_null(package);
    document_read(package, &fonts, 1 << 16, &notes);
    legacy_text_close(&fonts, &facts);
    if (strstr(buf_string(&text), wanted) == NULL) {
        fail_msg("no \"%s\" in:\n%s", wanted, buf_string(&text));
    }
    package_close(&package);
    buf_free(&docx);
    buf_free(&text);
    buf_free(&facts);
    http_free(&answer);
}

static void a_paper_is_made_and_downloaded(void **state)
{
    (void)state;
    ask("uy-ban", "PUT", ROUND "/papers/" PLAN, "{\"kind\":\"plan\"}", ACCEPTED);
    ask("uy-ban", "PUT", ROUND "/papers/" PLAN, "{\"kind\":\"plan\"}", ACCEPTED);
    ask("uy-ban", "PUT", ROUND "/papers/" PLAN, "{\"kind\":\"itinerary\"}",
        (struct wanted){409, "idempotency.conflict"});
    wait_made(PLAN, "made");
    ask("uy-ban", "GET", "/api/v1/papers/" PLAN, NULL, (struct wanted){200, "\"made\""});
    expect_text("/api/v1/papers/" PLAN "/file", "128-KH/UBKTTĐ");
    expect_text("/api/v1/papers/" PLAN "/file", "ngày 18 tháng 10 năm 2023");
    expect_text("/api/v1/papers/" PLAN "/file", "một, hai");
    assert_int_equal(database_number(system_database(site), "SELECT count(*) FROM paper"), 1);
}

static void what_stands_against_a_paper_is_said(void **state)
{
    (void)state;
    ask("uy-ban", "PUT", ROUND "/papers/" PLAN_2, "{\"kind\":\"poem\"}",
        (struct wanted){400, "paper.kind"});
    ask("uy-ban", "PUT", ROUND "/papers/" PLAN_2, "{\"kind\":\"plan\",\"unit\":\"U1\"}",
        (struct wanted){422, "paper.unit"});
    ask("uy-ban", "PUT", ROUND "/papers/" PLAN_2, "{\"kind\":\"unit_notice\"}",
        (struct wanted){422, "paper.unit"});
    ask("uy-ban", "PUT", ROUND "/papers/" PLAN_2, "{\"kind\":\"unit_notice\",\"unit\":\"U9\"}",
        (struct wanted){422, "team.unit"});
    ask("uy-ban", "PUT", ROUND "/papers/" PLAN_2, "{\"kind\":\"minutes\",\"unit\":\"U1\"}",
        (struct wanted){409, "paper.empty"});
}

static void every_kind_says_what_its_names_promise(void **state)
{
    (void)state;
    visit_unit();
    expect_named();
    static const char *const KINDS[] = {"team_decision", "itinerary",  "conclusion", "follow_up",
                                        "results",       "outline",    "decision",   "news",
                                        "minutes",       "self_score", "appraisal",  "checklist"};
    enum { OF_UNITS = 8, COUNT = sizeof(KINDS) / sizeof(KINDS[0]) };
    for (size_t i = 0; i < COUNT; i++) {
        char path[200], body[200];
        snprintf(path, sizeof(path), ROUND "/papers/44444444-4444-4444-8444-4444444444%02zu", i);
        snprintf(body, sizeof(body), "{\"kind\":\"%s\"%s}", KINDS[i],
                 i >= OF_UNITS ? ",\"unit\":\"U1\"" : "");
        ask("uy-ban", "PUT", path, body, ACCEPTED);
    }
    wait_for("(SELECT count(*) FROM paper WHERE state = 'made') = 13");
    expect_text("/api/v1/papers/44444444-4444-4444-8444-444444444408/file", "Đã xem sổ.");
    expect_text("/api/v1/papers/44444444-4444-4444-8444-444444444411/file", "chưa có minh chứng");
}

static void keep(const char *path, const char *name, char into[static 300])
{
    struct http_answer answer = system_get(site, "uy-ban", path);
    if (answer.status != 200) {
        fail_msg("%s: %ld %s", path, answer.status, answer.body);
    }
    snprintf(into, 300, "%s/%s", system_directory(site), name);
    FILE *file = fopen(into, "we");
    assert_non_null(file);
    assert_int_equal(fwrite(answer.body, 1, answer.len, file), answer.len);
    fclose(file);
    http_free(&answer);
}

static void a_table_is_a_workbook_too(void **state)
{
    (void)state;
    /* Of those made above: itinerary, follow_up, results, self_score, appraisal, checklist. */
    static const int TABLES[] = {1, 3, 4, 9, 10, 11};
    for (size_t i = 0; i < sizeof(TABLES) / sizeof(TABLES[0]); i++) {
        char paper[100], sheet[120], data_file[300], sheet_file[300], command[800];
        snprintf(paper, sizeof(paper), "/api/v1/papers/44444444-4444-4444-8444-4444444444%02d",
                 TABLES[i]);
        snprintf(sheet, sizeof(sheet), "%s/sheet.xlsx", paper);
        keep(paper, "van-ban.json", data_file);
        keep(sheet, "van-ban.xlsx", sheet_file);
        snprintf(command, sizeof(command), "/usr/bin/python3 -B tests/e2e/paper_sheet.py %s %s",
                 sheet_file, data_file);
        assert_int_equal(system(command), 0);
    }
    ask("uy-ban", "GET", "/api/v1/papers/" PLAN "/sheet.xlsx", NULL, (struct wanted){404, ""});
    ask("can-bo-1", "GET", "/api/v1/papers/44444444-4444-4444-8444-444444444404/sheet.xlsx", NULL,
        (struct wanted){404, ""});
}

/* ---------------------------------------------------------------- issuing */

static void issued_it_is_frozen(void **state)
{
    (void)state;
    struct database *db = system_database(site);
    ask("can-bo-1", "GET", "/api/v1/papers/" PLAN, NULL, (struct wanted){404, ""});
    ask("uy-ban", "POST", "/api/v1/papers/" PLAN "/issue", "{}", ACCEPTED);
    ask("uy-ban", "POST", "/api/v1/papers/" PLAN "/issue", "{}", ACCEPTED);
    wait_made(PLAN, "issued");
    assert_int_equal(
        database_number(db,
                        "SELECT count(*) FROM paper WHERE hash = sha256(file) AND"
                        " symbol = '128-KH/UBKTTĐ' AND dated = '2023-10-18' AND state = 'issued'"),
        1);
    database_refuses(db, "MC003", "UPDATE paper SET data = '{}' WHERE state = 'issued'");
    database_refuses(db, "MC003", "DELETE FROM paper WHERE state = 'issued'");
    ask("uy-ban", "POST", "/api/v1/papers/" PLAN "/issue", "{\"symbol\":\"9-KH\"}",
        (struct wanted){409, "paper.issued"});
    ask("can-bo-1", "GET", "/api/v1/papers/" PLAN, NULL, OK);
}

static void a_correction_names_what_it_supersedes(void **state)
{
    (void)state;
    ask("uy-ban", "PUT", ROUND "/papers/" PLAN_2, "{\"kind\":\"plan\"}",
        (struct wanted){409, "paper.issued"});
    ask("uy-ban", "PUT", ROUND "/papers/" PLAN_2, "{\"kind\":\"plan\",\"supersedes\":\"" PLAN "\"}",
        ACCEPTED);
    wait_made(PLAN_2, "made");
    ask("uy-ban", "GET", "/api/v1/papers/" PLAN_2, NULL,
        (struct wanted){200, "số 128-KH/UBKTTĐ, ngày 18/10/2023"});
    ask("uy-ban", "POST", "/api/v1/papers/" PLAN_2 "/issue",
        "{\"symbol\":\"130-KH/UBKTTĐ\",\"dated\":\"2023-10-25\"}", ACCEPTED);
    wait_made(PLAN_2, "issued");
    ask("uy-ban", "GET", "/api/v1/papers/" PLAN, NULL,
        (struct wanted){200, "\"superseded_by\": \"" PLAN_2 "\""});
    expect_text("/api/v1/papers/" PLAN_2 "/file", "130-KH/UBKTTĐ");
}

static void a_unit_reads_the_plan_and_its_own_notice(void **state)
{
    (void)state;
    ask("uy-ban", "PUT", ROUND "/papers/" NOTICE_1, "{\"kind\":\"unit_notice\",\"unit\":\"U1\"}",
        ACCEPTED);
    ask("uy-ban", "PUT", ROUND "/papers/" NOTICE_2, "{\"kind\":\"unit_notice\",\"unit\":\"U2\"}",
        ACCEPTED);
    wait_made(NOTICE_1, "made");
    wait_made(NOTICE_2, "made");
    const char *file = "/api/v1/papers/" NOTICE_1 "/file";
    expect_text(file, "Sổ đoàn viên; Sổ đoàn phí; mốc số liệu");
    expect_text(file, "gửi trên hệ thống đến hết ngày 30 tháng 10 năm 2023");
    expect_text(file, "Cơ sở đoàn được kiểm tra mẫu: 2 cơ sở, bốc thăm.");
    ask("uy-ban", "POST", "/api/v1/papers/" NOTICE_1 "/issue", "{}",
        (struct wanted){400, "field.missing"});
    ask("uy-ban", "POST", "/api/v1/papers/" NOTICE_1 "/issue", "{\"symbol\":\"11-TB\"}", ACCEPTED);
    ask("uy-ban", "PUT", "/api/v1/register/books/TB-TINH",
        "{\"unit\":\"TINH\",\"issuer\":\"UBKTTĐ\",\"issuer_name\":\"Ủy ban Kiểm tra\",\"type\":"
        "\"TB\",\"term\":\"2022–2027\",\"term_from\":\"2022-10-01\",\"first_number\":40}",
        OK);
    ask("uy-ban", "POST", "/api/v1/papers/" NOTICE_2 "/issue", "{\"book\":\"KH-LA\"}",
        (struct wanted){422, "paper.book"});
    ask("bien-tap", "POST", "/api/v1/papers/" NOTICE_2 "/issue", "{\"book\":\"TB-TINH\"}",
        (struct wanted){422, "paper.book"});
    ask("uy-ban", "POST", "/api/v1/papers/" NOTICE_2 "/issue",
        "{\"book\":\"TB-TINH\",\"dated\":\"2023-10-20\"}", ACCEPTED);
    ask("uy-ban", "POST", "/api/v1/papers/" NOTICE_2 "/issue",
        "{\"book\":\"TB-TINH\",\"dated\":\"2023-10-20\"}", (struct wanted){202, "40-TB/UBKTTĐ"});
    assert_int_equal(database_number(system_database(site), "SELECT count(*) FROM register_entry"),
                     1);
    wait_made(NOTICE_1, "issued");
    wait_made(NOTICE_2, "issued");
    ask("can-bo-1", "GET", "/api/v1/papers/" NOTICE_1, NULL, OK);
    ask("can-bo-1", "GET", ROUND "/papers", NULL, (struct wanted){200, NOTICE_1});
    ask("can-bo-1", "GET", ROUND "/papers", NULL, (struct wanted){200, "\"may_make\": false"});
    ask("kiem-tra", "GET", ROUND "/papers", NULL, (struct wanted){200, NOTICE_2});
    ask("can-bo-1", "GET", "/api/v1/papers/" NOTICE_2, NULL, (struct wanted){404, ""});
    ask("can-bo-1", "GET", "/api/v1/papers/" NOTICE_2 "/file", NULL, (struct wanted){404, ""});
    ask("can-bo-1", "GET", "/api/v1/papers/44444444-4444-4444-8444-444444444402", NULL,
        (struct wanted){404, ""});
    ask("can-bo-1", "PUT", ROUND "/papers/55555555-5555-4555-8555-555555555555",
        "{\"kind\":\"plan\"}", (struct wanted){403, ""});
    ask("can-bo-1", "PUT", ROUND "/papers/55555555-5555-4555-8555-555555555555",
        "{\"kind\":\"self_score\",\"unit\":\"U1\"}", ACCEPTED);
    ask("kiem-tra", "GET", "/api/v1/papers/" NOTICE_2, NULL, OK);
    ask("kiem-tra", "POST", "/api/v1/papers/44444444-4444-4444-8444-444444444408/issue", "{}",
        (struct wanted){409, "paper.minutes"});
}

/* ---------------------------------------------------------------- templates */

static void send_template(const char *text)
{
    send_paragraph(TEMPLATES "?name=ke-hoach.docx", text);
}

static void a_template_is_checked_tried_and_used(void **state)
{
    (void)state;
    send_template("Kế hoạch {{so_don_vj}} đơn vị");
    wait_for("EXISTS (SELECT FROM paper_template WHERE version = 2 AND state = 'faulty')");
    ask("bien-tap", "GET", TEMPLATES, NULL, (struct wanted){200, "Kế hoạch {{so_don_vj}} đơn vị"});
    ask("bien-tap", "POST", TEMPLATES "/2/use", NULL,
        (struct wanted){409, "paper.template_faulty"});
    send_template("Riêng của tỉnh: {{so_don_vi|hai số}} đơn vị");
    wait_for("EXISTS (SELECT FROM paper_template WHERE version = 3 AND state = 'good')");
    expect_text(TEMPLATES "/3/file?part=preview", "Riêng của tỉnh: 02 đơn vị");
    expect_text(TEMPLATES "/3/file?part=file", "{{so_don_vi|hai số}}");
    ask("bien-tap", "POST", TEMPLATES "/3/use", NULL, OK);
    ask("kiem-tra", "GET", TEMPLATES, NULL, (struct wanted){403, ""});
    ask("uy-ban", "PUT", ROUND "/papers/66666666-6666-4666-8666-666666666666",
        "{\"kind\":\"plan\",\"supersedes\":\"" PLAN_2 "\"}", ACCEPTED);
    wait_made("66666666-6666-4666-8666-666666666666", "made");
    expect_text("/api/v1/papers/66666666-6666-4666-8666-666666666666/file", "Riêng của tỉnh");
    ask("uy-ban", "GET", "/api/v1/papers/" PLAN_2, NULL, (struct wanted){200, "\"template\": 1,"});
}

/* ---------------------------------------------------------------- crashes */

static void a_late_worker_changes_nothing(void **state)
{
    (void)state;
    struct database *db = system_database(site);
    one_service_kill(&papers);
    database_run(
        db, "INSERT INTO paper (id, round_id, kind, template_id, data, account_id, claim, ready_at)"
            " SELECT '77777777-7777-4777-8777-777777777777', round_id, kind, template_id, data,"
            "        account_id, gen_random_uuid(), now() - interval '1 second'"
            "   FROM paper WHERE id = '" PLAN "'");
    long early = database_number(
        db, "SELECT count(*) FROM papers_claim('88888888-8888-4888-8888-888888888888', 60000, 6)"
            " WHERE is_owed");
    assert_int_equal(early, 1);
    database_run(
        db,
        "SELECT papers_done('77777777-7777-4777-8777-777777777777', gen_random_uuid(), 'PKspät', NULL)");
    assert_string_equal(
        database_value(db,
                       "SELECT state FROM paper WHERE id = '77777777-7777-4777-8777-777777777777'"),
        "owed");
    database_run(db, "SELECT papers_done('77777777-7777-4777-8777-777777777777',"
                     " '88888888-8888-4888-8888-888888888888', 'PK', NULL)");
    database_run(db, "SELECT papers_done('77777777-7777-4777-8777-777777777777',"
                     " '88888888-8888-4888-8888-888888888888', 'PKdouble', NULL)");
    assert_string_equal(
        database_value(
            db,
            "SELECT state || encode(file, 'escape') FROM paper WHERE id = '77777777-7777-4777-8777-777777777777'"),
        "madePK");
}

static void a_worker_killed_in_the_middle_loses_and_doubles_nothing(void **state)
{
    (void)state;
    enum { MANY = 60, KILLS = 4 };
    struct database *db = system_database(site);
    database_run(
        db,
        "DELETE FROM paper WHERE state <> 'issued';"
        "INSERT INTO paper (id, round_id, kind, template_id, data, account_id)"
        " SELECT gen_random_uuid(), round_id, kind, template_id, data || jsonb_build_object('nam', n::text),"
        "        account_id FROM paper, generate_series(1, %d) n WHERE id = '" PLAN "'",
        MANY);
    for (int i = 1; i <= KILLS; i++) {
        char condition[120];
        start_service(NULL);
        snprintf(condition, sizeof(condition),
                 "(SELECT count(*) FROM paper WHERE state = 'made') >= %d", i * MANY / (KILLS + 1));
        wait_for(condition);
        one_service_kill(&papers);
    }
    assert_true(database_number(db, "SELECT count(*) FROM paper WHERE state = 'owed'") > 0);
    start_service(NULL);
    wait_for("NOT EXISTS (SELECT FROM paper WHERE state = 'owed')");
    assert_int_equal(
        database_number(
            db,
            "SELECT count(DISTINCT hash) FROM paper WHERE state = 'made' AND hash = sha256(file)"),
        MANY);
    assert_int_equal(database_number(db, "SELECT count(*) FROM paper WHERE state = 'failed'"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paper_is_made_and_downloaded),
        cmocka_unit_test(what_stands_against_a_paper_is_said),
        cmocka_unit_test(every_kind_says_what_its_names_promise),
        cmocka_unit_test(a_table_is_a_workbook_too),
        cmocka_unit_test(issued_it_is_frozen),
        cmocka_unit_test(a_correction_names_what_it_supersedes),
        cmocka_unit_test(a_unit_reads_the_plan_and_its_own_notice),
        cmocka_unit_test(a_template_is_checked_tried_and_used),
        cmocka_unit_test(a_late_worker_changes_nothing),
        cmocka_unit_test(a_worker_killed_in_the_middle_loses_and_doubles_nothing),
    };
    return cmocka_run_group_tests(tests, hold_round, release_round);
}
