/*
 * closed_units_test.c — what a unit has closed stays closed: evidence that arrives afterwards is
 * kept and counts once the body that holds the unit takes it; nothing is revised, no post is added
 * or removed, no target changes; settings of the campaign need a ground, and every version of them
 * stays.  A return gives the unit back what it had filed meanwhile.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "support/one_system.h"
#include "support/system_evidence.h"
#include "support/wait.h"

#define UNIT                "/api/v1/campaigns/2023/units/U1"
#define MINUTES             "\"minutes\":{\"symbol\":\"05-BB/ĐTN\",\"held_on\":\"2023-11-01\"}"
#define OK                  ((struct wanted){200, ""})
#define FAULT(status, code) ((struct wanted){status, "\"" code "\""})

static char first[37], late[37], later[37], short_title[37];

static void step(const char *username, const char *body)
{
    system_expect(site, username, "POST", UNIT "/steps", body, OK);
}

static void files(const char *username, const char *key, const char *body, const char *words,
                  char id[static 37])
{
    struct http_answer answer = evidence_through(site, username, key, body, id);
    if (strstr(answer.body, words) == NULL) {
        fail_msg("%s: %s", key, answer.body);
    }
    http_free(&answer);
}

static long facts(const char *id)
{
    return database_number(system_database(site),
                           "SELECT count(*) FROM evidence_fact"
                           " WHERE evidence_id = '%s' AND figure = 0",
                           id);
}

static bool has_facts(void *arg)
{
    return facts(arg) > 0;
}

static void an_administrator_says_why(void **state)
{
    (void)state;
    struct http_answer answer =
        evidence_file(site, "quan-tri", "thay-1", EVIDENCE("U1", "\"C2\"", "Nộp thay", ""));
    assert_int_equal(answer.status, 400);
    assert_string_equal(http_text(&answer, "code"), "ground.missing");
    http_free(&answer);
    answer =
        evidence_file(site, "quan-tri", "thay-2",
                      EVIDENCE("U1", "\"C2\"", "Nộp thay đơn vị", ",\"ground\":\"Công văn 12\""));
    assert_int_equal(answer.status, 202);
    char id[37];
    snprintf(id, sizeof(id), "%s", http_text(&answer, "id"));
    http_free(&answer);
    answer = evidence_wait(site, "can-bo-1", id);
    assert_non_null(strstr(answer.body, "Công văn 12"));
    http_free(&answer);
}

static void the_council_keeps_versions_of_its_minutes(void **state)
{
    (void)state;
#define MEETING(seen, note) \
    "{\"seen\":" seen ",\"minutes\":{\"symbol\":\"05-BB/ĐTN\",\"held_on\":\"2023-11-01\"," \
    "\"members\":[{\"name\":\"Bí thư\",\"is_present\":true},{\"name\":\"Ủy viên\"," \
    "\"is_present\":false}],\"note\":\"" note "\"}}"
    const char *path = UNIT "/minutes";
    system_expect(site, "hoi-dong", "PUT", path, MEETING("0", "lần một"),
                  (struct wanted){200, "\"version\": 1"});
    system_expect(site, "hoi-dong", "PUT", path, MEETING("0", "lần một"),
                  (struct wanted){200, "\"version\": 1"});
    system_expect(site, "hoi-dong", "PUT", path, MEETING("0", "lần hai"),
                  FAULT(409, "minutes.changed"));
    system_expect(site, "hoi-dong", "PUT", path, MEETING("1", "lần hai"),
                  (struct wanted){200, "\"version\": 2"});
    system_expect(site, "kiem-tra", "PUT", path, MEETING("2", ""), FAULT(403, "forbidden"));
}

static void what_comes_after_closing_is_held(void **state)
{
    (void)state;
    files("can-bo-1", "truoc", EVIDENCE("U1", "\"C2\"", "Nộp trước khi chốt", ""),
          "\"held_in\" : null", first);
    files("can-bo-1", "ngan", EVIDENCE("U1", "\"C2\"", "Tin", ""), "title.too_short", short_title);
    system_expect(site, "can-bo-1", "PUT", UNIT "/scores/self",
                  "{\"scores\":[{\"criterion\":\"C10\",\"value\":\"8\"}]}", OK);
    /* The minutes that are kept close the unit: the step needs none of its own. */
    step("hoi-dong", "{\"to\":\"self_closed\",\"fill\":true}");
    system_expect(site, "kiem-tra", "GET", UNIT "/assessment", NULL,
                  (struct wanted){200, "lần hai"});
    char body[500];
    snprintf(body, sizeof(body),
             EVIDENCE("U1", "\"C2\"", "Sửa sau khi chốt", ",\"id\":\"%s\",\"base_revision\":1"),
             first);
    struct http_answer answer = evidence_file(site, "can-bo-1", "sua", body);
    assert_int_equal(answer.status, 409);
    assert_string_equal(http_text(&answer, "code"), "evidence.closed");
    http_free(&answer);
    files("can-bo-1", "muon", EVIDENCE("U1", "\"C2\"", "Nộp sau khi chốt", ""), "self_closed",
          late);
    files("can-bo-1", "muon-2", EVIDENCE("U1", "\"C2\"", "Nộp sau khi chốt nữa", ""), "self_closed",
          later);
    assert_int_equal(facts(late), 0);
    answer =
        evidence_file(site, "can-bo-1", "muon", EVIDENCE("U1", "\"C2\"", "Nộp sau khi chốt", ""));
    assert_non_null(strstr(answer.body, "\"held\":true")); /* a repeat says so, too */
    http_free(&answer);
}

static void the_body_that_holds_the_unit_takes_it(void **state)
{
    (void)state;
    char path[100];
    snprintf(path, sizeof(path), "/api/v1/evidence/%s/take", late);
    system_expect(site, "can-bo-1", "POST", path, "{\"reason\":\"x\"}", FAULT(403, "forbidden"));
    system_expect(site, "uy-ban", "POST", path, "{\"reason\":\"x\"}", FAULT(403, "forbidden"));
    system_expect(site, "can-bo-2", "POST", path, "{\"reason\":\"x\"}", FAULT(404, "not_found"));
    system_expect(site, "kiem-tra", "POST", path, "{\"reason\":\" \"}",
                  FAULT(400, "reason.missing"));
    system_expect(site, "kiem-tra", "POST", path, "{\"reason\":\"Đến chậm do mất mạng\"}", OK);
    system_expect(site, "kiem-tra", "POST", path, "{\"reason\":\"Đến chậm do mất mạng\"}", OK);
    assert_true(wait_until(has_facts, late));
    assert_int_equal(facts(later), 0);
    struct http_answer answer = evidence_get(site, "can-bo-1", late);
    assert_non_null(strstr(answer.body, "Đến chậm do mất mạng"));
    http_free(&answer);
}

static void posts_and_targets_are_closed_with_the_unit(void **state)
{
    (void)state;
    struct database *database = system_database(site);
    assert_int_equal(
        database_number(database, "SELECT (put_posts(c, '[{\"unit\":\"U1\",\"published_on\":"
                                  "\"2023-05-06\",\"title\":\"Tin\",\"kind\":\"news\"}]', '', NULL,"
                                  " NULL) #>> '{0,code}' = 'unit.held')::int FROM campaign c"),
        1);
    assert_int_equal(database_number(database,
                                     "SELECT (import_targets('2023', '[{\"unit\":\"U1\","
                                     "\"criterion\":\"C3\",\"value\":\"77\"}]', 'x') #>> '{0,code}'"
                                     " = 'unit.held')::int"),
                     1);
}

static void settings_need_a_ground_and_keep_versions(void **state)
{
    (void)state;
    const char *path = "/api/v1/campaigns/2023/checks/title.too_short";
    system_expect(site, "bien-tap", "PUT", path, "{\"off\":true}", FAULT(409, "setting.closed"));
    system_expect(site, "bien-tap", "PUT", path, "{\"off\":true,\"ground\":\"Công văn 7\"}", OK);
    system_expect(site, "bien-tap", "PUT", path, "{\"ground\":\"Công văn 8\"}", OK);
    system_expect(site, "bien-tap", "PUT", "/api/v1/campaigns/2023/posts/mapping",
                  "{\"kind\":\"news\",\"criterion\":\"C5\"}", FAULT(409, "setting.closed"));
    struct http_answer answer =
        system_get(site, "uy-ban", "/api/v1/campaigns/2023/setting-changes?subject=check_setting");
    const json_t *items = json_object_get(answer.json, "items");
    assert_int_equal(json_array_size(items), 2); /* off and on again leaves its trace */
    assert_non_null(strstr(answer.body, "Công văn 7"));
    assert_non_null(strstr(answer.body, "Biên tập"));
    long long newest = json_integer_value(json_object_get(json_array_get(items, 0), "version"));
    http_free(&answer);
    system_expect(site, "can-bo-1", "GET", "/api/v1/campaigns/2023/setting-changes", NULL,
                  FAULT(403, "forbidden"));
    char id[37], wanted[60];
    snprintf(wanted, sizeof(wanted), "\"settings_version\" : %lld", newest);
    int filed = 0;
    for (int64_t until = wait_hangs_at_ms();; filed++) { /* until validation has read it again */
        char key[40];
        snprintf(key, sizeof(key), "ban-%d", filed);
        answer = evidence_through(site, "can-bo-2", key,
                                  EVIDENCE("U2", "\"C2\"", "Theo bản nào", ""), id);
        bool is_named = strstr(answer.body, wanted) != NULL;
        http_free(&answer);
        if (is_named) {
            return;
        }
        assert_true(clock_steady_ms() < until);
    }
}

/* The key of the item's first finding. */
static void finding_of(const char *id, char key[static 37])
{
    struct http_answer answer = evidence_get(site, "can-bo-1", id);
    const json_t *finding = json_array_get(json_object_get(answer.json, "findings"), 0);
    snprintf(key, 37, "%s", json_string_value(json_object_get(finding, "key")));
    http_free(&answer);
}

static void findings_are_closed_once_the_unit_is_appraised(void **state)
{
    (void)state;
    char key[37], path[200];
    finding_of(short_title, key);
    snprintf(path, sizeof(path), "/api/v1/evidence/%s/findings/%s/answers", short_title, key);
    step("kiem-tra", "{\"to\":\"appraised\",\"fill\":true," MINUTES "}");
    system_expect(site, "kiem-tra", "POST", path, "{\"answer\":\"accepted\",\"reason\":\"Được\"}",
                  FAULT(409, "assessment.locked"));
    /* A verdict that is made again moves no fact. */
    long before = facts(short_title);
    database_run(system_database(site),
                 "DELETE FROM evidence_fact WHERE evidence_id = '%s';"
                 "INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)"
                 " VALUES (gen_random_uuid(), 2, '%s', 0, now(), 1, 'again')",
                 first, first);
    assert_true(system_settle(site));
    assert_int_equal(facts(first), 0);
    assert_int_equal(facts(short_title), before);
}

static void a_return_gives_back_what_was_filed(void **state)
{
    (void)state;
    step("uy-ban", "{\"to\":\"draft\",\"reason\":\"Thiếu minh chứng\"}");
    assert_true(wait_until(has_facts, first));
    assert_true(wait_until(has_facts, later));
    char body[500];
    snprintf(body, sizeof(body),
             EVIDENCE("U1", "\"C2\"", "Sửa khi được trả", ",\"id\":\"%s\",\"base_revision\":1"),
             first);
    struct http_answer answer = evidence_file(site, "can-bo-1", "sua-2", body);
    assert_int_equal(answer.status, 202);
    http_free(&answer);
}

static bool has_notice(void *arg)
{
    (void)arg;
    struct http_answer answer = system_get(site, "can-bo-1", "/api/v1/inbox?kind=evidence_valid");
    bool is_there = json_array_size(json_object_get(answer.json, "items")) > 0;
    http_free(&answer);
    return is_there;
}

/* That evidence is valid asks for no act: it is read in one go and never counted. */
static void the_inbox_counts_what_asks_for_an_act(void **state)
{
    (void)state;
    assert_true(wait_until(has_notice, NULL));
    /* Notices of what was filed before may still be on their way. */
    assert_true(system_settle(site));
    struct database *database = system_database(site);
    long asking =
        database_number(database, "SELECT count(*) FROM notification WHERE account_id = 1"
                                  " AND channel = 1 AND read_at IS NULL AND kind NOT IN (1, 4)");
    struct http_answer answer = system_get(site, "can-bo-1", "/api/v1/inbox");
    assert_int_equal(json_integer_value(json_object_get(answer.json, "unread")), asking);
    http_free(&answer);
    system_expect(site, "can-bo-1", "POST", "/api/v1/inbox/read?kind=evidence_valid", NULL, OK);
    assert_int_equal(database_number(database,
                                     "SELECT count(*) FROM notification WHERE account_id = 1"
                                     " AND channel = 1 AND read_at IS NULL AND kind = 1"),
                     0);
    assert_int_equal(database_number(database,
                                     "SELECT count(*) FROM notification WHERE account_id = 1"
                                     " AND channel = 1 AND read_at IS NULL AND kind <> 1"),
                     asking);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_administrator_says_why),
        cmocka_unit_test(the_council_keeps_versions_of_its_minutes),
        cmocka_unit_test(what_comes_after_closing_is_held),
        cmocka_unit_test(the_body_that_holds_the_unit_takes_it),
        cmocka_unit_test(posts_and_targets_are_closed_with_the_unit),
        cmocka_unit_test(settings_need_a_ground_and_keep_versions),
        cmocka_unit_test(findings_are_closed_once_the_unit_is_appraised),
        cmocka_unit_test(a_return_gives_back_what_was_filed),
        cmocka_unit_test(the_inbox_counts_what_asks_for_an_act),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
