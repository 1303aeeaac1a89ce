/*
 * check.c — all faults of a workbook at once: those of its cells and those of the set; see book.h.
 */
#include "base/json.h"
#include "rules/set.h"
#include "workbook/book.h"

void book_judge(struct book *self, const struct set *set, struct arena *arena)
{
    for (const struct fault *fault = set->faults.first; fault != NULL; fault = fault->next) {
        faults_add(&self->faults, fault->weight, book_place(self, fault->place), "%s",
                   book_words(fault->text, arena));
    }
}

static void write_faults(struct json *json, const struct faults *faults)
{
    json_int(json, "wrong", (long long)faults->broken + (long long)faults->wrong);
    json_int(json, "hints", (long long)faults->hints);
    json_array_start(json, "faults");
    for (const struct fault *fault = faults->first; fault != NULL; fault = fault->next) {
        json_object_start(json, NULL);
        json_text(json, "place", fault->place);
        json_text(json, "weight", fault->weight == FAULT_HINT ? "hint" : "wrong");
        json_text(json, "text", fault->text);
        json_object_end(json);
    }
    json_array_end(json);
}

void book_check(int input, struct buf *into)
{
    struct arena *arena = arena_new();
    struct book book;
    struct json json;
    bool is_book = book_read_open(input, arena, &book) == ERR_NONE;
    json_start(&json, into);
    json_object_start(&json, NULL);
    if (is_book) {
        struct set *set = set_read(book.set);
        book_judge(&book, set, arena);
        set_free(&set);
        char *text = json_dumps(book.set, JSON_COMPACT);
        json_raw(&json, "set", text);
        free(text);
        json_int(&json, "criteria",
                 (long long)json_array_size(json_object_get(book.set, "criteria")));
        write_faults(&json, &book.faults);
        book_close(&book);
    }
    json_text(&json, "problem", is_book ? NULL : "set.file");
    json_object_end(&json);
    arena_free(&arena);
}
