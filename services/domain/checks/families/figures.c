/*
 * figures.c — the submitted figures among themselves: parts against their total, shares, counts.
 */
#include <string.h>

#include "base/decimal.h"
#include "base/text.h"
#include "checks/engine/check.h"

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static bool is_total(struct inspection *in, const char *name)
{
    const char *folded = text_fold(in->arena, name, strlen(name));
    return starts_with(folded, "tong");
}

/* A figure whose name begins with "Tổng" is the sum of those after it, up to the next such one; a
 * total without parts is not judged. */
static void check_figure_sum(struct inspection *in)
{
    const Evidence__V1__Submission *piece = in->piece;
    for (size_t i = 0; i < piece->n_figures; i++) {
        struct decimal total, sum = {0}, part;
        if (!is_total(in, piece->figures[i]->name) ||
            !decimal_parse(piece->figures[i]->value, &total)) {
            continue;
        }
        size_t parts = 0;
        for (size_t j = i + 1; j < piece->n_figures && !is_total(in, piece->figures[j]->name);
             j++) {
            if (!decimal_parse(piece->figures[j]->value, &part) || !decimal_add(sum, part, &sum)) {
                parts = 0;
                break;
            }
            parts++;
        }
        char said[DECIMAL_TEXT], added[DECIMAL_TEXT];
        if (parts >= 2 && decimal_compare(sum, total) != 0) {
            report(in, arena_print(in->arena, "figures[%zu]", i),
                   arena_print(in->arena, "%s ghi %s, các thành phần cộng lại là %s.",
                               piece->figures[i]->name, decimal_print(total, said),
                               decimal_print(sum, added)));
        }
    }
}

/* ------------------------------------------------------------- one by one */

static const char *folded_name(struct inspection *in, size_t i)
{
    const char *name = in->piece->figures[i]->name;
    return text_fold(in->arena, name, strlen(name));
}

static bool value_of(struct inspection *in, size_t i, struct decimal *out)
{
    return decimal_parse(in->piece->figures[i]->value, out);
}

static void report_figure(struct inspection *in, size_t i, const char *detail)
{
    const Evidence__V1__Figure *figure = in->piece->figures[i];
    report(in, arena_print(in->arena, "figures[%zu]", i),
           detail != NULL ? detail
                          : arena_print(in->arena, "%s: %s.", figure->name, figure->value));
}

static void check_figure_negative(struct inspection *in)
{
    struct decimal value;
    for (size_t i = 0; i < in->piece->n_figures; i++) {
        if (value_of(in, i, &value) && value.raw < 0) {
            report_figure(in, i, NULL);
        }
    }
}

/* Counted one by one: people, times, things. */
static bool is_count(const char *folded)
{
    static const char *const COUNTED[] = {
        "nguoi",     "doan vien",  "thanh nien", "hoi vien",   "doi vien", "can bo",   "chi doan",
        "co so",     "buoi",       "luot",       "cuoc",       "lop",      "hoc sinh", "sinh vien",
        "thieu nhi", "em",         "phan qua",   "cong trinh", "mo hinh",  "bai",      "tin",
        "don vi",    "cong trinh", "ngoi nha",   "nha"};
    folded += starts_with(folded, "tong ") ? 5 : 0;
    if (!starts_with(folded, "so ")) {
        return false;
    }
    folded += 3;
    folded += starts_with(folded, "luong ") ? 6 : 0;
    for (size_t i = 0; i < sizeof(COUNTED) / sizeof(COUNTED[0]); i++) {
        size_t len = strlen(COUNTED[i]);
        if (strncmp(folded, COUNTED[i], len) == 0 && (folded[len] == ' ' || folded[len] == '\0')) {
            return true;
        }
    }
    return false;
}

static void check_figure_whole(struct inspection *in)
{
    struct decimal value;
    for (size_t i = 0; i < in->piece->n_figures; i++) {
        if (value_of(in, i, &value) && value.raw % DECIMAL_ONE != 0 &&
            is_count(folded_name(in, i))) {
            report_figure(in, i, NULL);
        }
    }
}

/* More than 100 % is possible of a plan, not of a whole. */
static void check_figure_share(struct inspection *in)
{
    struct decimal value;
    for (size_t i = 0; i < in->piece->n_figures; i++) {
        const char *name = folded_name(in, i);
        bool is_share = strstr(name, "ty le") != NULL || strstr(name, "ti le") != NULL ||
                        strstr(name, "phan tram") != NULL || strchr(name, '%') != NULL;
        bool is_pace = strstr(name, "so voi") != NULL || strstr(name, "ke hoach") != NULL ||
                       strstr(name, "chi tieu") != NULL || strstr(name, "tang") != NULL ||
                       strstr(name, "hoan thanh") != NULL;
        if (is_share && !is_pace && value_of(in, i, &value) && value.raw > 100 * DECIMAL_ONE) {
            report_figure(in, i, NULL);
        }
    }
}

/* "Số đoàn viên tham gia" is part of "Tổng số đoàn viên". */
static void check_figure_part(struct inspection *in)
{
    for (size_t w = 0; w < in->piece->n_figures; w++) {
        const char *whole_name = folded_name(in, w);
        struct decimal whole, part;
        if (!starts_with(whole_name, "tong so ") || !value_of(in, w, &whole)) {
            continue;
        }
        const char *subject = whole_name + strlen("tong ");
        size_t len = strlen(subject);
        for (size_t i = 0; i < in->piece->n_figures; i++) {
            const char *name = folded_name(in, i);
            if (i != w && strncmp(name, subject, len) == 0 && name[len] == ' ' &&
                value_of(in, i, &part) && decimal_compare(part, whole) > 0) {
                report_figure(in, i,
                              arena_print(in->arena, "%s là %s, %s chỉ là %s.",
                                          in->piece->figures[i]->name, in->piece->figures[i]->value,
                                          in->piece->figures[w]->name,
                                          in->piece->figures[w]->value));
            }
        }
    }
}

static void check_figure_repeated(struct inspection *in)
{
    struct decimal first, second;
    for (size_t i = 1; i < in->piece->n_figures; i++) {
        const char *name = folded_name(in, i);
        for (size_t j = 0; j < i; j++) {
            if (strcmp(folded_name(in, j), name) == 0 && value_of(in, i, &second) &&
                value_of(in, j, &first) && decimal_compare(first, second) != 0) {
                report_figure(in, i, NULL);
                break;
            }
        }
    }
}

/* ------------------------------------------------------------- names that the criterion reads */

static bool is_filed(struct inspection *in, const char *folded)
{
    bool is_there = false;
    for (size_t i = 0; i < in->piece->n_figures && !is_there; i++) {
        is_there = strcmp(folded_name(in, i), folded) == 0;
    }
    return is_there;
}

static bool is_read(const struct inspection *in, const char *folded)
{
    for (size_t c = 0; c < in->context->criterion_count; c++) {
        const struct criterion *criterion = &in->context->criteria[c];
        for (size_t f = 0; f < criterion->figure_count; f++) {
            if (strcmp(criterion->figures[f], folded) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* In per cent of the longer name, how many words two folded names share. */
static size_t shared_words(struct inspection *in, const char *name, const char *other)
{
    struct passage one = passage_of(in->arena, "", name), two = passage_of(in->arena, "", other);
    size_t shared = 0, most = one.word_count > two.word_count ? one.word_count : two.word_count;
    for (size_t i = 0; i < one.word_count; i++) {
        bool is_shared = false;
        const char *word = arena_text(in->arena, one.text + one.words[i].start, one.words[i].len);
        for (size_t j = 0; j < two.word_count; j++) {
            is_shared = is_shared || word_is(&two, j, word);
        }
        shared += is_shared ? 1 : 0;
    }
    return most > 0 ? 100 * shared / most : 0;
}

/* The figure that no criterion reads and whose name is nearest to this one; n_figures: none is
 * near. */
static size_t nearest_figure(struct inspection *in, const char *folded)
{
    enum { NEAR = 50 };
    size_t best = NEAR - 1, which = in->piece->n_figures;
    for (size_t i = 0; i < in->piece->n_figures; i++) {
        const char *name = folded_name(in, i);
        size_t shared = is_read(in, name) ? 0 : shared_words(in, folded, name);
        which = shared > best ? i : which;
        best = shared > best ? shared : best;
    }
    return which;
}

/* Reports, figures and lists have to state it; of others only a name that is nearly right tells
 * that it was meant. */
static void check_figure_missing(struct inspection *in)
{
    static const char WITH_FIGURES[] = "|report|figures|list|";
    bool is_due = text_is_among(WITH_FIGURES, in->piece->kind);
    for (size_t c = 0; c < in->context->criterion_count; c++) {
        const struct criterion *criterion = &in->context->criteria[c];
        for (size_t f = 0; f < criterion->figure_count; f++) {
            if (is_filed(in, criterion->figures[f])) {
                continue;
            }
            size_t near = nearest_figure(in, criterion->figures[f]);
            bool has_near = near < in->piece->n_figures;
            if (is_due || has_near) {
                const char *also = has_near ? arena_print(in->arena, "; đã khai “%s”",
                                                          in->piece->figures[near]->name)
                                            : "";
                report(in, "figures",
                       arena_print(in->arena, "Tiêu chí %s đọc số liệu “%s”%s.", criterion->code,
                                   criterion->figure_names[f], also));
            }
        }
    }
}

/* ------------------------------------------------------------- the table */

static const struct check CHECKS[] = {
    {.code = "figures.sum",
     .severity = ERROR,
     .kinds = "",
     .message = "Số liệu thành phần cộng lại không bằng tổng.",
     .message_en = "The parts do not add up to the total.",
     .mend = "Kiểm tra và sửa tổng hoặc các thành phần.",
     .run = check_figure_sum,
     .examples = EXAMPLES(
         {.fires = true, .kind = "figures", .figures = {"Tổng số", "30", "Nam", "12", "Nữ", "15"}},
         {.kind = "figures", .figures = {"Tổng số", "27", "Nam", "12", "Nữ", "15"}},
         {.kind = "figures", .figures = {"Tổng số", "30"}})},
    {.code = "figures.missing",
     .severity = WARNING,
     .kinds = "",
     .message = "Thiếu số liệu mà tiêu chí dùng để tính điểm.",
     .message_en = "A figure that the criterion reads is missing.",
     .mend = "Điền số liệu với đúng tên gọi của tiêu chí.",
     .run = check_figure_missing,
     .examples = EXAMPLES(
         {.fires = true,
          .kind = "figures",
          .wanted = "Số đoàn viên mới",
          .figures = {"Số hội viên mới", "12"}},
         {.fires = true,
          .kind = "document",
          .wanted = "Số đoàn viên mới",
          .figures = {"Số đoàn viên mới kết nạp", "12"}},
         {.kind = "document", .wanted = "Số đoàn viên mới", .figures = {"Số trang", "12"}},
         {.kind = "figures", .wanted = "Số đoàn viên mới", .figures = {"Số đoàn viên mới", "12"}})},
    {.code = "figures.negative",
     .severity = ERROR,
     .kinds = "",
     .message = "Số liệu âm.",
     .message_en = "A figure is negative.",
     .mend = "Sửa lại số liệu.",
     .run = check_figure_negative,
     .examples = EXAMPLES({.fires = true, .figures = {"Số đoàn viên mới", "-3"}},
                          {.figures = {"Số đoàn viên mới", "0"}})},
    {.code = "figures.not_whole",
     .severity = WARNING,
     .kinds = "",
     .message = "Số đếm mà có phần lẻ.",
     .message_en = "A count is not a whole number.",
     .mend = "Ghi số nguyên; kiểm tra xem có nhầm dấu chấm, dấu phẩy không.",
     .run = check_figure_whole,
     .examples = EXAMPLES({.fires = true, .figures = {"Số đoàn viên tham gia", "12.5"}},
                          {.figures = {"Số km đường được sửa", "12.5"}},
                          {.figures = {"Số đoàn viên tham gia", "12"}})},
    {.code = "figures.share",
     .severity = ERROR,
     .kinds = "",
     .message = "Tỷ lệ lớn hơn 100 %.",
     .message_en = "A share is over 100 %.",
     .mend = "Kiểm tra tử số và mẫu số.",
     .run = check_figure_share,
     .examples = EXAMPLES({.fires = true, .figures = {"Tỷ lệ đoàn viên tham gia (%)", "104"}},
                          {.figures = {"Tỷ lệ đoàn viên tham gia (%)", "100"}},
                          {.figures = {"Tỷ lệ hoàn thành so với kế hoạch", "120"}})},
    {.code = "figures.part_over_whole",
     .severity = ERROR,
     .kinds = "",
     .message = "Số tham gia lớn hơn tổng số.",
     .message_en = "A part is larger than its whole (participants over members).",
     .mend = "Kiểm tra hai số liệu.",
     .run = check_figure_part,
     .examples = EXAMPLES(
         {.fires = true, .figures = {"Số đoàn viên tham gia", "130", "Tổng số đoàn viên", "120"}},
         {.figures = {"Số đoàn viên tham gia", "110", "Tổng số đoàn viên", "120"}},
         {.figures = {"Số hội viên", "130", "Tổng số đoàn viên", "120"}})},
    {.code = "figures.repeated",
     .severity = WARNING,
     .kinds = "",
     .message = "Một số liệu được khai hai lần với giá trị khác nhau.",
     .message_en = "One figure is given twice, with two values.",
     .mend = "Giữ lại giá trị đúng.",
     .run = check_figure_repeated,
     .examples = EXAMPLES({.fires = true, .figures = {"Số buổi", "3", "Số buổi", "4"}},
                          {.figures = {"Số buổi", "3", "Số lượt", "4"}})},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_FIGURES) = {.name = "Số liệu", .checks = CHECKS};
