/*
 * figure_rule.h — a rule across figures that an editor wrote: a left side, a comparison, a right
 * side.  Reading is strict and reports every fault with its place; evaluating is pure, with
 * decimals.
 *
 *   {"name": "Nam và nữ không quá tổng số", "severity": "error",
 *    "left": [{"take": "sum", "figure": "Nam"}, {"take": "sum", "figure": "Nữ"}],
 *    "compare": "at_most", "right": [{"take": "sum", "figure": "Tổng số người tham gia"}],
 *    "tolerance": "0", "message": "Nam và nữ là {left}, tổng số chỉ {right}."}
 *
 * A side is a sum of terms; "sign": "minus" subtracts one, "times" multiplies it.  A term takes a
 * figure of the submission (`piece`); the "sum", "last" or "max" of the unit in this campaign and
 * criterion, this submission included; "members" of the unit; the "target" of the criterion; or a
 * "number".  "kinds", "criteria": where it applies, if not everywhere; "off": true: it has no
 * effect.
 */
#ifndef CHECKS_FIGURE_RULE_H
#define CHECKS_FIGURE_RULE_H

#include <jansson.h>

#include "checks/engine/past.h"
#include "rules/faults.h"

enum { RULE_TERMS_MAX = 8, RULE_KINDS_MAX = 8 };

enum rule_take {
    TAKE_PIECE,
    TAKE_SUM,
    TAKE_LAST,
    TAKE_MAX,
    TAKE_MEMBERS,
    TAKE_TARGET,
    TAKE_NUMBER
};
enum rule_compare { COMPARE_AT_MOST, COMPARE_AT_LEAST, COMPARE_EQUAL };

struct rule_term {
    enum rule_take take;
    struct figure_name figure;
    struct decimal times; /* signed */
    struct decimal number;
};

struct rule_side {
    struct rule_term terms[RULE_TERMS_MAX];
    size_t count;
};

struct figure_rule {
    const char *code; /* given by the caller */
    const char *name, *message;
    Validation__V1__Severity severity;
    struct rule_side left, right;
    enum rule_compare compare;
    struct decimal tolerance; /* % of the right side */
    const char *kinds;        /* ",report,"; "" all */
    const char *criteria;     /* ",1.1.1,"; "" all */
};

/* NULL if it is wrong, with what is wrong in `faults`. */
struct figure_rule *figure_rule_read(const json_t *json, struct arena *arena,
                                     struct faults *faults);

/* Whether it applies to the submission. */
bool figure_rule_applies(const struct figure_rule *self, const struct inspection *in);

/* Computes both sides; false: a value that it asks for is not known here. */
MUST_CHECK bool figure_rule_compute(const struct figure_rule *self, const struct inspection *in,
                                    struct decimal *left, struct decimal *right);
bool figure_rule_holds(const struct figure_rule *self, struct decimal left, struct decimal right);
/* Its message with the numbers filled in. */
const char *figure_rule_message(const struct figure_rule *self, struct arena *arena,
                                struct decimal left, struct decimal right);

/* A campaign's rules. */
struct figure_rules {
    const struct figure_rule **all;
    size_t count;
};

#endif
