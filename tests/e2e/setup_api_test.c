/*
 * setup_api_test.c — an empty year is set up over HTTP: units, acts, cadres, accounts, a criteria
 * set and targets as an office's files, then a campaign is made, opened and closed; who may, what
 * is refused, and the same again; and the first administrator's link from the command line.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/one_system.h"
#include "support/system_http.h"

struct wanted {
    unsigned status;
    const char *words;
};

static char token[64]; /* of the first account or invitation in the last answer */

static void expect(const char *username, const struct http_request *what, struct wanted wanted)
{
    struct http_request request = *what;
    request.token = username != NULL ? system_token(site, username) : NULL;
    struct http_answer answer = http_send(system_http(site), &request);
    if (answer.status != wanted.status || strstr(answer.body, wanted.words) == NULL) {
        fail_msg("%s %s %s: %ld %s", username != NULL ? username : "-", request.method,
                 request.path, answer.status, answer.body);
    }
    const char *found = strstr(answer.body, "\"token\": \"");
    snprintf(token, sizeof(token), "%.43s", found != NULL ? found + strlen("\"token\": \"") : "");
    http_free(&answer);
}

static void hand_in(const char *username, const char *path, const char *list, struct wanted wanted)
{
    expect(username,
           &(struct http_request){.method = "POST", .path = path, .body = list, .type = "text/csv"},
           wanted);
}

static void say(const char *username, const char *method, const char *path, const char *body,
                struct wanted wanted)
{
    expect(username, &(struct http_request){.method = method, .path = path, .body = body}, wanted);
}

static long long count(const char *sql)
{
    return database_number(system_database(site), "%s", sql);
}

#define UNITS_HEAD "Mã đơn vị,Tên đơn vị,Loại,Mã cấp trên\n"

static void units_come_in_whole_or_not_at_all(void **state)
{
    static const char GOOD[] = UNITS_HEAD "V1,Xã Một,xã,U1\nV2,Xã Hai,xã,U1\n";
    (void)state;
    hand_in("bien-tap", "/api/v1/units", GOOD, (struct wanted){403, "forbidden"});
    hand_in("can-bo-1", "/api/v1/units", GOOD, (struct wanted){403, "forbidden"});
    hand_in(NULL, "/api/v1/units", GOOD, (struct wanted){401, "auth.missing"});
    hand_in("quan-tri", "/api/v1/units", UNITS_HEAD "V1,Xã Một,thôn,U1\n,Xã Hai,xã,KHONG\n",
            (struct wanted){422, "\"row\":2,\"column\":\"Loại\",\"code\":\"unit.kind\""});
    hand_in("quan-tri", "/api/v1/units", UNITS_HEAD "V1,Xã Một,xã,U1\n,Xã Hai,xã,KHONG\n",
            (struct wanted){422, "\"row\":3,\"column\":\"Mã cấp trên\",\"code\":\"unit.unknown\""});
    hand_in("quan-tri", "/api/v1/units", "Tên,Loại\nX,xã\n", (struct wanted){422, "sheet.no_head"});
    hand_in("quan-tri", "/api/v1/units?since=hom-nay", GOOD, (struct wanted){400, "since"});
    assert_int_equal(count("SELECT count(*) FROM unit WHERE code LIKE 'V%'"), 0);
    hand_in("quan-tri", "/api/v1/units?since=2020-01-01", GOOD,
            (struct wanted){200, "\"read\": 2"});
    hand_in("quan-tri", "/api/v1/units?since=2020-01-01", GOOD,
            (struct wanted){200, "\"rows\": 2"});
    assert_int_equal(count("SELECT count(*) FROM unit WHERE code LIKE 'V%'"), 2);
}

static void an_act_changes_units_once(void **state)
{
    static const char LINES[] = "Mã cũ,Mã mới,Tên mới\nV1,W1,Xã Gộp\nV2,W1,Xã Gộp\n";
    static const char PATH[] =
        "/api/v1/units/acts?symbol=01-NQ&dated=2025-06-12&effective=2025-07-01";
    (void)state;
    hand_in("quan-tri", "/api/v1/units/acts?dated=2025-06-12&effective=2025-07-01", LINES,
            (struct wanted){400, "act.symbol"});
    hand_in("quan-tri", "/api/v1/units/acts?symbol=1&effective=2025-07-01", LINES,
            (struct wanted){400, "dated"});
    hand_in("bien-tap", PATH, LINES, (struct wanted){403, "forbidden"});
    hand_in("quan-tri", PATH, "Mã cũ,Mã mới\nKHONG,W1\n", (struct wanted){422, "unit.unknown"});
    hand_in("quan-tri", PATH, LINES, (struct wanted){200, "\"accepted\": 2"});
    hand_in("quan-tri", PATH, LINES, (struct wanted){200, "\"faults\": []"});
    assert_int_equal(count("SELECT count(*) FROM act"), 1);
    assert_int_equal(count("SELECT count(*) FROM unit WHERE closed_on IS NOT NULL"), 2);
}

static void cadres_come_in_row_by_row(void **state)
{
    static const char LIST[] = "Mã đơn vị,Họ và tên,Ngày sinh,Chức danh\n"
                               "U1,Người Một,02/11/1987,Bí thư cấp huyện\n"
                               "KHONG,Người Hai,02/11/1987,Bí thư cấp huyện\n";
    (void)state;
    hand_in("bien-tap", "/api/v1/cadres", LIST, (struct wanted){403, "forbidden"});
    hand_in("quan-tri", "/api/v1/cadres", LIST, (struct wanted){200, "\"accepted\": 1"});
    hand_in("quan-tri", "/api/v1/cadres", LIST, (struct wanted){200, "\"repeated\": 1"});
    hand_in("quan-tri", "/api/v1/cadres", LIST,
            (struct wanted){200, "\"column\": \"Mã đơn vị\", \"code\": \"unit.unknown\""});
    assert_int_equal(count("SELECT count(*) FROM cadre"), 1);
}

static void accounts_come_in_with_their_links(void **state)
{
    static const char HEAD[] = "Tên đăng nhập,Họ và tên,Vai trò,Mã đơn vị\n";
    char list[400], body[300];
    (void)state;
    snprintf(list, sizeof(list), "%s%s", HEAD,
             "cb-1,Cán bộ Một,Cán bộ đơn vị,U1\nCb-2,Cán bộ Hai,thủ kho,U1\n");
    hand_in("quan-tri", "/api/v1/accounts/list", list,
            (struct wanted){422, "\"row\":3,\"column\":\"Vai trò\",\"code\":\"account.role\""});
    hand_in("quan-tri", "/api/v1/accounts/list", list, (struct wanted){422, "account.username"});
    hand_in("quan-tri", "/api/v1/accounts/list", list,
            (struct wanted){422,
                            "\"rows\":2,\"read\":2,\"accepted\":0,\"repeated\":0,\"rejected\":2,"
                            "\"hidden\":0,\"empty\":0,\"hidden_sheets\":0,\"faults\":[{"});
    snprintf(list, sizeof(list), "%s%s", HEAD,
             "cb-1,Cán bộ Một,Cán bộ đơn vị,U1\n,,,\nkt-1,Kiểm tra,Đoàn kiểm tra,\n");
    hand_in("bien-tap", "/api/v1/accounts/list", list, (struct wanted){403, "forbidden"});
    assert_int_equal(count("SELECT count(*) FROM account WHERE username = 'cb-1'"), 0);
    hand_in("quan-tri", "/api/v1/accounts/list", list, (struct wanted){200, "\"accepted\": 2"});
    assert_int_equal(strlen(token), 43);
    snprintf(body, sizeof(body), "{\"token\":\"%s\",\"password\":\"một câu ngắn dễ nhớ\"}", token);
    say(NULL, "POST", "/api/v1/invitation", body, (struct wanted){200, "cb-1"});
    hand_in("quan-tri", "/api/v1/accounts/list", list, (struct wanted){200, "\"repeated\": 2"});
    hand_in("quan-tri", "/api/v1/accounts/list", list, (struct wanted){200, "\"read\": 3"});
    hand_in("quan-tri", "/api/v1/accounts/list", HEAD,
            (struct wanted){422, "\"read\":0,\"accepted\":0,\"repeated\":0,\"rejected\":0"});
    assert_int_equal(count("SELECT count(*) FROM import WHERE kind = 'accounts' AND"
                           " accepted = 2 AND repeated = 0 AND rejected = 0 AND empty = 1"),
                     1);
    assert_int_equal(count("SELECT count(*) FROM import WHERE kind = 'accounts' AND"
                           " state = 'refused' AND rejected = 2"),
                     3);
    snprintf(list, sizeof(list), "%s%s", HEAD, "cb-1,Cán bộ Một,Người xem,\n");
    hand_in("quan-tri", "/api/v1/accounts/list", list, (struct wanted){422, "account.exists"});
}

/* A workbook of the criteria set of the running campaign, under another version. */
static size_t make_book(char *into, size_t size, int version)
{
    char path[600], json[600];
    snprintf(json, sizeof(json), "%s/bo.json", system_directory(site));
    snprintf(path, sizeof(path), "%s/bo.xlsx", system_directory(site));
    assert_int_equal(system_ctl(site, NULL, "criteria export --campaign 2023 --out %s", json), 0);
    json_t *set = json_load_file(json, 0, NULL);
    assert_non_null(set);
    json_object_set_new(set, "version", json_integer(version));
    assert_int_equal(json_dump_file(set, json, 0), 0);
    json_decref(set);
    assert_int_equal(system_ctl(site, NULL, "criteria export %s --out %s", json, path), 0);
    FILE *file = fopen(path, "re");
    size_t len = fread(into, 1, size, file);
    fclose(file);
    return len;
}

static void send_book(const char *username, const char *path, const char *book, size_t len,
                      struct wanted wanted)
{
    expect(username,
           &(struct http_request){.method = "POST",
                                  .path = path,
                                  .body = book,
                                  .body_len = len,
                                  .type = "application/octet-stream"},
           wanted);
}

static void a_criteria_set_is_checked_and_stored(void **state)
{
    static char book[1 << 18];
    static const char SETS[] = "/api/v1/criteria-sets", CHECK[] = "/api/v1/criteria-sets/check";
    (void)state;
    size_t len = make_book(book, sizeof(book), 2);
    send_book("can-bo-1", CHECK, book, len, (struct wanted){403, "forbidden"});
    send_book("bien-tap", CHECK, "không", strlen("không"), (struct wanted){422, "set.file"});
    send_book("bien-tap", CHECK, book, len, (struct wanted){200, "\"criteria\":12"});
    assert_int_equal(count("SELECT count(*) FROM criteria_set"), 1);
    send_book("bien-tap", SETS, book, len, (struct wanted){200, "\"targets\": 11"});
    send_book("quan-tri", SETS, book, len, (struct wanted){200, "\"units\": 11"});
    assert_int_equal(count("SELECT count(*) FROM criteria_set"), 2);
    len = make_book(book, sizeof(book), 1);
    send_book("bien-tap", SETS, book, len, (struct wanted){409, "set.exists"});
}

#define CAMPAIGN(code, set, from, deadline) \
    "{\"code\":\"" code "\",\"name\":\"Năm sau\",\"set\":\"BTC\",\"version\":" set \
    ",\"period_from\":\"" from "\",\"period_to\":\"2024-12-31\",\"filing_deadline\":\"" deadline \
    "\"}"

static void a_campaign_is_made_opened_and_closed(void **state)
{
    static const char PATH[] = "/api/v1/campaigns", NEW[] = "/api/v1/campaigns/2024",
                      OVERVIEW[] = "/api/v1/campaigns/2024/overview";
    (void)state;
    say("can-bo-1", "POST", PATH, CAMPAIGN("2024", "2", "2024-01-01", "2024-12-15"),
        (struct wanted){403, "forbidden"});
    say("bien-tap", "POST", PATH, CAMPAIGN("2023", "2", "2024-01-01", "2024-12-15"),
        (struct wanted){422, "campaign.exists"});
    say("bien-tap", "POST", PATH, CAMPAIGN("2024", "9", "2024-01-01", "2024-12-15"),
        (struct wanted){422, "set.unknown"});
    say("bien-tap", "POST", PATH, CAMPAIGN("2024", "2", "2025-01-01", "2025-12-15"),
        (struct wanted){422, "period.missing"});
    say("bien-tap", "POST", PATH, CAMPAIGN("2024", "2", "2024-01-01", "2023-12-15"),
        (struct wanted){422, "deadline.early"});
    say("bien-tap", "POST", PATH, CAMPAIGN("2024", "2", "2024-01-01", "2024-12-15"),
        (struct wanted){201, "\"state\": \"draft\""});
    say("xem", "GET", PATH, NULL, (struct wanted){200, "\"2023\""});
    hand_in("bien-tap", "/api/v1/campaigns/2024/targets",
            "Mã đơn vị,Mã tiêu chí,Chỉ tiêu\nU1,C3,nhiều\n",
            (struct wanted){422, "\"column\":\"Chỉ tiêu\",\"code\":\"amount.format\""});
    database_run(system_database(site),
                 "UPDATE criterion SET rule = '{\"kind\": \"proportional\", \"figure\": 0, "
                 "\"aggregate\": \"sum\", \"points\": \"10\"}' WHERE code = 'C3'; "
                 "DELETE FROM target");
    say("bien-tap", "GET", OVERVIEW, NULL, (struct wanted){200, "\"targets_missing\": 11"});
    hand_in("bien-tap", "/api/v1/campaigns/2024/targets?name=giao.csv",
            "Mã đơn vị,Mã tiêu chí,Chỉ tiêu\nU1,C3,1.500\n", (struct wanted){200, "\"rows\": 1"});
    say("bien-tap", "GET", OVERVIEW, NULL, (struct wanted){200, "\"targets_missing\": 10"});
    say("bien-tap", "GET", OVERVIEW, NULL, (struct wanted){200, "\"services\": null"});
    say("quan-tri", "GET", OVERVIEW, NULL,
        (struct wanted){200, "\"running\": 1, \"seen_at\": \"2"});
    say("can-bo-1", "GET", OVERVIEW, NULL, (struct wanted){403, "forbidden"});
    hand_in("can-bo-1", "/api/v1/campaigns/2024/targets", "x", (struct wanted){403, "forbidden"});
    hand_in("bien-tap", "/api/v1/campaigns/khong/targets",
            "Mã đơn vị,Mã tiêu chí,Chỉ tiêu\nU1,C3,1\n", (struct wanted){404, "not_found"});
    say("quan-tri", "PUT", NEW, "{\"state\":\"closed\"}", (struct wanted){409, "campaign.state"});
    say("can-bo-1", "PUT", NEW, "{\"state\":\"open\"}", (struct wanted){403, "forbidden"});
    say("quan-tri", "PUT", NEW, "{\"state\":\"open\",\"appeal_until\":\"2025-02-01\"}",
        (struct wanted){200, "\"appeal_until\": \"2025-02-01\""});
    say("quan-tri", "PUT", NEW, "{\"period_from\":\"2024-02-01\"}",
        (struct wanted){409, "campaign.state"});
    say("quan-tri", "PUT", NEW, "{\"filing_deadline\":\"2024-12-20\"}",
        (struct wanted){200, "\"filing_deadline\": \"2024-12-20\""});
    say("can-bo-1", "GET", PATH, NULL, (struct wanted){200, "\"2024\""});
    say("quan-tri", "PUT", NEW, "{\"state\":\"closed\"}", (struct wanted){200, "closed"});
    say("quan-tri", "PUT", "/api/v1/campaigns/khong", "{}", (struct wanted){404, "not_found"});
    say("quan-tri", "GET", "/api/v1/setup", NULL, (struct wanted){200, "\"set_version\": 2"});
    say("can-bo-1", "GET", "/api/v1/setup", NULL, (struct wanted){403, "forbidden"});
}

/* The token of the link that `init` prints; "": it prints none. */
static void first_link(char into[static 44])
{
    char *out = NULL;
    assert_int_equal(system_ctl(site, &out, "init"), 0);
    const char *found = strstr(out, "/dat-mat-khau#");
    snprintf(into, 44, "%.43s", found != NULL ? found + strlen("/dat-mat-khau#") : "");
    free(out);
}

static void the_first_administrator_begins_with_a_link(void **state)
{
    char first[44], second[44], body[300];
    static const char USE[] = "{\"token\":\"%s\",\"password\":\"một câu ngắn dễ nhớ\","
                              "\"full_name\":\"Người đầu tiên\"}";
    (void)state;
    first_link(first); /* there is an administrator */
    assert_string_equal(first, "");
    database_run(system_database(site),
                 "UPDATE account SET is_active = false WHERE role = 'admin'");
    first_link(first);
    first_link(second);
    assert_int_equal(strlen(second), 43);
    snprintf(body, sizeof(body), USE, first);
    say(NULL, "POST", "/api/v1/invitation", body, (struct wanted){404, "not_found"});
    database_run(system_database(site),
                 "UPDATE invitation SET expires_at = now() WHERE used_at IS NULL");
    snprintf(body, sizeof(body), USE, second);
    say(NULL, "POST", "/api/v1/invitation", body, (struct wanted){404, "not_found"});
    first_link(second);
    snprintf(body, sizeof(body), USE, second);
    say(NULL, "POST", "/api/v1/invitation", body, (struct wanted){200, "quan-tri-2"});
    say(NULL, "POST", "/api/v1/invitation", body, (struct wanted){404, "not_found"});
    first_link(second);
    assert_string_equal(second, "");
    assert_int_equal(count("SELECT count(*) FROM account WHERE full_name = 'Người đầu tiên'"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_come_in_whole_or_not_at_all),
        cmocka_unit_test(an_act_changes_units_once),
        cmocka_unit_test(cadres_come_in_row_by_row),
        cmocka_unit_test(accounts_come_in_with_their_links),
        cmocka_unit_test(a_criteria_set_is_checked_and_stored),
        cmocka_unit_test(a_campaign_is_made_opened_and_closed),
        cmocka_unit_test(the_first_administrator_begins_with_a_link),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
