/*
 * cells.c — converts the text of one cell to its JSON value, and keeps the place of every value in
 * a map by JSON pointer.
 */
#include "workbook/cells.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/map.h"
#include "base/text.h"
#include "text/amount.h"
#include "workbook/book.h"

enum { EXACT_PLACES = 10, GARBAGE_PLACES = 12 };

/* ------------------------------------------------------------- numbers */

/* Office programs turn 0.3 into "0.30000000000000004": rounds to ten places. */
static void round_garbage(char *text)
{
    char *point = strchr(text, '.');
    if (point == NULL || strlen(point + 1) < GARBAGE_PLACES || strchr(text, 'E') != NULL) {
        return;
    }
    char *at = point + EXACT_PLACES;
    bool is_up = at[1] >= '5';
    at[1] = '\0';
    for (; is_up && at > text; at--) {
        if (*at == '.') {
            continue;
        }
        is_up = *at == '9';
        *at = is_up ? '0' : (char)(*at + 1);
    }
    if (is_up) { /* 9.99999999999: the first digit, too */
        is_up = *at == '9';
        *at = is_up ? '0' : (char)(*at + 1);
    }
    if (is_up) {
        memmove(text + 1, text, strlen(text) + 1); /* there is room: places were cut */
        *text = '1';
    }
    for (char *end = text + strlen(text) - 1; *end == '0' || *end == '.'; end--) {
        bool is_point = *end == '.';
        *end = '\0';
        if (is_point) {
            break;
        }
    }
}

/* As the program stores a cell of numbers ("1500000.5"), or as users write it in a cell of text
 * ("1.500.000,5"). */
static json_t *read_number(const char *text, struct arena *arena, struct faults *faults,
                           const char *place)
{
    size_t whole = strspn(text, "-0123456789"), places = strspn(text + whole, ".0123456789");
    char *copy = arena_text(arena, text, strlen(text)), decimal[DECIMAL_TEXT];
    struct decimal value;
    if (text[whole + places] == '\0' && strchr(text + whole, '.') == strrchr(text + whole, '.')) {
        char *point = strchr(copy, '.');
        round_garbage(copy);
        if (point != NULL && strlen(point) == 5 && point[4] == '0') {
            point[4] = '\0'; /* the connector's mark of three decimals */
        }
        return json_string(copy);
    }
    enum amount amount = amount_read_digits(text, &value);
    if (amount == AMOUNT_DOUBTFUL) {
        faults_add(faults, FAULT_BROKEN, place,
                   "“%s” có hai cách hiểu; ghi 1234 cho số nguyên, 1,2340 cho số lẻ", text);
        return NULL;
    }
    return json_string(amount == AMOUNT_READ ? decimal_print(value, decimal) : copy);
}

/* ------------------------------------------------------------- lists */

/* The next of "a; "b;c"; d" from *text on, in the arena; NULL at the end. */
static const char *next_item(const char **text, struct arena *arena)
{
    const char *at = *text + strspn(*text, "; \n\r\t");
    struct buf item = {0};
    bool is_quoted = *at == '"';
    at += is_quoted ? 1 : 0;
    if (*at == '\0') {
        return NULL;
    }
    for (; *at != '\0'; at++) {
        if (is_quoted && at[0] == '"' && at[1] != '"') {
            at++;
            break;
        }
        if (!is_quoted && strchr(";\n\r", *at) != NULL) {
            break;
        }
        at += is_quoted && *at == '"' ? 1 : 0;
        buf_byte(&item, *at);
    }
    *text = at;
    size_t len = item.len;
    const char *start = buf_string(&item);
    if (!is_quoted) {
        start = text_trim(start, &len);
    }
    const char *copy = arena_text(arena, start, len);
    buf_free(&item);
    return copy;
}

static json_t *read_list(const char *text, struct arena *arena)
{
    json_t *list = json_array();
    for (const char *item; (item = next_item(&text, arena)) != NULL;) {
        json_array_append_new(list, json_string(item));
    }
    return list;
}

static json_t *read_day(const char *text)
{
    date_days day;
    char iso[DATE_TEXT];
    return json_string(date_parse_cell(text, &day) ? date_print(day, iso) : text);
}

static json_t *read_pace(const char *text, struct arena *arena, struct faults *faults,
                         const char *place)
{
    json_t *list = json_array();
    for (const char *item; (item = next_item(&text, arena)) != NULL;) {
        const char *colon = strchr(item, ':');
        if (colon == NULL) {
            faults_add(faults, FAULT_BROKEN, place, "tiến độ ghi như “2023-06-30: 50”");
            json_decref(list);
            return NULL;
        }
        size_t len = (size_t)(colon - item);
        const char *by = text_trim(item, &len);
        json_t *step = json_object();
        json_object_set_new(step, "by", read_day(arena_text(arena, by, len)));
        len = strlen(colon + 1);
        const char *percent = text_trim(colon + 1, &len);
        json_object_set_new(step, "percent",
                            read_number(arena_text(arena, percent, len), arena, faults, place));
        json_array_append_new(list, step);
    }
    return list;
}

/* ------------------------------------------------------------- words */

static json_t *read_word(const struct column *column, const char *text, struct arena *arena,
                         struct faults *faults, const char *place)
{
    struct buf known = {0};
    const char *folded = text_fold(arena, text, strlen(text));
    for (const struct word *word = column->words; word->json != NULL; word++) {
        if (strcmp(folded, text_fold(arena, word->shown, strlen(word->shown))) == 0) {
            buf_free(&known);
            return json_string(word->json);
        }
        buf_print(&known, "%s“%s”", known.len > 0 ? ", " : "", word->shown);
    }
    faults_add(faults, FAULT_BROKEN, place, "“%s” không có nghĩa ở cột “%s”; chỉ dùng %s", text,
               column->heading, buf_string(&known));
    buf_free(&known);
    return NULL;
}

static json_t *read_figure(const char *text)
{
    if (text[0] == '#' && text[1] != '#') {
        char *end;
        unsigned long number = strtoul(text + 1, &end, 10);
        if (*end == '\0' && end > text + 1 && number < CELLS_FIGURES_MAX) {
            return json_integer((json_int_t)number);
        }
    }
    return json_string(text + (text[0] == '#' && text[1] == '#' ? 1 : 0));
}

static json_t *read_count(const char *text, struct faults *faults, const char *place)
{
    char *end;
    unsigned long number = strtoul(text, &end, 10);
    if (*end != '\0' || number > CELLS_FIGURES_MAX) {
        faults_add(faults, FAULT_BROKEN, place, "“%s” phải là số nguyên", text);
        return NULL;
    }
    return json_integer((json_int_t)number);
}

json_t *cells_value(const struct column *column, const char *text, struct arena *arena,
                    struct faults *faults, const char *place)
{
    size_t len = strlen(text);
    const char *start = text_trim(text, &len);
    const char *plain = arena_text(arena, start, len);
    switch (column->type) {
    case COLUMN_CODE:
        return json_string(plain);
    case COLUMN_DAY:
        return read_day(plain);
    case COLUMN_NUMBER:
        return read_number(plain, arena, faults, place);
    case COLUMN_COUNT:
        return read_count(plain, faults, place);
    case COLUMN_WORD:
        return read_word(column, plain, arena, faults, place);
    case COLUMN_LIST:
        return read_list(plain, arena);
    case COLUMN_FIGURE:
        return read_figure(plain);
    case COLUMN_PACE:
        return read_pace(plain, arena, faults, place);
    case COLUMN_TEXT:
        break;
    }
    return json_string(text);
}

/* ------------------------------------------------------------- texts of faults */

static const char *heading_of(const char *key, size_t len)
{
    static const char RULES[] = "Quy tắc";
    const char *found = NULL;
    for (size_t i = 0; i < FORM_COUNT; i++) {
        for (size_t at = 0; at < FORMS[i].column_count; at++) {
            const struct column *column = &FORMS[i].columns[at];
            const char *slash = strrchr(column->key, '/');
            const char *last = slash != NULL ? slash + 1 : column->key;
            bool is_rule = strcmp(FORMS[i].sheet, RULES) == 0;
            if (strlen(last) == len && memcmp(last, key, len) == 0 && (found == NULL || is_rule)) {
                found = column->heading;
            }
        }
    }
    for (const struct branch *branch = BRANCHES; branch->key != NULL && found == NULL; branch++) {
        if (strlen(branch->key) == len && memcmp(branch->key, key, len) == 0) {
            found = branch->shown;
        }
    }
    return found;
}

const char *book_words(const char *text, struct arena *arena)
{
    static const char OPEN[] = "“", CLOSE[] = "”";
    struct buf words = {0};
    for (const char *open; (open = strstr(text, OPEN)) != NULL;) {
        const char *key = open + strlen(OPEN), *close = strstr(key, CLOSE);
        const char *heading = close != NULL ? heading_of(key, (size_t)(close - key)) : NULL;
        if (close == NULL) {
            break;
        }
        buf_add(&words, text, (size_t)(key - text));
        buf_add(&words, heading != NULL ? heading : key,
                heading != NULL ? strlen(heading) : (size_t)(close - key));
        text = close;
    }
    buf_text(&words, text);
    const char *copy = arena_text(arena, buf_string(&words), words.len);
    buf_free(&words);
    return copy;
}

/* ------------------------------------------------------------- places */

struct book_places {
    struct arena *arena;
    struct map *map; /* text by pointer */
};

struct book_places *places_new(struct arena *arena)
{
    struct book_places *self = memory_zero(sizeof(*self));
    self->arena = arena;
    self->map = map_new();
    return self;
}

void places_free(struct book_places **pointer)
{
    struct book_places *self = *pointer;
    *pointer = NULL;
    if (self != NULL) {
        map_free(&self->map);
        free(self);
    }
}

void places_put(struct book_places *self, const char *pointer, const char *place)
{
    map_put_text(self->map, pointer, arena_print(self->arena, "%s", place));
}

const char *places_find(const struct book_places *self, const char *pointer)
{
    for (size_t len = strlen(pointer); len > 0; len--) {
        const char *place =
            pointer[len] == '\0' || pointer[len] == '/' ? map_get(self->map, pointer, len) : NULL;
        if (place != NULL) {
            return place;
        }
    }
    return pointer;
}
