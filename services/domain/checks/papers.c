/*
 * papers.c — the form of the paper itself: the parts that HD 29-HD/TWĐTN-VP of 29/10/2013
 * makes mandatory, looked for in the text of the file.
 */
#include <string.h>

#include "checks/checks.h"
#include "text/symbol.h"

enum { HEAD_LINES = 25 };

typedef bool is_there_fn(struct inspection *in, const struct passage *passage);

/* Each file that holds enough text to be judged. */
static void check_parts(struct inspection *in, is_there_fn *is_there)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        if (passage->file[0] != '\0' && strstr(passage->file, ".xlsx") == NULL &&
            passage->word_count >= (size_t)parameter(in, "words_min") && !is_there(in, passage)) {
            report_file(in, passage->file, NULL);
        }
    }
}

static bool has_heading(struct inspection *in, const struct passage *passage)
{
    static const char *const HEADINGS[] = {
        "đoàn tncs hồ chí minh", "đoàn thanh niên cộng sản hồ chí minh", "đoàn tncs hcm",
        "đảng cộng sản việt nam", "hội lhtn việt nam", "hội liên hiệp thanh niên việt nam",
        "hội đồng đội", "hội sinh viên việt nam", NULL};
    (void)in;
    return passage_has_any(passage, HEADINGS);
}

void check_paper_heading(struct inspection *in)
{
    check_parts(in, has_heading);
}

void check_paper_state_heading(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        static const char *const STATE[] = {"cộng hòa xã hội chủ nghĩa việt nam",
                                            "cộng hoà xã hội chủ nghĩa việt nam", NULL};
        if (passage->file[0] != '\0' && passage_has_any(passage, STATE) &&
            !has_heading(in, passage)) {
            report_file(in, passage->file, NULL);
        }
    }
}

/* Minutes often have none. */
static bool has_symbol(struct inspection *in, const struct passage *passage)
{
    struct symbol symbol;
    struct span where;
    size_t at = 0;
    return symbol_next(in->arena, passage, &at, &where, &symbol) ||
           passage_find(passage, passage_all(passage), "biên bản") != SIZE_MAX ||
           memmem(passage->lower, passage->len, "số:", strlen("số:")) != NULL;
}

void check_paper_symbol(struct inspection *in)
{
    check_parts(in, has_symbol);
}

/* "Số:      -KH/ĐTN", "Số: …-KH/ĐTN" */
void check_paper_unnumbered(struct inspection *in)
{
    static const char NUMBER[] = "số:";
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct span line;
        size_t at = 0;
        for (size_t i = 0; i < HEAD_LINES && passage->file[0] != '\0' &&
                           passage_next_line(passage, &at, &line); i++) {
            const char *text = passage->lower + line.start, *end = text + line.len;
            if (line.len < sizeof(NUMBER) || memcmp(text, NUMBER, sizeof(NUMBER) - 1) != 0) {
                continue;
            }
            text += sizeof(NUMBER) - 1;
            while (text < end && (strchr(" ._\t", *text) != NULL ||
                                  strncmp(text, "\xe2\x80\xa6", 3) == 0 ||
                                  strncmp(text, "\xc2\xa0", 2) == 0)) {
                text += *text == '\xe2' ? 3 : *text == '\xc2' ? 2 : 1;
            }
            if (text < end && (*text == '-' || *text == '/')) {
                report_place(in, passage, line.start, line.len, NULL);
            }
        }
    }
}

static bool has_day(struct inspection *in, const struct passage *passage)
{
    struct written_date date;
    (void)in;
    for (size_t at = 0; passage_next_date(passage, &at, &date);) {
        if (date.has_year) {
            return true;
        }
    }
    return false;
}

void check_paper_day(struct inspection *in)
{
    check_parts(in, has_day);
}

/* A line of the head that is, or begins with, the name of a type. */
static const struct paper_type *type_of(const struct passage *passage)
{
    struct span line;
    size_t at = 0;
    for (size_t i = 0; i < HEAD_LINES && passage_next_line(passage, &at, &line); i++) {
        for (const struct paper_type *type = PAPER_TYPES; type->code[0] != '\0'; type++) {
            if (passage_find(passage, line, type->name) == line.start) {
                return type;
            }
        }
    }
    return NULL;
}

static bool has_subject(struct inspection *in, const struct passage *passage)
{
    (void)in;
    return type_of(passage) != NULL || memmem(passage->lower, passage->len, "v/v", 3) != NULL ||
           passage_find(passage, passage_all(passage), "về việc") != SIZE_MAX;
}

void check_paper_subject(struct inspection *in)
{
    check_parts(in, has_subject);
}

void check_paper_type(struct inspection *in)
{
    struct symbol symbol;
    if (!symbol_parse(in->arena, in->piece->document_symbol, &symbol)) {
        return;
    }
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        const struct paper_type *type = passage->file[0] != '\0' ? type_of(passage) : NULL;
        if (type != NULL && type != symbol.type) {
            report_file(in, passage->file,
                        arena_print(in->arena, "Tệp là %s, ký hiệu đã khai là %s.", type->name,
                                    symbol.type->name));
        }
    }
}

static bool has_recipients(struct inspection *in, const struct passage *passage)
{
    static const char *const NAMES[] = {"nơi nhận", "nơi gửi", "kính gửi", NULL};
    (void)in;
    return passage_has_any(passage, NAMES);
}

void check_paper_recipients(struct inspection *in)
{
    check_parts(in, has_recipients);
}

/* A line that is the authority or the post of whoever signs. */
static bool has_signer(struct inspection *in, const struct passage *passage)
{
    static const char *const STARTS[] = {"tm.",     "t/m",    "kt.",      "tl.",     "tuq.",
                                         "bí thư",  "phó bí thư", "chủ tịch", "phó chủ tịch",
                                         "chủ nhiệm", "trưởng đoàn", "chủ tọa", "(đã ký)", "đã ký",
                                         "thư ký"};
    struct span line;
    (void)in;
    for (size_t at = 0; passage_next_line(passage, &at, &line);) {
        for (size_t i = 0; i < sizeof(STARTS) / sizeof(STARTS[0]); i++) {
            size_t len = strlen(STARTS[i]);
            if (line.len >= len && line.len < len + 60 &&
                memcmp(passage->lower + line.start, STARTS[i], len) == 0) {
                return true;
            }
        }
    }
    return false;
}

void check_paper_signer(struct inspection *in)
{
    check_parts(in, has_signer);
}

void check_paper_draft(struct inspection *in)
{
    enum { MARK_BYTES = 40 };
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct span line;
        size_t at = 0;
        for (size_t i = 0; i < HEAD_LINES && passage->file[0] != '\0' &&
                           passage_next_line(passage, &at, &line); i++) {
            if (line.len < MARK_BYTES && (passage_find(passage, line, "dự thảo") != SIZE_MAX ||
                                          passage_find(passage, line, "bản nháp") != SIZE_MAX)) {
                report_place(in, passage, line.start, line.len, NULL);
                break;
            }
        }
    }
}

/* Six dots or more, in a row, or three ellipses. */
void check_paper_unfilled(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        const char *dots = memmem(passage->text, passage->len, "......", 6);
        const char *more = memmem(passage->text, passage->len, "………", 9);
        const char *line = memmem(passage->text, passage->len, "______", 6);
        const char *found = dots != NULL ? dots : more != NULL ? more : line;
        if (found != NULL) {
            report_place(in, passage, (size_t)(found - passage->text), 6, NULL);
        }
    }
}
