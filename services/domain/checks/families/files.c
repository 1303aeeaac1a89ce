/*
 * files.c — the files of a submission: present, readable, free of malware if clamd was asked
 * (reader.clamd), with meaningful names.
 */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "checks/engine/check.h"

struct type {
    const char *extension;
    const char *media_types; /* ",a,b," */
};

static const struct type TYPES[] = {
    {"pdf", ",application/pdf,"},
    {"docx", ",application/vnd.openxmlformats-officedocument.wordprocessingml.document,"},
    {"xlsx", ",application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,"},
    {"pptx", ",application/vnd.openxmlformats-officedocument.presentationml.presentation,"},
    {"ods", ",application/vnd.oasis.opendocument.spreadsheet,"},
    {"odp", ",application/vnd.oasis.opendocument.presentation,"},
    {"odt", ",application/vnd.oasis.opendocument.text,"},
    {"jpg", ",image/jpeg,"},
    {"jpeg", ",image/jpeg,"},
    {"png", ",image/png,"},
    {"gif", ",image/gif,"},
    {"bmp", ",image/bmp,"},
    {"webp", ",image/webp,"},
    {"heic", ",image/heic,image/heif,"},
    {"heif", ",image/heic,image/heif,"},
    {"rtf", ",application/rtf,"},
    {"txt", ",text/plain,text/csv,"},
    {"csv", ",text/plain,text/csv,application/csv,"},
    {"html", ",text/html,"},
    {"mht", ",multipart/related,"},
    {"mhtml", ",multipart/related,"},
};

/* Each problem that the reader found is a check of its own. */
static void report_problem(struct inspection *in, const char *problem)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        if (strcmp(in->context->readings[i].problem, problem) == 0) {
            report_file(in, in->context->readings[i].name, NULL);
        }
    }
}

static void check_file_damaged(struct inspection *in)
{
    report_problem(in, "damaged");
}

static void check_file_encrypted(struct inspection *in)
{
    report_problem(in, "encrypted");
}

static void check_file_empty(struct inspection *in)
{
    report_problem(in, "empty");
}

static void check_file_too_large(struct inspection *in)
{
    report_problem(in, "too_large");
}

static void check_file_timeout(struct inspection *in)
{
    report_problem(in, "timeout");
}

static void check_file_unstored(struct inspection *in)
{
    report_problem(in, "missing");
}

static void check_file_zip_bomb(struct inspection *in)
{
    report_problem(in, "zip_bomb");
}

static void check_file_xml_bomb(struct inspection *in)
{
    report_problem(in, "xml_bomb");
}

static void check_file_polyglot(struct inspection *in)
{
    report_problem(in, "polyglot");
}

static void check_file_macro(struct inspection *in)
{
    report_problem(in, "macro");
}

static bool is_listed(const char *list, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = list; (at = strstr(at, word)) != NULL; at++) {
        if (at > list && at[-1] == ',' && at[len] == ',') {
            return true;
        }
    }
    return false;
}

static const char PROGRAMS[] =
    ",application/x-dosexec,application/x-executable,application/x-pie-executable,"
    "application/x-sharedlib,application/x-mach-binary,text/x-shellscript,"
    "text/x-msdos-batch,application/x-ms-shortcut,application/java-archive,";
static const char ARCHIVES[] = ",application/zip,application/x-rar,application/x-7z-compressed,"
                               "application/gzip,application/x-tar,";

/* A type of content as users know it. */
static const char *type_words(struct arena *arena, const char *media_type)
{
    static const struct {
        const char *start, *words;
    } OTHERS[] = {{"image/", "ảnh"}, {"video/", "phim"}, {"audio/", "âm thanh"}, {"text/", "chữ"}};
    for (size_t i = 0; i < sizeof(TYPES) / sizeof(TYPES[0]); i++) {
        if (is_listed(TYPES[i].media_types, media_type)) {
            return arena_print(arena, "tệp .%s", TYPES[i].extension);
        }
    }
    if (is_listed(PROGRAMS, media_type)) {
        return "chương trình";
    }
    for (size_t i = 0; i < sizeof(OTHERS) / sizeof(OTHERS[0]); i++) {
        if (strncmp(media_type, OTHERS[i].start, strlen(OTHERS[i].start)) == 0) {
            return OTHERS[i].words;
        }
    }
    return is_listed(ARCHIVES, media_type) ? "tệp nén" : "dữ liệu không rõ loại";
}

static void check_file_type(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        const char *dot = strrchr(reading->name, '.');
        bool was_read = reading->media_type[0] != '\0' && strcmp(reading->problem, "missing") != 0;
        for (size_t t = 0; dot != NULL && was_read && t < sizeof(TYPES) / sizeof(TYPES[0]); t++) {
            /* A locked or broken Office file has a check of its own: its type is not judged. */
            if (strcasecmp(dot + 1, TYPES[t].extension) == 0 && reading->problem[0] == '\0' &&
                !is_listed(TYPES[t].media_types, reading->media_type)) {
                report_file(in, reading->name,
                            arena_print(in->arena, "Tên tệp là .%s nhưng nội dung là %s.", dot + 1,
                                        type_words(in->arena, reading->media_type)));
            }
        }
    }
}

static void check_file_missing(struct inspection *in)
{
    if (in->piece->n_files == 0 && in->piece->link[0] == '\0') {
        report(in, "files", NULL);
    }
}

/* ------------------------------------------------------------- types and names */

static void check_file_refused(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        if (reading->problem[0] == '\0' && reading->media_type[0] != '\0' &&
            (is_listed(PROGRAMS, reading->media_type) ||
             is_listed(ARCHIVES, reading->media_type))) {
            report_file(in, reading->name,
                        arena_print(in->arena, "Nội dung tệp là %s.",
                                    type_words(in->arena, reading->media_type)));
        }
    }
}

static bool is_known_extension(const char *text, size_t len)
{
    static const char *const MORE[] = {"doc", "xls", "ppt", "exe", "js",  "bat", "zip",
                                       "rar", "scr", "msi", "vbs", "cmd", "lnk"};
    for (size_t i = 0; i < sizeof(TYPES) / sizeof(TYPES[0]); i++) {
        if (strlen(TYPES[i].extension) == len && strncasecmp(TYPES[i].extension, text, len) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof(MORE) / sizeof(MORE[0]); i++) {
        if (strlen(MORE[i]) == len && strncasecmp(MORE[i], text, len) == 0) {
            return true;
        }
    }
    return false;
}

/* Blanks before the second, "ke-hoach.pdf      .exe", push it out of sight. */
static void check_file_double_extension(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const char *name = in->context->readings[i].name, *last = strrchr(name, '.');
        const char *end = last, *before;
        while (end != NULL && end > name && end[-1] == ' ') {
            end--;
        }
        for (before = end; before != NULL && before > name && before[-1] != '.';) {
            before--;
        }
        if (last != NULL && before > name && is_known_extension(before, (size_t)(end - before)) &&
            is_known_extension(last + 1, strlen(last + 1))) {
            report_file(in, name, NULL);
        }
    }
}

static void check_file_temporary(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const char *name = in->context->readings[i].name, *dot = strrchr(name, '.');
        if (strncmp(name, "~$", 2) == 0 || strncmp(name, ".~lock.", 7) == 0 ||
            (dot != NULL &&
             (strcasecmp(dot, ".tmp") == 0 || strcasecmp(dot, ".crdownload") == 0))) {
            report_file(in, name, NULL);
        }
    }
}

static void check_file_old_office(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        if (strcmp(reading->media_type, "application/x-ole-storage") == 0 &&
            reading->problem[0] == '\0') {
            report_file(in, reading->name, NULL);
        }
    }
}

/* "Document1", "scan0001", "IMG_2034", "1": a name that a program made up. */
static bool is_meaningless(const char *folded)
{
    static const char *const NAMES[] = {"document", "scan", "img",      "image",   "doc", "book",
                                        "untitled", "new",  "tai lieu", "copy of", "dsc", "file"};
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        size_t len = strlen(NAMES[i]);
        if (strncmp(folded, NAMES[i], len) == 0) {
            folded += len;
            break;
        }
    }
    return folded[strspn(folded, "0123456789_-() ")] == '\0';
}

static void check_file_name(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const char *name = in->context->readings[i].name, *dot = strrchr(name, '.');
        size_t len = dot != NULL ? (size_t)(dot - name) : strlen(name);
        if (is_meaningless(text_fold(in->arena, name, len))) {
            report_file(in, name, NULL);
        }
    }
}

static void check_file_malware(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        if (strcmp(reading->problem, "malware") == 0) {
            const char *name = reading_fact(in, reading, "signature=");
            report_file(in, reading->name,
                        name != NULL ? arena_print(in->arena, "Tên mã độc: %s.", name) : NULL);
        }
    }
}

static void check_file_unscanned(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        if (reading_fact(in, reading, "unscanned=") != NULL) {
            report_file(in, reading->name, NULL);
        }
    }
}

/* ------------------------------------------------------------- the table */

#define DOCX "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#define PDF  "application/pdf"
#define JPEG "image/jpeg"
#define BAD(...) \
    { \
        .fires = true, .kind = "photo", .file = "a.pdf", .media_type = PDF, .problem = __VA_ARGS__ \
    }
#define GOOD \
    { \
        .kind = "photo", .file = "a.jpg", .media_type = JPEG \
    }

static const struct check CHECKS[] = {
    {.code = "file.missing",
     .severity = ERROR,
     .kinds = ",document,photo,",
     .message = "Chưa có tệp hoặc liên kết kèm theo.",
     .message_en = "Neither a file nor a link is attached.",
     .mend = "Đính kèm bản chụp, bản scan hoặc đường dẫn.",
     .run = check_file_missing,
     .examples = EXAMPLES({.fires = true, .kind = "photo"},
                          {.kind = "photo", .link = "https://a.example/anh"}, {.kind = "figures"})},
    {.code = "file.damaged",
     .severity = ERROR,
     .kinds = "",
     .message = "Tệp bị hỏng hoặc không đọc được.",
     .message_en = "The file is damaged or cannot be read.",
     .mend = "Mở thử tệp trên máy, lưu lại và nộp lại.",
     .run = check_file_damaged,
     .examples = EXAMPLES(BAD("damaged"), GOOD)},
    {.code = "file.encrypted",
     .severity = ERROR,
     .kinds = "",
     .message = "Tệp có đặt mật khẩu.",
     .message_en = "The file is protected by a password.",
     .mend = "Gỡ mật khẩu rồi nộp lại.",
     .run = check_file_encrypted,
     .examples = EXAMPLES(BAD("encrypted"), GOOD)},
    {.code = "file.empty",
     .severity = ERROR,
     .kinds = "",
     .message = "Tệp rỗng.",
     .message_en = "The file is empty.",
     .mend = "Kiểm tra tệp gốc rồi nộp lại.",
     .run = check_file_empty,
     .examples = EXAMPLES(BAD("empty"), GOOD)},
    {.code = "file.too_large",
     .severity = ERROR,
     .kinds = "",
     .message = "Tệp quá lớn để đọc.",
     .message_en = "The file is too large to be read.",
     .mend = "Giảm dung lượng (nén ảnh, bỏ trang thừa) hoặc tách thành nhiều tệp.",
     .run = check_file_too_large,
     .examples = EXAMPLES(BAD("too_large"), GOOD)},
    {.code = "file.timeout",
     .severity = ERROR,
     .kinds = "",
     .message = "Đọc tệp quá lâu nên phải dừng.",
     .message_en = "Reading the file took too long and was stopped.",
     .mend = "Lưu lại tệp bằng chương trình khác, hoặc xuất sang PDF đơn giản hơn.",
     .run = check_file_timeout,
     .examples = EXAMPLES(BAD("timeout"), GOOD)},
    {.code = "file.unstored",
     .severity = ERROR,
     .kinds = "",
     .message = "Không tìm thấy nội dung tệp trong kho.",
     .message_en = "The file's content is not in the store.",
     .mend = "Nộp lại tệp.",
     .run = check_file_unstored,
     .examples = EXAMPLES(BAD("missing"), GOOD)},
    {.code = "file.zip_bomb",
     .severity = ERROR,
     .kinds = "",
     .message = "Tệp nén bung ra lớn bất thường nên không được mở.",
     .message_en = "The archive expands beyond reason (zip bomb) and was not opened.",
     .mend = "Tạo lại tệp từ văn bản gốc; không nộp tệp lấy từ nguồn không rõ.",
     .run = check_file_zip_bomb,
     .examples = EXAMPLES(BAD("zip_bomb"), GOOD)},
    {.code = "file.xml_bomb",
     .severity = ERROR,
     .kinds = "",
     .message = "Tệp chứa khai báo thực thể XML nguy hiểm nên không được mở.",
     .message_en = "The file declares XML entities (XML bomb) and was not opened.",
     .mend = "Mở bằng Word hoặc Excel, lưu thành tệp mới rồi nộp lại.",
     .run = check_file_xml_bomb,
     .examples = EXAMPLES(BAD("xml_bomb"), GOOD)},
    {.code = "file.malware",
     .severity = FATAL,
     .kinds = "",
     .message = "Tệp chứa mã độc nên không được mở.",
     .message_en = "The file carries malware and was not opened.",
     .mend = "Quét máy tính bằng phần mềm diệt vi-rút, tạo lại tệp từ nguồn sạch rồi nộp lại.",
     .run = check_file_malware,
     .examples = EXAMPLES(BAD("malware", .facts = "signature=Win.Test.Sample\n"), GOOD)},
    {.code = "file.unscanned",
     .severity = WARNING,
     .kinds = "",
     .message = "Chưa quét được mã độc trong tệp.",
     .message_en = "The file could not be scanned for malware.",
     .mend = "Người mở tệp cần tự quét trước; quản trị viên kiểm tra dịch vụ quét (clamd).",
     .run = check_file_unscanned,
     .examples = EXAMPLES({.fires = true,
                           .kind = "photo",
                           .file = "a.jpg",
                           .media_type = JPEG,
                           .facts = "width=640\nunscanned=1\n"},
                          GOOD)},
    {.code = "file.polyglot",
     .severity = ERROR,
     .kinds = "",
     .message = "Tệp chứa thêm một tệp khác giấu bên trong.",
     .message_en = "A second file hides in this one (polyglot).",
     .mend = "Xuất lại tệp từ chương trình gốc rồi nộp lại.",
     .run = check_file_polyglot,
     .examples = EXAMPLES(BAD("polyglot"), GOOD)},
    {.code = "file.macro",
     .severity = ERROR,
     .kinds = "",
     .message = "Tệp có chứa macro.",
     .message_en = "The file carries macros.",
     .mend = "Lưu thành .docx hoặc .xlsx (không macro), hoặc xuất PDF rồi nộp lại.",
     .run = check_file_macro,
     .examples = EXAMPLES(BAD("macro"), GOOD)},
    {.code = "file.type_mismatch",
     .severity = ERROR,
     .kinds = "",
     .message = "Nội dung tệp không đúng với phần mở rộng của tên tệp.",
     .message_en = "The file's content is not what its name says.",
     .mend = "Xuất lại tệp đúng định dạng, không đổi phần mở rộng bằng tay.",
     .run = check_file_type,
     .examples = EXAMPLES({.fires = true, .kind = "photo", .file = "a.jpg", .media_type = PDF},
                          {.kind = "photo", .file = "A.JPG", .media_type = JPEG},
                          {.file = "a.xyz", .media_type = "font/ttf"})},
    {.code = "file.type_refused",
     .severity = ERROR,
     .kinds = "",
     .message = "Loại tệp này không dùng làm minh chứng.",
     .message_en = "Files of this type are no evidence (programs, scripts, archives).",
     .mend = "Nộp PDF, DOCX, XLSX hoặc ảnh; giải nén trước khi nộp.",
     .run = check_file_refused,
     .examples = EXAMPLES({.fires = true, .file = "a.exe", .media_type = "application/x-dosexec"},
                          {.fires = true, .file = "a.zip", .media_type = "application/zip"},
                          {.file = "a.pdf", .media_type = PDF})},
    {.code = "file.double_extension",
     .severity = WARNING,
     .kinds = "",
     .message = "Tên tệp có hai phần mở rộng.",
     .message_en = "The file's name has two extensions.",
     .mend = "Đặt lại tên tệp với một phần mở rộng đúng.",
     .run = check_file_double_extension,
     .examples = EXAMPLES({.fires = true, .file = "ke-hoach.docx.pdf", .media_type = PDF},
                          {.fires = true, .file = "ke-hoach.pdf     .scr", .media_type = PDF},
                          {.file = "ke-hoach.v2.pdf", .media_type = PDF})},
    {.code = "file.temporary",
     .severity = ERROR,
     .kinds = "",
     .message = "Đây là tệp tạm của chương trình soạn thảo.",
     .message_en = "This is a temporary file of an office program.",
     .mend = "Đóng chương trình soạn thảo rồi nộp tệp gốc.",
     .run = check_file_temporary,
     .examples = EXAMPLES(
         {.fires = true, .file = "~$ke-hoach.docx", .media_type = "application/octet-stream"},
         {.file = "ke-hoach.docx", .media_type = DOCX})},
    {.code = "file.old_office",
     .severity = WARNING,
     .kinds = "",
     .message = "Tệp ở định dạng Office cũ nên hệ thống không đọc được nội dung.",
     .message_en = "An old Office format (.doc, .xls): its content was not checked.",
     .mend = "Lưu thành .docx, .xlsx hoặc PDF rồi nộp lại.",
     .run = check_file_old_office,
     .examples =
         EXAMPLES({.fires = true, .file = "a.doc", .media_type = "application/x-ole-storage"},
                  {.file = "a.docx", .media_type = DOCX})},
    {.code = "file.name_meaningless",
     .severity = HINT,
     .kinds = ",document,report,list,",
     .message = "Tên tệp không cho biết nội dung.",
     .message_en = "The file's name says nothing about its content.",
     .mend = "Đặt tên theo nội dung, ví dụ ke-hoach-thang-thanh-nien.pdf.",
     .run = check_file_name,
     .examples =
         EXAMPLES({.fires = true, .kind = "report", .file = "Document1.docx", .media_type = DOCX},
                  {.fires = true, .kind = "report", .file = "scan0001.pdf", .media_type = PDF},
                  {.kind = "report", .file = "bao-cao-1.docx", .media_type = DOCX})},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_FILES) = {.name = "Tệp", .checks = CHECKS};
