/*
 * ctl_test.c — the command line against the running system: submitting and waiting, the board, the
 * ledger, proofs, dead letters, backup and restore, and wrong usage.
 */
#include "support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/system.h"
#include "support/system_directory.h"
#include "support/system_evidence.h"

static struct system *site;

static int set_up(void **state)
{
    (void)state;
    site = system_start(&(struct system_options){.is_cold = false});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    int deaths = system_deaths(site);
    bool is_settled = system_settle(site);
    system_stop(&site);
    return deaths == 0 && is_settled ? 0 : -1;
}

/* Runs the command and parses its output; the caller frees. */
static json_t *run_json(int code, const char *arguments)
{
    char *out = NULL;
    int found = system_ctl(site, &out, "%s", arguments);
    json_t *json = json_loads(out, 0, NULL);
    if (found != code || json == NULL) {
        fail_msg("minhchung %s: exit %d: %s", arguments, found, out);
    }
    free(out);
    return json;
}

static const char *text(const json_t *object, const char *member)
{
    const char *value = json_string_value(json_object_get(object, member));
    return value != NULL ? value : "";
}

static json_int_t number(const json_t *object, const char *outer, const char *inner)
{
    return json_integer_value(json_object_get(json_object_get(object, outer), inner));
}

/* ---------------------------------------------------------------- submitting */

static void submits_and_waits(void **state)
{
    (void)state;
    char command[700], id[37];
    snprintf(command, sizeof(command), "%s/bien-ban.txt", system_directory(site));
    FILE *file = fopen(command, "we");
    assert_non_null(file);
    fputs("Biên bản họp Ban Chấp hành Đoàn xã.\n", file);
    fclose(file);
    snprintf(command, sizeof(command),
             "submit --campaign 2023 --unit U1 --criterion C3 --title 'Biên bản họp' --occurred-on"
             " 2023-04-05 --figure 'lượt=120' --symbol 128-KH/UBKTTĐ --file %s/bien-ban.txt "
             "--key bien-ban --wait --json",
             system_directory(site));
    json_t *item = run_json(0, command);
    assert_string_equal(text(item, "state"), "scored");
    assert_string_equal(text(item, "verdict"), "valid");
    assert_int_equal(json_integer_value(json_object_get(item, "revision")), 1);
    const json_t *score = json_array_get(json_object_get(item, "scores"), 0);
    assert_string_equal(text(score, "criterion"), "C3");
    assert_string_equal(text(score, "value"), "1.20");
    snprintf(id, sizeof(id), "%s", text(item, "id"));
    struct http_answer answer = evidence_get(site, "can-bo-1", id);
    static const char *const SAME[] = {"id", "revision", "state", "verdict", "findings", "scores"};
    for (size_t i = 0; i < sizeof(SAME) / sizeof(SAME[0]); i++) {
        assert_true(
            json_equal(json_object_get(item, SAME[i]), json_object_get(answer.json, SAME[i])));
    }
    http_free(&answer);
    json_decref(item);

    /* A cell that is dead-lettered has not the score that follows from the item. */
    database_run(system_database(site),
                 "INSERT INTO recompute (campaign_id, unit_id, criterion_id, reason)"
                 " SELECT campaign_id, unit_id, criterion_ids[1], 'thử' FROM submission"
                 "  WHERE title = 'Biên bản họp'");
    item = run_json(1, command);
    assert_string_equal(text(item, "state"), "validated");
    answer = evidence_get(site, "can-bo-1", id);
    assert_string_equal(http_text(&answer, "state"), "validated");
    database_run(system_database(site), "DELETE FROM recompute WHERE reason = 'thử'");
    http_free(&answer);
    json_decref(item);
}

#define SUBMIT \
    "submit --campaign 2023 --unit %s --criterion C2 --title '%s' --occurred-on " \
    "2023-05-06 --key %s --json"

static json_t *submit(int code, const char *unit, const char *title, const char *key)
{
    char command[400];
    snprintf(command, sizeof(command), SUBMIT, unit, title, key);
    return run_json(code, command);
}

static void submits_once(void **state)
{
    (void)state;
    json_t *first = submit(0, "U1", "Một lần", "khoa-1");
    json_t *again = submit(0, "U1", "Một lần", "khoa-1");
    assert_true(json_equal(first, again));
    json_t *other = submit(1, "U1", "Nội dung khác", "khoa-1");
    assert_string_equal(text(other, "code"), "idempotency.conflict");
    json_t *unknown = submit(1, "U99", "Đơn vị lạ", "khoa-2");
    assert_string_equal(text(unknown, "code"), "unit.unknown");
    assert_string_equal(text(unknown, "field"), "unit");
    assert_string_not_equal(text(unknown, "mend"), "");
    json_decref(first);
    json_decref(again);
    json_decref(other);
    json_decref(unknown);
}

/* ---------------------------------------------------------------- reading */

static void shows_the_board(void **state)
{
    (void)state;
    assert_true(system_settle(site));
    json_t *board = run_json(0, "scoreboard --campaign 2023 --json");
    struct http_answer answer = system_get(site, "uy-ban", "/api/v1/campaigns/2023/scoreboard");
    const json_t *units = json_object_get(board, "units");
    assert_int_equal(json_array_size(units), SYSTEM_UNITS);
    size_t at;
    json_t *line;
    json_array_foreach(json_object_get(answer.json, "units"), at, line) {
        json_object_del(line, "before"); /* the year before is shown over HTTP only */
    }
    assert_true(json_equal(units, json_object_get(answer.json, "units")));
    http_free(&answer);
    json_decref(board);
    assert_int_equal(system_ctl(site, NULL, "scoreboard --campaign khong-co --json"), 1);
    char *table = NULL;
    assert_int_equal(system_ctl(site, &table, "scoreboard --campaign 2023"), 0);
    assert_non_null(strstr(table, "Đoàn đơn vị số 11"));
    free(table);
}

static void tells_what_runs(void **state)
{
    (void)state;
    json_t *status = run_json(0, "status --json");
    assert_true(json_array_size(json_object_get(status, "instances")) >= SYSTEM_SERVICES);
    assert_int_equal(number(status, "owed", "validate"), 0);
    assert_int_equal(json_integer_value(json_object_get(status, "dead")), 0);
    json_decref(status);
}

static void ledger_tells_loss(void **state)
{
    (void)state;
    struct database *db = system_database(site);
    assert_true(system_settle(site));
    json_t *ledger = run_json(0, "ledger --json");
    json_int_t submissions = database_number(db, "SELECT count(*) FROM submission");
    assert_true(submissions > 0);
    assert_int_equal(number(ledger, "validation", "accepted"), submissions);
    assert_int_equal(number(ledger, "validation", "done"), submissions);
    assert_int_equal(number(ledger, "notification", "done"), submissions);
    assert_int_equal(number(ledger, "scoring", "owed"), 0);
    json_decref(ledger);
    database_run(db, "CREATE TABLE taken AS SELECT * FROM told LIMIT 1;"
                     "DELETE FROM told WHERE subject_id IN (SELECT subject_id FROM taken)");
    json_decref(run_json(1, "ledger --json"));
    database_run(db, "INSERT INTO told SELECT * FROM taken; DROP TABLE taken");
    json_decref(run_json(0, "ledger --json"));
}

/* A submission with a verdict that was enqueued again is pending; one whose pending row merely
 * stayed counts as "twice", and so does a finished notice whose message is still stored. */
static void ledger_tells_what_is_there_twice(void **state)
{
    (void)state;
    struct database *db = system_database(site);
    static const char *const OWED[] = {
        "INSERT INTO message SELECT gen_random_uuid(), 2, id, 0, 'infinity', 1, 'again' FROM "
        "submission LIMIT 1",
        "INSERT INTO message SELECT gen_random_uuid(), 2, id, 0, 'infinity', 1, '' FROM submission "
        "LIMIT 1",
        "INSERT INTO message SELECT message_id, 4, subject_id, 0, 'infinity', 1, '' FROM told "
        "LIMIT 1",
    };
    assert_true(system_settle(site));
    json_int_t submissions = database_number(db, "SELECT count(*) FROM submission");
    for (int i = 0; i < 3; i++) {
        database_run(db, "%s", OWED[i]);
        json_t *ledger = run_json(i == 0 ? 0 : 1, "ledger --json");
        assert_int_equal(number(ledger, "validation", "owed"), i < 2 ? 1 : 0);
        assert_int_equal(number(ledger, "validation", "done"),
                         i < 2 ? submissions - 1 : submissions);
        assert_int_equal(number(ledger, "validation", "twice"), i == 1 ? 1 : 0);
        assert_int_equal(number(ledger, "notification", "twice"), i == 2 ? 1 : 0);
        json_decref(ledger);
        database_run(db, "DELETE FROM message WHERE ready_at = 'infinity'");
    }
    json_decref(run_json(0, "ledger --json"));
}

/* ---------------------------------------------------------------- proofs */

static void replays_every_score(void **state)
{
    (void)state;
    json_decref(run_json(0, "replay --campaign 2023 --json"));
    database_run(system_database(site),
                 "UPDATE score SET value = value + 1 WHERE (unit_id, criterion_id) = (11, 102)");
    json_t *found = run_json(1, "replay --campaign 2023 --json");
    const json_t *differs = json_object_get(found, "differs");
    assert_string_equal(text(differs, "unit"), "U1");
    assert_string_equal(text(differs, "criterion"), "C2");
    json_decref(found);
    json_decref(run_json(0, "replay --campaign 2023 --json"));
}

static void verifies_every_byte(void **state)
{
    (void)state;
    char command[300];
    char *out = NULL;
    assert_int_equal(system_ctl(site, &out, "verify --json"), 0);
    assert_non_null(strstr(out, "\"wrong\":0"));
    free(out);
    snprintf(command, sizeof(command),
             "F=$(find %s/files -type f -path '*/*/*/*' -size +0 | head -1) && chmod u+w $F &&"
             " cp -p $F %s/kept && printf X >>$F && echo $F >%s/kept-as",
             system_directory(site), system_directory(site), system_directory(site));
    assert_int_equal(system(command), 0);
    assert_int_equal(system_ctl(site, &out, "verify --json"), 1);
    assert_non_null(strstr(out, "\"wrong\":1"));
    free(out);
    snprintf(command, sizeof(command), "cp -p %s/kept $(cat %s/kept-as)", system_directory(site),
             system_directory(site));
    assert_int_equal(system(command), 0);
    assert_int_equal(system_ctl(site, NULL, "verify"), 0);
}

static void gives_dead_letters_another_chance(void **state)
{
    (void)state;
    struct database *db = system_database(site);
    system_hold(site, SYSTEM_VALIDATION, true);
    (void)system_signal(site, SYSTEM_VALIDATION, 0, SIGKILL);
    json_t *item = submit(0, "U4", "Để riêng một bên", "khoa-chet");
    database_run(db, "WITH m AS (DELETE FROM message WHERE stage = 2 RETURNING *)"
                     " INSERT INTO dead_letter (id, stage, subject_id, attempts, ready_at, schema,"
                     " payload, born_at, reason)"
                     " SELECT id, stage, subject_id, attempts, ready_at, schema, payload, born_at,"
                     " 'thử' FROM m");
    system_hold(site, SYSTEM_VALIDATION, false);
    json_t *ledger = run_json(0, "ledger --json");
    assert_int_equal(number(ledger, "validation", "dead"), 1);
    json_decref(ledger);
    char *out = NULL;
    assert_int_equal(system_ctl(site, &out, "dead-letters --json"), 0);
    assert_non_null(strstr(out, "thử"));
    free(out);
    json_t *again = run_json(0, "dead-letters --requeue --json");
    assert_int_equal(json_integer_value(json_object_get(again, "requeued")), 1);
    json_decref(again);
    assert_true(system_settle(site));
    struct http_answer answer = evidence_get(site, "uy-ban", text(item, "id"));
    assert_string_equal(http_text(&answer, "verdict"), "valid");
    http_free(&answer);
    json_decref(item);
}

/* ---------------------------------------------------------------- backup */

static void restores_a_backup_elsewhere(void **state)
{
    (void)state;
    struct database *db = system_database(site);
    char dsn[1200], files[128], keys[400], *before = NULL, *after = NULL;
    assert_int_equal(system_ctl(site, NULL, "backup %s/backup --json", system_directory(site)), 0);
    assert_int_equal(system_ctl(site, &before, "scoreboard --campaign 2023 --json"), 0);
    database_run(db, "CREATE DATABASE %s_restored TEMPLATE template0",
                 PQdb(database_connection(db)));
    snprintf(dsn, sizeof(dsn), "%s dbname=%s_restored", database_dsn(db),
             PQdb(database_connection(db)));
    snprintf(files, sizeof(files), "%s/files-restored", system_directory(site));
    setenv("MINHCHUNG_STORE_DSN", dsn, 1);
    setenv("MINHCHUNG_FILES_ROOT", files, 1);
    snprintf(keys, sizeof(keys), "%s/keys-restored/he-thong.key", system_directory(site));
    setenv("MINHCHUNG_BUS_KEYS", keys, 1);
    /* A new server has none of the roles. */
    database_run(db, "ALTER ROLE mc_admin RENAME TO mc_admin_elsewhere");
    assert_int_equal(system_ctl(site, NULL, "restore %s/backup", system_directory(site)), 0);
    assert_int_equal(system_ctl(site, &after, "scoreboard --campaign 2023 --json"), 0);
    assert_string_equal(before, after);
    assert_int_equal(system_ctl(site, NULL, "verify"), 0);
    assert_int_equal(system_ctl(site, NULL, "ledger"), 0);
    /* Never over existing data. */
    assert_int_equal(system_ctl(site, NULL, "restore %s/backup", system_directory(site)), 2);
    unsetenv("MINHCHUNG_STORE_DSN");
    unsetenv("MINHCHUNG_FILES_ROOT");
    unsetenv("MINHCHUNG_BUS_KEYS");
    database_run(db, "DROP DATABASE %s_restored", PQdb(database_connection(db)));
    database_run(db, "DROP ROLE mc_admin; ALTER ROLE mc_admin_elsewhere RENAME TO mc_admin");
    snprintf(keys, sizeof(keys), "cmp %s/keys/publish.key %s/keys-restored/publish.key",
             system_directory(site), system_directory(site));
    assert_int_equal(system(keys), 0);
    free(before);
    free(after);
}

/* ---------------------------------------------------------------- wrong usage */

/* ---------------------------------------------------------------- targets and receipts */

static void takes_targets_whole_or_not_at_all(void **state)
{
    (void)state;
    char command[700];
    snprintf(command, sizeof(command), "%s/chi-tieu.csv", system_directory(site));
    FILE *file = fopen(command, "we");
    assert_non_null(file);
    fputs(
        "Mã đơn vị;Mã tiêu chí;Chỉ tiêu\nU1;C3;1.250,5\nU2;C99;10\nU1;C3;7\nU1;C3;8\nU9;C3;nhiều\n",
        file);
    fclose(file);
    snprintf(command, sizeof(command), "targets import %s/chi-tieu.csv --campaign 2023 --json",
             system_directory(site));
    json_t *report = run_json(1, command);
    const json_t *faults = json_object_get(report, "faults");
    assert_int_equal(json_array_size(faults), 4);
    assert_int_equal(json_integer_value(json_object_get(json_array_get(faults, 0), "row")), 3);
    assert_string_equal(text(json_array_get(faults, 0), "code"), "criterion.unknown");
    for (size_t row = 4; row <= 5; row++) { /* each repetition, not the last alone */
        const json_t *fault = json_array_get(faults, row - 3);
        assert_string_equal(text(fault, "code"), "line.twice");
        assert_int_equal(json_integer_value(json_object_get(fault, "row")), row);
    }
    assert_string_equal(text(json_array_get(faults, 3), "column"), "Chỉ tiêu");
    json_decref(report);
    snprintf(command, sizeof(command), "sed -i '/C99/d;/;[78]$/d;/nhiều/d' %s/chi-tieu.csv",
             system_directory(site));
    assert_int_equal(system(command), 0);
    for (int turn = 0; turn < 2; turn++) {
        snprintf(command, sizeof(command), "targets import %s/chi-tieu.csv --campaign 2023 --json",
                 system_directory(site));
        json_decref(run_json(0, command));
    }
    json_t *history = run_json(0, "targets history --campaign 2023 --unit U1");
    const json_t *last = json_array_get(history, json_array_size(history) - 1);
    assert_string_equal(text(last, "before"), "1000");
    assert_string_equal(text(last, "after"), "1250.5");
    assert_string_equal(text(last, "source"), "chi-tieu.csv");
    json_decref(history);
    snprintf(command, sizeof(command), "%s/tien-do.csv", system_directory(site));
    file = fopen(command, "we");
    assert_non_null(file);
    fputs(
        "Mã đơn vị;Mã tiêu chí;Chỉ tiêu;Tiến độ\nU1;C3;1.300;\"30/06/2023: 40; 30/09/2023: 80%\"\n",
        file);
    fclose(file);
    snprintf(command, sizeof(command), "targets import %s/tien-do.csv --campaign 2023 --json",
             system_directory(site));
    json_decref(run_json(0, command));
    json_t *pace = run_json(0, "targets pace --campaign 2023 --unit U1 --on 2023-07-15 --json");
    const json_t *line = json_array_get(
        json_object_get(json_array_get(json_object_get(pace, "units"), 0), "criteria"), 0);
    assert_string_equal(text(line, "target"), "1300");
    assert_string_equal(text(line, "expected"), "520");
    assert_true(json_is_true(json_object_get(line, "is_behind")));
    json_decref(pace);
    snprintf(command, sizeof(command), "sed -i 's/80%%/giữa năm/' %s/tien-do.csv",
             system_directory(site));
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof(command), "targets import %s/tien-do.csv --campaign 2023 --json",
             system_directory(site));
    report = run_json(1, command);
    assert_string_equal(text(json_array_get(json_object_get(report, "faults"), 0), "code"),
                        "pace.format");
    json_decref(report);
    assert_int_equal(system_ctl(site, NULL, "targets import %s/chi-tieu.csv --campaign KHONG",
                                system_directory(site)),
                     2);
    assert_true(system_settle(site));
}

static void prints_receipts_as_text(void **state)
{
    (void)state;
    char *out = NULL;
    assert_int_equal(system_ctl(site, &out, "receipt --campaign 2023 --unit U1 --criterion C3"), 0);
    assert_non_null(strstr(out, "C3  Tiêu chí số 3"));
    assert_non_null(strstr(out, "   1. "));
    free(out);
    assert_int_equal(system_ctl(site, &out, "receipt --campaign 2023 --unit U1"), 0);
    assert_non_null(strstr(out, "Tổng điểm: "));
    free(out);
    json_t *receipt = run_json(0, "receipt --campaign 2023 --unit U1 --json");
    assert_string_equal(text(receipt, "total"),
                        database_value(system_database(site), "SELECT computed FROM scoreboard(1)"
                                                              " WHERE code = 'U1'"));
    json_decref(receipt);
    assert_int_equal(system_ctl(site, NULL, "receipt --campaign 2023 --unit U1 --criterion C99"),
                     1);
}

static int set_accounts(const char *json)
{
    char path[600];
    snprintf(path, sizeof(path), "%s/accounts.json", system_directory(site));
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(json, file);
    fclose(file);
    return system_ctl(site, NULL, "accounts %s", path);
}

static void creates_an_account_where_a_role_is_given(void **state)
{
    (void)state;
    static const char SHOW[] =
        "SELECT concat_ws(' ', full_name, role, (SELECT code FROM unit WHERE id = unit_id))"
        " FROM account WHERE username = 'moi' AND password_hash IS NOT NULL";
    database_run(system_database(site), "ALTER TABLE account ALTER id RESTART WITH 100");
    assert_int_equal(set_accounts("[{\"username\":\"moi\",\"password\":\"mat-khau-dai\"}]"), 2);
    assert_int_equal(set_accounts("[{\"username\":\"moi\",\"password\":\"mat-khau-dai\","
                                  "\"role\":\"officer\",\"unit\":\"KHONG-CO\"}]"),
                     2);
    assert_int_equal(set_accounts("[{\"username\":\"moi\",\"password\":\"mat-khau-dai\","
                                  "\"role\":\"officer\",\"unit\":\"U1\",\"full_name\":\"Mai\"}]"),
                     0);
    assert_string_equal(database_value(system_database(site), SHOW), "Mai officer U1");
    assert_int_equal(set_accounts("[{\"username\":\"moi\",\"password\":\"mat-khau-khac\","
                                  "\"role\":\"admin\"}]"),
                     0);
    assert_string_equal(database_value(system_database(site), SHOW), "Mai officer U1");
}

static void wrong_usage_is_exit_2(void **state)
{
    (void)state;
    static const char *const WRONG[] = {
        "",
        "khong-co",
        "scoreboard",
        "replay",
        "backup",
        "restore",
        "key ten",
        "accounts /khong/co.json",
        "import",
        "load",
        "--khong.co=1 status",
        "submit",
        "submit --title",
        "submit --campaign 2023 --unit U1 --criterion C2 --title T --khong-co 1",
        "submit --campaign 2023 --unit U1 --title T",
        "scoreboard --campaign 2023 --wait",
        "status --campaign",
        "import /khong/co.xlsx --campaign 2023",
        "submit --campaign 2023 --unit U1 --criterion C2 --title T --file /khong/co.docx",
        "submit --campaign 2023 --unit U1 --criterion C2 --title T --file /tmp"};
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++) {
        int code = system_ctl(site, NULL, "%s", WRONG[i]);
        if (code != 2) {
            fail_msg("minhchung %s: exit %d", WRONG[i], code);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(submits_and_waits),
        cmocka_unit_test(submits_once),
        cmocka_unit_test(shows_the_board),
        cmocka_unit_test(tells_what_runs),
        cmocka_unit_test(ledger_tells_loss),
        cmocka_unit_test(ledger_tells_what_is_there_twice),
        cmocka_unit_test(replays_every_score),
        cmocka_unit_test(verifies_every_byte),
        cmocka_unit_test(gives_dead_letters_another_chance),
        cmocka_unit_test(restores_a_backup_elsewhere),
        cmocka_unit_test(takes_targets_whole_or_not_at_all),
        cmocka_unit_test(prints_receipts_as_text),
        cmocka_unit_test(creates_an_account_where_a_role_is_given),
        cmocka_unit_test(wrong_usage_is_exit_2),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
