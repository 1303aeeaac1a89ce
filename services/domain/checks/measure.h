/*
 * measure.h — the unit and the subject of a figure, from its name: "Số tiền vận động (triệu đồng)"
 * is money in millions, of "tiền vận động".
 */
#ifndef CHECKS_MEASURE_H
#define CHECKS_MEASURE_H

#include "text/passage.h"

enum measure_kind { MEASURE_COUNT, MEASURE_LENGTH, MEASURE_MASS, MEASURE_AREA };

struct measure {
    struct passage subject; /* without "Số", "Tổng số" and the unit, in lower case */
    enum measure_kind kind; /* of what the unit is; lengths in metres, masses in kg, areas in m² */
    int64_t times;          /* the value of one unit: 1, 1000, 1000000, 10^9 */
    bool is_money, is_share;
    bool has_unit; /* the name itself names the unit */
};

struct measure measure_of(struct arena *arena, const char *figure_name);

/* The unit at *at, behind a number: moves *at behind it and gives its value; MEASURE_COUNT: none.
 */
enum measure_kind measure_unit_at(const struct passage *passage, size_t *at, int64_t *times);

/* Whether a number of a text agrees with the filed one (as in decimal.h), at most `percent` off:
 * "hơn 1.200" leaves room above, "2,5 triệu" what was rounded away. */
bool measure_agrees(const struct measure *measure, const struct written_number *written,
                    int64_t filed, long percent);

#endif
