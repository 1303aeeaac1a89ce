/*
 * file_find.c — row-level security decides on the evidence item, a statement of the store on other
 * files; then what the reader found in the content decides whether it is handed out.
 */
#include "gateway/routes/file_find.h"

#include <string.h>

#include <jansson.h>

#include "evidence/v1/evidence.pb-c.h"

#include "gateway/request.h"
#include "gateway/routes/query.h"

struct file_search {
    struct file_found file; /* first: the state is one */
    file_found_fn *then;
};

/* A content that was not read yet has no row. */
static void file_find_on_type(void *arg, enum err err, const char *text)
{
    struct request *request = arg;
    struct file_search *search = request->state;
    if (err != ERR_NONE) {
        request_refuse_err(request, err);
        return;
    }
    json_t *read = text != NULL ? json_loads(text, 0, NULL) : NULL;
    bool is_malware = json_is_true(json_object_get(read, "is_malware"));
    const char *type = json_string_value(json_object_get(read, "media_type"));
    search->file.media_type = type != NULL ? arena_print(request->arena, "%s", type) : NULL;
    json_decref(read);
    if (is_malware) {
        request_refuse_as(request, PROBLEM_FILE_MALWARE, NULL);
        return;
    }
    search->then(request, &search->file);
}

static void file_find_type(struct request *request, const struct file_search *search)
{
    file_type_params(request->params,
                     &(struct file_type_params){{search->file.hash.bytes, HASH_SIZE}});
    store_text(request->gateway->store, request->who.as, STORE_FILE_TYPE, request->params,
               file_find_on_type, request);
}

static void file_find_on_body(void *arg, enum err err, const struct store_item *item)
{
    struct request *request = arg;
    struct file_search *search = request->state;
    if (err != ERR_NONE) {
        request_refuse_err(request, err);
        return;
    }
    const Evidence__V1__Submission *filed =
        item != NULL ? wire_unpack(request->arena, &evidence__v1__submission__descriptor,
                                   item->body, item->body_len)
                     : NULL;
    size_t number = search->file.number;
    if (filed == NULL || number > filed->n_files ||
        filed->files[number - 1]->hash.len != HASH_SIZE) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
        return;
    }
    const Evidence__V1__File *file = filed->files[number - 1];
    memcpy(search->file.hash.bytes, file->hash.data, HASH_SIZE);
    search->file.name = file->name;
    file_find_type(request, search);
}

void file_find(struct request *request, file_found_fn *then)
{
    struct uuid id;
    struct file_search *search = arena_zero(request->arena, sizeof(*search));
    search->then = then;
    request->state = search;
    if (!query_path_id(request, "id", &id) ||
        !query_path_number(request, "number", &search->file.number)) {
        return;
    }
    if (request->gateway->conf->files_root[0] == '\0') {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
        return;
    }
    store_body(request->gateway->store, request->who.as, &id, file_find_on_body, request);
}

static void file_find_on_kept(struct request *request, const char *text)
{
    struct file_search *search = request->state;
    json_t *found = json_loads(text, 0, NULL);
    const char *hash = json_string_value(json_object_get(found, "hash"));
    const char *name = json_string_value(json_object_get(found, "name"));
    bool is_whole = hash != NULL && name != NULL && hash_parse(hash, &search->file.hash);
    search->file.name = is_whole ? arena_print(request->arena, "%s", name) : NULL;
    json_decref(found);
    if (is_whole) {
        file_find_type(request, search);
    } else {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
    }
}

void file_find_kept(struct request *request, enum store_statement statement, file_found_fn *then)
{
    struct file_search *search = arena_zero(request->arena, sizeof(*search));
    search->then = then;
    request->state = search;
    if (!query_bind(request, statement)) {
        return;
    }
    if (request->gateway->conf->files_root[0] == '\0') {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
        return;
    }
    request_ask_store(request, statement, file_find_on_kept);
}
