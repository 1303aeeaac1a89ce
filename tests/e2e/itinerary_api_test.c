/*
 * itinerary_api_test.c — the itinerary of a round over HTTP: demands, a proposal computed as
 * pending work, visits moved by hand, what that breaks, the issue; who reads what meanwhile.
 */
#include "support/test.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "support/one_system.h"
#include "support/system_evidence.h"
#include "support/system_http.h"
#include "support/wait.h"

#define ROUND             "/api/v1/campaigns/2023/rounds/KT-2023"
#define ITINERARY         ROUND "/itinerary"
#define OK                ((struct wanted){200, ""})
#define SAYS(words)       ((struct wanted){200, words})
#define FAULT(status, it) ((struct wanted){status, it})

#define TEAM(member) \
    "{\"seen\":0,\"name\":\"Đoàn của " member "\",\"members\":[{\"username\":\"" member \
    "\",\"post\":\"head\"}],\"units\":[]}"

static void ask(const char *username, const char *method, const char *more, const char *body,
                struct wanted wanted)
{
    char path[160];
    snprintf(path, sizeof(path), ITINERARY "%s", more);
    system_expect(site, username, method, path, body, wanted);
}

/* The itinerary as an account reads it. */
static struct http_answer get(const char *username)
{
    return http_send(
        system_http(site),
        &(struct http_request){.path = ITINERARY, .token = system_token(site, username)});
}

/* What stands at a path of keys; a number is a place in a list. */
static const json_t *at(const struct http_answer *answer, const char *path)
{
    const json_t *here = answer->json;
    char copy[120];
    char *rest = copy;
    snprintf(copy, sizeof(copy), "%s", path);
    for (char *key = strsep(&rest, "."); key != NULL; key = strsep(&rest, ".")) {
        here = json_is_array(here) ? json_array_get(here, strtoul(key, NULL, 10))
                                   : json_object_get(here, key);
    }
    return here;
}

static size_t count_at(const char *username, const char *path)
{
    struct http_answer answer = get(username);
    size_t count = json_array_size(at(&answer, path));
    http_free(&answer);
    return count;
}

static bool is_proposed(void *arg)
{
    struct http_answer answer = get("bien-tap");
    const char *state = json_string_value(at(&answer, "proposal.state"));
    bool is_done = state != NULL && strcmp(state, "done") == 0;
    (void)arg;
    http_free(&answer);
    return is_done;
}

static int version(void)
{
    struct http_answer answer = get("bien-tap");
    int seen = (int)json_integer_value(at(&answer, "version"));
    http_free(&answer);
    return seen;
}

/* `rest` of a body behind "seen", which is the present version. */
static void act(const char *method, const char *more, const char *rest, struct wanted wanted)
{
    char body[600];
    snprintf(body, sizeof(body), "{\"seen\":%d%s}", version(), rest);
    ask("bien-tap", method, more, body, wanted);
}

static void a_round_with_two_teams(void **state)
{
    (void)state;
    database_run(system_database(site), "INSERT INTO account (id, username, role, full_name) VALUES"
                                        " (50, 'kiem-tra-2', 'inspector', 'Kiểm tra Hai')");
    system_expect(site, "bien-tap", "PUT", ROUND,
                  "{\"seen\":0,\"kind\":\"year_end\",\"form\":\"on_site\",\"title\":\"Kiểm tra\","
                  "\"symbol\":\"128-KH/UBKTTĐ\",\"dated\":\"2023-10-18\",\"period_from\":"
                  "\"2023-11-02\",\"period_to\":\"2023-11-07\",\"units\":[\"U1\",\"U2\",\"U3\","
                  "\"U4\"],\"sample_size\":2,\"sample_by\":\"unit\"}",
                  OK);
    act("POST", "/proposals", "", FAULT(409, "itinerary.empty"));
    system_expect(site, "bien-tap", "PUT", ROUND "/teams/1", TEAM("kiem-tra"), OK);
    system_expect(site, "bien-tap", "PUT", ROUND "/teams/2", TEAM("kiem-tra-2"), OK);
    system_expect(site, "bien-tap", "POST", ROUND "/steps", "{\"to\":\"issued\"}", OK);
    assert_int_equal(count_at("bien-tap", "unplaced"), 4);
    assert_int_equal(count_at("bien-tap", "days"), 6); /* two of them off */
    struct http_answer answer = get("bien-tap");
    assert_int_equal(json_integer_value(at(&answer, "demands.units.3.samples")), 2);
    assert_int_equal(json_integer_value(at(&answer, "unplaced.3.sessions")), 2);
    http_free(&answer);
}

static void demands_are_checked_and_kept(void **state)
{
    (void)state;
    ask("kiem-tra", "PUT", "", "{\"seen\":0}", FAULT(403, "forbidden"));
    ask("can-bo-1", "PUT", "", "{\"seen\":0}", FAULT(403, "forbidden"));
    ask("bien-tap", "PUT", "", "{\"seen\":0,\"from\":\"2023-11-01\"}",
        FAULT(422, "itinerary.window"));
    ask("bien-tap", "PUT", "", "{\"seen\":0,\"from\":\"2023-11-04\",\"to\":\"2023-11-05\"}",
        FAULT(422, "itinerary.window"));
    ask("bien-tap", "PUT", "", "{\"seen\":0,\"fixed\":[{\"unit\":\"U1\",\"day\":\"2023-11-04\"}]}",
        FAULT(422, "fixed[0].day"));
    ask("bien-tap", "PUT", "", "{\"seen\":0,\"groups\":[[\"U1\",\"U9\"]]}",
        FAULT(422, "groups[0][1]"));
    ask("bien-tap", "PUT", "", "{\"seen\":0,\"loads\":[{\"team\":\"9\",\"sessions\":1}]}",
        FAULT(422, "itinerary.team"));
    ask("bien-tap", "PUT", "", "{\"seen\":0,\"fixed\":[{\"unit\":\"U1\",\"half\":\"x\"}]}",
        FAULT(400, "itinerary.half"));
    ask("bien-tap", "PUT", "", "{\"seen\":0,\"together\":[{\"units\":[\"U1\",\"U1\"]}]}",
        FAULT(422, "itinerary.twice"));
    ask("bien-tap", "PUT", "", "{\"seen\":0,\"ways\":{\"units\":[\"U1\"],\"km\":[[0,3],[4,0]]}}",
        FAULT(422, "itinerary.ways"));
    act("PUT", "",
        ",\"fixed\":[{\"unit\":\"U1\",\"day\":\"2023-11-03\",\"half\":\"afternoon\"}],"
        "\"team_off\":[{\"team\":\"2\",\"day\":\"2023-11-02\"}],"
        "\"groups\":[[\"U1\",\"U2\"],[\"U3\",\"U4\"]]",
        OK);
    ask("uy-ban", "PUT", "", "{\"seen\":0,\"sessions\":1}", FAULT(409, "round.changed"));
}

static void a_proposal_is_computed_and_taken(void **state)
{
    (void)state;
    char rest[120];
    act("POST", "/proposals", "", FAULT(202, "\"state\": \"owed\""));
    act("POST", "/proposals", "", FAULT(202, "\"proposal\""));
    assert_true(wait_until(is_proposed, NULL));
    assert_int_equal(
        database_number(system_database(site), "SELECT count(*) FROM itinerary_proposal"), 1);
    struct http_answer answer = get("bien-tap");
    assert_string_equal(json_string_value(at(&answer, "proposal.result.outcome")), "found");
    assert_int_equal(json_integer_value(at(&answer, "proposal.result.cost")),
                     json_integer_value(at(&answer, "proposal.result.bound")));
    assert_int_equal(json_array_size(at(&answer, "visits")), 0);
    snprintf(rest, sizeof(rest), ",\"proposal\":\"%s\"",
             json_string_value(at(&answer, "proposal.id")));
    http_free(&answer);
    act("PUT", "/visits", ",\"proposal\":\"00000000-0000-4000-8000-000000000000\"",
        FAULT(409, "itinerary.proposal"));
    act("PUT", "/visits", rest, SAYS("\"unplaced\": []"));
    act("PUT", "/visits", rest, FAULT(409, "itinerary.proposal")); /* of an older version */
    answer = get("bien-tap");
    for (size_t i = 0; i < 4; i++) {
        char path[40];
        snprintf(path, sizeof(path), "visits.%zu.breaks", i);
        assert_int_equal(json_array_size(at(&answer, path)), 0);
    }
    http_free(&answer);
}

static void a_clash_is_named(void **state)
{
    (void)state;
    act("PUT", "",
        ",\"fixed\":[{\"unit\":\"U1\",\"day\":\"2023-11-03\",\"half\":\"morning\"},"
        "{\"unit\":\"U2\",\"day\":\"2023-11-03\",\"half\":\"morning\"}],"
        "\"team_off\":[{\"team\":\"2\",\"day\":\"2023-11-03\"}]",
        OK);
    act("POST", "/proposals", "", FAULT(202, ""));
    assert_true(wait_until(is_proposed, NULL));
    struct http_answer answer = get("bien-tap");
    assert_string_equal(json_string_value(at(&answer, "proposal.result.outcome")), "clash");
    assert_int_equal(json_array_size(at(&answer, "proposal.result.units")), 2);
    assert_int_equal(json_array_size(at(&answer, "proposal.result.demands")), 3);
    http_free(&answer);
}

static void a_moved_visit_says_what_it_breaks(void **state)
{
    (void)state;
    act("PUT", "/visits/U1", ",\"team\":\"1\",\"day\":\"2023-11-02\",\"half\":\"morning\"",
        SAYS("\"rule\": \"fixed\""));
    act("PUT", "/visits/U1", ",\"team\":\"1\",\"day\":\"2023-11-12\",\"half\":\"morning\"",
        FAULT(422, "team.day"));
    act("PUT", "/visits/U1", ",\"team\":\"9\",\"day\":\"2023-11-02\",\"half\":\"morning\"",
        FAULT(422, "itinerary.team"));
    act("PUT", "/visits/U9", ",\"team\":\"1\",\"day\":\"2023-11-02\",\"half\":\"morning\"",
        FAULT(404, "not_found"));
    act("PUT", "/visits/U2", ",\"team\":\"1\",\"day\":\"2023-11-02\",\"half\":\"day\"",
        FAULT(409, "Đoàn đơn vị số 1"));
    act("PUT", "/visits/U2",
        ",\"team\":\"1\",\"day\":\"2023-11-02\",\"half\":\"day\",\"force\":true",
        SAYS("\"rule\": \"team_busy\""));
    act("POST", "/issue", "", FAULT(409, "itinerary.clash"));
    act("DELETE", "/visits/U2", "", SAYS("\"unit\": \"U2\""));
    act("POST", "/issue", "", FAULT(409, "itinerary.incomplete"));
    /* A tie is in the way, too, whatever the demands say. */
    system_expect(site, "uy-ban", "POST", "/api/v1/accounts/kiem-tra-2/ties",
                  "{\"kind\":\"named\",\"unit\":\"U2\",\"reason\":\"Đơn thư\"}", OK);
    act("PUT", "/visits/U2", ",\"team\":\"2\",\"day\":\"2023-11-06\",\"half\":\"morning\"",
        FAULT(409, "Đơn thư"));
    act("PUT", "/visits/U2", ",\"team\":\"1\",\"day\":\"2023-11-04\",\"half\":\"morning\"",
        SAYS("Thứ Bảy"));
    act("PUT", "/visits/U2", ",\"team\":\"1\",\"day\":\"2023-11-06\",\"half\":\"morning\"", OK);
    ask("bien-tap", "PUT", "/visits/U2",
        "{\"seen\":1,\"team\":\"2\",\"day\":\"2023-11-07\",\"half\":\"day\"}",
        FAULT(409, "round.changed"));
    ask("bien-tap", "PUT", "/visits/U2", /* again: nothing changes */
        "{\"seen\":1,\"team\":\"1\",\"day\":\"2023-11-06\",\"half\":\"morning\"}", OK);
    ask("kiem-tra", "PUT", "/visits/U2",
        "{\"seen\":1,\"team\":\"2\",\"day\":\"2023-11-07\",\"half\":\"day\"}",
        FAULT(403, "forbidden"));
}

static void an_issued_itinerary_is_that_of_the_teams(void **state)
{
    (void)state;
    assert_int_equal(count_at("kiem-tra", "visits"), 0);
    assert_int_equal(count_at("can-bo-1", "visits"), 0);
    act("POST", "/issue", "", SAYS("\"state\": \"issued\""));
    act("POST", "/issue", "", SAYS("\"state\": \"issued\""));
    assert_int_equal(count_at("kiem-tra", "visits"), 4);
    assert_int_equal(count_at("can-bo-1", "visits"), 1);
    system_expect(site, "quan-tri", "GET", ITINERARY, NULL, FAULT(403, "forbidden"));
    assert_int_equal(database_number(system_database(site),
                                     "SELECT count(*) FROM team_unit WHERE half IS NOT NULL"),
                     4);
    assert_int_equal(
        database_number(system_database(site),
                        "SELECT count(*) FROM round_act WHERE act = 'itinerary_issued'"),
        1);
    /* A change is the writers' alone until it is issued. */
    act("PUT", "/visits/U2", ",\"team\":\"1\",\"day\":\"2023-11-07\",\"half\":\"morning\"",
        SAYS("\"state\": \"changed\""));
    struct http_answer answer = get("can-bo-2");
    assert_string_equal(json_string_value(at(&answer, "visits.0.day")), "2023-11-06");
    http_free(&answer);
    /* The teams were written by the issue: what was written before it is stale. */
    system_expect(site, "bien-tap", "PUT", ROUND "/teams/1",
                  "{\"seen\":1,\"name\":\"Đoàn\",\"members\":[{\"username\":\"kiem-tra\",\"post\":"
                  "\"head\"}],\"units\":[]}",
                  FAULT(409, "round.changed"));
}

/* A calendar as an account, or (NULL) anyone who knows the address, reads it. */
static struct http_answer calendar(const char *username, const char *path)
{
    return http_send(
        system_http(site),
        &(struct http_request){.path = path,
                               .token = username != NULL ? system_token(site, username) : NULL});
}

static void assert_calendar(const char *username, const char *path, int events, const char *words)
{
    struct http_answer answer = calendar(username, path);
    int count = 0;
    assert_int_equal(answer.status, 200);
    assert_non_null(strstr(answer.headers, "text/calendar"));
    for (const char *at = answer.body; (at = strstr(at, "BEGIN:VEVENT\r\n")) != NULL; at++) {
        count++;
    }
    assert_int_equal(count, events);
    assert_non_null(strstr(answer.body, words));
    http_free(&answer);
}

static void a_calendar_follows_what_is_issued(void **state)
{
    (void)state;
    assert_calendar("uy-ban", ITINERARY ".ics", 4, "SEQUENCE:0\r\n");
    assert_calendar("can-bo-1", ITINERARY ".ics", 1, "DTSTART:20231102T003000Z\r\n");
    act("POST", "/issue", "", OK);
    assert_calendar("can-bo-2", ITINERARY ".ics", 1, "SEQUENCE:1\r\n");
    assert_calendar("can-bo-2", ITINERARY ".ics", 1, "DTSTART:20231107T003000Z\r\n");
    /* A team that goes takes its visits along: calendars learn it. */
    system_expect(site, "bien-tap", "DELETE", ROUND "/teams/1", NULL, OK);
    assert_calendar("can-bo-2", ITINERARY ".ics", 1, "STATUS:CANCELLED\r\n");
    assert_true(count_at("bien-tap", "unplaced") >= 2);
}

static void an_address_is_secret_and_can_be_revoked(void **state)
{
    (void)state;
    struct http_answer answer = http_send(
        system_http(site), &(struct http_request){.method = "POST",
                                                  .path = "/api/v1/calendar",
                                                  .token = system_token(site, "can-bo-1")});
    char path[120];
    snprintf(path, sizeof(path), "%s", http_text(&answer, "path"));
    assert_int_equal(answer.status, 200);
    http_free(&answer);
    assert_calendar(NULL, path, 1, "SUMMARY:Kiểm tra: ");
    assert_int_equal(
        database_number(system_database(site),
                        "SELECT count(*) FROM calendar_token WHERE length(digest) = 32"),
        1);
    system_expect(site, "can-bo-1", "GET", "/api/v1/calendar", NULL, SAYS("\"path\": null"));
    system_expect(site, "quan-tri", "POST", "/api/v1/calendar", NULL, FAULT(403, "forbidden"));
    system_expect(site, "can-bo-1", "DELETE", "/api/v1/calendar", NULL, SAYS("\"made_at\": null"));
    answer = calendar(NULL, path);
    assert_int_equal(answer.status, 404);
    http_free(&answer);
}

#define LARGE "/api/v1/campaigns/2023/rounds/KT-LON"

/* 120 units and six teams, which takes the solver seconds. */
static void plan_large_round(void)
{
    char units[120 * 9 + 1], body[2000];
    size_t len = 0;
    database_run(
        system_database(site),
        "INSERT INTO unit (id, code, name, kind, parent_id)"
        " SELECT n, 'L' || n, 'Đoàn xã số ' || n, kind, 1 FROM generate_series(1001, 1120) n,"
        "  (SELECT kind FROM unit WHERE code = 'U1') k;"
        "INSERT INTO campaign_unit SELECT 1, id, 'Khối lớn' FROM unit WHERE id > 1000;"
        "INSERT INTO account (id, username, role, full_name)"
        " SELECT n, 'thanh-tra-' || n, 'inspector', 'Kiểm tra ' || n"
        "  FROM generate_series(61, 66) n");
    for (int n = 1001; n <= 1120; n++) {
        len +=
            (size_t)snprintf(units + len, sizeof(units) - len, "%s\"L%d\"", n > 1001 ? "," : "", n);
    }
    snprintf(body, sizeof(body),
             "{\"seen\":0,\"kind\":\"year_end\",\"form\":\"on_site\",\"title\":\"Kiểm tra\","
             "\"period_from\":\"2023-11-13\",\"period_to\":\"2023-12-01\",\"units\":[%s]}",
             units);
    system_expect(site, "bien-tap", "PUT", LARGE, body, OK);
    for (int n = 1; n <= 6; n++) {
        char path[100];
        snprintf(path, sizeof(path), LARGE "/teams/%d", n);
        snprintf(body, sizeof(body),
                 "{\"seen\":0,\"name\":\"Đoàn số %d\",\"members\":[{\"username\":\"thanh-tra-%d\","
                 "\"post\":\"head\"}],\"units\":[]}",
                 n, 60 + n);
        system_expect(site, "bien-tap", "PUT", path, body, OK);
    }
}

static bool is_claimed(void *arg)
{
    return database_number(system_database(site),
                           "SELECT attempts FROM itinerary_proposal WHERE state = 'owed'") >
           *(const int *)arg;
}

static bool is_over(void *arg)
{
    (void)arg;
    return database_number(system_database(site),
                           "SELECT count(*) FROM itinerary_proposal WHERE state = 'owed'") == 0;
}

static void a_solver_killed_in_the_middle_loses_and_doubles_nothing(void **state)
{
    (void)state;
    plan_large_round();
    database_run(system_database(site), "DELETE FROM itinerary_proposal");
    system_expect(site, "bien-tap", "POST", LARGE "/itinerary/proposals", "{\"seen\":0}",
                  FAULT(202, "\"state\": \"owed\""));
    for (int kill = 0; kill < 2; kill++) {
        assert_true(wait_until(is_claimed, &kill));
        system_signal(site, SYSTEM_SCORING, 0, SIGKILL);
    }
    assert_true(wait_until(is_over, NULL));
    assert_int_equal(
        database_number(system_database(site),
                        "SELECT jsonb_array_length(result -> 'visits') FROM itinerary_proposal"
                        " WHERE state = 'done' AND attempts > 2"
                        "   AND result ->> 'outcome' = 'found'"),
        120);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_round_with_two_teams),
        cmocka_unit_test(demands_are_checked_and_kept),
        cmocka_unit_test(a_proposal_is_computed_and_taken),
        cmocka_unit_test(a_clash_is_named),
        cmocka_unit_test(a_moved_visit_says_what_it_breaks),
        cmocka_unit_test(an_issued_itinerary_is_that_of_the_teams),
        cmocka_unit_test(a_calendar_follows_what_is_issued),
        cmocka_unit_test(an_address_is_secret_and_can_be_revoked),
        cmocka_unit_test(a_solver_killed_in_the_middle_loses_and_doubles_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
