/*
 * catalogue.c — all tables of checks.  Severity: a hint or a warning leaves the piece
 * valid, an error asks for mending, a fatal one makes it not count at all.
 */
#include <jansson.h>
#include <string.h>

#include "checks/tables.h"

const struct check_family FAMILIES[] = {
    {"Tệp", FILE_CHECKS},
    {"Ảnh", PHOTO_CHECKS},
    {"Loại và tên minh chứng", PIECE_CHECKS},
    {"Liên kết", LINK_CHECKS},
    {"Văn bản", DOCUMENT_CHECKS},
    {"Thể thức văn bản", PAPER_CHECKS},
    {"Ngày và thời hạn", DATE_CHECKS},
    {"Số liệu", FIGURE_CHECKS},
    {"Số liệu so với lần trước, đơn vị khác, kế hoạch", PAST_CHECKS},
    {"Bản sao", COPY_CHECKS},
    {"Bảng mã và ký tự", LETTER_CHECKS},
    {"Nội dung thừa của trang web", NOISE_CHECKS},
    {"Câu chữ", WORDING_CHECKS},
    {"Bài viết", ARTICLE_CHECKS},
};
const size_t FAMILY_COUNT = sizeof(FAMILIES) / sizeof(FAMILIES[0]);

size_t check_count(void)
{
    size_t count = 0;
    for (size_t f = 0; f < FAMILY_COUNT; f++) {
        for (const struct check *check = FAMILIES[f].checks; check->code != NULL; check++) {
            count++;
        }
    }
    return count;
}

const struct check *check_at(size_t index)
{
    for (size_t f = 0; f < FAMILY_COUNT; f++) {
        for (const struct check *check = FAMILIES[f].checks; check->code != NULL; check++) {
            if (index-- == 0) {
                return check;
            }
        }
    }
    return NULL;
}

size_t check_find(const char *code)
{
    size_t index = 0;
    for (size_t f = 0; f < FAMILY_COUNT; f++) {
        for (const struct check *check = FAMILIES[f].checks; check->code != NULL; check++) {
            if (strcmp(check->code, code) == 0) {
                return index;
            }
            index++;
        }
    }
    return CHECKS_MAX;
}

static size_t parameter_index(const struct check *check, const char *name)
{
    size_t i = 0;
    while (i < PARAMETERS_MAX && check->parameters[i].name != NULL &&
           strcmp(check->parameters[i].name, name) != 0) {
        i++;
    }
    return i < PARAMETERS_MAX && check->parameters[i].name != NULL ? i : PARAMETERS_MAX;
}

bool check_set_parameters(const struct check *check, const char *json,
                          struct check_setting *setting)
{
    json_t *object = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
    bool is_good = json_is_object(object);
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value)
    {
        size_t at = parameter_index(check, name);
        if (at == PARAMETERS_MAX || !json_is_integer(value) || json_integer_value(value) < 0) {
            is_good = false;
            break;
        }
        setting->has_value[at] = true;
        setting->values[at] = (long)json_integer_value(value);
    }
    json_decref(object);
    return is_good;
}

long parameter(const struct inspection *in, const char *name)
{
    size_t at = parameter_index(in->check, name);
    if (at == PARAMETERS_MAX) {
        return 0;
    }
    const struct check_settings *settings = in->context->settings;
    const struct check_setting *setting = settings != NULL ? &settings->of[in->check_index] : NULL;
    return setting != NULL && setting->has_value[at] ? setting->values[at]
                                                     : in->check->parameters[at].value;
}
