/*
 * document.c — the symbol that was filed, beside what the title, the text and the file say.
 */
#include <stdlib.h>
#include <string.h>

#include "checks/checks.h"
#include "text/symbol.h"

void check_document_symbol(struct inspection *in)
{
    const char *text = in->piece->document_symbol;
    struct symbol symbol;
    if (text[0] != '\0' && !symbol_parse(in->arena, text, &symbol)) {
        report_field(in, "document_symbol", text, NULL);
    } else if (text[0] == '\0' && strcmp(in->piece->kind, "document") == 0) {
        report(in, "document_symbol", "Văn bản chưa ghi số, ký hiệu.");
    }
}

/* The filed symbol, if there is one that parses. */
static bool filed_symbol(struct inspection *in, struct symbol *out)
{
    return in->piece->document_symbol[0] != '\0' &&
           symbol_parse(in->arena, in->piece->document_symbol, out);
}

/* Only a title that begins with the name of a type says one. */
void check_document_type(struct inspection *in)
{
    struct symbol symbol;
    struct passage title = passage_of(in->arena, "title", in->piece->title);
    if (!filed_symbol(in, &symbol)) {
        return;
    }
    for (const struct paper_type *type = PAPER_TYPES; type->code[0] != '\0'; type++) {
        if (passage_find(&title, passage_all(&title), type->name) == 0 && type != symbol.type) {
            report_field(in, "document_symbol", in->piece->document_symbol,
                         arena_print(in->arena, "Tiêu đề ghi %s, ký hiệu là %s.", type->name,
                                     symbol.type->name));
            return;
        }
    }
}

void check_document_superior(struct inspection *in)
{
    struct symbol symbol;
    if (filed_symbol(in, &symbol) && strncmp(symbol.issuer, "tw", 2) == 0) {
        report_field(in, "document_symbol", in->piece->document_symbol, NULL);
    }
}

/* ------------------------------------------------------------- issuer and symbol */

/* What an issuer is called, and the part of the symbol that stands for it. */
static const struct {
    const char *name;              /* lower case */
    const char *mark;              /* folded; NULL: none of the marks may stand there */
} ISSUERS[] = {
    {"ủy ban kiểm tra", "ubkt"},
    {"uỷ ban kiểm tra", "ubkt"},
    {"hội đồng đội", "hdd"},
    {"hội liên hiệp thanh niên", "hlhtn"},
    {"hội sinh viên", "hsv"},
    {"ban thường vụ", NULL},
    {"ban chấp hành", NULL},
};

static bool has_mark(const char *issuer, const char *mark)
{
    return strstr(issuer, mark) != NULL || (strcmp(mark, "hlhtn") == 0 && strstr(issuer, "lhtn"));
}

static bool fits(const char *issuer, const char *mark)
{
    if (mark != NULL) {
        return has_mark(issuer, mark);
    }
    return strncmp(issuer, "ubkt", 4) != 0 && !has_mark(issuer, "hdd") && !has_mark(issuer, "hsv");
}

/* "… số 128-KH/UBKTTĐ, ngày 18/10/2023 của Ban Thường vụ": the first name behind "của". */
static void check_cited(struct inspection *in, const struct passage *passage, struct span where,
                        const struct symbol *symbol)
{
    enum { REACH = 60 };
    size_t end = where.start + where.len;
    size_t reach = passage->len - end < REACH ? passage->len - end : REACH;
    size_t of = passage_find(passage, (struct span){end, reach}, "của");
    if (of == SIZE_MAX || memchr(passage->text + end, '\n', of - end) != NULL) {
        return;
    }
    size_t name = of + strlen("của ");
    for (size_t i = 0; i < sizeof(ISSUERS) / sizeof(ISSUERS[0]); i++) {
        size_t len = strlen(ISSUERS[i].name);
        bool is_named = name + len <= passage->len &&
                        memcmp(passage->lower + name, ISSUERS[i].name, len) == 0;
        if (is_named && !fits(symbol->issuer, ISSUERS[i].mark)) {
            report_place(in, passage, where.start, name + len - where.start, NULL);
            return;
        }
    }
}

void check_document_issuer(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        struct symbol symbol;
        struct span where;
        for (size_t at = 0; symbol_next(in->arena, &in->passages[p], &at, &where, &symbol);) {
            check_cited(in, &in->passages[p], where, &symbol);
        }
    }
}

/* ------------------------------------------------------------- the file */

enum { HEAD_LINES = 14 };

/* The part of a paper where its symbol and day stand. */
static struct span head_of(const struct passage *passage)
{
    struct span line, head = {0, 0};
    size_t at = 0;
    for (size_t i = 0; i < HEAD_LINES && passage_next_line(passage, &at, &line); i++) {
        head.len = line.start + line.len;
    }
    return head;
}

/* The paper's own symbol is the first in its head; what it cites comes later. */
void check_document_in_file(struct inspection *in)
{
    struct symbol filed, found;
    if (!filed_symbol(in, &filed)) {
        return;
    }
    for (size_t p = 0; p < in->passage_count; p++) {
        const struct passage *passage = &in->passages[p];
        struct span where, head = head_of(passage);
        size_t at = 0;
        if (passage->file[0] != '\0' && symbol_next(in->arena, passage, &at, &where, &found) &&
            where.start < head.len && !symbol_equal(&filed, &found)) {
            report_place(in, passage, where.start, where.len,
                         arena_print(in->arena, "Đã khai %s.", in->piece->document_symbol));
        }
    }
}

/* The day of issue: the first in the head that is written out with its year. */
static bool day_of_issue(const struct passage *passage, struct written_date *out)
{
    struct span head = head_of(passage);
    size_t at = 0;
    return passage->file[0] != '\0' && passage_next_date(passage, &at, out) &&
           out->span.start < head.len && out->has_year && out->is_real &&
           passage_find(passage, out->span, "tháng") != SIZE_MAX;
}

void check_document_day(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        struct written_date date;
        if (day_of_issue(&in->passages[p], &date) &&
            labs((long)date.date - in->occurred) > parameter(in, "days_max")) {
            report_place(in, &in->passages[p], date.span.start, date.span.len,
                         day_told(in));
        }
    }
}

void check_document_future(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        struct written_date date;
        if (day_of_issue(&in->passages[p], &date) && date.date > in->context->received) {
            report_place(in, &in->passages[p], date.span.start, date.span.len, NULL);
        }
    }
}
