/*
 * feed_stamp.h — internal to formats: the parts of an instant that sites write, before it is known
 * which of two numbers is the month.
 */
#ifndef FORMATS_FEED_STAMP_H
#define FORMATS_FEED_STAMP_H

#include <stdbool.h>

enum stamp_half { HALF_NONE, HALF_ENGLISH, HALF_VIETNAMESE }; /* "PM"; "CH" */

struct feed_stamp {
    int year, day, month; /* as in "day/month" where `is_either` */
    bool is_either;       /* two numbers whose order is not known */
    bool is_padded;       /* one of them begins with 0 */
    bool is_bare;         /* one of them has a single digit */
    bool is_vietnamese;   /* words that only a Vietnamese site writes */
    bool has_clock;
    int minutes; /* of the day */
    enum stamp_half half;
    bool has_zone;
    int zone; /* minutes east of Greenwich */
};

/* False: no day is in it. */
bool feed_stamp_read(const char *text, struct feed_stamp *out);

#endif
