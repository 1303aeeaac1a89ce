/*
 * files.c — the files of a piece: there, readable, and what their names say.
 */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "checks/checks.h"

struct type {
    const char *extension;
    const char *media_types;       /* ",a,b," */
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
    {"webp", ",image/webp,"},
    {"heic", ",image/heic,image/heif,"},
    {"heif", ",image/heic,image/heif,"},
    {"rtf", ",application/rtf,"},
    {"txt", ",text/plain,text/csv,"},
    {"csv", ",text/plain,text/csv,application/csv,"},
    {"html", ",text/html,"},
};

const char *reading_fact(struct inspection *in, const struct reading *reading, const char *name)
{
    size_t len = strlen(name);
    for (const char *line = reading->facts; line != NULL && *line != '\0';) {
        const char *end = strchrnul(line, '\n');
        if (strncmp(line, name, len) == 0) {
            return arena_text(in->arena, line + len, (size_t)(end - line) - len);
        }
        line = *end != '\0' ? end + 1 : end;
    }
    return NULL;
}

/* What the reader found wrong, each problem under a code of its own. */
static void report_problem(struct inspection *in, const char *problem)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        if (strcmp(in->context->readings[i].problem, problem) == 0) {
            report_file(in, in->context->readings[i].name, NULL);
        }
    }
}

void check_file_damaged(struct inspection *in)
{
    report_problem(in, "damaged");
}

void check_file_encrypted(struct inspection *in)
{
    report_problem(in, "encrypted");
}

void check_file_empty(struct inspection *in)
{
    report_problem(in, "empty");
}

void check_file_too_large(struct inspection *in)
{
    report_problem(in, "too_large");
}

void check_file_timeout(struct inspection *in)
{
    report_problem(in, "timeout");
}

void check_file_unstored(struct inspection *in)
{
    report_problem(in, "missing");
}

void check_file_zip_bomb(struct inspection *in)
{
    report_problem(in, "zip_bomb");
}

void check_file_xml_bomb(struct inspection *in)
{
    report_problem(in, "xml_bomb");
}

void check_file_polyglot(struct inspection *in)
{
    report_problem(in, "polyglot");
}

void check_file_macro(struct inspection *in)
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

void check_file_type(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        const char *dot = strrchr(reading->name, '.');
        bool was_read = reading->media_type[0] != '\0' && strcmp(reading->problem, "missing") != 0;
        for (size_t t = 0; dot != NULL && was_read && t < sizeof(TYPES) / sizeof(TYPES[0]); t++) {
            /* A locked or broken Office file is told as such, not as another type. */
            if (strcasecmp(dot + 1, TYPES[t].extension) == 0 && reading->problem[0] == '\0' &&
                !is_listed(TYPES[t].media_types, reading->media_type)) {
                report_file(in, reading->name,
                            arena_print(in->arena, "Tên tệp là .%s nhưng nội dung là %s.", dot + 1,
                                        reading->media_type));
            }
        }
    }
}

void check_file_missing(struct inspection *in)
{
    if (in->piece->n_files == 0 && in->piece->link[0] == '\0') {
        report(in, "files", NULL);
    }
}

/* ------------------------------------------------------------- types and names */

void check_file_refused(struct inspection *in)
{
    static const char REFUSED[] =
        ",application/x-dosexec,application/x-executable,application/x-pie-executable,"
        "application/x-sharedlib,application/x-mach-binary,application/zip,application/x-rar,"
        "application/x-7z-compressed,application/gzip,application/x-tar,text/x-shellscript,"
        "text/x-msdos-batch,application/x-ms-shortcut,application/java-archive,";
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        if (reading->problem[0] == '\0' && reading->media_type[0] != '\0' &&
            is_listed(REFUSED, reading->media_type)) {
            report_file(in, reading->name,
                        arena_print(in->arena, "Nội dung tệp là %s.", reading->media_type));
        }
    }
}

static bool is_known_extension(const char *text, size_t len)
{
    static const char *const MORE[] = {"doc", "xls", "ppt", "exe", "js", "bat", "zip"};
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

void check_file_double_extension(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const char *name = in->context->readings[i].name, *last = strrchr(name, '.');
        const char *before = last;
        while (before != NULL && before > name && before[-1] != '.') {
            before--;
        }
        if (last != NULL && before > name && is_known_extension(before, (size_t)(last - before)) &&
            is_known_extension(last + 1, strlen(last + 1))) {
            report_file(in, name, NULL);
        }
    }
}

void check_file_temporary(struct inspection *in)
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

void check_file_old_office(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        if (strcmp(reading->media_type, "application/x-ole-storage") == 0 &&
            reading->problem[0] == '\0') {
            report_file(in, reading->name, NULL);
        }
    }
}

void check_file_no_text(struct inspection *in)
{
    size_t most = (size_t)parameter(in, "characters_min");
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        size_t len = reading->len;
        const char *text = text_trim(reading->text, &len);
        bool holds_text = strcmp(reading->media_type, "application/pdf") == 0 ||
                          strcmp(reading->media_type, "application/rtf") == 0 ||
                          strstr(reading->media_type, "wordprocessingml") != NULL;
        if (holds_text && reading->problem[0] == '\0' && text_characters(text, len) < most) {
            report_file(in, reading->name, NULL);
        }
    }
}

/* "Document1", "scan0001", "IMG_2034", "1": nothing but what a program makes up. */
static bool is_meaningless(const char *folded)
{
    static const char *const NAMES[] = {"document", "scan", "img", "image", "doc", "book",
                                        "untitled", "new", "tai lieu", "copy of", "dsc", "file"};
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        size_t len = strlen(NAMES[i]);
        if (strncmp(folded, NAMES[i], len) == 0) {
            folded += len;
            break;
        }
    }
    return folded[strspn(folded, "0123456789_-() ")] == '\0';
}

void check_file_name(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const char *name = in->context->readings[i].name, *dot = strrchr(name, '.');
        size_t len = dot != NULL ? (size_t)(dot - name) : strlen(name);
        if (is_meaningless(text_fold(in->arena, name, len))) {
            report_file(in, name, NULL);
        }
    }
}
