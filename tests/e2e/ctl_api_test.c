/*
 * ctl_api_test.c — the command line as a client of the API: commands that have a route write over
 * it, with the rights and in the name of an account whose token it has.
 */
#include "support/test.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "support/system.h"
#include "support/system_directory.h"
#include "support/system_http.h"

enum { PATH = 300 };

static struct system *site;
static char output[65536];

static int set_up(void **state)
{
    (void)state;
    site = system_start(&(struct system_options){0});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    int deaths = system_deaths(site);
    system_stop(&site);
    return deaths == 0 ? 0 : -1;
}

/* The command ends with this code and prints these words, on either stream. */
static void __attribute__((format(printf, 3, 4)))
expect(int code, const char *words, const char *format, ...)
{
    char command[1024], *out = NULL;
    va_list values;
    va_start(values, format);
    vsnprintf(command, sizeof(command), format, values);
    va_end(values);
    /* What follows would send the errors elsewhere. */
    int found = system_ctl(site, &out, "%s 2>&1 #", command);
    snprintf(output, sizeof(output), "%s", out);
    free(out);
    if (found != code || strstr(output, words) == NULL) {
        fail_msg("%s: exit %d: %s", command, found, output);
    }
}

static const char *write_file(const char *name, const char *content)
{
    static char path[PATH];
    snprintf(path, sizeof(path), "%s/%s", system_directory(site), name);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(content, file);
    assert_int_equal(fclose(file), 0);
    return path;
}

static void expect_text(const char *sql, const char *wanted)
{
    assert_string_equal(database_value(system_database(site), "%s", sql), wanted);
}

/* ---------------------------------------------------------------- posts and feeds */

static void a_list_of_posts_goes_in_or_every_fault_is_said(void **state)
{
    (void)state;
    const char *path = write_file("thang 1 & 2.csv", "Ngày đăng,Tiêu đề,Loại,Mã đơn vị\n"
                                                     "02/01/2023,Ra quân,Tin tốt,U1\n"
                                                     "03/01/2023,Người bạn nhỏ,Câu chuyện đẹp,\n");
    expect(0, "2 dòng đã ghi", "posts import '%s' --campaign 2023 --unit U2", path);
    expect(0, "\"faults\":[]", "posts import '%s' --campaign 2023 --unit U2 --json", path);
    expect_text("SELECT string_agg(u.code || ' ' || p.source, ', ' ORDER BY u.code) FROM post p"
                " JOIN unit u ON u.id = p.unit_id",
                "U1 thang 1 & 2.csv, U2 thang 1 & 2.csv");
    path = write_file("sai.csv",
                      "Ngày đăng,Tiêu đề,Loại\n31/02/2023,Một,Tin tốt\n02/02/2023,Hai,Thơ\n");
    expect(1, "2 dòng, 2 lỗi, chưa ghi gì", "posts import %s --campaign 2023 --unit U1", path);
    assert_non_null(strstr(output, "dòng 2, cột Ngày đăng: Ngày không có thật"));
    assert_non_null(strstr(output, "dòng 3, cột Loại: "));
    expect(1, "\"code\":\"day.format\"", "posts import %s --campaign 2023 --unit U1 --json", path);
    expect(1, "not_found", "posts import %s --campaign KHONG --unit U1", path);
    expect(2, "No such file", "posts import %s --campaign 2023", "/khong/co.csv");
}

static void a_post_is_taken_back_once(void **state)
{
    (void)state;
    char id[37];
    snprintf(
        id, sizeof(id), "%s",
        database_value(system_database(site), "SELECT id::text FROM post WHERE title = 'Ra quân'"));
    expect(0, "", "posts remove %s --campaign 2023", id);
    expect(1, "not_found", "posts remove %s --campaign 2023", id);
    expect(2, "is not an id", "posts remove %s --campaign 2023", "khong-phai");
    expect_text("SELECT count(*)::text FROM post", "1");
}

static void a_criterion_counts_a_kind(void **state)
{
    (void)state;
    expect(0, "\"criterion\":\"C1\"", "posts set --campaign 2023 --kind story --criterion %s",
           "C1");
    expect(1, "criterion.unknown", "posts set --campaign 2023 --kind story --criterion %s", "C99");
    expect(1, "post.kind", "posts set --campaign 2023 --kind %s --criterion C1", "tho");
    expect(0, "\"criterion\":null", "posts set --campaign 2023 --kind %s", "story");
}

static void a_feed_is_added_and_removed(void **state)
{
    (void)state;
    expect(0, "-", "feeds add https://u1.example/feed --unit U1 --category '%s'",
           "Gương sáng=story");
    char id[37];
    snprintf(id, sizeof(id), "%.36s", output);
    expect(0, id, "feeds list --unit %s", "U1");
    expect(1, "feed.address", "feeds add %s --unit U1", "http://localhost/");
    expect(1, "not_found", "feeds add https://a.example --unit %s", "KHONG");
    expect(2, "kinds are news", "feeds add https://a.example --unit U1 --kind %s", "tho");
    expect(0, "", "feeds remove %s", id);
    expect(1, "không có nguồn tin", "feeds remove %s", id);
}

/* The last one: the account's token goes with it. */
static void an_access_key_is_listed_and_revoked(void **state)
{
    (void)state;
    expect(0, "", "token he-thong --units U1 --areas posts:read --client %s", "Kho-bao-cao");
    expect(0, "\"client\": \"Kho-bao-cao\"", "access-keys %s", "list");
    char id[20];
    snprintf(id, sizeof(id), "%s",
             database_value(system_database(site),
                            "SELECT id::text FROM access_key WHERE client = 'Kho-bao-cao'"));
    expect(0, "\"state\":\"revoked\"", "access-keys revoke %s", id);
    expect_text(
        "SELECT (revoked_at IS NOT NULL)::text FROM access_key WHERE client = 'Kho-bao-cao'",
        "true");
    expect(1, "there is no access key", "access-keys revoke %s", "999999");
    expect(2, "is not an id", "access-keys revoke %s", "x1");
    expect(2, "list | revoke ID", "access-keys %s", "xem");
}

/* Without ingest, which reads lists, the API answers "later". */
/* Exit 1 is an answer; a store that cannot be asked gives none. */
static void an_unreachable_store_is_no_answer(void **state)
{
    (void)state;
    static const char *const COMMANDS[] = {"feeds remove 00000000-0000-4000-8000-000000000000",
                                           "members show --unit U1",
                                           "members import /dev/null --unit U1",
                                           "cadence --campaign 2023",
                                           "targets pace --campaign 2023",
                                           "scoreboard --campaign 2023"};
    expect(1, "no unit \"KHONG\"", "members show --unit %s", "KHONG");
    expect(1, "no campaign \"KHONG\"", "cadence --campaign %s", "KHONG");
    expect(1, "no campaign \"KHONG\"", "targets pace --campaign %s", "KHONG");
    setenv("MINHCHUNG_STORE_DSN", "host=/khong/co", 1);
    for (size_t i = 0; i < sizeof(COMMANDS) / sizeof(COMMANDS[0]); i++) {
        expect(2, "the store cannot be reached", "%s", COMMANDS[i]);
    }
    unsetenv("MINHCHUNG_STORE_DSN");
}

static void a_busy_system_is_asked_again(void **state)
{
    (void)state;
    const char *path = write_file("sau.csv", "Ngày đăng,Tiêu đề,Loại\n05/02/2023,Sau,Tin tốt\n");
    assert_true(system_signal(site, SYSTEM_INGEST, 0, SIGKILL)); /* it is started again soon */
    expect(0, "1 dòng đã ghi", "posts import %s --campaign 2023 --unit U1", path);
}

/* ---------------------------------------------------------------- sites, checks, rules */

static void sites_are_registered_unit_by_unit(void **state)
{
    (void)state;
    const char *path =
        write_file("trang.txt", "# của các đơn vị\nU1 u1.example\nU2; https://u2.example/\n"
                                "U1, mxh.example/u1\n");
    expect(0, "{\"unit\": \"U1\", \"result\": {}}", "sites import %s", path);
    expect(0, "[\"mxh.example/u1\", \"u1.example\"]", "sites %s", "list");
    path = write_file("trang.txt", "KHONG khong.example\nU2 moi.example\n");
    expect(1, "\"fault\": \"not_found\"", "sites import %s", path);
    assert_non_null(strstr(output, "{\"unit\": \"U2\", \"result\": {}}"));
    expect(2, "line 1 is not", "sites import %s", write_file("trang.txt", "U1\n"));
}

static void a_check_is_set_in_the_name_of_an_account(void **state)
{
    (void)state;
    expect(0, "", "checks set title.too_short --campaign 2023 --severity %s", "error");
    expect_text("SELECT a.username || ' ' || s.severity FROM check_setting s JOIN account a ON "
                "a.id = s.account_id",
                "bien-tap 3");
    expect(1, "not_found", "checks set title.too_short --campaign %s --severity error", "KHONG");
    expect(2, "no such parameter", "checks set title.too_short --campaign 2023 --parameter %s",
           "la=3");
    expect(0, "", "checks set title.too_short --campaign 2023 --severity %s", "own");
    expect_text("SELECT count(*)::text FROM check_setting", "0");
}

static void a_rule_across_figures_is_set_and_tried(void **state)
{
    (void)state;
    expect(2, "cannot be read as JSON", "figure-rules set nu %s --campaign 2023", "/khong/co.json");
    const char *path =
        write_file("rule.json", "{\"name\":\"Nữ không quá tổng\",\"severity\":\"error\","
                                "\"left\":[{\"take\":\"sum\",\"figure\":\"Số nữ\"}],"
                                "\"compare\":\"at_most\",\"right\":[{\"take\":\"piece\","
                                "\"figure\":\"Số người\"}],\"message\":\"{left}, {right}.\"}");
    expect(0, "\"version\": 1", "figure-rules set nu %s --campaign 2023", path);
    expect(0, "\"would_fire\":0", "figure-rules try %s --campaign 2023", path);
    expect(1, "not_found", "figure-rules try %s --campaign KHONG", path);
}

/* ---------------------------------------------------------------- tokens */

static void without_a_token_nothing_is_asked(void **state)
{
    (void)state;
    struct stat kept;
    char path[PATH];
    snprintf(path, sizeof(path), "%s/keys/command-line.tokens", system_directory(site));
    assert_int_equal(stat(path, &kept), 0);
    assert_int_equal(kept.st_mode & 0777, 0600);
    setenv("MINHCHUNG_API_TOKENS", "/khong/co", 1);
    expect(2, "minhchung token USER makes one", "posts set --campaign 2023 --kind %s", "news");
    unsetenv("MINHCHUNG_API_TOKENS");
    setenv("MINHCHUNG_API_URL", "http://127.0.0.1:1", 1);
    expect(2, "http://127.0.0.1:1: ", "posts set --campaign 2023 --kind %s", "news");
    unsetenv("MINHCHUNG_API_URL");
    expect(2, "no active account", "token %s", "khong-co");
}

static void a_new_token_ends_the_one_before(void **state)
{
    (void)state;
    struct database *db = system_database(site);
    static const char SESSIONS[] =
        "SELECT count(*) FROM session s JOIN account a ON a.id = s.account_id"
        " WHERE a.username = 'bien-tap'";
    assert_int_equal(database_number(db, SESSIONS), 1);
    expect(2, "at most 3650", "token bien-tap --days %s", "3651");
    expect(2, "at most 3650", "token bien-tap --days %s", "mai");
    expect(0, "", "token %s --days 30", "bien-tap");
    assert_int_equal(database_number(db, SESSIONS), 1);
    expect(0, "\"criterion\":null", "posts set --campaign 2023 --kind %s", "news");
    database_run(db, "DELETE FROM session");
    expect(0, "", "token %s", "bien-tap");
    database_run(db, "DELETE FROM session");
    expect(2, "minhchung token bien-tap makes one", "posts set --campaign 2023 --kind %s", "story");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_of_posts_goes_in_or_every_fault_is_said),
        cmocka_unit_test(a_post_is_taken_back_once),
        cmocka_unit_test(a_criterion_counts_a_kind),
        cmocka_unit_test(a_feed_is_added_and_removed),
        cmocka_unit_test(an_unreachable_store_is_no_answer),
        cmocka_unit_test(a_busy_system_is_asked_again),
        cmocka_unit_test(sites_are_registered_unit_by_unit),
        cmocka_unit_test(a_check_is_set_in_the_name_of_an_account),
        cmocka_unit_test(a_rule_across_figures_is_set_and_tried),
        cmocka_unit_test(without_a_token_nothing_is_asked),
        cmocka_unit_test(a_new_token_ends_the_one_before),
        cmocka_unit_test(an_access_key_is_listed_and_revoked),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
