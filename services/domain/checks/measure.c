/*
 * measure.c — takes unit and subject out of a figure's name and compares numbers in that unit.
 */
#include "checks/measure.h"

#include <string.h>

#include "base/decimal.h"

enum { SHARE = 100 };

static const struct {
    const char *word;
    int64_t times;
} SCALES[] = {
    {"nghìn", 1000}, {"ngàn", 1000}, {"triệu", 1000000}, {"tỷ", 1000000000}, {"tỉ", 1000000000}};

static bool take_start(const char **text, const char *start)
{
    size_t len = strlen(start);
    bool is_there = strncmp(*text, start, len) == 0;
    *text += is_there ? len : 0;
    return is_there;
}

/* Units of one kind, each by the smallest: a figure in km is compared with metres. */
static const struct physical {
    const char *word;
    enum measure_kind kind;
    int64_t times;
} PHYSICAL[] = {
    {"m", MEASURE_LENGTH, 1},         {"mét", MEASURE_LENGTH, 1},
    {"km", MEASURE_LENGTH, 1000},     {"ki-lô-mét", MEASURE_LENGTH, 1000},
    {"cây số", MEASURE_LENGTH, 1000}, {"kg", MEASURE_MASS, 1},
    {"ký", MEASURE_MASS, 1},          {"ki-lô-gam", MEASURE_MASS, 1},
    {"tạ", MEASURE_MASS, 100},        {"tấn", MEASURE_MASS, 1000},
    {"m2", MEASURE_AREA, 1},          {"m²", MEASURE_AREA, 1},
    {"mét vuông", MEASURE_AREA, 1},   {"ha", MEASURE_AREA, 10000},
    {"héc-ta", MEASURE_AREA, 10000},  {"héc ta", MEASURE_AREA, 10000},
};

static const struct physical *physical_of(const char *word, size_t len)
{
    for (size_t i = 0; i < sizeof(PHYSICAL) / sizeof(PHYSICAL[0]); i++) {
        if (strlen(PHYSICAL[i].word) == len && memcmp(PHYSICAL[i].word, word, len) == 0) {
            return &PHYSICAL[i];
        }
    }
    return NULL;
}

enum measure_kind measure_unit_at(const struct passage *passage, size_t *at, int64_t *times)
{
    size_t start = *at + (*at < passage->len && passage->text[*at] == ' ' ? 1 : 0);
    const struct physical *best = NULL;
    for (size_t i = 0; i < sizeof(PHYSICAL) / sizeof(PHYSICAL[0]); i++) {
        size_t len = strlen(PHYSICAL[i].word), end = start + len;
        bool is_there = end <= passage->len &&
                        memcmp(passage->lower + start, PHYSICAL[i].word, len) == 0 &&
                        (end == passage->len || strchr(" .,;:)\n/", passage->text[end]) != NULL);
        if (is_there && (best == NULL || len > strlen(best->word))) {
            best = &PHYSICAL[i];
        }
    }
    if (best == NULL) {
        return MEASURE_COUNT;
    }
    *at = start + strlen(best->word);
    *times = best->times;
    return best->kind;
}

/* Reads "triệu đồng", "đồng", "nghìn lượt", "km", "%", and nothing longer, into the measure. */
static bool take_unit(const char *text, struct measure *out)
{
    static const char *const MONEY[] = {"đồng", "đ", "vnđ", "vnd"};
    static const char *const COUNTED[] = {"", "lượt", "người", "lượt người"};
    int64_t times = 1;
    const struct physical *physical = physical_of(text, strlen(text));
    if (physical != NULL) {
        out->kind = physical->kind;
        out->times = physical->times;
        out->has_unit = true;
        return true;
    }
    for (size_t i = 0; i < sizeof(SCALES) / sizeof(SCALES[0]); i++) {
        if (take_start(&text, SCALES[i].word)) {
            times = SCALES[i].times;
            text += *text == ' ' ? 1 : 0;
            break;
        }
    }
    bool is_share = times == 1 && (strcmp(text, "%") == 0 || strcmp(text, "phần trăm") == 0);
    bool is_money = false, is_counted = false;
    for (size_t i = 0; i < sizeof(MONEY) / sizeof(MONEY[0]); i++) {
        is_money = is_money || strcmp(text, MONEY[i]) == 0;
    }
    for (size_t i = 0; i < sizeof(COUNTED) / sizeof(COUNTED[0]) && times > 1; i++) {
        is_counted = is_counted || strcmp(text, COUNTED[i]) == 0;
    }
    if (!is_share && !is_money && !is_counted) {
        return false;
    }
    out->times = times;
    out->is_share = out->is_share || is_share;
    out->is_money = is_money;
    out->has_unit = true;
    return true;
}

static char *measure_trimmed(struct arena *arena, const char *text, size_t len)
{
    while (len > 0 && strchr(" ,;:-(", text[len - 1]) != NULL) {
        len--;
    }
    return arena_text(arena, text, len);
}

/* The unit in brackets or after a comma at the end of the name. */
static const char *without_unit(struct arena *arena, const char *name, struct measure *out)
{
    static const char MARKS[] = "(,";
    for (size_t i = 0; i + 1 < sizeof(MARKS); i++) {
        const char *mark = strrchr(name, MARKS[i]);
        if (mark == NULL || mark == name) {
            continue;
        }
        const char *unit = mark + 1 + strspn(mark + 1, " ");
        size_t len = strlen(unit);
        while (len > 0 && (unit[len - 1] == ')' || unit[len - 1] == ' ')) {
            len--;
        }
        if (take_unit(arena_text(arena, unit, len), out)) {
            return measure_trimmed(arena, name, (size_t)(mark - name));
        }
    }
    return name;
}

/* "Số km đường": the unit stands first. */
static void take_first_unit(const char **name, struct measure *out)
{
    for (size_t len = 1; (*name)[len - 1] != '\0'; len++) {
        const struct physical *physical = (*name)[len] == ' ' ? physical_of(*name, len) : NULL;
        if (physical != NULL) {
            out->kind = physical->kind;
            out->times = physical->times;
            out->has_unit = true;
            *name += len + 1;
            return;
        }
    }
}

struct measure measure_of(struct arena *arena, const char *figure_name)
{
    static const char *const STARTS[] = {"tổng số ", "số lượng ", "số ", "tỷ lệ ", "tỉ lệ "};
    struct measure measure = {.times = 1};
    const char *name = passage_lower(arena, figure_name, strlen(figure_name));
    name = without_unit(arena, name, &measure);
    measure.is_share = measure.is_share || strncmp(name, "tỷ lệ ", strlen("tỷ lệ ")) == 0 ||
                       strncmp(name, "tỉ lệ ", strlen("tỉ lệ ")) == 0;
    for (size_t i = 0; i < sizeof(STARTS) / sizeof(STARTS[0]); i++) {
        if (take_start(&name, STARTS[i])) {
            break;
        }
    }
    if (!measure.has_unit) {
        take_first_unit(&name, &measure);
    }
    measure.subject = passage_of(arena, "", name);
    return measure;
}

/* ------------------------------------------------------------- comparing */

static bool is_within(const struct written_number *written, int64_t filed, long percent)
{
    int64_t room = written->scaled / 4, slack = written->scaled / SHARE * percent;
    int64_t above = (written->is_about && !written->is_less ? room : 0) + slack;
    int64_t below = (written->is_about && !written->is_more ? room : 0) + slack;
    if (written->unit > 0 && filed != written->scaled) {
        above = above > written->unit - 1 ? above : written->unit - 1; /* cut off */
        below = below > written->unit / 2 ? below : written->unit / 2; /* rounded up */
    }
    return (written->is_most || filed >= written->scaled - below) &&
           (written->is_least || filed <= written->scaled + above);
}

bool measure_agrees(const struct measure *measure, const struct written_number *written,
                    int64_t filed, long percent)
{
    int64_t meant;
    if (__builtin_mul_overflow(filed, measure->times, &meant)) {
        return true; /* out of range: not judged */
    }
    bool is_good = is_within(written, meant, percent);
    if (measure->is_share && !measure->has_unit && filed <= DECIMAL_ONE) {
        return is_good || is_within(written, filed * SHARE, percent); /* 0,85 is 85 % */
    }
    /* Where the name names no unit, the figure may be in thousands or millions. */
    for (size_t i = 0; !measure->has_unit && !is_good && written->is_money &&
                       i < sizeof(SCALES) / sizeof(SCALES[0]);
         i++) {
        is_good = !__builtin_mul_overflow(filed, SCALES[i].times, &meant) &&
                  is_within(written, meant, percent);
    }
    return is_good;
}
