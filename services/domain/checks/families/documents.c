/*
 * documents.c — the submitted symbol against the title, the text and the file (HD 29-HD/TWĐTN-VP
 * and QĐ 367-QĐ/TWĐTN-VP of 29/10/2013), and how often it was cited.
 */
#include <stdlib.h>
#include <string.h>

#include "checks/engine/check.h"
#include "checks/engine/past.h"
#include "checks/families/sample_paper.h"
#include "checks/families/signatures.h"
#include "text/symbol.h"

static void check_document_symbol(struct inspection *in)
{
    const char *text = in->piece->document_symbol;
    struct symbol symbol;
    if (text[0] != '\0' && !symbol_parse(in->arena, text, &symbol)) {
        report_field(in, "document_symbol", text, NULL);
    } else if (text[0] == '\0' && strcmp(in->piece->kind, "document") == 0) {
        report(in, "document_symbol", "Văn bản chưa ghi số, ký hiệu.");
    }
}

/* The submitted symbol, if it parses. */
static bool filed_symbol(struct inspection *in, struct symbol *out)
{
    return in->piece->document_symbol[0] != '\0' &&
           symbol_parse(in->arena, in->piece->document_symbol, out);
}

/* A title names a type only if it begins with it. */
static void check_document_type(struct inspection *in)
{
    struct symbol symbol;
    struct passage title = passage_of(in->arena, "title", in->piece->title);
    if (!filed_symbol(in, &symbol)) {
        return;
    }
    const struct paper_type *type = paper_type_at(&title, passage_all(&title));
    if (type != NULL && !paper_type_fits(symbol.type, type)) {
        report_field(in, "document_symbol", in->piece->document_symbol,
                     arena_print(in->arena, "Tiêu đề ghi %s, ký hiệu là %s.", type->name,
                                 symbol.type->name));
    }
}

static void check_document_superior(struct inspection *in)
{
    struct symbol symbol;
    if (filed_symbol(in, &symbol) && strncmp(symbol.issuer, "tw", 2) == 0) {
        report_field(in, "document_symbol", in->piece->document_symbol, NULL);
    }
}

/* ------------------------------------------------------------- issuer and symbol */

/* An issuer's name, and the part of the symbol that stands for it. */
static const struct {
    const char *name; /* lower case */
    const char *mark; /* folded; NULL: none of the marks is allowed */
} ISSUERS[] = {
    {"ủy ban kiểm tra", "ubkt"}, {"uỷ ban kiểm tra", "ubkt"},
    {"hội đồng đội", "hdd"},     {"hội liên hiệp thanh niên", "hlhtn"},
    {"hội sinh viên", "hsv"},    {"ban thường vụ", NULL},
    {"ban chấp hành", NULL},
};

static bool has_mark(const char *issuer, const char *mark)
{
    return strstr(issuer, mark) != NULL || (strcmp(mark, "hlhtn") == 0 && strstr(issuer, "lhtn"));
}

static bool documents_fits(const char *issuer, const char *mark)
{
    if (mark != NULL) {
        return has_mark(issuer, mark);
    }
    return strncmp(issuer, "ubkt", 4) != 0 && !has_mark(issuer, "hdd") && !has_mark(issuer, "hsv");
}

/* "… số 128-KH/UBKTTĐ, ngày 18/10/2023 của Ban Thường vụ": the first name after "của". */
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
        bool is_named =
            name + len <= passage->len && memcmp(passage->lower + name, ISSUERS[i].name, len) == 0;
        if (is_named && !documents_fits(symbol->issuer, ISSUERS[i].mark)) {
            report_place(in, passage, where.start, name + len - where.start, NULL);
            return;
        }
    }
}

/* The signer is of another body than the Union whose symbol was stated. */
static void check_signer(struct inspection *in, const struct reading *reading)
{
    static const char *const OTHERS[] = {"uy ban nhan dan", "ubnd", "hoi dong nhan dan", "cong ty"};
    struct symbol symbol;
    struct signature signature;
    if (!filed_symbol(in, &symbol) || strstr(symbol.issuer, "dtn") == NULL ||
        !signature_sound(in, reading, &signature)) {
        return;
    }
    const char *both = arena_print(in->arena, "%s %s", signature.name, signature.organisation);
    const char *folded = text_fold(in->arena, both, strlen(both));
    for (size_t i = 0; i < sizeof(OTHERS) / sizeof(OTHERS[0]); i++) {
        if (strstr(folded, OTHERS[i]) != NULL && strstr(folded, "doan") == NULL) {
            report_file(in, reading->name, signature_print(in, &signature));
            return;
        }
    }
}

static void check_document_issuer(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        check_signer(in, &in->context->readings[i]);
    }
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

/* The part of a paper that has its symbol and day. */
static struct span head_of(const struct passage *passage)
{
    struct span line, head = {0, 0};
    size_t at = 0;
    for (size_t i = 0; i < HEAD_LINES && passage_next_line(passage, &at, &line); i++) {
        head.len = line.start + line.len;
    }
    return head;
}

/* The paper's own symbol is the first in its head; symbols that it cites come later. */
static void check_document_in_file(struct inspection *in)
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

/* The day of issue: the first in the head written out with its year. */
static bool day_of_issue(const struct passage *passage, struct written_date *out)
{
    struct span head = head_of(passage);
    size_t at = 0;
    return passage->file[0] != '\0' && passage_next_date(passage, &at, out) &&
           out->span.start < head.len && out->has_year && out->is_real &&
           passage_find(passage, out->span, "tháng") != SIZE_MAX;
}

static bool is_far(struct inspection *in, date_days day)
{
    return labs((long)day - in->occurred) > parameter(in, "days_max");
}

/* Of a file whose own day cannot be read: a scan. */
static void check_signed_day(struct inspection *in, const struct reading *reading)
{
    struct signature signature;
    if (reading->len == 0 && signature_sound(in, reading, &signature) && signature.has_day &&
        is_far(in, signature.day)) {
        report_file(
            in, reading->name,
            arena_print(in->arena, "%s %s", signature_print(in, &signature), stated_day(in)));
    }
}

static void check_document_day(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        check_signed_day(in, &in->context->readings[i]);
    }
    for (size_t p = 0; p < in->passage_count; p++) {
        struct written_date date;
        if (day_of_issue(&in->passages[p], &date) && is_far(in, date.date)) {
            report_place(in, &in->passages[p], date.span.start, date.span.len, stated_day(in));
        }
    }
}

static void check_document_future(struct inspection *in)
{
    for (size_t p = 0; p < in->passage_count; p++) {
        struct written_date date;
        if (day_of_issue(&in->passages[p], &date) && date.date > in->context->received) {
            report_place(in, &in->passages[p], date.span.start, date.span.len, NULL);
        }
    }
}

static void check_cited_often(struct inspection *in)
{
    const struct past *past = in->context->past;
    if (past != NULL && past->cited_pieces > 0 &&
        past->cited_criteria > (size_t)parameter(in, "criteria_max")) {
        report_field(in, "document_symbol", in->piece->document_symbol,
                     arena_print(in->arena, "Đã dùng trong %zu minh chứng khác, cho %zu tiêu chí.",
                                 past->cited_pieces, past->cited_criteria));
    }
}

/* ------------------------------------------------------------- the table */

#define FILED(...) \
    { \
        .kind = "document", .link = "https://a.example/1", .symbol = __VA_ARGS__ \
    }

#define SIGNED_BY(name) "signed=sound;2023-05-20 08:30:00;" name ";"

static const struct check CHECKS[] = {
    {.code = "document.symbol",
     .severity = ERROR,
     .kinds = "",
     .message = "Số, ký hiệu văn bản không đúng thể thức.",
     .message_en = "The document's number and symbol do not follow the form.",
     .mend =
         "Chỉ ghi một số, ký hiệu, không kèm ngày hay chữ khác: số-loại/cơ quan (128-KH/UBKTTĐ), "
         "văn bản nhà nước ghi số/năm/loại-cơ quan (45/2023/NĐ-CP) hoặc số/cơ quan-đơn vị "
         "(123/UBND-VX).",
     .run = check_document_symbol,
     .examples =
         EXAMPLES(FILED("128KHUBKT", .fires = true), FILED("KH/UBKT-128", .fires = true),
                  FILED("128-XX/UBKT", .fires = true), FILED("", .fires = true),
                  FILED("128-KH/UBKTTĐ"), FILED("289/QĐ-TW"), FILED("11a- HD/TĐTN-TCKT"),
                  FILED("12-KH/ĐTN ngày 5/3/2023", .fires = true), FILED("0-KH/ĐTN", .fires = true),
                  FILED("12-KH/ĐTN, 13-KH/ĐTN", .fires = true), FILED("22HD/TWĐTN"),
                  FILED("128\u2011KH/ĐTN"), FILED("12-KHLT/TĐTN-HND"), FILED("123/UBND-VX"),
                  FILED("45/2023/NĐ-CP"), FILED("123-CV/ĐTN-TG&VP"))},
    {.code = "document.type_differs",
     .severity = WARNING,
     .kinds = "",
     .message = "Loại văn bản trong ký hiệu khác loại nêu ở tiêu đề.",
     .message_en = "The type in the symbol is not that of the title.",
     .mend = "Kiểm tra lại ký hiệu hoặc tiêu đề.",
     .run = check_document_type,
     .examples = EXAMPLES(FILED("12-BC/ĐTN", .fires = true, .title = "Kế hoạch hè tình nguyện"),
                          FILED("12-KH/ĐTN", .title = "Kế hoạch hè tình nguyện"),
                          FILED("12-CTr/ĐTN", .title = "Chương trình hè tình nguyện"),
                          FILED("12-KHLT/ĐTN-HND", .title = "Kế hoạch liên tịch hè tình nguyện"),
                          FILED("05-QĐ/TW", .title = "Quy định về thể thức văn bản"))},
    {.code = "document.issuer_differs",
     .severity = WARNING,
     .kinds = "",
     .message = "Cơ quan ban hành nêu trong bài hoặc ký số khác cơ quan trong ký hiệu văn bản.",
     .message_en = "The issuer that is named, or has signed, is not the one in the symbol.",
     .mend = "Kiểm tra văn bản gốc: ký hiệu hoặc tên cơ quan ban hành bị ghi nhầm.",
     .run = check_document_issuer,
     .examples = EXAMPLES(
         {.fires = true,
          .kind = "article",
          .text = "Thực hiện Kế hoạch số 128-KH/UBKTTĐ, ngày 18/10/2023 của Ban Thường vụ Tỉnh "
                  "đoàn về việc kiểm tra."},
         {.fires = true,
          .kind = "article",
          .text = "Theo Quyết định số 05-QĐ/ĐTN của Ủy ban Kiểm tra Huyện đoàn."},
         PAPER(PAPER_WHOLE, .fires = true, .facts = SIGNED_BY("Ủy ban nhân dân huyện")),
         PAPER(PAPER_WHOLE, .facts = SIGNED_BY("Huyện đoàn Tiểu Cần")),
         {.kind = "article",
          .text = "Thực hiện Kế hoạch số 03-KH/TĐTN-UBKT của Ủy ban Kiểm tra Tỉnh đoàn."},
         {.kind = "article",
          .text = "Thực hiện Kế hoạch số 444-KH/TĐTN-TCKT của Ban Thường vụ Tỉnh đoàn."})},
    {.code = "document.superior",
     .severity = HINT,
     .kinds = ",document,",
     .message = "Đây là văn bản của cấp trên, không phải của đơn vị.",
     .message_en = "The document is one of the central committee, not the unit's own.",
     .mend = "Nộp văn bản do chính đơn vị ban hành để triển khai.",
     .run = check_document_superior,
     .examples = EXAMPLES(FILED("18-HD/TWĐTN-BTC", .fires = true),
                          FILED("289-QĐ/TW", .fires = true), FILED("18-HD/TĐTN-TCKT"))},
    {.code = "document.symbol_differs",
     .severity = WARNING,
     .kinds = ",document,report,",
     .message = "Số, ký hiệu đã khai khác số, ký hiệu ghi trong tệp.",
     .message_en = "The submitted symbol is not the one in the file.",
     .mend = "Sửa số, ký hiệu hoặc đính kèm đúng văn bản.",
     .run = check_document_in_file,
     .examples =
         EXAMPLES(PAPER(PAPER_HEAD "Số: 45-BC/ĐTN\n" PAPER_DAY PAPER_BODY, .fires = true),
                  PAPER(PAPER_HEAD "Số: 128\u2011KH/ĐTN\n" PAPER_DAY PAPER_BODY, .fires = true),
                  PAPER(PAPER_HEAD "Số: 12\u2011KH/ĐTN\n" PAPER_DAY PAPER_BODY),
                  PAPER(PAPER_HEAD "Số: 12 - KH/ĐTN\n" PAPER_DAY PAPER_BODY),
                  PAPER(PAPER_HEAD PAPER_DAY PAPER_BODY))},
    {.code = "document.day_differs",
     .severity = WARNING,
     .kinds = ",document,",
     .message = "Ngày ban hành ghi trong tệp (bản scan: ngày ký số) cách xa ngày đã khai.",
     .message_en =
         "The day on the paper, or of the signature on a scan, is far from the stated one.",
     .mend = "Kiểm tra lại ngày ban hành.",
     .run = check_document_day,
     .parameters = {{"days_max", 45, "số ngày chênh lệch cho phép"}},
     .examples = EXAMPLES(
         PAPER(PAPER_HEAD PAPER_NUMBER "Tiểu Cần, ngày 05 tháng 01 năm 2023\n" PAPER_BODY,
               .fires = true),
         PAPER("", .fires = true, .occurred_on = "2023-02-01",
               .facts = "unwritten=1\n" SIGNED_BY("Huyện đoàn Tiểu Cần")),
         PAPER("", .facts = "unwritten=1\n" SIGNED_BY("Huyện đoàn Tiểu Cần")), PAPER(PAPER_WHOLE))},
    {.code = "document.day_after_filing",
     .severity = ERROR,
     .kinds = ",document,",
     .message = "Ngày ban hành ghi trong tệp muộn hơn ngày nộp.",
     .message_en = "The day on the paper is later than the submission.",
     .mend = "Nộp văn bản đã ban hành, không nộp bản chuẩn bị sẵn.",
     .run = check_document_future,
     .examples =
         EXAMPLES(PAPER(PAPER_HEAD PAPER_NUMBER "Tiểu Cần, ngày 15 tháng 6 năm 2023\n" PAPER_BODY,
                        .fires = true),
                  PAPER(PAPER_WHOLE))},
    {.code = "document.cited_often",
     .severity = WARNING,
     .kinds = "",
     .message = "Một văn bản được dùng cho quá nhiều tiêu chí.",
     .message_en = "One document is cited for too many criteria, across submissions.",
     .mend = "Giữ văn bản ở những tiêu chí mà nó thật sự chứng minh; tiêu chí khác dùng kết quả "
             "thực hiện.",
     .run = check_cited_often,
     .parameters = {{"criteria_max", 4, "số tiêu chí nhiều nhất của một văn bản"}},
     .examples = EXAMPLES(
         {.fires = true, .symbol = "12-KH/HĐTC", .past = KNOWN({PAST_CITED, "5", NULL, 4, 0})},
         {.symbol = "12-KH/HĐTC", .past = KNOWN({PAST_CITED, "4", NULL, 3, 0})})},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_DOCUMENTS) = {.name = "Văn bản", .checks = CHECKS};
