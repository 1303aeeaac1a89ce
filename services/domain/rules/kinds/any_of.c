/*
 * any_of.c — points when at least one condition holds; see joined.h.
 * {"kind":"any_of","points":"5","otherwise":"1",
 *  "conditions":[{"pieces":"count","from":"1"},{"part":1,"whole":2,"from":"60"}]}
 */
#include "rules/kinds/joined.h"

static const void *read_params(struct rule_reader *reader)
{
    return joined_read(reader, CONDITION_ANY);
}

const struct rule_kind RULE_ANY_OF = {"any_of", "Đạt một trong các điều kiện thì được điểm",
                                      read_params, joined_compute, joined_most};
