/*
 * filed.c — a submission's fields as JSON, in the order of the contract.
 */
#include "gateway/routes/filed.h"

#include <string.h>

#include "base/hash.h"
#include "text/amount.h"

/* protobuf represents an absent text as "". */
static void print_text(struct json *json, const char *key, const char *text)
{
    json_text(json, key, text[0] != '\0' ? text : NULL);
}

/* An older "1.234" is a decimal; sent back by a user it would be 1234. */
static const char *value_text(const char *stored, char into[static DECIMAL_TEXT])
{
    struct decimal value;
    return decimal_parse(stored, &value) ? amount_print(value, into) : stored;
}

static void print_files(struct json *json, const Evidence__V1__Submission *filed)
{
    json_array_start(json, "files");
    for (size_t i = 0; i < filed->n_files; i++) {
        const Evidence__V1__File *file = filed->files[i];
        struct hash hash = {{0}};
        char text[HASH_TEXT];
        if (file->hash.len == HASH_SIZE) {
            memcpy(hash.bytes, file->hash.data, HASH_SIZE);
        }
        json_object_start(json, NULL);
        json_text(json, "name", file->name);
        json_int(json, "size", (long long)file->size);
        json_text(json, "hash", hash_print(&hash, text));
        print_text(json, "caption", file->caption);
        json_object_end(json);
    }
    json_array_end(json);
}

static void print_cites(struct json *json, const Evidence__V1__Submission *filed)
{
    json_array_start(json, "cites");
    for (size_t i = 0; i < filed->n_cites; i++) {
        const Evidence__V1__Cite *cite = filed->cites[i];
        json_object_start(json, NULL);
        json_int(json, "file", cite->file);
        if (cite->page > 0) {
            json_int(json, "page", cite->page);
        } else {
            json_nothing(json, "page");
        }
        print_text(json, "section", cite->section);
        json_object_end(json);
    }
    json_array_end(json);
}

void filed_print(struct json *json, const Evidence__V1__Submission *filed)
{
    json_text(json, "campaign", filed->campaign);
    json_text(json, "unit", filed->unit);
    json_array_start(json, "criteria");
    for (size_t i = 0; i < filed->n_criteria; i++) {
        json_text(json, NULL, filed->criteria[i]);
    }
    json_array_end(json);
    json_text(json, "kind", filed->kind);
    json_text(json, "title", filed->title);
    json_text(json, "occurred_on", filed->occurred_on);
    print_text(json, "document_symbol", filed->document_symbol);
    print_text(json, "link", filed->link);
    print_text(json, "text", filed->text);
    char value[DECIMAL_TEXT];
    json_array_start(json, "figures");
    for (size_t i = 0; i < filed->n_figures; i++) {
        json_object_start(json, NULL);
        json_text(json, "name", filed->figures[i]->name);
        json_text(json, "value", value_text(filed->figures[i]->value, value));
        json_object_end(json);
    }
    json_array_end(json);
    print_files(json, filed);
    print_cites(json, filed);
    print_text(json, "received_on", filed->received_on);
    print_text(json, "received_ground", filed->received_ground);
    print_text(json, "ground", filed->ground);
}
