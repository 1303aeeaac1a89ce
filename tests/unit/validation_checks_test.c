/*
 * Every check of the catalogue on input that fires and input that does not.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "validation/checks/check.h"
#include "validation/validation.h"

/* A hundred words without a fault. */
#define CLEAN                                                                                      \
    "Sáng 20/5, Huyện đoàn Tiểu Cần tổ chức ngày thứ Bảy tình nguyện tại xã Tân Hùng. Hoạt động "  \
    "thu hút đông đảo bạn trẻ tham gia dọn vệ sinh, trồng cây và sửa đường nông thôn. Bí thư xã "  \
    "đoàn cho biết đây là phần việc thiết thực hưởng ứng xây dựng nông thôn mới ở địa phương. "    \
    "Bà con phấn khởi khi thấy tuyến đường sạch đẹp hơn trước. Sau buổi lao động, các bạn cùng "   \
    "nhau sinh hoạt, giao lưu văn nghệ và tặng quà cho học sinh vượt khó. Ngày ngày thanh niên "   \
    "địa phương luôn luôn gìn giữ thành quả chung ấy bằng những việc nhỏ mà bền bỉ, đời đời nhớ "  \
    "ơn người đi trước."

struct piece {
    const char *kind, *text, *symbol, *link, *occurred_on;
    const char *file, *media_type, *problem;
    const char *figures[4];        /* name, value, name, value */
    const char *required;          /* ",report," */
    int received_day;              /* after 2023-06-01 */
    bool is_copy;
};

struct example {
    const char *code;
    bool fires;
    struct piece piece;
};

static const struct example EXAMPLES[] = {
    {"document.symbol", true, {.kind = "document", .symbol = "128KHUBKT", .link = "https://a.example/1"}},
    {"document.symbol", true, {.kind = "document", .symbol = "KH/UBKT-128", .link = "https://a.example/1"}},
    {"document.symbol", true, {.kind = "document", .symbol = "128-XX/UBKT", .link = "https://a.example/1"}},
    {"document.symbol", true, {.kind = "document", .symbol = "", .link = "https://a.example/1"}},
    {"document.symbol", false, {.kind = "article", .symbol = "", .text = CLEAN}},
    {"date.outside_window", true, {.kind = "other", .occurred_on = "2022-12-31"}},
    {"date.outside_window", true, {.kind = "other", .occurred_on = "2024-01-01", .received_day = 400}},
    {"date.outside_window", false, {.kind = "other", .occurred_on = "2023-01-01"}},
    {"date.after_filing", true, {.kind = "other", .occurred_on = "2023-06-02"}},
    {"date.after_filing", false, {.kind = "other", .occurred_on = "2023-06-01"}},
    {"filing.late", true, {.kind = "other", .received_day = 178}},
    {"filing.late", false, {.kind = "other", .received_day = 177}},
    {"kind.missing", true, {.kind = "article", .required = ",report,document,", .text = CLEAN}},
    {"kind.missing", false, {.kind = "report", .required = ",report,document,"}},
    {"file.missing", true, {.kind = "photo"}},
    {"file.missing", false, {.kind = "photo", .link = "https://a.example/anh"}},
    {"file.missing", false, {.kind = "figures"}},
    {"file.encrypted", true, {.kind = "photo", .file = "a.pdf", .media_type = "application/pdf",
                              .problem = "encrypted"}},
    {"file.damaged", true, {.kind = "photo", .file = "a.jpg", .media_type = "image/jpeg", .problem = "damaged"}},
    {"file.damaged", true, {.kind = "photo", .file = "a.pdf", .media_type = "application/pdf", .problem = "timeout"}},
    {"file.damaged", false, {.kind = "photo", .file = "a.jpg", .media_type = "image/jpeg", .problem = ""}},
    {"file.type_mismatch", true, {.kind = "photo", .file = "a.jpg", .media_type = "application/pdf", .problem = ""}},
    {"file.type_mismatch", false, {.kind = "photo", .file = "A.JPG", .media_type = "image/jpeg", .problem = ""}},
    {"file.type_mismatch", false, {.kind = "other", .file = "a.xyz", .media_type = "font/ttf",
                                   .problem = ""}},
    {"copy.file", true, {.kind = "photo", .file = "a.jpg", .media_type = "image/jpeg", .problem = "", .is_copy = true}},
    {"copy.link", true, {.kind = "other", .link = "https://a.example/1", .is_copy = true}},
    {"copy.text", true, {.kind = "article", .text = CLEAN, .is_copy = true}},
    {"copy.text", false, {.kind = "article", .text = CLEAN}},
    {"link.syntax", true, {.kind = "other", .link = "tinhdoan"}},
    {"link.syntax", true, {.kind = "other", .link = "https://"}},
    {"link.syntax", true, {.kind = "other", .link = "ftp://a.example/x"}},
    {"link.syntax", false, {.kind = "other", .link = "https://tinhdoan.travinh.example/tin?id=1"}},
    {"text.page_noise", true, {.kind = "other", .text = "Mở đầu\nspot_img\n"}},
    {"text.page_noise", true, {.kind = "other", .text = "A\n\nDescription automatically generated\n"}},
    {"text.page_noise", true, {.kind = "other", .text = "Bài\n  TIN CÙNG MỤC  \n"}},
    {"text.page_noise", false, {.kind = "other", .text = "Mục tin mới nhất của huyện đăng chiều nay."}},
    {"text.legacy_encoding", true, {.kind = "other", .text = "Thùc hiÖn kÕ ho¹ch c«ng t¸c §oµn n¨m 2023"}},
    {"text.legacy_encoding", false, {.kind = "other", .text = CLEAN}},
    {"text.too_short", true, {.kind = "article", .text = "Hôm nay vui."}},
    {"text.too_short", false, {.kind = "article", .text = CLEAN}},
    {"text.too_short", false, {.kind = "article", .link = "https://a.example/bai"}},
    {"text.too_short", false, {.kind = "document", .symbol = "1-KH/ĐTN", .text = "Ngắn", .link = "https://a.example/1"}},
    {"text.doubled_word", true, {.kind = "other", .text = "Thông qua các các buổi kiểm tra"}},
    {"text.doubled_word", true, {.kind = "other", .text = "thông qua qua chủ trương"}},
    {"text.doubled_word", true, {.kind = "other", .text = "Các các đồng chí"}},
    {"text.doubled_word", false, {.kind = "other", .text = "ngày ngày, luôn luôn xanh xanh, đời đời"}},
    {"text.doubled_word", false, {.kind = "other", .text = "làm theo Bác. Bác dạy; của\ncủa"}},
    {"text.wrong_letter", true, {.kind = "other", .text = "Công tác phụ trách \xc3\x90\xe1\xbb\x99i"}},
    {"text.wrong_letter", false, {.kind = "other", .text = "Đội Đoàn đồng"}},
    {"text.decomposed", true, {.kind = "other", .text = "Tie\xcc\x82\xcc\x89u Ca\xcc\x82\xcc\x80n"}},
    {"text.decomposed", false, {.kind = "other", .text = "Tiểu Cần"}},
    {"figures.sum", true, {.kind = "figures", .figures = {"Tổng số", "30", "nam", "12"}}},
    {"figures.text_sum", true, {.kind = "report", .text = "Lớp gồm 12 nam và 15 nữ, tổng số 30 em."}},
    {"figures.text_sum", false, {.kind = "report", .text = "Lớp gồm 12 nam và 18 nữ, tổng số 30 em."}},
    {"figures.text_sum", false, {.kind = "report", .text = "Tổng số 30 em, gồm các lớp của 12/15 trường."}},
};

static bool has(const char *findings, const char *code)
{
    char wanted[80];
    snprintf(wanted, sizeof(wanted), "\"code\":\"%s\"", code);
    return strstr(findings, wanted) != NULL;
}

static char *text_of(struct arena *arena, const char *text)
{
    return arena_print(arena, "%s", text != NULL ? text : "");
}

static void add_figures(Evidence__V1__Submission *submission, const struct piece *piece,
                        struct arena *arena)
{
    submission->figures = arena_alloc(arena, 3 * sizeof(Evidence__V1__Figure *));
    for (size_t i = 0; i < 4 && piece->figures[i] != NULL; i += 2) {
        Evidence__V1__Figure *figure = arena_alloc(arena, sizeof(*figure));
        evidence__v1__figure__init(figure);
        figure->name = text_of(arena, piece->figures[i]);
        figure->value = text_of(arena, piece->figures[i + 1]);
        submission->figures[submission->n_figures++] = figure;
    }
    if (submission->n_figures == 2) {  /* two parts make a sum */
        Evidence__V1__Figure *figure = arena_alloc(arena, sizeof(*figure));
        evidence__v1__figure__init(figure);
        figure->name = text_of(arena, "nữ");
        figure->value = text_of(arena, "15");
        submission->figures[submission->n_figures++] = figure;
    }
}

static void add_file(Evidence__V1__Submission *submission, struct context *context,
                     const struct piece *piece, struct arena *arena)
{
    if (piece->file == NULL) {
        return;
    }
    struct hash hash = hash_of(piece->file, strlen(piece->file));
    Evidence__V1__File *file = arena_alloc(arena, sizeof(*file));
    evidence__v1__file__init(file);
    file->name = text_of(arena, piece->file);
    file->hash.data = arena_copy(arena, hash.bytes, sizeof(hash.bytes));
    file->hash.len = sizeof(hash.bytes);
    submission->files = arena_alloc(arena, sizeof(Evidence__V1__File *));
    submission->files[0] = file;
    submission->n_files = 1;
    context->readings = arena_zero(arena, sizeof(*context->readings));
    context->readings[0] = (struct reading){.name = file->name, .media_type = piece->media_type,
                                            .problem = piece->problem, .text = "", .len = 0};
    context->reading_count = 1;
}

static struct judgement judge_piece(const struct piece *piece, struct arena *arena)
{
    Evidence__V1__Submission *submission = arena_alloc(arena, sizeof(*submission));
    struct context context = {0};
    struct criterion criterion = {.id = 7, .code = "1.1", .required_kinds = ""};
    date_days filed;
    evidence__v1__submission__init(submission);
    assert_true(date_parse("2023-01-01", &criterion.window_from));
    assert_true(date_parse("2023-12-31", &criterion.window_to));
    assert_true(date_parse("2023-11-25", &context.deadline));
    assert_true(date_parse("2023-06-01", &filed));
    criterion.required_kinds = piece->required != NULL ? piece->required : "";
    context.received = filed + piece->received_day;
    context.criteria = &criterion;
    context.criterion_count = 1;
    submission->kind = text_of(arena, piece->kind);
    submission->title = text_of(arena, "Tiêu đề");
    submission->text = text_of(arena, piece->text);
    submission->document_symbol = text_of(arena, piece->symbol);
    submission->link = text_of(arena, piece->link);
    submission->occurred_on = text_of(arena, piece->occurred_on != NULL ? piece->occurred_on : "2023-05-20");
    add_figures(submission, piece, arena);
    add_file(submission, &context, piece, arena);
    context.content_count = contents_of(submission, arena, &context.contents);
    for (size_t i = 0; i < context.content_count && piece->is_copy; i++) {
        context.contents[i].is_known = true;
        context.contents[i].owner_unit = "Huyện đoàn Cầu Kè";
        context.contents[i].owner_title = "Bài khác";
    }
    struct judgement judgement;
    judge(submission, &context, arena, &judgement);
    return judgement;
}

static void checks_fire_where_they_should_and_nowhere_else(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    int wrong = 0;
    for (size_t i = 0; i < sizeof(EXAMPLES) / sizeof(EXAMPLES[0]); i++) {
        struct judgement judgement = judge_piece(&EXAMPLES[i].piece, arena);
        if (has(judgement.findings, EXAMPLES[i].code) != EXAMPLES[i].fires) {
            print_error("example %zu: %s %s\n%s\n", i, EXAMPLES[i].code,
                        EXAMPLES[i].fires ? "did not fire" : "fired", judgement.findings);
            wrong++;
        }
        arena_reset(arena);
    }
    arena_free(&arena);
    assert_int_equal(wrong, 0);
}

static void every_check_of_the_catalogue_has_an_example_that_fires(void **state)
{
    (void)state;
    for (size_t c = 0; c < CHECK_COUNT; c++) {
        bool is_shown = false;
        for (size_t i = 0; i < sizeof(EXAMPLES) / sizeof(EXAMPLES[0]); i++) {
            is_shown = is_shown || (EXAMPLES[i].fires && strcmp(EXAMPLES[i].code, CHECKS[c].code) == 0);
        }
        if (!is_shown) {
            fail_msg("%s has no example", CHECKS[c].code);
        }
        assert_true(CHECKS[c].message[0] != '\0' && CHECKS[c].message_en[0] != '\0');
        assert_true(CHECKS[c].mend[0] != '\0');
    }
}

/* Seen in the field (HD 29-HD/TWĐTN-VP and documents of eleven offices). */
static void symbols_of_the_field_are_right(void **state)
{
    (void)state;
    static const char *const SYMBOLS[] = {
        "128-KH/UBKTTĐ", "444-KH/TĐTN-TCKT", "50-HD/TĐTN-TCKT", "22-HD/TWĐTN", "22HD/TWĐTN",
        "22 HD/TWĐTN", "18-HD/TWĐTN-BTC", "11a-HD/TĐTN-TCKT", "11a- HD/TĐTN-TCKT",
        "411-KH/TWĐTN-BTC", "225 - KH/TWĐTN-CTTN", "367 - QĐ/TWĐTN-VP", "458-KH/UBKT",
        "03-KH/TĐTN-UBKT", "17-HD/ĐTN", "05-KH/ĐTN", "94 /HD- TĐ", "09 - HD/HĐ", "01- QĐ/HĐĐ",
        "328/HD-ĐTN-BTV", "289-QĐ/TW", "289/QĐ-TW", "707 -QĐ/TWĐTN-VP",
        "128-KH/UBKTT\xc3\x90"};
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof(SYMBOLS) / sizeof(SYMBOLS[0]); i++) {
        struct piece piece = {.kind = "document", .symbol = SYMBOLS[i], .link = "https://a.example/1"};
        struct judgement judgement = judge_piece(&piece, arena);
        if (has(judgement.findings, "document.symbol")) {
            fail_msg("%s is refused", SYMBOLS[i]);
        }
        arena_reset(arena);
    }
    arena_free(&arena);
}

static void verdicts_follow_the_worst_finding(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct piece clean = {.kind = "article", .text = CLEAN};
    struct piece warned = {.kind = "article", .text = CLEAN " các các"};
    struct piece wrong = {.kind = "article", .text = "Ngắn."};
    struct judgement judgement = judge_piece(&clean, arena);
    assert_string_equal(judgement.findings, "[]");
    assert_int_equal(judgement.verdict, VALIDATION__V1__VERDICT__VERDICT_VALID);
    assert_int_equal(judgement.fact_count, 1);
    judgement = judge_piece(&warned, arena);
    assert_int_equal(judgement.verdict, VALIDATION__V1__VERDICT__VERDICT_VALID);
    assert_int_equal(judgement.error_count, 0);
    judgement = judge_piece(&wrong, arena);
    assert_int_equal(judgement.verdict, VALIDATION__V1__VERDICT__VERDICT_MEND);
    assert_int_equal(judgement.fact_count, 0);
    assert_true(strstr(judgement.first_message, "ngắn") != NULL);
    arena_free(&arena);
}

static size_t count(const char *text, const char *word)
{
    size_t found = 0;
    for (; (text = strstr(text, word)) != NULL; text += strlen(word)) {
        found++;
    }
    return found;
}

/* The article that this project began with, filed as evidence. */
static void the_seed_article_shows_its_own_defects(void **state)
{
    (void)state;
    static char text[1 << 16];
    FILE *file = fopen("../shared/seed/tra-vinh-inspection-2023.txt", "re");
    if (file == NULL) {
        print_message("the seed article is not here; the rule is tested on others\n");
        return;
    }
    text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
    fclose(file);
    struct arena *arena = arena_new();
    struct piece piece = {.kind = "article", .text = text};
    struct judgement judgement = judge_piece(&piece, arena);
    assert_int_equal(count(judgement.findings, "\"words\":\"spot_img\""), 3);
    assert_int_equal(count(judgement.findings, "\"words\":\"Description automatically generated\""),
                     count(text, "Description automatically generated"));
    assert_int_equal(count(judgement.findings, "\"words\":\"TIN CÙNG MỤC\""), 1);
    assert_int_equal(count(judgement.findings, "\"words\":\"TIN MỚI NHẤT\""), 1);
    assert_int_equal(count(judgement.findings, "\"code\":\"text.wrong_letter\""), 1);
    assert_int_equal(count(judgement.findings, "\"words\":\"\xc3\x90\xe1\xbb\x99i\""), 1);
    assert_int_equal(count(judgement.findings, "\"words\":\"qua qua\""), 1);
    assert_int_equal(count(judgement.findings, "\"words\":\"các các\""), 1);
    assert_int_equal(count(judgement.findings, "\"code\":\"text.doubled_word\""), 2);
    assert_false(has(judgement.findings, "text.too_short"));
    assert_int_equal(judgement.verdict, VALIDATION__V1__VERDICT__VERDICT_MEND);
    arena_free(&arena);
}

static void places_name_line_column_and_words(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct piece piece = {.kind = "other", .text = "Dòng một\nĐã qua qua đây\n\n  spot_img"};
    struct judgement judgement = judge_piece(&piece, arena);
    assert_non_null(strstr(judgement.findings,
                           "\"line\":2,\"column\":4,\"words\":\"qua qua\""));
    assert_non_null(strstr(judgement.findings,
                           "\"line\":4,\"column\":3,\"words\":\"spot_img\""));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(checks_fire_where_they_should_and_nowhere_else),
        cmocka_unit_test(every_check_of_the_catalogue_has_an_example_that_fires),
        cmocka_unit_test(symbols_of_the_field_are_right),
        cmocka_unit_test(verdicts_follow_the_worst_finding),
        cmocka_unit_test(the_seed_article_shows_its_own_defects),
        cmocka_unit_test(places_name_line_column_and_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
