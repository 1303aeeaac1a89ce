/*
 * draw.h — a page of a file as a picture, and the words on it with their places.  Runs in a
 * sandboxed child that may open fonts and start threads.
 *
 * The child answers with one line "problem TAB pages TAB width TAB height LF", then the picture
 * (JPEG, without any of the file's metadata) or a line "x y width height word" for each word, in
 * ten-thousandths of the page.  Problems: "" none, "kind" it has no pages, "damaged", "encrypted",
 * "none" there is no such page.
 */
#ifndef FORMATS_DRAW_H
#define FORMATS_DRAW_H

#include <stddef.h>

enum { DRAW_WIDTH_MAX = 2000, DRAW_HEIGHT_MAX = 6000, DRAW_WORDS_MAX = 20000 };

struct draw_input {
    int fd;
    size_t size;
    int page;   /* from 1 */
    int width;  /* in pixels; 0: the words */
    int height; /* of a photo, at most; 0: DRAW_HEIGHT_MAX */
};

/* Writes the whole answer; returns the child's exit code. */
int format_draw(const struct draw_input *input, int output);

/* The same of a photo; the child opens nothing, it may only start threads. */
int format_draw_photo(const struct draw_input *input, int output);
/* In place of a photo that there is not: a light field with its diagonals, four to three. */
int format_draw_sample(const struct draw_input *input, int output);

/* Internal to formats. */
struct draw_bytes {
    const void *data;
    size_t len;
};
struct draw_head {
    const char *problem;
    int pages, width, height;
};
int draw_answer(int output, const struct draw_head *head, const void *data, size_t len);
int draw_picture(const struct draw_input *input, const struct draw_bytes *file, int output);
/* Three bytes a pixel; NULL with len 0: no memory.  The caller frees it with g_free. */
void *draw_jpeg(const unsigned char *rgb, int width, int height, size_t *len);

#endif
