/*
 * columns.c — finds the head row of a sheet by the folded names of its columns, then reads the rows
 * below it by the places of those columns.
 */
#include "ingest/columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "evidence/kinds.h"
#include "evidence/limits.h"
#include "text/amount.h"
#include "wire/wire.h"

/* One more than is allowed: admission refuses a row with too many; nothing is cut. */
enum {
    HEAD_MIN = 3,
    FIGURES_MAX = EVIDENCE_FIGURES_MAX + 1,
    CODES_MAX = EVIDENCE_CRITERIA_MAX + 1
};

const char *columns_name(const char *field)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (strncmp(field, SHEET_HEADS[i].field, strlen(SHEET_HEADS[i].field)) == 0) {
            return SHEET_HEADS[i].name;
        }
    }
    return field;
}

static bool is_empty(const Evidence__V1__SheetRow *row)
{
    for (size_t i = 0; i < row->n_cells; i++) {
        size_t len = strlen(row->cells[i]);
        text_trim(row->cells[i], &len);
        if (len > 0) {
            return false;
        }
    }
    return true;
}

/* The column that a cell names; COLUMN_COUNT: none. */
static size_t head_of(const char *cell, struct arena *arena)
{
    const char *folded = text_fold(arena, cell, strlen(cell));
    size_t h = 0;
    while (h < COLUMN_COUNT && !text_is_among(SHEET_HEADS[h].words, folded)) {
        h++;
    }
    return h;
}

/* The figure's name in "Số liệu: Số lượt"; NULL: it is another heading. */
static const char *figure_heading(const char *cell, struct arena *arena)
{
    static const char START[] = "so lieu:";
    const char *colon = strchr(cell, ':');
    if (colon == NULL ||
        strncmp(text_fold(arena, cell, strlen(cell)), START, sizeof(START) - 1) != 0) {
        return NULL;
    }
    size_t len = strlen(colon + 1);
    const char *name = text_trim(colon + 1, &len);
    return len > 0 ? text_nfc(arena, name, len) : NULL;
}

static void find_figures(struct columns *self, const Evidence__V1__SheetRow *row,
                         struct arena *arena)
{
    self->figure_count = 0;
    for (size_t i = 0; i < row->n_cells && self->figure_count < FIGURES_MAX; i++) {
        const char *name = figure_heading(row->cells[i], arena);
        if (name != NULL) {
            struct figure_column *column = &self->figures[self->figure_count++];
            size_t len = text_cut(name, strlen(name), sizeof(column->name) - 1);
            column->place = i;
            snprintf(column->name, sizeof(column->name), "%.*s", (int)len, name);
        }
    }
}

size_t columns_names(const char *const *cells, size_t count)
{
    struct arena *arena = arena_new();
    size_t names = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_head =
            head_of(cells[i], arena) < COLUMN_COUNT || figure_heading(cells[i], arena) != NULL;
        names += is_head ? 1 : 0;
    }
    arena_free(&arena);
    return names;
}

static int find_heads(const Evidence__V1__SheetRow *row, struct arena *arena,
                      int places[static COLUMN_COUNT])
{
    int found = 0;
    for (int c = 0; c < COLUMN_COUNT; c++) {
        places[c] = -1;
    }
    for (size_t i = 0; i < row->n_cells; i++) {
        size_t head = head_of(row->cells[i], arena);
        if (head < COLUMN_COUNT && places[head] < 0) {
            places[head] = (int)i;
            found++;
        }
    }
    return found;
}

static const char *field_at(const struct columns *self, size_t place)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        int known = self->places[i];
        if (known >= 0 && (size_t)known == place) {
            return SHEET_HEADS[i].field;
        }
    }
    for (size_t i = 0; i < self->figure_count; i++) {
        if (self->figures[i].place == place) {
            return "figures";
        }
    }
    return NULL;
}

const char *columns_fault(const struct columns *self, const Evidence__V1__SheetRow *row, size_t *at)
{
    const char *field = NULL;
    while (self->is_known && field == NULL && *at < row->n_faults) {
        field = field_at(self, row->faults[(*at)++]->column);
    }
    return field;
}

enum row_kind columns_look(struct columns *self, const Evidence__V1__SheetRow *row,
                           struct arena *arena)
{
    if (strncmp(self->sheet, row->sheet, sizeof(self->sheet) - 1) != 0) {
        self->is_known = false;
        snprintf(self->sheet, sizeof(self->sheet), "%s", row->sheet);
    }
    size_t at = 0;
    if (is_empty(row) && columns_fault(self, row, &at) == NULL) {
        return ROW_NOTHING;
    }
    int places[COLUMN_COUNT];
    if (!self->is_known) {
        if (find_heads(row, arena, places) < HEAD_MIN) {
            return ROW_NOTHING;
        }
        memcpy(self->places, places, sizeof(self->places));
        find_figures(self, row, arena);
        self->is_known = true;
        return ROW_HEAD;
    }
    return ROW_PIECE;
}

/* A trimmed copy, composed, so that a row typed on another system is the same row; "" where the
 * row has no such cell. */
static char *cell_at(const Evidence__V1__SheetRow *row, size_t place, struct arena *arena)
{
    const char *text = place < row->n_cells ? row->cells[place] : "";
    size_t len = strlen(text);
    text = text_trim(text, &len);
    return text_nfc(arena, text, len);
}

/* "" where the sheet has no such column. */
static char *columns_cell(const struct columns *self, const Evidence__V1__SheetRow *row,
                          enum sheet_column column, struct arena *arena)
{
    int place = self->places[column];
    return place >= 0 ? cell_at(row, (size_t)place, arena) : arena_text(arena, "", 0);
}

static char *kind_of(char *text, struct arena *arena)
{
    const char *kind = evidence_kind_of_word(text_fold(arena, text, strlen(text)));
    return kind != NULL ? arena_print(arena, "%s", kind) : text; /* admission refuses the rest */
}

static char *date_of(char *text, struct arena *arena)
{
    date_days date;
    char iso[DATE_TEXT];
    if (date_parse_cell(text, &date)) {
        return arena_print(arena, "%s", date_print(date, iso));
    }
    return text;
}

/* Parts between separators, trimmed, without empty ones. */
static size_t columns_split(char *text, const char *separators, char **into, size_t max)
{
    size_t count = 0;
    char *rest = NULL;
    for (char *part = strtok_r(text, separators, &rest); part != NULL && count < max;
         part = strtok_r(NULL, separators, &rest)) {
        size_t len = strlen(part);
        const char *trimmed = text_trim(part, &len);
        char *start = part + (trimmed - part);
        start[len] = '\0';
        if (len > 0) {
            into[count++] = start;
        }
    }
    return count;
}

/* The decimal that is stored, so that "1.234" and "1234" make the same row; admission refuses what
 * cannot be read. */
static char *value_of(const char *name, char *text, struct arena *arena)
{
    struct decimal value;
    char decimal[DECIMAL_TEXT];
    return amount_read(arena, name, text, &value) == AMOUNT_READ
               ? arena_print(arena, "%s", amount_print(value, decimal))
               : text;
}

static void add_figure(Evidence__V1__Submission *piece, char *name, char *value,
                       struct arena *arena)
{
    Evidence__V1__Figure *figure = arena_alloc(arena, sizeof(*figure));
    evidence__v1__figure__init(figure);
    figure->name = name;
    figure->value = value_of(name, value, arena);
    piece->figures[piece->n_figures++] = figure;
}

/* Whether a name has a value of its own in it: "Số buổi=3, Số lượt", "Số buổi: 3 (sáng". */
static bool has_value(const char *name, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        size_t at = i + 1;
        while (name[i] == ':' && at < len && name[at] == ' ') {
            at++;
        }
        bool is_digit = at < len && name[at] >= '0' && name[at] <= '9';
        if (name[i] == '=' || (name[i] == ':' && is_digit)) {
            return true;
        }
    }
    return false;
}

/* "Tổng số = 30; nam: 12": a part without "=" and ":", or with two values, is a figure without a
 * value, which admission refuses. */
static void add_figures(Evidence__V1__Submission *piece, char *text, struct arena *arena)
{
    char *parts[FIGURES_MAX];
    size_t count = columns_split(text, ";\n", parts, FIGURES_MAX);
    for (size_t i = 0; i < count; i++) {
        char *equals = strrchr(parts[i], '=');
        equals = equals != NULL ? equals : strrchr(parts[i], ':');
        size_t name_len = equals != NULL ? (size_t)(equals - parts[i]) : strlen(parts[i]);
        const char *value = equals != NULL && !has_value(parts[i], name_len) ? equals + 1 : "";
        size_t value_len = strlen(value);
        const char *name = text_trim(parts[i], &name_len);
        value = text_trim(value, &value_len);
        add_figure(piece, arena_text(arena, name, name_len), arena_text(arena, value, value_len),
                   arena);
    }
}

Evidence__V1__Submit *columns_submit(const struct columns *self, const Evidence__V1__SheetRow *row,
                                     const char *campaign, struct arena *arena)
{
    Evidence__V1__Submission *piece = arena_alloc(arena, sizeof(*piece));
    evidence__v1__submission__init(piece);
    piece->campaign = arena_print(arena, "%s", campaign);
    piece->unit = columns_cell(self, row, COLUMN_UNIT, arena);
    piece->kind = kind_of(columns_cell(self, row, COLUMN_KIND, arena), arena);
    piece->title = columns_cell(self, row, COLUMN_TITLE, arena);
    piece->occurred_on = date_of(columns_cell(self, row, COLUMN_OCCURRED_ON, arena), arena);
    piece->received_on = date_of(columns_cell(self, row, COLUMN_RECEIVED_ON, arena), arena);
    piece->received_ground = columns_cell(self, row, COLUMN_RECEIVED_GROUND, arena);
    piece->document_symbol = columns_cell(self, row, COLUMN_SYMBOL, arena);
    piece->link = columns_cell(self, row, COLUMN_LINK, arena);
    piece->text = columns_cell(self, row, COLUMN_TEXT, arena);
    piece->criteria = arena_alloc(arena, CODES_MAX * sizeof(char *));
    piece->n_criteria = columns_split(columns_cell(self, row, COLUMN_CRITERIA, arena), ";, \n",
                                      piece->criteria, CODES_MAX);
    piece->figures =
        arena_alloc(arena, (FIGURES_MAX + self->figure_count) * sizeof(*piece->figures));
    add_figures(piece, columns_cell(self, row, COLUMN_FIGURES, arena), arena);
    for (size_t i = 0; i < self->figure_count; i++) {
        char *value = cell_at(row, self->figures[i].place, arena);
        if (value[0] != '\0') {
            add_figure(piece, arena_print(arena, "%s", self->figures[i].name), value, arena);
        }
    }
    Evidence__V1__Submit *submit = arena_alloc(arena, sizeof(*submit));
    evidence__v1__submit__init(submit);
    submit->submission = piece;
    char name[HASH_TEXT];
    struct wire_bytes bytes = wire_pack(arena, &piece->base);
    struct hash hash = hash_of(bytes.data, bytes.len);
    submit->idempotency_key = arena_print(arena, "row:%s", hash_print(&hash, name));
    return submit;
}

/* The cell of the i-th figure: those of column "Số liệu" come first, then the columns of their own
 * that are not empty. */
static int place_of_figure(const struct columns *self, const Evidence__V1__SheetRow *row, size_t i,
                           struct arena *arena)
{
    char *parts[FIGURES_MAX];
    size_t together =
        columns_split(columns_cell(self, row, COLUMN_FIGURES, arena), ";\n", parts, FIGURES_MAX);
    if (i < together) {
        return self->places[COLUMN_FIGURES];
    }
    i -= together;
    for (size_t c = 0; c < self->figure_count; c++) {
        bool is_empty_cell = cell_at(row, self->figures[c].place, arena)[0] == '\0';
        if (!is_empty_cell && i-- == 0) {
            return (int)self->figures[c].place;
        }
    }
    return self->places[COLUMN_FIGURES];
}

int columns_place(const struct columns *self, const Evidence__V1__SheetRow *row, const char *field,
                  struct arena *arena)
{
    static const char FIGURE[] = "figures[";
    if (strncmp(field, FIGURE, sizeof(FIGURE) - 1) == 0) {
        size_t i = strtoul(field + sizeof(FIGURE) - 1, NULL, 10);
        return place_of_figure(self, row, i, arena);
    }
    for (size_t i = 0; i < COLUMN_COUNT && field[0] != '\0'; i++) {
        if (strncmp(field, SHEET_HEADS[i].field, strlen(SHEET_HEADS[i].field)) == 0) {
            return self->places[i];
        }
    }
    return -1;
}
