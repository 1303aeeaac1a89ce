/*
 * One check tried on a submission (checks/trial.h): its findings with other parameters and with
 * today's, that other checks do not run, and which cannot be tried.
 */
#include "support/test.h"

#include <string.h>

#include "base/arena.h"
#include "checks/engine/trial.h"

static const char OWN[] = "{\"off\":false,\"severity\":0,\"parameters\":{}}";

/* A submission with many faults, and a short title. */
static void try_it(const char *code, const char *would, const char *today, struct arena *arena,
                   struct trial_outcome *out)
{
    Evidence__V1__Submission piece = EVIDENCE__V1__SUBMISSION__INIT;
    char kind[] = "document", title[] = "TIN", day[] = "2023-05-06";
    const struct context around = {.received = 19500, .deadline = 19600};
    piece.kind = kind;
    piece.title = title;
    piece.occurred_on = day;
    struct trial *trial = trial_new(code, would, today);
    assert_non_null(trial);
    trial_piece(trial, &piece, &around, arena, out);
    trial_free(&trial);
}

static void reports_both_settings(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct trial_outcome out;
    try_it("title.too_short", "{\"off\":true}", OWN, arena, &out);
    assert_false(out.would.fires);
    assert_string_equal(out.would.findings, "[]");
    assert_true(out.today.fires);
    assert_false(out.today.weighs);
    try_it("title.too_short", "{\"severity\":3}", "{\"off\":true}", arena, &out);
    assert_true(out.would.fires && out.would.weighs);
    assert_false(out.today.fires);
    arena_free(&arena);
}

static void parameters_count(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct trial_outcome out;
    const struct check *check = check_at(check_find("title.too_short"));
    assert_non_null(check->parameters[0].name);
    const char *most = arena_print(arena, "{\"parameters\":{\"%s\":0}}", check->parameters[0].name);
    try_it("title.too_short", most, OWN, arena, &out);
    assert_false(out.would.fires);
    assert_true(out.today.fires);
    arena_free(&arena);
}

/* The submission also has no file and a title in capitals. */
static void the_others_keep_silent(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct trial_outcome out;
    try_it("title.too_short", OWN, OWN, arena, &out);
    assert_non_null(strstr(out.would.findings, "title.too_short"));
    assert_null(strstr(strstr(out.would.findings, "\"code\"") + 1, "\"code\""));
    arena_free(&arena);
}

static void what_cannot_be_tried(void **state)
{
    (void)state;
    assert_null(trial_new("no.such", OWN, OWN));
    assert_null(trial_new("title.too_short", "{\"parameters\":{\"no_such\":1}}", OWN));
    assert_null(trial_new("title.too_short", "{\"severity\":9}", OWN));
    assert_null(trial_new("title.too_short", "no json", OWN));
    assert_null(trial_new("copy.near_text", OWN, OWN));
    static const char *const COPIES[] = {"copy.file",          "copy.link",    "copy.text",
                                         "copy.near_document", "copy.passage", "copy.near_photo",
                                         "copy.document"};
    for (size_t i = 0; i < sizeof(COPIES) / sizeof(COPIES[0]); i++) {
        assert_false(trial_can(check_at(check_find(COPIES[i]))));
    }
    assert_true(trial_can(check_at(check_find("copy.file_twice"))));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reports_both_settings),
        cmocka_unit_test(parameters_count),
        cmocka_unit_test(the_others_keep_silent),
        cmocka_unit_test(what_cannot_be_tried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
