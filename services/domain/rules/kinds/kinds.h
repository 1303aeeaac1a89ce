/*
 * kinds.h — shared by the files of this folder: one kind per file, or two that differ in a
 * word; all of them in list.h.
 */
#ifndef RULES_KINDS_KINDS_H
#define RULES_KINDS_KINDS_H

#include "rules/condition.h"
#include "rules/kinds/list.h"
#include "rules/measure.h"
#include "rules/rule.h"
#include "rules/rule_reader.h"

/* Reads "grain", of which values are multiples, if the measure does not define it itself. */
void kind_read_grain(struct rule_reader *reader, struct range_domain *domain);
/* The weight of a gap: with "holes": "person" it is only worth knowing. */
enum fault_weight kind_read_holes(struct rule_reader *reader);
/* The parameters of a kind that has only "parts", a list of rules; empty with a fault. */
struct kind_parts {
    size_t count;
    const struct rule_node **list;
};
const void *kind_read_parts(struct rule_reader *reader);

/* The schema of a kind's keys (rule.h), written as JSON: JSON({"points": "points"}). */
#define JSON(...) #__VA_ARGS__
/* The keys of a kind that kind_read_parts reads. */
#define PARTS_KEYS \
    JSON({"parts" : {"type" : "array", "items" : {"$ref" : "#/$defs/rule"}, "minItems" : 1}})
/* The last keys of a kind with a step table (step_table.h). */
#define STEP_KEYS \
    JSON("steps" \
         : { \
             "type" : "array", \
             "minItems" : 1, \
             "items" : { \
                 "type" : "object", \
                 "required" : ["points"], \
                 "additionalProperties" : false, \
                 "properties" : { \
                     "from" : {"description" : "At least this.", "$ref" : "#/$defs/amount"}, \
                     "above" : {"description" : "More than this.", "$ref" : "#/$defs/amount"}, \
                     "to" : {"description" : "Less than this.", "$ref" : "#/$defs/amount"}, \
                     "through" : {"description" : "At most this.", "$ref" : "#/$defs/amount"}, \
                     "points" : {"$ref" : "#/$defs/points"} \
                 } \
             } \
         }, \
           "grain?" \
         : { \
             "$ref" : "#/$defs/amount", \
             "description" : "Values are multiples of this; 1: whole numbers." \
         }, \
           "holes?" \
         : { \
             "enum" : [ "fault", "person" ], \
             "description" : "person: the table omits values on purpose." \
         })

#define DECLARE_KIND(symbol, name, word) extern const struct rule_kind symbol;
RULE_KINDS(DECLARE_KIND)
#undef DECLARE_KIND

#endif
