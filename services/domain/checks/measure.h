/*
 * measure.h — in what a figure is filed, and of what: "Số tiền vận động (triệu đồng)" is
 * money, a million to each one, of "tiền vận động".
 */
#ifndef CHECKS_MEASURE_H
#define CHECKS_MEASURE_H

#include "text/passage.h"

struct measure {
    struct passage subject; /* without "Số", "Tổng số" and the unit, in lower case */
    int64_t times;          /* what one of it is worth: 1, 1000, 1000000, 10^9 */
    bool is_money, is_share;
    bool has_unit; /* the name says so itself */
};

struct measure measure_of(struct arena *arena, const char *figure_name);

/* Whether the number of a text says what was filed (as in decimal.h), `percent` off at most:
 * "hơn 1.200" leaves room above, "2,5 triệu" what was rounded away. */
bool measure_agrees(const struct measure *measure, const struct written_number *told, int64_t filed,
                    long percent);

#endif
