/*
 * compare.h — what texts and photos share in `minhchung compare`.
 */
#ifndef CTL_COMPARE_H
#define CTL_COMPARE_H

/* Prints one line {"a","b","kind","strength"}; a came before b. */
void compare_print(const char *a, const char *b, const char *kind, unsigned thousandths);

/* Compares all photos in and below a directory; returns the exit code. */
int compare_photos(const char *directory);

#endif
