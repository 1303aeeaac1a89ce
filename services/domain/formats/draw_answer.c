/*
 * draw_answer.c — writes what was drawn: the head of the answer, then the data.
 */
#include "base/buf.h"
#include "base/file.h"
#include "formats/draw.h"

int draw_answer(int output, const struct draw_head *head, const void *data, size_t len)
{
    struct buf answer = {0};
    buf_print(&answer, "%s\t%d\t%d\t%d\n", head->problem, head->pages, head->width, head->height);
    if (data != NULL) {
        buf_add(&answer, data, len);
    }
    bool is_written = file_write(output, answer.data, answer.len);
    buf_free(&answer);
    return is_written ? 0 : 1;
}
