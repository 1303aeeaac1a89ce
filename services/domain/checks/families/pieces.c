/*
 * pieces.c — the submission as a whole: its kind, how many criteria it serves, its title.
 */
#include <string.h>

#include "checks/engine/check.h"
#include "evidence/kinds.h"
#include "text/passage.h"

static bool is_listed(const char *list, const char *kind)
{
    size_t len = strlen(kind);
    for (const char *at = list; (at = strstr(at, kind)) != NULL; at++) {
        if (at > list && at[-1] == ',' && at[len] == ',') {
            return true;
        }
    }
    return false;
}

/* ",document,photo," is "văn bản hoặc hình ảnh". */
static const char *kind_names(struct arena *arena, const char *kinds)
{
    const char *names = NULL;
    for (const char *from = kinds + 1; *from != '\0'; from += strcspn(from, ",") + 1) {
        const char *name = evidence_kind_name(from, strcspn(from, ","));
        if (name != NULL) {
            names = names == NULL ? name : arena_print(arena, "%s hoặc %s", names, name);
        }
    }
    return names == NULL ? "loại khác" : names;
}

static void check_kind(struct inspection *in)
{
    for (size_t i = 0; i < in->context->criterion_count; i++) {
        const struct criterion *criterion = &in->context->criteria[i];
        if (criterion->required_kinds[0] != '\0' &&
            !is_listed(criterion->required_kinds, in->piece->kind)) {
            report(in, "kind",
                   arena_print(in->arena, "Tiêu chí %s cần: %s.", criterion->code,
                               kind_names(in->arena, criterion->required_kinds)));
        }
    }
}

static void check_many_criteria(struct inspection *in)
{
    if (in->context->criterion_count > (size_t)parameter(in, "criteria_max")) {
        report(in, "criteria",
               arena_print(in->arena, "Đang dùng cho %zu tiêu chí.", in->context->criterion_count));
    }
}

/* ------------------------------------------------------------- the title */

static size_t title_words(const struct inspection *in)
{
    const struct text_word *words;
    return passage_words(in->arena, in->piece->title, strlen(in->piece->title), &words);
}

static void check_title_short(struct inspection *in)
{
    if (title_words(in) < (size_t)parameter(in, "words_min")) {
        report_field(in, "title", in->piece->title, NULL);
    }
}

static void check_title_long(struct inspection *in)
{
    size_t words = title_words(in);
    if (words > (size_t)parameter(in, "words_max")) {
        report_field(in, "title", in->piece->title,
                     arena_print(in->arena, "Tiêu đề có %zu chữ.", words));
    }
}

static bool ends_like_file(const char *folded)
{
    static const char *const ENDS[] = {".pdf", ".docx", ".doc", ".xlsx", ".xls", ".jpg", ".png"};
    size_t len = strlen(folded);
    for (size_t i = 0; i < sizeof(ENDS) / sizeof(ENDS[0]); i++) {
        size_t end_len = strlen(ENDS[i]);
        if (len > end_len && strcmp(folded + len - end_len, ENDS[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void check_title_placeholder(struct inspection *in)
{
    static const char *const PLACEHOLDERS[] = {
        "minh chung", "bai viet", "tieu de",     "van ban",          "hinh anh",
        "bao cao",    "ke hoach", "tai lieu",    "khong co tieu de", "untitled",
        "document",   "test",     "tep dinh kem"};
    const char *title = in->piece->title;
    const char *folded = text_fold(in->arena, title, strlen(title));
    bool is_empty = ends_like_file(folded);
    for (size_t i = 0; i < sizeof(PLACEHOLDERS) / sizeof(PLACEHOLDERS[0]) && !is_empty; i++) {
        size_t len = strlen(PLACEHOLDERS[i]);
        is_empty = strncmp(folded, PLACEHOLDERS[i], len) == 0 &&
                   folded[len + strspn(folded + len, " 0123456789.:-_()")] == '\0';
    }
    if (is_empty) {
        report_field(in, "title", title, NULL);
    }
}

/* All letters are capitals. */
static bool is_upper(const char *text, size_t len, struct arena *arena)
{
    return memcmp(text, passage_lower(arena, text, len), len) != 0;
}

static void check_title_capitals(struct inspection *in)
{
    const char *title = in->piece->title;
    const struct text_word *words;
    size_t count = passage_words(in->arena, title, strlen(title), &words), capitals = 0,
           letters = 0;
    for (size_t i = 0; i < count; i++) {
        const char *word = title + words[i].start;
        for (size_t at = 0; at < words[i].len;) {
            size_t from = at;
            if (text_is_letter(text_next(word, words[i].len, &at))) {
                letters++;
                capitals += is_upper(word + from, at - from, in->arena) ? 1 : 0;
            }
        }
    }
    if (count >= (size_t)parameter(in, "words_min") && letters > 0 && capitals == letters) {
        report_field(in, "title", title, NULL);
    }
}

/* ------------------------------------------------------------- the table */

static const struct check CHECKS[] = {
    {.code = "kind.missing",
     .severity = ERROR,
     .kinds = "",
     .message = "Loại minh chứng không phù hợp yêu cầu của tiêu chí.",
     .message_en = "The criterion asks for another kind of evidence.",
     .mend = "Nộp đúng loại minh chứng mà tiêu chí yêu cầu.",
     .run = check_kind,
     .examples = EXAMPLES({.fires = true, .kind = "photo", .required = ",report,document,"},
                          {.kind = "report", .required = ",report,document,"})},
    {.code = "piece.many_criteria",
     .severity = WARNING,
     .kinds = "",
     .message = "Một minh chứng được dùng cho quá nhiều tiêu chí.",
     .message_en = "The submission serves too many criteria.",
     .mend = "Giữ lại những tiêu chí mà minh chứng thật sự chứng minh.",
     .run = check_many_criteria,
     .parameters = {{"criteria_max", 4, "số tiêu chí nhiều nhất của một minh chứng"}},
     .examples = EXAMPLES({.fires = true, .criteria = 5}, {.criteria = 4})},
    {.code = "title.too_short",
     .severity = WARNING,
     .kinds = "",
     .message = "Tiêu đề quá ngắn.",
     .message_en = "The title is too short.",
     .mend = "Ghi tiêu đề nêu rõ việc gì, của ai.",
     .run = check_title_short,
     .parameters = {{"words_min", 2, "số chữ ít nhất"}},
     .examples = EXAMPLES({.fires = true, .title = "Ảnh"}, {.title = "Kế hoạch Tháng Thanh niên"})},
    {.code = "title.too_long",
     .severity = HINT,
     .kinds = "",
     .message = "Tiêu đề quá dài.",
     .message_en = "The title is too long.",
     .mend = "Rút gọn tiêu đề, chuyển chi tiết vào nội dung.",
     .run = check_title_long,
     .parameters = {{"words_max", 45, "số chữ nhiều nhất"}},
     .examples = EXAMPLES(
         {.fires = true,
          .title = "Huyện đoàn Tiểu Cần tổ chức ngày thứ Bảy tình nguyện tại xã Tân Hùng và xã "
                   "Hùng Hòa với sự tham gia của hơn một trăm đoàn viên thanh niên đến từ các "
                   "chi đoàn ấp cùng các bạn học sinh của trường trung học phổ thông trên địa "
                   "bàn huyện trong tháng năm"},
         {.title = "Huyện đoàn Tiểu Cần tổ chức ngày thứ Bảy tình nguyện"})},
    {.code = "title.placeholder",
     .severity = WARNING,
     .kinds = "",
     .message = "Tiêu đề chưa nêu nội dung.",
     .message_en = "The title is a place holder or the name of a file.",
     .mend = "Thay bằng tiêu đề nói rõ nội dung.",
     .run = check_title_placeholder,
     .examples = EXAMPLES({.fires = true, .title = "Minh chứng 1"},
                          {.fires = true, .title = "scan0001.pdf"},
                          {.title = "Minh chứng tham gia Tháng Thanh niên của chi đoàn"})},
    {.code = "title.all_caps",
     .severity = HINT,
     .kinds = "",
     .message = "Tiêu đề viết toàn chữ hoa.",
     .message_en = "The title is all in capitals.",
     .mend = "Viết hoa theo quy tắc chính tả để dễ đọc và dễ tìm.",
     .run = check_title_capitals,
     .parameters = {{"words_min", 5, "chỉ xét tiêu đề có ít nhất chừng này chữ"}},
     .examples = EXAMPLES({.fires = true, .title = "HUYỆN ĐOÀN TIỂU CẦN RA QUÂN HÈ TÌNH NGUYỆN"},
                          {.title = "Đoàn TNCS Hồ Chí Minh huyện Tiểu Cần"})},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_PIECES) = {.name = "Loại và tên minh chứng", .checks = CHECKS};
