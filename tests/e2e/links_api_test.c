/*
 * links_api_test.c — sites of units over the API: which accounts register and see them, and the
 * effect on evidence items; and the text of a cited page at submission beside its present text.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/system.h"
#include "support/system_evidence.h"
#include "support/wait.h"

#define SITES "/api/v1/units/U1/sites"
#define LINK  "https://u1.example/tin/1"

static struct system *site;

static int set_up(void **state)
{
    static const char *const MORE[] = {"validation --links.fetch=on", NULL};
    (void)state;
    site = system_start(&(struct system_options){.arguments = MORE});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    system_stop(&site);
    return 0;
}

static void only_editors_and_administrators_register_sites(void **state)
{
    (void)state;
    system_expect(site, "can-bo-1", "PUT", SITES, "{\"sites\":[]}",
                  (struct wanted){403, "forbidden"});
    system_expect(site, "uy-ban", "PUT", SITES, "{\"sites\":[]}",
                  (struct wanted){403, "forbidden"});
    system_expect(site, "bien-tap", "PUT", "/api/v1/units/KHONG/sites", "{\"sites\":[]}",
                  (struct wanted){404, "not_found"});
    system_expect(site, "quan-tri", "PUT", SITES, "{\"sites\":[\"https://Www.Cu.example/\"]}",
                  (struct wanted){200, "\"cu.example\""});
    system_expect(site, "bien-tap", "PUT", SITES,
                  "{\"sites\":[\"u1.example\",\"http://mxh.example/u1/\"]}",
                  (struct wanted){200, "\"sites\": [\"mxh.example/u1\", \"u1.example\"]"});
    system_expect(site, "bien-tap", "GET", SITES, NULL,
                  (struct wanted){200, "\"by\": \"Biên tập\""});
}

static void faults_leave_what_was(void **state)
{
    (void)state;
    system_expect(site, "bien-tap", "PUT", SITES,
                  "{\"sites\":[\"khac.example\",\"không phải trang\"]}",
                  (struct wanted){422, "site.unreadable"});
    system_expect(site, "bien-tap", "PUT", SITES, "{\"sites\":\"a.vn\"}",
                  (struct wanted){400, "json.type"});
    system_expect(site, "bien-tap", "PUT", SITES, "{\"sites\":[7]}",
                  (struct wanted){400, "json.type"});
    system_expect(site, "bien-tap", "PUT", SITES, "{\"site\":[]}",
                  (struct wanted){400, "json.unknown_field"});
    system_expect(site, "bien-tap", "PUT", SITES, "{\"sites\":[],\"x\":1}",
                  (struct wanted){400, "json.unknown_field"});
    system_expect(site, "bien-tap", "GET", SITES, NULL,
                  (struct wanted){200, "[\"mxh.example/u1\", \"u1.example\"]"});
}

static void a_unit_sees_its_own_and_those_above_and_no_other_units(void **state)
{
    (void)state;
    system_expect(site, "bien-tap", "PUT", "/api/v1/units/TINH/sites",
                  "{\"sites\":[\"tinh.example\"]}", (struct wanted){200, ""});
    system_expect(site, "can-bo-1", "GET", SITES, NULL, (struct wanted){200, "\"may_set\": false"});
    system_expect(site, "can-bo-1", "GET", SITES, NULL,
                  (struct wanted){
                      200, "\"allowed\": [\"mxh.example/u1\", \"u1.example\", \"tinh.example\"]"});
    system_expect(site, "can-bo-2", "GET", SITES, NULL, (struct wanted){404, "not_found"});
    system_expect(site, "xem", "GET", SITES, NULL, (struct wanted){404, "not_found"});
    system_expect(site, "uy-ban", "GET", SITES, NULL, (struct wanted){200, "u1.example"});
}

struct wanted_finding {
    const char *id;
    bool is_wanted;
};

static bool is_as_wanted(void *arg)
{
    const struct wanted_finding *wanted = arg;
    struct http_answer answer = evidence_get(site, "can-bo-1", wanted->id);
    bool has = strstr(answer.body, "link.foreign_site") != NULL;
    http_free(&answer);
    return has == wanted->is_wanted;
}

/* Waits until the evidence item's page has that finding, or has it no longer. */
static void expect_finding(const char *id, bool is_wanted)
{
    assert_true(wait_until(is_as_wanted, &(struct wanted_finding){id, is_wanted}));
}

static void items_are_judged_again_when_sites_change(void **state)
{
    char id[37];
    (void)state;
    struct http_answer answer = evidence_through(
        site, "can-bo-1", "la",
        EVIDENCE("U1", "\"C1\"", "Tin ở nơi khác", ",\"link\":\"https://la.example/1\""), id);
    http_free(&answer);
    expect_finding(id, true);
    system_expect(site, "bien-tap", "PUT", SITES, "{\"sites\":[\"u1.example\",\"la.example\"]}",
                  (struct wanted){200, "la.example"});
    expect_finding(id, false);
    system_expect(site, "bien-tap", "PUT", SITES, "{\"sites\":[\"u1.example\"]}",
                  (struct wanted){200, ""});
    expect_finding(id, true);
}

/* Stores what the fetcher would have seen; the hash is the text's own. */
static void see(const char *text)
{
    database_run(
        system_database(site),
        "UPDATE link_page SET claim = '00000000-0000-4000-8000-000000000001' WHERE url = '" LINK
        "'");
    database_run(
        system_database(site),
        "SELECT link_fetched(hash, claim, jsonb_build_object('state', 1, 'attempts', 0, 'looks', 1,"
        " 'outcome', 'done', 'status', 200, 'pause_s', 60, 'is_same', false, 'final_url', url,"
        " 'media_type', 'text/html', 'titles', 'Hội trại', 'published_on', '', 'flags', '', "
        "'etag', '',"
        " 'last_modified', '', 'text', '%s', 'text_hash', encode(sha256('%s'), 'hex')))"
        " FROM link_page WHERE url = '" LINK "'",
        text, text);
}

static void what_the_page_said_is_shown_beside_what_it_says(void **state)
{
    char id[37], path[100];
    (void)state;
    struct http_answer answer =
        evidence_through(site, "can-bo-1", "doi",
                         EVIDENCE("U1", "\"C1\"", "Hội trại", ",\"link\":\"" LINK "\""), id);
    http_free(&answer);
    snprintf(path, sizeof(path), "/api/v1/evidence/%s/page", id);
    system_expect(site, "can-bo-1", "GET", path, NULL, (struct wanted){404, "not_found"});
    see("Hội trại có 120 bạn.\nTrời nắng.\n");
    system_expect(site, "can-bo-1", "GET", path, NULL, (struct wanted){200, "\"changes\":[]"});
    see("Hội trại có 210 bạn.\nTrời nắng.\nAi cũng vui.\n");
    system_expect(
        site, "can-bo-1", "GET", path, NULL,
        (struct wanted){
            200,
            "{\"lead\":\"Hội trại có\",\"before\":\"120\",\"after\":\"210\",\"tail\":\"bạn.\"}"});
    system_expect(site, "can-bo-1", "GET", path, NULL,
                  (struct wanted){200, "\"before\":\"\",\"after\":\"Ai cũng vui.\""});
    system_expect(site, "can-bo-1", "GET", path, NULL,
                  (struct wanted){200, "\"frozen\":\"Hội trại có 120 bạn.\\nTrời nắng.\\n\""});
    system_expect(site, "can-bo-2", "GET", path, NULL, (struct wanted){404, "not_found"});
    system_expect(site, "uy-ban", "GET", path, NULL, (struct wanted){200, "\"changed_at\":\"20"});
}

/* ------------------------------------------------------------- proposals */

#define AHEAD "https://u1.example/tin/hien-mau"

static struct http_answer propose(const char *link)
{
    char body[200];
    snprintf(body, sizeof(body),
             "{\"campaign\":\"2023\",\"unit\":\"U1\",\"uploads\":[],\"link\":\"%s\"}", link);
    return http_send(system_http(site),
                     &(struct http_request){.path = "/api/v1/proposals",
                                            .token = system_token(site, "can-bo-1"),
                                            .body = body});
}

static void expect_proposed(const char *link, bool is_complete, const char *what)
{
    struct http_answer answer = propose(link);
    assert_int_equal(answer.status, 200);
    assert_int_equal(json_is_true(json_object_get(answer.json, "is_complete")), is_complete);
    if (what == NULL) {
        assert_int_equal(json_array_size(json_object_get(answer.json, "proposals")), 0);
    } else if (strstr(answer.body, what) == NULL) {
        fail_msg("%s lacks %s", answer.body, what);
    }
    http_free(&answer);
}

static long probes(void)
{
    return database_number(system_database(site),
                           "SELECT count(*) FROM link_probe WHERE url LIKE '" AHEAD "%%'");
}

/* What the fetcher stores (fetcher/probe_answer.h). */
static void answer_probe(const char *answer)
{
    database_run(system_database(site),
                 "UPDATE link_probe SET due_at = NULL, answer = '%s' WHERE url = '" AHEAD "'",
                 answer);
}

static void the_page_behind_a_link_proposes_the_form(void **state)
{
    (void)state;
    expect_proposed("không phải địa chỉ", true, NULL);
    expect_proposed(AHEAD, false, NULL);
    expect_proposed(AHEAD, false, NULL);
    assert_int_equal(probes(), 1); /* one look, however often the form asks */
    answer_probe("{\"state\":\"dead\",\"titles\":[\"Không tìm thấy\"]}");
    expect_proposed(AHEAD, true, NULL);
    answer_probe("{\"state\":\"good\",\"titles\":[\"Ngày hội hiến máu\",\"Trang nhất\"],"
                 "\"published_on\":\"2023-11-22\",\"text_start\":\"Sáng nay.\"}");
    expect_proposed(AHEAD, true, "\"field\":\"title\",\"value\":\"Ngày hội hiến máu\"");
    expect_proposed(AHEAD, true, "\"field\":\"occurred_on\",\"value\":\"2023-11-22\"");
    expect_proposed(AHEAD, true, "\"field\":\"kind\",\"value\":\"article\"");
}

/* An account has sixty looks an hour, so that nothing crawls through the fetcher. */
static void an_account_looks_at_so_many_pages_only(void **state)
{
    (void)state;
    database_run(system_database(site),
                 "INSERT INTO link_probe (id, url, account_id, due_at)"
                 " SELECT gen_random_uuid(), '" AHEAD "?' || i, id, NULL"
                 "   FROM account, generate_series(1, 60) i WHERE username = 'can-bo-1'");
    long before = probes();
    expect_proposed(AHEAD "?muon", true, NULL);
    assert_int_equal(probes(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_editors_and_administrators_register_sites),
        cmocka_unit_test(faults_leave_what_was),
        cmocka_unit_test(a_unit_sees_its_own_and_those_above_and_no_other_units),
        cmocka_unit_test(items_are_judged_again_when_sites_change),
        cmocka_unit_test(what_the_page_said_is_shown_beside_what_it_says),
        cmocka_unit_test(the_page_behind_a_link_proposes_the_form),
        cmocka_unit_test(an_account_looks_at_so_many_pages_only),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
