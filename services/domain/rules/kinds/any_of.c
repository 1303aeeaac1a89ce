/*
 * any_of.c — points if at least one condition holds; see joined.h.
 * {"kind":"any_of","points":"5","otherwise":"1",
 *  "conditions":[{"figure":1,"aggregate":"max","from":"1"},{"part":1,"whole":2,"from":"60"}]}
 */
#include "rules/kinds/joined.h"

static const void *read_params(struct rule_reader *reader)
{
    return joined_read(reader, CONDITION_ANY);
}

const struct rule_kind RULE_ANY_OF = {
    .name = "any_of",
    .meaning = "Đạt một trong các điều kiện thì được điểm",
    .read = read_params,
    .compute = joined_compute,
    .most = joined_most,
    .about = "Points if one condition holds.",
    .keys = JSON({
        "conditions" : {"type" : "array", "items" : {"$ref" : "#/$defs/condition"}, "minItems" : 1},
        "points" : "points",
        "otherwise?" : "points"
    }),
};
