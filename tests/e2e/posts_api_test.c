/*
 * posts_api_test.c — over HTTP: an officer uploads a list of posts, stored whole or, with the
 * faults of all rows, not at all, adds a feed and removes posts and feeds; others may not; an
 * editor sets the criterion for each kind.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "support/one_system.h"
#include "support/system_http.h"
#include "support/zip.h"

#define POSTS "/api/v1/campaigns/2023/posts"
#define FEEDS "/api/v1/units/U1/feeds"

struct wanted {
    unsigned status;
    const char *words;
};

/* Copies the answer's member `kept` there, if it has one. */
static char kept[64];

static void send(const char *username, const struct http_request *what, struct wanted wanted)
{
    static int count;
    char key[32];
    struct http_request request = *what;
    snprintf(key, sizeof(key), "bai-%d", count++);
    request.token = system_token(site, username);
    request.key = request.key != NULL ? request.key : key;
    struct http_answer answer = http_send(system_http(site), &request);
    if (answer.status != wanted.status || strstr(answer.body, wanted.words) == NULL) {
        fail_msg("%s %s %s: %u %s", username, request.method, request.path, (unsigned)answer.status,
                 answer.body);
    }
    snprintf(kept, sizeof(kept), "%s", http_text(&answer, "id"));
    http_free(&answer);
}

static void expect(const char *username, const char *method, const char *path, const char *body,
                   struct wanted wanted)
{
    send(username, &(struct http_request){.method = method, .path = path, .body = body}, wanted);
}

static void hand_in(const char *username, const char *query, const char *list, struct wanted wanted)
{
    char path[200];
    snprintf(path, sizeof(path), POSTS "%s", query);
    send(username,
         &(struct http_request){.method = "POST", .path = path, .body = list, .type = "text/csv"},
         wanted);
}

static const char LIST[] = "Danh sách tin bài\n"
                           "Ngày đăng,Tiêu đề,Liên kết,Loại,Mã đơn vị\n"
                           "02/01/2023,Ra quân,http://u1.example/ra-quan,Tin tốt,\n"
                           "03/01/2023,Người bạn nhỏ,,Câu chuyện đẹp,U1\n";

static void a_list_goes_in_once_however_often_it_is_handed_in(void **state)
{
    (void)state;
    hand_in("can-bo-1", "?unit=U1&name=thang-1.csv", LIST, (struct wanted){200, "\"rows\": 2"});
    hand_in("can-bo-1", "?unit=U1&name=thang-1.csv", LIST, (struct wanted){200, "\"faults\": []"});
    assert_int_equal(database_number(system_database(site), "SELECT count(*) FROM post"), 2);
    expect("can-bo-1", "GET", "/api/v1/campaigns/2023/units/U1/posts", NULL,
           (struct wanted){200, "thang-1.csv"});
    expect("can-bo-1", "GET", "/api/v1/campaigns/2023/cadence?unit=U1", NULL,
           (struct wanted){200, "\"covered\": 1"});
}

static void every_fault_is_reported_with_its_place_and_nothing_is_stored(void **state)
{
    static const char FAULTY[] = "Ngày đăng,Tiêu đề,Liên kết,Loại,Mã đơn vị\n"
                                 "31/02/2023,Bài một,,Tin tốt,\n"
                                 "03/01/2023,,khong phai,Thơ,U1\n"
                                 "04/01/2023,Bài ba,,Tin tốt,U2\n";
    (void)state;
    hand_in("can-bo-1", "?unit=U1", FAULTY,
            (struct wanted){422, "\"row\":2,\"column\":\"Ngày đăng\",\"code\":\"day.format\""});
    hand_in("can-bo-1", "?unit=U1", FAULTY,
            (struct wanted){422, "\"row\":3,\"column\":\"Loại\",\"code\":\"post.kind\""});
    hand_in("can-bo-1", "?unit=U1", FAULTY,
            (struct wanted){422, "\"row\":3,\"column\":\"Tiêu đề\""});
    hand_in("can-bo-1", "?unit=U1", FAULTY,
            (struct wanted){422, "\"row\":4,\"column\":\"Mã đơn vị\",\"code\":\"unit.forbidden\""});
    hand_in("can-bo-1", "?unit=U1", "không phải bảng", (struct wanted){422, "sheet.no_head"});
    hand_in("can-bo-1", "?unit=U1", "\x89PNG\r\n\x1a\n\x01\x02", (struct wanted){422, "sheet."});
    hand_in("can-bo-1", "?unit=U1", "Ngày đăng,Tiêu đề,Loại\n",
            (struct wanted){422, "sheet.empty"});
    assert_int_equal(database_number(system_database(site),
                                     "SELECT count(*) FROM post WHERE title LIKE 'Bài%%'"),
                     0);
}

static void a_workbook_is_read_as_well(void **state)
{
    char path[] = "/tmp/mc-posts.XXXXXX";
    static char file[65536];
    (void)state;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    lxw_workbook *book = workbook_new(path);
    lxw_worksheet *sheet = workbook_add_worksheet(book, "Tin");
    static const char *const CELLS[2][3] = {{"Ngày đăng", "Tiêu đề", "Loại"},
                                            {"05/01/2023", "Trồng cây", "tin tốt"}};
    for (int i = 0; i < 6; i++) {
        worksheet_write_string(sheet, (lxw_row_t)(i / 3), (lxw_col_t)(i % 3), CELLS[i / 3][i % 3],
                               NULL);
    }
    assert_int_equal(workbook_close(book), LXW_NO_ERROR);
    FILE *stream = fopen(path, "re");
    size_t len = fread(file, 1, sizeof(file), stream);
    fclose(stream);
    unlink(path);
    send("can-bo-1",
         &(struct http_request){.method = "POST",
                                .path = POSTS "?unit=U1&name=so.xlsx",
                                .body = file,
                                .body_len = len,
                                .type = "application/octet-stream"},
         (struct wanted){200, "\"rows\": 1"});
    assert_int_equal(database_number(system_database(site),
                                     "SELECT count(*) FROM post WHERE source = 'so.xlsx'"),
                     1);
}

/* The list is stored whole or not at all; a formula's error is no title. */
static void a_failed_formula_is_a_fault_at_its_cell(void **state)
{
    (void)state;
    struct buf file = {0};
    zip_make(
        (const struct zip_part[]){
            {"xl/workbook.xml", "<w><sheet name='Tin' id='a'/></w>", 0},
            {"xl/_rels/workbook.xml.rels",
             "<r><Relationship Id='a' Type='x/worksheet' Target='tin.xml'/></r>", 0},
            {"xl/tin.xml",
             "<s><sheetData><row><c t='str'><v>Ngày đăng</v></c><c t='str'><v>Tiêu đề</v></c>"
             "<c t='str'><v>Loại</v></c></row><row><c t='str'><v>05/01/2023</v></c><c t='e'>"
             "<f>A1+1</f><v>#VALUE!</v></c><c t='str'><v>tin tốt</v></c></row></sheetData></s>",
             0},
            {NULL, NULL, 0}},
        &file);
    send("can-bo-1",
         &(struct http_request){.method = "POST",
                                .path = POSTS "?unit=U1&name=loi.xlsx",
                                .body = file.data,
                                .body_len = file.len,
                                .type = "application/octet-stream"},
         (struct wanted){422, "\"sheet\":\"Tin\",\"row\":2,\"column\":\"Tiêu đề\","
                              "\"code\":\"cell.formula\""});
    buf_free(&file);
}

static void others_may_not_and_nothing_is_asked_without_a_key(void **state)
{
    (void)state;
    hand_in("can-bo-2", "?unit=U1", LIST, (struct wanted){404, "not_found"});
    hand_in("uy-ban", "?unit=U1", LIST, (struct wanted){403, "forbidden"});
    hand_in("can-bo-1", "?unit=U1/..", LIST, (struct wanted){400, "query.format"});
    send("can-bo-1",
         &(struct http_request){
             .method = "POST", .path = POSTS, .body = LIST, .type = "text/csv", .key = ""},
         (struct wanted){400, "idempotency"});
    expect("can-bo-2", "GET", FEEDS, NULL, (struct wanted){404, "not_found"});
    expect("can-bo-2", "POST", FEEDS, "{\"address\":\"a.example\"}",
           (struct wanted){404, "not_found"});
    expect("uy-ban", "POST", FEEDS, "{\"address\":\"a.example\"}",
           (struct wanted){403, "forbidden"});
    expect("can-bo-1", "PUT", POSTS "/mapping", "{\"kind\":\"news\",\"criterion\":\"C1\"}",
           (struct wanted){403, "forbidden"});
}

static void a_feed_is_added_shown_and_removed(void **state)
{
    char path[200];
    (void)state;
    expect("can-bo-1", "POST", FEEDS,
           "{\"address\":\"https://u1.example/\",\"categories\":{\"Gương sáng\":\"story\"}}",
           (struct wanted){200, "\"usual_kind\": \"news\""});
    snprintf(path, sizeof(path), FEEDS "/%s", kept);
    expect("can-bo-1", "GET", FEEDS, NULL, (struct wanted){200, "\"state\": \"new\""});
    expect("uy-ban", "GET", FEEDS, NULL, (struct wanted){200, "\"may_change\": false"});
    expect("can-bo-1", "POST", FEEDS, "{\"address\":\"http://localhost/\"}",
           (struct wanted){422, "feed.address"});
    expect("can-bo-1", "POST", FEEDS, "{\"address\":\"a.example\",\"usual_kind\":\"tin\"}",
           (struct wanted){400, "feed.kind"});
    expect("can-bo-1", "POST", FEEDS, "{\"adress\":\"a.example\"}",
           (struct wanted){400, "unknown_field"});
    expect("can-bo-1", "POST", FEEDS, "{}", (struct wanted){400, "field.missing"});
    expect("can-bo-2", "DELETE", path, NULL, (struct wanted){404, "not_found"});
    expect("can-bo-1", "DELETE", path, NULL, (struct wanted){200, "\"removed\": true"});
    expect("can-bo-1", "DELETE", path, NULL, (struct wanted){404, "not_found"});
}

static void an_editor_says_what_counts_them_and_an_officer_takes_one_back(void **state)
{
    char path[200];
    (void)state;
    expect("bien-tap", "PUT", POSTS "/mapping", "{\"kind\":\"news\",\"criterion\":\"C1\"}",
           (struct wanted){200, "\"criterion\": \"C1\""});
    assert_int_equal(database_number(system_database(site),
                                     "SELECT count(*) FROM evidence_fact f JOIN post p ON"
                                     " p.id = f.evidence_id"),
                     2);
    expect("bien-tap", "PUT", POSTS "/mapping", "{\"kind\":\"news\",\"criterion\":\"KHONG\"}",
           (struct wanted){422, "criterion.unknown"});
    expect("bien-tap", "PUT", POSTS "/mapping", "{\"kind\":\"tho\",\"criterion\":\"C1\"}",
           (struct wanted){400, "post.kind"});
    expect("bien-tap", "PUT", POSTS "/mapping", "{\"kind\":\"news\"}",
           (struct wanted){400, "field.missing"});
    snprintf(
        path, sizeof(path), "/api/v1/posts/%s",
        database_value(system_database(site), "SELECT id::text FROM post WHERE title = 'Ra quân'"));
    expect("can-bo-2", "DELETE", path, NULL, (struct wanted){404, "not_found"});
    expect("can-bo-1", "DELETE", path, NULL, (struct wanted){200, "\"removed\": true"});
    assert_int_equal(database_number(system_database(site),
                                     "SELECT count(*) FROM evidence_fact f JOIN post p ON"
                                     " p.id = f.evidence_id"),
                     1);
    expect("bien-tap", "PUT", POSTS "/mapping", "{\"kind\":\"news\",\"criterion\":null}",
           (struct wanted){200, "\"criterion\": null"});
    assert_int_equal(database_number(system_database(site),
                                     "SELECT count(*) FROM evidence_fact f JOIN post p ON"
                                     " p.id = f.evidence_id"),
                     0);
}

static void reminders_stand_in_the_inbox_with_their_kind(void **state)
{
    (void)state;
    database_run(system_database(site),
                 "INSERT INTO notification (id, account_id, unit_id, campaign_id, kind, channel, "
                 "target, notice,"
                 " subject, state)"
                 " SELECT gen_random_uuid(), a.id, a.unit_id, c.id, k, 1, '', '', 'Nhắc ' || k, 2"
                 "   FROM account a, campaign c, generate_series(5, 6) k WHERE a.username = "
                 "'can-bo-1' AND c.code ="
                 " '2023'");
    expect("can-bo-1", "GET", "/api/v1/inbox", NULL, (struct wanted){200, "target_behind"});
    expect("can-bo-1", "GET", "/api/v1/inbox", NULL, (struct wanted){200, "posts_missed"});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_goes_in_once_however_often_it_is_handed_in),
        cmocka_unit_test(every_fault_is_reported_with_its_place_and_nothing_is_stored),
        cmocka_unit_test(a_workbook_is_read_as_well),
        cmocka_unit_test(a_failed_formula_is_a_fault_at_its_cell),
        cmocka_unit_test(others_may_not_and_nothing_is_asked_without_a_key),
        cmocka_unit_test(a_feed_is_added_shown_and_removed),
        cmocka_unit_test(an_editor_says_what_counts_them_and_an_officer_takes_one_back),
        cmocka_unit_test(reminders_stand_in_the_inbox_with_their_kind),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
