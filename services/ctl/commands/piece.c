/*
 * piece.c — builds a submission from JSON; the contract stands in piece.h.
 */
#include "ctl/commands/piece.h"

#include "ctl/answer.h"
#include <string.h>

#include "base/text.h"

static char *piece_copy(struct arena *arena, const char *text)
{
    return arena_text(arena, text, strlen(text));
}

static bool take_text(const json_t *object, const char *key, struct arena *arena, char **into,
                      const char **why)
{
    const json_t *value = json_object_get(object, key);
    if (value == NULL || json_is_null(value)) {
        return true;
    }
    if (!json_is_string(value)) {
        *why = key;
        return false;
    }
    *into = piece_copy(arena, json_string_value(value));
    return true;
}

static bool take_criteria(const json_t *object, struct arena *arena,
                          Evidence__V1__Submission *piece, const char **why)
{
    const json_t *list = json_object_get(object, "criteria");
    size_t count = json_array_size(list), at;
    const json_t *value;
    *why = "criteria";
    piece->criteria = arena_alloc(arena, (count + 1) * sizeof(char *));
    json_array_foreach((json_t *)(uintptr_t)list, at, value) {
        if (!json_is_string(value)) {
            return false;
        }
        piece->criteria[piece->n_criteria++] = piece_copy(arena, json_string_value(value));
    }
    return true;
}

static bool take_figures(const json_t *object, struct arena *arena, Evidence__V1__Submission *piece,
                         const char **why)
{
    const json_t *list = json_object_get(object, "figures");
    size_t count = json_array_size(list), at;
    const json_t *value;
    *why = "figures";
    piece->figures = arena_alloc(arena, (count + 1) * sizeof(Evidence__V1__Figure *));
    json_array_foreach((json_t *)(uintptr_t)list, at, value) {
        const char *name = answer_given(value, "name");
        const char *number = answer_given(value, "value");
        if (name == NULL || number == NULL) {
            return false;
        }
        Evidence__V1__Figure *figure = arena_alloc(arena, sizeof(*figure));
        evidence__v1__figure__init(figure);
        figure->name = piece_copy(arena, name);
        figure->value = piece_copy(arena, number);
        piece->figures[piece->n_figures++] = figure;
    }
    return true;
}

Evidence__V1__Submission *piece_from_json(const json_t *object, struct arena *arena,
                                          const char **why)
{
    Evidence__V1__Submission *piece = arena_alloc(arena, sizeof(*piece));
    evidence__v1__submission__init(piece);
    bool is_good = take_text(object, "campaign", arena, &piece->campaign, why) &&
                   take_text(object, "unit", arena, &piece->unit, why) &&
                   take_text(object, "kind", arena, &piece->kind, why) &&
                   take_text(object, "title", arena, &piece->title, why) &&
                   take_text(object, "occurred_on", arena, &piece->occurred_on, why) &&
                   take_text(object, "document_symbol", arena, &piece->document_symbol, why) &&
                   take_text(object, "link", arena, &piece->link, why) &&
                   take_text(object, "text", arena, &piece->text, why) &&
                   take_criteria(object, arena, piece, why) &&
                   take_figures(object, arena, piece, why);
    return is_good ? piece : NULL;
}

bool piece_add_file(Evidence__V1__Submission *piece, struct client *client, const char *path,
                    struct arena *arena)
{
    struct hash hash;
    Evidence__V1__File *file = arena_alloc(arena, sizeof(*file));
    evidence__v1__file__init(file);
    if (!client_put_file(client, path, &hash, &file->size)) {
        return false;
    }
    const char *base = strrchr(path, '/');
    file->name = piece_copy(arena, base != NULL ? base + 1 : path);
    if (text_is_utf8(file->name, strlen(file->name), NULL)) {
        file->name = text_nfc(arena, file->name, strlen(file->name));
    }
    file->hash.data = arena_copy(arena, hash.bytes, sizeof(hash.bytes));
    file->hash.len = sizeof(hash.bytes);
    Evidence__V1__File **files =
        arena_alloc(arena, (piece->n_files + 1) * sizeof(Evidence__V1__File *));
    if (piece->n_files > 0) {
        memcpy(files, piece->files, piece->n_files * sizeof(Evidence__V1__File *));
    }
    files[piece->n_files++] = file;
    piece->files = files;
    return true;
}
