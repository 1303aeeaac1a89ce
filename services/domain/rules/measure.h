/*
 * measure.h — what a rule measures: one number of the inputs of a cell.
 *
 * `{"figure": F, "aggregate": "count" | "sum" | "max"}`   an amount; figure 0 is the items
 * `{"figure": F, "aggregate": ..., "against": "target"}`  the same in % of the unit's target
 * `{"part": F, "whole": F}`                               a part in % of a whole
 * `{"pieces": "count" | "days" | "weeks" | "days_late"}`  of the evidence items themselves
 * F is a figure's number or its name.  With "missing": "person" a cell without the
 * figure goes to a person; else it is 0.
 */
#ifndef RULES_MEASURE_H
#define RULES_MEASURE_H

#include "rules/range.h"

enum measure_of { MEASURE_AMOUNT, MEASURE_TARGET, MEASURE_SHARE, MEASURE_PIECES };
enum measure_pieces { PIECES_COUNT, PIECES_DAYS, PIECES_WEEKS, PIECES_LATE };

struct measure {
    enum measure_of of;
    int figure; /* the part of MEASURE_SHARE */
    int whole;
    enum sheet_aggregate aggregate;
    enum measure_pieces pieces;
    bool wants_data;
};

/* The keys of the reader's object. */
struct measure measure_read(struct rule_reader *reader);
bool measure_is_same(const struct measure *a, const struct measure *b);
/* "Tổng số liệu “lượt người”"; in the arena. */
const char *measure_name(const struct measure *self, const char *const *figures,
                         struct arena *arena);
/* The values that it can have. */
struct range_domain measure_domain(const struct measure *self);

/* Takes the measure, with lines.  False: it has no value; a line states why, a person decides. */
bool measure_take(const struct measure *self, struct sheet *sheet, struct exact *value);
/* The figure that is the whole of this part.  False: it is 0 or less than the part; the same. */
bool measure_take_whole(int figure, struct decimal part, struct sheet *sheet,
                        struct decimal *whole);

#endif
