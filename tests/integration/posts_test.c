/*
 * posts_test.c — the posts of units on a real store: a list is read and written; each item once,
 * days and weeks against a count of our own, what a campaign's criterion gets.
 */
#include "support/test.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "base/buf.h"
#include "gateway/sql.h"
#include "integration/scoring_fixture.h"
#include "posts/post_list.h"

static char output[65536];

static int set_up(void **state)
{
    struct database *db = database_create();
    fixture_campaign(db);
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

static int run(const char *arguments)
{
    char command[1024];
    snprintf(command, sizeof(command), "%s/bin/minhchung %s 2>&1", getenv("MC_BUILD"), arguments);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t len = fread(output, 1, sizeof(output) - 1, pipe);
    output[len] = '\0';
    return WEXITSTATUS(pclose(pipe));
}

/* Imports the list for U1; `output` has the faults, or NULL. */
static int import(struct database *db, const char *list)
{
    char path[] = "/tmp/posts_XXXXXX.csv";
    struct buf text = {0};
    int fd = mkstemps(path, 4);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, list, strlen(list)), (ssize_t)strlen(list));
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    sheet_form_read(&POST_LIST, fd, &text);
    close(fd);
    unlink(path);
    json_t *read = json_loads(buf_string(&text), 0, NULL);
    char *rows = json_dumps(json_object_get(read, "rows"), JSON_COMPACT);
    snprintf(
        output, sizeof(output), "%s",
        database_value(db, "SELECT import_posts('2023', $r$%s$r$, 'bai.csv', 'U1')::text", rows));
    free(rows);
    json_decref(read);
    buf_free(&text);
    return strcmp(output, "[]") == 0 ? 0 : 1;
}

/* Sets which criterion counts good news; NULL: none. */
static int set_criterion(struct database *db, const char *criterion)
{
    const char *answer =
        database_value(db, "SELECT set_post_criterion('2023', 'news', nullif('%s', ''))::text",
                       criterion != NULL ? criterion : "");
    return strstr(answer, "fault") == NULL ? 0 : 1;
}

static void expect_text(struct database *db, const char *sql, const char *wanted)
{
    assert_string_equal(database_value(db, "%s", sql), wanted);
}

static const char LIST[] =
    "Ngày đăng,Tiêu đề,Liên kết,Loại\n"
    "02/01/2023,Ra quân đầu năm,https://www.U1.example/ra-quan/?utm_source=x,Tin tốt\n"
    "2023-01-02,Trồng cây,,tin tốt\n"
    "04/01/2023,Người bạn nhỏ,http://u1.example/nguoi-ban,Câu chuyện đẹp\n";

static void an_item_counts_once_whichever_list_names_it(void **state)
{
    struct database *db = *state;
    assert_int_equal(import(db, LIST), 0);
    assert_int_equal(import(db, LIST), 0);
    assert_int_equal(import(db, "Tiêu đề,Ngày,Đường dẫn,Loại bài\n"
                                "Ra quân đầu năm,02/01/2023,http://u1.example/ra-quan#top,tin\n"
                                "TRỒNG  CÂY,2/1/2023,,tin\n"),
                     0);
    expect_text(db,
                "SELECT string_agg(concat_ws(' ', kind, published_on, nullif(link, '')), ', '"
                " ORDER BY published_on, link) FROM post",
                "news 2023-01-02, news 2023-01-02 u1.example/ra-quan, story 2023-01-04 "
                "u1.example/nguoi-ban");
}

/* Without a link an item equals the linked one of that day and title, whichever comes first. */
static void an_item_without_its_link_is_the_same_item(void **state)
{
    struct database *db = *state;
    static const char BARE[] = "Ngày đăng,Tiêu đề,Loại\n02/01/2023,ra quân  đầu NĂM,tin tốt\n";
    static const char LINKED[] = "Ngày đăng,Tiêu đề,Liên kết,Loại\n"
                                 "02/01/2023,Ra quân đầu năm,http://u1.example/ra-quan,tin tốt\n";
    static const char SEEN[] =
        "SELECT string_agg(concat_ws(' ', published_on, link), ', ') FROM post";
    assert_int_equal(import(db, BARE), 0);
    assert_int_equal(import(db, LINKED), 0);
    expect_text(db, SEEN, "2023-01-02 u1.example/ra-quan");
    assert_int_equal(import(db, BARE), 0);
    expect_text(db, SEEN, "2023-01-02 u1.example/ra-quan");
    /* A corrected day beside its link moves the item; one of that day without a link is removed. */
    assert_int_equal(set_criterion(db, "C103"), 0);
    assert_int_equal(import(db, "Ngày đăng,Tiêu đề,Loại\n05/01/2023,Ra quân đầu năm,tin tốt\n"), 0);
    expect_text(db, "SELECT count(*)::text FROM evidence_fact", "2");
    database_run(db, "DELETE FROM recompute");
    assert_int_equal(import(db, "Ngày đăng,Tiêu đề,Liên kết,Loại\n"
                                "05/01/2023,Ra quân đầu năm,http://u1.example/ra-quan,tin tốt\n"),
                     0);
    expect_text(db, SEEN, "2023-01-05 u1.example/ra-quan");
    expect_text(db, "SELECT string_agg(occurred_on::text, ' ') FROM evidence_fact", "2023-01-05");
    expect_text(db, "SELECT count(*)::text FROM recompute", "1");
    /* Two links are two items, also of one day and title. */
    assert_int_equal(import(db, "Ngày đăng,Tiêu đề,Liên kết,Loại\n"
                                "05/01/2023,Ra quân đầu năm,http://u1.example/bai-khac,tin tốt\n"),
                     0);
    expect_text(db, "SELECT count(*)::text FROM post", "2");
}

static void one_taken_back_counts_no_more(void **state)
{
    struct database *db = *state;
    char id[37];
    assert_int_equal(import(db, LIST), 0);
    assert_int_equal(set_criterion(db, "C103"), 0);
    database_run(db, "DELETE FROM recompute");
    assert_int_equal(run("posts list --campaign 2023 --unit U1"), 0);
    snprintf(id, sizeof(id), "%s",
             database_value(db, "SELECT id::text FROM post WHERE title = 'Trồng cây'"));
    assert_non_null(strstr(output, id));
    assert_string_equal(database_value(db, "SELECT remove_post('%s')::text", id), "true");
    assert_string_equal(database_value(db, "SELECT remove_post('%s')::text", id), "false");
    expect_text(db, "SELECT count(*)::text FROM post", "2");
    expect_text(db, "SELECT count(*)::text FROM evidence_fact", "1");
    expect_text(db, "SELECT count(*)::text FROM recompute", "1");
}

/* Under whichever campaign a list is read, each open one that counts the unit's posts is marked
 * dirty; a published one stays as it is. */
static void every_open_campaign_is_marked_by_a_list(void **state)
{
    struct database *db = *state;
    database_run(
        db,
        "INSERT INTO campaign SELECT (c).* FROM (SELECT jsonb_populate_record(c, "
        "jsonb_build_object("
        " 'id', 7 + n, 'code', 'KHAC' || n)) AS c FROM campaign c, generate_series(0, 1) n"
        "  WHERE c.code = '2023') x;"
        "INSERT INTO campaign_unit (campaign_id, unit_id, peer_group) SELECT 7 + n, 11, 'A'"
        "  FROM generate_series(0, 1) n;"
        "INSERT INTO post_criterion VALUES (1, 'news', 103), (7, 'news', 103), (8, 'news', 103);"
        "UPDATE campaign SET state = 'published' WHERE id = 8");
    static const char FED[] =
        "SELECT string_agg(campaign_id || ' ' || n, ', ' ORDER BY campaign_id) FROM"
        " (SELECT campaign_id, count(*) AS n FROM evidence_fact GROUP BY 1) x";
    assert_int_equal(import(db, LIST), 0);
    expect_text(db, FED, "1 2, 7 2");
    assert_int_equal(import(db, "Ngày đăng,Tiêu đề,Loại\n02/01/2023,Trồng cây,câu chuyện đẹp\n"),
                     0);
    expect_text(db, FED, "1 1, 7 1");
}

/* The receipt of the criterion's number lists the posts among what went in. */
static void a_receipt_names_the_posts(void **state)
{
    struct database *db = *state;
    const char *const place[] = {"2023", "U1", "C103", "{}"};
    assert_int_equal(import(db, LIST), 0);
    assert_int_equal(set_criterion(db, "C103"), 0);
    database_run(
        db, "INSERT INTO account (id, username, role, unit_id) VALUES (2, 'u1', 'officer', 11);"
            "INSERT INTO score (campaign_id, unit_id, criterion_id, value, state, rule_version,"
            " receipt, generation) VALUES (1, 11, 103, 8, 1, 1, '{}', 1)");
    PGconn *gateway = PQconnectdb(database_dsn_as(db, "mc_gateway"));
    PQclear(PQexec(gateway, "SET app.account = '2'"));
    PGresult *receipt = PQexecParams(gateway, SQL_RECEIPT, 4, NULL, place, NULL, NULL, 0);
    assert_int_equal(PQresultStatus(receipt), PGRES_TUPLES_OK);
    json_t *root = json_loads(PQgetvalue(receipt, 0, 0), 0, NULL),
           *inputs = json_object_get(root, "inputs");
    assert_int_equal(json_array_size(inputs), 2);
    for (size_t i = 0; i < 2; i++) {
        const json_t *one = json_array_get(inputs, i);
        const char *title = json_string_value(json_object_get(one, "title"));
        assert_true(strcmp(title, "Trồng cây") == 0 || strcmp(title, "Ra quân đầu năm") == 0);
        assert_true(json_is_null(json_object_get(one, "evidence")));
    }
    json_decref(root);
    PQclear(receipt);
    PQfinish(gateway);
}

static void every_bad_row_is_told_and_none_goes_in(void **state)
{
    struct database *db = *state;
    assert_int_equal(import(db, "Ngày đăng,Tiêu đề,Liên kết,Loại,Đơn vị\n"
                                "31/02/2023,Một,,tin tốt,\n"
                                "01/03/2999,Hai,,tin tốt,\n"
                                "01/03/2023,Ba,không có,tin tốt,\n"
                                "01/03/2023,Bốn,,thơ,\n"
                                "01/03/2023,Năm,,tin tốt,XX\n"
                                "01/03/2023,Sáu,,tin tốt,U2\n"),
                     1);
    static const char *const TOLD[] = {"day.format", "day.future", "link.format", "post.kind",
                                       "unit.unknown"};
    for (size_t i = 0; i < sizeof(TOLD) / sizeof(TOLD[0]); i++) {
        assert_non_null(strstr(output, TOLD[i]));
    }
    expect_text(db, "SELECT count(*)::text FROM post", "0");
}

static void posts_feed_the_criterion_of_their_kind(void **state)
{
    struct database *db = *state;
    assert_int_equal(import(db, LIST), 0);
    expect_text(db, "SELECT count(*)::text FROM evidence_fact", "0");
    assert_int_equal(set_criterion(db, "C103"), 0);
    expect_text(
        db,
        "SELECT string_agg(concat_ws(' ', unit_id, criterion_id, figure, trim_scale(amount),"
        " occurred_on), ', ') FROM evidence_fact",
        "11 103 0 1 2023-01-02, 11 103 0 1 2023-01-02");
    expect_text(db, "SELECT string_agg(concat_ws(' ', unit_id, criterion_id), ', ') FROM recompute",
                "11 103");
    database_run(db, "DELETE FROM recompute");
    assert_int_equal(import(db, LIST), 0); /* as before: nothing to compute */
    expect_text(db, "SELECT count(*)::text FROM recompute", "0");
    assert_int_equal(
        import(db, "Ngày đăng,Tiêu đề,Loại\n05/01/2023,Thêm,tin tốt\n31/12/2022,Năm cũ,tin\n"), 0);
    expect_text(db, "SELECT count(*)::text FROM evidence_fact", "3");
    /* Another criterion: the old one loses its facts, and both are computed again. */
    database_run(db, "DELETE FROM recompute");
    assert_int_equal(set_criterion(db, "C101"), 0);
    expect_text(db, "SELECT string_agg(DISTINCT criterion_id::text, ' ') FROM evidence_fact",
                "101");
    expect_text(db,
                "SELECT string_agg(criterion_id::text, ' ' ORDER BY criterion_id) FROM recompute",
                "101 103");
    assert_int_equal(set_criterion(db, NULL), 0);
    expect_text(db, "SELECT count(*)::text FROM evidence_fact", "0");
    assert_int_equal(set_criterion(db, "nowhere"), 1);
    database_run(db, "UPDATE campaign SET state = 'published'");
    assert_int_equal(set_criterion(db, "C101"), 1);
    assert_int_equal(import(db, LIST), 1);
}

/* Days and weeks counted again, one by one. */
static void expect_cadence(const bool posted[31], int today, const char *kind, const json_t *found)
{
    bool is_daily = strcmp(kind, "news") == 0;
    int due = 0, covered = 0, gap = 0, longest = 0, posts = 0, streak = 0;
    /* 1 January 2023 is a Sunday: the week of it began on 26 December. */
    for (int first = is_daily ? 1 : -5; first <= today && first <= 31; first += is_daily ? 1 : 7) {
        int last = is_daily ? first : first + 6, here = 0;
        for (int day = first; day <= last; day++) {
            here += day >= 1 && day <= today && day <= 31 && posted[day - 1] ? 1 : 0;
        }
        posts += here;
        if (here > 0 || last < today) {
            due++;
            covered += here > 0 ? 1 : 0;
            gap = here > 0 ? 0 : gap + 1;
            streak = here > 0 ? streak + 1 : 0;
            longest = gap > longest ? gap : longest;
        }
    }
    assert_int_equal(json_integer_value(json_object_get(found, "due")), due);
    assert_int_equal(json_integer_value(json_object_get(found, "covered")), covered);
    assert_int_equal(json_integer_value(json_object_get(found, "posts")), posts);
    assert_int_equal(json_integer_value(json_object_get(found, "longest_gap")), longest);
    assert_int_equal(json_integer_value(json_object_get(found, "streak")), streak);
    assert_int_equal(json_array_size(json_object_get(found, "missed")), due - covered);
}

static void days_and_weeks_are_counted_as_by_hand(void **state)
{
    struct database *db = *state;
    static const char *const KINDS[] = {"news", "story"};
    database_run(db, "UPDATE campaign SET period_from = '2023-01-01', period_to = '2023-01-31'");
    srand(2023);
    for (int round = 0; round < 40; round++) {
        bool posted[31];
        const char *kind = KINDS[round % 2];
        int today = 1 + rand() % 40;
        database_run(db, "DELETE FROM post");
        for (int day = 1; day <= 31; day++) {
            posted[day - 1] = rand() % (2 + round / 8) == 0;
            if (posted[day - 1]) {
                database_run(db,
                             "INSERT INTO post (id, unit_id, kind, title, published_on) VALUES"
                             " (gen_random_uuid(), 11, '%s', 'Bài', '2023-01-%02d')",
                             kind, day);
            }
        }
        const char *text = database_value(
            db,
            "WITH t(day) AS (SELECT date '2022-12-31' + %d)"
            " SELECT to_jsonb(n) || cadence_days(11, n.kind, '2023-01-01',"
            "        least('2023-01-31', day), day) FROM t, cadence_counts('{12,11}',"
            "        '2023-01-01', least('2023-01-31', day), day) n"
            "  WHERE n.unit_id = 11 AND n.kind = '%s'",
            today, kind);
        json_t *found = json_loads(text, 0, NULL);
        expect_cadence(posted, today, kind, found);
        json_decref(found);
    }
}

static void a_unit_sees_its_own(void **state)
{
    struct database *db = *state;
    const char *const arguments[] = {"2023", NULL, "2023-01-10"};
    assert_int_equal(import(db, LIST), 0);
    database_run(
        db, "INSERT INTO account (id, username, role, unit_id) VALUES (2, 'u1', 'officer', 11),"
            " (3, 'u2', 'officer', 12)");
    PGconn *gateway = PQconnectdb(database_dsn_as(db, "mc_gateway"));
    PQclear(PQexec(gateway, "SET app.account = '3'"));
    PGresult *none = PQexec(gateway, "SELECT count(*) FROM post");
    assert_string_equal(PQgetvalue(none, 0, 0), "0");
    PQclear(none);
    PQclear(PQexec(gateway, "SET app.account = '2'"));
    PGresult *own = PQexecParams(gateway, SQL_CADENCE, 3, NULL, arguments, NULL, NULL, 0);
    assert_int_equal(PQresultStatus(own), PGRES_TUPLES_OK);
    json_t *root = json_loads(PQgetvalue(own, 0, 0), 0, NULL),
           *units = json_object_get(root, "units");
    assert_int_equal(json_array_size(units), 1);
    const json_t *news = json_object_get(json_array_get(units, 0), "news");
    assert_int_equal(json_integer_value(json_object_get(news, "covered")), 1);
    assert_int_equal(json_integer_value(json_object_get(news, "due")), 9);
    json_decref(root);
    PQclear(own);
    PGresult *written = PQexec(gateway, "DELETE FROM post");
    assert_string_equal(PQresultErrorField(written, PG_DIAG_SQLSTATE), "42501");
    PQclear(written);
    PQfinish(gateway);
}

static void the_command_line_names_what_is_missing(void **state)
{
    struct database *db = *state;
    assert_int_equal(import(db, LIST), 0);
    assert_int_equal(run("cadence --campaign 2023 --unit U1 --on 2023-01-05"), 0);
    assert_non_null(strstr(
        output, "tin tốt: 1 trên 4 ngày, 2 bài; dài nhất 2 ngày liền không có; thiếu 2023-01-01"));
    /* For all units only counts: days would be megabytes. */
    assert_int_equal(run("cadence --campaign 2023 --on 2023-01-05 --json"), 0);
    assert_non_null(strstr(output, "\"covered\""));
    assert_null(strstr(output, "\"calendar\""));
    assert_null(strstr(output, "\"missed\""));
    assert_int_equal(run("cadence --campaign nowhere"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_item_counts_once_whichever_list_names_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_item_without_its_link_is_the_same_item, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(one_taken_back_counts_no_more, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_open_campaign_is_marked_by_a_list, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_receipt_names_the_posts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_bad_row_is_told_and_none_goes_in, set_up, tear_down),
        cmocka_unit_test_setup_teardown(posts_feed_the_criterion_of_their_kind, set_up, tear_down),
        cmocka_unit_test_setup_teardown(days_and_weeks_are_counted_as_by_hand, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_unit_sees_its_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_command_line_names_what_is_missing, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
