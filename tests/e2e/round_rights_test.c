/*
 * round_rights_test.c — who may read and write what of inspection rounds: each role, on each route,
 * for the own unit, an inspected unit and another one.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "support/one_system.h"
#include "support/system_evidence.h"
#include "support/system_http.h"
#include "support/system_rights.h"

#define ROUNDS "/api/v1/campaigns/2023/rounds"
#define ROUND  ROUNDS "/KT-2023"
#define DRAFT  ROUNDS "/NHAP"
#define ACCTS  "/api/v1/accounts/"
#define UPLOAD "11111111-1111-4111-8111-111111111111" /* there is none */

#define PLAN(units) \
    "{\"seen\":0,\"kind\":\"year_end\",\"form\":\"on_site\",\"title\":\"Kiểm tra\"," \
    "\"symbol\":\"1-KH\",\"dated\":\"2023-10-18\",\"period_from\":\"2023-11-02\"," \
    "\"period_to\":\"2023-11-10\",\"units\":[" units "]}"
#define TEAM(member, unit) \
    "{\"seen\":0,\"name\":\"Đoàn\",\"members\":[{\"username\":\"" member \
    "\",\"post\":\"head\"}],\"units\":[{\"unit\":\"" unit "\"}]}"
#define ASK(units) \
    "{\"text\":\"Rà soát\",\"measure\":\"Có báo cáo\",\"due_on\":\"2023-12-31\",\"units\":[" units \
    "]}"

/* U1 is inspected by "kiem-tra", U2 by "kiem-tra-2"; U4 is in no round; "he-thong"
 * has an access key that reads the rounds of all units. */
static const char *const WHO[] = {"can-bo-1", "hoi-dong",   "can-bo-2", "can-bo-4",
                                  "kiem-tra", "kiem-tra-2", "uy-ban",   "bien-tap",
                                  "quan-tri", "he-thong",   "xem",      NULL};

static char of_u1[37], of_u2[37];

static void ok(const char *username, const char *method, const char *path, const char *body)
{
    system_expect(site, username, method, path, body, (struct wanted){200, ""});
}

static void recommend(const char *key, const char *body, char id[37])
{
    struct http_answer answer =
        http_send(system_http(site), &(struct http_request){.path = ROUND "/recommendations",
                                                            .token = system_token(site, "uy-ban"),
                                                            .key = key,
                                                            .body = body});
    snprintf(id, 37, "%s", http_text(&answer, "id"));
    http_free(&answer);
}

static int hold_round(void **state)
{
    int failed = set_up(state);
    database_run(system_database(site),
                 "INSERT INTO account (id, username, role, unit_id, full_name) VALUES"
                 " (50, 'kiem-tra-2', 'inspector', NULL, 'Kiểm tra Hai'),"
                 " (51, 'can-bo-4', 'officer', 14, 'Cán bộ Bốn');"
                 "UPDATE account a SET password_hash = b.password_hash FROM account b"
                 " WHERE a.id IN (50, 51) AND b.id = 1;"
                 "DELETE FROM visit");
    ok("bien-tap", "PUT", DRAFT, PLAN("\"U1\",\"U2\""));
    ok("bien-tap", "PUT", ROUND, PLAN("\"U1\",\"U2\""));
    ok("bien-tap", "PUT", ROUND "/teams/1", TEAM("kiem-tra", "U1"));
    ok("bien-tap", "PUT", ROUND "/teams/2", TEAM("kiem-tra-2", "U2"));
    ok("bien-tap", "POST", ROUND "/steps", "{\"to\":\"issued\"}");
    ok("bien-tap", "POST", ROUND "/steps", "{\"to\":\"under_way\"}");
    recommend("mot", ASK("\"U1\""), of_u1);
    recommend("hai", ASK("\"U2\""), of_u2);
    return failed;
}

static void rights(const char *method, const char *path, const char *body, const char *wanted)
{
    system_rights(site, WHO, (struct rights_of){method, path, body}, wanted);
}

static const char *of(const char *id, const char *more)
{
    static char path[120];
    snprintf(path, sizeof(path), "/api/v1/recommendations/%s%s", id, more);
    return path;
}

/* -------------------------------------- 1   hd  2   4   kt  kt2 ub  bt  qt  ht  xem */
#define READERS "200 200 200 404 200 200 200 200 403 200 403"
#define NO_UNIT "404 404 404 404 200 200 200 200 403 404 403"
#define WRITERS "403 403 403 403 403 403 409 409 403 403 403"
#define OF_U1   "200 200 404 404 200 404 200 200 403 200 403"
#define OF_U2   "404 404 200 404 404 200 200 200 403 200 403"

static void a_round_is_read_by_those_whom_it_concerns(void **state)
{
    (void)state;
    rights("GET", ROUNDS, NULL, "200 200 200 200 200 200 200 200 403 200 403");
    rights("GET", ROUND, NULL, READERS);
    rights("GET", DRAFT, NULL, NO_UNIT);
    rights("GET", of(of_u1, ""), NULL, OF_U1);
    rights("GET", of(of_u2, ""), NULL, OF_U2);
    rights("GET", ROUND "/inspectors", NULL, "403 403 403 403 403 403 200 200 403 403 403");
    rights("GET", "/api/v1/units/U1/recommendations", NULL, OF_U1);
    rights("GET", "/api/v1/units/U2/recommendations", NULL, OF_U2);
}

/* Each write is refused for its content where the account may: nothing changes. */
static void only_planners_write_a_round(void **state)
{
    (void)state;
    rights("PUT", ROUND, PLAN("\"U1\""), WRITERS);
    rights("POST", ROUND "/steps", "{\"to\":\"closed\"}", WRITERS);
    rights("PUT", ROUND "/teams/1", TEAM("kiem-tra-2", "U1"), WRITERS);
    rights("DELETE", ROUND "/teams/1", NULL, WRITERS);
    /* An inspector recommends to the own units, to none by naming none. */
    rights("POST", ROUND "/recommendations", ASK("\"U9\""),
           "403 403 403 403 422 422 422 422 403 403 403");
    rights("POST", ROUND "/recommendations", ASK("\"U2\""),
           "403 403 403 403 403 200 200 200 403 403 403");
}

/* No template is stored here, so that a paper is refused where the account may make it. */
static void papers_are_made_by_those_who_may(void **state)
{
    (void)state;
#define PAPER "/papers/11111111-1111-4111-8111-111111111111"
    rights("GET", ROUND "/papers", NULL, READERS);
    rights("GET", ROUND "/templates/plan", NULL, "403 403 403 403 403 403 200 200 403 403 403");
    rights("PUT", ROUND PAPER, "{\"kind\":\"plan\"}",
           "403 403 403 404 403 403 409 409 403 403 403");
    rights("PUT", ROUND PAPER, "{\"kind\":\"minutes\",\"unit\":\"U1\"}",
           "403 403 403 404 409 403 409 409 403 403 403");
    rights("PUT", ROUND PAPER, "{\"kind\":\"self_score\",\"unit\":\"U1\"}",
           "409 409 403 404 403 403 409 409 403 403 403");
    rights("GET", "/api/v1" PAPER, NULL, "404 404 404 404 404 404 404 404 403 404 403");
    rights("GET", "/api/v1" PAPER "/sheet.xlsx", NULL,
           "404 404 404 404 404 404 404 404 403 404 403");
    rights("GET", "/api/v1" PAPER "/pdf", NULL, "404 404 404 404 404 404 404 404 403 404 403");
    rights("POST", "/api/v1" PAPER "/issue", "{}", "404 404 404 404 404 404 404 404 403 403 403");
}

/* The plan demands neither report nor sample, so that both are refused where the account may. */
static void what_a_unit_prepares_is_its_own_affair(void **state)
{
    (void)state;
#define ID "/11111111-1111-4111-8111-111111111111"
    rights("GET", ROUND "/units/U1/preparation", NULL, OF_U1);
    rights("GET", ROUND "/units/U2/preparation", NULL, OF_U2);
    rights("GET", DRAFT "/units/U1/preparation", NULL,
           "404 404 404 404 404 404 200 200 403 404 403");
    rights("GET", "/api/v1/units/U1/preparations", NULL, OF_U1);
    rights("PUT", ROUND "/units/U1/self-report" ID, "{\"uploads\":[{\"id\":\"" UPLOAD "\"}]}",
           "422 422 422 422 403 403 403 403 403 403 403");
    rights("PUT", ROUND "/units/U1/sample", "{\"seen\":0}",
           "409 409 404 404 409 404 409 409 403 403 403");
    rights("PUT", ROUND "/units/U1/visit/findings" ID "/withdrawal", "{\"reason\":\"Nhầm\"}",
           "403 403 403 403 404 404 403 403 403 403 403");
    static const char *const PLACES[] = {"", "/text", "/pages/1", "/pages/1/words"};
    for (size_t i = 0; i < sizeof(PLACES) / sizeof(PLACES[0]); i++) {
        char path[120];
        snprintf(path, sizeof(path), "/api/v1/self-reports" ID "/files/1%s", PLACES[i]);
        rights("GET", path, NULL, "404 404 404 404 404 404 404 404 403 404 403");
    }
}

/* The last test: it issues. */
static void a_conclusion_is_the_units_once_it_is_issued(void **state)
{
    (void)state;
    rights("GET", ROUND "/news", NULL, "403 403 403 403 200 200 200 200 403 403 403");
    rights("GET", ROUND "/conclusion", NULL, NO_UNIT);
    rights("PUT", ROUND "/conclusion", "{\"seen\":9,\"lines\":[]}", WRITERS);
    rights("POST", ROUND "/conclusion/issue",
           "{\"version\":9,\"symbol\":\"1-KL\",\"dated\":\"2023-12-01\"}", WRITERS);
    ok("uy-ban", "PUT", ROUND "/conclusion", "{\"seen\":0,\"lines\":[]}");
    ok("uy-ban", "POST", ROUND "/conclusion/issue",
       "{\"version\":1,\"symbol\":\"1-KL\",\"dated\":\"2023-12-01\"}");
    rights("GET", ROUND "/conclusion", NULL, READERS);
}

static void a_unit_reports_and_its_inspector_decides(void **state)
{
    (void)state;
    rights("POST", of(of_u1, "/units/U1/acts"), "{\"act\":\"reported\",\"text\":\"\"}",
           "400 400 404 404 403 404 403 403 403 403 403");
    rights("POST", of(of_u1, "/units/U1/acts"), "{\"act\":\"accepted\"}",
           "403 403 404 404 409 404 409 403 403 403 403");
}

static void ties_are_the_affair_of_planners_and_of_oneself(void **state)
{
    (void)state;
    rights("GET", ACCTS "kiem-tra/ties", NULL, "403 403 403 403 200 404 200 200 200 403 403");
    rights("POST", ACCTS "kiem-tra/ties", "{\"kind\":\"named\",\"unit\":\"U5\",\"reason\":\"\"}",
           "403 403 403 403 400 404 400 400 400 403 403");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_round_is_read_by_those_whom_it_concerns),
        cmocka_unit_test(only_planners_write_a_round),
        cmocka_unit_test(a_unit_reports_and_its_inspector_decides),
        cmocka_unit_test(ties_are_the_affair_of_planners_and_of_oneself),
        cmocka_unit_test(papers_are_made_by_those_who_may),
        cmocka_unit_test(what_a_unit_prepares_is_its_own_affair),
        cmocka_unit_test(a_conclusion_is_the_units_once_it_is_issued),
    };
    return cmocka_run_group_tests(tests, hold_round, tear_down);
}
