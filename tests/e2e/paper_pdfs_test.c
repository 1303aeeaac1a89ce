/*
 * paper_pdfs_test.c — PDFs of papers by the real LibreOffice: made beside each DOCX, read by those
 * who read that, kept with an issued paper; every default template on its pages; no office, no PDF,
 * and a reason; a worker killed in the middle loses, doubles and leaves nothing.
 */
#include "support/test.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/one_papers.h"
#include "support/wait.h"

#define PLAN    "11111111-1111-4111-8111-111111111111"
#define RESULTS "99999999-9999-4999-8999-999999999999"
#define EMBLEM  "66666666-6666-4666-8666-666666666666"

static char scratch[] = "/tmp/mc-scratch.XXXXXX"; /* the service's TMPDIR */

static void wait_pdf(const char *id, const char *state)
{
    char condition[200];
    snprintf(condition, sizeof(condition),
             "EXISTS (SELECT FROM paper_pdf WHERE paper_id = '%s' AND state = '%s')", id, state);
    wait_for(condition);
}

/* ---------------------------------------------------------------- without an office */

static void without_an_office_there_is_a_reason(void **state)
{
    (void)state;
    one_service_kill(&papers);
    ask("uy-ban", "PUT", ROUND "/papers/" PLAN, "{\"kind\":\"plan\"}", ACCEPTED);
    ask("uy-ban", "GET", "/api/v1/papers/" PLAN "/pdf", NULL, (struct wanted){404, ""});
    start_service("--papers.pdf=off");
    wait_pdf(PLAN, "absent");
    ask("uy-ban", "GET", "/api/v1/papers/" PLAN "/pdf", NULL,
        (struct wanted){409, "paper.pdf_absent"});
    ask("uy-ban", "GET", "/api/v1/papers/" PLAN, NULL, (struct wanted){200, "\"pdf\": \"absent\""});
    ask("uy-ban", "GET", "/api/v1/papers/" PLAN "/file", NULL, OK);
    one_service_kill(&papers);
}

static void an_office_that_fails_is_a_reason(void **state)
{
    (void)state;
    start_service("--papers.pdf=/bin/false");
    wait_for("EXISTS (SELECT FROM paper_pdf WHERE paper_id = '" PLAN "' AND state = 'owed'"
             " AND claim IS NULL AND attempts = 1 AND ready_at > now() + interval '50 s')");
    database_run(system_database(site), "UPDATE paper_pdf SET attempts = 5, ready_at = now()");
    wait_pdf(PLAN, "failed");
    ask("uy-ban", "GET", "/api/v1/papers/" PLAN "/pdf", NULL,
        (struct wanted){409, "paper.pdf_failed"});
    one_service_kill(&papers);
    database_run(system_database(site), "UPDATE paper_pdf SET state = 'owed'");
    ask("uy-ban", "GET", "/api/v1/papers/" PLAN "/pdf", NULL,
        (struct wanted){409, "paper.pdf_pending"});
    database_run(system_database(site), "UPDATE paper_pdf SET state = 'absent'");
}

/* ---------------------------------------------------------------- with one */

static void installed_later_it_makes_what_was_missing(void **state)
{
    (void)state;
    start_service(NULL);
    wait_pdf(PLAN, "made");
    struct http_answer answer = file_of("uy-ban", "/api/v1/papers/" PLAN "/pdf");
    assert_int_equal(answer.status, 200);
    assert_memory_equal(answer.body, "%PDF", 4);
    assert_non_null(strstr(answer.headers, "application/pdf"));
    http_free(&answer);
    ask("can-bo-1", "GET", "/api/v1/papers/" PLAN "/pdf", NULL, (struct wanted){404, ""});
}

static void issued_it_has_the_pdf_of_what_was_issued(void **state)
{
    (void)state;
    struct database *db = system_database(site);
    ask("uy-ban", "POST", "/api/v1/papers/" PLAN "/issue", "{\"symbol\":\"130-KH/UBKTTĐ\"}",
        ACCEPTED);
    wait_made(PLAN, "issued");
    wait_for("EXISTS (SELECT FROM paper p JOIN paper_pdf d ON d.paper_id = p.id AND d.hash = p.hash"
             " WHERE p.id = '" PLAN "' AND d.state = 'made')");
    database_refuses(db, "MC003", "UPDATE paper_pdf SET file = 'x' WHERE state = 'made'");
    database_refuses(db, "MC003", "DELETE FROM paper_pdf WHERE state = 'made'");
    ask("can-bo-1", "GET", "/api/v1/papers/" PLAN "/pdf", NULL, OK);
}

/* A result of 124 units in four peer groups, as the plan of the round is a paper. */
static void add_results(void)
{
    database_run(
        system_database(site),
        "INSERT INTO paper (id, round_id, kind, template_id, data, account_id)"
        " SELECT '" RESULTS "', p.round_id, 'results', paper_template_used('results'),"
        "        p.data || paper_results(r) ||"
        "        jsonb_build_object('nhom', (SELECT jsonb_agg(jsonb_build_object('ma', 'TC' || g))"
        "                                      FROM generate_series(1, 8) g), 'cum', ("
        "          SELECT jsonb_agg(jsonb_build_object('ten', 'Cụm thi đua số ' || c, 'don_vi', ("
        "            SELECT jsonb_agg(jsonb_build_object('ten', 'Đoàn phường Nguyễn Thị Minh Khai ' ||"
        "              to_char(c * 100 + n, 'FM000'), 'thuong', '12.5', 'tong', '438.45', 'hang', n,"
        "              'nhom', (SELECT jsonb_agg(jsonb_build_object('diem', (g * 11.25)::text))"
        "                         FROM generate_series(1, 8) g), 'xep_loai', 'Hoàn thành xuất sắc nhiệm vụ',"
        "              'ghi_chu', CASE WHEN n %% 7 = 0 THEN 'Mẫu số 480/500' ELSE '' END))"
        "              FROM generate_series(1, 31) n)) ORDER BY c) FROM generate_series(1, 4) c)),"
        "        p.account_id"
        "   FROM paper p JOIN inspection_round r ON r.id = p.round_id WHERE p.id = '" PLAN "'");
}

/* A command of the shell about the directory "$HERE". */
static void run(const char *command, const char *directory)
{
    assert_int_equal(setenv("HERE", directory, 1), 0);
    assert_int_equal(system(command), 0);
}

static void download(const char *path, const char *directory, const char *name)
{
    char to[200];
    struct http_answer answer = file_of("uy-ban", path);
    assert_int_equal(answer.status, 200);
    snprintf(to, sizeof(to), "%s/%s", directory, name);
    FILE *file = fopen(to, "we");
    assert_non_null(file);
    assert_int_equal(fwrite(answer.body, 1, answer.len, file), answer.len);
    assert_int_equal(fclose(file), 0);
    http_free(&answer);
}

static void download_all(const char *directory)
{
    struct database *db = system_database(site);
    long count = database_number(db, "SELECT count(*) FROM paper");
    for (long i = 0; i < count; i++) {
        char path[100], name[100];
        snprintf(path, sizeof(path), "/api/v1/papers/%s/pdf",
                 database_value(db, "SELECT id FROM paper ORDER BY id LIMIT 1 OFFSET %ld", i));
        snprintf(name, sizeof(name), "%s.pdf",
                 database_value(db,
                                "SELECT CASE WHEN id = '" RESULTS "' THEN 'results-124' ELSE kind"
                                " END FROM paper ORDER BY id LIMIT 1 OFFSET %ld",
                                i));
        download(path, directory, name);
    }
}

static void every_template_keeps_to_its_pages(void **state)
{
    (void)state;
    static const char *const KINDS[] = {"team_decision", "itinerary",  "conclusion", "follow_up",
                                        "results",       "outline",    "decision",   "news",
                                        "minutes",       "self_score", "appraisal",  "checklist",
                                        "unit_notice",   "certificate"};
    enum { OF_UNITS = 8, COUNT = sizeof(KINDS) / sizeof(KINDS[0]) };
    char directory[] = "/tmp/mc-pdfs.XXXXXX";
    visit_unit();
    for (size_t i = 0; i < COUNT; i++) {
        char path[200], body[200];
        snprintf(path, sizeof(path), ROUND "/papers/44444444-4444-4444-8444-4444444444%02zu", i);
        snprintf(body, sizeof(body), "{\"kind\":\"%s\"%s}", KINDS[i],
                 i >= OF_UNITS ? ",\"unit\":\"U1\"" : "");
        ask("uy-ban", "PUT", path, body, ACCEPTED);
    }
    add_results();
    wait_for("(SELECT count(*) FROM paper_pdf WHERE state = 'made') = 16");
    assert_non_null(mkdtemp(directory));
    download_all(directory);
    run("/usr/bin/python3 -B tests/e2e/paper_pdfs.py $HERE", directory);
    run("rm -r $HERE", directory);
}

/* ---------------------------------------------------------------- pictures */

static void send_template(const char *directory)
{
    static char content[1 << 20];
    char path[200];
    snprintf(path, sizeof(path), "%s/own.docx", directory);
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    size_t len = fread(content, 1, sizeof(content), file);
    assert_int_equal(fclose(file), 0);
    struct http_answer answer =
        http_send(system_http(site),
                  &(struct http_request){.path = ROUND "/templates/itinerary?name=own.docx",
                                         .token = system_token(site, "bien-tap"),
                                         .type = "application/octet-stream",
                                         .body = content,
                                         .body_len = len});
    assert_int_equal(answer.status, 202);
    http_free(&answer);
}

static void pictures_of_an_offices_template_stay(void **state)
{
    (void)state;
    char directory[] = "/tmp/mc-emblem.XXXXXX";
    assert_non_null(mkdtemp(directory));
    run("/usr/bin/python3 -B tests/e2e/emblem.py make \"$MC_BUILD/papers/itinerary.docx\" $HERE/own.docx",
        directory);
    send_template(directory);
    wait_for("EXISTS (SELECT FROM paper_template WHERE kind = 'itinerary' AND version = 2"
             " AND state = 'good')");
    ask("bien-tap", "POST", ROUND "/templates/itinerary/2/use", NULL, OK);
    ask("uy-ban", "PUT", ROUND "/papers/" EMBLEM, "{\"kind\":\"itinerary\"}", ACCEPTED);
    wait_pdf(EMBLEM, "made");
    download("/api/v1/papers/" EMBLEM "/file", directory, "paper.docx");
    download("/api/v1/papers/" EMBLEM "/pdf", directory, "paper.pdf");
    run("/usr/bin/python3 -B tests/e2e/emblem.py check $HERE/own.docx $HERE/paper.docx $HERE/paper.pdf",
        directory);
    run("rm -r $HERE", directory);
}

/* ---------------------------------------------------------------- crashes */

static void a_late_worker_changes_nothing(void **state)
{
    (void)state;
    struct database *db = system_database(site);
    one_service_kill(&papers);
    database_run(db, "DELETE FROM paper WHERE state <> 'issued';"
                     "INSERT INTO paper (id, round_id, kind, template_id, data, account_id)"
                     " SELECT '" RESULTS "', round_id, kind, template_id, data, account_id"
                     "   FROM paper WHERE id = '" PLAN "';"
                     "SELECT papers_claim('88888888-8888-4888-8888-888888888888', 60000, 6);"
                     "SELECT papers_done('" RESULTS "', '88888888-8888-4888-8888-888888888888',"
                     " 'PK one', NULL);"
                     "SELECT papers_pdf_claim('88888888-8888-4888-8888-888888888889', 60000, 6)");
    database_run(db,
                 "SELECT papers_pdf_done('" RESULTS "', gen_random_uuid(), 'made', '%%PDF late')");
    assert_string_equal(
        database_value(db, "SELECT state FROM paper_pdf WHERE paper_id = '" RESULTS "'"), "owed");
    /* Made again in between, the paper has another file: this PDF is of the one before. */
    database_run(db,
                 "UPDATE paper SET state = 'owed', claim = '88888888-8888-4888-8888-888888888880'"
                 " WHERE id = '" RESULTS "';"
                 "SELECT papers_done('" RESULTS "', '88888888-8888-4888-8888-888888888880',"
                 " 'PK two', NULL);"
                 "SELECT papers_pdf_done('" RESULTS "', '88888888-8888-4888-8888-888888888889',"
                 " 'made', '%%PDF one')");
    assert_string_equal(
        database_value(db, "SELECT state FROM paper_pdf WHERE paper_id = '" RESULTS "'"), "owed");
    database_run(db, "DELETE FROM paper WHERE state <> 'issued'");
}

static long places_left(void)
{
    long count = 0;
    DIR *folder = opendir(scratch);
    assert_non_null(folder);
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        count += strncmp(entry->d_name, "minhchung-pdf.", 14) == 0;
    }
    closedir(folder);
    return count;
}

static bool is_converting(void *arg)
{
    (void)arg;
    return places_left() > 0;
}

static bool is_swept(void *arg)
{
    (void)arg;
    return places_left() == 0;
}

static void a_worker_killed_in_the_middle_loses_doubles_and_leaves_nothing(void **state)
{
    (void)state;
    enum { MANY = 4, KILLS = 4 };
    struct database *db = system_database(site);
    database_run(
        db,
        "INSERT INTO paper (id, round_id, kind, template_id, data, account_id)"
        " SELECT gen_random_uuid(), round_id, kind, template_id, data || jsonb_build_object('nam', n::text),"
        "        account_id FROM paper, generate_series(1, %d) n WHERE id = '" PLAN "'",
        MANY);
    for (int i = 0; i < KILLS; i++) {
        start_service(NULL);
        assert_true(wait_until(is_converting, NULL));
        one_service_kill(&papers);
    }
    assert_int_equal(places_left(), 1);
    assert_true(database_number(db, "SELECT count(*) FROM paper_pdf WHERE state = 'owed'") > 0);
    start_service(NULL);
    wait_for("(SELECT count(*) FROM paper_pdf WHERE state = 'made') = 5");
    assert_int_equal(database_number(db,
                                     "SELECT count(DISTINCT d.file) FROM paper_pdf d JOIN paper p"
                                     " ON p.id = d.paper_id AND d.hash = p.hash"),
                     MANY + 1);
    assert_true(wait_until(is_swept, NULL));
}

static int begin(void **state)
{
    assert_non_null(mkdtemp(scratch));
    assert_int_equal(setenv("TMPDIR", scratch, 1), 0);
    return hold_round(state);
}

static int end(void **state)
{
    int failed = release_round(state);
    return failed != 0 ? failed : rmdir(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_an_office_there_is_a_reason),
        cmocka_unit_test(an_office_that_fails_is_a_reason),
        cmocka_unit_test(installed_later_it_makes_what_was_missing),
        cmocka_unit_test(issued_it_has_the_pdf_of_what_was_issued),
        cmocka_unit_test(every_template_keeps_to_its_pages),
        cmocka_unit_test(pictures_of_an_offices_template_stay),
        cmocka_unit_test(a_late_worker_changes_nothing),
        cmocka_unit_test(a_worker_killed_in_the_middle_loses_doubles_and_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
