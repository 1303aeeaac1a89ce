/*
 * image.c — is the picture whole?  JPEG and PNG have an end; a file that was cut off
 * on its way has none.
 */
#include <string.h>
#include <unistd.h>

#include "validation/formats/format.h"

enum { TAIL = 65536 };

int format_image(const struct format_input *input, int output, const char *media_type)
{
    static unsigned char tail[TAIL];
    size_t len = input->size < TAIL ? input->size : TAIL;
    ssize_t count = pread(input->fd, tail, len, (off_t)(input->size - len));
    bool is_whole = true;
    if (count > 0 && strcmp(media_type, "image/jpeg") == 0) {
        is_whole = memmem(tail, (size_t)count, "\xff\xd9", 2) != NULL;
    } else if (count > 0 && strcmp(media_type, "image/png") == 0) {
        is_whole = memmem(tail, (size_t)count, "IEND", 4) != NULL;
    }
    format_answer(output, media_type, is_whole ? "" : "damaged", NULL);
    return 0;
}
