/*
 * answer.h — answers of the store to a command, and the members of JSON objects.
 */
#ifndef CTL_ANSWER_H
#define CTL_ANSWER_H

#include <jansson.h>

#include "ctl/ctl.h"

/* EXIT_DONE with the JSON of the first row and column, which the caller decrefs; EXIT_NO: there is
 * no row, or it is NULL; EXIT_TROUBLE, after printing why: the store cannot be asked. */
int answer_json(const struct ctl *ctl, const struct statement *statement,
                const struct params *params, json_t **out);
/* The same, and prints the JSON: compact with --json, without it by `show`. */
int answer_show(const struct ctl *ctl, const struct statement *statement,
                const struct params *params, void (*show)(const json_t *root));
/* Prints the first column of every row, one line each; returns the command's exit code. */
int answer_print_rows(const struct ctl *ctl, const struct statement *statement,
                      const struct params *params);

/* Prints JSON, on a line or indented for people. */
void answer_print(const json_t *root);
void answer_print_indented(const json_t *root);

/* The text of the member `name`; if there is none: NULL, "", or "–" for people. */
const char *answer_given(const json_t *object, const char *name);
const char *answer_text(const json_t *object, const char *name);
const char *answer_shown(const json_t *object, const char *name);
/* The whole number of the member `name`; 0 if it has none. */
long long answer_number(const json_t *object, const char *name);

#endif
