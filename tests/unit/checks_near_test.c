/*
 * Papers that are nearly equal: how much text a file must have before the check fires.
 */
#include "support/test.h"

#include <string.h>

#include "base/buf.h"
#include "checks/engine/check.h"

static bool is_reported(size_t words, const char *file, unsigned share)
{
    struct arena *arena = arena_new();
    struct buf text = {0};
    for (size_t i = 0; i < words; i++) {
        buf_print(&text, "chữ%zu ", i);
    }
    bool is_own = file[0] == '\0';
    Evidence__V1__Submission piece;
    evidence__v1__submission__init(&piece);
    char unit[] = "U1", kind[] = "document", title[] = "Kế hoạch ra quân", day[] = "2023-05-20",
         none[] = "";
    piece.unit = unit;
    piece.kind = kind;
    piece.title = title;
    piece.occurred_on = day;
    piece.text = is_own ? arena_text(arena, text.data, text.len) : none;
    piece.document_symbol = piece.link = none;
    struct reading reading = {.name = file,
                              .media_type = "application/pdf",
                              .problem = "",
                              .text = text.data,
                              .len = text.len,
                              .facts = ""};
    struct near_copy near = {.kind = NEAR_TEXT,
                             .field = is_own ? "text" : "files",
                             .file = file,
                             .owner_unit = "Huyện đoàn Cầu Kè",
                             .owner_title = "Kế hoạch khác",
                             .share = share};
    struct context context = {
        .readings = &reading, .reading_count = is_own ? 0 : 1, .nears = &near, .near_count = 1};
    struct judgement judgement;
    judge(&piece, &context, arena, &judgement);
    bool is_there = strstr(judgement.findings, "\"code\":\"copy.near_document\"") != NULL;
    buf_free(&text);
    arena_free(&arena);
    return is_there;
}

static void a_paper_is_reported_only_if_there_is_more_than_its_form(void **state)
{
    (void)state;
    assert_true(is_reported(200, "a.pdf", 930));
    assert_true(is_reported(90, "a.pdf", 930));
    assert_false(is_reported(89, "a.pdf", 930));
    assert_false(is_reported(200, "a.pdf", 890));
    assert_true(is_reported(60, "", 860));
    assert_false(is_reported(60, "", 840));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paper_is_reported_only_if_there_is_more_than_its_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
