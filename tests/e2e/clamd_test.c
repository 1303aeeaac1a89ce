/*
 * clamd_test.c — the running reader before a real clamd: an infected file has one finding, is not
 * read and not handed out; without clamd files are read and reported as not scanned; nothing stops,
 * and when clamd is back it is used again.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "support/clamd.h"
#include "support/system.h"
#include "support/system_evidence.h"

static struct system *site;
static struct clamd *scanner;

static int set_up(void **state)
{
    (void)state;
    static char option[120];
    static const char *arguments[] = {option, NULL};
    scanner = clamd_start();
    snprintf(option, sizeof(option), "reader --reader.clamd=%s", scanner->socket);
    site = system_start(&(struct system_options){.arguments = arguments});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    system_stop(&site);
    clamd_stop(&scanner);
    return 0;
}

/* The evidence item with a file of this text, judged. */
static json_t *submit_text(const char *name, const char *text)
{
    char path[200], *out = NULL;
    snprintf(path, sizeof(path), "%s/%s.txt", system_directory(site), name);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    system_ctl(site, &out,
               "submit --campaign 2023 --unit U1 --criterion C3 --title 'Biên bản họp %s' "
               "--occurred-on 2023-04-05 --figure 'lượt=12' --symbol '' --file %s --wait --json",
               name, path);
    json_t *item = json_loads(out, 0, NULL);
    if (item == NULL) {
        fail_msg("%s", out);
    }
    free(out);
    return item;
}

/* How many findings have that code and, unless NULL, `words` in their messages. */
static int count(const json_t *item, const char *code, const char *words)
{
    const json_t *finding;
    size_t at;
    int found = 0;
    json_array_foreach(json_object_get(item, "findings"), at, finding) {
        bool is_it = strcmp(json_string_value(json_object_get(finding, "code")), code) == 0;
        assert_true(!is_it || words == NULL ||
                    strstr(json_string_value(json_object_get(finding, "message")), words) != NULL);
        found += is_it ? 1 : 0;
    }
    return found;
}

/* What a download of the item's file answers. */
static void expect_file(const json_t *item, unsigned status, const char *words)
{
    char path[120];
    snprintf(path, sizeof(path), "/api/v1/evidence/%s/files/1",
             json_string_value(json_object_get(item, "id")));
    system_expect(site, "can-bo-1", "GET", path, NULL, (struct wanted){status, words});
}

static void an_infected_file_has_one_finding_and_is_not_read(void **state)
{
    (void)state;
    json_t *good = submit_text("sach", "Biên bản họp của của Ban Chấp hành Đoàn xã.\n");
    json_t *bad = submit_text("ban", "Biên bản họp của của Đoàn xã " CLAMD_MARK ".\n");
    assert_int_equal(count(good, "file.malware", NULL) + count(good, "file.unscanned", NULL), 0);
    assert_int_equal(count(good, "text.doubled_word", NULL), 1);
    assert_int_equal(count(bad, "file.malware", "MinhChung.Test"), 1);
    assert_int_equal(count(bad, "text.doubled_word", NULL), 0);
    assert_string_equal(json_string_value(json_object_get(bad, "verdict")), "invalid");
    expect_file(good, 200, "của của");
    expect_file(bad, 403, "file.malware");
    json_decref(good);
    json_decref(bad);
}

static void a_clamd_that_is_away_stops_nothing(void **state)
{
    (void)state;
    clamd_kill(scanner);
    json_t *item = submit_text("vang", "Biên bản họp của của Đoàn xã " CLAMD_MARK ", bản hai.\n");
    assert_int_equal(count(item, "file.unscanned", NULL), 1);
    assert_int_equal(count(item, "text.doubled_word", NULL), 1);
    json_decref(item);
    clamd_again(scanner);
    item = submit_text("lai", "Biên bản họp của của Đoàn xã " CLAMD_MARK ", bản ba.\n");
    assert_int_equal(count(item, "file.malware", "MinhChung.Test"), 1);
    json_decref(item);
    assert_int_equal(system_deaths(site), 0);
    assert_true(system_settle(site));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_infected_file_has_one_finding_and_is_not_read),
        cmocka_unit_test(a_clamd_that_is_away_stops_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
