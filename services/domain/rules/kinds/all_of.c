/*
 * all_of.c — points if every condition holds; see joined.h.
 * {"kind":"all_of","points":"5","otherwise":"1",
 *  "conditions":[{"figure":1,"aggregate":"max","from":"1"},{"part":1,"whole":2,"from":"60"}]}
 */
#include "rules/kinds/joined.h"

static const void *read_params(struct rule_reader *reader)
{
    return joined_read(reader, CONDITION_ALL);
}

const struct rule_kind RULE_ALL_OF = {
    .name = "all_of",
    .meaning = "Đạt mọi điều kiện thì được điểm",
    .read = read_params,
    .compute = joined_compute,
    .most = joined_most,
    .about = "Points if every condition holds.",
    .keys = JSON({
        "conditions" : {"type" : "array", "items" : {"$ref" : "#/$defs/condition"}, "minItems" : 1},
        "points" : "points",
        "otherwise?" : "points"
    }),
};
