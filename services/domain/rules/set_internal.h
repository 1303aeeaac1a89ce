/*
 * set_internal.h — the steps of reading a set; see set.h.
 */
#ifndef RULES_SET_INTERNAL_H
#define RULES_SET_INTERNAL_H

#include "rules/rule_reader.h"
#include "rules/set.h"

/* The codes of a list that may be missing; ends with NULL. */
const char *const *set_read_codes(struct rule_reader *reader, const char *key);
/* Reads the code of a node; SET_ROOT, with a fault, if it is unknown. */
int set_read_node(struct set *self, struct rule_reader *reader, const char *key);
void set_fault(struct set *self, enum fault_weight weight, const char *place, const char *format,
               ...) __attribute__((format(printf, 4, 5)));

/* set_parts.c: what is neither group nor criterion. */
void set_read_settings(struct set *self, struct rule_reader *reader);
void set_read_directory(struct set *self, struct rule_reader *reader);
void set_read_gates(struct set *self, struct rule_reader *reader);
void set_read_bands(struct set *self, struct rule_reader *reader);
void set_read_targets(struct set *self, struct rule_reader *reader);

/* set_check.c: what holds between the parts. */
void set_check_tree(struct set *self);   /* codes, parents, cycles; before all others */
void set_check_points(struct set *self); /* sums, and what rules can give */
void set_check_gates(struct set *self);  /* conditions that decide nothing */
void set_check_codes(struct set *self);  /* references to kinds, peer groups and units */

#endif
