/*
 * unit_internal.h — the steps of scoring a unit; see unit.h.
 */
#ifndef RULES_UNIT_INTERNAL_H
#define RULES_UNIT_INTERNAL_H

#include "rules/sheet.h"
#include "rules/unit.h"

/* Evaluates the gates and finds the band, with lines about both. */
void unit_find_band(const struct set *set, struct unit_result *result, struct sheet *sheet);
/* {"unit","set","version","base","bonus","total","points","percent","waiting","band",
 *  "gates":{code: bool or null},"groups":[{"code","value","points","waiting"}],"steps"} */
const char *unit_receipt(const struct set *set, const struct unit_result *result,
                         const struct sheet *sheet);

#endif
