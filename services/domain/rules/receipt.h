/*
 * receipt.h — the proof of one score as JSON: the rule and its version, all inputs,
 * the arithmetic line by line.  A reader can compute the score again from it.
 */
#ifndef RULES_RECEIPT_H
#define RULES_RECEIPT_H

#include "rules/sheet.h"

/* {"rule","rule_version","points","window":{"from","to"},"target","assessed",
 *  "not_applicable","aggregates":[{"figure","name","count","sum","max","days",
 *  "weeks","days_late"}],"steps":[{"text","value"}],"state","value"}; in the
 * sheet's arena.  Decimals are text.  Figure 0, the items, has neither "sum" nor "max". */
const char *receipt_write(const struct sheet *sheet, const struct outcome *outcome);

/* Adds "steps":[{"text","value","depth"}] to an open object. */
struct json;
void receipt_write_steps(struct json *json, const struct sheet *sheet);

#endif
