/*
 * kinds.h — what the files of this folder share: one kind a file, and list.h that has them all.
 */
#ifndef RULES_KINDS_KINDS_H
#define RULES_KINDS_KINDS_H

#include "rules/condition.h"
#include "rules/kinds/list.h"
#include "rules/measure.h"
#include "rules/rule.h"
#include "rules/rule_reader.h"

/* "grain": what values are multiples of, where the measure does not say it itself. */
void kind_read_grain(struct rule_reader *reader, struct range_domain *domain);
/* How much a hole weighs: with "holes": "person" it is only worth knowing. */
enum fault_weight kind_read_holes(struct rule_reader *reader);
/* The list "parts" of rules; empty with a fault. */
struct kind_parts {
    size_t count;
    const struct rule_node **list;
};
struct kind_parts kind_read_parts(struct rule_reader *reader);

/* What the schema says of a kind's keys (rule.h), written as it is: JSON({"points": "points"}). */
#define JSON(...) #__VA_ARGS__
/* Of a kind with a step table (step_table.h): the last of its keys. */
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
                     "from" : {"description" : "This and more.", "$ref" : "#/$defs/amount"}, \
                     "above" : {"description" : "More than this.", "$ref" : "#/$defs/amount"}, \
                     "to" : {"description" : "Less than this.", "$ref" : "#/$defs/amount"}, \
                     "through" : {"description" : "This and less.", "$ref" : "#/$defs/amount"}, \
                     "points" : {"$ref" : "#/$defs/points"} \
                 } \
             } \
         }, \
           "grain?" \
         : { \
             "$ref" : "#/$defs/amount", \
             "description" : "What the values are multiples of; 1: whole numbers." \
         }, \
           "holes?" \
         : { \
             "enum" : [ "fault", "person" ], \
             "description" : "person: the table leaves values out on purpose." \
         })

#define DECLARE_KIND(symbol, name, word) extern const struct rule_kind symbol;
RULE_KINDS(DECLARE_KIND)
#undef DECLARE_KIND

#endif
