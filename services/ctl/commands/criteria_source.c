/*
 * criteria_source.c — reads a criteria set from a file, workbook or JSON; see criteria.h.
 */
#include <string.h>

#include "ctl/commands/criteria.h"
#include "ctl/ctl.h"
#include "workbook/book.h"

bool criteria_is_book(const char *path)
{
    size_t len = strlen(path);
    return len > 5 && strcmp(path + len - 5, ".xlsx") == 0;
}

static void open_book(struct criteria_source *self, const char *path)
{
    struct book book;
    if (book_read(path, self->arena, &book) != ERR_NONE) {
        ctl_trouble("%s", err_last());
        return;
    }
    self->json = json_incref(book.set);
    self->set = set_read(self->json);
    book_judge(&book, self->set, self->arena);
    self->faults = book.faults;
    book_close(&book);
}

static void open_json(struct criteria_source *self, const char *path)
{
    json_error_t error;
    self->json = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (self->json == NULL) {
        ctl_trouble("%s:%d:%d: %s", path, error.line, error.column, error.text);
        return;
    }
    self->set = set_read(self->json);
    for (const struct fault *fault = self->set->faults.first; fault != NULL; fault = fault->next) {
        faults_add(&self->faults, fault->weight, fault->place, "%s", fault->text);
    }
}

struct criteria_source criteria_source_open(const char *path)
{
    struct criteria_source self = {.arena = arena_new()};
    self.faults.arena = self.arena;
    if (criteria_is_book(path)) {
        open_book(&self, path);
    } else {
        open_json(&self, path);
    }
    return self;
}

void criteria_source_close(struct criteria_source *self)
{
    set_free(&self->set);
    json_decref(self->json);
    arena_free(&self->arena);
}
