/*
 * import_preview_test.c — an import shows beforehand what each row will do, takes effect as it was
 * shown, also when ingest is killed meanwhile, and can be undone.
 */
#include "support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "support/system.h"
#include "support/system_evidence.h"
#include "support/wait.h"

enum { LOOK_MS = 30, MANY = 1500, PATH = 200 };

#define OFFICER "can-bo-1"
#define HEAD    "Mã đơn vị;Mã tiêu chí;Loại;Tiêu đề;Ngày diễn ra;Số liệu;Ghi chú\n"

static struct system *site;

static int set_up(void **state)
{
    static const char *const ARGUMENTS[] = {"ingest --stage.lease_ms=2000", NULL};
    (void)state;
    site = system_start(&(struct system_options){.arguments = ARGUMENTS});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bool is_settled = system_settle(site);
    system_stop(&site);
    return is_settled ? 0 : -1;
}

static long value(const char *sql)
{
    return strtol(database_value(system_database(site), "%s", sql), NULL, 10);
}

static struct http_answer ask(const char *method, const char *id, const char *rest,
                              const char *body)
{
    char path[PATH];
    snprintf(path, sizeof(path), "/api/v1/imports/%s%s", id, rest);
    return http_send(
        system_http(site),
        &(struct http_request){
            .method = method, .path = path, .body = body, .token = system_token(site, OFFICER)});
}

static void expect(struct http_answer answer, long status, const char *words)
{
    if (answer.status != status || strstr(answer.body, words) == NULL) {
        fail_msg("%ld %s", answer.status, answer.body);
    }
    http_free(&answer);
}

/* The report once nothing is pending. */
static struct http_answer wait_for(const char *id)
{
    struct http_answer answer = ask("GET", id, "", NULL);
    int64_t until = wait_hangs_at_ms();
    while (strcmp(http_text(&answer, "state"), "accepted") == 0 && clock_steady_ms() < until) {
        http_free(&answer);
        wait_ms(LOOK_MS);
        answer = ask("GET", id, "", NULL);
    }
    return answer;
}

/* Asks again while ingest has not heard that the campaign is open. */
static struct http_answer upload(const char *key, const char *name, const void *data, size_t len)
{
    struct http_file file = {name, data, len};
    struct http_request request = {.path = "/api/v1/imports?preview=true",
                                   .key = key,
                                   .token = system_token(site, OFFICER),
                                   .part = "campaign",
                                   .body = "2023",
                                   .files = &file,
                                   .file_count = 1};
    struct http_answer answer = http_send(system_http(site), &request);
    int64_t until = wait_hangs_at_ms();
    while (answer.status == 409 && clock_steady_ms() < until) {
        http_free(&answer);
        wait_ms(LOOK_MS);
        answer = http_send(system_http(site), &request);
    }
    return answer;
}

static void preview(const char *key, const char *text, char id[static 37])
{
    struct http_answer answer = upload(key, "tháng 3.csv", text, strlen(text));
    if (answer.status != 202) {
        fail_msg("%ld %s", answer.status, answer.body);
    }
    snprintf(id, 37, "%s", http_text(&answer, "id"));
    http_free(&answer);
}

static long number(const struct http_answer *answer, const char *member)
{
    return (long)json_integer_value(json_object_get(answer->json, member));
}

/* "accepted repeated rejected" of a report whose counts add up. */
static void counts(struct http_answer answer, const char *state, const char *wanted)
{
    char found[80];
    snprintf(found, sizeof(found), "%ld %ld %ld", number(&answer, "accepted"),
             number(&answer, "repeated"), number(&answer, "rejected"));
    if (strcmp(http_text(&answer, "state"), state) != 0 || strcmp(found, wanted) != 0) {
        fail_msg("not %s %s: %s", state, wanted, answer.body);
    }
    assert_int_equal(number(&answer, "read"),
                     number(&answer, "accepted") + number(&answer, "repeated") +
                         number(&answer, "rejected") + number(&answer, "hidden") +
                         number(&answer, "empty"));
    http_free(&answer);
}

static void confirm(const char *id, int version, long status, const char *words)
{
    char body[40];
    snprintf(body, sizeof(body), "{\"version\":%d}", version);
    expect(ask("POST", id, "/confirm", body), status, words);
}

/* ------------------------------------------------------------- tests */

static const char MARCH[] = HEAD "U1;C3;báo cáo;Hiến máu;05/03/2023;lượt=20;\n"
                                 "U1;C3;báo cáo;Trồng cây;31/02/2023;lượt=3;của tôi\n"
                                 ";;;;;;\n"
                                 "U1;C3;báo cáo;Hiến máu;5/3/2023;lượt = 20;\n"
                                 "U1;C3;báo cáo;Dọn rác;06/03/2023;lượt=1,234;\n"
                                 "U1;C2;báo cáo;Thăm hỏi;07/03/2023;;\n";

static void nothing_counts_before_it_is_confirmed(void **state)
{
    (void)state;
    char id[37];
    long before = value("SELECT count(*) FROM submission");
    preview("xem-1", MARCH, id);
    counts(wait_for(id), "previewed", "2 1 2");
    assert_int_equal(value("SELECT count(*) FROM submission"), before);
    expect(ask("GET", id, "/rows?state=repeated", NULL), 200, "\"row\" : 5");
    expect(ask("GET", id, "/rows?state=doubtful", NULL), 200, "\"cell\": \"F6\"");
    expect(ask("GET", id, "/rows?state=faulty&limit=1", NULL), 200, "\"cell\": \"E3\"");
    expect(ask("GET", id, "/rows?limit=2&after=3", NULL), 200, "\"next\" : 5");
    system_expect(site, "can-bo-2", "GET", "/api/v1/imports", NULL,
                  (struct wanted){200, "\"items\" : []"});
    expect(http_send(system_http(site),
                     &(struct http_request){.path = "/api/v1/imports?preview=perhaps",
                                            .method = "POST",
                                            .key = "x",
                                            .token = system_token(site, OFFICER),
                                            .part = "campaign",
                                            .body = "2023",
                                            .files = &(struct http_file){"a.csv", "a", 1},
                                            .file_count = 1}),
           400, "preview");
    expect(ask("POST", id, "/undo", NULL), 409, "import.not_done");
}

static void a_doubt_is_answered_and_the_shown_rows_count(void **state)
{
    (void)state;
    char id[37];
    preview("xem-2", MARCH, id);
    counts(wait_for(id), "previewed", "2 1 2");
    expect(ask("PUT", id, "/cells", "{\"cells\":[{\"n\":5,\"place\":5,\"value\":\"lượt=1.234\"}]}"),
           202, "accepted");
    counts(wait_for(id), "previewed", "3 1 1");
    confirm(id, 1, 409, "import.changed");
    confirm(id, 2, 202, "accepted");
    counts(wait_for(id), "done", "3 1 1");
    confirm(id, 2, 202, "accepted");
    counts(wait_for(id), "done", "3 1 1");
    assert_int_equal(
        value("SELECT count(*) FROM submission WHERE title IN ('Hiến máu', 'Dọn rác', 'Thăm hỏi')"),
        3);
    expect(ask("PUT", id, "/cells", "{\"cells\":[{\"n\":5,\"place\":5,\"value\":\"1\"}]}"), 409,
           "import.not_previewed");
    preview("xem-3", MARCH, id);
    counts(wait_for(id), "previewed", "0 3 2");
    confirm(id, 1, 409, "import.nothing");
}

/* A row that became right after its preview was not shown as such. */
static void a_row_that_was_not_shown_does_not_count(void **state)
{
    (void)state;
    char id[37];
    preview("xem-4",
            HEAD
            "U1;C3;báo cáo;Đúng;05/03/2023;lượt=1;\nU1;C77;báo cáo;Sau mới đúng;05/03/2023;;\n",
            id);
    counts(wait_for(id), "previewed", "1 0 1");
    database_run(system_database(site), "UPDATE criterion SET code = 'C77' WHERE code = 'C12'");
    struct http_answer again = {0};
    for (int64_t until = wait_hangs_at_ms(); clock_steady_ms() < until;) {
        char other[37], key[40]; /* ingest reads the criteria from time to time */
        snprintf(key, sizeof(key), "thu-%lld", (long long)clock_steady_ms());
        preview(key, HEAD "U1;C77;báo cáo;Sau mới đúng;05/03/2023;;\n", other);
        again = wait_for(other);
        bool is_known = number(&again, "accepted") == 1;
        http_free(&again);
        if (is_known) {
            break;
        }
    }
    confirm(id, 1, 202, "accepted");
    struct http_answer report = wait_for(id);
    assert_non_null(strstr(report.body, "import.unseen"));
    counts(report, "done", "1 0 1");
    database_run(system_database(site), "UPDATE criterion SET code = 'C12' WHERE code = 'C77'");
}

static void a_killed_import_counts_each_row_once(void **state)
{
    (void)state;
    char id[37];
    struct buf text = {0};
    buf_text(&text, HEAD);
    for (int i = 0; i < MANY; i++) {
        buf_print(&text, "U1;C2;báo cáo;Việc số %d;05/03/2023;;\n", i);
    }
    preview("nhieu", buf_string(&text), id);
    buf_free(&text);
    char all[40];
    snprintf(all, sizeof(all), "%d 0 0", MANY);
    counts(wait_for(id), "previewed", all);
    confirm(id, 1, 202, "accepted");
    for (int64_t until = wait_hangs_at_ms(); clock_steady_ms() < until;) {
        long stored = value("SELECT count(*) FROM submission WHERE title LIKE 'Việc số %'");
        if (stored > 0) {
            (void)system_signal(site, SYSTEM_INGEST, 0, SIGKILL);
            break;
        }
    }
    counts(wait_for(id), "done", all);
    assert_int_equal(value("SELECT count(*) FROM submission WHERE title LIKE 'Việc số %'"), MANY);
    expect(ask("POST", id, "/undo", NULL), 200, "\"undone\": 1500");
    assert_int_equal(
        value("SELECT count(*) FROM submission WHERE title LIKE 'Việc số %' AND is_current"), 0);
}

static void an_import_is_undone_but_for_what_later_acts_rest_on(void **state)
{
    (void)state;
    static const char LIST[] = HEAD "U1;C7;báo cáo;Giữ lại;05/03/2023;;\n"
                                    "U1;C7;báo cáo;Bỏ đi;05/03/2023;;\n";
    char id[37], kept[37], body[400];
    preview("bo-1", LIST, id);
    counts(wait_for(id), "previewed", "2 0 0");
    confirm(id, 1, 202, "accepted");
    counts(wait_for(id), "done", "2 0 0");
    assert_true(system_settle(site));
    assert_int_equal(value("SELECT count(*) FROM evidence_fact WHERE criterion_id = 107"), 2);
    snprintf(
        kept, sizeof(kept), "%s",
        database_value(system_database(site), "SELECT id FROM submission WHERE title = 'Giữ lại'"));
    snprintf(body, sizeof(body),
             EVIDENCE("U1", "\"C7\"", "Giữ lại, sửa", ",\"id\":\"%s\",\"base_revision\":1"), kept);
    struct http_answer revised = evidence_file(site, OFFICER, "sua-1", body);
    if (revised.status != 202) {
        fail_msg("%ld %s", revised.status, revised.body);
    }
    http_free(&revised);
    assert_true(system_settle(site));
    expect(ask("POST", id, "/undo", NULL), 200, "\"undone\": 1");
    expect(ask("POST", id, "/undo", NULL), 200, "\"reason\": \"revised\"");
    assert_true(system_settle(site));
    assert_int_equal(value("SELECT count(*) FROM evidence_fact WHERE criterion_id = 107"), 1);
    struct http_answer report = wait_for(id);
    assert_string_equal(http_text(&report, "state"), "undone");
    assert_int_equal(number(&report, "undone"), 1);
    http_free(&report);
    assert_int_equal(
        value("SELECT count(*) FROM submission WHERE title = 'Bỏ đi' AND NOT is_current"), 1);
    preview("bo-2", LIST, id);
    counts(wait_for(id), "previewed", "1 1 0");
    confirm(id, 1, 202, "accepted");
    counts(wait_for(id), "done", "1 1 0");
    assert_int_equal(value("SELECT count(*) FROM submission WHERE title = 'Bỏ đi' AND is_current"),
                     1);
    database_run(system_database(site),
                 "UPDATE import SET finished_at = now() - interval '31 minutes' WHERE id = '%s'",
                 id);
    expect(ask("POST", id, "/undo", NULL), 409, "import.undo_late");
}

/* ------------------------------------------------------------- workbooks */

static void save(const char *path, const struct http_answer *answer)
{
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_int_equal(fwrite(answer->body, 1, answer->len, file), answer->len);
    fclose(file);
}

/* Runs import_books.py on the answer, and previews what it wrote. */
static void through_openpyxl(const char *what, struct http_answer answer, char id[static 37])
{
    char from[PATH], to[PATH], command[3 * PATH];
    const char *directory = system_directory(site);
    assert_int_equal(answer.status, 200);
    snprintf(from, sizeof(from), "%s/%s-from.xlsx", directory, what);
    snprintf(to, sizeof(to), "%s/%s-to.xlsx", directory, what);
    save(from, &answer);
    http_free(&answer);
    snprintf(command, sizeof(command), "/usr/bin/python3 -B tests/e2e/import_books.py %s %s %s",
             what, from, to);
    assert_int_equal(system(command), 0);
    struct buf data = {0};
    FILE *file = fopen(to, "re");
    assert_non_null(file);
    static char block[1 << 16];
    for (size_t len; (len = fread(block, 1, sizeof(block), file)) > 0;) {
        buf_add(&data, block, len);
    }
    fclose(file);
    answer = upload(what, "điền.xlsx", data.data, data.len);
    buf_free(&data);
    assert_int_equal(answer.status, 202);
    snprintf(id, 37, "%s", http_text(&answer, "id"));
    http_free(&answer);
}

static void a_template_that_is_filled_in_has_no_fault(void **state)
{
    (void)state;
    char id[37];
    through_openpyxl("template", system_get(site, OFFICER, "/api/v1/campaigns/2023/template.xlsx"),
                     id);
    counts(wait_for(id), "previewed", "7 0 0");
    struct http_answer one =
        system_get(site, OFFICER, "/api/v1/campaigns/2023/template.xlsx?criterion=C9");
    assert_int_equal(one.status, 200);
    assert_non_null(strstr(one.headers, "minh-chung-2023-C9.xlsx"));
    http_free(&one);
    system_expect(site, OFFICER, "GET", "/api/v1/campaigns/2023/template.xlsx?criterion=C99", NULL,
                  (struct wanted){404, "not_found"});
}

static void faulty_rows_come_back_marked(void **state)
{
    (void)state;
    char id[37];
    preview("loi-1",
            HEAD "U1;C3;báo cáo;Cây số 1;31/02/2023;lượt=3;của tôi\n"
                 "U1;C3;báo cáo;Cây số 2;05/03/2023;lượt=4;\n"
                 "U1;C99;báo cáo;Cây số 3;05/03/2023;lượt=5;\n",
            id);
    counts(wait_for(id), "previewed", "1 0 2");
    through_openpyxl("faulty", ask("GET", id, "/faulty.xlsx", NULL), id);
    counts(wait_for(id), "previewed", "2 0 0");
    expect(ask("GET", id, "/faulty.xlsx", NULL), 404, "not_found");
}

/* The campaign closes after the rows were judged; ingest has not heard of it yet. */
static void rows_that_the_store_refuses_come_back_too(void **state)
{
    (void)state;
    char id[37];
    preview("muon-1", HEAD "U1;C3;báo cáo;Vớt lục bình;05/03/2023;lượt=3;của tôi\n", id);
    counts(wait_for(id), "previewed", "1 0 0");
    database_run(system_database(site), "UPDATE campaign SET state = 'closed' WHERE code = '2023'");
    confirm(id, 1, 202, "accepted");
    counts(wait_for(id), "done", "0 0 1");
    database_run(system_database(site), "UPDATE campaign SET state = 'open' WHERE code = '2023'");
    expect(ask("GET", id, "/rows?state=faulty", NULL), 200, "campaign.closed");
    through_openpyxl("late", ask("GET", id, "/faulty.xlsx", NULL), id);
    counts(wait_for(id), "previewed", "1 0 0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_counts_before_it_is_confirmed),
        cmocka_unit_test(a_doubt_is_answered_and_the_shown_rows_count),
        cmocka_unit_test(a_row_that_was_not_shown_does_not_count),
        cmocka_unit_test(a_killed_import_counts_each_row_once),
        cmocka_unit_test(an_import_is_undone_but_for_what_later_acts_rest_on),
        cmocka_unit_test(a_template_that_is_filled_in_has_no_fault),
        cmocka_unit_test(faulty_rows_come_back_marked),
        cmocka_unit_test(rows_that_the_store_refuses_come_back_too),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
