/*
 * api.h — the command line as a client of /api/v1, with the rights of an account.
 *
 * Every command that has a route writes through it: the API checks the rights, words every refusal
 * and records the account.
 */
#ifndef CTL_API_H
#define CTL_API_H

#include <jansson.h>
#include <stddef.h>

#include "base/arena.h"
#include "ctl/ctl.h"

struct api;

/* NULL, after printing why: no account of that role has a token in api.tokens. */
struct api *api_open(const struct ctl *ctl, const char *role);
void api_close(struct api **self);

/* "/api/v1" and the parts, the last one NULL, each escaped; in the arena. */
const char *api_path(struct arena *arena, const char *const *parts);
/* The path with "name=value" appended; unchanged if value is NULL. */
const char *api_path_with(struct arena *arena, const char *path, const char *name,
                          const char *value);

struct api_request {
    const char *method, *path;
    const void *body; /* NULL: none */
    size_t len;
    const char *type; /* NULL: JSON */
};

/* EXIT_DONE with the answer, EXIT_NO with the problem that refuses the request, or EXIT_TROUBLE,
 * after printing why, if it could not be sent.  *out may be NULL; the caller decrefs it. */
int api_ask(struct api *self, const struct api_request *request, json_t **out);

/* The same with JSON as the body (NULL: none), which it takes, by an account of that role; it
 * prints a refusal. */
int api_do(const struct ctl *ctl, const char *role, const struct api_request *request,
           json_t *take_body, json_t **out);

/* Prints a refusal as the API words it; returns EXIT_NO. */
int api_refused(const json_t *problem);

#endif
