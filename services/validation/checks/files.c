/*
 * files.c — the files of a piece: there, readable, and what their names say.
 */
#include <string.h>
#include <strings.h>

#include "validation/checks/check.h"

struct type {
    const char *extension;
    const char *media_types;       /* ",a,b," */
};

static const struct type TYPES[] = {
    {"pdf", ",application/pdf,"},
    {"docx", ",application/vnd.openxmlformats-officedocument.wordprocessingml.document,"},
    {"xlsx", ",application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,"},
    {"jpg", ",image/jpeg,"},
    {"jpeg", ",image/jpeg,"},
    {"png", ",image/png,"},
    {"gif", ",image/gif,"},
    {"webp", ",image/webp,"},
    {"txt", ",text/plain,text/csv,"},
    {"csv", ",text/plain,text/csv,application/csv,"},
    {"html", ",text/html,"},
};

static bool has_problem(const struct reading *reading, const char *problem)
{
    return strcmp(reading->problem, problem) == 0;
}

void check_file_damaged(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        const struct reading *reading = &in->context->readings[i];
        if (has_problem(reading, "damaged")) {
            report_file(in, reading->name, NULL);
        } else if (has_problem(reading, "timeout")) {
            report_file(in, reading->name, "Đọc tệp quá lâu nên phải dừng.");
        } else if (has_problem(reading, "too_large")) {
            report_file(in, reading->name, "Tệp bung ra quá lớn.");
        } else if (has_problem(reading, "missing")) {
            report_file(in, reading->name, "Không tìm thấy tệp trong kho.");
        }
    }
}

void check_file_encrypted(struct inspection *in)
{
    for (size_t i = 0; i < in->context->reading_count; i++) {
        if (has_problem(&in->context->readings[i], "encrypted")) {
            report_file(in, in->context->readings[i].name, NULL);
        }
    }
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
        bool was_read = reading->media_type[0] != '\0' && !has_problem(reading, "missing");
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

void check_kind(struct inspection *in)
{
    for (size_t i = 0; i < in->context->criterion_count; i++) {
        const struct criterion *criterion = &in->context->criteria[i];
        if (criterion->required_kinds[0] != '\0' &&
            !is_listed(criterion->required_kinds, in->piece->kind)) {
            report(in, "kind",
                   arena_print(in->arena, "Tiêu chí %s cần: %.*s.", criterion->code,
                               (int)strlen(criterion->required_kinds) - 2,
                               criterion->required_kinds + 1));
        }
    }
}
