/*
 * piece.h — a submission on its way from options or JSON to the contract.
 */
#ifndef CTL_PIECE_H
#define CTL_PIECE_H

#include <jansson.h>

#include "ctl/client.h"

/* From {"campaign","unit","criteria",...}; NULL with *why for a member that is missing or has the
 * wrong type.  In the arena, which also keeps copies of all texts. */
Evidence__V1__Submission *piece_from_json(const json_t *object, struct arena *arena,
                                          const char **why);
/* Uploads the file and adds it; false, after printing why, if that failed. */
bool piece_add_file(Evidence__V1__Submission *piece, struct client *client, const char *path,
                    struct arena *arena);

#endif
