/*
 * assessment_test.c — a unit's assessment over HTTP: the council closes its own score, the
 * inspector appraises, the committee approves and publishes; each step locks the scores before it;
 * a published result is signed, verifies without the system and never changes; an appeal that is
 * upheld leads to a second result that names the first.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/sign.h"
#include "support/system.h"
#include "support/system_evidence.h"
#include "support/tus.h"

#define UNIT "/api/v1/campaigns/2023/units/U1"
#define PUBLISH \
    "{\"confirm\":\"CÔNG BỐ\",\"symbol\":\"12-QĐ/TĐTN\",\"dated\":\"2023-12-20\"," \
    "\"signer\":\"Bí thư Tỉnh đoàn\",\"appeal_until\":null}"
#define MINUTES "\"minutes\":{\"symbol\":\"05-BB/ĐTN\",\"held_on\":\"2023-11-01\",\"present\":9}"

static struct system *site;

static int set_up(void **state)
{
    (void)state;
    site = system_start(&(struct system_options){0});
    char id[37];
    struct http_answer answer =
        evidence_through(site, "can-bo-1", "mot", EVIDENCE("U1", "\"C1\"", "Kế hoạch năm", ""), id);
    http_free(&answer);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    int deaths = system_deaths(site);
    system_stop(&site);
    return deaths == 0 ? 0 : -1;
}

static struct http_answer ask(const char *username, const char *method, const char *path,
                              const char *body)
{
    return http_send(
        system_http(site),
        &(struct http_request){
            .method = method, .path = path, .token = system_token(site, username), .body = body});
}

/* `wanted`: the code of the refusal, or the state of the answer. */
static void expect(const char *username, const char *path, const char *body, const char *wanted)
{
    const char *method = strstr(path, "/scores/") != NULL ? "PUT" : "POST";
    struct http_answer answer = ask(username, method, path, body);
    const char *code = http_text(&answer, "code");
    const char *said = answer.status == 200 ? http_text(&answer, "state") : code;
    if (strcmp(said, wanted) != 0) {
        fail_msg("%s %s %s: %ld %s", username, path, body != NULL ? body : "", answer.status,
                 answer.body);
    }
    http_free(&answer);
}

static void expect_field(const char *username, const char *path, const char *body,
                         const char *wanted)
{
    const char *method = strstr(path, "/scores/") != NULL ? "PUT" : "POST";
    struct http_answer answer = ask(username, method, path, body);
    assert_string_equal(http_text(&answer, "field"), wanted);
    http_free(&answer);
}

#define SCORE(criterion, value, reason) \
    "{\"scores\":[{\"criterion\":\"" criterion "\",\"value\":\"" value "\",\"reason\":\"" reason \
    "\"}]}"

static void takes_the_unit_s_own_score(void **state)
{
    (void)state;
    expect("can-bo-1", UNIT "/scores/self", SCORE("C1", "9.5", ""), "draft");
    expect("can-bo-1", UNIT "/scores/self", SCORE("C99", "1", ""), "criterion.unknown");
    expect("can-bo-1", UNIT "/scores/self", SCORE("G1", "1", ""), "criterion.unknown");
    expect("can-bo-1", UNIT "/scores/self", SCORE("C1", "10.01", ""), "points.range");
    expect("can-bo-1", UNIT "/scores/self", SCORE("C1", "-1", ""), "points.range");
    expect("can-bo-1", UNIT "/scores/self", SCORE("C1", "1.005", ""), "points.format");
    expect("can-bo-1", UNIT "/scores/self", SCORE("C1", "chín", ""), "points.format");
    expect_field("can-bo-1", UNIT "/scores/self",
                 "{\"scores\":[{\"criterion\":\"C1\",\"value\":\"1\"},{\"criterion\":\"C2\"}]}",
                 "scores[1].value");
    expect("can-bo-1", UNIT "/scores/self", "{\"scores\":[],\"x\":1}", "field.missing");
    expect("can-bo-1", UNIT "/scores/self", "{\"scores\":", "json.syntax");
    expect("can-bo-1", UNIT "/scores/khac", SCORE("C1", "1", ""), "not_found");
    expect("can-bo-2", UNIT "/scores/self", SCORE("C1", "1", ""), "not_found");
    expect("can-bo-1", UNIT "/scores/approved", SCORE("C1", "1", ""), "forbidden");
    /* A fault in the list refuses the whole list. */
    expect("can-bo-1", UNIT "/scores/self",
           "{\"scores\":[{\"criterion\":\"C1\",\"value\":\"3\"},"
           "{\"criterion\":\"C99\",\"value\":\"3\"}]}",
           "criterion.unknown");
    struct http_answer answer = ask("can-bo-1", "GET", UNIT "/assessment", NULL);
    assert_non_null(strstr(answer.body, "\"9.50\""));
    assert_null(strstr(answer.body, "\"3.00\""));
    http_free(&answer);
}

static void is_closed_by_the_council_with_minutes(void **state)
{
    (void)state;
    expect("can-bo-1", UNIT "/steps", "{\"to\":\"self_closed\"," MINUTES "}", "forbidden");
    expect("hoi-dong", UNIT "/steps", "{\"to\":\"self_closed\"}", "minutes.missing");
    expect("hoi-dong", UNIT "/steps",
           "{\"to\":\"self_closed\",\"minutes\":{\"symbol\":\"1\",\"held_on\":\"2023-13-01\"}}",
           "date.format");
    expect("hoi-dong", UNIT "/steps", "{\"to\":\"approved\"," MINUTES "}", "assessment.move");
    expect("hoi-dong", UNIT "/steps", "{\"to\":\"self_closed\"," MINUTES "}",
           "assessment.incomplete");
    /* The system has no number for C10: its points have to be given by hand. */
    expect_field("hoi-dong", UNIT "/steps", "{\"to\":\"self_closed\",\"fill\":true," MINUTES "}",
                 "C10");
    expect("can-bo-1", UNIT "/scores/self", SCORE("C10", "8", "Được tặng bằng khen"), "draft");
    expect("hoi-dong", UNIT "/steps", "{\"to\":\"self_closed\",\"fill\":true," MINUTES "}",
           "self_closed");
    expect("hoi-dong", UNIT "/steps", "{\"to\":\"self_closed\",\"fill\":true," MINUTES "}",
           "self_closed"); /* again: no second step */
    expect("can-bo-1", UNIT "/scores/self", SCORE("C1", "1", ""), "assessment.locked");
    assert_int_equal(database_number(system_database(site), "SELECT count(*) FROM assessment_step"),
                     1);
}

static void goes_back_with_a_reason_and_a_trace(void **state)
{
    (void)state;
    expect("kiem-tra", UNIT "/steps", "{\"to\":\"draft\",\"reason\":\"  \"}", "reason.missing");
    expect("kiem-tra", UNIT "/steps", "{\"to\":\"draft\",\"reason\":\"Thiếu minh chứng C3\"}",
           "draft");
    expect("can-bo-1", UNIT "/scores/self", SCORE("C1", "10", ""), "draft");
    expect("hoi-dong", UNIT "/steps", "{\"to\":\"self_closed\"," MINUTES "}", "self_closed");
    struct http_answer answer = ask("uy-ban", "GET", UNIT "/assessment", NULL);
    assert_non_null(strstr(answer.body, "Thiếu minh chứng C3"));
    assert_int_equal(json_array_size(json_object_get(answer.json, "steps")), 3);
    http_free(&answer);
    assert_int_equal(database_number(system_database(site),
                                     "SELECT count(*) FROM assessed_score_change"
                                     " WHERE old_value = 9.5 AND new_value = 10"),
                     1);
}

static void is_appraised_and_approved_by_others(void **state)
{
    (void)state;
    expect("uy-ban", UNIT "/scores/appraised", SCORE("C1", "7", "x"), "forbidden");
    expect("kiem-tra", UNIT "/scores/appraised", SCORE("C1", "7", ""), "reason.missing");
    expect("kiem-tra", UNIT "/scores/appraised", SCORE("C1", "7", "Kế hoạch ban hành muộn"),
           "self_closed");
    expect("kiem-tra", UNIT "/steps", "{\"to\":\"appraised\",\"fill\":true," MINUTES "}",
           "appraised");
    expect("kiem-tra", UNIT "/scores/appraised", SCORE("C1", "8", "x"), "assessment.locked");
    expect("uy-ban", UNIT "/scores/approved", SCORE("C10", "7.25", "Theo tờ trình"), "appraised");
    expect("uy-ban", UNIT "/steps", "{\"to\":\"approved\",\"fill\":true," MINUTES "}", "approved");
    struct http_answer answer = ask("uy-ban", "GET", "/api/v1/campaigns/2023/differences", NULL);
    const json_t *unit = json_array_get(json_object_get(answer.json, "units"), 0);
    assert_string_equal(json_string_value(json_object_get(unit, "code")), "U1");
    assert_string_equal(json_string_value(json_object_get(unit, "appraised_over_self")), "-3.00");
    assert_string_equal(json_string_value(json_object_get(unit, "approved_over_appraised")),
                        "-0.75");
    const json_t *appraiser = json_array_get(json_object_get(answer.json, "appraisers"), 0);
    assert_string_equal(json_string_value(json_object_get(appraiser, "username")), "kiem-tra");
    assert_int_equal(json_integer_value(json_object_get(appraiser, "lowered")), 1);
    http_free(&answer);
}

/* ---------------------------------------------------------------- publication */

static void from_hex(const char *text, unsigned char *into, size_t len)
{
    size_t got = 0;
    assert_int_equal(sodium_hex2bin(into, len, text, strlen(text), NULL, &got, NULL), 0);
    assert_int_equal(got, len);
}

static void sha256_text(const char *text, char into[65])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)text, strlen(text));
    sodium_bin2hex(into, 65, hash, sizeof(hash));
}

/* The newest publication as this account sees it, its signature and its parts checked. */
static struct http_answer verified(const char *username, size_t parts)
{
    struct http_answer answer = ask(username, "GET", "/api/v1/campaigns/2023/publication", NULL);
    assert_int_equal(answer.status, 200);
    unsigned char signature[SIGN_BYTES], key[SIGN_PUBLIC];
    from_hex(http_text(&answer, "signature"), signature, sizeof(signature));
    from_hex(http_text(&answer, "public_key"), key, sizeof(key));
    const char *root = http_text(&answer, "root");
    assert_true(sign_is_good(key, root, strlen(root), signature));
    assert_false(sign_is_good(key, root, strlen(root) - 1, signature));
    json_t *named = json_loads(root, 0, NULL);
    assert_int_equal(json_object_size(json_object_get(answer.json, "parts")), parts);
    const char *name;
    json_t *content;
    json_object_foreach(json_object_get(answer.json, "parts"), name, content) {
        char hash[65];
        sha256_text(json_string_value(content), hash);
        const json_t *said = json_object_get(json_object_get(named, "parts"), name);
        assert_string_equal(hash, json_string_value(said));
    }
    json_decref(named);
    return answer;
}

static char first_root[65];

#define SIGNED_PAPER "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
#define DECISION \
    "{\"confirm\":\"CÔNG BỐ\",\"symbol\":\"12-QĐ/TĐTN\",\"dated\":\"2023-12-20\"," \
    "\"signer\":\"Bí thư Tỉnh đoàn\",\"appeal_until\":null,\"upload\":\"%s\"}"

static void decision_with(const char *username, const char *name, char body[static 400])
{
    char upload[37];
    tus_send(site, username, name, SIGNED_PAPER, strlen(SIGNED_PAPER), upload);
    snprintf(body, 400, DECISION, upload);
}

/* One that no decision comes as, and one of another account. */
static void expect_no_publication_with_another_file(void)
{
    char body[400];
    decision_with("uy-ban", "quyet-dinh.txt", body);
    expect("uy-ban", "/api/v1/campaigns/2023/publish", body, "publish.file");
    decision_with("can-bo-1", "quyet-dinh.pdf", body);
    expect("uy-ban", "/api/v1/campaigns/2023/publish", body, "upload.unknown");
}

/* An account that reads the result saves the paper that was signed; its hash is in the signed text.
 */
static void expect_the_signed_paper(const char *username)
{
    struct http_answer answer =
        ask(username, "GET", "/api/v1/campaigns/2023/publication/file", NULL);
    assert_int_equal(answer.status, 200);
    assert_string_equal(answer.body, SIGNED_PAPER);
    http_free(&answer);
}

static void expect_its_paper_was_read(void)
{
    assert_true(database_wait(system_database(site),
                              "EXISTS (SELECT FROM publication p JOIN file_reading r ON"
                              " encode(r.hash, 'hex') = p.decision -> 'file' ->> 'hash')"
                              " AND NOT EXISTS (SELECT FROM file_pending)"));
}

static void expect_no_publication_without_a_decision(void)
{
    const char *path = "/api/v1/campaigns/2023/publish";
    expect("uy-ban", path, NULL, "content_type.unsupported");
    expect("uy-ban", path,
           "{\"confirm\":\"công bố\",\"symbol\":\"1\",\"dated\":\"2023-12-20\",\"signer\":\"A\","
           "\"appeal_until\":null}",
           "publish.confirm");
    expect("uy-ban", path,
           "{\"confirm\":\"CÔNG BỐ\",\"symbol\":\"1\",\"dated\":\"2099-12-20\",\"signer\":\"A\","
           "\"appeal_until\":null}",
           "publish.decision");
    expect_field(
        "uy-ban", path,
        "{\"confirm\":\"CÔNG BỐ\",\"symbol\":\"1\",\"dated\":\"2023-12-20\",\"signer\":\"A\","
        "\"appeal_until\":\"2023-12-31\"}",
        "appeal_until");
    expect_no_publication_with_another_file();
    struct http_answer answer =
        ask("uy-ban", "GET", "/api/v1/campaigns/2023/publication/summary", NULL);
    assert_int_equal(answer.status, 200);
    assert_int_equal(json_array_size(json_object_get(answer.json, "missing")), 0);
    assert_true(json_is_null(json_object_get(answer.json, "prevented_by")));
    assert_int_equal(json_array_size(json_object_get(answer.json, "board")), 11);
    http_free(&answer);
}

static void is_published_when_all_are_approved(void **state)
{
    (void)state;
    assert_true(system_settle(site));
    expect("uy-ban", "/api/v1/campaigns/2023/publish", PUBLISH, "campaign.unapproved");
    database_run(system_database(site),
                 "INSERT INTO assessment SELECT 1, unit_id, 'approved' FROM campaign_unit"
                 " ON CONFLICT DO NOTHING");
    expect_no_publication_without_a_decision();
    char decision[400];
    decision_with("uy-ban", "quyet-dinh.pdf", decision);
    expect("uy-ban", "/api/v1/campaigns/2023/publish", decision, "published");
    expect("uy-ban", "/api/v1/campaigns/2023/publish", PUBLISH, "published");
    expect_the_signed_paper("can-bo-1");
    expect_the_signed_paper("xem");
    expect_its_paper_was_read();
    struct http_answer answer = verified("uy-ban", 14);
    assert_non_null(strstr(http_text(&answer, "root"), "\"quyet-dinh.pdf\""));
    assert_non_null(strstr(http_text(&answer, "root"), "12-QĐ/TĐTN"));
    sha256_text(http_text(&answer, "root"), first_root);
    http_free(&answer);
    answer = verified("xem", 3); /* no page of a unit */
    http_free(&answer);
    answer = verified("can-bo-1", 4);
    assert_non_null(strstr(answer.body, "Kế hoạch ban hành muộn"));
    http_free(&answer);
    expect("uy-ban", UNIT "/scores/approved", SCORE("C1", "1", "x"), "assessment.locked");
}

static void a_published_board_never_changes(void **state)
{
    (void)state;
    struct http_answer before = ask("xem", "GET", "/api/v1/campaigns/2023/scoreboard", NULL);
    database_run(system_database(site), "UPDATE unit SET name = 'Tên khác' WHERE code = 'U1';"
                                        "UPDATE criterion SET points = 99, rule_version = 2"
                                        " WHERE code = 'C1';"
                                        "UPDATE target SET value = 1");
    assert_true(system_settle(site));
    struct http_answer after = ask("xem", "GET", "/api/v1/campaigns/2023/scoreboard", NULL);
    assert_string_equal(before.body, after.body);
    http_free(&before);
    http_free(&after);
    database_run(system_database(site), "UPDATE criterion SET points = 10, rule_version = 1"
                                        " WHERE code = 'C1'");
}

static void an_appeal_leads_to_a_second_result(void **state)
{
    (void)state;
    const char *appeal = "{\"to\":\"appealed\",\"reason\":\"Kế hoạch đã gửi đúng hạn\"}";
    expect("hoi-dong", UNIT "/steps", appeal, "appeal.closed");
    database_run(system_database(site), "UPDATE campaign SET appeal_until = '2099-01-01'");
    expect("hoi-dong", UNIT "/steps", appeal, "appealed");
    expect("uy-ban", UNIT "/steps", "{\"to\":\"appraised\",\"reason\":\"Có căn cứ\"," MINUTES "}",
           "appraised");
    expect("uy-ban", UNIT "/scores/approved", SCORE("C1", "9", "Theo khiếu nại"), "appraised");
    expect("uy-ban", UNIT "/steps", "{\"to\":\"approved\"," MINUTES "}", "approved");
    assert_true(system_settle(site));
    expect("uy-ban", "/api/v1/campaigns/2023/publish", PUBLISH, "published");
    struct http_answer answer = verified("uy-ban", 14);
    json_t *root = json_loads(http_text(&answer, "root"), 0, NULL);
    assert_int_equal(json_integer_value(json_object_get(root, "number")), 2);
    assert_string_equal(json_string_value(json_object_get(root, "previous")), first_root);
    json_decref(root);
    http_free(&answer);
}

/* Exit code of verifying these two files, the second after sed has changed it. */
static int verify_after(const char *edit)
{
    char command[2000];
    const char *directory = system_directory(site);
    snprintf(command, sizeof(command),
             "sed '%s' %s/second.json >%s/edited.json && %s cmp -s %s/second.json %s/edited.json",
             edit, directory, directory, edit[0] != '\0' ? "!" : "", directory, directory);
    assert_int_equal(system(command), 0);
    return system_ctl(site, NULL, "verify --publication %s/first.json --publication %s/edited.json",
                      directory, directory);
}

static void write_publication(int number, const char *name)
{
    char path[600];
    char *text = NULL;
    assert_int_equal(system_ctl(site, &text, "publication --campaign 2023 --number %d", number), 0);
    snprintf(path, sizeof(path), "%s/%s", system_directory(site), name);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    free(text);
}

static void is_proved_without_the_store(void **state)
{
    (void)state;
    write_publication(1, "first.json");
    write_publication(2, "second.json");
    assert_int_equal(system_ctl(site, NULL, "publication --campaign 2023 --number 3"), 1);
    assert_int_equal(verify_after(""), 0);
    assert_int_equal(verify_after("s/Theo khiếu nại/Theo khiếu nai/"), 1); /* a part */
    assert_int_equal(verify_after("s/\\\\\"number\\\\\": 2/\\\\\"number\\\\\": 3/"), 1);
    /* One digit of the signature. */
    assert_int_equal(verify_after("s/\\(\"signature\": *\"\\)[0-7]/\\18/;t;"
                                  "s/\\(\"signature\": *\"\\)[89a-f]/\\10/"),
                     1);
    const char *directory = system_directory(site);
    assert_int_equal(system_ctl(site, NULL,
                                "verify --publication %s/second.json --publication %s/first.json",
                                directory, directory),
                     1); /* not in this order */
    assert_int_equal(
        system_ctl(site, NULL, "verify --publication %s/second.json --key 00", directory),
        1); /* another publisher's */
}

static void is_computed_anew_without_the_store(void **state)
{
    (void)state;
    const char *directory = system_directory(site);
    char *said = NULL, command[2000];
    assert_int_equal(
        system_ctl(site, &said, "replay --publication %s/second.json --json", directory), 0);
    if (strstr(said, "\"scores\":132,\"sums\":14,\"differs\":null") == NULL) {
        fail_msg("%s", said);
    }
    free(said);
    /* C1 counts one evidence item: with a date a year earlier it would not. */
    snprintf(command, sizeof(command),
             "sed 's/1.0000\\\\\", \\\\\"2023/1.0000\\\\\", \\\\\"2022/' "
             "%s/second.json >%s/moved.json && ! cmp -s %s/second.json %s/moved.json",
             directory, directory, directory, directory);
    assert_int_equal(system(command), 0);
    assert_int_equal(
        system_ctl(site, &said, "replay --publication %s/moved.json --json", directory), 1);
    assert_non_null(strstr(said, "{\"unit\":\"U1\",\"criterion\":\"C1\",\"body\":null}"));
    free(said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_the_unit_s_own_score),
        cmocka_unit_test(is_closed_by_the_council_with_minutes),
        cmocka_unit_test(goes_back_with_a_reason_and_a_trace),
        cmocka_unit_test(is_appraised_and_approved_by_others),
        cmocka_unit_test(is_published_when_all_are_approved),
        cmocka_unit_test(a_published_board_never_changes),
        cmocka_unit_test(an_appeal_leads_to_a_second_result),
        cmocka_unit_test(is_proved_without_the_store),
        cmocka_unit_test(is_computed_anew_without_the_store),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
