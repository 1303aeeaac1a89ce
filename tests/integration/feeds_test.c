/*
 * Feeds of posts on a real PostgreSQL, a real web server and the fetcher program: RSS, Atom and
 * WordPress bring each item once, whatever lists contain it too; a 304, a failing or hung server
 * and kill -9 in the middle cost one attempt and nothing else.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/arena.h"
#include "base/buf.h"
#include "integration/scoring_fixture.h"
#include "support/one_service.h"
#include "support/wait.h"
#include "support/website.h"

struct fixture {
    struct database *db;
    struct website *site;
    struct one_service service;
    int feeds;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.db = database_create(), .site = website_start()};
    fixture_campaign(fixture.db);
    one_service_make(&fixture.service);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    one_service_end(&fixture->service);
    website_stop(&fixture->site);
    database_drop(&fixture->db);
    return 0;
}

static void start_with(struct fixture *fixture, const char *option)
{
    char resolve[64];
    snprintf(resolve, sizeof(resolve), "--fetch.resolve=*:80=127.0.0.1:%u",
             website_port(fixture->site));
    one_service_start(&fixture->service, "fetcher", database_dsn_as(fixture->db, "mc_validation"),
                      (const char *const[]){resolve, "--fetch.host_ms=0", option, NULL});
}

static void start_program(struct fixture *fixture)
{
    start_with(fixture, "--fetch.allow=127.0.0.1");
}

static void wait_for(struct fixture *fixture, const char *condition)
{
    assert_true(database_wait(fixture->db, condition));
}

/* For U1, whose officer is account 2. */
static void add_feed(struct fixture *fixture, const char *given)
{
    if (fixture->feeds++ == 0) {
        database_run(
            fixture->db,
            "INSERT INTO account (id, username, role, unit_id) VALUES (2, 'cb', 'officer', 11)");
    }
    database_run(fixture->db, "SET app.account = '2'");
    const char *fault =
        database_value(fixture->db,
                       "SELECT coalesce(app_put_feed("
                       "'00000000-0000-4000-8000-%012d', 'U1', '%s') ->> 'fault', 'good')",
                       fixture->feeds, given);
    assert_string_equal(fault, "good");
}

static void look_now(struct fixture *fixture)
{
    database_run(fixture->db, "UPDATE feed SET next_at = now(), looked_at = NULL");
    wait_for(fixture, "NOT EXISTS (SELECT FROM feed WHERE looked_at IS NULL)");
}

static void expect_text(struct fixture *fixture, const char *sql, const char *wanted)
{
    assert_string_equal(database_value(fixture->db, "%s", sql), wanted);
}

static const char POSTS[] =
    "SELECT string_agg(concat_ws(' ', published_on, kind, title, nullif(link, '')), '; '"
    " ORDER BY published_on, title) FROM post WHERE unit_id = 11";
static const char STATE[] =
    "SELECT concat_ws(' ', kind, outcome, status, attempts, items, left_out) FROM feed";

#define RSS(items) "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel>" items "</channel></rss>"
#define ITEM(title, link, day, category) \
    "<item><title>" title "</title><link>" link "</link><pubDate>" day \
    "</pubDate><category>" category "</category></item>"
#define FIRST \
    ITEM("Ra quân", "http://www.u1.example/ra-quan/?utm_source=rss", \
         "Mon, 02 Jan 2023 17:30:00 GMT", "Tin")
#define SECOND \
    ITEM("Người bạn", "http://u1.example/ban", "Wed, 04 Jan 2023 08:00:00 +0700", "Gương Sáng ")
#define THIRD \
    ITEM("Lịch nghỉ", "http://u1.example/nghi", "Wed, 04 Jan 2023 08:00:00 +0700", "Thông báo")
#define MAPPED \
    "\"usual_kind\": \"news\", \"categories\": {\"gương sáng\": \"story\", \"Thông báo\": " \
    "\"none\"}"

static void put(struct fixture *fixture, const char *path, const char *body)
{
    website_put(fixture->site, path, &(struct web_page){.body = body, .type = "application/xml"});
}

/* ------------------------------------------------------------- kinds */

static void rss_brings_each_item_once_as_its_category_says(void **state)
{
    struct fixture *fixture = *state;
    database_run(fixture->db, "SELECT set_post_criterion('2023', 'news', 'C103')");
    put(fixture, "/rss", RSS(FIRST SECOND THIRD "<item><title>Trống</title></item>"));
    add_feed(fixture, "{\"address\": \"http://u1.example/rss\", " MAPPED "}");
    start_program(fixture);
    wait_for(fixture, "(SELECT seen_at FROM feed) IS NOT NULL");
    expect_text(fixture, POSTS,
                "2023-01-03 news Ra quân u1.example/ra-quan; 2023-01-04 story Người bạn"
                " u1.example/ban");
    expect_text(fixture, STATE, "rss done 200 0 4 1");
    expect_text(fixture, "SELECT string_agg(occurred_on::text, ' ') FROM evidence_fact",
                "2023-01-03");
    expect_text(fixture,
                "SELECT string_agg(criterion_id::text, ' ') FROM recompute WHERE kind = 'cell'",
                "103");
    database_run(fixture->db, "DELETE FROM recompute");
    look_now(fixture);
    expect_text(fixture, "SELECT count(*)::text FROM post", "2");
    expect_text(fixture, "SELECT count(*)::text FROM recompute", "0");
    expect_text(fixture, "SELECT (next_at - looked_at > interval '59 minutes')::text FROM feed",
                "true");
}

static void atom_and_a_site_that_names_its_feed_are_found(void **state)
{
    struct fixture *fixture = *state;
    website_put(
        fixture->site, "/",
        &(struct web_page){.body = "<html><head><link rel='alternate' type='application/atom+xml' "
                                   "href='dong-tin'></head></html>"});
    put(fixture, "/dong-tin",
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Hiến máu</title>"
        "<link href='/hien-mau'/><published>2023-02-01T18:00:00Z</published></entry></feed>");
    add_feed(fixture, "{\"address\": \"http://u1.example/\", \"usual_kind\": \"news\"}");
    start_program(fixture);
    wait_for(fixture, "(SELECT kind FROM feed) = 'atom'");
    expect_text(fixture, POSTS, "2023-02-02 news Hiến máu u1.example/hien-mau");
    expect_text(fixture, "SELECT source FROM feed", "http://u1.example/dong-tin");
}

static void add_post(struct buf *into, int number, const char *day)
{
    buf_print(into,
              "%s{\"id\":%d,\"date_gmt\":\"%sT01:00:00\",\"link\":\"http://u1.example/%d\","
              "\"title\":{\"rendered\":\"B&agrave;i %d\"}}",
              into->len > 1 ? "," : "", number, day, number, number);
}

/* 100 posts on the first page, as many on the second, 30 on the third. */
static void put_wordpress(struct fixture *fixture)
{
    for (int page = 1; page <= 3; page++) {
        char path[64];
        struct buf body = {0};
        buf_byte(&body, '[');
        for (int i = 0; i < (page < 3 ? 100 : 30); i++) {
            add_post(&body, 1000 - page * 100 - i, page < 3 ? "2023-06-01" : "2022-12-01");
        }
        buf_byte(&body, ']');
        snprintf(path, sizeof(path), "/wp-json/wp/v2/posts?page=%d", page);
        website_put(fixture->site, path,
                    &(struct web_page){.body = body.data, .type = "application/json"});
        buf_free(&body);
    }
    website_put(fixture->site, "/",
                &(struct web_page){
                    .body =
                        "<html><link rel='https://api.w.org/' href='http://u1.example/wp-json/'>"
                        "<link rel='alternate' type='application/rss+xml' href='/feed/'></html>"});
    put(fixture, "/feed/", RSS(FIRST));
}

static void wordpress_gives_its_older_posts_page_by_page(void **state)
{
    struct fixture *fixture = *state;
    put_wordpress(fixture);
    add_feed(fixture, "{\"address\": \"u1.example\", \"usual_kind\": \"news\"}");
    database_run(fixture->db,
                 "UPDATE feed SET source = 'http://u1.example', address = 'http://u1.example'");
    start_program(fixture);
    wait_for(fixture, "(SELECT is_whole FROM feed)");
    expect_text(fixture, "SELECT concat_ws(' ', count(*), min(title)) FROM post", "230 Bài 671");
    expect_text(fixture, "SELECT concat_ws(' ', kind, page, other) FROM feed",
                "wordpress 1 http://u1.example/feed/");
    look_now(fixture);
    assert_int_equal(website_count(fixture->site, "/wp-json/wp/v2/posts?page=1"), 2);
    assert_int_equal(website_count(fixture->site, "/wp-json/wp/v2/posts?page=2"), 1);
    /* A site whose interface is closed later is read by its feed. */
    website_put(fixture->site, "/wp-json/wp/v2/posts?page=1", &(struct web_page){.status = 401});
    look_now(fixture);
    wait_for(fixture, "(SELECT kind FROM feed) = 'rss'");
    expect_text(fixture, "SELECT concat_ws(' ', source, is_wordpress, attempts) FROM feed",
                "http://u1.example/feed/ f 0");
    expect_text(fixture, "SELECT count(*)::text FROM post", "231");
}

/* ------------------------------------------------------------- the same item */

static void an_item_of_a_list_and_a_feed_is_one_and_the_person_is_right(void **state)
{
    struct fixture *fixture = *state;
    struct database *db = fixture->db;
    static const char LIST[] =
        "SELECT import_posts('2023', '[{\"unit\": \"U1\", \"published_on\": \"2023-01-03\","
        " \"title\": \"RA  quân\", \"link\": \"%s\", \"kind\": \"story\"}]', 'tay.csv',"
        " NULL)::text";
    char sql[512];
    (void)snprintf(sql, sizeof(sql), "%.*s%s", (int)(strstr(LIST, "%s") - LIST), LIST,
                   strstr(LIST, "%s") + 2);
    put(fixture, "/rss", RSS(FIRST SECOND));
    expect_text(fixture, sql, "[]");
    add_feed(fixture, "{\"address\": \"http://u1.example/rss\", \"usual_kind\": \"news\"}");
    start_program(fixture);
    wait_for(fixture, "(SELECT seen_at FROM feed) IS NOT NULL");
    expect_text(fixture, POSTS,
                "2023-01-03 story RA  quân u1.example/ra-quan; 2023-01-04 news Người bạn"
                " u1.example/ban");
    /* And in the other order: a list corrects what the feed brought, for good. */
    database_run(db, "SELECT import_posts('2023', '[{\"unit\": \"U1\", \"published_on\": "
                     "\"2023-01-04\", \"title\":"
                     " \"Người bạn\", \"kind\": \"story\"}]', 'tay.csv', NULL)");
    look_now(fixture);
    expect_text(fixture, "SELECT string_agg(kind, ' ') FROM post", "story story");
    /* A removed item stays away until a person names it again. */
    database_run(db, "SELECT remove_post(id) FROM post WHERE title = 'Người bạn'");
    look_now(fixture);
    expect_text(fixture, "SELECT count(*)::text FROM post", "1");
    database_run(db, "SELECT import_posts('2023', '[{\"unit\": \"U1\", \"published_on\": "
                     "\"2023-01-04\", \"title\":"
                     " \"Người bạn\", \"kind\": \"news\"}]', 'tay.csv', NULL)");
    look_now(fixture);
    expect_text(fixture, POSTS,
                "2023-01-03 story RA  quân u1.example/ra-quan; 2023-01-04 news Người bạn"
                " u1.example/ban");
    expect_text(fixture, "SELECT count(*)::text FROM post_removed", "0");
}

static void what_is_not_out_yet_comes_on_its_day(void **state)
{
    struct fixture *fixture = *state;
    char body[1000];
    const char *day = database_value(fixture->db, "SELECT (current_date + 30)::text");
    snprintf(body, sizeof(body), RSS(FIRST ITEM("Mai sau", "http://u1.example/mai", "%s", "Tin")),
             day);
    website_put(fixture->site, "/rss", &(struct web_page){.body = body, .etag = "\"1\""});
    add_feed(fixture, "{\"address\": \"http://u1.example/rss\", \"usual_kind\": \"news\"}");
    start_program(fixture);
    wait_for(fixture, "(SELECT seen_at FROM feed) IS NOT NULL");
    expect_text(fixture, "SELECT string_agg(title, ' ') FROM post", "Ra quân");
    expect_text(fixture, "SELECT etag FROM feed", "");
}

/* A list and a feed that bring the same item are committed at the same time. */
static void a_list_and_a_feed_at_one_moment_bring_an_item_once(void **state)
{
    struct fixture *fixture = *state;
    static const char SEEN[] = "SELECT feed_looked(id, claim, '{\"attempts\": 0, \"pause_s\": 60, "
                               "\"outcome\": \"done\", \"status\": 200,"
                               " \"kind\": \"rss\", \"etag\": \"\", \"last_modified\": \"\", "
                               "\"left_out\": 0, \"is_full\": false, \"items\":"
                               " [{\"published_on\": \"2023-01-02\", \"title\": \"Ra quân\", "
                               "\"link\": \"u1.example/1\", \"categories\":"
                               " []}]}')"
                               "::text FROM feed";
    add_feed(fixture, "{\"address\": \"http://u1.example/rss\", \"usual_kind\": \"news\"}");
    database_run(fixture->db, "UPDATE feed SET claim = gen_random_uuid();"
                              "SELECT set_post_criterion('2023', 'news', 'C102')");
    PGconn *list = PQconnectdb(database_dsn_as(fixture->db, "mc_admin"));
    PGconn *feed = PQconnectdb(database_dsn_as(fixture->db, "mc_validation"));
    PQclear(PQexec(list, "BEGIN"));
    PGresult *taken = PQexec(
        list, "SELECT import_posts('2023', '[{\"unit\": \"U1\", \"published_on\": \"2023-01-02\","
              " \"title\": \"Ra quân\", \"kind\": \"story\"}]', 'tay.csv', NULL)::text");
    assert_string_equal(PQgetvalue(taken, 0, 0), "[]");
    PQclear(taken);
    assert_int_equal(PQsendQuery(feed, SEEN), 1);
    wait_for(fixture, "EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
                      " AND wait_event_type = 'Lock')");
    PQclear(PQexec(list, "COMMIT"));
    PGresult *brought = PQgetResult(feed);
    assert_string_equal(PQgetvalue(brought, 0, 0), "0");
    PQclear(brought);
    PQfinish(list);
    PQfinish(feed);
    expect_text(fixture, POSTS, "2023-01-02 story Ra quân u1.example/1");
    expect_text(fixture, "SELECT count(*)::text FROM evidence_fact", "0");
}

/* ------------------------------------------------------------- failures */

static void what_has_not_changed_is_not_sent_again(void **state)
{
    struct fixture *fixture = *state;
    website_put(fixture->site, "/rss", &(struct web_page){.body = RSS(FIRST), .etag = "\"a\""});
    add_feed(fixture, "{\"address\": \"http://u1.example/rss\", \"usual_kind\": \"news\"}");
    start_program(fixture);
    wait_for(fixture, "(SELECT seen_at FROM feed) IS NOT NULL");
    look_now(fixture);
    expect_text(fixture, STATE, "rss done 304 0 1 0");
    website_put(fixture->site, "/rss",
                &(struct web_page){.body = RSS(FIRST SECOND), .etag = "\"b\""});
    look_now(fixture);
    expect_text(fixture, STATE, "rss done 200 0 2 0");
    expect_text(fixture, "SELECT count(*)::text FROM post", "2");
}

static void a_failing_server_is_told_and_asked_ever_less_often(void **state)
{
    struct fixture *fixture = *state;
    website_put(fixture->site, "/rss", &(struct web_page){.status = 500});
    add_feed(fixture, "{\"address\": \"http://u1.example/rss\", \"usual_kind\": \"news\"}");
    start_program(fixture);
    wait_for(fixture, "(SELECT attempts FROM feed) = 1");
    expect_text(fixture, "SELECT (next_at - looked_at = interval '300 seconds')::text FROM feed",
                "true");
    look_now(fixture);
    expect_text(fixture, "SELECT (next_at - looked_at = interval '900 seconds')::text FROM feed",
                "true");
    database_run(fixture->db, "SET app.account = '2'");
    expect_text(
        fixture,
        "SELECT concat_ws(' ', f ->> 'state', f ->> 'status', f ->> 'failing_since' IS NOT NULL)"
        " FROM app_unit_feeds('U1') a, jsonb_array_elements(a -> 'feeds') f",
        "failing 500 t");
    put(fixture, "/rss", RSS(FIRST));
    look_now(fixture);
    expect_text(fixture, "SELECT concat_ws(' ', attempts, failing_since IS NULL) FROM feed", "0 t");
}

static void hostile_documents_are_told_and_bring_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct buf large = {0};
    while (large.len < 5 << 20) {
        buf_text(&large, "<item>");
    }
    put(fixture, "/bom",
        "<!DOCTYPE rss [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>" RSS("&b;"));
    put(fixture, "/to", large.data);
    put(fixture, "/trang", "<html><p>Không có gì</p></html>");
    put(fixture, "/vong",
        "<html><link rel='alternate' type='application/rss+xml'"
        " href='http://d.example/vong'></html>");
    add_feed(fixture, "{\"address\": \"http://a.example/bom\", \"usual_kind\": \"news\"}");
    add_feed(fixture, "{\"address\": \"http://b.example/to\", \"usual_kind\": \"news\"}");
    add_feed(fixture, "{\"address\": \"http://c.example/trang\", \"usual_kind\": \"news\"}");
    add_feed(fixture, "{\"address\": \"http://d.example/vong\", \"usual_kind\": \"news\"}");
    start_program(fixture);
    wait_for(fixture, "(SELECT min(attempts) FROM feed) = 1");
    expect_text(fixture, "SELECT string_agg(outcome, ' ' ORDER BY address) FROM feed",
                "no_feed too_large no_feed no_feed");
    expect_text(fixture, "SELECT count(*)::text FROM post", "0");
    assert_int_equal(website_count(fixture->site, "/vong"), 1);
    buf_free(&large);
}

static void a_private_address_is_not_asked(void **state)
{
    struct fixture *fixture = *state;
    put(fixture, "/rss", RSS(FIRST));
    add_feed(fixture, "{\"address\": \"http://u1.example/rss\", \"usual_kind\": \"news\"}");
    start_with(fixture, "--fetch.allow=");
    wait_for(fixture, "(SELECT outcome FROM feed) = 'refused'");
    assert_int_equal(website_count(fixture->site, "/rss"), 0);
}

static void a_hung_server_holds_up_no_other(void **state)
{
    struct fixture *fixture = *state;
    website_put(fixture->site, "/treo",
                &(struct web_page){.body = "abcdefghijklmnopqrstuvwxyz", .drip_ms = 1000});
    put(fixture, "/rss", RSS(FIRST));
    add_feed(fixture, "{\"address\": \"http://treo.example/treo\", \"usual_kind\": \"news\"}");
    add_feed(fixture, "{\"address\": \"http://u1.example/rss\", \"usual_kind\": \"news\"}");
    start_program(fixture);
    wait_for(fixture, "(SELECT count(*) FROM feed WHERE seen_at IS NOT NULL) = 1");
    expect_text(fixture, "SELECT string_agg(host, ' ') FROM feed WHERE claim IS NOT NULL",
                "treo.example");
}

static void kill_9_in_the_middle_costs_an_attempt_and_nothing_twice(void **state)
{
    struct fixture *fixture = *state;
    website_put(fixture->site, "/rss",
                &(struct web_page){.body = "abcdefghijklmnop", .drip_ms = 300});
    add_feed(fixture, "{\"address\": \"http://u1.example/rss\", \"usual_kind\": \"news\"}");
    start_program(fixture);
    assert_true(website_wait_asked(fixture->site, "/rss"));
    one_service_kill(&fixture->service);
    expect_text(
        fixture,
        "SELECT concat_ws(' ', claim IS NOT NULL, next_at <= now() + interval '10 seconds') FROM"
        " feed",
        "t t");
    database_run(fixture->db,
                 "CREATE TABLE lost AS SELECT claim FROM feed; UPDATE feed SET next_at = now()");
    put(fixture, "/rss", RSS(FIRST SECOND));
    start_program(fixture);
    wait_for(fixture, "(SELECT seen_at FROM feed) IS NOT NULL");
    expect_text(fixture, "SELECT count(*)::text FROM post", "2");
    /* A late result of the dead worker changes nothing. */
    expect_text(fixture,
                "SELECT feed_looked(f.id, l.claim, '{\"attempts\": 9}')::text FROM feed f, lost l",
                "-1");
    expect_text(fixture, "SELECT attempts::text FROM feed", "0");
}

/* Killed again and again while pages come in: in the end each post is there once. */
static void kill_9_while_pages_come_in_loses_and_doubles_none(void **state)
{
    struct fixture *fixture = *state;
    put_wordpress(fixture);
    database_run(fixture->db, "SELECT set_post_criterion('2023', 'news', 'C102')");
    add_feed(
        fixture,
        "{\"address\": \"http://u1.example\", \"usual_kind\": \"news\", \"kind\": \"wordpress\"}");
    for (int i = 0; i < 12; i++) {
        start_program(fixture);
        wait_ms(60 + 35 * i);
        one_service_kill(&fixture->service);
        database_run(fixture->db, "UPDATE feed SET next_at = now()");
    }
    start_program(fixture);
    wait_for(fixture, "(SELECT is_whole FROM feed)");
    expect_text(fixture, "SELECT concat_ws(' ', count(*), count(DISTINCT link)) FROM post",
                "230 230");
    expect_text(fixture, "SELECT count(*)::text FROM evidence_fact", "200");
}

/* ------------------------------------------------------------- rights */

static const char *as_account(struct fixture *fixture, int account, const char *sql)
{
    static char answer[4096];
    char set[64];
    PGconn *gateway = PQconnectdb(database_dsn_as(fixture->db, "mc_gateway"));
    snprintf(set, sizeof(set), "SET app.account = '%d'", account);
    PQclear(PQexec(gateway, set));
    PGresult *result = PQexec(gateway, sql);
    snprintf(answer, sizeof(answer), "%s",
             PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : PQresultErrorMessage(result));
    PQclear(result);
    PQfinish(gateway);
    return answer;
}

static void a_unit_changes_its_own_feeds_and_posts_and_nobody_elses(void **state)
{
    struct fixture *fixture = *state;
    struct database *db = fixture->db;
    add_feed(fixture, "{\"address\": \"HTTP://u1.example/rss\", \"usual_kind\": \"news\"}");
    database_run(
        db, "INSERT INTO account (id, username, role, unit_id) VALUES (3, 'khac', 'officer', 12),"
            " (4, 'uy', 'committee', 10), (5, 'sua', 'editor', 10); UPDATE unit SET parent_id = 10 "
            "WHERE id"
            " > 10");
    assert_string_equal(as_account(fixture, 3, "SELECT app_unit_feeds('U1') IS NULL"), "t");
    assert_string_equal(as_account(fixture, 4, "SELECT app_unit_feeds('U1') ->> 'may_change'"),
                        "false");
    assert_string_equal(as_account(fixture, 2, "SELECT app_unit_feeds('U1') ->> 'may_change'"),
                        "true");
    assert_string_equal(as_account(fixture, 3,
                                   "SELECT app_remove_feed('U1',"
                                   " '00000000-0000-4000-8000-000000000001')"),
                        "");
    assert_string_equal(
        as_account(fixture, 4, "SELECT app_put_feed(gen_random_uuid(), 'U1', '{}') IS NULL"), "t");
    static const char LIST[] =
        "SELECT app_import_posts('2023', '[{\"unit\": \"%s\", \"published_on\": \"2023-01-02\","
        " \"title\": \"T\", \"kind\": \"news\"}]', 'a.csv', 'U1') -> 'faults' -> 0 ->> 'code'";
    char sql[512];
    (void)snprintf(sql, sizeof(sql), "%.*sU2%s", (int)(strstr(LIST, "%s") - LIST), LIST,
                   strstr(LIST, "%s") + 2);
    assert_string_equal(as_account(fixture, 2, sql), "unit.forbidden");
    assert_string_equal(
        as_account(fixture, 3, "SELECT app_import_posts('2023', '[]', 'a', 'U1') IS NULL"), "t");
    database_run(db, "INSERT INTO post (id, unit_id, kind, title, published_on) VALUES"
                     " ('00000000-0000-4000-8000-00000000000a', 11, 'news', 'A', '2023-01-01')");
    static const char REMOVE[] =
        "SELECT app_remove_post('00000000-0000-4000-8000-00000000000a') ->> 'removed'";
    assert_string_equal(as_account(fixture, 3, REMOVE), "");
    assert_string_equal(as_account(fixture, 4, REMOVE), "");
    assert_string_equal(as_account(fixture, 2, REMOVE), "true");
    static const char SET[] =
        "SELECT app_set_post_criterion('2023', 'news', 'C103', NULL) ->> 'criterion'";
    assert_string_equal(as_account(fixture, 2, SET), "");
    assert_string_equal(as_account(fixture, 5, SET), "C103");
    assert_non_null(
        strstr(as_account(fixture, 2, "SELECT count(*) FROM feed"), "permission denied"));
}

static void an_address_that_is_none_is_refused(void **state)
{
    struct fixture *fixture = *state;
    static const char *const BAD[] = {"ftp://a.example/",
                                      "http://a b.example/",
                                      "http://u:p@a.example/",
                                      "http://localhost/",
                                      "",
                                      "javascript:alert(1)"};
    add_feed(fixture, "{\"address\": \"http://u1.example/rss\", \"usual_kind\": \"news\"}");
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        assert_string_equal(database_value(fixture->db,
                                           "SELECT app_put_feed(gen_random_uuid(), 'U1',"
                                           " '{\"address\": \"%s\", \"usual_kind\": \"news\"}') ->>"
                                           " 'fault'",
                                           BAD[i]),
                            "feed.address");
    }
    /* The same address again is the same feed; another kind for it fetches it again. */
    assert_int_equal(
        database_number(fixture->db,
                        "SELECT count(*) FROM (SELECT app_put_feed(gen_random_uuid(), 'U1',"
                        " '{\"address\": \"http://u1.example/rss\", \"usual_kind\":"
                        " \"story\"}')"
                        " ->> 'id' AS id) x WHERE id ="
                        " '00000000-0000-4000-8000-000000000001'"),
        1);
    for (int i = 1; i < 20; i++) {
        char given[128];
        snprintf(given, sizeof(given),
                 "{\"address\": \"http://u1.example/%d\", \"usual_kind\": \"news\"}", i);
        add_feed(fixture, given);
    }
    assert_string_equal(
        database_value(fixture->db, "SELECT app_put_feed(gen_random_uuid(), 'U1',"
                                    " '{\"address\": \"a.example\", \"usual_kind\": \"news\"}') ->>"
                                    " 'fault'"),
        "feed.too_many");
}

/* ------------------------------------------------------------- the command line */

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(rss_brings_each_item_once_as_its_category_says),
        CASE(atom_and_a_site_that_names_its_feed_are_found),
        CASE(wordpress_gives_its_older_posts_page_by_page),
        CASE(an_item_of_a_list_and_a_feed_is_one_and_the_person_is_right),
        CASE(a_list_and_a_feed_at_one_moment_bring_an_item_once),
        CASE(what_is_not_out_yet_comes_on_its_day),
        CASE(what_has_not_changed_is_not_sent_again),
        CASE(a_failing_server_is_told_and_asked_ever_less_often),
        CASE(hostile_documents_are_told_and_bring_nothing),
        CASE(a_private_address_is_not_asked),
        CASE(a_hung_server_holds_up_no_other),
        CASE(kill_9_in_the_middle_costs_an_attempt_and_nothing_twice),
        CASE(kill_9_while_pages_come_in_loses_and_doubles_none),
        CASE(a_unit_changes_its_own_feeds_and_posts_and_nobody_elses),
        CASE(an_address_that_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
