/*
 * answer.h — answers of the store to a command, as JSON.
 */
#ifndef CTL_ANSWER_H
#define CTL_ANSWER_H

#include <jansson.h>

#include "ctl/ctl.h"

/* The first row and column; NULL: there is no row, or the statement failed and that was printed. */
json_t *answer_json(const struct ctl *ctl, const struct statement *statement,
                    const struct params *params);
/* Prints the first column of every row, one line each; returns the command's exit code. */
int answer_print_rows(const struct ctl *ctl, const struct statement *statement,
                      const struct params *params);

/* The member `name` of the object; "" if it has none. */
const char *answer_text(const json_t *object, const char *name);

#endif
