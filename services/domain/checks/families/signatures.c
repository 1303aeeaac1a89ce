/*
 * signatures.c — what the digital signatures of a file say.
 *
 * Judged is whether the file is what was signed, not whether the signer's certificate is to be
 * trusted: anyone can make one in any name, so a person compares the names.
 */
#include "checks/families/signatures.h"

#include <string.h>

static const char FACT[] = "signed=";

/* Cuts the part before the next semicolon off. */
static const char *take_part(char **rest)
{
    char *part = *rest, *end = strchrnul(part, ';');
    *rest = *end != '\0' ? end + 1 : end;
    *end = '\0';
    return part;
}

bool signature_next(struct inspection *in, const struct reading *reading, size_t *at,
                    struct signature *out)
{
    enum { DAY_BYTES = 10 };
    const char *facts = reading->facts;
    for (const char *line = facts + *at; *line != '\0';) {
        const char *end = strchrnul(line, '\n');
        *at = (size_t)(end - facts) + (*end != '\0' ? 1 : 0);
        if (strncmp(line, FACT, sizeof(FACT) - 1) == 0) {
            const char *start = line + sizeof(FACT) - 1;
            char *rest = arena_text(in->arena, start, (size_t)(end - start));
            out->state = take_part(&rest);
            out->time = take_part(&rest);
            out->name = take_part(&rest);
            out->organisation = take_part(&rest);
            size_t len = strlen(out->time) < DAY_BYTES ? strlen(out->time) : DAY_BYTES;
            out->has_day = date_parse(arena_text(in->arena, out->time, len), &out->day);
            return true;
        }
        line = facts + *at;
    }
    return false;
}

bool signature_sound(struct inspection *in, const struct reading *reading, struct signature *out)
{
    for (size_t at = 0; signature_next(in, reading, &at, out);) {
        if (strcmp(out->state, "sound") == 0) {
            return true;
        }
    }
    return false;
}

const char *signature_print(struct inspection *in, const struct signature *signature)
{
    char day[DATE_TEXT] = "";
    const char *of = signature->organisation;
    return arena_print(
        in->arena, "%s%s%s%s ký%s%s.", signature->name[0] != '\0' ? signature->name : "Không rõ ai",
        of[0] != '\0' ? " (" : "", of, of[0] != '\0' ? ")" : "", signature->has_day ? " ngày " : "",
        signature->has_day ? date_print_local(signature->day, day) : "");
}

static void report_state(struct inspection *in, const char *state)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        struct signature signature;
        for (size_t at = 0; signature_next(in, reading, &at, &signature);) {
            if (strcmp(signature.state, state) == 0) {
                report_file(in, reading->name, signature_print(in, &signature));
            }
        }
    }
}

static void check_signature_broken(struct inspection *in)
{
    report_state(in, "broken");
}

static void check_signature_added(struct inspection *in)
{
    report_state(in, "added");
}

static void check_signature_unread(struct inspection *in)
{
    report_state(in, "unread");
}

static void check_signature_sound(struct inspection *in)
{
    report_state(in, "sound");
}

/* ------------------------------------------------------------- the table */

#define SIGNED(...) \
    { \
        .kind = "document", .symbol = "1-KH/ĐTN", .file = "ke-hoach.pdf", \
        .media_type = "application/pdf", .file_text = "Kế hoạch tổ chức", __VA_ARGS__ \
    }
#define BY ";2023-05-20 08:30:00;Huyện đoàn Tiểu Cần;Tỉnh đoàn Trà Vinh"

static const struct check CHECKS[] = {
    {.code = "signature.broken",
     .severity = ERROR,
     .kinds = "",
     .message = "Tệp đã bị thay đổi sau khi ký số: chữ ký không còn khớp với nội dung.",
     .message_en = "The file was changed after it was signed: the digest does not match.",
     .mend = "Nộp đúng bản đã ký số lấy từ hệ thống văn bản; không in lại, nén, ghép hay đóng "
             "thêm dấu vào tệp đã ký.",
     .run = check_signature_broken,
     .examples = EXAMPLES(SIGNED(.fires = true, .facts = "page_count=1\nsigned=broken" BY),
                          SIGNED(.facts = "signed=sound" BY), SIGNED(.facts = "page_count=1"))},
    {.code = "signature.added",
     .severity = WARNING,
     .kinds = "",
     .message = "Sau khi ký số, tệp được thêm nội dung mà không chữ ký nào bao gồm.",
     .message_en = "Something that is seen was added after the signature, and is not signed.",
     .mend = "Nộp bản gốc vừa ký xong, hoặc ký số lại bản đã bổ sung (dấu đến, ghi chú).",
     .run = check_signature_added,
     .examples = EXAMPLES(SIGNED(.fires = true, .facts = "signed=added" BY),
                          SIGNED(.facts = "signed=sound" BY))},
    {.code = "signature.unread",
     .severity = HINT,
     .kinds = "",
     .message = "Chữ ký số trong tệp thuộc loại mà hệ thống chưa kiểm tra được.",
     .message_en = "The file has a digital signature of a kind that is not known here.",
     .mend = "Người thẩm định mở tệp bằng phần mềm ký số để kiểm tra.",
     .run = check_signature_unread,
     .examples = EXAMPLES(SIGNED(.fires = true, .facts = "signed=unread;;;"),
                          SIGNED(.facts = "signed=sound" BY))},
    {.code = "signature.sound",
     .severity = HINT,
     .kinds = "",
     .message = "Tệp có chữ ký số và không thay đổi từ khi ký; chứng thư của người ký chưa được "
                "xét có tin cậy hay không.",
     .message_en = "The file is as it was signed; whether the certificate is to be trusted was "
                   "not judged.",
     .mend = "Không cần sửa. Người thẩm định đối chiếu tên người ký với cơ quan ban hành.",
     .run = check_signature_sound,
     .examples = EXAMPLES(SIGNED(.fires = true, .facts = "page_count=1\nsigned=sound" BY),
                          SIGNED(.facts = "signed=broken" BY), SIGNED(.facts = ""))},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_SIGNATURES) = {.name = "Chữ ký số", .checks = CHECKS};
