/*
 * spoken.h — numbers in Vietnamese words: "ba mươi", "hai nghìn không trăm hai mươi ba", "hai triệu
 * rưỡi", "một triệu hai".  What has two readings ("hai triệu năm trăm", "hai ba nghìn") is no
 * number.
 */
#ifndef TEXT_SPOKEN_H
#define TEXT_SPOKEN_H

#include "text/passage.h"

struct spoken_number {
    size_t words;   /* how many are read, a number or not; 0: none of a number begins here */
    bool is_number; /* more than a single digit, which is mostly none: "năm" is also a year */
    int64_t value;
};

struct spoken_number spoken_number_at(const struct passage *passage, size_t word);

/* What follows a number and its scale: "không trăm năm mươi sáu" after "5 nghìn" (power 3).
 * words 0: nothing. */
struct spoken_number spoken_rest_at(const struct passage *passage, size_t word, unsigned power);

/* A word of which numbers are made. */
bool spoken_is_part(const struct passage *passage, size_t word);

/* "tỷ lệ" is a share and "triệu phú" a rich man: whether the word is no scale. */
bool spoken_is_other_word(const struct passage *passage, size_t word);

#endif
