/*
 * text_figures.c — the figures in a text: parts against totals ("gồm 12 nam và 15 nữ, tổng số 30"),
 * percentages against their fractions, numbers against the submitted figure of the same subject.
 */
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "checks/engine/check.h"
#include "checks/mentions.h"
#include "text/passage.h"

enum { TEXT_PARTS = 6, SENTENCE_BYTES = 400 };

static bool is_digit(const struct passage *passage, size_t at)
{
    return at < passage->len && passage->text[at] >= '0' && passage->text[at] <= '9';
}

/* A number of things counted one by one, or of money: not a share, not written in words. */
static bool next_count(const struct passage *passage, size_t *at, size_t end,
                       struct written_number *out)
{
    while (passage_next_number(passage, at, out) && out->span.start < end) {
        if (is_digit(passage, out->span.start)) {
            return true;
        }
    }
    return false;
}

/* Dates, shares and decimals are no parts of a count. */
static bool has_other_numbers(const struct passage *passage, size_t start, size_t end)
{
    for (size_t i = start; i + 1 < end; i++) {
        char c = passage->text[i];
        if (is_digit(passage, i) && strchr("/%", passage->text[i + 1]) != NULL) {
            return true;
        }
        if (c == ',' && i > start && is_digit(passage, i - 1) && is_digit(passage, i + 1)) {
            return true;
        }
    }
    return false;
}

static size_t total_in(const struct passage *passage, struct span sentence)
{
    static const char *const TOTALS[] = {"tổng số", "tổng thu", "tổng chi", "tổng kinh phí",
                                         "tổng cộng"};
    for (size_t i = 0; i < sizeof(TOTALS) / sizeof(TOTALS[0]); i++) {
        size_t at = passage_find(passage, sentence, TOTALS[i]);
        if (at != SIZE_MAX) {
            return at;
        }
    }
    return SIZE_MAX;
}

/* Within one sentence: the number after "tổng số" against those after "gồm". */
static void check_sentence(struct inspection *in, const struct passage *passage, size_t offset,
                           size_t len)
{
    struct span sentence = {offset, len};
    size_t total_at = total_in(passage, sentence);
    size_t at = total_at, parts_at = passage_find(passage, sentence, "gồm");
    struct written_number total, part;
    char sum_text[DECIMAL_TEXT], total_text[DECIMAL_TEXT];
    if (total_at == SIZE_MAX || parts_at == SIZE_MAX ||
        !next_count(passage, &at, offset + len, &total)) {
        return;
    }
    size_t end = parts_at < total_at ? total_at : offset + len, parts = 0;
    int64_t sum = 0;
    for (at = parts_at; parts < TEXT_PARTS && next_count(passage, &at, end, &part) &&
                        part.span.start != total.span.start;) {
        if (part.is_money != total.is_money || __builtin_add_overflow(sum, part.scaled, &sum)) {
            return; /* people and money are not parts of one whole */
        }
        parts++;
    }
    int64_t apart = sum > total.scaled ? sum - total.scaled : total.scaled - sum;
    bool is_rounded = total.unit > 0 && apart < total.unit;
    if (parts >= 2 && apart != 0 && !is_rounded && !has_other_numbers(passage, parts_at, at)) {
        report_place(in, passage, offset, len,
                     arena_print(in->arena, "Tổng số ghi %s, các phần cộng lại là %s.",
                                 decimal_print((struct decimal){total.scaled}, total_text),
                                 decimal_print((struct decimal){sum}, sum_text)));
    }
}

static void check_text_sum(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        size_t start = passage->is_table ? passage->len + 1 : 0;
        for (size_t i = start; i <= passage->len; i++) {
            bool is_end = i == passage->len || passage->text[i] == '\n' ||
                          (strchr(".;!?", passage->text[i]) != NULL &&
                           (i + 1 == passage->len || passage->text[i + 1] == ' ' ||
                            passage->text[i + 1] == '\n'));
            if (is_end) {
                if (i - start > 10 && i - start < SENTENCE_BYTES) {
                    check_sentence(in, passage, start, i - start);
                }
                start = i + 1;
            }
        }
    }
}

/* ------------------------------------------------------------- percentages */

static long take_long(const struct passage *passage, size_t *at)
{
    long value = 0;
    for (size_t digits = 0; is_digit(passage, *at); (*at)++) {
        value = ++digits < 9 ? value * 10 + (passage->text[*at] - '0') : value;
    }
    return value;
}

/* "45/50" with a denominator that no date has, or a numerator over twelve. */
static bool take_fraction(const struct passage *passage, size_t *at, long *part, long *whole)
{
    size_t start = *at;
    bool is_start = is_digit(passage, start) &&
                    (start == 0 || strchr(" (\n:", passage->text[start - 1]) != NULL);
    *at += 1;
    if (!is_start) {
        return false;
    }
    size_t after = start;
    *part = take_long(passage, &after);
    if (after >= passage->len || passage->text[after] != '/' || !is_digit(passage, after + 1)) {
        *at = after;
        return false;
    }
    after++;
    *whole = take_long(passage, &after);
    *at = after;
    char next = after < passage->len ? passage->text[after] : ' ';
    bool is_month = *part <= 12 && *whole >= 1900 && *whole <= 2100;
    return *whole > 0 && !is_month && strchr(" ,;)", next) != NULL;
}

/* The percentage of the fraction: close after it, with no other number between. */
static bool percent_behind(const struct passage *passage, size_t at, struct written_number *out)
{
    enum { REACH = 60 };
    static const char *const VERBS[] = {"đạt", "chiếm", "tỷ lệ", "tỉ lệ", "tương đương", "bằng"};
    size_t next = at;
    if (!passage_next_number(passage, &next, out) || !out->is_percent || out->is_about ||
        out->span.start > at + REACH ||
        memchr(passage->text + at, '\n', out->span.start - at) != NULL ||
        memmem(passage->text + at, out->span.start - at, ". ", 2) != NULL) {
        return false;
    }
    struct span between = {at, out->span.start - at};
    for (size_t i = 0; i < sizeof(VERBS) / sizeof(VERBS[0]); i++) {
        if (passage_find(passage, between, VERBS[i]) != SIZE_MAX) {
            return true;
        }
    }
    return memmem(passage->text + at, between.len, "(", 1) != NULL;
}

/* "đạt 126,7% chỉ tiêu (38/30)": the last number of the line before the bracket. */
static bool percent_before(const struct passage *passage, size_t fraction,
                           struct written_number *out)
{
    enum { REACH = 40 };
    size_t at = fraction;
    struct written_number number, last = {0};
    if (fraction == 0 || passage->text[fraction - 1] != '(') {
        return false;
    }
    while (at > 0 && passage->text[at - 1] != '\n') {
        at--;
    }
    while (passage_next_number(passage, &at, &number) && number.span.start < fraction) {
        last = number;
    }
    *out = last;
    return last.is_percent && !last.is_about && last.behind + REACH > fraction &&
           memmem(passage->text + last.behind, fraction - last.behind, ". ", 2) == NULL;
}

static void check_text_percent(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct written_number percent;
        long fraction[2];
        for (size_t at = 0; at < passage->len && !passage->is_table;) {
            size_t start = at;
            if (!take_fraction(passage, &at, &fraction[0], &fraction[1])) {
                continue;
            }
            bool is_before = percent_before(passage, start, &percent);
            if (!is_before && !percent_behind(passage, at, &percent)) {
                continue;
            }
            size_t first = is_before ? percent.span.start : start;
            size_t end = is_before ? at : percent.span.start + percent.span.len + 1;
            long right = fraction[0] * 1000 / fraction[1];
            long said = (long)(percent.scaled / (DECIMAL_ONE / 10));
            if (labs(right - said) > parameter(in, "tenths_max")) {
                report_place(in, passage, first, end - first,
                             arena_print(in->arena, "%ld/%ld là %ld,%ld%%.", fraction[0],
                                         fraction[1], right / 10, right % 10));
            }
        }
    }
}

static void check_text_share(struct inspection *in)
{
    static const char *const VERBS[] = {"chiếm", "chiếm tỷ lệ", "chiếm tỉ lệ", "chiếm hơn"};
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct written_number number;
        for (size_t at = 0; passage_next_number(passage, &at, &number);) {
            bool is_over = number.is_percent && number.scaled > 100 * DECIMAL_ONE;
            for (size_t i = 0; is_over && i < sizeof(VERBS) / sizeof(VERBS[0]); i++) {
                size_t len = strlen(VERBS[i]), start = number.span.start;
                if (start > len && memcmp(passage->lower + start - 1 - len, VERBS[i], len) == 0) {
                    report_place(in, passage, start, number.span.len + 1, NULL);
                    break;
                }
            }
        }
    }
}

/* "3 chi đoàn" may be some of them: only a specific subject can contradict. */
static bool is_generic(const struct passage *subject)
{
    static const char *const GENERIC[] = {"chi đoàn",  "đoàn viên", "thanh niên", "người",
                                          "em",        "cơ sở",     "cơ sở đoàn", "liên đội",
                                          "hội viên",  "đơn vị",    "bạn",        "học sinh",
                                          "sinh viên", "thiếu nhi", "cán bộ"};
    for (size_t i = 0; i < sizeof(GENERIC) / sizeof(GENERIC[0]); i++) {
        if (strcmp(subject->lower, GENERIC[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Several numbers for one subject may be its parts: only a single one contradicts. */
static void check_text_contradiction(struct inspection *in)
{
    for (size_t i = 0; i < in->piece->n_figures; i++) {
        const Evidence__V1__Figure *figure = in->piece->figures[i];
        struct measure measure = measure_of(in->arena, figure->name);
        struct mention mention = {0};
        struct decimal filed;
        if (is_generic(&measure.subject) || !decimal_parse(figure->value, &filed)) {
            continue;
        }
        for (size_t p = 0; p < in->passage_count; p++) {
            if (!in->passages[p].is_table) {
                mentions_find(&in->passages[p], &measure, filed.raw, parameter(in, "percent_max"),
                              &mention);
            }
        }
        if (mention.count == 1 && !mention.is_good) {
            report_place(in, mention.passage, mention.first.start, mention.first.len,
                         arena_print(in->arena, "%s đã khai là %s.", figure->name, figure->value));
        }
    }
}

/* ------------------------------------------------------------- the table */

static const struct check CHECKS[] = {
    {.code = "figures.text_sum",
     .severity = WARNING,
     .kinds = ",article,report,document,other,",
     .message = "Số liệu nêu trong bài cộng lại không bằng tổng.",
     .message_en = "Numbers in the text do not add up to their total.",
     .mend = "Kiểm tra lại các con số trong bài.",
     .run = check_text_sum,
     .examples = EXAMPLES(
         {.fires = true, .kind = "report", .text = "Lớp gồm 12 nam và 15 nữ, tổng số 30 em."},
         {.fires = true,
          .kind = "report",
          .text =
              "Tổng thu 146 triệu đồng, gồm trường hỗ trợ 80 triệu đồng, vận động 56 triệu đồng."},
         {.kind = "report", .text = "Lớp gồm 12 nam và 18 nữ, tổng số 30 em."})},
    {.code = "figures.text_percent",
     .severity = WARNING,
     .kinds = "",
     .message = "Tỷ lệ phần trăm nêu trong bài không khớp với hai số đi kèm.",
     .message_en = "A percentage in the text does not follow from the two numbers beside it.",
     .mend = "Tính lại tỷ lệ.",
     .run = check_text_percent,
     .parameters = {{"tenths_max", 15, "sai lệch cho phép, phần mười của một phần trăm"}},
     .examples = EXAMPLES({.fires = true, .text = "Có 45/50 đoàn viên tham gia, đạt 80%."},
                          {.fires = true, .text = "Hiến máu đạt 136,7% chỉ tiêu (38/30)."},
                          {.text = "Hiến máu đạt 126,7% chỉ tiêu (38/30)."},
                          {.text = "Có 45/50 đoàn viên tham gia, đạt 90%."},
                          {.text = "Ngày 20/5 có 30 bạn, đạt 80%."})},
    {.code = "figures.text_share",
     .severity = WARNING,
     .kinds = "",
     .message = "Trong bài có tỷ lệ chiếm trên 100 %.",
     .message_en = "The text says that a part makes up more than 100 %.",
     .mend = "Kiểm tra lại tỷ lệ.",
     .run = check_text_share,
     .examples = EXAMPLES({.fires = true, .text = "Đoàn viên nữ chiếm tỷ lệ 112% lực lượng."},
                          {.text = "Đoàn viên nữ chiếm 52% lực lượng; đạt 112% chỉ tiêu."})},
    {.code = "figures.text_contradicts",
     .severity = WARNING,
     .kinds = "",
     .message = "Số liệu đã khai khác con số nêu trong bài.",
     .message_en = "The text gives another number for the same thing.",
     .mend = "Sửa số liệu hoặc bài cho khớp nhau.",
     .run = check_text_contradiction,
     .parameters = {{"percent_max", 0, "sai lệch cho phép, phần trăm"}},
     .examples = EXAMPLES({.fires = true,
                           .text = "Hoạt động thu hút 1.234 lượt đoàn viên tham gia.",
                           .figures = {"Số lượt đoàn viên tham gia", "1324"}},
                          {.fires = true,
                           .text = "Số lượt khách tham quan là 1.234 trong ba ngày.",
                           .figures = {"Số lượt khách tham quan", "1324"}},
                          {.fires = true,
                           .file = "bao-cao.pdf",
                           .media_type = "application/pdf",
                           .facts = "page_count=1\nscanned=1\nunwritten=1",
                           .scan_text = "Số lượt khách tham quan là 1.234 trong ba ngày.",
                           .figures = {"Số lượt khách tham quan", "1324"}},
                          {.text = "Số lượt khách tham quan đạt trên 1.200 trong ba ngày.",
                           .figures = {"Số lượt khách tham quan", "1324"}},
                          {.fires = true,
                           .text = "Đã trao ba mươi phần quà cho học sinh.",
                           .figures = {"Số phần quà", "35"}},
                          {.text = "Hoạt động thu hút hơn 1.200 lượt đoàn viên tham gia.",
                           .figures = {"Số lượt đoàn viên tham gia", "1234"}},
                          {.fires = true,
                           .text = "Số tiền vận động là 26 triệu đồng.",
                           .figures = {"Số tiền vận động (đồng)", "62000000"}},
                          {.text = "Số tiền vận động là 62,5 triệu đồng.",
                           .figures = {"Số tiền vận động (đồng)", "62500000"}},
                          {.fires = true,
                           .text = "Dư nợ ủy thác đạt 6,2 tỷ đồng.",
                           .figures = {"Dư nợ ủy thác (triệu đồng)", "62000"}},
                          {.fires = true,
                           .text = "Tỷ lệ đoàn viên tham gia đạt 58%.",
                           .figures = {"Tỷ lệ đoàn viên tham gia (%)", "85"}},
                          {.text = "Ấp Chợ có 12 phần quà, ấp Cây có 15 phần quà.",
                           .figures = {"Số phần quà", "30"}},
                          {.text = "Có 12 đoàn viên ở ấp.", .figures = {"Số đoàn viên", "27"}})},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_TEXT_FIGURES) = {
    .name = "Số liệu trong bài", .checks = CHECKS, .reads_scans = true};
