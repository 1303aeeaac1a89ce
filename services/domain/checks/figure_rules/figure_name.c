/*
 * figure_name.c — the key by which a figure is found again in other submissions.
 */
#include <string.h>

#include "base/text.h"
#include "checks/engine/past.h"

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static bool ends_with(const char *text, const char *end)
{
    size_t len = strlen(text), end_len = strlen(end);
    return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

static bool figure_name_has(const char *text, const char *words)
{
    return strstr(text, words) != NULL;
}

static char *figure_name_cut(struct arena *arena, const char *text, size_t len)
{
    while (len > 0 && strchr(" (,;:-", text[len - 1]) != NULL) {
        len--;
    }
    return arena_text(arena, text, len);
}

/* The text before the first of the marks. */
static const char *cut_before(struct arena *arena, const char *text, const char *const *marks)
{
    size_t len = strlen(text);
    for (; *marks != NULL; marks++) {
        const char *at = strstr(text, *marks);
        len = at != NULL && at > text && (size_t)(at - text) < len ? (size_t)(at - text) : len;
    }
    return figure_name_cut(arena, text, len);
}

/* A stock: its level on a day, which may fall: "số đoàn viên tính đến 31/12". */
static bool is_stock(const char *key)
{
    static const char *const STOCKS[] = {"doan vien", "hoi vien",   "doi vien",    "chi doan",
                                         "chi hoi",   "co so doan", "can bo doan", "thanh nien"};
    key += starts_with(key, "tong ") ? strlen("tong ") : 0;
    key += starts_with(key, "so luong ") ? strlen("so luong ") : 0;
    key += starts_with(key, "so ") ? strlen("so ") : 0;
    for (size_t i = 0; i < sizeof(STOCKS) / sizeof(STOCKS[0]); i++) {
        if (strcmp(key, STOCKS[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool take_running(struct arena *arena, const char *folded, struct figure_name *out)
{
    static const char *const TAILS[] = {" luy ke",     "(luy ke",     " cong don", " tinh den",
                                        " den thang",  " den ngay",   " den het",  " den nay",
                                        " tu dau nam", "(tu dau nam", "(tinh den", NULL};
    bool is_sum = figure_name_has(folded, "luy ke") || figure_name_has(folded, "cong don") ||
                  figure_name_has(folded, "tu dau nam");
    if (!is_sum && !figure_name_has(folded, "tinh den")) {
        return false;
    }
    folded += starts_with(folded, "luy ke ") ? strlen("luy ke ") : 0;
    const char *key = cut_before(arena, folded, TAILS);
    *out = (struct figure_name){key, is_sum || !is_stock(key) ? FIGURE_RUNNING : FIGURE_PLAIN};
    return true;
}

/* "… so với kế hoạch" is a result, not a plan. */
static bool take_plan(struct arena *arena, const char *folded, struct figure_name *out)
{
    static const char *const RESULTS[] = {"so voi",        "ty le",      "ti le", "dat ke hoach",
                                          "vuot ke hoach", "hoan thanh", "%"};
    static const char *const TAILS[] = {" du kien",       "(du kien",  " theo ke hoach",
                                        "(theo ke hoach", "(ke hoach", NULL};
    for (size_t i = 0; i < sizeof(RESULTS) / sizeof(RESULTS[0]); i++) {
        if (figure_name_has(folded, RESULTS[i])) {
            return false;
        }
    }
    if (starts_with(folded, "du kien ")) {
        *out = (struct figure_name){figure_name_cut(arena, folded + strlen("du kien "),
                                                    strlen(folded + strlen("du kien "))),
                                    FIGURE_PLAN};
        return true;
    }
    const char *key = cut_before(arena, folded, TAILS);
    if (strcmp(key, folded) == 0 && ends_with(folded, " ke hoach")) {
        key = figure_name_cut(arena, folded, strlen(folded) - strlen(" ke hoach"));
    }
    *out = (struct figure_name){key, FIGURE_PLAN};
    return strcmp(key, folded) != 0;
}

struct figure_name figure_name_of(struct arena *arena, const char *name)
{
    const char *folded = text_fold(arena, name, strlen(name));
    struct figure_name found;
    if (take_running(arena, folded, &found) || take_plan(arena, folded, &found)) {
        return found;
    }
    return (struct figure_name){folded, FIGURE_PLAIN};
}

struct figure_name figure_name_in(struct arena *arena, const Evidence__V1__Submission *piece,
                                  size_t n)
{
    struct figure_name name = figure_name_of(arena, piece->figures[n]->name);
    const char *title = text_fold(arena, piece->title, strlen(piece->title));
    if (name.shape == FIGURE_PLAIN && strcmp(piece->kind, "document") == 0 &&
        starts_with(title, "ke hoach ")) {
        name.shape = FIGURE_PLAN;
    }
    return name;
}

bool past_is_number(const char *value, struct decimal *out)
{
    static const int64_t MOST = 99999999999999 * (int64_t)DECIMAL_ONE;
    return decimal_parse(value, out) && out->raw <= MOST && out->raw >= -MOST;
}

const struct figure_past *past_of(const struct past *past, const struct figure_name *name)
{
    for (size_t i = 0; past != NULL && i < past->figure_count; i++) {
        const struct figure_past *figure = &past->figures[i];
        if (figure->name.shape == name->shape && strcmp(figure->name.key, name->key) == 0) {
            return figure;
        }
    }
    return NULL;
}
