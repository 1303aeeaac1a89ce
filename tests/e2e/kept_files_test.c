/*
 * kept_files_test.c — a revision keeps files of earlier submissions without sending them again:
 * those of its own evidence item, of any revision, and of no other evidence item.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/system.h"
#include "support/system_evidence.h"

enum { BODY = 900 };

static struct system *site;
static char id[37], hash[65], other[65];

static void submit_item(const char *unit, const char *who, const char *name, const char *words,
                        char into[static 37], char hash_into[static 65])
{
    char path[400], *out = NULL;
    snprintf(path, sizeof(path), "%s/%s", system_directory(site), name);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(words, file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(system_ctl(site, &out,
                                "submit --campaign 2023 --unit %s --criterion C3 --title 'Kế hoạch'"
                                " --symbol 12-KH/ĐTN --occurred-on 2023-05-06 --file %s",
                                unit, path),
                     0);
    snprintf(into, 37, "%.36s", out);
    free(out);
    struct http_answer answer = evidence_wait(site, who, into);
    const json_t *kept = json_array_get(json_object_get(answer.json, "files"), 0);
    snprintf(hash_into, 65, "%s", json_string_value(json_object_get(kept, "hash")));
    http_free(&answer);
}

static int set_up(void **state)
{
    (void)state;
    char other_id[37];
    site = system_start(&(struct system_options){0});
    submit_item("U1", "can-bo-1", "ke-hoach.txt", "Kế hoạch ra quân chiến dịch năm 2023.\n", id,
                hash);
    submit_item("U2", "can-bo-2", "bao-cao.txt", "Báo cáo kết quả chiến dịch năm 2023.\n", other_id,
                other);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    system_stop(&site);
    return 0;
}

static struct http_answer mend(const char *who, const char *key, int base, const char *keep)
{
    char body[BODY], mended[200] = "";
    if (base > 0) {
        snprintf(mended, sizeof(mended), ",\"id\":\"%s\",\"base_revision\":%d", id, base);
    }
    snprintf(body, sizeof(body),
             "{\"campaign\":\"2023\",\"unit\":\"U1\",\"criteria\":[\"C3\"],\"kind\":\"document\","
             "\"title\":\"Kế hoạch đã sửa\",\"occurred_on\":\"2023-05-06\","
             "\"document_symbol\":\"12-KH/ĐTN\",\"keep_files\":[%s]%s}",
             keep, mended);
    return evidence_file(site, who, key, body);
}

static void expect_mended(const char *key, int base, const char *keep, int revision)
{
    struct http_answer answer = mend("can-bo-1", key, base, keep);
    if (answer.status != 202 ||
        json_integer_value(json_object_get(answer.json, "revision")) != revision) {
        fail_msg("%s: %u %s", key, (unsigned)answer.status, answer.body);
    }
    http_free(&answer);
}

static void expect_files(size_t count)
{
    assert_true(system_settle(site));
    struct http_answer answer = evidence_get(site, "can-bo-1", id);
    const json_t *files = json_object_get(answer.json, "files");
    assert_int_equal(json_array_size(files), count);
    if (count > 0) {
        const json_t *file = json_array_get(files, 0);
        assert_string_equal(json_string_value(json_object_get(file, "name")), "ke-hoach.txt");
        assert_string_equal(json_string_value(json_object_get(file, "hash")), hash);
        assert_int_equal(json_integer_value(json_object_get(file, "size")),
                         strlen("Kế hoạch ra quân chiến dịch năm 2023.\n"));
    }
    http_free(&answer);
}

static void a_revision_keeps_its_files(void **state)
{
    (void)state;
    char keep[70];
    snprintf(keep, sizeof(keep), "\"%s\"", hash);
    expect_mended("giu-1", 1, keep, 2);
    expect_files(1);
    expect_mended("bo", 2, "", 3);
    expect_files(0);
    expect_mended("giu-1", 1, keep, 2); /* the same again, long after: known */
    expect_files(0);
    expect_mended("lay-lai", 3, keep, 4); /* from its first revision */
    expect_files(1);
}

static void expect_refused(const char *who, int base, const char *keep, unsigned status,
                           const char *code)
{
    struct http_answer answer = mend(who, code, base, keep);
    if (answer.status != status || strcmp(http_text(&answer, "code"), code) != 0) {
        fail_msg("%s, %d, %s: %u %s", who, base, keep, (unsigned)answer.status, answer.body);
    }
    http_free(&answer);
}

static void only_files_of_this_item_can_be_kept(void **state)
{
    (void)state;
    char keep[70], foreign[70];
    snprintf(keep, sizeof(keep), "\"%s\"", hash);
    snprintf(foreign, sizeof(foreign), "\"%s\"", other);
    expect_refused("can-bo-1", 4, foreign, 400, "file.kept");
    expect_refused("can-bo-1", 4, "\"abc\"", 400, "file.kept");
    expect_refused("can-bo-1", 4, "1", 400, "json.type");
    expect_refused("can-bo-1", 0, keep, 400, "revision.base");
    expect_refused("can-bo-2", 4, keep, 404, "not_found");
    expect_refused("can-bo-1", 3, keep, 409, "revision.conflict");
    expect_files(1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_revision_keeps_its_files),
        cmocka_unit_test(only_files_of_this_item_can_be_kept),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
