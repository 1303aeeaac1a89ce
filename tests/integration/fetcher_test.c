/*
 * The fetcher program on a real PostgreSQL and a real web server: a page is fetched once however
 * many submissions cite it, and frozen as it was filed; those that cite it are enqueued again when
 * it is known, changes or goes; a hung server and kill -9 cost nothing else.
 */
#include "support/test.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "bus/bus.h"
#include "integration/scoring_fixture.h"
#include "support/wait.h"
#include "support/website.h"
#include "text/weblink.h"

struct fixture {
    struct database *db;
    struct website *site;
    char keys[64];
    pid_t child;
    int filed;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    char public_key[41], secret_key[41];
    fixture = (struct fixture){.db = database_create(), .site = website_start()};
    fixture_campaign(fixture.db);
    bus_make_keys(public_key, secret_key);
    snprintf(fixture.keys, sizeof(fixture.keys), "/tmp/mc-fetcher-test.XXXXXX");
    int fd = mkstemp(fixture.keys);
    assert_true(fd >= 0);
    dprintf(fd, "%s\n%s\n", public_key, secret_key);
    close(fd);
    *state = &fixture;
    return 0;
}

static void end_child(struct fixture *fixture, int signal_number)
{
    if (fixture->child > 0) {
        kill(fixture->child, signal_number);
        assert_int_equal(waitpid(fixture->child, NULL, 0), fixture->child);
        fixture->child = 0;
    }
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    end_child(fixture, SIGKILL);
    unlink(fixture->keys);
    website_stop(&fixture->site);
    database_drop(&fixture->db);
    return 0;
}

/* The program is beside the tests: bin/integration/.. */
static void program_path(char *path)
{
    ssize_t len = readlink("/proc/self/exe", path, PATH_MAX - 32);
    assert_true(len > 0);
    path[len] = '\0';
    *strrchr(path, '/') = '\0';
    snprintf(strrchr(path, '/'), 32, "/fetcher");
}

/* `allow`: what may be reached; every host name resolves to the site. */
static void start_allowing(struct fixture *fixture, const char *allow, const char *more)
{
    char path[PATH_MAX], dsn[1200], keys[128], resolve[64];
    program_path(path);
    snprintf(dsn, sizeof(dsn), "--store.dsn=%s", database_dsn_as(fixture->db, "mc_validation"));
    snprintf(keys, sizeof(keys), "--bus.keys=%s", fixture->keys);
    snprintf(resolve, sizeof(resolve), "--fetch.resolve=*:80=127.0.0.1:%u",
             website_port(fixture->site));
    fixture->child = fork();
    assert_true(fixture->child >= 0);
    if (fixture->child == 0) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, STDERR_FILENO);
        execl(path, path, dsn, keys, resolve, allow, more, "--fetch.host_ms=0", (char *)NULL);
        _exit(127);
    }
}

static void start_program(struct fixture *fixture)
{
    start_allowing(fixture, "--fetch.allow=127.0.0.1", "--links.second_s=0");
}

static void wait_for(struct fixture *fixture, const char *condition)
{
    assert_true(database_wait(fixture->db, condition));
}

/* A submission with its verdict, made when nothing was known of the page. */
static void file_citing(struct fixture *fixture, const char *link)
{
    char page[37];
    struct arena *arena = arena_new();
    struct uuid name = weblink_name(link, arena);
    arena_free(&arena);
    uuid_print(&name, page);
    fixture->filed++;
    database_run(fixture->db,
                 "INSERT INTO submission VALUES ('00000000-0000-4000-8000-%012d',"
                 " '00000000-0000-4000-8000-%012d', 1, true, 1, 11, 1, '{101}', 'article', 'Bài',"
                 " '2023-05-01', '\\x00', '\\x00', 1, now());"
                 "INSERT INTO link_use (submission_id, page, url, generation)"
                 " VALUES ('00000000-0000-4000-8000-%012d', '%s', '%s', 0)",
                 fixture->filed, fixture->filed, fixture->filed, page, link);
}

static const char *const PAGE =
    "<html><head><title>Ngày hội - Huyện đoàn</title>"
    "<meta property='og:title' content='Ngày hội'>"
    "<meta property='article:published_time' content='2023-05-02T08:00:00+07:00'></head>"
    "<body><nav><a href='/'>Trang chủ</a></nav><div><p>%s Sáng 1/5, Huyện đoàn tổ chức ngày hội "
    "với "
    "hơn một trăm bạn trẻ tham gia.</p><p>Các bạn dọn vệ sinh, trồng cây và sửa đường nông thôn ở "
    "xã. Bà con rất phấn khởi khi thấy tuyến đường sạch đẹp hơn trước.</p></div></body></html>";

static void put_page(struct fixture *fixture, const char *path, const char *words)
{
    char body[2000];
    (void)snprintf(body, sizeof(body), "%.*s%s%s", (int)(strstr(PAGE, "%s") - PAGE), PAGE, words,
                   strstr(PAGE, "%s") + 2);
    website_put(fixture->site, path, &(struct web_page){.body = body});
}

static void look_now(struct fixture *fixture)
{
    database_run(fixture->db, "DELETE FROM message; UPDATE link_use SET generation = p.generation"
                              " FROM link_page p WHERE p.hash = page;"
                              "UPDATE link_page SET due_at = now() WHERE claim IS NULL");
}

/* ------------------------------------------------------------- pages */

static void two_items_with_one_link_are_one_fetch_and_both_are_enqueued(void **state)
{
    struct fixture *fixture = *state;
    put_page(fixture, "/tin/1", "Tin.");
    file_citing(fixture, "http://huyen.example/tin/1");
    file_citing(fixture, "http://www.huyen.example/tin/1/?utm_source=zalo");
    start_program(fixture);
    wait_for(fixture, "(SELECT count(*) FROM message WHERE stage = 2 AND payload = 'again') = 2");
    assert_int_equal(website_count(fixture->site, "/tin/1"), 1);
    assert_string_equal(database_value(fixture->db,
                                       "SELECT concat_ws('|', state, titles, published_on,"
                                       " flags, status) FROM link_page"),
                        "1|Ngày hội\nNgày hội - Huyện đoàn|2023-05-02||200");
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM link_page"
                                                  " WHERE text LIKE 'Tin. Sáng 1/5%%'"
                                                  " AND text NOT LIKE '%%Trang chủ%%'"),
                     1);
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM link_use u JOIN link_text t"
                                                  " ON t.page = u.page AND t.hash = u.frozen_hash"),
                     2);
}

/* For how many submissions this holds, as the gateway shows it to an account. */
static long long shown_to(struct fixture *fixture, int account, const char *what)
{
    char ids[64];
    PGconn *gateway = PQconnectdb(database_dsn_as(fixture->db, "mc_gateway"));
    snprintf(ids, sizeof(ids), "SET app.account = '%d'", account);
    PQclear(PQexec(gateway, ids));
    char sql[512];
    snprintf(sql, sizeof(sql), "SELECT count(*) FROM unnest(ARRAY['%s'::uuid]) AS s(id) WHERE %s",
             database_value(fixture->db, "SELECT id::text FROM submission LIMIT 1"), what);
    PGresult *result = PQexec(gateway, sql);
    assert_int_equal(PQresultStatus(result), PGRES_TUPLES_OK);
    long long count = strtoll(PQgetvalue(result, 0, 0), NULL, 10);
    PQclear(result);
    PQfinish(gateway);
    return count;
}

static void a_changed_page_is_reported_and_what_was_filed_stays(void **state)
{
    struct fixture *fixture = *state;
    put_page(fixture, "/tin/1", "Trước.");
    file_citing(fixture, "http://huyen.example/tin/1");
    start_program(fixture);
    wait_for(fixture, "(SELECT state FROM link_page) = 1");
    look_now(fixture);
    wait_for(fixture, "(SELECT looks FROM link_page) = 2");
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM message"), 0);
    put_page(fixture, "/tin/1", "Sau.");
    look_now(fixture);
    wait_for(fixture, "EXISTS (SELECT FROM link_page WHERE changed_at IS NOT NULL)");
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM message"), 1);
    assert_int_equal(database_number(fixture->db, "SELECT looks FROM link_page"), 1);
    assert_int_equal(
        database_number(fixture->db,
                        "SELECT count(*) FROM link_use u JOIN link_text t ON t.hash = u.frozen_hash"
                        " JOIN link_page p ON p.hash = u.page WHERE t.text LIKE 'Trước.%%'"
                        " AND p.text LIKE 'Sau.%%'"),
        1);
    database_run(fixture->db, "INSERT INTO account (id, username, role, unit_id) VALUES"
                              " (2, 'u1', 'officer', 11), (3, 'u2', 'officer', 12)");
    assert_int_equal(shown_to(fixture, 2,
                              "link_state(id) ->> 'state' = 'good'"
                              " AND link_state(id) ->> 'changed_at' IS NOT NULL"),
                     1);
    assert_int_equal(shown_to(fixture, 3, "link_state(id) IS NULL"), 1);
}

static void a_missing_page_is_reported_at_the_second_attempt(void **state)
{
    struct fixture *fixture = *state;
    file_citing(fixture, "http://huyen.example/mat");
    start_allowing(fixture, "--fetch.allow=127.0.0.1", "--links.second_s=600");
    wait_for(fixture, "(SELECT attempts FROM link_page) = 1");
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM message"), 0);
    assert_int_equal(database_number(fixture->db, "SELECT state FROM link_page"), 0);
    look_now(fixture);
    wait_for(fixture, "(SELECT state FROM link_page) = 2");
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM message"), 1);
}

static void trouble_is_reported_only_after_hours(void **state)
{
    struct fixture *fixture = *state;
    website_put(fixture->site, "/", &(struct web_page){.status = 503});
    file_citing(fixture, "http://huyen.example/");
    start_program(fixture);
    for (int i = 1; i <= 4; i++) {
        char condition[64];
        snprintf(condition, sizeof(condition), "(SELECT attempts FROM link_page) = %d", i);
        wait_for(fixture, condition);
        look_now(fixture);
    }
    wait_for(fixture, "(SELECT attempts FROM link_page) = 5");
    assert_int_equal(database_number(fixture->db, "SELECT state FROM link_page"), 0);
    database_run(fixture->db, "UPDATE link_page SET failing_since = now() - interval '4 hours'");
    look_now(fixture);
    wait_for(fixture, "(SELECT state FROM link_page) = 3");
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM message"), 1);
}

static void a_private_address_is_reported_at_once_and_not_fetched(void **state)
{
    struct fixture *fixture = *state;
    put_page(fixture, "/tin/1", "Trong.");
    file_citing(fixture, "http://huyen.example/tin/1");
    start_allowing(fixture, "--fetch.allow=", "--links.second_s=0");
    wait_for(fixture, "(SELECT state FROM link_page) = 4");
    assert_int_equal(website_count(fixture->site, "/tin/1"), 0);
}

static void switched_off_nothing_is_asked(void **state)
{
    struct fixture *fixture = *state;
    put_page(fixture, "/tin/1", "Tin.");
    file_citing(fixture, "http://huyen.example/tin/1");
    start_allowing(fixture, "--fetch.allow=127.0.0.1", "--links.fetch=off");
    wait_for(fixture, "EXISTS (SELECT FROM peer WHERE service = 'fetcher')");
    wait_ms(1500);
    assert_int_equal(website_count(fixture->site, "/tin/1"), 0);
    assert_int_equal(
        database_number(fixture->db, "SELECT count(*) FROM link_page WHERE claim IS NULL"), 1);
}

/* ------------------------------------------------------------- failures */

static void a_hung_server_holds_up_no_other(void **state)
{
    struct fixture *fixture = *state;
    website_put(fixture->site, "/treo",
                &(struct web_page){.body = "abcdefghijklmnopqrstuvwxyz", .drip_ms = 1000});
    put_page(fixture, "/tin/1", "Tin.");
    for (int i = 0; i < 5; i++) {
        char link[64];
        snprintf(link, sizeof(link), "http://treo.example/treo?%d", i);
        file_citing(fixture, link);
    }
    file_citing(fixture, "http://huyen.example/tin/1");
    start_program(fixture);
    wait_for(fixture, "(SELECT state FROM link_page WHERE host = 'huyen.example') = 1");
    assert_int_equal(
        database_number(fixture->db, "SELECT count(*) FROM link_page WHERE claim IS NOT NULL"), 1);
}

static void a_slow_page_keeps_its_claim(void **state)
{
    struct fixture *fixture = *state;
    website_put(fixture->site, "/cham",
                &(struct web_page){.body = "abcdefghijklmnopqrstuvwxyz", .drip_ms = 1000});
    file_citing(fixture, "http://huyen.example/cham");
    start_allowing(fixture, "--fetch.allow=127.0.0.1", "--stage.lease_ms=6000");
    assert_true(website_wait_asked(fixture->site, "/cham"));
    database_run(fixture->db, "CREATE TABLE before AS SELECT claim, due_at FROM link_page");
    wait_for(fixture,
             "(SELECT l.claim <> b.claim OR l.due_at > b.due_at FROM link_page l, before b)");
    assert_string_equal(
        database_value(fixture->db, "SELECT (l.claim = b.claim)::text FROM link_page l, before b"),
        "true");
    assert_int_equal(website_count(fixture->site, "/cham"), 1);
}

static void kill_9_between_fetch_and_commit_costs_a_look_and_nothing_twice(void **state)
{
    struct fixture *fixture = *state;
    website_put(fixture->site, "/tin/1",
                &(struct web_page){.body = "abcdefghijklmnop", .drip_ms = 300});
    file_citing(fixture, "http://huyen.example/tin/1");
    start_program(fixture);
    wait_for(fixture, "EXISTS (SELECT FROM link_page WHERE claim IS NOT NULL)");
    assert_true(website_wait_asked(fixture->site, "/tin/1"));
    end_child(fixture, SIGKILL);
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM message"), 0);
    put_page(fixture, "/tin/1", "Tin.");
    database_run(fixture->db, "UPDATE link_page SET due_at = now()");
    start_program(fixture);
    wait_for(fixture, "(SELECT state FROM link_page) = 1");
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM message"), 1);
    assert_int_equal(database_number(fixture->db,
                                     "SELECT link_fetched(hash, gen_random_uuid(), '{}')"
                                     " FROM link_page"),
                     -1);
    assert_int_equal(database_number(fixture->db, "SELECT generation FROM link_page"), 1);
}

/* ------------------------------------------------------------- sites */

static void sites_apply_with_those_above_and_enqueue_new_verdicts(void **state)
{
    struct fixture *fixture = *state;
    struct database *db = fixture->db;
    database_run(db, "UPDATE unit SET parent_id = 10 WHERE id = 11");
    file_citing(fixture, "http://huyen.example/tin/1");
    assert_string_equal(database_value(db, "SELECT unit_sites(11)"), "");
    database_run(db, "SELECT set_unit_sites(10, '{https://www.Tinh.example/}')");
    assert_string_equal(database_value(db, "SELECT unit_sites(11)"), "");
    assert_int_equal(database_number(db, "SELECT count(*) FROM message"), 1);
    database_run(db, "SELECT set_unit_sites(11, '{huyen.example/tin/,huyen.example/tin}')");
    assert_string_equal(database_value(db, "SELECT unit_sites(11)"),
                        "huyen.example/tin\ntinh.example");
    assert_int_equal(database_number(db, "SELECT count(*) FROM message"), 2);
    assert_string_equal(database_value(db, "SELECT set_unit_sites(11, '{không phải}') ->> 'fault'"),
                        "site.unreadable");
    database_run(db, "SELECT set_unit_sites(11, '{huyen.example/tin}')");
    assert_int_equal(database_number(db, "SELECT count(*) FROM message"), 2);
}

/* In the cage no file can be opened, so no table of an encoding either. */
static void pages_of_old_encodings_are_read_in_the_cage(void **state)
{
    struct fixture *fixture = *state;
    website_put(fixture->site, "/1258",
                &(struct web_page){.body = "<html><head><meta charset='windows-1258'></head><body>"
                                           "<h1>H\xf4\xf2i tra\xf2i</h1></body></html>"});
    website_put(fixture->site, "/tcvn",
                &(struct web_page){.body = "<html><body><font face='.VnTime'><h1>Th\xf9"
                                           "c hi\xd6n nhi\xd6m "
                                           "v\xf4 n\xa8m m\xedi</h1></font></body></html>"});
    file_citing(fixture, "http://cu.example/1258");
    file_citing(fixture, "http://cu.example/tcvn");
    start_program(fixture);
    wait_for(fixture, "(SELECT count(*) FROM link_page WHERE state = 1) = 2");
    assert_string_equal(
        database_value(fixture->db, "SELECT titles FROM link_page WHERE url LIKE '%%1258'"),
        "Hội trại");
    assert_string_equal(
        database_value(fixture->db, "SELECT titles FROM link_page WHERE url LIKE '%%tcvn'"),
        "Thực hiện nhiệm vụ năm mới");
}

/* ------------------------------------------------------------- probes */

static void ask_about(struct fixture *fixture, const char *path, const char *more)
{
    database_run(fixture->db,
                 "INSERT INTO link_probe (id, url, unit_id, title, occurred_on, claim) VALUES "
                 "(gen_random_uuid(),"
                 " 'http://huyen.example%s', %s)",
                 path, more);
}

static bool is_told(struct fixture *fixture, const char *path, const char *condition)
{
    return database_number(fixture->db,
                           "SELECT count(*) FROM link_probe"
                           " WHERE url LIKE '%%%s' AND due_at IS NULL AND %s",
                           path, condition) == 1;
}

static void a_page_is_fetched_on_request_and_nothing_is_filed(void **state)
{
    struct fixture *fixture = *state;
    put_page(fixture, "/tin/1", "Tin.");
    website_put(fixture->site, "/cu", &(struct web_page){.status = 301, .location = "/tin/1"});
    website_put(fixture->site, "/trong",
                &(struct web_page){.status = 302, .location = "http://10.1.2.3:81/"});
    database_run(fixture->db, "SELECT set_unit_sites(11, '{khac.example}')");
    ask_about(fixture, "/cu", "11, 'Ngày hội', '2023-05-01', NULL");
    ask_about(fixture, "/tin/1", "NULL, 'Chuyện khác hẳn', '2022-05-01', NULL");
    ask_about(fixture, "/trong", "NULL, '', NULL, NULL");
    /* One whose fetcher died; its lease has expired. */
    ask_about(fixture, "/mat", "NULL, '', NULL, gen_random_uuid()");
    start_allowing(fixture, "--fetch.allow=127.0.0.1/32", "--links.second_s=0");
    wait_for(fixture, "(SELECT count(*) FROM link_probe WHERE due_at IS NOT NULL) = 0");
    assert_true(is_told(fixture, "/cu",
                        "answer ->> 'state' = 'good' AND json_array_length(answer -> 'way') = 2"
                        " AND answer -> 'titles' ->> 0 = 'Ngày hội'"));
    assert_true(is_told(fixture, "/cu",
                        "json_array_length(answer -> 'findings') = 1"
                        " AND answer -> 'findings' -> 0 ->> 'code' = 'link.foreign_site'"));
    assert_true(is_told(fixture, "/tin/1",
                        "answer -> 'findings' -> 0 ->> 'code' = 'link.title_differs'"
                        " AND answer -> 'findings' -> 1 ->> 'code' = 'link.day_differs'"
                        " AND json_array_length(answer -> 'findings') = 2"));
    assert_true(is_told(fixture, "/trong",
                        "answer ->> 'state' = 'refused'"
                        " AND answer -> 'way' -> 1 ->> 'addresses' = '10.1.2.3:81 refused'"));
    assert_true(is_told(fixture, "/mat", "answer ->> 'state' = 'dead'"));
    assert_int_equal(database_number(fixture->db, "SELECT count(*) FROM link_page"), 0);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(two_items_with_one_link_are_one_fetch_and_both_are_enqueued),
        CASE(a_changed_page_is_reported_and_what_was_filed_stays),
        CASE(a_missing_page_is_reported_at_the_second_attempt),
        CASE(trouble_is_reported_only_after_hours),
        CASE(a_private_address_is_reported_at_once_and_not_fetched),
        CASE(switched_off_nothing_is_asked),
        CASE(a_hung_server_holds_up_no_other),
        CASE(a_slow_page_keeps_its_claim),
        CASE(kill_9_between_fetch_and_commit_costs_a_look_and_nothing_twice),
        CASE(sites_apply_with_those_above_and_enqueue_new_verdicts),
        CASE(pages_of_old_encodings_are_read_in_the_cage),
        CASE(a_page_is_fetched_on_request_and_nothing_is_filed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
