/*
 * compare.h — what the two halves of `minhchung compare` share.
 */
#ifndef CTL_COMPARE_H
#define CTL_COMPARE_H

/* One line {"a","b","kind","strength"} on stdout; a came before b. */
void compare_print(const char *a, const char *b, const char *kind, unsigned thousandths);

/* All photos in and below a directory; returns the exit code. */
int compare_photos(const char *directory);

#endif
