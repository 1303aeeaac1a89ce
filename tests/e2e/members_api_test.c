/*
 * members_api_test.c — exports of the member software over the API, through the whole system: a
 * layout is confirmed once, remembered, offered to other units; ingest is killed again and again
 * while it reads, and nothing is lost or duplicated; no account sees another unit's, and no data
 * of a member is kept.
 */
#include "support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "support/system.h"
#include "support/system_evidence.h"
#include "support/wait.h"

enum { LOOK_MS = 50, MANY = 6, ROWS = 4000 };

#define UNIT(unit) "/api/v1/campaigns/2023/units/" unit "/members"

static struct system *site;

static int set_up(void **state)
{
    /* The lease of a killed reader's work is short; a living reader extends it. */
    static const char *const ARGUMENTS[] = {"ingest --stage.lease_ms=3000", NULL};
    (void)state;
    site = system_start(
        &(struct system_options){.arguments = ARGUMENTS, .instances = {[SYSTEM_INGEST] = 2}});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bool is_settled = system_settle(site);
    system_stop(&site);
    return is_settled ? 0 : -1;
}

static const char *value(const char *sql)
{
    return database_value(system_database(site), "%s", sql);
}

static struct http_answer upload(const char *username, const char *unit, const char *key,
                                 const char *said, const char *text)
{
    char path[120];
    struct http_file file = {"Danh sách đoàn viên.csv", text, strlen(text)};
    snprintf(path, sizeof(path), "/api/v1/campaigns/2023/units/%s/members/imports", unit);
    return http_send(system_http(site),
                     &(struct http_request){.path = path,
                                            .key = key,
                                            .token = system_token(site, username),
                                            .part = "export",
                                            .body = said,
                                            .files = &file,
                                            .file_count = 1});
}

static void expect(struct http_answer answer, long status, const char *words)
{
    if (answer.status != status || strstr(answer.body, words) == NULL) {
        fail_msg("%ld %s", answer.status, answer.body);
    }
    http_free(&answer);
}

/* The path of the accepted export. */
static void upload_to(char path[static 160], const char *username, const char *unit,
                      const char *key, const char *text)
{
    struct http_answer answer =
        upload(username, unit, key, "{\"as_of\":\"2023-11-30\",\"own_figure\":3}", text);
    if (answer.status != 202) {
        fail_msg("%ld %s", answer.status, answer.body);
    }
    snprintf(path, 160, "/api/v1/campaigns/2023/units/%s/members/imports/%s", unit,
             http_text(&answer, "id"));
    http_free(&answer);
}

/* Once it is no longer pending; until then ingest is killed from time to time if wished. */
static struct http_answer wait_over(const char *username, const char *path, bool is_rough)
{
    struct http_answer answer = system_get(site, username, path);
    int64_t until = wait_hangs_at_ms();
    for (int ms = 0;
         strcmp(http_text(&answer, "state"), "accepted") == 0 && clock_steady_ms() < until;
         ms += LOOK_MS) {
        http_free(&answer);
        if (is_rough && ms % 200 == 0 && ms < 4000) {
            system_signal(site, SYSTEM_INGEST, ms / 200 % 2, SIGKILL);
        }
        wait_ms(LOOK_MS);
        answer = system_get(site, username, path);
    }
    return answer;
}

static struct http_answer map(const char *username, const char *path, const char *body)
{
    return http_send(
        system_http(site),
        &(struct http_request){
            .method = "PUT", .path = path, .token = system_token(site, username), .body = body});
}

static const char LIST[] = "DANH SÁCH\nTên gọi,Sinh,Vào Đoàn,Xếp loại\n"
                           "Lê Văn An,02/09/2001,26/03/2017,Khá\n"
                           "Trần Thị Bé,31/02/2002,26/03/2018,Khá\n"
                           "Lê Văn An,02/09/2001,26/03/2017,Tốt\n";

/* {"sheets": {id: {…}}} of the one sheet with unknown columns. */
static const char *mapping_of(const struct http_answer *answer, const char *fields)
{
    static char body[512];
    const json_t *sheets = json_object_get(json_object_get(answer->json, "layout"), "sheets");
    assert_int_equal(json_array_size(sheets), 1);
    snprintf(body, sizeof(body), "{\"sheets\":{\"%s\":{%s}}}",
             json_string_value(json_object_get(json_array_get(sheets, 0), "id")), fields);
    return body;
}

#define FIELDS \
    "\"ten goi\":\"full_name\",\"sinh\":\"born_on\",\"vao doan\":\"admitted_on\",\"xep " \
    "loai\":\"rating\""

static void a_layout_is_asked_about_once_and_offered_to_others(void **state)
{
    char path[160], other[160];
    (void)state;
    upload_to(path, "can-bo-1", "U1", "mot", LIST);
    struct http_answer asked = wait_over("can-bo-1", path, false);
    assert_string_equal(http_text(&asked, "state"), "needs_mapping");
    assert_non_null(strstr(asked.body, "\"Tên gọi\""));
    assert_null(strstr(asked.body, "Lê Văn"));
    expect(map("can-bo-2", path, mapping_of(&asked, FIELDS)), 404, "not_found");
    expect(map("can-bo-1", path, mapping_of(&asked, "\"ten\":\"full_name\"")), 422,
           "members.mapping");
    expect(map("can-bo-1", path,
               mapping_of(&asked, "\"sinh\":\"full_name\",\"ten goi\":\"full_name\"")),
           422, "members.mapping");
    expect(map("can-bo-1", path, mapping_of(&asked, "\"sinh\":\"born_on\"")), 422,
           "members.mapping");
    expect(map("can-bo-1", path, "{\"sheets\":[]}"), 400, "json.type");
    expect(map("can-bo-1", path, mapping_of(&asked, FIELDS)), 200, "accepted");
    expect(map("can-bo-1", path, mapping_of(&asked, FIELDS)), 200, path + strlen(path) - 36);
    http_free(&asked);
    struct http_answer done = wait_over("can-bo-1", path, false);
    assert_string_equal(http_text(&done, "state"), "done");
    assert_non_null(strstr(done.body, "date.invalid"));
    assert_non_null(strstr(done.body, "member.twice"));
    http_free(&done);
    expect(map("can-bo-1", path, "{\"sheets\":{}}"), 409, "members.state");
    upload_to(other, "can-bo-1", "U1", "hai",
              "Tên gọi,Sinh,Vào Đoàn,Xếp loại\nVõ Thị Hai,01/02/2003,26/03/2019,Khá\n");
    done = wait_over("can-bo-1", other, false); /* known now */
    assert_string_equal(http_text(&done, "state"), "done");
    http_free(&done);
    upload_to(other, "can-bo-2", "U2", "mot",
              LIST); /* a guess that another unit's mapping must not give */
    asked = wait_over("can-bo-2", other, false);
    assert_string_equal(http_text(&asked, "state"), "needs_mapping");
    assert_non_null(strstr(asked.body, "\"field\": \"admitted_on\""));
    expect(map("can-bo-2", other, mapping_of(&asked, FIELDS)), 200, "accepted");
    http_free(&asked);
    done = wait_over("can-bo-2", other, false);
    assert_string_equal(http_text(&done, "state"), "done");
    http_free(&done);
}

static void what_is_refused_says_why_and_only_one_s_own_is_seen(void **state)
{
    char path[160];
    (void)state;
    static const char DAY[] = "{\"as_of\":\"2023-11-30\"}";
    expect(upload("can-bo-1", "U2", "a", DAY, LIST), 404, "not_found");
    expect(upload("xem", "U1", "a", DAY, LIST), 403, "forbidden");
    expect(upload("kiem-tra", "U1", "a", DAY, LIST), 403, "forbidden");
    expect(upload("can-bo-1", "U1", "a", "{\"as_of\":\"2999-01-01\"}", LIST), 400, "members.day");
    expect(upload("can-bo-1", "U1", "a", "{\"as_of\":\"2023-02-30\"}", LIST), 400, "date.format");
    expect(upload("can-bo-1", "U1", "a", "{\"as_of\":\"2023-11-30\",\"own_figure\":-1}", LIST), 400,
           "members.figure");
    expect(upload("can-bo-1", "U1", "a", "{\"as_of\":\"2023-11-30\",\"nay\":1}", LIST), 400,
           "json.unknown_field");
    expect(upload("can-bo-1", "U1", NULL, DAY, LIST), 400, "idempotency.missing");
    expect(upload("can-bo-1", "U1", "a", DAY, ""), 400, "file.missing");
    char *large = memory_zero((9 << 20) + 1);
    memset(large, 'x', 9 << 20);
    expect(upload("can-bo-1", "U1", "a", DAY, large), 413, "too_large");
    free(large);
    upload_to(path, "can-bo-1", "U1", "b", "\001\002\003 no table at all \004");
    struct http_answer answer = wait_over("can-bo-1", path, false);
    assert_string_equal(http_text(&answer, "state"), "refused");
    assert_non_null(strstr(answer.body, "\"mend\""));
    http_free(&answer);
    expect(system_get(site, "can-bo-2", path), 404, "not_found");
    /* A file without a head is refused: its first row is a member, not headings. */
    upload_to(path, "can-bo-1", "U1", "c",
              "Ngô Văn Ba,01/02/2003,26/03/2019\nNgô Thị Tư,05/06/2004,26/03/2020\n");
    answer = wait_over("can-bo-1", path, false);
    assert_string_equal(http_text(&answer, "state"), "refused");
    assert_null(strstr(answer.body, "Ngô"));
    http_free(&answer);
    expect(upload("can-bo-1", "U1", "c", DAY, LIST), 409, "idempotency.conflict");
}

static char *many_rows(int seed)
{
    struct buf text = {0};
    buf_print(&text, "Họ tên,Ngày sinh,Ngày vào Đoàn,Nội dung số %d\n", seed % 2);
    for (int i = 0; i < ROWS; i++) {
        buf_print(&text, "Nguyễn Văn Thứ%c%c%c,%02d/%02d/2001,26/03/2018,\n", 'a' + i % 26,
                  'a' + i / 26 % 26, 'a' + i / 676 + seed, 1 + i % 28, 1 + i % 12);
    }
    char *copy = strdup(buf_string(&text));
    buf_free(&text);
    return copy;
}

static void killed_readers_lose_and_double_nothing(void **state)
{
    char paths[MANY][160];
    (void)state;
    database_run(system_database(site), "INSERT INTO member_criterion VALUES (1, 103, 1)");
    for (int i = 0; i < MANY; i++) {
        char key[24], *text = many_rows(i);
        snprintf(key, sizeof(key), "nhieu-%d", i);
        upload_to(paths[i], "hoi-dong", "U1", key, text);
        char again[160];
        upload_to(again, "hoi-dong", "U1", key, text);
        assert_string_equal(again, paths[i]);
        free(text);
    }
    for (int i = 0; i < MANY; i++) {
        struct http_answer answer = wait_over("hoi-dong", paths[i], true);
        if (strcmp(http_text(&answer, "state"), "needs_mapping") == 0) {
            expect(map("hoi-dong", paths[i],
                       mapping_of(&answer, "\"ho ten\":\"full_name\",\"ngay sinh\":\"born_on\","
                                           "\"ngay vao doan\":\"admitted_on\"")),
                   200, "accepted");
            http_free(&answer);
            answer = wait_over("hoi-dong", paths[i], true);
        }
        assert_string_equal(http_text(&answer, "state"), "done");
        http_free(&answer);
    }
    assert_string_equal(
        value("SELECT count(*) FROM member_import WHERE account_id = 3 AND state = 'done'"), "6");
    assert_string_equal(
        value("SELECT concat_ws(' ', count(*), count(DISTINCT id), min(members), max(members))"
              "  FROM member_snapshot WHERE account_id = 3"),
        "6 6 4000 4000");
    /* Only the latest snapshot feeds the criterion. */
    assert_string_equal(
        value("SELECT count(*) FROM evidence_fact WHERE criterion_id = 103 AND unit_id = 11"), "2");
}

static struct http_answer say(const char *username, const char *path, const char *body)
{
    return http_send(system_http(site),
                     &(struct http_request){.method = body != NULL ? "PUT" : "GET",
                                            .path = path,
                                            .token = system_token(site, username),
                                            .body = body});
}

#define CHECK "/api/v1/campaigns/2023/checks/members.date.invalid"

/* Each stands in the handbook; an editor's settings count from the next export on. */
static void an_editor_sets_the_checks_of_exports(void **state)
{
    char path[160];
    (void)state;
    static const char FIRST[] =
        "Họ và tên,Ngày sinh,Ngày vào Đoàn\nMai Văn Tám,31/02/2002,26/03/2018\n";
    static const char SECOND[] =
        "Họ và tên,Ngày sinh,Ngày vào Đoàn\nMai Văn Tám,31/02/2002,26/03/2018\n\n";
    upload_to(path, "hoi-dong", "U1", "dat-1", FIRST);
    struct http_answer answer = wait_over("hoi-dong", path, false);
    expect(map("hoi-dong", path,
               mapping_of(&answer, "\"ho va ten\":\"full_name\",\"ngay sinh\":\"born_on\","
                                   "\"ngay vao doan\":\"admitted_on\"")),
           200, "accepted");
    http_free(&answer);
    expect(wait_over("hoi-dong", path, false), 200, "members.date.invalid");
    expect(say("can-bo-1", CHECK, "{\"off\":true}"), 403, "forbidden");
    expect(say("bien-tap", CHECK, "{\"parameters\":{\"nothing\":1}}"), 400, "check.parameter");
    expect(say("bien-tap", CHECK, "{\"off\":true}"), 200, "members.date.invalid");
    expect(say("can-bo-1", "/api/v1/handbook", NULL), 200, "\"members.date.invalid\"");
    upload_to(path, "hoi-dong", "U1", "dat-2", SECOND);
    answer = wait_over("hoi-dong", path, false);
    assert_string_equal(http_text(&answer, "state"), "done");
    assert_null(strstr(answer.body, "members.date.invalid"));
    http_free(&answer);
    /* The receipt names the settings by which it was judged. */
    assert_string_equal(
        value("SELECT receipt #>> '{inputs,checks,members.date.invalid,off}' FROM member_snapshot"
              " WHERE account_id = 3 ORDER BY at DESC LIMIT 1"),
        "true");
    database_run(system_database(site),
                 "DELETE FROM check_setting; DELETE FROM member_snapshot WHERE account_id = 3");
}

/* If the unit gives no figure of its own, the one in its evidence counts; branches are those of the
 * tree. */
static void figure_and_branches_are_those_that_are_known(void **state)
{
    char id[37], path[160];
    (void)state;
    struct http_answer filed = evidence_through(
        site, "can-bo-2", "so-doan-vien",
        EVIDENCE("U2", "\"C1\"", "Báo cáo số đoàn viên của đơn vị",
                 ",\"figures\":[{\"name\":\"Tổng số đoàn viên\",\"value\":\"4\"}]"),
        id);
    assert_string_equal(http_text(&filed, "verdict"), "valid");
    http_free(&filed);
    database_run(system_database(site), "INSERT INTO unit (code, name, kind, parent_id)"
                                        " VALUES ('U2-CHO', 'Chi đoàn Ấp Chợ', 'branch', 12)");
    struct http_answer answer = upload("can-bo-2", "U2", "chi-doan", "{\"as_of\":\"2023-11-30\"}",
                                       "Họ và tên,Ngày sinh,Ngày vào Đoàn,Chi đoàn\n"
                                       "Lý Thị Tám,01/02/2002,26/03/2018,Ấp Chợ\n"
                                       "Lý Thị Chín,01/02/2002,26/03/2018,Ấp Trợ\n");
    assert_int_equal(answer.status, 202);
    snprintf(path, sizeof(path), UNIT("U2") "/imports/%s", http_text(&answer, "id"));
    http_free(&answer);
    answer = wait_over("can-bo-2", path, false);
    expect(map("can-bo-2", path,
               mapping_of(&answer, "\"ho va ten\":\"full_name\",\"ngay sinh\":\"born_on\","
                                   "\"ngay vao doan\":\"admitted_on\",\"chi doan\":\"branch\"")),
           200, "accepted");
    http_free(&answer);
    answer = wait_over("can-bo-2", path, false);
    assert_non_null(strstr(
        answer.body, "2 đoàn viên trong phần mềm so với 4 theo số đơn vị đã nộp làm minh chứng"));
    assert_non_null(strstr(answer.body, "members.branch.unknown"));
    assert_non_null(strstr(answer.body, "\"row\": 3"));
    assert_null(strstr(answer.body, "\"row\": 2"));
    http_free(&answer);
}

/* Nothing that was uploaded above is still stored, neither in the database nor in a file. */
static void nothing_of_a_member_is_kept(void **state)
{
    char command[600];
    (void)state;
    assert_string_equal(value("SELECT count(*) FROM member_import WHERE content IS NOT NULL"), "0");
    assert_string_equal(
        value("SELECT count(*) FROM member_snapshot s WHERE s::text ~ 'Lê Văn|Nguyễn|31/02'"), "0");
    assert_string_equal(
        value("SELECT count(*) FROM member_import s WHERE s::text ~ 'Lê Văn|Nguyễn|Ngô|09/2001'"),
        "0");
    snprintf(command, sizeof(command),
             "! grep -rqE 'Lê Văn An|Nguyễn Văn Thứ|Ngô Văn Ba' '%s' --exclude-dir=pg",
             system_directory(site));
    assert_int_equal(system(command), 0);
}

static void what_nobody_names_the_columns_of_is_let_go(void **state)
{
    char path[160];
    (void)state;
    upload_to(path, "can-bo-1", "U1", "bo", "Gọi,Sanh\nĐỗ Văn Sáu,01/02/2003\n");
    struct http_answer answer = wait_over("can-bo-1", path, false);
    assert_string_equal(http_text(&answer, "state"), "needs_mapping");
    http_free(&answer);
    database_run(system_database(site),
                 "UPDATE member_import SET ready_at = now() - interval '8 days'"
                 " WHERE state = 'needs_mapping'");
    for (int i = 0;
         i < 100 &&
         strcmp(value("SELECT count(*) FROM member_import WHERE state = 'expired'"), "1") != 0;
         i++) {
        wait_ms(LOOK_MS);
    }
    assert_string_equal(value("SELECT count(*) FROM member_import WHERE content IS NOT NULL"), "0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_layout_is_asked_about_once_and_offered_to_others),
        cmocka_unit_test(what_is_refused_says_why_and_only_one_s_own_is_seen),
        cmocka_unit_test(an_editor_sets_the_checks_of_exports),
        cmocka_unit_test(figure_and_branches_are_those_that_are_known),
        cmocka_unit_test(killed_readers_lose_and_double_nothing),
        cmocka_unit_test(nothing_of_a_member_is_kept),
        cmocka_unit_test(what_nobody_names_the_columns_of_is_let_go),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
