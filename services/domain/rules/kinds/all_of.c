/*
 * all_of.c — points when every condition holds; see joined.h.
 * {"kind":"all_of","points":"5","otherwise":"1",
 *  "conditions":[{"pieces":"count","from":"1"},{"part":1,"whole":2,"from":"60"}]}
 */
#include "rules/kinds/joined.h"

static const void *read_params(struct rule_reader *reader)
{
    return joined_read(reader, CONDITION_ALL);
}

const struct rule_kind RULE_ALL_OF = {"all_of", "Đạt mọi điều kiện thì được điểm", read_params,
                                      joined_compute, joined_most};
