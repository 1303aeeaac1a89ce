/*
 * posts.c — posts of units: an uploaded list, which ingest reads in its cage and the store writes
 * whole or not at all; and the criterion that counts posts.
 */
#include "posts/post_list.h"

#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/idempotency.h"
#include "gateway/routes/list_in.h"
#include "gateway/routes/query.h"

struct list {
    struct list_in in; /* first */
    const char *campaign;
    const char *unit; /* NULL: each row has its own */
};

static void posts_put(struct request *request)
{
    const struct list *list = request->state;
    posts_import_params(request->params, &(struct posts_import_params){
                                             .campaign = list->campaign,
                                             .rows = list->in.rows,
                                             .source = list->in.name,
                                             .unit = list->unit,
                                             .counts = list->in.counts,
                                         });
    request_ask_store(request, STORE_POSTS_IMPORT, list_in_answer);
}

ROUTE("POST", "/api/v1/campaigns/{campaign}/posts", ROLES_SUBMITTING, BODY_FILE,
      route_posts_import);
void route_posts_import(struct request *request)
{
    const char *unit = request_query(request, "unit");
    struct list *list = arena_zero(request->arena, sizeof(*list));
    char *key;
    if (!query_path_code(request, "campaign", &list->campaign) || !idempotency_key(request, &key)) {
        return;
    }
    if (unit != NULL && !json_in_is_code(unit)) {
        request_refuse_as(request, PROBLEM_QUERY_FORMAT, "unit");
        return;
    }
    list->in =
        (struct list_in){.form = &POST_LIST, .faulty = PROBLEM_POSTS_FAULTY, .put = posts_put};
    list->unit = unit;
    request->state = list;
    list_in_read(request);
}

/* ------------------------------------------------------------- what counts them */

ROUTE("PUT", "/api/v1/campaigns/{campaign}/posts/mapping", ROLE_EDITOR, BODY_JSON,
      route_posts_mapping);
void route_posts_mapping(struct request *request)
{
    struct json_in_mapping mapping = {NULL, NULL, NULL};
    const char *campaign;
    if (!query_path_code(request, "campaign", &campaign) ||
        !body_read(request, JSON_IN_MAPPING, &mapping)) {
        return;
    }
    posts_mapping_params(request->params, &(struct posts_mapping_params){
                                              .campaign = campaign,
                                              .kind = mapping.kind,
                                              .criterion = mapping.criterion,
                                              .ground = mapping.ground,
                                          });
    request_ask_store(request, STORE_POSTS_MAPPING, request_answer_ok);
}
