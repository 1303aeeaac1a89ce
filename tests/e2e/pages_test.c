/*
 * pages_test.c — pages of an evidence item's files as pictures: a PDF's pages and their words, a
 * photo turned upright without its place; refusals; rights; what was drawn is kept over a crash of
 * the reader.
 */
#include "support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "support/system.h"
#include "support/system_evidence.h"
#include "support/wait.h"

static struct system *site;
static char id[37], made[300], kept[] = "/tmp/mc-pages.XXXXXX", option[80];

static void make_files(const char *directory)
{
    char command[400];
    snprintf(made, sizeof(made), "%s", directory);
    snprintf(command, sizeof(command), "/usr/bin/python3 -B tests/e2e/pages.py %s", directory);
    assert_int_equal(system(command), 0);
}

static int set_up(void **state)
{
    static const char *const ARGUMENTS[] = {option, NULL};
    (void)state;
    assert_non_null(mkdtemp(kept));
    snprintf(option, sizeof(option), "reader --reader.pages=%s", kept);
    site = system_start(&(struct system_options){.arguments = ARGUMENTS, .prepared = make_files});
    return 0;
}

static int tear_down(void **state)
{
    char command[100];
    (void)state;
    system_stop(&site);
    snprintf(command, sizeof(command), "rm -r %s", kept);
    return system(command);
}

static void read_made(const char *name, struct buf *into)
{
    char path[400], block[4096];
    snprintf(path, sizeof(path), "%s/%s", made, name);
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    for (size_t len; (len = fread(block, 1, sizeof(block), file)) > 0;) {
        buf_add(into, block, len);
    }
    fclose(file);
}

static struct http_answer page(const char *username, const char *rest)
{
    char path[200];
    snprintf(path, sizeof(path), "/api/v1/evidence/%s/files/%s", id, rest);
    return system_get(site, username, path);
}

static void expect_refusal(const char *rest, long status, const char *code)
{
    struct http_answer answer = page("can-bo-1", rest);
    if (answer.status != status || strcmp(http_text(&answer, "code"), code) != 0) {
        fail_msg("%s: %ld %s", rest, answer.status, answer.body);
    }
    http_free(&answer);
}

/* Width and height by the frame header of a JPEG. */
static void measure(const struct http_answer *answer, int *width, int *height)
{
    const unsigned char *data = (const unsigned char *)answer->body;
    assert_true(answer->len > 100 && data[0] == 0xff && data[1] == 0xd8);
    for (size_t at = 2; at + 9 < answer->len;) {
        if (data[at + 1] == 0xc0 || data[at + 1] == 0xc2) {
            *height = data[at + 5] << 8 | data[at + 6];
            *width = data[at + 7] << 8 | data[at + 8];
            return;
        }
        at += 2u + (size_t)(data[at + 2] << 8 | data[at + 3]);
    }
    fail_msg("no frame header");
}

static void expect_picture(const char *rest, int width, int height)
{
    int found_width = 0, found_height = 0;
    struct http_answer answer = page("can-bo-1", rest);
    if (answer.status != 200) {
        fail_msg("%s: %ld %s", rest, answer.status, answer.body);
    }
    measure(&answer, &found_width, &found_height);
    assert_int_equal(found_width, width);
    assert_in_range(found_height, height - 1, height + 1);
    assert_null(memmem(answer.body, answer.len, "Exif", 4));
    http_free(&answer);
}

static void files_are_submitted(void **state)
{
    (void)state;
    struct buf report = {0}, photo = {0};
    read_made("bao-cao.pdf", &report);
    read_made("anh.jpg", &photo);
    const struct http_file files[] = {{"bao-cao.pdf", report.data, report.len},
                                      {"anh.jpg", photo.data, photo.len},
                                      {"ghi-chu.txt", "Một dòng chữ\n", 17},
                                      {"hong.pdf", "%PDF-1.4 hỏng", 15}};
    struct http_answer answer = http_send(
        system_http(site), &(struct http_request){.path = "/api/v1/evidence",
                                                  .token = system_token(site, "can-bo-1"),
                                                  .key = "trang",
                                                  .body = EVIDENCE("U1", "\"C2\"", "Báo cáo", ""),
                                                  .files = files,
                                                  .file_count = 4});
    assert_int_equal(answer.status, 202);
    snprintf(id, sizeof(id), "%s", http_text(&answer, "id"));
    http_free(&answer);
    buf_free(&report);
    buf_free(&photo);
    assert_true(system_settle(site));
}

static void a_page_is_drawn_at_a_width(void **state)
{
    (void)state;
    expect_picture("1/pages/1?width=160", 160, 226);
    expect_picture("1/pages/2?width=700", 800, 1132);
}

static void a_photo_is_turned_and_has_no_place(void **state)
{
    (void)state;
    expect_picture("2/pages/1?width=480", 480, 720);
}

static void words_have_places(void **state)
{
    (void)state;
    struct http_answer answer = page("can-bo-1", "1/pages/2/words");
    assert_int_equal(json_integer_value(json_object_get(answer.json, "pages")), 2);
    const json_t *words = json_object_get(answer.json, "words"), *word;
    size_t at, found = 0;
    json_array_foreach(words, at, word) {
        if (strcmp(json_string_value(json_object_get(word, "text")), "240") == 0) {
            assert_in_range(json_integer_value(json_object_get(word, "x")), 3000, 7000);
            assert_in_range(json_integer_value(json_object_get(word, "y")), 1200, 1900);
            found++;
        }
    }
    if (found != 1) {
        fail_msg("%s", answer.body);
    }
    http_free(&answer);
}

static void text_is_read_without_pages(void **state)
{
    (void)state;
    struct http_answer answer = page("kiem-tra", "3/text");
    assert_non_null(strstr(http_text(&answer, "text"), "Một dòng chữ"));
    http_free(&answer);
}

static void what_cannot_be_drawn_is_refused(void **state)
{
    (void)state;
    expect_refusal("1/pages/3", 404, "page.none");
    expect_refusal("2/pages/2", 404, "page.none");
    expect_refusal("3/pages/1", 422, "page.kind");
    expect_refusal("4/pages/1", 422, "page.damaged");
    expect_refusal("5/pages/1", 404, "not_found");
    expect_refusal("1/pages/0", 404, "not_found");
    expect_refusal("1/pages/1?width=0", 400, "query.format");
    expect_refusal("1/pages/1?width=5000", 400, "query.format");
}

static void others_see_no_page(void **state)
{
    (void)state;
    static const char *const RESTS[] = {"1/pages/1", "1/pages/1/words", "1/text"};
    for (size_t i = 0; i < sizeof(RESTS) / sizeof(RESTS[0]); i++) {
        struct http_answer answer = page("can-bo-2", RESTS[i]);
        assert_int_equal(answer.status, 404);
        http_free(&answer);
        answer = page("uy-ban", RESTS[i]);
        assert_int_equal(answer.status, 200);
        http_free(&answer);
    }
}

static bool is_drawn(void *arg)
{
    struct http_answer answer = page("can-bo-1", arg);
    bool is_there = answer.status == 200;
    http_free(&answer);
    return is_there;
}

static void a_killed_reader_draws_again(void **state)
{
    (void)state;
    static char page_of_report[] = "1/pages/1?width=480";
    assert_true(system_signal(site, SYSTEM_READER, 0, SIGKILL));
    assert_true(wait_until(is_drawn, page_of_report));
    expect_picture(page_of_report, 480, 679);
}

/* Pictures of two pages and a photo, words of a page, and nothing of refusals of a width. */
static void what_was_drawn_is_kept(void **state)
{
    (void)state;
    char command[120];
    snprintf(command, sizeof(command), "test $(ls %s | wc -l) -ge 6", kept);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_submitted),
        cmocka_unit_test(a_page_is_drawn_at_a_width),
        cmocka_unit_test(a_photo_is_turned_and_has_no_place),
        cmocka_unit_test(words_have_places),
        cmocka_unit_test(text_is_read_without_pages),
        cmocka_unit_test(what_cannot_be_drawn_is_refused),
        cmocka_unit_test(others_see_no_page),
        cmocka_unit_test(a_killed_reader_draws_again),
        cmocka_unit_test(what_was_drawn_is_kept),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
