/*
 * file_find.c — row-level security decides on the evidence item; its body names the content.
 */
#include "gateway/routes/file_find.h"

#include <string.h>

#include "evidence/v1/evidence.pb-c.h"

#include "gateway/request.h"
#include "gateway/routes/query.h"

struct file_search {
    struct file_found file; /* first: the state is one */
    file_found_fn *then;
};

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
    search->then(request, &search->file);
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
