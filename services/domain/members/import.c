/*
 * import.c — imports an export: each sheet is matched by the fingerprint of its headings with a
 * mapping that a person chose, one that is known, or one that other units use; sheets that remain
 * are returned as a question, else the book is judged and becomes a snapshot of numbers and
 * findings.
 */
#include "members/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

struct importing {
    const struct member_order *order;
    struct member_book *book;
    struct arena *arena;
    json_t *used;  /* mappings that matched this file, to be stored */
    json_t *asked; /* sheets whose mapping is not confirmed yet */
};

/* ---------------------------------------------------------------- layouts */

static const struct member_line *head_of(const struct member_sheet *sheet)
{
    return &sheet->lines[sheet->head];
}

static void map_as(const struct importing *self, struct member_sheet *sheet, const json_t *fields)
{
    const struct member_line *head = head_of(sheet);
    for (int f = 0; f < MEMBER_FIELDS; f++) {
        sheet->places[f] = -1;
    }
    for (size_t i = 0; i < head->count; i++) {
        enum member_field field;
        const char *heading = member_heading(self->arena, head->cells[i]);
        const char *code = json_string_value(json_object_get(fields, heading));
        if (code != NULL && member_field_find(code, &field) && sheet->places[field] < 0) {
            sheet->places[field] = (int)i;
        }
    }
}

static bool map_by_hand(const struct importing *self, struct member_sheet *sheet)
{
    const struct member_line *head = head_of(sheet);
    bool has_changed = false;
    for (size_t i = 0; i < head->count; i++) {
        enum member_field field;
        const char *heading = member_heading(self->arena, head->cells[i]);
        const char *code = json_string_value(json_object_get(self->order->by_hand, heading));
        if (code != NULL && member_field_find(code, &field)) {
            sheet->places[field] = (int)i;
            has_changed = true;
        }
    }
    return has_changed;
}

static int field_at(const struct member_sheet *sheet, size_t column)
{
    for (int f = 0; f < MEMBER_FIELDS; f++) {
        if (sheet->places[f] == (int)column) {
            return f;
        }
    }
    return -1;
}

static void import_remember(struct importing *self, const struct member_sheet *sheet,
                            const char *id)
{
    const struct member_line *head = head_of(sheet);
    json_t *fields = json_object();
    for (size_t i = 0; i < head->count; i++) {
        int field = field_at(sheet, i);
        if (field >= 0) {
            json_object_set_new(fields, member_heading(self->arena, head->cells[i]),
                                json_string(member_field_code((enum member_field)field)));
        }
    }
    json_object_set_new(self->used, id, fields);
}

/* A data row taken for the head must not be shown: a heading is no day and not mostly digits. */
static bool is_heading(const char *cell)
{
    date_days day;
    size_t digits = 0, len = strlen(cell);
    for (size_t i = 0; i < len; i++) {
        digits += cell[i] >= '0' && cell[i] <= '9';
    }
    return !date_parse_cell(cell, &day) && 2 * digits <= len;
}

static bool has_head(const struct member_sheet *sheet)
{
    const struct member_line *head = head_of(sheet);
    size_t filled = 0;
    for (size_t i = 0; i < head->count; i++) {
        filled += head->cells[i][0] != '\0';
        if (!is_heading(head->cells[i])) {
            return false;
        }
    }
    return filled > 1;
}

static void import_ask(struct importing *self, const struct member_sheet *sheet, const char *id)
{
    const struct member_line *head = head_of(sheet);
    json_t *columns = json_array();
    for (size_t i = 0; i < head->count; i++) {
        int field = field_at(sheet, i);
        if (head->cells[i][0] != '\0') {
            const char *code = field >= 0 ? member_field_code((enum member_field)field) : NULL;
            json_array_append_new(columns, json_pack("{s:s, s:s, s:s?}", "heading",
                                                     member_heading(self->arena, head->cells[i]),
                                                     "name", head->cells[i], "field", code));
        }
    }
    json_array_append_new(self->asked,
                          json_pack("{s:s, s:s, s:i, s:o}", "id", id, "sheet", sheet->name, "row",
                                    (int)head->row, "columns", columns));
}

static bool is_read(const struct member_sheet *sheet)
{
    return member_sheet_is_list(sheet) || member_sheet_is_log(sheet);
}

static const json_t *mapping_of(const struct importing *self, const char *id)
{
    const json_t *chosen = json_object_get(self->order->chosen, id);
    return chosen != NULL ? chosen : json_object_get(self->order->known, id);
}

static void map_sheet(struct importing *self, struct member_sheet *sheet)
{
    char id[UUID_TEXT];
    member_sheet_propose(sheet, self->arena);
    struct uuid fingerprint = member_sheet_fingerprint(sheet, self->arena);
    const json_t *mapping = mapping_of(self, uuid_print(&fingerprint, id));
    const json_t *offer = json_object_get(self->order->offers, id);
    if (mapping != NULL || offer != NULL) {
        map_as(self, sheet, mapping != NULL ? mapping : offer);
    }
    bool is_by_hand = map_by_hand(self, sheet);
    if (is_read(sheet) || mapping != NULL) {
        import_remember(self, sheet, id);
    }
    if (is_read(sheet) && mapping == NULL && !is_by_hand && !self->order->is_agreed) {
        import_ask(self, sheet, id);
    }
}

/* No column of the file is known: asks about every sheet with a head. */
static void ask_all(struct importing *self)
{
    for (size_t i = 0; i < self->book->count; i++) {
        struct member_sheet *sheet = &self->book->sheets[i];
        if (sheet->count > 0 && has_head(sheet)) {
            char id[UUID_TEXT];
            struct uuid fingerprint = member_sheet_fingerprint(sheet, self->arena);
            import_ask(self, sheet, uuid_print(&fingerprint, id));
        }
    }
}

/* ---------------------------------------------------------------- results */

static json_t *import_refused(const char *problem)
{
    return json_pack("{s:s, s:s}", "state", "refused", "problem", problem);
}

static json_t *import_question(struct importing *self)
{
    json_t *fields = json_array();
    for (int f = 0; f < MEMBER_FIELDS; f++) {
        enum member_field field = (enum member_field)f;
        json_array_append_new(fields, json_pack("{s:s, s:s, s:b}", "code", member_field_code(field),
                                                "name", member_field_name(field), "needed",
                                                (int)member_field_is_needed(field)));
    }
    return json_pack("{s:s, s:{s:o, s:O}}", "state", "needs_mapping", "layout", "fields", fields,
                     "sheets", self->asked);
}

static json_t *findings_of(const struct member_judgement *judged)
{
    json_t *findings = json_array();
    for (size_t i = 0; i < judged->count; i++) {
        const struct member_finding *one = &judged->findings[i];
        json_array_append_new(findings,
                              json_pack("{s:s, s:s, s:i, s:s, s:s, s:s, s:s}", "code",
                                        one->check->code, "sheet", one->sheet, "row", (int)one->row,
                                        "column", member_field_name(one->field), "severity",
                                        one->is_error ? "error" : "warning", "message",
                                        one->check->message, "mend", one->check->mend));
    }
    return findings;
}

/* The same file, day and rules give the same snapshot, however often the file is sent. */
static struct uuid name_of(const struct importing *self, const char *receipt)
{
    const struct member_order *order = self->order;
    char *mappings = json_dumps(self->used, JSON_COMPACT | JSON_SORT_KEYS);
    const char *name =
        arena_print(self->arena, "%s|%s|%s|%s|%s", order->unit,
                    order->campaign != NULL ? order->campaign : "", order->hash, receipt, mappings);
    free(mappings);
    return uuid_name("member snapshot", name, strlen(name));
}

static json_t *import_snapshot(struct importing *self)
{
    const struct member_order *order = self->order;
    struct member_judgement judged;
    struct buf receipt = {0};
    char id_text[UUID_TEXT], day[DATE_TEXT], score[DECIMAL_TEXT];
    member_judge(self->book, &order->rules, self->arena, &judged);
    member_receipt(&judged, &order->rules, &receipt);
    struct uuid id = name_of(self, buf_string(&receipt));
    json_t *root = json_pack("{s:s, s:s, s:s*, s:s, s:s, s:i, s:i, s:s, s:o, s:o, s:O}", "id",
                             uuid_print(&id, id_text), "unit", order->unit, "campaign",
                             order->campaign, "as_of", date_print(order->rules.as_of, day), "hash",
                             order->hash, "rows", judged.rows, "members", judged.active, "score",
                             decimal_print_points(member_score(&judged, &order->rules), score),
                             "receipt", json_loads(buf_string(&receipt), 0, NULL), "findings",
                             findings_of(&judged), "mappings", self->used);
    const struct left_out *left_out = &self->book->left_out;
    json_object_set_new(root, "left_out",
                        json_pack("{s:i, s:i, s:i}", "hidden", (int)left_out->hidden_rows,
                                  "hidden_sheets", (int)left_out->hidden_sheets, "empty",
                                  (int)left_out->empty_rows));
    buf_free(&receipt);
    return json_pack("{s:s, s:o}", "state", "done", "snapshot", root);
}

static json_t *import_run(struct importing *self)
{
    bool has_rows = false;
    if (self->book->problem != NULL) {
        return import_refused(self->book->problem);
    }
    for (size_t i = 0; i < self->book->count; i++) {
        struct member_sheet *sheet = &self->book->sheets[i];
        if (sheet->count > 0) {
            map_sheet(self, sheet);
            has_rows = has_rows || is_read(sheet);
        }
    }
    if (!has_rows) {
        ask_all(self);
    }
    if (json_array_size(self->asked) > 0) {
        return import_question(self);
    }
    return has_rows ? import_snapshot(self) : import_refused("sheet.no_head");
}

json_t *member_import(const struct member_order *order, struct member_book *book,
                      struct arena *arena)
{
    struct importing self = {order, book, arena, json_object(), json_array()};
    json_t *root = import_run(&self);
    json_decref(self.used);
    json_decref(self.asked);
    return root;
}
