/*
 * catalogue.c — all families of checks.  Severity: a suggestion or a warning leaves the submission
 * valid, an error makes it need a fix, a fatal one makes it invalid.
 */
#include <jansson.h>
#include <string.h>

#include "checks/engine/check.h"

/* One line for each, in the order of the handbook. */
#define FAMILIES(X) \
    X(FAMILY_FILES) \
    X(FAMILY_UNREAD) \
    X(FAMILY_SCANS) \
    X(FAMILY_SIGNATURES) \
    X(FAMILY_FILE_NAMES) \
    X(FAMILY_PHOTOS) \
    X(FAMILY_PIECES) \
    X(FAMILY_LINKS) \
    X(FAMILY_DOCUMENTS) \
    X(FAMILY_PAPERS) \
    X(FAMILY_DATES) \
    X(FAMILY_FIGURES) \
    X(FAMILY_TEXT_FIGURES) \
    X(FAMILY_TABLE_FIGURES) \
    X(FAMILY_PAST_FIGURES) \
    X(FAMILY_RULES) \
    X(FAMILY_COPIES) \
    X(FAMILY_ENCODINGS) \
    X(FAMILY_LETTERS) \
    X(FAMILY_NOISE) \
    X(FAMILY_WORDS) \
    X(FAMILY_SENTENCES) \
    X(FAMILY_ARTICLES)

#define DECLARE(symbol) extern const struct check_family symbol;
#define POINT(symbol)   &(symbol),
FAMILIES(DECLARE)
static const struct check_family *const ALL[] = {FAMILIES(POINT)};

size_t check_family_count(void)
{
    return sizeof(ALL) / sizeof(ALL[0]);
}

const struct check_family *check_family_at(size_t index)
{
    return index < check_family_count() ? ALL[index] : NULL;
}

size_t check_count(void)
{
    size_t count = 0;
    for (size_t f = 0; f < check_family_count(); f++) {
        for (const struct check *check = ALL[f]->checks; check->code != NULL; check++) {
            count++;
        }
    }
    return count;
}

const struct check *check_at(size_t index)
{
    for (size_t f = 0; f < check_family_count(); f++) {
        for (const struct check *check = ALL[f]->checks; check->code != NULL; check++) {
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
    for (size_t f = 0; f < check_family_count(); f++) {
        for (const struct check *check = ALL[f]->checks; check->code != NULL; check++) {
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
    json_object_foreach(object, name, value) {
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

long check_parameter(const struct check_settings *settings, size_t index, const char *name)
{
    const struct check *check = check_at(index);
    size_t at = parameter_index(check, name);
    if (at == PARAMETERS_MAX) {
        return 0;
    }
    const struct check_setting *setting = settings != NULL ? &settings->of[index] : NULL;
    return setting != NULL && setting->has_value[at] ? setting->values[at]
                                                     : check->parameters[at].value;
}

long parameter(const struct inspection *in, const char *name)
{
    return check_parameter(in->context->settings, in->check_index, name);
}
